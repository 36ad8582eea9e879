//! Kept answers: who shares one, who never does, and when one is no longer good.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use semantics::port::{Ask, Format, Limits, QueryEngine};

use crate::support::{House, LIMITS, Rule, asked, ints, policy, run, shop, tenant, texts, write};

#[tokio::test]
async fn equal_questions_are_computed_once() {
    let (house, connection) = shop().await;
    let sql = "select tenant, count(*) from orders group by tenant order by tenant";
    let first = tenant(connection, "a");
    assert!(!house.ask(sql, &first).await.unwrap().cached);
    let again = house.ask(sql, &first).await.unwrap();
    assert!(again.cached);
    assert_eq!(again.rows, [r#"["a",100]"#]);
    // Somebody else to whom the same rows are left shares the answer, whatever else they may read.
    let same_rows = policy(connection, &[("orders", Rule::one_of("tenant", &["a"]).hide("secret"))]);
    assert!(house.ask(sql, &same_rows).await.unwrap().cached);
    let fresh = run(&house.engine, Ask { fresh: true, ..asked(sql, &first) }).await.unwrap();
    assert!(!fresh.cached);
    // What depends on the moment is not kept.
    for sql in [
        "select now() from orders limit 1",
        "select random() from orders limit 1",
        "select count(*) from orders where current_date > date '2000-01-01'",
    ] {
        assert!(!house.ask(sql, &first).await.unwrap().cached, "{sql}");
        assert!(!house.ask(sql, &first).await.unwrap().cached, "{sql}");
    }
    let random = "select random() as r from orders where id = 0";
    assert_ne!(house.ask(random, &first).await.unwrap().rows, house.ask(random, &first).await.unwrap().rows);
}

#[tokio::test]
async fn t61_no_two_questions_have_one_key() {
    let (house, connection) = shop().await;
    let sql = "select count(*), min(tenant) from orders";
    // Every way to write a rule that could run into its neighbour.
    let rule = |column: &str, values: &[&str]| Rule::one_of(column, values);
    let mut both = rule("tenant", &["a"]);
    both.rows.push(("tenant".into(), vec![vocab::AttributeValue::String("b".into())], false));
    let mut like = rule("tenant", &["a"]);
    like.rows[0].2 = true;
    let rules = [
        Rule::all(),
        Rule::all().hide("secret"),
        rule("tenant", &["a"]),
        rule("tenant", &["a"]).hide("secret"),
        rule("tenant", &["b"]),
        rule("tenant", &["a", "b"]),
        rule("tenant", &["ab"]),
        rule("tenant", &["a,b"]),
        rule("tenant", &["a\u{0}b"]),
        rule("tenant", &["a", ""]),
        rule("tenant", &[""]),
        rule("code", &["a"]),
        both,
        like,
    ];
    for rule in &rules {
        let got = house.ask(sql, &policy(connection, &[("orders", rule.clone())])).await.unwrap();
        assert!(!got.cached, "{rule:?} must not find another's answer");
    }
    for rule in &rules {
        assert!(house.ask(sql, &policy(connection, &[("orders", rule.clone())])).await.unwrap().cached, "{rule:?}");
    }
    // The statement, the format and the row limit are part of it; equal text in other places is not equal.
    let reader = tenant(connection, "a");
    let cases = [
        asked("select 'ab', 'c' from orders", &reader),
        asked("select 'a', 'bc' from orders", &reader),
        asked("select 'ab,c' from orders", &reader),
        asked("select \"id\" from orders", &reader),
        asked("select 'id' from orders", &reader),
        asked("select id from orders", &reader),
        asked("select id as id from orders", &reader),
        asked("select id from orders o", &reader),
        asked("select id from orders limit 1", &reader),
        asked("select id from orders offset 1", &reader),
        Ask { format: Format::Csv, ..asked("select id from orders", &reader) },
        Ask { limits: Limits { rows: 5, ..LIMITS }, ..asked("select id from orders", &reader) },
    ];
    for ask in cases {
        let text = ask.statement.to_string();
        let (_, got) = crate::support::bytes(&house.engine, ask).await.unwrap();
        assert!(!got.cached, "{text}");
    }
}

#[tokio::test]
async fn t62_nothing_old_after_a_change() {
    let (house, connection) = shop().await;
    let sql = "select tenant, count(*) from orders group by tenant order by tenant";
    // The rule of the reader changes: the very next question is answered under the new one.
    for _ in 0..20 {
        assert_eq!(house.ask(sql, &tenant(connection, "a")).await.unwrap().rows, [r#"["a",100]"#]);
        assert_eq!(house.ask(sql, &tenant(connection, "b")).await.unwrap().rows, [r#"["b",100]"#]);
    }
    // The data changes under the engine, without anybody telling it.
    let folder = house.dir.path().join("shop");
    let everything = policy(connection, &[("orders", Rule::all())]);
    for count in 1..6_i64 {
        let ids: Vec<i64> = (0..count).collect();
        let tenants = vec!["a"; ids.len()];
        write(&folder.join("new.tmp"), &[("id", ints(&ids)), ("tenant", texts(&tenants))]);
        std::fs::rename(folder.join("new.tmp"), folder.join("orders.parquet")).unwrap();
        let got = house.ask("select count(*) from orders", &everything).await.unwrap();
        assert_eq!(got.rows, [format!("[{count}]")]);
    }
    // The table goes.
    std::fs::remove_file(folder.join("orders.parquet")).unwrap();
    assert_eq!(house.ask("select count(*) from orders", &everything).await.unwrap_err().code(), "table_unknown");
    // A detached connection answers nothing, kept or not.
    house.engine.detach(connection).await;
    assert!(house.ask("select count(*) from customers", &tenant(connection, "a")).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t60_readers_of_many_tenants_at_once() {
    const TENANTS: usize = 50;
    let house = Arc::new(House::new(2));
    let folder = house.folder("many");
    let rows = TENANTS * 40;
    let owners: Vec<String> = (0..rows).map(|i| format!("tenant-{}-", i % TENANTS)).collect();
    let canaries: Vec<String> = (0..rows).map(|i| format!("canary-{}-{}", i % TENANTS, i)).collect();
    let owners: Vec<&str> = owners.iter().map(String::as_str).collect();
    let canaries: Vec<&str> = canaries.iter().map(String::as_str).collect();
    write(
        &folder.join("t.parquet"),
        &[("owner", texts(&owners)), ("canary", texts(&canaries)), ("n", ints(&(0..rows as i64).collect::<Vec<_>>()))],
    );
    let connection = house.attach(1, folder).await;
    let policies: Arc<Vec<_>> =
        Arc::new((0..TENANTS).map(|i| policy(connection, &[("t", Rule::one_of("owner", &[&format!("tenant-{i}-")]))])).collect());
    let queries = [
        "select * from t",
        "select canary, count(*) from t group by canary",
        "select min(canary), max(canary), count(*) from t",
        "select a.canary, b.owner from t a join t b on a.n = b.n",
        "select canary from t order by n limit 3",
        "select distinct owner from t",
        "select canary from t where n < 500",
        "with x as (select * from t) select canary from x union all select owner from x",
        "select canary, row_number() over (order by n) from t",
        "select string_agg(canary, ' ') from t",
    ];
    let seconds = std::env::var("LUCARNE_INTERLEAVE_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(5);
    let until = std::time::Instant::now() + std::time::Duration::from_secs(seconds);
    let asked_for = Arc::new(AtomicUsize::new(0));
    let mut tasks = Vec::new();
    for worker in 0..8_u64 {
        let (house, policies, count) = (house.clone(), policies.clone(), asked_for.clone());
        tasks.push(tokio::spawn(async move {
            let mut random = crate::generate::Random::new(worker);
            while std::time::Instant::now() < until {
                let who = random.below(TENANTS);
                let sql = queries[random.below(queries.len())];
                let ask = Ask { fresh: random.below(4) == 0, ..asked(sql, &policies[who]) };
                let got = run(&house.engine, ask).await.unwrap();
                assert!(!got.rows.is_empty());
                for row in &got.rows {
                    let mut words = row.split("canary-").skip(1).chain(row.split("tenant-").skip(1));
                    let own = format!("{who}-");
                    assert!(words.all(|word| word.starts_with(&own)), "{sql} for {who}: {row}");
                }
                count.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert!(asked_for.load(Ordering::Relaxed) > 100);
}
