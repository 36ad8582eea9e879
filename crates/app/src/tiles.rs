//! The data of a report's tiles, streamed as each gets ready.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use bytes::Bytes;
use document::{Report, Tile, TileContent};
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt};
use semantics::{Chunk, ColumnInfo, ColumnRole, Filter, Format};
use serde_json::json;
use store::ReadTx;
use store::audit::AuditResult;
use vocab::{ReportId, TabId, TileId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::entry::{self, Disclosure, Entry, Open};
use crate::error::AppError;
use crate::fields::{Fields, Models};
use crate::narrowing;
use crate::queries::Rows;
use crate::reading::{self, Prepared, Reader};

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
///
/// # Errors
/// The report or a named tile is not there for this actor; a filter is not offered.
pub async fn stream(
    app: &Arc<App>,
    cx: &Cx,
    document: &DocumentRef,
    report: ReportId,
    ask: DataAsk,
) -> Result<BoxStream<'static, TileEvent>, AppError> {
    let work = async {
        let tx = app.read().await?;
        let document = crate::documents::resolve(&tx, cx, document).await?;
        stream_entry(app, cx, tx, Entry::Document(document, report), ask).await
    };
    watched(app, cx, "report_data", report, work).await
}

/// The same for both ways to a report.
pub(crate) async fn stream_entry(
    app: &Arc<App>,
    cx: &Cx,
    tx: ReadTx,
    entry: Entry,
    ask: DataAsk,
) -> Result<BoxStream<'static, TileEvent>, AppError> {
    let started = Instant::now();
    let open = entry::enter(app, cx, &tx, entry).await?;
    let wanted = wanted(open.report(), &ask)?;
    let planned = plan(app, cx, &tx, &open, &wanted, ask.filters.as_deref()).await?;
    note(app, cx, &tx, &open, &wanted, &planned).await;
    let shared = Arc::new(Request {
        app: Arc::clone(app),
        cx: cx.clone(),
        revision: tx.revision(),
        entry,
        filters: ask.filters,
        fresh: ask.fresh,
        started,
    });
    let disclosure = open.disclosure;
    drop(tx);
    let streams: Vec<_> = grouped(wanted, planned, disclosure).into_iter().map(|group| group_stream(Arc::clone(&shared), group)).collect();
    Ok(futures::stream::iter(streams).flatten_unordered(AT_ONCE).boxed())
}

/// So many queries of one request run at once; the engine shares itself out among requests.
const AT_ONCE: usize = 6;

/// The tiles asked for, in order. One that is not in the report is not there (T01).
fn wanted(report: &Report, ask: &DataAsk) -> Result<Vec<TileId>, AppError> {
    let tab = match ask.tab {
        Some(tab) => Some(report.tab(tab).ok_or(AppError::NotFound)?),
        None => None,
    };
    match (&ask.tiles, tab) {
        (Some(tiles), tab) => {
            if tiles.len() > MOST_TILES {
                return Err(AppError::invalid("/tiles", "too_many", format!("at most {MOST_TILES} tiles at once")));
            }
            let known =
                |tile: TileId| tab.map_or_else(|| report.tile(tile).is_some(), |tab| tab.tiles.iter().any(|other| other.id == tile));
            if tiles.iter().all(|tile| known(*tile)) { Ok(tiles.clone()) } else { Err(AppError::NotFound) }
        }
        (None, tab) => {
            let tab = tab.or_else(|| report.tabs.first());
            let with_data = |tile: &&Tile| !matches!(tile.content, TileContent::Text { .. });
            Ok(tab.into_iter().flat_map(|tab| &tab.tiles).filter(with_data).map(|tile| tile.id).collect())
        }
    }
}

const MOST_TILES: usize = 100;

/// One decided tile; none for a text tile, which has no data.
type Planned = Result<Option<Prepared>, AppError>;

