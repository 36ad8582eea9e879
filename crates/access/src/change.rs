//! What can be told to [`Facts`](crate::Facts): one change at a time.

use std::collections::{BTreeMap, BTreeSet};

use vocab::{
    Ability, AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ContentRole, DocumentId, EmailAddress, FolderId, GroupId, LinkId,
    ModelName, ReportId, Title, UserId,
};

use serde::{Deserialize, Serialize};

use crate::{NodeId, Parent, Principal, TenantTable};

/// One change of the facts. A `Put` makes or replaces; a `Removed` of something absent changes nothing.
///
/// Whatever a change names must be known before it: a folder before what is in it, a group before its members. [`Facts::load`](crate::Facts::load) sorts.
///
/// Its serialised form is how one node tells another. A node of another version must not take half of what it says: unknown parts are refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// A person and whether they administer the instance and may sign in.
    UserPut { user: UserId, name: Title, email: EmailAddress, is_admin: bool, active: bool },
    /// A person is gone with their grants, memberships, roles and values. Refused while they own content.
    UserRemoved { user: UserId },
    /// A group.
    GroupPut { group: GroupId, name: Title },
    /// A group is gone with its grants, memberships, roles and values.
    GroupRemoved { group: GroupId },
    /// A person or group is in a group.
    MemberPut { group: GroupId, member: Principal },
    /// And no longer is.
    MemberRemoved { group: GroupId, member: Principal },
    /// Somebody looks at the instance as a member of this group. Nothing takes it away again: it is nobody, and nobody is harmed by it.
    StandInPut { group: GroupId },
    /// A folder; another parent moves it with everything in it.
    FolderPut { folder: FolderId, parent: Parent, owner: UserId, name: Title, stands_alone: bool, trashed: bool },
    /// A document.
    DocumentPut { document: DocumentId, parent: Parent, owner: UserId, name: Title, stands_alone: bool, trashed: bool },
    /// A folder or document is gone with its grants, abilities and links. A folder must be empty.
    NodeRemoved { node: NodeId },
    /// A grant; the organization role of a node is its grant to [`Principal::Organization`].
    GrantPut { node: NodeId, principal: Principal, role: ContentRole, boost: bool },
    /// A grant is revoked.
    GrantRemoved { node: NodeId, principal: Principal },
    /// A group has this role on everything.
    InstanceGrantPut { group: GroupId, role: ContentRole },
    /// And no longer has.
    InstanceGrantRemoved { group: GroupId },
    /// An ability of one document is switched; until then the instance's default holds.
    AbilityPut { document: DocumentId, ability: Ability, on: bool },
    /// The instance's switch and default of an ability.
    AbilitySettingPut { ability: Ability, available: bool, default_on: bool },
    /// A connection and what everyone may ask of it.
    ConnectionPut { connection: ConnectionId, name: Title, base_role: ConnectionRole },
    /// A connection is gone with its roles.
    ConnectionRemoved { connection: ConnectionId },
    /// What a person or group may ask of a connection. For everyone, set the base role.
    ConnectionRolePut { connection: ConnectionId, principal: Principal, role: ConnectionRole },
    /// And no longer may.
    ConnectionRoleRemoved { connection: ConnectionId, principal: Principal },
    /// A user attribute and its default.
    AttributePut { name: ModelName, kind: AttributeKind, multiple: bool, default: Option<Vec<AttributeValue>> },
    /// An attribute is gone with all its values.
    AttributeRemoved { name: ModelName },
    /// The value of a person or group, at least one.
    AttributeValuePut { holder: Principal, name: ModelName, values: Vec<AttributeValue> },
    /// And no longer.
    AttributeValueRemoved { holder: Principal, name: ModelName },
    /// A report link.
    LinkPut { link: LinkFacts },
    /// A report link is gone.
    LinkRemoved { link: LinkId },
    /// The tenant table of a report.
    TenantsPut { document: DocumentId, report: ReportId, table: TenantTable },
    /// A report has none any more.
    TenantsRemoved { document: DocumentId, report: ReportId },
    /// A setting of the instance.
    SettingPut(Setting),
}

impl Change {
    /// Whether it takes something away.
    pub(crate) const fn removes(&self) -> bool {
        matches!(
            self,
            Self::UserRemoved { .. }
                | Self::GroupRemoved { .. }
                | Self::MemberRemoved { .. }
                | Self::NodeRemoved { .. }
                | Self::GrantRemoved { .. }
                | Self::InstanceGrantRemoved { .. }
                | Self::ConnectionRemoved { .. }
                | Self::ConnectionRoleRemoved { .. }
                | Self::AttributeRemoved { .. }
                | Self::AttributeValueRemoved { .. }
                | Self::LinkRemoved { .. }
                | Self::TenantsRemoved { .. }
        )
    }
}

/// What decisions need to know of a report link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkFacts {
    /// The link.
    pub id: LinkId,
    /// The document of its report.
    pub document: DocumentId,
    /// The one report that it shows.
    pub report: ReportId,
    /// Who gets in.
    pub mode: LinkMode,
    /// What a visitor may do.
    pub rights: BTreeSet<LinkRight>,
    /// The only attributes that a visitor has.
    pub attributes: BTreeMap<ModelName, Vec<AttributeValue>>,
    /// Off for a link that is switched off or used up. Expiry is the caller's to check: nothing here reads a clock.
    pub enabled: bool,
}

