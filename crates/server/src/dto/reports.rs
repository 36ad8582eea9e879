//! Reports as readers get them: no SQL and no queries.

use app::reports;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{DataType, Scalar, words};
use super::project::{Chart, Layout};
use super::queries::{Column, Filter, FilterOp};

/// A report as readers get it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportView {
    pub id: String,
    pub name: String,
    /// `null` for visitors of a link.
    pub document: Option<DocumentRef>,
    /// The version of the document that is shown.
    pub version: u64,
    pub tabs: Vec<TabView>,
    pub filters: Vec<FilterView>,
    /// `edit`, `download`, `share`, `explore`.
    pub can: Vec<String>,
}

/// The document of a report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentRef {
    pub id: String,
    pub name: String,
    pub identifier: Option<String>,
    pub version: u64,
}

/// A tab as readers get it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TabView {
    pub id: String,
    pub name: String,
    pub tiles: Vec<TileView>,
}

/// What a tile is for its reader.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TileKind {
    Query,
    Sql,
    Text,
}

/// A tile as readers get it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TileView {
    pub id: String,
    pub title: String,
    #[schema(value_type = Layout)]
    pub layout: document::Layout,
    pub kind: TileKind,
    /// Of a text tile.
    pub markdown: Option<String>,
    /// Of the others.
    #[schema(value_type = Option<Chart>)]
    pub chart: Option<document::Chart>,
    pub columns: Vec<Column>,
}

/// A filter as readers get it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FilterView {
    pub id: String,
    pub field: String,
    pub label: String,
    pub data_type: DataType,
    pub grain: Option<String>,
    #[schema(value_type = FilterOp)]
    pub op: semantics::FilterOp,
    #[schema(value_type = Vec<Scalar>)]
    pub values: Vec<semantics::FilterValue>,
    /// The tiles it reaches.
    pub tiles: Vec<String>,
}

impl ReportView {
    pub(crate) fn new(report: &reports::ReportView) -> Self {
        Self {
            id: report.id.to_string(),
            name: report.name.clone(),
            document: report.document.as_ref().map(DocumentRef::new),
            version: report.version,
            tabs: report.tabs.iter().map(TabView::new).collect(),
            filters: report.filters.iter().map(FilterView::new).collect(),
            can: words(&report.can),
        }
    }
}

impl DocumentRef {
    fn new(document: &reports::DocumentBrief) -> Self {
        Self {
            id: document.id.to_string(),
            name: document.name.clone(),
            identifier: document.identifier.as_ref().map(ToString::to_string),
            version: document.version,
        }
    }
}

impl TabView {
    fn new(tab: &reports::TabView) -> Self {
        Self { id: tab.id.to_string(), name: tab.name.clone(), tiles: tab.tiles.iter().map(TileView::new).collect() }
    }
}

impl TileView {
    fn new(tile: &reports::TileView) -> Self {
        let kind = match tile.kind {
            reports::TileKind::Query => TileKind::Query,
            reports::TileKind::Sql => TileKind::Sql,
            reports::TileKind::Text => TileKind::Text,
        };
        Self {
            id: tile.id.to_string(),
            title: tile.title.clone(),
            layout: tile.layout,
            kind,
            markdown: tile.markdown.clone(),
            chart: tile.chart.clone(),
            columns: tile.columns.iter().map(Column::new).collect(),
        }
    }
}

impl FilterView {
    fn new(filter: &reports::FilterView) -> Self {
        Self {
            id: filter.id.clone(),
            field: filter.field.to_string(),
            label: filter.label.clone(),
            data_type: filter.data_type.into(),
            grain: filter.field.grain.map(|grain| grain.as_str().to_owned()),
            op: filter.op,
            values: filter.values.clone(),
            tiles: filter.tiles.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Which tiles' data, under which filters.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataRequest {
    /// The first tab when absent.
    pub tab: Option<String>,
    /// All tiles of the tab when absent.
    pub tiles: Option<Vec<String>>,
    /// All filters that the reader has set, in place of the opening values of the filters that the report offers; absent: the opening values.
    #[schema(value_type = Option<Vec<Filter>>)]
    pub filters: Option<Vec<semantics::Filter>>,
    /// Ask the data again in place of taking a kept answer.
    #[serde(default)]
    pub fresh: bool,
}

/// The format of a download.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DownloadFormat {
    Csv,
}

/// What to download of a tile.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DownloadRequest {
    pub format: DownloadFormat,
    /// As for the data of the tiles.
    #[schema(value_type = Option<Vec<Filter>>)]
    pub filters: Option<Vec<semantics::Filter>>,
}

/// Payload of a frame of kind 1: what a tile's data will be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FrameHeader {
    pub tile: String,
    pub columns: Vec<Column>,
    /// When the answer was computed, if it was kept.
    pub cached_at: Option<String>,
}

/// Payload of a frame of kind 3: a tile's data is complete.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FrameEnd {
    pub rows: u64,
    pub truncated: bool,
    pub elapsed_ms: u64,
}
