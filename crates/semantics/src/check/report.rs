//! Collects what the checker finds. Nothing stops at the first problem.

use crate::diagnostic::{Diagnostic, Severity};

/// Where in the model files something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) line: u32,
    pub(super) column: u32,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) at: Place,
}

#[derive(Debug)]
pub(super) struct Report {
    files: Vec<String>,
    diagnostics: Vec<Diagnostic>,
}

/// So many diagnostics are told; a file of garbage must not become a megabyte of answers.
const DIAGNOSTIC_LIMIT: usize = 500;

impl Report {
    pub(super) const fn new(files: Vec<String>) -> Self {
        Self { files, diagnostics: Vec::new() }
    }

    pub(super) fn error(&mut self, code: &'static str, at: Place, message: impl Into<String>, hint: Option<String>) {
        self.push(Severity::Error, code, at, message.into(), hint);
    }

    pub(super) fn warning(&mut self, code: &'static str, at: Place, message: impl Into<String>, hint: Option<String>) {
        self.push(Severity::Warning, code, at, message.into(), hint);
    }

    fn push(&mut self, severity: Severity, code: &'static str, at: Place, message: String, hint: Option<String>) {
        let file = self.files.get(at.file).cloned().unwrap_or_default();
        let diagnostic = Diagnostic { severity, code, file, line: at.line, column: at.column, message, hint };
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Sorted by file and place, errors kept before warnings when there are too many.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        self.diagnostics.truncate(DIAGNOSTIC_LIMIT);
        self.diagnostics.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
        self.diagnostics
    }
}

/// The nearest of some names, if one is near enough to be a slip of the fingers.
pub(crate) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near_enough = name.chars().count() / 4 + 1;
    names
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= near_enough)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The hint that names the nearest name, or else all of them when they are few.
pub(super) fn name_hint<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let names: Vec<&str> = names.into_iter().collect();
    if let Some(near) = nearest(name, names.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    if names.is_empty() || names.len() > 24 {
        return None;
    }
    Some(format!("expected one of {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")))
}
