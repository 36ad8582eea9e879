//! People and principals.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::dto::common::{Items, Page};
use crate::dto::people::{NewUser, PeopleQuery, PrincipalItem, PrincipalsQuery, User, UserChange};
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, Params, named, params};
use crate::state::Server;

/// List the people of the instance.
#[utoipa::path(
    get,
    path = "/users",
    tag = "people",
    params(PeopleQuery),
    responses((status = 200, description = "The answer", body = Page<User>))
)]
pub(crate) async fn list_users(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(query): Params<PeopleQuery>,
) -> Result<Json<Page<User>>, Refusal> {
    let page = params::page(query.limit, query.cursor)?;
    let users = app::users::list(&server.app, &cx, query.q, page).await?;
    Ok(Json(Page::new(users, User::new)))
}

/// Add a person.
#[utoipa::path(
    post,
    path = "/users",
    tag = "people",
    request_body = NewUser,
    responses((status = 201, description = "Made", body = User))
)]
pub(crate) async fn create_user(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<NewUser>,
) -> Result<(StatusCode, Json<User>), Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse("/name", &body.name);
    let email = faults.parse("/email", &body.email);
    let (Some(name), Some(email)) = (name, email) else { return Err(faults.refuse()) };
    let user = app::users::NewUser { name, email, password: body.password, is_admin: body.is_admin };
    let user = app::users::create(&server.app, &cx, user).await?;
    Ok((StatusCode::CREATED, Json(User::new(&user))))
}

/// Read a person.
#[utoipa::path(
    get,
    path = "/users/{id}",
    tag = "people",
    responses((status = 200, description = "The answer", body = User))
)]
pub(crate) async fn read_user(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<User>, Refusal> {
    Ok(Json(User::new(&app::users::get(&server.app, &cx, named(&id)?).await?)))
}

/// Rename, deactivate, make admin, set the password.
#[utoipa::path(
    patch,
    path = "/users/{id}",
    tag = "people",
    request_body = UserChange,
    responses((status = 200, description = "The answer", body = User))
)]
pub(crate) async fn change_user(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<UserChange>,
) -> Result<Json<User>, Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse_some("/name", body.name.as_deref());
    let new_owner = faults.parse_some("/new_owner", body.new_owner.as_deref());
    faults.check()?;
    let change = app::users::UserChange { name, active: body.active, is_admin: body.is_admin, password: body.password, new_owner };
    Ok(Json(User::new(&app::users::change(&server.app, &cx, named(&id)?, change).await?)))
}

/// Find whom to give access to.
#[utoipa::path(
    get,
    path = "/principals",
    tag = "people",
    params(PrincipalsQuery),
    responses((status = 200, description = "The answer", body = Items<PrincipalItem>))
)]
pub(crate) async fn find_principals(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(query): Params<PrincipalsQuery>,
) -> Result<Json<Items<PrincipalItem>>, Refusal> {
    let limit = params::within(query.limit, 50)?;
    let found = app::principals::search(&server.app, &cx, query.q.as_deref().unwrap_or_default(), limit).await?;
    Ok(Json(Items { items: found.iter().map(PrincipalItem::new).collect() }))
}
