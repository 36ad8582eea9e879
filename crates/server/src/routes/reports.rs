//! Reports as readers get them.

use app::suggestions::SuggestAsk;
use app::tiles::DataAsk;
use axum::Json;
use axum::extract::State;
use axum::response::Response;

use crate::dto::common::Binary;
use crate::dto::queries::{SuggestRequest, Suggestions};
use crate::dto::reports::{DataRequest, DownloadFormat, DownloadRequest, ReportView};
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, named};
use crate::routes::documents::or_ask;
use crate::state::Server;
use crate::stream;

/// Read a report as its readers get it.
#[utoipa::path(
    get,
    path = "/documents/{id}/reports/{report}",
    tag = "reports",
    responses((status = 200, description = "The answer", body = ReportView))
)]
pub(crate) async fn read_report(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
) -> Result<Json<ReportView>, Refusal> {
    let name = named(&id)?;
    match app::reports::view(&server.app, &cx, &name, named(&report)?).await {
        Ok(view) => Ok(Json(ReportView::new(&view))),
        Err(error) => Err(or_ask(&server, &cx, &name, error).await),
    }
}

/// Stream the data of its tiles as they finish.
#[utoipa::path(
    post,
    path = "/documents/{id}/reports/{report}/data",
    tag = "reports",
    request_body = DataRequest,
    responses((status = 200, description = "The answer", body = Binary, content_type = "application/vnd.lucarne.frames"))
)]
pub(crate) async fn report_data(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
    Body(body): Body<DataRequest>,
) -> Result<Response, Refusal> {
    let ask = data_ask(body)?;
    let events = app::tiles::stream(&server.app, &cx, &named(&id)?, named(&report)?, ask).await?;
    Ok(stream::frames(events, cx.request_id))
}

/// Values for a filter.
#[utoipa::path(
    post,
    path = "/documents/{id}/reports/{report}/suggest",
    tag = "reports",
    request_body = SuggestRequest,
    responses((status = 200, description = "The answer", body = Suggestions))
)]
pub(crate) async fn report_suggest(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
    Body(body): Body<SuggestRequest>,
) -> Result<Json<Suggestions>, Refusal> {
    let ask = suggest_ask(body)?;
    let found = app::suggestions::for_report(&server.app, &cx, &named(&id)?, named(&report)?, ask).await?;
    Ok(Json(Suggestions::new(found)))
}

/// Download the data of a tile.
#[utoipa::path(
    post,
    path = "/documents/{id}/reports/{report}/tiles/{tile}/download",
    tag = "reports",
    request_body = DownloadRequest,
    responses((status = 200, description = "The answer", body = String, content_type = "text/csv"))
)]
pub(crate) async fn report_download(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report, tile)): At<(String, String, String)>,
    Body(body): Body<DownloadRequest>,
) -> Result<Response, Refusal> {
    let DownloadFormat::Csv = body.format;
    let download = app::downloads::tile(&server.app, &cx, &named(&id)?, named(&report)?, named(&tile)?, body.filters).await?;
    stream::attachment(download).await
}

/// Which tiles a body names.
pub(crate) fn data_ask(body: DataRequest) -> Result<DataAsk, Refusal> {
    let mut faults = Faults::default();
    let tab = faults.parse_some("/tab", body.tab.as_deref());
    let tiles = body.tiles.map(|tiles| {
        let ids = tiles.iter().enumerate().filter_map(|(at, tile)| faults.parse(&format!("/tiles/{at}"), tile));
        ids.collect()
    });
    faults.check()?;
    Ok(DataAsk { tab, tiles, filters: body.filters, fresh: body.fresh })
}

/// Which values a body asks for.
pub(crate) fn suggest_ask(body: SuggestRequest) -> Result<SuggestAsk, Refusal> {
    let mut faults = Faults::default();
    if body.limit.is_some_and(|limit| !(1..=200).contains(&limit)) {
        faults.add("/limit", "value_invalid", "expected 1 to 200");
    }
    let field = faults.parse("/field", &body.field);
    match field {
        Some(field) => faults.check().map(|()| SuggestAsk { field, search: body.search, filters: body.filters, limit: body.limit }),
        None => Err(faults.refuse()),
    }
}
