//! Rows that are added often and change nobody's access: audit rows of data access, openings of links, visits, signs of life of sessions.
//!
//! Requests hand them over; one task writes whatever has gathered in one transaction, so that a thousand tiles cost a few commits and not a thousand.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter, Set, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::{Mutex, mpsc, oneshot};
use vocab::{DocumentId, LinkId, SessionId, TokenId, UserId};

use crate::audit::AuditRow;
use crate::entity::{link, session, token, user, visit};
use crate::key::Key;
use crate::store::in_time;
use crate::time::millis;
use crate::{StoreError, audit};

/// Something to write down.
#[derive(Debug, Clone)]
pub enum Note {
    /// An audit row of an access to data.
    Audit(Box<AuditRow>),
    /// Somebody opened a report through a link.
    LinkOpened {
        /// The link.
        link: LinkId,
        /// When.
        at: Timestamp,
    },
    /// Somebody opened a document.
    Visited {
        /// Who.
        user: UserId,
        /// What.
        document: DocumentId,
        /// When.
        at: Timestamp,
    },
    /// A session was used.
    SessionSeen {
        /// Which.
        session: SessionId,
        /// Whose.
        user: UserId,
        /// When.
        at: Timestamp,
        /// How long the session lasts from now on.
        expires_at: Timestamp,
    },
    /// A personal token was used.
    TokenSeen {
        /// Which.
        token: TokenId,
        /// When.
        at: Timestamp,
    },
}

/// The way in for notes. It lives as long as its store. Not for use while a [`WriteTx`](crate::WriteTx) is held: the journal waits for that one's turn to end.
#[derive(Debug)]
pub struct Journal {
    entries: mpsc::Sender<Entry>,
}

#[derive(Debug)]
struct Entry {
    note: Option<Note>,
    written: Option<oneshot::Sender<bool>>,
}

/// More notes than this wait for the database, and so do their requests: memory stays bounded.
const WAITING: usize = 4_096;
const BATCH: usize = 512;
const TRIES: u32 = 4;

impl Journal {
    pub(crate) fn start(db: DatabaseConnection, turn: Arc<Mutex<()>>) -> Self {
        let (entries, incoming) = mpsc::channel(WAITING);
        tokio::spawn(run(db, turn, incoming));
        Self { entries }
    }

    /// Hands a note over. It is written soon; a crash within that moment loses it.
    pub async fn add(&self, note: Note) {
        if self.entries.send(Entry { note: Some(note), written: None }).await.is_err() {
            tracing::error!("the journal has stopped; a note is lost");
        }
    }

    /// Hands a note over and waits until it is on the disk.
    ///
    /// # Errors
    /// When the database would not take it.
    pub async fn written(&self, note: Note) -> Result<(), StoreError> {
        self.wait(Some(note)).await
    }

    /// Waits until everything handed over so far is on the disk.
    ///
    /// # Errors
    /// When the database would not take it.
    pub async fn flush(&self) -> Result<(), StoreError> {
        self.wait(None).await
    }

    async fn wait(&self, note: Option<Note>) -> Result<(), StoreError> {
        let stopped = || StoreError::Unavailable(sea_orm::DbErr::Custom("the journal could not be written".to_owned()));
        let (written, done) = oneshot::channel();
        self.entries.send(Entry { note, written: Some(written) }).await.map_err(|_| stopped())?;
        if done.await.unwrap_or(false) { Ok(()) } else { Err(stopped()) }
    }
}

