//! User attributes.

use access::Principal;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use vocab::{AttributeValue, ModelName};

use crate::dto::common::{Items, Scalar};
use crate::dto::people::{Attribute, AttributeValues, NewAttribute};
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, named};
use crate::state::Server;

/// List the user attributes.
#[utoipa::path(
    get,
    path = "/attributes",
    tag = "attributes",
    responses((status = 200, description = "The answer", body = Items<Attribute>))
)]
pub(crate) async fn list_attributes(State(server): State<Server>, Asker(cx): Asker) -> Result<Json<Items<Attribute>>, Refusal> {
    let attributes = app::attributes::list(&server.app, &cx).await?;
    Ok(Json(Items { items: attributes.iter().map(Attribute::new).collect() }))
}

/// Define an attribute.
#[utoipa::path(
    post,
    path = "/attributes",
    tag = "attributes",
    request_body = NewAttribute,
    responses((status = 201, description = "Made", body = Attribute))
)]
pub(crate) async fn create_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<NewAttribute>,
) -> Result<(StatusCode, Json<Attribute>), Refusal> {
    let mut faults = Faults::default();
    let Some(name) = faults.parse::<ModelName>("/name", &body.name) else { return Err(faults.refuse()) };
    let attribute = app::attributes::Attribute {
        label: body.label.unwrap_or_else(|| name.to_string()),
        name,
        kind: body.kind.into(),
        multiple: body.multiple,
        default: body.default.map(values),
        system: false,
    };
    let attribute = app::attributes::create(&server.app, &cx, attribute).await?;
    Ok((StatusCode::CREATED, Json(Attribute::new(&attribute))))
}

/// Delete an attribute with its values.
#[utoipa::path(
    delete,
    path = "/attributes/{name}",
    tag = "attributes",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_attribute(State(server): State<Server>, Asker(cx): Asker, At(name): At<String>) -> Result<StatusCode, Refusal> {
    app::attributes::delete(&server.app, &cx, named(&name)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set the values of a user.
#[utoipa::path(
    put,
    path = "/users/{id}/attributes/{name}",
    tag = "attributes",
    request_body = AttributeValues,
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn put_user_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    Body(body): Body<AttributeValues>,
) -> Result<StatusCode, Refusal> {
    let holder = Principal::User(named(&id)?);
    app::attributes::put_values(&server.app, &cx, holder, named(&name)?, values(body.values)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the values of a user away.
#[utoipa::path(
    delete,
    path = "/users/{id}/attributes/{name}",
    tag = "attributes",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_user_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
) -> Result<StatusCode, Refusal> {
    app::attributes::delete_values(&server.app, &cx, Principal::User(named(&id)?), named(&name)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set the values of a group.
#[utoipa::path(
    put,
    path = "/groups/{id}/attributes/{name}",
    tag = "attributes",
    request_body = AttributeValues,
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn put_group_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    Body(body): Body<AttributeValues>,
) -> Result<StatusCode, Refusal> {
    let holder = Principal::Group(named(&id)?);
    app::attributes::put_values(&server.app, &cx, holder, named(&name)?, values(body.values)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the values of a group away.
#[utoipa::path(
    delete,
    path = "/groups/{id}/attributes/{name}",
    tag = "attributes",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_group_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
) -> Result<StatusCode, Refusal> {
    app::attributes::delete_values(&server.app, &cx, Principal::Group(named(&id)?), named(&name)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn values(values: Vec<Scalar>) -> Vec<AttributeValue> {
    values.into_iter().map(Into::into).collect()
}
