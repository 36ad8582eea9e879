//! Making folders. Everything else about them is in [`nodes`](crate::nodes).

use access::{Change, Create, Hub, NodeId, Object, Parent, Permit, Principal};
use jiff::Timestamp;
use vocab::{ContentRole, FolderId, Title};

use crate::entity::node;
use crate::nodes::{Place, insert, person};
use crate::time::millis;
use crate::words::{FOLDER, parent_columns};
use crate::{StoreError, WriteTx, grants};

/// A folder to make.
#[derive(Debug, Clone)]
pub struct NewFolder {
    /// A new id.
    pub id: FolderId,
    /// What people will call it.
    pub name: Title,
    /// Now.
    pub at: Timestamp,
}

/// Makes a folder. In another folder it belongs to that folder's owner, at a root to whoever makes it; at the root of Shared it starts with the instance's default role for everyone.
///
/// # Errors
/// `facts` when it would be too deep, seen at the commit.
pub async fn create<P: Object + Into<Place>>(tx: &WriteTx, may: &Permit<'_, Create, P>, new: &NewFolder) -> Result<(), StoreError> {
    let creator = person(may.actor())?;
    let Place(parent) = may.object().into();
    let owner = match parent {
        Parent::Folder(folder) => tx.facts().node(NodeId::Folder(folder)).ok_or(StoreError::NotFound)?.owner,
        Parent::Hub(Hub::Personal(person)) => person,
        Parent::Hub(Hub::Shared) => creator,
    };
    let (parent_folder, personal_of) = parent_columns(parent);
    let row = node::Model {
        id: new.id.into(),
        kind: FOLDER.to_owned(),
        parent_folder,
        personal_of,
        owner_id: owner.into(),
        creator_id: creator.into(),
        name: new.name.as_str().to_owned(),
        description: None,
        stands_alone: false,
        trashed_at: None,
        trashed_by: None,
        created_at: millis(new.at),
        updated_at: millis(new.at),
    };
    insert(tx, row).await?;
    start_organization_role(tx, NodeId::Folder(new.id), parent).await
}

/// What everyone may do with new content at the root of Shared (access.md §2).
pub(crate) async fn start_organization_role(tx: &WriteTx, node: NodeId, parent: Parent) -> Result<(), StoreError> {
    let settings = tx.facts().settings();
    let (role, boost) = (settings.default_content_role, settings.default_boost && settings.boost_available);
    if parent == Parent::Hub(Hub::Shared) && role != ContentRole::NoAccess {
        grants::put(tx, node, Principal::Organization, role, boost).await?;
        tx.record(Change::GrantPut { node, principal: Principal::Organization, role, boost });
    }
    Ok(())
}
