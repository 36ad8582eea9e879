//! Whose content is, whether it stands alone, and roles on everything.

use app::instance_grants;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{Ref, Role};

/// Who shall own it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOwner {
    /// Somebody who manages it.
    #[schema(example = "usr_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub user: String,
}

/// What something that stops inheriting starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Start {
    /// Everybody keeps what grants give them now.
    Present,
    /// Nobody but the owner, and whoever does it.
    Empty,
}

/// Whether roles come from the folders above.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inheritance {
    /// `true`: nothing comes from above any more but admins and groups with a role on everything.
    pub stands_alone: bool,
    /// With `stands_alone` only, and needed then.
    #[schema(inline, example = "present")]
    pub start: Option<Start>,
}

/// A role on everything for a group.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InstanceGrant {
    pub group: Ref,
    pub members: u64,
    pub role: Role,
}

impl InstanceGrant {
    pub(crate) fn new(grant: &instance_grants::InstanceGrant) -> Self {
        Self { group: Ref::new(grant.group.id, &grant.group.name), members: grant.members, role: grant.role.into() }
    }
}

/// What a group may do everywhere.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InstanceRole {
    pub role: Role,
}
