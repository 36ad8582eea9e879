//! Asks the provider of sign-ins over HTTP: no redirect is followed, and an answer has its time and its size.

use std::time::Duration;

use app::oidc::{Fetch, FetchAsk, FetchError, Fetched};
use axum::body::Bytes;
use axum::http::{HeaderValue, Method, Request, header};
use futures::future::BoxFuture;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// From the first byte sent to the last one received.
const PATIENCE: Duration = Duration::from_secs(10);
const LARGEST: usize = 1 << 20;

/// A client for HTTPS with the certificates that the operating system trusts, and for plain HTTP.
pub struct HttpFetch {
    plain: Client<HttpConnector, Full<Bytes>>,
    encrypted: Result<Client<HttpsConnector<HttpConnector>, Full<Bytes>>, String>,
}

impl HttpFetch {
    /// A client. Without trusted certificates on the machine, encrypted addresses cannot be asked.
    #[must_use]
    pub fn new() -> Self {
        let client = || Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).clone();
        let encrypted = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map(|roots| client().build(roots.https_only().enable_http1().build()))
            .map_err(|error| format!("no trusted certificates on this machine: {error}"));
        Self { plain: client().build(HttpConnector::new()), encrypted }
    }

    async fn asked(&self, ask: FetchAsk) -> Result<Fetched, FetchError> {
        let failed = |what: &str, why: &dyn std::fmt::Display| FetchError(format!("{what}: {why}"));
        let mut request = Request::builder()
            .method(if ask.form.is_some() { Method::POST } else { Method::GET })
            .uri(ask.url.as_str())
            .header(header::ACCEPT, "application/json");
        if ask.form.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(secret) = &ask.authorization {
            let mut value = HeaderValue::try_from(secret.expose()).map_err(|error| failed("the header", &error))?;
            value.set_sensitive(true);
            request = request.header(header::AUTHORIZATION, value);
        }
        let body = ask.form.map_or_else(Bytes::new, |form| Bytes::from(form.expose().clone()));
        let request = request.body(Full::new(body)).map_err(|error| failed("the request", &error))?;
        let answer = if ask.url.encrypted() {
            let client = self.encrypted.as_ref().map_err(|why| FetchError(why.clone()))?;
            client.request(request).await
        } else {
            self.plain.request(request).await
        };
        let (head, body) = answer.map_err(|error| failed("no answer", &causes(&error)))?.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(|error| failed("its body", &error))?.to_bytes();
        Ok(Fetched { status: head.status.as_u16(), body })
    }
}

impl Default for HttpFetch {
    fn default() -> Self {
        Self::new()
    }
}

impl Fetch for HttpFetch {
    fn fetch(&self, ask: FetchAsk) -> BoxFuture<'_, Result<Fetched, FetchError>> {
        Box::pin(async move {
            let answer = tokio::time::timeout(PATIENCE, self.asked(ask)).await;
            answer.unwrap_or_else(|_| Err(FetchError(format!("no answer within {} seconds", PATIENCE.as_secs()))))
        })
    }
}

/// An error with those behind it: the first one alone says little.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        text = format!("{text}: {cause}");
        behind = cause.source();
    }
    text
}
