//! An operator above those that can produce endlessly: it gives way to other tasks, stops when told, and counts what cross joins make.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::{Result, internal_err, resources_datafusion_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_plan::joins::{CrossJoinExec, NestedLoopJoinExec};
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
        let node = if node.is::<NestedLoopJoinExec>() { read_once(node)? } else { node };
        let pairs = node.is::<CrossJoinExec>();
        Ok(Transformed::yes(Arc::new(MeterExec { input: node, guard: guard.clone(), pairs })))
    })
    .map(|transformed| transformed.data)
}

/// Keeps a nested loop join from reading its collected side a second time.
fn read_once(join: Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    let mut children: Vec<_> = join.children().into_iter().cloned().collect();
    if let Some(collected) = children.first_mut() {
        *collected = Arc::new(OnceExec { input: collected.clone(), read: AtomicBool::new(false) });
    }
    join.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
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

/// Lets each partition be read one time.
///
/// A nested loop join whose collected side does not fit into memory runs that side again to spill it. A scan hands its row groups out one time only, whoever asks,
/// so the second run would miss what the first has read: no rows at all, or, worse, some of them. The query ends with the memory limit instead.
#[derive(Debug)]
struct OnceExec {
    input: Arc<dyn ExecutionPlan>,
    /// The collected side of such a join is one partition.
    read: AtomicBool,
}

impl DisplayAs for OnceExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnceExec")
    }
}

impl ExecutionPlan for OnceExec {
    fn name(&self) -> &'static str {
        "OnceExec"
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

    /// A new plan may be read anew: each step of a recursive query makes one.
    fn replace_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match <[_; 1]>::try_from(children) {
            Ok([input]) => Ok(Arc::new(Self { input, read: AtomicBool::new(false) })),
            Err(_) => internal_err!("what is read once has one input"),
        }
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        self.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        if self.read.swap(true, Ordering::Relaxed) {
            return Err(resources_datafusion_err!("one side of a join without an equality does not fit into memory"));
        }
        self.input.execute(partition, context)
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
