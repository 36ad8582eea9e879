//! What is not for somebody is not there for them: by id, by spelling, in lists, in errors, in time.

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::access::{Names, ask, make, operations};
use crate::client::{Client, World};

/// T02: the body was compared for all routes in `access`; here the time, loosely, over many requests.
#[tokio::test]
async fn t02_hidden_and_absent_take_the_same_time() {
    let world = World::start().await;
    let stranger = world.signed_in("eve").await;
    let hidden = format!("/api/v1/documents/{}", world.flights.document);
    let absent = "/api/v1/documents/doc_0192f0c1a2b37c4d8e5f60718293a4b5".to_owned();
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..240 {
        let at = round % 2;
        let started = Instant::now();
        stranger.get(if at == 0 { &hidden } else { &absent }).await.problem(404, "not_found");
        times[at].push(started.elapsed());
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64()
    };
    let (hidden, absent) = (median(&mut times[0]), median(&mut times[1]));
    // Other work on the machine disturbs; a difference that tells is far larger than this.
    assert!((hidden / absent) < 1.5 && (absent / hidden) < 1.5, "hidden {hidden} s, absent {absent} s");
}

/// T03: a reader of a report learns nothing of the model behind it that they may not query, and nothing of other content.
#[tokio::test]
async fn t03_readers_learn_nothing_of_what_is_behind() {
    let world = World::start().await;
    let connection = world.flights.connection;
    let secret = world.signed_in("ann").await.post("/api/v1/folders", &json!({"name": "Secret plans", "parent": "shared"})).await;
    assert_eq!(secret.status, StatusCode::CREATED);
    for (who, status) in [("eve", 404), ("max", 403)] {
        let client = world.signed_in(who).await;
        for path in ["tables", "model", "roles"] {
            let reply = client.get(&format!("/api/v1/connections/{connection}/{path}")).await;
            assert_eq!(reply.status.as_u16(), status, "{who} {path}: {}", reply.text());
            assert!(!reply.text().contains("carrier"), "{who} {path}: {}", reply.text());
        }
        let found = client.get("/api/v1/content?q=Secret").await;
        assert_eq!(found.json()["items"], json!([]), "{who}: {}", found.text());
        let view = client.get(&world.report()).await.text().into_owned();
        assert!(!view.contains("select") && !view.contains("\"sql\":\""), "{view}");
    }
    let stranger = world.signed_in("eve").await;
    assert_eq!(stranger.get("/api/v1/connections").await.json()["items"], json!([]));
    assert_eq!(stranger.get("/api/v1/content?parent=shared").await.json()["items"], json!([]));
    for path in ["users", "groups", "attributes", "audit", "settings"] {
        stranger.get(&format!("/api/v1/{path}")).await.problem(403, "admins_only");
    }
}

/// T07: the placeholders of routes and wildcards are names of nothing.
#[tokio::test]
async fn t07_placeholders_and_wildcards_name_nothing() {
    let world = World::start().await;
    world.flights.public_link(Some("UA")).await;
    let admin = world.signed_in("ada").await;
    for name in ["{id}", ":id", "%3Aid", "%7Bid%7D", "*", "%2A", "-", "null", "undefined", "%20", "doc_", "%F0%9F%94%91", "%ff"] {
        let encoded = name.replace('{', "%7B").replace('}', "%7D");
        for path in ["documents", "links", "users", "groups", "r"] {
            admin.get(&format!("/api/v1/{path}/{encoded}")).await.problem(404, "not_found");
        }
    }
}

/// T08: another spelling of an address never gets another answer than a 404, whoever asks.
#[tokio::test]
async fn t08_odd_spellings_are_not_addresses() {
    let world = World::start().await;
    let link = world.flights.public_link(Some("UA")).await;
    let names = Names::of(&world, &link);
    let admin = world.signed_in("ada").await;
    let mut odd_paths = Vec::new();
    for (method, path, operation) in operations() {
        if method != Method::GET {
            continue;
        }
        let path = ask(&method, &path, &operation, &names).path;
        let path = path.split('?').next().unwrap_or_default().to_owned();
        let last = path.rsplit('/').next().unwrap_or_default();
        odd_paths.extend([
            path.replacen("/api", "//api", 1),
            path.replacen("/v1/", "/v1//", 1),
            path.replacen("/v1/", "/v1/./", 1),
            path.replacen("/v1/", "/v1/x/../", 1),
            path.replacen("/v1/", "/v1/%2e%2e/v1/", 1),
            path.replacen("/v1/", "/v1%2f", 1),
            path.replacen("/v1/", "/v1\\", 1).replace('\\', "%5c"),
            path.replacen("/api", "/API", 1),
            path.replacen("/v1/", "/V1/", 1),
            format!("{path}/"),
            format!("{path};x=1"),
            format!("{path}%00"),
            format!("{path}%20"),
            path.replace(last, &last.to_uppercase()),
        ]);
    }
    for path in odd_paths {
        let reply = admin.get(&path).await;
        if reply.status != StatusCode::NOT_FOUND {
            panic!("{path}: {} {}", reply.status, reply.text());
        }
    }
}

