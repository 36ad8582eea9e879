//! Non-interference: what a reader gets does not depend on rows and columns that their policy hides, nor on values that it masks. The reference is the same question,
//! under the same policy, to a database that holds only the allowed rows, or other values under the masks; results and errors must be equal.
//!
//! `LUCARNE_CASES=100000 cargo nextest run --release -p engine interference` runs more than the few thousand of every run; `LUCARNE_SEED` starts elsewhere.

use std::path::Path;
use std::sync::Arc;

use semantics::port::{EngineError, QueryEngine, Source};
use vocab::ConnectionId;

use crate::generate::{Random, masked, query, table};
use crate::support::{Got, House, Rule, policy, write};

const QUERIES_PER_DATABASE: usize = 40;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t20_non_interference() {
    let tally = over(number("LUCARNE_CASES", 3_000), Hidden::Rows).await;
    let all = tally.answered + tally.failed + tally.unplanned;
    assert!(tally.answered * 2 > all, "most queries should be answered: {tally:?}");
    assert!(tally.unplanned * 10 < all, "few queries should be impossible: {tally:?}");
}

/// With masks there are two references: a database that differs in masked values alone, and one whose rows are what the masks leave.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t31_masked_values_make_no_difference() {
    let tally = over(number("LUCARNE_CASES", 1_000), Hidden::Values).await;
    let all = tally.answered + tally.failed + tally.unplanned;
    assert!(tally.answered * 2 > all && tally.compared * 2 > all, "most queries should be answered: {tally:?}");
}

/// What must make no difference.
#[derive(Debug, Clone, Copy)]
enum Hidden {
    Rows,
    Values,
}

/// Asks so many questions of databases with different seeds, two databases at a time.
async fn over(cases: u64, hidden: Hidden) -> Tally {
    let first = number("LUCARNE_SEED", 1);
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
                    match hidden {
                        Hidden::Rows => database(&house, first.wrapping_add(index), &mut tally).await,
                        Hidden::Values => masked_database(&house, first.wrapping_add(index), &mut tally).await,
                    }
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
        tally.compared += one.compared;
    }
    eprintln!("{hidden:?} {tally:?}");
    tally
}

#[derive(Debug, Default)]
struct Tally {
    answered: usize,
    rows: usize,
    failed: usize,
    unplanned: usize,
    /// Answers that were compared with those on the masks themselves.
    compared: usize,
}

impl Tally {
    fn count(&mut self, answer: &Result<Got, EngineError>, sql: &str) {
        match answer {
            Ok(got) => {
                self.answered += 1;
                self.rows += got.rows.len();
            }
            Err(error) if error.code() == "query_failed" => self.failed += 1,
            Err(error) => {
                self.unplanned += 1;
                if std::env::var_os("LUCARNE_SHOW").is_some() {
                    eprintln!("{error}: {sql}");
                }
            }
        }
    }
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
    let (full, restricted) = (attached(house, seed, 1, &all).await, attached(house, seed, 2, &some).await);
    let rules: Vec<_> = tables.iter().map(|table| (table.name, table.rule.clone())).collect();
    let (secured, reference) = (policy(full, &rules), policy(restricted, &rules));
    for _ in 0..QUERIES_PER_DATABASE {
        let sql = query(&mut random, &["t", "u"]);
        let got = house.ask(&sql, &secured).await;
        let expected = house.ask(&sql, &reference).await;
        same(&got, &expected, seed, &sql);
        tally.count(&got, &sql);
    }
    house.engine.detach(full).await;
    house.engine.detach(restricted).await;
    std::fs::remove_dir_all(all).unwrap();
    std::fs::remove_dir_all(some).unwrap();
}

#[track_caller]
fn same(got: &Result<Got, EngineError>, expected: &Result<Got, EngineError>, seed: u64, sql: &str) {
    match (got, expected) {
        (Ok(got), Ok(expected)) => assert_eq!(got.set(), expected.set(), "seed {seed}: {sql}"),
        (Err(got), Err(expected)) => assert_eq!(got, expected, "seed {seed}: {sql}"),
        (got, expected) => panic!("seed {seed}: {sql}\n  with what is hidden: {got:?}\n  without: {expected:?}"),
    }
}

async fn attached(house: &House, seed: u64, kind: u8, folder: &Path) -> ConnectionId {
    let mut bytes = [kind; 10];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let connection = ConnectionId::from_parts(0, bytes);
    house.engine.attach(connection, Source::Local { folder: folder.to_owned() }).await.unwrap();
    connection
}

async fn masked_database(house: &House, seed: u64, tally: &mut Tally) {
    let mut random = Random::new(seed);
    let mut tables = ["t", "u"].map(|name| table(&mut random, name));
    let names = ["values", "others", "masks"].map(|kind| house.folder(&format!("{kind}-{seed}")));
    let [values, others, masks] = &names;
    for table in &mut tables {
        let twin = masked(&mut random, table);
        write(&values.join(format!("{}.parquet", table.name)), &table.columns);
        write(&others.join(format!("{}.parquet", table.name)), &twin);
    }
    let one = attached(house, seed, 1, values).await;
    // Hashes go by connection, so the other data take the place of the first ones.
    let rules: Vec<_> = tables.iter().map(|table| (table.name, table.rule.clone())).collect();
    let reader = policy(one, &rules);
    for table in &tables {
        let shown = house.ask(&format!("select * from {}", table.name), &reader).await.unwrap();
        write(&masks.join(format!("{}.parquet", table.name)), &table.shown(&shown.rows));
    }
    let shown = attached(house, seed, 2, masks).await;
    let everything = policy(shown, &tables.each_ref().map(|table| (table.name, Rule::all())));
    let questions: Vec<String> = (0..QUERIES_PER_DATABASE).map(|_| query(&mut random, &["t", "u"])).collect();
    let mut answers = Vec::new();
    for sql in &questions {
        answers.push(house.ask(sql, &reader).await);
    }
    house.engine.attach(one, Source::Local { folder: others.clone() }).await.unwrap();
    for (sql, got) in questions.iter().zip(&answers) {
        same(got, &house.ask(sql, &reader).await, seed, sql);
        tally.count(got, sql);
        // Which of several failing parts is met first goes by what runs below the barrier, so only answers are compared here.
        if let (Ok(got), Ok(expected)) = (got, &house.ask(sql, &everything).await) {
            assert_eq!(got.set(), expected.set(), "seed {seed}, on the masks: {sql}");
            tally.compared += 1;
        }
    }
    house.engine.detach(one).await;
    house.engine.detach(shown).await;
    names.iter().for_each(|folder| std::fs::remove_dir_all(folder).unwrap());
}
