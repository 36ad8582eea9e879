//! The content tree with its grants, and the lists that make answers fast.

use std::cmp::Ordering;
use std::hint::black_box;

use vocab::ContentRole;

use super::index::{Granted, IdMap, Indices, Key, insert_sorted, remove_sorted, slot};
use super::node::NONE;
pub(crate) use super::node::{Above, Marks};
use super::node::{Chain, Node, Rights};
use super::order::Order;
use crate::{Facts, FactsError, NodeId};

#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// Sorted by name, then id.
    pub(crate) children: Vec<u32>,
    /// How many nodes below everyone may see by an organization grant of their own.
    open_below: u32,
}

/// Everything about nodes. Lists of nodes by index run parallel.
#[derive(Debug)]
pub(crate) struct Content {
    index: Indices,
    pub(crate) nodes: Vec<Node>,
    pub(crate) names: Vec<Box<str>>,
    pub(crate) order: Order,
    /// By folder: what it gives, and what is in it.
    pub(crate) rights: Vec<Rights>,
    folders: Vec<Folder>,
    free_folders: Vec<u32>,
    /// Everyone sees it or something below it: kept apart so that scanning a long list of children touches one byte each.
    pub(crate) open: Vec<bool>,
    pub(crate) shared: Vec<u32>,
    pub(crate) personal: IdMap<u32, Vec<u32>>,
    /// By person: what they own.
    pub(crate) owned: Vec<Vec<u32>>,
    /// By person and by group: what is granted to them, as `node << 1 | (role is viewer or more)`, sorted.
    pub(crate) granted_users: Vec<Vec<u32>>,
    pub(crate) granted_groups: Vec<Vec<u32>>,
    granted_everyone: Vec<u32>,
    /// What was itself put in the trash.
    pub(crate) trash: Vec<u32>,
    /// While loading: grants not yet in their nodes. Lists are put in order at the end.
    pub(crate) pending: Option<Vec<(u32, Granted)>>,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            index: Indices::new("folders and documents"),
            nodes: Vec::new(),
            names: Vec::new(),
            order: Order::default(),
            rights: Vec::new(),
            folders: Vec::new(),
            free_folders: Vec::new(),
            open: Vec::new(),
            shared: Vec::new(),
            personal: IdMap::default(),
            owned: Vec::new(),
            granted_users: Vec::new(),
            granted_groups: Vec::new(),
            granted_everyone: Vec::new(),
            trash: Vec::new(),
            pending: None,
        }
    }
}

/// A folder or document as it shall be.
pub(crate) struct NodePut {
    pub(crate) id: NodeId,
    pub(crate) above: Above,
    pub(crate) owner: u32,
    pub(crate) name: Box<str>,
    pub(crate) stands_alone: bool,
    pub(crate) trashed: bool,
}

impl Content {
    pub(crate) fn node(&self, id: NodeId) -> Result<u32, FactsError> {
        self.find(id).ok_or_else(|| FactsError::Unknown { kind: "folder or document", id: id.to_string() })
    }

    #[inline]
    pub(crate) fn find(&self, id: NodeId) -> Option<u32> {
        self.index.get(id, |node| self.nodes[node as usize].id)
    }

