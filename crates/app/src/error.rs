//! Every way in which a use case can say no.

use access::{Denied, FactsError, ListError, Reason};
use document::Project;
use jiff::Timestamp;
use semantics::{CompileError, Diagnostic, EngineError, SqlError};
use store::StoreError;
use vocab::UserId;

use crate::cx::Named;
use crate::oidc::OidcError;

/// One fault of a request that was well-formed but wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer into the body.
    pub pointer: String,
    /// Stable snake_case.
    pub code: &'static str,
    /// For a person.
    pub detail: String,
}

/// A change that clashes with what is there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Another document has, or had, this identifier.
    #[error("this identifier is taken by another document")]
    IdentifierTaken,
    /// Somebody has this e-mail address.
    #[error("somebody with this e-mail address is here already")]
    EmailTaken,
    /// Something of this kind has this name.
    #[error("this name is taken")]
    NameTaken,
    /// A grant below what an ancestor gives the same principal (access.md §2).
    #[error("`{folder}` above already gives {role}; what stands below it can only be higher")]
    BelowInherited {
        /// Name of the ancestor folder.
        folder: String,
        /// Its role.
        role: vocab::ContentRole,
    },
    /// A group would contain itself.
    #[error("a group cannot contain itself: {}", .0.join(" → "))]
    GroupCycle(Vec<String>),
    /// A folder would stand inside itself.
    #[error("a folder cannot be moved into itself")]
    FolderCycle,
    /// Folders or groups would be nested too deep.
    #[error("{0}")]
    TooDeep(String),
    /// The thing is in use.
    #[error("still in use by {}", .0.join(", "))]
    InUse(Vec<String>),
    /// Nobody could administer the instance any more.
    #[error("an instance keeps at least one active admin")]
    LastAdmin,
    /// Somebody's content would have no owner.
    #[error("this person owns content that needs a new owner first: {}", .0.join(", "))]
    OwnsContent(Vec<String>),
    /// A folder in a folder belongs to whom that one belongs to.
    #[error("this folder belongs to whom `{0}` above belongs to; transfer that one, or make this one stand alone first")]
    OwnedByFolder(String),
    /// Somebody has answered the request meanwhile.
    #[error("this request has been answered already")]
    RequestAnswered,
    /// Others' content cannot go into somebody's own documents.
    #[error("content of somebody else cannot be moved into personal documents")]
    ForeignIntoPersonal,
}

impl Conflict {
    /// Stable snake_case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IdentifierTaken => "identifier_taken",
            Self::EmailTaken => "email_taken",
            Self::NameTaken => "name_taken",
            Self::BelowInherited { .. } => "below_inherited",
            Self::GroupCycle(_) => "group_cycle",
            Self::FolderCycle => "folder_cycle",
            Self::TooDeep(_) => "too_deep",
            Self::InUse(_) => "in_use",
            Self::LastAdmin => "last_admin",
            Self::OwnsContent(_) => "owns_content",
            Self::OwnedByFolder(_) => "owned_by_folder",
            Self::RequestAnswered => "request_answered",
            Self::ForeignIntoPersonal => "foreign_into_personal",
        }
    }
}

/// Somebody else saved in between; nothing was changed, and this is what is there now.
#[derive(Debug, Clone)]
pub struct VersionClash {
    /// The version that is there.
    pub current_version: u64,
    /// Who saved it.
    pub changed_by: Named<UserId>,
    /// When.
    pub changed_at: Timestamp,
    /// What it holds; none when the clash is over model files.
    pub project: Option<Project>,
}

