//! Lists of content: what an actor may see, sorted by name, page by page. A list holds exactly what a check would allow.

use std::cell::{Cell, OnceCell};
use std::cmp::Ordering;
use std::marker::PhantomData;

use vocab::{ConnectionId, ConnectionRole, ContentRole};

use crate::connection::connection_role;
use crate::cursor::Cursor;
use crate::decide::{judge, signed_in};
use crate::facts::content::{Above, Marks, compare_names};
use crate::facts::index::IdMap;
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
        Listing::All => lister.sorted(0..facts.content.nodes.len() as u32, list, after.as_ref(), limit + 1, |node| lister.known(node)),
        Listing::SharedWithMe => {
            let named = facts.content.granted(crate::facts::index::Key::user(user));
            let groups = facts.people.closure(user).iter().flat_map(|group| facts.content.granted(*group));
            let foreign = |node: u32| facts.content.at(node).owner != user && !facts.content.at(node).marks.has(Marks::IN_TRASH);
            lister.sorted(named.chain(groups), list, after.as_ref(), limit + 1, foreign)
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
            let seen =
                |node: NodeId| facts.content.find(node).and_then(|index| Some(listed(facts, index, facts.visible(user, index)?)));
            nodes.into_iter().filter_map(seen).collect()
        }
        Err(_) => Vec::new(),
    };
    Scope { actor: *actor, items, next: None, facts: PhantomData }
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
    leads: OnceCell<IdMap<u32, ()>>,
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
            inherits || looked.get() <= CLOSELY || content.open[**child as usize] || self.leads().contains_key(*child)
        };
        let fits = |child: &&u32| wanted.takes(self.facts, **child) && !content.at(**child).marks.has(Marks::TRASHED);
        let leads = |child: u32| self.facts.sees_below(self.user, child, || self.leads().contains_key(&child));
        let seen = |child: &u32| Some(listed(self.facts, *child, self.facts.visible_with(self.user, *child, || leads(*child))?));
        children[start..].iter().filter(hopeful).filter(fits).filter_map(seen).take(limit).collect()
    }

    /// The visible ones among candidates, sorted, from a place on.
    fn sorted(
        &self,
        candidates: impl Iterator<Item = u32>,
        list: &List,
        after: Option<&Cursor>,
        limit: usize,
        fits: impl Fn(u32) -> bool,
    ) -> Vec<Listed<NodeId>> {
        let content = &self.facts.content;
        let wanted = Wanted::new(list);
        let is_after = |node: u32| after.is_none_or(|after| content.compare(node, &after.name, after.node) == Ordering::Greater);
        let mut found: Vec<u32> = candidates.filter(|node| fits(*node) && wanted.takes(self.facts, *node) && is_after(*node)).collect();
        found.sort_unstable();
        found.dedup();
        let seen =
            |node: u32| Some(listed(self.facts, node, self.facts.visible_with(self.user, node, || self.leads().contains_key(&node))?));
        let by_name = |a: &u32, b: &u32| content.compare(*a, &content.names[*b as usize], content.id(*b));
        // Of a long list only as much is put in order as the page needs.
        let (mut page, mut rest, mut step) = (Vec::new(), found.as_mut_slice(), limit);
        while page.len() < limit && !rest.is_empty() {
            step = (step * 2).min(rest.len());
            if step < rest.len() {
                rest.select_nth_unstable_by(step, by_name);
            }
            let (next, later) = rest.split_at_mut(step);
            next.sort_unstable_by(by_name);
            page.extend(next.iter().filter_map(|node| seen(*node)).take(limit - page.len()));
            rest = later;
        }
        page
    }

    /// In use, and not in the trash.
    fn known(&self, node: u32) -> bool {
        let content = &self.facts.content;
        content.find(content.id(node)) == Some(node) && !content.at(node).marks.has(Marks::IN_TRASH)
    }

    fn everywhere(&self) -> bool {
        self.facts.people.users[self.user as usize].is_admin || self.facts.instance_role(self.user) >= ContentRole::Viewer
    }

    fn leads(&self) -> &IdMap<u32, ()> {
        self.leads.get_or_init(|| {
            let mut leads = IdMap::default();
            for node in self.facts.own_nodes(self.user) {
                for at in self.facts.content.chain(node) {
                    if leads.insert(at, ()).is_some() {
                        break;
                    }
                }
            }
            leads
        })
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