    /// Asks memory for everything that a decision about a node will look at. Changes nothing but how long it then takes.
    #[inline]
    pub(crate) fn ask_for(&self, id: NodeId) {
        let Some(node) = self.nodes.get(self.index.guess(id)) else { return };
        black_box(node.grants.as_slice().first());
        for folder in node.chain.all() {
            black_box(self.rights.get(folder as usize).map(|rights| rights.owner));
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.index.len()
    }

    pub(crate) fn id(&self, node: u32) -> NodeId {
        self.nodes[node as usize].id
    }

    pub(crate) fn is_folder(&self, node: u32) -> bool {
        self.nodes[node as usize].folder != NONE
    }

    /// The grants on a node itself.
    pub(crate) fn grants(&self, node: u32) -> &[Granted] {
        let at = self.at(node);
        if at.folder == NONE { at.grants.as_slice() } else { self.rights[at.folder as usize].grants.as_slice() }
    }

    fn folder(&self, node: u32) -> Option<&Folder> {
        self.folders.get(self.at(node).folder as usize)
    }

    fn folder_mut(&mut self, node: u32) -> Option<&mut Folder> {
        self.folders.get_mut(self.nodes[node as usize].folder as usize)
    }

    pub(crate) fn at(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    pub(crate) fn reserve(&mut self, more: usize) {
        self.index.reserve(more, |node| self.nodes[node as usize].id);
        self.nodes.reserve_exact(more);
        self.names.reserve_exact(more);
        self.open.reserve_exact(more);
    }

    /// The order of every list: by name whatever the case, then by name, then by id.
    pub(crate) fn compare(&self, a: u32, name: &str, id: NodeId) -> Ordering {
        compare_names(&self.names[a as usize], name).then_with(|| self.id(a).cmp(&id))
    }

    /// The node and the folders above it, nearest first. Bounded, whatever the facts say.
    pub(crate) fn chain(&self, node: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(node), |at| match self.at(*at).above() {
            Above::Folder(folder) => Some(folder),
            Above::Shared | Above::Personal(_) => None,
        })
        .take(Facts::FOLDER_DEPTH + 1)
    }

    /// The part of the chain that a role comes down from: it ends at the first node that stands alone.
    pub(crate) fn inheriting_chain(&self, node: u32) -> impl Iterator<Item = u32> {
        let mut cut = false;
        self.chain(node).take_while(move |at| !std::mem::replace(&mut cut, self.at(*at).marks.has(Marks::STANDS_ALONE)))
    }

    pub(crate) fn hub(&self, node: u32) -> Above {
        self.chain(node).last().map_or(Above::Shared, |root| self.at(root).above())
    }

    pub(crate) fn children(&self, above: Above) -> &[u32] {
        match above {
            Above::Shared => &self.shared,
            Above::Personal(user) => self.personal.get(&user).map_or(&[], Vec::as_slice),
            Above::Folder(folder) => self.folder(folder).map_or(&[], |folder| &folder.children),
        }
    }

    /// Everything below a node, at any depth.
    pub(crate) fn below(&self, node: u32) -> Vec<u32> {
        let mut found = self.children(Above::Folder(node)).to_vec();
        let mut at = 0;
        while let Some(&child) = found.get(at) {
            found.extend_from_slice(self.children(Above::Folder(child)));
            at += 1;
        }
        found
    }

    pub(crate) fn grant(&self, node: u32, key: Key) -> Option<Granted> {
        let grants = self.grants(node);
        grants.binary_search_by_key(&key, |grant| grant.key()).ok().map(|at| grants[at])
    }

    /// What is granted to somebody and gives viewer or more.
    pub(crate) fn granted(&self, key: Key) -> impl Iterator<Item = u32> {
        self.all_granted(key).iter().filter(|entry| *entry & 1 == 1).map(|entry| entry >> 1)
    }

    pub(crate) fn count_granted(&self, key: Key) -> usize {
        self.all_granted(key).len()
    }

    fn all_granted(&self, key: Key) -> &[u32] {
        let list = match (key.as_user(), key.as_group()) {
            (Some(user), _) => self.granted_users.get(user as usize),
            (None, Some(group)) => self.granted_groups.get(group as usize),
            (None, None) => Some(&self.granted_everyone),
        };
        list.map_or(&[], Vec::as_slice)
    }

    pub(crate) fn owned(&self, user: u32) -> &[u32] {
        self.owned.get(user as usize).map_or(&[], Vec::as_slice)
    }

    /// Makes or changes a node. Whoever calls has looked up the indices; what can still fail is checked before anything changes.
    pub(crate) fn put(&mut self, put: NodePut) -> Result<(), FactsError> {
        let known = self.find(put.id);
        if let (NodeId::Folder(_), Above::Folder(parent)) = (put.id, put.above) {
            self.check_depth(known, parent)?;
        }
        let node = match known {
            Some(node) => {
                self.lift(node);
                node
            }
            None => self.make(put.id)?,
        };
        let at = node as usize;
        let owner = std::mem::replace(&mut self.nodes[at].owner, put.owner);
        if self.pending.is_none() && owner != put.owner {
            if known.is_some() {
                remove_sorted(slot(&mut self.owned, owner), node);
            }
            insert_sorted(slot(&mut self.owned, put.owner), node);
        }
        self.rename(node, put.name, known.is_none());
        self.nodes[at].put_in(put.above);
        self.nodes[at].marks.set(Marks::STANDS_ALONE, put.stands_alone);
        self.nodes[at].marks.set(Marks::TRASHED, put.trashed);
        if put.trashed {
            insert_sorted(&mut self.trash, node)
        } else {
            remove_sorted(&mut self.trash, node)
        }
        self.lower(node);
        Ok(())
    }

    /// Takes a node and everything that refers to it out of the facts.
    pub(crate) fn remove(&mut self, node: u32) -> Result<(), FactsError> {
        let at = node as usize;
        let children = self.children(Above::Folder(node)).len();
        if let (NodeId::Folder(folder), 1..) = (self.id(node), children) {
            return Err(FactsError::NotEmpty { folder, children });
        }
        self.lift(node);
        for grant in self.grants(node).to_vec() {
            self.forget_granted(node, grant);
        }
        remove_sorted(slot(&mut self.owned, self.nodes[at].owner), node);
        remove_sorted(&mut self.trash, node);
        self.order.remove(node);
        self.open[at] = false;
        self.index.remove(self.id(node), |node| self.nodes[node as usize].id);
        let Node { id, folder, .. } = self.nodes[at];
        if folder != NONE {
            (self.rights[folder as usize], self.folders[folder as usize]) = Default::default();
            self.free_folders.push(folder);
        }
        // A freed place must give nothing to anybody.
        self.nodes[at] = Node::new(id, NONE);
        Ok(())
    }

    pub(crate) fn put_grant(&mut self, node: u32, grant: Granted) {
        if let Some(pending) = &mut self.pending {
            pending.push((node, grant));
            return;
        }
        let before = self.weight(node);
        if let Some(old) = self.grant(node, grant.key()) {
            self.forget_granted(node, old);
        }
        match self.nodes[node as usize].folder {
            NONE => self.nodes[node as usize].grants.put(grant),
            folder => self.rights[folder as usize].grants.put(grant),
        }
        insert_sorted(self.granted_list(grant.key()), entry(node, grant.role()));
        self.weigh(node, before);
    }

    pub(crate) fn remove_grant(&mut self, node: u32, key: Key) {
        let Some(old) = self.grant(node, key) else { return };
        let before = self.weight(node);
        self.forget_granted(node, old);
        match self.nodes[node as usize].folder {
            NONE => self.nodes[node as usize].grants.remove(key),
            folder => self.rights[folder as usize].grants.remove(key),
        }
        self.weigh(node, before);
    }

    /// Revokes everything that a person or group was granted.
    pub(crate) fn remove_principal(&mut self, key: Key) {
        let granted: Vec<u32> = self.granted_list(key).iter().map(|entry| entry >> 1).collect();
        for node in granted {
            self.remove_grant(node, key);
        }
    }

    /// Puts everything in order that loading left for the end.
    pub(crate) fn settle(&mut self) {
        let Some(mut pending) = self.pending.take() else { return };
        // Stable: of two grants to one principal on one node, the later one counts.
        pending.sort_by_key(|(node, grant)| (*node, grant.key()));
        pending.reverse();
        pending.dedup_by_key(|(node, grant)| (*node, grant.key()));
        pending.reverse();
        let mut grants = Vec::new();
        for run in pending.chunk_by(|(a, _), (b, _)| a == b) {
            let node = run[0].0;
            grants.clear();
            grants.extend(run.iter().map(|(_, grant)| *grant));
            match self.nodes[node as usize].folder {
                NONE => self.nodes[node as usize].grants.set(&grants),
                folder => self.rights[folder as usize].grants.set(&grants),
            }
            for grant in &grants {
                self.granted_list(grant.key()).push(entry(node, grant.role()));
            }
        }
        for (index, node) in self.nodes.iter().enumerate() {
            slot(&mut self.owned, node.owner).push(index as u32);
        }
        for list in self.owned.iter_mut().chain(&mut self.granted_users).chain(&mut self.granted_groups) {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        self.granted_everyone.sort_unstable();
        self.order = Order::new(&self.sorted_by_name());
        let order = &self.order;
        self.shared.sort_unstable_by_key(|node| order.rank(*node));
        self.personal.values_mut().for_each(|list| list.sort_unstable_by_key(|node| order.rank(*node)));
        for folder in &mut self.folders {
            folder.children.sort_unstable_by_key(|node| order.rank(*node));
            folder.children.shrink_to_fit();
        }
        for root in self.shared.iter().chain(self.personal.values().flatten()).copied().collect::<Vec<_>>() {
            self.refresh(root);
        }
    }

    /// All nodes by name. Most names differ in their first bytes, which are compared without following a pointer.
    fn sorted_by_name(&self) -> Vec<u32> {
        let start = |name: &str| {
            let mut bytes = [0; 16];
            if name.is_ascii() {
                bytes.iter_mut().zip(name.bytes()).for_each(|(byte, of_name)| *byte = of_name.to_ascii_lowercase());
            } else {
                let folded: String = name.chars().take(16).flat_map(char::to_lowercase).collect();
                bytes.iter_mut().zip(folded.bytes()).for_each(|(byte, of_name)| *byte = of_name);
            }
            u128::from_be_bytes(bytes)
        };
        let mut nodes: Vec<(u128, u32)> = self.index.values().map(|node| (start(&self.names[node as usize]), node)).collect();
        nodes.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.compare(a.1, &self.names[b.1 as usize], self.id(b.1))));
        nodes.into_iter().map(|(_, node)| node).collect()
    }

