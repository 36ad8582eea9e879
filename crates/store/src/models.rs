//! The files of a connection's model. They share one version: two people who edit different files still meet a clash, because a model is checked as a whole.

use std::collections::BTreeMap;

use access::{EditModel, Permit};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use vocab::{ConnectionId, UserId};

use crate::connections::row;
use crate::entity::{connection, model_file};
use crate::key::Key;
use crate::nodes::person;
use crate::time::{millis, timestamp};
use crate::words::storable;
use crate::{ReadTx, StoreError, WriteTx};

/// The files of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredModel {
    /// Counted up by every save; 0 before the first.
    pub version: i64,
    /// Text by file name.
    pub files: BTreeMap<String, String>,
    /// Who saved a file of it last, and when; whoever made the connection before the first.
    pub changed: (UserId, Timestamp),
}

/// The files, for those who edit them.
///
/// # Errors
/// `not_found`.
pub async fn get(tx: &ReadTx, may: &Permit<'_, EditModel, ConnectionId>) -> Result<StoredModel, StoreError> {
    read(tx, may.object()).await
}

/// Puts and takes away files (`None`) over the version that the edit started from, all or nothing, and gives the new version.
///
/// # Errors
/// `version_clash` when somebody has saved meanwhile; `not_found` when a file to take away is not there; nothing is changed then.
pub async fn save(
    tx: &WriteTx,
    may: &Permit<'_, EditModel, ConnectionId>,
    from_version: i64,
    files: &BTreeMap<String, Option<String>>,
    at: Timestamp,
) -> Result<i64, StoreError> {
    let connection = Key::from(may.object());
    let by = person(may.actor())?;
    let next = from_version.checked_add(1).ok_or(StoreError::VersionClash { current: 0 })?;
    let counted = connection::Entity::update_many()
        .col_expr(connection::Column::ModelVersion, Expr::value(next))
        .filter(connection::Column::Id.eq(connection))
        .filter(connection::Column::ModelVersion.eq(from_version))
        .exec(tx.db())
        .await?;
    if counted.rows_affected == 0 {
        return Err(StoreError::VersionClash { current: row(tx, may.object()).await?.model_version });
    }
    for (name, text) in files {
        storable(name, "a file name")?;
        match text {
            Some(text) => {
                storable(text, "a model file")?;
                let row = model_file::Model {
                    connection_id: connection,
                    name: name.clone(),
                    content: text.clone(),
                    saved_by: by.into(),
                    saved_at: millis(at),
                };
                crate::upsert(tx, row.into_active_model()).await?;
            }
            None => {
                if model_file::Entity::delete_by_id((connection, name.clone())).exec(tx.db()).await?.rows_affected == 0 {
                    return Err(StoreError::NotFound);
                }
            }
        }
    }
    Ok(next)
}

pub(crate) async fn read(tx: &ReadTx, connection: ConnectionId) -> Result<StoredModel, StoreError> {
    let connection_row = row(tx, connection).await?;
    let rows = model_file::Entity::find().filter(model_file::Column::ConnectionId.eq(Key::from(connection))).all(tx.db()).await?;
    let first = (connection_row.created_by, connection_row.created_at);
    let (by, at) = rows.iter().map(|row| (row.saved_by, row.saved_at)).max_by_key(|(_, at)| *at).unwrap_or(first);
    Ok(StoredModel {
        version: connection_row.model_version,
        files: rows.into_iter().map(|row| (row.name, row.content)).collect(),
        changed: (by.into(), timestamp(at)?),
    })
}