async fn run(db: DatabaseConnection, turn: Arc<Mutex<()>>, mut incoming: mpsc::Receiver<Entry>) {
    let mut entries = Vec::with_capacity(BATCH);
    while incoming.recv_many(&mut entries, BATCH).await > 0 {
        let batch = Batch::of(&entries);
        let written = write_with_patience(&db, &turn, &batch).await;
        for waiting in entries.drain(..).filter_map(|entry| entry.written) {
            // Nobody listens any more when the request was given up; the note is written all the same.
            let _ = waiting.send(written);
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    user: UserId,
    at: Timestamp,
    expires_at: Timestamp,
}

/// Notes that say the same thing are merged: ten openings of one link are one update by ten.
#[derive(Debug, Default)]
struct Batch {
    audit: Vec<AuditRow>,
    openings: HashMap<LinkId, (i64, Timestamp)>,
    visits: HashMap<(UserId, DocumentId), Timestamp>,
    sessions: HashMap<SessionId, Seen>,
    tokens: HashMap<TokenId, Timestamp>,
}

impl Batch {
    fn of(entries: &[Entry]) -> Self {
        let mut batch = Self::default();
        for note in entries.iter().filter_map(|entry| entry.note.as_ref()) {
            match note {
                Note::Audit(row) => batch.audit.push((**row).clone()),
                Note::LinkOpened { link, at } => {
                    let (count, last) = batch.openings.entry(*link).or_insert((0, *at));
                    (*count, *last) = (*count + 1, (*last).max(*at));
                }
                Note::Visited { user, document, at } => {
                    let last = batch.visits.entry((*user, *document)).or_insert(*at);
                    *last = (*last).max(*at);
                }
                Note::SessionSeen { session, user, at, expires_at } => {
                    let seen = batch.sessions.entry(*session).or_insert(Seen { user: *user, at: *at, expires_at: *expires_at });
                    (seen.at, seen.expires_at) = (seen.at.max(*at), seen.expires_at.max(*expires_at));
                }
                Note::TokenSeen { token, at } => {
                    let last = batch.tokens.entry(*token).or_insert(*at);
                    *last = (*last).max(*at);
                }
            }
        }
        batch
    }

    fn is_empty(&self) -> bool {
        self.audit.is_empty() && self.openings.is_empty() && self.visits.is_empty() && self.sessions.is_empty() && self.tokens.is_empty()
    }
}

async fn write_with_patience(db: &DatabaseConnection, turn: &Mutex<()>, batch: &Batch) -> bool {
    if batch.is_empty() {
        return true;
    }
    for attempt in 1..=TRIES {
        // The turn is taken so that SQLite's one writer is not fought over inside one process.
        let result = {
            match in_time(turn.lock()).await {
                Ok(_turn) => write(db, batch).await,
                Err(error) => Err(error),
            }
        };
        match result {
            Ok(()) => return true,
            Err(error) if attempt == TRIES => tracing::error!(%error, audit_rows = batch.audit.len(), "journal notes are lost: {error}"),
            Err(error) => {
                tracing::warn!(%error, attempt, "the journal is tried again: {error}");
                tokio::time::sleep(Duration::from_millis(100) * 2_u32.pow(attempt)).await;
            }
        }
    }
    false
}

async fn write(db: &DatabaseConnection, batch: &Batch) -> Result<(), StoreError> {
    let options = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
    let tx = db.begin_with_options(options).await?;
    audit::append_to(&tx, &batch.audit).await?;
    openings(&tx, batch).await?;
    visits(&tx, batch).await?;
    sessions(&tx, batch).await?;
    tokens(&tx, batch).await?;
    Ok(tx.commit().await?)
}

async fn openings(tx: &DatabaseTransaction, batch: &Batch) -> Result<(), StoreError> {
    for (link, (count, at)) in &batch.openings {
        link::Entity::update_many()
            .col_expr(link::Column::Openings, Expr::col(link::Column::Openings).add(*count))
            .col_expr(link::Column::LastUsedAt, Expr::value(millis(*at)))
            .filter(link::Column::Id.eq(Key::from(*link)))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn visits(tx: &DatabaseTransaction, batch: &Batch) -> Result<(), StoreError> {
    for ((user, document), at) in &batch.visits {
        let row = visit::ActiveModel { user_id: Set((*user).into()), document_id: Set((*document).into()), visited_at: Set(millis(*at)) };
        let newer =
            OnConflict::columns([visit::Column::UserId, visit::Column::DocumentId]).update_column(visit::Column::VisitedAt).to_owned();
        visit::Entity::insert(row).on_conflict(newer).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn sessions(tx: &DatabaseTransaction, batch: &Batch) -> Result<(), StoreError> {
    for (session, seen) in &batch.sessions {
        let (user, at) = (seen.user, millis(seen.at));
        // An update, so that a session that was ended meanwhile does not come back.
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::value(at))
            .col_expr(session::Column::ExpiresAt, Expr::value(millis(seen.expires_at)))
            .filter(session::Column::Id.eq(Key::from(*session)))
            .exec(tx)
            .await?;
        user::Entity::update_many()
            .col_expr(user::Column::LastSeenAt, Expr::value(at))
            .filter(user::Column::Id.eq(Key::from(user)))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn tokens(tx: &DatabaseTransaction, batch: &Batch) -> Result<(), StoreError> {
    for (token, at) in &batch.tokens {
        token::Entity::update_many()
            .col_expr(token::Column::LastUsedAt, Expr::value(millis(*at)))
            .filter(token::Column::Id.eq(Key::from(*token)))
            .exec(tx)
            .await?;
    }
    Ok(())
}
