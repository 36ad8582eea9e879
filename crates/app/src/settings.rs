//! Settings of the instance; for admins.

use std::collections::BTreeMap;

pub use access::PublicLinks;
use access::{Administer, Instance, Setting};
use serde_json::json;
use vocab::{Ability, ContentRole, Title};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::error::AppError;

/// An ability's switch for the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AbilitySwitch {
    /// Whether documents may have it at all.
    pub available: bool,
    /// What new documents start with.
    pub default_on: bool,
}

/// Settings of the instance.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the organization is called.
    pub organization: String,
    /// Whether members may add content at the root of Shared.
    pub content_organization: bool,
    /// What everyone gets on new content at the root of Shared.
    pub default_content_role: ContentRole,
    /// Who may come through links that let everyone in.
    pub public_links: PublicLinks,
    /// Whether managers may make a folder or document stand alone.
    pub stop_inheriting: bool,
    /// Whether boost flags have effect.
    pub boost_available: bool,
    /// Whether managers, not only admins, may set boost flags.
    pub members_may_boost: bool,
    /// Whether the default organization role carries the boost flag.
    pub default_boost: bool,
    /// For how many days things stay in the trash.
    pub trash_days: u32,
    /// The abilities.
    pub abilities: BTreeMap<Ability, AbilitySwitch>,
}

/// Changes of settings; what is none stays as it is.
#[derive(Debug, Clone, Default)]
pub struct SettingsChange {
    /// What the organization is called.
    pub organization: Option<Title>,
    /// Whether members may add content at the root of Shared.
    pub content_organization: Option<bool>,
    /// What everyone gets on new content at the root of Shared.
    pub default_content_role: Option<ContentRole>,
    /// Who may come through links that let everyone in.
    pub public_links: Option<PublicLinks>,
    /// Whether managers may make a folder or document stand alone.
    pub stop_inheriting: Option<bool>,
    /// Whether boost flags have effect.
    pub boost_available: Option<bool>,
    /// Whether managers, not only admins, may set boost flags.
    pub members_may_boost: Option<bool>,
    /// Whether the default organization role carries the boost flag.
    pub default_boost: Option<bool>,
    /// For how many days things stay in the trash.
    pub trash_days: Option<u32>,
    /// The abilities to change.
    pub abilities: BTreeMap<Ability, AbilitySwitch>,
}

/// The settings.
///
/// # Errors
/// Refused to everybody but admins.
pub async fn get(app: &App, cx: &Cx) -> Result<Settings, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<Administer, _>(facts, Instance)?;
    let organization = store::settings::organization(&tx).await?;
    let ability = |ability: &Ability| {
        let (available, default_on) = facts.ability_setting(*ability);
        (*ability, AbilitySwitch { available, default_on })
    };
    Ok(Settings {
        organization: organization.map_or_else(String::new, |name| name.to_string()),
        content_organization: facts.settings().content_organization,
        default_content_role: facts.settings().default_content_role,
        public_links: facts.settings().public_links,
        stop_inheriting: facts.settings().stop_inheriting,
        boost_available: facts.settings().boost_available,
        members_may_boost: facts.settings().members_may_boost,
        default_boost: facts.settings().default_boost,
        trash_days: store::settings::trash_days(&tx).await?,
        abilities: Ability::ALL.iter().map(ability).collect(),
    })
}

/// Changes settings.
///
/// # Errors
/// Refused to everybody but admins.
pub async fn change(app: &App, cx: &Cx, change: SettingsChange) -> Result<Settings, AppError> {
    if change.default_content_role == Some(ContentRole::Owner) {
        return Err(AppError::invalid("/default_content_role", "owner_not_granted", "everyone cannot be the owner"));
    }
    if change.trash_days.is_some_and(|days| !(1..=LONGEST).contains(&days)) {
        return Err(AppError::invalid("/trash_days", "value_invalid", format!("things stay in the trash for 1 to {LONGEST} days")));
    }
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        if let Some(name) = &change.organization {
            store::settings::set_organization(&tx, &may, name).await?;
        }
        let settings = [
            change.content_organization.map(Setting::ContentOrganization),
            change.default_content_role.map(Setting::DefaultContentRole),
            change.public_links.map(Setting::PublicLinks),
            change.stop_inheriting.map(Setting::StopInheriting),
            change.boost_available.map(Setting::BoostAvailable),
            change.members_may_boost.map(Setting::MembersMayBoost),
            change.default_boost.map(Setting::DefaultBoost),
        ];
        for setting in settings.into_iter().flatten() {
            store::settings::set(&tx, &may, setting).await?;
        }
        if let Some(days) = change.trash_days {
            store::settings::set_trash_days(&tx, &may, days).await?;
        }
        for (ability, switch) in &change.abilities {
            store::abilities::set_for_instance(&tx, &may, *ability, switch.available, switch.default_on).await?;
        }
        let details = json!({
            "organization": change.organization,
            "content_organization": change.content_organization,
            "default_content_role": change.default_content_role,
            "public_links": change.public_links,
            "stop_inheriting": change.stop_inheriting,
            "boost_available": change.boost_available,
            "members_may_boost": change.members_may_boost,
            "default_boost": change.default_boost,
            "trash_days": change.trash_days,
            "abilities": change.abilities.iter().map(audited).collect::<serde_json::Map<_, _>>(),
        });
        Act::on("settings_change", "settings").with(details).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "settings_change", "settings", work).await?;
    get(app, cx).await
}

/// How an ability's switches stand from now on.
fn audited((ability, switch): (&Ability, &AbilitySwitch)) -> (String, serde_json::Value) {
    (ability.as_str().to_owned(), json!({"available": switch.available, "default_on": switch.default_on}))
}

/// Ten years: longer is never.
const LONGEST: u32 = 3_650;
