//! A clock that tests move, and randomness that is the same in every run.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use app::{Clock, Entropy};
use jiff::Timestamp;

/// Stands still until it is moved: 2026-01-15 12:00 UTC.
pub struct SteppedClock {
    millis: AtomicI64,
}

impl Default for SteppedClock {
    fn default() -> Self {
        Self { millis: AtomicI64::new(1_768_478_400_000) }
    }
}

impl SteppedClock {
    /// Lets time pass.
    pub fn advance(&self, seconds: i64) {
        self.millis.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for SteppedClock {
    fn now(&self) -> Timestamp {
        // One millisecond later each time, so that ids and rows have an order.
        let millis = self.millis.fetch_add(1, Ordering::SeqCst);
        Timestamp::from_millisecond(millis).expect("a time in range")
    }
}

/// SplitMix64 from a fixed start: nobody's secret depends on it.
pub struct TestEntropy {
    state: AtomicU64,
}

impl Default for TestEntropy {
    fn default() -> Self {
        Self { state: AtomicU64::new(2013) }
    }
}

impl TestEntropy {
    /// Another sequence, for another node.
    pub fn starting_at(state: u64) -> Self {
        Self { state: AtomicU64::new(state) }
    }
}

impl Entropy for TestEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let mut z = self.state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst).wrapping_add(0x9e37_79b9_7f4a_7c15);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let bytes = (z ^ (z >> 31)).to_le_bytes();
            for (target, source) in chunk.iter_mut().zip(bytes) {
                *target = source;
            }
        }
    }
}
