//! Tests of the semantic layer from outside: model files in, diagnostics and SQL out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod attacks;
mod checker;
mod compiled;
mod demo;
mod fanout;
mod generated;
mod golden;
mod laws;
mod own;
