//! The parts of a document's project.

use std::collections::BTreeMap;

use semantics::{FieldRef, Filter, FilterOp, FilterValue, ModelFiles, SemanticQuery};
use serde::{Deserialize, Serialize};
use vocab::{ConnectionId, ReportId, TabId, TileId, Title};

use crate::Chart;

/// Everything that a document says, without data, secrets or permissions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// The version of this form; 1.
    pub format: u32,
    /// The reports, in the order in which they are listed.
    pub reports: Vec<Report>,
    /// The workbook's own model: by connection, model files that go on top of the shared model, byte for byte as they were written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub models: BTreeMap<ConnectionId, BTreeMap<String, String>>,
}

/// One report: tabs of tiles, and the filters that readers are offered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Stable through renames.
    pub id: ReportId,
    /// What people call it.
    pub name: Title,
    /// The tabs, in order.
    pub tabs: Vec<Tab>,
    /// The filters above the tiles.
    #[serde(default)]
    pub filters: Vec<ReportFilter>,
}

/// One page of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tab {
    /// Stable through renames.
    pub id: TabId,
    /// What people call it.
    pub name: Title,
    /// The tiles, in reading order.
    pub tiles: Vec<Tile>,
}

/// One tile on the grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// Stable through moves and renames.
    pub id: TileId,
    /// The heading; empty for none.
    #[serde(default)]
    pub title: String,
    /// Where it stands.
    pub layout: Layout,
    /// What it shows.
    pub content: TileContent,
}

/// A place on a grid of 12 columns and rows of 40 pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// First column, from 0.
    pub x: u16,
    /// First row, from 0.
    pub y: u16,
    /// Width in columns.
    pub w: u16,
    /// Height in rows.
    pub h: u16,
}

/// What a tile shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum TileContent {
    /// A query of the model.
    Query {
        /// Where it runs.
        connection: ConnectionId,
        /// What it asks.
        query: SemanticQuery,
        /// How the answer is shown.
        chart: Chart,
    },
    /// SQL of an author.
    Sql {
        /// Where it runs.
        connection: ConnectionId,
        /// One query.
        sql: String,
        /// How the answer is shown.
        chart: Chart,
    },
    /// Text in Markdown.
    Text {
        /// The text; shown as text, never as HTML.
        markdown: String,
    },
}

impl TileContent {
    /// Where the tile's data comes from.
    #[must_use]
    pub const fn connection(&self) -> Option<ConnectionId> {
        match self {
            Self::Query { connection, .. } | Self::Sql { connection, .. } => Some(*connection),
            Self::Text { .. } => None,
        }
    }

    /// How the tile is drawn.
    #[must_use]
    pub const fn chart(&self) -> Option<&Chart> {
        match self {
            Self::Query { chart, .. } | Self::Sql { chart, .. } => Some(chart),
            Self::Text { .. } => None,
        }
    }
}

/// A filter that a report offers to its readers, with the setting that it opens with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportFilter {
    /// Unique in the report: lower-case letters, digits and `_`.
    pub id: String,
    /// The field that it narrows.
    pub field: FieldRef,
    /// What readers call it.
    pub label: String,
    /// How values are compared.
    pub op: FilterOp,
    /// The values to begin with; none means that it does not narrow yet.
    #[serde(default)]
    pub values: Vec<FilterValue>,
    /// Applied, but not shown to readers.
    #[serde(default)]
    pub hidden: bool,
    /// The tiles that it narrows; all whose topic has the field when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiles: Option<Vec<TileId>>,
}

impl ReportFilter {
    /// The filter that a query gets from the opening setting, if it narrows anything.
    #[must_use]
    pub fn opening(&self) -> Option<Filter> {
        let narrows = !self.values.is_empty() || matches!(self.op, FilterOp::Blank | FilterOp::Notblank);
        narrows.then(|| Filter { field: self.field.clone(), op: self.op, values: self.values.clone() })
    }

    /// Whether it is meant for a tile.
    #[must_use]
    pub fn reaches(&self, tile: TileId) -> bool {
        self.tiles.as_ref().is_none_or(|tiles| tiles.contains(&tile))
    }
}

impl Project {
    /// The form that this program writes.
    pub const FORMAT: u32 = 1;

    /// A project with one report that has one empty tab.
    #[must_use]
    pub fn with_report(report: ReportId, name: Title, tab: TabId, tab_name: Title) -> Self {
        let tab = Tab { id: tab, name: tab_name, tiles: Vec::new() };
        Self {
            format: Self::FORMAT,
            reports: vec![Report { id: report, name, tabs: vec![tab], filters: Vec::new() }],
            models: BTreeMap::new(),
        }
    }

    /// The report of an id.
    #[must_use]
    pub fn report(&self, id: ReportId) -> Option<&Report> {
        self.reports.iter().find(|report| report.id == id)
    }

    /// The workbook's own model of a connection; no files where there is none.
    #[must_use]
    pub fn own_model(&self, connection: ConnectionId) -> ModelFiles {
        ModelFiles(self.models.get(&connection).cloned().unwrap_or_default())
    }

    /// The connections that its tiles read or its own models are about, each once.
    #[must_use]
    pub fn connections(&self) -> Vec<ConnectionId> {
        let mut connections: Vec<_> = self
            .reports
            .iter()
            .flat_map(Report::tiles)
            .filter_map(|tile| tile.content.connection())
            .chain(self.models.keys().copied())
            .collect();
        connections.sort_unstable();
        connections.dedup();
        connections
    }
}

impl Report {
    /// The tab of an id.
    #[must_use]
    pub fn tab(&self, id: TabId) -> Option<&Tab> {
        self.tabs.iter().find(|tab| tab.id == id)
    }

    /// The tiles of every tab.
    pub fn tiles(&self) -> impl Iterator<Item = &Tile> {
        self.tabs.iter().flat_map(|tab| &tab.tiles)
    }

    /// The tile of an id.
    #[must_use]
    pub fn tile(&self, id: TileId) -> Option<&Tile> {
        self.tiles().find(|tile| tile.id == id)
    }
}
