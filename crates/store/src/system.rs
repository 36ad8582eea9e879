//! The exceptions: what has to be read or written before anybody can be asked for a permit, or by the server for itself. Each says why.

pub mod identity;
pub mod kept;
pub mod own;

use access::NodeId;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sha2::{Digest, Sha256};
use vocab::{AccessRequestId, ConnectionId, DocumentId, EmailAddress, Identifier, LinkId, Secret, SessionId, Title, UserId};

use crate::connections::Connection;
use crate::entity::{access_request, connection, identifier, link, node, session, user};
use crate::key::Key;
use crate::models::StoredModel;
use crate::time::{millis, timestamp, timestamp_opt};
use crate::users::NewUser;
use crate::words::{node_id, node_key};
use crate::{ReadTx, StoreError, WriteTx, connections, models, settings, slug, trash, users};
use own::ViewAs;

/// How many people can administer the instance. Why without permit: the set-up page is for when there is nobody who could hold one.
///
/// # Errors
/// When the database does not answer.
pub async fn count_admins(tx: &ReadTx) -> Result<u64, StoreError> {
    users::active_admins(tx).await
}

/// Makes the first person who administers the instance, once. Why without permit: there is nobody who could hold one; this checks it itself.
///
/// # Errors
/// `conflict` about `first_admin` when there is one already (T79).
pub async fn create_first_admin(tx: &WriteTx, new: &NewUser, organization: &Title) -> Result<(), StoreError> {
    // Anybody at all counts, also somebody deactivated: an instance that was set up once is never up for grabs again.
    if user::Entity::find().one(tx.db()).await?.is_some() {
        return Err(StoreError::Conflict { what: "first_admin" });
    }
    settings::put_organization(tx, organization).await?;
    users::insert(tx, &NewUser { is_admin: true, ..new.clone() }).await
}

/// What signing in needs of a person.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Who.
    pub user: UserId,
    /// The hash to check the password against.
    pub password_hash: Option<Secret<String>>,
    /// Deactivated people are refused like people who are not there.
    pub active: bool,
}

/// Who has this address, for checking their password. Why without permit: whoever signs in is nobody yet.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_in(tx: &ReadTx, email: &EmailAddress) -> Result<Option<SignIn>, StoreError> {
    let row = user::Entity::find().filter(user::Column::Email.eq(email.as_str())).one(tx.db()).await?;
    Ok(row.map(|row| SignIn { user: row.id.into(), password_hash: row.password_hash.map(Secret::new), active: row.active }))
}

/// A signed-in session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it was last used, to about a minute.
    pub last_seen_at: Timestamp,
    /// When it ends if it is not used again.
    pub expires_at: Timestamp,
    /// As whom its person looks at the instance.
    pub view_as: Option<ViewAs>,
}

/// Starts a session. Only the hash of the secret is kept: 256 random bits need neither salt nor stretching. Why without permit: the password was the proof.
///
/// # Errors
/// `not_found` when the person is gone or deactivated since.
pub async fn start_session(tx: &WriteTx, new: &Session, secret: &Secret<[u8; 32]>) -> Result<(), StoreError> {
    if !tx.facts().user(new.user).is_some_and(|user| user.active) {
        return Err(StoreError::NotFound);
    }
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(millis(new.created_at))).exec(tx.db()).await?;
    let row = session::Model {
        id: new.id.into(),
        secret_hash: secret_hash(secret),
        user_id: new.user.into(),
        created_at: millis(new.created_at),
        last_seen_at: millis(new.last_seen_at),
        expires_at: millis(new.expires_at),
        view_as: new.view_as.as_ref().map(own::to_text).transpose()?,
    };
    session::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The session of a secret: none when it has ended or its person is deactivated. Why without permit: it is what says who asks.
///
/// # Errors
/// When the database does not answer.
pub async fn session(tx: &ReadTx, secret: &Secret<[u8; 32]>, now: Timestamp) -> Result<Option<Session>, StoreError> {
    let row = session::Entity::find()
        .filter(session::Column::SecretHash.eq(secret_hash(secret)))
        .filter(session::Column::ExpiresAt.gt(millis(now)));
    let Some(row) = row.one(tx.db()).await? else { return Ok(None) };
    if !tx.facts().user(row.user_id.into()).is_some_and(|user| user.active) {
        return Ok(None);
    }
    Ok(Some(Session {
        id: row.id.into(),
        user: row.user_id.into(),
        created_at: timestamp(row.created_at)?,
        last_seen_at: timestamp(row.last_seen_at)?,
        expires_at: timestamp(row.expires_at)?,
        view_as: row.view_as.as_deref().map(own::of_text).transpose()?.filter(|view| view.until > now),
    }))
}

