//! The barrier between the rows of a table and whatever the reader wrote.
//!
//! Below it run the policy's conditions, and of the reader's only those that compare a column with a literal: they can neither fail nor say anything, and they let
//! row groups be skipped. Everything else of the reader is evaluated above, on rows that it may see. [`BarrierExec`] holds this against the physical optimizer,
//! which would otherwise merge filters downwards, and it hides the statistics of rows that are not the reader's.

use std::fmt;
use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::config::ConfigOptions;
use datafusion::common::stats::Precision;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DFSchema, Result, Statistics, internal_err};
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::object_store::ObjectStoreUrl;
use datafusion::datasource::physical_plan::{FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::utils::conjunction;
use datafusion::logical_expr::{Expr, Operator, TableProviderFilterPushDown, TableType};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::utils::collect_columns;
use datafusion::physical_plan::filter::FilterExecBuilder;
use datafusion::physical_plan::filter_pushdown::{ChildPushdownResult, FilterDescription, FilterPushdownPhase, FilterPushdownPropagation};
use datafusion::physical_plan::statistics::{ChildStats, StatisticsArgs};
use datafusion::physical_plan::{
    ChildrenPropertiesMode, DisplayAs, DisplayFormatType, ExecutionPlan, PlanProperties, ReplaceChildrenOptions,
};

use crate::source::Table;

/// A table as one reader may read it.
#[derive(Debug)]
pub(crate) struct SecuredTable {
    table: Arc<Table>,
    /// The columns that are there for the reader.
    schema: SchemaRef,
    /// For each of them its place in the table.
    places: Vec<usize>,
    /// Which rows are there, over the table's own columns; `None` when all are.
    rows: Option<Expr>,
}

impl SecuredTable {
    pub(crate) fn new(table: Arc<Table>, schema: SchemaRef, rows: Option<Expr>) -> Result<Self> {
        let places = schema.fields().iter().map(|field| Ok(table.schema.index_of(field.name())?)).collect::<Result<_>>()?;
        Ok(Self { table, schema, places, rows })
    }

    fn scan_file(&self, columns: &[usize], limit: Option<usize>) -> Result<Arc<dyn ExecutionPlan>> {
        let pinned = &self.table.pinned;
        let source = ParquetSource::new(self.table.schema.clone()).with_parquet_file_reader_factory(Arc::new(pinned.clone()));
        let bytes = pinned.file.metadata()?.len();
        let config = FileScanConfigBuilder::new(ObjectStoreUrl::local_filesystem(), Arc::new(source))
            .with_file(PartitionedFile::new("table", bytes))
            .with_statistics(self.table.statistics.clone())
            .with_projection_indices(Some(columns.to_vec()))?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }
}

#[async_trait]
impl TableProvider for SecuredTable {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let judge = |filter: &&Expr| {
            // Where all rows are the reader's there is nothing to hold back, and the physical optimizer brings filters down by itself.
            if self.rows.is_some() && is_mute(filter, &self.schema) {
                TableProviderFilterPushDown::Exact
            } else {
                TableProviderFilterPushDown::Unsupported
            }
        };
        Ok(filters.iter().map(judge).collect())
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let wanted: Vec<usize> = match projection {
            Some(projection) => projection.iter().map(|&index| self.places[index]).collect(),
            None => self.places.clone(),
        };
        let Some(rows) = &self.rows else {
            if !filters.is_empty() {
                return internal_err!("a filter was given to a scan that takes none");
            }
            return self.scan_file(&wanted, limit);
        };
        if filters.iter().any(|filter| !is_mute(filter, &self.schema)) {
            return internal_err!("a filter that could tell of hidden rows was given to a secured scan");
        }
        let schema = DFSchema::try_from(self.table.schema.clone())?;
        let all =
            std::iter::once(rows.clone()).chain(filters.iter().map(|filter| unqualified(filter.clone())).collect::<Result<Vec<_>>>()?);
        let Some(predicate) = conjunction(all) else { return internal_err!("no condition for a secured scan") };
        let predicate = state.create_physical_expr(predicate, &schema)?;

        // Read what is wanted and what the conditions look at, then let go of the latter.
        let mut columns = wanted.clone();
        columns.extend(collect_columns(&predicate).iter().map(Column::index).filter(|index| !wanted.contains(index)));
        let mut extra = columns.split_off(wanted.len());
        extra.sort_unstable();
        extra.dedup();
        columns.extend(extra);
        let scan = self.scan_file(&columns, None)?;
        let predicate = datafusion::physical_expr::utils::reassign_expr_columns(predicate, &scan.schema())?;
        let kept = (columns.len() > wanted.len()).then(|| (0..wanted.len()).collect());
        let filter = FilterExecBuilder::new(predicate, scan)
            .with_batch_size(state.config().batch_size())
            .apply_projection(kept)?
            .with_fetch(limit)
            .build()?;
        Ok(Arc::new(BarrierExec::new(Arc::new(filter), size_class(self.table.rows()))))
    }
}

