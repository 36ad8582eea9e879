//! The project of a document as JSON. These types describe it in the OpenAPI document; the `document` crate reads and checks it.
//! A test holds the two together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::Scalar;
use super::queries::{FilterOp, SemanticQuery};

/// What a document is made of.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Project {
    /// Always 1 for now.
    pub format: u32,
    pub reports: Vec<Report>,
    /// The workbook's own model: by connection, model files by name that go on top of the shared model.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(example = json!({"con_0192f0c1a2b37c4d8e5f60718293a4b5": {"flights.view.yaml": "measures:\n  late: { aggregate_type: count, filters: { delayed: { is: true } } }\n"}}))]
    pub models: BTreeMap<String, BTreeMap<String, String>>,
}

/// Tabs of tiles with filters over them.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    #[schema(example = "rep_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub id: String,
    pub name: String,
    pub tabs: Vec<Tab>,
    #[serde(default)]
    pub filters: Vec<ReportFilter>,
}

/// One page of a report.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tab {
    #[schema(example = "tab_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub id: String,
    pub name: String,
    pub tiles: Vec<Tile>,
}

/// A rectangle of a tab.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tile {
    #[schema(example = "tile_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub id: String,
    #[serde(default)]
    pub title: String,
    pub layout: Layout,
    pub content: TileContent,
}

/// Where a tile stands on the grid: 12 columns, rows of 40 pixels.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layout {
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
}

/// What a tile shows.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum TileContent {
    /// A query on the model.
    Query { connection: String, query: SemanticQuery, chart: Chart },
    /// A query written as SQL.
    Sql { connection: String, sql: String, chart: Chart },
    /// Markdown.
    Text { markdown: String },
}

/// The form of a chart.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChartKind {
    Kpi,
    Table,
    Bar,
    Line,
    Area,
    Scatter,
    Heatmap,
    Pie,
}

/// How the columns of a result are drawn.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chart {
    pub kind: ChartKind,
    /// A column's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<String>,
    /// Columns' names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub y: Vec<String>,
    /// The column that splits the marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    #[serde(default)]
    pub stacked: bool,
    #[serde(default)]
    pub horizontal: bool,
    /// The column that a KPI is compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x_title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y_title: Option<String>,
}

/// A filter that readers can set; it narrows every tile that has the field.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportFilter {
    pub id: String,
    /// `view.field`, with a time frame in brackets where it has one.
    #[schema(example = "flights.carrier")]
    pub field: String,
    pub label: String,
    #[serde(default)]
    pub op: FilterOp,
    #[serde(default)]
    pub values: Vec<Scalar>,
    /// Applied, but not shown to readers.
    #[serde(default)]
    pub hidden: bool,
    /// The tiles it reaches; every tile whose topic has the field when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiles: Option<Vec<String>>,
}
