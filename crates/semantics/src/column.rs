//! What a compiled query gives: its syntax tree, what it touches, and the columns of its result.

use std::collections::BTreeSet;

use access::{QueryKind, TableName};
use serde::{Deserialize, Serialize};
use sqlparser::ast::Statement;
use vocab::{DataType, FieldPath, ModelName, TimeGrain};

/// A query ready for the engine.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The syntax tree; every value of the query is a literal in it.
    pub statement: Statement,
    /// What kind of query it is for the connection roles.
    pub kind: QueryKind,
    /// What it reads.
    pub touches: Touches,
    /// The result's columns, in order.
    pub columns: Vec<ColumnInfo>,
}

/// What a query reads, for audit rows and for finding content that a model change breaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touches {
    /// The topic, unless all views were asked.
    pub topic: Option<ModelName>,
    /// Every table that is scanned.
    pub tables: BTreeSet<TableName>,
    /// Every field that is selected, filtered or sorted by, and those their SQL refers to.
    pub fields: BTreeSet<FieldPath>,
}

/// A column of a result, for charts and tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// The column's name in the result: the field as the query names it.
    pub name: String,
    /// For people.
    pub label: String,
    /// Its type.
    pub data_type: DataType,
    /// Dimension or measure.
    pub role: ColumnRole,
    /// How to show its values, such as `percent_1`; see the model's documentation.
    pub format: Option<String>,
    /// The time frame it was cut to.
    pub grain: Option<TimeGrain>,
}

/// Whether a field groups rows or is computed over a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// Groups rows.
    Dimension,
    /// Computed over the rows of a group.
    Measure,
}
