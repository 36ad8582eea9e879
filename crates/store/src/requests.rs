//! Access requests: asked by people without a role, answered by those who manage the document.

use access::{Browse, Hub, Manage, NodeId, Permit, RequestAccess};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use vocab::{AccessRequestId, ContentRole, DocumentId, UserId};

use crate::entity::{access_request, node};
use crate::key::Key;
use crate::nodes::person;
use crate::time::{millis, timestamp, timestamp_opt};
use crate::words::{from_word, node_key, storable, to_word, word};
use crate::{ReadTx, StoreError, WriteTx};

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has answered.
    Open,
    /// They got a role.
    Granted,
    /// They did not.
    Refused,
}

/// An access request.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessRequest {
    /// Which.
    pub id: AccessRequestId,
    /// For what.
    pub document: DocumentId,
    /// Whose.
    pub user: UserId,
    /// The role that they ask for.
    pub role: ContentRole,
    /// What they say.
    pub message: Option<String>,
    /// When.
    pub at: Timestamp,
    /// How far it has come.
    pub state: State,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// What the refusal says.
    pub reason: Option<String>,
}

/// What somebody asks for.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// A new id, which is used unless the person has an open request already.
    pub id: AccessRequestId,
    /// The role.
    pub role: ContentRole,
    /// A word to the owner.
    pub message: Option<String>,
    /// Now.
    pub at: Timestamp,
}

/// Writes a request down. Somebody who asks again while nobody has answered changes what they asked for: nobody is asked twice.
///
/// # Errors
/// `invalid` when the message cannot be stored.
pub async fn ask(tx: &WriteTx, may: &Permit<'_, RequestAccess, DocumentId>, new: &NewRequest) -> Result<AccessRequestId, StoreError> {
    storable(new.message.as_deref().unwrap_or_default(), "a message")?;
    let (document, user) = (Key::from(may.object()), Key::from(person(may.actor())?));
    let open = access_request::Entity::find()
        .filter(access_request::Column::DocumentId.eq(document))
        .filter(access_request::Column::UserId.eq(user))
        .filter(access_request::Column::State.eq(to_word(State::Open)?))
        .one(tx.db())
        .await?;
    if let Some(open) = open {
        access_request::Entity::update_many()
            .col_expr(access_request::Column::Role, Expr::value(new.role.as_str()))
            .col_expr(access_request::Column::Message, Expr::value(new.message.clone()))
            .filter(access_request::Column::Id.eq(open.id))
            .exec(tx.db())
            .await?;
        return Ok(open.id.into());
    }
    let row = access_request::Model {
        id: new.id.into(),
        document_id: document,
        user_id: user,
        role: new.role.as_str().to_owned(),
        message: new.message.clone(),
        asked_at: millis(new.at),
        state: to_word(State::Open)?,
        answered_by: None,
        answered_at: None,
        reason: None,
    };
    access_request::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(new.id)
}

/// The open requests for what the person owns, newest first, older than the last one of the page before.
///
/// # Errors
/// When the database does not answer.
pub async fn to_answer(
    tx: &ReadTx,
    own: &Permit<'_, Browse, Hub>,
    before: Option<AccessRequestId>,
    limit: u64,
) -> Result<Vec<AccessRequest>, StoreError> {
    let owned = sea_orm::sea_query::Query::select()
        .column(node::Column::Id)
        .from(node::Entity)
        .and_where(node::Column::OwnerId.eq(Key::from(person(own.actor())?)))
        .and_where(node::Column::TrashedAt.is_null())
        .take();
    let select = access_request::Entity::find()
        .filter(access_request::Column::DocumentId.in_subquery(owned))
        .filter(access_request::Column::State.eq(to_word(State::Open)?));
    page(tx, select, before, limit).await
}

/// The requests that the person made, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn made_by(
    tx: &ReadTx,
    own: &Permit<'_, Browse, Hub>,
    before: Option<AccessRequestId>,
    limit: u64,
) -> Result<Vec<AccessRequest>, StoreError> {
    let select = access_request::Entity::find().filter(access_request::Column::UserId.eq(Key::from(person(own.actor())?)));
    page(tx, select, before, limit).await
}

/// The open requests for one document, newest first; for its managers.
///
/// # Errors
/// When the database does not answer.
pub async fn of_node(tx: &ReadTx, may: &Permit<'_, Manage, NodeId>) -> Result<Vec<AccessRequest>, StoreError> {
    /// More than a dialog shows; the others come up when these are answered.
    const MOST: u64 = 200;
    let select = access_request::Entity::find()
        .filter(access_request::Column::DocumentId.eq(node_key(may.object())))
        .filter(access_request::Column::State.eq(to_word(State::Open)?));
    page(tx, select, None, MOST).await
}

/// A request for a document; for its managers.
///
/// # Errors
/// `not_found`, also when it is for another document.
pub async fn get(tx: &ReadTx, may: &Permit<'_, Manage, DocumentId>, id: AccessRequestId) -> Result<AccessRequest, StoreError> {
    let row = access_request::Entity::find_by_id(Key::from(id)).one(tx.db()).await?;
    row.filter(|row| row.document_id == Key::from(may.object())).map_or(Err(StoreError::NotFound), of_row)
}

/// Writes the answer down.
///
/// # Errors
/// `not_found` when it is for another document or was answered already.
pub async fn answer(
    tx: &WriteTx,
    may: &Permit<'_, Manage, DocumentId>,
    id: AccessRequestId,
    state: State,
    reason: Option<&str>,
    at: Timestamp,
) -> Result<(), StoreError> {
    storable(reason.unwrap_or_default(), "a reason")?;
    let answered = access_request::Entity::update_many()
        .col_expr(access_request::Column::State, Expr::value(to_word(state)?))
        .col_expr(access_request::Column::AnsweredBy, Expr::value(Key::from(person(may.actor())?)))
        .col_expr(access_request::Column::AnsweredAt, Expr::value(millis(at)))
        .col_expr(access_request::Column::Reason, Expr::value(reason.map(str::to_owned)))
        .filter(access_request::Column::Id.eq(Key::from(id)))
        .filter(access_request::Column::DocumentId.eq(Key::from(may.object())))
        .filter(access_request::Column::State.eq(to_word(State::Open)?))
        .exec(tx.db())
        .await?;
    if answered.rows_affected == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

async fn page(
    tx: &ReadTx,
    mut select: sea_orm::Select<access_request::Entity>,
    before: Option<AccessRequestId>,
    limit: u64,
) -> Result<Vec<AccessRequest>, StoreError> {
    // Ids begin with the time, so their order is the order in which people asked.
    if let Some(before) = before {
        select = select.filter(access_request::Column::Id.lt(Key::from(before)));
    }
    select.order_by_desc(access_request::Column::Id).limit(limit).all(tx.db()).await?.into_iter().map(of_row).collect()
}

fn of_row(row: access_request::Model) -> Result<AccessRequest, StoreError> {
    Ok(AccessRequest {
        id: row.id.into(),
        document: row.document_id.into(),
        user: row.user_id.into(),
        role: word(&row.role, "a role")?,
        message: row.message,
        at: timestamp(row.asked_at)?,
        state: from_word(&row.state, "the state of an access request")?,
        answered_at: timestamp_opt(row.answered_at)?,
        reason: row.reason,
    })
}
