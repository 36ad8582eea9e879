//! The content tree with its grants, and the lists that make answers fast.

use std::cmp::Ordering;

use vocab::ContentRole;

use super::index::{Granted, IdMap, Indices, Key, insert_sorted, remove_sorted, slot};
use crate::{Facts, FactsError, NodeId};

/// Where a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Above {
    Shared,
    Personal(u32),
    Folder(u32),
}

/// What a decision touches: half a cache line.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) above: Above,
    pub(crate) owner: u32,
    pub(crate) marks: Marks,
    /// Abilities switched on this document itself, and to what.
    pub(crate) abilities_set: u8,
    pub(crate) abilities_on: u8,
    /// Sorted by key.
    pub(crate) grants: Box<[Granted]>,
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
    pub(crate) index: Indices<NodeId>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) ids: Vec<NodeId>,
    pub(crate) names: Vec<Box<str>>,
    pub(crate) folders: Vec<Option<Box<Folder>>>,
    /// Everyone sees it or something below it: kept apart so that scanning a long list of children touches one byte each.
    pub(crate) open: Vec<bool>,
    pub(crate) shared: Vec<u32>,
    pub(crate) personal: IdMap<u32, Vec<u32>>,
    /// By person: what they own.
    pub(crate) owned: Vec<Vec<u32>>,
    /// By person and by group: what is granted to them, as `node << 1 | (role is viewer or more)`, sorted.
    pub(crate) granted_users: Vec<Vec<u32>>,
    pub(crate) granted_groups: Vec<Vec<u32>>,
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
            ids: Vec::new(),
            names: Vec::new(),
            folders: Vec::new(),
            open: Vec::new(),
            shared: Vec::new(),
            personal: IdMap::default(),
            owned: Vec::new(),
            granted_users: Vec::new(),
            granted_groups: Vec::new(),
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
        self.index.get(id).ok_or_else(|| FactsError::Unknown { kind: "folder or document", id: id.to_string() })
    }

    pub(crate) fn at(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    pub(crate) fn reserve(&mut self, more: usize) {
        self.index.reserve(more);
        self.nodes.reserve(more);
        self.ids.reserve(more);
        self.names.reserve(more);
        self.folders.reserve(more);
        self.open.reserve(more);
    }

    /// The order of every list: by name whatever the case, then by name, then by id.
    pub(crate) fn compare(&self, a: u32, name: &str, id: NodeId) -> Ordering {
        compare_names(&self.names[a as usize], name).then_with(|| self.ids[a as usize].cmp(&id))
    }

    /// The node and the folders above it, nearest first. Bounded, whatever the facts say.
    pub(crate) fn chain(&self, node: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(node), |at| match self.at(*at).above {
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
        self.chain(node).last().map_or(Above::Shared, |root| self.at(root).above)
    }

    pub(crate) fn children(&self, above: Above) -> &[u32] {
        match above {
            Above::Shared => &self.shared,
            Above::Personal(user) => self.personal.get(&user).map_or(&[], Vec::as_slice),
            Above::Folder(folder) => self.folders[folder as usize].as_ref().map_or(&[], |folder| &folder.children),
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
        let grants = &self.at(node).grants;
        grants.binary_search_by_key(&key, |grant| grant.key).ok().map(|at| grants[at])
    }

    /// What is granted to a person or group and gives viewer or more.
    pub(crate) fn granted(&self, key: Key) -> impl Iterator<Item = u32> {
        let list = match (key.as_user(), key.as_group()) {
            (Some(user), _) => self.granted_users.get(user as usize),
            (None, Some(group)) => self.granted_groups.get(group as usize),
            (None, None) => None,
        };
        list.map_or(&[][..], Vec::as_slice).iter().filter(|entry| *entry & 1 == 1).map(|entry| entry >> 1)
    }

    pub(crate) fn owned(&self, user: u32) -> &[u32] {
        self.owned.get(user as usize).map_or(&[], Vec::as_slice)
    }

    /// Makes or changes a node. Whoever calls has looked up the indices; what can still fail is checked before anything changes.
    pub(crate) fn put(&mut self, put: NodePut) -> Result<(), FactsError> {
        let known = self.index.get(put.id);
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
        self.names[at] = put.name;
        self.nodes[at].above = put.above;
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
        if let (NodeId::Folder(folder), 1..) = (self.ids[at], children) {
            return Err(FactsError::NotEmpty { folder, children });
        }
        self.lift(node);
        for grant in std::mem::take(&mut self.nodes[at].grants) {
            self.forget_granted(node, grant);
        }
        remove_sorted(slot(&mut self.owned, self.nodes[at].owner), node);
        remove_sorted(&mut self.trash, node);
        self.folders[at] = None;
        self.open[at] = false;
        self.index.remove(self.ids[at]);
        Ok(())
    }

    pub(crate) fn put_grant(&mut self, node: u32, grant: Granted) {
        if let Some(pending) = &mut self.pending {
            pending.push((node, grant));
            return;
        }
        let before = self.weight(node);
        if let Some(old) = self.grant(node, grant.key) {
            self.forget_granted(node, old);
        }
        let mut grants = std::mem::take(&mut self.nodes[node as usize].grants).into_vec();
        match grants.binary_search_by_key(&grant.key, |each| each.key) {
            Ok(at) => grants[at] = grant,
            Err(at) => grants.insert(at, grant),
        }
        self.nodes[node as usize].grants = grants.into();
        if let Some(list) = self.granted_list(grant.key) {
            insert_sorted(list, entry(node, grant.role));
        }
        self.weigh(node, before);
    }

    pub(crate) fn remove_grant(&mut self, node: u32, key: Key) {
        let Some(old) = self.grant(node, key) else { return };
        let before = self.weight(node);
        self.forget_granted(node, old);
        let mut grants = std::mem::take(&mut self.nodes[node as usize].grants).into_vec();
        grants.retain(|grant| grant.key != key);
        self.nodes[node as usize].grants = grants.into();
        self.weigh(node, before);
    }

    /// Revokes everything that a person or group was granted.
    pub(crate) fn remove_principal(&mut self, key: Key) {
        let granted: Vec<u32> = self.granted_list(key).map(|list| list.iter().map(|entry| entry >> 1).collect()).unwrap_or_default();
        for node in granted {
            self.remove_grant(node, key);
        }
    }

    /// Puts everything in order that loading left for the end.
    pub(crate) fn settle(&mut self) {
        let Some(mut pending) = self.pending.take() else { return };
        // Stable: of two grants to one principal on one node, the later one counts.
        pending.sort_by_key(|(node, grant)| (*node, grant.key));
        pending.reverse();
        pending.dedup_by_key(|(node, grant)| (*node, grant.key));
        pending.reverse();
        for run in pending.chunk_by(|(a, _), (b, _)| a == b) {
            let node = run[0].0;
            self.nodes[node as usize].grants = run.iter().map(|(_, grant)| *grant).collect();
            for (_, grant) in run {
                if let Some(list) = self.granted_list(grant.key) {
                    list.push(entry(node, grant.role));
                }
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
        let (names, ids) = (&self.names, &self.ids);
        let by_name = |a: &u32, b: &u32| {
            let (a, b) = (*a as usize, *b as usize);
            compare_names(&names[a], &names[b]).then_with(|| ids[a].cmp(&ids[b]))
        };
        self.shared.sort_unstable_by(by_name);
        self.personal.values_mut().for_each(|list| list.sort_unstable_by(by_name));
        for folder in self.folders.iter_mut().flatten() {
            folder.children.sort_unstable_by(by_name);
            folder.children.shrink_to_fit();
        }
        for root in self.shared.clone() {
            self.refresh(root, true, false);
        }
        for root in self.personal.values().flatten().copied().collect::<Vec<_>>() {
            self.refresh(root, false, false);
        }
    }

    fn make(&mut self, id: NodeId) -> Result<u32, FactsError> {
        let index = self.index.insert(id)?;
        let at = index as usize;
        let node =
            Node { above: Above::Shared, owner: u32::MAX, marks: Marks(0), abilities_set: 0, abilities_on: 0, grants: Box::default() };
        let folder = id.folder().map(|_| Box::default());
        if at == self.nodes.len() {
            self.nodes.push(node);
            self.ids.push(id);
            self.names.push(Box::default());
            self.folders.push(folder);
            self.open.push(false);
        } else {
            (self.nodes[at], self.ids[at], self.folders[at]) = (node, id, folder);
        }
        Ok(index)
    }

    fn check_depth(&self, node: Option<u32>, parent: u32) -> Result<(), FactsError> {
        let above: Vec<u32> = self.chain(parent).collect();
        if let Some(end) = node.and_then(|node| above.iter().position(|each| *each == node)) {
            let path = node.into_iter().chain(above[..=end].iter().copied()).filter_map(|each| self.ids[each as usize].folder()).collect();
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
        let folders = self.children(Above::Folder(folder)).iter().filter(|child| self.folders[**child as usize].is_some());
        1 + folders.map(|child| self.height(*child)).max().unwrap_or(0)
    }

    /// Takes a node out of its parent's list and its weight off the folders above.
    fn lift(&mut self, node: u32) {
        let weight = self.weight(node);
        let above = self.at(node).above;
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
        let above = self.at(node).above;
        if self.pending.is_some() {
            self.children_mut(above).push(node);
            return;
        }
        if let Err(at) = self.position(above, node) {
            self.children_mut(above).insert(at, node);
        }
        let (shared, in_trash) = match above {
            Above::Shared => (true, false),
            Above::Personal(_) => (false, false),
            Above::Folder(folder) => (self.at(folder).marks.has(Marks::SHARED), self.at(folder).marks.has(Marks::IN_TRASH)),
        };
        let weight = self.refresh(node, shared, in_trash);
        self.add_above(node, i64::from(weight));
    }

    fn position(&self, above: Above, node: u32) -> Result<usize, usize> {
        let (name, id) = (&self.names[node as usize], self.ids[node as usize]);
        self.children(above).binary_search_by(|child| self.compare(*child, name, id))
    }

    fn children_mut(&mut self, above: Above) -> &mut Vec<u32> {
        match above {
            Above::Shared => &mut self.shared,
            Above::Personal(user) => self.personal.entry(user).or_default(),
            Above::Folder(folder) => &mut self.folders[folder as usize].get_or_insert_default().children,
        }
    }

    /// Marks a node and what is below it, and counts what everyone may see of it.
    fn refresh(&mut self, node: u32, shared: bool, above_in_trash: bool) -> u32 {
        let at = node as usize;
        let in_trash = above_in_trash || self.nodes[at].marks.has(Marks::TRASHED);
        self.nodes[at].marks.set(Marks::SHARED, shared);
        self.nodes[at].marks.set(Marks::IN_TRASH, in_trash);
        if let Some(folder) = self.folders[at].as_mut() {
            let children = std::mem::take(&mut folder.children);
            let below = children.iter().map(|child| self.refresh(*child, shared, in_trash)).sum();
            self.folders[at] = Some(Box::new(Folder { children, open_below: below }));
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
        let last = self.at(node).grants.last();
        let own = counts && last.is_some_and(|grant| grant.key == Key::ORGANIZATION && grant.role >= ContentRole::Viewer);
        u32::from(own) + self.folders[node as usize].as_ref().map_or(0, |folder| folder.open_below)
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
            if let Some(folder) = self.folders[above as usize].as_mut() {
                let weight = i64::from(folder.open_below) + change;
                folder.open_below = u32::try_from(weight).unwrap_or(0);
            }
            self.open[above as usize] = self.weight(above) > 0;
        }
    }

    fn granted_list(&mut self, key: Key) -> Option<&mut Vec<u32>> {
        match (key.as_user(), key.as_group()) {
            (Some(user), _) => Some(slot(&mut self.granted_users, user)),
            (None, Some(group)) => Some(slot(&mut self.granted_groups, group)),
            (None, None) => None,
        }
    }

    fn forget_granted(&mut self, node: u32, grant: Granted) {
        if let Some(list) = self.granted_list(grant.key) {
            remove_sorted(list, entry(node, grant.role));
        }
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
