//! Masked columns: everything that the reader wrote meets the mask, whatever the road.

use access::{DataPolicy, Mask};
use semantics::port::{Ask, Format, QueryEngine};
use vocab::{AttributeValue, ConnectionId};

use crate::support::{House, Rule, asked, bytes, ints, parse, policy, sql_mask, texts, write_in_groups};

/// Ten people in row groups of two, and their calls. The phone numbers are what nobody without the grant may learn; they and the days are sorted, so that statistics
/// of row groups would tell of them.
async fn people() -> (House, ConnectionId) {
    let house = House::new(2);
    let folder = house.folder("people");
    let phones: Vec<String> = (0..10).map(|i| format!("+33-canary-{}", i / 2)).collect();
    let phones: Vec<&str> = phones.iter().map(String::as_str).collect();
    let days = crate::support::Values::Date((0..10).map(|i| Some(7_777 + i)).collect());
    let columns = [
        ("id", ints(&(0..10).collect::<Vec<_>>())),
        ("tenant", texts(&["a", "b", "a", "b", "a", "b", "a", "b", "a", "b"])),
        ("phone", texts(&phones)),
        ("pay", ints(&(0..10).map(|i| 424_200 + i).collect::<Vec<_>>())),
        ("born", days),
    ];
    write_in_groups(&folder.join("people.parquet"), &columns, 2);
    let called: Vec<&str> = [0, 0, 1, 5, 9].iter().map(|i| phones[*i]).collect();
    write_in_groups(&folder.join("calls.parquet"), &[("id", ints(&[0, 1, 2, 3, 4])), ("phone", texts(&called))], 2);
    let connection = house.attach(1, folder).await;
    (house, connection)
}