/// The data decision of each tile.
async fn plan(
    app: &App,
    cx: &Cx,
    tx: &ReadTx,
    open: &Open,
    tiles: &[TileId],
    filters: Option<&[Filter]>,
) -> Result<Vec<Planned>, AppError> {
    let report = open.report();
    let models = Models::of_report(app, tx, open.project(), report).await?;
    let reader = Reader::on(cx, tx.facts(), open, app.wall_clock());
    let fields = Fields::new(&models, reader);
    check_filters(report, filters, &fields)?;
    Ok(tiles
        .iter()
        .map(|tile| plan_tile(report, *tile, filters, &models, &fields, reader).map_err(|error| open.disclosure.apply(error)))
        .collect())
}

/// Refuses filters that the report does not give its readers.
pub(crate) fn check_filters(report: &Report, filters: Option<&[Filter]>, fields: &Fields<'_>) -> Result<(), AppError> {
    narrowing::check(report, filters, |tile, field| {
        fields.of_tile(tile, &field.path).is_some_and(|field| field.role == ColumnRole::Dimension)
    })
}

/// The data decision of one tile.
pub(crate) fn plan_tile(
    report: &Report,
    tile: TileId,
    filters: Option<&[Filter]>,
    models: &Models,
    fields: &Fields<'_>,
    reader: Reader<'_>,
) -> Planned {
    let tile = report.tile(tile).ok_or(AppError::NotFound)?;
    match &tile.content {
        TileContent::Text { .. } => Ok(None),
        TileContent::Sql { connection, sql, .. } => reader.sql(*connection, models.get(*connection)?, sql).map(Some),
        TileContent::Query { connection, query, .. } => {
            let conditions = narrowing::conditions(report, tile, filters, |field| fields.of_tile(tile, field).is_some());
            reader.semantic(*connection, models.get(*connection)?, &narrowing::narrowed(query, conditions)).map(Some)
        }
    }
}

async fn note(app: &App, cx: &Cx, tx: &ReadTx, open: &Open, tiles: &[TileId], planned: &[Planned]) {
    let codes: BTreeSet<&str> = planned.iter().filter_map(|tile| tile.as_ref().err()).map(AppError::code).collect();
    let refused = planned.iter().filter(|tile| tile.is_err()).count();
    let result = if refused > 0 && refused == planned.len() { AuditResult::Refused } else { AuditResult::Done };
    let details = json!({"report": open.report().id, "tiles": tiles, "refused": refused});
    let name = tx.facts().node(open.document.into()).map_or("", |node| node.name);
    Act::on("report_data", open.document).called(name).because(codes).with(details).noted(app, cx, tx.facts(), result).await;
}

/// Tiles that ask the very same of the very same rows, computed once.
struct Group {
    tiles: Vec<(u16, TileId)>,
    prepared: Option<Prepared>,
    refused: Option<AppError>,
    disclosure: Disclosure,
}

fn grouped(tiles: Vec<TileId>, planned: Vec<Planned>, disclosure: Disclosure) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<(Vec<u8>, String), usize> = HashMap::new();
    for (index, (tile, planned)) in tiles.into_iter().zip(planned).enumerate() {
        let place = (u16::try_from(index).unwrap_or(u16::MAX), tile);
        if let Ok(Some(prepared)) = &planned {
            let key = (prepared.policy.fingerprint().to_vec(), prepared.statement.to_string());
            if let Some(group) = known.get(&key).and_then(|index| groups.get_mut(*index)) {
                group.tiles.push(place);
                continue;
            }
            known.insert(key, groups.len());
        }
        let (prepared, refused) = match planned {
            Ok(prepared) => (prepared, None),
            Err(error) => (None, Some(error)),
        };
        groups.push(Group { tiles: vec![place], prepared, refused, disclosure });
    }
    groups
}

/// What all tiles of a request share.
struct Request {
    app: Arc<App>,
    cx: Cx,
    /// The state of the facts that was decided on.
    revision: i64,
    entry: Entry,
    filters: Option<Vec<Filter>>,
    fresh: bool,
    started: Instant,
}

