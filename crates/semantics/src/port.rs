//! The port to the query engine. Results cross it already encoded, so that nobody above needs to know Arrow.

use std::path::PathBuf;
use std::time::SystemTime;

use access::{DataPolicy, Reason, TableName};
use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use serde::{Deserialize, Serialize};
use sqlparser::ast::Statement;
use vocab::{ConnectionId, DataType};

/// Where queries run. One door: a statement and a policy go in together, encoded rows come out.
#[async_trait]
pub trait QueryEngine: Send + Sync {
    /// Reads (again) what tables a connection has.
    async fn attach(&self, connection: ConnectionId, source: Source) -> Result<Vec<TableInfo>, EngineError>;

    /// Forgets a connection; running queries end as they may.
    async fn detach(&self, connection: ConnectionId);

    /// The tables as of the last attach or import.
    async fn tables(&self, connection: ConnectionId) -> Result<Vec<TableInfo>, EngineError>;

    /// Checks an uploaded file and then makes it the table, in one step: readers see the former table or the new one.
    async fn import(&self, connection: ConnectionId, table: TableName, kind: FileKind, file: PathBuf) -> Result<TableInfo, EngineError>;

    /// Plans and secures a query and leaves it at that: whatever `run` would refuse before its first row is refused here.
    async fn check(&self, ask: Ask) -> Result<(), EngineError>;

    /// Plans, secures and runs a query.
    async fn run(&self, ask: Ask) -> Result<Answer, EngineError>;
}

/// Where the tables of a connection are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Source {
    /// `*.parquet` and `*.csv` of one folder; the file name without its ending is the table.
    Local {
        /// The folder.
        folder: PathBuf,
    },
}

/// The kind of an uploaded file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Apache Parquet.
    Parquet,
    /// Comma-separated text with a header line.
    Csv,
}

/// A table of a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableInfo {
    /// Its name, byte exact.
    pub name: TableName,
    /// Its columns in order.
    pub columns: Vec<(String, DataType)>,
    /// How many rows, when that is known without reading them.
    pub rows: Option<u64>,
    /// Size of the file.
    pub bytes: u64,
    /// Why it cannot be read, for a file that is not a table.
    pub fault: Option<String>,
}

/// A query to run for somebody.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What to run; from [`crate::compile`] or [`crate::parse_sql`].
    pub statement: Statement,
    /// What whoever asks may read; it also names the connection.
    pub policy: DataPolicy,
    /// How the rows come out.
    pub format: Format,
    /// What it may use.
    pub limits: Limits,
    /// Do not answer from the result cache.
    pub fresh: bool,
}

/// The encoding of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Arrow IPC stream.
    ArrowStream,
    /// A JSON array of arrays, one inner array per row.
    Json,
    /// CSV with a header line.
    Csv,
}

/// What one query may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limits {
    /// Rows sent before the answer is cut and marked so.
    pub rows: u64,
    /// Wall-clock seconds.
    pub seconds: u32,
    /// Bytes of memory.
    pub memory_bytes: u64,
}

/// A running query's result.
pub struct Answer {
    /// The result's columns.
    pub columns: Vec<(String, DataType)>,
    /// When the result was computed, if it comes from the cache.
    pub cached_at: Option<SystemTime>,
    /// Dropping it cancels the query.
    pub body: BoxStream<'static, Result<Chunk, EngineError>>,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").field("columns", &self.columns).field("cached_at", &self.cached_at).finish_non_exhaustive()
    }
}

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chunk {
    /// The next bytes of the encoding.
    Bytes(Bytes),
    /// Last, and there exactly once when all went well.
    End {
        /// Rows sent.
        rows: u64,
        /// There were more rows than the limit.
        truncated: bool,
    },
}

/// Why the engine did not answer. No message of it quotes a value of the data.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EngineError {
    /// The SQL makes no sense.
    #[error("the query cannot be planned: {message}")]
    SqlInvalid {
        /// What the planner says of the reader's own text.
        message: String,
    },
    /// Not there, or not for the reader.
    #[error("there is no table `{name}`")]
    TableUnknown {
        /// As the reader wrote it.
        name: String,
    },
    /// Not there, or not for the reader.
    #[error("there is no column `{name}`")]
    ColumnUnknown {
        /// As the reader wrote it.
        name: String,
    },
    /// The reader may know the table and may not read it.
    #[error("`{table}` cannot be read: {}", texts(reasons))]
    TableRefused {
        /// The table.
        table: TableName,
        /// Why, and what to do.
        reasons: Vec<Reason>,
    },
    /// Something else than one query.
    #[error("only a query can be run: one SELECT, WITH or set operation")]
    NotAQuery,
    /// A function that reads what no policy covers, or acts.
    #[error("the function `{name}` is not available")]
    FunctionRefused {
        /// As the reader wrote it.
        name: String,
    },
    /// Too deep or too long to plan.
    #[error("the query is too complex: {what}")]
    TooComplex {
        /// Which measure was exceeded.
        what: String,
    },
    /// More memory than one query may use.
    #[error("the query needs more memory than one query may use; narrow it with a filter or fewer fields")]
    MemoryLimit,
    /// More time than one query may take.
    #[error("the query took longer than {seconds} s and was stopped")]
    TimeLimit {
        /// The limit.
        seconds: u32,
    },
    /// A join that would produce too many rows.
    #[error("the query is too large to run: {what}")]
    QueryTooLarge {
        /// Which join.
        what: String,
    },
    /// It failed while it ran. What the data said is left out on purpose.
    #[error("the query failed while it ran: {message}")]
    QueryFailed {
        /// The kind of failure, without values.
        message: String,
    },
    /// An uploaded file is not what it should be.
    #[error("the file cannot be read as a table: {message}")]
    FileInvalid {
        /// What is wrong with it.
        message: String,
    },
    /// Too many queries at once.
    #[error("too many queries are running; try again in a moment")]
    Busy,
    /// The reader went away.
    #[error("the query was cancelled")]
    Cancelled,
    /// Our own fault; for the log, not for readers.
    #[error("the engine failed: {message}")]
    Internal {
        /// What happened.
        message: String,
    },
}

impl EngineError {
    /// The stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SqlInvalid { .. } => "sql_invalid",
            Self::TableUnknown { .. } => "table_unknown",
            Self::ColumnUnknown { .. } => "column_unknown",
            Self::TableRefused { .. } => "table_refused",
            Self::NotAQuery => "not_a_query",
            Self::FunctionRefused { .. } => "function_refused",
            Self::TooComplex { .. } => "too_complex",
            Self::MemoryLimit => "memory_limit",
            Self::TimeLimit { .. } => "time_limit",
            Self::QueryTooLarge { .. } => "query_too_large",
            Self::QueryFailed { .. } => "query_failed",
            Self::FileInvalid { .. } => "file_invalid",
            Self::Busy => "busy",
            Self::Cancelled => "cancelled",
            Self::Internal { .. } => "internal",
        }
    }
}

fn texts(reasons: &[Reason]) -> String {
    reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
