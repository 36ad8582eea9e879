//! What a topic offers to one reader, for field pickers.

use access::Mask;
use serde::{Deserialize, Serialize};
use sqlparser::ast::Expr;
use vocab::{DataType, FieldPath, ModelName, TimeGrain};

use crate::ast;
use crate::column::ColumnRole;
use crate::compile::scope::Scope;
use crate::compile_error::CompileError;
use crate::model::{Field, Model, View};
use crate::query::{FieldRef, Filter};
use crate::readable::Readable;
use crate::walk::each_expr_mut;

/// A topic, or all views, as one reader sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicInfo {
    /// The topic; `None` for all views.
    pub name: Option<ModelName>,
    /// For people.
    pub label: String,
    /// For people.
    pub description: Option<String>,
    /// Its views that have a field for this reader, base view first.
    pub views: Vec<ViewInfo>,
    /// Filters that a new query starts with.
    pub default_filters: Vec<Filter>,
}

/// A view of a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ViewInfo {
    /// Its name in queries.
    pub name: ModelName,
    /// For people.
    pub label: String,
    /// Dimensions, then measures, as the model has them.
    pub fields: Vec<FieldInfo>,
}

/// A field of a view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldInfo {
    /// Its path.
    pub field: FieldPath,
    /// For people.
    pub label: String,
    /// For people.
    pub description: Option<String>,
    /// The heading it stands under.
    pub group: Option<String>,
    /// Dimension or measure.
    pub kind: ColumnRole,
    /// Its type.
    pub data_type: DataType,
    /// How to show its values.
    pub format: Option<String>,
    /// The time frames it offers.
    pub grains: Vec<TimeGrain>,
    /// What the reader gets in the place of values, or what it is computed from; `None` for values themselves.
    pub mask: Option<MaskWord>,
    /// Of a workbook's own model, and not of the shared one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

/// What stands in a column instead of its values, strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaskWord {
    /// Nothing.
    Null,
    /// One text for all.
    Text,
    /// A text that is equal where values are.
    Hash,
    /// What an expression gives.
    Sql,
}

/// What a topic (or, for `None`, all views) offers to one reader. Hidden and guarded fields are left out.
///
/// # Errors
/// No such topic for this reader.
pub fn describe(model: &Model, topic: Option<&ModelName>, who: &Readable<'_>) -> Result<TopicInfo, CompileError> {
    let scope = Scope::enter(model, topic, who)?;
    let mut views: Vec<ViewInfo> = Vec::new();
    for (path, field) in scope.fields() {
        let info = field_info(&scope, &path, field);
        match views.iter_mut().find(|view| view.name == path.view) {
            Some(view) => view.fields.push(info),
            None => {
                let label = model.views.get(&path.view).map_or_else(|| path.view.to_string(), |view| view.label.clone());
                views.push(ViewInfo { name: path.view.clone(), label, fields: vec![info] });
            }
        }
    }
    let Some(topic) = scope.topic else {
        return Ok(TopicInfo { name: None, label: "All views".to_owned(), description: None, views, default_filters: Vec::new() });
    };
    let rank = |view: &ViewInfo| {
        let at = topic.tree.iter().position(|step| step.child == view.name).map_or(usize::MAX, |at| at + 1);
        if view.name == topic.base { 0 } else { at }
    };
    views.sort_by_key(rank);
    let default_filters = topic.default_filters.iter().filter(|filter| scope.field(&filter.field.path).is_some()).cloned().collect();
    Ok(TopicInfo {
        name: Some(topic.name.clone()),
        label: topic.label.clone(),
        description: topic.description.clone(),
        views,
        default_filters,
    })
}

/// One field as one reader may use it in a topic (or, for `None`, in all views); `None` when they may not.
#[must_use]
pub fn describe_field(model: &Model, topic: Option<&ModelName>, field: &FieldRef, who: &Readable<'_>) -> Option<FieldInfo> {
    let scope = Scope::enter(model, topic, who).ok()?;
    let found = scope.find(field, &String::new).ok()?;
    Some(field_info(&scope, &field.path, found))
}

fn field_info(scope: &Scope<'_>, path: &FieldPath, field: Field<'_>) -> FieldInfo {
    let head = field.head();
    let (kind, grains) = match field {
        Field::Dimension(dimension) => (ColumnRole::Dimension, dimension.grains.clone()),
        Field::Measure(_) => (ColumnRole::Measure, Vec::new()),
    };
    FieldInfo {
        field: path.clone(),
        label: head.label.clone(),
        description: head.description.clone(),
        group: head.group.clone(),
        kind,
        data_type: head.data_type,
        format: head.format.clone(),
        grains,
        mask: mask_of(scope, field),
        own: head.own,
    }
}

/// The strictest mask of the reader's on any column that a field looks at.
fn mask_of(scope: &Scope<'_>, field: Field<'_>) -> Option<MaskWord> {
    let model = scope.model;
    let used = field.head().uses.iter().filter_map(|path| model.field(path));
    let mut found: Option<MaskWord> = None;
    for expr in [field].into_iter().chain(used).filter_map(Field::sql) {
        each_column(expr, &mut |view, column| {
            let table = view.parse::<ModelName>().ok().and_then(|view| model.views.get(&view)).and_then(View::table);
            let rules = table.and_then(|table| model.rules.tables.get(table)).and_then(|rules| rules.masks.get(column));
            let failing = rules.into_iter().flatten().filter(|rule| !scope.who.holds(&model.rules, &rule.unless));
            let word = Mask::together(failing.map(|rule| &rule.with)).map(|mask| match mask {
                Mask::Null => MaskWord::Null,
                Mask::Text(_) => MaskWord::Text,
                Mask::Hash => MaskWord::Hash,
                Mask::Sql(_) => MaskWord::Sql,
            });
            found = match (found, word) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        });
    }
    found
}

fn each_column(expr: &Expr, see: &mut dyn FnMut(&str, &str)) {
    let mut expr = expr.clone();
    each_expr_mut(&mut expr, &mut |part| {
        if let Some((view, column)) = ast::as_column(part) {
            see(view, column);
        }
    });
}
