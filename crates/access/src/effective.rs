//! The effective content role (access.md §2): the one place where grants, ownership, groups and inheritance come together.

use vocab::ContentRole;

use crate::Facts;
use crate::facts::content::{Above, Marks};
use crate::facts::index::{Granted, Key};
use crate::facts::people::Groups;

impl Facts {
    /// The role of a person on a node, or the first one found that is enough: looking further can only add.
    pub(crate) fn role_until(&self, user: u32, node: u32, enough: ContentRole) -> ContentRole {
        let person = &self.people.users[user as usize];
        if !person.active {
            return ContentRole::NoAccess;
        }
        let mut best = if person.is_admin { ContentRole::Manager } else { ContentRole::NoAccess };
        let groups = self.people.closure(user);
        for (group, role) in &self.instance_grants {
            if *role > best && groups.contains(*group) {
                best = *role;
            }
        }
        let mut at = node;
        let mut owning = ContentRole::Owner;
        for _ in 0..=Self::FOLDER_DEPTH {
            if best >= enough {
                return best;
            }
            let here = self.content.at(at);
            if here.owner == user {
                best = best.max(owning);
            }
            best = granted(&here.grants, Key::user(user), groups, here.marks.has(Marks::SHARED), best);
            if here.marks.has(Marks::STANDS_ALONE) {
                return best;
            }
            match here.above {
                Above::Folder(folder) => at = folder,
                // Being in one's own hub is like owning a folder.
                Above::Personal(owner) if owner == user => return best.max(ContentRole::Manager),
                Above::Personal(_) | Above::Shared => return best,
            }
            owning = ContentRole::Manager;
        }
        // Deeper than `apply` lets folders be: what is above is not looked at, and gives nothing.
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
        let groups = self.people.closure(user);
        self.content.inheriting_chain(node).any(|at| {
            let here = self.content.at(at);
            let shared = here.marks.has(Marks::SHARED);
            let gives = |grant: &&Granted| grant.boost && grant.role >= ContentRole::Viewer;
            here.grants.iter().filter(gives).any(|grant| holds(grant.key, Key::user(user), groups, shared))
        })
    }

    /// Whether a person may know that a node is there: viewer or more, or, of a folder, something below that they may see.
    /// What lies in the trash is there for its managers alone.
    pub(crate) fn visible(&self, user: u32, node: u32) -> Option<ContentRole> {
        self.visible_with(user, node, || {
            self.sees_below(user, node, || self.own_nodes(user).any(|own| self.content.chain(own).any(|above| above == node)))
        })
    }

    /// Whether something below a folder is the person's own or granted to them. A small folder is looked through; for a big one, all that
    /// the person has is followed up, by the caller, to see whether it leads there.
    pub(crate) fn sees_below(&self, user: u32, folder: u32, leads: impl FnOnce() -> bool) -> bool {
        const SMALL: usize = 256;
        let content = &self.content;
        let groups = self.people.closure(user);
        let mut found = content.children(Above::Folder(folder)).to_vec();
        let mut at = 0;
        while found.len() <= SMALL {
            let Some(&below) = found.get(at) else { return false };
            let here = content.at(below);
            let own = || granted(&here.grants, Key::user(user), groups, here.marks.has(Marks::SHARED), ContentRole::NoAccess);
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
        let role = self.role_of(user, node);
        if self.content.at(node).marks.has(Marks::IN_TRASH) {
            return (role >= ContentRole::Manager).then_some(role);
        }
        let named = || self.people.users[user as usize].active && (self.content.open[node as usize] || leads());
        (role >= ContentRole::Viewer || (self.content.folders[node as usize].is_some() && named())).then_some(role)
    }

    /// What a person owns or was granted by name or by a group, outside the trash.
    pub(crate) fn own_nodes(&self, user: u32) -> impl Iterator<Item = u32> {
        let groups = self.people.closure(user).iter().flat_map(|group| self.content.granted(*group));
        let named = self.content.granted(Key::user(user)).chain(groups);
        let owned = self.content.owned(user).iter().copied();
        owned.chain(named).filter(|node| !self.content.at(*node).marks.has(Marks::IN_TRASH))
    }
}

/// The best of `best` and what the grants of one node give.
fn granted(grants: &[Granted], user: Key, groups: &Groups, shared: bool, best: ContentRole) -> ContentRole {
    let better = |best: ContentRole, grant: &Granted| {
        // Most grants are about others: one bit says so, without a branch that the processor would guess wrong.
        if groups.may_concern(grant.key) && grant.role > best && holds(grant.key, user, groups, shared) { grant.role } else { best }
    };
    // A long list of grants is searched for the person's few principals, instead of being walked.
    if grants.len() <= 16 + 4 * groups.len() {
        return grants.iter().fold(best, better);
    }
    let find = |key: Key| grants.binary_search_by_key(&key, |grant| grant.key).ok().map(|at| &grants[at]);
    let principals = groups.iter().copied().chain([user, Key::ORGANIZATION]);
    principals.filter_map(find).fold(best, better)
}

fn holds(key: Key, user: Key, groups: &Groups, shared: bool) -> bool {
    key == user || if key == Key::ORGANIZATION { shared } else { groups.contains(key) }
}
