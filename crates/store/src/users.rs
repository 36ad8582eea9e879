//! People with a login, as admins see and change them.

use access::{Administer, Change, Instance, Permit, Principal};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbBackend, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use vocab::{EmailAddress, Secret, Title, UserId};

use crate::entity::{attribute_value, connection_role, grant, identity, invitation, member, session, token, user, visit};
use crate::error::OrTaken;
use crate::key::Key;
use crate::time::{millis, timestamp, timestamp_opt};
use crate::words::{principal_columns, title, word};
use crate::{ReadTx, StoreError, WriteTx};

/// A person. The password's hash is not here; see [`system::sign_in`](crate::system::sign_in).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: Title,
    /// Their address, which nobody else has.
    pub email: EmailAddress,
    /// Whether they administer the instance.
    pub is_admin: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// Whether they can sign in with a password.
    pub has_password: bool,
    /// Whether they sign in through a provider, and so have no password here.
    pub elsewhere: bool,
    /// When their open invitation ends.
    pub invited_until: Option<Timestamp>,
    /// When they were added.
    pub created_at: Timestamp,
    /// When a session of theirs was last used.
    pub last_seen_at: Option<Timestamp>,
}

/// A person to add.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// A new id.
    pub id: UserId,
    /// Their name.
    pub name: Title,
    /// Their address.
    pub email: EmailAddress,
    /// The Argon2id hash of their password.
    pub password_hash: Option<Secret<String>>,
    /// Whether they administer the instance.
    pub is_admin: bool,
    /// Now.
    pub at: Timestamp,
}

/// What to change; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct UserChange {
    /// Their name.
    pub name: Option<Title>,
    /// Whether they may sign in. Switching it off ends every session.
    pub active: Option<bool>,
    /// Whether they administer the instance.
    pub is_admin: Option<bool>,
    /// The hash of a new password. It ends every session.
    pub password_hash: Option<Secret<String>>,
}

/// Adds a person.
///
/// # Errors
/// `conflict` about `email` when somebody has that address.
pub async fn create(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, new: &NewUser) -> Result<(), StoreError> {
    insert(tx, new).await
}

/// One person.
///
/// # Errors
/// `not_found`.
pub async fn get(tx: &ReadTx, _may: &Permit<'_, Administer, Instance>, id: UserId) -> Result<User, StoreError> {
    one(tx, row(tx, id).await?).await
}

/// People by name, then id, after the last one of the page before; with `search` those whose name or address contains it (ASCII letters of either case).
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    tx: &ReadTx,
    _may: &Permit<'_, Administer, Instance>,
    search: Option<&str>,
    after: Option<(&Title, UserId)>,
    limit: u64,
) -> Result<Vec<User>, StoreError> {
    let mut select = user::Entity::find().order_by_asc(user::Column::Name).order_by_asc(user::Column::Id).limit(limit);
    if let Some(search) = search {
        crate::words::storable(search, "a search text")?;
        select =
            select.filter(Condition::any().add(contains(tx, user::Column::Name, search)).add(contains(tx, user::Column::Email, search)));
    }
    if let Some((name, id)) = after {
        let same_name = Condition::all().add(user::Column::Name.eq(name.as_str())).add(user::Column::Id.gt(Key::from(id)));
        select = select.filter(Condition::any().add(user::Column::Name.gt(name.as_str())).add(same_name));
    }
    completed(tx, select.all(tx.db()).await?).await
}

