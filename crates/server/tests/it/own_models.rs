//! The own model of a workbook over HTTP: tiles by kind and connection role, tabs by content role and `view_workbook`, errors with their places,
//! promotion.

use serde_json::{Value, json};

use crate::client::{Client, World};

const LATE: &str = "measures:\n  late: { aggregate_type: count, filters: { month: { gt: 1 } } }\n";
const TILES: [&str; 5] = ["topic", "field", "altered_topic", "all_views", "sql"];

/// The address of the document's part.
fn of_document(world: &World, part: &str) -> String {
    format!("/api/v1/documents/{}{part}", world.flights.document)
}

/// The project of the world's document, with an own model and one tile of each kind.
async fn build(world: &World, files: &Value, ask: impl Fn(&str) -> Value) -> Value {
    let ann = world.signed_in("ann").await;
    let reply = ann.get(&of_document(world, "/project")).await;
    let mut project = reply.json();
    let connection = world.flights.connection.to_string();
    let tile = |(at, kind): (usize, &&str)| {
        let mut content = json!({"connection": connection, "chart": {"kind": "table"}});
        match *kind {
            "sql" => content["kind"] = json!("sql"),
            _ => content["kind"] = json!("query"),
        }
        let what = ask(kind);
        let key = if *kind == "sql" { "sql" } else { "query" };
        content[key] = what;
        json!({"id": format!("tile_{at:032x}"), "title": kind, "layout": {"x": 0, "y": at * 4, "w": 6, "h": 4}, "content": content})
    };
    project["reports"][0]["tabs"][0]["tiles"] = TILES.iter().enumerate().map(tile).collect();
    project["models"] = json!({connection: files});
    let saved =
        ann.send(axum::http::Method::PUT, &of_document(world, "/project"), &[("if-match", reply.header("etag"))], Some(&project)).await;
    assert_eq!(saved.outcome(), "200", "{}", saved.text());
    project
}

fn ask(kind: &str) -> Value {
    match kind {
        "topic" => json!({"topic": "flights", "fields": ["flights.carrier"]}),
        "field" => json!({"topic": "flights", "fields": ["flights.carrier", "flights.late"]}),
        "altered_topic" => json!({"topic": "mine", "fields": ["flights.carrier"]}),
        "all_views" => json!({"fields": ["flights.carrier"]}),
        _ => json!("select carrier from flights"),
    }
}

fn files() -> Value {
    json!({"flights.view.yaml": LATE, "mine.topic.yaml": "base_view: flights\n"})
}

/// What each tile of the report says to somebody.
async fn tiles(world: &World, client: &Client) -> Vec<String> {
    let mut said = Vec::new();
    for at in 0..TILES.len() {
        let path = of_document(world, &format!("/reports/{}/tiles/tile_{at:032x}/download", world.flights.report));
        said.push(client.post(&path, &json!({"format": "csv"})).await.outcome().to_owned());
    }
    said
}

async fn set_role(world: &World, first_name: &str, role: &str) {
    let admin = world.signed_in("ada").await;
    let users = admin.get(&format!("/api/v1/users?q={first_name}")).await.json();
    let id = users["items"][0]["id"].as_str().expect("a user").to_owned();
    let path = format!("/api/v1/connections/{}/roles", world.flights.connection);
    let change = json!({"changes": [{"principal": {"kind": "user", "id": id}, "role": role}]});
    let reply = admin.patch(&path, &change).await;
    assert_eq!(reply.outcome(), "200", "{}", reply.text());
}

/// access.md §4, the last two rows: tiles of a dashboard by kind and connection role; with a boost, those of a querier.
#[tokio::test]
async fn tiles_by_kind_and_connection_role() {
    let world = World::start().await;
    build(&world, &files(), ask).await;
    let max = world.signed_in("max").await;
    let (ok, no) = ("200".to_owned(), "403 query_kind".to_owned());
    let only_topics = [&ok, &ok, &no, &no, &no].map(Clone::clone);
    let everything = [&ok, &ok, &ok, &ok, &ok].map(Clone::clone);
    for boosted in [false, true] {
        if boosted {
            let change =
                json!({"changes": [{"principal": {"kind": "group", "id": world.flights.readers}, "role": "viewer", "boost": true}]});
            let path = format!("/api/v1/content/{}/access", world.flights.document);
            let reply = world.signed_in("ada").await.patch(&path, &change).await;
            assert_eq!(reply.outcome(), "200", "{}", reply.text());
        }
        for (role, expected) in [
            ("no_access", vec![no.clone(); 5]),
            ("viewer", if boosted { everything.to_vec() } else { only_topics.to_vec() }),
            ("restricted_querier", if boosted { everything.to_vec() } else { only_topics.to_vec() }),
            ("querier", everything.to_vec()),
            ("modeler", everything.to_vec()),
            ("connection_admin", everything.to_vec()),
        ] {
            set_role(&world, "max", role).await;
            assert_eq!(tiles(&world, &max).await, expected, "{role}, boosted {boosted}");
        }
    }
}

