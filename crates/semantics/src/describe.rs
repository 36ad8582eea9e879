//! What a topic offers to one reader, for field pickers.

use serde::{Deserialize, Serialize};
use vocab::{DataType, FieldPath, ModelName, TimeGrain};

use crate::column::ColumnRole;
use crate::compile_error::CompileError;
use crate::model::Model;
use crate::query::Filter;
use crate::readable::Readable;

/// A topic, or all views, as one reader sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicInfo {
    /// The topic; `None` for all views.
    pub name: Option<ModelName>,
    /// For people.
    pub label: String,
    /// For people.
    pub description: Option<String>,
    /// Its views that have a field for this reader, base view first.
    pub views: Vec<ViewInfo>,
    /// Filters that a new query starts with.
    pub default_filters: Vec<Filter>,
}

/// A view of a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ViewInfo {
    /// Its name in queries.
    pub name: ModelName,
    /// For people.
    pub label: String,
    /// Dimensions, then measures, as the model has them.
    pub fields: Vec<FieldInfo>,
}

/// A field of a view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldInfo {
    /// Its path.
    pub field: FieldPath,
    /// For people.
    pub label: String,
    /// For people.
    pub description: Option<String>,
    /// The heading it stands under.
    pub group: Option<String>,
    /// Dimension or measure.
    pub kind: ColumnRole,
    /// Its type.
    pub data_type: DataType,
    /// How to show its values.
    pub format: Option<String>,
    /// The time frames it offers.
    pub grains: Vec<TimeGrain>,
}

/// What a topic (or, for `None`, all views) offers to one reader. Hidden and guarded fields are left out.
///
/// # Errors
/// No such topic for this reader.
pub fn describe(_model: &Model, topic: Option<&ModelName>, _who: &Readable<'_>) -> Result<TopicInfo, CompileError> {
    Err(CompileError::TopicUnknown { name: topic.map(ToString::to_string).unwrap_or_default(), near: None })
}
