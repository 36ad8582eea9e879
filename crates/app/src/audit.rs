//! The audit log: who did or read what, through which door, and why it was allowed or not.

use jiff::Timestamp;
use vocab::RequestId;

use crate::cx::{App, Cx, Page, PageAsk};
use crate::error::AppError;

/// Which rows are wanted.
#[derive(Debug, Clone, Default)]
pub struct AuditAsk {
    /// By this actor.
    pub actor: Option<String>,
    /// With this verb.
    pub verb: Option<String>,
    /// On this thing.
    pub object: Option<String>,
    /// Which part.
    pub page: PageAsk,
}

/// One row.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who: an id, or `anonymous`.
    pub actor: String,
    /// Their name at that time.
    pub actor_name: String,
    /// `page`, `link` or `system`.
    pub door: String,
    /// What they did.
    pub verb: String,
    /// On what: an id or a word.
    pub object: String,
    /// Its name at that time.
    pub object_name: String,
    /// `done`, `refused` or `failed`.
    pub result: &'static str,
    /// Reason codes.
    pub codes: Vec<String>,
    /// In which request.
    pub request_id: RequestId,
    /// From where.
    pub address: Option<String>,
    /// Before and after, counts, and the like.
    pub details: serde_json::Value,
}

/// Rows, newest first; for admins.
pub async fn list(app: &App, cx: &Cx, ask: AuditAsk) -> Result<Page<AuditEntry>, AppError> {
    todo!()
}
