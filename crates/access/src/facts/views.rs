//! What pages and explanations read of the facts.

use std::sync::Arc;

use vocab::{
    Ability, AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ContentRole, DocumentId, EmailAddress, FolderId, GroupId, LinkId,
    ModelName, ReportId, UserId,
};

use super::content::{Above, Marks};
use super::index::Key;
use super::{Facts, bit};
use crate::{Actor, Hub, LinkFacts, NodeId, Parent, Principal, TenantTable};

/// A person, as the facts know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserView<'f> {
    /// The id.
    pub id: UserId,
    /// The name.
    pub name: &'f str,
    /// The address.
    pub email: &'f EmailAddress,
    /// Administers the instance.
    pub is_admin: bool,
    /// May sign in.
    pub active: bool,
}

/// A folder or document, as the facts know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeView<'f> {
    /// The id.
    pub id: NodeId,
    /// The name.
    pub name: &'f str,
    /// Where it is.
    pub parent: Parent,
    /// Whose it is.
    pub owner: UserId,
    /// Nothing comes from above.
    pub stands_alone: bool,
    /// It was itself put in the trash.
    pub trashed: bool,
    /// It or a folder above lies in the trash.
    pub in_trash: bool,
}

/// A grant on a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// To whom.
    pub principal: Principal,
    /// Which role.
    pub role: ContentRole,
    /// With the boost flag.
    pub boost: bool,
}

/// A user attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttributeView<'f> {
    /// The name.
    pub name: &'f ModelName,
    /// What values it holds.
    pub kind: AttributeKind,
    /// Several at once.
    pub multiple: bool,
    /// What holds for who has no value.
    pub default: Option<&'f [AttributeValue]>,
}

/// A report link.
pub type LinkView<'f> = &'f LinkFacts;

