//! The client that asks the provider: against servers on loopback that answer in odd ways.

use app::oidc::{Fetch, FetchAsk};
use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use server::HttpFetch;
use vocab::Secret;

/// What was sent: type, secret, body.
async fn echo(headers: HeaderMap, body: String) -> String {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("-").to_owned();
    format!("{} {} {body}", header(header::CONTENT_TYPE), header(header::AUTHORIZATION))
}

async fn listening() -> String {
    let routes = Router::new()
        .route("/echo", post(echo).get(echo))
        .route("/moved", get(async || (StatusCode::FOUND, [(header::LOCATION, "/echo")], "moved").into_response()))
        .route("/large", get(async || vec![b'x'; (1 << 20) + 1]))
        .route("/fits", get(async || vec![b'x'; 1 << 20]));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

/// The status and the start of the body, or why there is none.
async fn check(path: &str, form: Option<&str>, expected: &str) {
    let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", listening().await) };
    let secret = |text: &str| Secret::new(text.to_owned());
    let ask = FetchAsk { url: url.parse().expect("an address"), authorization: form.map(|_| secret("Basic x")), form: form.map(secret) };
    let found = match HttpFetch::new().fetch(ask).await {
        Ok(fetched) => format!("{} {}", fetched.status, String::from_utf8_lossy(&fetched.body[..fetched.body.len().min(60)])),
        Err(error) => error.to_string(),
    };
    assert!(found.starts_with(expected), "{path}: {found}");
}

#[tokio::test]
async fn t73_no_redirect_is_followed_and_an_answer_has_its_size() {
    check("/echo", None, "200 - - ").await;
    check("/echo", Some("a=b"), "200 application/x-www-form-urlencoded Basic x a=b").await;
    check("/moved", None, "302 moved").await;
    check("/nothing", None, "404").await;
    check("/fits", None, "200 xxx").await;
    check("/large", None, "its body: length limit exceeded").await;
    check("http://127.0.0.1:9/", None, "no answer: ").await;
}

/// A server that takes the connection and says nothing is given up on.
#[tokio::test]
async fn t107_silence_has_an_end() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let held = tokio::spawn(async move {
        let (_socket, _) = listener.accept().await.expect("a connection");
        std::future::pending::<()>().await;
    });
    let started = std::time::Instant::now();
    check(&url, None, "no answer within 10 seconds").await;
    assert!(started.elapsed().as_secs() < 15);
    held.abort();
}
