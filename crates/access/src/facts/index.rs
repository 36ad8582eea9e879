//! Small numbers for long ids, so that a million things fit into memory and a comparison is one instruction.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use vocab::{ContentRole, GroupId, UserId};

use crate::{FactsError, NodeId};

/// A map whose keys are ids or indices that the server itself made: mixing them well is enough, nobody outside can choose them.
pub(crate) type IdMap<K, V> = HashMap<K, V, BuildHasherDefault<IdHasher>>;

/// Two multiplications instead of SipHash.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct IdHasher(u64);

impl IdHasher {
    const fn mix(&mut self, word: u64) {
        let product = (self.0 ^ word ^ 0x9e37_79b9_7f4a_7c15) as u128 * 0xd6e8_feb8_6659_fd93_u128;
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        // The length that precedes a byte array: the same for every id of a map.
        self.0 ^= word as u64;
    }

    fn write_isize(&mut self, word: isize) {
        self.write_usize(word.unsigned_abs());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A user, a group or everyone, in 28 bits: users come first, everyone is last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u32);

/// Set in the key of a group.
const GROUP: u32 = 1 << 27;
/// How many people and how many groups a [`Key`] can tell apart.
const PRINCIPALS: u32 = GROUP - 1;

impl Key {
    pub(crate) const ORGANIZATION: Self = Self((1 << 28) - 1);
    /// How many bits [`Key::hint`] chooses from, as words.
    pub(crate) const HINTS: usize = 16;

    /// Nobody: the index after the last that is given.
    pub(crate) const NOBODY: Self = Self(PRINCIPALS);

    pub(crate) const fn user(index: u32) -> Self {
        Self(index)
    }

    pub(crate) const fn group(index: u32) -> Self {
        Self(index | GROUP)
    }

    /// Which bit stands for a group or everyone, as a word and a bit in it. Groups are numbered one after another, so no mixing is needed.
    pub(crate) const fn hint(self) -> (usize, u32) {
        ((self.0 >> 6) as usize % Self::HINTS, self.0 & 63)
    }

    pub(crate) const fn is_user(self) -> bool {
        self.0 < GROUP
    }

    /// The group's index, when it is one.
    pub(crate) fn as_group(self) -> Option<u32> {
        (!self.is_user() && self != Self::ORGANIZATION).then_some(self.0 & !GROUP)
    }

    /// The user's index, when it is one.
    pub(crate) fn as_user(self) -> Option<u32> {
        self.is_user().then_some(self.0)
    }
}

/// A grant on a node, in four bytes: key, boost, role. The list on a node is sorted by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Granted(u32);

impl Granted {
    pub(crate) const fn new(key: Key, role: ContentRole, boost: bool) -> Self {
        Self(key.0 << 4 | (boost as u32) << 3 | role as u32)
    }

    /// Nothing to nobody.
    pub(crate) const NOTHING: Self = Self::new(Key::NOBODY, ContentRole::NoAccess, false);

    /// The grant itself when it is to this principal, else 0; without a branch.
    #[inline]
    pub(crate) const fn bits_if(self, key: Key) -> u32 {
        if self.0 >> 4 == key.0 { self.0 } else { 0 }
    }

    pub(crate) const fn of_bits(bits: u32) -> Self {
        Self(bits)
    }

    pub(crate) const fn key(self) -> Key {
        Key(self.0 >> 4)
    }

    pub(crate) const fn boost(self) -> bool {
        self.0 & 8 != 0
    }

    pub(crate) const fn role(self) -> ContentRole {
        match self.0 & 7 {
            0 => ContentRole::NoAccess,
            1 => ContentRole::Viewer,
            2 => ContentRole::Editor,
            3 => ContentRole::Manager,
            _ => ContentRole::Owner,
        }
    }
}

/// What is found by its id.
pub(crate) trait Id: Copy + Eq {
    /// A number that scatters.
    fn mixed(self) -> u64;
}

fn mixed(bytes: &[u8; 16], salt: u64) -> u64 {
    let word = u128::from_le_bytes(*bytes);
    let mut hasher = IdHasher(salt);
    hasher.mix(word as u64);
    hasher.mix((word >> 64) as u64);
    hasher.0
}

impl Id for UserId {
    fn mixed(self) -> u64 {
        mixed(self.uuid().as_bytes(), 0)
    }
}

impl Id for GroupId {
    fn mixed(self) -> u64 {
        mixed(self.uuid().as_bytes(), 0)
    }
}

impl Id for NodeId {
    fn mixed(self) -> u64 {
        match self {
            Self::Folder(id) => mixed(id.uuid().as_bytes(), 1),
            Self::Document(id) => mixed(id.uuid().as_bytes(), 2),
        }
    }
}

/// Indices for ids of one kind. A freed index is given out again, so whatever refers to it has to be cleared first.
///
/// An open table of four bytes a place. The ids themselves are where the things are, so that finding one touches one line here and the line that is
/// wanted anyway; whoever calls says which id an index has.
#[derive(Debug, Clone)]
pub(crate) struct Indices {
    /// Four bits of the mixed id and, below, the index plus one; 0 is a free place. A power of two of them, or none.
    places: Vec<u32>,
    used: usize,
    free: Vec<u32>,
    next: u32,
    kind: &'static str,
}

const INDEX: u32 = PRINCIPALS * 2 + 1;

/// The four bits of a mixed id that stand in its place.
const fn tag(mixed: u64) -> u32 {
    (mixed >> 60) as u32
}

impl Indices {
    pub(crate) const fn new(kind: &'static str) -> Self {
        Self { places: Vec::new(), used: 0, free: Vec::new(), next: 0, kind }
    }