/// access.md §3 `view_workbook` and §4: which tabs somebody finds in the project, and what they may ask in its workbook.
#[tokio::test]
async fn workbook_tabs_by_kind_content_role_connection_role_and_ability() {
    let world = World::start().await;
    build(&world, &files(), ask).await;
    let (ann, max, ada) = (world.signed_in("ann").await, world.signed_in("max").await, world.signed_in("ada").await);
    let max_id = world.flights.manager;
    for content in ["viewer", "editor"] {
        let change = json!({"changes": [{"principal": {"kind": "user", "id": max_id}, "role": content}]});
        let path = format!("/api/v1/content/{}/access", world.flights.document);
        assert_eq!(ada.patch(&path, &change).await.outcome(), "200");
        for on in [false, true] {
            assert_eq!(ann.patch(&of_document(&world, "/abilities"), &json!({"view_workbook": on})).await.outcome(), "200");
            for role in ["no_access", "viewer", "restricted_querier", "querier", "modeler"] {
                set_role(&world, "max", role).await;
                let rank = ["no_access", "viewer", "restricted_querier", "querier", "modeler"]
                    .iter()
                    .position(|one| *one == role)
                    .expect("a role");
                let opens = content == "editor" || (on && rank >= 2);
                let reply = max.get(&of_document(&world, "/project")).await;
                assert_eq!(reply.status.is_success(), opens, "{content} {role} view_workbook={on}: {}", reply.text());
                if opens {
                    let project = reply.json();
                    let found = project["reports"][0]["tabs"][0]["tiles"].as_array().expect("tiles").len();
                    assert_eq!(found, if content == "editor" { 5 } else { 2 }, "{content} {role}");
                    assert_eq!(project.get("models").is_some(), content == "editor", "the text of its model is for its authors");
                }
                for kind in TILES {
                    let query = if kind == "sql" { json!({"sql": ask(kind)}) } else { ask(kind) };
                    let body = json!({"connection": world.flights.connection, "document": world.flights.document, "query": query});
                    let said = max.post("/api/v1/query", &body).await.outcome().to_owned();
                    let topics = matches!(kind, "topic" | "field");
                    let expected = match rank {
                        0 => "404 not_found",
                        1 => "403 connection_role",
                        2 if kind == "sql" => "403 connection_role",
                        _ if !opens => "403 content_role",
                        2 if !topics => "403 query_kind",
                        _ if content == "viewer" && !topics => "403 workbook_topics_only",
                        _ => "200",
                    };
                    assert_eq!(said, expected, "{kind} {content} {role} view_workbook={on}");
                }
            }
        }
    }
}

#[tokio::test]
async fn errors_of_an_own_model_stand_at_their_places() {
    let world = World::start().await;
    let ann = world.signed_in("ann").await;
    let connection = world.flights.connection.to_string();
    let bad = json!({"flights.view.yaml": "row_policies: []\nmeasures:\n  late: { aggregate_type: summ }\n"});
    let reply = ann.get(&of_document(&world, "/project")).await;
    let mut project = reply.json();
    project["models"] = json!({&connection: &bad});
    let saved =
        ann.send(axum::http::Method::PUT, &of_document(&world, "/project"), &[("if-match", reply.header("etag"))], Some(&project)).await;
    assert_eq!(saved.outcome(), "422 model_invalid");
    let places = |items: &Value, key: &str| {
        items.as_array().expect("a list").iter().map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(places(&saved.json()["errors"], "pointer"), ["flights.view.yaml:1:1", "flights.view.yaml:3:27"]);
    let checked = ann.post(&of_document(&world, "/model/check"), &json!({"connection": connection, "files": bad})).await;
    assert_eq!(places(&checked.json()["diagnostics"], "code"), ["own_model_locked", "value_invalid"]);
    let names = json!({"connection": connection, "files": {"../x.view.yaml": ""}});
    assert_eq!(ann.post(&of_document(&world, "/model/check"), &names).await.outcome(), "422 file_name_invalid");
}

#[tokio::test]
async fn a_promotion_over_http_is_checked_by_version_and_audited() {
    let world = World::start().await;
    build(&world, &files(), ask).await;
    set_role(&world, "ann", "modeler").await;
    let (ann, max, ada) = (world.signed_in("ann").await, world.signed_in("max").await, world.signed_in("ada").await);
    let model = format!("/api/v1/connections/{}/model", world.flights.connection);
    let promote = |version: String, query: &'static str| {
        let (ann, path) = (ann.clone(), format!("{model}/promote{query}"));
        let body = json!({"document": world.flights.document});
        async move { ann.send(axum::http::Method::POST, &path, &[("if-match", &version)], Some(&body)).await }
    };
    let etag = ann.get(&model).await.header("etag").to_owned();
    assert_eq!(promote("\"1\"".to_owned(), "").await.outcome(), "412 version_clash");
    assert_eq!(ann.post(&format!("{model}/promote"), &json!({"document": world.flights.document})).await.outcome(), "428 version_required");
    let dry = promote(etag.clone(), "?dry_run=true").await.json();
    assert_eq!(dry["files"][1], json!({"name": "mine.topic.yaml", "before": null, "after": "base_view: flights\n"}));
    assert_eq!(ann.get(&model).await.header("etag"), etag);
    assert_eq!(tiles(&world, &max).await[2], "403 query_kind");
    let done = promote(etag.clone(), "").await;
    assert_eq!(done.outcome(), "200", "{}", done.text());
    assert_ne!(done.header("etag"), etag);
    assert_eq!(tiles(&world, &max).await[..3], ["200", "200", "200"], "what was on an altered topic is on a topic");
    assert!(ann.get(&of_document(&world, "/project")).await.json().get("models").is_none());
    let audit = ada.get("/api/v1/audit?verb=model_promote").await.json();
    assert_eq!(audit["items"][0]["actor"]["name"], "Ann Analyst", "{audit}");
}
