//! The query engine: Apache DataFusion behind one door.
//!
//! A statement and a [`DataPolicy`](access::DataPolicy) go in together. `names` plans the statement against the tables and columns that the policy leaves, `secure` binds every scan
//! to the policy and alone makes a `SecuredPlan`, `barrier` keeps the reader's expressions away from rows that the policy hides and from values that it masks (`mask`), `run` runs nothing but secured plans,
//! under `limits`, and `encode` turns rows into bytes. `cache` keeps answers by what was secured and by the version of the data.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod barrier;
mod cache;
mod concat;
mod constant;
mod encode;
mod error;
mod flight;
mod functions;
mod growth;
mod key;
mod limits;
mod mask;
mod meter;
mod names;
mod predicate;
mod reader;
mod run;
mod secure;
mod shape;
mod source;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use access::TableName;
use async_trait::async_trait;
use datafusion::execution::disk_manager::DiskManagerBuilder;
use datafusion::execution::disk_manager::DiskManagerMode;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::prelude::SessionConfig;
use futures::StreamExt;
use semantics::port::{Answer, Ask, Chunk, EngineError, FileKind, QueryEngine, Source, TableInfo};
use vocab::{ConnectionId, Secret};

use cache::{Caches, Digest, Found};
use flight::Flight;
use key::Key;
use mask::HashKey;
use run::{Job, Prepared, Runner};
use source::Folder;

pub use functions::{REFUSED as REFUSED_FUNCTIONS, unjudged as unjudged_functions};

/// What an engine may use.
#[derive(Debug, Clone)]
pub struct EngineConfig {
    /// A folder of the engine's own, for spilled data and for CSV files read as Parquet.
    pub cache_dir: PathBuf,
    /// Memory of all running queries together.
    pub memory_bytes: u64,
    /// Disk that running queries may spill to.
    pub spill_bytes: u64,
    /// Threads for queries; also how many parts a scan is split into.
    pub threads: usize,
    /// Memory for answers that are kept.
    pub cache_bytes: u64,
    /// The instance's key for masks by hash: nodes with the same key give the same hashes.
    pub mask_key: Secret<[u8; 32]>,
}

/// The embedded engine.
#[derive(Debug)]
pub struct Engine {
    runner: Runner,
    caches: Arc<Caches>,
    folders: RwLock<HashMap<ConnectionId, Arc<Folder>>>,
    csv_cache: PathBuf,
    mask_key: Secret<[u8; 32]>,
}

impl Engine {
    /// Starts an engine.
    ///
    /// # Errors
    /// When its folder or its threads cannot be made.
    pub fn new(config: &EngineConfig) -> Result<Arc<Self>, EngineError> {
        let csv_cache = config.cache_dir.join("csv");
        let spill = config.cache_dir.join("spill");
        for folder in [&csv_cache, &spill] {
            std::fs::create_dir_all(folder).map_err(|e| error::internal(&e))?;
        }
        let state = template(config, spill).map_err(|e| error::internal(&e))?;
        let memory = usize::try_from(config.memory_bytes).unwrap_or(usize::MAX);
        let runner = Runner::new(state, config.threads.max(1), memory).map_err(|e| error::internal(&e))?;
        let caches = Arc::new(Caches::new(config.cache_bytes));
        Ok(Arc::new(Self { runner, caches, folders: RwLock::default(), csv_cache, mask_key: config.mask_key.clone() }))
    }

    /// The plans of a query under its policy, logical and physical, for tests: they show what runs below the barrier.
    ///
    /// # Errors
    /// Those of [`QueryEngine::run`] before it runs.
    pub async fn explain(&self, ask: Ask) -> Result<String, EngineError> {
        let folder = self.folder(ask.policy.connection())?;
        let (prepared, _) = self.prepare(ask, &folder).await?;
        self.runner.describe(&prepared).await
    }

    fn folder(&self, connection: ConnectionId) -> Result<Arc<Folder>, EngineError> {
        let folders = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        folders.get(&connection).cloned().ok_or_else(|| EngineError::Internal { message: "the connection is not attached".to_owned() })
    }

