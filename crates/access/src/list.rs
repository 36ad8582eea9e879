//! Lists of content: what an actor may see, sorted by name, page by page. A list holds exactly what a check would allow.

use std::marker::PhantomData;

use vocab::{ConnectionId, ContentRole};

use crate::{Actor, Denied, Facts, NodeId, Parent, Reason};

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
/// # Errors
/// The parent may not be listed, or the cursor is forged or of another list.
pub fn scope_list<'f>(facts: &'f Facts, actor: &Actor, list: &List) -> Result<Scope<'f, NodeId>, ListError> {
    let _ = (facts, actor, list);
    Err(ListError::Denied(Denied::hidden(Reason::NotFound)))
}

/// Those of the given nodes that the actor may see, in the given order; for "recent", favourites and the like.
#[must_use]
pub fn scope_of<'f>(facts: &'f Facts, actor: &Actor, nodes: impl IntoIterator<Item = NodeId>) -> Scope<'f, NodeId> {
    let _ = (facts, nodes.into_iter());
    Scope { actor: *actor, items: Vec::new(), next: None, facts: PhantomData }
}

/// The connections that the actor may know of, sorted by name. The role of an item is not a content role and says nothing here.
#[must_use]
pub fn scope_connections<'f>(facts: &'f Facts, actor: &Actor) -> Scope<'f, ConnectionId> {
    let _ = facts;
    Scope { actor: *actor, items: Vec::new(), next: None, facts: PhantomData }
}
