//! The body of every refusal (RFC 9457).

use app::error::VersionClash;
use document::Project;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dto::common::Ref;
use crate::dto::connections::Diagnostic;

/// A refusal that says what happened, why, and what to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// The page about the code.
    #[serde(rename = "type")]
    #[schema(example = "/api/docs#not_found")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// Stable; programs branch on it.
    #[schema(example = "not_found")]
    pub code: String,
    /// For a person.
    pub detail: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Names the request in the server's log.
    #[schema(example = "req_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub request_id: String,
    /// The single faults, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldFault>,
    /// Of `not_found` for a document that takes access requests: the caller may make one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_request: Option<bool>,
    /// Of `model_invalid`: every fault of the model at its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnostics: Option<Vec<Diagnostic>>,
    /// Of `version_clash`: what is there now.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    #[schema(inline)]
    pub clash: Option<Box<Clash>>,
}

/// One fault of a body.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct FieldFault {
    /// Where, as a JSON pointer (RFC 6901); for model files `file:line:column`.
    pub pointer: String,
    pub code: String,
    pub detail: String,
}

/// What is there now, when somebody else saved in between.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Clash {
    pub current_version: u64,
    pub changed_by: Ref,
    pub changed_at: String,
    /// `null` when the clash is over model files.
    #[schema(value_type = Option<crate::dto::project::Project>)]
    pub project: Option<Project>,
}

impl Clash {
    pub(crate) fn new(clash: &VersionClash) -> Self {
        Self {
            current_version: clash.current_version,
            changed_by: Ref::new(clash.changed_by.id, &clash.changed_by.name),
            changed_at: clash.changed_at.to_string(),
            project: clash.project.clone(),
        }
    }
}
