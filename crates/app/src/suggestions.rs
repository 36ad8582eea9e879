//! Values to choose from in a filter: computed under the reader's own rows (T32).

use semantics::{FieldRef, Filter};
use vocab::{ConnectionId, ModelName, ReportId};

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;

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
    pub values: Vec<serde_json::Value>,
    /// Whether there are more.
    pub truncated: bool,
}

/// Values of a field that a report offers as a filter or shows in a tile.
pub async fn for_report(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    report: ReportId,
    ask: SuggestAsk,
) -> Result<Suggestions, AppError> {
    todo!()
}

/// Values of a field of a topic, for who may query it.
pub async fn for_topic(app: &App, cx: &Cx, connection: ConnectionId, topic: ModelName, ask: SuggestAsk) -> Result<Suggestions, AppError> {
    todo!()
}
