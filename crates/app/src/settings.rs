//! Settings of the instance; for admins.

use std::collections::BTreeMap;

use access::PublicLinks;
use vocab::{Ability, ContentRole, Title};

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
    /// The abilities to change.
    pub abilities: BTreeMap<Ability, AbilitySwitch>,
}

/// The settings.
pub async fn get(app: &App, cx: &Cx) -> Result<Settings, AppError> {
    todo!()
}

/// Changes settings.
pub async fn change(app: &App, cx: &Cx, change: SettingsChange) -> Result<Settings, AppError> {
    todo!()
}
