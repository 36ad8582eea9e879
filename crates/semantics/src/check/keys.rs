//! Reads mappings of model files key by key. Unknown keys and values of the wrong shape are reported, never dropped in silence.

use std::fmt::Display;
use std::str::FromStr;

use access::GrantExpr;
use vocab::AttributeValue;

use super::report::{Place, Placed, Report, name_hint};
use super::yaml::{Entry, Kind, Node};
use crate::query::FilterValue;

/// The entries of one mapping, with every key known.
pub(super) struct Keys<'n> {
    entries: &'n [Entry],
    no_mapping: bool,
    pub(super) at: Place,
}

impl<'n> Keys<'n> {
    /// The entries of a mapping that may have these keys. An empty value is an empty mapping.
    pub(super) fn of(node: &'n Node, what: &str, known: &[&str], report: &mut Report) -> Self {
        let no_mapping = !matches!(node.kind, Kind::Mapping(_)) && !node.is_null();
        let keys = Self { entries: entries(node, what, report), no_mapping, at: node.at };
        for entry in keys.entries {
            if !known.contains(&entry.key.as_str()) {
                report.error(
                    "key_unknown",
                    entry.at,
                    format!("{what} has no `{}`", entry.key),
                    name_hint(&entry.key, known.iter().copied()),
                );
            }
        }
        keys
    }

    /// Something else stood where the mapping should be, which was told.
    pub(super) const fn is_no_mapping(&self) -> bool {
        self.no_mapping
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    pub(super) fn place(&self, key: &str) -> Place {
        self.entries.iter().find(|entry| entry.key == key).map_or(self.at, |entry| entry.at)
    }

    pub(super) fn text(&self, key: &str, report: &mut Report) -> Option<Placed<String>> {
        let node = self.get(key)?;
        let text = text(node, key, report)?;
        if text.value.trim().is_empty() {
            report.error("value_missing", node.at, format!("`{key}` is empty"), Some("write a value or remove the key".to_owned()));
            return None;
        }
        Some(text)
    }

    /// Text that a name, a word or the like is parsed from.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&self, key: &str, report: &mut Report) -> Option<Placed<T>> {
        parsed(&self.text(key, report)?, report)
    }

    pub(super) fn flag(&self, key: &str, report: &mut Report) -> bool {
        let Some(node) = self.get(key) else { return false };
        match &node.kind {
            Kind::Scalar { text, plain: true } if text == "true" => true,
            Kind::Scalar { text, plain: true } if text == "false" => false,
            _ => {
                report.error("value_invalid", node.at, format!("`{key}` is `true` or `false`"), None);
                false
            }
        }
    }

    pub(super) fn list(&self, key: &str, report: &mut Report) -> Vec<Placed<String>> {
        self.get(key).map(|node| texts(node, key, report)).unwrap_or_default()
    }

    /// `required_access_grants`; `None` when the key is not there, so that a default can apply.
    pub(super) fn grants(&self, key: &str, report: &mut Report) -> Option<Placed<GrantExpr>> {
        let node = self.get(key)?;
        let items = texts(node, key, report);
        match GrantExpr::parse(items.iter().map(|item| item.value.as_str())) {
            Ok(value) => Some(Placed { value, at: node.at }),
            Err(error) => {
                report.error("grant_invalid", node.at, error.to_string(), None);
                None
            }
        }
    }

    pub(super) fn values(&self, key: &str, report: &mut Report) -> Vec<AttributeValue> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let values = each(node).iter().map(|item| value(item, key, report)).collect::<Option<Vec<_>>>().unwrap_or_default();
        values.into_iter().filter_map(attribute_value).collect()
    }
}

/// The entries of a mapping whose keys are names that the model gives.
pub(super) fn entries<'n>(node: &'n Node, what: &str, report: &mut Report) -> &'n [Entry] {
    match &node.kind {
        Kind::Mapping(entries) => entries,
        _ if node.is_null() => &[],
        _ => {
            report.error("shape_wrong", node.at, format!("{what} is a mapping of keys to values, and this is {}", node.noun()), None);
            &[]
        }
    }
}

/// A list, or one value for a list of one.
pub(super) fn each(node: &Node) -> &[Node] {
    match &node.kind {
        Kind::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

pub(super) fn text(node: &Node, what: &str, report: &mut Report) -> Option<Placed<String>> {
    match &node.kind {
        Kind::Scalar { text, .. } => Some(Placed { value: text.clone(), at: node.at }),
        _ => {
            report.error("shape_wrong", node.at, format!("`{what}` is a single value, and this is {}", node.noun()), None);
            None
        }
    }
}

fn texts(node: &Node, what: &str, report: &mut Report) -> Vec<Placed<String>> {
    each(node).iter().filter_map(|item| text(item, what, report)).collect()
}

pub(super) fn parsed<T: FromStr<Err: Display>>(text: &Placed<String>, report: &mut Report) -> Option<Placed<T>> {
    match text.value.parse() {
        Ok(value) => Some(Placed { value, at: text.at }),
        Err(error) => {
            report.error("value_invalid", text.at, format!("`{}` cannot be used here: {error}", text.value), None);
            None
        }
    }
}

/// A literal: `true`, `12`, `1.5`, text. Quotes make text of anything.
pub(super) fn value(node: &Node, what: &str, report: &mut Report) -> Option<FilterValue> {
    let Kind::Scalar { text, plain } = &node.kind else {
        report.error("shape_wrong", node.at, format!("`{what}` takes single values, and this is {}", node.noun()), None);
        return None;
    };
    if !plain {
        return Some(FilterValue::Text(text.clone()));
    }
    Some(match text.as_str() {
        "true" => FilterValue::Boolean(true),
        "false" => FilterValue::Boolean(false),
        _ => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => FilterValue::Integer(number),
            // Words such as `inf` and `nan` are text.
            (_, Ok(number)) if number.is_finite() && text.contains(|c: char| c.is_ascii_digit()) => FilterValue::Number(number),
            _ => FilterValue::Text(text.clone()),
        },
    })
}

#[expect(clippy::cast_precision_loss, reason = "attribute values are numbers as JSON has them")]
fn attribute_value(value: FilterValue) -> Option<AttributeValue> {
    match value {
        FilterValue::Boolean(value) => Some(AttributeValue::Boolean(value)),
        FilterValue::Integer(value) => Some(AttributeValue::Number(value as f64)),
        FilterValue::Number(value) => value.is_finite().then_some(AttributeValue::Number(value)),
        FilterValue::Text(value) => Some(AttributeValue::String(value)),
    }
}
