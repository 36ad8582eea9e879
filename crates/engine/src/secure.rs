//! The one place where a plan gets rows: every scan, wherever it stands, is replaced by one that lets only the policy's rows and columns through.

use std::sync::Arc;

use access::{ColumnPredicate, DataPolicy, Mask, RowRule, TableName};
use datafusion::common::Result;
use datafusion::common::tree_node::{Transformed, TreeNodeRecursion};
use datafusion::datasource::cte_worktable::CteWorkTable;
use datafusion::datasource::{provider_as_source, source_as_provider};
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder, TableScan};
use semantics::port::{EngineError, Limits};

use crate::barrier::SecuredTable;
use crate::error::{self, Refusal};
use crate::key::Key;
use crate::mask::HashKey;
use crate::names::{NamedPlan, NamedTable};
use crate::source::Table;
use crate::{predicate, shape};

/// A plan whose every scan is bound to a policy. Nothing else can be run, and [`secure`] alone makes one.
#[derive(Debug, Clone)]
pub(crate) struct SecuredPlan {
    plan: LogicalPlan,
    tables: Vec<Arc<Table>>,
    lasting: bool,
}

impl SecuredPlan {
    /// The tables that it reads, in order of name.
    pub(crate) fn tables(&self) -> &[Arc<Table>] {
        &self.tables
    }

    /// Whether the same plan on the same data gives the same answer, so that it may be kept.
    pub(crate) fn is_lasting(&self) -> bool {
        self.lasting
    }

    /// The same plan ending after so many rows.
    pub(crate) fn limited(&self, rows: usize) -> Result<LogicalPlan> {
        LogicalPlanBuilder::from(self.plan.clone()).limit(0, Some(rows))?.build()
    }
}

/// Binds every scan of the plan to the policy.
pub(crate) fn secure(named: NamedPlan, policy: &DataPolicy, key: &HashKey) -> Result<SecuredPlan, EngineError> {
    let (mut tables, mut lasting) = (Vec::new(), true);
    let plan = named
        .plan
        .transform_up_with_subqueries(|node| match node {
            LogicalPlan::TableScan(scan) if is_work_table(&scan) => Ok(Transformed::no(LogicalPlan::TableScan(scan))),
            LogicalPlan::TableScan(scan) => {
                let table = secure_scan(&scan, policy, key)?;
                tables.push(table.table().clone());
                lasting &= table.is_lasting();
                Ok(Transformed::yes(LogicalPlan::TableScan(TableScan { source: provider_as_source(Arc::new(table)), ..scan })))
            }
            other => Ok(Transformed::no(other)),
        })
        .map_err(|e| error::of_planning(&e))?
        .data;
    check_secured(&plan).map_err(|e| error::of_planning(&e))?;
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    tables.dedup_by(|a, b| a.name == b.name);
    let lasting = lasting && shape::is_lasting(&plan);
    Ok(SecuredPlan { plan, tables, lasting })
}

/// What a scan reads once it is bound to the policy.
fn secure_scan(scan: &TableScan, policy: &DataPolicy, key: &HashKey) -> Result<SecuredTable> {
    let unknown = || Refusal::TableUnknown(scan.table_name.to_string());
    let named = scan.source.downcast_ref::<NamedTable>().ok_or_else(unknown)?;
    let rules = policy.table(&named.table.name).ok_or_else(unknown)?;
    let rows = match &rules.rows {
        RowRule::All => None,
        RowRule::Where(predicates) => Some(predicate::rows(&named.table, predicates)?),
        RowRule::Refused(reason) => return Err(Refusal::TableRefused(named.table.name.clone(), vec![reason.clone()]).into()),
    };
    // The names were resolved against the same policy; what it hides must not come back in between.
    if named.schema.fields().iter().any(|field| rules.hidden_columns.contains(field.name())) {
        return Err(unknown().into());
    }
    if !named.masks.obey(&rules.masks, &named.schema) {
        return Err(unknown().into());
    }
    SecuredTable::new(named.table.clone(), named.schema.clone(), rows, named.masks.clone(), key.clone())
}

/// The table of a recursive query's former step: its rows come out of secured scans.
fn is_work_table(scan: &TableScan) -> bool {
    source_as_provider(&scan.source).is_ok_and(|provider| (provider.as_ref() as &dyn std::any::Any).is::<CteWorkTable>())
}

/// Says no to a plan in which any scan is not ours, should a form of plan ever come up that the rewriting does not reach.
fn check_secured(plan: &LogicalPlan) -> Result<()> {
    plan.apply_with_subqueries(|node| match node {
        LogicalPlan::TableScan(scan) => {
            let secured =
                source_as_provider(&scan.source).is_ok_and(|provider| (provider.as_ref() as &dyn std::any::Any).is::<SecuredTable>());
            if secured || is_work_table(scan) {
                Ok(TreeNodeRecursion::Continue)
            } else {
                Err(Refusal::TableUnknown(scan.table_name.to_string()).into())
            }
        }
        _ => Ok(TreeNodeRecursion::Continue),
    })
    .map(|_| ())
}

/// Feeds a key with what securing does to these tables: two readers share an answer exactly when the same rows and columns are left to them.
pub(crate) fn fingerprint(key: &mut Key, plan: &SecuredPlan, policy: &DataPolicy, limits: Limits) {
    key.number(limits.rows);
    key.number(plan.tables.len() as u64);
    for table in &plan.tables {
        key.text(table.name.as_str());
        key.bytes(&table.version);
        table_rules(key, &table.name, policy);
    }
}

fn table_rules(key: &mut Key, name: &TableName, policy: &DataPolicy) {
    let Some(rules) = policy.table(name) else { return key.number(0) };
    match &rules.rows {
        RowRule::All => key.number(1),
        RowRule::Refused(_) => key.number(2),
        RowRule::Where(predicates) => {
            key.number(3);
            key.number(predicates.len() as u64);
            for predicate in predicates {
                match predicate {
                    ColumnPredicate::OneOf { column, values } => {
                        key.number(0);
                        key.text(column);
                        key.number(values.len() as u64);
                        values.iter().for_each(|value| key.value(value));
                    }
                    ColumnPredicate::Like { column, patterns } => {
                        key.number(1);
                        key.text(column);
                        key.number(patterns.len() as u64);
                        patterns.iter().for_each(|pattern| key.text(pattern));
                    }
                }
            }
        }
    }
    key.number(rules.hidden_columns.len() as u64);
    rules.hidden_columns.iter().for_each(|column| key.text(column));
    key.number(rules.masks.len() as u64);
    for (column, mask) in &rules.masks {
        key.text(column);
        match mask {
            Mask::Null => key.number(0),
            Mask::Text(text) => {
                key.number(1);
                key.text(text);
            }
            // Two connections may read one file, and each has hashes of its own.
            Mask::Hash => {
                key.number(2);
                key.bytes(policy.connection().uuid().as_bytes());
            }
            Mask::Sql(sql) => {
                key.number(3);
                key.text(&sql.text);
            }
        }
    }
}
