//! What people do with Lucarne: one module per feature, and the only place that asks `access` for permits.
//!
//! For the server, the binary and tests. No HTTP, no Arrow. Every function takes the [`App`] and a [`Cx`] that says who asks;
//! facts, decision and change share one transaction, and what access decided is written to the audit log in that same transaction.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

pub mod abilities;
pub mod attributes;
pub mod audit;
mod board;
pub mod boost;
pub mod clock;
pub mod connections;
pub mod content;
pub mod cx;
pub mod documents;
pub mod downloads;
pub mod duplicates;
pub mod effects;
mod entry;
pub mod error;
pub mod explain;
pub mod favourites;
mod fields;
pub mod folders;
pub mod groups;
mod ids;
pub mod imports;
pub mod inheritance;
pub mod instance_grants;
pub mod kept;
pub mod links;
pub mod models;
mod narrowing;
pub mod oidc;
pub mod own_models;
pub mod ownership;
mod password;
pub mod preview;
pub mod principals;
pub mod queries;
pub mod reach;
mod reading;
mod remedies;
pub mod reports;
pub mod requests;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod sharing;
pub mod standing;
pub mod suggestions;
pub mod tables;
pub mod tenants;
mod throttle;
pub mod tiles;
pub mod tokens;
pub mod topics;
pub mod trash;
pub mod users;
pub mod view_as;
pub mod visits;
pub mod warnings;

pub use clock::{Clock, Entropy, OsEntropy, SystemClock};
pub use cx::{App, Config, Cx, Named, Page, PageAsk, Parts, Through};
pub use error::{AppError, Conflict, Fault};
pub use standing::{Standing, Viewing};
