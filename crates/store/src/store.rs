//! The store itself: reading and writing transactions, and how the facts stay as new as the database.
//!
//! The facts for decisions live in memory, the truth in the database; `access_revision` counts the changes of the facts, and says how new either is.
//!
//! - A reading transaction holds the facts still and looks at one snapshot of the database; when another node has moved the revision, the facts are
//!   brought up to that snapshot before anything is decided: by the changes that were missed, or, too far behind for that, by loading everything.
//! - A writing transaction has its turn alone: a mutex in this process, and a lock on the row of the revision between processes. Nothing it decided on can change
//!   before it commits.
//! - Committing a change of the facts happens while nobody holds the facts: whoever begins to read after that sees both the rows and the facts as changed.

use std::future::Future;
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::{Change, Facts};
use sea_orm::sea_query::Query;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait, IsolationLevel, QuerySelect,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{OwnedMutexGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};
use vocab::Secret;

use crate::entity::revision;
use crate::journal::Journal;
use crate::keys::ServerKeys;
use crate::{DatabaseUrl, StoreError, changes, db, facts, migrate};

/// The metadata of one instance. Cheap to clone; all clones share the facts.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    db: DatabaseConnection,
    facts: Arc<RwLock<Known>>,
    turn: Arc<tokio::sync::Mutex<()>>,
    slug_key: Secret<[u8; 32]>,
    cursor_key: Secret<[u8; 32]>,
    journal: Journal,
    loads: AtomicU64,
}

/// Facts, and the revision that they are of.
struct Known {
    facts: Facts,
    revision: i64,
}

/// How long anybody waits for a turn or for the facts. Longer means that somebody keeps a transaction who should not, and then a refused request
/// is better than a server that stands still.
const PATIENCE: Duration = Duration::from_secs(20);

/// No revision of a database: makes the next transaction load the facts anew.
const UNKNOWN: i64 = -1;

/// A snapshot for deciding and reading. Keep it short: a change of the facts waits for it, so drop it before rows of data are streamed, and do not open a
/// second transaction while you hold one, which may wait for a writer that waits for you.
pub struct ReadTx {
    // Declared first, so dropped first: the rollback starts before the facts are let go.
    db: DatabaseTransaction,
    known: OwnedRwLockReadGuard<Known>,
    slug_key: Secret<[u8; 32]>,
}

/// A change in the making. Dropping it undoes everything; see [`WriteTx::commit`].
pub struct WriteTx {
    read: ReadTx,
    changes: Mutex<Vec<Change>>,
    facts: Arc<RwLock<Known>>,
    turn: OwnedMutexGuard<()>,
}

impl Store {
    /// Connects, migrates, and loads the facts.
    ///
    /// # Errors
    /// When the database cannot be used, its file can be read by others, or its rows contradict each other.
    pub async fn open(url: &DatabaseUrl, keys: &ServerKeys) -> Result<Self, StoreError> {
        let db = db::connect(url).await?;
        migrate::run(&db).await?;
        let turn = Arc::new(tokio::sync::Mutex::new(()));
        let journal = Journal::start(db.clone(), Arc::clone(&turn));
        let facts = Arc::new(RwLock::new(Known { facts: Facts::new(), revision: UNKNOWN }));
        let inner = Inner {
            db,
            facts,
            turn,
            slug_key: keys.derive("report link slugs"),
            cursor_key: keys.derive("list cursors"),
            journal,
            loads: AtomicU64::new(0),
        };
        let store = Self { inner: Arc::new(inner) };
        store.read().await?;
        Ok(store)
    }

