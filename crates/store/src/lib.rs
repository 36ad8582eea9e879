//! The metadata of an instance: people, content, connections, links, settings, audit, on SQLite or PostgreSQL.
//!
//! For `app`. What is read or changed for somebody takes a permit or scope of `access`, and the id out of it; the exceptions are in [`system`], with reasons.
//! A [`ReadTx`] or [`WriteTx`] holds the facts that permits are decided on; no permit outlives it.
//!
//! ```text
//! let tx = store.write().await?;
//! let may = access::permit::<access::Edit, _>(tx.facts(), &actor, document)?;
//! store::nodes::rename(&tx, &may, &name, now).await?;
//! store::audit::append(&tx, &[row]).await?;
//! tx.commit().await?;
//! ```
//!
//! It knows no rule of access, reads no clock, and makes no ids. SeaORM does not leave it.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

pub mod abilities;
pub mod attributes;
pub mod audit;
mod changes;
pub mod connections;
mod db;
pub mod documents;
mod entity;
mod error;
mod facts;
pub mod favourites;
mod files;
pub mod folders;
pub mod grants;
pub mod groups;
mod journal;
mod key;
mod keys;
pub mod links;
mod migrate;
pub mod models;
pub mod nodes;
pub mod requests;
pub mod settings;
mod slug;
mod store;
pub mod system;
pub mod tenants;
mod time;
pub mod trash;
pub mod users;
pub mod visits;
mod words;

pub use db::DatabaseUrl;
pub use error::{FileError, StoreError};
pub use journal::{Journal, Note};
pub use keys::ServerKeys;
pub use store::{ReadTx, Store, WriteTx};

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, Iterable, PrimaryKeyToColumn, PrimaryKeyTrait};

/// Writes a row whose primary key may be there already.
async fn upsert<A>(tx: &WriteTx, row: A) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
{
    let keys = primary_key::<A::Entity>();
    let others: Vec<_> = <A::Entity as EntityTrait>::Column::iter().filter(|column| !keys.iter().any(|key| same(key, column))).collect();
    let replace = OnConflict::columns(keys).update_columns(others).to_owned();
    <A::Entity as EntityTrait>::insert(row).on_conflict(replace).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Writes a row unless one with its primary key is there.
async fn insert_or_ignore<A>(tx: &WriteTx, row: A) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
{
    let keep = OnConflict::columns(primary_key::<A::Entity>()).do_nothing().to_owned();
    match <A::Entity as EntityTrait>::insert(row).on_conflict(keep).exec_without_returning(tx.db()).await {
        Ok(_) | Err(sea_orm::DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn primary_key<E: EntityTrait>() -> Vec<E::Column>
where
    E::PrimaryKey: PrimaryKeyToColumn<Column = E::Column> + PrimaryKeyTrait,
{
    E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect()
}

fn same<C: sea_orm::IdenStatic>(left: &C, right: &C) -> bool {
    left.as_str() == right.as_str()
}
