//! Lists of content: what an actor may see, sorted by name, page by page. A list holds exactly what a check would allow.

use std::cell::{Cell, OnceCell};
use std::cmp::Ordering;
use std::marker::PhantomData;

use vocab::{ConnectionId, ConnectionRole, ContentRole};

use crate::connection::connection_role;
use crate::cursor::Cursor;
use crate::decide::{judge, signed_in};
use crate::facts::content::{Above, Marks, compare_names};
use crate::facts::index::Key;
use crate::facts::node::NONE;
use crate::{Actor, Denied, Facts, Hub, NodeId, Parent, Target, Verb};

/// Which list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// What is in a folder or hub.
    Children(Parent),
    /// Everything, wherever it is; for search.
    All,
    /// What was granted to the person or their groups by name, and is not their own.
    SharedWithMe,
    /// What lies in the trash and may be restored by the person.
    Trash,
}

/// Folders or documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Folders.
    Folder,
    /// Documents.
    Document,
}

/// A question for a page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Which list.
    pub listing: Listing,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only names that contain this, whatever the case.
    pub text: Option<String>,
    /// At most this many; never more than [`List::LIMIT`].
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

impl List {
    /// The most items of a page.
    pub const LIMIT: usize = 200;

    /// The first 50 of a list.
    #[must_use]
    pub const fn new(listing: Listing) -> Self {
        Self { listing, kind: None, text: None, limit: 50, cursor: None }
    }
}

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// The parent is not theirs to list.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The cursor is not one that this list gave to this actor.
    #[error("the cursor does not belong to this list; start again without one")]
    Cursor,
}

/// One item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed<O> {
    /// What.
    pub object: O,
    /// The actor's role on it; `no_access` for a folder of which only the name shows.
    pub role: ContentRole,
    /// Only the name may be shown.
    pub name_only: bool,
}

/// Proof of what an actor may see of a list. Only this crate makes one.
#[derive(Debug)]
pub struct Scope<'f, O> {
    actor: Actor,
    items: Vec<Listed<O>>,
    next: Option<String>,
    facts: PhantomData<&'f Facts>,
}

impl<O> Scope<'_, O> {
    /// The items, in the order of the list.
    #[must_use]
    pub fn items(&self) -> &[Listed<O>] {
        &self.items
    }

    /// Where the next page starts; `None` after the last.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// For whom.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }
}

/// A page of a list.
///
/// What lies in the trash is in the list [`Listing::Trash`], and below a trashed folder, and nowhere else.
///
/// # Errors
/// The parent may not be listed, or the cursor is forged or of another list.
pub fn scope_list<'f>(facts: &'f Facts, actor: &Actor, list: &List) -> Result<Scope<'f, NodeId>, ListError> {
    let user = signed_in(facts, actor)?;
    if let Listing::Children(parent) = list.listing {
        judge(facts, actor, Verb::Browse, Target::from(parent))?;
    }
    let after = match &list.cursor {
        Some(cursor) => Some(Cursor::open(cursor, facts, actor, list).ok_or(ListError::Cursor)?),
        None => None,
    };
    let lister = Lister { facts, user, leads: OnceCell::new() };
    let limit = list.limit.clamp(1, List::LIMIT);
    // One more than the page tells whether there is a next one.
    let mut items = match list.listing {
        Listing::Children(parent) => lister.children(parent, list, after.as_ref(), limit + 1),
        Listing::All => lister.all(list, after.as_ref(), limit + 1),
        Listing::SharedWithMe => {
            let named = facts.content.granted(Key::user(user));
            let groups = facts.people.closure(user).iter().flat_map(|group| facts.content.granted(*group));
            // What somebody owns in another person's documents they would find nowhere else.
            let owned = facts.content.owned(user).iter().copied().filter(|node| match facts.content.hub(*node) {
                Above::Personal(owner) => owner != user,
                Above::Shared | Above::Folder(_) => false,
            });
            let owned: Vec<u32> = owned.collect();
            let elsewhere = |node: u32| facts.content.at(node).owner != user || owned.binary_search(&node).is_ok();
            let fits = |node: u32| elsewhere(node) && lister.in_use(node);
            lister.sorted(named.chain(groups).chain(owned.iter().copied()), list, after.as_ref(), limit + 1, fits)
        }
        Listing::Trash => lister.sorted(facts.content.trash.iter().copied(), list, after.as_ref(), limit + 1, |_| true),
    };
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| {
        let name = facts.content.find(last.object).map(|index| facts.content.names[index as usize].to_string()).unwrap_or_default();
        Cursor { node: last.object, name }.seal(facts, actor, list)
    });
    Ok(Scope { actor: *actor, items, next, facts: PhantomData })
}

