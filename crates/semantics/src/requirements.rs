//! What a query asks of whoever reads it, whoever that is: for explaining and warning, beside the decision and never in its place.

use std::collections::BTreeSet;

use access::{ColumnPredicate, FieldPredicate, GrantExpr, QueryKind, TableName};
use jiff::civil::DateTime;
use vocab::ModelName;

use crate::compile::compile;
use crate::compile_error::CompileError;
use crate::model::{Model, Topic};
use crate::query::SemanticQuery;
use crate::readable::Readable;

/// What a query asks of its reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirements {
    /// How it is built.
    pub kind: QueryKind,
    /// What has to be held for the fields that it names and for the joins on the way to them.
    pub guards: Vec<GrantExpr>,
    /// The tables that it scans, those of the topic's access filters among them.
    pub tables: BTreeSet<TableName>,
}

/// What a query asks of its reader.
///
/// # Errors
/// The query fits the model for nobody.
pub fn requirements(model: &Model, query: &SemanticQuery, now: DateTime) -> Result<Requirements, CompileError> {
    let filtered = |_: &access::ModelRules, topic: &access::TopicRules| {
        let fields = topic.access_filters.iter().map(|filter| filter.field.clone());
        let none = |column: String| ColumnPredicate::OneOf { column, values: Vec::new() };
        Ok(fields.map(|field| FieldPredicate { predicate: none(field.to_string()), field }).collect())
    };
    let compiled = compile(model, query, &Readable::new(|_, _| true, filtered), now)?;
    let topic = query.topic.as_ref().and_then(|topic| model.topic(topic));
    let mut guards: Vec<GrantExpr> = Vec::new();
    let named = query.fields.iter().map(|field| &field.path).chain(query.filters.iter().map(|filter| &filter.field.path));
    for path in named {
        let Some(field) = model.field(path) else { continue };
        guards.push(field.head().guard.clone());
        let views = field.head().uses.iter().map(|used| &used.view).chain([&path.view]);
        guards.extend(views.flat_map(|view| topic.map_or_else(Vec::new, |topic| joins_to(model, topic, view))));
    }
    guards.retain(|guard| !guard.is_open());
    guards.dedup();
    Ok(Requirements { kind: compiled.kind, guards, tables: compiled.touches.tables })
}

/// The guards of the joins from a topic's base view to one of its views.
fn joins_to(model: &Model, topic: &Topic, view: &ModelName) -> Vec<GrantExpr> {
    let mut found = Vec::new();
    let mut at = view;
    while let Some(step) = topic.tree.iter().find(|step| step.child == *at) {
        found.extend(model.joins.get(step.join).map(|join| join.guard.clone()));
        at = &step.parent;
    }
    found
}

impl Model {
    /// The attributes that the filters of its topics and the policies of its tables look at.
    #[must_use]
    pub fn filter_attributes(&self) -> BTreeSet<ModelName> {
        let policies = self.rules.tables.values().flat_map(|table| &table.row_policies).map(|policy| &policy.user_attribute);
        let filters = self.topics().flat_map(|topic| &topic.rules().access_filters).map(|filter| &filter.user_attribute);
        policies.chain(filters).cloned().collect()
    }
}
