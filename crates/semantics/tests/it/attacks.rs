//! Lines of the attack list that the semantic layer answers for.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use access::{ColumnPredicate, FieldPredicate, GrantExpr};
use semantics::sqlparser::ast::{Expr, Statement, Value, visit_expressions};
use semantics::{ModelFiles, Readable, SemanticQuery, check, compile, parse_sql};
use vocab::AttributeValue;

use crate::compiled::{NOW, query, run};
use crate::demo;

/// Texts that were meant to end a literal early.
pub(crate) const EVIL: &[&str] = &[
    "'",
    "''",
    "\\'",
    "\\",
    "' OR 1=1 --",
    "\\' OR 1=1 --",
    "'' OR 1=1 --",
    "'; DROP TABLE flights; --",
    "a\0b",
    "100%",
    "_",
    "\"",
    "$$ OR 1=1 $$",
    "${flights.carrier}",
    "/* */",
    "\u{2019}",
    "\n",
    "",
    "{UA,AA}",
    "U&'\\0027'",
    "\u{1}0",
    "\u{1}self",
];

/// Every text literal of a statement, with pieces joined by `||` put together.
fn literals(statement: &Statement) -> Vec<String> {
    let mut found = Vec::new();
    let _ = visit_expressions(statement, |expr| {
        if let Some(text) = whole(expr) {
            found.push(text);
        }
        ControlFlow::<()>::Continue(())
    });
    found
}

fn whole(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) => Some(text.clone()),
            _ => None,
        },
        Expr::Nested(expr) => whole(expr),
        Expr::BinaryOp { left, right, .. } => Some(whole(left)? + &whole(right)?),
        _ => None,
    }
}

/// Printing and parsing again gives the same tree.
#[track_caller]
pub(crate) fn check_round_trip(statement: &Statement) {
    let text = statement.to_string();
    let again = parse_sql(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(again, *statement, "{text}");
}

#[track_caller]
fn check_field_refused(sql: &str, code: &str) {
    let view = format!("table_name: flights\ndimensions:\n  x:\n    type: text\n    sql: {}\n", serde_json::to_string(sql).unwrap());
    let checked = check(&ModelFiles::from_pairs([("flights.view.yaml", view.as_str())]), &demo::catalog());
    let codes: Vec<&str> = checked.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [code], "{sql}: {:?}", checked.diagnostics);
    assert!(checked.model.is_none());
}

#[test]
fn t22_fields_compute_from_columns_and_nothing_else() {
    check_field_refused("(SELECT max(carrier) FROM airlines)", "sql_subquery");
    check_field_refused("CASE WHEN EXISTS (SELECT 1 FROM planes) THEN 'a' END", "sql_subquery");
    check_field_refused("carrier IN (SELECT carrier FROM airlines)", "sql_subquery");
    check_field_refused("lower((SELECT carrier FROM airlines LIMIT 1))", "sql_subquery");
    check_field_refused("ARRAY(SELECT carrier FROM airlines)", "sql_refused");
    check_field_refused("airlines.name", "reference_unknown");
    check_field_refused("public.airlines.name", "reference_unknown");
    check_field_refused("unnest(carrier)", "sql_aggregate");
    check_field_refused("generate_series(1, 10)", "sql_aggregate");
    check_field_refused("sum(distance)", "sql_aggregate");
    check_field_refused("row_number() OVER ()", "sql_aggregate");
    check_field_refused("max(distance) FILTER (WHERE month = 1)", "sql_aggregate");
    check_field_refused("pg_catalog.pg_read_file('x')", "sql_refused");
    check_field_refused("carrier; DELETE FROM flights", "sql_invalid");
    check_field_refused("carrier FROM flights", "sql_invalid");
    check_field_refused("carrier) FROM airlines --", "sql_invalid");
    check_field_refused("carrier -- ${month}\n, tailnum", "sql_invalid");
    check_field_refused("$1", "sql_refused");
    check_field_refused("\"\u{1}0\"", "sql_invalid");
    check_field_refused("*", "sql_invalid");
    check_field_refused("", "value_missing");
    check_field_refused("${", "sql_invalid");
}

#[track_caller]
fn check_sql(text: &str, code: &str) {
    let found = parse_sql(text).map_or_else(|error| error.code(), |_| "read");
    assert_eq!(found, code, "{}", text.chars().take(200).collect::<String>());
}

