//! Signing in through a provider, as a browser sees it: addresses, cookies, and what stands on the sign-in page afterwards.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{PASSWORD, TestApp};

use crate::client::{Client, Reply, router};

const START: &str = "/api/v1/auth/oidc/start";
const CALLBACK: &str = "/api/v1/auth/oidc/callback";

fn nina() -> Value {
    json!({"sub": "n-1", "email": "nina@example.com", "email_verified": true, "name": "Nina"})
}

/// A browser that comes from another site, as after signing in at the provider.
async fn visit(client: &Client, path: &str) -> Reply {
    client.raw(Method::GET, path, &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], "").await
}

/// The cookie of this name that the answer sets, as it was set.
fn set(reply: &Reply, name: &str) -> String {
    let all = reply.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    all.into_iter().find(|cookie| cookie.starts_with(&format!("{name}="))).unwrap_or_default().to_owned()
}

fn sent_back(cookie: &str) -> Option<String> {
    cookie.split(';').next().map(str::to_owned)
}

/// Off to the provider, and back.
async fn through(test: &TestApp, client: &Client, start: &str, claims: Value) -> Reply {
    let away = client.get(start).await;
    assert_eq!(away.status, 303, "{}", away.text());
    let came = test.provider.authorize(away.header("location"), claims);
    let mine = Client { cookie: sent_back(&set(&away, "lucarne-away")), ..client.clone() };
    visit(&mine, &format!("{CALLBACK}?code={}&state={}&session_state=x&scope=openid+email", came.code, came.state)).await
}

#[tokio::test]
async fn t47_a_sign_in_through_the_provider_is_a_new_session() {
    let test = TestApp::start().await;
    let client = Client::anonymous(&test);
    assert_eq!(client.get("/api/v1/session").await.json(), json!({"oidc": {"name": "Example Airlines"}, "password": true}));
    let away = client.get(&format!("{START}?next=%2Fd%2Fdelays%3Ftab%3D1")).await;
    let cookie = set(&away, "lucarne-away");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Max-Age=600"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(away.header("cache-control"), "private, no-store");
    assert_eq!(away.header("referrer-policy"), "no-referrer");
    let back = through(&test, &client, &format!("{START}?next=%2Fd%2Fdelays%3Ftab%3D1%26q%3Da%2520b"), nina()).await;
    assert_eq!((back.status.as_u16(), back.header("location")), (303, "/d/delays?tab=1&q=a%20b"));
    assert!(set(&back, "lucarne-away").contains("Max-Age=0"), "{:?}", back.headers);
    let session = set(&back, "lucarne");
    assert!(session.contains("; HttpOnly") && session.contains("; SameSite=Lax"), "{session}");
    let nina = Client { cookie: sent_back(&session), ..client.clone() };
    let me = nina.get("/api/v1/me").await.json();
    assert_eq!((&me["name"], &me["local_sign_in"], &me["is_admin"]), (&json!("Nina"), &json!(false), &json!(false)));
    assert_eq!(nina.delete("/api/v1/session").await.status, 204);
    nina.get("/api/v1/me").await.problem(401, "not_signed_in");
}

#[tokio::test]
async fn t47_the_session_before_dies() {
    let test = TestApp::start().await;
    let ada = Client::signed_in(&test, "ada").await;
    let away = ada.get(START).await;
    let came = test.provider.authorize(away.header("location"), nina());
    let both = format!("{}; {}", ada.cookie.clone().expect("a cookie"), sent_back(&set(&away, "lucarne-away")).expect("a cookie"));
    let back = visit(&Client { cookie: Some(both), ..ada.clone() }, &format!("{CALLBACK}?code={}&state={}", came.code, came.state)).await;
    assert_eq!((back.status.as_u16(), back.header("location")), (303, "/"));
    ada.get("/api/v1/me").await.problem(401, "not_signed_in");
}

#[tokio::test]
async fn t49_over_https_the_browser_is_bound_to_the_host() {
    let test = TestApp::start().await;
    let client = Client { router: router(&test, true), cookie: None };
    let cookie = set(&client.get(START).await, "__Host-lucarne-away");
    assert!(cookie.ends_with("; Secure") && cookie.contains("Path=/;"), "{cookie}");
}

/// What an address of the provider's answer, changed by a stranger, comes to: the code on the sign-in page.
async fn check_return(change: impl Fn(&str, &str) -> String, kept: bool, expected: &str) {
    let test = TestApp::start().await;
    let client = Client::anonymous(&test);
    let away = client.get(&format!("{START}?next=/d/delays")).await;
    let came = test.provider.authorize(away.header("location"), nina());
    let cookie = if kept { sent_back(&set(&away, "lucarne-away")) } else { None };
    let query = change(&came.state, &came.code);
    let back = visit(&Client { cookie, ..client }, &format!("{CALLBACK}{query}")).await;
    assert_eq!((back.status.as_u16(), back.header("location")), (303, expected), "{query}");
    assert!(set(&back, "lucarne").is_empty(), "{query}: nobody is signed in");
}

#[tokio::test]
async fn t49_the_state_is_bound_to_the_browser_and_to_one_return() {
    let stale = "/sign-in?problem=oidc_stale";
    check_return(|state, code| format!("?state={state}&code={code}"), false, stale).await;
    check_return(|state, code| format!("?state={state}x&code={code}"), true, stale).await;
    check_return(|state, code| format!("?state={state}&state={state}&code={code}"), true, stale).await;
    check_return(|_, code| format!("?code={code}"), true, stale).await;
    check_return(|_, _| String::new(), true, stale).await;
    check_return(|_, _| "?error=access_denied".to_owned(), true, stale).await;
    let with_next = |code: &str| format!("/sign-in?problem={code}&next=%2Fd%2Fdelays");
    check_return(|state, code| format!("?state={state}&code={code}x"), true, &with_next("oidc_unproved")).await;
    check_return(|state, code| format!("?state={state}&code={code}&code={code}"), true, &with_next("oidc_unproved")).await;
    check_return(
        |state, _| format!("?state={state}&error=access_denied&error_description=%3Cscript%3E"),
        true,
        &with_next("oidc_cancelled"),
    )
    .await;
    check_return(|state, _| format!("?state={state}&error=server_error"), true, &with_next("oidc_unproved")).await;
    check_return(|state, code| format!("?state={state}&code={code}&iss=https%3A%2F%2Fevil.example"), true, &with_next("oidc_unproved"))
        .await;
}

