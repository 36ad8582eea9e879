//! A tile's rows as a file.

use std::sync::Arc;

use futures::{FutureExt, StreamExt};
use semantics::{Filter, Format};
use serde_json::json;
use store::ReadTx;
use store::audit::AuditResult;
use vocab::{ReportId, TileId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::entry::{self, Entry, Open};
use crate::error::AppError;
use crate::fields::{Fields, Models};
use crate::queries::Rows;
use crate::reading::{self, Prepared, Reader};
use crate::tiles;

/// A file that is being made.
pub struct Download {
    /// What to call it, with its ending.
    pub file_name: String,
    /// Its bytes.
    pub rows: Rows,
}

/// A tile as CSV: the `download` ability and the reader's own rows.
///
/// # Errors
/// The tile is not there for this actor; downloading is switched off; the tile is refused.
pub async fn tile(
    app: &Arc<App>,
    cx: &Cx,
    document: &DocumentRef,
    report: ReportId,
    tile: TileId,
    filters: Option<Vec<Filter>>,
) -> Result<Download, AppError> {
    let work = async {
        let tx = app.read().await?;
        let document = crate::documents::resolve(&tx, cx, document).await?;
        for_entry(app, cx, tx, Entry::Document(document, report), tile, filters).await
    };
    watched(app, cx, "download", tile, work).await
}

/// Whether it may be taken away, and what is read for it.
async fn decide(
    app: &App,
    cx: &Cx,
    tx: &ReadTx,
    entry: Entry,
    tile: TileId,
    filters: Option<&[Filter]>,
) -> Result<(Open, Prepared), AppError> {
    let open = entry::enter(app, cx, tx, entry).await?;
    match entry {
        Entry::Document(document, report) => cx.allow::<access::Download, _>(tx.facts(), (document, report)).map(|_| ())?,
        Entry::Link(link) => cx.allow::<access::Download, _>(tx.facts(), link).map(|_| ())?,
    }
    let report = open.report();
    report.tile(tile).ok_or(AppError::NotFound)?;
    let models = Models::of_report(app, tx, open.project(), report).await?;
    let reader = Reader::on(cx, tx.facts(), &open, app.wall_clock());
    let fields = Fields::new(&models, reader);
    tiles::check_filters(report, filters, &fields)?;
    let planned = tiles::plan_tile(report, tile, filters, &models, &fields, reader);
    let prepared = planned.map_err(|error| open.disclosure.apply(error))?;
    let prepared = prepared.ok_or_else(|| AppError::invalid("/tile", "tile_without_data", "a text tile has no data to download"))?;
    Ok((open, prepared))
}

/// The same for both ways to a report.
pub(crate) async fn for_entry(
    app: &Arc<App>,
    cx: &Cx,
    tx: ReadTx,
    entry: Entry,
    tile: TileId,
    filters: Option<Vec<Filter>>,
) -> Result<Download, AppError> {
    let (open, prepared) = decide(app, cx, &tx, entry, tile, filters.as_deref()).await?;
    let report = open.report();
    let title = report.tile(tile).ok_or(AppError::NotFound)?.title.clone();
    let name = tx.facts().node(open.document.into()).map_or("", |node| node.name);
    let act = Act::on("download", open.document).called(name).with(json!({"report": report.id, "tile": tile}));
    act.noted(app, cx, tx.facts(), AuditResult::Done).await;
    let file_name = format!("{}.csv", file_stem(if title.is_empty() { report.name.as_str() } else { &title }));
    let revision = tx.revision();
    drop(tx);
    let rows = reading::run(app, prepared.clone(), Format::Csv, app.config.download_rows, false).await;
    let mut rows = rows.map_err(|error| open.disclosure.apply(error))?;
    let disclosure = open.disclosure;
    let (own, cx) = (Arc::clone(app), cx.clone());
    let again = move || {
        let (app, cx, filters) = (Arc::clone(&own), cx.clone(), filters.clone());
        async move { Ok(decide(&app, &cx, &app.read().await?, entry, tile, filters.as_deref()).await?.1) }.boxed()
    };
    let body = reading::while_allowed(Arc::clone(app), revision, &prepared, rows.body, again);
    rows.body = reading::ended(body).map(move |chunk| chunk.map_err(|error| disclosure.apply(error))).boxed();
    Ok(Download { file_name, rows })
}

/// A title as a file name that is one on every system.
fn file_stem(title: &str) -> String {
    let plain: String = title.chars().map(|c| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') { c } else { ' ' }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { "data".to_owned() } else { words.chars().take(80).collect() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn file_names_are_plain() {
        for (title, expected) in
            [("Delays by hour", "Delays by hour"), ("../../etc/passwd", "etc passwd"), ("a\"b\r\nc", "a b c"), ("…", "data")]
        {
            assert_eq!(super::file_stem(title), expected);
        }
    }
}
