//! The document's saved form and what is refused of it.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

use document::Project;
use serde_json::{Value, json};

fn tile(id: char, content: Value) -> Value {
    json!({
        "id": format!("tile_{}", id.to_string().repeat(32)),
        "title": "Delays by hour",
        "layout": {"x": 0, "y": 0, "w": 6, "h": 8},
        "content": content,
    })
}

fn query() -> Value {
    json!({
        "kind": "query",
        "connection": format!("con_{}", "c".repeat(32)),
        "query": {"topic": "flights", "fields": ["flights.time_hour[month]", "flights.count"]},
        "chart": {"kind": "line", "x": "flights.time_hour[month]", "y": ["flights.count"]},
    })
}

fn project() -> Value {
    json!({
        "format": 1,
        "reports": [{
            "id": format!("rep_{}", "a".repeat(32)),
            "name": "Delays",
            "tabs": [{"id": format!("tab_{}", "b".repeat(32)), "name": "Overview", "tiles": [tile('1', query()), tile('2', json!({"kind": "text", "markdown": "# Hello"}))]}],
            "filters": [{"id": "carrier", "field": "flights.carrier", "label": "Airline", "op": "in", "values": ["UA"]}],
        }],
    })
}

/// The codes and places of the faults after an edit of the project above.
#[track_caller]
fn check(edit: impl FnOnce(&mut Value), expected: &[&str]) {
    let mut value = project();
    edit(&mut value);
    let project: Project = serde_json::from_value(value).expect("a project by form");
    let found: Vec<_> = project.faults().iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_sound_project_has_no_faults_and_comes_back_as_it_was() {
    check(|_| {}, &[]);
    let model = "# A comment.\r\nmeasures:\n\tx: {}  \n\n";
    let mut with_model = project();
    with_model["models"] = json!({format!("con_{}", "c".repeat(32)): {"flights.view.yaml": model}});
    for value in [project(), with_model] {
        let project: Project = serde_json::from_value(value.clone()).expect("a project");
        let text = serde_json::to_string(&project).expect("text");
        assert_eq!(serde_json::from_str::<Project>(&text).expect("the same"), project);
        assert_eq!(text.contains("models"), value.get("models").is_some());
        for connection in project.connections() {
            assert_eq!(
                project.own_model(connection).0.values().map(String::as_str).collect::<Vec<_>>(),
                Vec::from_iter(value.get("models").map(|_| model))
            );
        }
    }
}

#[test]
fn every_fault_is_reported_with_its_place() {
    check(|p| p["format"] = json!(2), &["/format format_unknown"]);
    check(|p| p["reports"] = json!([]), &["/reports reports_empty"]);
    check(|p| p["reports"][0]["tabs"] = json!([]), &["/reports/0/tabs tabs_empty"]);
    check(
        |p| {
            let tiles = &mut p["reports"][0]["tabs"][0]["tiles"];
            tiles[0]["layout"]["w"] = json!(13);
            tiles[1]["id"] = tiles[0]["id"].clone();
            tiles[1]["title"] = json!("x".repeat(121));
        },
        &["/reports id_duplicate", "/reports/0/tabs/0/tiles/0/layout layout_outside", "/reports/0/tabs/0/tiles/1/title too_long"],
    );
    check(|p| p["reports"][0]["tabs"][0]["tiles"][0]["layout"]["h"] = json!(0), &["/reports/0/tabs/0/tiles/0/layout layout_outside"]);
    check(|p| p["reports"][0]["tabs"][0]["tiles"][0]["layout"]["x"] = json!(65535), &["/reports/0/tabs/0/tiles/0/layout layout_outside"]);
    check(
        |p| p["reports"][0]["filters"][0]["tiles"] = json!([format!("tile_{}", "9".repeat(32))]),
        &["/reports/0/filters/0/tiles tile_unknown"],
    );
    let connection = format!("con_{}", "c".repeat(32));
    for name in ["../x.yaml", ".x.yaml", "x", "a/b.view.yaml", "a..b.yaml", "\u{0}.yaml"] {
        check(|p| p["models"] = json!({&connection: {name: ""}}), &[&format!("/models/{connection} file_name_invalid")]);
    }
    check(
        |p| p["models"] = json!({&connection: {"x.view.yaml": "x".repeat(100_001)}}),
        &[&format!("/models/{connection}/x.view.yaml too_long")],
    );
    check(|p| p["reports"][0]["filters"][0]["id"] = json!("Car rier"), &["/reports/0/filters/0/id id_invalid"]);
}

#[test]
fn what_the_form_does_not_know_is_refused() {
    let edits: [fn(&mut Value); 5] = [
        |p| p["secret"] = json!(1),
        |p| p["reports"][0]["tabs"][0]["tiles"][0]["content"]["chart"]["option"] = json!({"tooltip": {}}),
        |p| p["reports"][0]["tabs"][0]["tiles"][0]["content"]["kind"] = json!("html"),
        |p| p["reports"][0]["id"] = json!("../x"),
        |p| p["reports"][0]["tabs"][0]["tiles"][0]["content"]["query"]["sql"] = json!("select 1"),
    ];
    for edit in edits {
        let mut value = project();
        edit(&mut value);
        assert!(serde_json::from_value::<Project>(value).is_err());
    }
}
