//! Set-up, sign-in, users, groups, attributes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocab::Secret;

use super::common::{Principal, Ref, Scalar, scalars, words};
use super::own::ViewingAs;

/// Whether the first admin is still to be made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SetupState {
    pub needed: bool,
}

/// The first admin and the organization's name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetupRequest {
    /// The one-time code from the server's log.
    #[schema(value_type = String)]
    pub code: Secret<String>,
    #[schema(example = "Ana Lindqvist")]
    pub name: String,
    #[schema(example = "ana@example.com")]
    pub email: String,
    #[schema(value_type = String, format = Password)]
    pub password: Secret<String>,
    #[schema(example = "Example Airlines")]
    pub organization: String,
}

/// What proves who somebody is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    #[schema(example = "ana@example.com")]
    pub email: String,
    #[schema(value_type = String, format = Password)]
    pub password: Secret<String>,
}

/// Who is asking.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    pub id: String,
    pub name: String,
    pub email: String,
    pub is_admin: bool,
    /// The organization's name.
    pub organization: String,
    /// `create_content`, `administer`, `see_people`.
    pub can: Vec<String>,
    /// Whether there is a password here to change.
    pub local_sign_in: bool,
    /// As whom the caller looks, if not as themselves.
    pub view_as: Option<ViewingAs>,
}

impl Me {
    pub(crate) fn new(me: &app::sessions::Me) -> Self {
        Self {
            id: me.id.to_string(),
            name: me.name.clone(),
            email: me.email.to_string(),
            is_admin: me.is_admin,
            organization: me.organization.clone(),
            can: words(&me.can),
            local_sign_in: me.has_password,
            view_as: me.view_as.as_ref().map(ViewingAs::new),
        }
    }
}

/// A person with a login.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct User {
    pub id: String,
    pub name: String,
    pub email: String,
    pub is_admin: bool,
    pub active: bool,
    /// The groups that this person is a direct member of.
    pub groups: Vec<Ref>,
    /// The person's own values.
    pub attributes: BTreeMap<String, Vec<Scalar>>,
    /// Signs in through the organization's provider.
    pub elsewhere: bool,
    pub local_sign_in: bool,
    /// When the open invitation ends.
    pub invited_until: Option<String>,
    pub created_at: String,
    pub last_seen_at: Option<String>,
}

impl User {
    pub(crate) fn new(user: &app::users::User) -> Self {
        Self {
            id: user.id.to_string(),
            name: user.name.clone(),
            email: user.email.to_string(),
            is_admin: user.is_admin,
            active: user.active,
            groups: user.groups.iter().map(|group| Ref::new(group.id, &group.name)).collect(),
            attributes: scalars(&user.attributes),
            elsewhere: user.elsewhere,
            local_sign_in: user.has_password,
            invited_until: user.invited_until.map(|at| at.to_string()),
            created_at: user.created_at.to_string(),
            last_seen_at: user.last_seen_at.map(|at| at.to_string()),
        }
    }
}

/// A person to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUser {
    pub name: String,
    pub email: String,
    /// Without one, invite the person: they set it themselves.
    #[schema(value_type = Option<String>, format = Password)]
    pub password: Option<Secret<String>>,
    #[serde(default)]
    pub is_admin: bool,
}

/// What to change of a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserChange {
    pub name: Option<String>,
    /// `false` ends every session at once.
    pub active: Option<bool>,
    pub is_admin: Option<bool>,
    #[schema(value_type = Option<String>, format = Password)]
    pub password: Option<Secret<String>>,
    /// Who gets the content of somebody who is deactivated.
    pub hand_over_to: Option<String>,
}

/// Which users.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleQuery {
    /// Part of a name or address.
    pub q: Option<String>,
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A named set of users and groups.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Group {
    pub id: String,
    pub name: String,
    pub members: Vec<NamedPrincipal>,
    /// How many different people it holds, through nested groups too.
    pub user_count: u64,
    /// The group's own values, which its members take over.
    pub attributes: BTreeMap<String, Vec<Scalar>>,
}

impl Group {
    pub(crate) fn new(group: &app::groups::Group) -> Self {
        let member =
            |(principal, name): &(access::Principal, String)| NamedPrincipal { principal: Principal::new(*principal), name: name.clone() };
        Self {
            id: group.id.to_string(),
            name: group.name.clone(),
            members: group.members.iter().map(member).collect(),
            user_count: group.user_count,
            attributes: scalars(&group.attributes),
        }
    }
}

