//! What people keep at hand. A favourite gives nobody anything: lists of them go through [`access::scope_of`] each time.

use std::collections::BTreeSet;

use access::{Browse, Hub, NodeId, Permit, Scope};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{favourite, node};
use crate::key::Key;
use crate::nodes::person;
use crate::time::millis;
use crate::words::{node_id, node_key};
use crate::{ReadTx, StoreError, WriteTx};

/// More than anybody looks through; the oldest ones beyond are not listed.
const MOST: u64 = 1_000;

/// Keeps something at hand for whoever may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn mark(tx: &WriteTx, may: &Permit<'_, Browse, NodeId>, at: Timestamp) -> Result<(), StoreError> {
    let row = favourite::Model { user_id: person(may.actor())?.into(), node_id: node_key(may.object()), marked_at: millis(at) };
    crate::insert_or_ignore(tx, row.into_active_model()).await
}

/// No longer keeps it at hand. That it was not is no error; nor is it one that the thing cannot be seen any more.
///
/// # Errors
/// When the database does not answer.
pub async fn unmark(tx: &WriteTx, own: &Permit<'_, Browse, Hub>, node: NodeId) -> Result<(), StoreError> {
    favourite::Entity::delete_by_id((Key::from(person(own.actor())?), node_key(node))).exec(tx.db()).await?;
    Ok(())
}

/// A person's favourites, those marked last first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(tx: &ReadTx, own: &Permit<'_, Browse, Hub>) -> Result<Vec<NodeId>, StoreError> {
    let rows: Vec<(Key, i64)> = favourite::Entity::find()
        .select_only()
        .columns([favourite::Column::NodeId, favourite::Column::MarkedAt])
        .filter(favourite::Column::UserId.eq(Key::from(person(own.actor())?)))
        .order_by_desc(favourite::Column::MarkedAt)
        .order_by_asc(favourite::Column::NodeId)
        .limit(MOST)
        .into_tuple()
        .all(tx.db())
        .await?;
    let ids: Vec<Key> = rows.iter().map(|(id, _)| *id).collect();
    let kinds: Vec<(Key, String)> = node::Entity::find()
        .select_only()
        .columns([node::Column::Id, node::Column::Kind])
        .filter(node::Column::Id.is_in(ids.clone()))
        .into_tuple()
        .all(tx.db())
        .await?;
    let kinds: std::collections::HashMap<_, _> = kinds.into_iter().collect();
    ids.into_iter().filter_map(|id| kinds.get(&id).map(|kind| node_id(kind, id))).collect()
}

/// Which of the things in a list are favourites of whoever it is for.
///
/// # Errors
/// When the database does not answer.
pub async fn among(tx: &ReadTx, scope: &Scope<'_, NodeId>) -> Result<BTreeSet<NodeId>, StoreError> {
    let who = Key::from(person(scope.actor())?);
    let by_key: std::collections::BTreeMap<Key, NodeId> = scope.items().iter().map(|item| (node_key(item.object), item.object)).collect();
    let marked: Vec<Key> = favourite::Entity::find()
        .select_only()
        .column(favourite::Column::NodeId)
        .filter(favourite::Column::UserId.eq(who))
        .filter(favourite::Column::NodeId.is_in(by_key.keys().copied()))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(marked.into_iter().filter_map(|key| by_key.get(&key).copied()).collect())
}