/// Every way in which a use case can say no.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in, and somebody has to be.
    #[error("sign in first")]
    NotSignedIn,
    /// Unknown address or wrong password: one answer for both.
    #[error("the e-mail address or the password is wrong")]
    WrongCredentials,
    /// Nobody was signed in through the provider.
    #[error(transparent)]
    Oidc(#[from] OidcError),
    /// Passwords do not open this instance.
    #[error("people sign in here through the provider alone")]
    NoPasswords,
    /// The set-up code is wrong.
    #[error("the set-up code is wrong; it stands in the server's log")]
    WrongSetupCode,
    /// Too many attempts.
    #[error("too many attempts; try again in {retry_after} seconds")]
    RateLimited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Whoever sees as somebody else changes nothing and takes nothing away.
    #[error("while you see as somebody else, nothing is changed and nothing is downloaded")]
    ViewAsReadOnly,
    /// The token reaches less far than its person.
    #[error("the token's scope does not cover this")]
    TokenScope,
    /// Only a session may, not a token.
    #[error("this is for the signed-in person alone, not for a token")]
    SessionNeeded,
    /// Not there, or not for this actor: the two are one answer.
    #[error("there is nothing here, or it is not shared with you")]
    NotFound,
    /// Seen, but not allowed.
    #[error("{}", reasons_text(.0))]
    Forbidden(Vec<Reason>),
    /// Clashes with what is there.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// Somebody else saved in between.
    #[error("somebody else saved version {} in between", .0.current_version)]
    VersionClash(Box<VersionClash>),
    /// Well-formed but wrong.
    #[error("{}", faults_text(.0))]
    Invalid(Vec<Fault>),
    /// Model files with errors; the former model stays in force.
    #[error("the model has errors; the one before stays in force")]
    ModelInvalid(Vec<Diagnostic>),
    /// A cursor that this instance did not give.
    #[error("this cursor was not given by this list")]
    BadCursor,
    /// The query does not fit the model.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The SQL is not one query.
    #[error(transparent)]
    Sql(#[from] SqlError),
    /// A tile that its reader cannot be shown; what is wrong with the query behind it is for its authors alone.
    #[error("this cannot be shown: the query behind it does not work for you; tell the owner of the report")]
    NotShown(&'static str),
    /// The connection has no model in force, and so no rules by which anybody could be answered.
    #[error("this connection has no model in force; somebody who may edit its model has to repair it")]
    NoModel,
    /// The engine refused or failed.
    #[error(transparent)]
    Engine(EngineError),
    /// Something broke here; the log has it under the request id.
    #[error("something went wrong on the server")]
    Internal(String),
}

impl AppError {
    /// Stable snake_case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "not_signed_in",
            Self::WrongCredentials => "wrong_credentials",
            Self::Oidc(error) => error.code(),
            Self::NoPasswords => "no_passwords",
            Self::WrongSetupCode => "wrong_setup_code",
            Self::RateLimited { .. } => "too_many_attempts",
            Self::ViewAsReadOnly => "view_as_read_only",
            Self::TokenScope => "token_scope",
            Self::SessionNeeded => "session_needed",
            Self::NotFound => "not_found",
            Self::Forbidden(reasons) => reasons.first().map_or("forbidden", Reason::code),
            Self::Conflict(conflict) => conflict.code(),
            Self::VersionClash(_) => "version_clash",
            Self::Invalid(faults) => faults.first().map_or("invalid", |fault| fault.code),
            Self::ModelInvalid(_) => "model_invalid",
            Self::BadCursor => "bad_cursor",
            Self::Compile(error) => error.code(),
            Self::Sql(error) => error.code(),
            Self::NotShown(code) => code,
            Self::NoModel => "no_model",
            Self::Engine(error) => error.code(),
            Self::Internal(_) => "internal",
        }
    }

    /// One fault of the body.
    pub(crate) fn invalid(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![Fault { pointer: pointer.into(), code, detail: detail.into() }])
    }
}

impl From<EngineError> for AppError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::TableRefused { reasons, .. } => Self::Forbidden(reasons),
            EngineError::Internal { message } => Self::Internal(message),
            error => Self::Engine(error),
        }
    }
}

/// The one place where a refusal becomes "not there" or "not allowed" (disclosure rule).
impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        if denied.hidden { Self::NotFound } else { Self::Forbidden(denied.reasons.into_owned()) }
    }
}

fn reasons_text(reasons: &[Reason]) -> String {
    if reasons.is_empty() {
        return "you may not do this".to_owned();
    }
    reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn faults_text(faults: &[Fault]) -> String {
    faults.iter().map(|fault| fault.detail.as_str()).collect::<Vec<_>>().join("; ")
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Conflict { what: "email" } => Conflict::EmailTaken.into(),
            StoreError::Conflict { what: "identifier" } => Conflict::IdentifierTaken.into(),
            StoreError::Conflict { what: "last_admin" } => Conflict::LastAdmin.into(),
            StoreError::Conflict { .. } => Conflict::NameTaken.into(),
            StoreError::Invalid { what, why } => Self::invalid("", "invalid_value", format!("{what}: {why}")),
            StoreError::Facts(error) => error.into(),
            // Where a version can clash, the use case says what is there; elsewhere it is a fault of ours.
            StoreError::VersionClash { .. } | StoreError::Unavailable(_) | StoreError::Corrupt { .. } | StoreError::File(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}

impl From<FactsError> for AppError {
    fn from(error: FactsError) -> Self {
        match error {
            FactsError::GroupCycle { path } => Conflict::GroupCycle(path.iter().map(ToString::to_string).collect()).into(),
            FactsError::FolderCycle { .. } => Conflict::FolderCycle.into(),
            FactsError::GroupsTooDeep { .. } | FactsError::FoldersTooDeep { .. } => Conflict::TooDeep(error.to_string()).into(),
            FactsError::OwnsContent { nodes, .. } => Conflict::OwnsContent(nodes.iter().map(ToString::to_string).collect()).into(),
            FactsError::Unknown { .. } => Self::NotFound,
            FactsError::NotEmpty { .. } | FactsError::Invalid(_) | FactsError::TooMany(_) => {
                Self::invalid("", error.code(), error.to_string())
            }
        }
    }
}

impl From<ListError> for AppError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Denied(denied) => denied.into(),
            ListError::Cursor => Self::BadCursor,
        }
    }
}
