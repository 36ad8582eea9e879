//! Who comes back from a provider, and what of them the provider decides.

use std::collections::BTreeSet;

use access::{Actor, Principal};
use serde_json::{Map, Value, json};
use store::system::identity;
use store::users::NewUser;
use store::{StoreError, WriteTx};
use vocab::{GroupId, UserId};

use super::error::OidcError;
use super::mapping::{self, Mapping};
use super::provider::OidcConfig;
use crate::audit::Act;
use crate::cx::{App, Cx};
use crate::error::AppError;

/// Somebody who has proved here who they are, and wants to sign in through the provider from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Linking {
    /// By their password.
    Password(UserId),
    /// By their invitation, which has to be open still.
    Invitation(UserId),
}

impl Linking {
    pub(super) const fn user(self) -> UserId {
        match self {
            Self::Password(user) | Self::Invitation(user) => user,
        }
    }
}

/// The person of these claims, brought to what the provider says of them, in one transaction; nothing is left of it when anything is refused.
pub(super) async fn settle(
    app: &App,
    cx: &Cx,
    config: &OidcConfig,
    claims: &Map<String, Value>,
    linking: Option<Linking>,
) -> Result<UserId, AppError> {
    let email = mapping::verified_email(claims)?;
    let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default();
    let issuer = config.issuer.as_str();
    let tx = app.write(cx).await?;
    let facts = tx.facts();
    let known = identity::of_subject(&tx, issuer, subject).await?;
    let user = match (known, linking) {
        (Some(user), Some(linking)) if user != linking.user() => return Err(OidcError::SomebodyElse.into()),
        (Some(user), _) => user,
        (None, Some(linking)) => {
            let user = linking.user();
            // What they proved here was to be this person; the provider has to mean the same one (T52).
            let same = facts.user(user).is_some_and(|user| *user.email == email);
            let open = match linking {
                Linking::Password(_) => !identity::signs_in_elsewhere(&tx, user).await?,
                Linking::Invitation(_) => identity::invited(&tx, user, app.clock.now()).await?,
            };
            if !same || !open {
                return Err(OidcError::SomebodyElse.into());
            }
            user
        }
        (None, None) => {
            // The first of all is the admin, by the code in the log (T79).
            let set_up = facts.users().next().is_some();
            if set_up && store::system::sign_in(&tx, &email).await?.is_some() {
                return Err(OidcError::EmailTaken.into());
            }
            if !set_up || !config.create_people {
                return Err(OidcError::Unknown.into());
            }
            app.id()
        }
    };
    let present = facts.user(user);
    if present.as_ref().is_some_and(|user| !user.active) {
        return Err(OidcError::Deactivated.into());
    }
    let is_new = present.is_none();
    let cx = &Cx { actor: Actor::User(user), ..cx.clone() };
    if is_new {
        let name = mapping::name(claims, &email).ok_or(OidcError::EmailUnverified)?;
        let new = NewUser { id: user, name, email, password_hash: None, is_admin: false, at: app.clock.now() };
        identity::create_for_subject(&tx, &new, issuer, subject).await.map_err(taken)?;
        let act = Act::on("user_create", user).called(new.name.as_str());
        act.with(json!({"is_admin": false, "issuer": issuer})).done(app, cx, &tx).await?;
    } else if known.is_none() {
        identity::link(&tx, user, issuer, subject, app.clock.now()).await.map_err(taken)?;
        Act::on("identity_link", user).with(json!({"issuer": issuer})).done(app, cx, &tx).await?;
    }
    groups(app, cx, &tx, user, &config.mapping, claims).await?;
    attributes(app, cx, &tx, user, &config.mapping, claims).await?;
    tx.commit().await?;
    Ok(user)
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Conflict { what: "email" } => OidcError::EmailTaken.into(),
        StoreError::Conflict { what: "subject" } => OidcError::SomebodyElse.into(),
        error => error.into(),
    }
}

/// Puts the person into the mapped groups that the provider names, and takes them out of the mapped ones that it does not. Others are not touched.
async fn groups(app: &App, cx: &Cx, tx: &WriteTx, user: UserId, mapping: &Mapping, claims: &Map<String, Value>) -> Result<(), AppError> {
    let facts = tx.facts();
    let member = Principal::User(user);
    let present: BTreeSet<GroupId> = facts.groups_of(member).into_iter().collect();
    for (group, wanted) in mapping.groups(claims) {
        let found = match group.parse::<GroupId>() {
            Ok(id) => facts.group(id).map(|name| (id, name)),
            Err(_) => facts.groups().find(|(_, name)| *name == group),
        };
        let Some((id, name)) = found else {
            tracing::warn!(group, "the setting `oidc_groups` names a group that is not here");
            continue;
        };
        if present.contains(&id) == wanted {
            continue;
        }
        identity::put_member(tx, user, id, wanted).await?;
        let act = Act::on(if wanted { "member_put" } else { "member_remove" }, id).called(name);
        act.with(json!({"member": member, "by": "provider"})).done(app, cx, tx).await?;
    }
    Ok(())
}

/// Sets the mapped attributes to what the provider says, and takes away those of which it says nothing.
async fn attributes(
    app: &App,
    cx: &Cx,
    tx: &WriteTx,
    user: UserId,
    mapping: &Mapping,
    claims: &Map<String, Value>,
) -> Result<(), AppError> {
    let facts = tx.facts();
    let holder = Principal::User(user);
    let present = facts.own_attributes(holder);
    for (claim, name) in &mapping.attributes {
        let Some(attribute) = facts.attributes().find(|attribute| attribute.name == name) else {
            tracing::warn!(attribute = %name, "the setting `oidc_attributes` names an attribute that is not here");
            continue;
        };
        let values = mapping::values(mapping::claim(claims, claim), name, attribute.kind, attribute.multiple)?;
        let before = present.iter().find(|(known, _)| *known == name).map(|(_, values)| *values);
        if before == values.as_deref() {
            continue;
        }
        identity::put_value(tx, user, name, values.as_deref()).await?;
        let act = Act::on(if values.is_some() { "attribute_put" } else { "attribute_remove" }, user);
        act.with(json!({"attribute": name, "values": values, "by": "provider"})).done(app, cx, tx).await?;
    }
    Ok(())
}
