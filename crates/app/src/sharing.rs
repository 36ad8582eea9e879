//! Who has access to a folder or document, where it comes from, and changes of it with a preview.

pub use access::SourceKind;
use access::{Actor, Administer, Change, Facts, Instance, Manage, NodeId, Principal, Reason, Verb};
use serde_json::json;
use vocab::{ContentRole, EmailAddress, FolderId, UserId};

use crate::audit::{Act, watched};
use crate::content;
use crate::cx::{App, Cx, Named};
use crate::error::{AppError, Conflict};
use crate::groups::principal_name;

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
}

/// Who has access to a node.
#[derive(Debug, Clone)]
pub struct Access {
    /// The node.
    pub node: Named<NodeId>,
    /// What everyone in the organization has by a grant on this node.
    pub organization_role: ContentRole,
    /// What everyone has from above.
    pub organization_inherited: Option<(ContentRole, Named<FolderId>)>,
    /// People and groups.
    pub entries: Vec<AccessEntry>,
    /// What the actor may do here.
    pub can: Vec<&'static str>,
    /// How many report links lead into it.
    pub links: u64,
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

/// A person whose role a change moves.
#[derive(Debug, Clone)]
pub struct PreviewPerson {
    /// Who.
    pub user: Named<UserId>,
    /// Their address.
    pub email: EmailAddress,
    /// Before.
    pub before: ContentRole,
    /// After.
    pub after: ContentRole,
}

/// What a change would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Everyone whose role on the node changes; the first 200 by name.
    pub people: Vec<PreviewPerson>,
    /// How many get access who had none.
    pub gains: u64,
    /// How many have none afterwards.
    pub loses: u64,
    /// How many change role in all.
    pub changes: u64,
    /// How many folders and documents stand below.
    pub items_below: u64,
}

/// Why somebody may or may not.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Whether they may.
    pub allowed: bool,
    /// The chain.
    pub reasons: Vec<Reason>,
}

/// Who has access; for managers.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn get(app: &App, cx: &Cx, node: NodeId) -> Result<Access, AppError> {
    let tx = app.read().await?;
    cx.allow::<Manage, _>(tx.facts(), node)?;
    Ok(shown(tx.facts(), cx, node))
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
        let changes = checked(facts, cx, node, &change)?;
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
    watched(app, cx, "share", node, work).await?;
    let tx = app.read().await?;
    // Whoever has just given their own access away gets the empty answer, not an error after a change that was made.
    match cx.allow::<Manage, _>(tx.facts(), node) {
        Ok(_) => Ok(shown(tx.facts(), cx, node)),
        Err(_) => Ok(Access {
            node: Named { id: node, name: String::new() },
            organization_role: ContentRole::NoAccess,
            organization_inherited: None,
            entries: Vec::new(),
            can: Vec::new(),
            links: 0,
        }),
    }
}

/// What a change would do; changes nothing.
///
/// # Errors
/// As for the change itself.
pub async fn preview(app: &App, cx: &Cx, node: NodeId, change: AccessChange) -> Result<Preview, AppError> {
    let tx = app.read().await?;
    cx.allow::<Manage, _>(tx.facts(), node)?;
    let changes = checked(tx.facts(), cx, node, &change)?;
    previewed(tx.facts(), node, &changes)
}

/// Why a person may or may not do something with a node; for its managers. `action` is a verb's word, as in `can`.
///
/// # Errors
/// It is not there, or not this actor's to manage; no such action or person.
pub async fn explain(app: &App, cx: &Cx, node: NodeId, user: UserId, action: &str) -> Result<Explanation, AppError> {
    let tx = app.read().await?;
    cx.allow::<Manage, _>(tx.facts(), node)?;
    let verb =
        Verb::of_content(action).ok_or_else(|| AppError::invalid("/action", "action_unknown", format!("`{action}` is no action")))?;
    tx.facts().user(user).ok_or(AppError::NotFound)?;
    let decision = access::decide(tx.facts(), &Actor::User(user), verb, node);
    Ok(Explanation { allowed: decision.allowed(), reasons: decision.because })
}