impl Facts {
    /// A person.
    #[must_use]
    pub fn user(&self, user: UserId) -> Option<UserView<'_>> {
        self.people.real(user).map(|index| self.user_at(index))
    }

    /// Everyone, deactivated people too, by id.
    pub fn users(&self) -> impl Iterator<Item = UserView<'_>> {
        self.people.in_order().iter().map(|index| self.user_at(*index))
    }

    /// Somebody who is in this group and the groups around it, and has nothing else; none until a [`Change::StandInPut`](crate::Change) says so.
    #[must_use]
    pub fn member_of(&self, group: GroupId) -> Option<Actor> {
        let nobody = super::people::stand_in(group);
        self.people.find_user(nobody).map(|_| Actor::User(nobody))
    }

    /// The group that this is but the stand-in for a member of.
    #[must_use]
    pub fn stands_in_for(&self, user: UserId) -> Option<GroupId> {
        let index = self.people.find_user(user)?;
        self.people.users[index as usize].stand_in.then(|| GroupId::from_uuid(user.uuid()))
    }

    fn user_at(&self, index: u32) -> UserView<'_> {
        let user = &self.people.users[index as usize];
        UserView { id: user.id, name: &user.card().name, email: &user.card().email, is_admin: user.is_admin, active: user.active }
    }

    /// The name of a group.
    #[must_use]
    pub fn group(&self, group: GroupId) -> Option<&str> {
        self.people.name(Principal::Group(group))
    }

    /// Every group, in no order.
    pub fn groups(&self) -> impl Iterator<Item = (GroupId, &str)> {
        let groups = self.people.group_ids.values().map(|index| &self.people.groups[index as usize]);
        groups.map(|group| (group.id, &*group.name))
    }

    /// The direct members of a group, groups first.
    #[must_use]
    pub fn members(&self, group: GroupId) -> Vec<Principal> {
        let Some(index) = self.people.find_group(group) else { return Vec::new() };
        let group = &self.people.groups[index as usize];
        let groups = group.below.iter().map(|group| Key::group(*group));
        let people = group.users.iter().filter(|user| !self.people.users[**user as usize].stand_in);
        groups.chain(people.map(|user| Key::user(*user))).map(|key| self.people.principal(key)).collect()
    }

    /// How many active people are in a group, through other groups too.
    #[must_use]
    pub fn count_members(&self, group: GroupId) -> usize {
        let Some(index) = self.people.find_group(group) else { return 0 };
        self.people.users_below(index).into_iter().filter(|user| self.people.users[*user as usize].counts()).count()
    }

    /// The groups that a person or group is in, directly.
    #[must_use]
    pub fn groups_of(&self, member: Principal) -> Vec<GroupId> {
        let Ok(key) = self.people.key(member) else { return Vec::new() };
        self.people.direct(key).iter().map(|group| self.people.groups[*group as usize].id).collect()
    }

    /// A folder or document.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Option<NodeView<'_>> {
        let index = self.content.find(node)?;
        let at = self.content.at(index);
        Some(NodeView {
            id: node,
            name: &self.content.names[index as usize],
            parent: self.parent(at.above()),
            owner: self.people.users[at.owner as usize].id,
            stands_alone: at.marks.has(Marks::STANDS_ALONE),
            trashed: at.marks.has(Marks::TRASHED),
            in_trash: at.marks.has(Marks::IN_TRASH),
        })
    }

    fn parent(&self, above: Above) -> Parent {
        match above {
            Above::Shared => Parent::Hub(Hub::Shared),
            Above::Personal(user) => Parent::Hub(Hub::Personal(self.people.users[user as usize].id)),
            Above::Folder(folder) => match self.content.id(folder) {
                NodeId::Folder(folder) => Parent::Folder(folder),
                // Invariant: only folders have children; `apply` takes no other parent.
                NodeId::Document(_) => Parent::Hub(Hub::Shared),
            },
        }
    }

    /// The folders above a node, the nearest first.
    #[must_use]
    pub fn ancestors(&self, node: NodeId) -> Vec<FolderId> {
        let Some(index) = self.content.find(node) else { return Vec::new() };
        self.content.chain(index).skip(1).filter_map(|above| self.content.id(above).folder()).collect()
    }

    /// The hub that a node is in.
    #[must_use]
    pub fn hub(&self, node: NodeId) -> Option<Hub> {
        let index = self.content.find(node)?;
        match self.content.hub(index) {
            Above::Personal(user) => Some(Hub::Personal(self.people.users[user as usize].id)),
            Above::Shared | Above::Folder(_) => Some(Hub::Shared),
        }
    }

    /// How many folders and documents are below a node, at any depth.
    #[must_use]
    pub fn count_below(&self, node: NodeId) -> usize {
        self.content.find(node).map_or(0, |index| self.content.below(index).len())
    }

    /// What lies at the root of a hub.
    #[must_use]
    pub fn in_hub(&self, hub: Hub) -> Vec<NodeId> {
        let above = match hub {
            Hub::Shared => Some(Above::Shared),
            Hub::Personal(user) => self.people.find_user(user).map(Above::Personal),
        };
        let children = above.map_or(&[][..], |above| self.content.children(above));
        children.iter().map(|child| self.content.id(*child)).collect()
    }

    /// What is directly in a folder.
    #[must_use]
    pub fn children(&self, folder: FolderId) -> Vec<NodeId> {
        let Some(index) = self.content.find(NodeId::Folder(folder)) else { return Vec::new() };
        self.content.children(Above::Folder(index)).iter().map(|child| self.content.id(*child)).collect()
    }

    /// Every folder and document below a node, at any depth.
    #[must_use]
    pub fn below(&self, node: NodeId) -> Vec<NodeId> {
        let Some(index) = self.content.find(node) else { return Vec::new() };
        self.content.below(index).into_iter().map(|index| self.content.id(index)).collect()
    }

    /// Everything that a person owns.
    #[must_use]
    pub fn owned_by(&self, user: UserId) -> Vec<NodeId> {
        let Some(index) = self.people.find_user(user) else { return Vec::new() };
        self.content.owned(index).iter().map(|node| self.content.id(*node)).collect()
    }

    /// The grants on a node itself.
    #[must_use]
    pub fn grants(&self, node: NodeId) -> Vec<Grant> {
        let Some(index) = self.content.find(node) else { return Vec::new() };
        let grants = self.content.grants(index).iter();
        grants.map(|grant| Grant { principal: self.people.principal(grant.key()), role: grant.role(), boost: grant.boost() }).collect()
    }

    /// Whether an ability is on for a document; off for one that is not there.
    #[must_use]
    pub fn ability(&self, document: DocumentId, ability: Ability) -> bool {
        self.content.find(NodeId::Document(document)).is_some_and(|node| self.ability_on(node, ability))
    }

    pub(crate) fn ability_on(&self, node: u32, ability: Ability) -> bool {
        let (at, bit) = (self.content.at(node), bit(ability));
        let own = if at.abilities_set & bit != 0 { at.abilities_on } else { self.abilities.default_on };
        own & self.abilities.available & bit != 0
    }

    /// The instance's switch and default of an ability: (available, default on).
    #[must_use]
    pub fn ability_setting(&self, ability: Ability) -> (bool, bool) {
        (self.abilities.available & bit(ability) != 0, self.abilities.default_on & bit(ability) != 0)
    }

    /// The name and base role of a connection.
    #[must_use]
    pub fn connection(&self, connection: ConnectionId) -> Option<(&str, ConnectionRole)> {
        self.connections.get(&connection).map(|connection| (&*connection.name, connection.base))
    }

    /// The roles of people and groups on a connection.
    #[must_use]
    pub fn connection_roles(&self, connection: ConnectionId) -> Vec<(Principal, ConnectionRole)> {
        let Some(connection) = self.connections.get(&connection) else { return Vec::new() };
        connection.roles.iter().map(|(key, role)| (self.people.principal(*key), *role)).collect()
    }

    /// Every user attribute, sorted by name.
    pub fn attributes(&self) -> impl Iterator<Item = AttributeView<'_>> {
        self.attributes.iter().map(|(name, attribute)| AttributeView {
            name,
            kind: attribute.kind,
            multiple: attribute.multiple,
            default: attribute.default.as_deref(),
        })
    }

    /// The values set for a person or group itself, sorted by name.
    #[must_use]
    pub fn own_attributes(&self, holder: Principal) -> Vec<(&ModelName, &[AttributeValue])> {
        let values = self.values.get(&holder).into_iter().flatten();
        values.map(|(name, values)| (name, values.as_slice())).collect()
    }

    /// A report link.
    #[must_use]
    pub fn link(&self, link: LinkId) -> Option<LinkView<'_>> {
        self.links.get(&link)
    }

    /// The tenant table of a report.
    #[must_use]
    pub fn tenants(&self, document: DocumentId, report: ReportId) -> Option<&Arc<TenantTable>> {
        self.tenants.get(&(document, report))
    }

    /// The tenant tables of a document's reports.
    pub fn tenant_tables(&self, document: DocumentId) -> impl Iterator<Item = (ReportId, &TenantTable)> {
        let of = (document, ReportId::from_uuid(uuid::Uuid::nil()))..=(document, ReportId::from_uuid(uuid::Uuid::max()));
        self.tenants.range(of).map(|((_, report), table)| (*report, table.as_ref()))
    }

    /// The links of a document.
    #[must_use]
    pub fn links(&self, document: DocumentId) -> Vec<LinkId> {
        self.links_of.get(&document).cloned().unwrap_or_default()
    }

    /// The groups with a role on everything.
    #[must_use]
    pub fn instance_grants(&self) -> Vec<(GroupId, ContentRole)> {
        let named = |(key, role): &(Key, ContentRole)| match self.people.principal(*key) {
            Principal::Group(group) => Some((group, *role)),
            Principal::User(_) | Principal::Organization => None,
        };
        self.instance_grants.iter().filter_map(named).collect()
    }
}
