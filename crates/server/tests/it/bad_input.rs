//! Whatever is sent, the answer is a clear problem with a stable code, and nothing is changed.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::client::{ORIGIN, World};

/// Method, address, body, and what is expected: status, code and the pointer of the first fault.
type Case = (&'static str, &'static str, &'static str, &'static str);

/// `{doc}` and the like are replaced. The analyst asks, who may do all of it if it were right.
const CASES: &[Case] = &[
    // Not JSON.
    ("POST", "/folders", r#"{"name":"#, "400 malformed_json"),
    ("POST", "/folders", "", "400 malformed_json"),
    ("POST", "/folders", "\u{0}", "400 malformed_json"),
    ("POST", "/folders", r#"{"name":"a","parent":"shared"}}"#, "400 malformed_json"),
    // JSON of the wrong shape.
    ("POST", "/folders", r#"{"name":"a","parent":"shared","owner":"me"}"#, "422 property_unknown /owner"),
    ("POST", "/folders", r#"{"name":"a"}"#, "422 property_missing /parent"),
    ("POST", "/folders", r#"{"name":"a","name":"b","parent":"shared"}"#, "422 property_twice /name"),
    ("POST", "/folders", r#"{"name":7,"parent":"shared"}"#, "422 type_wrong /name"),
    ("POST", "/folders", r#"["name"]"#, "422 type_wrong "),
    ("POST", "/folders", r#"{"name":"   ","parent":"shared"}"#, "422 value_invalid /name"),
    ("POST", "/folders", r#"{"name":"a\u202eb","parent":"nowhere"}"#, "422 value_invalid /name"),
    ("POST", "/folders", r#"{"name":"a","parent":"{con}"}"#, "422 value_invalid /parent"),
    (
        "PATCH",
        "/content/{doc}/access",
        r#"{"changes":[{"principal":{"kind":"user"},"role":"viewer"}]}"#,
        "422 property_missing /changes/0/principal/id",
    ),
    (
        "PATCH",
        "/content/{doc}/access",
        r#"{"changes":[{"principal":{"kind":"user","id":"{con}"},"role":"viewer"}]}"#,
        "422 value_invalid /changes/0/principal/id",
    ),
    (
        "PATCH",
        "/content/{doc}/access",
        r#"{"changes":[{"principal":{"kind":"user","id":"*"},"role":"boss"}]}"#,
        "422 value_invalid /changes/0/role",
    ),
    ("PATCH", "/documents/{doc}", r#"{"identifier":"../x"}"#, "422 value_invalid /identifier"),
    ("PATCH", "/documents/{doc}", r#"{"identifier":"api"}"#, "422 value_invalid /identifier"),
    // Query parameters.
    ("GET", "/content?parnt=shared", "", "400 unknown_parameter"),
    ("GET", "/content?limit=0", "", "400 parameter_invalid"),
    ("GET", "/content?limit=x", "", "400 parameter_invalid"),
    ("GET", "/content?kind=table", "", "400 parameter_invalid"),
    ("GET", "/content?view=recent&parent=shared", "", "400 parameter_invalid"),
    ("GET", "/content?cursor=made-up", "", "400 bad_cursor"),
    ("GET", "/me?as=admin", "", "400 unknown_parameter"),
    ("GET", "/documents/{doc}?version=1", "", "400 unknown_parameter"),
    // Ids that name nothing.
    ("GET", "/documents/doc_0192f0c1a2b37c4d8e5f60718293a4b5", "", "404 not_found"),
    ("GET", "/documents/*", "", "404 not_found"),
    ("GET", "/documents/no-such-thing", "", "404 not_found"),
    ("GET", "/documents/{con}", "", "404 not_found"),
    ("GET", "/links/1", "", "404 not_found"),
    ("GET", "/nothing", "", "404 not_found"),
    ("DELETE", "/me", "", "405 method_not_allowed"),
    // Versions.
    ("PUT", "/documents/{doc}/project", r#"{"format":1,"reports":[]}"#, "428 version_required"),
    // Reports.
    ("POST", "/documents/{doc}/reports/{rep}/data", r#"{"tiles":["x"]}"#, "422 value_invalid /tiles/0"),
    (
        "POST",
        "/documents/{doc}/reports/{rep}/data",
        r#"{"filters":[{"field":"flights","op":"in","values":[]}]}"#,
        "422 value_invalid /filters/0/field",
    ),
    (
        "POST",
        "/documents/{doc}/reports/{rep}/data",
        r#"{"filters":[{"field":"flights.month","op":"is","values":[]}]}"#,
        "422 value_invalid /filters/0/op",
    ),
    ("POST", "/documents/{doc}/reports/{rep}/suggest", r#"{"field":"flights.carrier","limit":500}"#, "422 value_invalid /limit"),
    ("POST", "/documents/{doc}/reports/{rep}/tiles/{tile}/download", r#"{"format":"exe"}"#, "422 value_invalid /format"),
    // Queries.
    ("POST", "/query", r#"{"connection":"{con}","query":{"topic":"flights","fields":[]}}"#, "422 fields_empty /query/fields"),
    (
        "POST",
        "/query",
        r#"{"connection":"{con}","query":{"topic":"flights","fields":["flights.nothing"]}}"#,
        "422 field_unknown /query/fields/0",
    ),
    (
        "POST",
        "/query",
        r#"{"connection":"{con}","query":{"topic":"flights","fields":["flights.carrier"],"colour":1}}"#,
        "422 property_unknown /query/colour",
    ),
    (
        "POST",
        "/query",
        r#"{"connection":"{con}","query":{"topic":"flights","fields":["flights.carrier"],"filters":[{"field":"flights.month","op":"in","values":["May; drop table"]}]}}"#,
        "422 filter_value_invalid /query/filters/0/values",
    ),
    (
        "POST",
        "/query",
        r#"{"connection":"{con}","query":{"topic":"flights","fields":["flights.carrier"],"filters":[{"field":"flights.month","op":"in","values":[{"a":1}]}]}}"#,
        "422 value_invalid /query/filters/0/values/0",
    ),
    ("POST", "/query", r#"{"connection":"{con}","query":{"sql":"select carrier frm flights where"}}"#, "422 sql_invalid"),
    ("POST", "/query", r#"{"connection":"{con}","query":{"sql":"selec carrier from flights"}}"#, "422 sql_invalid"),
    ("POST", "/query", r#"{"connection":"{con}","query":{"sql":""}}"#, "422 sql_empty"),
    ("POST", "/query", r#"{"connection":"{con}","query":{"sql":"drop table flights"}}"#, "422 not_a_query"),
    ("POST", "/query", r#"{"connection":"{con}","query":{"sql":"select 1; select 2"}}"#, "422 several_statements"),
    ("POST", "/query", r#"{"connection":"{con}","query":{"sql":"select 1","topic":"flights"}}"#, "422 property_unknown /query/topic"),
    ("POST", "/query", r#"{"connection":"con_0192f0c1a2b37c4d8e5f60718293a4b5","query":{"sql":"select 1"}}"#, "404 not_found"),
    ("POST", "/query", r#"{"connection":"nyc","query":{"sql":"select 1"}}"#, "422 value_invalid /connection"),
    // Links.
    ("POST", "/documents/{doc}/reports/{rep}/links", r#"{"mode":"anybody"}"#, "422 value_invalid /mode"),
    ("POST", "/documents/{doc}/reports/{rep}/links", r#"{"expires_at":"tomorrow"}"#, "422 value_invalid /expires_at"),
    ("POST", "/documents/{doc}/reports/{rep}/links", r#"{"attributes":{"DROP":["x"]}}"#, "422 value_invalid /attributes/DROP"),
];

#[tokio::test]
async fn every_bad_input_has_a_clear_answer_and_changes_nothing() {
    let world = World::start().await;
    let flights = &world.flights;
    let client = world.signed_in("ann").await;
    let fill = |text: &str| {
        text.replace("{doc}", &flights.document.to_string())
            .replace("{rep}", &flights.report.to_string())
            .replace("{con}", &flights.connection.to_string())
            .replace("{tile}", &flights.tiles[0].to_string())
    };
    let document = format!("/api/v1/documents/{}", flights.document);
    let before = (client.get(&document).await.json(), client.get("/api/v1/content?q=a").await.json());
    let mut wrong = Vec::new();
    for (method, path, body, expected) in CASES {
        let headers = [("content-type", "application/json"), ("origin", ORIGIN)];
        let method: Method = method.parse().expect("a method");
        let reply = client.raw(method.clone(), &format!("/api/v1{}", fill(path)), &headers, fill(body)).await;
        let problem: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let pointer = problem["errors"][0]["pointer"].as_str().map_or_else(String::new, |pointer| format!(" {pointer}"));
        let found = format!("{}{pointer}", reply.outcome());
        if found != *expected || reply.header("content-type") != "application/problem+json" {
            wrong.push(format!("{method} {path} {body}\n  expected {expected}\n  found    {found}\n  {problem}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(before, (client.get(&document).await.json(), client.get("/api/v1/content?q=a").await.json()), "nothing was changed");
}

#[tokio::test]
async fn a_body_with_several_faults_names_them_all() {
    let world = World::start().await;
    let client = world.signed_in("ada").await;
    let reply = client.post("/api/v1/users", &json!({"name": " ", "email": "x", "password": "long enough for all"})).await;
    let problem = reply.problem(422, "value_invalid");
    let pointers: Vec<&Value> = problem["errors"].as_array().expect("errors").iter().map(|fault| &fault["pointer"]).collect();
    assert_eq!(pointers, ["/name", "/email"]);
}

#[tokio::test]
async fn malformed_json_says_where() {
    let world = World::start().await;
    let client = world.signed_in("ann").await;
    let headers = [("content-type", "application/json; charset=utf-8"), ("origin", ORIGIN)];
    let reply = client.raw(Method::POST, "/api/v1/folders", &headers, "{\n  \"name\": oops\n}").await;
    let problem = reply.problem(400, "malformed_json");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("line 2, column")), "{problem}");
}

#[tokio::test]
async fn a_broken_model_is_refused_with_every_fault_at_its_place() {
    let world = World::start().await;
    let client = world.signed_in("ada").await;
    let model = format!("/api/v1/connections/{}/model", world.flights.connection);
    let before = client.get(&model).await;
    let version = before.header("etag").to_owned();
    let text = "table_name: flights\ndimensions:\n  carrier:\n    sql: ${carrier}\n    colour: red\n  nothing:\n    sql: ${no_such_column}\nmeasures:\n  count:\n    aggregate_type: counts\n";
    let file = format!("{model}/files/flights.view.yaml");
    let reply = client.send(Method::PUT, &file, &[("if-match", &version)], Some(&json!({"text": text}))).await;
    let problem = reply.problem(422, "model_invalid");
    let found = problem["diagnostics"].as_array().expect("diagnostics");
    let errors: Vec<&Value> = found.iter().filter(|found| found["severity"] == "error").collect();
    assert!(errors.len() >= 3, "all faults at once: {found:#?}");
    assert!(errors.iter().all(|fault| fault["line"].as_u64() > Some(0) && fault["column"].as_u64() > Some(0)), "{errors:#?}");
    let lines: Vec<u64> = errors.iter().filter_map(|fault| fault["line"].as_u64()).collect();
    for line in [5, 7, 10] {
        assert!(lines.contains(&line), "a fault on line {line}: {errors:#?}");
    }
    assert_eq!(client.get(&model).await.json()["files"], before.json()["files"], "the model before stays");
    client.send(Method::PUT, &file, &[], Some(&json!({"text": text}))).await.problem(428, "version_required");
    client.send(Method::PUT, &file, &[("if-match", "4")], Some(&json!({"text": text}))).await.problem(400, "version_invalid");
    client.send(Method::PUT, &file, &[("if-match", "\"1\"")], Some(&json!({"text": text}))).await.problem(412, "version_clash");
}

#[tokio::test]
async fn a_file_that_is_not_one_is_refused_and_changes_nothing() {
    let world = World::start().await;
    let client = world.signed_in("ada").await;
    let tables = format!("/api/v1/connections/{}/tables", world.flights.connection);
    let before = client.get(&tables).await.json();
    let put = |name: &'static str, kind: &'static str, bytes: &'static str| {
        let (client, path) = (client.clone(), format!("{tables}/{name}"));
        async move { client.raw(Method::PUT, &path, &[("content-type", kind), ("origin", ORIGIN)], bytes).await }
    };
    put("flights", "application/vnd.apache.parquet", "PAR1 this is no Parquet").await.problem(422, "file_invalid");
    put("flights", "application/zip", "PK").await.problem(415, "media_type");
    let escape = put("..%2fescape", "text/csv", "a\n1\n").await;
    escape.problem(404, "not_found");
    assert_eq!(client.get(&tables).await.json(), before, "the table before stays");
    let made = put("extra", "text/csv", "a,b\n1,2\n").await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    assert_eq!(made.json()["columns"].as_array().map(Vec::len), Some(2));
    let stranger = world.signed_in("sam").await;
    let refused = stranger.raw(Method::PUT, &format!("{tables}/mine"), &[("content-type", "text/csv"), ("origin", ORIGIN)], "a\n1\n").await;
    refused.problem(403, "connection_role");
}
