//! One running query and everyone who waits for its answer.
//!
//! A small answer is held whole, so that whoever asks the same meanwhile gets it from the start and it can be kept afterwards. A large one is let through with a window: the query waits for its reader.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::BoxStream;
use semantics::port::{Chunk, EngineError};
use tokio::sync::Notify;

/// Above this an answer is no longer held whole.
const WHOLE_BYTES: usize = 16 << 20;
/// How far a large answer may run ahead of its slowest reader.
const WINDOW_BYTES: usize = 8 << 20;

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) rows: u64,
    pub(crate) truncated: bool,
}

#[derive(Debug)]
pub(crate) struct Flight {
    state: Mutex<State>,
    /// Something was pushed, read, ended or abandoned.
    changed: Notify,
}

#[derive(Debug)]
struct State {
    chunks: VecDeque<Bytes>,
    /// The number of the first chunk that is still held.
    base: usize,
    held: usize,
    whole: bool,
    end: Option<Result<End, EngineError>>,
    readers: BTreeMap<u64, usize>,
    next_reader: u64,
}

impl State {
    /// Lets go of what every reader has.
    fn trim(&mut self) {
        if self.whole {
            return;
        }
        let slowest = self.readers.values().copied().min().unwrap_or(usize::MAX);
        while self.base < slowest {
            let Some(chunk) = self.chunks.pop_front() else { break };
            self.held -= chunk.len();
            self.base += 1;
        }
    }
}

/// One who reads an answer. Dropping the last one cancels the query.
#[derive(Debug)]
pub(crate) struct Reader {
    flight: Arc<Flight>,
    id: u64,
    done: bool,
}

impl Flight {
    /// A flight and its first reader.
    pub(crate) fn start() -> (Arc<Self>, Reader) {
        let state =
            State { chunks: VecDeque::new(), base: 0, held: 0, whole: true, end: None, readers: BTreeMap::from([(0, 0)]), next_reader: 1 };
        let flight = Arc::new(Self { state: Mutex::new(state), changed: Notify::new() });
        let reader = Reader { flight: flight.clone(), id: 0, done: false };
        (flight, reader)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another reader, from the start; `None` when the start is gone, when it failed, or when nobody is left and it is being cancelled.
    pub(crate) fn join(self: &Arc<Self>) -> Option<Reader> {
        let mut state = self.lock();
        if !state.whole || state.readers.is_empty() || matches!(state.end, Some(Err(_))) {
            return None;
        }
        let id = state.next_reader;
        state.next_reader += 1;
        state.readers.insert(id, 0);
        Some(Reader { flight: self.clone(), id, done: false })
    }

    /// The next bytes of the answer. Waits while a large answer is too far ahead.
    pub(crate) async fn push(&self, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        {
            let mut state = self.lock();
            state.held += bytes.len();
            state.chunks.push_back(bytes);
            if state.held > WHOLE_BYTES {
                state.whole = false;
            }
            state.trim();
        }
        self.changed.notify_waiters();
        self.wait(|state| (state.whole || state.held <= WINDOW_BYTES || state.readers.is_empty()).then_some(())).await;
    }

    /// The last word.
    pub(crate) fn end(&self, end: Result<End, EngineError>) {
        self.lock().end = Some(end);
        self.changed.notify_waiters();
    }

    /// Until nobody reads any more.
    pub(crate) async fn abandoned(&self) {
        self.wait(|state| state.readers.is_empty().then_some(())).await;
    }

    /// Everything pushed, if all of it is held.
    pub(crate) fn whole(&self) -> Option<Vec<Bytes>> {
        let state = self.lock();
        state.whole.then(|| state.chunks.iter().cloned().collect())
    }

    async fn wait<T>(&self, mut ready: impl FnMut(&mut State) -> Option<T>) -> T {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if let Some(value) = ready(&mut self.lock()) {
                return value;
            }
            changed.await;
        }
    }
}

impl Reader {
    /// Waits until there is something to read, and says at once if it is a failure.
    pub(crate) async fn first(&self) -> Result<(), EngineError> {
        self.flight
            .wait(|state| match &state.end {
                Some(Err(error)) if state.chunks.is_empty() && state.base == 0 => Some(Err(error.clone())),
                Some(_) => Some(Ok(())),
                None => (!state.chunks.is_empty() || state.base > 0).then_some(Ok(())),
            })
            .await
    }

    async fn next(&mut self) -> Option<Result<Chunk, EngineError>> {
        if self.done {
            return None;
        }
        let id = self.id;
        let next = self
            .flight
            .wait(|state| {
                let index = state.readers.get(&id).copied().unwrap_or(usize::MAX);
                let chunk = index.checked_sub(state.base).and_then(|at| state.chunks.get(at)).cloned();
                if let Some(chunk) = chunk {
                    state.readers.insert(id, index + 1);
                    state.trim();
                    return Some(Ok(Chunk::Bytes(chunk)));
                }
                state.end.clone().map(|end| end.map(|end| Chunk::End { rows: end.rows, truncated: end.truncated }))
            })
            .await;
        self.done = !matches!(next, Ok(Chunk::Bytes(_)));
        self.flight.changed.notify_waiters();
        Some(next)
    }

    /// The answer as the port wants it.
    pub(crate) fn into_body(self) -> BoxStream<'static, Result<Chunk, EngineError>> {
        futures::stream::unfold(self, |mut reader| async move { reader.next().await.map(|next| (next, reader)) }).boxed()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let mut state = self.flight.lock();
        state.readers.remove(&self.id);
        state.trim();
        drop(state);
        self.flight.changed.notify_waiters();
    }
}
