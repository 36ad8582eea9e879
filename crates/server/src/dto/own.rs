//! One's own way in: seeing as somebody else, tokens, password.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocab::Secret;

use super::common::Ref;

/// Whom to see as: one of the three. Managers name the document as well.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewAs {
    pub user: Option<String>,
    /// Somebody who is in this group and has nothing else.
    pub group: Option<String>,
    /// A visitor of this report link.
    pub link: Option<String>,
    /// Whoever is a row of a report's tenant table; with `document`.
    pub scenario: Option<Scenario>,
    /// The only document to look at; needed by whoever is no admin.
    pub document: Option<String>,
}

/// A row of a report's tenant table.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    pub report: String,
    /// Counted from 1.
    pub row: u32,
}

/// Seeing as somebody else has begun.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ViewAsBegun {
    #[serde(rename = "as")]
    pub seen: ViewingAs,
    /// When it ends by itself.
    pub session_until: String,
}

impl ViewAsBegun {
    pub(crate) fn new(viewing: &app::view_as::ViewingAs) -> Self {
        Self { seen: ViewingAs::new(viewing), session_until: viewing.until.to_string() }
    }
}

/// As whom somebody looks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ViewingAs {
    /// `user`, `group`, `link` or `scenario`.
    pub kind: String,
    pub id: String,
    pub name: String,
    /// Who looks.
    pub by: Ref,
    /// The only document that can be looked at so; `null` for all of them.
    pub document: Option<String>,
    pub until: String,
    /// The path of the page to look at.
    #[schema(example = "/d/doc_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub open: String,
}

impl ViewingAs {
    pub(crate) fn new(viewing: &app::view_as::ViewingAs) -> Self {
        Self {
            kind: viewing.kind.to_owned(),
            id: viewing.id.clone(),
            name: viewing.name.clone(),
            by: Ref::new(viewing.by.id, &viewing.by.name),
            document: viewing.document.map(|document| document.to_string()),
            until: viewing.until.to_string(),
            open: viewing.open.clone(),
        }
    }
}

/// How far a token reaches: to look and query; to change content as well; everything that its person may do.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TokenScope {
    Read,
    Edit,
    Admin,
}

impl From<TokenScope> for access::TokenScope {
    fn from(scope: TokenScope) -> Self {
        match scope {
            TokenScope::Read => Self::Read,
            TokenScope::Edit => Self::Edit,
            TokenScope::Admin => Self::Admin,
        }
    }
}

impl From<access::TokenScope> for TokenScope {
    fn from(scope: access::TokenScope) -> Self {
        match scope {
            access::TokenScope::Read => Self::Read,
            access::TokenScope::Edit => Self::Edit,
            access::TokenScope::Admin => Self::Admin,
        }
    }
}

/// A personal API token without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Token {
    #[schema(example = "tok_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub id: String,
    pub name: String,
    pub scope: TokenScope,
    pub created_at: String,
    pub expires_at: Option<String>,
    pub last_used_at: Option<String>,
}

impl Token {
    pub(crate) fn new(token: &app::tokens::Token) -> Self {
        Self {
            id: token.id.to_string(),
            name: token.name.to_string(),
            scope: token.scope.into(),
            created_at: token.created_at.to_string(),
            expires_at: token.expires_at.map(|at| at.to_string()),
            last_used_at: token.last_used_at.map(|at| at.to_string()),
        }
    }
}

/// A token to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewToken {
    pub name: String,
    pub scope: TokenScope,
    /// RFC 3339; without an end when absent.
    pub expires_at: Option<String>,
}

/// A new token. Nobody is told its secret again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenMade {
    #[serde(flatten)]
    pub made: Token,
    /// For the header `Authorization: Bearer`.
    #[schema(example = "lct_…")]
    pub token: String,
}

impl TokenMade {
    pub(crate) fn new(new: &app::tokens::NewToken) -> Self {
        Self { made: Token::new(&new.token), token: new.secret.expose().clone() }
    }
}

/// A new password in place of the present one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    #[schema(value_type = String, format = Password)]
    pub current: Secret<String>,
    #[schema(value_type = String, format = Password)]
    pub new: Secret<String>,
}
