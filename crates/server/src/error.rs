//! The one table from refusals to statuses, and the body of a refusal.
//!
//! Handlers return a [`Refusal`]; the outermost layer writes its body and its line in the log, once, when the request id is at hand.

use std::sync::Arc;

use app::AppError;
use app::oidc::OidcError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use semantics::{CompileError, EngineError};
use vocab::RequestId;

use crate::codes;
use crate::dto::connections::Diagnostic;
use crate::problem::{FieldFault, Problem};

/// Why a request is not answered as asked.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A use case said no.
    App(AppError),
    /// A use case said no to a part of the body that starts at this pointer.
    Under(&'static str, AppError),
    /// A use case said no to one tile of several.
    Tile(Arc<AppError>),
    /// Not there for the caller, who may ask its owner for access.
    Askable,
    /// The request itself is at fault, before any use case saw it.
    Request(RequestFault),
}

/// What can be wrong with a request as such.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RequestFault {
    #[error("the body is not JSON: {what} at line {line}, column {column}")]
    MalformedJson { what: String, line: usize, column: usize },
    #[error("the body cannot be read to its end")]
    BodyBroken,
    #[error("the query parameter `{0}` is not known here")]
    UnknownParameter(String),
    #[error("the query parameters cannot be read: {0}")]
    ParameterInvalid(String),
    #[error("the body must be {0}, said by the header `Content-Type`")]
    MediaType(&'static str),
    #[error("none of what `Accept` names can be sent; there is {0}")]
    NotAcceptable(&'static str),
    #[error("the body is larger than {0} bytes")]
    TooLarge(usize),
    #[error("this address does not answer this method")]
    Method,
    #[error("a change by cookie needs the header `Origin` of this server")]
    OriginMissing,
    #[error("a change was asked from another site")]
    OriginForeign,
    #[error("the header `If-Match` with the version that the change starts from is missing")]
    VersionRequired,
    #[error("the header `If-Match` must hold one version, as `ETag` had it, in quotes")]
    VersionInvalid,
    #[error("the header `Idempotency-Key` must hold 1 to 64 visible ASCII characters")]
    IdempotencyKeyInvalid,
    #[error("this `Idempotency-Key` was used for another request")]
    IdempotencyKeyReused,
    #[error("the first request with this `Idempotency-Key` is still under way")]
    IdempotencyBusy,
    #[error("too many visitors at once; try again in a moment")]
    Crowded,
    #[error("something went wrong on the server")]
    Panicked,
}

impl RequestFault {
    const fn code(&self) -> &'static str {
        match self {
            Self::MalformedJson { .. } => "malformed_json",
            Self::BodyBroken => "body_broken",
            Self::UnknownParameter(_) => "unknown_parameter",
            Self::ParameterInvalid(_) => "parameter_invalid",
            Self::MediaType(_) => "media_type",
            Self::NotAcceptable(_) => "not_acceptable",
            Self::TooLarge(_) => "body_too_large",
            Self::Method => "method_not_allowed",
            Self::OriginMissing => "origin_missing",
            Self::OriginForeign => "origin_foreign",
            Self::VersionRequired => "version_required",
            Self::VersionInvalid => "version_invalid",
            Self::IdempotencyKeyInvalid => "idempotency_key_invalid",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::IdempotencyBusy => "idempotency_busy",
            Self::Crowded => "busy",
            Self::Panicked => "internal",
        }
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::MalformedJson { .. }
            | Self::BodyBroken
            | Self::UnknownParameter(_)
            | Self::ParameterInvalid(_)
            | Self::VersionInvalid
            | Self::IdempotencyKeyInvalid => StatusCode::BAD_REQUEST,
            Self::MediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::OriginMissing | Self::OriginForeign => StatusCode::FORBIDDEN,
            Self::VersionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Crowded | Self::IdempotencyBusy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The status of a use case's no. What is hidden is `NotFound` already when it comes here.
fn app_status(error: &AppError) -> StatusCode {
    match error {
        AppError::NotSignedIn | AppError::WrongCredentials => StatusCode::UNAUTHORIZED,
        AppError::Oidc(OidcError::Unreachable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Oidc(_) | AppError::NoPasswords => StatusCode::FORBIDDEN,
        AppError::WrongSetupCode | AppError::Forbidden(_) | AppError::ViewAsReadOnly | AppError::TokenScope | AppError::SessionNeeded => {
            StatusCode::FORBIDDEN
        }
        AppError::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::Conflict(_) => StatusCode::CONFLICT,
        AppError::VersionClash(_) => StatusCode::PRECONDITION_FAILED,
        AppError::BadCursor => StatusCode::BAD_REQUEST,
        AppError::Compile(CompileError::TopicDenied { denied, .. }) if denied.hidden => StatusCode::NOT_FOUND,
        AppError::Compile(CompileError::TopicDenied { .. }) => StatusCode::FORBIDDEN,
        AppError::Invalid(_)
        | AppError::ModelInvalid(_)
        | AppError::Compile(_)
        | AppError::Sql(_)
        | AppError::NotShown(_)
        | AppError::NoModel => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Engine(error) => engine_status(error),
        AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

const fn engine_status(error: &EngineError) -> StatusCode {
    match error {
        EngineError::TableRefused { .. } => StatusCode::FORBIDDEN,
        EngineError::SqlInvalid { .. }
        | EngineError::TableUnknown { .. }
        | EngineError::ColumnUnknown { .. }
        | EngineError::NotAQuery
        | EngineError::FunctionRefused { .. }
        | EngineError::TooComplex { .. }
        | EngineError::MemoryLimit
        | EngineError::TimeLimit { .. }
        | EngineError::QueryTooLarge { .. }
        | EngineError::QueryFailed { .. }
        | EngineError::FileInvalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        EngineError::Busy | EngineError::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
        EngineError::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Refusal {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Tile(error) => app_status(error),
            Self::Askable => app_status(&AppError::NotFound),
            Self::App(error) | Self::Under(_, error) => app_status(error),
            Self::Request(fault) => fault.status(),
        }
    }

    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Tile(error) => error.code(),
            Self::Askable => AppError::NotFound.code(),
            // Faults of different kinds have a code for all of them.
            Self::App(AppError::Invalid(faults)) if faults.iter().any(|fault| fault.code != faults[0].code) => "invalid",
            Self::App(error) | Self::Under(_, error) => error.code(),
            Self::Request(fault) => fault.code(),
        }
    }

    /// Seconds after which it may go better.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::App(AppError::RateLimited { retry_after }) => Some(*retry_after),
            _ if self.status() == StatusCode::SERVICE_UNAVAILABLE => Some(2),
            _ => None,
        }
    }

    /// What stands behind a fault of the server, for its log only.
    pub(crate) fn cause(&self) -> Option<&str> {
        match self {
            Self::App(AppError::Internal(cause) | AppError::Engine(EngineError::Internal { message: cause })) => Some(cause),
            _ => None,
        }
    }

    /// The body.
    pub(crate) fn problem(&self, request_id: &RequestId) -> Problem {
        let (status, code) = (self.status(), self.code());
        let known = codes::about(code);
        let mut problem = Problem {
            kind: format!("/api/docs#{code}"),
            title: known.map_or_else(|| status.canonical_reason().unwrap_or("Refused").to_owned(), |known| known.title.to_owned()),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: self.detail(),
            hint: known.map(|known| known.remedy.to_owned()),
            request_id: request_id.to_string(),
            errors: Vec::new(),
            can_request: matches!(self, Self::Askable).then_some(true),
            diagnostics: None,
            clash: None,
        };
        match self {
            Self::App(error) => fill(&mut problem, "", error),
            Self::Under(prefix, error) => fill(&mut problem, prefix, error),
            Self::Tile(error) => fill(&mut problem, "", error),
            Self::Askable | Self::Request(_) => {}
        }
        problem
    }

    fn detail(&self) -> String {
        match self {
            // What broke is for the log; the message of the engine's own faults may name our insides.
            _ if self.status() == StatusCode::INTERNAL_SERVER_ERROR => {
                "Something went wrong on the server. The request id names the entry in its log.".to_owned()
            }
            Self::Tile(error) => sentence(&error.to_string()),
            Self::Askable => sentence(&AppError::NotFound.to_string()),
            Self::App(error) | Self::Under(_, error) => sentence(&error.to_string()),
            Self::Request(fault) => sentence(&fault.to_string()),
        }
    }
}

/// What a problem carries beyond its text.
fn fill(problem: &mut Problem, prefix: &str, error: &AppError) {
    match error {
        AppError::Invalid(faults) => {
            problem.errors = faults
                .iter()
                .map(|fault| FieldFault {
                    pointer: format!("{prefix}{}", fault.pointer),
                    code: fault.code.to_owned(),
                    detail: sentence(&fault.detail),
                })
                .collect();
        }
        AppError::ModelInvalid(diagnostics) => {
            problem.errors = diagnostics
                .iter()
                .map(|found| FieldFault {
                    pointer: format!("{}:{}:{}", found.file, found.line, found.column),
                    code: found.code.to_owned(),
                    detail: sentence(&found.message),
                })
                .collect();
            problem.diagnostics = Some(diagnostics.iter().map(Diagnostic::new).collect());
        }
        AppError::Compile(error) => {
            if let Some(pointer) = error.pointer() {
                let detail = sentence(&error.to_string());
                problem.errors = vec![FieldFault { pointer: format!("{prefix}{pointer}"), code: error.code().to_owned(), detail }];
            }
        }
        AppError::VersionClash(clash) => problem.clash = Some(Box::new(crate::problem::Clash::new(clash))),
        _ => {}
    }
}

/// Messages are written lower-case without a stop so that they can be joined; people read sentences.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let mut sentence: String = chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default();
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<RequestFault> for Refusal {
    fn from(fault: RequestFault) -> Self {
        Self::Request(fault)
    }
}

/// The status now; the outermost layer adds the rest.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
