//! Who has access to a folder or document, where it comes from, and changes of it with a preview.

pub use access::SourceKind;
use access::{Change, Facts, Manage, NodeId, Principal, Source};
use jiff::Timestamp;
use serde_json::json;
use store::ReadTx;
use vocab::{ContentRole, EmailAddress, FolderId, GroupId, UserId};

use crate::audit::{Act, watched};
use crate::boost;
use crate::content;
use crate::cx::{App, Cx, Named};
use crate::error::{AppError, Conflict};
use crate::groups::principal_name;
use crate::preview::{self, Preview};
use crate::requests::{self, AccessRequest};

/// One source of a role.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// What kind.
    pub kind: SourceKind,
    /// What it gives.
    pub role: ContentRole,
    /// The folder or document that carries the grant.
    pub node: Option<Named<NodeId>>,
    /// The groups on the way, outermost first.
    pub via: Vec<Named<vocab::GroupId>>,
    /// Whether the grant carries AccessBoost.
    pub boost: bool,
}

/// A person by name and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
}

impl SourceView {
    pub(crate) fn of(facts: &Facts, source: Source) -> Self {
        let group = |id| Named { id, name: facts.group(id).unwrap_or_default().to_owned() };
        Self {
            kind: source.kind,
            role: source.role,
            node: source.node.map(|id| Named { id, name: content::name(facts, id).to_owned() }),
            via: source.via.into_iter().map(group).collect(),
            boost: source.boost,
        }
    }
}

/// Somebody with access.
#[derive(Debug, Clone)]
pub struct AccessEntry {
    /// Who.
    pub principal: Principal,
    /// Their name.
    pub name: String,
    /// A user's address.
    pub email: Option<EmailAddress>,
    /// How many people a group has.
    pub members: Option<u64>,
    /// The strongest of all sources.
    pub role: ContentRole,
    /// What is granted on this very node.
    pub direct: Option<ContentRole>,
    /// Whether that grant carries AccessBoost.
    pub boost: bool,
    /// Every source.
    pub sources: Vec<SourceView>,
    /// The folder whose grant is stronger than the direct one.
    pub overtaken_by: Option<Named<FolderId>>,
    /// When a person last opened the document.
    pub last_opened: Option<Timestamp>,
}

/// Who has access to a node.
#[derive(Debug, Clone)]
pub struct Access {
    /// The node.
    pub node: Named<NodeId>,
    /// What everyone in the organization has by a grant on this node.
    pub organization_role: ContentRole,
    /// Whether that grant carries AccessBoost.
    pub organization_boost: bool,
    /// What everyone has from above.
    pub organization_inherited: Option<(ContentRole, Named<FolderId>)>,
    /// People and groups.
    pub entries: Vec<AccessEntry>,
    /// What the actor may do here.
    pub can: Vec<&'static str>,
    /// How many report links lead into it.
    pub links: u64,
    /// Whose it is; nobody only in the answer to whoever has just given their own access away.
    pub owner: Option<Person>,
    /// Nothing comes from the folders above it.
    pub stands_alone: bool,
    /// The actor may make it stand alone.
    pub can_stop_inheriting: bool,
    /// The open requests for it.
    pub requests: Vec<AccessRequest>,
    /// The groups with a role on everything.
    pub instance_groups: Vec<(Named<GroupId>, ContentRole)>,
    /// Whether the actor may set boost flags here.
    pub can_boost: bool,
}

/// One change of a grant.
#[derive(Debug, Clone)]
pub struct GrantChange {
    /// Whose.
    pub principal: Principal,
    /// The new role; none takes the direct grant away.
    pub role: Option<ContentRole>,
    /// AccessBoost; unchanged when none.
    pub boost: Option<bool>,
}

/// Changes of access that belong together.
#[derive(Debug, Clone, Default)]
pub struct AccessChange {
    /// A new organization role.
    pub organization_role: Option<ContentRole>,
    /// Grants.
    pub changes: Vec<GrantChange>,
}

/// Who has access; for managers.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn get(app: &App, cx: &Cx, node: NodeId) -> Result<Access, AppError> {
    complete(&app.read().await?, cx, node).await
}

