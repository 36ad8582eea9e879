//! Documents: make, rename, identifier, and the project inside with its versions.

use std::str::FromStr;

use document::Project;
use vocab::{ConnectionId, DocumentId, FolderId, Identifier, NameError, Title};

use crate::content::{Node, Place};
use crate::cx::{App, Cx, Named};
use crate::error::AppError;

/// A document by its id or its readable identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentRef {
    /// By id.
    Id(DocumentId),
    /// By present or former identifier.
    Identifier(Identifier),
}

impl FromStr for DocumentRef {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        match text.parse() {
            Ok(id) => Ok(Self::Id(id)),
            Err(_) => text.parse().map(Self::Identifier),
        }
    }
}

impl From<DocumentId> for DocumentRef {
    fn from(id: DocumentId) -> Self {
        Self::Id(id)
    }
}

/// A document with where it stands.
#[derive(Debug, Clone)]
pub struct Document {
    /// What lists show of it too.
    pub node: Node,
    /// The version of its project.
    pub version: u64,
    /// From the hub's child down, as far as the actor may see names.
    pub path: Vec<Named<FolderId>>,
    /// The connections that its tiles use; for editors.
    pub connections: Vec<Named<ConnectionId>>,
}

/// What can be changed besides the project.
#[derive(Debug, Clone, Default)]
pub struct DocumentChange {
    /// A new name.
    pub name: Option<Title>,
    /// A new identifier; the former one keeps leading here.
    pub identifier: Option<Identifier>,
    /// Refused when the document has another version.
    pub version: Option<u64>,
}

/// A project and the version it has.
#[derive(Debug, Clone)]
pub struct Versioned<T> {
    /// What.
    pub value: T,
    /// Its version.
    pub version: u64,
}

/// Makes a document.
pub async fn create(app: &App, cx: &Cx, name: Title, parent: Place, project: Option<Project>) -> Result<Document, AppError> {
    todo!()
}

/// A document.
pub async fn get(app: &App, cx: &Cx, document: &DocumentRef) -> Result<Document, AppError> {
    todo!()
}

/// Changes name or identifier.
pub async fn change(app: &App, cx: &Cx, document: &DocumentRef, change: DocumentChange) -> Result<Document, AppError> {
    todo!()
}

/// The project, for those who may edit it or see the workbook.
pub async fn project(app: &App, cx: &Cx, document: &DocumentRef) -> Result<Versioned<Project>, AppError> {
    todo!()
}

/// Saves the project over the version it started from; a clash changes nothing and says what is there.
pub async fn save_project(app: &App, cx: &Cx, document: &DocumentRef, from_version: u64, project: Project) -> Result<u64, AppError> {
    todo!()
}