/// Those of the given nodes that the actor may see, in the given order; for "recent", favourites and the like.
#[must_use]
pub fn scope_of<'f>(facts: &'f Facts, actor: &Actor, nodes: impl IntoIterator<Item = NodeId>) -> Scope<'f, NodeId> {
    let items = match signed_in(facts, actor) {
        Ok(user) => {
            let seen = |node: NodeId| facts.content.find(node).and_then(|index| Some(listed(facts, index, facts.visible(user, index)?)));
            nodes.into_iter().filter_map(seen).collect()
        }
        Err(_) => Vec::new(),
    };
    Scope { actor: *actor, items, next: None, facts: PhantomData }
}

/// A page of such a list: the nodes, and after how many of the seen ones it ends. Its cursor is the last item's id.
#[must_use]
pub fn scope_page<'f>(facts: &'f Facts, actor: &Actor, nodes: impl IntoIterator<Item = NodeId>, limit: usize) -> Scope<'f, NodeId> {
    let mut scope = scope_of(facts, actor, nodes);
    let more = scope.items.len() > limit;
    scope.items.truncate(limit);
    scope.next = scope.items.last().filter(|_| more).map(|item| item.object.to_string());
    scope
}

/// The connections that the actor may know of, sorted by name. The role of an item is not a content role and says nothing here.
#[must_use]
pub fn scope_connections<'f>(facts: &'f Facts, actor: &Actor) -> Scope<'f, ConnectionId> {
    let mut items = Vec::new();
    if let Ok(user) = signed_in(facts, actor) {
        let seen = facts.connections.iter().filter(|(_, connection)| connection_role(facts, user, connection) > ConnectionRole::NoAccess);
        let mut seen: Vec<_> = seen.map(|(id, connection)| (&*connection.name, *id)).collect();
        seen.sort_by(|a, b| compare_names(a.0, b.0).then_with(|| a.1.cmp(&b.1)));
        items.extend(seen.into_iter().map(|(_, object)| Listed { object, role: ContentRole::NoAccess, name_only: false }));
    }
    Scope { actor: *actor, items, next: None, facts: PhantomData }
}

fn listed(facts: &Facts, node: u32, role: ContentRole) -> Listed<NodeId> {
    Listed { object: facts.content.id(node), role, name_only: role < ContentRole::Viewer }
}

struct Lister<'f> {
    facts: &'f Facts,
    user: u32,
    /// What the person owns or was granted, and every folder above: worked out when the first folder is met that gives nothing itself.
    leads: OnceCell<Set>,
}

