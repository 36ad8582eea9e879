//! Tables with their rules: who can come to them, row policies, guards and masks of every view on them, all at once.

use std::collections::BTreeMap;

use access::{ColumnRule, TableName, TableReach, TableRules};

use super::draft::{Draft, DraftRule, DraftView, path_in};
use super::fields::{Fields, Guards};
use super::masks::Masks;
use super::report::{Report, name_hint};
use super::resolve::{Resolver, SELF};
use crate::ast;
use crate::catalog::Catalog;
use crate::model::ViewSource;

/// What rules are made of.
pub(super) struct Ground<'g> {
    pub(super) draft: &'g Draft,
    pub(super) catalog: &'g Catalog,
    pub(super) resolver: &'g Resolver<'g>,
    pub(super) fields: &'g Fields,
    pub(super) guards: &'g Guards,
}

/// The rules of every table of the connection.
pub(super) fn rules(ground: &Ground<'_>, masks: Masks, report: &mut Report) -> BTreeMap<TableName, TableRules> {
    let unread = TableRules { reach: TableReach::Unread, ..TableRules::default() };
    let mut rules: BTreeMap<TableName, TableRules> = ground.catalog.tables.keys().map(|table| (table.clone(), unread.clone())).collect();
    for source in ground.resolver.sources.values() {
        for table in &source.tables {
            let rules = rules.entry(table.clone()).or_default();
            match source.source {
                ViewSource::Table(_) => rules.reach = TableReach::Named,
                ViewSource::Query(_) if rules.reach == TableReach::Unread => rules.reach = TableReach::Read,
                ViewSource::Query(_) => {}
            }
        }
    }
    for (table, guard) in &ground.guards.tables {
        rules.entry(table.clone()).or_default().required = guard.clone();
    }
    for ((table, column), guard) in &ground.guards.columns {
        rules.entry(table.clone()).or_default().guarded_columns.insert(column.clone(), guard.clone());
    }
    for ((table, column), masks) in masks.into_rules() {
        rules.entry(table).or_default().masks.insert(column, masks);
    }
    for view in &ground.draft.views {
        for policy in &view.row_policies {
            if let Some((table, rule)) = row_policy(ground, view, policy, report) {
                rules.entry(table).or_default().row_policies.push(rule);
            }
        }
    }
    rules
}

fn row_policy(ground: &Ground<'_>, view: &DraftView, policy: &DraftRule, report: &mut Report) -> Option<(TableName, ColumnRule)> {
    let source = ground.resolver.sources.get(&view.name)?;
    let ViewSource::Table(table) = &source.source else {
        let hint = "put it under the views of the tables that the SQL reads".to_owned();
        report.error("row_policy_misplaced", policy.field.at, "row policies belong to a view on a table", Some(hint));
        return None;
    };
    let path = path_in(Some(&view.name), &policy.field.value).filter(|path| path.view == view.name);
    let resolved = path.as_ref().and_then(|path| ground.fields.get(path)).and_then(Option::as_deref);
    let plain = resolved.and_then(|resolved| ast::as_column(&resolved.expr)).filter(|(view, _)| *view == SELF);
    let column = plain.map(|(_, column)| column.to_owned());
    let column = column.or_else(|| {
        let exact = policy.field.value.as_str();
        ground.catalog.column(table, exact).filter(|_| resolved.is_none()).map(|_| exact.to_owned())
    });
    let Some(column) = column else {
        let names = view.dimensions.iter().map(|dimension| dimension.head.name.as_str()).filter(|name| *name != policy.field.value);
        let message = format!("`{}` is no dimension that is just a column of `{table}`", policy.field.value);
        report.error("row_policy_field", policy.field.at, message, name_hint(&policy.field.value, names));
        return None;
    };
    let rule = ColumnRule {
        column,
        user_attribute: policy.user_attribute.clone(),
        values_for_unfiltered: policy.values_for_unfiltered.clone(),
        like: policy.like,
    };
    Some((table.clone(), rule))
}
