//! User attributes: what row policies and access filters compare with; for admins.

use access::Principal;
use vocab::{AttributeKind, AttributeValue, ModelName};

use crate::cx::{App, Cx};
use crate::error::AppError;

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name in models.
    pub name: ModelName,
    /// What people call it.
    pub label: String,
    /// The type of its values.
    pub kind: AttributeKind,
    /// Whether somebody can have several values.
    pub multiple: bool,
    /// What those have who have no value.
    pub default: Option<Vec<AttributeValue>>,
    /// A system attribute is read-only.
    pub system: bool,
}

/// Every attribute by name.
pub async fn list(app: &App, cx: &Cx) -> Result<Vec<Attribute>, AppError> {
    todo!()
}

/// Defines an attribute.
pub async fn create(app: &App, cx: &Cx, attribute: Attribute) -> Result<Attribute, AppError> {
    todo!()
}

/// Removes an attribute that no model and no link uses.
pub async fn delete(app: &App, cx: &Cx, name: ModelName) -> Result<(), AppError> {
    todo!()
}

/// Sets the values of a user or group.
pub async fn put_values(app: &App, cx: &Cx, holder: Principal, name: ModelName, values: Vec<AttributeValue>) -> Result<(), AppError> {
    todo!()
}

/// Takes the values of a user or group away.
pub async fn delete_values(app: &App, cx: &Cx, holder: Principal, name: ModelName) -> Result<(), AppError> {
    todo!()
}
