//! The audit log: only ever added to, each row chained to the one before it by a hash, so that a removed or changed row shows.

use access::{Actor, Administer, Instance, Manage, NodeId, Permit};
use jiff::Timestamp;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use vocab::RequestId;

use crate::entity::{audit, audit_head};
use crate::time::{millis, timestamp};
use crate::users::contains;
use crate::words::{storable, to_json};
use crate::{ReadTx, StoreError, WriteTx};

/// What one request did or was refused.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    /// When.
    pub at: Timestamp,
    /// By which request.
    pub request: RequestId,
    /// Who.
    pub actor: Actor,
    /// Their name at that time, for people who read the log when the person is gone.
    pub actor_name: String,
    /// As whom, when they saw as somebody else: an id and a name.
    pub as_whom: Option<(String, String)>,
    /// Through which door: `page`, `api`, `link`, `system`.
    pub door: String,
    /// What they did or tried, as a stable word such as `grant_put`.
    pub verb: String,
    /// On what: an id, or a word such as `settings`.
    pub object: String,
    /// Its name at that time.
    pub object_name: String,
    /// Whether it was done.
    pub result: AuditResult,
    /// The reasons' codes.
    pub codes: Vec<String>,
    /// The network address that the request came from.
    pub address: Option<String>,
    /// Before and after, counts, and the like; never a secret and never rows of data.
    pub details: serde_json::Value,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditResult {
    /// It was done.
    Done,
    /// The rules refused it.
    Refused,
    /// It was allowed, and did not work.
    Failed,
}

/// A row as it stands in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// Its place in the log; without gaps.
    pub seq: i64,
    /// What happened.
    pub row: AuditRow,
}

/// Which rows to list; newest first.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only of this actor.
    pub actor: Option<Actor>,
    /// Only on this object.
    pub object: Option<String>,
    /// Only this verb.
    pub verb: Option<String>,
    /// Only what ended so.
    pub result: Option<AuditResult>,
    /// Only from this moment on.
    pub from: Option<Timestamp>,
    /// Only before this moment.
    pub to: Option<Timestamp>,
    /// Only rows in which this text stands (ASCII letters of either case).
    pub text: Option<String>,
    /// Only rows before this place: the last one of the page before.
    pub before: Option<i64>,
}

/// What a look at the chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainState {
    /// Every row is there, as written.
    Whole {
        /// How many.
        rows: i64,
    },
    /// The row at this place is missing or not as written.
    Broken {
        /// The first such place.
        seq: i64,
    },
}

/// Adds rows to the log, in the transaction of the change that they tell of.
///
/// # Errors
/// When the database does not answer.
pub async fn append(tx: &WriteTx, rows: &[AuditRow]) -> Result<(), StoreError> {
    append_to(tx.db(), rows).await
}

/// A page of the log, newest first.
///
/// # Errors
/// When the database does not answer or a row is damaged.
pub async fn list(
    tx: &ReadTx,
    _may: &Permit<'_, Administer, Instance>,
    filter: &AuditFilter,
    limit: u64,
) -> Result<Vec<AuditEntry>, StoreError> {
    let select = chosen(tx, filter)?.order_by_desc(audit::Column::Seq).limit(limit);
    select.all(tx.db()).await?.into_iter().map(entry).collect()
}

/// The rows after a place, oldest first: for going through the log from end to end.
///
/// # Errors
/// When the database does not answer or a row is damaged.
pub async fn after(
    tx: &ReadTx,
    _may: &Permit<'_, Administer, Instance>,
    filter: &AuditFilter,
    seq: i64,
    limit: u64,
) -> Result<Vec<AuditEntry>, StoreError> {
    let select = chosen(tx, filter)?.filter(audit::Column::Seq.gt(seq)).order_by_asc(audit::Column::Seq).limit(limit);
    select.all(tx.db()).await?.into_iter().map(entry).collect()
}

/// What happened to a document or folder and to the links of a document, newest first; for those who manage it.
///
/// # Errors
/// When the database does not answer or a row is damaged.
pub async fn of_node(
    tx: &ReadTx,
    may: &Permit<'_, Manage, NodeId>,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<AuditEntry>, StoreError> {
    let node = may.object();
    let links = node.document().map(|document| tx.facts().links(document)).unwrap_or_default();
    let objects: Vec<String> = std::iter::once(node.to_string()).chain(links.iter().map(ToString::to_string)).collect();
    let mut select = audit::Entity::find().filter(audit::Column::Object.is_in(objects)).order_by_desc(audit::Column::Seq).limit(limit);
    if let Some(before) = before {
        select = select.filter(audit::Column::Seq.lt(before));
    }
    select.all(tx.db()).await?.into_iter().map(entry).collect()
}

fn chosen(tx: &ReadTx, filter: &AuditFilter) -> Result<sea_orm::Select<audit::Entity>, StoreError> {
    let mut select = audit::Entity::find();
    if let Some(actor) = &filter.actor {
        select = select.filter(audit::Column::Actor.eq(actor_text(actor)));
    }
    if let Some(object) = &filter.object {
        select = select.filter(audit::Column::Object.eq(object.as_str()));
    }
    if let Some(verb) = &filter.verb {
        select = select.filter(audit::Column::Verb.eq(verb.as_str()));
    }
    if let Some(before) = filter.before {
        select = select.filter(audit::Column::Seq.lt(before));
    }
    if let Some(from) = filter.from {
        select = select.filter(audit::Column::At.gte(millis(from)));
    }
    if let Some(to) = filter.to {
        select = select.filter(audit::Column::At.lt(millis(to)));
    }
    if let Some(result) = filter.result {
        // Quotes inside a text are written with a backslash, so nothing that somebody typed can pass for this.
        let written = format!("\"result\":{}", to_json(&result, "a result")?);
        select = select.filter(contains(tx, audit::Column::Body, &written));
    }
    if let Some(text) = &filter.text {
        storable(text, "a search text")?;
        select = select.filter(contains(tx, audit::Column::Body, text));
    }
    Ok(select)
}

