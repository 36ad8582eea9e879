//! Lucarne over HTTP: routes, wire types, sessions, streaming, the page.
//!
//! For the binary and for tests. It parses, calls one use case of `app`, and writes the answer; it decides nothing about access.
//! No other crate names axum.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod assets;
mod codes;
mod docs;
mod dto;
mod error;
mod extract;
mod fetch;
mod middleware;
mod openapi;
mod problem;
mod qr;
mod router;
mod routes;
mod session;
mod state;
mod stream;
mod upload;

pub use assets::{Asset, PageAssets};
pub use fetch::HttpFetch;
pub use router::router;
pub use state::ServerConfig;

/// The OpenAPI document of the interface, as committed in `openapi.json`.
#[must_use]
pub fn openapi_json() -> String {
    openapi::text(&router::document())
}

/// The page of the documentation that lists every error code, as committed in `docs/errors.md`.
#[must_use]
pub fn errors_markdown() -> String {
    codes::markdown()
}
