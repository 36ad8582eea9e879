//! The access rules that a semantic model declares, parsed. `semantics` reads them from YAML; nothing here looks at data.

use std::collections::BTreeMap;
use std::fmt;

use vocab::{AttributeValue, FieldPath, ModelName};

use crate::MaskRule;

/// A table's name as it stands in the connection's catalog, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct TableName(pub String);

impl TableName {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for TableName {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything about access in one model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ModelRules {
    /// `access_grants`.
    pub grants: BTreeMap<ModelName, AccessGrant>,
    /// Every table that queries may name, as far as its reach goes. A table that is not here is refused.
    pub tables: BTreeMap<TableName, TableRules>,
}

/// One entry of `access_grants`: holds for who has one of the values.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessGrant {
    /// Whose values are looked at.
    pub user_attribute: ModelName,
    /// Any of these is enough.
    pub allowed_values: Vec<AttributeValue>,
    /// A boosted reader of a dashboard need not hold it.
    pub access_boostable: bool,
}

/// Who can come to a table at all, by what the model says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableReach {
    /// A view stands on it: SQL may name it.
    #[default]
    Named,
    /// Only the SQL of views reads it: queries by fields come to it, hand-written SQL does not.
    Read,
    /// The model does not speak of it: it is there for those who write the model, in a workbook.
    Unread,
}

/// The rules of one table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableRules {
    /// Who can come to it at all.
    pub reach: TableReach,
    /// Who may read it at all.
    pub required: GrantExpr,
    /// Which rows: all of these hold at once.
    pub row_policies: Vec<ColumnRule>,
    /// Columns that are there only for who holds the grant.
    pub guarded_columns: BTreeMap<String, GrantExpr>,
    /// Masks of columns, several where several dimensions show one.
    pub masks: BTreeMap<String, Vec<MaskRule>>,
}

/// A row policy: the column must have one of the reader's values.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnRule {
    /// The physical column, byte for byte.
    pub column: String,
    /// Whose values.
    pub user_attribute: ModelName,
    /// Who has one of these sees all rows.
    pub values_for_unfiltered: Vec<AttributeValue>,
    /// The values are patterns with `%` and `_`.
    pub like: bool,
}

/// The rules of one topic.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TopicRules {
    /// Who may use the topic.
    pub required: GrantExpr,
    /// Filters that are put on every query of it: all of these hold at once.
    pub access_filters: Vec<FieldRule>,
}

/// An access filter: the field must have one of the reader's values.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldRule {
    /// The field.
    pub field: FieldPath,
    /// Whose values.
    pub user_attribute: ModelName,
    /// Who has one of these is not filtered.
    pub values_for_unfiltered: Vec<AttributeValue>,
    /// The values are patterns with `%` and `_`.
    pub like: bool,
}

/// What `required_access_grants` says: every item holds; an item holds when one of its `|` alternatives does; an alternative when all its `&` parts do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GrantExpr {
    items: Vec<Vec<Vec<ModelName>>>,
}

impl GrantExpr {
    /// Asks for nothing: `[]`.
    #[must_use]
    pub const fn open() -> Self {
        Self { items: Vec::new() }
    }

    /// Reads the list items, such as `["sales & emea | board", "staff"]`.
    ///
    /// # Errors
    /// An item with an empty part or a word that is no name.
    pub fn parse<'a>(items: impl IntoIterator<Item = &'a str>) -> Result<Self, GrantExprError> {
        let alternative = |item: &str, text: &str| {
            text.split('&')
                .map(|part| {
                    let part = part.trim();
                    part.parse::<ModelName>().map_err(|_| GrantExprError { item: item.to_owned(), part: part.to_owned() })
                })
                .collect::<Result<Vec<_>, _>>()
        };
        let items = items.into_iter().map(|item| item.split('|').map(|text| alternative(item, text)).collect());
        Ok(Self { items: items.collect::<Result<_, _>>()? })
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.items.is_empty()
    }

    /// Both must hold.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for item in &other.items {
            if !self.items.contains(item) {
                self.items.push(item.clone());
            }
        }
        self
    }

    /// Every grant that it names, for checking that they are declared.
    pub fn names(&self) -> impl Iterator<Item = &ModelName> {
        self.items.iter().flatten().flatten()
    }

    /// Its items, each as an expression of its own.
    pub(crate) fn each(&self) -> impl Iterator<Item = Self> {
        self.items.iter().map(|item| Self { items: vec![item.clone()] })
    }

    /// The first item that does not hold, in words; `None` when all do.
    pub(crate) fn first_failing(&self, mut holds: impl FnMut(&ModelName) -> bool) -> Option<String> {
        let failing = self.items.iter().find(|item| !item.iter().any(|all| all.iter().all(&mut holds)))?;
        Some(Self { items: vec![failing.clone()] }.to_string())
    }
}

impl fmt::Display for GrantExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |names: &[ModelName]| names.iter().map(ModelName::as_str).collect::<Vec<_>>().join(" & ");
        let items = self.items.iter().map(|item| item.iter().map(|all| joined(all)).collect::<Vec<_>>().join(" | "));
        f.write_str(&items.collect::<Vec<_>>().join(", "))
    }
}

/// An item of `required_access_grants` that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` in `{item}` is not the name of an access grant; write names joined by `|` and `&`")]
pub struct GrantExprError {
    /// The item.
    pub item: String,
    /// The part of it.
    pub part: String,
}

/// How a query is built (access.md §4). The model computes it from the query; a client never says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryKind {
    /// On a topic of the shared model.
    Topic,
    /// On a topic that the workbook's own model changes.
    AlteredTopic,
    /// On all views and fields.
    AllViews,
    /// Written by hand.
    Sql,
    /// The output of a workflow block.
    Dataset,
}

impl QueryKind {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Topic, Self::AlteredTopic, Self::AllViews, Self::Sql, Self::Dataset];

    /// The word in reasons.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::AlteredTopic => "altered_topic",
            Self::AllViews => "all_views",
            Self::Sql => "sql",
            Self::Dataset => "dataset",
        }
    }
}

/// Where a query comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Door {
    /// A workbook, the explore page, or the query API.
    Workbook,
    /// A tile of a report of this document, as saved.
    Dashboard(vocab::DocumentId),
    /// A tile of the report of this link.
    Link(vocab::LinkId),
}
