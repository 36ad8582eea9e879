//! access.md §2 written down a second time, as slowly and plainly as it reads: no index, no cache, no incremental anything.

use std::collections::{BTreeMap, BTreeSet};

use access::{Actor, Change, Hub, LinkFacts, LinkMode, LinkRight, NodeId, Parent, Principal, PublicLinks, Setting};
use vocab::{Ability, ConnectionRole, ContentRole, DocumentId, FolderId, GroupId, LinkId, UserId};

#[derive(Debug, Default, Clone)]
pub(crate) struct Reference {
    /// Admin, active.
    pub(crate) users: BTreeMap<UserId, (bool, bool)>,
    pub(crate) groups: BTreeMap<GroupId, BTreeSet<Principal>>,
    pub(crate) nodes: BTreeMap<NodeId, Node>,
    pub(crate) grants: BTreeMap<(NodeId, Principal), (ContentRole, bool)>,
    pub(crate) everywhere: BTreeMap<GroupId, ContentRole>,
    pub(crate) abilities: BTreeMap<(DocumentId, Ability), bool>,
    /// Available, on by default.
    pub(crate) ability_settings: BTreeMap<Ability, (bool, bool)>,
    pub(crate) links: BTreeMap<LinkId, LinkFacts>,
    pub(crate) public_links: Option<PublicLinks>,
    pub(crate) boost_off: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) parent: Parent,
    pub(crate) owner: UserId,
    pub(crate) name: String,
    pub(crate) stands_alone: bool,
    pub(crate) trashed: bool,
}

impl Reference {
    pub(crate) fn in_group(&self, user: UserId, group: GroupId) -> bool {
        self.groups.get(&group).is_some_and(|members| {
            members.iter().any(|member| match member {
                Principal::User(id) => *id == user,
                Principal::Group(id) => self.in_group(user, *id),
                Principal::Organization => false,
            })
        })
    }

    /// Whether one group is in another, or the same.
    pub(crate) fn contains(&self, group: GroupId, inner: GroupId) -> bool {
        group == inner || self.groups[&group].iter().any(|member| matches!(member, Principal::Group(id) if self.contains(*id, inner)))
    }

    pub(crate) fn is_above(&self, folder: FolderId, node: NodeId) -> bool {
        node == NodeId::Folder(folder)
            || matches!(self.nodes[&node].parent, Parent::Folder(parent) if self.is_above(folder, NodeId::Folder(parent)))
    }

    pub(crate) fn hub(&self, node: NodeId) -> Hub {
        match self.nodes[&node].parent {
            Parent::Hub(hub) => hub,
            Parent::Folder(folder) => self.hub(NodeId::Folder(folder)),
        }
    }

    pub(crate) fn in_trash(&self, node: NodeId) -> bool {
        let node = &self.nodes[&node];
        node.trashed || matches!(node.parent, Parent::Folder(folder) if self.in_trash(NodeId::Folder(folder)))
    }

    pub(crate) fn role(&self, user: UserId, node: NodeId) -> ContentRole {
        let Some((admin, true)) = self.users.get(&user).copied() else { return ContentRole::NoAccess };
        let admin = if admin { ContentRole::Manager } else { ContentRole::NoAccess };
        let everywhere = self.everywhere.iter().filter(|(group, _)| self.in_group(user, **group)).map(|(_, role)| *role).max();
        self.own_role(user, node).max(admin).max(everywhere.unwrap_or(ContentRole::NoAccess))
    }

    fn own_role(&self, user: UserId, id: NodeId) -> ContentRole {
        let node = &self.nodes[&id];
        if node.owner == user {
            return ContentRole::Owner;
        }
        let granted = self.grants_on(id).filter(|(to, _)| match to {
            Principal::User(to) => *to == user,
            Principal::Group(to) => self.in_group(user, *to),
            Principal::Organization => self.hub(id) == Hub::Shared,
        });
        let granted = granted.map(|(_, (role, _))| role).max().unwrap_or(ContentRole::NoAccess);
        let above = match node.parent {
            _ if node.stands_alone => ContentRole::NoAccess,
            Parent::Folder(folder) => self.own_role(user, NodeId::Folder(folder)).min(ContentRole::Manager),
            Parent::Hub(Hub::Personal(owner)) if owner == user => ContentRole::Manager,
            Parent::Hub(_) => ContentRole::NoAccess,
        };
        granted.max(above)
    }

    fn grants_on(&self, id: NodeId) -> impl Iterator<Item = (Principal, (ContentRole, bool))> {
        let first = Principal::User(UserId::from_parts(0, [0; 10]));
        self.grants.range((id, first)..).take_while(move |((on, _), _)| *on == id).map(|((_, to), given)| (*to, *given))
    }

    /// May know that it is there.
    pub(crate) fn sees(&self, user: UserId, node: NodeId) -> bool {
        if !self.users.get(&user).is_some_and(|(_, active)| *active) {
            return false;
        }
        if self.in_trash(node) {
            return self.role(user, node) >= ContentRole::Manager;
        }
        let inside = |below: &Node| matches!(below.parent, Parent::Folder(folder) if NodeId::Folder(folder) == node);
        let children = self.nodes.iter().filter(|(_, below)| inside(below));
        let sees_inside = || children.clone().any(|(below, _)| !self.in_trash(*below) && self.sees(user, *below));
        self.role(user, node) >= ContentRole::Viewer || sees_inside()
    }

