//! Where access comes from, and who has it.

use vocab::{ContentRole, GroupId, UserId};

use crate::facts::content::{Above, Marks};
use crate::facts::index::Key;
use crate::{Facts, Grant, NodeId, Principal, Reason};

/// What kind of fact gives a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A grant to the principal on the thing itself.
    Direct,
    /// A grant to the principal on a folder above.
    Folder,
    /// A grant to a group that the principal is in, on the thing or on a folder above.
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
    /// The chain of groups, from the one that the principal is in to the one that is granted.
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
    let (Some(user), Some(node)) = (facts.people.find_user(user), facts.content.find(node)) else { return ContentRole::NoAccess };
    facts.role_of(user, node)
}

/// Every fact that gives a principal a role on a node, strongest first. Nothing for a deactivated person.
#[must_use]
pub fn sources(facts: &Facts, principal: impl Into<Principal>, node: NodeId) -> Vec<Source> {
    let (Ok(key), Some(node)) = (facts.people.key(principal.into()), facts.content.find(node)) else { return Vec::new() };
    sources_at(facts, key, node)
}

fn sources_at(facts: &Facts, key: Key, node: u32) -> Vec<Source> {
    let (people, content) = (&facts.people, &facts.content);
    let user = key.as_user();
    if user.is_some_and(|user| !people.users[user as usize].active) {
        return Vec::new();
    }
    let groups = people.groups_above(people.direct(key));
    let via = |group: u32| people.path_up(key, group).into_iter().map(|group| people.groups[group as usize].id).collect::<Vec<_>>();
    let everywhere = |kind, role, via| Source { kind, role, node: None, via, boost: false };
    let mut found = Vec::new();
    if user.is_some_and(|user| people.users[user as usize].is_admin) {
        found.push(everywhere(SourceKind::Admin, ContentRole::Manager, Vec::new()));
    }
    for (granted, role) in &facts.instance_grants {
        match granted.as_group() {
            _ if *granted == key => found.push(everywhere(SourceKind::Instance, *role, Vec::new())),
            Some(group) if groups.binary_search(&group).is_ok() => found.push(everywhere(SourceKind::Instance, *role, via(group))),
            _ => {}
        }
    }
    let mut top = node;
    for at in content.inheriting_chain(node) {
        top = at;
        let here = content.at(at);
        let place = Some(content.id(at));
        if user == Some(here.owner) {
            let role = if at == node { ContentRole::Owner } else { ContentRole::Manager };
            found.push(Source { kind: SourceKind::Owner, role, node: place, via: Vec::new(), boost: false });
        }
        for grant in content.grants(at) {
            let (kind, via) = match grant.key().as_group() {
                _ if grant.key() == Key::ORGANIZATION => {
                    let counts = here.marks.has(Marks::SHARED) && (user.is_some() || key == Key::ORGANIZATION);
                    if !counts {
                        continue;
                    }
                    (SourceKind::Organization, Vec::new())
                }
                _ if grant.key() == key => (if at == node { SourceKind::Direct } else { SourceKind::Folder }, Vec::new()),
                Some(group) if groups.binary_search(&group).is_ok() => (SourceKind::Group, via(group)),
                _ => continue,
            };
            found.push(Source { kind, role: grant.role(), node: place, via, boost: grant.boost() });
        }
    }
    let top = content.at(top);
    if let (Above::Personal(owner), false) = (top.above(), top.marks.has(Marks::STANDS_ALONE))
        && user == Some(owner)
    {
        found.push(everywhere(SourceKind::Hub, ContentRole::Manager, Vec::new()));
    }
    found.sort_by_key(|source| std::cmp::Reverse(source.role));
    found
}

/// The lines of the share dialog: the owner, and every principal with a grant on the node or on a folder that it inherits from.
#[must_use]
pub fn access_entries(facts: &Facts, node: NodeId) -> Vec<AccessEntry> {
    let Some(index) = facts.content.find(node) else { return Vec::new() };
    let content = &facts.content;
    let granted = content.inheriting_chain(index).flat_map(|at| content.grants(at).iter().map(|grant| grant.key()));
    let mut keys: Vec<Key> = granted.collect();
    keys.sort_unstable();
    keys.dedup();
    let owner = Key::user(content.at(index).owner);
    keys.retain(|key| *key != owner);
    keys.insert(0, owner);
    keys.into_iter().map(|key| entry(facts, key, index)).collect()
}

/// The line of one principal, whether or not a grant names them here: for showing what is left to somebody.
#[must_use]
pub fn access_entry(facts: &Facts, principal: Principal, node: NodeId) -> Option<AccessEntry> {
    Some(entry(facts, facts.people.key(principal).ok()?, facts.content.find(node)?))
}

fn entry(facts: &Facts, key: Key, node: u32) -> AccessEntry {
    let principal = facts.people.principal(key);
    let sources = sources_at(facts, key, node);
    let direct = facts.content.grant(node, key).map(|grant| Grant { principal, role: grant.role(), boost: grant.boost() });
    let above = direct.and_then(|direct| inherited(facts, key, node).filter(|(role, _)| *role > direct.role));
    let role = sources.first().map_or(ContentRole::NoAccess, |source| source.role);
    AccessEntry { principal, role, direct, sources, overtaken_by: above.map(|(_, folder)| folder) }
}

