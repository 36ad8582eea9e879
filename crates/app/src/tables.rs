//! The tables of a local connection.

use std::path::PathBuf;

use access::TableName;
use semantics::{FileKind, TableInfo};
use vocab::ConnectionId;

use crate::cx::{App, Cx};
use crate::error::AppError;

/// The tables of a connection, for who may write SQL or edit the model.
pub async fn list(app: &App, cx: &Cx, connection: ConnectionId) -> Result<Vec<TableInfo>, AppError> {
    todo!()
}

/// Asked before the body of an upload is read, so that nobody fills the disk who may not upload. Answers where to put it.
pub async fn upload_place(app: &App, cx: &Cx, connection: ConnectionId) -> Result<PathBuf, AppError> {
    todo!()
}

/// Puts an uploaded file in the place of a table, or adds one; the file is gone afterwards. The first upload brings a model.
pub async fn upload(
    app: &App,
    cx: &Cx,
    connection: ConnectionId,
    table: TableName,
    kind: FileKind,
    file: PathBuf,
) -> Result<TableInfo, AppError> {
    todo!()
}
