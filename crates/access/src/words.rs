//! Rules about rows and masks in words, for previews and explanations.

use std::fmt;

use vocab::AttributeValue;

use crate::{ColumnPredicate, Mask, Reason, RowRule, TablePolicy};

/// So many values are named; the rest is counted.
const NAMED: usize = 8;

impl fmt::Display for RowRule {
    /// `carrier = UA`, `all rows`, or `none: refused, no value for carrier`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all rows"),
            Self::Where(predicates) => {
                for (at, predicate) in predicates.iter().enumerate() {
                    if at > 0 {
                        f.write_str(" and ")?;
                    }
                    predicate.fmt(f)?;
                }
                Ok(())
            }
            Self::Refused(Reason::MissingAttribute(name)) => write!(f, "none: refused, no value for {name}"),
            Self::Refused(Reason::AttributeClash(name)) => write!(f, "none: refused, the groups give different values to {name}"),
            Self::Refused(Reason::GrantMissing { item }) => write!(f, "none: refused, the access grant {item} is not held"),
            Self::Refused(reason) => write!(f, "none: refused ({})", reason.code()),
        }
    }
}

impl fmt::Display for TablePolicy {
    /// `all rows; phone as a hash`: which rows, and what stands in masked columns of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)?;
        if matches!(self.rows, RowRule::Refused(_)) {
            return Ok(());
        }
        for (at, (column, mask)) in self.masks.iter().enumerate() {
            write!(f, "{} {column} {mask}", if at == 0 { ";" } else { "," })?;
        }
        Ok(())
    }
}

impl fmt::Display for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("empty"),
            Self::Text(text) => write!(f, "as `{text}`"),
            Self::Hash => f.write_str("as a hash"),
            Self::Sql(sql) => write!(f, "as {}", sql.text),
        }
    }
}

impl fmt::Display for ColumnPredicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (column, op, values): (_, _, Vec<String>) = match self {
            Self::OneOf { column, values } => (column, "=", values.iter().map(shown).collect()),
            Self::Like { column, patterns } => (column, "like", patterns.clone()),
        };
        write!(f, "{column} {op} ")?;
        let named: Vec<&str> = values.iter().take(NAMED).map(String::as_str).collect();
        f.write_str(&named.join(" or "))?;
        match values.len().saturating_sub(NAMED) {
            0 => Ok(()),
            more => write!(f, " or {more} more"),
        }
    }
}

fn shown(value: &AttributeValue) -> String {
    match value {
        AttributeValue::String(text) if text.is_empty() => "``".to_owned(),
        AttributeValue::String(text) => text.clone(),
        AttributeValue::Number(number) => number.to_string(),
        AttributeValue::Boolean(value) => value.to_string(),
    }
}
