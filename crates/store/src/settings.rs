//! Settings of the instance. Those that decisions look at are read from the facts.

use access::{Administer, Change, Instance, Permit, PublicLinks, Setting};
use sea_orm::{EntityTrait, IntoActiveModel};
use vocab::{ContentRole, Title};

use crate::entity::setting;
use crate::words::{from_word, to_word, word};
use crate::{ReadTx, StoreError, WriteTx};

const ORGANIZATION: &str = "organization_name";

/// Sets something that decisions look at.
///
/// # Errors
/// When the database does not answer.
pub async fn set(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, setting: Setting) -> Result<(), StoreError> {
    let (name, content) = columns(setting)?;
    put(tx, name, content).await?;
    tx.record(Change::SettingPut(setting));
    Ok(())
}

/// Sets what the organization is called.
///
/// # Errors
/// When the database does not answer.
pub async fn set_organization(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, name: &Title) -> Result<(), StoreError> {
    put(tx, ORGANIZATION, name.as_str().to_owned()).await
}

/// What the organization is called; everybody who signs in reads it.
///
/// # Errors
/// When the database does not answer.
pub async fn organization(tx: &ReadTx) -> Result<Option<Title>, StoreError> {
    setting::Entity::find_by_id(ORGANIZATION).one(tx.db()).await?.map(|row| word(&row.content, "the organization's name")).transpose()
}

pub(crate) async fn put(tx: &WriteTx, name: &str, content: String) -> Result<(), StoreError> {
    crate::upsert(tx, setting::Model { name: name.to_owned(), content }.into_active_model()).await
}

pub(crate) async fn put_organization(tx: &WriteTx, name: &Title) -> Result<(), StoreError> {
    put(tx, ORGANIZATION, name.as_str().to_owned()).await
}

/// The change that a row means; none for settings that decisions do not look at.
pub(crate) fn change_of(row: &setting::Model) -> Result<Option<Change>, StoreError> {
    let what = "a setting";
    let flag = || word::<bool>(&row.content, what);
    Ok(Some(Change::SettingPut(match row.name.as_str() {
        "content_organization" => Setting::ContentOrganization(flag()?),
        "default_content_role" => Setting::DefaultContentRole(word::<ContentRole>(&row.content, what)?),
        "public_links" => Setting::PublicLinks(from_word::<PublicLinks>(&row.content, what)?),
        "stop_inheriting" => Setting::StopInheriting(flag()?),
        "boost_available" => Setting::BoostAvailable(flag()?),
        "members_may_boost" => Setting::MembersMayBoost(flag()?),
        "default_boost" => Setting::DefaultBoost(flag()?),
        _ => return Ok(None),
    })))
}

fn columns(setting: Setting) -> Result<(&'static str, String), StoreError> {
    Ok(match setting {
        Setting::ContentOrganization(on) => ("content_organization", on.to_string()),
        Setting::DefaultContentRole(role) => ("default_content_role", role.as_str().to_owned()),
        Setting::PublicLinks(mode) => ("public_links", to_word(mode)?),
        Setting::StopInheriting(on) => ("stop_inheriting", on.to_string()),
        Setting::BoostAvailable(on) => ("boost_available", on.to_string()),
        Setting::MembersMayBoost(on) => ("members_may_boost", on.to_string()),
        Setting::DefaultBoost(on) => ("default_boost", on.to_string()),
    })
}
