//! What a visitor of a report link uses. Whatever is not an open link is one and the same 404.

use axum::Json;
use axum::extract::State;
use axum::response::Response;

use crate::dto::common::Binary;
use crate::dto::queries::{SuggestRequest, Suggestions};
use crate::dto::reports::{DataRequest, DownloadFormat, DownloadRequest, ReportView};
use crate::error::Refusal;
use crate::extract::{At, Body, Visitor, named};
use crate::routes::reports::{data_ask, suggest_ask};
use crate::state::Server;
use crate::stream;

/// Read the report of a link.
#[utoipa::path(
    get,
    path = "/r/{slug}",
    tag = "visitors",
    responses((status = 200, description = "The answer", body = ReportView))
)]
pub(crate) async fn open_link(State(server): State<Server>, Visitor { cx, slug }: Visitor) -> Result<Json<ReportView>, Refusal> {
    let view = app::visits::view(&server.app, &cx, &slug).await?;
    Ok(Json(ReportView::new(&view)))
}

/// Stream the data of its tiles as they finish.
#[utoipa::path(
    post,
    path = "/r/{slug}/data",
    tag = "visitors",
    request_body = DataRequest,
    responses((status = 200, description = "The answer", body = Binary, content_type = "application/vnd.lucarne.frames"))
)]
pub(crate) async fn link_data(
    State(server): State<Server>,
    Visitor { cx, slug }: Visitor,
    Body(body): Body<DataRequest>,
) -> Result<Response, Refusal> {
    let ask = data_ask(body)?;
    let events = app::visits::stream(&server.app, &cx, &slug, ask).await?;
    Ok(stream::frames(events, cx.request_id))
}

/// Values for a filter.
#[utoipa::path(
    post,
    path = "/r/{slug}/suggest",
    tag = "visitors",
    request_body = SuggestRequest,
    responses((status = 200, description = "The answer", body = Suggestions))
)]
pub(crate) async fn link_suggest(
    State(server): State<Server>,
    Visitor { cx, slug }: Visitor,
    Body(body): Body<SuggestRequest>,
) -> Result<Json<Suggestions>, Refusal> {
    let found = app::visits::suggest(&server.app, &cx, &slug, suggest_ask(body)?).await?;
    Ok(Json(Suggestions::new(found)))
}

/// Download the data of a tile.
#[utoipa::path(
    post,
    path = "/r/{slug}/tiles/{tile}/download",
    tag = "visitors",
    request_body = DownloadRequest,
    responses((status = 200, description = "The answer", body = String, content_type = "text/csv"))
)]
pub(crate) async fn link_download(
    State(server): State<Server>,
    Visitor { cx, slug }: Visitor,
    At(path): At<TilePath>,
    Body(body): Body<DownloadRequest>,
) -> Result<Response, Refusal> {
    let DownloadFormat::Csv = body.format;
    let download = app::visits::download(&server.app, &cx, &slug, named(&path.tile)?, body.filters).await?;
    stream::attachment(download).await
}

/// What a tile's address holds besides the slug.
#[derive(serde::Deserialize)]
pub(crate) struct TilePath {
    tile: String,
}