fn masks() -> [(&'static str, Mask); 4] {
    [
        ("null", Mask::Null),
        ("text", Mask::Text("hidden".into())),
        ("hash", Mask::Hash),
        ("sql", sql_mask("left(\"phone\", 3) || '…'", &["phone"])),
    ]
}

/// `phone` masked as said, in both tables, `pay` and `born` by null.
fn reader(connection: ConnectionId, mask: &Mask) -> DataPolicy {
    let people = Rule::all().mask("phone", mask.clone()).mask("pay", Mask::Null).mask("born", Mask::Null);
    policy(connection, &[("people", people), ("calls", Rule::all().mask("phone", mask.clone()))])
}

/// Questions whose answer on the values themselves is another one than on any mask.
const ORACLES: &[(&str, &str)] = &[
    ("select count(*) from people where phone = '+33-canary-1'", "[0]"),
    ("select count(*) from people where phone in ('+33-canary-1', '+33-canary-2')", "[0]"),
    ("select count(*) from people where phone like '%canary%'", "[0]"),
    ("select count(*) from people where phone ilike '%CANARY-3'", "[0]"),
    ("select count(*) from people where phone between '+33-canary-0' and '+33-canary-9'", "[0]"),
    ("select count(*) from people where phone similar to '.*canary.*'", "[0]"),
    ("select count(*) from people where strpos(phone, 'canary') > 0", "[0]"),
    ("select count(*) from people where md5(phone) = md5('+33-canary-1')", "[0]"),
    ("select count(*) from people where phone is not distinct from '+33-canary-1'", "[0]"),
    ("select count(*) filter (where phone = '+33-canary-1') from people", "[0]"),
    ("select sum(case phone when '+33-canary-1' then 1 else 0 end) from people", "[0]"),
    ("select count(*) from people where pay = 424207", "[0]"),
    ("select count(*) from people where pay > 0 or born > date '1900-01-01'", "[0]"),
    ("select count(*) from people where id = 7 and pay between 424207 and 424207", "[0]"),
    ("select count(pay), min(pay), max(pay), min(born), max(born) from people", "[0,null,null,null,null]"),
    ("select count(*) from people where 1 / nullif(pay, 424203) > 0", "[0]"),
    ("with p as (select * from people) select count(*) from p where phone = '+33-canary-1'", "[0]"),
    ("select count(*) from (select phone as x from people) p where x = '+33-canary-1'", "[0]"),
    ("select count(*) from people p join (values ('+33-canary-1')) v(x) on v.x = p.phone", "[0]"),
    ("select count(*) from people p where exists (select 1 from (values ('+33-canary-1')) v(x) where v.x = p.phone)", "[0]"),
    ("select count(*) from people where phone in (select x from (values ('+33-canary-1')) v(x))", "[0]"),
    ("select count(*) from people p, lateral (select 1 where p.phone = '+33-canary-1') l", "[0]"),
    ("select count(*) from (select phone from people union select '+33-canary-1') x where phone = '+33-canary-1'", "[1]"),
    ("select count(*) from (select phone from people intersect select '+33-canary-1') x", "[0]"),
    ("select count(*) from people group by phone having phone = '+33-canary-1'", ""),
    ("select count(*) from (select id from people qualify max(phone) over () = '+33-canary-4') x", "[0]"),
    ("select count(*) from (select id, first_value(phone) over (order by id) as f from people) x where f = '+33-canary-0'", "[0]"),
    ("select count(*) from people a join people b on a.phone = b.phone where a.phone = '+33-canary-1'", "[0]"),
    (
        "with recursive r(p) as (select min(phone) from people union all select '+33-canary-1' from r where p = '+33-canary-0') select count(*) from r",
        "[1]",
    ),
    // Sorting, limits and dynamic filters: the mask is the same everywhere or says nothing of the order, so the tie-breaker decides.
    ("select id from (select id, pay from people order by pay desc nulls last, id limit 1) x", "[0]"),
    ("select id from people order by born desc nulls last, id limit 1", "[0]"),
    ("select max(id) from people where pay is not null", "[null]"),
    ("select count(*) from people p join calls c on c.phone = p.phone where p.pay = 424201", "[0]"),
];

#[tokio::test]
async fn t31_filters_joins_groups_and_sorts_meet_the_mask() {
    let (house, connection) = people().await;
    let everything = policy(connection, &[("people", Rule::all()), ("calls", Rule::all())]);
    for (kind, mask) in masks() {
        let reader = reader(connection, &mask);
        for (sql, expected) in ORACLES {
            let got = house.ask(sql, &reader).await.unwrap_or_else(|e| panic!("{kind}: {sql}: {e}"));
            assert_eq!(got.rows.join(" "), *expected, "{kind}: {sql}");
        }
    }
    // The oracles are such: on the values themselves nearly all of them say something else.
    let mut same = 0;
    for (sql, expected) in ORACLES {
        same += usize::from(house.ask(sql, &everything).await.is_ok_and(|got| got.rows.join(" ") == *expected));
    }
    assert!(same <= 3, "{same} of the questions are no oracle");
}

#[tokio::test]
async fn t31_no_value_comes_out_in_rows_downloads_plans_or_errors() {
    let (house, connection) = people().await;
    for (kind, mask) in masks() {
        let reader = reader(connection, &mask);
        for sql in [
            "select * from people",
            "select distinct phone from people order by phone",
            "select min(phone), max(phone), string_agg(phone, ','), array_agg(phone), any_value(phone), count(distinct phone) from people",
            "select p.*, c.* from people p full join calls c on c.phone = p.phone",
            "select * from people where id < 3 union all select * from people where id > 7",
            "select cast(phone as bigint) from people",
            "select cast(right(phone, 8) as date) from people",
            "select 1 / (pay - 400000 - 24203) from people",
            "select id from people where phone > 5",
            "select struct(phone), named_struct('p', phone), map(['k'], [phone]) from people",
            "select lag(phone) over (order by id), first_value(pay) over (order by born) from people",
            "select id, phone from people order by phone desc, id limit 3",
        ] {
            if let Ok(plan) = house.engine.explain(asked(sql, &reader)).await {
                assert!(!plan.contains("canary") && !plan.contains("4242"), "{kind}: {sql}\n{plan}");
            }
            for format in [Format::Json, Format::Csv, Format::ArrowStream] {
                let said = match bytes(&house.engine, Ask { format, ..asked(sql, &reader) }).await {
                    Ok((bytes, _)) => String::from_utf8_lossy(&bytes).into_owned(),
                    Err(error) => error.to_string(),
                };
                assert!(!said.contains("canary") && !said.contains("4242"), "{kind} as {format:?}: {sql}\n{said}");
            }
        }
    }
}

#[tokio::test]
async fn t31_what_stands_in_the_column() {
    let (house, connection) = people().await;
    let two = "select id, phone, pay from people where id in (0, 1, 2) order by id";
    for (mask, expected) in [
        (Mask::Null, [r#"[0,null,null]"#, r#"[1,null,null]"#, r#"[2,null,null]"#]),
        (Mask::Text("hidden".into()), [r#"[0,"hidden",null]"#, r#"[1,"hidden",null]"#, r#"[2,"hidden",null]"#]),
        (sql_mask("left(\"phone\", 3) || '…'", &["phone"]), [r#"[0,"+33…",null]"#, r#"[1,"+33…",null]"#, r#"[2,"+33…",null]"#]),
        // Over another column.
        (sql_mask("'person ' || \"id\"", &["id"]), [r#"[0,"person 0",null]"#, r#"[1,"person 1",null]"#, r#"[2,"person 2",null]"#]),
    ] {
        let got = house.ask(two, &reader(connection, &mask)).await.unwrap();
        assert_eq!(got.rows, expected, "{mask:?}");
        assert_eq!(got.columns, ["id: Integer", "phone: Text", "pay: Integer"], "types stay: {mask:?}");
    }
    // Hashes keep what is equal equal, within a table and across tables, and nothing else.
    let (hashed, clear) = (reader(connection, &Mask::Hash), policy(connection, &[("people", Rule::all()), ("calls", Rule::all())]));
    for sql in [
        "select count(distinct phone), count(phone), count(*) from people",
        "select p.id, count(*) from people p join calls c on c.phone = p.phone group by p.id order by p.id",
        "select count(*) from people p left join calls c on c.phone = p.phone where c.id is null",
        "select count(*), min(id) from people group by phone order by min(id)",
        "select id from people where phone in (select phone from calls) order by id",
    ] {
        assert_eq!(house.ask(sql, &hashed).await.unwrap().rows, house.ask(sql, &clear).await.unwrap().rows, "{sql}");
    }
    let hash = house.ask("select phone from people where id = 0", &hashed).await.unwrap().rows.remove(0);
    assert_eq!(hash.len(), 36, "32 letters: {hash}");
    let found =
        house.ask(&format!("select id from people where phone = {} order by id", hash[1..35].replace('"', "'")), &hashed).await.unwrap();
    assert_eq!(found.rows, ["[0]", "[1]"], "who has a hash finds its rows");
    // Another connection with the same data has other hashes.
    let other = house.attach(2, house.folder("people")).await;
    assert_ne!(house.ask("select phone from people where id = 0", &reader(other, &Mask::Hash)).await.unwrap().rows, [hash]);
}

#[tokio::test]
async fn row_policies_look_at_the_values_and_readers_at_masks() {
    let (house, connection) = people().await;
    for mask in [Mask::Null, Mask::Text("b".into()), Mask::Hash, sql_mask("'b'", &[])] {
        let reader = policy(connection, &[("people", Rule::one_of("tenant", &["a"]).mask("tenant", mask.clone()))]);
        let ids = house.ask("select id from people order by id", &reader).await.unwrap();
        assert_eq!(ids.rows, ["[0]", "[2]", "[4]", "[6]", "[8]"], "{mask:?}");
        // What the row policy leaves of the column is one value, which the optimizer must not take for that of the mask.
        for sql in [
            "select count(*) from people where tenant = 'a'",
            "select count(*) from (select tenant, id from people group by tenant, id) x where tenant = 'a'",
            "select count(*) from people p join (values ('a')) v(x) on v.x = p.tenant",
            "select count(*) from (select id, tenant from people order by tenant, id limit 9) x where tenant = 'a'",
        ] {
            assert_eq!(house.ask(sql, &reader).await.unwrap().rows, ["[0]"], "{mask:?}: {sql}");
        }
    }
    let by_phone = Rule { rows: vec![("phone".into(), vec![AttributeValue::String("%canary-1".into())], true)], ..Rule::default() };
    let reader = policy(connection, &[("people", by_phone.mask("phone", Mask::Null))]);
    assert_eq!(house.ask("select id, phone from people order by id", &reader).await.unwrap().rows, ["[2,null]", "[3,null]"]);
}

#[tokio::test]
async fn t31_answers_are_shared_by_equal_masks_only() {
    let (house, connection) = people().await;
    let sql = "select count(*), count(phone) from people";
    let text = |text: &str| Mask::Text(text.into());
    let rules = [
        Rule::all(),
        Rule::all().hide("pay"),
        Rule::all().mask("pay", Mask::Null),
        Rule::all().mask("phone", Mask::Null),
        Rule::all().mask("phone", Mask::Hash),
        Rule::all().mask("phone", text("")),
        Rule::all().mask("phone", text("a")),
        Rule::all().mask("phone", sql_mask("'a'", &[])),
        Rule::all().mask("phone", sql_mask("'a' ", &[])),
        Rule::all().mask("phone", Mask::Null).mask("pay", Mask::Null),
    ];
    for rule in &rules {
        assert!(
            !house.ask(sql, &policy(connection, &[("people", rule.clone())])).await.unwrap().cached,
            "{rule:?} must not find another's answer"
        );
    }
    for rule in &rules {
        assert!(house.ask(sql, &policy(connection, &[("people", rule.clone())])).await.unwrap().cached, "{rule:?}");
    }
    let random = policy(connection, &[("people", Rule::all().mask("pay", sql_mask("random()", &[])))]);
    assert!(!house.ask(sql, &random).await.unwrap().cached);
    assert!(!house.ask(sql, &random).await.unwrap().cached, "a mask that changes by itself is not kept");
}

#[tokio::test]
async fn a_mask_whose_sql_does_not_fit_leaves_nothing() {
    let (house, connection) = people().await;
    for sql in [
        "\"nonesuch\"",
        "left(\"phone\"",
        "version()",
        "count(*)",
        "(select max(phone) from people)",
        "\"phone\" in (select phone from calls)",
        "row_number() over ()",
        "\"phone\" + interval '1 day'",
        "\"phone\"; drop",
        "",
    ] {
        let reader = policy(connection, &[("people", Rule::all().mask("phone", sql_mask(sql, &["phone"]))), ("calls", Rule::all())]);
        let got = house.ask("select count(phone), count(*) from people", &reader).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
        assert_eq!(got.rows, ["[0,10]"], "{sql}");
    }
    // The type stays that of the column; what cannot be converted is null and no error.
    let reader = policy(connection, &[("people", Rule::all().mask("pay", sql_mask("\"phone\"", &["phone"])))]);
    let got = house.ask("select pay from people limit 1", &reader).await.unwrap();
    assert_eq!((got.rows, got.columns), (vec!["[null]".to_owned()], vec!["pay: Integer".to_owned()]));
}

#[tokio::test]
async fn tables_with_masks_cost_nothing_where_the_masked_columns_are_not_read() {
    let (house, connection) = people().await;
    let reader = reader(connection, &Mask::Null);
    let statement = parse("select id from people where id > 3");
    let plan = house.engine.explain(Ask { statement, ..asked("select 1", &reader) }).await.unwrap();
    assert!(!plan.contains("BarrierExec") && plan.contains("pruning_predicate"), "{plan}");
    let counted = house.engine.explain(asked("select count(*), max(id) from people", &reader)).await.unwrap();
    assert!(counted.contains("PlaceholderRowExec"), "answered from the file's statistics: {counted}");
}

#[tokio::test]
async fn t30_a_hidden_column_stays_hidden_whatever_masks_say_of_it() {
    let (house, connection) = people().await;
    let rule = Rule::all().hide("phone").mask("phone", Mask::Hash).mask("pay", sql_mask("length(\"phone\")", &["phone"]));
    let reader = policy(connection, &[("people", rule)]);
    assert_eq!(house.ask("select phone from people", &reader).await.unwrap_err().code(), "column_unknown");
    let all = house.ask("select * from people where id = 0", &reader).await.unwrap();
    assert_eq!(all.columns, ["id: Integer", "tenant: Text", "pay: Integer", "born: Date"]);
    assert!(all.rows[0].starts_with(r#"[0,"a",null,"#), "its length is not told by the mask of another column: {:?}", all.rows);
    let infos = house.engine.tables(connection).await.unwrap();
    assert!(infos.iter().any(|table| table.name.as_str() == "people"));
}
