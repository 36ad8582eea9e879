//! The words of Lucarne: typed ids, names, roles, values, secrets.
//!
//! For every other crate. It knows no rule, does no I/O and reads no clock: a new id is made from a time and random bytes that the caller brings.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

pub mod id;
pub mod name;
pub mod role;
pub mod secret;
pub mod value;

pub use id::{
    AccessRequestId, ConnectionId, DocumentId, FolderId, GroupId, IdError, LinkId, ReportId, RequestId, SessionId, TabId, TileId, TokenId,
    UserId,
};
pub use name::{EmailAddress, FieldPath, Identifier, ModelName, NameError, Title};
pub use role::{Ability, ConnectionRole, ContentRole, UnknownRole};
pub use secret::Secret;
pub use value::{AttributeKind, AttributeValue, DataType, TimeGrain, Value};
