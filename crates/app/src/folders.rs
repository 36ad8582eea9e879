//! Folders.

use access::{Create, Edit};
use serde_json::json;
use store::folders::NewFolder;
use vocab::{FolderId, Title};

use crate::audit::{Act, watched};
use crate::content::{self, Node, Place};
use crate::cx::{App, Cx};
use crate::error::AppError;

/// Makes a folder.
///
/// # Errors
/// Nothing may be added there; `too_deep`.
pub async fn create(app: &App, cx: &Cx, name: Title, parent: Place) -> Result<Node, AppError> {
    let id: FolderId = app.id();
    let work = async {
        let parent = content::parent_of(cx, parent)?;
        let tx = app.write(cx).await?;
        let may = cx.allow::<Create, _>(tx.facts(), parent)?;
        store::folders::create(&tx, &may, &NewFolder { id, name: name.clone(), at: app.clock.now() }).await?;
        Act::on("folder_create", id).called(name.as_str()).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "folder_create", "content", work).await?;
    content::get(app, cx, id.into()).await
}

/// Renames a folder.
///
/// # Errors
/// It is not there, or not this actor's to rename.
pub async fn rename(app: &App, cx: &Cx, folder: FolderId, name: Title) -> Result<Node, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Edit, _>(tx.facts(), folder)?;
        store::nodes::rename(&tx, &may, &name, app.clock.now()).await?;
        Act::on("folder_rename", folder)
            .called(content::name(tx.facts(), folder.into()))
            .with(json!({"name": name}))
            .done(app, cx, &tx)
            .await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "folder_rename", folder, work).await?;
    content::get(app, cx, folder.into()).await
}
