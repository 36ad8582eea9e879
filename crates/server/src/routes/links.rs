//! Report links for their makers.

use std::collections::BTreeMap;

use app::links::LinkChange as Settings;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::dto::common::{Items, Scalar};
use crate::dto::links::{Link, LinkChange, LinkMode, LinkRight, NewLink, QrQuery};
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, Params, named};
use crate::qr;
use crate::state::Server;

/// List the links of a report.
#[utoipa::path(
    get,
    path = "/documents/{id}/reports/{report}/links",
    tag = "links",
    responses((status = 200, description = "The answer", body = Items<Link>))
)]
pub(crate) async fn list_links(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
) -> Result<Json<Items<Link>>, Refusal> {
    let links = app::links::list(&server.app, &cx, &named(&id)?, named(&report)?).await?;
    Ok(Json(Items { items: links.iter().map(Link::new).collect() }))
}

/// Make a link.
#[utoipa::path(
    post,
    path = "/documents/{id}/reports/{report}/links",
    tag = "links",
    request_body = NewLink,
    responses((status = 201, description = "Made", body = Link))
)]
pub(crate) async fn create_link(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
    Body(body): Body<NewLink>,
) -> Result<(StatusCode, Json<Link>), Refusal> {
    let settings = read_settings(body.name, body.mode, body.rights, body.attributes, body.expires_at.map(Some))?;
    let link = app::links::create(&server.app, &cx, &named(&id)?, named(&report)?, settings).await?;
    Ok((StatusCode::CREATED, Json(Link::new(&link))))
}

/// Read a link.
#[utoipa::path(
    get,
    path = "/links/{id}",
    tag = "links",
    responses((status = 200, description = "The answer", body = Link))
)]
pub(crate) async fn read_link(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Link>, Refusal> {
    Ok(Json(Link::new(&app::links::get(&server.app, &cx, named(&id)?).await?)))
}

/// Change a link.
#[utoipa::path(
    patch,
    path = "/links/{id}",
    tag = "links",
    request_body = LinkChange,
    responses((status = 200, description = "The answer", body = Link))
)]
pub(crate) async fn change_link(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<LinkChange>,
) -> Result<Json<Link>, Refusal> {
    let settings = read_settings(body.name, body.mode, body.rights, body.attributes, body.expires_at)?;
    Ok(Json(Link::new(&app::links::change(&server.app, &cx, named(&id)?, settings).await?)))
}

/// Delete a link: its address is dead at once.
#[utoipa::path(
    delete,
    path = "/links/{id}",
    tag = "links",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_link(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<StatusCode, Refusal> {
    app::links::delete(&server.app, &cx, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give it a new address; the old one is dead at once.
#[utoipa::path(
    post,
    path = "/links/{id}/rotate",
    tag = "links",
    responses((status = 200, description = "The answer", body = Link))
)]
pub(crate) async fn rotate_link(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Link>, Refusal> {
    Ok(Json(Link::new(&app::links::rotate(&server.app, &cx, named(&id)?).await?)))
}

/// Its address as a QR code.
#[utoipa::path(
    get,
    path = "/links/{id}/qr.svg",
    tag = "links",
    params(QrQuery),
    responses((status = 200, description = "The answer", body = String, content_type = "image/svg+xml"))
)]
pub(crate) async fn link_qr(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(query): Params<QrQuery>,
) -> Result<Response, Refusal> {
    let link = app::links::get(&server.app, &cx, named(&id)?).await?;
    let svg = qr::svg(&link.url, query.fragment.as_deref())?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

/// The settings that a body gives.
fn read_settings(
    name: Option<String>,
    mode: Option<LinkMode>,
    rights: Option<Vec<LinkRight>>,
    attributes: Option<BTreeMap<String, Vec<Scalar>>>,
    expires_at: Option<Option<String>>,
) -> Result<Settings, Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse_some("/name", name.as_deref());
    let attributes = attributes.map(|given| {
        let entries = given.into_iter().filter_map(|(name, values)| {
            let key = faults.parse(&format!("/attributes/{name}"), &name)?;
            Some((key, values.into_iter().map(Into::into).collect()))
        });
        entries.collect()
    });
    let expires_at = expires_at.map(|at| faults.parse_some("/expires_at", at.as_deref()));
    faults.check()?;
    let rights = rights.map(|rights| rights.into_iter().map(Into::into).collect());
    Ok(Settings { name, mode: mode.map(Into::into), rights, attributes, expires_at })
}
