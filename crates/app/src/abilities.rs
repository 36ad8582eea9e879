//! What a document lets anybody do at all (access.md §3).

use std::collections::BTreeMap;

use access::{Facts, Manage, View};
use serde_json::json;
use vocab::{Ability, DocumentId};

use crate::audit::{Act, watched};
use crate::content;
use crate::cx::{App, Cx};
use crate::documents::{self, DocumentRef};
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
///
/// # Errors
/// It is not there, or not for this actor.
pub async fn get(app: &App, cx: &Cx, document: &DocumentRef) -> Result<BTreeMap<Ability, AbilityState>, AppError> {
    let tx = app.read().await?;
    let id = documents::resolve(&tx, cx, document).await?;
    cx.allow::<View, _>(tx.facts(), id)?;
    Ok(shown(tx.facts(), id))
}

/// Switches abilities; for managers.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn change(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    changes: BTreeMap<Ability, bool>,
) -> Result<BTreeMap<Ability, AbilityState>, AppError> {
    let id = documents::resolve(&app.read().await?, cx, document).await?;
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), id)?;
        for (ability, on) in &changes {
            store::abilities::set(&tx, &may, *ability, *on).await?;
        }
        Act::on("abilities", id).called(content::name(tx.facts(), id.into())).with(json!(changes)).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "abilities", id, work).await?;
    get(app, cx, &id.into()).await
}

fn shown(facts: &Facts, document: DocumentId) -> BTreeMap<Ability, AbilityState> {
    let state = |ability: Ability| {
        let (available, default_on) = facts.ability_setting(ability);
        AbilityState { on: facts.ability(document, ability), available, default_on }
    };
    Ability::ALL.iter().map(|ability| (*ability, state(*ability))).collect()
}
