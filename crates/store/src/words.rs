//! Between the words and JSON in tables and the types of the other crates. What cannot be read back is damage, never a default.

use access::{NodeId, Parent, Principal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vocab::{AttributeValue, DocumentId, FolderId, GroupId, Title, UserId};

use crate::StoreError;
use crate::entity::node;
use crate::key::Key;

pub(crate) const FOLDER: &str = "folder";
pub(crate) const DOCUMENT: &str = "document";
const USER: &str = "user";
const GROUP: &str = "group";
const ORGANIZATION: &str = "organization";

/// The two columns of a principal.
pub(crate) fn principal_columns(principal: Principal) -> (String, Key) {
    match principal {
        Principal::User(user) => (USER.to_owned(), user.into()),
        Principal::Group(group) => (GROUP.to_owned(), group.into()),
        Principal::Organization => (ORGANIZATION.to_owned(), Key::NONE),
    }
}

pub(crate) fn principal(kind: &str, id: Key) -> Result<Principal, StoreError> {
    match kind {
        USER => Ok(Principal::User(UserId::from(id))),
        GROUP => Ok(Principal::Group(GroupId::from(id))),
        ORGANIZATION if id == Key::NONE => Ok(Principal::Organization),
        _ => Err(StoreError::Corrupt { what: "a principal" }),
    }
}

/// A word such as a role.
pub(crate) fn word<T: std::str::FromStr>(text: &str, what: &'static str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt { what })
}

pub(crate) fn title(text: &str) -> Result<Title, StoreError> {
    word(text, "a name")
}

pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T, what: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Invalid { what, why: "it is not JSON" })
}

pub(crate) fn from_json<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt { what })
}

/// The word of a unit variant, as serde writes it.
pub(crate) fn to_word<T: Serialize>(value: T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::Invalid { what: "a word", why: "it is not one" }),
    }
}

pub(crate) fn from_word<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|_| StoreError::Corrupt { what })
}

/// JSON has no other numbers than finite ones, and an attribute needs none.
pub(crate) fn finite(values: &[AttributeValue]) -> Result<(), StoreError> {
    if values.iter().any(|value| matches!(value, AttributeValue::Number(number) if !number.is_finite())) {
        return Err(StoreError::Invalid { what: "an attribute value", why: "it is not a finite number" });
    }
    Ok(())
}

/// Text that both databases keep as it is. PostgreSQL has no character NUL.
pub(crate) fn storable(text: &str, what: &'static str) -> Result<(), StoreError> {
    if text.contains('\0') { Err(StoreError::Invalid { what, why: "it contains the character NUL" }) } else { Ok(()) }
}

pub(crate) fn node_key(node: NodeId) -> Key {
    match node {
        NodeId::Folder(folder) => folder.into(),
        NodeId::Document(document) => document.into(),
    }
}

pub(crate) fn node_id(kind: &str, id: Key) -> Result<NodeId, StoreError> {
    match kind {
        FOLDER => Ok(NodeId::Folder(FolderId::from(id))),
        DOCUMENT => Ok(NodeId::Document(DocumentId::from(id))),
        _ => Err(StoreError::Corrupt { what: "the kind of a node" }),
    }
}

pub(crate) fn parent(row: &node::Model) -> Result<Parent, StoreError> {
    match (row.parent_folder, row.personal_of) {
        (Some(folder), None) => Ok(Parent::Folder(folder.into())),
        (None, Some(user)) => Ok(Parent::Hub(access::Hub::Personal(user.into()))),
        (None, None) => Ok(Parent::Hub(access::Hub::Shared)),
        (Some(_), Some(_)) => Err(StoreError::Corrupt { what: "the place of a node" }),
    }
}

/// The columns `parent_folder` and `personal_of`.
pub(crate) fn parent_columns(parent: Parent) -> (Option<Key>, Option<Key>) {
    match parent {
        Parent::Folder(folder) => (Some(folder.into()), None),
        Parent::Hub(access::Hub::Personal(user)) => (None, Some(user.into())),
        Parent::Hub(access::Hub::Shared) => (None, None),
    }
}