impl Lister<'_> {
    /// The visible children from a place on, in the list's order.
    fn children(&self, parent: Parent, list: &List, after: Option<&Cursor>, limit: usize) -> Vec<Listed<NodeId>> {
        let (content, people) = (&self.facts.content, &self.facts.people);
        let above = match parent {
            Parent::Hub(Hub::Shared) => Some(Above::Shared),
            Parent::Hub(Hub::Personal(owner)) => people.find_user(owner).map(Above::Personal),
            Parent::Folder(folder) => content.find(NodeId::Folder(folder)).map(Above::Folder),
        };
        let children = above.map_or(&[][..], |above| content.children(above));
        let start = after
            .map_or(0, |after| children.partition_point(|child| content.compare(*child, &after.name, after.node) != Ordering::Greater));
        // What comes from above is the same for every child, and when nothing does, most children are settled by one look.
        let inherits = match above {
            Some(Above::Folder(folder)) => self.facts.role_until(self.user, folder, ContentRole::Viewer) >= ContentRole::Viewer,
            Some(Above::Personal(owner)) => owner == self.user || self.everywhere(),
            Some(Above::Shared) | None => self.everywhere(),
        };
        let wanted = Wanted::new(list);
        // The first children are looked at one by one. When that does not fill the page, what the person has is followed up once, and says which
        // of the many others are worth a look.
        const CLOSELY: usize = 256;
        let looked = Cell::new(0);
        let hopeful = |child: &&u32| {
            looked.set(looked.get() + 1);
            inherits || looked.get() <= CLOSELY || content.open[**child as usize] || self.leads().contains(**child)
        };
        let fits = |child: &&u32| wanted.takes(self.facts, **child) && !content.at(**child).marks.has(Marks::TRASHED);
        children[start..].iter().filter(hopeful).filter(fits).filter_map(|child| self.seen(*child)).take(limit).collect()
    }

    /// The visible ones among candidates, sorted, from a place on. What is dear to find out is asked of no more than the page needs.
    fn sorted(
        &self,
        candidates: impl Iterator<Item = u32>,
        list: &List,
        after: Option<&Cursor>,
        limit: usize,
        fits: impl Fn(u32) -> bool,
    ) -> Vec<Listed<NodeId>> {
        let order = &self.facts.content.order;
        let start = self.rank_after(after);
        let ranked = candidates.map(|node| (order.rank(node), node)).filter(|(rank, _)| *rank >= start);
        let mut found: Vec<(u32, u32)> = ranked.collect();
        let wanted = Wanted::new(list);
        // Of a long list only as much is put in order as the page needs; what is granted several ways stands in it several times.
        let (mut page, mut rest, mut step, mut last) = (Vec::new(), found.as_mut_slice(), limit, NONE);
        while page.len() < limit && !rest.is_empty() {
            step = (step * 4).min(rest.len());
            if step < rest.len() {
                rest.select_nth_unstable(step);
            }
            let (next, later) = rest.split_at_mut(step);
            next.sort_unstable();
            for (_, node) in next.iter().copied() {
                if node != last && page.len() < limit && fits(node) && wanted.takes(self.facts, node) {
                    page.extend(self.seen(node));
                }
                last = node;
            }
            rest = later;
        }
        page
    }

    /// Everything that is visible, sorted, from a place on.
    ///
    /// Who sees much finds a page by going through the names and asking of each. Who sees little would go far for it: then all that they see is
    /// gathered and put in order, when that is not much.
    fn all(&self, list: &List, after: Option<&Cursor>, limit: usize) -> Vec<Listed<NodeId>> {
        const FAR: usize = 2_000;
        let wanted = Wanted::new(list);
        let fits = |node: u32| self.in_use(node) && wanted.takes(self.facts, node);
        let (mut page, mut asked) = (Vec::new(), 0);
        for node in self.facts.content.order.from(|other| self.ends_before(other, after)).filter(|node| fits(*node)) {
            page.extend(self.seen(node));
            asked += 1;
            if page.len() >= limit {
                break;
            }
            if asked == FAR
                && let Some(all) = self.gathered()
            {
                return self.sorted(all.into_iter(), list, after, limit, |node| self.in_use(node));
            }
        }
        page
    }

    /// All that the person can see, and perhaps more; `None` when it is too much to gather.
    fn gathered(&self) -> Option<Vec<u32>> {
        const MUCH: usize = 20_000;
        let content = &self.facts.content;
        let groups = self.facts.people.closure(self.user).iter().copied();
        let granted: usize = groups.chain([Key::user(self.user), Key::ORGANIZATION]).map(|key| content.count_granted(key)).sum();
        if self.everywhere() || granted + content.owned(self.user).len() > MUCH {
            return None;
        }
        let mut met = Set::default();
        let own_hub = content.children(Above::Personal(self.user)).iter().copied();
        let start = self.facts.own_nodes(self.user).chain(content.granted(Key::ORGANIZATION)).chain(own_hub);
        let mut found = Vec::new();
        for node in start.filter(|node| self.in_use(*node)) {
            if met.insert(node) {
                found.push(node);
            }
            if found.len() > MUCH {
                return None;
            }
        }
        // Up: of the folders above, the name shows.
        for at in 0..found.len() {
            for above in content.chain(found[at]).skip(1) {
                if !met.insert(above) {
                    break;
                }
                found.push(above);
            }
        }
        // Down: a role reaches what is below. Folders of which only the name shows give nothing, but looking into them does no harm.
        let mut at = 0;
        while let Some(&folder) = found.get(at) {
            if self.facts.role_until(self.user, folder, ContentRole::Viewer) >= ContentRole::Viewer {
                for child in content.children(Above::Folder(folder)) {
                    if met.insert(*child) {
                        found.push(*child);
                    }
                }
            }
            if found.len() > MUCH {
                return None;
            }
            at += 1;
        }
        Some(found)
    }

    fn seen(&self, node: u32) -> Option<Listed<NodeId>> {
        let leads = || self.facts.sees_below(self.user, node, || self.leads().contains(node));
        Some(listed(self.facts, node, self.facts.visible_with(self.user, node, leads)?))
    }

    fn ends_before(&self, node: u32, after: Option<&Cursor>) -> bool {
        after.is_some_and(|after| self.facts.content.compare(node, &after.name, after.node) != Ordering::Greater)
    }

    /// The rank of the first node of a page.
    fn rank_after(&self, after: Option<&Cursor>) -> u32 {
        let order = &self.facts.content.order;
        if after.is_none() {
            return 0;
        }
        let first = order.from(|other| self.ends_before(other, after)).next();
        first.map_or(u32::MAX, |first| order.rank(first))
    }

    /// Not in the trash.
    fn in_use(&self, node: u32) -> bool {
        !self.facts.content.at(node).marks.has(Marks::IN_TRASH)
    }

    fn everywhere(&self) -> bool {
        self.facts.people.users[self.user as usize].is_admin || self.facts.instance_role(self.user) >= ContentRole::Viewer
    }

    fn leads(&self) -> &Set {
        self.leads.get_or_init(|| {
            let mut leads = Set::default();
            for node in self.facts.own_nodes(self.user) {
                for at in self.facts.content.chain(node) {
                    if !leads.insert(at) {
                        break;
                    }
                }
            }
            leads
        })
    }
}

