//! Seeing as somebody else, personal tokens, one's own password, the audit log.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::PASSWORD;

use crate::client::{Client, World, frames};

/// What the tiles of the report send.
async fn rows(client: &Client, world: &World) -> String {
    let reply = client.post(&format!("{}/data", world.report()), &json!({})).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    // Tiles come as they get ready; each tile's own pieces come in order.
    let mut frames = frames(&reply.body);
    frames.sort_by_key(|frame| frame.tile);
    frames.iter().filter(|frame| frame.kind == 2).map(|frame| String::from_utf8_lossy(&frame.payload).into_owned()).collect()
}

async fn view(client: &Client, body: Value) -> Value {
    let reply = client.post("/api/v1/view_as", &body).await;
    assert_eq!(reply.status, StatusCode::OK, "{body}: {}", reply.text());
    reply.json()
}

fn bearer(client: &Client) -> Client {
    Client { cookie: None, ..client.clone() }
}

async fn with_token(client: &Client, method: Method, path: &str, token: &str, body: Option<&Value>) -> crate::client::Reply {
    bearer(client).send(method, path, &[("authorization", &format!("Bearer {token}"))], body).await
}

async fn token(client: &Client, scope: &str) -> (String, String) {
    let made = client.post("/api/v1/tokens", &json!({"name": format!("for {scope}"), "scope": scope})).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let made = made.json();
    (made["id"].as_str().expect("an id").to_owned(), made["token"].as_str().expect("a token").to_owned())
}

#[tokio::test]
async fn t56_an_admin_sees_as_a_person_does_and_changes_nothing() {
    let world = World::start().await;
    let (admin, max) = (world.signed_in("ada").await, world.signed_in("max").await);
    let begun = view(&admin, json!({"user": world.flights.manager})).await;
    assert_eq!((&begun["as"]["name"], &begun["as"]["by"]["name"]), (&json!("Max Manager"), &json!("Ada Admin")));
    assert_eq!(rows(&admin, &world).await, rows(&max, &world).await, "the same rows to the byte");
    let (seen, own) = (admin.get("/api/v1/me").await.json(), max.get("/api/v1/me").await.json());
    assert_eq!((&seen["id"], &seen["is_admin"], &seen["can"]), (&own["id"], &json!(false), &own["can"]));
    assert_eq!(seen["view_as"]["by"]["name"], "Ada Admin");
    admin.get("/api/v1/audit").await.problem(403, "admins_only");
    let document = format!("/api/v1/documents/{}", world.flights.document);
    let tile = world.flights.tiles[0];
    for (method, path, body) in [
        (Method::POST, "/api/v1/folders".to_owned(), json!({"name": "New", "parent": "shared"})),
        (Method::PATCH, document.clone(), json!({"name": "New"})),
        (Method::POST, format!("{}/tiles/{tile}/download", world.report()), json!({"format": "csv"})),
        (Method::POST, "/api/v1/tokens".to_owned(), json!({"name": "mine", "scope": "read"})),
        (Method::POST, "/api/v1/me/password".to_owned(), json!({"current": PASSWORD, "new": "quite another one"})),
    ] {
        admin.send(method, &path, &[("if-match", "\"1\"")], Some(&body)).await.problem(403, "view_as_read_only");
    }
    admin.get("/api/v1/tokens").await.problem(403, "view_as_read_only");
    assert_eq!(admin.delete("/api/v1/view_as").await.outcome(), "204");
    assert_eq!(admin.get("/api/v1/me").await.json()["view_as"], Value::Null);
    // Nothing of it is in what Max opened last, and everything of it under both names in the log.
    world.flights.test.settle().await;
    let looked = admin.get("/api/v1/audit?verb=viewed_as").await.json();
    let entries = looked["items"].as_array().expect("items");
    assert!(entries.len() >= 8, "{looked}");
    assert!(entries.iter().all(|entry| entry["actor"]["name"] == "Ada Admin" && entry["as_whom"]["name"] == "Max Manager"), "{looked}");
    let read = admin.get("/api/v1/audit?verb=report_data").await.json();
    assert!(read["items"].as_array().expect("items").iter().any(|entry| entry["as_whom"]["id"] == own["id"]), "{read}");
}

