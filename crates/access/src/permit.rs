//! Proofs that a question was asked and answered yes. Only this crate makes them.

use std::borrow::Cow;
use std::marker::PhantomData;

use vocab::{DocumentId, FolderId, ReportId};

use crate::{Actor, Facts, NodeId, Object, Reason, verb};

/// Proof that `actor` may do `A` with the object. It does not outlive the facts that it was decided on.
#[derive(Debug)]
pub struct Permit<'f, A, O> {
    actor: Actor,
    object: O,
    facts: PhantomData<&'f Facts>,
    action: PhantomData<A>,
}

impl<A, O: Copy> Clone for Permit<'_, A, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A, O: Copy> Copy for Permit<'_, A, O> {}

impl<A, O: Object> Permit<'_, A, O> {
    pub(crate) const fn new(actor: Actor, object: O) -> Self {
        Self { actor, object, facts: PhantomData, action: PhantomData }
    }

    /// What it is about. Take the id from here and from nowhere else.
    #[must_use]
    pub const fn object(&self) -> O {
        self.object
    }

    /// Who may.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.actor
    }
}

/// A stronger permit is proof of the weaker: whoever may manage may edit, whoever may edit may view (access.md §2).
macro_rules! implies {
    ($($strong:ident -> $weak:ident as $name:ident;)*) => {$(
        impl<'f, O: Object> Permit<'f, verb::$strong, O> where verb::$weak: verb::On<O> {
            /// The weaker permit that this one implies.
            #[must_use]
            pub const fn $name(&self) -> Permit<'f, verb::$weak, O> {
                Permit { actor: self.actor, object: self.object, facts: PhantomData, action: PhantomData }
            }
        }
    )*};
}

implies! {
    Edit -> View as to_view;
    Download -> View as to_view;
    ViewWorkbook -> View as to_view;
    Manage -> Edit as to_edit;
}

impl<'f, A> Permit<'f, A, DocumentId> {
    /// The same permit, about the document as a node.
    #[must_use]
    pub const fn to_node(&self) -> Permit<'f, A, NodeId> {
        Permit { actor: self.actor, object: NodeId::Document(self.object), facts: PhantomData, action: PhantomData }
    }
}

impl<'f, A> Permit<'f, A, FolderId> {
    /// The same permit, about the folder as a node.
    #[must_use]
    pub const fn to_node(&self) -> Permit<'f, A, NodeId> {
        Permit { actor: self.actor, object: NodeId::Folder(self.object), facts: PhantomData, action: PhantomData }
    }
}

impl<'f, A> Permit<'f, A, NodeId> {
    /// The same permit, when it is about a document.
    #[must_use]
    pub const fn to_document(&self) -> Option<Permit<'f, A, DocumentId>> {
        match self.object {
            NodeId::Document(object) => Some(Permit { actor: self.actor, object, facts: PhantomData, action: PhantomData }),
            NodeId::Folder(_) => None,
        }
    }

    /// The same permit, when it is about a folder.
    #[must_use]
    pub const fn to_folder(&self) -> Option<Permit<'f, A, FolderId>> {
        match self.object {
            NodeId::Folder(object) => Some(Permit { actor: self.actor, object, facts: PhantomData, action: PhantomData }),
            NodeId::Document(_) => None,
        }
    }
}

impl<A> Permit<'_, A, (DocumentId, ReportId)> {
    /// The document of the report, for reading the project that it stands in.
    #[must_use]
    pub const fn document(&self) -> DocumentId {
        self.object.0
    }

    /// The report.
    #[must_use]
    pub const fn report(&self) -> ReportId {
        self.object.1
    }
}

/// A refusal, as the one who asked may learn it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", reasons.first().map(ToString::to_string).unwrap_or_default())]
pub struct Denied {
    /// The answer must be the same as for a thing that does not exist (404); otherwise it is 403.
    pub hidden: bool,
    /// Why, strongest first; safe to show.
    pub reasons: Cow<'static, [Reason]>,
}

const NOT_FOUND: &[Reason] = &[Reason::NotFound];

impl Denied {
    pub(crate) fn hidden(reason: Reason) -> Self {
        // The refusal that is given most needs no memory of its own.
        let reasons = if reason == Reason::NotFound { Cow::Borrowed(NOT_FOUND) } else { vec![reason].into() };
        Self { hidden: true, reasons }
    }

    pub(crate) fn open(reason: Reason) -> Self {
        Self { hidden: false, reasons: vec![reason].into() }
    }

    /// The code of the first reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.reasons.first().map_or("denied", Reason::code)
    }
}

/// Allowed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Yes.
    Allow,
    /// No.
    Deny,
}

/// A decision that explains itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Allowed or not.
    pub effect: Effect,
    /// The thing does not exist for who asked.
    pub hidden: bool,
    /// Every source that counts, or what is missing and what gives some access.
    pub because: Vec<Reason>,
}

impl Decision {
    /// Whether it is a yes.
    #[must_use]
    pub fn allowed(&self) -> bool {
        self.effect == Effect::Allow
    }
}
