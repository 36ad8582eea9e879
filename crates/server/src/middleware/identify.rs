//! Finds out who asks, once per request, and on what footing.

use std::net::SocketAddr;

use access::Actor;
use app::{AppError, Cx, Standing, Through};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vocab::RequestId;

use crate::error::Refusal;
use crate::session;
use crate::state::Server;

/// Puts the [`Cx`] of the request where handlers find it. A dead cookie is nobody's, as when a browser comes back after a while;
/// a program that sends a credential means it, so one that does not count is refused and never taken for nobody (T38).
pub(crate) async fn identify(State(server): State<Server>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match context(&server, &parts).await {
        Ok(cx) => {
            parts.extensions.insert(cx);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn context(server: &Server, request: &Parts) -> Result<Cx, Refusal> {
    let sent = request.headers.contains_key(header::AUTHORIZATION);
    let extensions = &request.extensions;
    let request_id = extensions.get::<RequestId>().copied().unwrap_or_else(|| server.app.request_id());
    let address = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let found = if sent {
        let secret = session::bearer(&request.headers).ok_or(AppError::NotSignedIn)?;
        Some(app::sessions::authenticate_program(&server.app, &secret).await?.ok_or(AppError::NotSignedIn)?)
    } else {
        match session::secret(&request.headers, server.config.secure_cookies) {
            Some(secret) => app::sessions::authenticate(&server.app, &secret).await?,
            None => None,
        }
    };
    let through = if sent { Through::Api } else { Through::Page };
    let Some(found) = found else {
        return Ok(Cx { actor: Actor::Anonymous, standing: Standing::Own, session: None, request_id, address, through });
    };
    let cx = Cx { actor: found.actor, standing: found.standing, session: found.session, request_id, address, through };
    if cx.standing.viewing().is_some() {
        look(server, request, &cx).await?;
    }
    Ok(cx)
}

/// What somebody may ask who sees as somebody else. Each such request is written down, under both names.
async fn look(server: &Server, request: &Parts, cx: &Cx) -> Result<(), Refusal> {
    let template = request.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    app::view_as::note(&server.app, cx, request.method.as_str(), template).await?;
    let limited = cx.standing.viewing().is_some_and(|viewing| viewing.view.document.is_some());
    if limited && !of_one_document(template) {
        return Err(AppError::NotFound.into());
    }
    if reads(&request.method, template) { Ok(()) } else { Err(AppError::ViewAsReadOnly.into()) }
}

/// Routes that a manager gets an answer from while seeing the one document as somebody else; which document it is, its permits say.
fn of_one_document(template: &str) -> bool {
    template.starts_with("/api/v1/documents/{id}") || template.starts_with("/api/v1/r/{slug}") || own(template)
}

/// The viewer's own way in and out.
fn own(template: &str) -> bool {
    matches!(template, "/api/v1/me" | "/api/v1/session" | "/api/v1/view_as")
}

/// Requests that change nothing. That none of the others gets to a change all the same is kept by the types behind them; this gives them one answer.
fn reads(method: &Method, template: &str) -> bool {
    const QUESTIONS: &[&str] = &[
        "/api/v1/query",
        "/api/v1/documents/{id}/reports/{report}/data",
        "/api/v1/documents/{id}/reports/{report}/suggest",
        "/api/v1/r/{slug}/data",
        "/api/v1/r/{slug}/suggest",
        "/api/v1/connections/{id}/topics/{name}/suggest",
        "/api/v1/connections/{id}/model/check",
    ];
    matches!(*method, Method::GET | Method::HEAD) && !template.ends_with("/download") && !template.ends_with("/export")
        || own(template)
        || QUESTIONS.contains(&template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t56_whoever_only_looks_gets_no_further_than_questions() {
        let document = crate::openapi_json();
        let document: serde_json::Value = serde_json::from_str(&document).unwrap_or_default();
        let mut questions = 0;
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for method in item.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase()) {
                let method: Method = method.parse().unwrap_or_default();
                if method != Method::GET && reads(&method, path) {
                    questions += 1;
                    assert!(
                        own(path)
                            || path.ends_with("/data")
                            || path.ends_with("/suggest")
                            || path.ends_with("/query")
                            || path.ends_with("/check"),
                        "{method} {path}"
                    );
                }
            }
        }
        // Every question above is a route that there is: seven of them, and in and out.
        assert_eq!(questions, 11, "a route was renamed: name it here as well");
        assert!(!reads(&Method::GET, "/api/v1/audit/export") && !reads(&Method::POST, "/api/v1/r/{slug}/download"));
    }
}
