//! The engine through its one door. Run with `cargo nextest run --release -p engine`.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests say what they expect")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod answers;
mod cache;
mod demo;
mod files;
mod generate;
mod interference;
mod limits;
mod masks;
mod plans;
mod refusals;
mod support;