    /// Plans and secures, or finds the plan made before for an equal statement, policy and state of the folder.
    async fn prepare(&self, ask: Ask, folder: &Arc<Folder>) -> Result<(Arc<Prepared>, Digest), EngineError> {
        let (caches, folder) = (self.caches.clone(), folder.clone());
        let state = self.runner.planning_state();
        let Ask { statement, policy, limits, format, .. } = ask;
        let hash_key = HashKey::new(&self.mask_key, policy.connection());
        let work = move || {
            for attempt in 0.. {
                let catalog = folder.catalog();
                let mut plan_key = Key::default();
                plan_key.tree(&statement);
                plan_key.bytes(policy.fingerprint());
                plan_key.number(catalog.generation);
                plan_key.number(limits.rows);
                let plan_key = plan_key.finish();
                let prepared = match caches.plans.get(&plan_key) {
                    Some(prepared) => prepared,
                    None => {
                        let named = names::plan(statement.clone(), &policy, &catalog, state.config_options())?;
                        let secured = secure::secure(named, &policy, &hash_key)?;
                        let prepared = Arc::new(Prepared::new(secured, limits, &state)?);
                        if prepared.secured().is_lasting() {
                            caches.plans.insert(plan_key, prepared.clone());
                        }
                        prepared
                    }
                };
                // Somebody may have put another file in place of a table.
                if attempt == 0 && !prepared.secured().tables().iter().all(|table| table.is_current()) {
                    folder.read()?;
                    continue;
                }
                let mut key = Key::default();
                key.tree(&statement);
                key.number(format as u64);
                secure::fingerprint(&mut key, prepared.secured(), &policy, limits);
                return Ok((prepared, key.finish()));
            }
            Err(EngineError::Busy)
        };
        self.runner.plan(work).await
    }
}

fn template(config: &EngineConfig, spill: PathBuf) -> datafusion::error::Result<SessionState> {
    let disk =
        DiskManagerBuilder::default().with_mode(DiskManagerMode::Directories(vec![spill])).with_max_temp_directory_size(config.spill_bytes);
    let env = RuntimeEnvBuilder::new().with_disk_manager_builder(disk).build_arc()?;
    let session = SessionConfig::new()
        .with_target_partitions(config.threads.max(1))
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false);
    Ok(SessionStateBuilder::new().with_config(session).with_runtime_env(env).build())
}

#[async_trait]
impl QueryEngine for Engine {
    async fn attach(&self, connection: ConnectionId, source: Source) -> Result<Vec<TableInfo>, EngineError> {
        let Source::Local { folder: path } = source;
        let known = self.folder(connection).ok().filter(|folder| folder.path == path);
        let folder = known.unwrap_or_else(|| Arc::new(Folder::new(path, self.csv_cache.clone())));
        let read = folder.clone();
        let catalog = self.runner.block(move || read.read()).await?;
        self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(connection, folder);
        Ok(catalog.infos())
    }

    async fn detach(&self, connection: ConnectionId) {
        self.folders.write().unwrap_or_else(PoisonError::into_inner).remove(&connection);
    }

    async fn tables(&self, connection: ConnectionId) -> Result<Vec<TableInfo>, EngineError> {
        Ok(self.folder(connection)?.catalog().infos())
    }

    async fn import(&self, connection: ConnectionId, table: TableName, kind: FileKind, file: PathBuf) -> Result<TableInfo, EngineError> {
        let folder = self.folder(connection)?;
        self.runner.block(move || source::import::import(&folder, &table, kind, &file)).await
    }

    async fn check(&self, ask: Ask) -> Result<(), EngineError> {
        let folder = self.folder(ask.policy.connection())?;
        self.prepare(ask, &folder).await.map(|_| ())
    }

    async fn run(&self, ask: Ask) -> Result<Answer, EngineError> {
        let folder = self.folder(ask.policy.connection())?;
        let (format, limits, fresh) = (ask.format, ask.limits, ask.fresh);
        let (prepared, key) = self.prepare(ask, &folder).await?;
        let columns = prepared.columns();
        let lasting = prepared.secured().is_lasting();
        let (flight, reader) = if lasting {
            match self.caches.find(key, fresh) {
                Found::Kept(kept) => {
                    let end = Chunk::End { rows: kept.end.rows, truncated: kept.end.truncated };
                    let chunks: Vec<_> = kept.chunks.iter().cloned().map(Chunk::Bytes).chain([end]).map(Ok).collect();
                    return Ok(Answer { columns, cached_at: Some(kept.at), body: futures::stream::iter(chunks).boxed() });
                }
                Found::Running(reader) => {
                    reader.first().await?;
                    return Ok(Answer { columns, cached_at: None, body: reader.into_body() });
                }
                Found::Mine(flight, reader) => (flight, reader),
            }
        } else {
            Flight::start()
        };
        let (caches, landed) = (self.caches.clone(), flight.clone());
        self.runner.start(Job { prepared, format, limits, flight }, move |end| {
            if lasting {
                caches.land(key, &landed, end);
            }
        });
        // A query that fails at once is an error and not half an answer.
        reader.first().await?;
        Ok(Answer { columns, cached_at: None, body: reader.into_body() })
    }
}
