//! From a syntax tree to a plan that names tables and cannot be run.
//!
//! The only tables are those that the policy lets the reader know, without their hidden columns; there is no information schema, no file, no table function and no variable.

use std::sync::Arc;

use access::{DataPolicy, MaskSql, RowRule, TableName};
use arrow::datatypes::{DataType, Schema, SchemaRef};
use datafusion::common::config::ConfigOptions;
use datafusion::common::{DFSchema, Result, TableReference};
use datafusion::datasource::cte_worktable::CteWorkTable;
use datafusion::datasource::provider_as_source;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::planner::{ContextProvider, ExprPlanner};
use datafusion::logical_expr::{AggregateUDF, Expr, HigherOrderUDF, LogicalPlan, ScalarUDF, TableSource, WindowUDF};
use datafusion::sql::planner::{ParserOptions, PlannerContext, SqlToRel};
use semantics::port::EngineError;
use sqlparser::ast::Statement;

use crate::error::{self, Refusal};
use crate::functions::FUNCTIONS;
use crate::mask::Masks;
use crate::shape;
use crate::source::{Catalog, Table};

/// A plan whose scans are names. Securing gives each its rows; until then there is nothing behind them.
#[derive(Debug)]
pub(crate) struct NamedPlan {
    pub(crate) plan: LogicalPlan,
}

/// What a scan of a [`NamedPlan`] stands for.
#[derive(Debug)]
pub(crate) struct NamedTable {
    pub(crate) table: Arc<Table>,
    /// The columns that are there for the reader.
    pub(crate) schema: SchemaRef,
    /// What stands in some of them.
    pub(crate) masks: Masks,
}

impl TableSource for NamedTable {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// Plans a statement against what the policy leaves of the catalog.
pub(crate) fn plan(
    statement: Statement,
    policy: &DataPolicy,
    catalog: &Catalog,
    options: &ConfigOptions,
) -> Result<NamedPlan, EngineError> {
    shape::check_statement(&statement)?;
    let names = Names { policy, catalog, options };
    let parser = ParserOptions { map_string_types_to_utf8view: true, ..ParserOptions::default() };
    let plan = SqlToRel::new_with_options(&names, parser).sql_statement_to_plan(statement).map_err(|e| error::of_planning(&e))?;
    shape::check_plan(&plan)?;
    Ok(NamedPlan { plan })
}

struct Names<'a> {
    policy: &'a DataPolicy,
    catalog: &'a Catalog,
    options: &'a ConfigOptions,
}

impl Names<'_> {
    fn mask_sql(&self, sql: &MaskSql, schema: &DFSchema) -> Result<Expr> {
        let tree = semantics::parse_expression(&sql.text).map_err(|e| DataFusionError::Plan(e.to_string()))?;
        let parser = ParserOptions { map_string_types_to_utf8view: true, ..ParserOptions::default() };
        // It computes of one row, and knows no table: one that read its own would be planned for ever.
        let no_tables = Catalog::default();
        let names = Names { catalog: &no_tables, ..*self };
        SqlToRel::new_with_options(&names, parser).sql_to_expr(tree, schema, &mut PlannerContext::new())
    }
}

impl ContextProvider for Names<'_> {
    fn get_table_source(&self, name: TableReference) -> Result<Arc<dyn TableSource>> {
        let unknown = |name: &TableReference| Refusal::TableUnknown(name.to_string());
        let TableReference::Bare { table } = &name else { return Err(unknown(&name).into()) };
        let table_name = TableName(table.to_string());
        let (Some(table), Some(policy)) = (self.catalog.tables.get(&table_name), self.policy.table(&table_name)) else {
            return Err(unknown(&name).into());
        };
        if let RowRule::Refused(reason) = &policy.rows {
            return Err(Refusal::TableRefused(table_name, vec![reason.clone()]).into());
        }
        let masks = Masks::of(table, &policy.masks, self.options, |sql, schema| self.mask_sql(sql, schema));
        let visible = table.schema.fields().iter().filter(|field| !policy.hidden_columns.contains(field.name()));
        let visible: Vec<_> = visible.map(|field| masks.field(field)).collect();
        Ok(Arc::new(NamedTable { table: table.clone(), schema: Arc::new(Schema::new(visible)), masks }))
    }

    fn get_table_function_source(&self, name: &str, _args: Vec<Expr>) -> Result<Arc<dyn TableSource>> {
        Err(Refusal::Function(name.to_owned()).into())
    }

    fn create_cte_work_table(&self, name: &str, schema: SchemaRef) -> Result<Arc<dyn TableSource>> {
        let table = CteWorkTable::new(name, schema);
        Ok(provider_as_source(Arc::new(table)))
    }

    fn get_expr_planners(&self) -> &[Arc<dyn ExprPlanner>] {
        &FUNCTIONS.planners
    }

    fn get_function_meta(&self, name: &str) -> Option<Arc<ScalarUDF>> {
        FUNCTIONS.scalar.get(name).cloned()
    }

    fn get_higher_order_meta(&self, _name: &str) -> Option<Arc<HigherOrderUDF>> {
        None
    }

    fn get_aggregate_meta(&self, name: &str) -> Option<Arc<AggregateUDF>> {
        FUNCTIONS.aggregate.get(name).cloned()
    }

    fn get_window_meta(&self, name: &str) -> Option<Arc<WindowUDF>> {
        FUNCTIONS.window.get(name).cloned()
    }

    fn get_variable_type(&self, _names: &[String]) -> Option<DataType> {
        None
    }

    fn options(&self) -> &ConfigOptions {
        self.options
    }

    fn udf_names(&self) -> Vec<String> {
        FUNCTIONS.scalar.keys().cloned().collect()
    }

    fn higher_order_function_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn udaf_names(&self) -> Vec<String> {
        FUNCTIONS.aggregate.keys().cloned().collect()
    }

    fn udwf_names(&self) -> Vec<String> {
        FUNCTIONS.window.keys().cloned().collect()
    }
}
