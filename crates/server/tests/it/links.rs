//! Report links over HTTP.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::client::{Client, ORIGIN, World};

/// A public link of the report with what its maker got.
async fn public(world: &World, maker: &Client) -> serde_json::Value {
    world.flights.public_links(access::PublicLinks::Anyone).await;
    let body = json!({"name": "For everyone", "mode": "everyone", "rights": ["view", "download_data"], "attributes": {"carrier": ["UA"]}});
    let made = maker.post(&format!("{}/links", world.report()), &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    made.json()
}

fn address(link: &serde_json::Value) -> String {
    let url = link["url"].as_str().expect("an address");
    format!("/api/v1{}", url.strip_prefix(ORIGIN).expect("an address of ours"))
}

#[tokio::test]
async fn t43_slugs_are_long_random_and_never_logged() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let link = public(&world, &admin).await;
    let path = address(&link);
    let slug = path.rsplit('/').next().expect("a slug").to_owned();
    assert!(slug.len() >= 26, "128 bits: {slug}");
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(move || writer.clone()).finish();
    let guard = tracing::subscriber::set_default(subscriber);
    // Another test of this process may have met these places first, when nobody listened.
    tracing::callsite::rebuild_interest_cache();
    let visitor = world.anonymous();
    let view = visitor.get(&path).await;
    assert_eq!((view.status, view.header("referrer-policy")), (StatusCode::OK, "no-referrer"));
    visitor.post(&format!("{path}/data"), &json!({})).await;
    visitor.post(&format!("{path}/suggest"), &json!({"field": "flights.carrier"})).await;
    visitor.post(&format!("{path}/nothing"), &json!({})).await.problem(404, "not_found");
    visitor.get(&format!("{path}?x=1")).await.problem(400, "unknown_parameter");
    visitor.get(&format!("/r/{slug}")).await;
    drop(guard);
    let text = log.text();
    assert!(text.contains("/api/v1/r/{slug}") && text.contains("http.status=200"), "{text}");
    assert!(!text.contains(&slug), "{text}");
}

#[tokio::test]
async fn t40_a_link_that_is_off_or_rotated_is_dead_for_the_next_request() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let link = public(&world, &admin).await;
    let own = format!("/api/v1/links/{}", link["id"].as_str().expect("an id"));
    let visitor = world.anonymous();
    assert_eq!(visitor.get(&address(&link)).await.status, StatusCode::OK);

    let rotated = admin.post(&format!("{own}/rotate"), &json!({})).await.json();
    assert_ne!(rotated["url"], link["url"]);
    visitor.get(&address(&link)).await.problem(404, "not_found");
    assert_eq!(visitor.get(&address(&rotated)).await.status, StatusCode::OK);

    assert_eq!(admin.patch(&own, &json!({"mode": "private"})).await.status, StatusCode::OK);
    visitor.get(&address(&rotated)).await.problem(404, "not_found");
    visitor.post(&format!("{}/data", address(&rotated)), &json!({})).await.problem(404, "not_found");
    // T44: opened again it has a new address, and what was shared before stays dead.
    let opened = admin.patch(&own, &json!({"mode": "everyone"})).await.json();
    visitor.get(&address(&link)).await.problem(404, "not_found");
    visitor.get(&address(&rotated)).await.problem(404, "not_found");
    let rotated = opened;
    assert_eq!(visitor.get(&address(&rotated)).await.status, StatusCode::OK);

    let past = admin.patch(&own, &json!({"expires_at": "2026-01-15T12:05:00Z"})).await;
    assert_eq!(past.status, StatusCode::OK, "{}", past.text());
    world.flights.test.clock.advance(3600);
    visitor.get(&address(&rotated)).await.problem(404, "not_found");
    let kept = admin.patch(&own, &json!({"expires_at": null})).await.json();
    assert_eq!(kept["expires_at"], serde_json::Value::Null);
    assert_eq!(visitor.get(&address(&rotated)).await.status, StatusCode::OK);

    assert_eq!(admin.delete(&own).await.status, StatusCode::NO_CONTENT);
    visitor.get(&address(&rotated)).await.problem(404, "not_found");
    admin.get(&own).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_link_has_a_qr_code() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let link = public(&world, &admin).await;
    let own = format!("/api/v1/links/{}/qr.svg", link["id"].as_str().expect("an id"));
    let svg = admin.get(&format!("{own}?fragment=tab%3DAll%26f.flights.carrier%3DUA")).await;
    assert_eq!((svg.status, svg.header("content-type")), (StatusCode::OK, "image/svg+xml"), "{}", svg.text());
    assert!(svg.text().contains("<svg") && !svg.text().contains("<script"));
    admin.get(&format!("{own}?fragment=a%20b")).await.problem(400, "parameter_invalid");
    world.signed_in("max").await.get(&own).await;
    world.signed_in("eve").await.get(&own).await.problem(404, "not_found");
}

/// T45: visitors' bodies are small, and there is room for so many of them at the same time.
#[tokio::test]
async fn t45_bodies_are_limited_before_they_are_parsed() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let link = public(&world, &admin).await;
    let headers = [("content-type", "application/json"), ("origin", ORIGIN)];
    let large = " ".repeat(65 << 10);
    world.anonymous().raw(Method::POST, &format!("{}/data", address(&link)), &headers, large.clone()).await.problem(413, "body_too_large");
    world.anonymous().raw(Method::POST, "/api/v1/session", &headers, large).await.problem(413, "body_too_large");
    let larger = " ".repeat(2 << 20);
    admin.raw(Method::POST, "/api/v1/groups", &headers, larger).await.problem(413, "body_too_large");
}

/// T59: somebody signed in who opens a link reads as the link says or as themselves, never as both.
#[tokio::test]
async fn t59_a_link_adds_nothing_to_a_signed_in_person() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let link = public(&world, &admin).await;
    let viewer = world.signed_in("vic").await;
    let by_link = viewer.post(&format!("{}/data", address(&link)), &json!({})).await;
    let text = by_link.text().into_owned();
    assert!(!text.contains("AA") && !text.contains("DL"), "{text}");
}

/// Collects what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("a log")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
