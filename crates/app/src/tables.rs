//! The tables of a local connection.

use std::path::PathBuf;

use access::{Door, EditModel, ManageConnection, QueryKind, QuerySql, RowRule, TableName};
use semantics::{FileKind, TableInfo};
use serde_json::json;
use vocab::{ConnectionId, ModelName};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::error::AppError;
use crate::{connections, models};

/// The tables of a connection, for who may write SQL: the tables and columns that they may read. Who edits the model sees all of them.
///
/// # Errors
/// The connection is not there, or SQL is not for this actor.
pub async fn list(app: &App, cx: &Cx, connection: ConnectionId) -> Result<Vec<TableInfo>, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<QuerySql, _>(facts, connection)?;
    let mut tables = app.engine.tables(connection).await?;
    if cx.allow::<EditModel, _>(facts, connection).is_ok() {
        return Ok(tables);
    }
    let model = match models::in_force(app, &tx, connection).await {
        Ok(model) => model,
        Err(AppError::NoModel) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let policy = access::data_policy(facts, &cx.actor, connection, model.rules(), QueryKind::Sql, Door::Workbook)?;
    tables.retain_mut(|table| {
        let Some(rules) = policy.table(&table.name) else { return false };
        table.columns.retain(|(column, _)| !rules.hidden_columns.contains(column));
        // How many rows there are is itself something about the rows.
        if rules.rows != RowRule::All {
            table.rows = None;
            table.bytes = 0;
        }
        true
    });
    Ok(tables)
}

/// Asked before the body of an upload is read, so that nobody fills the disk who may not upload. Answers where to put it.
///
/// # Errors
/// The connection is not there, or not this actor's to manage.
pub async fn upload_place(app: &App, cx: &Cx, connection: ConnectionId) -> Result<PathBuf, AppError> {
    cx.allow::<ManageConnection, _>(app.read().await?.facts(), connection)?;
    let folder = app.config.data_dir.join("uploads");
    connections::make_private_folder(&folder).await?;
    Ok(folder.join(format!("{}.part", app.request_id())))
}

/// Puts an uploaded file in the place of a table, or adds one; the file is gone afterwards. A new table gets a first view and topic.
///
/// # Errors
/// `file_invalid` when the file is not what it should be: the table stays as it was.
pub async fn upload(
    app: &App,
    cx: &Cx,
    connection: ConnectionId,
    table: TableName,
    kind: FileKind,
    file: PathBuf,
) -> Result<TableInfo, AppError> {
    let work = async {
        {
            let tx = app.read().await?;
            cx.allow::<ManageConnection, _>(tx.facts(), connection)?;
        }
        if table.as_str().parse::<ModelName>().is_err() {
            let detail = "a table's name has 1 to 64 of `a-z`, `0-9` and `_`, and does not start with a digit";
            return Err(AppError::invalid("/name", "name_invalid", detail));
        }
        let imported = app.engine.import(connection, table.clone(), kind, file.clone()).await?;
        models::cover_new_tables(app, cx, connection).await?;
        let tx = app.write(cx).await?;
        let details = json!({"table": table, "rows": imported.rows, "bytes": imported.bytes});
        let act = Act::on("table_upload", connection).called(tx.facts().connection(connection).map_or("", |(name, _)| name));
        act.with(details).done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(imported)
    };
    let result = watched(app, cx, "table_upload", connection, work).await;
    // The engine may have moved it; whatever is left is of no use any more.
    _ = tokio::fs::remove_file(&file).await;
    result
}
