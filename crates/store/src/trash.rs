//! Removing for good what lies in the trash.

use access::{Change, Manage, NodeId, Permit};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::{node, visit};
use crate::key::Key;
use crate::words::node_key;
use crate::{StoreError, WriteTx};

/// Removes a folder or document that lies in the trash, with everything in it. Grants, abilities, links and requests go with it;
/// identifiers stay taken. Whoever calls has asked for what lies inside too.
///
/// # Errors
/// `not_found` when it does not lie in the trash.
pub async fn remove(tx: &WriteTx, may: &Permit<'_, Manage, NodeId>) -> Result<u64, StoreError> {
    let id = may.object();
    if !tx.facts().node(id).is_some_and(|view| view.in_trash) {
        return Err(StoreError::NotFound);
    }
    remove_tree(tx, id).await
}

/// The deepest first: nothing may be left hanging in a folder that is gone.
pub(crate) async fn remove_tree(tx: &WriteTx, id: NodeId) -> Result<u64, StoreError> {
    let mut nodes = vec![id];
    nodes.extend(tx.facts().below(id));
    for node in nodes.iter().rev() {
        let key: Key = node_key(*node);
        visit::Entity::delete_many().filter(visit::Column::DocumentId.eq(key)).exec(tx.db()).await?;
        node::Entity::delete_by_id(key).exec(tx.db()).await?;
        tx.record(Change::NodeRemoved { node: *node });
    }
    Ok(nodes.len() as u64)
}
