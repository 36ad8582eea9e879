//! The effective content role (access.md §2): the one place where grants, ownership, groups and inheritance come together.

use vocab::ContentRole;

use crate::Facts;
use crate::facts::content::{Above, Content, Marks};
use crate::facts::index::{Granted, Key};
use crate::facts::node::{Grants, NONE};
use crate::facts::people::Groups;

impl Facts {
    /// The role of a person on a node, or the first one found that is enough: looking further can only add.
    #[inline]
    pub(crate) fn role_until(&self, user: u32, node: u32, enough: ContentRole) -> ContentRole {
        let here = self.content.at(node);
        let person = &self.people.users[user as usize];
        if !person.active {
            return ContentRole::NoAccess;
        }
        let mut best = if person.is_admin { ContentRole::Manager } else { ContentRole::NoAccess };
        let groups = self.people.closure(user);
        for (group, role) in &self.instance_grants {
            if *role > best && groups.may_hold(*group) && groups.contains(*group) {
                best = *role;
            }
        }
        let who = Who { key: Key::user(user), groups, shared: here.marks.has(Marks::SHARED) };
        if here.owner == user {
            return ContentRole::Owner;
        }
        best = who.granted_on(&self.content, node, best);
        if !here.marks.has(Marks::STANDS_ALONE) && here.above() == Above::Personal(user) {
            // Being in one's own hub is like owning a folder.
            best = best.max(ContentRole::Manager);
        }
        for folder in here.chain.iter() {
            if best >= enough {
                return best;
            }
            let rights = &self.content.rights[folder as usize];
            if rights.owner == user || rights.hub == user {
                best = best.max(ContentRole::Manager);
            }
            best = who.granted(&rights.grants, best);
        }
        best
    }

    pub(crate) fn role_of(&self, user: u32, node: u32) -> ContentRole {
        self.role_until(user, node, ContentRole::Owner)
    }

    /// Whether any grant that gives the person access to the node carries the boost flag (access.md §5).
    pub(crate) fn boosted(&self, user: u32, node: u32) -> bool {
        if !self.settings.boost_available || !self.people.users[user as usize].active {
            return false;
        }
        let who = self.who(user, node);
        let gives = |grant: &&Granted| grant.boost() && grant.role() >= ContentRole::Viewer;
        self.content.inheriting_chain(node).any(|at| self.content.grants(at).iter().filter(gives).any(|grant| who.holds(grant.key())))
    }

    /// Whether a person may know that a node is there: viewer or more, or, of a folder, something below that they may see.
    /// What lies in the trash is there for its managers alone.
    pub(crate) fn visible(&self, user: u32, node: u32) -> Option<ContentRole> {
        self.visible_by(user, node, self.role_of(user, node))
    }

    /// The same, where the caller knows the role.
    pub(crate) fn visible_by(&self, user: u32, node: u32, role: ContentRole) -> Option<ContentRole> {
        self.visible_as(user, node, role, || {
            self.sees_below(user, node, || self.own_nodes(user).any(|own| self.content.chain(own).any(|above| above == node)))
        })
    }

    /// Whether something below a folder is the person's own or granted to them. A small folder is looked through; for a big one, all that
    /// the person has is followed up, by the caller, to see whether it leads there.
    pub(crate) fn sees_below(&self, user: u32, folder: u32, leads: impl FnOnce() -> bool) -> bool {
        const SMALL: usize = 256;
        let content = &self.content;
        let who = self.who(user, folder);
        let mut found = content.children(Above::Folder(folder)).to_vec();
        let mut at = 0;
        while found.len() <= SMALL {
            let Some(&below) = found.get(at) else { return false };
            let here = content.at(below);
            let own = || who.granted_on(content, below, ContentRole::NoAccess);
            if !here.marks.has(Marks::IN_TRASH) && (here.owner == user || own() >= ContentRole::Viewer) {
                return true;
            }
            found.extend_from_slice(content.children(Above::Folder(below)));
            at += 1;
        }
        leads()
    }

    /// The same, where the caller knows whether something of the person's own is below: lists ask that many times.
    pub(crate) fn visible_with(&self, user: u32, node: u32, leads: impl FnOnce() -> bool) -> Option<ContentRole> {
        self.visible_as(user, node, self.role_of(user, node), leads)
    }

    /// The same, where the caller knows the role.
    fn visible_as(&self, user: u32, node: u32, role: ContentRole, leads: impl FnOnce() -> bool) -> Option<ContentRole> {
        if self.content.at(node).marks.has(Marks::IN_TRASH) {
            return (role >= ContentRole::Manager).then_some(role);
        }
        let named = || self.people.users[user as usize].active && (self.content.open[node as usize] || leads());
        (role >= ContentRole::Viewer || (self.content.is_folder(node) && named())).then_some(role)
    }

    fn who(&self, user: u32, node: u32) -> Who<'_> {
        Who { key: Key::user(user), groups: self.people.closure(user), shared: self.content.at(node).marks.has(Marks::SHARED) }
    }

    /// What a person owns or was granted by name or by a group, outside the trash.
    pub(crate) fn own_nodes(&self, user: u32) -> impl Iterator<Item = u32> {
        let groups = self.people.closure(user).iter().flat_map(|group| self.content.granted(*group));
        let named = self.content.granted(Key::user(user)).chain(groups);
        let owned = self.content.owned(user).iter().copied();
        owned.chain(named).filter(|node| !self.content.at(*node).marks.has(Marks::IN_TRASH))
    }
}

/// A person, as the grants in one hub see them.
struct Who<'f> {
    key: Key,
    groups: &'f Groups,
    /// Whether organization grants count.
    shared: bool,
}

impl Who<'_> {
    /// The best of `best` and what is granted on a node itself.
    #[inline]
    fn granted_on(&self, content: &Content, node: u32, best: ContentRole) -> ContentRole {
        let here = content.at(node);
        if here.folder == NONE {
            self.granted(&here.grants, best)
        } else {
            self.granted(&content.rights[here.folder as usize].grants, best)
        }
    }

    /// The best of `best` and what some grants give.
    #[inline]
    fn granted<const N: usize>(&self, grants: &Grants<N>, best: ContentRole) -> ContentRole {
        let mut best = best.max(grants.by_name(self.key));
        let grants = grants.to_groups();
        if grants.len() > 16 + 4 * self.groups.len() {
            return self.granted_many(grants, best);
        }
        for grant in grants {
            // Most are about others, and one bit says so.
            if self.groups.may_hold(grant.key()) && grant.role() > best && self.holds(grant.key()) {
                best = grant.role();
            }
        }
        best
    }

    /// A long list is searched for the person's few groups, instead of being walked.
    #[inline(never)]
    fn granted_many(&self, grants: &[Granted], best: ContentRole) -> ContentRole {
        let find = |key: Key| grants.binary_search_by_key(&key, |grant| grant.key()).ok().map(|at| grants[at]);
        let held = self.groups.iter().copied().chain([Key::ORGANIZATION]).filter_map(find).filter(|grant| self.holds(grant.key()));
        held.map(Granted::role).fold(best, ContentRole::max)
    }

    fn holds(&self, key: Key) -> bool {
        key == self.key || if key == Key::ORGANIZATION { self.shared } else { self.groups.contains(key) }
    }
}
