//! Lists of folders and documents, and what can be done with either: trash, restore, move.

use access::{NodeId, Parent};
use jiff::Timestamp;
use vocab::{ContentRole, FolderId, Identifier, ReportId, UserId};

use crate::cx::{App, Cx, Named, Page, PageAsk};
use crate::error::AppError;
use crate::sharing::Preview;

/// How far a node is shared, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Only its owner and admins.
    Private,
    /// Named people or groups.
    People,
    /// Everyone in the organization.
    Organization,
    /// A report link lets people in without a login.
    Link,
}

/// A folder or document as this actor may see it.
#[derive(Debug, Clone)]
pub struct Node {
    /// Which.
    pub id: NodeId,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// The readable identifier of a document.
    pub identifier: Option<Identifier>,
    /// Who owns it.
    pub owner: Named<UserId>,
    /// This actor's role.
    pub role: ContentRole,
    /// A folder of which only the name shows, on the way to something below it.
    pub name_only: bool,
    /// What this actor may do with it.
    pub can: Vec<&'static str>,
    /// How far it is shared.
    pub sharing: Sharing,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The reports of a document.
    pub reports: Vec<Named<ReportId>>,
}

/// A hub or folder as it stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The Shared hub.
    Shared,
    /// The asker's own documents.
    Mine,
    /// A folder.
    Folder(FolderId),
}

/// Which list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// What stands in a hub or folder.
    Children(Place),
    /// What others shared by name.
    SharedWithMe,
    /// Newest changes first.
    Recent,
    /// The trash, for who may restore.
    Trash,
    /// Everything, as for a search.
    Everything,
}

/// Folders or documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// Folders only.
    Folder,
    /// Documents only.
    Document,
}

/// A list that is wanted.
#[derive(Debug, Clone)]
pub struct ContentAsk {
    /// Which.
    pub view: View,
    /// Only names that contain this.
    pub q: Option<String>,
    /// Only this kind.
    pub kind: Option<NodeKind>,
    /// Which part.
    pub page: PageAsk,
}

/// A list with where it stands.
#[derive(Debug, Clone)]
pub struct ContentList {
    /// The nodes.
    pub page: Page<Node>,
    /// From the hub's child down to the folder that is listed.
    pub path: Vec<Named<FolderId>>,
    /// What the actor may do with the parent: `create`.
    pub can: Vec<&'static str>,
}

/// What the actor may see.
pub async fn list(app: &App, cx: &Cx, ask: ContentAsk) -> Result<ContentList, AppError> {
    todo!()
}

/// Puts something into the trash.
pub async fn trash(app: &App, cx: &Cx, node: NodeId) -> Result<(), AppError> {
    todo!()
}

/// Takes something out of the trash.
pub async fn restore(app: &App, cx: &Cx, node: NodeId) -> Result<Node, AppError> {
    todo!()
}

/// Moves something into another folder or hub.
pub async fn relocate(app: &App, cx: &Cx, node: NodeId, to: Place) -> Result<Node, AppError> {
    todo!()
}

/// Who would gain and who would lose by the move; changes nothing.
pub async fn relocate_preview(app: &App, cx: &Cx, node: NodeId, to: Place) -> Result<Preview, AppError> {
    todo!()
}

/// A place in terms of access.
pub(crate) fn parent_of(cx: &Cx, place: Place) -> Result<Parent, AppError> {
    todo!()
}