/// T17: no answer holds what proves who somebody is.
#[tokio::test]
async fn t17_answers_hold_no_secrets() {
    let world = World::start().await;
    let link = world.flights.public_link(Some("UA")).await;
    let names = Names::of(&world, &link);
    let admin = world.signed_in("ada").await;
    let secret = admin.cookie.clone().unwrap_or_default().replace("lucarne=", "");
    for (method, path, operation) in operations() {
        if method != Method::GET {
            continue;
        }
        let reply = make(&admin, &ask(&method, &path, &operation, &names)).await;
        for word in ["argon2", "password", "$v=19", secret.as_str()] {
            // That there are passwords is no secret; what they are is.
            let text = reply.text().replace("\"password\":true", "");
            assert!(!text.contains(word), "{path} holds {word}: {}", reply.text());
        }
    }
}

/// T09: names with reserved characters cannot be made, and match nothing.
#[tokio::test]
async fn t09_reserved_characters_cannot_become_names() {
    let world = World::start().await;
    let analyst = world.signed_in("ann").await;
    let document = format!("/api/v1/documents/{}", world.flights.document);
    for identifier in ["*", "a/b", "../x", "a\u{0}b", "doc_1", "ÄÖ", "new"] {
        let reply = analyst.patch(&document, &json!({"identifier": identifier})).await;
        reply.problem(422, "value_invalid");
    }
    let fine = analyst.patch(&document, &json!({"identifier": "on-time-2013"})).await;
    assert_eq!(fine.json()["identifier"], "on-time-2013", "{}", fine.text());
    let by_name = analyst.get("/api/v1/documents/on-time-2013").await;
    assert_eq!(by_name.json()["id"], world.flights.document.to_string());
    analyst.get("/api/v1/documents/On-Time-2013").await.problem(404, "not_found");
    let stranger = world.signed_in("eve").await;
    stranger.get("/api/v1/documents/on-time-2013").await.problem(404, "not_found");
}

/// T63, T64: an id that a client sends selects nothing, and nothing of one person's answer comes to another.
#[tokio::test]
async fn t63_correlation_ids_are_ours() {
    let world = World::start().await;
    let (analyst, stranger) = (world.signed_in("ann").await, world.signed_in("eve").await);
    let same = [("x-request-id", "req_0192f0c1a2b37c4d8e5f60718293a4b5"), ("idempotency-key", "k-1")];
    let body = json!({"name": "Mine", "parent": "mine"});
    let first = analyst.send(Method::POST, "/api/v1/folders", &same, Some(&body)).await;
    let second = stranger.send(Method::POST, "/api/v1/folders", &same, Some(&body)).await;
    assert_ne!(first.header("x-request-id"), "req_0192f0c1a2b37c4d8e5f60718293a4b5");
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_ne!(first.json()["id"], second.json()["id"], "a key is one person's own");
    assert_ne!(first.json()["owner"], second.json()["owner"]);
}

#[tokio::test]
async fn the_same_key_makes_one_thing() {
    let world = World::start().await;
    let client = world.signed_in("ann").await;
    let make = |name: &'static str, key: &'static str| {
        let client = client.clone();
        async move {
            let body = json!({"name": name, "parent": "mine"});
            client.send(Method::POST, "/api/v1/folders", &[("idempotency-key", key)], Some(&body)).await
        }
    };
    let (first, second) = tokio::join!(make("One", "a"), make("One", "a"));
    assert_eq!(first.json()["id"], second.json()["id"]);
    make("Two", "a").await.problem(422, "idempotency_key_reused");
    make("One", "b c").await.problem(400, "idempotency_key_invalid");
    let list = client.get("/api/v1/content?parent=mine").await.json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "{list}");
    // A refusal is not kept: the fault may be gone the next time.
    make(" ", "c").await.problem(422, "value_invalid");
    make("Three", "c").await.json();
}

#[tokio::test]
async fn anonymous_gets_as_far_as_the_door() {
    let world = World::start().await;
    let client: Client = world.anonymous();
    // Not even the body is read: a wrong one makes no difference.
    let reply = client.raw(Method::POST, "/api/v1/folders", &[("content-type", "application/json")], "{").await;
    reply.problem(401, "not_signed_in");
}
