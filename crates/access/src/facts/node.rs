//! A folder or document as decisions see it: everything that one asks is on two neighbouring lines of memory, and what comes from folders above is
//! found from there in one step, whatever their depth.

use vocab::ContentRole;

use super::index::{Granted, Key};
use crate::{Facts, NodeId};

/// Where a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Above {
    Shared,
    Personal(u32),
    Folder(u32),
}

/// The same in four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place(u32);

impl Place {
    const SHARED: Self = Self(u32::MAX);
    const PERSONAL: u32 = 1 << 31;

    const fn new(above: Above) -> Self {
        match above {
            Above::Shared => Self::SHARED,
            Above::Personal(user) => Self(user | Self::PERSONAL),
            Above::Folder(folder) => Self(folder),
        }
    }

    const fn above(self) -> Above {
        match self.0 {
            u32::MAX => Above::Shared,
            place if place & Self::PERSONAL != 0 => Above::Personal(place & !Self::PERSONAL),
            folder => Above::Folder(folder),
        }
    }
}

/// No index.
pub(crate) const NONE: u32 = u32::MAX;

/// What a decision touches first: 128 bytes, on a boundary of 128.
#[derive(Debug)]
#[repr(C, align(128))]
pub(crate) struct Node {
    pub(crate) id: NodeId,
    pub(crate) marks: Marks,
    /// Abilities switched on this document itself, and to what.
    pub(crate) abilities_set: u8,
    pub(crate) abilities_on: u8,
    pub(crate) owner: u32,
    place: Place,
    /// Of a folder: where its [`Rights`] and its children are.
    pub(crate) folder: u32,
    /// The folders that a role comes down from.
    pub(crate) chain: Chain,
    /// Of a document. Those of a folder are in its [`Rights`].
    pub(crate) grants: Grants<15>,
}

const _: () = assert!(size_of::<Node>() == 128 && size_of::<Rights>() == 128);

impl Node {
    pub(crate) fn new(id: NodeId, folder: u32) -> Self {
        Self {
            id,
            marks: Marks(0),
            abilities_set: 0,
            abilities_on: 0,
            owner: NONE,
            place: Place::SHARED,
            folder,
            chain: Chain::default(),
            grants: Grants::default(),
        }
    }

    pub(crate) const fn above(&self) -> Above {
        self.place.above()
    }

    pub(crate) const fn put_in(&mut self, above: Above) {
        self.place = Place::new(above);
    }
}

/// What a folder gives to everything that inherits from it, beside what folders above it give.
#[derive(Debug, Default)]
#[repr(C, align(128))]
pub(crate) struct Rights {
    /// Manager below.
    pub(crate) owner: u32,
    /// Whose hub the folder is at the root of and inherits from; manager below, too.
    pub(crate) hub: u32,
    pub(crate) grants: Grants<29>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marks(u8);

impl Marks {
    pub(crate) const STANDS_ALONE: u8 = 1;
    /// Put in the trash itself.
    pub(crate) const TRASHED: u8 = 2;
    /// It or a folder above is in the trash.
    pub(crate) const IN_TRASH: u8 = 4;
    /// In the Shared hub: organization grants count.
    pub(crate) const SHARED: u8 = 8;

    pub(crate) const fn has(self, mark: u8) -> bool {
        self.0 & mark != 0
    }

    pub(crate) fn set(&mut self, mark: u8, on: bool) {
        if on { self.0 |= mark } else { self.0 &= !mark }
    }
}

/// The folders that a node inherits from, nearest first, by the index of their [`Rights`]. Empty for what stands alone.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Chain {
    rights: [u32; Facts::FOLDER_DEPTH],
    len: u8,
}

impl Chain {
    /// The chain of what is in a folder.
    pub(crate) fn within(folder: u32, of_folder: &Self) -> Self {
        let mut chain = Self::default();
        for index in std::iter::once(folder).chain(of_folder.iter()).take(Facts::FOLDER_DEPTH) {
            chain.rights[usize::from(chain.len)] = index;
            chain.len += 1;
        }
        chain
    }

    /// The same, and then any folders: a fixed number, so that asking memory for them waits for no length.
    pub(crate) const fn all(&self) -> [u32; Facts::FOLDER_DEPTH] {
        self.rights
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.rights.iter().take(usize::from(self.len)).copied()
    }
}

/// Grants sorted by key: to people, to groups, to everyone. A few are where the thing itself is.
#[derive(Debug)]
pub(crate) enum Grants<const N: usize> {
    /// What is not used is [`Granted::NOTHING`], so that all places can be compared at once.
    Few {
        len: u8,
        people: u8,
        list: [Granted; N],
    },
    Many(Vec<Granted>),
}

impl<const N: usize> Default for Grants<N> {
    fn default() -> Self {
        Self::Few { len: 0, people: 0, list: [Granted::NOTHING; N] }
    }
}

