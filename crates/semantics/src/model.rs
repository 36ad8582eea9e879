//! A checked model: every name resolved, every field's SQL a syntax tree over columns. There is no way to hold an unchecked one.

use std::collections::BTreeSet;

use access::{GrantExpr, ModelRules, QueryKind, TableName, TopicRules};
use indexmap::IndexMap;
use sqlparser::ast::{Expr, Query};
use vocab::{DataType, FieldPath, ModelName, TimeGrain};

use crate::query::Filter;

/// A model in force. Made by [`crate::check`] and by nothing else.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) rules: ModelRules,
    /// Days from Monday to the first day of the week.
    pub(crate) week_start: u8,
    /// Views by the name that queries use: each view under its own name, and again under each name that a relationship gives it.
    pub(crate) views: IndexMap<ModelName, View>,
    pub(crate) topics: IndexMap<ModelName, Topic>,
    pub(crate) joins: Vec<Join>,
}

impl Model {
    /// The access grants and table rules that `access` decides by.
    #[must_use]
    pub const fn rules(&self) -> &ModelRules {
        &self.rules
    }

    /// Every topic, as the files are sorted.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.topics.values()
    }

    /// A topic by its name.
    #[must_use]
    pub fn topic(&self, name: &ModelName) -> Option<&Topic> {
        self.topics.get(name)
    }

    /// Every view under every name that queries can use.
    pub fn views(&self) -> impl Iterator<Item = &View> {
        self.views.values()
    }

    /// How a query of a topic, or of all views, is built at least: the fields that it names may make more of it.
    #[must_use]
    pub fn kind(&self, topic: Option<&ModelName>) -> QueryKind {
        match topic {
            None => QueryKind::AllViews,
            Some(name) => self.topic(name).map_or(QueryKind::Topic, |topic| topic.kind([])),
        }
    }

    /// The queries behind the views that a workbook's own model adds.
    pub fn own_queries(&self) -> impl Iterator<Item = (&ModelName, &Query)> {
        self.views.values().filter(|view| view.own).filter_map(|view| match &view.source {
            ViewSource::Query(query) => Some((&view.name, query.as_ref())),
            ViewSource::Table(_) => None,
        })
    }

    /// Whether any view reads the table.
    #[must_use]
    pub fn reads(&self, table: &TableName) -> bool {
        self.views.values().any(|view| view.tables.contains(table))
    }

    pub(crate) fn field(&self, path: &FieldPath) -> Option<Field<'_>> {
        let view = self.views.get(&path.view)?;
        match (view.dimensions.get(&path.field), view.measures.get(&path.field)) {
            (Some(dimension), _) => Some(Field::Dimension(dimension)),
            (None, Some(measure)) => Some(Field::Measure(measure)),
            (None, None) => None,
        }
    }
}

/// A view: a table or query whose rows have dimensions and measures.
#[derive(Debug, Clone)]
pub struct View {
    /// Its name in queries.
    pub name: ModelName,
    /// The name of its file, where a relationship gives it another.
    pub(crate) own_name: ModelName,
    /// For people.
    pub label: String,
    /// For people.
    pub description: Option<String>,
    /// Not offered, and not answered.
    pub hidden: bool,
    /// A workbook's own model adds it.
    pub(crate) own: bool,
    pub(crate) source: ViewSource,
    /// Every table that is scanned when the view is.
    pub(crate) tables: BTreeSet<TableName>,
    /// Trees over columns that together tell rows apart; empty when not declared.
    pub(crate) primary_key: Vec<Expr>,
    pub(crate) dimensions: IndexMap<ModelName, Dimension>,
    pub(crate) measures: IndexMap<ModelName, Measure>,
}

/// Where a view's rows come from.
#[derive(Debug, Clone)]
pub(crate) enum ViewSource {
    Table(TableName),
    Query(Box<Query>),
}

/// What dimensions and measures have in common.
#[derive(Debug, Clone)]
pub(crate) struct FieldHead {
    pub(crate) label: String,
    pub(crate) description: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) format: Option<String>,
    pub(crate) hidden: bool,
    /// Of a workbook's own model, and not of the shared one.
    pub(crate) own: bool,
    pub(crate) data_type: DataType,
    /// Own guard, the view's, and those of everything that the SQL refers to.
    pub(crate) guard: GrantExpr,
    /// Fields that the SQL refers to, all the way down.
    pub(crate) uses: BTreeSet<FieldPath>,
}

