//! Versions: `ETag` on what is read, `If-Match` on what is changed.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::error::{Refusal, RequestFault};

/// The version that a change starts from, when it is said.
pub(crate) struct IfMatch(pub Option<u64>);

/// The version that a change starts from; refused without.
pub(crate) struct MustMatch(pub u64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        version(&parts.headers).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for MustMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        version(&parts.headers)?.map(Self).ok_or_else(|| RequestFault::VersionRequired.into())
    }
}

fn version(headers: &HeaderMap) -> Result<Option<u64>, Refusal> {
    let mut values = headers.get_all(header::IF_MATCH).iter();
    let Some(first) = values.next() else { return Ok(None) };
    let digits = first.to_str().ok().and_then(|text| text.trim().strip_prefix('"')?.strip_suffix('"'));
    match (digits.map(str::parse), values.next()) {
        (Some(Ok(version)), None) => Ok(Some(version)),
        _ => Err(RequestFault::VersionInvalid.into()),
    }
}

/// The header that names a version.
pub(crate) fn etag(version: u64) -> [(HeaderName, HeaderValue); 1] {
    let value = HeaderValue::try_from(format!("\"{version}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"\""));
    [(header::ETAG, value)]
}
