//! Finds out who asks, once per request.

use std::net::SocketAddr;

use access::Actor;
use app::{AppError, Cx, Through};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vocab::RequestId;

use crate::error::Refusal;
use crate::session;
use crate::state::Server;

/// Puts the [`Cx`] of the request where handlers find it. A dead cookie is nobody's, as when a browser comes back after a while;
/// a program that sends a credential means it, so one that does not count is refused and never taken for nobody (T38).
pub(crate) async fn identify(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let sent = request.headers().contains_key(header::AUTHORIZATION);
    let secret = if sent { session::bearer(request.headers()) } else { session::secret(request.headers(), server.config.secure_cookies) };
    let extensions = request.extensions();
    let request_id = extensions.get::<RequestId>().copied().unwrap_or_else(|| server.app.request_id());
    let address = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let found = match secret {
        Some(secret) => app::sessions::authenticate(&server.app, &secret).await,
        None => Ok(None),
    };
    let (actor, session) = match found {
        Ok(Some(found)) => (Actor::User(found.user), Some(found.session)),
        Ok(None) if sent => return Refusal::App(AppError::NotSignedIn).into_response(),
        Ok(None) => (Actor::Anonymous, None),
        Err(error) => return Refusal::from(error).into_response(),
    };
    request.extensions_mut().insert(Cx { actor, session, request_id, address, through: Through::Page });
    next.run(request).await
}
