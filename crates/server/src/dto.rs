//! The wire types of the HTTP interface. Nothing else is serialised: what is not written here does not leave the server.
//!
//! Request types refuse unknown fields; texts in them are parsed into words by the handlers, so that one answer can name several faults.
//! Response types always carry every field, `null` for absent.

pub(crate) mod access;
pub(crate) mod admin;
pub(crate) mod common;
pub(crate) mod connections;
pub(crate) mod content;
pub(crate) mod effects;
pub(crate) mod explain;
pub(crate) mod links;
pub(crate) mod oidc;
pub(crate) mod own;
pub(crate) mod ownership;
pub(crate) mod people;
pub(crate) mod preview;
pub(crate) mod project;
pub(crate) mod queries;
pub(crate) mod reports;
pub(crate) mod requests;
pub(crate) mod tenants;
