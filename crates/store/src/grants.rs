//! Who may do what with a folder or document: changing it. Who has what, and from where, is read from the facts.

use access::{Administer, Change, Instance, Manage, NodeId, Object, Permit, Principal};
use sea_orm::{EntityTrait, IntoActiveModel};
use vocab::{ContentRole, GroupId};

use crate::entity::{grant, instance_grant};
use crate::words::{node_key, principal_columns};
use crate::{StoreError, WriteTx};

/// Grants a role, or replaces what was granted to the same principal on the same node. To the organization, it is the node's organization role.
///
/// # Errors
/// `not_found` when the principal is not there.
pub async fn set<O: Object + Into<NodeId>>(
    tx: &WriteTx,
    may: &Permit<'_, Manage, O>,
    principal: Principal,
    role: ContentRole,
    boost: bool,
) -> Result<(), StoreError> {
    let node = may.object().into();
    let known = match principal {
        Principal::User(user) => tx.facts().user(user).is_some(),
        Principal::Group(group) => tx.facts().group(group).is_some(),
        Principal::Organization => true,
    };
    if !known {
        return Err(StoreError::NotFound);
    }
    if role == ContentRole::Owner {
        return Err(StoreError::Invalid { what: "a grant", why: "a thing has one owner, who is changed by a transfer" });
    }
    put(tx, node, principal, role, boost).await?;
    tx.record(Change::GrantPut { node, principal, role, boost });
    Ok(())
}

/// Revokes what was granted to the principal on this node itself.
///
/// # Errors
/// `not_found` when nothing was.
pub async fn remove<O: Object + Into<NodeId>>(tx: &WriteTx, may: &Permit<'_, Manage, O>, principal: Principal) -> Result<(), StoreError> {
    let node = may.object().into();
    let (kind, id) = principal_columns(principal);
    if grant::Entity::delete_by_id((node_key(node), kind, id)).exec(tx.db()).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::GrantRemoved { node, principal });
    Ok(())
}

/// Gives a group a role on everything, or takes it away.
///
/// # Errors
/// `not_found` when there is no such group.
pub async fn set_instance_wide(
    tx: &WriteTx,
    _may: &Permit<'_, Administer, Instance>,
    group: GroupId,
    role: Option<ContentRole>,
) -> Result<(), StoreError> {
    let Some(role) = role else {
        instance_grant::Entity::delete_by_id(crate::key::Key::from(group)).exec(tx.db()).await?;
        tx.record(Change::InstanceGrantRemoved { group });
        return Ok(());
    };
    let row = instance_grant::Model { group_id: group.into(), role: role.as_str().to_owned() };
    crate::upsert(tx, row.into_active_model()).await?;
    tx.record(Change::InstanceGrantPut { group, role });
    Ok(())
}

pub(crate) async fn put(tx: &WriteTx, node: NodeId, principal: Principal, role: ContentRole, boost: bool) -> Result<(), StoreError> {
    let (principal_kind, principal_id) = principal_columns(principal);
    let row = grant::Model { node_id: node_key(node), principal_kind, principal_id, role: role.as_str().to_owned(), boost };
    crate::upsert(tx, row.into_active_model()).await
}
