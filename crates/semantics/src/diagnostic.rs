//! What the checker has to say about a model.

use serde::Serialize;

/// Whether a diagnostic keeps the model out of force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The model is not put in force.
    Error,
    /// Worth a look.
    Warning,
}

/// One problem of a model, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable word for programs.
    pub code: &'static str,
    /// The model file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do: what was expected, or the nearest name.
    pub hint: Option<String>,
}
