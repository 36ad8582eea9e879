//! What browsers are told and given: headers, the page, its files.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::client::{ORIGIN, World};

#[tokio::test]
async fn t90_the_page_has_a_strict_policy_with_a_fresh_nonce() {
    let world = World::start().await;
    let client = world.anonymous();
    let mut nonces = Vec::new();
    for path in ["/", "/sign-in?next=%2Fc%2Fshared", "/d/on-time-2013/reports/rep_1", "/r/abcdef", "/connections", "/explore/con_1?x=y"] {
        let reply = client.get(path).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"), "{path}");
        let policy = reply.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default().to_owned();
        assert!(nonce.len() >= 22 && reply.text().contains(&format!("content=\"{nonce}\"")), "{path}: {policy}");
        assert!(!reply.text().contains("__CSP_NONCE__"));
        for part in ["default-src 'none'", "script-src 'self';", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(reply.header("cache-control"), "private, no-store");
        nonces.push(nonce);
    }
    nonces.sort_unstable();
    nonces.dedup();
    assert_eq!(nonces.len(), 6);
}

#[tokio::test]
async fn files_of_the_page_are_sent_and_unknown_ones_are_not_there() {
    let world = World::start().await;
    let client = world.anonymous();
    let script = client.get("/assets/index-4f2a.js").await;
    assert_eq!((script.header("content-type"), script.header("cache-control")), ("text/javascript", "public, max-age=31536000, immutable"));
    let compressed = client.raw(Method::GET, "/assets/index-4f2a.js", &[("accept-encoding", "br;q=0, gzip")], "").await;
    assert_eq!((compressed.header("content-encoding"), compressed.text().as_ref()), ("gzip", "compressed"));
    let refused = client.raw(Method::GET, "/assets/index-4f2a.js", &[("accept-encoding", "gzip;q=0")], "").await;
    assert_eq!(refused.header("content-encoding"), "");
    assert_eq!(client.get("/favicon.svg").await.header("cache-control"), "no-cache");
    for path in [
        "/assets/other.js",
        "/robots.txt",
        "/c/../assets/index-4f2a.js",
        "/assets//index-4f2a.js",
        "/API/v1/me",
        "/Api",
        "/api",
        "/api/v2/me",
    ] {
        client.get(path).await.problem(404, "not_found");
    }
    client.post("/", &json!({})).await.problem(405, "method_not_allowed");
    let head = client.raw(Method::HEAD, "/", &[], "").await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn t66_personal_answers_are_not_kept_and_carry_the_headers() {
    let world = World::start().await;
    let client = world.signed_in("ann").await;
    let document = format!("/api/v1/documents/{}", world.flights.document);
    for path in ["/api/v1/me", "/api/v1/content", &document, &world.report(), "/api/v1/nothing"] {
        let reply = client.get(path).await;
        for (name, value) in [
            ("cache-control", "private, no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), value, "{path}");
        }
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(reply.header("x-request-id").starts_with("req_"));
    }
    let head = client.raw(Method::HEAD, &document, &[], "").await;
    assert_eq!((head.status, head.body.len(), head.header("etag")), (StatusCode::OK, 0, "\"1\""));
}

/// T90, T91: what people and data call things is text in JSON, never something that a browser would read as a page.
#[tokio::test]
async fn t91_names_with_markup_are_data() {
    let world = World::start().await;
    let client = world.signed_in("ann").await;
    for name in
        ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}", "</title><svg onload=alert(1)>"]
    {
        let made = client.post("/api/v1/folders", &json!({"name": name, "parent": "mine"})).await;
        assert_eq!((made.status, made.header("content-type")), (StatusCode::CREATED, "application/json"), "{name}");
        assert_eq!(made.json()["name"], name);
    }
    let reply = client.get("/api/v1/documents/%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    reply.problem(404, "not_found");
    assert!(!reply.text().contains("<script"), "{}", reply.text());
    let reply = client.get("/api/v1/me?%3Cscript%3E=1").await;
    assert_eq!(reply.header("content-type"), "application/problem+json");
}

/// T92: the server redirects nowhere, and what a client says of the host reaches no address.
#[tokio::test]
async fn t92_nothing_redirects() {
    let world = World::start().await;
    let client = world.signed_in("ada").await;
    let evil = [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("sec-fetch-site", "same-origin")];
    for path in [
        "/sign-in?next=https://evil.example",
        "/sign-in?next=//evil.example",
        "//evil.example/",
        "/%2f%2fevil.example",
        "/r/x?next=//evil.example",
    ] {
        let reply = client.raw(Method::GET, path, &evil, "").await;
        assert!(!reply.status.is_redirection() && reply.header("location").is_empty(), "{path}: {}", reply.status);
    }
    let links = format!("{}/links", world.report());
    let all = [evil.as_slice(), &[("content-type", "application/json")]].concat();
    let made = client.raw(Method::POST, &links, &all, "{}").await;
    assert!(made.json()["url"].as_str().is_some_and(|url| url.starts_with(ORIGIN)), "{}", made.text());
}

#[tokio::test]
async fn the_documentation_is_a_page_without_scripts() {
    let world = World::start().await;
    let client = world.anonymous();
    let docs = client.get("/api/docs").await;
    assert_eq!((docs.status, docs.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    let text = docs.text();
    assert!(!text.contains("<script") && !text.contains("http://") && !text.contains("https://"), "nothing from elsewhere");
    assert!(text.contains("id=\"not_found\"") && text.contains("/documents/{id}/project"));
    let document = client.get("/api/v1/openapi.json").await;
    assert_eq!(document.json()["openapi"], "3.1.0");
    for path in ["/health", "/api/v1/health", "/ready", "/api/v1/ready"] {
        assert_eq!(client.get(path).await.status, StatusCode::OK, "{path}");
    }
}
