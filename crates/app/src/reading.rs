//! The data question: which query may this actor run here, and which rows may it read? Then the query runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use access::{Actor, DataPolicy, Door, Facts, QueryKind, Reason, RowRule, Tenancy, TenantEffect, TenantLimit};
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use semantics::sqlparser::ast::Statement;
use semantics::{
    Ask, Chunk, ColumnInfo, ColumnRole, CompileError, EngineError, FieldRef, Filter, FilterOp, FilterValue, Format, Limits, Model,
    Readable, SemanticQuery,
};
use serde_json::Value as Json;
use vocab::{ConnectionId, DataType};

use crate::cx::{App, Cx};
use crate::entry::Open;
use crate::error::AppError;
use crate::queries::Rows;

/// A query that was decided: what to run and what it may read. It holds no transaction; whoever keeps it asks again before running.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) statement: Statement,
    pub(crate) policy: DataPolicy,
    pub(crate) kind: QueryKind,
    /// Known before the query runs, but for SQL.
    pub(crate) columns: Option<Vec<ColumnInfo>>,
}

/// Whose question it is, and by which door it comes in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'f> {
    pub(crate) facts: &'f Facts,
    pub(crate) actor: &'f Actor,
    /// Who must be allowed the same, when a manager looks as somebody else.
    pub(crate) witness: Option<Actor>,
    pub(crate) door: Door,
    /// What the tenant table of the report that is read leaves to them.
    pub(crate) tenancy: &'f Tenancy,
    pub(crate) now: DateTime,
}

impl App {
    /// The wall clock that relative dates are counted from.
    pub(crate) fn wall_clock(&self) -> DateTime {
        self.clock.now().to_zoned(TimeZone::UTC).datetime()
    }

    pub(crate) fn limits(&self, rows: u64) -> Limits {
        Limits { rows, seconds: u32::try_from(self.config.query_seconds).unwrap_or(u32::MAX), memory_bytes: self.config.query_memory }
    }
}

impl<'f> Reader<'f> {
    /// Somebody at work on data, in a workbook or by the API: by their roles alone.
    pub(crate) fn of(cx: &'f Cx, facts: &'f Facts, now: DateTime) -> Self {
        Self { facts, actor: &cx.actor, witness: cx.standing.witness(), door: Door::Workbook, tenancy: &Tenancy::Open, now }
    }

    /// The reader of a report, by whichever way they came.
    pub(crate) fn on(cx: &'f Cx, facts: &'f Facts, open: &'f Open, now: DateTime) -> Self {
        Self { facts, actor: &cx.actor, witness: cx.standing.witness(), door: open.door, tenancy: &open.tenancy, now }
    }

    pub(crate) fn readable(&self) -> Readable<'f> {
        let Self { facts, actor, witness, door, tenancy, .. } = *self;
        let Some(witness) = witness else { return Readable::through(facts, actor, door).within(limits(tenancy)) };
        Readable::new(
            move |rules, expression| {
                access::grant_holds(facts, actor, rules, expression, door) && access::grant_holds(facts, &witness, rules, expression, door)
            },
            move |rules, topic| {
                let mut both = access::topic_access(facts, actor, topic, rules, door)?;
                both.extend(access::topic_access(facts, &witness, topic, rules, door)?);
                Ok(both)
            },
        )
        .within(limits(tenancy))
    }

    /// Whoever has no row in a report's tenant table gets no data of it; SQL cannot be narrowed to a row.
    fn tenant(&self, sql: bool) -> Result<(), AppError> {
        match self.tenancy {
            Tenancy::Unassigned => Err(AppError::Forbidden(vec![Reason::TenantUnassigned])),
            Tenancy::Row(row) if sql && !row.effects.is_empty() => Err(AppError::Forbidden(vec![Reason::TenantSql])),
            Tenancy::Open | Tenancy::Row(_) => Ok(()),
        }
    }

    /// Decides a query of the model.
    pub(crate) fn semantic(&self, connection: ConnectionId, model: &Model, query: &SemanticQuery) -> Result<Prepared, AppError> {
        // Asked before compiling, so that the compiler's answers tell nothing to whoever may not use the connection.
        self.tenant(false)?;
        let expected = if query.topic.is_some() { QueryKind::Topic } else { QueryKind::AllViews };
        let mut policy = self.policy(connection, model, expected)?;
        let compiled = semantics::compile(model, query, &self.readable(), self.now).map_err(|error| match error {
            CompileError::NotLimited { field } => AppError::Forbidden(vec![Reason::TenantField(field)]),
            error => error.into(),
        })?;
        if compiled.kind != expected {
            policy = self.policy(connection, model, compiled.kind)?;
        }
        for table in &compiled.touches.tables {
            if let Some(RowRule::Refused(reason)) = policy.table(table).map(|table| &table.rows) {
                return Err(AppError::Forbidden(vec![reason.clone()]));
            }
        }
        Ok(Prepared { statement: compiled.statement, policy, kind: compiled.kind, columns: Some(compiled.columns) })
    }

    /// Decides a query in SQL. Which tables it reads, and whether they may be read, the engine finds on the plan.
    pub(crate) fn sql(&self, connection: ConnectionId, model: &Model, sql: &str) -> Result<Prepared, AppError> {
        self.tenant(true)?;
        let policy = self.policy(connection, model, QueryKind::Sql)?;
        Ok(Prepared { statement: semantics::parse_sql(sql)?, policy, kind: QueryKind::Sql, columns: None })
    }

    /// Whether this reader may run queries of this kind here at all.
    pub(crate) fn may(&self, connection: ConnectionId, model: &Model, kind: QueryKind) -> bool {
        self.policy(connection, model, kind).is_ok()
    }

    fn policy(&self, connection: ConnectionId, model: &Model, kind: QueryKind) -> Result<DataPolicy, AppError> {
        let of = |actor: &Actor| access::data_policy(self.facts, actor, connection, model.rules(), kind, self.door);
        let own = of(self.actor)?;
        Ok(match &self.witness {
            Some(witness) => own.meet(&of(witness)?),
            None => own,
        })
    }
}

