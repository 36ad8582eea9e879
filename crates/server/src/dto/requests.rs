//! Access requests.

use access::NodeId;
use app::requests;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::access::NodeRef;
use super::common::Role;
use super::preview::{Preview, UserRef};

/// Which role somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WantedRole {
    Viewer,
    Editor,
}

impl From<WantedRole> for vocab::ContentRole {
    fn from(role: WantedRole) -> Self {
        match role {
            WantedRole::Viewer => Self::Viewer,
            WantedRole::Editor => Self::Editor,
        }
    }
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RequestState {
    Open,
    Granted,
    Refused,
}

/// Somebody's wish for access to a document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccessRequest {
    #[schema(example = "ask_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub id: String,
    /// The name is empty for those who may not know it.
    pub node: NodeRef,
    pub user: UserRef,
    pub role: Role,
    pub message: Option<String>,
    pub at: String,
    pub state: RequestState,
    /// What a refusal says.
    pub reason: Option<String>,
}

impl AccessRequest {
    pub(crate) fn new(request: &requests::AccessRequest) -> Self {
        let id = NodeId::Document(request.document.id);
        Self {
            id: request.id.to_string(),
            node: NodeRef { id: id.to_string(), name: request.document.name.clone(), kind: (&id).into() },
            user: UserRef::new(&request.user),
            role: request.role.into(),
            message: request.message.clone(),
            at: request.at.to_string(),
            state: match request.state {
                requests::State::Open => RequestState::Open,
                requests::State::Granted => RequestState::Granted,
                requests::State::Refused => RequestState::Refused,
            },
            reason: request.reason.clone(),
        }
    }
}

/// A request to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRequest {
    #[schema(inline, example = "viewer")]
    pub role: WantedRole,
    /// A word to the owner; at most 1,000 characters.
    #[schema(example = "I prepare the board meeting")]
    pub message: Option<String>,
}

/// Which requests to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RequestsQuery {
    /// `true`: those that the caller made; otherwise the open ones for what the caller owns.
    #[serde(default)]
    #[param(required = false)]
    pub mine: bool,
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// What to give; what was asked for when absent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestGrant {
    #[schema(inline, example = "viewer")]
    pub role: Option<WantedRole>,
}

/// Why not.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestRefusal {
    /// Shown to whoever asked.
    #[schema(example = "Ask me again after the audit")]
    pub reason: Option<String>,
}

/// The answered request, or with `dry_run=true` the preview.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum RequestGranted {
    Request(Box<AccessRequest>),
    Preview(Preview),
}
