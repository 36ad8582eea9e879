//! What is kept: planned queries, and answers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use moka::sync::Cache;

use crate::flight::{End, Flight, Reader};
use crate::run::Prepared;

/// How many planned queries are kept; each is some kilobytes.
const PLANS: u64 = 2_000;

/// A key made by [`crate::key::Key`].
pub(crate) type Digest = [u8; 32];

/// An answer that can be given again.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) chunks: Vec<Bytes>,
    pub(crate) end: End,
    pub(crate) at: SystemTime,
}

impl Kept {
    fn weight(&self) -> u32 {
        let bytes: usize = self.chunks.iter().map(|chunk| chunk.len() + 64).sum();
        u32::try_from(bytes + 256).unwrap_or(u32::MAX)
    }
}

/// The caches of one engine.
#[derive(Debug)]
pub(crate) struct Caches {
    pub(crate) plans: Cache<Digest, Arc<Prepared>>,
    answers: Cache<Digest, Arc<Kept>>,
    flights: Mutex<HashMap<Digest, Arc<Flight>>>,
}

/// What there is for a key.
pub(crate) enum Found {
    /// An answer from before.
    Kept(Arc<Kept>),
    /// The same query is running; this reads along.
    Running(Reader),
    /// Nothing: the flight is the caller's to fill, and this its first reader.
    Mine(Arc<Flight>, Reader),
}

impl Caches {
    pub(crate) fn new(bytes: u64) -> Self {
        Self {
            // A plan keeps its tables' files open, so one that nobody asks for any more has to go.
            plans: Cache::builder().max_capacity(PLANS).time_to_idle(Duration::from_secs(600)).build(),
            answers: Cache::builder().max_capacity(bytes).weigher(|_: &Digest, kept: &Arc<Kept>| kept.weight()).build(),
            flights: Mutex::new(HashMap::new()),
        }
    }

    /// Looks for an answer, then for a running query, and else starts a flight under the key. With `fresh`, only a new flight will do.
    pub(crate) fn find(&self, key: Digest, fresh: bool) -> Found {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        if !fresh {
            if let Some(kept) = self.answers.get(&key) {
                return Found::Kept(kept);
            }
            if let Some(reader) = flights.get(&key).and_then(Flight::join) {
                return Found::Running(reader);
            }
        }
        let (flight, reader) = Flight::start();
        flights.insert(key, flight.clone());
        Found::Mine(flight, reader)
    }

    /// The flight is about to end: its answer is kept if it is whole, before any of its readers knows that it is over.
    pub(crate) fn land(&self, key: Digest, flight: &Arc<Flight>, end: Option<End>) {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        if flights.get(&key).is_some_and(|running| Arc::ptr_eq(running, flight)) {
            flights.remove(&key);
        }
        if let (Some(end), Some(chunks)) = (end, flight.whole()) {
            self.answers.insert(key, Arc::new(Kept { chunks, end, at: SystemTime::now() }));
        }
    }
}