/// A tenant's row as conditions. What the values mean is decided by the fields' types.
fn limits(tenancy: &Tenancy) -> Vec<Filter> {
    let Tenancy::Row(row) = tenancy else { return Vec::new() };
    row.effects.iter().map(limit).collect()
}

/// One limit as a condition.
pub(crate) fn limit(effect: &TenantEffect) -> Filter {
    let (op, values) = match &effect.limit {
        TenantLimit::OneOf(values) => (FilterOp::In, values.iter().cloned().map(FilterValue::Text).collect()),
        TenantLimit::AtLeast(value) => (FilterOp::Ge, vec![FilterValue::Text(value.clone())]),
        TenantLimit::AtMost(value) => (FilterOp::Le, vec![FilterValue::Text(value.clone())]),
    };
    Filter { field: FieldRef::plain(effect.field.clone()), op, values }
}

/// Runs what was decided.
pub(crate) async fn run(app: &App, prepared: Prepared, format: Format, rows: u64, fresh: bool) -> Result<Rows, AppError> {
    let ask = Ask { statement: prepared.statement, policy: prepared.policy, format, limits: app.limits(rows), fresh };
    let answer = app.engine.run(ask).await?;
    let columns = prepared.columns.unwrap_or_else(|| answer.columns.iter().map(plain_column).collect());
    Ok(Rows { columns, cached_at: answer.cached_at, body: answer.body.map(|chunk| chunk.map_err(AppError::from)).boxed() })
}

/// A column of SQL has no model behind it: what can be added up is a measure.
fn plain_column((name, data_type): &(String, DataType)) -> ColumnInfo {
    let role = match data_type {
        DataType::Integer | DataType::Number => ColumnRole::Measure,
        DataType::Text | DataType::Boolean | DataType::Date | DataType::Timestamp | DataType::Other => ColumnRole::Dimension,
    };
    ColumnInfo { name: name.clone(), label: name.clone(), data_type: *data_type, role, format: None, grain: None }
}

/// A small result, read to its end: rows of JSON scalars, and whether there were more.
pub(crate) async fn small_rows(app: &App, prepared: Prepared, rows: u64) -> Result<(Vec<Vec<Json>>, bool), AppError> {
    let mut body = run(app, prepared, Format::Json, rows, false).await?.body;
    let mut bytes = Vec::new();
    while let Some(chunk) = body.next().await {
        match chunk? {
            Chunk::Bytes(more) => bytes.extend_from_slice(&more),
            Chunk::End { truncated, .. } => {
                let rows = serde_json::from_slice(&bytes).map_err(|error| AppError::Internal(format!("rows of the engine: {error}")))?;
                return Ok((rows, truncated));
            }
        }
    }
    Err(cut_off())
}

/// How long rows may be on their way before it is asked again whether they may be: a revocation ends them within a second (T40).
const ASKED_AGAIN: Duration = Duration::from_millis(500);

/// Rows that end when the right to them does: whenever access has changed somewhere since `revision`, `again` decides anew,
/// and whatever is not decided alike ends there.
pub(crate) fn while_allowed<F>(
    app: Arc<App>,
    revision: i64,
    decided: &Prepared,
    body: BoxStream<'static, Result<Chunk, AppError>>,
    again: F,
) -> BoxStream<'static, Result<Chunk, AppError>>
where
    F: Fn() -> BoxFuture<'static, Result<Prepared, AppError>> + Send + 'static,
{
    let rows = Allowed { app, revision, policy: decided.policy.clone(), statement: decided.statement.clone(), at: Instant::now(), again };
    futures::stream::unfold(Some((rows, body)), |state| async move {
        let (mut rows, mut body) = state?;
        let chunk = body.next().await?;
        match rows.still().await {
            Ok(()) => Some((chunk, Some((rows, body)))),
            Err(error) => Some((Err(error), None)),
        }
    })
    .boxed()
}

struct Allowed<F> {
    app: Arc<App>,
    revision: i64,
    policy: DataPolicy,
    statement: Statement,
    at: Instant,
    again: F,
}

impl<F> Allowed<F>
where
    F: Fn() -> BoxFuture<'static, Result<Prepared, AppError>>,
{
    async fn still(&mut self) -> Result<(), AppError> {
        if self.at.elapsed() < ASKED_AGAIN {
            return Ok(());
        }
        self.at = Instant::now();
        let revision = self.app.read().await?.revision();
        if revision == self.revision {
            return Ok(());
        }
        let now = (self.again)().await?;
        if now.policy != self.policy || now.statement != self.statement {
            return Err(AppError::Engine(EngineError::Cancelled));
        }
        self.revision = revision;
        Ok(())
    }
}

/// A body that ended without saying so.
pub(crate) fn cut_off() -> AppError {
    AppError::Internal("the engine's answer broke off".to_owned())
}

/// Makes sure that a body ends with its end or with an error, exactly once.
pub(crate) fn ended(body: BoxStream<'static, Result<Chunk, AppError>>) -> BoxStream<'static, Result<Chunk, AppError>> {
    futures::stream::unfold(Some(body), |body| async move {
        let mut body = body?;
        match body.next().await {
            Some(Ok(Chunk::Bytes(bytes))) => Some((Ok(Chunk::Bytes(bytes)), Some(body))),
            Some(last) => Some((last, None)),
            None => Some((Err(cut_off()), None)),
        }
    })
    .boxed()
}
