//! Where access comes from, and who has it.

use vocab::{ContentRole, GroupId, UserId};

use crate::{Facts, Grant, NodeId, Principal};

/// What kind of fact gives a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A grant to the person on the thing itself.
    Direct,
    /// A grant to the person on a folder above.
    Folder,
    /// A grant to a group, on the thing or on a folder above.
    Group,
    /// Owning the thing or a folder above.
    Owner,
    /// Administering the instance.
    Admin,
    /// The organization role of the thing or of a folder above.
    Organization,
    /// A group's role on everything.
    Instance,
    /// Being in one's own hub.
    Hub,
}

impl SourceKind {
    /// The word in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Folder => "folder",
            Self::Group => "group",
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Organization => "organization",
            Self::Instance => "instance",
            Self::Hub => "hub",
        }
    }
}

/// One fact that gives a role on a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What kind of fact.
    pub kind: SourceKind,
    /// The role that it gives on the node asked about.
    pub role: ContentRole,
    /// Where the grant or ownership is: the node itself or a folder above. `None` for what holds on everything.
    pub node: Option<NodeId>,
    /// The chain of groups, from the one that the person is in to the one that is granted.
    pub via: Vec<GroupId>,
    /// The grant carries the boost flag.
    pub boost: bool,
}

/// One line of a share dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEntry {
    /// Who.
    pub principal: Principal,
    /// The strongest role that they have.
    pub role: ContentRole,
    /// The grant on the node itself.
    pub direct: Option<Grant>,
    /// Everything that gives them a role, strongest first.
    pub sources: Vec<Source>,
    /// The folder whose grant to the same principal is stronger than the direct one.
    pub overtaken_by: Option<NodeId>,
}

/// The effective role of a person on a node; `no_access` for somebody or something unknown. Trash is not looked at.
#[must_use]
pub fn role(facts: &Facts, user: UserId, node: NodeId) -> ContentRole {
    let _ = (facts, user, node);
    ContentRole::NoAccess
}

/// Every fact that gives a principal a role on a node, strongest first.
#[must_use]
pub fn sources(facts: &Facts, principal: impl Into<Principal>, node: NodeId) -> Vec<Source> {
    let _ = (facts, principal.into(), node);
    Vec::new()
}

/// The lines of the share dialog: the owner, and every principal with a grant on the node or on a folder that it inherits from.
#[must_use]
pub fn access_entries(facts: &Facts, node: NodeId) -> Vec<AccessEntry> {
    let _ = (facts, node);
    Vec::new()
}

/// Everyone who has viewer or more on the node, with their effective role, ordered by id.
#[must_use]
pub fn reach(facts: &Facts, node: NodeId) -> Vec<(UserId, ContentRole)> {
    let _ = (facts, node);
    Vec::new()
}

impl From<UserId> for Principal {
    fn from(user: UserId) -> Self {
        Self::User(user)
    }
}

impl From<GroupId> for Principal {
    fn from(group: GroupId) -> Self {
        Self::Group(group)
    }
}
