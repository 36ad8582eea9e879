//! Tests through the HTTP interface, in process: happy, invalid, anonymous, foreign, hidden.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod access;
mod attacks;
mod bad_input;
mod browser;
mod client;
mod content;
mod data;
mod documents;
mod fetch;
mod hidden;
mod links;
mod oidc;
mod openapi;
mod own_models;
mod people;
mod sessions;
mod tenants;
mod two_nodes;