#[tokio::test]
async fn t56_a_manager_sees_one_document_and_no_row_that_is_not_for_both() {
    let world = World::start().await;
    let document = world.flights.document;
    let node = access::NodeId::Document(document);
    let (max, eve) = (world.signed_in("max").await, world.signed_in("eve").await);
    max.post("/api/v1/view_as", &json!({"user": world.flights.analyst})).await.problem(403, "admins_only");
    max.post("/api/v1/view_as", &json!({"user": world.flights.analyst, "document": document})).await.problem(403, "content_role");
    eve.post("/api/v1/view_as", &json!({"user": world.flights.analyst, "document": document})).await.problem(404, "not_found");
    world.flights.test.grant(node, access::Principal::User(world.flights.manager), Some(vocab::ContentRole::Manager)).await;
    view(&max, json!({"user": world.flights.analyst, "document": document})).await;
    let seen = rows(&max, &world).await;
    assert!(seen.contains("UA") && !seen.contains("AA") && !seen.contains("DL"), "the analyst sees all carriers, Max one: {seen}");
    for path in ["/api/v1/content", "/api/v1/connections", "/api/v1/users", "/api/v1/principals", "/api/v1/audit"] {
        max.get(path).await.problem(404, "not_found");
    }
    max.post(
        "/api/v1/query",
        &json!({"connection": world.flights.connection, "query": {"topic": "flights", "fields": ["flights.carrier"]}}),
    )
    .await
    .problem(404, "not_found");
    // No manager any more: themselves again at once, and so without a way to look.
    world.flights.test.grant(node, access::Principal::User(world.flights.manager), None).await;
    assert_eq!(max.get("/api/v1/me").await.json()["view_as"], Value::Null);
}

#[tokio::test]
async fn as_a_member_of_a_group_one_has_what_the_group_has_and_nothing_else() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let readers = world.flights.readers;
    world
        .flights
        .test
        .connection_role(world.flights.connection, access::Principal::Group(readers), Some(vocab::ConnectionRole::Viewer))
        .await;
    world.flights.test.attribute(access::Principal::Group(readers), "carrier", "DL").await;
    let people = admin.get("/api/v1/users").await.json();
    view(&admin, json!({"group": readers})).await;
    let me = admin.get("/api/v1/me").await.json();
    assert_eq!((&me["name"], &me["is_admin"]), (&json!("a member of Readers"), &json!(false)));
    let seen = rows(&admin, &world).await;
    assert!(seen.contains("DL") && !seen.contains("UA"), "{seen}");
    admin.delete("/api/v1/view_as").await;
    // The stand-in is nobody: in no list, in no count, and nobody can share with it.
    assert_eq!(admin.get("/api/v1/users").await.json()["items"].as_array().map(Vec::len), people["items"].as_array().map(Vec::len));
    let group = admin.get(&format!("/api/v1/groups/{readers}")).await.json();
    assert_eq!((&group["user_count"], group["members"].as_array().map(Vec::len)), (&json!(3), Some(4)), "{group}");
    let nobody = readers.to_string().replace("grp_", "usr_");
    let access = format!("/api/v1/content/{}/access", world.flights.document);
    let grant = json!({"changes": [{"principal": {"kind": "user", "id": nobody}, "role": "viewer"}]});
    admin.patch(&access, &grant).await.problem(422, "principal_unknown");
    admin.get(&format!("/api/v1/users/{nobody}")).await.problem(404, "not_found");
    // A restart, or another node, knows it as well.
    view(&admin, json!({"group": readers})).await;
    let again = world.flights.test.copied().await;
    let there = Client { router: crate::client::router(&again, false), ..admin.clone() };
    assert_eq!(there.get("/api/v1/me").await.json()["name"], "a member of Readers");
}

#[tokio::test]
async fn t59_as_a_visitor_of_a_link_one_reads_as_its_visitor_alone() {
    let world = World::start().await;
    let link = world.flights.public_link(Some("AA")).await;
    let admin = world.signed_in("ada").await;
    let begun = view(&admin, json!({"link": link.id})).await;
    let open = begun["as"]["open"].as_str().expect("a path").to_owned();
    assert!(open.starts_with("/r/"), "{begun}");
    let reply = admin.post(&format!("/api/v1{open}/data"), &json!({})).await;
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    assert!(reply.status == StatusCode::OK && text.contains("AA") && !text.contains("UA"), "{text}");
    admin.get("/api/v1/content").await.problem(401, "not_signed_in");
    assert_eq!(admin.get("/api/v1/me").await.json()["view_as"]["kind"], "link");
    assert_eq!(admin.delete("/api/v1/view_as").await.outcome(), "204");
}

