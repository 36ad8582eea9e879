//! Who asks, who is granted, and what is asked about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use vocab::{ConnectionId, DocumentId, FolderId, GroupId, IdError, LinkId, ReportId, UserId};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person with a login, by session or token.
    User(UserId),
    /// A visitor of an open report link: nothing but that link's report.
    Link(LinkId),
    /// Nobody yet: no session and no link.
    Anonymous,
}

/// Whom a grant, a connection role or an attribute value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Principal {
    /// A person.
    User(UserId),
    /// A group and whoever is in it, through other groups too.
    Group(GroupId),
    /// Everyone with a login.
    Organization,
}

/// A folder or document of the content tree. Its text form is that of the id inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    /// A folder.
    Folder(FolderId),
    /// A document.
    Document(DocumentId),
}

impl NodeId {
    /// The folder, when it is one.
    #[must_use]
    pub const fn folder(self) -> Option<FolderId> {
        match self {
            Self::Folder(id) => Some(id),
            Self::Document(_) => None,
        }
    }

    /// The document, when it is one.
    #[must_use]
    pub const fn document(self) -> Option<DocumentId> {
        match self {
            Self::Document(id) => Some(id),
            Self::Folder(_) => None,
        }
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(id) => id.fmt(f),
            Self::Document(id) => id.fmt(f),
        }
    }
}

impl FromStr for NodeId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.starts_with(FolderId::PREFIX) { text.parse().map(Self::Folder) } else { text.parse().map(Self::Document) }
    }
}

impl Serialize for NodeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NodeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl From<FolderId> for NodeId {
    fn from(id: FolderId) -> Self {
        Self::Folder(id)
    }
}

impl From<DocumentId> for NodeId {
    fn from(id: DocumentId) -> Self {
        Self::Document(id)
    }
}

/// A root of the content tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hub {
    /// The one that everyone with a login meets.
    Shared,
    /// A person's own; the organization role does not apply in it.
    Personal(UserId),
}

/// Where a folder or document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parent {
    /// At the root of a hub.
    Hub(Hub),
    /// In a folder.
    Folder(FolderId),
}

/// The instance as a whole, for what is asked of no single thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instance;

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A folder or document.
    Node(NodeId),
    /// The root of a hub.
    Hub(Hub),
    /// One report of a document.
    Report(DocumentId, ReportId),
    /// A report link.
    Link(LinkId),
    /// A connection.
    Connection(ConnectionId),
    /// The instance.
    Instance,
}

/// A typed thing that a permit can be about.
pub trait Object: Copy + Into<Target> {}

macro_rules! objects {
    ($($object:ty, $value:ident => $target:expr;)*) => {$(
        impl From<$object> for Target {
            fn from($value: $object) -> Self {
                $target
            }
        }

        impl Object for $object {}
    )*};
}

objects! {
    NodeId, id => Self::Node(id);
    FolderId, id => Self::Node(NodeId::Folder(id));
    DocumentId, id => Self::Node(NodeId::Document(id));
    Hub, hub => Self::Hub(hub);
    Parent, parent => match parent { Parent::Hub(hub) => Self::Hub(hub), Parent::Folder(id) => Self::Node(NodeId::Folder(id)) };
    (DocumentId, ReportId), pair => Self::Report(pair.0, pair.1);
    LinkId, id => Self::Link(id);
    ConnectionId, id => Self::Connection(id);
    Instance, _instance => Self::Instance;
}