#[test]
fn t24_tricks_with_spelling_change_nothing() {
    check_sql("sElEcT 1", "read");
    check_sql("/* a /* nested */ b */ SELECT /**/ 1 -- end", "read");
    check_sql("(((SELECT 1)))", "read");
    check_sql("WITH a AS (SELECT 1) SELECT * FROM a UNION ALL (SELECT 2)", "read");
    check_sql("SELECT $$DELETE FROM flights$$", "read");
    check_sql("DEL/**/ETE FROM flights", "sql_invalid");
    check_sql("/*!50000 DELETE FROM flights */", "sql_empty");
    check_sql("\u{ff33}\u{ff25}\u{ff2c}\u{ff25}\u{ff23}\u{ff34} 1", "sql_invalid");
    check_sql("SELECT 1 /* not closed", "sql_invalid");
    check_sql("SELECT 'not closed", "sql_invalid");
    check_sql("", "sql_empty");
    check_sql(" -- nothing\n;", "sql_invalid");
    check_sql("SELECT", "sql_invalid");
}

#[test]
fn t25_only_one_query_that_only_reads() {
    for refused in [
        "INSERT INTO flights VALUES (1)",
        "UPDATE flights SET carrier = 'x'",
        "DELETE FROM flights",
        "MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN DELETE",
        "CREATE TABLE x AS SELECT 1",
        "CREATE VIEW x AS SELECT 1",
        "DROP TABLE flights",
        "ALTER TABLE flights ADD COLUMN x INT",
        "TRUNCATE flights",
        "COPY flights TO 'x.csv'",
        "SET datafusion.execution.batch_size = 1",
        "SHOW TABLES",
        "SHOW ALL",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE INSERT INTO flights VALUES (1)",
        "DESCRIBE flights",
        "CALL something()",
        "PREPARE x AS SELECT 1",
        "EXECUTE x",
        "BEGIN",
        "GRANT SELECT ON flights TO ana",
        "WITH x AS (DELETE FROM flights RETURNING *) SELECT * FROM x",
        "WITH x AS (INSERT INTO flights VALUES (1) RETURNING *) SELECT * FROM x",
        "WITH x AS (UPDATE flights SET carrier = 'x' RETURNING *) SELECT * FROM x",
        "SELECT * FROM (WITH x AS (DELETE FROM flights RETURNING *) SELECT * FROM x) AS y",
        "SELECT * INTO copied FROM flights",
        "SELECT * FROM flights FOR UPDATE",
        "SELECT * FROM (SELECT * FROM flights FOR UPDATE) AS x",
        "TABLE flights",
    ] {
        let error = parse_sql(refused).unwrap_err();
        assert!(matches!(error.code(), "not_a_query" | "sql_invalid"), "{refused}: {error}");
    }
    check_sql("SELECT 1; DELETE FROM flights", "several_statements");
    check_sql("SELECT 1; SELECT 2", "several_statements");
    check_sql("SELECT 1;", "read");
    check_sql("DELETE FROM flights", "not_a_query");
    check_sql("EXPLAIN ANALYZE SELECT 1", "not_a_query");
    check_sql("WITH x AS (DELETE FROM flights RETURNING *) SELECT * FROM x", "not_a_query");
}

#[test]
fn t26_values_stay_literals() {
    let filters = |value: &str| {
        let filter = |op: &str| serde_json::json!({"field": "flights.carrier", "op": op, "values": [value, "UA"]});
        let ops = ["in", "not", "contains", "starts", "ends", "like"].map(filter);
        serde_json::json!({"topic": "flights", "fields": ["flights.count"], "filters": ops}).to_string()
    };
    for evil in EVIL {
        let compiled = run(&query(&filters(evil))).unwrap();
        check_round_trip(&compiled.statement);
        assert!(literals(&compiled.statement).iter().any(|text| text == evil), "{evil:?}: {}", compiled.statement);
    }
}

/// A reader whose rows of the topic are narrowed by these attribute values.
fn narrowed(predicate: ColumnPredicate) -> Readable<'static> {
    let field = "flights.carrier".parse().unwrap();
    let predicate = FieldPredicate { field, predicate };
    Readable::new(|_, _| true, move |_, _| Ok(vec![predicate.clone()]))
}