/// Who gets in by a report link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkMode {
    /// Nobody.
    Private,
    /// Signed-in people by their content role on the document.
    Folder,
    /// Anybody, as far as the instance's setting goes.
    Everyone,
}

/// What a visitor of a report link may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkRight {
    /// See the report.
    View,
    /// Download its data.
    DownloadData,
}

/// How far links in mode `everyone` open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicLinks {
    /// Not at all.
    Off,
    /// For everyone with a login.
    SignedIn,
    /// For anybody.
    Anyone,
}

/// A setting of the instance that decisions look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// Members may add content at the root of Shared.
    ContentOrganization(bool),
    /// The organization role of new content at the root of Shared.
    DefaultContentRole(ContentRole),
    /// How far links in mode `everyone` open.
    PublicLinks(PublicLinks),
    /// Managers may make a folder or document stand alone.
    StopInheriting(bool),
    /// Boost flags have effect.
    BoostAvailable(bool),
    /// Managers, not only admins, may set boost flags.
    MembersMayBoost(bool),
    /// The organization role of new content at the root of Shared carries the boost flag.
    DefaultBoost(bool),
}

/// The settings as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Members may add content at the root of Shared.
    pub content_organization: bool,
    /// The organization role of new content at the root of Shared.
    pub default_content_role: ContentRole,
    /// How far links in mode `everyone` open.
    pub public_links: PublicLinks,
    /// Managers may make a folder or document stand alone.
    pub stop_inheriting: bool,
    /// Boost flags have effect.
    pub boost_available: bool,
    /// Managers, not only admins, may set boost flags.
    pub members_may_boost: bool,
    /// The organization role of new content at the root of Shared carries the boost flag.
    pub default_boost: bool,
}

impl Default for Settings {
    /// Public links start closed: opening them is a decision that somebody has to take.
    fn default() -> Self {
        Self {
            content_organization: true,
            default_content_role: ContentRole::NoAccess,
            public_links: PublicLinks::Off,
            stop_inheriting: true,
            boost_available: true,
            members_may_boost: false,
            default_boost: false,
        }
    }
}

/// Why a change was refused. Nothing changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    /// A group would be in itself.
    #[error("a group cannot be in itself: {}", path.iter().map(ToString::to_string).collect::<Vec<_>>().join(" in "))]
    GroupCycle {
        /// From the group, by way of its members, to the group again.
        path: Vec<GroupId>,
    },
    /// A folder would be in itself.
    #[error("a folder cannot be moved into itself: {}", path.iter().map(ToString::to_string).collect::<Vec<_>>().join(" in "))]
    FolderCycle {
        /// From the folder up to the folder again.
        path: Vec<FolderId>,
    },
    /// Groups would be nested deeper than [`Facts::GROUP_DEPTH`](crate::Facts::GROUP_DEPTH).
    #[error("groups can be nested {limit} deep, and this would make {depth}")]
    GroupsTooDeep {
        /// The depth that it would have.
        depth: usize,
        /// The limit.
        limit: usize,
    },
    /// Folders would be nested deeper than [`Facts::FOLDER_DEPTH`](crate::Facts::FOLDER_DEPTH).
    #[error("folders can be nested {limit} deep, and this would make {depth}")]
    FoldersTooDeep {
        /// The depth that it would have.
        depth: usize,
        /// The limit.
        limit: usize,
    },
    /// The change names something that is not there.
    #[error("{kind} `{id}` is not known")]
    Unknown {
        /// What kind of thing.
        kind: &'static str,
        /// Its id or name.
        id: String,
    },
    /// The folder still has something in it.
    #[error("`{folder}` still has {children} items in it; move or remove them first")]
    NotEmpty {
        /// The folder.
        folder: FolderId,
        /// How many.
        children: usize,
    },
    /// The person still owns content.
    #[error("`{user}` owns {} items; name a new owner first", nodes.len())]
    OwnsContent {
        /// The person.
        user: UserId,
        /// What they own.
        nodes: Vec<NodeId>,
    },
    /// The change makes no sense.
    #[error("{0}")]
    Invalid(&'static str),
    /// More things of a kind than four bytes can count.
    #[error("there are too many {0}")]
    TooMany(&'static str),
}

impl FactsError {
    /// A stable word for the API.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::GroupCycle { .. } => "group_cycle",
            Self::FolderCycle { .. } => "folder_cycle",
            Self::GroupsTooDeep { .. } => "groups_too_deep",
            Self::FoldersTooDeep { .. } => "folders_too_deep",
            Self::Unknown { .. } => "unknown_reference",
            Self::NotEmpty { .. } => "folder_not_empty",
            Self::OwnsContent { .. } => "owns_content",
            Self::Invalid(_) => "invalid_change",
            Self::TooMany(_) => "too_many",
        }
    }
}