#[tokio::test]
async fn t48_a_token_reaches_as_far_as_its_scope_and_no_further_than_its_person() {
    let world = World::start().await;
    let (admin, ann) = (world.signed_in("ada").await, world.signed_in("ann").await);
    let folder = json!({"name": "By a program", "parent": world.flights.folder});
    let group = json!({"name": "By a program"});
    for (who, scope, reads, edits, administers) in [
        (&admin, "read", "200", "403 token_scope", "403 token_scope"),
        (&admin, "edit", "200", "201", "403 token_scope"),
        (&admin, "admin", "200", "201", "201"),
        (&ann, "read", "200", "403 token_scope", "403 token_scope"),
        (&ann, "admin", "200", "201", "403 admins_only"),
    ] {
        let (_, token) = token(who, scope).await;
        let ask =
            async |method: Method, path: &str, body: Option<Value>| with_token(who, method, path, &token, body.as_ref()).await.outcome();
        let report = world.report();
        assert_eq!(ask(Method::GET, &report, None).await, reads, "{scope}");
        assert_eq!(ask(Method::POST, "/api/v1/folders", Some(folder.clone())).await, edits, "{scope}");
        assert_eq!(ask(Method::POST, "/api/v1/groups", Some(group.clone())).await, administers, "{scope}");
        assert_eq!(ask(Method::POST, "/api/v1/tokens", Some(json!({"name": "more", "scope": "admin"}))).await, "403 session_needed");
        assert_eq!(ask(Method::POST, "/api/v1/view_as", Some(json!({"user": world.flights.viewer}))).await, "403 session_needed");
        let me = with_token(who, Method::GET, "/api/v1/me", &token, None).await.json();
        assert_eq!(me["local_sign_in"], false, "a token has no password to change");
    }
    // Two keys of one person never share an answer.
    let (first, second) = (token(&ann, "edit").await.1, token(&ann, "edit").await.1);
    let make = async |token: &str| {
        let headers = [("authorization", format!("Bearer {token}")), ("idempotency-key", "same".to_owned())];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        bearer(&ann).send(Method::POST, "/api/v1/folders", &headers, Some(&folder)).await.json()["id"].clone()
    };
    let made = make(&first).await;
    assert_eq!(made, make(&first).await);
    assert_ne!(made, make(&second).await);
}

#[tokio::test]
async fn t40_a_token_ends_with_its_person_and_at_once() {
    let world = World::start().await;
    let (admin, eve) = (world.signed_in("ada").await, world.signed_in("eve").await);
    let (id, first) = token(&eve, "read").await;
    let (_, second) = token(&eve, "read").await;
    let me = async |token: &str| with_token(&eve, Method::GET, "/api/v1/me", token, None).await.outcome();
    assert_eq!((me(&first).await.as_str(), me(&second).await.as_str()), ("200", "200"));
    world.signed_in("max").await.delete(&format!("/api/v1/tokens/{id}")).await.problem(404, "not_found");
    assert_eq!(eve.delete(&format!("/api/v1/tokens/{id}")).await.outcome(), "204");
    assert_eq!(me(&first).await, "401 not_signed_in");
    world.flights.test.settle().await;
    let listed = eve.get("/api/v1/tokens").await;
    assert!(!listed.text().contains(&second) && listed.json()["items"][0]["last_used_at"].is_string(), "t17: {}", listed.text());
    let user = format!("/api/v1/users/{}", world.flights.outsider);
    assert_eq!(admin.patch(&user, &json!({"active": false})).await.outcome(), "200");
    assert_eq!(me(&second).await, "401 not_signed_in");
    assert_eq!(admin.patch(&user, &json!({"active": true})).await.outcome(), "200");
    assert_eq!(me(&second).await, "401 not_signed_in", "t14: it does not come back with its person");
    let soon = json!({"name": "late", "scope": "read", "expires_at": "2001-01-01T00:00:00Z"});
    world.signed_in("max").await.post("/api/v1/tokens", &soon).await.problem(422, "in_the_past");
}

