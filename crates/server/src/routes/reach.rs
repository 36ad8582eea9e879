//! Both ways to read access.

use axum::Json;
use axum::extract::State;

use crate::dto::common::Page;
use crate::dto::effects::{ReachQuery, Reached, Reaches};
use crate::error::Refusal;
use crate::extract::{Asker, At, Params, named, params};
use crate::state::Server;

/// Everyone who can reach a folder or document, and how; for those who manage it.
#[utoipa::path(
    get,
    path = "/content/{id}/reach",
    tag = "access",
    params(ReachQuery),
    responses((status = 200, description = "The answer", body = Page<Reaches>))
)]
pub(crate) async fn content_reach(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(query): Params<ReachQuery>,
) -> Result<Json<Page<Reaches>>, Refusal> {
    let page = params::page(query.limit, query.cursor)?;
    Ok(Json(Page::new(app::reach::of_node(&server.app, &cx, named(&id)?, page).await?, Reaches::new)))
}

/// Everything that a person can reach, and how.
#[utoipa::path(
    get,
    path = "/users/{id}/reach",
    tag = "people",
    params(ReachQuery),
    responses((status = 200, description = "The answer", body = Page<Reached>))
)]
pub(crate) async fn user_reach(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(query): Params<ReachQuery>,
) -> Result<Json<Page<Reached>>, Refusal> {
    let page = params::page(query.limit, query.cursor)?;
    Ok(Json(Page::new(app::reach::of_user(&server.app, &cx, named(&id)?, page).await?, Reached::new)))
}
