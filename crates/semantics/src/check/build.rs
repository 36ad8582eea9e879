//! Drafts with their SQL resolved become the views of the model, once under each name that queries use.

use std::collections::BTreeSet;

use access::GrantExpr;
use indexmap::IndexMap;
use sqlparser::ast::{BinaryOperator, Expr};
use vocab::{DataType, FieldPath, ModelName, TimeGrain, Value};

use super::draft::{DraftDimension, DraftHead, DraftMeasure, DraftView, Own};
use super::fields::{Fields, Guards, path, reach};
use super::filters::as_filter;
use super::read::label_of;
use super::resolve::{Resolved, Resolver, instantiate};
use crate::ast;
use crate::compile::time::grains_of;
use crate::model::{AggregateType, Dimension, FieldHead, Measure, MeasureKind, View};

/// What views are built from.
pub(super) struct Builder<'b> {
    pub(super) fields: &'b Fields,
    pub(super) guards: &'b Guards,
    pub(super) resolver: &'b Resolver<'b>,
    pub(super) own: &'b Own,
}

impl Builder<'_> {
    /// The view under one of its names.
    pub(super) fn view(&self, name: &ModelName, label: Option<&str>, view: &DraftView) -> Option<View> {
        let source = self.resolver.sources.get(&view.name)?;
        let default_label = if *name == view.name { view.label.clone() } else { None };
        let mut built = View {
            name: name.clone(),
            own_name: view.name.clone(),
            label: label.map(str::to_owned).or(default_label).unwrap_or_else(|| label_of(name.as_str())),
            description: view.description.clone(),
            hidden: view.hidden,
            own: self.own.views.contains(&view.name),
            source: source.source.clone(),
            tables: source.tables.clone(),
            primary_key: Vec::new(),
            dimensions: IndexMap::new(),
            measures: IndexMap::new(),
        };
        for dimension in &view.dimensions {
            let Some(Some(resolved)) = self.fields.get(&path(view, &dimension.head)) else { continue };
            built.dimensions.insert(dimension.head.name.clone(), self.dimension(name, view, dimension, resolved));
        }
        for measure in &view.measures {
            let Some(resolved) = self.fields.get(&path(view, &measure.head)) else { continue };
            built.measures.insert(measure.head.name.clone(), self.measure(name, view, measure, resolved.as_deref()));
        }
        let key = view.primary_key.iter().filter_map(|key| {
            let dimension = view.dimensions.iter().find(|dimension| dimension.head.name.as_str() == key.value)?;
            let resolved = self.fields.get(&path(view, &dimension.head))?.as_ref()?;
            Some(ast::atom(instantiate(&resolved.expr, name)))
        });
        built.primary_key = key.collect();
        Some(built)
    }

    fn head(&self, name: &ModelName, view: &DraftView, draft: &DraftHead, data_type: DataType) -> FieldHead {
        let here = FieldPath { view: name.clone(), field: draft.name.clone() };
        let guard: GrantExpr = self.guards.field(self.resolver, &here);
        let uses: BTreeSet<FieldPath> = reach(&here, self.fields, self.resolver);
        FieldHead {
            label: draft.label.clone().unwrap_or_else(|| label_of(draft.name.as_str())),
            description: draft.description.clone(),
            group: draft.group.clone(),
            format: draft.format.clone(),
            hidden: draft.hidden || view.hidden,
            own: self.own.fields.contains(&path(view, draft)),
            data_type,
            guard,
            uses,
        }
    }

    fn dimension(&self, name: &ModelName, view: &DraftView, dimension: &DraftDimension, resolved: &Resolved) -> Dimension {
        let sql = instantiate(&resolved.expr, name);
        if !dimension.bins.is_empty() {
            let (sql, bins) = binned(&sql, &dimension.bins);
            return Dimension { head: self.head(name, view, &dimension.head, DataType::Text), sql, grains: Vec::new(), bins };
        }
        let offered = grains_of(resolved.data_type);
        let grains: Vec<TimeGrain> = match &dimension.timeframes {
            None => offered,
            Some(chosen) => offered.into_iter().filter(|grain| chosen.iter().any(|chosen| chosen.value == *grain)).collect(),
        };
        Dimension { head: self.head(name, view, &dimension.head, resolved.data_type), sql, grains, bins: Vec::new() }
    }

    fn measure(&self, name: &ModelName, view: &DraftView, measure: &DraftMeasure, resolved: Option<&Resolved>) -> Measure {
        let of_argument = resolved.map_or(DataType::Integer, |resolved| resolved.data_type);
        let data_type = match measure.aggregate {
            Some(AggregateType::Count | AggregateType::CountDistinct) => DataType::Integer,
            Some(AggregateType::Average | AggregateType::Median | AggregateType::Percentile(_) | AggregateType::Stddev) => DataType::Number,
            Some(AggregateType::Sum | AggregateType::Min | AggregateType::Max) | None => of_argument,
        };
        let sql = resolved.map(|resolved| instantiate(&resolved.expr, name));
        let kind = match measure.aggregate {
            None => MeasureKind::Derived(sql.unwrap_or_else(|| ast::literal(&Value::Null))),
            Some(function) => {
                let filters = measure.filters.iter().filter_map(|filter| as_filter(filter, &view.name, name)).collect();
                MeasureKind::Aggregate { function, argument: sql, filters }
            }
        };
        Measure { head: self.head(name, view, &measure.head, data_type), kind }
    }
}

/// A number sorted into bins: `< 500`, `500 – 1000`, `≥ 1000`.
fn binned(sql: &Expr, bounds: &[f64]) -> (Expr, Vec<String>) {
    let value = || ast::atom(sql.clone());
    let below = |bound: f64| ast::binary(value(), BinaryOperator::Lt, ast::literal(&plain_number(bound)));
    let (mut branches, mut labels) = (Vec::new(), Vec::new());
    let mut previous: Option<f64> = None;
    for bound in bounds {
        let label = previous.map_or_else(|| format!("< {bound}"), |previous| format!("{previous} – {bound}"));
        branches.push((below(*bound), ast::text(&label)));
        labels.push(label);
        previous = Some(*bound);
    }
    if let Some(last) = previous {
        let label = format!("≥ {last}");
        branches.push((ast::binary(value(), BinaryOperator::GtEq, ast::literal(&plain_number(last))), ast::text(&label)));
        labels.push(label);
    }
    (ast::case(branches), labels)
}

fn plain_number(bound: f64) -> Value {
    bound.to_string().parse().map_or(Value::Number(bound), Value::Integer)
}
