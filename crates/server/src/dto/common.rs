//! Words that several features share.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocab::{AttributeValue, ModelName};

use crate::extract::Faults;

/// A thing by id, with its name for people.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Ref {
    #[schema(example = "fld_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub id: String,
    #[schema(example = "Operations")]
    pub name: String,
}

impl Ref {
    pub(crate) fn new(id: impl ToString, name: &str) -> Self {
        Self { id: id.to_string(), name: name.to_owned() }
    }
}

/// What somebody may do with a folder or document; the order is the strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    NoAccess,
    Viewer,
    Editor,
    Manager,
    Owner,
}

impl From<vocab::ContentRole> for Role {
    fn from(role: vocab::ContentRole) -> Self {
        match role {
            vocab::ContentRole::NoAccess => Self::NoAccess,
            vocab::ContentRole::Viewer => Self::Viewer,
            vocab::ContentRole::Editor => Self::Editor,
            vocab::ContentRole::Manager => Self::Manager,
            vocab::ContentRole::Owner => Self::Owner,
        }
    }
}

impl From<Role> for vocab::ContentRole {
    fn from(role: Role) -> Self {
        match role {
            Role::NoAccess => Self::NoAccess,
            Role::Viewer => Self::Viewer,
            Role::Editor => Self::Editor,
            Role::Manager => Self::Manager,
            Role::Owner => Self::Owner,
        }
    }
}

/// What somebody may ask of a connection; the order is the strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConnectionRole {
    NoAccess,
    Viewer,
    RestrictedQuerier,
    Querier,
    Modeler,
    ConnectionAdmin,
}

impl From<vocab::ConnectionRole> for ConnectionRole {
    fn from(role: vocab::ConnectionRole) -> Self {
        match role {
            vocab::ConnectionRole::NoAccess => Self::NoAccess,
            vocab::ConnectionRole::Viewer => Self::Viewer,
            vocab::ConnectionRole::RestrictedQuerier => Self::RestrictedQuerier,
            vocab::ConnectionRole::Querier => Self::Querier,
            vocab::ConnectionRole::Modeler => Self::Modeler,
            vocab::ConnectionRole::ConnectionAdmin => Self::ConnectionAdmin,
        }
    }
}

impl From<ConnectionRole> for vocab::ConnectionRole {
    fn from(role: ConnectionRole) -> Self {
        match role {
            ConnectionRole::NoAccess => Self::NoAccess,
            ConnectionRole::Viewer => Self::Viewer,
            ConnectionRole::RestrictedQuerier => Self::RestrictedQuerier,
            ConnectionRole::Querier => Self::Querier,
            ConnectionRole::Modeler => Self::Modeler,
            ConnectionRole::ConnectionAdmin => Self::ConnectionAdmin,
        }
    }
}

/// What a principal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PrincipalKind {
    User,
    Group,
    Organization,
}

/// Whom a grant is for: a user, a group, or everyone with a login.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Principal {
    pub kind: PrincipalKind,
    /// Absent for the organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "usr_0192f0c1a2b37c4d8e5f60718293a4b5", nullable = false)]
    pub id: Option<String>,
}

impl Principal {
    pub(crate) fn new(principal: access::Principal) -> Self {
        match principal {
            access::Principal::User(id) => Self { kind: PrincipalKind::User, id: Some(id.to_string()) },
            access::Principal::Group(id) => Self { kind: PrincipalKind::Group, id: Some(id.to_string()) },
            access::Principal::Organization => Self { kind: PrincipalKind::Organization, id: None },
        }
    }

    /// The principal that a body names at a pointer.
    pub(crate) fn read(&self, pointer: &str, faults: &mut Faults) -> Option<access::Principal> {
        match (self.kind, &self.id) {
            (PrincipalKind::User, Some(id)) => faults.parse(&format!("{pointer}/id"), id).map(access::Principal::User),
            (PrincipalKind::Group, Some(id)) => faults.parse(&format!("{pointer}/id"), id).map(access::Principal::Group),
            (PrincipalKind::Organization, None) => Some(access::Principal::Organization),
            (PrincipalKind::Organization, Some(_)) => {
                faults.add(format!("{pointer}/id"), "value_invalid", "the organization has no id");
                None
            }
            (_, None) => {
                faults.add(format!("{pointer}/id"), "property_missing", "a user or group is named by its id");
                None
            }
        }
    }
}

/// One value: text, number, true or false.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Scalar {
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Text(String),
}

impl From<&AttributeValue> for Scalar {
    fn from(value: &AttributeValue) -> Self {
        match value {
            AttributeValue::Boolean(value) => Self::Boolean(*value),
            AttributeValue::Number(value) => Self::Number(*value),
            AttributeValue::String(value) => Self::Text(value.clone()),
        }
    }
}

impl From<Scalar> for AttributeValue {
    fn from(value: Scalar) -> Self {
        match value {
            Scalar::Boolean(value) => Self::Boolean(value),
            #[expect(clippy::cast_precision_loss, reason = "numbers of attributes are decimal fractions")]
            Scalar::Integer(value) => Self::Number(value as f64),
            Scalar::Number(value) => Self::Number(value),
            Scalar::Text(value) => Self::String(value),
        }
    }
}

/// Attribute values by name, as answers show them.
pub(crate) fn scalars(values: &BTreeMap<ModelName, Vec<AttributeValue>>) -> BTreeMap<String, Vec<Scalar>> {
    values.iter().map(|(name, values)| (name.to_string(), values.iter().map(Scalar::from).collect())).collect()
}

/// Words as answers show them.
pub(crate) fn words(words: &[&'static str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The type of a column or field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DataType {
    Text,
    Integer,
    Number,
    Boolean,
    Date,
    Timestamp,
    Other,
}

impl From<vocab::DataType> for DataType {
    fn from(kind: vocab::DataType) -> Self {
        match kind {
            vocab::DataType::Text => Self::Text,
            vocab::DataType::Integer => Self::Integer,
            vocab::DataType::Number => Self::Number,
            vocab::DataType::Boolean => Self::Boolean,
            vocab::DataType::Date => Self::Date,
            vocab::DataType::Timestamp => Self::Timestamp,
            vocab::DataType::Other => Self::Other,
        }
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T: ToSchema> {
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; `null` on the last one.
    pub next_cursor: Option<String>,
}

/// A list that is always whole.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Items<T: ToSchema> {
    pub items: Vec<T>,
}

impl<T: ToSchema> Page<T> {
    pub(crate) fn new<A>(page: app::Page<A>, item: impl Fn(&A) -> T) -> Self {
        Self { items: page.items.iter().map(item).collect(), next_cursor: page.next_cursor }
    }
}

/// Whether to do it or only to say what it would do.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DryRun {
    /// `true`: change nothing and answer the preview.
    #[serde(default)]
    #[param(required = false)]
    pub dry_run: bool,
}

/// Bytes as they are.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes bodies in the OpenAPI document")]
pub(crate) struct Binary(Vec<u8>);

/// A field that a change may leave alone (absent), clear (`null`) or set.
#[expect(clippy::option_option, reason = "absent, null and a value are three different wishes")]
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
