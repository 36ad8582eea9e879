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
    /// Files from here on are a workbook's own; those before belong to the shared model, which was checked by itself.
    own_from: usize,
    /// Whoever wrote the own files may know every name of the shared model.
    open: bool,
    diagnostics: Vec<Diagnostic>,
}

/// Codes whose hints name what is there instead.
const NAMING: &[&str] = &[
    "column_unknown",
    "field_unknown",
    "grant_unknown",
    "key_missing",
    "reference_unknown",
    "relationship_missing",
    "table_unknown",
    "view_unknown",
];

/// So many diagnostics are told; a file of garbage must not become a megabyte of answers.
const DIAGNOSTIC_LIMIT: usize = 500;

impl Report {
    pub(super) const fn new(files: Vec<String>) -> Self {
        Self { files, own_from: 0, open: true, diagnostics: Vec::new() }
    }

    /// For a workbook's own files after those of the shared model. Unless it is `open`, hints that name what the files do not name are left out.
    pub(super) const fn of_own(files: Vec<String>, own_from: usize, open: bool) -> Self {
        Self { files, own_from, open, diagnostics: Vec::new() }
    }

    pub(super) fn error(&mut self, code: &'static str, at: Place, message: impl Into<String>, hint: Option<String>) {
        self.push(Severity::Error, code, at, message.into(), hint);
    }

    pub(super) fn warning(&mut self, code: &'static str, at: Place, message: impl Into<String>, hint: Option<String>) {
        self.push(Severity::Warning, code, at, message.into(), hint);
    }

    fn push(&mut self, severity: Severity, code: &'static str, at: Place, message: String, hint: Option<String>) {
        let file = self.files.get(at.file).cloned().unwrap_or_default();
        let hint = hint.filter(|_| self.open || !NAMING.contains(&code));
        let mut diagnostic = Diagnostic { severity, code, file, line: at.line, column: at.column, message, hint };
        if at.file < self.own_from {
            // The shared model is sound by itself, so this is what the own files do to it.
            if severity == Severity::Warning {
                return;
            }
            let Some(first) = self.files.get(self.own_from) else { return };
            let said = format!("this does not go with `{}` of the shared model: {}", diagnostic.file, diagnostic.message);
            diagnostic.message = if self.open { said } else { "this does not go with the shared model".to_owned() };
            (diagnostic.code, diagnostic.file, diagnostic.line, diagnostic.column) = ("own_model_clash", first.clone(), 1, 1);
            diagnostic.hint = None;
        }
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
