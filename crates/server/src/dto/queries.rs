//! Queries on a connection, their fields and answers.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::{DataType, Scalar};

/// How a field is compared.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FilterOp {
    #[default]
    In,
    Not,
    Lt,
    Le,
    Gt,
    Ge,
    Between,
    Contains,
    Starts,
    Ends,
    Blank,
    Notblank,
    /// One value such as `30d`, `6m`.
    Last,
    Like,
}

/// One condition; several are joined by AND.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filter {
    /// `view.field`, with a time frame in brackets where it has one.
    #[schema(example = "flights.time_hour[month]")]
    pub field: String,
    /// `in` when absent.
    #[serde(default)]
    pub op: FilterOp,
    #[serde(default)]
    pub values: Vec<Scalar>,
}

/// One sort key.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sort {
    pub field: String,
    #[serde(default)]
    pub descending: bool,
}

/// A query in words of the model.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SemanticQuery {
    /// All views when absent.
    #[schema(example = "flights")]
    pub topic: Option<String>,
    #[schema(example = json!(["flights.carrier", "flights.count"]))]
    pub fields: Vec<String>,
    #[serde(default)]
    pub filters: Vec<Filter>,
    #[serde(default)]
    pub sorts: Vec<Sort>,
    pub limit: Option<u32>,
}

/// A query in SQL.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SqlQuery {
    #[schema(example = "select carrier, count(*) from flights group by carrier")]
    pub sql: String,
}

/// In words of the model, or in SQL.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum QueryText {
    Sql(SqlQuery),
    Semantic(SemanticQuery),
}

/// What to run, where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueryRequest {
    #[schema(example = "con_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub connection: String,
    /// The document whose workbook asks, if any.
    pub document: Option<String>,
    #[schema(value_type = QueryText)]
    pub query: serde_json::Value,
    /// At most this many rows.
    pub limit: Option<u32>,
}

/// Dimensions group, measures are counted and summed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FieldKind {
    Dimension,
    Measure,
}

/// A column of a result.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Column {
    /// As asked for; the key in charts.
    pub name: String,
    pub label: String,
    pub data_type: DataType,
    pub role: FieldKind,
    /// How numbers and times of it are written, in the model's words.
    pub format: Option<String>,
    /// The time frame, for times.
    pub grain: Option<String>,
}

impl From<semantics::ColumnRole> for FieldKind {
    fn from(role: semantics::ColumnRole) -> Self {
        match role {
            semantics::ColumnRole::Dimension => Self::Dimension,
            semantics::ColumnRole::Measure => Self::Measure,
        }
    }
}

impl Column {
    pub(crate) fn new(column: &semantics::ColumnInfo) -> Self {
        Self {
            name: column.name.clone(),
            label: column.label.clone(),
            data_type: column.data_type.into(),
            role: column.role.into(),
            format: column.format.clone(),
            grain: column.grain.map(|grain| grain.as_str().to_owned()),
        }
    }
}

/// A result as JSON.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueryAnswer {
    pub columns: Vec<Column>,
    /// One array per row, in the order of the columns. Whole numbers beyond 2^53 are strings.
    #[schema(value_type = Vec<Vec<Option<Scalar>>>)]
    pub rows: Vec<Vec<serde_json::Value>>,
    /// There were more rows than asked for or allowed.
    pub truncated: bool,
}

/// Values of a field, for a picker.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SuggestRequest {
    #[schema(example = "flights.carrier")]
    pub field: String,
    /// Part of a value.
    pub search: Option<String>,
    /// The other filters in force.
    #[schema(value_type = Option<Vec<Filter>>)]
    pub filters: Option<Vec<semantics::Filter>>,
    /// 1 to 200; 50 when absent.
    #[schema(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
}

/// The values, among the rows that the caller may read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Suggestions {
    #[schema(value_type = Vec<Option<Scalar>>)]
    pub values: Vec<serde_json::Value>,
    pub truncated: bool,
}

/// Whose workbook asks.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WorkbookQuery {
    /// The document whose workbook's own model goes on top of the shared one; the shared one alone when absent.
    pub document: Option<String>,
}

/// A topic that the caller may query.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TopicItem {
    pub name: String,
    pub label: String,
    pub description: Option<String>,
}

/// A topic with the fields that the caller may use.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Topic {
    pub name: String,
    pub label: String,
    pub description: Option<String>,
    pub views: Vec<TopicView>,
    #[schema(value_type = Vec<Filter>)]
    pub default_filters: Vec<semantics::Filter>,
}

/// A view of a topic.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TopicView {
    pub name: String,
    pub label: String,
    pub fields: Vec<TopicField>,
}

/// A field of a view.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TopicField {
    /// `view.field`, as queries write it.
    pub field: String,
    pub label: String,
    pub description: Option<String>,
    pub group: Option<String>,
    pub kind: FieldKind,
    pub data_type: DataType,
    pub format: Option<String>,
    /// The time frames it can be asked in.
    pub grains: Vec<String>,
    /// What the asker gets in the place of values, or of the values that it is computed from; null when nothing is masked.
    pub mask: Option<MaskKind>,
    /// Of the workbook's own model, and not of the shared one.
    pub own: bool,
}

/// What stands in a masked column: nothing, one text, a text that is equal where values are, or what an expression gives.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MaskKind {
    Null,
    Text,
    Hash,
    Sql,
}

impl From<semantics::MaskWord> for MaskKind {
    fn from(mask: semantics::MaskWord) -> Self {
        match mask {
            semantics::MaskWord::Null => Self::Null,
            semantics::MaskWord::Text => Self::Text,
            semantics::MaskWord::Hash => Self::Hash,
            semantics::MaskWord::Sql => Self::Sql,
        }
    }
}

impl TopicItem {
    pub(crate) fn new(topic: &app::topics::TopicBrief) -> Self {
        Self { name: topic.name.to_string(), label: topic.label.clone(), description: topic.description.clone() }
    }
}

impl Topic {
    pub(crate) fn new(topic: app::topics::TopicDetail) -> Self {
        let TopicItem { name, label, description } = TopicItem::new(&topic.brief);
        Self { name, label, description, views: topic.views.iter().map(TopicView::new).collect(), default_filters: topic.default_filters }
    }
}

impl TopicView {
    fn new(view: &app::topics::TopicPart) -> Self {
        Self { name: view.name.to_string(), label: view.label.clone(), fields: view.fields.iter().map(TopicField::new).collect() }
    }
}

impl TopicField {
    fn new(field: &app::topics::FieldView) -> Self {
        Self {
            field: field.field.to_string(),
            label: field.label.clone(),
            description: field.description.clone(),
            group: field.group.clone(),
            kind: field.kind.into(),
            data_type: field.data_type.into(),
            format: field.format.clone(),
            grains: field.grains.iter().map(|grain| grain.as_str().to_owned()).collect(),
            mask: field.mask.map(MaskKind::from),
            own: field.own,
        }
    }
}

impl Suggestions {
    pub(crate) fn new(found: app::suggestions::Suggestions) -> Self {
        Self { values: found.values, truncated: found.truncated }
    }
}
