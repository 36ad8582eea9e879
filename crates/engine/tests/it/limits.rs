//! A query that would take the server down takes only itself down.

use std::time::{Duration, Instant};

use futures::StreamExt;
use semantics::port::{Ask, EngineError, Limits, QueryEngine};

use crate::support::{House, LIMITS, Rule, asked, ints, policy, run, shop, write};

/// A table of a hundred thousand numbers.
async fn numbers() -> (House, access::DataPolicy) {
    let house = House::new(2);
    let folder = house.folder("numbers");
    let count = 100_000_i64;
    write(&folder.join("t.parquet"), &[("n", ints(&(0..count).collect::<Vec<_>>())), ("one", ints(&vec![1; count as usize]))]);
    let connection = house.attach(1, folder).await;
    (house, policy(connection, &[("t", Rule::all())]))
}

fn limited(sql: &str, policy: &access::DataPolicy, limits: Limits) -> Ask {
    Ask { limits, ..asked(sql, policy) }
}

#[tokio::test]
async fn time_ends_every_kind_of_operator() {
    let (house, policy) = numbers().await;
    let limits = Limits { seconds: 1, ..LIMITS };
    for sql in [
        "select count(*) from t a join t b on a.n + b.n = -1 and a.n < b.n or a.n = -b.n - 7",
        "select count(*) from t a, t b, t c where a.n + b.n + c.n = -1",
        "select count(*) from t a join t b on a.one = b.one where a.n + b.n < 0",
        "select count(*) from t a join t b on a.one = b.one and a.n + b.n < 0",
        "with recursive r(x) as (select 1 union all select x + 1 from r) select count(*) from r",
        "select count(*) from (select unnest(range(1, 10000)) as u from t) x, t y where x.u + y.n < 0",
    ] {
        let start = Instant::now();
        let error = run(&house.engine, limited(sql, &policy, limits)).await.unwrap_err();
        assert!(
            matches!(error, EngineError::TimeLimit { seconds: 1 } | EngineError::QueryTooLarge { .. } | EngineError::MemoryLimit),
            "{sql}: {error}"
        );
        assert!(start.elapsed() < Duration::from_secs(3), "{sql}: {:?}", start.elapsed());
    }
    // And the processor is free again soon after: a small query is not slowed down by those that were stopped.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let used = cpu_seconds();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let burning = cpu_seconds() - used;
    assert!(burning < 1.0, "{burning} seconds of processor after every query was stopped");
}

/// User and system time of this process.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// A join without an equality whose collected side is too large ends with the memory limit. It must not read that side again: the scan has handed out its row groups,
/// and what is left of them is not the answer.
#[tokio::test]
async fn a_collected_side_is_not_read_twice() {
    let (house, policy) = numbers().await;
    for sql in [
        "select count(*) from (select unnest(range(1, 10000)) as u from t) x, t y where x.u + y.n < 0",
        "select count(*) from t x, (select unnest(range(1, 10000)) as u, n from t) y where x.n + y.u < 0",
        "select count(*) from (select n, repeat('x', 100000) || n as s from t) x join (select n, repeat('y', 100000) || n as s from t) y on x.s < y.s and x.n = -y.n - 1",
    ] {
        let limits = Limits { seconds: 60, memory_bytes: 64 << 20, ..LIMITS };
        let error = run(&house.engine, limited(sql, &policy, limits)).await.unwrap_err();
        assert_eq!(error, EngineError::MemoryLimit, "{sql}");
    }
}

