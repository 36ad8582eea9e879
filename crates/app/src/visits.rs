//! What somebody gets who comes through a report link: the report and nothing else.
//!
//! Everything that is not an open link to the very thing asked for is one and the same [`AppError::NotFound`].

use std::sync::Arc;

use futures::stream::BoxStream;
use semantics::Filter;
use vocab::{Secret, TileId};

use crate::cx::{App, Cx};
use crate::downloads::Download;
use crate::error::AppError;
use crate::reports::ReportView;
use crate::suggestions::{SuggestAsk, Suggestions};
use crate::tiles::{DataAsk, TileEvent};

/// What stands in the address behind `/r/`.
pub type Slug = Secret<String>;

/// The report. Only this counts as an opening.
pub async fn view(app: &App, cx: &Cx, slug: &Slug) -> Result<ReportView, AppError> {
    todo!()
}

/// The data of its tiles.
pub async fn stream(app: &Arc<App>, cx: &Cx, slug: &Slug, ask: DataAsk) -> Result<BoxStream<'static, TileEvent>, AppError> {
    todo!()
}

/// Values for its filters.
pub async fn suggest(app: &App, cx: &Cx, slug: &Slug, ask: SuggestAsk) -> Result<Suggestions, AppError> {
    todo!()
}

/// A tile as CSV, if the link gives the right to download.
pub async fn download(app: &Arc<App>, cx: &Cx, slug: &Slug, tile: TileId, filters: Option<Vec<Filter>>) -> Result<Download, AppError> {
    todo!()
}
