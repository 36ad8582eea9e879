//! Checks of matched routes that need no handler: known query parameters, and how many visitors there are.

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;

use crate::error::{Refusal, RequestFault};
use crate::extract::body::BodyLimit;
use crate::state::Server;

/// The template of the matched route, for the log: paths may hold the secret of a link.
#[derive(Debug, Clone)]
pub(crate) struct Template(pub String);

/// What the body of a visitor's request may be long.
const VISITOR_BODY: usize = 64 << 10;

/// What the body of a save may be long.
const SAVE_BODY: usize = 8 << 20;

/// Refuses query parameters that the route does not know, and sets the limits of the route.
pub(crate) async fn route_rules(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let template = request.extensions().get::<MatchedPath>().map_or_else(String::new, |path| path.as_str().to_owned());
    let mut response = match unknown_parameter(&server, &template, &request) {
        Some(name) => Refusal::from(RequestFault::UnknownParameter(name)).into_response(),
        None => {
            if let Some(limit) = body_limit(&template) {
                request.extensions_mut().insert(BodyLimit(limit));
            }
            if visits(&template) { visit(&server, request, next).await } else { next.run(request).await }
        }
    };
    response.extensions_mut().insert(Template(template));
    response
}

fn unknown_parameter(server: &Server, template: &str, request: &Request) -> Option<String> {
    // Providers add what they like to the address to which they send people back.
    if template == app::oidc::CALLBACK {
        return None;
    }
    let query = request.uri().query().filter(|query| !query.is_empty())?;
    let method = if request.method() == axum::http::Method::HEAD { &axum::http::Method::GET } else { request.method() };
    let known = server.parameters.get(&(method.clone(), template.to_owned()));
    let names = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split('=').next().unwrap_or_default());
    names.into_iter().find(|name| known.is_none_or(|known| !known.contains(*name))).map(shortened)
}

fn shortened(name: &str) -> String {
    name.chars().take(64).collect()
}

fn visits(template: &str) -> bool {
    template.starts_with("/api/v1/r/")
}

fn body_limit(template: &str) -> Option<usize> {
    match template {
        _ if visits(template) => Some(VISITOR_BODY),
        "/api/v1/session" | "/api/v1/setup" | "/api/v1/auth/oidc/link" => Some(4 << 10),
        "/api/v1/documents" | "/api/v1/documents/{id}/project" | "/api/v1/connections/{id}/model/check" => Some(SAVE_BODY),
        _ => None,
    }
}

/// Serves a visitor while there is room; the place is free again when the last byte is sent or the visitor has gone.
async fn visit(server: &Server, request: Request, next: Next) -> Response {
    let Ok(permit) = server.visitors.clone().try_acquire_owned() else {
        return Refusal::from(RequestFault::Crowded).into_response();
    };
    let (parts, body) = next.run(request).await.into_parts();
    let body = body.into_data_stream().map(move |chunk| {
        let _held = &permit;
        chunk
    });
    Response::from_parts(parts, Body::from_stream(body))
}
