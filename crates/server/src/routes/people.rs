//! People and principals.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::dto::common::{Items, Page};
use crate::dto::people::{
    HandOverQuery, Invitation, InvitationAccepted, InvitationCode, Invited, Me, NewUser, Owned, PeopleQuery, PrincipalItem,
    PrincipalsQuery, User, UserChange,
};
use crate::error::Refusal;
use crate::extract::{Anyone, Asker, At, Body, Faults, Params, named, params};
use crate::routes::session::session_cookie;
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
    let hand_over_to = faults.parse_some("/hand_over_to", body.hand_over_to.as_deref());
    faults.check()?;
    let change = app::users::UserChange { name, active: body.active, is_admin: body.is_admin, password: body.password, hand_over_to };
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

/// Delete a person; what they own goes to somebody else first.
#[utoipa::path(
    delete,
    path = "/users/{id}",
    tag = "people",
    params(HandOverQuery),
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_user(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(query): Params<HandOverQuery>,
) -> Result<StatusCode, Refusal> {
    let mut faults = Faults::default();
    let to = faults.parse_some("/hand_over_to", query.hand_over_to.as_deref());
    faults.check()?;
    app::users::delete(&server.app, &cx, named(&id)?, to).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a person owns: content and tokens.
#[utoipa::path(
    get,
    path = "/users/{id}/owned",
    tag = "people",
    responses((status = 200, description = "The answer", body = Owned))
)]
pub(crate) async fn owned_by_user(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Owned>, Refusal> {
    Ok(Json(Owned::new(&app::users::owned(&server.app, &cx, named(&id)?).await?)))
}

/// Invite a person to set their password; this answer is the only one that holds the address. An invitation before it is dead.
#[utoipa::path(
    post,
    path = "/users/{id}/invitation",
    tag = "people",
    responses((status = 200, description = "Made", body = Invitation))
)]
pub(crate) async fn invite_user(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Invitation>, Refusal> {
    Ok(Json(Invitation::new(&app::users::invite(&server.app, &cx, named(&id)?).await?)))
}

/// Whom an invitation is for.
#[utoipa::path(
    post,
    path = "/invitation",
    tag = "setup",
    request_body = InvitationCode,
    responses((status = 200, description = "The answer", body = Invited))
)]
pub(crate) async fn read_invitation(State(server): State<Server>, Body(body): Body<InvitationCode>) -> Result<Json<Invited>, Refusal> {
    Ok(Json(Invited::new(&app::users::invited(&server.app, &body.code).await?)))
}

/// Set the first password of the one who is invited, and sign them in. It works once.
#[utoipa::path(
    post,
    path = "/invitation/accept",
    tag = "setup",
    request_body = InvitationAccepted,
    responses((status = 200, description = "The answer", body = Me))
)]
pub(crate) async fn accept_invitation(
    State(server): State<Server>,
    Anyone(cx): Anyone,
    Body(body): Body<InvitationAccepted>,
) -> Result<impl IntoResponse, Refusal> {
    let signed_in = app::users::accept(&server.app, &cx, &body.code, &body.password).await?;
    // The session before, whoever's it was, is dead from here on (T47).
    if cx.session.is_some() {
        app::sessions::sign_out(&server.app, &cx).await?;
    }
    Ok((session_cookie(&server, &signed_in), Json(Me::new(&signed_in.me))))
}
