//! What is not run, and what errors say.

use crate::support::{Rule, policy, shop, tenant};

#[track_caller]
fn check(sql: &str, code: &str, expected: &str) {
    assert_eq!(code, expected, "{sql}");
}

async fn refused(cases: &[(&str, &str)]) {
    let (house, connection) = shop().await;
    let policy = tenant(connection, "a");
    for (sql, expected) in cases {
        let code = match house.ask(sql, &policy).await {
            Ok(got) => format!("answered with {} rows", got.rows.len()),
            Err(error) => error.code().to_owned(),
        };
        check(sql, &code, expected);
    }
}

#[tokio::test]
async fn t22_expressions_reach_no_system_function() {
    refused(&[
        ("select version()", "function_refused"),
        ("select id from orders order by version()", "function_refused"),
        ("select id from orders where version() is null", "function_refused"),
        ("select file_row_index() from orders", "function_refused"),
        ("select input_file_name() from orders", "function_refused"),
        ("select arrow_metadata(id) from orders", "function_refused"),
        ("select pg_sleep(10)", "function_refused"),
        ("select current_user", "column_unknown"),
        ("select current_setting('x')", "function_refused"),
        ("select @@version", "sql_invalid"),
        ("select $1", "function_refused"),
        ("select array_transform([1], x -> x + 1)", "function_refused"),
    ])
    .await;
}

#[tokio::test]
async fn t23_no_files_no_catalog_no_table_functions() {
    refused(&[
        ("select * from read_parquet('/etc/passwd')", "function_refused"),
        ("select * from read_csv('/etc/passwd')", "function_refused"),
        ("select * from generate_series(1, 10)", "function_refused"),
        ("select * from range(10)", "function_refused"),
        ("select * from glob('*')", "function_refused"),
        ("select * from '/etc/passwd'", "table_unknown"),
        ("select * from 'orders.parquet'", "table_unknown"),
        ("select * from \"orders.parquet\"", "table_unknown"),
        ("select * from \"file:///etc/passwd\"", "table_unknown"),
        ("select * from information_schema.tables", "table_unknown"),
        ("select * from information_schema.columns", "table_unknown"),
        ("select * from pg_catalog.pg_class", "table_unknown"),
        ("select * from pg_class", "table_unknown"),
        ("select * from datafusion.public.orders", "table_unknown"),
        ("select * from public.orders", "table_unknown"),
        ("select * from \"Orders\"", "table_unknown"),
        ("select * from nothing", "table_unknown"),
        ("select * from orders, lateral generate_series(1, id)", "function_refused"),
        ("with o as (select * from parquet_metadata('x')) select * from o", "function_refused"),
    ])
    .await;
}

#[tokio::test]
async fn t24_spelling_does_not_help() {
    refused(&[
        ("select/**/version/**/()", "function_refused"),
        ("select VERSION()", "function_refused"),
        ("select \"version\"()", "function_refused"),
        ("select version(/* x */)", "function_refused"),
        ("select (((version())))", "function_refused"),
        ("select case when true then version() end", "function_refused"),
        ("select coalesce(null, version())", "function_refused"),
        ("select 1 where exists (select version())", "function_refused"),
        ("select count(*) filter (where version() is null) from orders", "function_refused"),
        ("select sum(length(version())) over () from orders", "function_refused"),
        ("select * from orders where secret = 'x'", "column_unknown"),
        ("select * from orders where \"secret\" = 'x'", "column_unknown"),
        ("select * from orders o where o.SECRET = 'x'", "column_unknown"),
    ])
    .await;
}

#[tokio::test]
async fn t25_only_one_query() {
    refused(&[
        ("insert into orders values (1)", "not_a_query"),
        ("update orders set amount = 0", "not_a_query"),
        ("delete from orders", "not_a_query"),
        ("create table x as select * from orders", "not_a_query"),
        ("create view x as select * from orders", "not_a_query"),
        ("create external table x stored as parquet location '/etc'", "not_a_query"),
        ("drop table orders", "not_a_query"),
        ("copy orders to '/tmp/x.csv'", "not_a_query"),
        ("copy (select * from orders) to '/tmp/x.csv'", "not_a_query"),
        ("set datafusion.execution.batch_size = 1", "not_a_query"),
        ("show tables", "not_a_query"),
        ("explain select * from orders", "not_a_query"),
        ("explain analyze select * from orders", "not_a_query"),
        ("explain analyze insert into orders values (1)", "not_a_query"),
        ("begin", "not_a_query"),
        ("prepare p as select 1", "not_a_query"),
        ("with x as (insert into orders values (1) returning id) select * from x", "not_a_query"),
        ("with x as (delete from orders returning id) select * from x", "not_a_query"),
        ("select * into x from orders", "not_a_query"),
        ("select * from orders for update", "not_a_query"),
    ])
    .await;
}

#[tokio::test]
async fn tables_that_the_policy_refuses_or_does_not_speak_of() {
    let (house, connection) = shop().await;
    let only_orders = policy(connection, &[("orders", Rule::all())]);
    let error = house.ask("select * from customers", &only_orders).await.unwrap_err();
    let nothing = house.ask("select * from customerz", &only_orders).await.unwrap_err();
    assert_eq!(error.to_string().replace("customers", "customerz"), nothing.to_string(), "not for the reader is the same as not there");
    let refused = policy(connection, &[("orders", Rule::refused()), ("customers", Rule::all())]);
    for sql in [
        "select * from orders",
        "select 1 from customers where exists (select 1 from orders)",
        "with o as (select 1 from orders) select * from o",
    ] {
        let error = house.ask(sql, &refused).await.unwrap_err();
        assert_eq!(error.code(), "table_refused", "{sql}");
        assert!(error.to_string().contains("absent"), "says which attribute is missing: {error}");
    }
    assert_eq!(house.ask("select count(*) from customers", &refused).await.unwrap().rows, ["[7]"]);
    // A rule on a column that is not there closes the table.
    let broken = policy(connection, &[("orders", Rule::one_of("nowhere", &["a"]))]);
    assert!(house.ask("select * from orders", &broken).await.is_err());
}