/// The strongest role that the same principal has from a folder above, and which folder gives it; the nearest of equals.
pub(crate) fn inherited(facts: &Facts, key: Key, node: u32) -> Option<(ContentRole, NodeId)> {
    let content = &facts.content;
    let mut best: Option<(ContentRole, NodeId)> = None;
    for at in content.inheriting_chain(node).skip(1) {
        let here = content.at(at);
        let counts = key != Key::ORGANIZATION || here.marks.has(Marks::SHARED);
        let granted = content.grant(at, key).filter(|_| counts).map(|grant| grant.role());
        let owned = (key == Key::user(here.owner)).then_some(ContentRole::Manager);
        if let Some(role) = granted.max(owned)
            && best.is_none_or(|(most, _)| role > most)
        {
            best = Some((role, content.id(at)));
        }
    }
    best.filter(|(role, _)| *role > ContentRole::NoAccess)
}

/// Everyone who has viewer or more on the node (manager or more while it lies in the trash), with their effective role, ordered by id.
#[must_use]
pub fn reach(facts: &Facts, node: NodeId) -> Vec<(UserId, ContentRole)> {
    let Some(index) = facts.content.find(node) else { return Vec::new() };
    let people = &facts.people;
    let mut reached =
        Reached { facts, roles: vec![ContentRole::NoAccess; people.users.len()], groups: Vec::new(), everyone: ContentRole::NoAccess };
    for (key, role) in &facts.instance_grants {
        reached.add(*key, *role);
    }
    let mut top = index;
    for at in facts.content.inheriting_chain(index) {
        top = at;
        let here = facts.content.at(at);
        reached.add(Key::user(here.owner), if at == index { ContentRole::Owner } else { ContentRole::Manager });
        for grant in facts.content.grants(at) {
            if grant.key() != Key::ORGANIZATION || here.marks.has(Marks::SHARED) {
                reached.add(grant.key(), grant.role());
            }
        }
    }
    let top = facts.content.at(top);
    if let (Above::Personal(owner), false) = (top.above(), top.marks.has(Marks::STANDS_ALONE)) {
        reached.add(Key::user(owner), ContentRole::Manager);
    }
    let least = if facts.content.at(index).marks.has(Marks::IN_TRASH) { ContentRole::Manager } else { ContentRole::Viewer };
    reached.finish(least)
}

struct Reached<'f> {
    facts: &'f Facts,
    /// By person.
    roles: Vec<ContentRole>,
    /// Granted groups, not yet opened.
    groups: Vec<(ContentRole, u32)>,
    everyone: ContentRole,
}

impl Reached<'_> {
    fn add(&mut self, key: Key, role: ContentRole) {
        match (key.as_user(), key.as_group()) {
            (Some(user), _) => {
                let held = &mut self.roles[user as usize];
                *held = role.max(*held);
            }
            (None, Some(group)) => self.groups.push((role, group)),
            (None, None) => self.everyone = self.everyone.max(role),
        }
    }

    fn finish(mut self, least: ContentRole) -> Vec<(UserId, ContentRole)> {
        let people = &self.facts.people;
        // The strongest first: a group met again has nothing to add.
        self.groups.sort_unstable_by(|a, b| b.cmp(a));
        let mut opened = vec![false; people.groups.len()];
        for (role, group) in std::mem::take(&mut self.groups) {
            let mut open = vec![group];
            while let Some(group) = open.pop() {
                if std::mem::replace(&mut opened[group as usize], true) {
                    continue;
                }
                let group = &people.groups[group as usize];
                for user in &group.users {
                    let held = &mut self.roles[*user as usize];
                    *held = role.max(*held);
                }
                open.extend_from_slice(&group.below);
            }
        }
        let roles = people.in_order().iter().map(|at| (&people.users[*at as usize], self.roles[*at as usize]));
        let roles = roles.filter(|(user, _)| user.active).map(|(user, role)| {
            let admin = if user.is_admin { ContentRole::Manager } else { ContentRole::NoAccess };
            (user.id, role.max(self.everyone).max(admin))
        });
        roles.filter(|(_, role)| *role >= least).collect()
    }
}

/// Every source of a person's role, in words.
pub(crate) fn explain_role(facts: &Facts, user: u32, node: u32) -> Vec<Reason> {
    let name = |node: NodeId| facts.content.find(node).map(|index| facts.content.names[index as usize].to_string());
    let group = |group: GroupId| facts.people.name(Principal::Group(group)).unwrap_or_default().to_owned();
    let reason = |source: Source| match source.kind {
        SourceKind::Admin => Reason::Admin,
        kind => {
            Reason::Content { kind, role: source.role, node: source.node.and_then(name), via: source.via.into_iter().map(group).collect() }
        }
    };
    sources_at(facts, Key::user(user), node).into_iter().map(reason).collect()
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
