//! Groups.

use access::Principal;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use vocab::GroupId;

use crate::dto::common::{DryRun, Page};
use crate::dto::effects::Effects;
use crate::dto::people::{Group, GroupName, PeopleQuery};
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, Params, named, params};
use crate::state::Server;

/// List the groups.
#[utoipa::path(
    get,
    path = "/groups",
    tag = "groups",
    params(PeopleQuery),
    responses((status = 200, description = "The answer", body = Page<Group>))
)]
pub(crate) async fn list_groups(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(query): Params<PeopleQuery>,
) -> Result<Json<Page<Group>>, Refusal> {
    let page = params::page(query.limit, query.cursor)?;
    let groups = app::groups::list(&server.app, &cx, query.q, page).await?;
    Ok(Json(Page::new(groups, Group::new)))
}

/// Make a group.
#[utoipa::path(
    post,
    path = "/groups",
    tag = "groups",
    request_body = GroupName,
    responses((status = 201, description = "Made", body = Group))
)]
pub(crate) async fn create_group(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<GroupName>,
) -> Result<(StatusCode, Json<Group>), Refusal> {
    let mut faults = Faults::default();
    let Some(name) = faults.parse("/name", &body.name) else { return Err(faults.refuse()) };
    Ok((StatusCode::CREATED, Json(Group::new(&app::groups::create(&server.app, &cx, name).await?))))
}

/// Read a group.
#[utoipa::path(
    get,
    path = "/groups/{id}",
    tag = "groups",
    responses((status = 200, description = "The answer", body = Group))
)]
pub(crate) async fn read_group(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Group>, Refusal> {
    Ok(Json(Group::new(&app::groups::get(&server.app, &cx, named(&id)?).await?)))
}

/// Rename a group.
#[utoipa::path(
    patch,
    path = "/groups/{id}",
    tag = "groups",
    request_body = GroupName,
    responses((status = 200, description = "The answer", body = Group))
)]
pub(crate) async fn rename_group(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<GroupName>,
) -> Result<Json<Group>, Refusal> {
    let mut faults = Faults::default();
    let Some(name) = faults.parse("/name", &body.name) else { return Err(faults.refuse()) };
    Ok(Json(Group::new(&app::groups::rename(&server.app, &cx, named(&id)?, name).await?)))
}

/// Delete a group; what it gave is gone at once.
#[utoipa::path(
    delete,
    path = "/groups/{id}",
    tag = "groups",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_group(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<StatusCode, Refusal> {
    app::groups::delete(&server.app, &cx, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a user or a group into it.
#[utoipa::path(
    put,
    path = "/groups/{id}/members/{principal}",
    tag = "groups",
    params(DryRun),
    responses((status = 200, description = "With `dry_run=true`: what it would do", body = Effects), (status = 204, description = "Done"))
)]
pub(crate) async fn add_member(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, principal)): At<(String, String)>,
    Params(run): Params<DryRun>,
) -> Result<Response, Refusal> {
    let (group, member) = (named(&id)?, member(&principal)?);
    if run.dry_run {
        let effects = app::groups::preview_member(&server.app, &cx, group, member, true).await?;
        return Ok(Json(Effects::new(&effects)).into_response());
    }
    app::groups::add_member(&server.app, &cx, group, member).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Take a user or a group out of it.
#[utoipa::path(
    delete,
    path = "/groups/{id}/members/{principal}",
    tag = "groups",
    params(DryRun),
    responses((status = 200, description = "With `dry_run=true`: what it would do", body = Effects), (status = 204, description = "Done"))
)]
pub(crate) async fn remove_member(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, principal)): At<(String, String)>,
    Params(run): Params<DryRun>,
) -> Result<Response, Refusal> {
    let (group, member) = (named(&id)?, member(&principal)?);
    if run.dry_run {
        let effects = app::groups::preview_member(&server.app, &cx, group, member, false).await?;
        return Ok(Json(Effects::new(&effects)).into_response());
    }
    app::groups::remove_member(&server.app, &cx, group, member).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The user or group that an address names.
fn member(text: &str) -> Result<Principal, Refusal> {
    if text.starts_with(GroupId::PREFIX) { named(text).map(Principal::Group) } else { named(text).map(Principal::User) }
}