#[tokio::test]
async fn t30_a_hidden_column_is_not_there() {
    let (house, connection) = shop().await;
    for rule in
        [Rule::all().hide("secret"), Rule::one_of("tenant", &["a"]).hide("secret"), Rule::one_of("secret", &["hidden-1"]).hide("secret")]
    {
        let policy = policy(connection, &[("orders", rule)]);
        let got = house.ask("select * from orders limit 1", &policy).await.unwrap();
        assert!(got.columns.iter().all(|column| !column.starts_with("secret")), "{:?}", got.columns);
        for sql in [
            "select secret from orders",
            "select id from orders where secret = 'hidden-1'",
            "select id from orders order by secret",
            "select count(secret) from orders",
            "select min(secret), max(secret) from orders",
            "select id from orders group by id, secret",
            "select o.secret from orders o",
            "select a.id from orders a join orders b using (secret)",
            "select row_number() over (partition by secret) from orders",
            "select (select max(secret) from orders)",
            "with o as (select * from orders) select secret from o",
            "select id from orders where exists (select 1 from orders p where p.secret = orders.secret)",
        ] {
            let error = house.ask(sql, &policy).await.unwrap_err();
            assert_eq!(error.code(), "column_unknown", "{sql}: {error}");
            let without_quote = error.to_string().replace("orders.secret", "").replace("o.secret", "").replace("p.secret", "");
            assert!(!without_quote.contains("hidden"), "{error}");
            let unknown = house.ask(&sql.replace("secret", "nowhere"), &policy).await.unwrap_err();
            assert_eq!(error.to_string().replace("secret", "nowhere"), unknown.to_string(), "hidden is the same as not there: {sql}");
        }
        // The statistics that a browser would get are those of the result.
        let ask =
            semantics::port::Ask { format: semantics::port::Format::ArrowStream, ..crate::support::asked("select * from orders", &policy) };
        let (stream, _) = crate::support::bytes(&house.engine, ask).await.unwrap();
        assert!(!stream.windows(7).any(|w| w == b"hidden-") && !stream.windows(6).any(|w| w == b"secret"));
    }
}

#[tokio::test]
async fn t33_errors_tell_nothing_of_hidden_rows() {
    let (house, connection) = shop().await;
    let reader = tenant(connection, "a");
    // Each of these fails on a row of tenant `c` and on no row of tenant `a`.
    for sql in [
        "select count(*) from orders where cast(code as bigint) = 1",
        "select count(*) from orders where cast(code as bigint) >= 0 and tenant = 'a'",
        "select sum(1 / amount) from orders",
        "select count(*) from orders where 1 / amount >= 0",
        "select count(*) from orders where 1 / (case when tenant = 'c' then 0 else 1 end) = 1",
        "select count(*) from orders where tenant = 'c' and 1 / amount = 1",
        "select count(*) from orders where (tenant = 'c' and cast(code as bigint) = 1) or id >= 0",
        "select count(*) from orders a join orders b on cast(a.code as bigint) = cast(b.code as bigint)",
        "select count(*) from orders a join orders b on a.id = b.id and 1 / a.amount >= 0",
        "select max(cast(code as bigint)) from orders",
        "select id from orders order by 1 / amount, id limit 5",
        "select id from orders order by cast(code as bigint), id limit 5",
        "select count(*) from orders group by cast(code as bigint)",
        "select count(*) from customers c where exists (select 1 from orders o where o.customer = c.id and 1 / o.amount >= 0)",
        "select count(*) from customers c where c.id in (select cast(code as bigint) from orders)",
        "select sum(cast(code as bigint)) over (order by id) from orders",
        "select tenant, row_number() over (order by 1 / amount, id) from orders",
        "select *, rank() over (partition by 1 / amount order by cast(code as bigint)) from orders",
        "with o as (select cast(code as bigint) as n from orders) select count(*) from o where n > 3",
        "select count(*) from (select arrow_cast(code, 'Int8') as n from orders) where n is not null",
        "select count(*) from orders where id + 9223372036854775807 - id > 0 and id < 0",
        "select count(*) from orders where array_element([1, 2], cast(code as bigint)) = 1",
    ] {
        let secured = house.ask(sql, &reader).await;
        assert!(secured.is_ok(), "{sql}: {secured:?}");
    }
    // And where a visible row is at fault, the error has no value in it.
    let everything = policy(connection, &[("orders", Rule::all()), ("customers", Rule::all())]);
    let tenant_c = tenant(connection, "c");
    for sql in [
        "select cast(code as bigint) from orders",
        "select 1 / amount from orders",
        "select count(*) from orders where cast(code as bigint) = 1",
        "select cast(code as date) from orders",
        "select to_timestamp(code) from orders",
        "select arrow_cast(code, 'Int8') from orders",
        "select cast(code as boolean) from orders",
        "select to_date(code) from orders",
        "select decode(code, 'hex') from orders",
        "select regexp_replace('x', code || '(', 'y') from orders",
    ] {
        for policy in [&everything, &tenant_c] {
            let error = house.ask(sql, policy).await.unwrap_err();
            assert_eq!(error.code(), "query_failed", "{sql}: {error}");
            let text = format!("{error} {error:?}");
            assert!(!text.contains("canary") && !text.contains("select") && !text.contains("parquet") && !text.contains(".rs"), "{text}");
        }
    }
}
