//! Data of reports and queries: frames, formats, rows of one's own.

use axum::http::{Method, StatusCode};
use base64::Engine;
use semantics::EngineError;
use serde_json::{Value, json};

use crate::client::{Client, Frame, World, frames};

const HEADER: u8 = 1;
const BYTES: u8 = 2;
const END: u8 = 3;
const ERROR: u8 = 4;

/// What each tile of an answer came to: its rows, or the code of its refusal.
fn outcomes(frames: &[Frame]) -> Vec<String> {
    let tiles = frames.iter().map(|frame| frame.tile).max().map_or(0, |most| most + 1);
    let of = |tile: u16, kind: u8| frames.iter().filter(move |frame| frame.tile == tile && frame.kind == kind);
    let outcome = |tile: u16| {
        let last: Vec<&Frame> = of(tile, END).chain(of(tile, ERROR)).collect();
        assert_eq!(last.len(), 1, "every tile ends once");
        let value: Value = serde_json::from_slice(&last[0].payload).expect("JSON");
        if last[0].kind == END {
            format!("{} rows", value["rows"])
        } else {
            assert!(value["request_id"].is_string() && value["hint"].is_string(), "{value}");
            value["code"].as_str().unwrap_or_default().to_owned()
        }
    };
    (0..tiles).map(outcome).collect()
}

/// All that came over for the tiles.
fn rows(frames: &[Frame]) -> String {
    frames.iter().filter(|frame| frame.kind == BYTES).map(|frame| String::from_utf8_lossy(&frame.payload).into_owned()).collect()
}

async fn data(client: &Client, path: &str, body: Value) -> Vec<Frame> {
    let reply = client.post(&format!("{path}/data"), &body).await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/vnd.lucarne.frames"), "{}", reply.text());
    assert!(reply.header("content-encoding").is_empty(), "frames are not held back by a compressor");
    frames(&reply.body)
}

#[tokio::test]
async fn each_sees_the_rows_of_their_own_or_a_clear_refusal() {
    let world = World::start().await;
    let report = world.report();
    let analyst = data(&world.signed_in("ann").await, &report, json!({})).await;
    assert_eq!(outcomes(&analyst), ["3 rows", "3 rows", "3 rows", "6 rows"]);
    let manager = data(&world.signed_in("max").await, &report, json!({})).await;
    assert_eq!(outcomes(&manager), ["1 rows", "2 rows", "1 rows", "query_kind"], "SQL tiles need more than viewer");
    assert!(rows(&manager).contains("UA") && !rows(&manager).contains("AA") && !rows(&manager).contains("DL"), "{}", rows(&manager));
    let viewer = data(&world.signed_in("vic").await, &report, json!({})).await;
    let refused = outcomes(&viewer);
    assert!(refused[..3].iter().all(|outcome| outcome == "table_refused" || outcome == "missing_attribute"), "{refused:?}");
    assert_eq!(rows(&viewer), "");
    world.signed_in("eve").await.post(&format!("{report}/data"), &json!({})).await.problem(404, "not_found");
    world.anonymous().post(&format!("{report}/data"), &json!({})).await.problem(401, "not_signed_in");
}

#[tokio::test]
async fn a_header_says_tile_and_columns_before_its_bytes() {
    let world = World::start().await;
    let tile = world.flights.tiles[1];
    let frames = data(&world.signed_in("ann").await, &world.report(), json!({"tiles": [tile]})).await;
    let kinds: Vec<u8> = frames.iter().map(|frame| frame.kind).collect();
    assert_eq!(kinds, [HEADER, BYTES, END]);
    let header: Value = serde_json::from_slice(&frames[0].payload).expect("JSON");
    assert_eq!(header["tile"], tile.to_string());
    assert_eq!(header["columns"][0]["name"], "flights.origin");
    assert_eq!(header["columns"][1]["role"], "measure");
}

