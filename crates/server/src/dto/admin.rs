//! Audit and settings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::{Ref, Role};

/// One decision or change, as it was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    pub at: String,
    /// Its place in the log, without gaps.
    pub seq: i64,
    /// Who: a user or link with its name at that time; the id is `anonymous` for nobody.
    pub actor: Ref,
    /// As whom the actor looked, when as somebody else.
    pub as_whom: Option<Ref>,
    /// `page`, `api`, `link` or `system`.
    pub door: String,
    pub verb: String,
    pub object: String,
    /// What the object was called at that time.
    pub object_name: String,
    /// `done`, `refused` or `failed`.
    pub result: String,
    pub codes: Vec<String>,
    pub request_id: String,
    pub address: Option<String>,
    /// Before and after, counts and the like; `null` when there is nothing to say.
    pub details: serde_json::Value,
}

impl AuditEntry {
    pub(crate) fn new(entry: &app::audit::AuditEntry) -> Self {
        Self {
            at: entry.at.to_string(),
            seq: entry.seq,
            actor: Ref::new(&entry.actor, &entry.actor_name),
            as_whom: entry.as_whom.as_ref().map(|(id, name)| Ref::new(id, name)),
            door: entry.door.clone(),
            verb: entry.verb.clone(),
            object: entry.object.clone(),
            object_name: entry.object_name.clone(),
            result: entry.result.to_owned(),
            codes: entry.codes.clone(),
            request_id: entry.request_id.to_string(),
            address: entry.address.clone(),
            details: entry.details.clone(),
        }
    }
}

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    /// A user's or link's id.
    pub actor: Option<String>,
    pub verb: Option<String>,
    /// An id.
    pub object: Option<String>,
    /// `done`, `refused` or `failed`.
    pub result: Option<String>,
    /// RFC 3339: from this moment on.
    pub from: Option<String>,
    /// RFC 3339: before this moment.
    pub to: Option<String>,
    /// Text anywhere in the entry.
    pub q: Option<String>,
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl From<AuditQuery> for AuditExportQuery {
    fn from(query: AuditQuery) -> Self {
        let AuditQuery { actor, verb, object, result, from, to, q, .. } = query;
        Self { actor, verb, object, result, from, to, q }
    }
}

/// Which entries of the export.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditExportQuery {
    /// A user's or link's id.
    pub actor: Option<String>,
    pub verb: Option<String>,
    /// An id.
    pub object: Option<String>,
    /// `done`, `refused` or `failed`.
    pub result: Option<String>,
    /// RFC 3339: from this moment on.
    pub from: Option<String>,
    /// RFC 3339: before this moment.
    pub to: Option<String>,
    /// Text anywhere in the entry.
    pub q: Option<String>,
}

/// Which part of an activity.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ActivityQuery {
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// What a look at the chain of the audit log found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Verified {
    /// How many entries are as they were written, from the first one on.
    pub rows: i64,
    pub intact: bool,
    /// The first place where an entry is missing or not as written.
    pub broken_at: Option<i64>,
}

impl Verified {
    pub(crate) fn new(found: app::audit::Verified) -> Self {
        Self { rows: found.rows, intact: found.broken_at.is_none(), broken_at: found.broken_at }
    }
}

/// Whom links of the mode `everyone` let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PublicLinks {
    Off,
    SignedIn,
    Anyone,
}

impl From<access::PublicLinks> for PublicLinks {
    fn from(links: access::PublicLinks) -> Self {
        match links {
            access::PublicLinks::Off => Self::Off,
            access::PublicLinks::SignedIn => Self::SignedIn,
            access::PublicLinks::Anyone => Self::Anyone,
        }
    }
}

impl From<PublicLinks> for access::PublicLinks {
    fn from(links: PublicLinks) -> Self {
        match links {
            PublicLinks::Off => Self::Off,
            PublicLinks::SignedIn => Self::SignedIn,
            PublicLinks::Anyone => Self::Anyone,
        }
    }
}

/// The instance's settings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Settings {
    pub organization: String,
    /// Members may add content at the root of Shared.
    pub content_organization: bool,
    /// What everyone gets on new content at the root of Shared.
    pub default_content_role: Role,
    pub public_links: PublicLinks,
    /// Managers may make a folder or document stand alone.
    pub stop_inheriting: bool,
    /// Boost flags have effect.
    pub boost_available: bool,
    /// Managers, not only admins, may set boost flags.
    pub members_may_boost: bool,
    /// What everyone gets on new content at the root of Shared carries the boost flag.
    pub default_boost: bool,
    /// For how many days things stay in the trash: 1 to 3650.
    pub trash_days: u32,
    pub abilities: BTreeMap<String, AbilitySwitch>,
}

impl Settings {
    pub(crate) fn new(settings: &app::settings::Settings) -> Self {
        let switch = |switch: &app::settings::AbilitySwitch| AbilitySwitch { available: switch.available, default_on: switch.default_on };
        Self {
            organization: settings.organization.clone(),
            content_organization: settings.content_organization,
            default_content_role: settings.default_content_role.into(),
            public_links: settings.public_links.into(),
            stop_inheriting: settings.stop_inheriting,
            boost_available: settings.boost_available,
            members_may_boost: settings.members_may_boost,
            default_boost: settings.default_boost,
            trash_days: settings.trash_days,
            abilities: settings.abilities.iter().map(|(ability, now)| (ability.to_string(), switch(now))).collect(),
        }
    }
}

/// What to change of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsChange {
    pub organization: Option<String>,
    pub content_organization: Option<bool>,
    pub default_content_role: Option<Role>,
    pub public_links: Option<PublicLinks>,
    /// Managers may make a folder or document stand alone.
    pub stop_inheriting: Option<bool>,
    /// Boost flags have effect.
    pub boost_available: Option<bool>,
    /// Managers, not only admins, may set boost flags.
    pub members_may_boost: Option<bool>,
    /// What everyone gets on new content at the root of Shared carries the boost flag.
    pub default_boost: Option<bool>,
    /// For how many days things stay in the trash: 1 to 3650.
    #[schema(minimum = 1, maximum = 3650, example = 30)]
    pub trash_days: Option<u32>,
    /// By ability; those that are not named stay as they are.
    #[serde(default)]
    pub abilities: BTreeMap<String, AbilitySwitch>,
}

/// An ability's switch for the instance.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AbilitySwitch {
    /// Documents may have it at all.
    pub available: bool,
    /// What new documents start with.
    pub default_on: bool,
}
