//! The audit log: searched, exported, verified; and what happened to one folder or document.

use app::audit::AuditAsk;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;

use crate::dto::admin::{ActivityQuery, AuditEntry, AuditExportQuery, AuditQuery, Verified};
use crate::dto::common::Page;
use crate::error::Refusal;
use crate::extract::{Asker, At, Faults, Params, params, params::named};
use crate::state::Server;

/// Search the audit log.
#[utoipa::path(
    get,
    path = "/audit",
    tag = "admin",
    params(AuditQuery),
    responses((status = 200, description = "The answer", body = Page<AuditEntry>))
)]
pub(crate) async fn list_audit(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(query): Params<AuditQuery>,
) -> Result<Json<Page<AuditEntry>>, Refusal> {
    let page = params::page(query.limit, query.cursor.clone())?;
    let ask = AuditAsk { page, ..asked(query.into())? };
    Ok(Json(Page::new(app::audit::list(&server.app, &cx, ask).await?, AuditEntry::new)))
}

/// The audit log as JSON lines, oldest first, sent while it is read.
#[utoipa::path(
    get,
    path = "/audit/export",
    tag = "admin",
    params(AuditExportQuery),
    responses((status = 200, description = "One entry in each line", body = AuditEntry, content_type = "application/jsonl"))
)]
pub(crate) async fn export_audit(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(query): Params<AuditExportQuery>,
) -> Result<Response, Refusal> {
    let parts = app::audit::export(&server.app, &cx, asked(query)?).await?;
    let lines = parts.map(|part| {
        let mut text = Vec::new();
        for entry in part? {
            serde_json::to_writer(&mut text, &AuditEntry::new(&entry)).map_err(|error| app::AppError::Internal(error.to_string()))?;
            text.push(b'\n');
        }
        Ok::<_, app::AppError>(Bytes::from(text))
    });
    let headers = [(header::CONTENT_TYPE, "application/jsonl"), (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\"")];
    Ok((headers, Body::from_stream(lines)).into_response())
}

/// Go through the chain of hashes: a row that was removed or changed shows, and so does an end that was cut off.
#[utoipa::path(
    get,
    path = "/audit/verify",
    tag = "admin",
    responses((status = 200, description = "The answer", body = Verified))
)]
pub(crate) async fn verify_audit(State(server): State<Server>, Asker(cx): Asker) -> Result<Json<Verified>, Refusal> {
    Ok(Json(Verified::new(app::audit::verify(&server.app, &cx).await?)))
}

/// What happened to a folder or document, for those who manage it.
#[utoipa::path(
    get,
    path = "/content/{id}/activity",
    tag = "access",
    params(ActivityQuery),
    responses((status = 200, description = "The answer", body = Page<AuditEntry>))
)]
pub(crate) async fn content_activity(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(query): Params<ActivityQuery>,
) -> Result<Json<Page<AuditEntry>>, Refusal> {
    let page = params::page(query.limit, query.cursor)?;
    Ok(Json(Page::new(app::audit::activity(&server.app, &cx, named(&id)?, page).await?, AuditEntry::new)))
}

fn asked(query: AuditExportQuery) -> Result<AuditAsk, Refusal> {
    let mut faults = Faults::default();
    let from = faults.parse_some("/from", query.from.as_deref());
    let to = faults.parse_some("/to", query.to.as_deref());
    faults.check()?;
    Ok(AuditAsk {
        actor: query.actor,
        verb: query.verb,
        object: query.object,
        result: query.result,
        from,
        to,
        text: query.q,
        page: app::PageAsk::default(),
    })
}
