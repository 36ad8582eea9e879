//! JSON bodies: of the right content type, small enough, well-formed, and nothing in them that is not known.

use app::{AppError, Fault};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_path_to_error::{Path, Segment};

use crate::error::{Refusal, RequestFault};

/// What a body may be long, unless a route says otherwise.
pub(crate) const BODY_LIMIT: usize = 1 << 20;

/// A JSON body.
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        if media_type(request.headers()).as_deref() != Some("application/json") {
            return Err(RequestFault::MediaType("application/json").into());
        }
        let limit = request.extensions().get::<BodyLimit>().map_or(BODY_LIMIT, |limit| limit.0);
        let bytes = read(request.into_body(), limit).await?;
        parse(&bytes).map(Self)
    }
}

/// A limit of its own that a layer gives some routes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimit(pub usize);

/// The whole body, or a refusal as soon as it is longer than allowed.
pub(crate) async fn read(body: axum::body::Body, limit: usize) -> Result<Bytes, Refusal> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(RequestFault::TooLarge(limit).into()),
        Err(_) => Err(RequestFault::BodyBroken.into()),
    }
}

/// The content type without its parameters, in lower case.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// Malformed JSON is a 400 with its place; JSON of the wrong shape a 422 with a pointer.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    // Read twice: serde_json calls some values of the wrong type a fault of syntax.
    serde_json::from_slice::<IgnoredAny>(bytes).map_err(|error| malformed(&error))?;
    // serde would take an array for an object, its fields in order.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        let detail = "expected an object".to_owned();
        return Err(Refusal::App(AppError::Invalid(vec![Fault { pointer: String::new(), code: "type_wrong", detail }])));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| refuse(error.path(), "", error.inner()))
}

/// A part of a body that is read on its own, so that faults are exact where alternatives exist.
pub(crate) fn part<T: DeserializeOwned>(pointer: &str, value: serde_json::Value) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(value).map_err(|error| refuse(error.path(), pointer, error.inner()))
}

fn refuse(path: &Path, prefix: &str, error: &serde_json::Error) -> Refusal {
    let message = without_place(error);
    let (code, field) = classify(&message);
    let mut pointer = format!("{prefix}{}", json_pointer(path));
    if let Some(field) = field
        && !pointer.ends_with(&format!("/{}", escape(field)))
    {
        pointer = format!("{pointer}/{}", escape(field));
    }
    Refusal::App(AppError::Invalid(vec![Fault { pointer, code, detail: message }]))
}

fn malformed(error: &serde_json::Error) -> Refusal {
    RequestFault::MalformedJson { what: without_place(error), line: error.line(), column: error.column() }.into()
}

/// The message of serde without " at line 1 column 2", which is told apart.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if text.starts_with("data did not match any variant") {
        return "expected text, a number, `true` or `false`".to_owned();
    }
    match text.rfind(" at line ") {
        Some(end) if error.line() > 0 => text.get(..end).unwrap_or(&text).to_owned(),
        _ => text,
    }
}

/// A stable code for serde's message, and the field that it is about when the path stops above it.
fn classify(message: &str) -> (&'static str, Option<&str>) {
    let quoted = || message.split('`').nth(1);
    if message.starts_with("unknown field") {
        ("property_unknown", quoted())
    } else if message.starts_with("missing field") {
        ("property_missing", quoted())
    } else if message.starts_with("duplicate field") {
        ("property_twice", quoted())
    } else if message.starts_with("invalid type") || message == "expected value" {
        ("type_wrong", None)
    } else {
        ("value_invalid", None)
    }
}

fn json_pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::access::AccessChange;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let found = match parse::<AccessChange>(body.as_bytes()) {
            Ok(_) => "fine".to_owned(),
            Err(Refusal::App(AppError::Invalid(faults))) => format!("{} {}", faults[0].code, faults[0].pointer),
            Err(refusal) => format!("{} {}", refusal.code(), refusal.problem(&vocab::RequestId::from_parts(0, [0; 10])).detail),
        };
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn faults_have_a_place() {
        check(r#"{"changes":[]}"#, "fine");
        check(r#"{"changes":[}"#, "malformed_json The body is not JSON: expected value at line 1, column 13.");
        check(r#"{"changes":[]} x"#, "malformed_json The body is not JSON: trailing characters at line 1, column 16.");
        check("", "malformed_json The body is not JSON: EOF while parsing a value at line 1, column 0.");
        check(r#"{"chnges":[]}"#, "property_unknown /chnges");
        check(r#"{"changes":[{"principal":{"kind":"user","idd":"x"},"role":null}]}"#, "property_unknown /changes/0/principal/idd");
        check(r#"{"changes":[{"role":null}]}"#, "property_missing /changes/0/principal");
        check(r#"{"organization_role":7}"#, "type_wrong /organization_role");
        check(r#"{"organization_role":"boss"}"#, "value_invalid /organization_role");
    }
}
