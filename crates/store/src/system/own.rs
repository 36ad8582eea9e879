//! What people do with their own way in: seeing as somebody else, personal tokens, their password. Why without permit: whoever holds a session
//! is the person, and everything here takes that session or that person and touches nobody else's.

pub use access::Seen;
use access::{Change, TokenScope};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use vocab::{DocumentId, Secret, SessionId, Title, TokenId, UserId};

use super::secret_hash;
use crate::entity::{session, token, user};
use crate::key::Key;
use crate::time::{millis, timestamp, timestamp_opt};
use crate::words::{from_json, from_word, title, to_json, to_word};
use crate::{ReadTx, StoreError, WriteTx};

/// As whom somebody looks at the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewAs {
    /// Whom they see as.
    pub seen: Seen,
    /// The only document that they may look at so; everything for admins.
    pub document: Option<DocumentId>,
    /// When it ends by itself.
    pub until: Timestamp,
}

/// Lets a session see as somebody else from now on.
///
/// # Errors
/// `not_found` when the session has ended.
pub async fn begin_view(tx: &WriteTx, session: SessionId, view: &ViewAs) -> Result<(), StoreError> {
    put_view(tx, session, Some(to_text(view)?)).await?;
    if let Seen::Group(group) = view.seen {
        tx.record(Change::StandInPut { group });
    }
    Ok(())
}

/// Ends it; that it has ended already is no error.
///
/// # Errors
/// `not_found` when the session has ended.
pub async fn end_view(tx: &WriteTx, session: SessionId) -> Result<(), StoreError> {
    put_view(tx, session, None).await
}

async fn put_view(tx: &WriteTx, session: SessionId, text: Option<String>) -> Result<(), StoreError> {
    let update = session::Entity::update_many()
        .col_expr(session::Column::ViewAs, Expr::value(text))
        .filter(session::Column::Id.eq(Key::from(session)))
        .exec(tx.db())
        .await?;
    if update.rows_affected == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

pub(crate) fn to_text(view: &ViewAs) -> Result<String, StoreError> {
    to_json(view, "seeing as somebody else")
}

pub(crate) fn of_text(text: &str) -> Result<ViewAs, StoreError> {
    from_json(text, "seeing as somebody else")
}

/// A personal API token. Its secret is kept as a hash alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Which.
    pub id: TokenId,
    /// Whose.
    pub user: UserId,
    /// What its person calls it.
    pub name: Title,
    /// How far it reaches.
    pub scope: TokenScope,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to about a minute.
    pub last_used_at: Option<Timestamp>,
}

/// Makes a token.
///
/// # Errors
/// `not_found` when its person is gone or deactivated.
pub async fn create_token(tx: &WriteTx, new: &Token, secret: &Secret<[u8; 32]>) -> Result<(), StoreError> {
    if !tx.facts().user(new.user).is_some_and(|user| user.active) {
        return Err(StoreError::NotFound);
    }
    let row = token::Model {
        id: new.id.into(),
        secret_hash: secret_hash(secret),
        user_id: new.user.into(),
        name: new.name.as_str().to_owned(),
        scope: to_word(new.scope)?,
        created_at: millis(new.created_at),
        expires_at: new.expires_at.map(millis),
        last_used_at: None,
    };
    token::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// A person's own tokens, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn tokens(tx: &ReadTx, user: UserId) -> Result<Vec<Token>, StoreError> {
    let rows = token::Entity::find()
        .filter(token::Column::UserId.eq(Key::from(user)))
        .order_by_desc(token::Column::CreatedAt)
        .order_by_desc(token::Column::Id);
    rows.all(tx.db()).await?.into_iter().map(of_row).collect()
}

/// Ends one of a person's own tokens.
///
/// # Errors
/// `not_found` when it is not theirs.
pub async fn end_token(tx: &WriteTx, user: UserId, id: TokenId) -> Result<Token, StoreError> {
    let mine = token::Column::UserId.eq(Key::from(user));
    let row = token::Entity::find_by_id(Key::from(id)).filter(mine).one(tx.db()).await?.ok_or(StoreError::NotFound)?;
    token::Entity::delete_by_id(Key::from(id)).exec(tx.db()).await?;
    of_row(row)
}

/// The token of a secret: none when it has ended or its person is deactivated.
///
/// # Errors
/// When the database does not answer.
pub async fn token(tx: &ReadTx, secret: &Secret<[u8; 32]>, now: Timestamp) -> Result<Option<Token>, StoreError> {
    let row = token::Entity::find().filter(token::Column::SecretHash.eq(secret_hash(secret))).one(tx.db()).await?;
    let token = row.map(of_row).transpose()?;
    let lives = |token: &Token| token.expires_at.is_none_or(|end| end > now) && tx.facts().user(token.user).is_some_and(|user| user.active);
    Ok(token.filter(lives))
}

/// The hash that somebody's own password is checked against.
///
/// # Errors
/// `not_found`.
pub async fn password_hash(tx: &ReadTx, user: UserId) -> Result<Option<Secret<String>>, StoreError> {
    let row = user::Entity::find_by_id(Key::from(user)).one(tx.db()).await?.ok_or(StoreError::NotFound)?;
    Ok(row.password_hash.map(Secret::new))
}

/// Sets somebody's own password and ends every session of theirs but the one that asked.
///
/// # Errors
/// `not_found`.
pub async fn set_password(tx: &WriteTx, user: UserId, hash: &Secret<String>, keep: Option<SessionId>) -> Result<(), StoreError> {
    let update = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash.expose().clone()))
        .filter(user::Column::Id.eq(Key::from(user)));
    if update.exec(tx.db()).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    let mut others = session::Entity::delete_many().filter(session::Column::UserId.eq(Key::from(user)));
    if let Some(keep) = keep {
        others = others.filter(session::Column::Id.ne(Key::from(keep)));
    }
    others.exec(tx.db()).await?;
    Ok(())
}

fn of_row(row: token::Model) -> Result<Token, StoreError> {
    Ok(Token {
        id: row.id.into(),
        user: row.user_id.into(),
        name: title(&row.name)?,
        scope: from_word(&row.scope, "a token's scope")?,
        created_at: timestamp(row.created_at)?,
        expires_at: timestamp_opt(row.expires_at)?,
        last_used_at: timestamp_opt(row.last_used_at)?,
    })
}