/// Changes access; for managers.
///
/// # Errors
/// `below_inherited`, naming the folder; somebody unknown.
pub async fn change(app: &App, cx: &Cx, node: NodeId, change: AccessChange) -> Result<Access, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let may = cx.allow::<Manage, _>(facts, node)?;
        let changes = checked(facts, node, &change)?;
        boost::allowed(cx, &tx, node, &changes).await?;
        let mut details = Vec::new();
        for change in changes {
            match change {
                Change::GrantPut { principal, role, boost, .. } => {
                    store::grants::set(&tx, &may, principal, role, boost).await?;
                    details.push(json!({"principal": principal, "role": role, "boost": boost}));
                }
                Change::GrantRemoved { principal, .. } => {
                    store::grants::remove(&tx, &may, principal).await?;
                    details.push(json!({"principal": principal, "role": null}));
                }
                _ => {}
            }
        }
        Act::on("share", node).called(content::name(facts, node)).with(json!({"changes": details})).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    let revoked: Vec<Principal> = change.changes.iter().filter(|change| change.role.is_none()).map(|change| change.principal).collect();
    watched(app, cx, "share", node, work).await?;
    let tx = app.read().await?;
    let mut access = seen_after(&tx, cx, node).await?;
    // Whoever has lost a grant and still gets in by another road is named with that road.
    let listed: Vec<Principal> = access.entries.iter().map(|entry| entry.principal).collect();
    if cx.allow::<Manage, _>(tx.facts(), node).is_ok() {
        let left = revoked.into_iter().filter(|principal| *principal != Principal::Organization && !listed.contains(principal));
        let left = left.filter_map(|principal| access::access_entry(tx.facts(), principal, node));
        access.entries.extend(left.filter(|entry| !entry.sources.is_empty()).map(|entry| entry_view(tx.facts(), entry)));
    }
    Ok(access)
}

/// The access after a change. Whoever has just given their own access away gets the empty answer, not an error after a change that was made.
pub(crate) async fn after_change(app: &App, cx: &Cx, node: NodeId) -> Result<Access, AppError> {
    seen_after(&app.read().await?, cx, node).await
}

async fn seen_after(tx: &ReadTx, cx: &Cx, node: NodeId) -> Result<Access, AppError> {
    if cx.allow::<Manage, _>(tx.facts(), node).is_ok() {
        return complete(tx, cx, node).await;
    }
    Ok(Access {
        node: Named { id: node, name: String::new() },
        organization_role: ContentRole::NoAccess,
        organization_boost: false,
        organization_inherited: None,
        entries: Vec::new(),
        can: Vec::new(),
        links: 0,
        owner: None,
        stands_alone: false,
        can_stop_inheriting: false,
        requests: Vec::new(),
        instance_groups: Vec::new(),
        can_boost: false,
    })
}

/// What the facts say of the access, with what only the rows know.
async fn complete(tx: &ReadTx, cx: &Cx, node: NodeId) -> Result<Access, AppError> {
    let may = cx.allow::<Manage, _>(tx.facts(), node)?;
    let mut access = shown(tx.facts(), cx, node);
    access.can_boost = boost::may_set(cx, tx, node).await?.is_none();
    if node.document().is_some() {
        let user = |entry: &AccessEntry| if let Principal::User(user) = entry.principal { Some(user) } else { None };
        let people: Vec<UserId> = access.entries.iter().filter_map(user).collect();
        let opened = store::visits::last_opened(tx, &may, &people).await?;
        for entry in &mut access.entries {
            entry.last_opened = user(entry).and_then(|user| opened.get(&user).copied());
        }
        access.requests = requests::of_node(tx, cx, node).await?;
    }
    Ok(access)
}

/// A person by name and address.
pub(crate) fn person(facts: &Facts, id: UserId) -> Option<Person> {
    facts.user(id).map(|user| Person { id, name: user.name.to_owned(), email: user.email.clone() })
}

/// What a change would do; changes nothing.
///
/// # Errors
/// As for the change itself.
pub async fn preview(app: &App, cx: &Cx, node: NodeId, change: AccessChange) -> Result<Preview, AppError> {
    let tx = app.read().await?;
    cx.allow::<Manage, _>(tx.facts(), node)?;
    let changes = checked(tx.facts(), node, &change)?;
    boost::allowed(cx, &tx, node, &changes).await?;
    preview::of_node(app, cx, &tx, node, &changes).await
}