#[tokio::test]
async fn t47_a_new_password_ends_every_other_session_of_its_person() {
    let world = World::start().await;
    let (here, there) = (world.signed_in("max").await, world.signed_in("max").await);
    let new = "correct mule charger";
    here.post("/api/v1/me/password", &json!({"current": "not it at all", "new": new})).await.problem(422, "wrong_password");
    here.post("/api/v1/me/password", &json!({"current": PASSWORD, "new": "short"})).await.problem(422, "password_length");
    assert_eq!(here.post("/api/v1/me/password", &json!({"current": PASSWORD, "new": new})).await.outcome(), "204");
    assert_eq!(here.get("/api/v1/me").await.outcome(), "200");
    assert_eq!(there.get("/api/v1/me").await.outcome(), "401 not_signed_in");
    let sign_in =
        async |password: &str| here.post("/api/v1/session", &json!({"email": "max@example.com", "password": password})).await.outcome();
    assert_eq!((sign_in(PASSWORD).await.as_str(), sign_in(new).await.as_str()), ("401 wrong_credentials", "200"));
}

#[tokio::test]
async fn the_audit_log_is_searched_exported_and_verified() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    rows(&world.signed_in("max").await, &world).await;
    world.signed_in("eve").await.get(&world.report()).await;
    world.flights.test.settle().await;
    let count = async |query: &str| admin.get(&format!("/api/v1/audit?{query}&limit=200")).await.json()["items"].as_array().map(Vec::len);
    let max = world.flights.manager;
    assert_eq!(count(&format!("actor={max}&verb=report_data")).await, Some(1));
    assert_eq!(count(&format!("actor={max}&verb=report_data&result=refused")).await, Some(0));
    assert_eq!(count("q=%22verb%22:%22report_DATA%22").await, Some(1), "text anywhere, of either case");
    assert_eq!(count("from=2999-01-01T00:00:00Z").await, Some(0));
    assert_eq!(count("to=2001-01-01T00:00:00Z").await, Some(0));
    admin.get("/api/v1/audit?result=maybe").await.problem(422, "value_invalid");
    admin.get("/api/v1/audit?from=yesterday").await.problem(422, "value_invalid");
    let read = admin.get(&format!("/api/v1/audit?actor={max}&verb=report_data")).await.json()["items"][0].clone();
    assert_eq!((&read["door"], &read["result"]), (&json!("page"), &json!("done")), "{read}");
    assert!(read["request_id"].is_string() && read["details"].is_object() && read["object_name"] == "On time", "{read}");
    let export = admin.get("/api/v1/audit/export").await;
    assert_eq!(export.header("content-type"), "application/jsonl");
    let lines: Vec<Value> = export.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let places: Vec<i64> = lines.iter().filter_map(|line| line["seq"].as_i64()).collect();
    assert_eq!(places, (1..=places.len() as i64).collect::<Vec<_>>(), "every row, once, in order");
    let verified = admin.get("/api/v1/audit/verify").await.json();
    assert_eq!((&verified["intact"], &verified["broken_at"]), (&json!(true), &Value::Null), "{verified}");
    assert!(verified["rows"].as_i64() >= places.last().copied(), "{verified}");
}

#[tokio::test]
async fn t15_the_activity_of_a_document_is_for_its_managers() {
    let world = World::start().await;
    let path = format!("/api/v1/content/{}/activity", world.flights.document);
    rows(&world.signed_in("max").await, &world).await;
    world.flights.test.settle().await;
    world.signed_in("vic").await.get(&path).await.problem(403, "content_role");
    world.signed_in("eve").await.get(&path).await.problem(404, "not_found");
    let activity = world.signed_in("ann").await.get(&path).await.json();
    let entries = activity["items"].as_array().expect("items");
    assert!(entries.iter().any(|entry| entry["verb"] == "report_data" && entry["actor"]["name"] == "Max Manager"), "{activity}");
    assert!(entries.iter().all(|entry| entry["address"] == Value::Null), "where people were is for admins alone");
}

