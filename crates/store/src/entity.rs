//! The tables as SeaORM sees them. They do not leave this crate: callers get the domain types of the modules beside this one.
//!
//! Times are milliseconds since 1970 in UTC, ids are 16 bytes, words (roles, kinds) and JSON are text, so that both databases keep exactly the same.

pub(crate) mod connections;
pub(crate) mod content;
pub(crate) mod people;
pub(crate) mod personal;
pub(crate) mod system;

pub(crate) use connections::{connection, connection_role, model_file};
pub(crate) use content::{ability, ability_setting, grant, identifier, instance_grant, link, node, project, tenant_table, visit};
pub(crate) use people::{attribute, attribute_value, group, identity, invitation, member, session, sign_in, token, user};
pub(crate) use personal::{access_request, favourite};
pub(crate) use system::{audit, audit_head, change, idempotency, revision, setting};
