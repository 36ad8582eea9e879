//! Folders, documents, versions, sharing: what the page does all day.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::client::{Client, World};

#[tokio::test]
async fn make_save_and_clash() {
    let world = World::start().await;
    let (analyst, admin) = (world.signed_in("ann").await, world.signed_in("ada").await);
    let made = analyst.post("/api/v1/documents", &json!({"name": "Delays", "parent": "shared"})).await;
    assert_eq!((made.status, made.header("etag")), (StatusCode::CREATED, "\"1\""), "{}", made.text());
    let document = made.json();
    assert_eq!((&document["role"], &document["kind"]), (&json!("owner"), &json!("document")));
    assert!(document["can"].as_array().is_some_and(|can| can.contains(&json!("edit")) && can.contains(&json!("manage"))), "{document}");
    let path = format!("/api/v1/documents/{}/project", document["id"].as_str().expect("an id"));
    let read = analyst.get(&path).await;
    let mut project = read.json();
    project["reports"][0]["name"] = json!("By hour");
    let version = read.header("etag").to_owned();
    let saved = analyst.send(Method::PUT, &path, &[("if-match", &version)], Some(&project)).await;
    assert_eq!((saved.status, saved.json()["version"].as_u64()), (StatusCode::OK, Some(2)), "{}", saved.text());

    project["reports"][0]["name"] = json!("Mine");
    let clash = admin.send(Method::PUT, &path, &[("if-match", &version)], Some(&project)).await;
    let problem = clash.problem(412, "version_clash");
    assert_eq!((&problem["current_version"], &problem["changed_by"]["name"]), (&json!(2), &json!("Ann Analyst")));
    assert_eq!(problem["project"]["reports"][0]["name"], "By hour");
    assert!(problem["changed_at"].is_string());
    assert_eq!(analyst.get(&path).await.json()["reports"][0]["name"], "By hour", "nothing was lost");

    for bad in ["2", "W/\"2\"", "\"2\", \"3\"", "*", "\"x\""] {
        analyst.send(Method::PUT, &path, &[("if-match", bad)], Some(&project)).await.problem(400, "version_invalid");
    }
    let broken = json!({"format": 1, "reports": []});
    analyst.send(Method::PUT, &path, &[("if-match", "\"2\"")], Some(&broken)).await.problem(422, "reports_empty");
}

#[tokio::test]
async fn share_look_and_move() {
    let world = World::start().await;
    let analyst = world.signed_in("ann").await;
    let access = format!("/api/v1/content/{}/access", world.flights.document);
    let seen = analyst.get(&access).await.json();
    let group = seen["entries"].as_array().expect("entries").iter().find(|entry| entry["principal"]["kind"] == "group").expect("the group");
    assert_eq!((&group["role"], &group["direct"], &group["sources"][0]["kind"]), (&json!("viewer"), &Value::Null, &json!("folder")));
    // Below what the folder gives.
    let lower = json!({"changes": [{"principal": {"kind": "group", "id": world.flights.readers}, "role": "no_access"}]});
    analyst.patch(&access, &lower).await.problem(409, "below_inherited");
    let eve = json!({"changes": [{"principal": {"kind": "user", "id": world.flights.outsider}, "role": "editor"}]});
    let preview = analyst.patch(&format!("{access}?dry_run=true"), &eve).await.json();
    assert_eq!((&preview["gains"], &preview["people"][0]["after"]), (&json!(1), &json!("editor")), "{preview}");
    let stranger = world.signed_in("eve").await;
    stranger.get(&format!("/api/v1/documents/{}", world.flights.document)).await.problem(404, "not_found");
    assert_eq!(analyst.patch(&access, &eve).await.status, StatusCode::OK);
    let node = stranger.get(&format!("/api/v1/documents/{}", world.flights.document)).await.json();
    assert_eq!(node["role"], "editor");
    // An editor sees and changes, and shares nothing (T04, T05).
    stranger.patch(&access, &eve).await.problem(403, "content_role");
    stranger.post(&format!("/api/v1/content/{}/trash", world.flights.document), &json!({})).await.problem(403, "content_role");
    let why = analyst
        .get(&format!("/api/v1/content/{}/explain?user={}&action=edit", world.flights.document, world.flights.outsider))
        .await
        .json();
    assert_eq!(why["allowed"], true, "{why}");
    let path = format!("/api/v1/content/{}/move?dry_run=true", world.flights.document);
    let moved = analyst.post(&path, &json!({"parent": "shared"})).await;
    assert!(moved.json()["people"].is_array(), "{}", moved.text());
}

