//! Queries that a person puts together: of a topic, of all views, or in SQL.

use std::sync::Arc;
use std::time::SystemTime;

use futures::stream::BoxStream;
use semantics::{Chunk, ColumnInfo, Format, SemanticQuery};
use vocab::ConnectionId;

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;

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
pub async fn run(app: &Arc<App>, cx: &Cx, ask: QueryAsk) -> Result<Rows, AppError> {
    todo!()
}
