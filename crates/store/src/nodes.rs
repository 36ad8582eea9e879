//! What folders and documents have in common: name, place, trash. Who may see them is decided on the facts; this reads and changes the rows.

use std::collections::BTreeMap;

use access::{Actor, Browse, Change, Create, Edit, Hub, Manage, NodeId, Object, Parent, Permit, Scope, View};
use jiff::Timestamp;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use vocab::{FolderId, Identifier, Title, UserId};

use crate::documents::Outline;
use crate::entity::{identifier, node, project};
use crate::key::Key;
use crate::time::{millis, timestamp, timestamp_opt};
use crate::words::{from_json, node_id, node_key, parent, parent_columns, title, word};
use crate::{ReadTx, StoreError, WriteTx};

/// A folder or document as lists and headers show it.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeDetails {
    /// Which.
    pub id: NodeId,
    /// What people call it.
    pub name: Title,
    /// What somebody wrote about it.
    pub description: Option<String>,
    /// Where it is.
    pub parent: Parent,
    /// Whose it is.
    pub owner: UserId,
    /// Who made it.
    pub creator: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When its name, place or project last changed.
    pub updated_at: Timestamp,
    /// When it was put in the trash, itself and not with a folder above.
    pub trashed_at: Option<Timestamp>,
    /// Of a document: what it holds besides.
    pub document: Option<DocumentPart>,
}

/// What documents have and folders do not.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentPart {
    /// The present readable identifier.
    pub identifier: Option<Identifier>,
    /// The version of the project.
    pub version: i64,
    /// Its reports and the connections that they use.
    pub outline: Outline,
}

/// One folder or document.
///
/// # Errors
/// `not_found`.
pub async fn get<O: Object + Into<NodeId>>(tx: &ReadTx, may: &Permit<'_, View, O>) -> Result<NodeDetails, StoreError> {
    let id = may.object().into();
    load(tx, &[id]).await?.remove(&id).ok_or(StoreError::NotFound)
}

/// The details of everything in a list, except what shows by its name alone.
///
/// # Errors
/// When the database does not answer.
pub async fn details(tx: &ReadTx, scope: &Scope<'_, NodeId>) -> Result<BTreeMap<NodeId, NodeDetails>, StoreError> {
    let ids: Vec<_> = scope.items().iter().filter(|item| !item.name_only).map(|item| item.object).collect();
    load(tx, &ids).await
}

/// Gives a folder or document another name.
///
/// # Errors
/// `not_found`.
pub async fn rename<O: Object + Into<NodeId>>(
    tx: &WriteTx,
    may: &Permit<'_, Edit, O>,
    name: &Title,
    at: Timestamp,
) -> Result<(), StoreError> {
    change(tx, may.object().into(), at, |row| name.as_str().clone_into(&mut row.name)).await
}

/// Says something about a folder or document.
///
/// # Errors
/// `not_found`; `invalid` when the text cannot be stored.
pub async fn describe<O: Object + Into<NodeId>>(
    tx: &WriteTx,
    may: &Permit<'_, Edit, O>,
    text: Option<&str>,
    at: Timestamp,
) -> Result<(), StoreError> {
    crate::words::storable(text.unwrap_or_default(), "a description")?;
    change(tx, may.object().into(), at, |row| row.description = text.map(str::to_owned)).await
}

/// Moves a folder or document. Its own grants travel with it.
///
/// # Errors
/// `not_found`; `facts` when a folder would be in itself or too deep, seen at the commit at the latest.
pub async fn move_to<O, P>(tx: &WriteTx, may: &Permit<'_, Manage, O>, into: &Permit<'_, Create, P>, at: Timestamp) -> Result<(), StoreError>
where
    O: Object + Into<NodeId>,
    P: Object + Into<Place>,
{
    let Place(parent) = into.object().into();
    change(tx, may.object().into(), at, |row| (row.parent_folder, row.personal_of) = parent_columns(parent)).await
}

/// Puts a folder or document in the trash; what is in a folder goes with it.
///
/// # Errors
/// `not_found`.
pub async fn trash<O: Object + Into<NodeId>>(tx: &WriteTx, may: &Permit<'_, Manage, O>, at: Timestamp) -> Result<(), StoreError> {
    let by = person(may.actor())?;
    change(tx, may.object().into(), at, |row| (row.trashed_at, row.trashed_by) = (Some(millis(at)), Some(by.into()))).await
}