/// The size of a table to within a factor of 16. The order of joins, and with it which of two errors is met first, follows from estimates; taken from the exact
/// number of rows they would tell of hidden ones.
fn size_class(rows: u64) -> usize {
    (2..15).map(|power| 1_usize << (4 * power - 2)).find(|&class| rows as u128 <= 4 * class as u128).unwrap_or(usize::MAX >> 8)
}

fn unqualified(filter: Expr) -> Result<Expr> {
    use datafusion::common::tree_node::{Transformed, TreeNode};
    filter
        .transform(|expr| match expr {
            Expr::Column(mut column) => {
                column.relation = None;
                Ok(Transformed::yes(Expr::Column(column)))
            }
            other => Ok(Transformed::no(other)),
        })
        .map(|transformed| transformed.data)
}

/// Whether a condition compares columns with literals of their own type and nothing more: it cannot raise an error, whatever stands in the rows.
fn is_mute(filter: &Expr, schema: &SchemaRef) -> bool {
    let column = |expr: &Expr| match expr {
        Expr::Column(column) => schema.field_with_name(&column.name).ok(),
        _ => None,
    };
    let compares = |left: &Expr, right: &Expr| match right {
        Expr::Literal(value, _) => column(left).is_some_and(|field| field.data_type() == &value.data_type()),
        _ => false,
    };
    match filter {
        Expr::BinaryExpr(binary) => match binary.op {
            Operator::And | Operator::Or => is_mute(&binary.left, schema) && is_mute(&binary.right, schema),
            Operator::Eq
            | Operator::NotEq
            | Operator::Lt
            | Operator::LtEq
            | Operator::Gt
            | Operator::GtEq
            | Operator::IsDistinctFrom
            | Operator::IsNotDistinctFrom => compares(&binary.left, &binary.right) || compares(&binary.right, &binary.left),
            _ => false,
        },
        Expr::Not(inner) => is_mute(inner, schema),
        Expr::InList(list) => list.list.iter().all(|value| compares(&list.expr, value)),
        Expr::Between(between) => compares(&between.expr, &between.low) && compares(&between.expr, &between.high),
        Expr::IsNull(inner) | Expr::IsNotNull(inner) => column(inner).is_some(),
        Expr::Column(_) => column(filter).is_some_and(|field| field.data_type() == &arrow::datatypes::DataType::Boolean),
        _ => false,
    }
}

/// The physical side of the barrier: passes rows on, takes no filter of the reader's from above, and knows nothing of how many rows are below.
#[derive(Debug, Clone)]
pub(crate) struct BarrierExec {
    input: Arc<dyn ExecutionPlan>,
    estimate: usize,
    properties: Arc<PlanProperties>,
}

impl BarrierExec {
    fn new(input: Arc<dyn ExecutionPlan>, estimate: usize) -> Self {
        let properties = input.properties().clone();
        Self { input, estimate, properties }
    }
}

impl DisplayAs for BarrierExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BarrierExec")
    }
}

impl ExecutionPlan for BarrierExec {
    fn name(&self) -> &'static str {
        "BarrierExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
    }

    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(&self, _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match <[_; 1]>::try_from(children) {
            Ok([input]) => Ok(Arc::new(Self::new(input, self.estimate))),
            Err(_) => internal_err!("a barrier has one input"),
        }
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        self.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        self.input.execute(partition, context)
    }

    fn child_stats_requests(&self, _: Option<usize>) -> Vec<ChildStats> {
        vec![ChildStats::Skip]
    }

    /// An estimate of the size, for the order of joins; nothing exact, and nothing of the values, from which an answer could be made.
    fn statistics_from_inputs(&self, _: &[Arc<Statistics>], _: &StatisticsArgs) -> Result<Arc<Statistics>> {
        let schema = self.schema();
        let mut statistics = Statistics::new_unknown(&schema);
        statistics.num_rows = Precision::Inexact(self.estimate);
        statistics.total_byte_size = Precision::Inexact(self.estimate.saturating_mul(16 * schema.fields().len().max(1)));
        Ok(Arc::new(statistics))
    }

    /// Nothing comes down. Conditions that are harmless were taken at planning, as exact ones. The filters that joins and top-k make at run time are refused too: they
    /// skip rows by the statistics of row groups, hidden rows included, so that whether a failing expression above meets a row would depend on rows that are hidden.
    fn gather_filters_for_pushdown(
        &self,
        _: FilterPushdownPhase,
        parent_filters: Vec<Arc<dyn PhysicalExpr>>,
        _: &ConfigOptions,
    ) -> Result<FilterDescription> {
        Ok(FilterDescription::all_unsupported(&parent_filters, &self.children()))
    }

    fn handle_child_pushdown_result(
        &self,
        _: FilterPushdownPhase,
        result: ChildPushdownResult,
        _: &ConfigOptions,
    ) -> Result<FilterPushdownPropagation<Arc<dyn ExecutionPlan>>> {
        Ok(FilterPushdownPropagation::if_all(result))
    }
}
