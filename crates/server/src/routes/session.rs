//! Signing in and out.

use app::AppError;
use app::sessions::SignedIn;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;

use crate::dto::people::{Me, SignIn};
use crate::error::Refusal;
use crate::extract::{Anyone, Body};
use crate::session;
use crate::state::Server;

/// Sign in; the answer sets the session cookie.
#[utoipa::path(
    post,
    path = "/session",
    tag = "session",
    request_body = SignIn,
    responses((status = 200, description = "The answer", body = Me))
)]
pub(crate) async fn sign_in(
    State(server): State<Server>,
    Anyone(cx): Anyone,
    Body(body): Body<SignIn>,
) -> Result<impl IntoResponse, Refusal> {
    // An address that cannot be one belongs to nobody: the answer is the same as for a wrong password.
    let email = body.email.parse().map_err(|_| AppError::WrongCredentials)?;
    let signed_in = app::sessions::sign_in(&server.app, &cx, email, body.password).await?;
    // The session before, whoever's it was, is dead from here on (T47).
    if cx.session.is_some() {
        app::sessions::sign_out(&server.app, &cx).await?;
    }
    Ok((session_cookie(&server, &signed_in), Json(Me::new(&signed_in.me))))
}

/// Sign out: the session is dead at once.
#[utoipa::path(
    delete,
    path = "/session",
    tag = "session",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn sign_out(State(server): State<Server>, Anyone(cx): Anyone) -> Result<impl IntoResponse, Refusal> {
    if cx.actor == access::Actor::Anonymous {
        return Err(AppError::NotSignedIn.into());
    }
    app::sessions::sign_out(&server.app, &cx).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, session::clear(server.config.secure_cookies))]))
}

/// Who is asking.
#[utoipa::path(
    get,
    path = "/me",
    tag = "session",
    responses((status = 200, description = "The answer", body = Me))
)]
pub(crate) async fn who_am_i(State(server): State<Server>, Anyone(cx): Anyone) -> Result<Json<Me>, Refusal> {
    Ok(Json(Me::new(&app::sessions::me(&server.app, &cx).await?)))
}

/// The header that gives a new session to the browser.
pub(crate) fn session_cookie(server: &Server, signed_in: &SignedIn) -> [(HeaderName, HeaderValue); 1] {
    [(header::SET_COOKIE, session::set(&signed_in.secret, signed_in.lifetime_seconds, server.config.secure_cookies))]
}
