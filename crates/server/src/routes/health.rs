//! For those who run the server.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::Server;

/// The process answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`.
    pub status: String,
    pub version: String,
}

/// What the server needs answers, or does not.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// Database and engine answer.
    pub ready: bool,
}

/// Whether the server runs.
#[utoipa::path(get, path = "/health", tag = "health", responses((status = 200, description = "It runs", body = Health)))]
pub(crate) async fn health() -> Json<Health> {
    Json(Health { status: "ok".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() })
}

/// Whether it can work: database and engine answer.
#[utoipa::path(get, path = "/ready", tag = "health", responses((status = 200, description = "It can work", body = Readiness), (status = 503, description = "It cannot", body = Readiness)))]
pub(crate) async fn ready(State(server): State<Server>) -> (StatusCode, Json<Readiness>) {
    let ready = match server.app.ready().await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(error.code = error.code(), "not ready: {error}");
            false
        }
    };
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready }))
}
