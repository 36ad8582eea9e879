//! Access requests.

use app::requests::{self, Which};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::dto::common::{DryRun, Page};
use crate::dto::preview::Preview;
use crate::dto::requests::{AccessRequest, NewRequest, RequestGrant, RequestGranted, RequestRefusal, RequestsQuery};
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Params, named, params};
use crate::state::Server;

/// Ask for access to a document, also to one that is not there for the caller otherwise.
#[utoipa::path(
    post,
    path = "/content/{id}/requests",
    tag = "access",
    request_body = NewRequest,
    responses((status = 201, description = "Asked", body = AccessRequest))
)]
pub(crate) async fn request_access(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<NewRequest>,
) -> Result<(StatusCode, Json<AccessRequest>), Refusal> {
    let made = requests::ask(&server.app, &cx, &named(&id)?, body.role.into(), body.message).await?;
    Ok((StatusCode::CREATED, Json(AccessRequest::new(&made))))
}

/// List the open requests for what the caller owns, or with `mine=true` those that the caller made.
#[utoipa::path(
    get,
    path = "/requests",
    tag = "access",
    params(RequestsQuery),
    responses((status = 200, description = "The answer", body = Page<AccessRequest>))
)]
pub(crate) async fn list_requests(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(query): Params<RequestsQuery>,
) -> Result<Json<Page<AccessRequest>>, Refusal> {
    let page = params::page(query.limit, query.cursor)?;
    let which = if query.mine { Which::Mine } else { Which::ToAnswer };
    Ok(Json(Page::new(requests::list(&server.app, &cx, which, page).await?, AccessRequest::new)))
}

/// Give what was asked for, or another role; with `dry_run=true` say what that would do.
#[utoipa::path(
    post,
    path = "/requests/{id}/grant",
    tag = "access",
    params(DryRun),
    request_body = RequestGrant,
    responses((status = 200, description = "The answer", body = RequestGranted))
)]
pub(crate) async fn grant_request(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(run): Params<DryRun>,
    Body(body): Body<RequestGrant>,
) -> Result<Json<RequestGranted>, Refusal> {
    let (id, role) = (named(&id)?, body.role.map(Into::into));
    if run.dry_run {
        let preview = requests::grant_preview(&server.app, &cx, id, role).await?;
        return Ok(Json(RequestGranted::Preview(Preview::new(&preview))));
    }
    let request = requests::grant(&server.app, &cx, id, role).await?;
    Ok(Json(RequestGranted::Request(Box::new(AccessRequest::new(&request)))))
}

/// Say no.
#[utoipa::path(
    post,
    path = "/requests/{id}/refuse",
    tag = "access",
    request_body = RequestRefusal,
    responses((status = 200, description = "The answer", body = AccessRequest))
)]
pub(crate) async fn refuse_request(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<RequestRefusal>,
) -> Result<Json<AccessRequest>, Refusal> {
    Ok(Json(AccessRequest::new(&requests::refuse(&server.app, &cx, named(&id)?, body.reason).await?)))
}