    pub(crate) fn views(&self, user: UserId, node: NodeId) -> bool {
        self.sees(user, node) && self.role(user, node) >= ContentRole::Viewer
    }

    pub(crate) fn ability(&self, document: DocumentId, ability: Ability) -> bool {
        let (available, default) = self.ability_settings.get(&ability).copied().unwrap_or((true, ability != Ability::ViewWorkbook));
        available && self.abilities.get(&(document, ability)).copied().unwrap_or(default)
    }

    /// A grant that gives them the node carries the flag, on it or on a folder that it inherits from.
    pub(crate) fn boosted(&self, user: UserId, id: NodeId) -> bool {
        let node = &self.nodes[&id];
        let here = self.grants.iter().any(|((on, to), (role, boost))| {
            let theirs = match to {
                Principal::User(to) => *to == user,
                Principal::Group(to) => self.in_group(user, *to),
                Principal::Organization => self.hub(id) == Hub::Shared,
            };
            *on == id && *boost && *role >= ContentRole::Viewer && theirs
        });
        let above = matches!(node.parent, Parent::Folder(folder) if !node.stands_alone && self.boosted(user, NodeId::Folder(folder)));
        !self.boost_off && (here || above)
    }

    /// Whether a link lets this actor in; `role` is that of a person on its document.
    pub(crate) fn opens(&self, link: &LinkFacts, actor: Actor, role: ContentRole) -> bool {
        let active = matches!(actor, Actor::User(user) if self.users.get(&user).is_some_and(|(_, active)| *active));
        let everyone = match self.public_links.unwrap_or(PublicLinks::Off) {
            PublicLinks::Off => false,
            PublicLinks::SignedIn => active,
            PublicLinks::Anyone => active || actor == Actor::Link(link.id) || actor == Actor::Anonymous,
        };
        link.enabled
            && link.rights.contains(&LinkRight::View)
            && match link.mode {
                LinkMode::Private => false,
                LinkMode::Folder => active && role >= ContentRole::Viewer,
                LinkMode::Everyone => everyone,
            }
    }

    /// The order of lists.
    pub(crate) fn sort(&self, nodes: &mut [NodeId]) {
        nodes.sort_by_key(|node| (self.nodes[node].name.to_lowercase(), self.nodes[node].name.clone(), *node));
    }

    /// Everything again, as changes.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for ((node, principal), (role, boost)) in &self.grants {
            changes.push(Change::GrantPut { node: *node, principal: *principal, role: *role, boost: *boost });
        }
        for (id, node) in &self.nodes {
            changes.push(put(*id, node));
        }
        for (group, role) in &self.everywhere {
            changes.push(Change::InstanceGrantPut { group: *group, role: *role });
        }
        for (group, members) in &self.groups {
            changes.extend(members.iter().map(|member| Change::MemberPut { group: *group, member: *member }));
            changes.push(Change::GroupPut { group: *group, name: "group".parse().expect("a name") });
        }
        let abilities = self.abilities.iter();
        changes.extend(abilities.map(|((document, ability), on)| Change::AbilityPut { document: *document, ability: *ability, on: *on }));
        let settings = self.ability_settings.iter();
        changes.extend(settings.map(|(ability, (available, default_on))| Change::AbilitySettingPut {
            ability: *ability,
            available: *available,
            default_on: *default_on,
        }));
        changes.extend(self.links.values().map(|link| Change::LinkPut { link: link.clone() }));
        changes.extend(self.public_links.map(|links| Change::SettingPut(Setting::PublicLinks(links))));
        changes.push(Change::SettingPut(Setting::BoostAvailable(!self.boost_off)));
        let (connection, name) = (crate::world::connection("data"), "data".parse().expect("a name"));
        changes.push(Change::ConnectionPut { connection, name, base_role: ConnectionRole::Viewer });
        changes.extend(self.users.iter().map(|(user, (is_admin, active))| user_put(*user, *is_admin, *active)));
        changes
    }
}

pub(crate) fn put(id: NodeId, node: &Node) -> Change {
    let Node { parent, owner, name, stands_alone, trashed } = node.clone();
    let name = name.parse().expect("a name");
    match id {
        NodeId::Folder(folder) => Change::FolderPut { folder, parent, owner, name, stands_alone, trashed },
        NodeId::Document(document) => Change::DocumentPut { document, parent, owner, name, stands_alone, trashed },
    }
}

pub(crate) fn user_put(user: UserId, is_admin: bool, active: bool) -> Change {
    Change::UserPut {
        user,
        name: "user".parse().expect("a name"),
        email: "user@example.com".parse().expect("an address"),
        is_admin,
        active,
    }
}

pub(crate) fn as_actor(user: UserId) -> Actor {
    Actor::User(user)
}
