//! What somebody may query: only topics and fields whose grants they hold.

use access::{Door, QueryKind, QueryTopics};
pub use semantics::ColumnRole as FieldKind;
use semantics::{CompileError, FieldInfo, Filter, MaskWord, Readable, Topic, ViewInfo};
use vocab::{ConnectionId, DataType, FieldPath, ModelName, TimeGrain};

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;
use crate::own_models;

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
    /// Of the workbook's own model.
    pub own: bool,
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
pub async fn list(app: &App, cx: &Cx, connection: ConnectionId, document: Option<&DocumentRef>) -> Result<Vec<TopicBrief>, AppError> {
    let tx = app.read().await?;
    cx.allow::<QueryTopics, _>(tx.facts(), connection)?;
    let model = match own_models::of_workbook(app, cx, &tx, connection, document).await {
        Ok(model) => model,
        // A connection without tables yet has no model and so no topics.
        Err(AppError::NoModel) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let listed = |topic: &&Topic| {
        if !own_models::may_ask(tx.facts(), cx, connection, &model, topic.kind([])) {
            return false;
        }
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
pub async fn get(
    app: &App,
    cx: &Cx,
    connection: ConnectionId,
    topic: ModelName,
    document: Option<&DocumentRef>,
) -> Result<TopicDetail, AppError> {
    let tx = app.read().await?;
    cx.allow::<QueryTopics, _>(tx.facts(), connection)?;
    let model = own_models::of_workbook(app, cx, &tx, connection, document).await?;
    let info = match semantics::describe(&model, Some(&topic), &Readable::of(tx.facts(), &cx.actor)) {
        Ok(info) => info,
        Err(CompileError::TopicUnknown { .. }) => return Err(AppError::NotFound),
        Err(CompileError::TopicDenied { denied, .. }) => return Err((*denied).into()),
        Err(error) => return Err(error.into()),
    };
    // A field that makes more of the query than this actor may ask is not offered.
    let asks = |field: &FieldPath| {
        let kind = model.topic(&topic).map_or(QueryKind::Topic, |topic| topic.kind([field]));
        own_models::may_ask(tx.facts(), cx, connection, &model, kind)
    };
    Ok(TopicDetail {
        brief: TopicBrief { name: topic.clone(), label: info.label, description: info.description },
        views: info.views.into_iter().map(|view| part(view, &asks)).collect(),
        default_filters: info.default_filters,
    })
}

fn part(view: ViewInfo, asks: &dyn Fn(&FieldPath) -> bool) -> TopicPart {
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
        own: field.own,
    };
    TopicPart { name: view.name, label: view.label, fields: view.fields.into_iter().filter(|info| asks(&info.field)).map(field).collect() }
}
