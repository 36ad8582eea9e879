//! Masks of dimensions: where one may stand, what may stand in the column, and what must not come to look alike.

use std::collections::{BTreeMap, BTreeSet};

use access::{Mask, MaskRule, MaskSql, TableName};
use indexmap::IndexMap;
use sqlparser::ast::{BinaryOperator, Expr};
use vocab::{DataType, FieldPath, ModelName};

use super::draft::{Draft, DraftDimension, DraftHead, DraftMask, DraftView, DraftWith};
use super::fields::{Fields, path};
use super::report::{Place, Report};
use super::resolve::{Resolver, SELF};
use crate::ast;
use crate::catalog::Catalog;
use crate::model::{Join, Topic, View, ViewSource};
use crate::sql::parse_expression;
use crate::walk::each_expr_mut;

type Column = (TableName, String);

/// The masks of all views by the column that they stand in, each with the place of its `with`.
#[derive(Debug, Default)]
pub(super) struct Masks(BTreeMap<Column, Vec<(MaskRule, Place)>>);

impl Masks {
    /// Checks each mask by itself.
    pub(super) fn of<'d>(draft: &'d Draft, catalog: &Catalog, resolver: &mut Resolver<'d>, fields: &Fields, report: &mut Report) -> Self {
        let mut masks = Self::default();
        for view in &draft.views {
            for dimension in &view.dimensions {
                let Some(mask) = &dimension.mask else { continue };
                let Some((column, data_type)) = masked_column(view, dimension, mask, catalog, resolver, fields, report) else { continue };
                if let Some(with) = with(view, mask, &column.1, data_type, resolver, report) {
                    let rule = MaskRule { unless: mask.unless.value.clone(), with };
                    masks.0.entry(column).or_default().push((rule, mask.with.at));
                }
            }
        }
        masks
    }

    pub(super) fn into_rules(self) -> impl Iterator<Item = (Column, Vec<MaskRule>)> {
        self.0.into_iter().map(|(column, masks)| (column, masks.into_iter().map(|(rule, _)| rule).collect()))
    }

    /// What holds between masks and the rest of the model: whatever tells rows apart must go on doing so for who has the mask.
    pub(super) fn check(
        &self,
        draft: &Draft,
        views: &IndexMap<ModelName, View>,
        joins: &[Option<Join>],
        topics: &IndexMap<ModelName, Topic>,
        report: &mut Report,
    ) {
        for view in draft.views.iter().filter_map(|view| views.get(&view.name)) {
            for key in &view.primary_key {
                self.check_key(view, key, views, report);
            }
            self.check_query(view, report);
        }
        for join in joins.iter().flatten() {
            self.check_join(join, views, report);
        }
        for topic in topics.values() {
            for rule in &topic.rules.access_filters {
                self.check_filter(topic, &rule.field, views, report);
            }
        }
    }

    fn on(&self, column: &Column) -> impl Iterator<Item = &(MaskRule, Place)> {
        self.0.get(column).into_iter().flatten()
    }

    /// Measures of a view whose rows look alike would count several as one.
    fn check_key(&self, view: &View, key: &Expr, views: &IndexMap<ModelName, View>, report: &mut Report) {
        for column in columns(key, views) {
            for (_, at) in self.on(&column).filter(|(rule, _)| rule.with != Mask::Hash) {
                let message = format!("`{}` tells the rows of `{}` apart, and with this mask they would look alike", column.1, view.name);
                report.error("mask_key", *at, message, Some(KEY_HINT.to_owned()));
            }
        }
    }

    /// What becomes of the columns of a view's own query is not followed, so this is no more than a warning.
    fn check_query(&self, view: &View, report: &mut Report) {
        let ViewSource::Query(query) = &view.source else { return };
        if view.primary_key.is_empty() {
            return;
        }
        let text = query.to_string();
        let read = |column: &str| text.contains('*') || text.to_lowercase().contains(&column.to_lowercase());
        for ((table, column), masks) in self.0.iter().filter(|((table, column), _)| view.tables.contains(table) && read(column)) {
            for (_, at) in masks.iter().filter(|(rule, _)| rule.with != Mask::Hash) {
                let message =
                    format!("`{}` reads `{column}` of `{table}` and has a `primary_key`; is it still one with this mask?", view.name);
                report.warning("mask_key", *at, message, Some("its measures would count rows that look alike once".to_owned()));
            }
        }
    }

    /// A join on columns that look alike would lead one row to many; on hashes it works when both sides have them.
    fn check_join(&self, join: &Join, views: &IndexMap<ModelName, View>, report: &mut Report) {
        let parts = conjuncts(&join.on);
        for column in columns(&join.on, views) {
            let is = |expr: &Expr| {
                sides(expr).is_some_and(|(left, right)| [left, right].iter().any(|side| named(side, views).as_ref() == Some(&column)))
            };
            let never_null = parts.iter().any(|part| is(part));
            for (rule, at) in self.on(&column) {
                let sound = match rule.with {
                    Mask::Hash => true,
                    Mask::Null => never_null,
                    Mask::Text(_) | Mask::Sql(_) => false,
                };
                if !sound {
                    let message =
                        format!("`{}` is joined to `{}` by `{}`, and with this mask one row would meet many", join.from, join.to, column.1);
                    report.error("mask_key", *at, message, Some(KEY_HINT.to_owned()));
                }
            }
        }
        for (left, right) in parts.iter().filter_map(|part| sides(part)) {
            let (Some(left), Some(right)) = (named(left, views), named(right, views)) else { continue };
            for (one, other) in [(&left, &right), (&right, &left)] {
                let hashed = self.on(one).find(|(rule, _)| rule.with == Mask::Hash);
                if let Some((_, at)) = hashed.filter(|_| self.on(other).next().is_none()) {
                    let message = format!(
                        "`{}` of `{}` is joined to it and has no mask: it shows the values, and who has the mask finds nothing there",
                        other.1, other.0
                    );
                    report.warning("mask_join", *at, message, Some("mask both with `hash` and the same `unless`".to_owned()));
                }
            }
        }
    }

    /// Access filters are part of the query, so they would compare the mask.
    fn check_filter(&self, topic: &Topic, field: &FieldPath, views: &IndexMap<ModelName, View>, report: &mut Report) {
        let Some(dimension) = views.get(&field.view).and_then(|view| view.dimensions.get(&field.field)) else { return };
        for column in columns(&dimension.sql, views) {
            for (_, at) in self.on(&column) {
                let message =
                    format!("an access filter of the topic `{}` looks at `{field}`, and who has this mask would see no rows", topic.name);
                let hint = "write a row policy in its place, which looks at the values themselves".to_owned();
                report.error("mask_filtered", *at, message, Some(hint));
            }
        }
    }
}