    fn make(&mut self, id: NodeId) -> Result<u32, FactsError> {
        let index = self.index.fresh()?;
        let folder = match id {
            NodeId::Document(_) => NONE,
            NodeId::Folder(_) => self.free_folders.pop().unwrap_or_else(|| {
                self.rights.push(Rights::default());
                self.folders.push(Folder::default());
                self.folders.len() as u32 - 1
            }),
        };
        let (at, node) = (index as usize, Node::new(id, folder));
        if at == self.nodes.len() {
            self.nodes.push(node);
            self.names.push(Box::default());
            self.open.push(false);
        } else {
            self.nodes[at] = node;
        }
        self.index.insert(id, index, |node| self.nodes[node as usize].id);
        Ok(index)
    }

    fn rename(&mut self, node: u32, name: Box<str>, new: bool) {
        let at = node as usize;
        if !new && self.names[at] == name {
            return;
        }
        if self.pending.is_some() {
            self.names[at] = name;
            return;
        }
        if !new {
            self.order.remove(node);
        }
        self.names[at] = name;
        let (names, nodes) = (&self.names, &self.nodes);
        self.order.insert(node, |other| {
            let other = other as usize;
            compare_names(&names[other], &names[at]).then_with(|| nodes[other].id.cmp(&nodes[at].id))
        });
    }

