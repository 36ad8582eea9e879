//! Running secured plans, on a runtime that nothing else uses.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use arrow::record_batch::RecordBatch;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::execute_stream;
use futures::StreamExt;
use semantics::port::{EngineError, Format, Limits};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use vocab::DataType;

use crate::constant::check_constants;
use crate::encode::{Encoder, data_type};
use crate::error;
use crate::flight::{End, Flight};
use crate::limits::{Guard, QueryMemory, TotalMemory, guard_joins};
use crate::meter::meter;
use crate::secure::SecuredPlan;

/// How many queries may wait for their turn.
const QUEUE: usize = 256;
/// How long one may wait.
const PATIENCE: Duration = Duration::from_secs(30);

/// A secured plan, optimised and with its row limit.
#[derive(Debug)]
pub(crate) struct Prepared {
    secured: SecuredPlan,
    optimized: LogicalPlan,
    rows: u64,
}

impl Prepared {
    pub(crate) fn new(secured: SecuredPlan, limits: Limits, state: &SessionState) -> Result<Self, EngineError> {
        // One more row than is sent tells whether there were more.
        let limit = usize::try_from(limits.rows.saturating_add(1)).unwrap_or(usize::MAX).min(i64::MAX as usize);
        let optimized = secured.limited(limit).and_then(|plan| state.optimize(&plan)).and_then(check_constants);
        let optimized = optimized.map_err(|e| error::of_planning(&e))?;
        Ok(Self { secured, optimized, rows: limits.rows })
    }

    pub(crate) fn secured(&self) -> &SecuredPlan {
        &self.secured
    }

    /// The result's columns. Their types are settled by the analysis: before it, a column of a union may still be without one.
    pub(crate) fn columns(&self) -> Vec<(String, DataType)> {
        self.optimized.schema().fields().iter().map(|field| (field.name().clone(), data_type(field.data_type()))).collect()
    }
}

/// The three runtimes: planning wants a large stack, queries may hog their threads, and the clock must tick whatever they do.
#[derive(Debug)]
pub(crate) struct Runner {
    runtimes: Runtimes,
    template: SessionState,
    total: Arc<TotalMemory>,
    memory_limit: usize,
    running: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

#[derive(Debug)]
struct Runtimes {
    planning: Option<Runtime>,
    queries: Option<Runtime>,
    control: Option<Runtime>,
}

impl Drop for Runtimes {
    fn drop(&mut self) {
        // A runtime may not be waited for inside another one.
        for runtime in [self.planning.take(), self.queries.take(), self.control.take()].into_iter().flatten() {
            runtime.shutdown_background();
        }
    }
}

/// What to run and where the answer goes.
pub(crate) struct Job {
    pub(crate) prepared: Arc<Prepared>,
    pub(crate) format: Format,
    pub(crate) limits: Limits,
    pub(crate) flight: Arc<Flight>,
}

impl Runner {
    pub(crate) fn new(template: SessionState, threads: usize, memory_limit: usize) -> std::io::Result<Self> {
        let runtime = |name: &str, threads: usize, stack: usize| {
            Builder::new_multi_thread()
                .worker_threads(threads)
                .thread_name(format!("engine-{name}"))
                .thread_stack_size(stack)
                .enable_all()
                .build()
        };
        Ok(Self {
            runtimes: Runtimes {
                planning: Some(runtime("plan", threads.clamp(1, 4), 256 << 20)?),
                queries: Some(runtime("query", threads, 64 << 20)?),
                control: Some(runtime("control", 1, 2 << 20)?),
            },
            template,
            total: Arc::new(TotalMemory::new(memory_limit)),
            memory_limit,
            running: Arc::new(Semaphore::new(threads.max(2) * 4)),
            waiting: Arc::default(),
        })
    }

    /// A session for planning, with the time of now.
    pub(crate) fn planning_state(&self) -> SessionState {
        let mut state = self.template.clone();
        state.mark_start_execution();
        state
    }

    /// Runs blocking work that may recurse deeply.
    pub(crate) async fn plan<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let Some(runtime) = &self.runtimes.planning else { return Err(EngineError::Cancelled) };
        runtime.spawn(async move { work() }).await.unwrap_or_else(|e| Err(error::of_task(&e)))
    }

