//! What all requests share.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use app::App;
use axum::body::Bytes;
use axum::http::Method;
use tokio::sync::Semaphore;

use crate::assets::PageAssets;

/// How the server is reached and what page it serves.
pub struct ServerConfig {
    /// Where people reach it, without a slash at the end.
    pub public_url: String,
    /// Cookies for HTTPS only; off on plain loopback.
    pub secure_cookies: bool,
    /// The built page.
    pub page: Arc<dyn PageAssets>,
}

/// How many visitors of links are served at the same time (T45).
const VISITORS: usize = 128;

/// Shared by all requests.
pub(crate) struct Shared {
    pub app: Arc<App>,
    pub config: ServerConfig,
    /// The OpenAPI document as sent.
    pub openapi: Bytes,
    /// The readable page made from it, with a place for the nonce.
    pub docs: String,
    /// Which query parameters each route knows.
    pub parameters: HashMap<(Method, String), BTreeSet<String>>,
    /// The `POST` routes that answer a repeated request with what they answered first.
    pub kept_answers: BTreeSet<String>,
    /// One permit for each visitor that is being served.
    pub visitors: Arc<Semaphore>,
}

/// The state of the router.
#[derive(Clone)]
pub(crate) struct Server(pub Arc<Shared>);

impl std::ops::Deref for Server {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Server {
    pub(crate) fn new(app: Arc<App>, config: ServerConfig, document: &utoipa::openapi::OpenApi) -> Self {
        let openapi = Bytes::from(crate::openapi::text(document));
        let docs = crate::docs::page(document);
        let parameters = crate::openapi::query_parameters(document);
        let kept_answers = crate::openapi::kept_answers(document);
        let visitors = Arc::new(Semaphore::new(VISITORS));
        Self(Arc::new(Shared { app, config, openapi, docs, parameters, kept_answers, visitors }))
    }
}
