//! What somebody may query: only topics and fields whose grants they hold.

use semantics::{ColumnRole, Filter};
use vocab::{ConnectionId, DataType, FieldPath, ModelName, TimeGrain};

use crate::cx::{App, Cx};
use crate::error::AppError;

/// A topic in a list.
#[derive(Debug, Clone)]
pub struct TopicBrief {
    /// Its name.
    pub name: ModelName,
    /// What people call it.
    pub label: String,
    /// What it is about.
    pub description: Option<String>,
}

/// A field that may be used.
#[derive(Debug, Clone)]
pub struct FieldView {
    /// Its path.
    pub field: FieldPath,
    /// What people call it.
    pub label: String,
    /// What it is.
    pub description: Option<String>,
    /// Where it stands in the list.
    pub group: Option<String>,
    /// Dimension or measure.
    pub kind: ColumnRole,
    /// Its type.
    pub data_type: DataType,
    /// How it is shown.
    pub format: Option<String>,
    /// The time frames it has.
    pub grains: Vec<TimeGrain>,
}

/// A view of a topic.
#[derive(Debug, Clone)]
pub struct TopicPart {
    /// The view.
    pub name: ModelName,
    /// What people call it.
    pub label: String,
    /// The fields.
    pub fields: Vec<FieldView>,
}

/// A topic with its fields.
#[derive(Debug, Clone)]
pub struct TopicDetail {
    /// What lists show too.
    pub brief: TopicBrief,
    /// The base view first, then those joined.
    pub views: Vec<TopicPart>,
    /// Filters to start with.
    pub default_filters: Vec<Filter>,
}

/// The topics that this actor may query.
pub async fn list(app: &App, cx: &Cx, connection: ConnectionId) -> Result<Vec<TopicBrief>, AppError> {
    todo!()
}

/// One topic.
pub async fn get(app: &App, cx: &Cx, connection: ConnectionId, topic: ModelName) -> Result<TopicDetail, AppError> {
    todo!()
}
