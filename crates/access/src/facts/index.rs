//! Small numbers for long ids, so that a million things fit into memory and a comparison is one instruction.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use vocab::ContentRole;

use crate::FactsError;

/// A map whose keys are ids or indices that the server itself made: mixing them well is enough, nobody outside can choose them.
pub(crate) type IdMap<K, V> = HashMap<K, V, BuildHasherDefault<IdHasher>>;

/// Two multiplications instead of SipHash.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct IdHasher(u64);

impl IdHasher {
    fn mix(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word ^ 0x9e37_79b9_7f4a_7c15) * u128::from(0xd6e8_feb8_6659_fd93_u64);
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

/// A user, a group or everyone, in four bytes: users are even, groups odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u32);

impl Key {
    pub(crate) const ORGANIZATION: Self = Self(u32::MAX);

    pub(crate) const fn user(index: u32) -> Self {
        Self(index << 1)
    }

    pub(crate) const fn group(index: u32) -> Self {
        Self(index << 1 | 1)
    }

    /// Which of 512 bits stands for it, as one of eight words and a bit in it.
    pub(crate) const fn hint(self) -> (usize, u32) {
        let mixed = self.0.wrapping_mul(0x9e37_79b1) >> 23;
        ((mixed >> 6) as usize, mixed & 63)
    }

    /// The group's index, when it is one.
    pub(crate) fn as_group(self) -> Option<u32> {
        (self.0 & 1 == 1 && self != Self::ORGANIZATION).then_some(self.0 >> 1)
    }

    /// The user's index, when it is one.
    pub(crate) fn as_user(self) -> Option<u32> {
        (self.0 & 1 == 0).then_some(self.0 >> 1)
    }
}

/// A grant on a node, in eight bytes. The list on a node is sorted by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Granted {
    pub(crate) key: Key,
    pub(crate) role: ContentRole,
    pub(crate) boost: bool,
}

/// Indices for ids of one kind. A freed index is given out again, so whatever refers to it has to be cleared first.
#[derive(Debug, Clone)]
pub(crate) struct Indices<K> {
    map: IdMap<K, u32>,
    free: Vec<u32>,
    next: u32,
    kind: &'static str,
}

/// Half of what four bytes count: the other half is the tag in [`Key`] and in the grant lists of principals.
const MOST: u32 = u32::MAX >> 1;

impl<K: Copy + Eq + Hash> Indices<K> {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self { map: IdMap::default(), free: Vec::new(), next: 0, kind }
    }

    pub(crate) fn get(&self, id: K) -> Option<u32> {
        self.map.get(&id).copied()
    }

    /// A fresh index for an id that has none.
    pub(crate) fn insert(&mut self, id: K) -> Result<u32, FactsError> {
        let index = match self.free.pop() {
            Some(index) => index,
            None if self.next < MOST => {
                self.next += 1;
                self.next - 1
            }
            None => return Err(FactsError::TooMany(self.kind)),
        };
        self.map.insert(id, index);
        Ok(index)
    }

    pub(crate) fn remove(&mut self, id: K) {
        if let Some(index) = self.map.remove(&id) {
            self.free.push(index);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.map.len()
    }

    pub(crate) fn reserve(&mut self, more: usize) {
        self.map.reserve(more);
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = u32> {
        self.map.values().copied()
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
