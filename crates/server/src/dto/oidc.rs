//! Signing in through a provider.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocab::Secret;

/// How one can sign in here.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignInWays {
    /// The provider, if there is one.
    pub oidc: Option<SignInProvider>,
    /// Whether by e-mail address and password.
    pub password: bool,
}

/// Where people may sign in instead.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignInProvider {
    /// What people call it.
    #[schema(example = "Example Airlines")]
    pub name: String,
}

impl SignInWays {
    pub(crate) fn new(ways: app::oidc::Ways) -> Self {
        Self { oidc: ways.provider.map(|name| SignInProvider { name }), password: ways.password }
    }
}

/// Where to go on to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct StartQuery {
    /// The page of this server to open afterwards; anything else is taken for none.
    #[param(example = "/d/on-time-2013")]
    pub next: Option<String>,
}

/// What proves who wants to sign in through the provider from now on: one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkRequest {
    /// The present password of who is signed in.
    #[schema(value_type = Option<String>, format = Password)]
    pub password: Option<Secret<String>>,
    /// The code of an open invitation.
    #[schema(value_type = Option<String>)]
    pub invitation: Option<Secret<String>>,
}

/// Where the browser goes next.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LinkBegun {
    /// An address of the provider.
    #[schema(example = "https://id.example.com/authorize?client_id=lucarne")]
    pub url: String,
}
