//! Signing in and out, and the cookie.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{PASSWORD, TestApp};

use crate::client::{Client, ORIGIN, router};

#[tokio::test]
async fn t47_the_session_changes_at_sign_in_and_dies_at_sign_out() {
    let test = TestApp::start().await;
    test.user("Ben Baker").await;
    let anonymous = Client::anonymous(&test);
    let body = json!({"email": "Ben@Example.com", "password": PASSWORD});
    let first = anonymous.post("/api/v1/session", &body).await;
    assert_eq!(first.status, StatusCode::OK);
    let set = first.header("set-cookie").to_owned();
    for part in ["lucarne=", "; Path=/", "; HttpOnly", "; SameSite=Lax", "; Max-Age="] {
        assert!(set.contains(part), "{set}");
    }
    assert!(!set.contains("Secure") && !set.contains("Domain"), "plain loopback: {set}");

    let old = Client { cookie: Some(first.cookie()), ..anonymous.clone() };
    assert_eq!(old.get("/api/v1/me").await.json()["name"], "Ben Baker");
    let second = old.post("/api/v1/session", &body).await;
    assert_ne!(second.cookie(), first.cookie(), "a new secret at each sign-in");
    old.get("/api/v1/me").await.problem(401, "not_signed_in");

    let new = Client { cookie: Some(second.cookie()), ..anonymous.clone() };
    let out = new.delete("/api/v1/session").await;
    assert_eq!((out.status, out.header("set-cookie").contains("Max-Age=0")), (StatusCode::NO_CONTENT, true));
    new.get("/api/v1/me").await.problem(401, "not_signed_in");
    anonymous.delete("/api/v1/session").await.problem(401, "not_signed_in");
}

#[tokio::test]
async fn t38_a_bearer_token_counts_or_is_refused() {
    let test = TestApp::start().await;
    let anonymous = Client::anonymous(&test);
    let reply = anonymous.post("/api/v1/session", &json!({"email": "ada@example.com", "password": PASSWORD})).await;
    let cookie = reply.cookie();
    let token = cookie.split_once('=').expect("a cookie").1;
    let me = |value: String| {
        let client = anonymous.clone();
        async move { client.send(Method::GET, "/api/v1/me", &[("authorization", value.as_str())], None).await }
    };
    assert_eq!(me(format!("Bearer {token}")).await.status, StatusCode::OK);
    for value in [format!("Bearer {token}x"), format!("Basic {token}"), "Bearer".to_owned()] {
        me(value).await.problem(401, "not_signed_in");
    }
    let signed_in = Client { cookie: Some(cookie.clone()), ..anonymous.clone() };
    let both = signed_in.send(Method::GET, "/api/v1/me", &[("authorization", "Bearer wrong")], None).await;
    both.problem(401, "not_signed_in");
}