    fn check_depth(&self, node: Option<u32>, parent: u32) -> Result<(), FactsError> {
        let above: Vec<u32> = self.chain(parent).collect();
        if let Some(end) = node.and_then(|node| above.iter().position(|each| *each == node)) {
            let path = node.into_iter().chain(above[..=end].iter().copied()).filter_map(|each| self.id(each).folder()).collect();
            return Err(FactsError::FolderCycle { path });
        }
        let depth = above.len() + node.map_or(1, |node| self.height(node));
        if depth > Facts::FOLDER_DEPTH {
            return Err(FactsError::FoldersTooDeep { depth, limit: Facts::FOLDER_DEPTH });
        }
        Ok(())
    }

    /// How many folders the longest chain has that starts here and goes down.
    fn height(&self, folder: u32) -> usize {
        let folders = self.children(Above::Folder(folder)).iter().filter(|child| self.is_folder(**child));
        1 + folders.map(|child| self.height(*child)).max().unwrap_or(0)
    }

    /// Takes a node out of its parent's list and its weight off the folders above.
    fn lift(&mut self, node: u32) {
        let weight = self.weight(node);
        let above = self.at(node).above();
        if self.pending.is_some() {
            self.children_mut(above).retain(|child| *child != node);
            return;
        }
        self.add_above(node, -i64::from(weight));
        if let Ok(at) = self.position(above, node) {
            self.children_mut(above).remove(at);
        }
    }

    /// Puts a node into its parent's list, and marks and weighs what is in it anew.
    fn lower(&mut self, node: u32) {
        let above = self.at(node).above();
        if self.pending.is_some() {
            self.children_mut(above).push(node);
            return;
        }
        if let Err(at) = self.position(above, node) {
            self.children_mut(above).insert(at, node);
        }
        let weight = self.refresh(node);
        self.add_above(node, i64::from(weight));
    }

    fn position(&self, above: Above, node: u32) -> Result<usize, usize> {
        self.children(above).binary_search_by_key(&self.order.rank(node), |child| self.order.rank(*child))
    }