impl<const N: usize> Grants<N> {
    pub(crate) fn as_slice(&self) -> &[Granted] {
        match self {
            Self::Few { len, list, .. } => list.get(..usize::from(*len)).unwrap_or_default(),
            Self::Many(list) => list,
        }
    }

    /// The role granted to a person by name.
    #[inline]
    pub(crate) fn by_name(&self, person: Key) -> ContentRole {
        match self {
            Self::Few { list, .. } => Granted::of_bits(list.iter().fold(0, |found, grant| found | grant.bits_if(person))).role(),
            Self::Many(list) => list.binary_search_by_key(&person, |grant| grant.key()).map_or(ContentRole::NoAccess, |at| list[at].role()),
        }
    }

    /// What is granted to groups and everyone.
    #[inline]
    pub(crate) fn to_groups(&self) -> &[Granted] {
        match self {
            Self::Few { len, people, list } => list.get(usize::from(*people)..usize::from(*len)).unwrap_or_default(),
            Self::Many(list) => &list[people(list)..],
        }
    }

    /// Grants that are sorted, each to another.
    pub(crate) fn set(&mut self, grants: &[Granted]) {
        *self = Self::default();
        match self {
            Self::Few { len, people: count, list } if grants.len() <= N => {
                list[..grants.len()].copy_from_slice(grants);
                (*len, *count) = (grants.len() as u8, people(grants) as u8);
            }
            _ => *self = Self::Many(grants.to_vec()),
        }
    }

    pub(crate) fn put(&mut self, grant: Granted) {
        let place = self.as_slice().binary_search_by_key(&grant.key(), |each| each.key());
        match (&mut *self, place) {
            (Self::Few { list, .. }, Ok(at)) => list[at] = grant,
            (Self::Many(list), Ok(at)) => list[at] = grant,
            (Self::Few { len, people, list }, Err(at)) if usize::from(*len) < N => {
                list.copy_within(at..usize::from(*len), at + 1);
                list[at] = grant;
                *len += 1;
                *people += u8::from(grant.key().is_user());
            }
            (Self::Few { list, .. }, Err(at)) => {
                let mut many = Vec::with_capacity(N * 2);
                many.extend_from_slice(list);
                many.insert(at, grant);
                *self = Self::Many(many);
            }
            (Self::Many(list), Err(at)) => list.insert(at, grant),
        }
    }

    pub(crate) fn remove(&mut self, key: Key) {
        let Ok(at) = self.as_slice().binary_search_by_key(&key, |each| each.key()) else { return };
        match self {
            Self::Few { len, people, list } => {
                list.copy_within(at + 1..usize::from(*len), at);
                *len -= 1;
                list[usize::from(*len)] = Granted::NOTHING;
                *people -= u8::from(key.is_user());
            }
            Self::Many(list) => {
                list.remove(at);
                // Well below the limit, so that going to and fro at it does not copy each time.
                if list.len() <= N / 2 {
                    let few = std::mem::take(list);
                    self.set(&few);
                }
            }
        }
    }
}

/// How many of the grants are to people.
fn people(grants: &[Granted]) -> usize {
    grants.partition_point(|grant| grant.key().is_user())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Random grants to few principals, so that lists grow past the limit and shrink again.
    #[test]
    fn few_and_many_grants_are_the_same_list() {
        let (mut grants, mut expected) = (Grants::<5>::default(), std::collections::BTreeMap::new());
        for step in 0..20_000_u64 {
            let random = (step ^ 0x2a).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32;
            let index = (random % 12) as u32;
            let key = [Key::user(index), Key::group(index), Key::ORGANIZATION][(random >> 8) as usize % 3];
            let grant = Granted::new(key, ContentRole::ALL[(random >> 12) as usize % 4], random & 1 << 20 != 0);
            // Mostly putting for a while, then mostly removing.
            if (random >> 24) % 4 < (step / 500) % 4 {
                grants.put(grant);
                expected.insert(key, grant);
            } else {
                grants.remove(key);
                expected.remove(&key);
            }
            check(&grants, &expected.values().copied().collect::<Vec<_>>());
        }
    }

    #[track_caller]
    fn check(grants: &Grants<5>, expected: &[Granted]) {
        assert_eq!(grants.as_slice(), expected);
        assert_eq!(grants.to_groups(), &expected[people(expected)..]);
        for index in 0..13 {
            let held = expected.iter().find(|grant| grant.key() == Key::user(index)).map_or(ContentRole::NoAccess, |grant| grant.role());
            assert_eq!(grants.by_name(Key::user(index)), held);
        }
        let mut again = Grants::<5>::default();
        again.set(expected);
        assert_eq!((again.as_slice(), again.to_groups()), (grants.as_slice(), grants.to_groups()));
    }
}
