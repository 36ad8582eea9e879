//! Tenant tables over HTTP: whom they bind, by every road, and what those who manage the report learn of them.

use axum::http::{Method, StatusCode};
use semantics::Ask;
use serde_json::{Value, json};

use crate::client::{Client, ORIGIN, World, frames};

fn path(world: &World) -> String {
    format!("{}/tenants", world.report())
}

fn table(columns: &[&str], rows: &[&[&str]]) -> Value {
    json!({"table": {"columns": columns, "rows": rows}})
}

async fn put(client: &Client, path: &str, version: u64, body: &Value) -> crate::client::Reply {
    client.send(Method::PUT, path, &[("if-match", &format!("\"{version}\""))], Some(body)).await
}

async fn saved(world: &World, columns: &[&str], rows: &[&[&str]]) {
    let ann = world.signed_in("ann").await;
    let version = ann.get(&path(world)).await.json()["version"].as_u64().expect("a version");
    let reply = put(&ann, &path(world), version, &table(columns, rows)).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
}

/// What the engine was asked meanwhile, as SQL.
fn asked(world: &World) -> Vec<String> {
    let engine = &world.flights.test.engine;
    let asks = engine.asks();
    engine.forget_asks();
    asks.iter().map(|ask: &Ask| ask.statement.to_string()).collect()
}

