//! Which groups and attributes a provider decides, and what it says of one person.

use std::collections::{BTreeMap, BTreeSet};

use access::SYSTEM_ATTRIBUTES;
use serde_json::{Map, Value};
use vocab::{AttributeKind, AttributeValue, EmailAddress, ModelName, Title};

use super::error::OidcError;

/// What the provider decides. All else of a person is the admins'.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// The claim that lists groups.
    pub group_claim: String,
    /// A value of that claim → the group here, by name or id.
    pub groups: Vec<(String, String)>,
    /// A claim → the attribute here.
    pub attributes: Vec<(String, ModelName)>,
}

/// Pairs as settings have them: `left = right; left = right`.
fn pairs(text: &str) -> Result<Vec<(String, String)>, &'static str> {
    let entries = text.split([';', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
    let pairs: Vec<(String, String)> = entries
        // The last `=`: what providers call a group may hold one (`cn=pilots,dc=air`), and names here seldom do.
        .map(|entry| entry.rsplit_once('=').ok_or("`what the provider says = what it is here` is expected, parted by `;`"))
        .map(|pair| pair.map(|(left, right)| (left.trim().to_owned(), right.trim().to_owned())))
        .collect::<Result<_, _>>()?;
    if pairs.iter().any(|(left, right)| left.is_empty() || right.is_empty()) {
        return Err("one side of a `=` is empty");
    }
    Ok(pairs)
}

fn attributes_of(text: &str) -> Result<Vec<(String, ModelName)>, &'static str> {
    let attributes = pairs(text)?
        .into_iter()
        .map(|(claim, name)| Ok((claim, name.parse().map_err(|_| "an attribute's name such as `carrier` is expected")?)))
        .collect::<Result<Vec<(String, ModelName)>, &'static str>>()?;
    if attributes.iter().any(|(_, name)| SYSTEM_ATTRIBUTES.contains(&name.as_str())) {
        return Err("an attribute of the instance itself cannot be set");
    }
    if attributes.iter().map(|(_, name)| name).collect::<BTreeSet<_>>().len() < attributes.len() {
        return Err("two claims cannot decide one attribute");
    }
    Ok(attributes)
}

/// What is wrong with a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{expected}")]
pub struct MappingFault {
    /// With that of groups; else with that of attributes.
    pub in_groups: bool,
    /// What is expected instead.
    pub expected: &'static str,
}

impl Mapping {
    /// A mapping as the operator wrote it down.
    ///
    /// # Errors
    /// What cannot be meant: an attribute that is the instance's own, or that two claims would decide.
    pub fn new(group_claim: &str, groups: &str, attributes: &str) -> Result<Self, MappingFault> {
        let groups = pairs(groups).map_err(|expected| MappingFault { in_groups: true, expected })?;
        let attributes = attributes_of(attributes).map_err(|expected| MappingFault { in_groups: false, expected })?;
        Ok(Self { group_claim: group_claim.trim().to_owned(), groups, attributes })
    }

    /// The claims that it looks at.
    pub(super) fn claims(&self) -> impl Iterator<Item = &str> {
        let groups = (!self.groups.is_empty()).then_some(self.group_claim.as_str());
        groups.into_iter().chain(self.attributes.iter().map(|(claim, _)| claim.as_str()))
    }

    /// For each mapped group here, whether the provider says that the person is in it: one of several values is enough.
    pub(super) fn groups(&self, claims: &Map<String, Value>) -> BTreeMap<&str, bool> {
        let said: BTreeSet<&str> = match claim(claims, &self.group_claim) {
            Some(Value::String(one)) => BTreeSet::from([one.as_str()]),
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => BTreeSet::new(),
        };
        let mut wanted = BTreeMap::new();
        for (value, group) in &self.groups {
            *wanted.entry(group.as_str()).or_insert(false) |= said.contains(value.as_str());
        }
        wanted
    }
}

/// A claim by its name; else, where the name has dots, inside of others (`realm_access.roles`).
pub(super) fn claim<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(found) = claims.get(name) {
        return Some(found);
    }
    let mut parts = name.split('.');
    let first = claims.get(parts.next()?)?;
    parts.try_fold(first, |inside, part| inside.get(part))
}

/// How many values of one claim are taken, and how long one may be.
const MOST_VALUES: usize = 200;
const LONGEST_VALUE: usize = 1000;

/// The values of an attribute that a claim gives; none when it says nothing.
///
/// What does not fit is refused and not left out: without a value the group's or the default would hold, which may open more rows.
pub(super) fn values(
    said: Option<&Value>,
    name: &ModelName,
    kind: AttributeKind,
    multiple: bool,
) -> Result<Option<Vec<AttributeValue>>, OidcError> {
    let unfit = || OidcError::Unfit(name.to_string());
    let said = match said {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(all)) => all.iter().collect::<Vec<_>>(),
        Some(one) => vec![one],
    };
    let mut values: Vec<AttributeValue> = Vec::new();
    for one in said {
        let value = value(one, kind).ok_or_else(unfit)?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if values.len() > if multiple { MOST_VALUES } else { 1 } {
        return Err(unfit());
    }
    Ok(if values.is_empty() { None } else { Some(values) })
}

/// Providers send numbers and truths as text as well.
fn value(said: &Value, kind: AttributeKind) -> Option<AttributeValue> {
    Some(match (kind, said) {
        (AttributeKind::String, Value::String(text)) if text.len() <= LONGEST_VALUE && !text.contains('\0') => {
            AttributeValue::String(text.clone())
        }
        (AttributeKind::Number, Value::Number(number)) => AttributeValue::Number(number.as_f64().filter(|number| number.is_finite())?),
        (AttributeKind::Number, Value::String(text)) => {
            AttributeValue::Number(text.trim().parse().ok().filter(|number: &f64| number.is_finite())?)
        }
        (AttributeKind::Boolean, Value::Bool(truth)) => AttributeValue::Boolean(*truth),
        (AttributeKind::Boolean, Value::String(text)) => AttributeValue::Boolean(text.parse().ok()?),
        _ => return None,
    })
}

/// The address, if the provider vouches for it.
pub(super) fn verified_email(claims: &Map<String, Value>) -> Result<EmailAddress, OidcError> {
    let verified = match claims.get("email_verified") {
        Some(Value::Bool(verified)) => *verified,
        // Some providers send the word.
        Some(Value::String(word)) => word == "true",
        _ => false,
    };
    let email = claims.get("email").and_then(Value::as_str).and_then(|email| email.parse().ok());
    email.filter(|_| verified).ok_or(OidcError::EmailUnverified)
}

/// What people call them; without a usable name, their address.
pub(super) fn name(claims: &Map<String, Value>, email: &EmailAddress) -> Option<Title> {
    let said = ["name", "preferred_username"].into_iter().filter_map(|claim| claims.get(claim).and_then(Value::as_str));
    let mut texts = said.chain([email.as_str()]);
    texts.find_map(|text| text.chars().take(120).collect::<String>().parse().ok())
}
