//! When people last opened documents.

use std::collections::BTreeMap;

use access::{Browse, Hub, Manage, NodeId, Permit};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use vocab::UserId;

use crate::entity::visit;
use crate::key::Key;
use crate::nodes::person;
use crate::time::timestamp;
use crate::words::node_key;
use crate::{ReadTx, StoreError};

/// The documents that a person opened last, newest first. Put them through [`access::scope_of`]: opening was allowed then, which says nothing of now.
///
/// # Errors
/// When the database does not answer.
pub async fn recent(tx: &ReadTx, may: &Permit<'_, Browse, Hub>, limit: u64) -> Result<Vec<NodeId>, StoreError> {
    let who = person(may.actor())?;
    let newest =
        visit::Entity::find().filter(visit::Column::UserId.eq(Key::from(who))).order_by_desc(visit::Column::VisitedAt).limit(limit);
    Ok(newest.all(tx.db()).await?.into_iter().map(|row| NodeId::Document(row.document_id.into())).collect())
}

/// When these people last opened a document; for its managers. Who never did is not in it.
///
/// # Errors
/// When the database does not answer.
pub async fn last_opened(
    tx: &ReadTx,
    may: &Permit<'_, Manage, NodeId>,
    people: &[UserId],
) -> Result<BTreeMap<UserId, Timestamp>, StoreError> {
    /// Both databases limit the values of one statement.
    const AT_ONCE: usize = 500;
    let mut found = BTreeMap::new();
    for some in people.chunks(AT_ONCE) {
        let keys = some.iter().map(|user| Key::from(*user));
        let rows = visit::Entity::find()
            .filter(visit::Column::DocumentId.eq(node_key(may.object())))
            .filter(visit::Column::UserId.is_in(keys))
            .all(tx.db())
            .await?;
        for row in rows {
            found.insert(row.user_id.into(), timestamp(row.visited_at)?);
        }
    }
    Ok(found)
}
