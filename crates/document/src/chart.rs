//! How a tile shows its result.

use serde::{Deserialize, Serialize};

/// The kinds of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// One number.
    Kpi,
    /// Rows and columns.
    Table,
    /// Bars, upright or lying, grouped or stacked.
    Bar,
    /// Lines over an ordered axis.
    Line,
    /// Filled lines.
    Area,
    /// Points of two measures.
    Scatter,
    /// A grid of two dimensions, coloured by a measure.
    Heatmap,
    /// Shares of a whole.
    Pie,
}

/// A chart and which result columns it uses; a column is named by its field reference, as `flights.time_hour[month]`.
///
/// Only these properties exist: a drawing library's own options are never taken from an author.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// The kind.
    pub kind: ChartKind,
    /// The column along the axis, or the slices of a pie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<String>,
    /// The measured columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub y: Vec<String>,
    /// The column that splits marks into series, or the second axis of a heat map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Series stand on each other.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stacked: bool,
    /// Bars lie.
    #[serde(default, skip_serializing_if = "is_false")]
    pub horizontal: bool,
    /// The column that a single number is compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<String>,
    /// Title of the axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x_title: Option<String>,
    /// Title of the measured axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y_title: Option<String>,
}

impl Chart {
    /// A chart of a kind that uses no column yet.
    #[must_use]
    pub const fn new(kind: ChartKind) -> Self {
        Self { kind, x: None, y: Vec::new(), series: None, stacked: false, horizontal: false, compare: None, x_title: None, y_title: None }
    }

    /// The columns that it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let single = [&self.x, &self.series, &self.compare];
        single.into_iter().flatten().chain(&self.y).map(String::as_str)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}
