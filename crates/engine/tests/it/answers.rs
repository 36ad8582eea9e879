//! What comes out: formats, limits on rows, and the policy in every place where a table can stand.

use semantics::port::{Ask, Format, Limits};

use crate::support::{House, LIMITS, Rule, asked, bytes, policy, run, shop, tenant, write_shop};

#[tokio::test]
async fn formats() {
    let (house, connection) = shop().await;
    let policy = tenant(connection, "a");
    let sql = "select id, tenant, amount * 1.5 as x, amount > 5 as big, date '2013-01-31' as day, to_timestamp('2013-01-31T05:06:07') as moment, [1, 2] as list \
               from orders where id < 6 order by id";
    let got = house.ask(sql, &policy).await.unwrap();
    assert_eq!(got.columns, ["id: Integer", "tenant: Text", "x: Number", "big: Boolean", "day: Date", "moment: Timestamp", "list: Other"]);
    assert_eq!(
        got.rows,
        [
            r#"[0,"a",1.5,false,"2013-01-31","2013-01-31T05:06:07","[1, 2]"]"#,
            r#"[3,"a",6.0,false,"2013-01-31","2013-01-31T05:06:07","[1, 2]"]"#
        ]
    );
    let ask = |format| Ask { format, ..asked("select id, tenant from orders where id < 4 order by id", &policy) };
    assert_eq!(bytes(&house.engine, ask(Format::Csv)).await.unwrap().0, b"id,tenant\r\n0,a\r\n3,a\r\n");
    let (stream, _) = bytes(&house.engine, ask(Format::ArrowStream)).await.unwrap();
    let batches: Vec<_> = arrow::ipc::reader::StreamReader::try_new(stream.as_slice(), None).unwrap().map(Result::unwrap).collect();
    let schema = batches[0].schema();
    assert_eq!(schema.field(1).data_type(), &arrow::datatypes::DataType::Utf8, "text leaves as the plainest kind of text");
    assert_eq!(batches.iter().map(arrow::array::RecordBatch::num_rows).sum::<usize>(), 2);
    // No rows: still a schema, a header, a list.
    let none = |format| Ask { format, ..asked("select id from orders where id < 0", &policy) };
    assert_eq!(bytes(&house.engine, none(Format::Csv)).await.unwrap().0, b"id\r\n");
    assert_eq!(bytes(&house.engine, none(Format::Json)).await.unwrap().0, b"[]");
    let (stream, _) = bytes(&house.engine, none(Format::ArrowStream)).await.unwrap();
    assert_eq!(arrow::ipc::reader::StreamReader::try_new(stream.as_slice(), None).unwrap().schema().field(0).name(), "id");
}

#[tokio::test]
async fn rows_beyond_the_limit_are_cut_and_said_so() {
    let (house, connection) = shop().await;
    let policy = tenant(connection, "a");
    for (limit, rows, truncated) in [(99, 99, true), (100, 100, false), (101, 100, false), (0, 0, true)] {
        let ask = Ask { limits: Limits { rows: limit, ..LIMITS }, ..asked("select id from orders", &policy) };
        let got = run(&house.engine, ask).await.unwrap();
        assert_eq!((got.rows.len(), got.truncated), (rows, truncated), "limit {limit}");
    }
}

