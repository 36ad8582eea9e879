//! Tests through the HTTP interface, in process: happy, invalid, anonymous, foreign, hidden.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod access;
mod bad_input;
mod browser;
mod client;
mod content;
mod data;
mod documents;
mod hidden;
mod links;
mod openapi;
mod people;
mod sessions;
