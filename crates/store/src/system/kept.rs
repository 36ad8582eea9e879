//! Answers kept for `Idempotency-Key`, so that every node honours a key that any of them has seen. Why without permit: an answer is given to
//! the one who asked and was told it before, and to nobody else.

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter};

use crate::entity::idempotency;
use crate::time::{millis, timestamp};
use crate::words::storable;
use crate::{ReadTx, StoreError, WriteTx};

/// Which request an answer is kept for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey {
    /// Who asked and by which proof; the keys of two people or two tokens never meet (T48).
    pub asker: String,
    /// Method and path.
    pub route: String,
    /// The key that they sent.
    pub key: String,
}

/// What is known of a request with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nobody asked yet, and from now on it is this caller's to answer.
    Yours,
    /// It is being answered, perhaps by another node.
    UnderWay,
    /// It was answered.
    Answered(KeptAnswer),
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// SHA-256 of the request that it answers; another request with the same key is a mistake of the caller.
    pub body_hash: [u8; 32],
    /// Its status.
    pub status: u16,
    /// Its headers, as JSON.
    pub headers: String,
    /// Its body.
    pub response: Vec<u8>,
    /// When it was given.
    pub created_at: Timestamp,
}

/// How long answers are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long a request may be under way; after that whoever took it is taken for dead.
const UNDER_WAY: SignedDuration = SignedDuration::from_mins(2);
/// The status of a request that has none yet.
const NONE_YET: i32 = 0;

/// The answer that was given to the same request.
///
/// # Errors
/// When the database does not answer.
pub async fn kept_answer(tx: &ReadTx, key: &IdempotencyKey, now: Timestamp) -> Result<Option<KeptAnswer>, StoreError> {
    let row = idempotency::Entity::find_by_id((key.asker.clone(), key.route.clone(), key.key.clone()))
        .filter(idempotency::Column::CreatedAt.gt(before(now, KEPT)))
        .filter(idempotency::Column::Status.ne(NONE_YET));
    row.one(tx.db()).await?.map(of_row).transpose()
}

/// Takes a key, unless it is taken.
///
/// # Errors
/// `invalid` when the key cannot be stored.
pub async fn take(tx: &WriteTx, key: &IdempotencyKey, body_hash: [u8; 32], now: Timestamp) -> Result<Known, StoreError> {
    storable(&key.key, "an idempotency key")?;
    storable(&key.route, "a route")?;
    let ended = idempotency::Column::CreatedAt.lte(before(now, KEPT));
    let given_up = idempotency::Column::Status.eq(NONE_YET).and(idempotency::Column::CreatedAt.lte(before(now, UNDER_WAY)));
    idempotency::Entity::delete_many().filter(ended.or(given_up)).exec(tx.db()).await?;
    let known = idempotency::Entity::find_by_id((key.asker.clone(), key.route.clone(), key.key.clone())).one(tx.db()).await?;
    if let Some(known) = known {
        return Ok(if known.status == NONE_YET { Known::UnderWay } else { Known::Answered(of_row(known)?) });
    }
    let row = idempotency::Model {
        actor: key.asker.clone(),
        route: key.route.clone(),
        idempotency_key: key.key.clone(),
        body_hash: body_hash.to_vec(),
        status: NONE_YET,
        response: Vec::new(),
        created_at: millis(now),
        headers: None,
    };
    idempotency::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(Known::Yours)
}

/// Keeps the answer of a key that was taken, for a day.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(tx: &WriteTx, key: &IdempotencyKey, answer: &KeptAnswer) -> Result<(), StoreError> {
    let row = idempotency::Model {
        actor: key.asker.clone(),
        route: key.route.clone(),
        idempotency_key: key.key.clone(),
        body_hash: answer.body_hash.to_vec(),
        status: answer.status.into(),
        response: answer.response.clone(),
        created_at: millis(answer.created_at),
        headers: Some(answer.headers.clone()),
    };
    crate::upsert(tx, row.into_active_model()).await
}

/// Gives a key back: what failed is worth another try.
///
/// # Errors
/// When the database does not answer.
pub async fn give_back(tx: &WriteTx, key: &IdempotencyKey) -> Result<(), StoreError> {
    idempotency::Entity::delete_by_id((key.asker.clone(), key.route.clone(), key.key.clone())).exec(tx.db()).await?;
    Ok(())
}

fn of_row(row: idempotency::Model) -> Result<KeptAnswer, StoreError> {
    let damaged = StoreError::Corrupt { what: "a kept answer" };
    let (Ok(body_hash), Ok(status)) = (row.body_hash.try_into(), row.status.try_into()) else { return Err(damaged) };
    let created_at = timestamp(row.created_at)?;
    Ok(KeptAnswer { body_hash, status, headers: row.headers.unwrap_or_default(), response: row.response, created_at })
}

fn before(now: Timestamp, span: SignedDuration) -> i64 {
    now.checked_sub(span).map_or(i64::MIN, millis)
}