/// Ends a session; that it has ended already is no error. Why without permit: holding the session is the proof.
///
/// # Errors
/// When the database does not answer.
pub async fn end_session(tx: &WriteTx, id: SessionId) -> Result<(), StoreError> {
    session::Entity::delete_by_id(Key::from(id)).exec(tx.db()).await?;
    Ok(())
}

/// A link that a slug leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlugTarget {
    /// The link; ask for a permit to view it next.
    pub link: LinkId,
    /// When it ends, which decisions leave to the caller.
    pub expires_at: Option<Timestamp>,
}

/// The link of a slug. Why without permit: the slug is what a visitor comes with, and it says nothing before a permit is asked for the link.
///
/// # Errors
/// When the database does not answer.
pub async fn link_of_slug(tx: &ReadTx, slug: &str) -> Result<Option<SlugTarget>, StoreError> {
    if !slug::well_formed(slug) {
        return Ok(None);
    }
    let row = link::Entity::find().filter(link::Column::SlugHash.eq(slug::hash(slug))).one(tx.db()).await?;
    row.map(|row| Ok(SlugTarget { link: row.id.into(), expires_at: timestamp_opt(row.expires_at)? })).transpose()
}

/// The document that has or had this identifier. Why without permit: a name has to become an id before a permit can be asked for it.
///
/// # Errors
/// When the database does not answer.
pub async fn document_of_identifier(tx: &ReadTx, name: &Identifier) -> Result<Option<DocumentId>, StoreError> {
    Ok(identifier::Entity::find_by_id(name.as_str()).one(tx.db()).await?.map(|row| row.document_id.into()))
}

/// The document that an access request is for. Why without permit: it has to become a document before a permit can be asked for it.
///
/// # Errors
/// When the database does not answer.
pub async fn document_of_request(tx: &ReadTx, id: AccessRequestId) -> Result<Option<DocumentId>, StoreError> {
    Ok(access_request::Entity::find_by_id(Key::from(id)).one(tx.db()).await?.map(|row| row.document_id.into()))
}

/// What was put in the trash before this time, itself and not with a folder above. Why without permit: the server empties the trash by itself.
///
/// # Errors
/// When the database does not answer.
pub async fn trashed_before(tx: &ReadTx, before: Timestamp) -> Result<Vec<NodeId>, StoreError> {
    let rows = node::Entity::find().filter(node::Column::TrashedAt.lt(millis(before))).all(tx.db()).await?;
    rows.iter().map(|row| node_id(&row.kind, row.id)).collect()
}

/// Removes what has lain in the trash since before this time, with everything in it, and says how much that was. Why without permit: see [`trashed_before`].
///
/// # Errors
/// `not_found` when it was taken out meanwhile.
pub async fn purge(tx: &WriteTx, id: NodeId, before: Timestamp) -> Result<u64, StoreError> {
    let row = node::Entity::find_by_id(node_key(id)).one(tx.db()).await?.ok_or(StoreError::NotFound)?;
    if row.trashed_at.is_none_or(|at| at >= millis(before)) {
        return Err(StoreError::NotFound);
    }
    trash::remove_tree(tx, id).await
}

/// Every connection. Why without permit: the server attaches their tables when it starts.
///
/// # Errors
/// When the database does not answer.
pub async fn all_connections(tx: &ReadTx) -> Result<Vec<Connection>, StoreError> {
    connection::Entity::find().all(tx.db()).await?.into_iter().map(connections::of_row).collect()
}

/// The version of a connection's model, to see whether a compiled one is still good. Why without permit: see [`model`].
///
/// # Errors
/// `not_found`.
pub async fn model_version(tx: &ReadTx, id: ConnectionId) -> Result<i64, StoreError> {
    Ok(connections::row(tx, id).await?.model_version)
}

/// The model files for answering queries. Why without permit: the rules about who may see which rows and fields are in them,
/// so they are read before those rules can decide anything, also for visitors of a link. Never show them to anybody; [`models::get`] is for that.
///
/// # Errors
/// `not_found`.
pub async fn model(tx: &ReadTx, id: ConnectionId) -> Result<StoredModel, StoreError> {
    models::read(tx, id).await
}

pub(crate) fn secret_hash(secret: &Secret<[u8; 32]>) -> Vec<u8> {
    Sha256::digest(secret.expose()).to_vec()
}
