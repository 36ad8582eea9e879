//! Back-off for guesses: of passwords, per account and per address, and of the set-up code.
//!
//! In memory, bounded, forgotten by a restart. An attempt counts as failed until it has succeeded, so that guesses sent at the same
//! time do not slip past.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use vocab::EmailAddress;

use crate::error::AppError;

/// Whose guesses are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Guesser {
    /// At one account, from wherever.
    Account(EmailAddress),
    /// From one network, at whatever account.
    Address(Network),
    /// At the set-up code.
    Setup,
}

/// One IPv4 address, or the /64 that one IPv6 subscriber has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Network(u64, bool);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self(u64::from(u32::from(v4)), false),
            IpAddr::V6(v6) => Self((u128::from(v6) >> 64) as u64, true),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Tries {
    failed: u32,
    last: Timestamp,
}

/// After this many failures in a row every further one waits, twice as long each time.
const FREE: u32 = 5;
const FREE_PER_ADDRESS: u32 = 20;
const LONGEST_WAIT: i64 = 15 * 60;
/// Failures are forgotten after this long without one.
const FORGET: i64 = 30 * 60;
const CAPACITY: usize = 100_000;

/// Counts guesses.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    tries: Mutex<HashMap<Guesser, Tries>>,
}

impl Throttle {
    /// Counts one attempt for each of them, or says how long to wait; then nothing is counted.
    pub(crate) fn attempt(&self, guessers: &[Guesser], now: Timestamp) -> Result<(), AppError> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = guessers.iter().filter_map(|guesser| Some(wait(guesser, tries.get(guesser)?, now))).max().unwrap_or(0);
        if wait > 0 {
            return Err(AppError::RateLimited { retry_after: wait.unsigned_abs() });
        }
        for guesser in guessers {
            let entry = tries.entry(guesser.clone()).or_insert(Tries { failed: 0, last: now });
            if age(entry, now) > FORGET {
                entry.failed = 0;
            }
            entry.failed = entry.failed.saturating_add(1);
            entry.last = now;
        }
        if tries.len() > CAPACITY {
            make_room(&mut tries, now);
        }
        Ok(())
    }

    /// The attempt was right: what was counted for them is forgotten.
    pub(crate) fn succeeded(&self, guessers: &[Guesser]) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        for guesser in guessers {
            match guesser {
                // One good account behind an address must not wash away guesses at others.
                Guesser::Address(_) => {
                    if let Some(entry) = tries.get_mut(guesser) {
                        entry.failed = entry.failed.saturating_sub(1);
                    }
                }
                Guesser::Account(_) | Guesser::Setup => {
                    tries.remove(guesser);
                }
            }
        }
    }
}

fn age(tries: &Tries, now: Timestamp) -> i64 {
    now.duration_since(tries.last).as_secs()
}

fn wait(guesser: &Guesser, tries: &Tries, now: Timestamp) -> i64 {
    let free = if matches!(guesser, Guesser::Address(_)) { FREE_PER_ADDRESS } else { FREE };
    if tries.failed < free || age(tries, now) > FORGET {
        return 0;
    }
    let seconds = 1_i64.checked_shl((tries.failed - free).min(20)).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
    let until = tries.last.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(tries.last);
    until.duration_since(now).as_secs_f64().ceil().max(0.0) as i64
}

/// Forgets what is old, then whatever is least suspicious.
fn make_room(tries: &mut HashMap<Guesser, Tries>, now: Timestamp) {
    tries.retain(|_, entry| age(entry, now) <= FORGET);
    if tries.len() > CAPACITY {
        tries.retain(|_, entry| entry.failed >= FREE);
    }
    if tries.len() > CAPACITY {
        tries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn ana() -> Guesser {
        Guesser::Account("ana@example.com".parse().unwrap())
    }

    #[test]
    fn guesses_wait_longer_and_longer() {
        let throttle = Throttle::default();
        for _ in 0..FREE {
            throttle.attempt(&[ana()], at(0)).unwrap();
        }
        let waits: Vec<u64> = [0, 1, 3, 7]
            .into_iter()
            .map(|second| {
                let AppError::RateLimited { retry_after } = throttle.attempt(&[ana()], at(second)).unwrap_err() else {
                    panic!("throttled")
                };
                throttle.attempt(&[ana()], at(second + i64::try_from(retry_after).unwrap())).unwrap();
                retry_after
            })
            .collect();
        assert_eq!(waits, [1, 2, 4, 8]);
    }

    #[test]
    fn success_and_time_forget() {
        let throttle = Throttle::default();
        for _ in 0..FREE {
            throttle.attempt(&[ana()], at(0)).unwrap();
        }
        throttle.succeeded(&[ana()]);
        throttle.attempt(&[ana()], at(0)).unwrap();
        for _ in 1..FREE {
            throttle.attempt(&[ana()], at(0)).unwrap();
        }
        assert!(throttle.attempt(&[ana()], at(0)).is_err());
        throttle.attempt(&[ana()], at(FORGET + 1)).unwrap();
    }

    #[test]
    fn one_good_account_does_not_wash_an_address() {
        let throttle = Throttle::default();
        let address = Guesser::Address(IpAddr::from([192, 0, 2, 1]).into());
        for _ in 0..FREE_PER_ADDRESS {
            throttle.attempt(std::slice::from_ref(&address), at(0)).unwrap();
        }
        throttle.succeeded(std::slice::from_ref(&address));
        throttle.attempt(std::slice::from_ref(&address), at(0)).unwrap();
        assert!(throttle.attempt(&[address], at(0)).is_err());
    }
}