    /// Runs blocking work on files.
    pub(crate) async fn block<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let Some(runtime) = &self.runtimes.control else { return Err(EngineError::Cancelled) };
        runtime.spawn_blocking(work).await.unwrap_or_else(|e| Err(error::of_task(&e)))
    }

    /// Both plans of a prepared query as text.
    pub(crate) async fn describe(&self, prepared: &Prepared) -> Result<String, EngineError> {
        let state = self.planning_state();
        let physical = state.query_planner().create_physical_plan(&prepared.optimized, &state).await.map_err(|e| error::of_running(&e))?;
        let physical = meter(physical, &Arc::default()).map_err(|e| error::of_running(&e))?;
        Ok(format!(
            "{}\n\n{}",
            prepared.optimized.display_indent(),
            datafusion::physical_plan::displayable(physical.as_ref()).indent(false)
        ))
    }

    /// Starts a job and tells `landing` how it went just before its readers are told.
    pub(crate) fn start(&self, job: Job, landing: impl FnOnce(Option<End>) + Send + 'static) {
        let (Some(queries), Some(control)) = (&self.runtimes.queries, &self.runtimes.control) else {
            landing(None);
            return job.flight.end(Err(EngineError::Cancelled));
        };
        let queries = queries.handle().clone();
        let own = usize::try_from(job.limits.memory_bytes).unwrap_or(usize::MAX).min(self.memory_limit);
        let memory = Arc::new(QueryMemory::new(own, self.total.clone()));
        let env = RuntimeEnv { memory_pool: memory, ..self.template.runtime_env().as_ref().clone() };
        let template = self.template.clone();
        let (running, waiting) = (self.running.clone(), self.waiting.clone());
        control.spawn(async move {
            let flight = job.flight.clone();
            let seconds = job.limits.seconds;
            let admitted = tokio::select! {
                admitted = admit(running, waiting) => admitted,
                () = flight.abandoned() => Err(EngineError::Cancelled),
            };
            let permit = match admitted {
                Ok(permit) => permit,
                Err(error) => {
                    landing(None);
                    return flight.end(Err(error));
                }
            };
            let guard = Arc::new(Guard::default());
            let mut task = queries.spawn(produce(job, template, env, guard.clone()));
            let (outcome, stopped) = tokio::select! {
                outcome = &mut task => (outcome.unwrap_or_else(|e| Err(error::of_task(&e))), false),
                () = tokio::time::sleep(Duration::from_secs(seconds.into())) => (Err(EngineError::TimeLimit { seconds }), true),
                () = flight.abandoned() => (Err(EngineError::Cancelled), true),
            };
            landing(outcome.as_ref().ok().copied());
            flight.end(outcome);
            if stopped {
                guard.stop();
                task.abort();
                // The place is free when the work has stopped, not when it was told to.
                drop(task.await);
            }
            drop(permit);
        });
    }
}

async fn admit(running: Arc<Semaphore>, waiting: Arc<AtomicUsize>) -> Result<OwnedSemaphorePermit, EngineError> {
    if let Ok(permit) = running.clone().try_acquire_owned() {
        return Ok(permit);
    }
    if waiting.fetch_add(1, Ordering::Relaxed) >= QUEUE {
        waiting.fetch_sub(1, Ordering::Relaxed);
        return Err(EngineError::Busy);
    }
    let permit = tokio::time::timeout(PATIENCE, running.acquire_owned()).await;
    waiting.fetch_sub(1, Ordering::Relaxed);
    match permit {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(EngineError::Busy),
    }
}

async fn produce(job: Job, template: SessionState, env: RuntimeEnv, guard: Arc<Guard>) -> Result<End, EngineError> {
    let failed = |e: &datafusion::error::DataFusionError| error::of_running(e);
    let state = SessionStateBuilder::new_from_existing(template).with_runtime_env(Arc::new(env)).build();
    let logical = guard_joins(job.prepared.optimized.clone(), &guard).map_err(|e| failed(&e))?;
    let physical = state.query_planner().create_physical_plan(&logical, &state).await.map_err(|e| failed(&e))?;
    let physical = meter(physical, &guard).map_err(|e| failed(&e))?;
    tracing::trace!(plan = %datafusion::physical_plan::displayable(physical.as_ref()).indent(false), "running");
    let mut batches = execute_stream(physical, state.task_ctx()).map_err(|e| failed(&e))?;
    let arrow_failed = |e: arrow::error::ArrowError| error::of_running(&e.into());
    let mut encoder = Encoder::new(&batches.schema(), job.format).map_err(arrow_failed)?;
    let mut end = End { rows: 0, truncated: false };
    while let Some(batch) = batches.next().await {
        let batch = cut(batch.map_err(|e| failed(&e))?, job.prepared.rows, &mut end);
        if batch.num_rows() > 0 {
            job.flight.push(encoder.batch(&batch).map_err(arrow_failed)?).await;
        }
        if end.truncated {
            break;
        }
    }
    job.flight.push(encoder.finish().map_err(arrow_failed)?).await;
    Ok(end)
}

/// The rows of the batch that are still within the limit.
fn cut(batch: RecordBatch, limit: u64, end: &mut End) -> RecordBatch {
    let room = limit - end.rows;
    let rows = batch.num_rows() as u64;
    if rows > room {
        end.truncated = true;
        end.rows = limit;
        return batch.slice(0, usize::try_from(room).unwrap_or(usize::MAX));
    }
    end.rows += rows;
    batch
}
