//! People and groups: who is in what, through other groups too.

use std::hint::black_box;
use std::sync::OnceLock;

use vocab::{EmailAddress, GroupId, UserId};

use super::index::{IdMap, Indices, Key, insert_sorted, remove_sorted};
use crate::{Facts, FactsError, Principal};

/// Shared by [`std::sync::Arc`], so that a preview can try out changes of content without copying a hundred thousand people.
#[derive(Debug, Clone)]
pub(crate) struct People {
    pub(crate) user_ids: Indices,
    pub(crate) users: Vec<User>,
    pub(crate) group_ids: Indices,
    pub(crate) groups: Vec<Group>,
    /// All people by id; worked out when first asked for and forgotten when somebody comes or goes.
    order: OnceLock<Box<[u32]>>,
}

/// What a decision touches of a person, on neighbouring lines of memory.
#[derive(Debug, Clone)]
#[repr(C, align(64))]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) active: bool,
    pub(crate) is_admin: bool,
    /// Nobody: somebody who is in one group and has nothing else, for seeing as a member of it.
    pub(crate) stand_in: bool,
    /// Every group that the person is in; worked out when first asked for and forgotten when a membership on the way changes.
    closure: OnceLock<Groups>,
    /// The groups that the person is in directly, sorted.
    direct: Vec<u32>,
    card: Box<Card>,
}

/// Every group that a person is in.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    /// Sorted.
    keys: Box<[Key]>,
    /// The bits of all these keys and of everyone's.
    hints: [u64; Key::HINTS],
}

impl Groups {
    fn new(groups: Vec<u32>) -> Self {
        let keys: Box<[Key]> = groups.into_iter().map(Key::group).collect();
        let mut hints = [0; Key::HINTS];
        for key in keys.iter().copied().chain([Key::ORGANIZATION]) {
            let (word, bit) = key.hint();
            hints[word] |= 1 << bit;
        }
        Self { keys, hints }
    }

    /// No means that a grant to this group is not for the person. Yes means little. Says nothing about people.
    #[inline]
    pub(crate) const fn may_hold(&self, key: Key) -> bool {
        let (word, bit) = key.hint();
        self.hints[word] >> bit & 1 != 0
    }

    /// Whether the person is in this group.
    #[inline]
    pub(crate) fn contains(&self, key: Key) -> bool {
        // Comparing with each of a few is faster than searching: no step waits for the one before.
        if self.keys.len() <= 128 {
            self.keys.iter().fold(false, |found, each| found | (*each == key))
        } else {
            self.keys.binary_search(&key).is_ok()
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter()
    }

    pub(crate) const fn len(&self) -> usize {
        self.keys.len()
    }
}

/// What only pages look at.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    pub(crate) name: Box<str>,
    pub(crate) email: EmailAddress,
}

#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) id: GroupId,
    pub(crate) name: Box<str>,
    /// The groups that this one is in directly, sorted.
    pub(crate) above: Vec<u32>,
    /// The groups in this one, sorted.
    pub(crate) below: Vec<u32>,
    /// The people in this one, sorted.
    pub(crate) users: Vec<u32>,
}

impl Default for People {
    fn default() -> Self {
        Self {
            user_ids: Indices::new("people"),
            users: Vec::new(),
            group_ids: Indices::new("groups"),
            groups: Vec::new(),
            order: OnceLock::new(),
        }
    }
}

impl User {
    /// Somebody who is really there and may sign in.
    pub(crate) const fn counts(&self) -> bool {
        self.active && !self.stand_in
    }

    pub(crate) fn card(&self) -> &Card {
        &self.card
    }
}

impl People {
    #[inline]
    pub(crate) fn find_user(&self, id: UserId) -> Option<u32> {
        self.user_ids.get(id, |user| self.users[user as usize].id)
    }

