//! A query engine without DataFusion: it keeps small tables in memory, records what it was asked, and answers by the policy it was given.
//!
//! It does not understand SQL. It answers with the rows of the first table that the statement names, as far as the policy shows
//! them, cut down to the columns that the statement names, each row once when the statement groups; a statement that only counts gets their number.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use access::{ColumnPredicate, DataPolicy, Mask, RowRule, TableName};
use bytes::Bytes;
use futures::StreamExt;
use futures::future::BoxFuture;
use semantics::{Answer, Ask, Chunk, EngineError, FileKind, Format, QueryEngine, Source, TableInfo};
use serde_json::Value as Json;
use vocab::{AttributeValue, ConnectionId, DataType};

/// A table in memory.
#[derive(Debug, Clone, Default)]
pub struct FakeTable {
    /// Names and types.
    pub columns: Vec<(String, DataType)>,
    /// Rows of JSON scalars.
    pub rows: Vec<Vec<Json>>,
}

type Hook = Arc<dyn Fn(&Ask) -> BoxFuture<'static, ()> + Send + Sync>;

#[derive(Default)]
struct State {
    folders: BTreeMap<ConnectionId, PathBuf>,
    tables: BTreeMap<ConnectionId, BTreeMap<TableName, FakeTable>>,
    asks: Vec<Ask>,
    before_run: Option<Hook>,
    failure: Option<EngineError>,
    pause: Option<Duration>,
}

/// The engine for tests.
#[derive(Default)]
pub struct FakeEngine {
    state: Mutex<State>,
}

impl FakeEngine {
    /// Everything that was asked so far.
    pub fn asks(&self) -> Vec<Ask> {
        self.state().asks.clone()
    }

    /// Forgets what was asked.
    pub fn forget_asks(&self) {
        self.state().asks.clear();
    }

    /// Called with each ask before it is answered; the answer waits for it.
    pub fn before_run(&self, hook: impl Fn(&Ask) -> BoxFuture<'static, ()> + Send + Sync + 'static) {
        self.state().before_run = Some(Arc::new(hook));
    }

    /// Sends every further answer in two parts with so much time between them.
    pub fn pause_between_parts(&self, pause: Duration) {
        self.state().pause = Some(pause);
    }