/// Takes a folder or document out of the trash: into the folder where it was, or the root of its hub when that folder is in the trash itself.
///
/// # Errors
/// `not_found`.
pub async fn restore<O: Object + Into<NodeId>>(tx: &WriteTx, may: &Permit<'_, Manage, O>, at: Timestamp) -> Result<(), StoreError> {
    let id = may.object().into();
    let place = tx.facts().node(id).ok_or(StoreError::NotFound)?.parent;
    let lost = matches!(place, Parent::Folder(folder) if tx.facts().node(NodeId::Folder(folder)).is_none_or(|folder| folder.in_trash));
    let root = tx.facts().hub(id).map(Parent::Hub);
    change(tx, id, at, |row| {
        (row.trashed_at, row.trashed_by) = (None, None);
        if let (true, Some(root)) = (lost, root) {
            (row.parent_folder, row.personal_of) = parent_columns(root);
        }
    })
    .await
}

/// Gives a folder or document another owner. Who made it stays written down.
///
/// # Errors
/// `not_found` when one of the two is not there, or the person is deactivated.
pub async fn transfer<O: Object + Into<NodeId>>(
    tx: &WriteTx,
    may: &Permit<'_, Manage, O>,
    to: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    if !tx.facts().user(to).is_some_and(|user| user.active) {
        return Err(StoreError::NotFound);
    }
    change(tx, may.object().into(), at, |row| row.owner_id = to.into()).await
}

/// Puts what stands at the root of somebody's own documents into somebody else's, when the first one goes.
///
/// # Errors
/// `not_found` when the other is not there or not active.
pub async fn hand_over_hub(
    tx: &WriteTx,
    _may: &Permit<'_, access::Administer, access::Instance>,
    from: UserId,
    to: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    if !tx.facts().user(to).is_some_and(|user| user.active) {
        return Err(StoreError::NotFound);
    }
    for row in node::Entity::find().filter(node::Column::PersonalOf.eq(Key::from(from))).all(tx.db()).await? {
        change(tx, node_id(&row.kind, row.id)?, at, |row| row.personal_of = Some(to.into())).await?;
    }
    Ok(())
}

/// Where content can be put, whatever a permit to create calls it.
#[derive(Debug, Clone, Copy)]
pub struct Place(pub(crate) Parent);

impl From<Parent> for Place {
    fn from(parent: Parent) -> Self {
        Self(parent)
    }
}

impl From<Hub> for Place {
    fn from(hub: Hub) -> Self {
        Self(Parent::Hub(hub))
    }
}

impl From<FolderId> for Place {
    fn from(folder: FolderId) -> Self {
        Self(Parent::Folder(folder))
    }
}

/// The documents that a person opened last, newest first. Put them through [`access::scope_of`]: opening was allowed then, which says nothing of now.
///
/// # Errors
/// When the database does not answer.
pub async fn recent(tx: &ReadTx, may: &Permit<'_, Browse, Hub>, limit: u64) -> Result<Vec<NodeId>, StoreError> {
    use crate::entity::visit;
    use sea_orm::{QueryOrder, QuerySelect};
    let who = person(may.actor())?;
    let newest =
        visit::Entity::find().filter(visit::Column::UserId.eq(Key::from(who))).order_by_desc(visit::Column::VisitedAt).limit(limit);
    Ok(newest.all(tx.db()).await?.into_iter().map(|row| NodeId::Document(row.document_id.into())).collect())
}

/// Content belongs to people.
pub(crate) fn person(actor: Actor) -> Result<UserId, StoreError> {
    match actor {
        Actor::User(user) => Ok(user),
        Actor::Link(_) | Actor::Anonymous => Err(StoreError::Invalid { what: "the actor", why: "only somebody with a login can do this" }),
    }
}

