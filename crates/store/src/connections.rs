//! Connections and their roles. How strong somebody's role is, and who has which, is read from the facts.

use std::collections::BTreeMap;

use access::{Administer, Change, Instance, ManageConnection, Permit, Principal, Scope, View};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::{Deserialize, Serialize};
use vocab::{ConnectionId, ConnectionRole, Title, UserId};

use crate::entity::{connection, connection_role};
use crate::error::OrTaken;
use crate::key::Key;
use crate::nodes::person;
use crate::time::{millis, timestamp};
use crate::words::{from_word, principal_columns, title, to_word, word};
use crate::{ReadTx, StoreError, WriteTx};

/// Where the tables of a connection are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionKind {
    /// In a folder of the server's own.
    Local,
}

/// A connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Which.
    pub id: ConnectionId,
    /// Its name, which no other has.
    pub name: Title,
    /// Where its tables are.
    pub kind: ConnectionKind,
    /// What everyone may ask of it.
    pub base_role: ConnectionRole,
    /// The version of its model files.
    pub model_version: i64,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
}

/// A connection to make.
#[derive(Debug, Clone)]
pub struct NewConnection {
    /// A new id.
    pub id: ConnectionId,
    /// Its name.
    pub name: Title,
    /// Where its tables are.
    pub kind: ConnectionKind,
    /// What everyone may ask of it.
    pub base_role: ConnectionRole,
    /// Now.
    pub at: Timestamp,
}

/// Makes a connection.
///
/// # Errors
/// `conflict` about `connection_name`.
pub async fn create(tx: &WriteTx, may: &Permit<'_, Administer, Instance>, new: &NewConnection) -> Result<(), StoreError> {
    let row = connection::Model {
        id: new.id.into(),
        name: new.name.as_str().to_owned(),
        kind: to_word(new.kind)?,
        base_role: new.base_role.as_str().to_owned(),
        model_version: 0,
        created_by: person(may.actor())?.into(),
        created_at: millis(new.at),
    };
    connection::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await.or_taken("connection_name")?;
    tx.record(Change::ConnectionPut { connection: new.id, name: new.name.clone(), base_role: new.base_role });
    Ok(())
}

/// One connection.
///
/// # Errors
/// `not_found`.
pub async fn get(tx: &ReadTx, may: &Permit<'_, View, ConnectionId>) -> Result<Connection, StoreError> {
    of_row(row(tx, may.object()).await?)
}

/// The connections of a list.
///
/// # Errors
/// When the database does not answer.
pub async fn details(tx: &ReadTx, scope: &Scope<'_, ConnectionId>) -> Result<BTreeMap<ConnectionId, Connection>, StoreError> {
    let keys: Vec<Key> = scope.items().iter().map(|item| item.object.into()).collect();
    let rows = connection::Entity::find().filter(connection::Column::Id.is_in(keys)).all(tx.db()).await?;
    rows.into_iter().map(|row| of_row(row).map(|connection| (connection.id, connection))).collect()
}

/// Gives a connection another name.
///
/// # Errors
/// `not_found`; `conflict` about `connection_name`.
pub async fn rename(tx: &WriteTx, may: &Permit<'_, ManageConnection, ConnectionId>, name: &Title) -> Result<(), StoreError> {
    change(tx, may.object(), |row| name.as_str().clone_into(&mut row.name)).await
}

/// Sets what everyone may ask of a connection.
///
/// # Errors
/// `not_found`.
pub async fn set_base_role(tx: &WriteTx, may: &Permit<'_, ManageConnection, ConnectionId>, role: ConnectionRole) -> Result<(), StoreError> {
    change(tx, may.object(), |row| role.as_str().clone_into(&mut row.base_role)).await
}

/// Gives a person or group a role on a connection.
///
/// # Errors
/// `not_found` when the principal or connection is not there.
pub async fn set_role(
    tx: &WriteTx,
    may: &Permit<'_, ManageConnection, ConnectionId>,
    principal: Principal,
    role: ConnectionRole,
) -> Result<(), StoreError> {
    let connection = may.object();
    let known = match principal {
        Principal::User(user) => tx.facts().user(user).is_some(),
        Principal::Group(group) => tx.facts().group(group).is_some(),
        Principal::Organization => return Err(StoreError::Invalid { what: "a connection role", why: "for everyone it is the base role" }),
    };
    if !known {
        return Err(StoreError::NotFound);
    }
    let (principal_kind, principal_id) = principal_columns(principal);
    let row = connection_role::Model { connection_id: connection.into(), principal_kind, principal_id, role: role.as_str().to_owned() };
    crate::upsert(tx, row.into_active_model()).await?;
    tx.record(Change::ConnectionRolePut { connection, principal, role });
    Ok(())
}

/// Takes the role of a person or group on a connection away.
///
/// # Errors
/// `not_found` when there was none.
pub async fn remove_role(tx: &WriteTx, may: &Permit<'_, ManageConnection, ConnectionId>, principal: Principal) -> Result<(), StoreError> {
    let connection = may.object();
    let (kind, id) = principal_columns(principal);
    if connection_role::Entity::delete_by_id((connection.into(), kind, id)).exec(tx.db()).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::ConnectionRoleRemoved { connection, principal });
    Ok(())
}

/// Removes a connection with its roles and model. Documents that use it stay, and their tiles say that it is gone.
///
/// # Errors
/// `not_found`.
pub async fn remove(tx: &WriteTx, may: &Permit<'_, ManageConnection, ConnectionId>) -> Result<(), StoreError> {
    if connection::Entity::delete_by_id(Key::from(may.object())).exec(tx.db()).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::ConnectionRemoved { connection: may.object() });
    Ok(())
}

pub(crate) async fn row(tx: &ReadTx, id: ConnectionId) -> Result<connection::Model, StoreError> {
    connection::Entity::find_by_id(Key::from(id)).one(tx.db()).await?.ok_or(StoreError::NotFound)
}

pub(crate) fn of_row(row: connection::Model) -> Result<Connection, StoreError> {
    Ok(Connection {
        id: row.id.into(),
        name: title(&row.name)?,
        kind: from_word(&row.kind, "a connection's kind")?,
        base_role: word(&row.base_role, "a connection's role")?,
        model_version: row.model_version,
        created_by: row.created_by.into(),
        created_at: timestamp(row.created_at)?,
    })
}

pub(crate) fn change_of(row: &connection::Model) -> Result<Change, StoreError> {
    Ok(Change::ConnectionPut {
        connection: row.id.into(),
        name: title(&row.name)?,
        base_role: word(&row.base_role, "a connection's role")?,
    })
}

async fn change(tx: &WriteTx, id: ConnectionId, edit: impl FnOnce(&mut connection::Model)) -> Result<(), StoreError> {
    let mut row = row(tx, id).await?;
    edit(&mut row);
    let update = connection::Entity::update_many()
        .col_expr(connection::Column::Name, row.name.as_str().into())
        .col_expr(connection::Column::BaseRole, row.base_role.as_str().into())
        .filter(connection::Column::Id.eq(Key::from(id)));
    update.exec(tx.db()).await.or_taken("connection_name")?;
    tx.record(change_of(&row)?);
    Ok(())
}