/// Changes a person.
///
/// # Errors
/// `not_found`; `conflict` about `last_admin` when nobody would be left to administer the instance.
pub async fn change(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, id: UserId, change: &UserChange) -> Result<User, StoreError> {
    let before = row(tx, id).await?;
    let mut model = before.clone().into_active_model();
    let mut after = before.clone();
    if let Some(name) = &change.name {
        after.name = name.as_str().to_owned();
        model.name = Set(after.name.clone());
    }
    if let Some(active) = change.active {
        after.active = active;
        model.active = Set(active);
    }
    if let Some(is_admin) = change.is_admin {
        after.is_admin = is_admin;
        model.is_admin = Set(is_admin);
    }
    if let Some(hash) = &change.password_hash {
        after.password_hash = Some(hash.expose().clone());
        model.password_hash = Set(after.password_hash.clone());
    }
    if before == after {
        return one(tx, before).await;
    }
    model.update(tx.db()).await?;
    if before.is_admin && before.active && !(after.is_admin && after.active) && crate::system::count_admins(tx).await? == 0 {
        return Err(StoreError::Conflict { what: "last_admin" });
    }
    // With other rights, whoever it is signs in anew: a session that somebody else may have had before does not become an admin's (T47).
    if !after.active || change.password_hash.is_some() || before.is_admin != after.is_admin {
        end_sessions(tx, id).await?;
    }
    if !after.active {
        // Deleted and not only dead: somebody who is let in again starts without them (T14, T40).
        token::Entity::delete_many().filter(token::Column::UserId.eq(Key::from(id))).exec(tx.db()).await?;
        invitation::Entity::delete_by_id(Key::from(id)).exec(tx.db()).await?;
    }
    tx.record(change_of(&after)?);
    one(tx, after).await
}

/// Removes a person with everything that is theirs but content, which has to have another owner by now. Their name stays in the audit log.
///
/// # Errors
/// `not_found`; `conflict` about `last_admin`; `facts` when they own something, at the commit at the latest.
pub async fn remove(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, id: UserId) -> Result<(), StoreError> {
    let before = row(tx, id).await?;
    let (kind, key) = principal_columns(Principal::User(id));
    let db = tx.db();
    let theirs = |kind_column: sea_orm::sea_query::SimpleExpr, id_column: sea_orm::sea_query::SimpleExpr| {
        Condition::all().add(kind_column).add(id_column)
    };
    member::Entity::delete_many()
        .filter(theirs(member::Column::MemberKind.eq(kind.as_str()), member::Column::MemberId.eq(key)))
        .exec(db)
        .await?;
    grant::Entity::delete_many()
        .filter(theirs(grant::Column::PrincipalKind.eq(kind.as_str()), grant::Column::PrincipalId.eq(key)))
        .exec(db)
        .await?;
    connection_role::Entity::delete_many()
        .filter(theirs(connection_role::Column::PrincipalKind.eq(kind.as_str()), connection_role::Column::PrincipalId.eq(key)))
        .exec(db)
        .await?;
    attribute_value::Entity::delete_many()
        .filter(theirs(attribute_value::Column::HolderKind.eq(kind.as_str()), attribute_value::Column::HolderId.eq(key)))
        .exec(db)
        .await?;
    visit::Entity::delete_many().filter(visit::Column::UserId.eq(key)).exec(db).await?;
    // Sessions, tokens, invitation and identities go with the row by their foreign keys.
    user::Entity::delete_by_id(key).exec(db).await?;
    if before.is_admin && before.active && crate::system::count_admins(tx).await? == 0 {
        return Err(StoreError::Conflict { what: "last_admin" });
    }
    tx.record(Change::UserRemoved { user: id });
    Ok(())
}

/// Invites a person to set their first password; an invitation before is dead.
///
/// # Errors
/// `not_found`.
pub async fn invite(
    tx: &WriteTx,
    _may: &Permit<'_, Administer, Instance>,
    id: UserId,
    secret: &Secret<[u8; 32]>,
    at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let model = invitation::Model {
        user_id: row(tx, id).await?.id,
        secret_hash: crate::system::secret_hash(secret),
        created_at: millis(at),
        expires_at: millis(expires_at),
    };
    crate::upsert(tx, model.into_active_model()).await
}

/// How many personal tokens somebody has.
///
/// # Errors
/// When the database does not answer.
pub async fn count_tokens(tx: &ReadTx, _may: &Permit<'_, Administer, Instance>, id: UserId) -> Result<u64, StoreError> {
    Ok(token::Entity::find().filter(token::Column::UserId.eq(Key::from(id))).count(tx.db()).await?)
}

