//! What one query may use, held inside it.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use arrow::datatypes::DataType;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Result, exec_err, resources_datafusion_err};
use datafusion::execution::memory_pool::{FairSpillPool, MemoryConsumer, MemoryLimit, MemoryPool, MemoryReservation};
use datafusion::logical_expr::{
    ColumnarValue, LogicalPlan, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

use crate::error::Refusal;

/// Pairs of rows that a join without an equality may look at.
const PAIR_LIMIT: u64 = 1_000_000_000;

/// Stops a query from inside. Operators that loop without ever giving control back still evaluate expressions, and one of those asks here.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    stopped: AtomicBool,
    pairs: AtomicU64,
}

impl Guard {
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.stopped.load(Ordering::Relaxed) { Err(Refusal::Stopped.into()) } else { Ok(()) }
    }

    /// Counts pairs of rows of joins that have to look at every pair.
    pub(crate) fn count_pairs(&self, pairs: usize) -> Result<()> {
        let before = self.pairs.fetch_add(pairs as u64, Ordering::Relaxed);
        if before > PAIR_LIMIT {
            return Err(Refusal::JoinTooLarge(PAIR_LIMIT).into());
        }
        self.check()
    }
}

/// Puts a checkpoint around the condition of every join. The estimate of a join's size comes from rows that a policy may hide, so pairs are counted as they
/// are looked at instead: the count depends on what the reader may see and on nothing else.
pub(crate) fn guard_joins(plan: LogicalPlan, guard: &Arc<Guard>) -> Result<LogicalPlan> {
    plan.transform_up(|node| match node {
        LogicalPlan::Join(mut join) => match join.filter.take() {
            Some(filter) => {
                let checkpoint = ScalarUDF::new_from_impl(Checkpoint::new(guard.clone(), join.on.is_empty()));
                join.filter = Some(checkpoint.call(vec![filter]));
                Ok(Transformed::yes(LogicalPlan::Join(join)))
            }
            None => Ok(Transformed::no(LogicalPlan::Join(join))),
        },
        other => Ok(Transformed::no(other)),
    })
    .map(|transformed| transformed.data)
}

/// A function that gives back its argument and asks the guard whether to go on.
struct Checkpoint {
    guard: Arc<Guard>,
    every_pair: bool,
    signature: Signature,
}

impl Checkpoint {
    fn new(guard: Arc<Guard>, every_pair: bool) -> Self {
        Self { guard, every_pair, signature: Signature::new(TypeSignature::Exact(vec![DataType::Boolean]), Volatility::Stable) }
    }
}

impl fmt::Debug for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Checkpoint")
    }
}

impl PartialEq for Checkpoint {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.guard, &other.guard) && self.every_pair == other.every_pair
    }
}

impl Eq for Checkpoint {}

impl Hash for Checkpoint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.every_pair.hash(state);
    }
}

impl ScalarUDFImpl for Checkpoint {
    fn name(&self) -> &'static str {
        "checkpoint"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        if self.every_pair {
            self.guard.count_pairs(args.number_rows)?;
        } else {
            self.guard.check()?;
        }
        match args.args.pop() {
            Some(value) => Ok(value),
            None => exec_err!("a checkpoint has one argument"),
        }
    }
}

/// Memory of all queries together.
#[derive(Debug)]
pub(crate) struct TotalMemory {
    used: AtomicUsize,
    limit: usize,
}

impl TotalMemory {
    pub(crate) fn new(limit: usize) -> Self {
        Self { used: AtomicUsize::new(0), limit }
    }

    fn try_grow(&self, bytes: usize) -> Result<()> {
        self.used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| used.checked_add(bytes).filter(|sum| *sum <= self.limit))
            .map(|_| ())
            .map_err(|used| resources_datafusion_err!("all queries together use {used} of {} bytes", self.limit))
    }
}

/// Memory of one query: its own fair share between operators that can spill, within what all queries may use.
pub(crate) struct QueryMemory {
    own: FairSpillPool,
    own_limit: usize,
    total: Arc<TotalMemory>,
}

impl QueryMemory {
    pub(crate) fn new(own_limit: usize, total: Arc<TotalMemory>) -> Self {
        Self { own: FairSpillPool::new(own_limit), own_limit, total }
    }
}

impl fmt::Debug for QueryMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueryMemory").field("limit", &self.own_limit).finish_non_exhaustive()
    }
}

impl fmt::Display for QueryMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "query({})", self.own_limit)
    }
}

impl MemoryPool for QueryMemory {
    fn name(&self) -> &str {
        "query"
    }

    fn register(&self, consumer: &MemoryConsumer) {
        self.own.register(consumer);
    }

    fn unregister(&self, consumer: &MemoryConsumer) {
        self.own.unregister(consumer);
    }

    fn grow(&self, reservation: &MemoryReservation, additional: usize) {
        self.own.grow(reservation, additional);
        self.total.used.fetch_add(additional, Ordering::Relaxed);
    }

    fn shrink(&self, reservation: &MemoryReservation, shrink: usize) {
        self.own.shrink(reservation, shrink);
        self.total.used.fetch_sub(shrink, Ordering::Relaxed);
    }

    fn try_grow(&self, reservation: &MemoryReservation, additional: usize) -> Result<()> {
        self.total.try_grow(additional)?;
        self.own.try_grow(reservation, additional).inspect_err(|_| {
            self.total.used.fetch_sub(additional, Ordering::Relaxed);
        })
    }

    fn reserved(&self) -> usize {
        self.own.reserved()
    }

    fn memory_limit(&self) -> MemoryLimit {
        MemoryLimit::Finite(self.own_limit)
    }
}
