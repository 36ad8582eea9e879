//! A tile's rows as a file.

use std::sync::Arc;

use futures::StreamExt;
use semantics::{Filter, Format};
use serde_json::json;
use store::ReadTx;
use store::audit::AuditResult;
use vocab::{ReportId, TileId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::entry::{self, Entry};
use crate::error::AppError;
use crate::fields::{Fields, Models};
use crate::queries::Rows;
use crate::reading::{self, Reader};
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

/// The same for both ways to a report.
pub(crate) async fn for_entry(
    app: &App,
    cx: &Cx,
    tx: ReadTx,
    entry: Entry,
    tile: TileId,
    filters: Option<Vec<Filter>>,
) -> Result<Download, AppError> {
    let open = entry::enter(app, cx, &tx, entry).await?;
    match entry {
        Entry::Document(document, report) => cx.allow::<access::Download, _>(tx.facts(), (document, report)).map(|_| ())?,
        Entry::Link(link) => cx.allow::<access::Download, _>(tx.facts(), link).map(|_| ())?,
    }
    let report = open.report();
    let title = report.tile(tile).ok_or(AppError::NotFound)?.title.clone();
    let models = Models::of_report(app, &tx, report).await?;
    let reader = Reader::on(cx, tx.facts(), &open, app.wall_clock());
    let fields = Fields::new(&models, reader);
    tiles::check_filters(report, filters.as_deref(), &fields)?;
    let planned = tiles::plan_tile(report, tile, filters.as_deref(), &models, &fields, reader);
    let prepared = planned.map_err(|error| open.disclosure.apply(error))?;
    let prepared = prepared.ok_or_else(|| AppError::invalid("/tile", "tile_without_data", "a text tile has no data to download"))?;
    let name = tx.facts().node(open.document.into()).map_or("", |node| node.name);
    let act = Act::on("download", open.document).called(name).with(json!({"report": report.id, "tile": tile}));
    act.noted(app, cx, tx.facts(), AuditResult::Done).await;
    let file_name = format!("{}.csv", file_stem(if title.is_empty() { report.name.as_str() } else { &title }));
    drop(tx);
    let rows = reading::run(app, prepared, Format::Csv, app.config.download_rows, false).await;
    let mut rows = rows.map_err(|error| open.disclosure.apply(error))?;
    let disclosure = open.disclosure;
    rows.body = reading::ended(rows.body).map(move |chunk| chunk.map_err(|error| disclosure.apply(error))).boxed();
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