#[tokio::test]
async fn t01_a_link_opens_its_own_report_and_nothing_else() {
    let world = World::start().await;
    let link = world.flights.public_link(Some("UA")).await;
    let visitor = world.anonymous();
    let path = format!("/api/v1{}", link.url.strip_prefix("http://lucarne.test").expect("an address of ours"));
    let view = visitor.get(&path).await;
    assert_eq!(view.status, StatusCode::OK, "{}", view.text());
    let view = view.json();
    assert_eq!((&view["name"], &view["document"]), (&json!("On time"), &Value::Null));
    let all = data(&visitor, &path, json!({})).await;
    assert_eq!(outcomes(&all)[..3], ["1 rows", "2 rows", "1 rows"]);
    assert!(!rows(&all).contains("AA") && !rows(&all).contains("DL"));

    // A tile of another report, by its id.
    let analyst = world.signed_in("ann").await;
    let own = json!({"name": "Mine", "parent": "mine", "project": {"format": 1, "reports": [{"id": "rep_0192f0c1a2b37c4d8e5f60718293a4b5", "name": "R",
        "tabs": [{"id": "tab_0192f0c1a2b37c4d8e5f60718293a4b5", "name": "T", "tiles": [{"id": "tile_0192f0c1a2b37c4d8e5f60718293a4b5", "title": "Secret",
        "layout": {"x": 0, "y": 0, "w": 6, "h": 4}, "content": {"kind": "text", "markdown": "secret"}}]}]}]}});
    let made = analyst.post("/api/v1/documents", &own).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let foreign = "tile_0192f0c1a2b37c4d8e5f60718293a4b5";
    let absent = "tile_0192f0c1a2b37c4d8e5f60718293a4b6";
    for (method, rest, body) in [("data", "data", "tiles"), ("csv", &*format!("tiles/{foreign}/download"), "")] {
        let ask = |tile: &str| if body == "tiles" { json!({"tiles": [tile]}) } else { json!({"format": "csv"}) };
        let real = visitor.post(&format!("{path}/{rest}"), &ask(foreign)).await;
        let none = visitor.post(&format!("{path}/{}", rest.replace(foreign, absent)), &ask(absent)).await;
        assert_eq!((real.status, real.without_request_id()), (none.status, none.without_request_id()), "{method}");
        assert!(real.status.is_client_error() || outcomes(&frames(&real.body)) == ["not_found"], "{method}: {}", real.text());
    }
    // The link gives a view, not downloads, and nothing of the document's own addresses.
    let download = visitor.post(&format!("{path}/tiles/{}/download", world.flights.tiles[0]), &json!({"format": "csv"})).await;
    assert!(download.status.is_client_error() && !download.text().contains("UA"), "{}", download.text());
    visitor.get(&format!("/api/v1/documents/{}", world.flights.document)).await.problem(401, "not_signed_in");
}

#[tokio::test]
async fn t11_exports_and_suggestions_check_like_the_tile() {
    let world = World::start().await;
    let report = world.report();
    let download = format!("{report}/tiles/{}/download", world.flights.tiles[0]);
    let suggest = format!("{report}/suggest");
    for (who, csv, values) in [("ann", 3, 3), ("max", 1, 1)] {
        let client = world.signed_in(who).await;
        let file = client.post(&download, &json!({"format": "csv"})).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"), "{}", file.text());
        assert!(file.header("content-disposition").starts_with("attachment; filename=\""), "{:?}", file.headers);
        assert_eq!(file.text().lines().count(), csv + 1, "{who}: {}", file.text());
        let found = client.post(&suggest, &json!({"field": "flights.carrier"})).await.json();
        assert_eq!(found["values"].as_array().map(Vec::len), Some(values), "{who}: {found}");
    }
    let viewer = world.signed_in("vic").await;
    for (path, body) in [(&download, json!({"format": "csv"})), (&suggest, json!({"field": "flights.carrier"}))] {
        let reply = viewer.post(path, &body).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{}", reply.text());
    }
    let stranger = world.signed_in("eve").await;
    stranger.post(&download, &json!({"format": "csv"})).await.problem(404, "not_found");
    stranger.post(&suggest, &json!({"field": "flights.carrier"})).await.problem(404, "not_found");
    // The ability binds everybody, its owner too.
    let analyst = world.signed_in("ann").await;
    let abilities = format!("/api/v1/documents/{}/abilities", world.flights.document);
    assert_eq!(analyst.patch(&abilities, &json!({"download": false})).await.json()["download"]["on"], false);
    analyst.post(&download, &json!({"format": "csv"})).await.problem(403, "ability_off");
}