/// A constant is small; a column of it need not be.
#[tokio::test]
async fn constants_are_not_written_out_for_every_row() {
    let house = House::new(2);
    let folder = house.folder("wide");
    let path = folder.join("t.parquet");
    crate::support::write_in_groups(&path, &[("n", ints(&(0..20_000).collect::<Vec<_>>()))], 20_000);
    let policy = policy(house.attach(1, folder).await, &[("t", Rule::all())]);
    for sql in [
        "select n, range(1, 300000) as r from t",
        "select count(*) from (select unnest(range(1, 300000)) as u from t) x",
        "select n, repeat('x', 1000000) as s from t",
        "select max(s) from (select n, repeat('x', 1000000) as s from t) x group by n",
        "select array_agg(s) from (select repeat('x', 1000000) as s from t) x",
    ] {
        let error = run(&house.engine, limited(sql, &policy, LIMITS)).await.unwrap_err();
        assert_eq!(error, EngineError::MemoryLimit, "{sql}");
    }
    for (sql, rows) in [
        ("select count(*), sum(u) from (select unnest(range(0, 300000)) as u) x", r"[300000,44999850000]"),
        ("select count(*) from t join (select unnest(generate_series(1, 300000)) as u) x on x.u = t.n", "[19999]"),
        ("select length(repeat('x', 1000000)) + n from t where n = 7", "[1000007]"),
        ("select count(*) from t where repeat('x', 20000) = repeat('x', 20000)", "[20000]"),
    ] {
        assert_eq!(house.ask(sql, &policy).await.unwrap().rows, [rows], "{sql}");
    }
}

#[tokio::test]
async fn joins_without_an_equality_are_refused_when_they_grow_too_large() {
    let (house, policy) = numbers().await;
    let error = run(&house.engine, limited("select count(*) from t a join t b on a.n < b.n", &policy, LIMITS)).await.unwrap_err();
    assert_eq!(error.code(), "query_too_large", "{error}");
    let got = run(
        &house.engine,
        limited(
            "select count(*) from (select * from t where n < 1000) a join (select * from t where n < 1000) b on a.n < b.n",
            &policy,
            LIMITS,
        ),
    );
    assert_eq!(got.await.unwrap().rows, ["[499500]"]);
}

#[tokio::test]
async fn memory_ends_a_query_and_not_the_server() {
    let (house, policy) = numbers().await;
    let limits = Limits { memory_bytes: 4 << 20, ..LIMITS };
    for sql in [
        "select array_agg(n) from t group by n",
        "select count(*) from t a join t b on a.n = b.n join t c on b.n = c.n",
        "select count(distinct n::text || 'x') from t",
    ] {
        match run(&house.engine, limited(sql, &policy, limits)).await {
            Ok(_) | Err(EngineError::MemoryLimit) => {}
            Err(other) => panic!("{sql}: {other}"),
        }
    }
    // Values that grow inside an expression are stopped before they are made.
    for sql in [
        "select length(repeat('x', 2000000000)) from t",
        "select length(lpad('x', 2000000000)) from t",
        "select sum(length(repeat(n::text, 1000000))) from t",
        "select array_length(range(1, 4000000000)) from t",
        "select array_length(generate_series(1, 4000000000)) from t",
        "select array_length(array_repeat(1, 4000000000)) from t",
        "select array_length(array_resize([1], 4000000000)) from t",
        "select length(replace(repeat('x', 100000), 'x', repeat('y', 100000))) from t",
        "with a as (select repeat('x', 4000000) as s, n from t), b as (select s || s as s, n from a), c as (select s || s as s, n from b) select max(length(s || s || n)) from c",
        "select count(generate_series(timestamp '2000-01-01', timestamp '2020-01-01', interval '1 millisecond')) from t",
    ] {
        let error = run(&house.engine, limited(sql, &policy, LIMITS)).await.unwrap_err();
        assert_eq!(error.code(), "memory_limit", "{sql}: {error}");
    }
    assert_eq!(
        house.ask("select repeat('ab', 3), lpad('7', 3, '0'), range(1, 4)", &policy).await.unwrap().rows,
        [r#"["ababab","007","[1, 2, 3]"]"#]
    );
    assert_eq!(house.ask("select count(*) from t", &policy).await.unwrap().rows, ["[100000]"]);
}

#[test]
fn a_long_or_deep_statement_is_refused_and_does_not_end_the_process() {
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (house, connection) = shop().await;
            let reader = crate::support::tenant(connection, "a");
            let sum = format!("select {}", vec!["1"; 20_000].join("+"));
            let parser = |sql: &str| {
                let dialect = semantics::sqlparser::dialect::PostgreSqlDialect {};
                let parsed = semantics::sqlparser::parser::Parser::new(&dialect).with_recursion_limit(100_000).try_with_sql(sql);
                parsed.and_then(|mut p| p.parse_statement()).unwrap()
            };
            let unions = vec!["select id from orders"; 5_000].join(" union all ");
            let nested = format!("select {}1{}", "(".repeat(600), ")".repeat(600));
            let list = format!("select id from orders where id in ({})", (0..30_000).map(|i| i.to_string()).collect::<Vec<_>>().join(","));
            let cases = (0..300).map(|i| format!("when {i} then {i}")).collect::<Vec<_>>().join(" ");
            let joins =
                format!("select 1 from orders {}", (0..250).map(|i| format!("join orders o{i} on true")).collect::<Vec<_>>().join(" "));
            for sql in [sum, unions, nested, list, joins] {
                let ask = Ask { statement: parser(&sql), ..asked("select 1", &reader) };
                let error = run(&house.engine, ask).await.unwrap_err();
                assert_eq!(error.code(), "too_complex", "{}…: {error}", &sql[..40]);
            }
            let fine = Ask {
                statement: parser(&format!("select case id {cases} end from orders where id < 4 order by id")),
                ..asked("select 1", &reader)
            };
            assert_eq!(run(&house.engine, fine).await.unwrap().rows, ["[0]", "[3]"]);
            let terms = format!("select {} from orders where id = 0", vec!["id"; 300].join("+"));
            assert_eq!(house.ask(&terms, &reader).await.unwrap().rows, ["[0]"]);
        });
    };
    // The parser of this test itself needs the room; the engine makes its own.
    std::thread::Builder::new().stack_size(512 << 20).spawn(work).unwrap().join().unwrap();
}