    #[inline]
    pub(crate) fn get<K: Id>(&self, id: K, id_of: impl Fn(u32) -> K) -> Option<u32> {
        let mixed = id.mixed();
        let last = self.places.len().checked_sub(1)?;
        let mut at = mixed as usize & last;
        loop {
            let place = self.places[at];
            if place == 0 {
                return None;
            }
            if place >> 28 == tag(mixed) {
                let index = (place & INDEX) - 1;
                if id_of(index) == id {
                    return Some(index);
                }
            }
            at = (at + 1) & last;
        }
    }

    /// Where an id most likely leads, without making sure; for asking memory for it early. May be no index at all.
    #[inline]
    pub(crate) fn guess<K: Id>(&self, id: K) -> usize {
        let at = id.mixed() as usize & self.places.len().wrapping_sub(1);
        self.places.get(at).map_or(0, |place| (place & INDEX) as usize).wrapping_sub(1)
    }

    /// The next index that [`Indices::insert`] will give: the thing has to be there before it is found by it.
    pub(crate) fn fresh(&mut self) -> Result<u32, FactsError> {
        match self.free.pop() {
            Some(index) => Ok(index),
            None if self.next < PRINCIPALS => {
                self.next += 1;
                Ok(self.next - 1)
            }
            None => Err(FactsError::TooMany(self.kind)),
        }
    }

    /// Makes an index, from [`Indices::fresh`], the one of an id that has none.
    pub(crate) fn insert<K: Id>(&mut self, id: K, index: u32, id_of: impl Fn(u32) -> K) {
        if (self.used + 1) * 2 > self.places.len() {
            self.grow((self.used + 1).max(8), id_of);
        }
        self.set(id.mixed(), index);
        self.used += 1;
    }

    pub(crate) fn remove<K: Id>(&mut self, id: K, id_of: impl Fn(u32) -> K) {
        let Some(index) = self.get(id, &id_of) else { return };
        let last = self.places.len() - 1;
        let mut hole = id.mixed() as usize & last;
        while self.places[hole] & INDEX != index + 1 {
            hole = (hole + 1) & last;
        }
        // Whatever was pushed on by the removed one moves back, so that searches may go on ending at the first free place.
        let mut at = (hole + 1) & last;
        while self.places[at] != 0 {
            let home = id_of((self.places[at] & INDEX) - 1).mixed() as usize & last;
            if at.wrapping_sub(home) & last >= at.wrapping_sub(hole) & last {
                self.places[hole] = self.places[at];
                hole = at;
            }
            at = (at + 1) & last;
        }
        self.places[hole] = 0;
        self.used -= 1;
        self.free.push(index);
    }

    pub(crate) const fn len(&self) -> usize {
        self.used
    }

    pub(crate) fn reserve<K: Id>(&mut self, more: usize, id_of: impl Fn(u32) -> K) {
        if (self.used + more) * 2 > self.places.len() {
            self.grow(self.used + more, id_of);
        }
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = u32> {
        self.places.iter().filter(|place| **place != 0).map(|place| (place & INDEX) - 1)
    }

    /// Room for so many, half of it free.
    fn grow<K: Id>(&mut self, for_many: usize, id_of: impl Fn(u32) -> K) {
        let indices: Vec<u32> = self.values().collect();
        self.places = vec![0; (for_many * 2).next_power_of_two()];
        for index in indices {
            self.set(id_of(index).mixed(), index);
        }
    }

    fn set(&mut self, mixed: u64, index: u32) {
        let last = self.places.len() - 1;
        let mut at = mixed as usize & last;
        while self.places[at] != 0 {
            at = (at + 1) & last;
        }
        self.places[at] = tag(mixed) << 28 | (index + 1);
    }
}

/// Puts a number into a sorted list.
pub(crate) fn insert_sorted(list: &mut Vec<u32>, item: u32) {
    if let Err(at) = list.binary_search(&item) {
        list.insert(at, item);
    }
}

/// Takes a number out of a sorted list.
pub(crate) fn remove_sorted(list: &mut Vec<u32>, item: u32) {
    if let Ok(at) = list.binary_search(&item) {
        list.remove(at);
    }
}

/// The entry of an index, growing the list as needed.
pub(crate) fn slot<T: Default>(list: &mut Vec<T>, index: u32) -> &mut T {
    let index = index as usize;
    if list.len() <= index {
        list.resize_with(index + 1, T::default);
    }
    &mut list[index]
}
