//! Who has access to content, where it comes from, and what a change would do.

use std::collections::BTreeMap;

use app::sharing;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocab::Ability;

use super::common::{Principal, Ref, Role, words};
use super::content::NodeKind;
use super::preview::{Preview, UserRef};
use super::requests::AccessRequest;

/// Who has access to a folder or document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Access {
    pub node: NodeRef,
    /// What everyone with a login has by a grant on this node.
    pub organization_role: Role,
    /// Whether that grant carries AccessBoost; set it with a change of the principal `organization`.
    pub organization_boost: bool,
    /// What everyone has by a folder above.
    pub organization_inherited: Option<InheritedRole>,
    pub entries: Vec<AccessEntry>,
    /// `manage` when the caller may change it.
    pub can: Vec<String>,
    /// How many report links it has.
    pub links: u64,
    /// `null` only in the answer to callers who have just given their own access away.
    pub owner: Option<UserRef>,
    /// Nothing comes from the folders above it.
    pub stands_alone: bool,
    /// The caller may make it stand alone.
    pub can_stop_inheriting: bool,
    /// The open access requests for it.
    pub requests: Vec<AccessRequest>,
    /// The groups with a role on everything.
    pub instance_groups: Vec<InstanceGroup>,
    /// The caller may set AccessBoost on its grants.
    pub can_boost: bool,
}

/// A group with a role on everything.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InstanceGroup {
    pub group: Ref,
    pub role: Role,
}

impl Access {
    pub(crate) fn new(access: &sharing::Access) -> Self {
        let inherited = access.organization_inherited.as_ref();
        Self {
            node: NodeRef { id: access.node.id.to_string(), name: access.node.name.clone(), kind: (&access.node.id).into() },
            organization_role: access.organization_role.into(),
            organization_boost: access.organization_boost,
            organization_inherited: inherited
                .map(|(role, from)| InheritedRole { role: (*role).into(), from: Ref::new(from.id, &from.name) }),
            entries: access.entries.iter().map(AccessEntry::new).collect(),
            can: words(&access.can),
            links: access.links,
            owner: access.owner.as_ref().map(UserRef::new),
            stands_alone: access.stands_alone,
            can_stop_inheriting: access.can_stop_inheriting,
            requests: access.requests.iter().map(AccessRequest::new).collect(),
            instance_groups: access
                .instance_groups
                .iter()
                .map(|(group, role)| InstanceGroup { group: Ref::new(group.id, &group.name), role: (*role).into() })
                .collect(),
            can_boost: access.can_boost,
        }
    }
}

/// A node by id, kind and name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NodeRef {
    pub id: String,
    pub name: String,
    pub kind: NodeKind,
}

/// A role that comes from a folder above.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InheritedRole {
    pub role: Role,
    pub from: Ref,
}

/// The access of one principal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccessEntry {
    pub principal: Principal,
    pub name: String,
    pub email: Option<String>,
    pub members: Option<u64>,
    /// The strongest of the sources.
    pub role: Role,
    /// The grant on this node itself.
    pub direct: Option<Role>,
    pub boost: bool,
    pub sources: Vec<AccessSource>,
    /// The folder whose grant is stronger than the one here.
    pub overtaken_by: Option<Ref>,
    /// When a person last opened the document; `null` for groups, folders, and who never did.
    pub last_opened: Option<String>,
}

impl AccessEntry {
    fn new(entry: &sharing::AccessEntry) -> Self {
        Self {
            principal: Principal::new(entry.principal),
            name: entry.name.clone(),
            email: entry.email.as_ref().map(ToString::to_string),
            members: entry.members,
            role: entry.role.into(),
            direct: entry.direct.map(Role::from),
            boost: entry.boost,
            sources: entry.sources.iter().map(AccessSource::new).collect(),
            overtaken_by: entry.overtaken_by.as_ref().map(|folder| Ref::new(folder.id, &folder.name)),
            last_opened: entry.last_opened.map(|at| at.to_string()),
        }
    }
}

/// Where a role comes from.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SourceKind {
    Direct,
    Folder,
    Group,
    Owner,
    Admin,
    Organization,
    /// A super-group: a role on everything.
    Instance,
    /// Their own documents.
    Hub,
}

/// One way by which somebody has access.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccessSource {
    pub kind: SourceKind,
    pub role: Role,
    /// The node that carries the grant.
    pub node: Option<Ref>,
    /// The groups between the grant and the person, outermost first.
    pub via: Vec<Ref>,
    /// The grant carries AccessBoost.
    pub boost: bool,
}

impl AccessSource {
    pub(crate) fn new(source: &sharing::SourceView) -> Self {
        let kind = match source.kind {
            access::SourceKind::Direct => SourceKind::Direct,
            access::SourceKind::Folder => SourceKind::Folder,
            access::SourceKind::Group => SourceKind::Group,
            access::SourceKind::Owner => SourceKind::Owner,
            access::SourceKind::Admin => SourceKind::Admin,
            access::SourceKind::Organization => SourceKind::Organization,
            access::SourceKind::Instance => SourceKind::Instance,
            access::SourceKind::Hub => SourceKind::Hub,
        };
        Self {
            kind,
            role: source.role.into(),
            node: source.node.as_ref().map(|node| Ref::new(node.id, &node.name)),
            via: source.via.iter().map(|group| Ref::new(group.id, &group.name)).collect(),
            boost: source.boost,
        }
    }
}

/// What to change of a node's access.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessChange {
    pub organization_role: Option<Role>,
    #[serde(default)]
    pub changes: Vec<GrantChange>,
}

/// A role to give, or with `null` to take away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GrantChange {
    pub principal: Principal,
    #[schema(required)]
    pub role: Option<Role>,
    /// Unchanged when absent.
    pub boost: Option<bool>,
}

/// The access after the change, or with `dry_run=true` the preview.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum AccessChanged {
    Access(Box<Access>),
    Preview(Box<Preview>),
}

/// Whose access to what act is to be explained.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExplainQuery {
    /// The caller when absent.
    pub user: Option<String>,
    /// `view`, `edit`, `manage`, `own`, `create`, `view_workbook`, `download`, `duplicate`; `view` when absent.
    pub action: Option<String>,
}

/// One ability of a document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AbilityState {
    /// In force: available and switched on for this document.
    pub on: bool,
    /// The instance offers it at all.
    pub available: bool,
    /// What new documents start with.
    pub default_on: bool,
}

/// The abilities of a document, by name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
pub(crate) struct Abilities(pub BTreeMap<String, AbilityState>);

/// Which abilities to switch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AbilitiesChange {
    pub download: Option<bool>,
    pub schedule: Option<bool>,
    pub drill: Option<bool>,
    pub analyze: Option<bool>,
    pub duplicate: Option<bool>,
    pub upload_data: Option<bool>,
    pub view_workbook: Option<bool>,
    pub request_access: Option<bool>,
}

impl AbilitiesChange {
    /// The switches that are named.
    pub(crate) fn switches(&self) -> BTreeMap<Ability, bool> {
        let named = [
            (Ability::Download, self.download),
            (Ability::Schedule, self.schedule),
            (Ability::Drill, self.drill),
            (Ability::Analyze, self.analyze),
            (Ability::Duplicate, self.duplicate),
            (Ability::UploadData, self.upload_data),
            (Ability::ViewWorkbook, self.view_workbook),
            (Ability::RequestAccess, self.request_access),
        ];
        named.into_iter().filter_map(|(ability, on)| on.map(|on| (ability, on))).collect()
    }
}
