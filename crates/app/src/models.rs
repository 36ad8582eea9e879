//! The shared model of a connection: its files, checked against the tables that are there.

use std::collections::BTreeMap;

use semantics::{Diagnostic, ModelFiles};
use vocab::ConnectionId;

use crate::cx::{App, Cx};
use crate::error::AppError;

/// The model as its editors see it.
#[derive(Debug, Clone)]
pub struct ModelView {
    /// The version of the files.
    pub version: u64,
    /// The files by name.
    pub files: BTreeMap<String, String>,
    /// What the checker says of them.
    pub diagnostics: Vec<Diagnostic>,
    /// `edit_model`.
    pub can: Vec<&'static str>,
}

/// What a save gave.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The new version.
    pub version: u64,
    /// Warnings; with errors nothing is saved.
    pub diagnostics: Vec<Diagnostic>,
}

/// The model's files.
pub async fn get(app: &App, cx: &Cx, connection: ConnectionId) -> Result<ModelView, AppError> {
    todo!()
}

/// Puts a file; with errors in it the former model stays in force and nothing is saved.
pub async fn put_file(
    app: &App,
    cx: &Cx,
    connection: ConnectionId,
    name: String,
    text: String,
    from_version: u64,
) -> Result<Saved, AppError> {
    todo!()
}

/// Takes a file away.
pub async fn delete_file(app: &App, cx: &Cx, connection: ConnectionId, name: String, from_version: u64) -> Result<Saved, AppError> {
    todo!()
}

/// What the checker says of these files; changes nothing.
pub async fn check(app: &App, cx: &Cx, connection: ConnectionId, files: ModelFiles) -> Result<Vec<Diagnostic>, AppError> {
    todo!()
}
