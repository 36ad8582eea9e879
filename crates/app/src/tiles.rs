//! The data of a report's tiles, streamed as each gets ready.

use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use futures::stream::BoxStream;
use semantics::{ColumnInfo, Filter};
use vocab::{ReportId, TabId, TileId};

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;

/// Which tiles, and how a reader narrows them.
#[derive(Debug, Clone, Default)]
pub struct DataAsk {
    /// The tiles of this tab; of the first one when neither tab nor tiles are named.
    pub tab: Option<TabId>,
    /// Just these tiles.
    pub tiles: Option<Vec<TileId>>,
    /// All filters that the reader has set, in place of the opening values of the filters that the report offers; none: the opening values.
    /// Whatever they are, a tile's own filters and the report's hidden ones hold as well: a reader can only narrow.
    pub filters: Option<Vec<Filter>>,
    /// Past the cache.
    pub fresh: bool,
}

/// Progress of one tile.
#[derive(Debug, Clone)]
pub struct TileEvent {
    /// Position of the tile in the answer's order.
    pub index: u16,
    /// What happened.
    pub step: TileStep,
}

/// What happened to a tile. Every asked tile ends with exactly one `End` or `Error`.
#[derive(Debug, Clone)]
pub enum TileStep {
    /// What comes.
    Header {
        /// Which tile.
        tile: TileId,
        /// Its columns.
        columns: Vec<ColumnInfo>,
        /// When the rows were computed, if before this request.
        cached_at: Option<SystemTime>,
    },
    /// A piece of the Arrow IPC stream.
    Bytes(Bytes),
    /// All rows were sent.
    End {
        /// How many.
        rows: u64,
        /// Whether the row limit cut some off.
        truncated: bool,
        /// Since the request started.
        elapsed_ms: u64,
    },
    /// The tile failed or was refused.
    Error(Arc<AppError>),
}

/// The tiles' data. An error here is about the report as a whole; what concerns one tile is an event of it.
pub async fn stream(
    app: &Arc<App>,
    cx: &Cx,
    document: &DocumentRef,
    report: ReportId,
    ask: DataAsk,
) -> Result<BoxStream<'static, TileEvent>, AppError> {
    todo!()
}
