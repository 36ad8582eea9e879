//! Changes asked by a browser must come from our own page (T57).

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::{Refusal, RequestFault};
use crate::session;
use crate::state::Server;

/// Refuses changes from other sites. Reading needs no check: answers are not readable across origins, and reading changes nothing.
pub(crate) async fn same_origin(State(server): State<Server>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let cookie = session::secret(request.headers(), server.config.secure_cookies).is_some();
    match if reads { Ok(()) } else { decide(request.headers(), &server.config.public_url, cookie) } {
        Ok(()) => next.run(request).await,
        Err(fault) => Refusal::from(fault).into_response(),
    }
}

/// `Sec-Fetch-Site` cannot be set by a page, so it decides where it is sent; else `Origin`; else only programs without a cookie pass.
fn decide(headers: &HeaderMap, public_url: &str, cookie: bool) -> Result<(), RequestFault> {
    if let Some(site) = headers.get("sec-fetch-site") {
        return if site == "same-origin" { Ok(()) } else { Err(RequestFault::OriginForeign) };
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return if cookie { Err(RequestFault::OriginMissing) } else { Ok(()) };
    };
    let origin = origin.to_str().unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let ours = origin == public_origin(public_url) || (!host.is_empty() && authority(origin) == Some(host));
    if ours { Ok(()) } else { Err(RequestFault::OriginForeign) }
}

/// Scheme, host and port of an address.
fn public_origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(start..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| start + at);
    url.get(..end).unwrap_or(url)
}

fn authority(origin: &str) -> Option<&str> {
    origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[track_caller]
    fn check(headers: &[(&'static str, &'static str)], cookie: bool, expected: Result<(), RequestFault>) {
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
        assert_eq!(decide(&headers, "https://lucarne.example", cookie), expected, "{headers:?}");
    }

    #[test]
    fn t57_only_our_own_page_changes_things() {
        let foreign = Err(RequestFault::OriginForeign);
        check(&[("sec-fetch-site", "same-origin")], true, Ok(()));
        check(&[("sec-fetch-site", "cross-site"), ("origin", "https://lucarne.example")], true, foreign.clone());
        check(&[("sec-fetch-site", "same-site")], true, foreign.clone());
        check(&[("sec-fetch-site", "none")], true, foreign.clone());
        check(&[("origin", "https://lucarne.example")], true, Ok(()));
        check(&[("origin", "https://lucarne.example.evil.example")], true, foreign.clone());
        check(&[("origin", "http://lucarne.example")], true, foreign.clone());
        check(&[("origin", "null"), ("host", "lucarne.example")], true, foreign.clone());
        check(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], true, Ok(()));
        check(&[("origin", "http://127.0.0.1:8081"), ("host", "127.0.0.1:8080")], true, foreign);
        check(&[("host", "lucarne.example")], true, Err(RequestFault::OriginMissing));
        check(&[("host", "lucarne.example")], false, Ok(()));
    }
}
