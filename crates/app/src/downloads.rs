//! A tile's rows as a file.

use std::sync::Arc;

use semantics::Filter;
use vocab::{ReportId, TileId};

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;
use crate::queries::Rows;

/// A file that is being made.
pub struct Download {
    /// What to call it, with its ending.
    pub file_name: String,
    /// Its bytes.
    pub rows: Rows,
}

/// A tile as CSV: the `download` ability and the reader's own rows.
pub async fn tile(
    app: &Arc<App>,
    cx: &Cx,
    document: &DocumentRef,
    report: ReportId,
    tile: TileId,
    filters: Option<Vec<Filter>>,
) -> Result<Download, AppError> {
    todo!()
}
