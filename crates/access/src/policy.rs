//! Which rows and columns an actor may read. Output only; nothing here looks at data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vocab::{AttributeValue, ConnectionId, FieldPath};

use crate::mask::settled;
use crate::{Mask, Reason, TableName};

/// What a query on a connection may read: proof that the data question was asked. Only this crate makes one.
///
/// A table that it does not speak of is refused by the engine.
#[derive(Debug, Clone)]
pub struct DataPolicy {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    connection: ConnectionId,
    tables: BTreeMap<TableName, TablePolicy>,
    fingerprint: Vec<u8>,
}

/// What may be read of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct TablePolicy {
    /// Which rows.
    pub rows: RowRule,
    /// Columns that are not there.
    pub hidden_columns: BTreeSet<String>,
    /// Columns whose values are replaced, wherever they are read. Row conditions alone look at the values themselves.
    pub masks: BTreeMap<String, Mask>,
}

/// Which rows of a table may be read.
#[derive(Debug, Clone, PartialEq)]
pub enum RowRule {
    /// All of them.
    All,
    /// Those for which all of these hold.
    Where(Vec<ColumnPredicate>),
    /// None: a query on the table is refused with this reason, never answered empty.
    Refused(Reason),
}

/// A condition on one column.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnPredicate {
    /// The column equals one of the values; null never does.
    OneOf {
        /// The column.
        column: String,
        /// The values, as literals.
        values: Vec<AttributeValue>,
    },
    /// The column matches one of the patterns, `%` and `_` being wildcards and `\` escaping them.
    Like {
        /// The column.
        column: String,
        /// The patterns.
        patterns: Vec<String>,
    },
}

impl ColumnPredicate {
    /// The column it looks at.
    #[must_use]
    pub fn column(&self) -> &str {
        match self {
            Self::OneOf { column, .. } | Self::Like { column, .. } => column,
        }
    }
}

/// A condition on one field of a topic. In `predicate`, the column is the field's text.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldPredicate {
    /// The field.
    pub field: FieldPath,
    /// The condition.
    pub predicate: ColumnPredicate,
}

impl DataPolicy {
    pub(crate) fn new(connection: ConnectionId, tables: BTreeMap<TableName, TablePolicy>) -> Self {
        let fingerprint = fingerprint(connection, &tables);
        Self { inner: Arc::new(Inner { connection, tables, fingerprint }) }
    }

    /// What both of two readers may read. For somebody who looks at a document as another person does, without gaining by it (T56).
    ///
    /// A table that only one of them speaks of is not in it.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        let both = |(name, mine): (&TableName, &TablePolicy)| {
            let theirs = other.inner.tables.get(name).filter(|_| self.inner.connection == other.inner.connection)?;
            Some((name.clone(), mine.meet(theirs)))
        };
        Self::new(self.inner.connection, self.inner.tables.iter().filter_map(both).collect())
    }

    /// The connection that it is for.
    #[must_use]
    pub fn connection(&self) -> ConnectionId {
        self.inner.connection
    }

    /// The rules of a table; `None` means refused.
    #[must_use]
    pub fn table(&self, name: &TableName) -> Option<&TablePolicy> {
        self.inner.tables.get(name)
    }

    /// Every table it speaks of.
    pub fn tables(&self) -> impl Iterator<Item = (&TableName, &TablePolicy)> {
        self.inner.tables.iter()
    }

    /// Bytes that are equal exactly when connection and effective rules are: no two policies share them, so a cache may use them as a key.
    #[must_use]
    pub fn fingerprint(&self) -> &[u8] {
        &self.inner.fingerprint
    }
}

impl TablePolicy {
    fn meet(&self, other: &Self) -> Self {
        let rows = match (&self.rows, &other.rows) {
            (RowRule::Refused(reason), _) | (_, RowRule::Refused(reason)) => RowRule::Refused(reason.clone()),
            (RowRule::All, rule) | (rule, RowRule::All) => rule.clone(),
            (RowRule::Where(mine), RowRule::Where(theirs)) => {
                let new = theirs.iter().filter(|predicate| !mine.contains(predicate)).cloned();
                RowRule::Where(mine.iter().cloned().chain(new).collect())
            }
        };
        let hidden_columns: BTreeSet<String> = self.hidden_columns.union(&other.hidden_columns).cloned().collect();
        let columns: BTreeSet<&String> = self.masks.keys().chain(other.masks.keys()).collect();
        let of_both = |column: &String| Mask::together(self.masks.get(column).into_iter().chain(other.masks.get(column)));
        let masks = settled(columns.into_iter().filter_map(|column| Some((column.clone(), of_both(column)?))).collect(), &hidden_columns);
        Self { rows, hidden_columns, masks }
    }
}

impl PartialEq for DataPolicy {
    fn eq(&self, other: &Self) -> bool {
        self.inner.fingerprint == other.inner.fingerprint
    }
}

/// Every variable part is preceded by its length and every choice by a tag, so that no text inside can pass for structure.
fn fingerprint(connection: ConnectionId, tables: &BTreeMap<TableName, TablePolicy>) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 + tables.len() * 48);
    out.extend_from_slice(connection.uuid().as_bytes());
    count(&mut out, tables.len());
    for (name, policy) in tables {
        text(&mut out, name.as_str());
        match &policy.rows {
            RowRule::All => out.push(0),
            RowRule::Where(predicates) => {
                out.push(1);
                count(&mut out, predicates.len());
                for each in predicates {
                    predicate(&mut out, each);
                }
            }
            RowRule::Refused(reason) => {
                out.push(2);
                text(&mut out, &format!("{reason:?}"));
            }
        }
        count(&mut out, policy.hidden_columns.len());
        for column in &policy.hidden_columns {
            text(&mut out, column);
        }
        count(&mut out, policy.masks.len());
        for (column, with) in &policy.masks {
            text(&mut out, column);
            mask(&mut out, with);
        }
    }
    out
}

fn mask(out: &mut Vec<u8>, mask: &Mask) {
    match mask {
        Mask::Null => out.push(0),
        Mask::Text(with) => {
            out.push(1);
            text(out, with);
        }
        Mask::Hash => out.push(2),
        // The columns follow from the text.
        Mask::Sql(sql) => {
            out.push(3);
            text(out, &sql.text);
        }
    }
}

fn predicate(out: &mut Vec<u8>, predicate: &ColumnPredicate) {
    match predicate {
        ColumnPredicate::OneOf { column, values } => {
            out.push(0);
            text(out, column);
            count(out, values.len());
            for each in values {
                value(out, each);
            }
        }
        ColumnPredicate::Like { column, patterns } => {
            out.push(1);
            text(out, column);
            count(out, patterns.len());
            for each in patterns {
                text(out, each);
            }
        }
    }
}

fn value(out: &mut Vec<u8>, value: &AttributeValue) {
    match value {
        AttributeValue::Boolean(value) => out.extend_from_slice(&[0, u8::from(*value)]),
        AttributeValue::Number(value) => {
            out.push(1);
            out.extend_from_slice(&value.to_bits().to_be_bytes());
        }
        AttributeValue::String(value) => {
            out.push(2);
            text(out, value);
        }
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    count(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn count(out: &mut Vec<u8>, count: usize) {
    out.extend_from_slice(&(count as u64).to_be_bytes());
}