/// Ends every session of a person.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out_everywhere(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, id: UserId) -> Result<u64, StoreError> {
    end_sessions(tx, id).await
}

pub(crate) async fn insert(tx: &WriteTx, new: &NewUser) -> Result<(), StoreError> {
    let model = user::Model {
        id: new.id.into(),
        email: new.email.as_str().to_owned(),
        name: new.name.as_str().to_owned(),
        password_hash: new.password_hash.as_ref().map(|hash| hash.expose().clone()),
        is_admin: new.is_admin,
        active: true,
        created_at: millis(new.at),
        last_seen_at: None,
    };
    tx.record(change_of(&model)?);
    user::Entity::insert(model.into_active_model()).exec_without_returning(tx.db()).await.or_taken("email")?;
    Ok(())
}

pub(crate) async fn end_sessions(tx: &WriteTx, id: UserId) -> Result<u64, StoreError> {
    Ok(session::Entity::delete_many().filter(session::Column::UserId.eq(Key::from(id))).exec(tx.db()).await?.rows_affected)
}

pub(crate) fn change_of(row: &user::Model) -> Result<Change, StoreError> {
    Ok(Change::UserPut {
        user: row.id.into(),
        name: title(&row.name)?,
        email: word(&row.email, "an e-mail address")?,
        is_admin: row.is_admin,
        active: row.active,
    })
}

pub(crate) async fn active_admins(tx: &ReadTx) -> Result<u64, StoreError> {
    Ok(user::Entity::find().filter(user::Column::IsAdmin.eq(true)).filter(user::Column::Active.eq(true)).count(tx.db()).await?)
}

async fn row(tx: &ReadTx, id: UserId) -> Result<user::Model, StoreError> {
    user::Entity::find_by_id(Key::from(id)).one(tx.db()).await?.ok_or(StoreError::NotFound)
}

async fn one(tx: &ReadTx, row: user::Model) -> Result<User, StoreError> {
    completed(tx, vec![row]).await?.pop().ok_or(StoreError::NotFound)
}

/// People with how they sign in.
async fn completed(tx: &ReadTx, rows: Vec<user::Model>) -> Result<Vec<User>, StoreError> {
    let ids: Vec<Key> = rows.iter().map(|row| row.id).collect();
    let known = identity::Entity::find().filter(identity::Column::UserId.is_in(ids.clone())).all(tx.db()).await?;
    let invited = invitation::Entity::find().filter(invitation::Column::UserId.is_in(ids)).all(tx.db()).await?;
    rows.into_iter()
        .map(|row| {
            let elsewhere = known.iter().any(|identity| identity.user_id == row.id);
            let invited = invited.iter().find(|invitation| invitation.user_id == row.id).map(|invitation| invitation.expires_at);
            of_row(row, elsewhere, timestamp_opt(invited)?)
        })
        .collect()
}

fn of_row(row: user::Model, elsewhere: bool, invited_until: Option<Timestamp>) -> Result<User, StoreError> {
    Ok(User {
        id: row.id.into(),
        name: title(&row.name)?,
        email: word(&row.email, "an e-mail address")?,
        is_admin: row.is_admin,
        active: row.active,
        has_password: row.password_hash.is_some(),
        elsewhere,
        invited_until,
        created_at: timestamp(row.created_at)?,
        last_seen_at: timestamp_opt(row.last_seen_at)?,
    })
}

/// Not `LIKE`: its case rules differ between the databases, and the text would need escaping.
pub(crate) fn contains(tx: &ReadTx, column: impl ColumnTrait, search: &str) -> Expr {
    use sea_orm::ConnectionTrait;
    let position = if tx.db().get_database_backend() == DbBackend::Sqlite { "instr" } else { "strpos" };
    let found =
        Func::cust(position).arg(Func::lower(Expr::col((column.entity_name(), column)))).arg(Expr::value(search.to_ascii_lowercase()));
    Expr::from(found).gt(0)
}