/// The refusals of a report's tiles, each once.
async fn refusals(client: &Client, path: &str) -> Vec<String> {
    let reply = client.post(&format!("{path}/data"), &json!({})).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let errors = frames(&reply.body).into_iter().filter(|frame| frame.kind == 4);
    let mut codes: Vec<String> = errors
        .map(|frame| serde_json::from_slice::<Value>(&frame.payload).expect("JSON")["code"].as_str().unwrap_or_default().to_owned())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

const COLUMNS: &[&str] = &["USER", "GROUP", "SCENARIO", "FIELD flights.origin", "FIELD flights.month >="];

#[tokio::test]
async fn each_reader_gets_the_rows_of_their_row_by_every_road() {
    let world = World::start().await;
    saved(&world, COLUMNS, &[&["max@example.com", "", "Newark", "EWR", "2"], &["", "Readers", "", "LGA; JFK", ""]]).await;
    let report = world.report();
    let download = format!("{report}/tiles/{}/download", world.flights.tiles[1]);
    let max = &["\"origin\" = 'EWR'", "\"month\" >= 2"][..];
    let sam = &["\"origin\" IN ('LGA', 'JFK')"][..];
    for (who, conditions, codes) in [("max", max, &["query_kind", "tenant_sql"][..]), ("sam", sam, &["tenant_sql"]), ("ann", &[], &[])] {
        let client = world.signed_in(who).await;
        asked(&world);
        let refused = refusals(&client, &report).await;
        assert!(refused.iter().all(|code| codes.contains(&code.as_str())), "{who}: {refused:?}");
        client.post(&format!("{report}/suggest"), &json!({"field": "flights.carrier"})).await;
        client.post(&download, &json!({"format": "csv"})).await;
        // A reader's own filter narrows what is left, and never widens it (T37).
        client
            .post(
                &format!("{report}/data"),
                &json!({"filters": [{"field": "flights.origin", "op": "in", "values": ["JFK", "EWR", "LGA"]}]}),
            )
            .await;
        let statements = asked(&world);
        assert!(statements.len() >= 5, "{who}: {statements:?}");
        for statement in &statements {
            assert!(conditions.iter().all(|condition| statement.contains(condition)), "{who}: {statement}");
            assert_eq!(
                statement.contains("'EWR'") && !statement.contains("'JFK', 'EWR'"),
                who == "max" && !statement.contains("'JFK', 'EWR'"),
                "{who}: {statement}"
            );
        }
    }
}

#[tokio::test]
async fn whoever_has_no_row_gets_no_data_and_is_told_so() {
    let world = World::start().await;
    saved(&world, COLUMNS, &[&["max@example.com", "", "", "", ""]]).await;
    let report = world.report();
    asked(&world);
    let vic = world.signed_in("vic").await;
    assert_eq!(refusals(&vic, &report).await, ["tenant_unassigned"]);
    vic.post(&format!("{report}/suggest"), &json!({"field": "flights.carrier"})).await.problem(403, "tenant_unassigned");
    vic.post(&format!("{report}/tiles/{}/download", world.flights.tiles[0]), &json!({"format": "csv"}))
        .await
        .problem(403, "tenant_unassigned");
    assert_eq!(asked(&world), Vec::<String>::new(), "nothing was asked of the engine");
    // A row without limits binds nobody, SQL included.
    assert_eq!(refusals(&world.signed_in("max").await, &report).await, ["query_kind"]);
    // The next request after the answer is under the new table.
    saved(&world, COLUMNS, &[&["sam@example.com", "", "", "", ""]]).await;
    assert_eq!(refusals(&world.signed_in("max").await, &report).await, ["tenant_unassigned"]);
    // Taken away, it binds nobody.
    let ann = world.signed_in("ann").await;
    assert_eq!(put(&ann, &path(&world), 2, &json!({"table": null})).await.json()["table"], Value::Null);
    assert_eq!(refusals(&world.signed_in("max").await, &report).await, ["query_kind"]);
}

#[tokio::test]
async fn visitors_of_links_are_rows_too() {
    let world = World::start().await;
    let link = world.flights.public_link(Some("UA")).await;
    let address = format!("/api/v1{}", link.url.strip_prefix(ORIGIN).expect("an address of ours"));
    saved(&world, &["ATTRIBUTE carrier", "FIELD flights.origin"], &[&["UA", "EWR"]]).await;
    let visitor = world.anonymous();
    asked(&world);
    assert_eq!(refusals(&visitor, &address).await, ["tenant_sql"]);
    let statements = asked(&world);
    assert!(!statements.is_empty() && statements.iter().all(|statement| statement.contains("'EWR'")), "{statements:?}");
    // Through a link the table binds everyone, its maker too.
    assert_eq!(refusals(&world.signed_in("ann").await, &address).await, ["tenant_unassigned"]);
    saved(&world, &["ATTRIBUTE carrier", "FIELD flights.origin"], &[&["DL", "EWR"]]).await;
    assert_eq!(refusals(&visitor, &address).await, ["tenant_unassigned"]);
}

#[tokio::test]
async fn a_table_with_faults_is_refused_as_a_whole_and_each_fault_is_named() {
    let world = World::start().await;
    let ann = world.signed_in("ann").await;
    let cases: &[(&[&str], &[&[&str]], &[(&str, &str)])] = &[
        (&["WHO"], &[], &[("/table/columns/0", "unknown_column")]),
        (&["ATTRIBUTE nothing"], &[], &[("/table/columns/0", "attribute_unknown")]),
        (&["ATTRIBUTE user_email", "ATTRIBUTE carrier"], &[], &[]),
        (
            &["FIELD flights.nothing", "FIELD flights.count"],
            &[&["a", "b"]],
            &[("/table/columns/0", "field_unknown"), ("/table/columns/1", "field_unknown")],
        ),
        (&["FIELD flights.month"], &[&["1; 2"], &["x"]], &[("/table/rows/1/0", "filter_value_invalid")]),
        (&["FIELD flights.month", "FIELD flights.month <="], &[&["1", "x"]], &[("/table/rows/0/1", "filter_value_invalid")]),
        (
            &["USER", "FIELD flights.origin"],
            &[&["a"], &[";", "EWR"]],
            &[("/table/rows/0", "row_length"), ("/table/rows/1/0", "cell_without_values")],
        ),
    ];
    let mut version = 0;
    for (columns, rows, expected) in cases {
        let body = table(columns, rows);
        for way in ["", "?dry_run=true"] {
            let reply = put(&ann, &format!("{}{way}", path(&world)), version, &body).await;
            let found = reply.json();
            let faults = found["errors"].as_array().into_iter().flatten();
            let faults: Vec<_> =
                faults.map(|fault| (fault["pointer"].as_str().unwrap_or_default(), fault["code"].as_str().unwrap_or_default())).collect();
            assert_eq!(faults, *expected, "{columns:?} {rows:?}: {found}");
        }
        let now = ann.get(&path(&world)).await.json();
        let saved = expected.is_empty();
        assert_eq!(now["version"], version + u64::from(saved), "{now}");
        version += u64::from(saved);
    }
}

#[tokio::test]
async fn a_table_is_saved_over_the_version_it_started_from_by_those_who_manage_the_report() {
    let world = World::start().await;
    let (ann, ada) = (world.signed_in("ann").await, world.signed_in("ada").await);
    let body = table(&["FIELD flights.origin"], &[&["EWR"]]);
    ann.send(Method::PUT, &path(&world), &[], Some(&body)).await.problem(428, "version_required");
    assert_eq!(put(&ann, &path(&world), 0, &body).await.header("etag"), "\"1\"");
    let clash = put(&ada, &path(&world), 0, &table(&[], &[])).await.problem(412, "version_clash");
    assert_eq!((&clash["current_version"], &clash["changed_by"]["name"]), (&json!(1), &json!("Ann Analyst")), "{clash}");
    let read = ada.get(&path(&world)).await.json();
    assert_eq!((&read["table"], &read["changed_by"]["name"]), (&body["table"], &json!("Ann Analyst")));
    for (who, status, code) in [("max", 403, "forbidden"), ("eve", 404, "not_found")] {
        let client = world.signed_in(who).await;
        let expected = client.get(&path(&world)).await;
        assert_eq!(expected.status.as_u16(), status, "{who} {code}: {}", expected.text());
        assert_eq!(put(&client, &path(&world), 1, &body).await.status.as_u16(), status, "{who}");
        assert_eq!(client.post(&format!("{}/try", path(&world)), &json!({"row": 1})).await.status.as_u16(), status, "{who}");
    }
    let rows = ada.get("/api/v1/audit?verb=tenants").await.json();
    let done = rows["items"].as_array().into_iter().flatten().filter(|row| row["result"] == "done").count();
    assert_eq!(done, 1, "{rows}");
}

#[tokio::test]
async fn a_preview_says_whose_rows_change_and_changes_nothing() {
    let world = World::start().await;
    let ann = world.signed_in("ann").await;
    let reply =
        put(&ann, &format!("{}?dry_run=true", path(&world)), 0, &table(COLUMNS, &[&["max@example.com", "", "Newark", "EWR", ""]])).await;
    let preview = reply.json();
    let people = preview["people"].as_array().expect("people");
    let of = |name: &str| people.iter().find(|person| person["user"]["name"] == name).unwrap_or_else(|| panic!("{name} in {preview}"));
    let rows = |name: &str| {
        of(name)["rows"].as_array().expect("rows").iter().find(|row| row["table"] == "tenant table of On time").cloned().expect("a row")
    };
    assert_eq!(
        rows("Max Manager"),
        json!({"table": "tenant table of On time", "before": "all rows", "after": "row 1 (Newark): flights.origin = EWR"})
    );
    assert_eq!(rows("Sam Sql")["after"], "none: no row of the tenant table");
    assert_eq!(of("Sam Sql")["tiles_after"], 0, "{preview}");
    assert!(people.iter().all(|person| person["user"]["name"] != "Ann Analyst"), "who works on the document is not bound: {preview}");
    assert_eq!(ann.get(&path(&world)).await.json()["version"], 0);
}

#[tokio::test]
async fn trying_says_which_row_and_how_many_rows_and_no_more_than_both_may_see() {
    let world = World::start().await;
    let link = world.flights.public_link(Some("UA")).await;
    let ann = world.signed_in("ann").await;
    let rows: &[&[&str]] = &[&["max@example.com", "", "Newark", "EWR", ""], &["", "Readers", "", "", ""]];
    let tried = async |mut body: Value, pending: bool| {
        if pending {
            body["table"] = table(COLUMNS, rows)["table"].clone();
        }
        ann.post(&format!("{}/try", path(&world)), &body).await
    };
    let flights = &world.flights;
    let words = tried(json!({"user": flights.manager}), true).await.json();
    assert_eq!((&words["row"], &words["scenario"]), (&json!(1), &json!("Newark")), "{words}");
    assert_eq!(words["counts"][0]["topic"], "Flights", "{words}");
    assert_eq!(tried(json!({"user": flights.manager}), false).await.json()["words"], "all rows", "no table is in force");
    saved(&world, COLUMNS, rows).await;
    for (body, expected) in [
        (json!({"user": flights.manager}), "row 1 (Newark): flights.origin = EWR"),
        (json!({"user": flights.sql_manager}), "row 2: all rows"),
        (json!({"user": flights.analyst}), "all rows"),
        (json!({"email": "MAX@example.com"}), "row 1 (Newark): flights.origin = EWR"),
        (json!({"email": "x@nowhere.example"}), "none: no row of the tenant table"),
        (json!({"row": 2}), "row 2: all rows"),
        (json!({"row": 3}), "none: no row of the tenant table"),
        (json!({"link": link.id}), "none: no row of the tenant table"),
    ] {
        let found = tried(body.clone(), false).await.json();
        assert_eq!(found["words"], expected, "{body}: {found}");
        assert_eq!(found["counts"][0]["of"], 6, "{body}: {found}");
        let refused = expected.starts_with("none");
        assert_eq!(found["counts"][0]["refused"] == "tenant_unassigned", refused, "{body}: {found}");
        assert_eq!(found["counts"][0]["rows"].is_null(), refused, "{body}: {found}");
    }
    tried(json!({"user": flights.outsider}), false).await.problem(404, "not_found");
    tried(json!({"user": flights.manager, "row": 1}), false).await.problem(422, "one_of");
    tried(json!({}), false).await.problem(422, "one_of");
}

#[tokio::test]
async fn a_scenario_is_seen_as_with_no_writes_and_no_more_than_the_row() {
    let world = World::start().await;
    saved(&world, COLUMNS, &[&["max@example.com", "", "Newark", "EWR", ""], &["", "", "", "JFK", ""]]).await;
    let ann = world.signed_in("ann").await;
    let (report, document) = (world.flights.report, world.flights.document);
    let see = |row: u32| json!({"scenario": {"report": report, "row": row}, "document": document});
    ann.post("/api/v1/view_as", &see(3)).await.problem(404, "not_found");
    let begun = ann.post("/api/v1/view_as", &see(1)).await.json();
    assert_eq!((&begun["as"]["kind"], &begun["as"]["name"]), (&json!("scenario"), &json!("the scenario Newark")), "{begun}");
    assert_eq!(begun["as"]["open"], format!("/d/{document}/reports/{report}"));
    asked(&world);
    assert_eq!(refusals(&ann, &world.report()).await, ["tenant_sql"]);
    let statements = asked(&world);
    assert!(!statements.is_empty() && statements.iter().all(|statement| statement.contains("'EWR'")), "{statements:?}");
    assert_eq!(put(&ann, &path(&world), 1, &table(&[], &[])).await.status, StatusCode::FORBIDDEN);
    ann.post(&format!("{}/tiles/{}/download", world.report(), world.flights.tiles[0]), &json!({"format": "csv"}))
        .await
        .problem(403, "view_as_read_only");
    assert_eq!(ann.delete("/api/v1/view_as").await.status, StatusCode::NO_CONTENT);
    assert_eq!(refusals(&ann, &world.report()).await, Vec::<String>::new());
    world.signed_in("max").await.post("/api/v1/view_as", &see(1)).await.problem(403, "content_role");
}

#[tokio::test]
async fn a_copy_of_a_report_binds_whom_the_original_binds() {
    let world = World::start().await;
    saved(&world, COLUMNS, &[&["max@example.com", "", "", "EWR", ""]]).await;
    let ann = world.signed_in("ann").await;
    let copied = ann.post(&format!("/api/v1/content/{}/duplicate", world.flights.document), &json!({"parent": world.flights.folder})).await;
    let copy = copied.json();
    let report = format!(
        "/api/v1/documents/{}/reports/{}",
        copy["id"].as_str().expect("an id"),
        copy["reports"][0]["id"].as_str().expect("a report")
    );
    assert_ne!(report, world.report());
    assert_eq!(refusals(&world.signed_in("sam").await, &report).await, ["tenant_unassigned"]);
    assert_eq!(ann.get(&format!("{report}/tenants")).await.json()["version"], 1);
}
