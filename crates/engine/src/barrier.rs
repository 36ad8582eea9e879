//! The barrier between the rows of a table and whatever the reader wrote.
//!
//! Below it run the policy's conditions, on the values themselves, then its masks, and of the reader's only what compares an unmasked column with a literal: that can
//! neither fail nor say anything, and lets row groups be skipped. Everything else of the reader is evaluated above, on rows that it may see. [`BarrierExec`] holds this against the physical optimizer,
//! which would otherwise merge filters downwards, and it hides the statistics of rows that are not the reader's.

use std::fmt;
use std::sync::Arc;

use arrow::datatypes::{Schema, SchemaRef};
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
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};
use datafusion::physical_expr::{EquivalenceProperties, Partitioning, PhysicalExpr};
use datafusion::physical_plan::filter::FilterExecBuilder;
use datafusion::physical_plan::filter_pushdown::{ChildPushdownResult, FilterDescription, FilterPushdownPhase, FilterPushdownPropagation};
use datafusion::physical_plan::statistics::{ChildStats, StatisticsArgs};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    ChildrenPropertiesMode, DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, PlanProperties, ReplaceChildrenOptions,
};
use futures::StreamExt;

use crate::mask::{HashKey, Masks, Step, Steps};
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
    /// What stands in columns instead of their values.
    masks: Masks,
    /// The columns whose own values the reader sees.
    unmasked: SchemaRef,
    key: HashKey,
}

impl SecuredTable {
    pub(crate) fn new(table: Arc<Table>, schema: SchemaRef, rows: Option<Expr>, masks: Masks, key: HashKey) -> Result<Self> {
        let unmasked: Vec<_> = schema.fields().iter().filter(|field| !masks.contains(field.name())).cloned().collect();
        let unmasked = Arc::new(Schema::new(unmasked));
        let places = schema.fields().iter().map(|field| Ok(table.schema.index_of(field.name())?)).collect::<Result<_>>()?;
        Ok(Self { table, schema, places, rows, masks, unmasked, key })
    }

    pub(crate) fn table(&self) -> &Arc<Table> {
        &self.table
    }

    /// Whether its masks are the same tomorrow.
    pub(crate) fn is_lasting(&self) -> bool {
        self.masks.are_lasting()
    }

    /// Whether a filter of the reader's may run below the barrier, on the values themselves.
    fn takes(&self, filter: &Expr) -> bool {
        // Where all rows and columns are the reader's there is nothing to hold back, and the physical optimizer brings filters down by itself.
        (self.rows.is_some() || !self.masks.is_empty()) && is_mute(filter, &self.unmasked)
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
        let judge =
            |filter: &&Expr| if self.takes(filter) { TableProviderFilterPushDown::Exact } else { TableProviderFilterPushDown::Unsupported };
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
        if filters.iter().any(|filter| !self.takes(filter)) {
            return internal_err!("a filter that could tell of hidden rows or masked values was given to a secured scan");
        }
        let schema = DFSchema::try_from(self.table.schema.clone())?;
        let physical = |expr: &Expr| state.create_physical_expr(expr.clone(), &schema);
        let steps = wanted.iter().map(|&place| self.masks.step(&self.table, place, physical)).collect::<Result<Vec<_>>>()?;
        let masked = steps.iter().any(Step::masks);

        // Read what is wanted, or what masks are made of, and what the conditions look at; then let go of the latter.
        let mut columns = if masked { read_by(&steps) } else { wanted };
        let kept = columns.len();
        let filters = filters.iter().map(|filter| unqualified(filter.clone())).collect::<Result<Vec<_>>>()?;
        let predicate = conjunction(self.rows.clone().into_iter().chain(filters)).map(|predicate| physical(&predicate)).transpose()?;
        let mut extra: Vec<usize> =
            predicate.iter().flat_map(collect_columns).map(|column| column.index()).filter(|index| !columns.contains(index)).collect();
        extra.sort_unstable();
        extra.dedup();
        columns.extend(extra);
        let scan = self.scan_file(&columns, limit.filter(|_| predicate.is_none()))?;
        let input: Arc<dyn ExecutionPlan> = match predicate {
            None => scan,
            Some(predicate) => {
                let predicate = reassign_expr_columns(predicate, &scan.schema())?;
                let projection = (columns.len() > kept).then(|| (0..kept).collect());
                let filter = FilterExecBuilder::new(predicate, scan).with_batch_size(state.config().batch_size());
                Arc::new(filter.apply_projection(projection)?.with_fetch(limit).build()?)
            }
        };
        // A scan of all rows that reads no masked column has nothing to hold back either.
        if self.rows.is_none() && !masked {
            return Ok(input);
        }
        let steps = if masked { Some(self.over(steps, projection, &columns, &input.schema())?) } else { None };
        Ok(Arc::new(BarrierExec::new(input, size_class(self.table.rows()), steps.map(Arc::new))))
    }
}

