//! Ownership, requests and settings of content over HTTP.

use axum::http::Method;
use serde_json::json;

use crate::client::World;

/// T02, access.md §3: the offer to ask is made where the ability is on, and is the only difference.
#[tokio::test]
async fn t02_the_offer_to_ask_is_the_only_difference() {
    let world = World::start().await;
    let (eve, ann) = (world.signed_in("eve").await, world.signed_in("ann").await);
    let real = format!("/api/v1/documents/{}", world.flights.document);
    let absent = "/api/v1/documents/doc_0192f0c1a2b37c4d8e5f60718293a4b5";
    assert_eq!(eve.get(&real).await.without_request_id(), eve.get(absent).await.without_request_id());
    assert_eq!(ann.patch(&format!("{real}/abilities"), &json!({"request_access": true})).await.outcome(), "200");
    for path in [real.clone(), world.report()] {
        let mut offered = eve.get(&path).await.without_request_id();
        assert_eq!(offered.as_object_mut().and_then(|problem| problem.remove("can_request")), Some(json!(true)), "{path}");
        assert_eq!(offered, eve.get(absent).await.without_request_id());
    }
    let nobody = world.anonymous().get(&real).await;
    assert_eq!((nobody.outcome().as_str(), nobody.json().get("can_request")), ("401 not_signed_in", None));
    assert_eq!(ann.post(&format!("/api/v1/content/{}/trash", world.flights.document), &json!({})).await.outcome(), "204");
    assert_eq!(eve.get(&real).await.without_request_id(), eve.get(absent).await.without_request_id(), "not for what is in the trash");
}

/// T04: who manages one thing changes nothing of another by naming it, in the path or in the body.
#[tokio::test]
async fn t04_managing_one_thing_is_no_right_on_another() {
    let world = World::start().await;
    let max = world.signed_in("max").await;
    let own = max.post("/api/v1/folders", &json!({"name": "Max", "parent": "mine"})).await.json()["id"].as_str().expect("an id").to_owned();
    let me = json!({"user": world.flights.manager.to_string()});
    let alone = json!({"stands_alone": true, "start": "empty"});
    assert_eq!(max.send(Method::PUT, &format!("/api/v1/content/{own}/inheritance"), &[], Some(&alone)).await.outcome(), "200");
    for (node, expected) in
        [(world.flights.document.to_string(), "403 content_role"), (world.flights.folder.to_string(), "403 content_role")]
    {
        let at = |part: &str| format!("/api/v1/content/{node}/{part}");
        assert_eq!(max.send(Method::PUT, &at("owner"), &[], Some(&me)).await.outcome(), expected);
        assert_eq!(max.send(Method::PUT, &at("inheritance"), &[], Some(&alone)).await.outcome(), expected);
        assert_eq!(max.post(&at("trash"), &json!({})).await.outcome(), expected);
        assert_eq!(max.post(&at("move"), &json!({"parent": own})).await.outcome(), expected);
    }
}

/// T09: what is no identifier is taken nowhere, and names nothing.
#[tokio::test]
async fn t09_identifiers_hold_no_reserved_words_or_characters() {
    let world = World::start().await;
    let ann = world.signed_in("ann").await;
    let document = format!("/api/v1/documents/{}", world.flights.document);
    let long = "a".repeat(49);
    for bad in ["*", "a", "../x", "a/b", "A-b", "a b", "new", "ünter", "a\u{0}b", long.as_str()] {
        let reply = ann.patch(&document, &json!({"identifier": bad})).await;
        assert_eq!(reply.status.as_u16(), 422, "{bad:?}: {}", reply.text());
    }
    for bad in ["%2A", "..%2Fx", "%00", "a%20b"] {
        assert_eq!(ann.get(&format!("/api/v1/documents/{bad}")).await.outcome(), "404 not_found", "{bad}");
    }
    assert_eq!(ann.patch(&document, &json!({"identifier": "on-time"})).await.outcome(), "200");
    assert_eq!(ann.patch(&document, &json!({"identifier": "on-time-2013"})).await.outcome(), "200");
    for name in ["on-time", "on-time-2013"] {
        assert_eq!(ann.get(&format!("/api/v1/documents/{name}")).await.json()["identifier"], "on-time-2013", "both lead there");
    }
    let other = ann.post("/api/v1/documents", &json!({"name": "Other", "parent": "mine"})).await.json();
    let other = format!("/api/v1/documents/{}", other["id"].as_str().expect("an id"));
    assert_eq!(ann.patch(&other, &json!({"identifier": "on-time"})).await.outcome(), "409 identifier_taken");
}

/// T13: a copy is a new thing of its maker's, whatever the body names.
#[tokio::test]
async fn t13_a_copy_takes_nothing_over() {
    let world = World::start().await;
    let ann = world.signed_in("ann").await;
    let duplicate = format!("/api/v1/content/{}/duplicate", world.flights.document);
    let named = ann.post(&duplicate, &json!({"name": "Copy", "id": world.flights.document.to_string()})).await;
    assert_eq!(named.outcome(), "422 property_unknown");
    let copy = ann.post(&duplicate, &json!({"name": "Copy", "parent": "mine"})).await.json();
    assert_ne!(copy["id"], world.flights.document.to_string());
    assert_eq!(copy["shared"], json!({"people": 0, "groups": 0, "everyone": false, "links": 0}));
    assert_eq!(ann.get(&format!("/api/v1/documents/{}", world.flights.document)).await.json()["name"], "On time");
}

/// T16: lists of people that come with content name those alone whom its managers may know; to others there is no list.
#[tokio::test]
async fn t16_nobody_reads_the_people_of_what_they_do_not_manage() {
    let world = World::start().await;
    for (who, expected) in [("eve", "404 not_found"), ("vic", "403 content_role"), ("ann", "200")] {
        let client = world.signed_in(who).await;
        assert_eq!(client.get(&format!("/api/v1/content/{}/access", world.flights.document)).await.outcome(), expected);
        let shared = client.get(&format!("/api/v1/documents/{}", world.flights.document)).await.json()["shared"].clone();
        assert_eq!(shared.is_object(), who == "ann", "{who}: {shared}");
    }
    assert_eq!(world.anonymous().get("/api/v1/principals?q=a").await.outcome(), "401 not_signed_in");
}
