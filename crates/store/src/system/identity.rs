//! Ways in that are proved elsewhere: invitations and OpenID Connect. Why without permit: whoever comes by them is nobody yet, and the secret of
//! the invitation, or what the provider signed, is the proof.

use access::Principal;
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vocab::{AttributeValue, GroupId, ModelName, Secret, UserId};

use super::secret_hash;
use crate::entity::{identity, invitation, sign_in, user};
use crate::error::OrTaken;
use crate::key::Key;
use crate::time::{millis, timestamp};
use crate::users::NewUser;
use crate::words::{from_json, storable, to_json};
use crate::{ReadTx, StoreError, WriteTx, attributes, groups, users};

/// An open invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Whose.
    pub user: UserId,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// The invitation of a secret, as long as its person is active and it was not used (T52).
///
/// # Errors
/// When the database does not answer.
pub async fn invitation(tx: &ReadTx, secret: &Secret<[u8; 32]>, now: Timestamp) -> Result<Option<Invitation>, StoreError> {
    let row = invitation::Entity::find()
        .filter(invitation::Column::SecretHash.eq(secret_hash(secret)))
        .filter(invitation::Column::ExpiresAt.gt(millis(now)));
    let Some(row) = row.one(tx.db()).await? else { return Ok(None) };
    let user = row.user_id.into();
    let active = tx.facts().user(user).is_some_and(|user| user.active);
    Ok(if active { Some(Invitation { user, expires_at: timestamp(row.expires_at)? }) } else { None })
}

/// Uses an invitation up: its person has this password from now on.
///
/// # Errors
/// `not_found` when it was used or replaced meanwhile, or its person signs in elsewhere (T50).
pub async fn accept(tx: &WriteTx, secret: &Secret<[u8; 32]>, hash: &Secret<String>, now: Timestamp) -> Result<UserId, StoreError> {
    let open = invitation(tx, secret, now).await?.ok_or(StoreError::NotFound)?;
    invitation::Entity::delete_by_id(Key::from(open.user)).exec(tx.db()).await?;
    if signs_in_elsewhere(tx, open.user).await? {
        return Err(StoreError::NotFound);
    }
    super::own::set_password(tx, open.user, hash, None).await?;
    Ok(open.user)
}

/// Whether somebody's invitation is open, for who has shown its secret before they went off to the provider.
///
/// # Errors
/// When the database does not answer.
pub async fn invited(tx: &ReadTx, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
    let open = invitation::Entity::find_by_id(Key::from(user)).filter(invitation::Column::ExpiresAt.gt(millis(now)));
    Ok(open.count(tx.db()).await? > 0)
}

/// Whether somebody signs in through a provider.
///
/// # Errors
/// When the database does not answer.
pub async fn signs_in_elsewhere(tx: &ReadTx, user: UserId) -> Result<bool, StoreError> {
    Ok(identity::Entity::find().filter(identity::Column::UserId.eq(Key::from(user))).count(tx.db()).await? > 0)
}

/// Whether somebody signs in through this provider.
///
/// # Errors
/// When the database does not answer.
pub async fn signs_in_through(tx: &ReadTx, user: UserId, issuer: &str) -> Result<bool, StoreError> {
    let theirs = identity::Entity::find().filter(identity::Column::UserId.eq(Key::from(user)));
    Ok(theirs.filter(identity::Column::Issuer.eq(issuer)).count(tx.db()).await? > 0)
}

/// Who a subject of a provider is. Only these two say it, never an address or a name (T49).
///
/// # Errors
/// When the database does not answer.
pub async fn of_subject(tx: &ReadTx, issuer: &str, subject: &str) -> Result<Option<UserId>, StoreError> {
    let row = identity::Entity::find_by_id((issuer.to_owned(), subject.to_owned())).one(tx.db()).await?;
    Ok(row.map(|row| row.user_id.into()))
}

/// Adds a person whom a provider has vouched for. They have no password here and get none.
///
/// # Errors
/// `conflict` about `email` when somebody has that address; `conflict` about `subject` when two sign-ins of one subject met.
pub async fn create_for_subject(tx: &WriteTx, new: &NewUser, issuer: &str, subject: &str) -> Result<(), StoreError> {
    users::insert(tx, &NewUser { password_hash: None, is_admin: false, ..new.clone() }).await?;
    link(tx, new.id, issuer, subject, new.at).await
}