impl SecuredTable {
    /// The steps with their columns where they are in what was read.
    fn over(&self, steps: Vec<Step>, projection: Option<&Vec<usize>>, read: &[usize], input: &SchemaRef) -> Result<Steps> {
        let schema = match projection {
            Some(projection) => Arc::new(self.schema.project(projection)?),
            None => self.schema.clone(),
        };
        let find = |place: usize| match read.iter().position(|&column| column == place) {
            Some(index) => Ok(index),
            None => internal_err!("a column that was not read"),
        };
        let steps = steps.into_iter().map(|step| {
            Ok(match step {
                Step::Keep(place) => Step::Keep(find(place)?),
                Step::Hash(place) => Step::Hash(find(place)?),
                Step::Compute(expr) => Step::Compute(reassign_expr_columns(expr, input)?),
                Step::Constant(value) => Step::Constant(value),
            })
        });
        Ok(Steps { schema, steps: steps.collect::<Result<_>>()?, key: self.key.clone() })
    }
}

/// The columns of the table that steps look at, in order.
fn read_by(steps: &[Step]) -> Vec<usize> {
    let mut columns: Vec<usize> = Vec::new();
    for step in steps {
        match step {
            Step::Keep(place) | Step::Hash(place) => columns.push(*place),
            Step::Compute(expr) => columns.extend(collect_columns(expr).iter().map(Column::index)),
            Step::Constant(_) => {}
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns
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

/// The physical side of the barrier: passes rows on with masks in their place, takes no filter of the reader's from above, and knows nothing of how many rows are below.
///
/// It computes the masks itself. A projection in its place would be moved and merged by the physical optimizer, and filters of scans with it.
#[derive(Debug, Clone)]
pub(crate) struct BarrierExec {
    input: Arc<dyn ExecutionPlan>,
    estimate: usize,
    /// What stands in masked columns; `None` when none of them is read.
    steps: Option<Arc<Steps>>,
    properties: Arc<PlanProperties>,
}

impl BarrierExec {
    fn new(input: Arc<dyn ExecutionPlan>, estimate: usize, steps: Option<Arc<Steps>>) -> Self {
        let properties = match &steps {
            None => input.properties().clone(),
            // What is known of the values, such as their order or that a condition leaves one alone, is not known of what stands in their place.
            Some(steps) => Arc::new(PlanProperties::new(
                EquivalenceProperties::new(steps.schema.clone()),
                Partitioning::UnknownPartitioning(input.output_partitioning().partition_count()),
                input.pipeline_behavior(),
                input.boundedness(),
            )),
        };
        Self { input, estimate, steps, properties }
    }
}

impl DisplayAs for BarrierExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.steps {
            None => f.write_str("BarrierExec"),
            Some(steps) => write!(f, "BarrierExec: masks=[{steps}]"),
        }
    }
}

impl ExecutionPlan for BarrierExec {
    fn name(&self) -> &'static str {
        "BarrierExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    /// It does, and does not say so: the optimizer would take a sort that is asked for above and put it below, where its expressions would meet hidden rows and the
    /// values under masks.
    fn maintains_input_order(&self) -> Vec<bool> {
        vec![false]
    }

    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(&self, f: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>) -> Result<TreeNodeRecursion> {
        for expr in self.steps.iter().flat_map(|steps| steps.expressions()) {
            if f(expr)? == TreeNodeRecursion::Stop {
                return Ok(TreeNodeRecursion::Stop);
            }
        }
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match <[_; 1]>::try_from(children) {
            Ok([input]) => Ok(Arc::new(Self::new(input, self.estimate, self.steps.clone()))),
            Err(_) => internal_err!("a barrier has one input"),
        }
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        self.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let input = self.input.execute(partition, context)?;
        let Some(steps) = self.steps.clone() else { return Ok(input) };
        let schema = steps.schema.clone();
        let masked = input.map(move |batch| batch.and_then(|batch| steps.apply(&batch)));
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema, masked)))
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
