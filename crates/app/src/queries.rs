//! Queries that a person puts together: of a topic, of all views, or in SQL.

use std::sync::Arc;
use std::time::SystemTime;

use access::{Download, Edit, QuerySql, QueryTopics, ViewWorkbook};
use futures::FutureExt;
use futures::stream::BoxStream;
use semantics::{Chunk, ColumnInfo, Format, SemanticQuery};
use serde_json::json;
use store::ReadTx;
use store::audit::AuditResult;
use vocab::ConnectionId;

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;
use crate::reading::{self, Prepared, Reader};

/// What is asked.
#[derive(Debug, Clone)]
pub enum Question {
    /// By fields of the model.
    Semantic(SemanticQuery),
    /// By SQL.
    Sql(String),
}

/// A query with where it runs.
#[derive(Debug, Clone)]
pub struct QueryAsk {
    /// On this connection.
    pub connection: ConnectionId,
    /// For this document, which the asker must be able to edit.
    pub document: Option<DocumentRef>,
    /// What.
    pub question: Question,
    /// At most so many rows.
    pub limit: Option<u64>,
    /// How the answer is encoded.
    pub format: Format,
}

/// Rows that are on their way.
pub struct Rows {
    /// The columns.
    pub columns: Vec<ColumnInfo>,
    /// When they were computed, if before this request.
    pub cached_at: Option<SystemTime>,
    /// Encoded rows; dropping it cancels the query.
    pub body: BoxStream<'static, Result<Chunk, AppError>>,
}

/// Runs a query.
///
/// # Errors
/// The connection is not the asker's to query in this way, the query is wrong, or the engine fails.
pub async fn run(app: &Arc<App>, cx: &Cx, ask: QueryAsk) -> Result<Rows, AppError> {
    let connection = ask.connection;
    let work = async {
        let tx = app.read().await?;
        let prepared = decide(app, cx, &tx, &ask).await?;
        let details = json!({"kind": prepared.kind, "query": question_text(&ask.question)});
        let act = Act::on("query", connection).called(tx.facts().connection(connection).map_or("", |(name, _)| name)).with(details);
        act.noted(app, cx, tx.facts(), AuditResult::Done).await;
        Ok((prepared, tx.revision()))
    };
    let (prepared, revision) = watched(app, cx, "query", connection, work).await?;
    let most = if ask.format == Format::Csv { app.config.download_rows } else { app.config.page_rows };
    let limit = ask.limit.map_or(most, |limit| limit.min(most));
    let mut rows = reading::run(app, prepared.clone(), ask.format, limit, false).await?;
    let (own, cx) = (Arc::clone(app), cx.clone());
    let ask = Arc::new(ask);
    let again = move || {
        let (app, cx, ask) = (Arc::clone(&own), cx.clone(), Arc::clone(&ask));
        async move { decide(&app, &cx, &app.read().await?, &ask).await }.boxed()
    };
    rows.body = reading::while_allowed(Arc::clone(app), revision, &prepared, rows.body, again);
    Ok(rows)
}

/// Whether it may be asked, and what is read for it.
async fn decide(app: &App, cx: &Cx, tx: &ReadTx, ask: &QueryAsk) -> Result<Prepared, AppError> {
    let connection = ask.connection;
    let facts = tx.facts();
    // Whoever may not query it learns neither that it is there nor whether it has a model.
    cx.allow::<QueryTopics, _>(facts, connection)?;
    if ask.format == Format::Csv {
        cx.standing.may_take_away()?;
    }
    if matches!(ask.question, Question::Sql(_)) {
        cx.allow::<QuerySql, _>(facts, connection)?;
    }
    let mut looks_only = None;
    if let Some(document) = &ask.document {
        let document = crate::documents::resolve(tx, cx, document).await?;
        looks_only = cx.allow::<Edit, _>(facts, document).is_err().then_some(document);
        cx.allow::<ViewWorkbook, _>(facts, document)?;
        if ask.format == Format::Csv {
            cx.allow::<Download, _>(facts, document)?;
        }
    }
    let reader = Reader::of(cx, facts, app.wall_clock());
    let model = crate::own_models::of_workbook(app, cx, tx, connection, ask.document.as_ref()).await?;
    let prepared = match &ask.question {
        Question::Semantic(query) => reader.semantic(connection, &model, query)?,
        Question::Sql(sql) => reader.sql(connection, &model, sql)?,
    };
    if let Some(document) = looks_only {
        access::workbook_tab(facts, &cx.actor, document, connection, prepared.kind).map_err(|denied| cx.refused(denied))?;
    }
    Ok(prepared)
}

/// What was asked, for the audit log: its shape, without the values that it compares with, which may be data.
fn question_text(question: &Question) -> serde_json::Value {
    match question {
        Question::Semantic(query) => json!({
            "topic": query.topic,
            "fields": query.fields,
            "filters": query.filters.iter().map(|filter| filter.field.to_string()).collect::<Vec<_>>(),
        }),
        Question::Sql(sql) => json!({"sql_bytes": sql.len()}),
    }
}