    /// Begins to read. The facts are as new as the rows, whichever node changed them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self) -> Result<ReadTx, StoreError> {
        let known = in_time(Arc::clone(&self.inner.facts).read_owned()).await?;
        let (db, revision) = self.begin_reading().await?;
        if revision == known.revision {
            return Ok(self.read_tx(db, known));
        }
        // The locks are always taken in this order, facts then snapshot, so that a snapshot is never older than the facts.
        drop(db);
        drop(known);
        let mut known = in_time(Arc::clone(&self.inner.facts).write_owned()).await?;
        let (db, revision) = self.begin_reading().await?;
        self.catch_up(&mut known, &db, revision).await?;
        Ok(self.read_tx(db, OwnedRwLockWriteGuard::downgrade(known)))
    }

    /// Waits for the turn to write, then begins. The facts cannot change until this transaction ends.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn write(&self) -> Result<WriteTx, StoreError> {
        let turn = in_time(Arc::clone(&self.inner.turn).lock_owned()).await?;
        let options = TransactionOptions {
            // Waits for the lock on the revision, then must see what was committed meanwhile: not a snapshot from before the wait.
            isolation_level: (self.backend() == DbBackend::Postgres).then_some(IsolationLevel::ReadCommitted),
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let db = self.inner.db.begin_with_options(options).await?;
        let revision = revision_of(&db, true).await?;
        let mut known = in_time(Arc::clone(&self.inner.facts).read_owned()).await?;
        if revision != known.revision {
            drop(known);
            let mut stale = in_time(Arc::clone(&self.inner.facts).write_owned()).await?;
            self.catch_up(&mut stale, &db, revision).await?;
            known = OwnedRwLockWriteGuard::downgrade(stale);
        }
        Ok(WriteTx { read: self.read_tx(db, known), changes: Mutex::default(), facts: Arc::clone(&self.inner.facts), turn })
    }

    /// Where rows go that nobody waits a whole transaction for: audit rows of data access, openings of links, visits.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.inner.journal
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.inner.db.ping().await?)
    }

    /// How often all facts have been loaded: once, unless this node was too far behind the others to catch up.
    #[must_use]
    pub fn loads(&self) -> u64 {
        self.inner.loads.load(Ordering::Relaxed)
    }

    fn backend(&self) -> DbBackend {
        self.inner.db.get_database_backend()
    }

    fn read_tx(&self, db: DatabaseTransaction, known: OwnedRwLockReadGuard<Known>) -> ReadTx {
        ReadTx { db, known, slug_key: self.inner.slug_key.clone() }
    }

    async fn catch_up(&self, known: &mut Known, db: &DatabaseTransaction, revision: i64) -> Result<(), StoreError> {
        let from = std::mem::replace(&mut known.revision, UNKNOWN);
        if from != revision && (from == UNKNOWN || !changes::catch_up(db, &mut known.facts, from, revision).await?) {
            known.facts = facts::load(db).await?;
            known.facts.set_cursor_key(*self.inner.cursor_key.expose());
            self.inner.loads.fetch_add(1, Ordering::Relaxed);
        }
        known.revision = revision;
        Ok(())
    }

    async fn begin_reading(&self) -> Result<(DatabaseTransaction, i64), StoreError> {
        let postgres = self.backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: postgres.then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
        };
        let db = self.inner.db.begin_with_options(options).await?;
        // The first statement is what fixes the snapshot.
        let revision = revision_of(&db, false).await?;
        Ok((db, revision))
    }
}

impl ReadTx {
    /// The facts, still as long as this transaction lives. Permits borrow from them.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.known.facts
    }

    /// How often the facts had changed at this snapshot.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.known.revision
    }

    pub(crate) const fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    pub(crate) const fn slug_key(&self) -> &Secret<[u8; 32]> {
        &self.slug_key
    }
}

impl Deref for WriteTx {
    type Target = ReadTx;

    fn deref(&self) -> &ReadTx {
        &self.read
    }
}

impl WriteTx {
    /// Commits the rows, and brings the facts to the same state before anybody can begin to read. Runs to its end even when the caller goes away.
    ///
    /// The facts of this transaction are those from before its changes; read anew for an answer that shows the result.
    ///
    /// # Errors
    /// When a change contradicts the facts (nothing is changed then), or the database does not confirm.
    pub async fn commit(self) -> Result<(), StoreError> {
        let task = tokio::spawn(self.finish());
        match task.await {
            Ok(result) => result,
            Err(error) => Err(StoreError::Unavailable(sea_orm::DbErr::Custom(format!("the commit was interrupted: {error}")))),
        }
    }

    async fn finish(self) -> Result<(), StoreError> {
        let Self { read: ReadTx { db, known, .. }, changes, facts, turn } = self;
        let changes = changes.into_inner().unwrap_or_else(PoisonError::into_inner);
        if changes.is_empty() {
            drop(known);
            db.commit().await?;
            drop(turn);
            return Ok(());
        }
        let next = known.revision + 1;
        db.execute(Query::update().table(revision::Entity).value(revision::Column::Revision, next)).await?;
        changes::append(&db, next, &changes).await?;
        drop(known);
        let mut known = in_time(facts.write_owned()).await?;
        // Whatever goes wrong from here on, the next transaction then loads the facts anew instead of trusting half a change.
        known.revision = UNKNOWN;
        for (done, change) in changes.into_iter().enumerate() {
            if let Err(error) = known.facts.apply(change) {
                if done == 0 {
                    known.revision = next - 1;
                }
                return Err(error.into());
            }
        }
        db.commit().await?;
        known.revision = next;
        drop(turn);
        Ok(())
    }

    /// Notes what the rows written mean for the facts.
    pub(crate) fn record(&self, change: Change) {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).push(change);
    }
}

pub(crate) async fn in_time<T>(waiting: impl Future<Output = T>) -> Result<T, StoreError> {
    tokio::time::timeout(PATIENCE, waiting).await.map_err(|_| {
        tracing::error!("a transaction was kept for longer than {PATIENCE:?}; somebody else had to give up");
        StoreError::Unavailable(sea_orm::DbErr::Custom("another transaction does not end".to_owned()))
    })
}

async fn revision_of(db: &DatabaseTransaction, lock: bool) -> Result<i64, StoreError> {
    let mut rows = revision::Entity::find();
    if lock && db.get_database_backend() == DbBackend::Postgres {
        rows = rows.lock_exclusive();
    }
    Ok(rows.one(db).await?.ok_or(StoreError::Corrupt { what: "access_revision" })?.revision)
}
