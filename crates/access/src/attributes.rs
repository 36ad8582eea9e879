//! The values of user attributes: own, else the groups', else the default, else none (access.md §6).

use std::cmp::Ordering;

use vocab::{AttributeValue, ModelName};

use crate::facts::index::Key;
use crate::{Actor, Facts, Principal};

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

/// The values of an attribute for an actor, sorted, each once; none means null, which refuses whatever depends on it.
///
/// A visitor of a link has what the link gives and nothing else: no default, no system attribute.
///
/// # Errors
/// The groups of the actor clash.
pub fn attribute_values(facts: &Facts, actor: &Actor, name: &ModelName) -> Result<Vec<AttributeValue>, AttributeClash> {
    let mut values = match actor {
        Actor::User(_) => match crate::decide::signed_in(facts, actor) {
            Ok(user) => of_user(facts, user, name)?,
            Err(_) => Vec::new(),
        },
        Actor::Link(link) => {
            let link = facts.links.get(link).filter(|link| link.enabled);
            link.and_then(|link| link.attributes.get(name)).cloned().unwrap_or_default()
        }
        Actor::Anonymous => Vec::new(),
    };
    normalise(&mut values);
    Ok(values)
}

fn of_user(facts: &Facts, user: u32, name: &ModelName) -> Result<Vec<AttributeValue>, AttributeClash> {
    if SYSTEM_ATTRIBUTES.contains(&name.as_str()) {
        return Ok(of_system(facts, user, name.as_str()));
    }
    let Some(attribute) = facts.attributes.get(name) else { return Ok(Vec::new()) };
    let of = |key: Key| facts.values.get(&facts.people.principal(key)).and_then(|values| values.get(name));
    if let Some(own) = of(Key::user(user)) {
        return Ok(own.clone());
    }
    let mut values: Vec<AttributeValue> = facts.people.closure(user).iter().filter_map(|group| of(*group)).flatten().cloned().collect();
    normalise(&mut values);
    if values.len() > 1 && !attribute.multiple {
        return Err(AttributeClash { attribute: name.clone(), values });
    }
    if values.is_empty() {
        values = attribute.default.clone().unwrap_or_default();
    }
    Ok(values)
}

fn of_system(facts: &Facts, user: u32, name: &str) -> Vec<AttributeValue> {
    let person = &facts.people.users[user as usize];
    let text = |text: &str| AttributeValue::String(text.to_owned());
    match name {
        // A stand-in for a member of a group is nobody in particular: rules that look at a person refuse it.
        "user_email" | "user_name" | "user_id" if person.stand_in => Vec::new(),
        "user_email" => vec![text(person.card().email.as_str())],
        "user_name" => vec![text(&person.card().name)],
        "user_id" => vec![text(&person.id.to_string())],
        "is_admin" => vec![AttributeValue::Boolean(person.is_admin)],
        "user_groups" => {
            let groups = facts.people.closure(user).iter().map(|group| facts.people.principal(*group));
            groups.filter_map(|group: Principal| facts.people.name(group)).map(text).collect()
        }
        _ => Vec::new(),
    }
}

/// Sorted and without repeats, so that the same set always looks the same.
pub(crate) fn normalise(values: &mut Vec<AttributeValue>) {
    values.sort_by(order);
    values.dedup();
}

fn order(a: &AttributeValue, b: &AttributeValue) -> Ordering {
    match (a, b) {
        (AttributeValue::Number(a), AttributeValue::Number(b)) => a.total_cmp(b),
        // Invariant: only numbers have no total order of their own.
        _ => a.partial_cmp(b).unwrap_or(Ordering::Equal),
    }
}