    /// Asks memory for everything that a decision will look at of a person.
    #[inline]
    pub(crate) fn ask_for(&self, id: UserId) {
        let groups = self.users.get(self.user_ids.guess(id)).and_then(|user| user.closure.get());
        let Some(groups) = groups else { return };
        black_box((groups.hints[0], groups.hints[Key::HINTS - 1], groups.keys.first(), groups.keys.last()));
    }

    pub(crate) fn find_group(&self, id: GroupId) -> Option<u32> {
        self.group_ids.get(id, |group| self.groups[group as usize].id)
    }

    pub(crate) fn user(&self, id: UserId) -> Result<u32, FactsError> {
        self.find_user(id).ok_or_else(|| FactsError::Unknown { kind: "person", id: id.to_string() })
    }

    pub(crate) fn group(&self, id: GroupId) -> Result<u32, FactsError> {
        self.find_group(id).ok_or_else(|| FactsError::Unknown { kind: "group", id: id.to_string() })
    }

    pub(crate) fn key(&self, principal: Principal) -> Result<Key, FactsError> {
        match principal {
            Principal::User(id) => self.user(id).map(Key::user),
            Principal::Group(id) => self.group(id).map(Key::group),
            Principal::Organization => Ok(Key::ORGANIZATION),
        }
    }

    pub(crate) fn principal(&self, key: Key) -> Principal {
        match (key.as_user(), key.as_group()) {
            (Some(user), _) => Principal::User(self.users[user as usize].id),
            (None, Some(group)) => Principal::Group(self.groups[group as usize].id),
            (None, None) => Principal::Organization,
        }
    }

    pub(crate) fn name(&self, principal: Principal) -> Option<&str> {
        match principal {
            Principal::User(id) => self.find_user(id).map(|user| &*self.users[user as usize].card.name),
            Principal::Group(id) => self.find_group(id).map(|group| &*self.groups[group as usize].name),
            Principal::Organization => None,
        }
    }

    pub(crate) fn put_user(&mut self, id: UserId, card: Card, is_admin: bool, active: bool) -> Result<(), FactsError> {
        if let Some(index) = self.find_user(id) {
            let user = &mut self.users[index as usize];
            (*user.card, user.is_admin, user.active) = (card, is_admin, active);
            return Ok(());
        }
        let index = self.user_ids.fresh()? as usize;
        self.order = OnceLock::new();
        let user = User { id, active, is_admin, stand_in: false, closure: OnceLock::new(), direct: Vec::new(), card: Box::new(card) };
        if index == self.users.len() {
            self.users.push(user)
        } else {
            self.users[index] = user
        }
        self.user_ids.insert(id, index as u32, |user| self.users[user as usize].id);
        Ok(())
    }

    /// The index of a person who is not a stand-in.
    pub(crate) fn real(&self, id: UserId) -> Option<u32> {
        self.find_user(id).filter(|user| !self.users[*user as usize].stand_in)
    }

    /// The stand-in for a member of a group, which is made when it is first needed.
    pub(crate) fn put_stand_in(&mut self, group: GroupId) -> Result<(), FactsError> {
        let id = stand_in(group);
        // A group that is gone by now needs none.
        let (Some(group), None) = (self.find_group(group), self.find_user(id)) else { return Ok(()) };
        let email = self.users.iter().map(|user| user.card.email.clone()).next().ok_or(FactsError::Invalid("there is nobody yet"))?;
        // Its address is nobody's business: rules see none for a stand-in, and no list shows it.
        self.put_user(id, Card { name: self.groups[group as usize].name.clone(), email }, false, true)?;
        let user = self.user(id)?;
        self.users[user as usize].stand_in = true;
        self.put_member(group, Key::user(user))
    }

    pub(crate) fn remove_user(&mut self, index: u32) {
        let user = &mut self.users[index as usize];
        // A freed slot must never pass for a person.
        (user.active, user.is_admin) = (false, false);
        user.closure = OnceLock::new();
        let id = user.id;
        for group in std::mem::take(&mut user.direct) {
            remove_sorted(&mut self.groups[group as usize].users, index);
        }
        self.user_ids.remove(id, |user| self.users[user as usize].id);
        self.order = OnceLock::new();
    }