pub(crate) async fn insert(tx: &WriteTx, row: node::Model) -> Result<(), StoreError> {
    tx.record(change_of(&row)?);
    node::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Changes a row and tells the facts.
pub(crate) async fn change(tx: &WriteTx, id: NodeId, at: Timestamp, edit: impl FnOnce(&mut node::Model)) -> Result<(), StoreError> {
    let before = node::Entity::find_by_id(node_key(id)).one(tx.db()).await?.ok_or(StoreError::NotFound)?;
    let mut after = before.clone();
    edit(&mut after);
    if after == before {
        return Ok(());
    }
    after.updated_at = millis(at);
    tx.record(change_of(&after)?);
    let mut model = after.into_active_model().reset_all();
    model.id = sea_orm::Unchanged(node_key(id));
    model.update(tx.db()).await?;
    Ok(())
}

/// Notes that something in a document changed, which is no business of the facts.
pub(crate) async fn touch(tx: &WriteTx, id: NodeId, at: Timestamp) -> Result<(), StoreError> {
    let model = node::ActiveModel { id: sea_orm::Unchanged(node_key(id)), updated_at: Set(millis(at)), ..Default::default() };
    node::Entity::update(model).exec(tx.db()).await?;
    Ok(())
}

pub(crate) fn change_of(row: &node::Model) -> Result<Change, StoreError> {
    let (parent, owner, name) = (parent(row)?, row.owner_id.into(), title(&row.name)?);
    let (stands_alone, trashed) = (row.stands_alone, row.trashed_at.is_some());
    Ok(match node_id(&row.kind, row.id)? {
        NodeId::Folder(folder) => Change::FolderPut { folder, parent, owner, name, stands_alone, trashed },
        NodeId::Document(document) => Change::DocumentPut { document, parent, owner, name, stands_alone, trashed },
    })
}

async fn load(tx: &ReadTx, ids: &[NodeId]) -> Result<BTreeMap<NodeId, NodeDetails>, StoreError> {
    let keys: Vec<Key> = ids.iter().copied().map(node_key).collect();
    let documents: Vec<Key> = ids.iter().filter(|id| id.document().is_some()).copied().map(node_key).collect();
    let mut parts = parts(tx, documents).await?;
    let mut found = BTreeMap::new();
    for row in node::Entity::find().filter(node::Column::Id.is_in(keys)).all(tx.db()).await? {
        let part = parts.remove(&row.id);
        let id = node_id(&row.kind, row.id)?;
        if id.document().is_some() && part.is_none() {
            return Err(StoreError::Corrupt { what: "a document without a project" });
        }
        found.insert(id, of_row(&row, part)?);
    }
    Ok(found)
}

async fn parts(tx: &ReadTx, documents: Vec<Key>) -> Result<BTreeMap<Key, DocumentPart>, StoreError> {
    use sea_orm::QuerySelect;
    if documents.is_empty() {
        return Ok(BTreeMap::new());
    }
    // Not the project itself: it may be large, and lists show none of it.
    let columns = [project::Column::DocumentId, project::Column::Version, project::Column::Outline];
    let rows: Vec<(Key, i64, String)> = project::Entity::find()
        .select_only()
        .columns(columns)
        .filter(project::Column::DocumentId.is_in(documents.clone()))
        .into_tuple()
        .all(tx.db())
        .await?;
    let mut parts = BTreeMap::new();
    for (id, version, outline) in rows {
        parts.insert(id, DocumentPart { identifier: None, version, outline: from_json(&outline, "an outline")? });
    }
    let present =
        identifier::Entity::find().filter(identifier::Column::DocumentId.is_in(documents)).filter(identifier::Column::Present.eq(true));
    for row in present.all(tx.db()).await? {
        if let Some(part) = parts.get_mut(&row.document_id) {
            part.identifier = Some(word(&row.identifier, "an identifier")?);
        }
    }
    Ok(parts)
}

fn of_row(row: &node::Model, document: Option<DocumentPart>) -> Result<NodeDetails, StoreError> {
    Ok(NodeDetails {
        id: node_id(&row.kind, row.id)?,
        name: title(&row.name)?,
        description: row.description.clone(),
        parent: parent(row)?,
        owner: row.owner_id.into(),
        creator: row.creator_id.into(),
        created_at: timestamp(row.created_at)?,
        updated_at: timestamp(row.updated_at)?,
        trashed_at: timestamp_opt(row.trashed_at)?,
        document,
    })
}
