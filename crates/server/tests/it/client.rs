//! A browser for tests: requests go through the router in process.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::{Asset, PageAssets, ServerConfig};
use testkit::{Flights, PASSWORD, TestApp};
use tower::ServiceExt;

/// Where the server under test thinks it is.
pub(crate) const ORIGIN: &str = "http://lucarne.test";

/// A page of three files.
pub(crate) struct TinyPage;

impl PageAssets for TinyPage {
    fn get(&self, path: &str) -> Option<Asset> {
        let (bytes, mime): (&'static str, &str) = match path {
            "index.html" => ("<!doctype html><meta name=\"csp-nonce\" content=\"__CSP_NONCE__\"><title>Lucarne</title>", "text/html"),
            "assets/index-4f2a.js" => ("import './other.js'", "text/javascript"),
            "favicon.svg" => ("<svg/>", "image/svg+xml"),
            _ => return None,
        };
        let gzip = path.ends_with(".js").then_some(Cow::Borrowed(b"compressed".as_slice()));
        Some(Asset { bytes: Cow::Borrowed(bytes.as_bytes()), mime: mime.to_owned(), gzip, brotli: None })
    }
}

/// The router of an application, on plain loopback unless `https`.
pub(crate) fn router(test: &TestApp, https: bool) -> Router {
    let public_url = if https { "https://lucarne.test" } else { ORIGIN }.to_owned();
    server::router(test.app.clone(), ServerConfig { public_url, secure_cookies: https, page: Arc::new(TinyPage) })
}

/// Somebody with a browser.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) router: Router,
    pub(crate) cookie: Option<String>,
}

impl Client {
    /// Somebody who has not signed in.
    pub(crate) fn anonymous(test: &TestApp) -> Self {
        Self { router: router(test, false), cookie: None }
    }

    /// The person with this first name, signed in.
    pub(crate) async fn signed_in(test: &TestApp, first_name: &str) -> Self {
        let mut client = Self::anonymous(test);
        let email = format!("{first_name}@example.com");
        let reply = client.post("/api/v1/session", &json!({"email": email, "password": PASSWORD})).await;
        assert_eq!(reply.status, StatusCode::OK, "{first_name} signs in: {}", reply.text());
        client.cookie = Some(reply.cookie());
        client
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::POST, path, &[], Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::PATCH, path, &[], Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, &[], None).await
    }

    /// A request of our own page with a JSON body.
    pub(crate) async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Reply {
        let mut all = vec![("origin", ORIGIN)];
        if body.is_some() {
            all.push(("content-type", "application/json"));
        }
        all.extend_from_slice(headers);
        let bytes = body.map_or_else(Vec::new, |body| serde_json::to_vec(body).expect("JSON"));
        self.raw(method, path, &all, bytes).await
    }

    /// Just this request, with the cookie.
    pub(crate) async fn raw(&self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(body.into()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Reply { status: head.status, headers: head.headers, body }
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    pub(crate) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The cookie that the answer sets, as a browser sends it back.
    #[track_caller]
    pub(crate) fn cookie(&self) -> String {
        let set = self.header("set-cookie");
        assert!(!set.is_empty(), "a cookie is set");
        set.split(';').next().unwrap_or_default().to_owned()
    }

    /// Status and code, as golden tables show them.
    pub(crate) fn outcome(&self) -> String {
        if self.status.is_success() {
            return self.status.as_str().to_owned();
        }
        let problem: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        format!("{} {}", self.status.as_str(), problem["code"].as_str().unwrap_or("-"))
    }

    /// The body without what differs between any two requests.
    pub(crate) fn without_request_id(&self) -> Value {
        let mut value: Value = serde_json::from_slice(&self.body).unwrap_or_else(|_| Value::String(self.text().into_owned()));
        if let Some(object) = value.as_object_mut() {
            object.remove("request_id");
        }
        value
    }

    /// Checks that it is a problem of this status and code, and gives it.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!((self.status.as_u16(), self.header("content-type")), (status, "application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{problem}");
        assert!(problem["hint"].is_string(), "every code says what to do: {problem}");
        assert_eq!(problem["request_id"], self.header("x-request-id"), "{problem}");
        problem
    }
}

/// One frame of a report's data.
#[derive(Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) kind: u8,
    pub(crate) tile: u16,
    pub(crate) payload: Vec<u8>,
}

/// Takes the frames of an answer apart; anything left over is a fault.
#[track_caller]
pub(crate) fn frames(body: &[u8]) -> Vec<Frame> {
    let mut rest = body;
    let mut frames = Vec::new();
    while !rest.is_empty() {
        let (head, tail) = rest.split_at(7);
        let length = u32::from_le_bytes(head[3..7].try_into().expect("four bytes")) as usize;
        let (payload, tail) = tail.split_at(length);
        frames.push(Frame { kind: head[0], tile: u16::from_le_bytes([head[1], head[2]]), payload: payload.to_vec() });
        rest = tail;
    }
    frames
}

/// The small world with a browser for whoever needs one.
pub(crate) struct World {
    pub(crate) flights: Flights,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self { flights: Flights::start().await }
    }

    pub(crate) fn anonymous(&self) -> Client {
        Client::anonymous(&self.flights.test)
    }

    pub(crate) async fn signed_in(&self, first_name: &str) -> Client {
        Client::signed_in(&self.flights.test, first_name).await
    }

    /// The address of the report.
    pub(crate) fn report(&self) -> String {
        format!("/api/v1/documents/{}/reports/{}", self.flights.document, self.flights.report)
    }
}
