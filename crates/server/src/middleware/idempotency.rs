//! `Idempotency-Key`: the same request sent twice makes one thing and gets one answer.
//!
//! Answers are kept by this process for a day. Only what a signed-in person makes is kept, for that person alone.

use std::sync::Arc;
use std::time::Duration;

use access::Actor;
use app::Cx;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Request as Parts, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use vocab::UserId;

use crate::error::{Refusal, RequestFault};
use crate::extract::body;
use crate::state::Server;

/// The header.
const NAME: &str = "idempotency-key";
/// What a request with a key may be long.
const BODY_LIMIT: usize = 8 << 20;
/// How long answers are kept.
const KEEP: Duration = Duration::from_secs(24 * 60 * 60);
/// How many bytes of answers are kept.
const ROOM: u64 = 32 << 20;

/// The kept answers.
pub(crate) struct Kept(moka::future::Cache<(UserId, String), Arc<Answer>>);

/// One kept answer.
struct Answer {
    /// Of method, address and body of the request that it answers.
    request: [u8; 32],
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    refusal: Option<Arc<Refusal>>,
}

impl Kept {
    pub(crate) fn new() -> Self {
        let weigh = |_: &(UserId, String), answer: &Arc<Answer>| u32::try_from(answer.body.len() + 512).unwrap_or(u32::MAX);
        Self(moka::future::Cache::builder().max_capacity(ROOM).weigher(weigh).time_to_live(KEEP).build())
    }
}

/// Answers a repeated request with the answer of the first; two at the same time wait for one.
pub(crate) async fn idempotent(State(server): State<Server>, request: Request, next: Next) -> Response {
    let user = match request.extensions().get::<Cx>().map(|cx| &cx.actor) {
        Some(Actor::User(user)) => *user,
        _ => return next.run(request).await,
    };
    if request.method() != Method::POST || !request.headers().contains_key(NAME) {
        return next.run(request).await;
    }
    match answer(&server, user, request, next).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn answer(server: &Server, user: UserId, request: Request, next: Next) -> Result<Response, Refusal> {
    let key = key(request.headers()).ok_or(RequestFault::IdempotencyKeyInvalid)?;
    let (parts, body) = request.into_parts();
    let bytes = body::read(body, BODY_LIMIT).await?;
    let print = fingerprint(&parts.method, parts.uri.path_and_query().map_or("", |path| path.as_str()), &bytes);
    let place = (user, key);
    let first = async {
        let response = next.run(Parts::from_parts(parts, Body::from(bytes))).await;
        let (head, body) = response.into_parts();
        // Only small JSON answers come from the routes that this layer is on.
        let body = body::read(body, BODY_LIMIT).await.unwrap_or_default();
        let refusal = head.extensions.get::<Arc<Refusal>>().cloned();
        Arc::new(Answer { request: print, status: head.status, headers: head.headers, body, refusal })
    };
    let answer = server.kept.0.get_with(place.clone(), first).await;
    if answer.request != print {
        return Err(RequestFault::IdempotencyKeyReused.into());
    }
    // A fault of the server, or a refusal that may pass, is worth another try.
    if !answer.status.is_success() {
        server.kept.0.invalidate(&place).await;
    }
    let mut response = Response::new(Body::from(answer.body.clone()));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers.clone();
    if let Some(refusal) = &answer.refusal {
        response.extensions_mut().insert(refusal.clone());
    }
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
