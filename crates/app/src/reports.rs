//! A report as its readers get it: no SQL and no query leaves here.

use document::{Chart, Layout};
use semantics::{ColumnInfo, FieldRef, FilterOp, FilterValue};
use vocab::{DataType, DocumentId, Identifier, ReportId, TabId, TileId};

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileKind {
    /// A semantic query.
    Query,
    /// SQL.
    Sql,
    /// Markdown.
    Text,
}

/// A tile without what is behind it.
#[derive(Debug, Clone)]
pub struct TileView {
    /// Which.
    pub id: TileId,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub layout: Layout,
    /// What it holds.
    pub kind: TileKind,
    /// The text of a text tile.
    pub markdown: Option<String>,
    /// How it is drawn.
    pub chart: Option<Chart>,
    /// The columns of a query tile that this reader may use; those of SQL come with the data.
    pub columns: Vec<ColumnInfo>,
}

/// A tab.
#[derive(Debug, Clone)]
pub struct TabView {
    /// Which.
    pub id: TabId,
    /// Its name.
    pub name: String,
    /// Its tiles.
    pub tiles: Vec<TileView>,
}

/// A filter that readers may set.
#[derive(Debug, Clone)]
pub struct FilterView {
    /// Which.
    pub id: String,
    /// The field, with its time frame.
    pub field: FieldRef,
    /// What it is called.
    pub label: String,
    /// The field's type.
    pub data_type: DataType,
    /// How it compares.
    pub op: FilterOp,
    /// What it starts with.
    pub values: Vec<FilterValue>,
    /// The tiles that it reaches.
    pub tiles: Vec<TileId>,
}

/// The document of a report.
#[derive(Debug, Clone)]
pub struct DocumentBrief {
    /// Which.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its readable identifier.
    pub identifier: Option<Identifier>,
    /// The version that is shown.
    pub version: u64,
}

/// A report as its readers get it.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// Which.
    pub id: ReportId,
    /// Its name.
    pub name: String,
    /// Its document; a link's visitor gets only the version of it and its id is absent.
    pub document: Option<DocumentBrief>,
    /// The document's version.
    pub version: u64,
    /// Its tabs.
    pub tabs: Vec<TabView>,
    /// Filters for readers.
    pub filters: Vec<FilterView>,
    /// `edit`, `download`, `share`, `explore`.
    pub can: Vec<&'static str>,
}

/// A report of a document.
pub async fn view(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId) -> Result<ReportView, AppError> {
    todo!()
}