fn sql(query: &SemanticQuery, who: &Readable<'_>) -> String {
    compile(&demo::model(), query, who, NOW).unwrap().statement.to_string()
}

#[test]
fn t26_attribute_values_stay_literals_and_never_open_anything() {
    let count = query(r#"{"topic":"flights","fields":["flights.count"]}"#);
    let one_of = |values: Vec<AttributeValue>| narrowed(ColumnPredicate::OneOf { column: "flights.carrier".to_owned(), values });
    let from = r#"SELECT count(*) AS "flights.count" FROM "flights" AS "flights" WHERE "#;
    let check = |who: &Readable<'_>, rule: &str| assert_eq!(sql(&count, who), format!("{from}{rule} LIMIT 10000"));
    check(&one_of(vec![AttributeValue::String("UA".to_owned())]), r#""flights"."carrier" = 'UA'"#);
    check(
        &one_of(vec![AttributeValue::String("*".to_owned()), AttributeValue::String("%".to_owned())]),
        r#""flights"."carrier" IN ('*', '%')"#,
    );
    // No value, or values of another type: no row, never all of them.
    check(&one_of(Vec::new()), "false");
    check(&one_of(vec![AttributeValue::Boolean(true), AttributeValue::Number(1.0)]), "false");
    check(&narrowed(ColumnPredicate::Like { column: String::new(), patterns: Vec::new() }), "false");
    check(
        &narrowed(ColumnPredicate::Like { column: String::new(), patterns: vec!["U%".to_owned(), "A_".to_owned()] }),
        r#""flights"."carrier" LIKE 'U%' OR "flights"."carrier" LIKE 'A_'"#,
    );
    for evil in EVIL {
        for who in [
            one_of(vec![AttributeValue::String((*evil).to_owned())]),
            narrowed(ColumnPredicate::Like { column: String::new(), patterns: vec![(*evil).to_owned()] }),
        ] {
            let compiled = compile(&demo::model(), &count, &who, NOW).unwrap();
            check_round_trip(&compiled.statement);
            assert!(literals(&compiled.statement).iter().any(|text| text == evil), "{evil:?}: {}", compiled.statement);
        }
    }
}

#[test]
fn t29_a_readers_own_filters_only_narrow() {
    let who = narrowed(ColumnPredicate::OneOf { column: String::new(), values: vec![AttributeValue::String("UA".to_owned())] });
    let tried = query(
        r#"{"topic":"flights","fields":["planes.count","flights.count"],"filters":[{"field":"flights.carrier","op":"not","values":["UA"]},{"field":"flights.carrier","values":[]}]}"#,
    );
    let sql = sql(&tried, &who);
    let rule = r#"WHERE "flights"."carrier" = 'UA' AND ("flights"."carrier" IS NULL OR "flights"."carrier" <> 'UA')"#;
    // Once in the part of the flights and once in the part of the planes.
    assert_eq!(sql.matches(rule).count(), 2, "{sql}");
    assert_eq!(sql.matches("WHERE").count(), 2, "{sql}");
}

fn condition(json: &str) -> semantics::Filter {
    serde_json::from_str(json).unwrap()
}

#[test]
fn conditions_that_a_reader_is_held_to_hold_on_every_query_or_there_is_no_answer() {
    let count = query(r#"{"topic":"flights","fields":["flights.count"]}"#);
    let held = |texts: &[&str]| Readable::everything().within(texts.iter().map(|text| condition(text)).collect());
    let ask = |query: &SemanticQuery, texts: &[&str]| compile(&demo::model(), query, &held(texts), NOW);
    let rule = |texts: &[&str]| {
        let sql = ask(&count, texts).unwrap().statement.to_string();
        sql.split_once("WHERE ").map(|(_, rest)| rest.trim_end_matches(" LIMIT 10000").to_owned()).unwrap()
    };
    assert_eq!(rule(&[r#"{"field":"flights.carrier","values":["UA"]}"#]), r#""flights"."carrier" = 'UA'"#);
    assert_eq!(
        rule(&[r#"{"field":"flights.distance","op":"ge","values":["100"]}"#, r#"{"field":"flights.distance","op":"le","values":["200"]}"#]),
        r#""flights"."distance" >= 100 AND "flights"."distance" <= 200"#
    );
    // A value that does not fit, and no value at all, leave nothing.
    assert_eq!(rule(&[r#"{"field":"flights.distance","op":"ge","values":["far"]}"#]), "false");
    assert_eq!(rule(&[r#"{"field":"flights.carrier","values":[]}"#]), "false");
    for evil in EVIL {
        let filter = serde_json::json!({"field": "flights.carrier", "values": [evil]}).to_string();
        let compiled = ask(&count, &[&filter]).unwrap();
        check_round_trip(&compiled.statement);
        assert!(literals(&compiled.statement).iter().any(|text| text == evil), "{evil:?}: {}", compiled.statement);
    }
    // The join that the field needs comes along, in a topic and on all views.
    for asked in [r#"{"topic":"flights","fields":["flights.count"]}"#, r#"{"fields":["flights.count"]}"#] {
        let sql = ask(&query(asked), &[r#"{"field":"airlines.name","values":["United"]}"#]).unwrap().statement.to_string();
        assert!(sql.contains(r#"JOIN "airlines""#) && sql.contains(r#""airlines"."name" = 'United'"#), "{sql}");
    }
    // A topic without the field, and a field that is not there: no answer, whoever asks.
    for (asked, field) in [("weather", "planes.seats"), ("flights", "flights.nothing"), ("flights", "flights.count")] {
        let asked = query(&format!(r#"{{"topic":"{asked}","fields":["{asked}.count"]}}"#));
        let refused = ask(&asked, &[&format!(r#"{{"field":"{field}","values":["UA"]}}"#)]);
        assert_eq!(refused.map_err(|error| error.code()).err(), Some("not_limited"), "{field}");
    }
}

#[test]
fn an_access_filter_brings_its_join_along() {
    let predicate = FieldPredicate {
        field: "airlines.name".parse().unwrap(),
        predicate: ColumnPredicate::OneOf { column: String::new(), values: vec![AttributeValue::String("United".to_owned())] },
    };
    let who = Readable::new(|_, _| true, move |_, _| Ok(vec![predicate.clone()]));
    let sql = sql(&query(r#"{"topic":"flights","fields":["flights.count"]}"#), &who);
    assert!(
        sql.contains(
            r#"LEFT JOIN "airlines" AS "airlines" ON "flights"."carrier" = "airlines"."carrier" WHERE "airlines"."name" = 'United'"#
        ),
        "{sql}"
    );
}

#[test]
fn t30_guarded_and_hidden_fields_are_as_if_they_were_not_there() {
    let model = demo::model();
    let outsider = Readable::new(|_, asked: &GrantExpr| asked.is_open(), |_, _| Ok(Vec::new()));
    let ask = |field: &str, how: &str| {
        let json = how.replace("FIELD", field);
        compile(&model, &query(&json), &outsider, NOW).unwrap_err().to_string()
    };
    // What uses the guarded field is guarded too, as is the hidden column and what is not offered at all.
    for field in ["planes.seats", "planes.size", "planes.average_seats", "flights.time_hour_utc", "airlines.carrier"] {
        for how in [
            r#"{"topic":"flights","fields":["FIELD"]}"#,
            r#"{"topic":"flights","fields":["flights.count"],"filters":[{"field":"FIELD","op":"notblank"}]}"#,
            r#"{"fields":["FIELD"]}"#,
        ] {
            let there = ask(field, how);
            let absent = ask(&field.replace('.', ".zq_"), how);
            let start = |text: &str| text.split(';').next().unwrap_or_default().replace("zq_", "");
            assert_eq!(start(&there), start(&absent));
            assert!(!there.contains("did you mean `planes.seats`") && !absent.contains("planes.seats"), "{there} {absent}");
        }
    }
    let near = compile(&model, &query(r#"{"topic":"flights","fields":["planes.seat"]}"#), &outsider, NOW).unwrap_err();
    assert!(!near.to_string().contains("planes.seats"), "{near}");
    let offered = semantics::describe(&model, Some(&"flights".parse().unwrap()), &outsider).unwrap();
    let names: Vec<String> = offered.views.iter().flat_map(|view| &view.fields).map(|field| field.field.to_string()).collect();
    assert!(!names.iter().any(|name| name.contains("seats") || name.contains("size") || name.contains("utc")), "{names:?}");
    assert!(names.contains(&"planes.model".to_owned()));
    // Hand-written SQL goes by the table's rules, which hide the column itself.
    let planes = &model.rules().tables[&"planes".into()];
    assert_eq!(planes.guarded_columns.keys().collect::<Vec<_>>(), ["seats"]);
    assert_eq!(model.rules().tables[&"flights".into()].row_policies[0].column, "carrier");
}

#[test]
fn t94_a_query_cannot_carry_sql() {
    for sql in ["sql", "where", "having", "expression", "order_by"] {
        let json = format!(r#"{{"topic":"flights","fields":["flights.count"],"{sql}":"SELECT 1"}}"#);
        assert!(serde_json::from_str::<SemanticQuery>(&json).is_err(), "{json}");
    }
}

/// Half of what the threads of a server have; frames of unoptimised code are many times larger.
const STACK: usize = if cfg!(debug_assertions) { 32 } else { 1 } * 1024 * 1024;

#[track_caller]
fn check_bomb(text: String, code: &str) {
    let found = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let start = Instant::now();
        let code = parse_sql(&text).map_or_else(|error| error.code(), |_| "read");
        (code, start.elapsed())
    });
    let (found, took) = found.unwrap().join().unwrap();
    assert_eq!(found, code);
    assert!(took < Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 }), "took {took:?}");
}

#[test]
fn t106_bombs_are_refused_before_anything_recurses() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    check_bomb(format!("SELECT 1{}", many("+1", 20_000)), "too_complex");
    check_bomb(format!("SELECT 1{}", many("+1", 5_000)), "too_complex");
    check_bomb(format!("SELECT 1{}", many("+1", 300)), "read");
    check_bomb(format!("SELECT 1{}", many("+limit", 5_000)), "too_complex");
    check_bomb(format!("SELECT 1{}", many("+end", 5_000)), "too_complex");
    check_bomb(format!("SELECT 1{}", many(" IS DISTINCT FROM 1", 5_000)), "too_complex");
    check_bomb(format!("SELECT {}1{}", many("(", 5_000), many(")", 5_000)), "too_complex");
    check_bomb(format!("SELECT {}1{}", many("(", 100), many(")", 100)), "too_complex");
    check_bomb(format!("SELECT {}1{}", many("(1, ", 5_000), many(")", 5_000)), "too_complex");
    check_bomb(format!("SELECT {}1", many("NOT ", 5_000)), "too_complex");
    check_bomb(format!("SELECT {}1", many("- ", 5_000)), "too_complex");
    check_bomb(format!("SELECT 1{}", many("::int", 5_000)), "too_complex");
    check_bomb(format!("SELECT a{}", many("[1]", 5_000)), "too_complex");
    check_bomb(format!("SELECT {}1{}", many("CASE WHEN true THEN ", 3_000), many(" END", 3_000)), "too_complex");
    check_bomb(many("SELECT 1, 2 UNION ", 3_000) + "SELECT 1, 2", "too_complex");
    check_bomb(format!("SELECT * FROM t{}", many(", t", 9_000)), "too_complex");
    check_bomb(format!("SELECT * FROM t{}", many(" JOIN t USING (a, b)", 3_000)), "too_complex");
    check_bomb(format!("SELECT * FROM {}t{}", many("(SELECT * FROM ", 2_000), many(") AS x", 2_000)), "too_complex");
    check_bomb(format!("SELECT * FROM {}t{}", many("(", 58), many(")", 58)), "too_complex");
    check_bomb(format!("SELECT * FROM t WHERE {}1{}", many("EXISTS (SELECT 1 WHERE ", 58), many(")", 58)), "too_complex");
    check_bomb(format!("SELECT x IN ({}1)", many("1, ", 9_000)), "read");
    check_bomb(many("SELECT 1; ", 300), "several_statements");
    check_bomb(many("x", 100_001), "sql_too_long");
    check_bomb(many("1 ", 30_000), "too_complex");
    for piece in [
        "interval ",
        "f(",
        "f(a, ",
        "case when cast(",
        "array(",
        "coalesce(cast(",
        "x in (",
        "((",
        "not not (",
        "f(x -> ",
        "(select * from (",
        "cast(a as struct<",
        "extract(day from ",
        "case ",
        "cast(",
        "x -> ",
        "exists(",
        "array[",
        "select ",
        "with x as (",
        "from (",
        "not (",
        "a.b.",
        "struct(",
        "{",
        "$$",
        "/*",
        "\"",
        "(select ",
        "lateral (",
        "x[",
        "date ",
        "row(",
        "map {",
        "? ",
    ] {
        for count in [9, 20, 55, 380, 5_000] {
            let text = format!("SELECT {}", many(piece, count));
            eprintln!("{piece:?} x {count}");
            let elapsed = std::thread::Builder::new().stack_size(STACK).spawn(move || {
                let start = Instant::now();
                let _ = parse_sql(&text);
                start.elapsed()
            });
            let elapsed = elapsed.unwrap().join().unwrap();
            assert!(elapsed < Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 }), "{piece:?} x {count} took {elapsed:?}");
        }
    }
}

/// The rules that `access` decides masks by, of the case that is in force.
#[test]
fn t31_masks_of_dimensions_are_rules_of_the_columns() {
    let text =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/models/08_masks_in_force.txt")).unwrap();
    let parts = text.split("=== ").skip(1).map(|part| part.split_once('\n').unwrap());
    let files = semantics::ModelFiles::from_pairs(parts.map(|(name, text)| (name.trim(), text)));
    let checked = semantics::check(&files, &demo::catalog());
    let model = checked.model.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let planes = &model.rules().tables[&"planes".into()];
    let with = |column: &str| match planes.masks[column].as_slice() {
        [rule] => rule.with.clone(),
        rules => panic!("{rules:?}"),
    };
    let sql = |text: &str, columns: &[&str]| {
        access::Mask::Sql(access::MaskSql { text: text.to_owned(), columns: columns.iter().map(|column| (*column).to_owned()).collect() })
    };
    assert_eq!(with("tailnum"), access::Mask::Hash);
    assert_eq!(with("manufacturer"), access::Mask::Text(r#"it's "hidden""#.to_owned()));
    assert_eq!(with("model"), sql(r#"left("model", 3) || '…'"#, &["model"]));
    assert_eq!(with("year"), sql(r#"round("year", -1)"#, &["year"]));
    assert_eq!(with("engine"), sql(r#"CASE WHEN ("seats" > 100) THEN 'many' ELSE 'it''s few' END"#, &["seats"]));
    assert_eq!(with("speed"), access::Mask::Null);
    // Two views on one table: every mask counts, so that whoever lacks any of the grants has the strictest.
    let two = [
        (
            "model.yaml",
            "access_grants:\n  a: { user_attribute: x, allowed_values: [y] }\n  b: { user_attribute: x, allowed_values: [z] }\n",
        ),
        (
            "one.view.yaml",
            "table_name: planes\ndimensions:\n  model: { mask: { unless: a, with: hash } }\n  again: { sql: model, mask: { unless: b, with: 'x' } }\n",
        ),
        ("two.view.yaml", "table_name: planes\ndimensions:\n  kind: { sql: model, mask: { unless: b, with: null } }\n"),
    ];
    let checked = semantics::check(&semantics::ModelFiles::from_pairs(two), &demo::catalog());
    let model = checked.model.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let masks = &model.rules().tables[&"planes".into()].masks["model"];
    let said: Vec<String> = masks.iter().map(|rule| format!("{} {:?}", rule.unless, rule.with)).collect();
    assert_eq!(said, ["a Hash", r#"b Text("x")"#, "b Null"]);
}

#[test]
fn tables_without_a_view_are_out_of_reach() {
    let files = [
        ("planes.view.yaml", "table_name: planes\ndimensions:\n  model: {}\n"),
        ("far.view.yaml", "sql: SELECT dest FROM flights JOIN planes ON true\ndimensions:\n  dest: { type: text }\n"),
    ];
    let model = semantics::check(&semantics::ModelFiles::from_pairs(files), &demo::catalog()).model.unwrap();
    let reach: Vec<String> = model.rules().tables.iter().map(|(name, rules)| format!("{name} {:?}", rules.reach)).collect();
    assert_eq!(reach, ["airlines Unread", "airports Unread", "flights Read", "planes Named", "weather Unread"]);
}