const KEY_HINT: &str = "mask it with `hash`, which keeps different values different, or guard the dimension with `required_access_grants`";

/// The column that a mask is on, if it may stand there.
fn masked_column(
    view: &DraftView,
    dimension: &DraftDimension,
    mask: &DraftMask,
    catalog: &Catalog,
    resolver: &Resolver<'_>,
    fields: &Fields,
    report: &mut Report,
) -> Option<(Column, DataType)> {
    let at = mask.with.at;
    let source = resolver.sources.get(&view.name)?;
    let ViewSource::Table(table) = &source.source else {
        let hint = "put it under the views of the tables that the SQL reads".to_owned();
        report.error("mask_misplaced", at, "masks belong to a view on a table", Some(hint));
        return None;
    };
    // A dimension that is wrong was told of where it is.
    let resolved = fields.get(&path(view, &dimension.head))?.as_deref()?;
    let plain = ast::as_column(&resolved.expr).filter(|(view, _)| *view == SELF && dimension.bins.is_empty());
    let Some((_, column)) = plain else {
        let message = format!("`{}` is not just a column of `{table}`, and masks are put in the place of columns", dimension.head.name);
        let hint = "put the mask on the dimensions of the columns that it is computed from; what is computed from them follows".to_owned();
        report.error("mask_misplaced", at, message, Some(hint));
        return None;
    };
    let data_type = catalog.column(table, column)?;
    Some(((table.clone(), column.to_owned()), data_type))
}

