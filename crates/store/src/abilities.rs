//! What documents let anybody do at all. How the switches stand is read from the facts.

use access::{Administer, Change, Instance, Manage, Permit};
use sea_orm::IntoActiveModel;
use vocab::{Ability, DocumentId};

use crate::entity::{ability, ability_setting};
use crate::{StoreError, WriteTx};

/// Switches an ability of a document on or off.
///
/// # Errors
/// When the database does not answer.
pub async fn set(tx: &WriteTx, may: &Permit<'_, Manage, DocumentId>, ability: Ability, on: bool) -> Result<(), StoreError> {
    let document = may.object();
    let row = ability::Model { document_id: document.into(), ability: ability.as_str().to_owned(), switched_on: on };
    crate::upsert(tx, row.into_active_model()).await?;
    tx.record(Change::AbilityPut { document, ability, on });
    Ok(())
}

/// Sets whether an ability is available on the instance, and what holds for documents that say nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn set_for_instance(
    tx: &WriteTx,
    _may: &Permit<'_, Administer, Instance>,
    ability: Ability,
    available: bool,
    default_on: bool,
) -> Result<(), StoreError> {
    let row = ability_setting::Model { ability: ability.as_str().to_owned(), available, default_on };
    crate::upsert(tx, row.into_active_model()).await?;
    tx.record(Change::AbilitySettingPut { ability, available, default_on });
    Ok(())
}