/// Goes through the whole chain.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(tx: &ReadTx, _may: &Permit<'_, Administer, Instance>) -> Result<ChainState, StoreError> {
    let end = head(tx.db(), false).await?;
    let mut hash = START.to_vec();
    let mut seq = 0;
    loop {
        let rows =
            audit::Entity::find().filter(audit::Column::Seq.gt(seq)).order_by_asc(audit::Column::Seq).limit(PAGE).all(tx.db()).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            seq += 1;
            hash = chained(&hash, seq, row.at, &row.body);
            let searchable: Body = serde_json::from_str(&row.body).map_err(|_| StoreError::Corrupt { what: "an audit row" })?;
            let as_written = row.seq == seq
                && row.hash == hash
                && row.actor == searchable.actor
                && row.verb == searchable.verb
                && row.object == searchable.object;
            if !as_written {
                return Ok(ChainState::Broken { seq });
            }
        }
    }
    // Rows cut off the end are told by the head, which every append moves.
    Ok(if end.seq == seq && end.hash == hash { ChainState::Whole { rows: seq } } else { ChainState::Broken { seq: seq + 1 } })
}

const PAGE: u64 = 1_000;
/// Both databases limit the values of one statement, SQLite to 32,766.
const ROWS_PER_STATEMENT: usize = 500;
const START: [u8; 32] = [0; 32];

/// The text that is kept and hashed.
#[derive(Serialize, Deserialize)]
struct Body {
    request: RequestId,
    actor: String,
    actor_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_whom: Option<(String, String)>,
    door: String,
    verb: String,
    object: String,
    object_name: String,
    result: AuditResult,
    codes: Vec<String>,
    address: Option<String>,
    details: serde_json::Value,
}

pub(crate) async fn append_to(db: &DatabaseTransaction, rows: &[AuditRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut end = head(db, true).await?;
    let mut models = Vec::with_capacity(rows.len());
    for row in rows {
        let actor = actor_text(&row.actor);
        let (verb, object) = (searchable(&row.verb), searchable(&row.object));
        let body = Body {
            request: row.request,
            actor: actor.clone(),
            actor_name: row.actor_name.clone(),
            as_whom: row.as_whom.clone(),
            door: row.door.clone(),
            verb: verb.clone(),
            object: object.clone(),
            object_name: row.object_name.clone(),
            result: row.result,
            codes: row.codes.clone(),
            address: row.address.clone(),
            details: row.details.clone(),
        };
        let body = serde_json::to_string(&body).map_err(|_| StoreError::Invalid { what: "an audit row", why: "it is not JSON" })?;
        let at = millis(row.at);
        end.seq += 1;
        end.hash = chained(&end.hash, end.seq, at, &body);
        models.push(audit::ActiveModel {
            seq: Set(end.seq),
            at: Set(at),
            body: Set(body),
            actor: Set(actor),
            verb: Set(verb),
            object: Set(object),
            hash: Set(end.hash.clone()),
        });
    }
    while !models.is_empty() {
        let rest = models.split_off(models.len().min(ROWS_PER_STATEMENT));
        audit::Entity::insert_many(std::mem::replace(&mut models, rest)).exec_without_returning(db).await?;
    }
    let update = Query::update()
        .table(audit_head::Entity)
        .value(audit_head::Column::Seq, end.seq)
        .value(audit_head::Column::Hash, end.hash)
        .to_owned();
    db.execute(&update).await?;
    Ok(())
}

/// What stands in a column of its own cannot hold NUL, and a refusal of nonsense has to be logged too.
fn searchable(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}

async fn head(db: &DatabaseTransaction, lock: bool) -> Result<audit_head::Model, StoreError> {
    let mut rows = audit_head::Entity::find();
    if lock && db.get_database_backend() == DbBackend::Postgres {
        rows = rows.lock_exclusive();
    }
    rows.one(db).await?.ok_or(StoreError::Corrupt { what: "audit_head" })
}

fn chained(before: &[u8], seq: i64, at: i64, body: &str) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(seq.to_be_bytes());
    hasher.update(at.to_be_bytes());
    hasher.update(body);
    hasher.finalize().to_vec()
}

fn entry(model: audit::Model) -> Result<AuditEntry, StoreError> {
    let damaged = StoreError::Corrupt { what: "an audit row" };
    let Ok(body) = serde_json::from_str::<Body>(&model.body) else { return Err(damaged) };
    let Some(actor) = parse_actor(&body.actor) else { return Err(damaged) };
    let row = AuditRow {
        at: timestamp(model.at)?,
        request: body.request,
        actor,
        actor_name: body.actor_name,
        as_whom: body.as_whom,
        door: body.door,
        verb: body.verb,
        object: body.object,
        object_name: body.object_name,
        result: body.result,
        codes: body.codes,
        address: body.address,
        details: body.details,
    };
    Ok(AuditEntry { seq: model.seq, row })
}

pub(crate) fn actor_text(actor: &Actor) -> String {
    match actor {
        Actor::User(user) => user.to_string(),
        Actor::Link(link) => link.to_string(),
        Actor::Anonymous => "anonymous".to_owned(),
    }
}

fn parse_actor(text: &str) -> Option<Actor> {
    if text == "anonymous" {
        return Some(Actor::Anonymous);
    }
    text.parse().map(Actor::User).or_else(|_| text.parse().map(Actor::Link)).ok()
}
