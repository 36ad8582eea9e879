//! Times, percentiles, memory, and random numbers that are the same in every run.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Sorted durations of single calls.
pub struct Times(Vec<Duration>);

impl Times {
    /// Calls `each` with every case and times every call, less what reading the clock costs.
    pub fn of<T, R>(cases: impl IntoIterator<Item = T>, mut each: impl FnMut(T) -> R) -> Self {
        let clock = clock_cost();
        let mut times: Vec<Duration> = cases
            .into_iter()
            .map(|case| {
                let start = Instant::now();
                black_box(each(black_box(case)));
                start.elapsed().saturating_sub(clock)
            })
            .collect();
        times.sort_unstable();
        Self(times)
    }

    pub fn at(&self, share: f64) -> Duration {
        self.0[((self.0.len() - 1) as f64 * share) as usize]
    }

    pub fn median(&self) -> Duration {
        self.at(0.5)
    }

    /// How many times as long the median took as that of another.
    pub fn ratio(&self, other: &Self) -> f64 {
        self.median().as_secs_f64() / other.median().as_secs_f64().max(f64::MIN_POSITIVE)
    }

    pub fn print(&self, what: &str) {
        let (median, p99, most) = (self.median(), self.at(0.99), self.at(1.0));
        println!("{what:58} median {median:>10.1?}   p99 {p99:>10.1?}   max {most:>10.1?}   ({} calls)", self.0.len());
    }
}

fn clock_cost() -> Duration {
    let mut costs: Vec<Duration> = (0..10_001).map(|_| Instant::now().elapsed()).collect();
    costs.sort_unstable();
    costs[costs.len() / 2]
}

/// Resident memory of this process, as the system tells it.
pub fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<usize>().map_or_else(|_| "unknown".to_owned(), |kilobytes| megabytes(kilobytes * 1024))
}

pub fn megabytes(bytes: usize) -> String {
    format!("{} MB", bytes / 1_000_000)
}

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}
