//! Values to choose from in a filter: computed under the reader's own rows (T32).

use std::cmp::Ordering;

use access::QueryTopics;
use document::Tile;
use semantics::{ColumnRole, FieldRef, Filter, FilterOp, FilterValue, SemanticQuery, Sort};
use serde_json::{Value as Json, json};
use store::ReadTx;
use store::audit::AuditResult;
use vocab::{ConnectionId, DataType, ModelName, ReportId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::entry::{self, Entry};
use crate::error::AppError;
use crate::fields::{FieldKind, Fields, Models};
use crate::narrowing::{self, query_of};
use crate::reading::{self, Prepared, Reader};
use crate::{own_models, tiles};

/// What is wanted.
#[derive(Debug, Clone)]
pub struct SuggestAsk {
    /// Values of this field.
    pub field: FieldRef,
    /// That contain this, whatever its case.
    pub search: Option<String>,
    /// Under the reader's filters, as in [`crate::tiles::DataAsk::filters`]; those on the field itself do not count.
    pub filters: Option<Vec<Filter>>,
    /// At most so many; 50 if none, 200 at most.
    pub limit: Option<u32>,
}

/// Values of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestions {
    /// In order; JSON scalars.
    pub values: Vec<Json>,
    /// Whether there are more.
    pub truncated: bool,
}

/// Values of a field that a report offers as a filter or shows in a tile.
///
/// # Errors
/// The report is not there for this actor; `filter_not_offered`.
pub async fn for_report(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId, ask: SuggestAsk) -> Result<Suggestions, AppError> {
    let work = async {
        let tx = app.read().await?;
        let document = crate::documents::resolve(&tx, cx, document).await?;
        for_entry(app, cx, tx, Entry::Document(document, report), ask).await
    };
    watched(app, cx, "suggest", report, work).await
}

/// The same for both ways to a report. Only values that some tile could show are suggested: each tile's own filters hold.
pub(crate) async fn for_entry(app: &App, cx: &Cx, tx: ReadTx, entry: Entry, ask: SuggestAsk) -> Result<Suggestions, AppError> {
    let open = entry::enter(app, cx, &tx, entry).await?;
    let report = open.report();
    let models = Models::of_report(app, &tx, open.project(), report).await?;
    let reader = Reader::on(cx, tx.facts(), &open, app.wall_clock());
    let fields = Fields::new(&models, reader);
    tiles::check_filters(report, ask.filters.as_deref(), &fields)?;
    let is_dimension = |tile: &Tile, field: &FieldRef| dimension(&fields, tile, field).is_some();
    if !narrowing::may_filter_by(report, &ask.field, is_dimension) {
        let detail = format!("this report does not offer to filter by `{}`", ask.field);
        return Err(AppError::invalid("/field", "filter_not_offered", detail));
    }
    let mut questions: Vec<(ConnectionId, SemanticQuery)> = Vec::new();
    for tile in report.tiles() {
        let (Some(kind), Some(connection), Some(query)) = (dimension(&fields, tile, &ask.field), tile.content.connection(), query_of(tile))
        else {
            continue;
        };
        let others = narrowing::conditions(report, tile, ask.filters.as_deref(), |field| fields.of_tile(tile, field).is_some());
        let filters = query.filters.iter().cloned().chain(others.into_iter().filter(|filter| filter.field.path != ask.field.path));
        let question = question(query.topic.clone(), &ask, kind.data_type, filters.collect());
        if !questions.iter().any(|known| *known == (connection, question.clone())) {
            questions.push((connection, question));
        }
    }
    let mut prepared = Vec::new();
    let mut refusal = None;
    for (connection, question) in questions.iter().take(MOST_QUESTIONS) {
        match models.get(*connection).and_then(|model| reader.semantic(*connection, model, question)) {
            Ok(ready) => prepared.push(ready),
            Err(error) => refusal = Some(error),
        }
    }
    let details = json!({"report": report.id, "field": ask.field});
    Act::on("suggest", open.document).with(details).noted(app, cx, tx.facts(), AuditResult::Done).await;
    drop(tx);
    if let (true, Some(error)) = (prepared.is_empty(), refusal) {
        return Err(open.disclosure.apply(error));
    }
    values(app, &ask, prepared).await.map_err(|error| open.disclosure.apply(error))
}

/// Tiles with different filters of their own each have values to suggest; beyond this many the first ones have to do.
const MOST_QUESTIONS: usize = 6;

