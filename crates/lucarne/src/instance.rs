//! A running instance: store, engine, application and HTTP put together over one data folder.

use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;

use app::oidc::{Fetch, FetchNothing};
use app::{App, OsEntropy, Parts, SystemClock};
use engine::{Engine, EngineConfig};
use server::{HttpFetch, ServerConfig};
use store::{DatabaseUrl, ServerKeys, Store};
use tokio::net::TcpListener;

use crate::config::{Config, ConfigError};
use crate::page::Page;

/// Why an instance did not start or run on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("the data folder `{path}` cannot be made or used: {source}")]
    Folder { path: String, source: std::io::Error },
    #[error("port {port} of {address} is taken or not allowed ({source}); choose another one with `--port`")]
    Listen { address: std::net::IpAddr, port: u16, source: std::io::Error },
    #[error("the keys of the instance: {0}")]
    Keys(store::FileError),
    #[error("the metadata database: {0}")]
    Store(store::StoreError),
    #[error("the engine: {0}")]
    Engine(semantics::EngineError),
    #[error("{0}")]
    App(#[from] app::AppError),
    #[error("{0}")]
    Demo(String),
}

/// An instance that listens and does not answer yet.
pub(crate) struct Instance {
    pub(crate) app: Arc<App>,
    pub(crate) url: String,
    listener: TcpListener,
}

impl Instance {
    /// Opens the data folder and the port.
    pub(crate) async fn open(config: &Config) -> Result<Self, StartError> {
        let data = &config.data;
        make_private(data)?;
        // The port comes first: two servers over one folder are noticed before either touches it.
        let (address, port) = (config.address, config.port);
        let listener =
            TcpListener::bind(SocketAddr::new(address, port)).await.map_err(|source| StartError::Listen { address, port, source })?;
        let local = listener.local_addr().map_err(|source| StartError::Listen { address, port, source })?;
        let url = config.public_url.clone().unwrap_or_else(|| format!("http://{local}"));
        let keys = ServerKeys::open(&data.join("keys")).map_err(StartError::Keys)?;
        let database = match &config.database {
            Some(url) => url.expose().parse().map_err(StartError::Keys)?,
            None => DatabaseUrl::sqlite(data.join("metadata.sqlite")),
        };
        let store = Store::open(&database, &keys).await.map_err(StartError::Store)?;
        let engine = Engine::new(&EngineConfig {
            cache_dir: data.join("cache"),
            memory_bytes: config.memory_mb << 20,
            spill_bytes: config.spill_mb << 20,
            threads: config.threads,
            cache_bytes: config.cache_mb << 20,
            mask_key: keys.derive("masks"),
        })
        .map_err(StartError::Engine)?;
        let limits = app::Config {
            page_rows: config.page_rows,
            download_rows: config.download_rows,
            query_seconds: config.query_seconds,
            query_memory: config.query_memory_mb << 20,
            session_hours: config.session_hours,
            oidc: config.oidc.clone(),
            password_sign_in: config.password_sign_in,
            ..app::Config::new(data.clone(), url.clone())
        };
        let fetch: Arc<dyn Fetch> = if config.oidc.is_some() { Arc::new(HttpFetch::new()) } else { Arc::new(FetchNothing) };
        let parts = Parts { store, engine, clock: Arc::new(SystemClock), entropy: Arc::new(OsEntropy), fetch, config: limits };
        let app = App::start(parts).await?;
        Ok(Self { app, url, listener })
    }

    /// Answers requests until the process is asked to end.
    pub(crate) async fn serve(self) -> Result<(), StartError> {
        let secure_cookies = self.url.starts_with("https://");
        let config = ServerConfig { public_url: self.url, secure_cookies, page: Arc::new(Page) };
        let app = Arc::clone(&self.app);
        let router = server::router(self.app, config).into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(self.listener, router).with_graceful_shutdown(asked_to_end()).await;
        app.settle().await?;
        served.map_err(|error| StartError::Demo(format!("the server ended: {error}")))
    }
}

/// Nobody but the server's own user may look into the folder (T89).
fn make_private(data: &Path) -> Result<(), StartError> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(data);
    made.map_err(|source| StartError::Folder { path: data.display().to_string(), source })
}

async fn asked_to_end() {
    let interrupted = async { _ = tokio::signal::ctrl_c().await };
    let terminated = async {
        if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            signal.recv().await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! { () = interrupted => {}, () = terminated => {} }
}
