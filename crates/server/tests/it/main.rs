//! Tests through the HTTP interface, in process: happy, invalid, anonymous, foreign, hidden.

mod access;
mod bad_input;
mod browser;
mod client;
mod data;
mod documents;
mod hidden;
mod links;
mod openapi;
mod sessions;