fn dimension(fields: &Fields<'_>, tile: &Tile, field: &FieldRef) -> Option<FieldKind> {
    fields.of_tile(tile, &field.path).filter(|kind| kind.role == ColumnRole::Dimension)
}

/// Values of a field of a topic, for who may query it.
///
/// # Errors
/// The topic or field is not there for this actor.
pub async fn for_topic(
    app: &App,
    cx: &Cx,
    connection: ConnectionId,
    topic: ModelName,
    document: Option<&DocumentRef>,
    ask: SuggestAsk,
) -> Result<Suggestions, AppError> {
    let work = async {
        let tx = app.read().await?;
        let facts = tx.facts();
        cx.allow::<QueryTopics, _>(facts, connection)?;
        let model = own_models::of_workbook(app, cx, &tx, connection, document).await?;
        let reader = Reader::of(cx, facts, app.wall_clock());
        let filters: Vec<_> = ask.filters.iter().flatten().filter(|filter| filter.field.path != ask.field.path).cloned().collect();
        // Compiled once without the search text, to learn the field's type.
        let plain = SuggestAsk { search: None, ..ask.clone() };
        let first = reader.semantic(connection, &model, &question(Some(topic.clone()), &plain, DataType::Text, filters.clone()))?;
        let data_type = first.columns.as_ref().and_then(|columns| columns.first()).map_or(DataType::Other, |column| column.data_type);
        let prepared = reader.semantic(connection, &model, &question(Some(topic.clone()), &ask, data_type, filters))?;
        let act = Act::on("suggest", connection).with(json!({"topic": topic, "field": ask.field}));
        act.noted(app, cx, facts, AuditResult::Done).await;
        Ok(prepared)
    };
    let prepared = watched(app, cx, "suggest", connection, work).await?;
    values(app, &ask, vec![prepared]).await
}

fn limit(ask: &SuggestAsk) -> usize {
    usize::try_from(ask.limit.unwrap_or(50).clamp(1, 200)).unwrap_or(200)
}

/// So many values of a field that is no text are read to look for the search text in them.
const SEARCHED: u32 = 2_000;

fn question(topic: Option<ModelName>, ask: &SuggestAsk, data_type: DataType, mut filters: Vec<Filter>) -> SemanticQuery {
    let text = ask.search.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let in_query = data_type == DataType::Text && ask.field.grain.is_none();
    if let (Some(text), true) = (text, in_query) {
        filters.push(Filter { field: ask.field.clone(), op: FilterOp::Contains, values: vec![FilterValue::Text(text.to_owned())] });
    }
    let rows = if text.is_some() && !in_query { SEARCHED } else { u32::try_from(limit(ask)).unwrap_or(200) };
    SemanticQuery {
        topic,
        fields: vec![ask.field.clone()],
        filters,
        sorts: vec![Sort { field: ask.field.clone(), descending: false }],
        limit: Some(rows + 1),
    }
}

/// The first values of the answers together.
async fn values(app: &App, ask: &SuggestAsk, questions: Vec<Prepared>) -> Result<Suggestions, AppError> {
    let most = limit(ask);
    let text = ask.search.as_deref().map(|text| text.trim().to_lowercase()).unwrap_or_default();
    let mut found: Vec<Json> = Vec::new();
    let mut truncated = false;
    for prepared in questions {
        let (rows, cut) = reading::small_rows(app, prepared, u64::from(SEARCHED)).await?;
        truncated |= cut;
        for value in rows.into_iter().filter_map(|row| row.into_iter().next()) {
            if matches_text(&value, &text) && !found.contains(&value) {
                found.push(value);
            }
        }
    }
    found.sort_by(in_order);
    truncated |= found.len() > most;
    found.truncate(most);
    Ok(Suggestions { values: found, truncated })
}

fn matches_text(value: &Json, text: &str) -> bool {
    let shown = match value {
        Json::String(value) => value.to_lowercase(),
        other => other.to_string(),
    };
    text.is_empty() || shown.contains(text)
}

/// Numbers by size, text by letters, no value last.
fn in_order(a: &Json, b: &Json) -> Ordering {
    match (a, b) {
        (Json::Null, Json::Null) => Ordering::Equal,
        (Json::Null, _) => Ordering::Greater,
        (_, Json::Null) => Ordering::Less,
        (Json::Number(a), Json::Number(b)) => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal),
        (Json::String(a), Json::String(b)) => a.cmp(b),
        _ => a.to_string().cmp(&b.to_string()),
    }
}
