//! What somebody may query: only topics and fields whose grants they hold.

use access::{Door, QueryTopics};
pub use semantics::ColumnRole as FieldKind;
use semantics::{CompileError, FieldInfo, Filter, MaskWord, Readable, Topic, ViewInfo};
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
    pub kind: FieldKind,
    /// Its type.
    pub data_type: DataType,
    /// How it is shown.
    pub format: Option<String>,
    /// The time frames it has.
    pub grains: Vec<TimeGrain>,
    /// What the reader gets in the place of values.
    pub mask: Option<MaskWord>,
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
///
/// # Errors
/// The connection is not theirs to query.
pub async fn list(app: &App, cx: &Cx, connection: ConnectionId) -> Result<Vec<TopicBrief>, AppError> {
    let tx = app.read().await?;
    cx.allow::<QueryTopics, _>(tx.facts(), connection)?;
    let model = match crate::models::in_force(app, &tx, connection).await {
        Ok(model) => model,
        // A connection without tables yet has no model and so no topics.
        Err(AppError::NoModel) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let listed = |topic: &&Topic| {
        let entered = access::topic_access(tx.facts(), &cx.actor, topic.rules(), model.rules(), Door::Workbook);
        // One that only lacks an attribute is listed: the query then says what is missing.
        !topic.hidden && entered.map_or_else(|denied| !denied.hidden, |_| true)
    };
    let brief = |topic: &Topic| TopicBrief { name: topic.name.clone(), label: topic.label.clone(), description: topic.description.clone() };
    Ok(model.topics().filter(listed).map(brief).collect())
}

/// One topic.
///
/// # Errors
/// There is no such topic for this actor.
pub async fn get(app: &App, cx: &Cx, connection: ConnectionId, topic: ModelName) -> Result<TopicDetail, AppError> {
    let tx = app.read().await?;
    cx.allow::<QueryTopics, _>(tx.facts(), connection)?;
    let model = crate::models::in_force(app, &tx, connection).await?;
    let info = match semantics::describe(&model, Some(&topic), &Readable::of(tx.facts(), &cx.actor)) {
        Ok(info) => info,
        Err(CompileError::TopicUnknown { .. }) => return Err(AppError::NotFound),
        Err(CompileError::TopicDenied { denied, .. }) => return Err((*denied).into()),
        Err(error) => return Err(error.into()),
    };
    Ok(TopicDetail {
        brief: TopicBrief { name: topic, label: info.label, description: info.description },
        views: info.views.into_iter().map(part).collect(),
        default_filters: info.default_filters,
    })
}

fn part(view: ViewInfo) -> TopicPart {
    let field = |field: FieldInfo| FieldView {
        field: field.field,
        label: field.label,
        description: field.description,
        group: field.group,
        kind: field.kind,
        data_type: field.data_type,
        format: field.format,
        grains: field.grains,
        mask: field.mask,
    };
    TopicPart { name: view.name, label: view.label, fields: view.fields.into_iter().map(field).collect() }
}
