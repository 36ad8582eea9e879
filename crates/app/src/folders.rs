//! Folders.

use vocab::{FolderId, Title};

use crate::content::{Node, Place};
use crate::cx::{App, Cx};
use crate::error::AppError;

/// Makes a folder.
pub async fn create(app: &App, cx: &Cx, name: Title, parent: Place) -> Result<Node, AppError> {
    todo!()
}

/// Renames a folder.
pub async fn rename(app: &App, cx: &Cx, folder: FolderId, name: Title) -> Result<Node, AppError> {
    todo!()
}