/// A set of nodes, a bit for each.
#[derive(Default)]
struct Set(Vec<u64>);

impl Set {
    /// Whether it was not there before.
    fn insert(&mut self, node: u32) -> bool {
        let (word, bit) = (node as usize / 64, 1 << (node % 64));
        if self.0.len() <= word {
            self.0.resize(word.next_power_of_two() + 1, 0);
        }
        let before = self.0[word];
        self.0[word] |= bit;
        before & bit == 0
    }

    fn contains(&self, node: u32) -> bool {
        self.0.get(node as usize / 64).is_some_and(|word| word >> (node % 64) & 1 != 0)
    }
}

/// What a list asks of each item, apart from access.
struct Wanted {
    kind: Option<Kind>,
    text: Option<String>,
}

impl Wanted {
    fn new(list: &List) -> Self {
        Self { kind: list.kind, text: list.text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_lowercase) }
    }

    fn takes(&self, facts: &Facts, node: u32) -> bool {
        let kind = match facts.content.id(node) {
            NodeId::Folder(_) => Kind::Folder,
            NodeId::Document(_) => Kind::Document,
        };
        let named = |text: &String| facts.content.names[node as usize].to_lowercase().contains(text);
        self.kind.is_none_or(|wanted| wanted == kind) && self.text.as_ref().is_none_or(named)
    }
}
