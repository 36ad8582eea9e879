//! Settings.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use vocab::Ability;

use crate::dto::admin::{Settings, SettingsChange};
use crate::error::Refusal;
use crate::extract::{Asker, Body, Faults};
use crate::state::Server;

/// Read the settings.
#[utoipa::path(
    get,
    path = "/settings",
    tag = "admin",
    responses((status = 200, description = "The answer", body = Settings))
)]
pub(crate) async fn read_settings(State(server): State<Server>, Asker(cx): Asker) -> Result<Json<Settings>, Refusal> {
    Ok(Json(Settings::new(&app::settings::get(&server.app, &cx).await?)))
}

/// Change settings.
#[utoipa::path(
    patch,
    path = "/settings",
    tag = "admin",
    request_body = SettingsChange,
    responses((status = 200, description = "The answer", body = Settings))
)]
pub(crate) async fn change_settings(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<SettingsChange>,
) -> Result<Json<Settings>, Refusal> {
    let mut faults = Faults::default();
    let organization = faults.parse_some("/organization", body.organization.as_deref());
    let mut abilities = BTreeMap::new();
    for (name, switch) in &body.abilities {
        if let Some(ability) = faults.parse::<Ability>(&format!("/abilities/{name}"), name) {
            abilities.insert(ability, app::settings::AbilitySwitch { available: switch.available, default_on: switch.default_on });
        }
    }
    faults.check()?;
    let change = app::settings::SettingsChange {
        organization,
        content_organization: body.content_organization,
        default_content_role: body.default_content_role.map(Into::into),
        public_links: body.public_links.map(Into::into),
        stop_inheriting: body.stop_inheriting,
        boost_available: body.boost_available,
        members_may_boost: body.members_may_boost,
        default_boost: body.default_boost,
        trash_days: body.trash_days,
        abilities,
    };
    Ok(Json(Settings::new(&app::settings::change(&server.app, &cx, change).await?)))
}