/// Where a sign-in with this `next` ends.
async fn check_next(next: &str, expected: &str) {
    let test = TestApp::start().await;
    let client = Client::anonymous(&test);
    let start = format!("{START}?next={next}");
    let back = through(&test, &client, &start, nina()).await;
    assert_eq!((back.status.as_u16(), back.header("location")), (303, expected), "{next}");
    test.provider.silence(true);
    test.clock.advance(3700);
    let refused = client.get(&start).await;
    let page = refused.header("location");
    assert!(page.starts_with("/sign-in?problem=oidc_unreachable") && !page.contains("evil"), "{next}: {page}");
}

#[tokio::test]
async fn t92_next_never_leads_off_the_server() {
    check_next("%2Fd%2Fdelays", "/d/delays").await;
    check_next("%2Fs%C3%BC%C3%9F", "/s%C3%BC%C3%9F").await;
    for odd in [
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
        "%2F%09%2Fevil.example",
        "%2F%0d%0aset-cookie%3Aevil",
        "%2F..%2F%2Fevil.example",
        "javascript%3Aevil",
        "evil",
        "%2Fsign-in%3Fnext%3Devil",
        "%2Fapi%2Fv1%2Fauth%2Foidc%2Fstart%3Fevil",
    ] {
        check_next(odd, "/").await;
    }
    // The Host header chooses no address (CVE-2023-42502).
    let test = TestApp::start().await;
    let away =
        Client::anonymous(&test).raw(Method::GET, START, &[("host", "evil.example"), ("x-forwarded-host", "evil.example")], "").await;
    assert!(away.header("location").contains("redirect_uri=http%3A%2F%2Flucarne.test%2Fapi") && !away.header("location").contains("evil"));
}

#[tokio::test]
async fn t49_linking_needs_the_password_and_our_own_page() {
    let test = TestApp::start().await;
    test.user("Ben Baker").await;
    let ben = Client::signed_in(&test, "ben").await;
    let link = "/api/v1/auth/oidc/link";
    ben.post(link, &json!({})).await.problem(422, "one_of");
    ben.post(link, &json!({"password": "x", "invitation": "y"})).await.problem(422, "one_of");
    ben.post(link, &json!({"password": "a wrong one"})).await.problem(422, "wrong_password");
    ben.send(Method::POST, link, &[("sec-fetch-site", "cross-site")], Some(&json!({"password": PASSWORD})))
        .await
        .problem(403, "origin_foreign");
    Client::anonymous(&test).post(link, &json!({"password": PASSWORD})).await.problem(401, "not_signed_in");
    Client::anonymous(&test).post(link, &json!({"invitation": "made-up"})).await.problem(404, "not_found");
    let begin = async || {
        let begun = ben.post(link, &json!({"password": PASSWORD})).await;
        let url = begun.json()["url"].as_str().expect("an address").to_owned();
        (url, sent_back(&set(&begun, "lucarne-away")))
    };
    let (url, cookie) = begin().await;
    let came = test.provider.authorize(&url, nina());
    let mine = Client { cookie, ..ben.clone() };
    let back = visit(&mine, &format!("{CALLBACK}?code={}&state={}", came.code, came.state)).await;
    assert_eq!(back.header("location"), "/account?problem=oidc_somebody_else");
    let (url, cookie) = begin().await;
    let came = test.provider.authorize(&url, json!({"sub": "b-1", "email": "ben@example.com", "email_verified": true}));
    let mine = Client { cookie, ..ben.clone() };
    let back = visit(&mine, &format!("{CALLBACK}?code={}&state={}", came.code, came.state)).await;
    assert_eq!(back.header("location"), "/account");
    ben.get("/api/v1/me").await.problem(401, "not_signed_in");
    let new = Client { cookie: sent_back(&set(&back, "lucarne")), ..ben.clone() };
    assert_eq!(new.get("/api/v1/me").await.json()["local_sign_in"], json!(false));
}

#[tokio::test]
async fn t50_without_a_provider_or_without_passwords_there_is_the_other_way_alone() {
    let test = TestApp::start().await.reconfigured(|config| config.oidc = None).await;
    let client = Client::anonymous(&test);
    assert_eq!(client.get("/api/v1/session").await.json(), json!({"oidc": null, "password": true}));
    client.get(START).await.problem(404, "not_found");
    client.get(&format!("{CALLBACK}?state=x&code=y")).await.problem(404, "not_found");
    let test = test.reconfigured(|config| config.password_sign_in = false).await;
    let client = Client::anonymous(&test);
    assert_eq!(client.get("/api/v1/session").await.json(), json!({"oidc": {"name": "Example Airlines"}, "password": false}));
    // One answer, whoever it is for.
    let mut answers = Vec::new();
    for (email, password) in [("ada@example.com", PASSWORD), ("nobody@example.com", "x")] {
        let reply = client.post("/api/v1/session", &json!({"email": email, "password": password})).await;
        reply.problem(403, "no_passwords");
        answers.push(reply.without_request_id());
    }
    assert_eq!(answers[0], answers[1]);
}
