//! All fields resolved, and what each of them asks of its reader.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{GrantExpr, TableName};
use vocab::{DataType, FieldPath, ModelName};

use super::draft::{Draft, DraftDimension, DraftHead, DraftMeasure, DraftView, path_in};
use super::filters::filter_path;
use super::read::required;
use super::report::{Report, name_hint};
use super::resolve::{Resolved, Resolver, find_measure, heads};
use crate::ast;
use crate::compile::time::grains_of;
use crate::model::{AggregateType, ViewSource};

/// Resolved SQL by the view's own name. A count of rows has none.
pub(super) type Fields = BTreeMap<FieldPath, Option<Arc<Resolved>>>;

/// Resolves every field of every view.
pub(super) fn resolve_all<'d>(draft: &'d Draft, resolver: &mut Resolver<'d>, report: &mut Report) -> Fields {
    let mut fields = Fields::new();
    for view in &draft.views {
        let mut seen = BTreeSet::new();
        for head in heads(view) {
            if !seen.insert(&head.name) {
                report.error("field_twice", head.at, format!("`{}` has two fields called `{}`", view.name, head.name), None);
            }
        }
        if !resolver.sources.contains_key(&view.name) {
            continue;
        }
        for dimension in &view.dimensions {
            let resolved = resolver.dimension(view, dimension, report);
            if let Some(resolved) = resolved {
                check_dimension(dimension, resolved.data_type, report);
                fields.insert(path(view, &dimension.head), Some(resolved));
            }
        }
        for measure in &view.measures {
            if let Some(resolved) = resolve_measure(view, measure, resolver, report) {
                fields.insert(path(view, &measure.head), resolved);
            }
        }
    }
    fields
}

pub(super) fn path(view: &DraftView, head: &DraftHead) -> FieldPath {
    FieldPath { view: view.name.clone(), field: head.name.clone() }
}

fn resolve_measure<'d>(
    view: &'d DraftView,
    measure: &'d DraftMeasure,
    resolver: &mut Resolver<'d>,
    report: &mut Report,
) -> Option<Option<Arc<Resolved>>> {
    let head = &measure.head;
    if head.broken {
        return None;
    }
    match (measure.aggregate, &head.sql) {
        (Some(AggregateType::Count), None) => Some(None),
        (Some(_), None) => {
            report.error("key_missing", head.at, format!("the measure `{}` needs `sql`: what to compute it of", head.name), None);
            None
        }
        (None, None) => {
            let hint = "write `aggregate_type: count` to count rows".to_owned();
            report.error("key_missing", head.at, format!("the measure `{}` needs `aggregate_type` or `sql`", head.name), Some(hint));
            None
        }
        (None, Some(_)) if !measure.filters.is_empty() => {
            let hint = "put the filters on the measures that it refers to".to_owned();
            report.error(
                "filters_misplaced",
                head.at,
                format!("the measure `{}` has no `aggregate_type` to filter", head.name),
                Some(hint),
            );
            None
        }
        (_, Some(_)) => resolver.measure(view, measure, report).map(Some),
    }
}

fn check_dimension(dimension: &DraftDimension, data_type: DataType, report: &mut Report) {
    let offered = grains_of(data_type);
    for grain in dimension.timeframes.iter().flatten() {
        if !offered.contains(&grain.value) {
            let message = format!("`{}` has no time frame `{}`", dimension.head.name, grain.value.as_str());
            let hint = name_hint(grain.value.as_str(), offered.iter().map(|grain| grain.as_str()))
                .unwrap_or_else(|| "time frames go with the types date and timestamp".to_owned());
            report.error("value_invalid", grain.at, message, Some(hint));
        }
    }
    if !dimension.bins.is_empty() && !matches!(data_type, DataType::Integer | DataType::Number) {
        report.error("value_invalid", dimension.head.at, format!("`{}` has bins, and bins are made of numbers", dimension.head.name), None);
    }
}

/// What each field asks of its reader: its own guard, its view's, its table's, those of the columns it reads and of every field it refers to.
pub(super) struct Guards {
    /// Of every table that a view with a guard stands on.
    pub(super) tables: BTreeMap<TableName, GrantExpr>,
    /// Of columns that only guarded fields show.
    pub(super) columns: BTreeMap<(TableName, String), GrantExpr>,
    /// By field, with the view's own name.
    fields: BTreeMap<FieldPath, GrantExpr>,
}

