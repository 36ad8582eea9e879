//! What nodes of one instance tell each other: the changes of the facts, by the revision that they made.
//!
//! A node that is behind reads what it missed and applies it, instead of loading everything. When that cannot be had, it loads everything: the table
//! is a shortcut, and the facts are right without it.

use access::{Change, Facts};
use futures::TryStreamExt;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::StoreError;
use crate::entity::change;

/// So many revisions are kept.
const KEPT: i64 = 10_000;
/// Old ones are removed each time that so many have been added.
const PRUNED_EVERY: i64 = 500;
/// A longer text is not kept: loading everything is then hardly more.
const LONGEST: usize = 4 << 20;

/// Notes what a revision changed, in the transaction that changes it.
pub(crate) async fn append(db: &DatabaseTransaction, revision: i64, changes: &[Change]) -> Result<(), StoreError> {
    let body = serde_json::to_string(changes).map_err(|_| StoreError::Corrupt { what: "a change of the facts" })?;
    if body.len() <= LONGEST {
        let row = change::Model { revision, body };
        change::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    }
    if revision % PRUNED_EVERY == 0 {
        change::Entity::delete_many().filter(change::Column::Revision.lte(revision - KEPT)).exec(db).await?;
    }
    Ok(())
}

/// Brings facts from one revision to a later one. False when not everything in between is there to be read, or not all of it makes sense here;
/// then the facts may be half changed, and have to be loaded.
pub(crate) async fn catch_up(db: &DatabaseTransaction, facts: &mut Facts, from: i64, to: i64) -> Result<bool, StoreError> {
    if from >= to || to - from > KEPT {
        return Ok(false);
    }
    let missed = change::Entity::find().filter(change::Column::Revision.gt(from)).filter(change::Column::Revision.lte(to));
    let mut rows = missed.order_by_asc(change::Column::Revision).stream(db).await?;
    let mut next = from + 1;
    while let Some(row) = rows.try_next().await? {
        if row.revision != next {
            return Ok(false);
        }
        next += 1;
        let Ok(changes) = serde_json::from_str::<Vec<Change>>(&row.body) else {
            tracing::warn!(revision = row.revision, "another node changed something that this version does not know; loading everything");
            return Ok(false);
        };
        if changes.into_iter().any(|change| facts.apply(change).is_err()) {
            tracing::error!(revision = row.revision, "a change of another node contradicts what is known here; loading everything");
            return Ok(false);
        }
    }
    Ok(next > to)
}