    pub(crate) fn put_group(&mut self, id: GroupId, name: Box<str>) -> Result<(), FactsError> {
        if let Some(index) = self.find_group(id) {
            self.groups[index as usize].name = name;
            return Ok(());
        }
        let index = self.group_ids.fresh()? as usize;
        let group = Group { id, name, above: Vec::new(), below: Vec::new(), users: Vec::new() };
        if index == self.groups.len() {
            self.groups.push(group)
        } else {
            self.groups[index] = group
        }
        self.group_ids.insert(id, index as u32, |group| self.groups[group as usize].id);
        Ok(())
    }

    pub(crate) fn remove_group(&mut self, index: u32) {
        self.forget_closures(index);
        let group = &mut self.groups[index as usize];
        let id = group.id;
        let (above, below, users) = (std::mem::take(&mut group.above), std::mem::take(&mut group.below), std::mem::take(&mut group.users));
        for parent in above {
            remove_sorted(&mut self.groups[parent as usize].below, index);
        }
        for child in below {
            remove_sorted(&mut self.groups[child as usize].above, index);
        }
        for user in users {
            remove_sorted(&mut self.users[user as usize].direct, index);
        }
        self.group_ids.remove(id, |group| self.groups[group as usize].id);
        if let Some(nobody) = self.find_user(stand_in(id)) {
            self.remove_user(nobody);
        }
    }

    pub(crate) fn put_member(&mut self, group: u32, member: Key) -> Result<(), FactsError> {
        if let Some(user) = member.as_user() {
            insert_sorted(&mut self.groups[group as usize].users, user);
            let user = &mut self.users[user as usize];
            insert_sorted(&mut user.direct, group);
            user.closure = OnceLock::new();
            return Ok(());
        }
        let Some(child) = member.as_group() else { return Err(FactsError::Invalid("everyone cannot be a member of a group")) };
        if let Some(path) = self.path_down(child, group) {
            let path = std::iter::once(group).chain(path).map(|group| self.groups[group as usize].id).collect();
            return Err(FactsError::GroupCycle { path });
        }
        let depth = self.height(group, |group| &group.above, &mut IdMap::default())
            + self.height(child, |group| &group.below, &mut IdMap::default());
        if depth > Facts::GROUP_DEPTH {
            return Err(FactsError::GroupsTooDeep { depth, limit: Facts::GROUP_DEPTH });
        }
        insert_sorted(&mut self.groups[group as usize].below, child);
        insert_sorted(&mut self.groups[child as usize].above, group);
        self.forget_closures(child);
        Ok(())
    }

    pub(crate) fn remove_member(&mut self, group: u32, member: Key) {
        if let Some(user) = member.as_user() {
            remove_sorted(&mut self.groups[group as usize].users, user);
            let user = &mut self.users[user as usize];
            remove_sorted(&mut user.direct, group);
            user.closure = OnceLock::new();
        } else if let Some(child) = member.as_group() {
            self.forget_closures(child);
            remove_sorted(&mut self.groups[group as usize].below, child);
            remove_sorted(&mut self.groups[child as usize].above, group);
        }
    }

    /// All people, by id.
    pub(crate) fn in_order(&self) -> &[u32] {
        self.order.get_or_init(|| {
            let mut order: Vec<u32> = self.user_ids.values().filter(|user| !self.users[*user as usize].stand_in).collect();
            order.sort_unstable_by_key(|user| self.users[*user as usize].id);
            order.into()
        })
    }

    /// Every group that a person is in.
    pub(crate) fn closure(&self, user: u32) -> &Groups {
        let person = &self.users[user as usize];
        person.closure.get_or_init(|| Groups::new(self.groups_above(&person.direct)))
    }

