//! Non-interference: what a reader gets does not depend on rows and columns that their policy hides. The reference is the same question, under the same
//! policy, to a database that holds only the allowed rows; results and errors must be equal.
//!
//! `LUCARNE_CASES=100000 cargo nextest run --release -p engine interference` runs more than the few thousand of every run; `LUCARNE_SEED` starts elsewhere.

use std::sync::Arc;

use crate::generate::{Random, query, table};
use crate::support::{House, policy, write};

const QUERIES_PER_DATABASE: usize = 40;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t20_non_interference() {
    let (cases, first) = (number("LUCARNE_CASES", 3_000), number("LUCARNE_SEED", 1));
    let databases = cases.div_ceil(QUERIES_PER_DATABASE as u64);
    let house = Arc::new(House::new(1));
    let next = Arc::new(std::sync::atomic::AtomicU64::new(0));
    let workers: Vec<_> = (0..2)
        .map(|_| {
            let (house, next) = (house.clone(), next.clone());
            tokio::spawn(async move {
                let mut tally = Tally::default();
                loop {
                    let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if index >= databases {
                        return tally;
                    }
                    database(&house, first.wrapping_add(index), &mut tally).await;
                }
            })
        })
        .collect();
    let mut tally = Tally::default();
    for worker in workers {
        let one = worker.await.unwrap();
        tally.answered += one.answered;
        tally.rows += one.rows;
        tally.failed += one.failed;
        tally.unplanned += one.unplanned;
    }
    eprintln!("{tally:?}");
    let all = tally.answered + tally.failed + tally.unplanned;
    assert!(tally.answered * 2 > all, "most queries should be answered: {tally:?}");
    assert!(tally.unplanned * 10 < all, "few queries should be impossible: {tally:?}");
}

#[derive(Debug, Default)]
struct Tally {
    answered: usize,
    rows: usize,
    failed: usize,
    unplanned: usize,
}

async fn database(house: &House, seed: u64, tally: &mut Tally) {
    let mut random = Random::new(seed);
    let tables = ["t", "u"].map(|name| table(&mut random, name));
    let (all, some) = (house.folder(&format!("all-{seed}")), house.folder(&format!("some-{seed}")));
    for table in &tables {
        write(&all.join(format!("{}.parquet", table.name)), &table.columns);
        let kept: Vec<_> =
            table.columns.iter().filter(|(name, _)| *name != "x").map(|(name, values)| (*name, values.keep(&table.kept))).collect();
        write(&some.join(format!("{}.parquet", table.name)), &kept);
    }
    let connection = |kind: u8| {
        let mut bytes = [kind; 10];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        vocab::ConnectionId::from_parts(0, bytes)
    };
    let (full, restricted) = (connection(1), connection(2));
    use semantics::port::QueryEngine;
    house.engine.attach(full, semantics::port::Source::Local { folder: all.clone() }).await.unwrap();
    house.engine.attach(restricted, semantics::port::Source::Local { folder: some.clone() }).await.unwrap();
    let rules: Vec<_> = tables.iter().map(|table| (table.name, table.rule.clone())).collect();
    let (secured, reference) = (policy(full, &rules), policy(restricted, &rules));
    for _ in 0..QUERIES_PER_DATABASE {
        let sql = query(&mut random, &["t", "u"]);
        let got = house.ask(&sql, &secured).await;
        let expected = house.ask(&sql, &reference).await;
        match (&got, &expected) {
            (Ok(got), Ok(expected)) => {
                assert_eq!(got.set(), expected.set(), "seed {seed}: {sql}");
                tally.answered += 1;
                tally.rows += got.rows.len();
            }
            (Err(got), Err(expected)) => {
                assert_eq!(got, expected, "seed {seed}: {sql}");
                if got.code() == "query_failed" {
                    tally.failed += 1;
                } else {
                    tally.unplanned += 1;
                    if std::env::var_os("LUCARNE_SHOW").is_some() {
                        eprintln!("{got}: {sql}");
                    }
                }
            }
            (got, expected) => panic!("seed {seed}: {sql}\n  on all rows: {got:?}\n  on the allowed rows: {expected:?}"),
        }
    }
    house.engine.detach(full).await;
    house.engine.detach(restricted).await;
    std::fs::remove_dir_all(all).unwrap();
    std::fs::remove_dir_all(some).unwrap();
}
