//! The first and last thing that happens to a request: its id, its line in the log, the body of its refusal, its headers.

use std::sync::Arc;
use std::time::Instant;

use app::AppError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vocab::RequestId;

use super::gate::Template;
use super::{headers, spelling};
use crate::error::{Refusal, RequestFault};
use crate::state::Server;

/// Wraps every request. The id is ours: what a client sends as one selects nothing (T63).
pub(crate) async fn outermost(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let request_id = server.app.request_id();
    let method = request.method().clone();
    request.extensions_mut().insert(request_id);
    let response = if spelling::is_canonical(request.uri().path()) {
        next.run(request).await
    } else {
        Refusal::App(AppError::NotFound).into_response()
    };
    let mut response = with_refusal(response);
    let refusal = response.extensions_mut().remove::<Arc<Refusal>>();
    let template = response.extensions_mut().remove::<Template>();
    let template = template.as_ref().map_or("-", |template| template.0.as_str());
    log(&method, template, &response, refusal.as_deref(), &request_id, started);
    if let Some(refusal) = &refusal {
        write(&mut response, refusal, &request_id);
    }
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    if let Ok(value) = HeaderValue::try_from(request_id.to_string()) {
        response.headers_mut().insert("x-request-id", value);
    }
    headers::secure(response.headers_mut(), server.config.secure_cookies);
    response
}

/// Refusals of the router itself become ours.
fn with_refusal(mut response: Response) -> Response {
    let status = response.status();
    let ours = response.extensions().get::<Arc<Refusal>>().is_some();
    let json = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    if ours || json || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let refusal = match status {
        StatusCode::METHOD_NOT_ALLOWED => Refusal::Request(RequestFault::Method),
        StatusCode::NOT_FOUND => Refusal::App(AppError::NotFound),
        status if status.is_server_error() => Refusal::App(AppError::Internal(format!("a layer answered {status}"))),
        _ => Refusal::Request(RequestFault::BodyBroken),
    };
    response.extensions_mut().insert(Arc::new(refusal));
    response
}

fn write(response: &mut Response, refusal: &Refusal, request_id: &RequestId) {
    let body = serde_json::to_vec(&refusal.problem(request_id)).unwrap_or_default();
    *response.status_mut() = refusal.status();
    *response.body_mut() = Body::from(body);
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    // The body that is replaced may have been compressed already; this one is not.
    headers.remove(header::CONTENT_ENCODING);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(seconds) = refusal.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// One line per request, with the template of its route: paths hold slugs, queries hold what people search for.
fn log(method: &Method, template: &str, response: &Response, refusal: Option<&Refusal>, request_id: &RequestId, started: Instant) {
    let status = refusal.map_or_else(|| response.status(), Refusal::status).as_u16();
    let code = refusal.map_or("-", Refusal::code);
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match refusal.and_then(Refusal::cause) {
        Some(cause) => tracing::error!(
            http.method = %method, http.route = template, http.status = status, http.duration_ms = duration_ms,
            error.code = code, error.cause = cause, request.id = %request_id, "{method} {template} failed: {cause}"
        ),
        None => tracing::info!(
            http.method = %method, http.route = template, http.status = status, http.duration_ms = duration_ms,
            error.code = code, request.id = %request_id, "{method} {template} answered {status} in {duration_ms} ms"
        ),
    }
}
