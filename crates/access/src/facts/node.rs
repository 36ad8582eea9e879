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

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.rights.iter().take(usize::from(self.len)).copied()
    }
}

/// Grants sorted by key; a few are where the thing itself is.
#[derive(Debug)]
pub(crate) enum Grants<const N: usize> {
    Few { len: u8, list: [Granted; N] },
    Many(Vec<Granted>),
}

impl<const N: usize> Default for Grants<N> {
    fn default() -> Self {
        Self::Few { len: 0, list: [Granted::new(Key::ORGANIZATION, ContentRole::NoAccess, false); N] }
    }
}

impl<const N: usize> Grants<N> {
    #[inline]
    pub(crate) fn as_slice(&self) -> &[Granted] {
        match self {
            Self::Few { len, list } => list.get(..usize::from(*len)).unwrap_or_default(),
            Self::Many(list) => list,
        }
    }

    /// Grants that are sorted, each to another.
    pub(crate) fn set(&mut self, grants: &[Granted]) {
        *self = Self::default();
        match self {
            Self::Few { len, list } if grants.len() <= N => {
                list[..grants.len()].copy_from_slice(grants);
                *len = grants.len() as u8;
            }
            _ => *self = Self::Many(grants.to_vec()),
        }
    }

    pub(crate) fn put(&mut self, grant: Granted) {
        let place = self.as_slice().binary_search_by_key(&grant.key(), |each| each.key());
        match (&mut *self, place) {
            (Self::Few { list, .. }, Ok(at)) => list[at] = grant,
            (Self::Many(list), Ok(at)) => list[at] = grant,
            (Self::Few { len, list }, Err(at)) if usize::from(*len) < N => {
                list.copy_within(at..usize::from(*len), at + 1);
                list[at] = grant;
                *len += 1;
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
            Self::Few { len, list } => {
                list.copy_within(at + 1..usize::from(*len), at);
                *len -= 1;
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
