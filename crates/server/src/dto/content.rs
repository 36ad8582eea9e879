//! Folders and documents.

use access::NodeId;
use app::content;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::{Ref, Role, words};
use super::preview::Preview;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NodeKind {
    Folder,
    Document,
}

/// Who a node reaches, for the mark beside its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sharing {
    Private,
    People,
    Organization,
    Link,
}

/// Whom a node is shared with, counted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shared {
    /// Beside the owner.
    pub people: u64,
    pub groups: u64,
    pub everyone: bool,
    /// Report links that let somebody in.
    pub links: u64,
}

/// A folder or document as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Node {
    pub id: String,
    pub kind: NodeKind,
    pub name: String,
    pub description: Option<String>,
    /// The readable address of a document, when it has one.
    pub identifier: Option<String>,
    pub owner: Ref,
    /// The caller's.
    pub role: Role,
    /// A folder on the way to something the caller may see: only its name is given.
    pub name_only: bool,
    /// `view`, `edit`, `manage`, `own`, `create`, `view_workbook`, `download`, `duplicate`.
    pub can: Vec<String>,
    pub sharing: Sharing,
    /// With whom, for callers who manage it.
    pub shared: Option<Shared>,
    /// Nothing comes from the folders above it.
    pub stands_alone: bool,
    /// The caller keeps it at hand.
    pub favourite: bool,
    /// When it was put in the trash, itself and not with a folder above.
    pub trashed_at: Option<String>,
    pub updated_at: String,
    pub created_at: String,
    /// Of a document.
    pub reports: Vec<Ref>,
}

impl From<&NodeId> for NodeKind {
    fn from(id: &NodeId) -> Self {
        match id {
            NodeId::Folder(_) => Self::Folder,
            NodeId::Document(_) => Self::Document,
        }
    }
}

impl From<NodeKind> for content::NodeKind {
    fn from(kind: NodeKind) -> Self {
        match kind {
            NodeKind::Folder => Self::Folder,
            NodeKind::Document => Self::Document,
        }
    }
}

impl From<content::Sharing> for Sharing {
    fn from(sharing: content::Sharing) -> Self {
        match sharing {
            content::Sharing::Private => Self::Private,
            content::Sharing::People => Self::People,
            content::Sharing::Organization => Self::Organization,
            content::Sharing::Link => Self::Link,
        }
    }
}

impl Node {
    pub(crate) fn new(node: &content::Node) -> Self {
        Self {
            id: node.id.to_string(),
            kind: (&node.id).into(),
            name: node.name.clone(),
            description: node.description.clone(),
            identifier: node.identifier.as_ref().map(ToString::to_string),
            owner: Ref::new(node.owner.id, &node.owner.name),
            role: node.role.into(),
            name_only: node.name_only,
            can: words(&node.can),
            sharing: node.sharing.into(),
            shared: node.shared.map(|shared| Shared {
                people: shared.people,
                groups: shared.groups,
                everyone: shared.everyone,
                links: shared.links,
            }),
            stands_alone: node.stands_alone,
            favourite: node.favourite,
            trashed_at: node.trashed_at.map(|at| at.to_string()),
            updated_at: node.updated_at.to_string(),
            created_at: node.created_at.to_string(),
            reports: node.reports.iter().map(|report| Ref::new(report.id, &report.name)).collect(),
        }
    }
}

/// A document with what its page needs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Document {
    #[serde(flatten)]
    pub node: Node,
    pub version: u64,
    /// The folders above it, from the hub down.
    pub path: Vec<Ref>,
    /// The connections that its tiles use.
    pub connections: Vec<Ref>,
}

impl Document {
    pub(crate) fn new(document: &app::documents::Document) -> Self {
        Self {
            node: Node::new(&document.node),
            version: document.version,
            path: document.path.iter().map(|folder| Ref::new(folder.id, &folder.name)).collect(),
            connections: document.connections.iter().map(|connection| Ref::new(connection.id, &connection.name)).collect(),
        }
    }
}

/// Which part of the tree to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ContentView {
    SharedWithMe,
    Favourites,
    Recent,
    Trash,
}

/// Which content to list. Without `parent`, `view` and `q` the Shared hub.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ContentQuery {
    /// `shared`, `mine` or a folder's id.
    pub parent: Option<String>,
    /// Part of a name; with it the whole tree is searched.
    pub q: Option<String>,
    #[param(inline)]
    pub kind: Option<NodeKind>,
    #[param(inline)]
    pub view: Option<ContentView>,
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// What is in a folder or a list, as far as the caller may see it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContentPage {
    pub items: Vec<Node>,
    /// Send it as `cursor` for the next page; `null` on the last one.
    pub next_cursor: Option<String>,
    /// The folders from the hub down to the listed one.
    pub path: Vec<Ref>,
    /// `create` when the caller may put something here.
    pub can: Vec<String>,
}

/// A folder to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewFolder {
    #[schema(example = "Operations")]
    pub name: String,
    /// `shared`, `mine` or a folder's id.
    #[schema(example = "shared")]
    pub parent: String,
}

/// A folder's new name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FolderChange {
    pub name: String,
}

/// A document to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDocument {
    #[schema(example = "Delays by hour")]
    pub name: String,
    /// `shared`, `mine` or a folder's id.
    #[schema(example = "shared")]
    pub parent: String,
    /// One empty report when absent.
    #[schema(value_type = Option<super::project::Project>)]
    pub project: Option<document::Project>,
}

/// What to change of a document besides its project.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentChange {
    pub name: Option<String>,
    /// 2 to 48 of `a-z 0-9 -`; the one before keeps leading here.
    #[schema(example = "on-time-2013")]
    pub identifier: Option<String>,
}

/// A copy to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCopy {
    /// The original's with "(copy)" when absent.
    #[schema(example = "Delays by hour, my way")]
    pub name: Option<String>,
    /// `shared`, `mine` or a folder's id; when absent beside the original, or `mine` where the caller cannot add anything there.
    #[schema(example = "mine")]
    pub parent: Option<String>,
}

/// Where to put a node.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveTo {
    /// `shared`, `mine` or a folder's id.
    pub parent: String,
}

/// The moved node, or with `dry_run=true` the preview.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Moved {
    Node(Box<Node>),
    Preview(Box<Preview>),
}

/// The version that a save made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedVersion {
    pub version: u64,
}