/// Everywhere a table can stand in a query. Each shape is asked under the policy and, without one, of a database that holds only what the policy leaves.
const SHAPES: &[&str] = &[
    "select * from orders",
    "select * from orders o where o.amount > 3",
    "select * from \"orders\"",
    "select * from ORDERS",
    "select count(*) from orders",
    "select count(*), min(id), max(id), min(tenant), max(tenant) from orders",
    "select count(distinct tenant) from orders",
    "select tenant, count(*), sum(amount), avg(amount) from orders group by tenant",
    "select tenant, count(*) from orders group by rollup(tenant)",
    "select customer, count(*) from orders group by customer having count(*) > (select count(*) / 10 from orders)",
    "with o as (select * from orders) select count(*) from o",
    "with o as (select * from orders), p as (select * from o where id > 5) select count(*) from p join o on o.id = p.id",
    "with orders as (select * from orders where id < 100) select count(*), max(id) from orders",
    "with recursive r(n) as (select min(id) from orders union all select n + 3 from r where n < 60) select o.id, r.n from r left join orders o on o.id = r.n",
    "with recursive orders2 as (select id, amount from orders where id < 3 union all select o.id, o.amount from orders2 r join orders o on o.id = r.id + 3 where o.id < 50) select * from orders2",
    "with recursive customers as (select id, name from customers where id < 2 union all select c.id + 1, c.name from customers c where c.id < 5) select * from customers",
    "select * from orders union select * from orders",
    "select id from orders union all select id from customers",
    "select id from customers except select id from orders",
    "select id from orders intersect select id from customers",
    "select a.id, b.id from orders a join orders b on a.id = b.id + 1",
    "select a.id, b.id from orders a join orders b on a.id = b.id + 3 and a.amount < b.amount",
    "select o.id, c.name from orders o left join customers c on c.id = o.customer",
    "select o.id, c.name from orders o right join customers c on c.id = o.customer and o.amount > 10",
    "select o.id, c.name from orders o full join customers c on c.id = o.id",
    "select count(*) from orders o cross join customers c",
    "select count(*) from orders o, customers c where o.amount > c.id",
    "select c.id from customers c where exists (select 1 from orders o where o.customer = c.id and o.amount > 15)",
    "select c.id from customers c where not exists (select 1 from orders o where o.customer = c.id and o.amount > 15)",
    "select c.id from customers c where c.id in (select customer from orders where amount = 3)",
    "select c.id from customers c where c.id not in (select customer from orders where amount = 3)",
    "select (select max(amount) from orders) as m, id from customers",
    "select id, (select count(*) from orders o where o.customer = c.id) as n from customers c",
    "select c.id, o.n from customers c, lateral (select count(*) as n from orders o where o.customer = c.id) o",
    "select id, row_number() over (order by id) as r, sum(amount) over (partition by tenant order by id) as s from orders",
    "select id, count(*) over () as n, lag(id) over (order by id) as l, first_value(id) over (order by id desc) as f from orders",
    "select * from (select tenant, id, rank() over (partition by tenant order by amount desc, id) as r from orders) where r <= 2",
    "select id from orders order by amount desc, id limit 7",
    "select id from orders order by (select max(id) from orders) - id limit 7 offset 3",
    "select distinct tenant from orders",
    "select distinct on (customer) customer, id from orders order by customer, id",
    "select case when count(*) > 100 then 'many' else 'few' end from orders",
    "select id from orders where tenant = 'c'",
    "select id from orders where tenant <> 'a' or tenant is null",
    "select id from orders where tenant in ('a', 'c') and code like 'canary%'",
    "select id from orders where cast(code as bigint) = 3",
    "select id, 100 / amount as q from orders",
    "select unnest(array_agg(id)) as u from orders",
    "select t.u from (select unnest([1, 2, 3]) as u) t join orders o on o.id = t.u",
    "values (1), (2)",
    "select approx_distinct(tenant), string_agg(distinct tenant, ',') from orders",
    "select sum(amount) filter (where tenant = 'c') as s, count(*) filter (where tenant = 'a') as n from orders",
    "(select id from orders order by id limit 3) union all (select id from customers order by id limit 2)",
    "select o.id from (select * from (select * from (select * from (select * from orders) a) b) c) o where o.id % 2 = 0",
    "select count(*) from orders tablesample system (100)",
];

#[tokio::test]
async fn t21_every_place_where_a_table_can_stand() {
    let house = House::new(2);
    let all = house.folder("all");
    write_shop(&all, |_| true);
    let some = house.folder("some");
    write_shop(&some, |tenant| tenant == "a");
    let (all, some) = (house.attach(1, all).await, house.attach(2, some).await);
    let secured = tenant(all, "a");
    let reference = policy(some, &[("orders", Rule::all().hide("secret")), ("customers", Rule::all())]);
    for sql in SHAPES {
        let expected = house.ask(sql, &reference).await;
        let got = house.ask(sql, &secured).await;
        match (&got, &expected) {
            (Ok(got), Ok(expected)) => assert_eq!(got.set(), expected.set(), "{sql}"),
            // A shape that the engine does not know is as unknown with a policy as without.
            (got, expected) => assert_eq!(got.as_ref().err(), expected.as_ref().err(), "{sql}"),
        }
    }
    let answered = SHAPES.len();
    let mut failed = Vec::new();
    for sql in SHAPES {
        if let Err(error) = house.ask(sql, &secured).await {
            failed.push(format!("{sql}: {error}"));
        }
    }
    assert!(failed.len() <= 1, "of {answered} shapes these are not answered: {failed:#?}");
}

#[tokio::test]
async fn t26_values_of_a_policy_are_literals() {
    let house = House::new(1);
    let folder = house.folder("odd");
    let odd = ["O'Hare", "a\\", "100%", "_", "", "a' or '1'='1", "A", "a", "ä", "ａ", "{a}", "\u{0}x"];
    crate::support::write(
        &folder.join("t.parquet"),
        &[("v", crate::support::texts(&odd)), ("n", crate::support::ints(&(0..odd.len() as i64).collect::<Vec<_>>()))],
    );
    let connection = house.attach(1, folder).await;
    for (index, value) in odd.iter().enumerate() {
        let policy = policy(connection, &[("t", Rule::one_of("v", &[value]))]);
        let got = house.ask("select n from t", &policy).await.unwrap();
        assert_eq!(got.rows, [format!("[{index}]")], "{value:?}");
    }
    let like =
        |pattern: &str| Rule { rows: vec![("v".into(), vec![vocab::AttributeValue::String(pattern.into())], true)], ..Rule::default() };
    for (pattern, expected) in [("%", odd.len()), ("100\\%", 1), ("\\_", 1), ("_", 5), ("A%", 1), ("nothing", 0)] {
        let got = house.ask("select n from t", &policy(connection, &[("t", like(pattern))])).await.unwrap();
        assert_eq!(got.rows.len(), expected, "{pattern}");
    }
}
