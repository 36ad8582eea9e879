//! Why something is allowed or not, as data with a stable code and a text that says what to do.

use std::fmt;

use vocab::{Ability, ConnectionRole, ContentRole, FieldPath, ModelName};

use crate::{LinkMode, QueryKind, SourceKind, Verb};

/// One reason of a decision.
///
/// What stands in a refusal is safe to show to whoever was refused: it names no folder, group or person that they may not know.
/// The reasons of [`decide`](crate::decide) name them, and are for managers and admins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody is signed in.
    NotSignedIn,
    /// The person is deactivated or gone.
    Deactivated,
    /// The thing is not there, or not for them: the two are never told apart.
    NotFound,
    /// The content role is too weak.
    NeedsRole { needs: ContentRole, has: ContentRole },
    /// Only its owner may.
    OwnerOnly,
    /// The ability is off on the document.
    AbilityOff(Ability),
    /// The ability is off on the whole instance.
    AbilityUnavailable(Ability),
    /// The thing lies in the trash.
    Trashed,
    /// Only admins may.
    AdminsOnly,
    /// Members may not add to the root of Shared.
    ContentOrganizationOff,
    /// Managers may not make anything stand alone.
    StopInheritingOff,
    /// Somebody else's content does not go into a personal hub.
    OthersContent,
    /// The verb does not fit the object.
    NotApplicable(Verb),
    /// A chain longer than the limits allow; nothing is decided in favour.
    TooDeep,
    /// The connection role is too weak.
    NeedsConnectionRole { needs: ConnectionRole, has: ConnectionRole },
    /// The connection role is too weak for this kind of query at this door.
    KindNeedsRole { kind: QueryKind, dashboard: bool, needs: ConnectionRole, has: ConnectionRole },
    /// Who only looks at a workbook sees its tabs on topics.
    WorkbookTopicsOnly { kind: QueryKind },
    /// The link does not give this right.
    LinkRightMissing,
    /// A user attribute has no value.
    MissingAttribute(ModelName),
    /// The person's groups give different values to an attribute that holds one.
    AttributeClash(ModelName),
    /// None of an item's access grants is held.
    GrantMissing { item: String },
    /// No row of the report's tenant table is theirs.
    TenantUnassigned,
    /// The tenant table limits a field that the query cannot be limited by.
    TenantField(FieldPath),
    /// The tenant table limits rows, and the query is written in SQL.
    TenantSql,
    /// Boost flags are switched off on the instance.
    BoostUnavailable,
    /// Setting the boost flag is for others.
    BoostNotYours,

    /// The person administers the instance.
    Admin,
    /// A content role and where it comes from.
    Content { kind: SourceKind, role: ContentRole, node: Option<String>, via: Vec<String> },
    /// The ability is on.
    AbilityOn(Ability),
    /// Members may add here.
    HubOpen,
    /// Something inside is shared with them, so the name shows.
    NameOnly,
    /// The link lets visitors in.
    LinkOpen(LinkMode),
    /// A connection role and which group gives it.
    Connection { role: ConnectionRole, via: Option<String> },
    /// A boosted grant lifts the kind of query.
    Boosted,
    /// Anyone with a login may.
    Member,
}