#[tokio::test]
async fn dropping_the_body_cancels() {
    let (house, policy) = numbers().await;
    let sql = "select a.n, b.n from t a join t b on a.one = b.one";
    let ask = Ask { limits: Limits { rows: u64::MAX, seconds: 60, ..LIMITS }, ..asked(sql, &policy) };
    let mut answer = house.engine.run(ask).await.unwrap();
    for _ in 0..3 {
        answer.body.next().await.unwrap().unwrap();
    }
    drop(answer);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let used = cpu_seconds();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(cpu_seconds() - used < 0.5, "the query goes on without a reader");
}

#[tokio::test]
async fn a_slow_reader_of_a_large_answer_gets_all_of_it() {
    let (house, policy) = numbers().await;
    let sql = "select a.n, b.n, 'some text that makes the answer large' from t a join t b on a.one = b.one and b.n < 5";
    let ask = Ask { limits: Limits { rows: 450_000, ..LIMITS }, ..asked(sql, &policy) };
    let got = run(&house.engine, ask).await.unwrap();
    assert_eq!((got.rows.len(), got.truncated), (450_000, true));
}

#[tokio::test]
async fn many_at_once_are_all_answered() {
    let (house, policy) = numbers().await;
    let sqls: Vec<String> = (0..100).map(|i| format!("select sum(n) + {i} from t")).collect();
    let all = futures::future::join_all(sqls.iter().map(|sql| house.ask(sql, &policy))).await;
    assert!(all.iter().all(Result::is_ok));
    // Too many at once are told so and not kept waiting for ever.
    let sqls: Vec<String> = (0..600).map(|i| format!("select sum(n) + {i} + 1000 from t")).collect();
    let all = futures::future::join_all(sqls.iter().map(|sql| house.ask(sql, &policy))).await;
    assert!(all.iter().all(|one| matches!(one, Ok(_) | Err(EngineError::Busy))));
}
