//! The port through which a provider is asked. Whoever implements it follows no redirect, and bounds the time and the size of every answer.

use bytes::Bytes;
use futures::future::BoxFuture;
use vocab::Secret;

use super::endpoint::Endpoint;

/// One question to a provider.
#[derive(Debug, Clone)]
pub struct FetchAsk {
    /// Where.
    pub url: Endpoint,
    /// The header `Authorization`.
    pub authorization: Option<Secret<String>>,
    /// A form that is sent; without one it is a GET.
    pub form: Option<Secret<String>>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Its status; 3xx too.
    pub status: u16,
    /// Its whole body.
    pub body: Bytes,
}

/// No answer came, or one that is too large or too slow.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct FetchError(pub String);

/// Asks other servers.
pub trait Fetch: Send + Sync {
    /// Asks once.
    fn fetch(&self, ask: FetchAsk) -> BoxFuture<'_, Result<Fetched, FetchError>>;
}

/// For an instance without a provider: there is nobody to ask.
#[derive(Debug, Clone, Copy, Default)]
pub struct FetchNothing;

impl Fetch for FetchNothing {
    fn fetch(&self, _: FetchAsk) -> BoxFuture<'_, Result<Fetched, FetchError>> {
        Box::pin(std::future::ready(Err(FetchError("no provider is configured".to_owned()))))
    }
}
