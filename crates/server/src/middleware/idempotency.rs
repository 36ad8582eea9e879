//! `Idempotency-Key`: the same request sent twice makes one thing and gets one answer, whichever node it comes to.
//!
//! Answers are kept in the metadata database for a day. Only what a signed-in person makes is kept, for that person and that way in alone.
//! Rows of data never are, or a key would give them to somebody who may not read them any more (T63); nor is what tells a secret, of which the
//! database holds no more than a hash (T17).

use access::Actor;
use app::kept::{Known, Route};
use app::{AppError, Cx};
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request as Parts, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::error::{Refusal, RequestFault};
use crate::extract::body;
use crate::state::Server;

/// The header.
const NAME: &str = "idempotency-key";
/// What a request with a key may be long.
const BODY_LIMIT: usize = 8 << 20;
/// How often a request looks whether the one before it has been answered, and for how long.
const LOOKS: u32 = 100;
const BETWEEN_LOOKS: std::time::Duration = std::time::Duration::from_millis(100);

/// Answers a repeated request with the answer of the first; one that comes while the first is under way waits for it.
pub(crate) async fn idempotent(State(server): State<Server>, request: Request, next: Next) -> Response {
    let cx = match request.extensions().get::<Cx>() {
        Some(cx) if matches!(cx.actor, Actor::User(_)) && cx.standing.viewing().is_none() => cx.clone(),
        _ => return next.run(request).await,
    };
    let template = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let kept = request.method() == Method::POST && server.kept_answers.contains(template);
    if !kept || !request.headers().contains_key(NAME) {
        return next.run(request).await;
    }
    match answer(&server, &cx, request, next).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn answer(server: &Server, cx: &Cx, request: Request, next: Next) -> Result<Response, Refusal> {
    let key = key(request.headers()).ok_or(RequestFault::IdempotencyKeyInvalid)?;
    let (parts, body) = request.into_parts();
    let bytes = body::read(body, BODY_LIMIT).await?;
    let address = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let print = fingerprint(&parts.method, address, &bytes);
    // A key is for one request, whatever its address: the same key for another one is a mistake of the caller, and is told so.
    let route = Route { key };
    for look in 0..LOOKS {
        match app::kept::take(&server.app, cx, &route, print).await? {
            Known::Answered(kept) if kept.print != print => return Err(RequestFault::IdempotencyKeyReused.into()),
            Known::Answered(kept) => return repeated(kept),
            Known::Yours => {
                let mut claim = Claim { server: server.clone(), cx: cx.clone(), route: Some(route.clone()) };
                let response = next.run(Parts::from_parts(parts, Body::from(bytes))).await;
                return claim.settle(response, print).await;
            }
            Known::UnderWay if look + 1 < LOOKS => tokio::time::sleep(BETWEEN_LOOKS).await,
            Known::UnderWay => {}
        }
    }
    Err(RequestFault::IdempotencyBusy.into())
}

/// A key that this request has taken. Whatever happens to the request, the key is answered or given back.
struct Claim {
    server: Server,
    cx: Cx,
    route: Option<Route>,
}

impl Claim {
    async fn settle(&mut self, response: Response, print: [u8; 32]) -> Result<Response, Refusal> {
        // A fault of the server, or a refusal that may pass, is worth another try.
        if !response.status().is_success() {
            return Ok(response);
        }
        let (head, body) = response.into_parts();
        // Only small JSON answers come from the routes that this layer is on.
        let body = body::read(body, BODY_LIMIT).await?;
        let headers: Vec<(String, String)> =
            head.headers.iter().filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned()))).collect();
        let kept = app::kept::Kept { print, status: head.status.as_u16(), headers, body: body.to_vec() };
        if let Some(route) = self.route.take() {
            app::kept::keep(&self.server.app, &self.cx, &route, kept).await?;
        }
        Ok(Response::from_parts(head, Body::from(body)))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let Some(route) = self.route.take() else { return };
        let (server, cx) = (self.server.clone(), self.cx.clone());
        tokio::spawn(async move {
            if let Err(error) = app::kept::give_back(&server.app, &cx, &route).await {
                tracing::warn!(%error, "an idempotency key stays taken for some minutes");
            }
        });
    }
}

fn repeated(kept: app::kept::Kept) -> Result<Response, Refusal> {
    let mut response = Response::new(Body::from(Bytes::from(kept.body)));
    *response.status_mut() = StatusCode::from_u16(kept.status).map_err(|_| AppError::Internal("a kept status".to_owned()))?;
    let mut headers = HeaderMap::new();
    for (name, value) in kept.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    *response.headers_mut() = headers;
    Ok(response)
}

fn key(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(NAME)?.to_str().ok()?;
    let fine = (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fine.then(|| text.to_owned())
}

fn fingerprint(method: &Method, address: &str, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [method.as_str().as_bytes(), address.as_bytes(), body] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