/// The changes in terms of the facts, when they keep the rules.
fn checked(facts: &Facts, cx: &Cx, node: NodeId, change: &AccessChange) -> Result<Vec<Change>, AppError> {
    let present = facts.grants(node);
    let organization = change.organization_role.map(|role| GrantChange {
        principal: Principal::Organization,
        // Of a node that says nothing itself, no access is what it says already.
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
            None => {
                if direct.is_some() {
                    changes.push(Change::GrantRemoved { node, principal: wanted.principal });
                }
            }
            Some(_) if !known => {
                return Err(AppError::invalid(pointer, "principal_unknown", "there is nobody like that here"));
            }
            Some(role) => {
                let boost = wanted.boost.unwrap_or_else(|| direct.is_some_and(|grant| grant.boost));
                boost_allowed(facts, cx, boost, direct.is_some_and(|grant| grant.boost), &pointer)?;
                access::floor_check(facts, node, wanted.principal, role).map_err(|below| Conflict::BelowInherited {
                    folder: content::name(facts, below.ancestor).to_owned(),
                    role: below.role,
                })?;
                changes.push(Change::GrantPut { node, principal: wanted.principal, role, boost });
            }
        }
    }
    Ok(changes)
}

/// Setting the boost flag widens what others see on dashboards: only admins may, unless the instance says otherwise (access.md §5).
fn boost_allowed(facts: &Facts, cx: &Cx, wanted: bool, present: bool, pointer: &str) -> Result<(), AppError> {
    if !wanted || present {
        return Ok(());
    }
    if !facts.settings().boost_available {
        return Err(AppError::invalid(pointer, "boost_unavailable", "boost is switched off on this instance"));
    }
    cx.allow::<Administer, _>(facts, Instance).map(|_| ())
}

const SHOWN: usize = 200;

/// What changes would do to the roles on a node.
pub(crate) fn previewed(facts: &Facts, node: NodeId, changes: &[Change]) -> Result<Preview, AppError> {
    let moved: Vec<_> = access::preview(facts, changes)?.into_iter().filter(|change| change.node == node).collect();
    let count = |which: fn(&access::RoleChange) -> bool| moved.iter().filter(|change| which(change)).count() as u64;
    let mut people: Vec<_> = moved
        .iter()
        .filter_map(|change| {
            let user = facts.user(change.user)?;
            let (before, after) = (change.before, change.after);
            Some(PreviewPerson { user: Named { id: user.id, name: user.name.to_owned() }, email: user.email.clone(), before, after })
        })
        .collect();
    people.sort_by(|a, b| a.user.name.cmp(&b.user.name));
    people.truncate(SHOWN);
    Ok(Preview {
        people,
        gains: count(|change| change.before == ContentRole::NoAccess),
        loses: count(|change| change.after == ContentRole::NoAccess),
        changes: moved.len() as u64,
        items_below: facts.count_below(node) as u64,
    })
}

/// Everything that gives a principal a role on a node, in words.
pub(crate) fn source_views(facts: &Facts, principal: Principal, node: NodeId) -> Vec<SourceView> {
    let view = |source: access::Source| SourceView {
        kind: source.kind,
        role: source.role,
        node: source.node.map(|id| Named { id, name: content::name(facts, id).to_owned() }),
        via: source.via.into_iter().map(|id| Named { id, name: facts.group(id).unwrap_or_default().to_owned() }).collect(),
    };
    access::sources(facts, principal, node).into_iter().map(view).collect()
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
    let mut entries: Vec<_> = entries
        .map(|entry| AccessEntry {
            principal: entry.principal,
            name: principal_name(facts, entry.principal),
            email: match entry.principal {
                Principal::User(user) => facts.user(user).map(|user| user.email.clone()),
                Principal::Group(_) | Principal::Organization => None,
            },
            members: match entry.principal {
                Principal::Group(group) => Some(facts.count_members(group) as u64),
                Principal::User(_) | Principal::Organization => None,
            },
            role: entry.role,
            direct: entry.direct.map(|grant| grant.role),
            boost: entry.direct.is_some_and(|grant| grant.boost),
            sources: entry
                .sources
                .into_iter()
                .map(|source| SourceView {
                    kind: source.kind,
                    role: source.role,
                    node: source.node.map(named),
                    via: source.via.into_iter().map(|id| Named { id, name: facts.group(id).unwrap_or_default().to_owned() }).collect(),
                })
                .collect(),
            overtaken_by: entry
                .overtaken_by
                .and_then(|above| Some(Named { id: above.folder()?, name: content::name(facts, above).to_owned() })),
        })
        .collect();
    entries.sort_by(|a, b| (b.role, &a.name).cmp(&(a.role, &b.name)));
    Access {
        node: named(node),
        organization_role: own.map_or(ContentRole::NoAccess, |grant| grant.role),
        organization_inherited: above,
        entries,
        can: content::words(access::can(facts, &cx.actor, node)),
        links: node.document().map_or(0, |document| facts.links(document).len() as u64),
    }
}