    /// Makes every further query fail like this, or none.
    pub fn fail_with(&self, failure: Option<EngineError>) {
        self.state().failure = failure;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl QueryEngine for FakeEngine {
    async fn attach(&self, connection: ConnectionId, source: Source) -> Result<Vec<TableInfo>, EngineError> {
        let Source::Local { folder } = source;
        let mut tables = BTreeMap::new();
        for entry in std::fs::read_dir(&folder).map_err(internal)? {
            let path = entry.map_err(internal)?.path();
            let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
            if path.extension().is_some_and(|ending| ending == "csv") {
                let text = std::fs::read_to_string(&path).map_err(internal)?;
                tables.insert(TableName(name.to_owned()), parse_csv(&text)?);
            }
        }
        let infos = tables.iter().map(|(name, table)| info(name, table)).collect();
        let mut state = self.state();
        state.folders.insert(connection, folder);
        state.tables.insert(connection, tables);
        Ok(infos)
    }

    async fn detach(&self, connection: ConnectionId) {
        let mut state = self.state();
        state.folders.remove(&connection);
        state.tables.remove(&connection);
    }

    async fn tables(&self, connection: ConnectionId) -> Result<Vec<TableInfo>, EngineError> {
        Ok(self.state().tables.get(&connection).into_iter().flatten().map(|(name, table)| info(name, table)).collect())
    }

    async fn import(&self, connection: ConnectionId, name: TableName, kind: FileKind, file: PathBuf) -> Result<TableInfo, EngineError> {
        let bytes = std::fs::read(&file).map_err(internal)?;
        let text = match kind {
            FileKind::Csv => String::from_utf8(bytes).map_err(|_| invalid_file("it is not UTF-8 text"))?,
            FileKind::Parquet => return Err(invalid_file("it does not end with the mark of a Parquet file")),
        };
        let table = parse_csv(&text)?;
        let mut state = self.state();
        let folder = state.folders.get(&connection).ok_or_else(|| internal("not attached"))?;
        std::fs::write(folder.join(format!("{name}.csv")), text).map_err(internal)?;
        let found = info(&name, &table);
        state.tables.entry(connection).or_default().insert(name, table);
        Ok(found)
    }

    async fn check(&self, ask: Ask) -> Result<(), EngineError> {
        self.select(&ask.statement.to_string(), &ask.policy).map(|_| ())
    }

    async fn run(&self, ask: Ask) -> Result<Answer, EngineError> {
        let (hook, failure, pause) = {
            let mut state = self.state();
            state.asks.push(ask.clone());
            (state.before_run.clone(), state.failure.clone(), state.pause)
        };
        if let Some(hook) = hook {
            hook(&ask).await;
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
        let result = self.select(&ask.statement.to_string(), &ask.policy)?;
        let limit = usize::try_from(ask.limits.rows).unwrap_or(usize::MAX);
        let truncated = result.rows.len() > limit;
        let rows = result.rows.get(..limit).unwrap_or(&result.rows);
        let bytes = match ask.format {
            Format::Json | Format::ArrowStream => serde_json::to_vec(rows).map_err(internal)?,
            Format::Csv => csv(&result.columns, rows).into_bytes(),
        };
        let end = Chunk::End { rows: rows.len() as u64, truncated };
        let mut first = Bytes::from(bytes);
        let rest = first.split_off(first.len() / 2);
        let parts = match pause {
            None => vec![(None, Chunk::Bytes(Bytes::from([first, rest].concat())))],
            Some(_) => vec![(None, Chunk::Bytes(first)), (pause, Chunk::Bytes(rest))],
        };
        let parts = parts.into_iter().chain([(None, end)]);
        let sent = async |(pause, chunk): (Option<Duration>, Chunk)| {
            if let Some(pause) = pause {
                tokio::time::sleep(pause).await;
            }
            Ok(chunk)
        };
        let body = futures::stream::iter(parts).then(sent).boxed();
        Ok(Answer { columns: result.columns, cached_at: None, body })
    }
}

impl FakeEngine {
    fn select(&self, sql: &str, policy: &DataPolicy) -> Result<FakeTable, EngineError> {
        let words: Vec<&str> = sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
        let state = self.state();
        let tables = state.tables.get(&policy.connection()).ok_or_else(|| internal("not attached"))?;
        let mut named: Vec<(usize, &TableName)> =
            tables.keys().filter_map(|name| Some((words.iter().position(|word| *word == name.as_str())?, name))).collect();
        named.sort_unstable();
        let mut answer = None;
        for (_, name) in named {
            let (Some(table), Some(rules)) = (tables.get(name), policy.table(name)) else {
                return Err(EngineError::TableUnknown { name: name.to_string() });
            };
            let seen = match &rules.rows {
                RowRule::All => table.rows.clone(),
                RowRule::Refused(reason) => {
                    return Err(EngineError::TableRefused { table: name.clone(), reasons: vec![reason.clone()] });
                }
                RowRule::Where(predicates) => {
                    table.rows.iter().filter(|row| predicates.iter().all(|p| holds(p, table, row))).cloned().collect()
                }
            };
            let hidden = |column: &str| rules.hidden_columns.contains(column);
            let seen = seen.into_iter().map(|row| masked(table, row, &rules.masks)).collect();
            answer.get_or_insert_with(|| project(table, seen, sql, &words, hidden));
        }
        Ok(answer.unwrap_or_else(|| FakeTable { columns: vec![("one".to_owned(), DataType::Integer)], rows: vec![vec![Json::from(1)]] }))
    }
}

/// The row with masks in it. SQL leaves nothing.
fn masked(table: &FakeTable, row: Vec<Json>, masks: &BTreeMap<String, Mask>) -> Vec<Json> {
    let cell = |((name, _), value): (&(String, DataType), Json)| match masks.get(name) {
        None => value,
        Some(Mask::Null | Mask::Sql(_)) => Json::Null,
        Some(Mask::Text(text)) => Json::from(text.as_str()),
        Some(Mask::Hash) => {
            use std::hash::{DefaultHasher, Hash, Hasher};
            let mut hasher = DefaultHasher::new();
            value.to_string().hash(&mut hasher);
            Json::from(format!("{:016x}", hasher.finish()))
        }
    };
    table.columns.iter().zip(row).map(cell).collect()
}

fn project(table: &FakeTable, rows: Vec<Vec<Json>>, sql: &str, words: &[&str], hidden: impl Fn(&str) -> bool) -> FakeTable {
    let named = |column: &str| words.contains(&column);
    let all = sql.to_lowercase().contains("select *") || !table.columns.iter().any(|(column, _)| named(column));
    let kept: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.columns.get(*index).is_some_and(|(column, _)| !hidden(column) && (all || named(column))))
        .collect();
    let pick = |row: &Vec<Json>| kept.iter().filter_map(|index| row.get(*index).cloned()).collect::<Vec<_>>();
    if sql.to_lowercase().starts_with("select count(*)") && !sql.contains("GROUP BY") {
        return FakeTable { columns: vec![("count".to_owned(), DataType::Integer)], rows: vec![vec![Json::from(rows.len())]] };
    }
    let mut rows: Vec<Vec<Json>> = rows.iter().map(pick).collect();
    if sql.contains("GROUP BY") || sql.contains("DISTINCT") {
        let mut once: Vec<Vec<Json>> = Vec::new();
        for row in rows {
            if !once.contains(&row) {
                once.push(row);
            }
        }
        rows = once;
    }
    FakeTable { columns: kept.iter().filter_map(|index| table.columns.get(*index).cloned()).collect(), rows }
}

fn holds(predicate: &ColumnPredicate, table: &FakeTable, row: &[Json]) -> bool {
    let value = |column: &str| {
        let index = table.columns.iter().position(|(name, _)| name == column)?;
        row.get(index)
    };
    match predicate {
        ColumnPredicate::OneOf { column, values } => value(column).is_some_and(|value| values.iter().any(|wanted| same(wanted, value))),
        // Only what tests use: a pattern that ends with `%`.
        ColumnPredicate::Like { column, patterns } => value(column)
            .and_then(Json::as_str)
            .is_some_and(|value| patterns.iter().any(|pattern| value.starts_with(pattern.trim_end_matches('%')))),
    }
}

fn same(wanted: &AttributeValue, value: &Json) -> bool {
    match wanted {
        AttributeValue::Boolean(wanted) => value.as_bool() == Some(*wanted),
        AttributeValue::Number(wanted) => value.as_f64() == Some(*wanted),
        AttributeValue::String(wanted) => value.as_str() == Some(wanted),
    }
}

fn info(name: &TableName, table: &FakeTable) -> TableInfo {
    TableInfo { name: name.clone(), columns: table.columns.clone(), rows: Some(table.rows.len() as u64), bytes: 1, fault: None }
}

/// Plain commas, no quotes: a column is a number when every value of it is.
fn parse_csv(text: &str) -> Result<FakeTable, EngineError> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().filter(|line| !line.is_empty()).ok_or_else(|| invalid_file("it is empty"))?.split(',').collect();
    let cells: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    if cells.iter().any(|row| row.len() != header.len()) {
        return Err(invalid_file("a line has another number of values than the header"));
    }
    let column = |index: usize| cells.iter().filter_map(move |row| row.get(index));
    let numeric: Vec<bool> = (0..header.len()).map(|index| column(index).all(|cell| cell.parse::<i64>().is_ok())).collect();
    let json = |(cell, numeric): (&&str, &bool)| match cell.parse::<i64>() {
        Ok(number) if *numeric => Json::from(number),
        _ => Json::from(*cell),
    };
    let rows = cells.iter().map(|row| row.iter().zip(&numeric).map(json).collect()).collect();
    let data_type = |numeric: bool| if numeric { DataType::Integer } else { DataType::Text };
    let columns = header.iter().zip(&numeric).map(|(name, numeric)| ((*name).to_owned(), data_type(*numeric))).collect();
    Ok(FakeTable { columns, rows })
}

fn csv(columns: &[(String, DataType)], rows: &[Vec<Json>]) -> String {
    let header = columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(",");
    let cell = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let lines = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(","));
    std::iter::once(header).chain(lines).fold(String::new(), |text, line| text + &line + "\n")
}

fn internal(error: impl ToString) -> EngineError {
    EngineError::Internal { message: error.to_string() }
}

fn invalid_file(message: &str) -> EngineError {
    EngineError::FileInvalid { message: message.to_owned() }
}
