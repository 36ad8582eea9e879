//! What a document lets anybody do at all (access.md §3).

use std::collections::BTreeMap;

use vocab::Ability;

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;

/// One ability of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AbilityState {
    /// On for this document.
    pub on: bool,
    /// Whether admins make it available at all.
    pub available: bool,
    /// What new documents start with.
    pub default_on: bool,
}

/// The abilities of a document.
pub async fn get(app: &App, cx: &Cx, document: &DocumentRef) -> Result<BTreeMap<Ability, AbilityState>, AppError> {
    todo!()
}

/// Switches abilities; for managers.
pub async fn change(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    changes: BTreeMap<Ability, bool>,
) -> Result<BTreeMap<Ability, AbilityState>, AppError> {
    todo!()
}
