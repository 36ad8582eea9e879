//! Everything about access, asked through the public surface.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has to say so")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod abilities;
mod attacks;
mod because;
mod big;
mod concerned;
mod data;
mod golden;
mod laws;
mod levels;
mod owning;
mod reasons;
mod reference;
mod resolution;
mod table;
mod tabs;
mod tenants;
mod tiles;
mod words;
mod world;