impl Reason {
    /// A stable word for the API, the audit log and the documentation.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "not_signed_in",
            Self::Deactivated => "deactivated",
            Self::NotFound => "not_found",
            Self::NeedsRole { .. } => "content_role",
            Self::OwnerOnly => "owner_only",
            Self::AbilityOff(_) => "ability_off",
            Self::AbilityUnavailable(_) => "ability_unavailable",
            Self::Trashed => "trashed",
            Self::AdminsOnly => "admins_only",
            Self::ContentOrganizationOff => "content_organization_off",
            Self::StopInheritingOff => "stop_inheriting_off",
            Self::OthersContent => "others_content",
            Self::NotApplicable(_) => "not_applicable",
            Self::TooDeep => "too_deep",
            Self::NeedsConnectionRole { .. } => "connection_role",
            Self::KindNeedsRole { .. } => "query_kind",
            Self::WorkbookTopicsOnly { .. } => "workbook_topics_only",
            Self::LinkRightMissing => "link_right",
            Self::MissingAttribute(_) => "missing_attribute",
            Self::AttributeClash(_) => "attribute_clash",
            Self::GrantMissing { .. } => "access_grant",
            Self::TenantUnassigned => "tenant_unassigned",
            Self::TenantField(_) => "tenant_field",
            Self::TenantSql => "tenant_sql",
            Self::BoostUnavailable => "boost_unavailable",
            Self::BoostNotYours => "boost_not_yours",
            Self::Admin => "admin",
            Self::Content { .. } => "content_source",
            Self::AbilityOn(_) => "ability_on",
            Self::HubOpen => "hub_open",
            Self::NameOnly => "name_only",
            Self::LinkOpen(_) => "link_open",
            Self::Connection { .. } => "connection_source",
            Self::Boosted => "boosted",
            Self::Member => "member",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSignedIn => f.write_str("Nobody is signed in. Sign in and try again."),
            Self::Deactivated => f.write_str("The account is deactivated. An admin can activate it again."),
            Self::NotFound => {
                f.write_str("There is nothing here, or it is not shared with this person. Somebody who manages it can share it.")
            }
            Self::NeedsRole { needs, has } => {
                write!(f, "This needs the content role {needs}, and the role here is {has}. A manager of it can give the role.")
            }
            Self::OwnerOnly => f.write_str("Only the owner may do this. A manager can transfer the ownership."),
            Self::AbilityOff(ability) => write!(f, "The ability `{ability}` is off on this document. A manager of it can switch it on."),
            Self::AbilityUnavailable(ability) => {
                write!(f, "The ability `{ability}` is off on the whole instance. An admin can make it available.")
            }
            Self::Trashed => f.write_str("It lies in the trash. Restore it first."),
            Self::AdminsOnly => f.write_str("Only admins of the instance may do this. Ask one of them."),
            Self::ContentOrganizationOff => f.write_str(
                "Members may not add content at the root of Shared. Add it to a folder where the role is editor, or ask an admin.",
            ),
            Self::StopInheritingOff => {
                f.write_str("On this instance nothing may stop inheriting from its folder. An admin can allow it in the settings.")
            }
            Self::OthersContent => {
                f.write_str("It is, or holds, content that somebody else owns. Move it to a shared folder, or have it transferred first.")
            }
            Self::NotApplicable(verb) => {
                write!(f, "`{}` is not done with a thing like this. Look at its `can` list for what may be done.", verb.as_str())
            }
            Self::TooDeep => f.write_str("Folders or groups are nested deeper than can be decided. Move it further up."),
            Self::NeedsConnectionRole { needs, has } => {
                write!(
                    f,
                    "This needs the connection role {needs}, and the role is {has}. Someone who administers the connection can give it."
                )
            }
            Self::KindNeedsRole { kind, dashboard, needs, has } => {
                let place = if *dashboard { "on a dashboard" } else { "in a workbook" };
                let remedy = match (kind, dashboard) {
                    (QueryKind::Topic | QueryKind::Dataset, _) => "Someone who administers the connection can give the role.",
                    (_, true) => "Build the tile on a topic, give the role, or boost the grant.",
                    (_, false) => "Build the query on a topic, or ask for the role.",
                };
                let kind = kind.as_str();
                write!(f, "A query of the kind {kind} {place} needs the connection role {needs}, and the role is {has}. {remedy}")
            }
            Self::WorkbookTopicsOnly { kind } => write!(
                f,
                "Who may only look at the workbook sees what is built on a topic, and this is of the kind {}. A manager can give the role editor.",
                kind.as_str()
            ),
            Self::LinkRightMissing => {
                f.write_str("The link does not allow this. Somebody who manages the document can add the right to the link.")
            }
            Self::MissingAttribute(name) => {
                write!(f, "The user attribute `{name}` has no value, and rows depend on it. An admin can set it for the person or a group.")
            }
            Self::AttributeClash(name) => {
                write!(
                    f,
                    "The groups give different values to the user attribute `{name}`, which holds one. An admin can set it for the person."
                )
            }
            Self::GrantMissing { item } => {
                write!(f, "The access grant `{item}` is not held. An admin can set the user attribute that it looks at.")
            }
            Self::TenantUnassigned => f.write_str(
                "No data is assigned to you in this report. Somebody who manages it can add a row for you to its tenant table.",
            ),
            Self::TenantField(field) => write!(
                f,
                "The report's tenant table limits `{field}`, and this tile cannot be limited by it. Its authors can build it on a topic that has the field."
            ),
            Self::TenantSql => f.write_str(
                "The report's tenant table limits rows, and a tile in SQL cannot be limited so. Its authors can build it on a topic.",
            ),
            Self::BoostUnavailable => f.write_str("AccessBoost is switched off on this instance. An admin can make it available."),
            Self::BoostNotYours => f.write_str(
                "Only admins may set AccessBoost here. If the instance lets members, it takes a manager of the content who is querier or more \
                 on every connection that it uses.",
            ),
            Self::Admin => f.write_str("Admin of the instance."),
            Self::Content { kind, role, node, via } => {
                write!(f, "Role {role}")?;
                match kind {
                    SourceKind::Owner => f.write_str(" as owner")?,
                    SourceKind::Admin => f.write_str(" as admin of the instance")?,
                    SourceKind::Organization => f.write_str(" through everyone in the organization")?,
                    SourceKind::Instance => f.write_str(" on everything")?,
                    SourceKind::Hub => f.write_str(" in their own documents")?,
                    SourceKind::Direct | SourceKind::Folder | SourceKind::Group => {}
                }
                if !via.is_empty() {
                    write!(f, " through {}", via.join(", which is in "))?;
                }
                if let Some(node) = node {
                    write!(f, ", granted on `{node}`")?;
                }
                f.write_str(".")
            }
            Self::AbilityOn(ability) => write!(f, "The ability `{ability}` is on."),
            Self::HubOpen => f.write_str("Members may add content at the root of Shared."),
            Self::NameOnly => f.write_str("Something inside is shared with them, so the name shows."),
            Self::LinkOpen(LinkMode::Everyone) => f.write_str("The link is open for everyone."),
            Self::LinkOpen(_) => f.write_str("The link is open for people with a role on the document."),
            Self::Connection { role, via: Some(group) } => write!(f, "Connection role {role} through {group}."),
            Self::Connection { role, via: None } => write!(f, "Connection role {role}."),
            Self::Boosted => f.write_str("A boosted grant lets them see tiles of every kind on this dashboard."),
            Self::Member => f.write_str("Anyone with a login may."),
        }
    }
}
