//! access.md §2 written down a second time, as slowly and plainly as it reads: no index, no cache, no incremental anything.

use std::collections::{BTreeMap, BTreeSet};

use access::{Actor, Change, Hub, NodeId, Parent, Principal};
use vocab::{ContentRole, FolderId, GroupId, UserId};

#[derive(Debug, Default, Clone)]
pub(crate) struct Reference {
    /// Admin, active.
    pub(crate) users: BTreeMap<UserId, (bool, bool)>,
    pub(crate) groups: BTreeMap<GroupId, BTreeSet<Principal>>,
    pub(crate) nodes: BTreeMap<NodeId, Node>,
    pub(crate) grants: BTreeMap<(NodeId, Principal), (ContentRole, bool)>,
    pub(crate) everywhere: BTreeMap<GroupId, ContentRole>,
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
        let granted = self.grants.iter().filter(|((on, to), _)| {
            *on == id
                && match to {
                    Principal::User(to) => *to == user,
                    Principal::Group(to) => self.in_group(user, *to),
                    Principal::Organization => self.hub(id) == Hub::Shared,
                }
        });
        let granted = granted.map(|(_, (role, _))| *role).max().unwrap_or(ContentRole::NoAccess);
        let above = match node.parent {
            _ if node.stands_alone => ContentRole::NoAccess,
            Parent::Folder(folder) => self.own_role(user, NodeId::Folder(folder)).min(ContentRole::Manager),
            Parent::Hub(Hub::Personal(owner)) if owner == user => ContentRole::Manager,
            Parent::Hub(_) => ContentRole::NoAccess,
        };
        granted.max(above)
    }

    /// May know that it is there.
    pub(crate) fn sees(&self, user: UserId, node: NodeId) -> bool {
        if !self.users.get(&user).is_some_and(|(_, active)| *active) {
            return false;
        }
        if self.in_trash(node) {
            return self.role(user, node) >= ContentRole::Manager;
        }
        let inside = |below: &NodeId| matches!(self.nodes[below].parent, Parent::Folder(folder) if NodeId::Folder(folder) == node);
        let sees_inside = || self.nodes.keys().filter(|below| inside(below)).any(|below| !self.in_trash(*below) && self.sees(user, *below));
        self.role(user, node) >= ContentRole::Viewer || sees_inside()
    }

    pub(crate) fn views(&self, user: UserId, node: NodeId) -> bool {
        self.sees(user, node) && self.role(user, node) >= ContentRole::Viewer
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
