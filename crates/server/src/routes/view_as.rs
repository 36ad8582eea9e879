//! Seeing as somebody else.

use app::view_as;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::dto::own::{ViewAs, ViewAsBegun};
use crate::error::Refusal;
use crate::extract::{Anyone, Body, Faults};
use crate::state::Server;

/// See as a person, a member of a group, a visitor of a report link, or a row of a tenant table; admins everything, managers one document.
#[utoipa::path(
    post,
    path = "/view_as",
    tag = "session",
    request_body(content = ViewAs, example = json!({"user": "usr_0192f0c1a2b37c4d8e5f60718293a4b5"})),
    responses((status = 200, description = "From now on the session sees so", body = ViewAsBegun))
)]
pub(crate) async fn begin_view_as(
    State(server): State<Server>,
    Anyone(cx): Anyone,
    Body(body): Body<ViewAs>,
) -> Result<Json<ViewAsBegun>, Refusal> {
    let mut faults = Faults::default();
    let user = faults.parse_some("/user", body.user.as_deref()).map(access::Seen::User);
    let group = faults.parse_some("/group", body.group.as_deref()).map(access::Seen::Group);
    let link = faults.parse_some("/link", body.link.as_deref()).map(access::Seen::Link);
    let scenario = body.scenario.as_ref().and_then(|row| {
        let report = faults.parse("/scenario/report", &row.report)?;
        Some(access::Seen::Scenario(access::Scenario { report, number: row.row }))
    });
    let named = [&body.user, &body.group, &body.link].into_iter().flatten().count() + usize::from(body.scenario.is_some());
    if named != 1 {
        faults.add(String::new(), "one_of", "name one of `user`, `group`, `link` and `scenario`");
    }
    let document = faults.parse_some("/document", body.document.as_deref());
    if !faults.is_empty() {
        return Err(faults.refuse());
    }
    let Some(seen) = user.or(group).or(link).or(scenario) else { return Err(faults.refuse()) };
    Ok(Json(ViewAsBegun::new(&view_as::begin(&server.app, &cx, seen, document).await?)))
}

/// See as oneself again.
#[utoipa::path(
    delete,
    path = "/view_as",
    tag = "session",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn end_view_as(State(server): State<Server>, Anyone(cx): Anyone) -> Result<StatusCode, Refusal> {
    view_as::end(&server.app, &cx).await?;
    Ok(StatusCode::NO_CONTENT)
}