#[tokio::test]
async fn queries_answer_in_the_format_that_is_accepted() {
    let world = World::start().await;
    let client = world.signed_in("ann").await;
    let body =
        json!({"connection": world.flights.connection, "query": {"topic": "flights", "fields": ["flights.carrier", "flights.count"]}});
    let ask = |accept: &'static str| {
        let (client, body) = (client.clone(), body.clone());
        async move { client.send(Method::POST, "/api/v1/query", &[("accept", accept)], Some(&body)).await }
    };
    let answer = ask("application/json").await.json();
    assert_eq!((&answer["columns"][0]["name"], &answer["truncated"]), (&json!("flights.carrier"), &json!(false)));
    assert_eq!(answer["rows"].as_array().map(Vec::len), Some(3));
    let csv = ask("text/csv").await;
    assert_eq!((csv.header("content-type"), csv.text().lines().count()), ("text/csv; charset=utf-8", 4));
    let arrow = ask("application/vnd.apache.arrow.stream").await;
    assert_eq!(arrow.header("content-type"), "application/vnd.apache.arrow.stream");
    let columns = base64::engine::general_purpose::STANDARD.decode(arrow.header("lucarne-columns")).expect("base64");
    let columns: Value = serde_json::from_slice(&columns).expect("JSON");
    assert_eq!(columns[0]["label"], answer["columns"][0]["label"]);
    ask("text/html").await.problem(406, "not_acceptable");
}

/// T33: what the engine says of the data or of itself stays inside.
#[tokio::test]
async fn t33_failures_tell_no_values_and_no_insides() {
    let world = World::start().await;
    let client = world.signed_in("ann").await;
    let body = json!({"connection": world.flights.connection, "query": {"sql": "select carrier from flights"}});
    world.flights.test.engine.fail_with(Some(EngineError::Internal { message: "/var/lib/secret.parquet: Customer#000000062".to_owned() }));
    let reply = client.post("/api/v1/query", &body).await;
    reply.problem(500, "internal");
    assert!(!reply.text().contains("secret") && !reply.text().contains("Customer"), "{}", reply.text());
    let frames = data(&client, &world.report(), json!({"tiles": [world.flights.tiles[0]]})).await;
    assert_eq!(outcomes(&frames), ["internal"]);
    assert!(frames.iter().all(|frame| !String::from_utf8_lossy(&frame.payload).contains("Customer")));
    for (failure, status, code) in [
        (EngineError::Busy, 503, "busy"),
        (EngineError::MemoryLimit, 422, "memory_limit"),
        (EngineError::TimeLimit { seconds: 60 }, 422, "time_limit"),
        (EngineError::FunctionRefused { name: "read_csv".to_owned() }, 422, "function_refused"),
        (EngineError::TableUnknown { name: "x".to_owned() }, 422, "table_unknown"),
    ] {
        world.flights.test.engine.fail_with(Some(failure));
        let reply = client.post("/api/v1/query", &body).await;
        reply.problem(status, code);
        assert_eq!(reply.header("retry-after").is_empty(), status != 503);
    }
}

#[tokio::test]
async fn a_panic_is_a_plain_refusal_and_the_server_goes_on() {
    let world = World::start().await;
    let client = world.signed_in("ann").await;
    world.flights.test.engine.before_run(|_| panic!("no query today"));
    let body = json!({"connection": world.flights.connection, "query": {"sql": "select carrier from flights"}});
    let reply = client.post("/api/v1/query", &body).await;
    reply.problem(500, "internal");
    assert!(!reply.text().contains("today"));
    assert_eq!(client.get("/api/v1/me").await.status, StatusCode::OK);
}

/// T62: the request after a revocation is refused, for data too.
#[tokio::test]
async fn t62_a_revocation_holds_for_the_next_request() {
    let world = World::start().await;
    let (owner, reader) = (world.signed_in("ann").await, world.signed_in("max").await);
    let report = world.report();
    assert_eq!(reader.get(&report).await.status, StatusCode::OK);
    let access = format!("/api/v1/content/{}/access", world.flights.folder);
    let take = json!({"changes": [{"principal": {"kind": "group", "id": world.flights.readers}, "role": null}]});
    let preview = owner.patch(&format!("{access}?dry_run=true"), &take).await;
    assert!(preview.json()["loses"].as_u64() >= Some(3), "{}", preview.text());
    assert_eq!(reader.get(&report).await.status, StatusCode::OK, "a preview changes nothing");
    assert_eq!(owner.patch(&access, &take).await.status, StatusCode::OK);
    reader.get(&report).await.problem(404, "not_found");
    reader.post(&format!("{report}/data"), &json!({})).await.problem(404, "not_found");
}
