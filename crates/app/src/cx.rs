//! What every use case needs: the application and who is asking.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use access::Actor;
use semantics::QueryEngine;
use store::Store;
use vocab::{RequestId, SessionId};

use crate::clock::{Clock, Entropy};
use crate::error::AppError;

/// What an [`App`] is made of.
pub struct Parts {
    /// Where everything but the tables is kept.
    pub store: Store,
    /// Runs queries.
    pub engine: Arc<dyn QueryEngine>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for ids, secrets and codes.
    pub entropy: Arc<dyn Entropy>,
    /// What the operator set.
    pub config: Config,
}

/// What the operator set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of this instance; local connections get folders of their own under `tables/`.
    pub data_dir: PathBuf,
    /// Where people reach this instance, without a slash at the end; links start with it.
    pub public_url: String,
    /// Rows that one query may send to a page.
    pub page_rows: u64,
    /// Rows that one download may hold.
    pub download_rows: u64,
    /// Seconds that one query may take.
    pub query_seconds: u64,
    /// Memory that one query may use.
    pub query_memory: u64,
    /// Hours that a session lasts after it was last used.
    pub session_hours: u32,
}

impl Config {
    /// Sane limits for an instance in this folder.
    #[must_use]
    pub fn new(data_dir: PathBuf, public_url: String) -> Self {
        Self {
            data_dir,
            public_url,
            page_rows: 50_000,
            download_rows: 1_000_000,
            query_seconds: 60,
            query_memory: 512 << 20,
            session_hours: 24 * 14,
        }
    }
}

/// The application: shared by all requests.
pub struct App {
    pub(crate) store: Store,
    pub(crate) engine: Arc<dyn QueryEngine>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) config: Config,
}

impl App {
    /// Puts the application together and attaches every connection that the store knows.
    pub async fn start(parts: Parts) -> Result<Arc<Self>, AppError> {
        todo!()
    }

    /// Whether the database and the engine answer, for `/ready`.
    pub async fn ready(&self) -> Result<(), AppError> {
        todo!()
    }
}

/// By which way a request came in, for the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Through {
    /// A signed-in session, or nobody yet.
    Page,
    /// A report link.
    Link,
    /// The binary itself, as when it makes the demo.
    System,
}

impl Through {
    /// The word in audit rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Link => "link",
            Self::System => "system",
        }
    }
}

/// Who asks, and what is known of the request. A door makes it and decides nothing.
#[derive(Debug, Clone)]
pub struct Cx {
    /// Who asks.
    pub actor: Actor,
    /// The session that proved it, to end it.
    pub session: Option<SessionId>,
    /// This request in logs, errors and audit rows.
    pub request_id: RequestId,
    /// Where it came from.
    pub address: Option<IpAddr>,
    /// By which way.
    pub through: Through,
}

/// A thing and its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named<I> {
    /// The thing.
    pub id: I,
    /// What people call it.
    pub name: String,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone)]
pub struct PageAsk {
    /// 1 to 200.
    pub limit: u32,
    /// What the former page gave.
    pub cursor: Option<String>,
}

impl Default for PageAsk {
    fn default() -> Self {
        Self { limit: 50, cursor: None }
    }
}

/// Part of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The things.
    pub items: Vec<T>,
    /// Where the next page starts; none on the last.
    pub next_cursor: Option<String>,
}
