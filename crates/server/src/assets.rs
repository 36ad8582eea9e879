//! The page: files that the build made, and `index.html` for every address of the page.

use std::borrow::Cow;

use app::AppError;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;

use crate::error::{Refusal, RequestFault};
use crate::middleware::headers::page_policy;
use crate::state::Server;

/// Where the built page comes from: the binary embeds it, tests bring their own.
pub trait PageAssets: Send + Sync {
    /// The file of a path such as `assets/index-4f2a.js`, without a slash in front.
    fn get(&self, path: &str) -> Option<Asset>;
}

/// One file of the page.
#[derive(Debug, Clone)]
pub struct Asset {
    /// As the build made it.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub mime: String,
    /// The same compressed by gzip, when the build did.
    pub gzip: Option<Cow<'static, [u8]>>,
    /// The same compressed by Brotli, when the build did.
    pub brotli: Option<Cow<'static, [u8]>>,
}

/// What stands in `index.html` where the nonce belongs.
const NONCE_PLACE: &str = "__CSP_NONCE__";

/// Everything that is no route of the interface.
pub(crate) async fn page(State(server): State<Server>, request: Request) -> Response {
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        // Under the interface's own root an unknown address is unknown whatever the method.
        let fault = if is_interface(path) { Refusal::App(AppError::NotFound) } else { RequestFault::Method.into() };
        return fault.into_response();
    }
    if is_interface(path) {
        return Refusal::App(AppError::NotFound).into_response();
    }
    let name = path.trim_start_matches('/');
    if name != "index.html"
        && let Some(asset) = server.config.page.get(name)
    {
        return file(name, asset, request.headers());
    }
    if is_page_address(name) { index(&server) } else { Refusal::App(AppError::NotFound).into_response() }
}

/// `/api` in any case: what only looks like the interface is not the page either.
fn is_interface(path: &str) -> bool {
    path.split('/').nth(1).is_some_and(|first| first.eq_ignore_ascii_case("api"))
}

/// The page's own addresses have no file ending; what has one is a file that is not there.
fn is_page_address(name: &str) -> bool {
    !name.starts_with("assets/") && !name.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

fn index(server: &Server) -> Response {
    let Some(asset) = server.config.page.get("index.html") else {
        return Refusal::App(AppError::Internal("the page was not built into this binary".to_owned())).into_response();
    };
    let text = String::from_utf8_lossy(&asset.bytes);
    html(&text)
}

/// An HTML page with a nonce of its own in the place kept for it.
pub(crate) fn html(text: &str) -> Response {
    let nonce = nonce();
    let mut response = Response::new(Body::from(text.replace(NONCE_PLACE, &nonce)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, page_policy(&nonce));
    response
}

fn nonce() -> String {
    base64::engine::general_purpose::STANDARD_NO_PAD.encode(rand::random::<[u8; 16]>())
}

fn file(name: &str, asset: Asset, asked: &HeaderMap) -> Response {
    let accepted = |coding: &str| {
        let lists = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        lists.flat_map(|list| list.split(',')).any(|item| takes(item, coding))
    };
    let (bytes, coding) = match (asset.brotli, asset.gzip) {
        (Some(bytes), _) if accepted("br") => (bytes, Some("br")),
        (_, Some(bytes)) if accepted("gzip") => (bytes, Some("gzip")),
        _ => (asset.bytes, None),
    };
    let body = match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    if let Ok(mime) = HeaderValue::try_from(asset.mime) {
        headers.insert(header::CONTENT_TYPE, mime);
    }
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // The build puts a hash of the content into the names under `assets/`; the other files may change.
    let cache = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// Whether one item of `Accept-Encoding` takes a coding; `q=0` refuses it.
fn takes(item: &str, coding: &str) -> bool {
    let mut parts = item.split(';').map(str::trim);
    let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
    let refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0)));
    named && !refused
}