/// The changes in terms of the facts, when they keep the rules.
fn checked(facts: &Facts, node: NodeId, change: &AccessChange) -> Result<Vec<Change>, AppError> {
    let present = facts.grants(node);
    let organization = change.organization_role.map(|role| GrantChange {
        principal: Principal::Organization,
        // What a node without a grant says of itself already; whether a folder says more is asked below.
        role: (role != ContentRole::NoAccess).then_some(role),
        boost: None,
    });
    let mut changes = Vec::new();
    for (index, wanted) in organization.iter().chain(&change.changes).enumerate() {
        let pointer = format!("/changes/{}", index.saturating_sub(usize::from(organization.is_some())));
        if wanted.role == Some(ContentRole::Owner) {
            return Err(AppError::invalid(pointer, "owner_not_granted", "a thing has one owner; ownership is transferred, not granted"));
        }
        let known = match wanted.principal {
            Principal::User(user) => facts.user(user).is_some_and(|user| user.active),
            Principal::Group(group) => facts.group(group).is_some(),
            Principal::Organization => true,
        };
        let direct = present.iter().find(|grant| grant.principal == wanted.principal);
        match wanted.role {
            None if direct.is_some() => changes.push(Change::GrantRemoved { node, principal: wanted.principal }),
            // Asked for by its name, no access below a folder that gives more is refused as any weaker role is, and not ignored.
            None if change.organization_role == Some(ContentRole::NoAccess) && wanted.principal == Principal::Organization => {
                floor(facts, node, Principal::Organization, ContentRole::NoAccess)?;
            }
            None => {}
            Some(_) if !known => {
                return Err(AppError::invalid(pointer, "principal_unknown", "there is nobody like that here"));
            }
            Some(role) => {
                let boost = wanted.boost.unwrap_or_else(|| direct.is_some_and(|grant| grant.boost));
                floor(facts, node, wanted.principal, role)?;
                changes.push(Change::GrantPut { node, principal: wanted.principal, role, boost });
            }
        }
    }
    Ok(changes)
}

fn floor(facts: &Facts, node: NodeId, principal: Principal, role: ContentRole) -> Result<(), Conflict> {
    access::floor_check(facts, node, principal, role)
        .map_err(|below| Conflict::BelowInherited { folder: content::name(facts, below.ancestor).to_owned(), role: below.role })
}

fn entry_view(facts: &Facts, entry: access::AccessEntry) -> AccessEntry {
    let (user, group) = match entry.principal {
        Principal::User(user) => (facts.user(user), None),
        Principal::Group(group) => (None, Some(group)),
        Principal::Organization => (None, None),
    };
    let overtaken_by =
        entry.overtaken_by.and_then(|above| Some(Named { id: above.folder()?, name: content::name(facts, above).to_owned() }));
    AccessEntry {
        principal: entry.principal,
        name: principal_name(facts, entry.principal),
        email: user.map(|user| user.email.clone()),
        members: group.map(|group| facts.count_members(group) as u64),
        role: entry.role,
        direct: entry.direct.as_ref().map(|grant| grant.role),
        boost: entry.direct.is_some_and(|grant| grant.boost),
        sources: entry.sources.into_iter().map(|source| SourceView::of(facts, source)).collect(),
        overtaken_by,
        last_opened: None,
    }
}

fn shown(facts: &Facts, cx: &Cx, node: NodeId) -> Access {
    let named = |id: NodeId| Named { id, name: content::name(facts, id).to_owned() };
    let organization = access::sources(facts, Principal::Organization, node);
    let own = facts.grants(node).into_iter().find(|grant| grant.principal == Principal::Organization);
    let above = organization.into_iter().find_map(|source| match source.node {
        Some(from @ NodeId::Folder(folder)) if from != node => {
            Some((source.role, Named { id: folder, name: content::name(facts, from).to_owned() }))
        }
        _ => None,
    });
    let entries = access::access_entries(facts, node).into_iter().filter(|entry| entry.principal != Principal::Organization);
    let mut entries: Vec<_> = entries.map(|entry| entry_view(facts, entry)).collect();
    entries.sort_by(|a, b| (b.role, &a.name).cmp(&(a.role, &b.name)));
    Access {
        node: named(node),
        organization_role: own.as_ref().map_or(ContentRole::NoAccess, |grant| grant.role),
        organization_boost: own.is_some_and(|grant| grant.boost),
        organization_inherited: above,
        entries,
        can: content::words(access::can(facts, &cx.actor, node)),
        links: node.document().map_or(0, |document| facts.links(document).len() as u64),
        owner: facts.node(node).and_then(|view| person(facts, view.owner)),
        stands_alone: facts.node(node).is_some_and(|view| view.stands_alone),
        can_stop_inheriting: access::stand_alone_check(facts, &cx.actor, node).is_ok(),
        requests: Vec::new(),
        instance_groups: facts
            .instance_grants()
            .into_iter()
            .map(|(id, role)| (Named { id, name: facts.group(id).unwrap_or_default().to_owned() }, role))
            .collect(),
        can_boost: false,
    }
}

/// Everything that gives a principal a role on a node, in words.
pub(crate) fn source_views(facts: &Facts, principal: Principal, node: NodeId) -> Vec<SourceView> {
    access::sources(facts, principal, node).into_iter().map(|source| SourceView::of(facts, source)).collect()
}