impl Request {
    /// Decides again when the facts have moved since: a tile that starts late is not shown by a right that is gone.
    async fn renewed(&self, group: &Group) -> Planned {
        let tx = self.app.read().await?;
        if tx.revision() == self.revision {
            return Ok(group.prepared.clone());
        }
        let Some((_, tile)) = group.tiles.first() else { return Ok(None) };
        let planned = match entry::enter(&self.app, &self.cx, &tx, self.entry).await {
            Ok(open) => plan(&self.app, &self.cx, &tx, &open, &[*tile], self.filters.as_deref()).await?.pop().unwrap_or(Ok(None)),
            Err(error) => Err(error),
        };
        if let Err(error) = &planned {
            let act = Act::on("report_data", tile).because([error.code()]);
            act.noted(&self.app, &self.cx, tx.facts(), AuditResult::Refused).await;
        }
        planned
    }

    /// Runs what was decided, for as long as it stays decided so.
    async fn start(self: &Arc<Self>, group: &Arc<Group>, prepared: Prepared) -> Result<Rows, AppError> {
        let app = &self.app;
        let mut rows = reading::run(app, prepared.clone(), Format::ArrowStream, app.config.page_rows, self.fresh).await?;
        let (request, group) = (Arc::clone(self), Arc::clone(group));
        let again = move || {
            let (request, group) = (Arc::clone(&request), Arc::clone(&group));
            async move { request.renewed(&group).await?.ok_or(AppError::NotFound) }.boxed()
        };
        rows.body = reading::while_allowed(Arc::clone(app), self.revision, &prepared, rows.body, again);
        Ok(rows)
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

fn group_stream(request: Arc<Request>, mut group: Group) -> BoxStream<'static, TileEvent> {
    let tiles = group.tiles.clone();
    let refused = group.refused.take();
    let group = Arc::new(group);
    let start = async move {
        let started = match refused {
            Some(error) => Err(error),
            None => match request.renewed(&group).await {
                Ok(Some(prepared)) => request.start(&group, prepared).await.map(Some),
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            },
        };
        match started {
            Ok(Some(rows)) => running(request, &group.tiles, rows, group.disclosure),
            Ok(None) => repeated(&group.tiles, &TileStep::End { rows: 0, truncated: false, elapsed_ms: request.elapsed_ms() }),
            Err(error) => failed(&group.tiles, group.disclosure.apply(error)),
        }
    };
    debug_assert!(!tiles.is_empty());
    futures::stream::once(start).flatten().boxed()
}

/// The events of a running query, for each of its tiles.
fn running(request: Arc<Request>, tiles: &[(u16, TileId)], rows: Rows, disclosure: Disclosure) -> BoxStream<'static, TileEvent> {
    let Rows { columns, cached_at, body } = rows;
    let header = |&(index, tile): &(u16, TileId)| TileEvent { index, step: TileStep::Header { tile, columns: columns.clone(), cached_at } };
    let headers: Vec<TileEvent> = tiles.iter().map(header).collect();
    let tiles = tiles.to_vec();
    let rest = reading::ended(body).flat_map(move |chunk| match chunk {
        Ok(Chunk::Bytes(bytes)) => repeated(&tiles, &TileStep::Bytes(bytes)),
        Ok(Chunk::End { rows, truncated }) => repeated(&tiles, &TileStep::End { rows, truncated, elapsed_ms: request.elapsed_ms() }),
        Err(error) => failed(&tiles, disclosure.apply(error)),
    });
    futures::stream::iter(headers).chain(rest).boxed()
}

fn failed(tiles: &[(u16, TileId)], error: AppError) -> BoxStream<'static, TileEvent> {
    if let AppError::Internal(message) = &error {
        tracing::error!(%message, "a tile failed");
    }
    repeated(tiles, &TileStep::Error(Arc::new(error)))
}

fn repeated(tiles: &[(u16, TileId)], step: &TileStep) -> BoxStream<'static, TileEvent> {
    let events: Vec<_> = tiles.iter().map(|(index, _)| TileEvent { index: *index, step: step.clone() }).collect();
    futures::stream::iter(events).boxed()
}