impl Guards {
    pub(super) fn of(draft: &Draft, resolver: &Resolver<'_>, fields: &Fields) -> Self {
        let mut tables: BTreeMap<TableName, GrantExpr> = BTreeMap::new();
        for view in &draft.views {
            if let Some(ViewSource::Table(table)) = resolver.sources.get(&view.name).map(|source| &source.source) {
                let guard = tables.entry(table.clone()).or_default();
                *guard = std::mem::take(guard).and(&required(view.required.as_ref()));
            }
        }
        tables.retain(|_, guard| !guard.is_open());
        let columns = guarded_columns(draft, resolver, fields);
        let mut guards = Self { tables, columns, fields: BTreeMap::new() };
        let mut base = BTreeMap::new();
        for view in &draft.views {
            for head in heads(view) {
                let path = path(view, head);
                let resolved = fields.get(&path).and_then(Option::as_deref);
                base.insert(path, guards.base(view, head, resolved, resolver));
            }
        }
        for path in base.keys() {
            let used = reach(path, fields, resolver);
            let key = resolver.view(&path.view).filter(|view| find_measure(view, &path.field).is_some());
            // Counting rows once each looks at what tells them apart.
            let key = key.into_iter().flat_map(|view| &view.primary_key).filter_map(|key| path_in(Some(&path.view), &key.value));
            let used: BTreeSet<FieldPath> = used.into_iter().chain(key).collect();
            let of_used = used.iter().filter_map(|path| base.get(&own_name(path, resolver)));
            let guard = base.get(path).into_iter().chain(of_used).fold(GrantExpr::open(), GrantExpr::and);
            guards.fields.insert(path.clone(), guard);
        }
        guards
    }

    fn base(&self, view: &DraftView, head: &DraftHead, resolved: Option<&Resolved>, resolver: &Resolver<'_>) -> GrantExpr {
        let mut guard = required(view.required.as_ref()).and(&required(head.required.as_ref()));
        let Some(source) = resolver.sources.get(&view.name) else { return guard };
        for table in &source.tables {
            guard = self.tables.get(table).map_or(guard.clone(), |needed| guard.and(needed));
        }
        if let (ViewSource::Table(table), Some(resolved)) = (&source.source, resolved) {
            for column in &resolved.columns {
                guard = self.columns.get(&(table.clone(), column.clone())).map_or(guard.clone(), |needed| guard.and(needed));
            }
        }
        guard
    }

    /// The guard of a field under any name of its view.
    pub(super) fn field(&self, resolver: &Resolver<'_>, path: &FieldPath) -> GrantExpr {
        let view = resolver.names.get(&path.view).unwrap_or(&path.view);
        self.fields.get(&FieldPath { view: view.clone(), field: path.field.clone() }).cloned().unwrap_or_default()
    }
}

/// The field under its view's own name.
fn own_name(path: &FieldPath, resolver: &Resolver<'_>) -> FieldPath {
    FieldPath { view: resolver.names.get(&path.view).unwrap_or(&path.view).clone(), field: path.field.clone() }
}

/// Every field that a field under one of its view's names looks at: by its SQL, by the filters of measures, and so on all the way down.
pub(super) fn reach(start: &FieldPath, fields: &Fields, resolver: &Resolver<'_>) -> BTreeSet<FieldPath> {
    let mut open = vec![start.clone()];
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let own = own_name(&path, resolver);
        let in_view = |field: &ModelName| FieldPath { view: path.view.clone(), field: field.clone() };
        if let Some(resolved) = fields.get(&own).and_then(Option::as_deref) {
            open.extend(resolved.uses_own.iter().map(in_view));
            open.extend(resolved.uses_other.iter().cloned());
        }
        let measure = resolver.view(&path.view).and_then(|view| find_measure(view, &path.field));
        for filter in measure.iter().flat_map(|measure| &measure.filters) {
            open.extend(filter_path(filter, &own.view, &path.view));
        }
    }
    seen.remove(start);
    seen
}

/// Columns that must be hidden from hand-written SQL along with the fields that show them.
///
/// A dimension that is just the column decides for it. Without one, a column that any guarded field reads is as guarded as those fields are: who
/// may not see a computed field could compute it from the column.
fn guarded_columns(draft: &Draft, resolver: &Resolver<'_>, fields: &Fields) -> BTreeMap<(TableName, String), GrantExpr> {
    let mut plain: BTreeMap<(TableName, String), Vec<GrantExpr>> = BTreeMap::new();
    let mut computed = plain.clone();
    for view in &draft.views {
        let Some(ViewSource::Table(table)) = resolver.sources.get(&view.name).map(|source| &source.source) else { continue };
        for head in heads(view) {
            // What a workbook adds of its own shows a column to nobody who does not see it already, and hides it from nobody else.
            let Some(Some(resolved)) = fields.get(&path(view, head)).filter(|_| !draft.own.fields.contains(&path(view, head))) else {
                continue;
            };
            let guard = required(head.required.as_ref());
            let is_plain =
                ast::as_column(&resolved.expr).is_some() && view.dimensions.iter().any(|dimension| dimension.head.name == head.name);
            for column in &resolved.columns {
                let into = if is_plain { &mut plain } else { &mut computed };
                into.entry((table.clone(), column.clone())).or_default().push(guard.clone());
            }
        }
    }
    let mut guarded = BTreeMap::new();
    for (column, guards) in computed.iter().filter(|(column, _)| !plain.contains_key(*column)).chain(&plain) {
        // One plain dimension without a guard shows the column to everybody anyway.
        if plain.contains_key(column) && guards.iter().any(GrantExpr::is_open) {
            continue;
        }
        let guard = guards.iter().fold(GrantExpr::open(), GrantExpr::and);
        if !guard.is_open() {
            guarded.insert(column.clone(), guard);
        }
    }
    guarded
}