#[tokio::test]
async fn a_second_node_honours_an_idempotency_key() {
    let world = World::start().await;
    let ann = world.signed_in("ann").await;
    let folder = json!({"name": "Once", "parent": world.flights.folder});
    let headers = [("idempotency-key", "k-7")];
    let made = ann.send(Method::POST, "/api/v1/folders", &headers, Some(&folder)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    // The same database, and nothing else of the first node.
    let other = world.flights.test.copied().await;
    let there = Client { router: crate::client::router(&other, false), ..ann.clone() };
    let again = there.send(Method::POST, "/api/v1/folders", &headers, Some(&folder)).await;
    assert_eq!((again.status, again.json()), (made.status, made.json()));
    there
        .send(Method::POST, "/api/v1/folders", &headers, Some(&json!({"name": "Twice", "parent": world.flights.folder})))
        .await
        .problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn t52_an_invitation_is_for_its_person_and_works_once() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let made = admin.post("/api/v1/users", &json!({"name": "Nina New", "email": "nina@example.com"})).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let user = format!("/api/v1/users/{}", made.json()["id"].as_str().expect("an id"));
    let invite = async || {
        let reply = admin.post(&format!("{user}/invitation"), &json!({})).await;
        let url = reply.json()["url"].as_str().map(str::to_owned).unwrap_or_else(|| panic!("{}", reply.text()));
        url.split_once('#').expect("a code behind the hash").1.to_owned()
    };
    let (first, second) = (invite().await, invite().await);
    let nobody = world.anonymous();
    nobody.post("/api/v1/invitation", &json!({"code": first})).await.problem(404, "not_found");
    let invited = nobody.post("/api/v1/invitation", &json!({"code": second})).await.json();
    assert_eq!((&invited["email"], &invited["organization"]), (&json!("nina@example.com"), &json!("Lucarne Air")));
    let accept = json!({"code": second, "password": "a sentence of her own"});
    let other = json!({"code": second, "password": "a sentence of her own", "email": "eve@example.com"});
    nobody.post("/api/v1/invitation/accept", &other).await.problem(422, "property_unknown");
    nobody.post("/api/v1/invitation/accept", &json!({"code": second, "password": "short"})).await.problem(422, "password_length");
    let accepted = nobody.post("/api/v1/invitation/accept", &accept).await;
    assert_eq!((accepted.status, &accepted.json()["email"]), (StatusCode::OK, &json!("nina@example.com")), "{}", accepted.text());
    nobody.post("/api/v1/invitation/accept", &accept).await.problem(404, "not_found");
    // Deactivated, nobody comes in by an invitation that is still open.
    let third = invite().await;
    assert_eq!(admin.patch(&user, &json!({"active": false})).await.outcome(), "200");
    nobody.post("/api/v1/invitation", &json!({"code": third})).await.problem(404, "not_found");
}

#[tokio::test]
async fn whoever_goes_hands_over_everything_that_they_own() {
    let world = World::start().await;
    let (admin, ann, max) = (world.signed_in("ada").await, world.signed_in("ann").await, world.flights.manager);
    ann.post("/api/v1/documents", &json!({"name": "Private notes", "parent": "mine"})).await;
    token(&ann, "read").await;
    let user = format!("/api/v1/users/{}", world.flights.analyst);
    let owned = admin.get(&format!("{user}/owned")).await.json();
    assert_eq!((&owned["count"], &owned["tokens"]), (&json!(3), &json!(1)), "{owned}");
    admin.delete(&user).await.problem(409, "owns_content");
    admin.delete(&format!("{user}?hand_over_to={}", world.flights.deactivated)).await.problem(422, "principal_unknown");
    admin.delete(&format!("{user}?hand_over_to={}", world.flights.analyst)).await.problem(409, "owns_content");
    assert_eq!(admin.delete(&format!("{user}?hand_over_to={max}")).await.outcome(), "204");
    admin.get(&user).await.problem(404, "not_found");
    assert_eq!(ann.get("/api/v1/me").await.outcome(), "401 not_signed_in");
    let mine = world.signed_in("max").await.get("/api/v1/content?parent=mine").await.json();
    assert!(mine["items"].as_array().expect("items").iter().any(|item| item["name"] == "Private notes"), "{mine}");
    let document = admin.get(&format!("/api/v1/documents/{}", world.flights.document)).await.json();
    assert_eq!(document["owner"]["id"], json!(max), "{document}");
    // T55: the last admin cannot go, by whatever road.
    let own = format!("/api/v1/users/{}", world.flights.test.admin);
    admin.delete(&own).await.problem(409, "last_admin");
    admin.patch(&own, &json!({"is_admin": false})).await.problem(409, "last_admin");
}

#[tokio::test]
async fn a_dry_run_says_who_gains_and_loses_and_changes_nothing() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let (readers, eve) = (world.flights.readers, world.flights.outsider);
    world
        .flights
        .test
        .connection_role(world.flights.connection, access::Principal::Group(readers), Some(vocab::ConnectionRole::Viewer))
        .await;
    world.flights.test.attribute(access::Principal::Group(readers), "internal", "yes").await;
    let member = format!("/api/v1/groups/{readers}/members/{eve}?dry_run=true");
    let effects = admin.send(Method::PUT, &member, &[], None).await.json();
    let person = &effects["people"][0];
    assert_eq!((&effects["count"], &person["user"]["name"]), (&json!(1), &json!("Eve Elsewhere")), "{effects}");
    assert_eq!((&person["content"][0]["before"], &person["content"][0]["after"]), (&json!("no_access"), &json!("viewer")), "{effects}");
    assert_eq!((&person["connections"][0]["after"], &person["values"][0]["after"]), (&json!("viewer"), &json!(["yes"])), "{effects}");
    world.signed_in("eve").await.get(&world.report()).await.problem(404, "not_found");
    let roles = format!("/api/v1/connections/{}/roles?dry_run=true", world.flights.connection);
    let effects = admin.patch(&roles, &json!({"base_role": "viewer"})).await.json();
    assert_eq!(
        effects["people"][0]["connections"][0],
        json!({"connection": effects["people"][0]["connections"][0]["connection"], "before": "no_access", "after": "viewer"})
    );
    let csv = async |text: &'static str, query: &str| {
        let headers = [("origin", crate::client::ORIGIN), ("content-type", "text/csv")];
        admin.raw(Method::POST, &format!("/api/v1/attributes/import{query}"), &headers, text).await.json()
    };
    let wrong = csv("email,attribute,value\neve@example.com,carrier,UA,DL\nnobody@example.com,carrier,UA\neve@example.com,internal,a,b\neve@example.com,carrier,AA\n", "").await;
    let faults: Vec<(u64, bool)> =
        wrong["lines"].as_array().expect("lines").iter().map(|line| (line["line"].as_u64().unwrap_or(0), line["ok"] == true)).collect();
    assert_eq!((faults, &wrong["changed"]), (vec![(2, true), (3, false), (4, false), (5, false)], &json!(false)), "{wrong}");
    let fine = "eve@example.com,carrier,DL,AA\nvic@example.com,carrier,UA\n";
    let dry = csv(fine, "?dry_run=true").await;
    assert_eq!((&dry["changed"], &dry["effects"]["count"]), (&json!(false), &json!(2)), "{dry}");
    assert_eq!(csv(fine, "").await["changed"], true);
    let eve = admin.get(&format!("/api/v1/users/{eve}")).await.json();
    assert_eq!(eve["attributes"]["carrier"], json!(["DL", "AA"]), "{eve}");
}

#[tokio::test]
async fn reach_is_read_from_both_ends_and_says_how() {
    let world = World::start().await;
    let (admin, ann) = (world.signed_in("ada").await, world.signed_in("ann").await);
    let document = world.flights.document;
    let mut names = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = ann.get(&format!("/api/v1/content/{document}/reach?limit=2{cursor}")).await.json();
        names.extend(
            page["items"].as_array().expect("items").iter().map(|item| item["user"]["name"].as_str().unwrap_or_default().to_owned()),
        );
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    names.sort();
    assert_eq!(names, ["Ada Admin", "Ann Analyst", "Max Manager", "Sam Sql", "Vic Viewer"]);
    let reached = admin.get(&format!("/api/v1/users/{}/reach", world.flights.viewer)).await.json();
    let item = reached["items"].as_array().expect("items").iter().find(|item| item["node"]["id"] == json!(document)).cloned();
    let item = item.unwrap_or_else(|| panic!("{reached}"));
    assert_eq!((&item["role"], &item["sources"][0]["via"][0]["name"]), (&json!("viewer"), &json!("Readers")), "{item}");
}
