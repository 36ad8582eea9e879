//! The first admin.

use app::setup::SetupAsk;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::dto::people::{Me, SetupRequest, SetupState};
use crate::error::Refusal;
use crate::extract::{Anyone, Body, Faults};
use crate::routes::session::session_cookie;
use crate::state::Server;

/// Whether the first admin is still to be made.
#[utoipa::path(
    get,
    path = "/setup",
    tag = "setup",
    responses((status = 200, description = "The answer", body = SetupState))
)]
pub(crate) async fn setup_state(State(server): State<Server>) -> Result<Json<SetupState>, Refusal> {
    Ok(Json(SetupState { needed: app::setup::needed(&server.app).await? }))
}

/// Make the first admin and sign in; dead after that.
#[utoipa::path(
    post,
    path = "/setup",
    tag = "setup",
    request_body = SetupRequest,
    responses((status = 201, description = "Made", body = Me))
)]
pub(crate) async fn set_up(
    State(server): State<Server>,
    Anyone(cx): Anyone,
    Body(body): Body<SetupRequest>,
) -> Result<impl IntoResponse, Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse("/name", &body.name);
    let email = faults.parse("/email", &body.email);
    let organization = faults.parse("/organization", &body.organization);
    let (Some(name), Some(email), Some(organization)) = (name, email, organization) else { return Err(faults.refuse()) };
    let ask = SetupAsk { code: body.code, name, email, password: body.password, organization };
    let signed_in = app::setup::finish(&server.app, &cx, ask).await?;
    Ok((StatusCode::CREATED, session_cookie(&server, &signed_in), Json(Me::new(&signed_in.me))))
}
