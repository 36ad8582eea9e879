//! An operator above those that can produce endlessly: it gives way to other tasks, stops when told, and counts what cross joins make.

use std::fmt;
use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::{Result, internal_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_plan::joins::CrossJoinExec;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    ChildrenPropertiesMode, DisplayAs, DisplayFormatType, ExecutionPlan, PlanProperties, ReplaceChildrenOptions,
};
use futures::StreamExt;

use crate::limits::Guard;

/// Bytes of one batch between operators. Values that grow from step to step are stopped here.
const BATCH_BYTES: usize = 512 << 20;

/// Wraps joins, unnesting, projections and recursion.
pub(crate) fn meter(plan: Arc<dyn ExecutionPlan>, guard: &Arc<Guard>) -> Result<Arc<dyn ExecutionPlan>> {
    plan.transform_up(|node| {
        let wrap = node.name().contains("Join")
            || matches!(node.name(), "UnnestExec" | "RecursiveQueryExec" | "ProjectionExec" | "BoundedWindowAggExec");
        if !wrap {
            return Ok(Transformed::no(node));
        }
        let pairs = node.is::<CrossJoinExec>();
        Ok(Transformed::yes(Arc::new(MeterExec { input: node, guard: guard.clone(), pairs })))
    })
    .map(|transformed| transformed.data)
}

#[derive(Debug)]
struct MeterExec {
    input: Arc<dyn ExecutionPlan>,
    guard: Arc<Guard>,
    /// The rows are pairs that nothing has selected yet.
    pairs: bool,
}

impl DisplayAs for MeterExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MeterExec")
    }
}

impl ExecutionPlan for MeterExec {
    fn name(&self) -> &'static str {
        "MeterExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        self.input.properties()
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
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
            Ok([input]) => Ok(Arc::new(Self { input, guard: self.guard.clone(), pairs: self.pairs })),
            Err(_) => internal_err!("a meter has one input"),
        }
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        self.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let (guard, pairs) = (self.guard.clone(), self.pairs);
        let input = self.input.execute(partition, context)?;
        let schema = input.schema();
        let metered = input.then(move |batch| {
            let checked = batch.and_then(|batch| {
                if pairs { guard.count_pairs(batch.num_rows()) } else { guard.check() }?;
                if batch.get_array_memory_size() > BATCH_BYTES && batch.get_sliced_size()? > BATCH_BYTES {
                    return Err(crate::error::Refusal::ValueTooLarge.into());
                }
                Ok(batch)
            });
            async move {
                // Costs one unit of the task's budget, so that a join that finds everything in memory still lets others run and can be cancelled.
                tokio::task::coop::consume_budget().await;
                checked
            }
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema, metered)))
    }
}

/// The bytes that a batch's own rows take, whatever larger buffers they are slices of.
trait SlicedSize {
    fn get_sliced_size(&self) -> Result<usize>;
}

impl SlicedSize for arrow::record_batch::RecordBatch {
    fn get_sliced_size(&self) -> Result<usize> {
        self.columns().iter().try_fold(0, |sum, column| Ok(sum + column.to_data().get_slice_memory_size()?))
    }
}