/// A principal with its name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NamedPrincipal {
    pub principal: Principal,
    pub name: String,
}

/// A group to add or its new name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupName {
    pub name: String,
}

/// Somebody who can be given access, as pickers show them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PrincipalItem {
    pub principal: Principal,
    pub name: String,
    /// Of a user.
    pub email: Option<String>,
    /// How many people a group or the organization holds.
    pub members: Option<u64>,
}

impl PrincipalItem {
    pub(crate) fn new(found: &app::principals::PrincipalView) -> Self {
        Self {
            principal: Principal::new(found.principal),
            name: found.name.clone(),
            email: found.email.as_ref().map(ToString::to_string),
            members: found.members,
        }
    }
}

/// Whom to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PrincipalsQuery {
    /// Part of a name or address.
    pub q: Option<String>,
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
}

/// The type of an attribute's values.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AttributeKind {
    String,
    Number,
    Boolean,
}

impl From<vocab::AttributeKind> for AttributeKind {
    fn from(kind: vocab::AttributeKind) -> Self {
        match kind {
            vocab::AttributeKind::String => Self::String,
            vocab::AttributeKind::Number => Self::Number,
            vocab::AttributeKind::Boolean => Self::Boolean,
        }
    }
}

impl From<AttributeKind> for vocab::AttributeKind {
    fn from(kind: AttributeKind) -> Self {
        match kind {
            AttributeKind::String => Self::String,
            AttributeKind::Number => Self::Number,
            AttributeKind::Boolean => Self::Boolean,
        }
    }
}

/// A user attribute: what row rules of models compare with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Attribute {
    pub name: String,
    pub label: String,
    pub kind: AttributeKind,
    pub multiple: bool,
    /// What people have who have no value of their own or by a group.
    pub default: Option<Vec<Scalar>>,
    /// Kept by the server itself; it cannot be changed.
    pub system: bool,
}

impl Attribute {
    pub(crate) fn new(attribute: &app::attributes::Attribute) -> Self {
        Self {
            name: attribute.name.to_string(),
            label: attribute.label.clone(),
            kind: attribute.kind.into(),
            multiple: attribute.multiple,
            default: attribute.default.as_ref().map(|values| values.iter().map(Scalar::from).collect()),
            system: attribute.system,
        }
    }
}

/// An attribute to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAttribute {
    #[schema(example = "carrier")]
    pub name: String,
    pub label: Option<String>,
    pub kind: AttributeKind,
    #[serde(default)]
    pub multiple: bool,
    pub default: Option<Vec<Scalar>>,
}

/// The values somebody gets; at least one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttributeValues {
    pub values: Vec<Scalar>,
}

/// Who takes over what a person owns who is deleted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HandOverQuery {
    /// A user's id; needed when the person owns content.
    pub hand_over_to: Option<String>,
}

/// What a person owns.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Owned {
    /// Folders and documents by name; the first 200.
    pub content: Vec<Ref>,
    /// How many folders and documents in all.
    pub count: u64,
    /// How many personal tokens end with the person.
    pub tokens: u64,
}

impl Owned {
    pub(crate) fn new(owned: &app::users::Owned) -> Self {
        let content = owned.content.iter().map(|node| Ref::new(node.id, &node.name)).collect();
        Self { content, count: owned.count, tokens: owned.tokens }
    }
}

/// A one-time way to set a first password.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// For the person alone; it is not shown again.
    #[schema(example = "https://analytics.example.com/invite#…")]
    pub url: String,
    pub expires_at: String,
}

impl Invitation {
    pub(crate) fn new(invitation: &app::users::Invitation) -> Self {
        Self { url: invitation.url.expose().clone(), expires_at: invitation.expires_at.to_string() }
    }
}

/// The secret of an invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationCode {
    /// What stands behind `#` in its address.
    #[schema(value_type = String)]
    pub code: Secret<String>,
}

/// Whom an invitation is for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invited {
    pub name: String,
    pub email: String,
    pub organization: String,
}

impl Invited {
    pub(crate) fn new(invited: &app::users::Invited) -> Self {
        Self { name: invited.name.clone(), email: invited.email.to_string(), organization: invited.organization.clone() }
    }
}

/// The first password of somebody who is invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationAccepted {
    #[schema(value_type = String)]
    pub code: Secret<String>,
    #[schema(value_type = String, format = Password)]
    pub password: Secret<String>,
}