    /// The given groups and all groups that they are in, sorted.
    pub(crate) fn groups_above(&self, start: &[u32]) -> Vec<u32> {
        let mut found: Vec<u32> = start.to_vec();
        let mut seen: IdMap<u32, ()> = start.iter().map(|group| (*group, ())).collect();
        let mut at = 0;
        while let Some(group) = found.get(at) {
            for parent in &self.groups[*group as usize].above {
                if seen.insert(*parent, ()).is_none() {
                    found.push(*parent);
                }
            }
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// A group and all groups in it.
    pub(crate) fn groups_below(&self, start: u32) -> Vec<u32> {
        let mut found = vec![start];
        let mut seen: IdMap<u32, ()> = IdMap::default();
        seen.insert(start, ());
        let mut at = 0;
        while let Some(group) = found.get(at) {
            for child in &self.groups[*group as usize].below {
                if seen.insert(*child, ()).is_none() {
                    found.push(*child);
                }
            }
            at += 1;
        }
        found
    }

    /// The people in a group, through other groups too; each once.
    pub(crate) fn users_below(&self, group: u32) -> Vec<u32> {
        let mut users: Vec<u32> =
            self.groups_below(group).into_iter().flat_map(|group| self.groups[group as usize].users.iter().copied()).collect();
        users.sort_unstable();
        users.dedup();
        users
    }

    /// The groups that a person or group is in directly.
    pub(crate) fn direct(&self, member: Key) -> &[u32] {
        match (member.as_user(), member.as_group()) {
            (Some(user), _) => &self.users[user as usize].direct,
            (None, Some(group)) => &self.groups[group as usize].above,
            (None, None) => &[],
        }
    }

    /// The shortest chain of groups from one that the member is in directly up to the wanted one.
    pub(crate) fn path_up(&self, member: Key, wanted: u32) -> Vec<u32> {
        let mut came: IdMap<u32, Option<u32>> = self.direct(member).iter().map(|group| (*group, None)).collect();
        let mut queue: Vec<u32> = self.direct(member).to_vec();
        let mut at = 0;
        while let Some(&group) = queue.get(at) {
            if group == wanted {
                let mut path = vec![group];
                while let Some(Some(before)) = path.last().and_then(|last| came.get(last)) {
                    path.push(*before);
                }
                path.reverse();
                return path;
            }
            for parent in &self.groups[group as usize].above {
                if !came.contains_key(parent) {
                    came.insert(*parent, Some(group));
                    queue.push(*parent);
                }
            }
            at += 1;
        }
        Vec::new()
    }

    /// The chain of members from one group down to the wanted one, both included.
    fn path_down(&self, from: u32, wanted: u32) -> Option<Vec<u32>> {
        if from == wanted {
            return Some(vec![from]);
        }
        let mut path = self.path_up(Key::group(wanted), from);
        path.reverse();
        path.push(wanted);
        (path.len() > 1).then_some(path)
    }

    /// How many groups the longest chain has that starts here.
    fn height(&self, group: u32, next: impl Fn(&Group) -> &Vec<u32> + Copy, known: &mut IdMap<u32, usize>) -> usize {
        if let Some(height) = known.get(&group) {
            return *height;
        }
        // Invariant: the recursion is bounded, because every edge was checked against the depth limit when it was made.
        let height = 1 + next(&self.groups[group as usize]).iter().map(|each| self.height(*each, next, known)).max().unwrap_or(0);
        known.insert(group, height);
        height
    }

    fn forget_closures(&mut self, group: u32) {
        for group in self.groups_below(group) {
            for at in 0..self.groups[group as usize].users.len() {
                let user = self.groups[group as usize].users[at];
                self.users[user as usize].closure = OnceLock::new();
            }
        }
    }
}

/// The id of the stand-in for a member of a group. Ids are random, so no person has it.
pub(crate) fn stand_in(group: GroupId) -> UserId {
    UserId::from_uuid(group.uuid())
}