    fn children_mut(&mut self, above: Above) -> &mut Vec<u32> {
        match above {
            Above::Shared => &mut self.shared,
            Above::Personal(user) => self.personal.entry(user).or_default(),
            Above::Folder(folder) => {
                // Invariant: only folders have children; `Facts::above` takes no other parent.
                let folder = self.nodes[folder as usize].folder;
                &mut self.folders[folder as usize].children
            }
        }
    }

    /// Works out for a node and what is below it what follows from the place, and counts what everyone may see of it.
    fn refresh(&mut self, node: u32) -> u32 {
        let at = node as usize;
        let above = self.nodes[at].above();
        let stands_alone = self.nodes[at].marks.has(Marks::STANDS_ALONE);
        let (shared, above_in_trash, chain) = match above {
            Above::Shared => (true, false, Chain::default()),
            Above::Personal(_) => (false, false, Chain::default()),
            Above::Folder(folder) => {
                let folder = self.at(folder);
                let marks = folder.marks;
                (marks.has(Marks::SHARED), marks.has(Marks::IN_TRASH), Chain::within(folder.folder, &folder.chain))
            }
        };
        let in_trash = above_in_trash || self.nodes[at].marks.has(Marks::TRASHED);
        self.nodes[at].marks.set(Marks::SHARED, shared);
        self.nodes[at].marks.set(Marks::IN_TRASH, in_trash);
        self.nodes[at].chain = if stands_alone { Chain::default() } else { chain };
        let Node { folder, owner, .. } = self.nodes[at];
        if folder != NONE {
            let hub = match above {
                Above::Personal(user) if !stands_alone => user,
                Above::Personal(_) | Above::Shared | Above::Folder(_) => NONE,
            };
            (self.rights[folder as usize].owner, self.rights[folder as usize].hub) = (owner, hub);
            let children = std::mem::take(&mut self.folders[folder as usize].children);
            let open_below = children.iter().map(|child| self.refresh(*child)).sum();
            self.folders[folder as usize] = Folder { children, open_below };
        }
        let weight = self.weight(node);
        self.open[at] = weight > 0;
        weight
    }

    /// How many nodes everyone may see by an organization grant of their own: this one and those below.
    fn weight(&self, node: u32) -> u32 {
        let marks = self.at(node).marks;
        let counts = marks.has(Marks::SHARED) && !marks.has(Marks::IN_TRASH);
        // The organization's key is the highest, so its grant is the last.
        let last = self.grants(node).last();
        let own = counts && last.is_some_and(|grant| grant.key() == Key::ORGANIZATION && grant.role() >= ContentRole::Viewer);
        u32::from(own) + self.folder(node).map_or(0, |folder| folder.open_below)
    }

    fn weigh(&mut self, node: u32, before: u32) {
        let after = self.weight(node);
        self.open[node as usize] = after > 0;
        self.add_above(node, i64::from(after) - i64::from(before));
    }

    fn add_above(&mut self, node: u32, change: i64) {
        if change == 0 {
            return;
        }
        for above in self.chain(node).skip(1).collect::<Vec<_>>() {
            if let Some(folder) = self.folder_mut(above) {
                let weight = i64::from(folder.open_below) + change;
                folder.open_below = u32::try_from(weight).unwrap_or(0);
            }
            self.open[above as usize] = self.weight(above) > 0;
        }
    }

    fn granted_list(&mut self, key: Key) -> &mut Vec<u32> {
        match (key.as_user(), key.as_group()) {
            (Some(user), _) => slot(&mut self.granted_users, user),
            (None, Some(group)) => slot(&mut self.granted_groups, group),
            (None, None) => &mut self.granted_everyone,
        }
    }

    fn forget_granted(&mut self, node: u32, grant: Granted) {
        remove_sorted(self.granted_list(grant.key()), entry(node, grant.role()));
    }
}

fn entry(node: u32, role: ContentRole) -> u32 {
    node << 1 | u32::from(role >= ContentRole::Viewer)
}

/// Whatever the case first, so that people find things; the bytes then, so that two names are never equal by accident.
pub(crate) fn compare_names(a: &str, b: &str) -> Ordering {
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<_>>();
    let folded = if a.is_ascii() && b.is_ascii() {
        a.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        lower(a).cmp(&lower(b))
    };
    folded.then_with(|| a.cmp(b))
}