#[tokio::test]
async fn t47_over_https_the_cookie_is_bound_to_the_host() {
    let test = TestApp::start().await;
    let client = Client { router: router(&test, true), cookie: None };
    let reply = client
        .send(
            Method::POST,
            "/api/v1/session",
            &[("sec-fetch-site", "same-origin")],
            Some(&json!({"email": "ada@example.com", "password": PASSWORD})),
        )
        .await;
    let set = reply.header("set-cookie");
    assert!(set.starts_with("__Host-lucarne=") && set.ends_with("; Secure"), "{set}");
    assert_eq!(reply.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn t50_a_wrong_password_and_an_unknown_address_answer_alike() {
    let test = TestApp::start().await;
    let client = Client::anonymous(&test);
    let mut bodies = Vec::new();
    for (email, password) in [("ada@example.com", "a wrong password"), ("nobody@example.com", PASSWORD), ("not an address", PASSWORD)] {
        let reply = client.post("/api/v1/session", &json!({"email": email, "password": password})).await;
        reply.problem(401, "wrong_credentials");
        assert!(reply.header("set-cookie").is_empty());
        bodies.push(reply.without_request_id());
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "{bodies:?}");
}

#[tokio::test]
async fn t41_guessing_is_slowed_down_for_the_address_alone() {
    let test = TestApp::start().await;
    test.user("Ben Baker").await;
    let client = Client::anonymous(&test);
    let guess = json!({"email": "ben@example.com", "password": "a wrong password"});
    let mut last = client.post("/api/v1/session", &guess).await;
    for _ in 0..30 {
        if last.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        last = client.post("/api/v1/session", &guess).await;
    }
    last.problem(429, "too_many_attempts");
    assert!(last.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0), "{:?}", last.headers);
    // The right password does not get through either while it lasts.
    client.post("/api/v1/session", &json!({"email": "ben@example.com", "password": PASSWORD})).await.problem(429, "too_many_attempts");
}

#[tokio::test]
async fn t79_set_up_works_once_with_the_code() {
    let test = TestApp::untouched().await;
    let client = Client::anonymous(&test);
    assert_eq!(client.get("/api/v1/setup").await.json(), json!({"needed": true}));
    let code = app::setup::code(&test.app).await.expect("set-up").expect("a code").expose().clone();
    let ask =
        |code: &str| json!({"code": code, "name": "Ada", "email": "ada@example.com", "password": PASSWORD, "organization": "Lucarne Air"});
    client.post("/api/v1/setup", &ask("000000")).await.problem(403, "wrong_setup_code");
    let made = client.post("/api/v1/setup", &ask(&code)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let admin = Client { cookie: Some(made.cookie()), ..client.clone() };
    let me = admin.get("/api/v1/me").await.json();
    assert_eq!((&me["is_admin"], &me["organization"]), (&json!(true), &json!("Lucarne Air")));
    assert_eq!(client.get("/api/v1/setup").await.json(), json!({"needed": false}));
    client.post("/api/v1/setup", &ask(&code)).await.problem(404, "not_found");
}

/// T46: a session is a random secret that the server knows; nothing that a client makes up is one.
#[tokio::test]
async fn t46_made_up_sessions_are_nobodys() {
    let test = TestApp::start().await;
    let real = Client::signed_in(&test, "ada").await;
    let cookie = real.cookie.clone().expect("a cookie");
    assert!(cookie.len() >= "lucarne=".len() + 43, "256 bits: {cookie}");
    let mut flipped = cookie.clone();
    let last = flipped.pop();
    flipped.push(if last == Some('a') { 'b' } else { 'a' });
    for made_up in [flipped.as_str(), "lucarne=admin", "lucarne=usr_0192f0c1a2b37c4d8e5f60718293a4b5", &format!("{cookie}; {cookie}")] {
        let client = Client { cookie: Some(made_up.to_owned()), ..real.clone() };
        client.get("/api/v1/me").await.problem(401, "not_signed_in");
    }
}

#[tokio::test]
async fn deactivating_somebody_ends_their_sessions_at_once() {
    let test = TestApp::start().await;
    let ben = test.user("Ben Baker").await;
    let (admin, client) = (Client::signed_in(&test, "ada").await, Client::signed_in(&test, "ben").await);
    assert_eq!(client.get("/api/v1/me").await.status, StatusCode::OK);
    assert_eq!(admin.patch(&format!("/api/v1/users/{ben}"), &json!({"active": false})).await.status, StatusCode::OK);
    client.get("/api/v1/me").await.problem(401, "not_signed_in");
    let again = client.post("/api/v1/session", &json!({"email": "ben@example.com", "password": PASSWORD})).await;
    again.problem(401, "wrong_credentials");
}

#[tokio::test]
async fn t57_a_form_of_another_site_changes_nothing() {
    let test = TestApp::start().await;
    let client = Client::signed_in(&test, "ada").await;
    let body = br#"{"name":"Evil"}"#.as_slice();
    const JSON: (&str, &str) = ("content-type", "application/json");
    type Headers = &'static [(&'static str, &'static str)];
    let cases: &[(Headers, u16, &str)] = &[
        (&[JSON, ("origin", "https://evil.example")], 403, "origin_foreign"),
        (&[JSON, ("sec-fetch-site", "cross-site"), ("origin", ORIGIN)], 403, "origin_foreign"),
        (&[JSON, ("origin", "null")], 403, "origin_foreign"),
        (&[JSON], 403, "origin_missing"),
        (&[("content-type", "text/plain"), ("origin", ORIGIN)], 415, "media_type"),
        (&[("content-type", "application/x-www-form-urlencoded"), ("origin", ORIGIN)], 415, "media_type"),
        (&[("origin", ORIGIN)], 415, "media_type"),
    ];
    for (headers, status, code) in cases {
        client.raw(Method::POST, "/api/v1/groups", headers, body).await.problem(*status, code);
    }
    assert_eq!(client.get("/api/v1/groups").await.json()["items"], json!([]), "no GET and no foreign form made anything");
    assert_eq!(client.raw(Method::POST, "/api/v1/groups", &[JSON, ("origin", ORIGIN)], body).await.status, StatusCode::CREATED);
}