#[tokio::test]
async fn lists_show_what_may_be_seen_page_by_page() {
    let world = World::start().await;
    let analyst = world.signed_in("ann").await;
    for number in 0..7 {
        let made = analyst.post("/api/v1/folders", &json!({"name": format!("F{number}"), "parent": "mine"})).await;
        assert_eq!(made.status, StatusCode::CREATED);
    }
    for limit in [1, 2, 3, 200] {
        assert_eq!(names(&analyst, limit).await, ["F0", "F1", "F2", "F3", "F4", "F5", "F6"], "T97: any page size gives the same");
    }
    let stranger = world.signed_in("eve").await;
    assert_eq!(names(&stranger, 200).await, Vec::<String>::new());
}

async fn names(client: &Client, limit: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = client.get(&format!("/api/v1/content?parent=mine&limit={limit}{cursor}")).await.json();
        names.extend(page["items"].as_array().expect("items").iter().filter_map(|item| item["name"].as_str().map(str::to_owned)));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return names,
        }
    }
}

#[tokio::test]
async fn people_groups_and_attributes_are_kept_by_admins() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let made =
        admin.post("/api/v1/users", &json!({"name": "New Person", "email": "New@Example.com", "password": "long enough for all"})).await;
    assert_eq!((made.status, &made.json()["email"]), (StatusCode::CREATED, &json!("new@example.com")), "{}", made.text());
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    admin
        .post("/api/v1/users", &json!({"name": "Twin", "email": "new@example.com", "password": "long enough for all"}))
        .await
        .problem(409, "email_taken");
    admin.post("/api/v1/users", &json!({"name": "Short", "email": "s@example.com", "password": "x"})).await.problem(422, "password_length");
    let group = admin.post("/api/v1/groups", &json!({"name": "Alliance"})).await.json();
    let group = group["id"].as_str().expect("an id").to_owned();
    let member = |what: &str| format!("/api/v1/groups/{group}/members/{what}");
    assert_eq!(admin.send(Method::PUT, &member(&id), &[], None).await.status, StatusCode::NO_CONTENT);
    let readers = world.flights.readers.to_string();
    assert_eq!(admin.send(Method::PUT, &member(&readers), &[], None).await.status, StatusCode::NO_CONTENT);
    let cycle = format!("/api/v1/groups/{readers}/members/{group}");
    admin.send(Method::PUT, &cycle, &[], None).await.problem(409, "group_cycle");
    let values = format!("/api/v1/groups/{group}/attributes/carrier");
    assert_eq!(admin.send(Method::PUT, &values, &[], Some(&json!({"values": ["AA", "DL"]}))).await.status, StatusCode::NO_CONTENT);
    let seen = admin.get(&format!("/api/v1/groups/{group}")).await.json();
    assert_eq!((&seen["members"].as_array().map(Vec::len), &seen["attributes"]["carrier"]), (&Some(2), &json!(["AA", "DL"])), "{seen}");
    let audit = admin.get("/api/v1/audit?limit=5").await.json();
    assert_eq!(audit["items"].as_array().map(Vec::len), Some(5), "{audit}");
    assert!(audit["items"][0]["request_id"].as_str().is_some_and(|id| id.starts_with("req_")));
}

/// Deactivating an owner of content needs somebody who takes it over.
#[tokio::test]
async fn an_owner_is_not_deactivated_without_an_heir() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let ann = format!("/api/v1/users/{}", world.flights.analyst);
    admin.patch(&ann, &json!({"active": false})).await.problem(409, "owns_content");
    let done = admin.patch(&ann, &json!({"active": false, "hand_over_to": world.flights.manager})).await;
    assert_eq!((done.status, &done.json()["active"]), (StatusCode::OK, &json!(false)), "{}", done.text());
}