/// What stands in the column, if it fits its type.
fn with<'d>(
    view: &'d DraftView,
    mask: &'d DraftMask,
    column: &str,
    data_type: DataType,
    resolver: &mut Resolver<'d>,
    report: &mut Report,
) -> Option<Mask> {
    let at = mask.with.at;
    match &mask.with.value {
        DraftWith::Null => Some(Mask::Null),
        DraftWith::Text(_) | DraftWith::Hash if data_type != DataType::Text => {
            let what = if matches!(mask.with.value, DraftWith::Hash) { "a hash" } else { "a text" };
            let message = format!("`{column}` is no text, and {what} is: queries that count with its type would fail for who has the mask");
            report.error("mask_type", at, message, Some("write `null`, or SQL that gives a value of the column's type".to_owned()));
            None
        }
        DraftWith::Text(text) => Some(Mask::Text(text.clone())),
        DraftWith::Hash => Some(Mask::Hash),
        DraftWith::Sql(head) => sql(view, head, column, data_type, resolver, report).map(Mask::Sql),
    }
}

fn sql<'d>(
    view: &'d DraftView,
    head: &'d DraftHead,
    column: &str,
    data_type: DataType,
    resolver: &mut Resolver<'d>,
    report: &mut Report,
) -> Option<MaskSql> {
    let resolved = resolver.mask(view, head, report)?;
    if let Some(other) = resolved.uses_other.first() {
        let hint = "let it refer to columns and dimensions of this view".to_owned();
        report.error("reference_unknown", head.at, format!("`{other}` is of another view, which a mask cannot look at"), Some(hint));
        return None;
    }
    if !fits(resolved.data_type, data_type) {
        let message = if resolved.data_type == DataType::Other {
            "the type of this mask cannot be told from its SQL".to_owned()
        } else {
            format!("this mask gives another type than `{column}` has")
        };
        report.error("mask_type", head.at, message, Some("write `cast(… as …)` with the type of the column".to_owned()));
        return None;
    }
    let mut expr = resolved.expr;
    let mut columns = BTreeSet::new();
    each_expr_mut(&mut expr, &mut |expr| {
        if let Some((SELF, column)) = ast::as_column(expr) {
            let column = column.to_owned();
            *expr = ast::name(&column);
            columns.insert(column);
        }
    });
    let text = expr.to_string();
    // The engine reads the text, so it must say what was checked.
    if parse_expression(&text).is_ok_and(|read| read == expr) {
        return Some(MaskSql { text, columns });
    }
    report.error(
        "sql_refused",
        head.at,
        "this SQL does not survive being written and read again",
        Some("write it more plainly".to_owned()),
    );
    None
}

/// Numbers stand for numbers and dates for dates; the engine brings them into the column's own type.
const fn fits(mask: DataType, column: DataType) -> bool {
    matches!(
        (mask, column),
        (DataType::Text, DataType::Text)
            | (DataType::Boolean, DataType::Boolean)
            | (DataType::Integer | DataType::Number, DataType::Integer | DataType::Number)
            | (DataType::Date | DataType::Timestamp, DataType::Date | DataType::Timestamp)
    )
}

/// The columns of tables that a tree of the model looks at.
fn columns(expr: &Expr, views: &IndexMap<ModelName, View>) -> BTreeSet<Column> {
    let mut found = BTreeSet::new();
    let mut expr = expr.clone();
    each_expr_mut(&mut expr, &mut |part| found.extend(named(part, views)));
    found
}

/// The column of a table that an expression is and nothing more.
fn named(expr: &Expr, views: &IndexMap<ModelName, View>) -> Option<Column> {
    let expr = match expr {
        Expr::Nested(inner) => inner,
        other => other,
    };
    let (view, column) = ast::as_column(expr)?;
    match &views.get(&view.parse::<ModelName>().ok()?)?.source {
        ViewSource::Table(table) => Some((table.clone(), column.to_owned())),
        ViewSource::Query(_) => None,
    }
}

/// What all must hold.
fn conjuncts(expr: &Expr) -> Vec<&Expr> {
    let (mut open, mut found) = (vec![expr], Vec::new());
    while let Some(expr) = open.pop() {
        match expr {
            Expr::Nested(inner) => open.push(inner),
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => open.extend([right.as_ref(), left.as_ref()]),
            other => found.push(other),
        }
    }
    found
}

/// The sides of an equality, which no null meets.
fn sides(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match expr {
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => Some((left, right)),
        _ => None,
    }
}