/// Lets a subject of a provider sign in as a person who has just proved to be that person here. Their password is gone with it, and so are their
/// invitation and the sessions that the password began.
///
/// # Errors
/// `conflict` about `subject` when it is somebody's already.
pub async fn link(tx: &WriteTx, user: UserId, issuer: &str, subject: &str, at: Timestamp) -> Result<(), StoreError> {
    storable(issuer, "an issuer")?;
    storable(subject, "a subject")?;
    let row = identity::Model { issuer: issuer.to_owned(), subject: subject.to_owned(), user_id: user.into(), created_at: millis(at) };
    identity::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await.or_taken("subject")?;
    let gone = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(Option::<String>::None))
        .filter(user::Column::Id.eq(Key::from(user)));
    gone.exec(tx.db()).await?;
    invitation::Entity::delete_by_id(Key::from(user)).exec(tx.db()).await?;
    users::end_sessions(tx, user).await?;
    Ok(())
}

/// Puts a person into a group that their provider decides on, or takes them out of it. Why without permit: the provider's signature is the proof.
///
/// # Errors
/// `not_found` when they do not sign in through a provider, or are not in a group that they should leave.
pub async fn put_member(tx: &WriteTx, user: UserId, group: GroupId, inside: bool) -> Result<(), StoreError> {
    vouched_for(tx, user).await?;
    let member = Principal::User(user);
    if inside { groups::put_member(tx, group, member).await } else { groups::take_member(tx, group, member).await }
}

/// Sets an attribute of a person that their provider decides on, or takes it away. Why without permit: the provider's signature is the proof.
///
/// # Errors
/// `not_found` when they do not sign in through a provider, there is no such attribute, or it has no value that could go; values that do not fit.
pub async fn put_value(tx: &WriteTx, user: UserId, name: &ModelName, values: Option<&[AttributeValue]>) -> Result<(), StoreError> {
    vouched_for(tx, user).await?;
    let holder = Principal::User(user);
    match values {
        Some(values) => attributes::put_value(tx, holder, name, values).await,
        None => attributes::take_value(tx, holder, name).await,
    }
}

async fn vouched_for(tx: &WriteTx, user: UserId) -> Result<(), StoreError> {
    if signs_in_elsewhere(tx, user).await? { Ok(()) } else { Err(StoreError::NotFound) }
}

/// So many sign-ins may be under way. Beyond that the oldest ones end: whoever begins many of them fills no disk (T107) and shuts nobody out.
const UNDER_WAY: u64 = 20_000;

/// Remembers a sign-in that goes off to a provider.
///
/// # Errors
/// When the database does not answer.
pub async fn begin_sign_in<T: Serialize>(
    tx: &WriteTx,
    state: &Secret<[u8; 32]>,
    browser: &Secret<[u8; 32]>,
    body: &T,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    sign_in::Entity::delete_many().filter(sign_in::Column::ExpiresAt.lte(millis(now))).exec(tx.db()).await?;
    let last = sign_in::Entity::find().order_by_desc(sign_in::Column::ExpiresAt).offset(UNDER_WAY).limit(1).one(tx.db()).await?;
    if let Some(last) = last {
        sign_in::Entity::delete_many().filter(sign_in::Column::ExpiresAt.lte(last.expires_at)).exec(tx.db()).await?;
    }
    let row = sign_in::Model {
        state_hash: secret_hash(state),
        browser_hash: secret_hash(browser),
        body: to_json(body, "a sign-in")?,
        expires_at: millis(expires_at),
    };
    sign_in::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What a sign-in that comes back was sent off with, once: the same state never counts again, and only in the browser that it was made for.
///
/// # Errors
/// When the database does not answer.
pub async fn end_sign_in<T: DeserializeOwned>(
    tx: &WriteTx,
    state: &Secret<[u8; 32]>,
    browser: &Secret<[u8; 32]>,
    now: Timestamp,
) -> Result<Option<T>, StoreError> {
    let key = secret_hash(state);
    let row = sign_in::Entity::find_by_id(key.clone()).filter(sign_in::Column::ExpiresAt.gt(millis(now))).one(tx.db()).await?;
    sign_in::Entity::delete_by_id(key).exec(tx.db()).await?;
    let row = row.filter(|row| row.browser_hash == secret_hash(browser));
    row.map(|row| from_json(&row.body, "a sign-in")).transpose()
}
