//! A world of the size of access.md §9, the same in every run.

use access::{Change, Hub, NodeId, Parent, Principal};
use vocab::{ContentRole, DocumentId, FolderId, GroupId, Title, UserId};

use crate::measure::Random;

#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub users: usize,
    pub groups: usize,
    pub folders: usize,
    pub documents: usize,
    pub grants: usize,
}

impl Size {
    pub const FULL: Self = Self { users: 100_000, groups: 10_000, folders: 150_000, documents: 850_000, grants: 5_000_000 };

    pub fn divided(self, by: usize) -> Self {
        Self {
            users: self.users / by,
            groups: self.groups / by,
            folders: self.folders / by,
            documents: self.documents / by,
            grants: self.grants / by,
        }
    }
}

/// Groups are nested this deep.
const GROUP_DEPTH: usize = 10;
const FOLDER_DEPTH: usize = 7;
/// One folder in so many is at the root of Shared.
const ROOTS: usize = 30;
/// Of the documents, this share is in people's own hubs.
const PERSONAL_PERCENT: u64 = 25;
const GROUPS_PER_USER: usize = 8;

pub struct World {
    pub size: Size,
    /// By group: the group that it is in.
    pub outer: Vec<Option<usize>>,
    /// By user: the groups that they are in.
    pub member: Vec<Vec<usize>>,
    /// Folders first, then documents.
    pub nodes: Vec<Node>,
    pub grants: Vec<Grant>,
}

#[derive(Clone, Copy)]
pub struct Node {
    pub place: Place,
    pub owner: usize,
    pub stands_alone: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    Shared,
    Personal,
    Folder(usize),
}

#[derive(Clone, Copy)]
pub struct Grant {
    pub node: usize,
    pub who: Who,
    pub role: ContentRole,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Who {
    User(usize),
    Group(usize),
    Everyone,
}

impl World {
    pub fn new(size: &Size) -> Self {
        let mut random = Random(42);
        let outer = (0..size.groups)
            .map(|at| (at % GROUP_DEPTH > 0).then(|| random.below(size.groups) / GROUP_DEPTH * GROUP_DEPTH + at % GROUP_DEPTH - 1));
        let outer: Vec<_> = outer.map(|outer| outer.filter(|outer| *outer < size.groups)).collect();
        let member = (0..size.users).map(|_| (0..GROUPS_PER_USER).map(|_| random.below(size.groups)).collect()).collect();
        let (mut nodes, mut depths) = (Vec::new(), Vec::new());
        for at in 0..size.folders {
            let above = (at % ROOTS > 0).then(|| random.below(at)).filter(|above| depths[*above] < FOLDER_DEPTH);
            depths.push(above.map_or(1, |above| depths[above] + 1));
            let place = above.map_or(Place::Shared, Place::Folder);
            nodes.push(Node { place, owner: random.below(size.users), stands_alone: random.chance(2) });
        }
        for _ in 0..size.documents {
            let place = if random.chance(PERSONAL_PERCENT) { Place::Personal } else { Place::Folder(random.below(size.folders)) };
            nodes.push(Node { place, owner: random.below(size.users), stands_alone: random.chance(1) });
        }
        let grants = (0..size.grants).map(|_| {
            // A folder gets about twice the grants of a document.
            let node = if random.chance(26) { random.below(size.folders) } else { random.below(nodes.len()) };
            let who = match random.below(100) {
                0..60 => Who::User(random.below(size.users)),
                60..99 => Who::Group(random.below(size.groups)),
                _ => Who::Everyone,
            };
            let role = [ContentRole::Viewer, ContentRole::Viewer, ContentRole::Editor, ContentRole::Manager][random.below(4)];
            Grant { node, who, role }
        });
        let grants = grants.collect();
        Self { size: *size, outer, member, nodes, grants }
    }

    pub fn user(at: usize) -> UserId {
        UserId::from_parts(at as u64, bytes(at, 1))
    }

    pub fn group(at: usize) -> GroupId {
        GroupId::from_parts(at as u64, bytes(at, 2))
    }

    pub fn node(&self, at: usize) -> NodeId {
        if at < self.size.folders {
            FolderId::from_parts(at as u64, bytes(at, 3)).into()
        } else {
            DocumentId::from_parts(at as u64, bytes(at, 4)).into()
        }
    }

    pub fn principal(who: Who) -> Principal {
        match who {
            Who::User(at) => Principal::User(Self::user(at)),
            Who::Group(at) => Principal::Group(Self::group(at)),
            Who::Everyone => Principal::Organization,
        }
    }

    pub fn grant(&self, grant: &Grant) -> Change {
        Change::GrantPut { node: self.node(grant.node), principal: Self::principal(grant.who), role: grant.role, boost: false }
    }

    /// Everything, as changes.
    pub fn changes(&self) -> Vec<Change> {
        let users = (0..self.size.users).map(|at| Change::UserPut {
            user: Self::user(at),
            name: title("Person", at),
            email: format!("person{at}@example.com").parse().expect("an address"),
            is_admin: false,
            active: at % 50 > 0,
        });
        let groups = (0..self.size.groups).map(|at| Change::GroupPut { group: Self::group(at), name: title("Group", at) });
        let inner = self.outer.iter().enumerate().filter_map(|(at, outer)| Some((at, (*outer)?)));
        let inner = inner.map(|(at, outer)| Change::MemberPut { group: Self::group(outer), member: Self::group(at).into() });
        let members = self.member.iter().enumerate().flat_map(|(user, groups)| {
            groups.iter().map(move |group| Change::MemberPut { group: Self::group(*group), member: Self::user(user).into() })
        });
        let nodes = (0..self.nodes.len()).map(|at| self.put(at));
        users.chain(groups).chain(inner).chain(members).chain(nodes).chain(self.grants.iter().map(|grant| self.grant(grant))).collect()
    }

    fn put(&self, at: usize) -> Change {
        let Node { place, owner, stands_alone } = self.nodes[at];
        let (owner, trashed) = (Self::user(owner), false);
        let parent = match place {
            Place::Shared => Parent::Hub(Hub::Shared),
            Place::Personal => Parent::Hub(Hub::Personal(owner)),
            Place::Folder(folder) => match self.node(folder) {
                NodeId::Folder(folder) => Parent::Folder(folder),
                NodeId::Document(_) => unreachable!("folders come first"),
            },
        };
        match self.node(at) {
            NodeId::Folder(folder) => Change::FolderPut { folder, parent, owner, name: title("Folder", at), stands_alone, trashed },
            NodeId::Document(document) => Change::DocumentPut { document, parent, owner, name: title("Report", at), stands_alone, trashed },
        }
    }
}

/// Names in an order of their own, as people give them.
fn title(kind: &str, at: usize) -> Title {
    format!("{kind} {:08x}", Random(at as u64).next() as u32).parse().expect("a name")
}

fn bytes(at: usize, kind: u64) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&Random(at as u64 * 8 + kind).next().to_le_bytes());
    bytes
}
