//! The handlers: parse into words, call `app`, write the answer. No rule is written here.

pub(crate) mod access;
pub(crate) mod admin;
pub(crate) mod attributes;
pub(crate) mod audit;
pub(crate) mod connections;
pub(crate) mod content;
pub(crate) mod documents;
pub(crate) mod groups;
pub(crate) mod health;
pub(crate) mod links;
pub(crate) mod models;
pub(crate) mod oidc;
pub(crate) mod ownership;
pub(crate) mod people;
pub(crate) mod queries;
pub(crate) mod reach;
pub(crate) mod reports;
pub(crate) mod requests;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod tenants;
pub(crate) mod tokens;
pub(crate) mod view_as;
pub(crate) mod visitors;
