//! What every use case needs: the application and who is asking.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use access::{Actor, Denied, Facts, Object, On, Permit};
use semantics::QueryEngine;
use store::{ReadTx, Store, WriteTx};
use vocab::{RequestId, Secret, SessionId, UserId};

use crate::clock::{Clock, Entropy};
use crate::documents::ProjectCache;
use crate::error::AppError;
use crate::models::ModelCache;
use crate::oidc::{Fetch, OidcConfig, Provider};
use crate::own_models::OwnModelCache;
use crate::password::Passwords;
use crate::standing::Standing;
use crate::throttle::Throttle;

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
    /// Asks the provider of sign-ins.
    pub fetch: Arc<dyn Fetch>,
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
    /// Through which provider people may sign in.
    pub oidc: Option<OidcConfig>,
    /// Whether they may by a password.
    pub password_sign_in: bool,
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
            oidc: None,
            password_sign_in: true,
        }
    }
}

/// The application: shared by all requests.
pub struct App {
    pub(crate) store: Store,
    pub(crate) engine: Arc<dyn QueryEngine>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) fetch: Arc<dyn Fetch>,
    pub(crate) provider: Option<Provider>,
    pub(crate) config: Config,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
    pub(crate) setup_code: OnceLock<Secret<String>>,
    pub(crate) models: ModelCache,
    pub(crate) own_models: OwnModelCache,
    pub(crate) projects: ProjectCache,
}

impl App {
    /// Puts the application together and attaches every connection that the store knows.
    ///
    /// # Errors
    /// When the store does not answer. A connection whose tables cannot be read is attached empty and says so in its test.
    pub async fn start(parts: Parts) -> Result<Arc<Self>, AppError> {
        let Parts { store, engine, clock, entropy, fetch, config } = parts;
        let app = Arc::new(Self {
            store,
            engine,
            clock,
            entropy,
            fetch,
            provider: config.oidc.clone().map(Provider::new),
            config,
            passwords: Passwords::new(),
            throttle: Throttle::default(),
            setup_code: OnceLock::new(),
            models: ModelCache::default(),
            own_models: OwnModelCache::default(),
            projects: ProjectCache::default(),
        });
        crate::connections::attach_all(&app).await?;
        tokio::spawn(crate::trash::keep_empty(Arc::downgrade(&app)));
        Ok(app)
    }

    /// Whether the database answers, for `/ready`.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ready(&self) -> Result<(), AppError> {
        Ok(self.store.ping().await?)
    }

    /// Waits until everything that was noted is on the disk; for a clean end, and for tests.
    ///
    /// # Errors
    /// When the database would not take it.
    pub async fn settle(&self) -> Result<(), AppError> {
        Ok(self.store.journal().flush().await?)
    }

    /// Facts and rows for deciding and reading. Never hold one while a query runs.
    pub(crate) async fn read(&self) -> Result<ReadTx, AppError> {
        Ok(self.store.read().await?)
    }

    /// Facts and rows for deciding and changing. The one door to a change, and shut for whoever may only look (T56).
    pub(crate) async fn write(&self, cx: &Cx) -> Result<WriteTx, AppError> {
        cx.standing.may_change()?;
        Ok(self.store.write().await?)
    }
}

/// By which way a request came in, for the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Through {
    /// A signed-in session, or nobody yet.
    Page,
    /// A program with a token.
    Api,
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
            Self::Api => "api",
            Self::Link => "link",
            Self::System => "system",
        }
    }
}

/// Who asks, and what is known of the request. A door makes it and decides nothing.
#[derive(Debug, Clone)]
pub struct Cx {
    /// Whose rights count. For somebody who sees as another person, that person's.
    pub actor: Actor,
    /// On what footing: as oneself, through a token, or only looking as somebody else.
    pub standing: Standing,
    /// The session that proved it, to end it.
    pub session: Option<SessionId>,
    /// This request in logs, errors and audit rows.
    pub request_id: RequestId,
    /// Where it came from.
    pub address: Option<IpAddr>,
    /// By which way.
    pub through: Through,
}

impl Cx {
    /// The one way to a permit: asks `access`, and turns a no into the answer that the actor may have.
    pub(crate) fn allow<'f, A: On<O>, O: Object>(&self, facts: &'f Facts, object: O) -> Result<Permit<'f, A, O>, AppError> {
        let may = access::permit(facts, &self.actor, object).map_err(|denied| self.refused(denied))?;
        self.standing.admits(facts, A::VERB, object.into())?;
        Ok(may)
    }

    /// Somebody who has not signed in is asked to, whatever the thing is: that tells nothing about it.
    pub(crate) fn refused(&self, denied: Denied) -> AppError {
        if self.actor == Actor::Anonymous { AppError::NotSignedIn } else { denied.into() }
    }

    /// Whose act it is: the one who looks, not the one whom they see as.
    pub(crate) const fn doer(&self) -> Actor {
        match self.standing.viewing() {
            Some(viewing) => Actor::User(viewing.viewer),
            None => self.actor,
        }
    }

    /// The person who is signed in here themselves: what is about their own account is nothing for tokens, and nothing to look at as somebody else.
    pub(crate) fn themselves(&self) -> Result<UserId, AppError> {
        match self.standing {
            Standing::Own => self.user(),
            Standing::Token { .. } => Err(AppError::SessionNeeded),
            Standing::Viewing(_) => Err(AppError::ViewAsReadOnly),
        }
    }

    /// The person who asks.
    pub(crate) fn user(&self) -> Result<UserId, AppError> {
        match self.actor {
            Actor::User(user) => Ok(user),
            Actor::Link(_) => Err(AppError::NotFound),
            Actor::Anonymous => Err(AppError::NotSignedIn),
        }
    }
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

impl PageAsk {
    /// The wanted number of items, within the bounds of every list.
    pub(crate) fn bounded(&self) -> usize {
        usize::try_from(self.limit.clamp(1, 200)).unwrap_or(200)
    }
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

impl<T> Page<T> {
    /// A page of what was read one item too long, to see whether there is more.
    pub(crate) fn cut(mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = if more { items.last().map(cursor) } else { None };
        Self { items, next_cursor }
    }
}
