//! Personal API tokens, and one's own password.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::dto::common::Items;
use crate::dto::own::{NewToken, PasswordChange, Token, TokenMade};
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, params::named};
use crate::state::Server;

/// One's own tokens; their secrets are not kept.
#[utoipa::path(
    get,
    path = "/tokens",
    tag = "session",
    responses((status = 200, description = "The answer", body = Items<Token>))
)]
pub(crate) async fn list_tokens(State(server): State<Server>, Asker(cx): Asker) -> Result<Json<Items<Token>>, Refusal> {
    let tokens = app::tokens::list(&server.app, &cx).await?;
    Ok(Json(Items { items: tokens.iter().map(Token::new).collect() }))
}

/// Make a token; this answer is the only one that holds its secret.
#[utoipa::path(
    post,
    path = "/tokens",
    tag = "session",
    request_body(content = NewToken, example = json!({"name": "nightly export", "scope": "read", "expires_at": "2027-01-01T00:00:00Z"})),
    responses((status = 200, description = "Made", body = TokenMade))
)]
pub(crate) async fn create_token(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<NewToken>,
) -> Result<Json<TokenMade>, Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse("/name", &body.name);
    let expires_at = faults.parse_some("/expires_at", body.expires_at.as_deref());
    let Some(name) = name else { return Err(faults.refuse()) };
    faults.check()?;
    Ok(Json(TokenMade::new(&app::tokens::create(&server.app, &cx, name, body.scope.into(), expires_at).await?)))
}

/// End a token; the next request with it is refused.
#[utoipa::path(
    delete,
    path = "/tokens/{id}",
    tag = "session",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn end_token(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<StatusCode, Refusal> {
    app::tokens::end(&server.app, &cx, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change one's own password; every other session of one's own ends.
#[utoipa::path(
    post,
    path = "/me/password",
    tag = "session",
    request_body = PasswordChange,
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn change_password(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<PasswordChange>,
) -> Result<StatusCode, Refusal> {
    app::sessions::change_password(&server.app, &cx, body.current, body.new).await?;
    Ok(StatusCode::NO_CONTENT)
}