/// A field that groups rows.
#[derive(Debug, Clone)]
pub(crate) struct Dimension {
    pub(crate) head: FieldHead,
    /// Over columns only, written as `view.column`.
    pub(crate) sql: Expr,
    /// Time frames offered for a date or timestamp; empty otherwise.
    pub(crate) grains: Vec<TimeGrain>,
    /// The labels of `bins` in order, for sorting.
    pub(crate) bins: Vec<String>,
}

/// A field computed over the rows of a group.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) head: FieldHead,
    pub(crate) kind: MeasureKind,
}

#[derive(Debug, Clone)]
pub(crate) enum MeasureKind {
    Aggregate {
        function: AggregateType,
        /// Over columns only; `None` counts rows.
        argument: Option<Expr>,
        filters: Vec<Filter>,
    },
    /// Over other measures, each written as the identifier pair `view.measure`.
    Derived(Expr),
}

/// `aggregate_type` of a measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum AggregateType {
    Count,
    CountDistinct,
    Sum,
    Average,
    Min,
    Max,
    Median,
    /// Of 0 to 1.
    Percentile(f64),
    Stddev,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Field<'m> {
    Dimension(&'m Dimension),
    Measure(&'m Measure),
}

impl View {
    /// The table that it stands on.
    pub(crate) const fn table(&self) -> Option<&TableName> {
        match &self.source {
            ViewSource::Table(table) => Some(table),
            ViewSource::Query(_) => None,
        }
    }
}

impl<'m> Field<'m> {
    /// Its tree over columns, if it has one.
    pub(crate) const fn sql(self) -> Option<&'m Expr> {
        match self {
            Self::Dimension(dimension) => Some(&dimension.sql),
            Self::Measure(Measure { kind: MeasureKind::Aggregate { argument, .. }, .. }) => argument.as_ref(),
            Self::Measure(Measure { kind: MeasureKind::Derived(_), .. }) => None,
        }
    }

    pub(crate) const fn head(self) -> &'m FieldHead {
        match self {
            Self::Dimension(dimension) => &dimension.head,
            Self::Measure(measure) => &measure.head,
        }
    }
}

/// One relationship between two views, as the model declares it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Join {
    pub(crate) from: ModelName,
    pub(crate) to: ModelName,
    pub(crate) inner: bool,
    pub(crate) cardinality: Cardinality,
    pub(crate) reversible: bool,
    /// Of a workbook's own model, and not of the shared one.
    pub(crate) own: bool,
    /// Over columns only.
    pub(crate) on: Expr,
    /// What a reader must hold to be led across the join.
    pub(crate) guard: GrantExpr,
}

/// How many rows of the right side one row of the left side meets, and the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cardinality {
    pub(crate) many_from: bool,
    pub(crate) many_to: bool,
}

/// A topic: a base view, what is joined to it, and what of it is offered.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Its name in queries.
    pub name: ModelName,
    /// For people.
    pub label: String,
    /// For people.
    pub description: Option<String>,
    /// Not listed; queries that name it still work, so that content built on it lives on.
    pub hidden: bool,
    /// Filters that a new query starts with and a reader may change.
    pub default_filters: Vec<Filter>,
    /// Rows of a query that names no limit.
    pub default_row_limit: Option<u32>,
    pub(crate) base: ModelName,
    /// Parents before children.
    pub(crate) tree: Vec<TopicJoin>,
    /// The fields that the topic offers.
    pub(crate) fields: BTreeSet<FieldPath>,
    pub(crate) always: Vec<Filter>,
    pub(crate) rules: TopicRules,
    /// A workbook's own model adds it, or changes it, its joins or their relationships.
    pub(crate) altered: bool,
    /// Fields of a workbook's own model that look at more than what the shared topic offers.
    pub(crate) beyond: BTreeSet<FieldPath>,
}

impl Topic {
    /// How a query of it that names these fields is built (access.md §4).
    #[must_use]
    pub fn kind<'p>(&self, fields: impl IntoIterator<Item = &'p FieldPath>) -> QueryKind {
        let altered = self.altered || fields.into_iter().any(|field| self.beyond.contains(field));
        if altered { QueryKind::AlteredTopic } else { QueryKind::Topic }
    }

    /// What `access` decides by.
    #[must_use]
    pub const fn rules(&self) -> &TopicRules {
        &self.rules
    }
}

/// One step of a topic's join tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TopicJoin {
    pub(crate) parent: ModelName,
    pub(crate) child: ModelName,
    /// Index into the model's joins.
    pub(crate) join: usize,
    /// The relationship is declared from child to parent.
    pub(crate) reversed: bool,
}
