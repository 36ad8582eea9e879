//! The content question, answered once for every door.

use vocab::{Ability, ConnectionRole, ContentRole, LinkId};

use crate::connection::connection_role;
use crate::facts::content::Marks;
use crate::permit::Denied;
use crate::sources::explain_role;
use crate::{
    Action, Actor, Decision, Effect, Facts, Hub, LinkFacts, LinkMode, LinkRight, NodeId, Object, On, Permit, PublicLinks, Reason, Target,
    Verb,
};

/// May this actor do `A` with the object? The permit is what the store asks for.
///
/// # Errors
/// No, and whether the thing must stay hidden.
pub fn permit<'f, A: On<O>, O: Object>(facts: &'f Facts, actor: &Actor, object: O) -> Result<Permit<'f, A, O>, Denied> {
    judge(facts, actor, <A as Action>::VERB, object.into())?;
    Ok(Permit::new(*actor, object))
}

/// The same decision with everything that speaks for and against it, for managers and admins.
#[must_use]
pub fn decide(facts: &Facts, actor: &Actor, verb: Verb, object: impl Into<Target>) -> Decision {
    let object = object.into();
    let (effect, hidden, mut because) = match judge(facts, actor, verb, object) {
        Ok(()) => (Effect::Allow, false, Vec::new()),
        Err(denied) => (Effect::Deny, denied.hidden, denied.reasons.into_owned()),
    };
    because.extend(context(facts, actor, verb, object, effect));
    Decision { effect, hidden, because }
}

/// Everything that the actor may do with the object.
#[must_use]
pub fn can(facts: &Facts, actor: &Actor, object: impl Into<Target>) -> Vec<Verb> {
    let object = object.into();
    Verb::ALL.iter().copied().filter(|verb| judge(facts, actor, *verb, object).is_ok()).collect()
}

/// What a verb on a folder or document asks for.
struct Need {
    role: ContentRole,
    /// On folders, on documents.
    fits: (bool, bool),
    ability: Option<Ability>,
    /// What makes viewer enough.
    unless: Option<Ability>,
    /// Also while the thing lies in the trash.
    in_trash: bool,
}

/// The table of access.md §2 and §3. `None` for verbs that are not about content.
fn need(verb: Verb) -> Option<Need> {
    const BOTH: (bool, bool) = (true, true);
    const FOLDERS: (bool, bool) = (true, false);
    const DOCUMENTS: (bool, bool) = (false, true);
    let plain = |role, fits| Need { role, fits, ability: None, unless: None, in_trash: false };
    let able = |role, ability| Need { ability: Some(ability), ..plain(role, DOCUMENTS) };
    let workbook = || Need { unless: Some(Ability::ViewWorkbook), ..plain(ContentRole::Editor, DOCUMENTS) };
    Some(match verb {
        Verb::Browse => Need { in_trash: true, ..plain(ContentRole::NoAccess, BOTH) },
        Verb::View => Need { in_trash: true, ..plain(ContentRole::Viewer, BOTH) },
        Verb::Edit => plain(ContentRole::Editor, BOTH),
        Verb::Manage => Need { in_trash: true, ..plain(ContentRole::Manager, BOTH) },
        Verb::Own => Need { in_trash: true, ..plain(ContentRole::Owner, BOTH) },
        Verb::Create => plain(ContentRole::Editor, FOLDERS),
        Verb::ViewWorkbook => workbook(),
        Verb::Download => able(ContentRole::Viewer, Ability::Download),
        Verb::Schedule => able(ContentRole::Viewer, Ability::Schedule),
        Verb::Drill => able(ContentRole::Viewer, Ability::Drill),
        Verb::Analyze => able(ContentRole::Viewer, Ability::Analyze),
        // A copy shows whoever makes it the whole workbook.
        Verb::Duplicate => Need { ability: Some(Ability::Duplicate), ..workbook() },
        Verb::UploadData => able(ContentRole::Editor, Ability::UploadData),
        // See `judge_request`: it is asked by those who have no role.
        Verb::RequestAccess
        | Verb::UseConnection
        | Verb::QueryTopics
        | Verb::QuerySql
        | Verb::EditModel
        | Verb::ManageConnection
        | Verb::Administer
        | Verb::SeePeople
        | Verb::CreateContent => return None,
    })
}

/// Yes or why not. Everything that decides goes through here.
pub(crate) fn judge(facts: &Facts, actor: &Actor, verb: Verb, object: Target) -> Result<(), Denied> {
    match object {
        Target::Node(node) => {
            // Who and what are found by different ways: both are asked for before either is waited for.
            facts.content.ask_for(node);
            if let Actor::User(user) = actor {
                facts.people.ask_for(*user);
            }
            judge_node(facts, signed_in(facts, actor)?, verb, node)
        }
        Target::Report(document, report) => match actor {
            Actor::Link(id) => {
                let link = open_link(facts, actor, *id)?;
                if link.document != document || link.report != report {
                    return Err(Denied::hidden(Reason::NotFound));
                }
                judge_visit(facts, link, verb)
            }
            Actor::User(_) | Actor::Anonymous => judge_node(facts, signed_in(facts, actor)?, verb, NodeId::Document(document)),
        },
        Target::Hub(hub) => judge_hub(facts, signed_in(facts, actor)?, verb, hub),
        Target::Link(id) => match verb {
            Verb::Manage => {
                let user = signed_in(facts, actor)?;
                let link = facts.links.get(&id).ok_or_else(|| Denied::hidden(Reason::NotFound))?;
                // Whoever cannot manage the document is not told that it has this link.
                judge_node(facts, user, Verb::Manage, NodeId::Document(link.document)).map_err(|denied| Denied { hidden: true, ..denied })
            }
            _ => judge_visit(facts, open_link(facts, actor, id)?, verb),
        },
        Target::Connection(connection) => judge_connection(facts, actor, verb, connection),
        Target::Instance => judge_instance(facts, actor, verb),
    }
}

/// The index of an active person.
pub(crate) fn signed_in(facts: &Facts, actor: &Actor) -> Result<u32, Denied> {
    match actor {
        Actor::User(id) => {
            let active = facts.people.find_user(*id).filter(|user| facts.people.users[*user as usize].active);
            active.ok_or_else(|| Denied::hidden(Reason::Deactivated))
        }
        Actor::Link(_) => Err(Denied::hidden(Reason::NotFound)),
        Actor::Anonymous => Err(Denied::hidden(Reason::NotSignedIn)),
    }
}

fn judge_node(facts: &Facts, user: u32, verb: Verb, id: NodeId) -> Result<(), Denied> {
    let Some(node) = facts.content.find(id) else { return Err(Denied::hidden(Reason::NotFound)) };
    if verb == Verb::RequestAccess {
        return judge_request(facts, user, id, node);
    }
    let marks = facts.content.at(node).marks;
    if let Some(need) = need(verb)
        && need.role > ContentRole::NoAccess
        && !marks.has(Marks::IN_TRASH)
        && need.unless.is_none()
        && need.ability.is_none_or(|ability| facts.ability_on(node, ability))
        && fits(&need, id)
    {
        let has = facts.role_until(user, node, need.role);
        return match id {
            _ if has >= need.role => Ok(()),
            NodeId::Document(_) if has < ContentRole::Viewer => Err(Denied::hidden(Reason::NotFound)),
            _ => judge_node_slowly(facts, user, verb, id, node, has),
        };
    }
    judge_node_slowly(facts, user, verb, id, node, facts.role_of(user, node))
}

const fn fits(need: &Need, id: NodeId) -> bool {
    match id {
        NodeId::Folder(_) => need.fits.0,
        NodeId::Document(_) => need.fits.1,
    }
}

/// Everything but the common yes: refusals, trash, name-only folders, abilities that lower what is needed.
#[inline(never)]
fn judge_node_slowly(facts: &Facts, user: u32, verb: Verb, id: NodeId, node: u32, role: ContentRole) -> Result<(), Denied> {
    let Some(has) = facts.visible_by(user, node, role) else { return Err(Denied::hidden(Reason::NotFound)) };
    let Some(need) = need(verb).filter(|need| fits(need, id)) else { return Err(Denied::open(Reason::NotApplicable(verb))) };
    if facts.content.at(node).marks.has(Marks::IN_TRASH) && !need.in_trash {
        return Err(Denied::open(Reason::Trashed));
    }
    let mut reasons = Vec::new();
    let lowered = need.unless.is_some_and(|ability| facts.ability_on(node, ability));
    let needs = if lowered { ContentRole::Viewer } else { need.role };
    if has < needs {
        reasons.push(if needs == ContentRole::Owner { Reason::OwnerOnly } else { Reason::NeedsRole { needs, has } });
    }
    if let Some(ability) = need.ability.filter(|ability| !facts.ability_on(node, *ability)) {
        let (available, _) = facts.ability_setting(ability);
        reasons.push(if available { Reason::AbilityOff(ability) } else { Reason::AbilityUnavailable(ability) });
    }
    if reasons.is_empty() { Ok(()) } else { Err(Denied { hidden: false, reasons: reasons.into() }) }
}

/// Who may ask for more: of a document that takes requests everybody who may not edit it, also those for whom it does not exist otherwise (access.md §3).
fn judge_request(facts: &Facts, user: u32, id: NodeId, node: u32) -> Result<(), Denied> {
    let on = facts.ability_on(node, Ability::RequestAccess) && !facts.content.at(node).marks.has(Marks::IN_TRASH);
    match (facts.visible(user, node), id) {
        (None, NodeId::Document(_)) if on => Ok(()),
        (None, _) => Err(Denied::hidden(Reason::NotFound)),
        (Some(_), NodeId::Folder(_)) => Err(Denied::open(Reason::NotApplicable(Verb::RequestAccess))),
        (Some(has), _) if has >= ContentRole::Editor => Err(Denied::open(Reason::NotApplicable(Verb::RequestAccess))),
        (Some(_), _) if on => Ok(()),
        (Some(_), _) => {
            let (available, _) = facts.ability_setting(Ability::RequestAccess);
            let ability = Ability::RequestAccess;
            Err(Denied::open(if available { Reason::AbilityOff(ability) } else { Reason::AbilityUnavailable(ability) }))
        }
    }
}

fn judge_hub(facts: &Facts, user: u32, verb: Verb, hub: Hub) -> Result<(), Denied> {
    let is_admin = facts.people.users[user as usize].is_admin;
    match hub {
        Hub::Shared => match verb {
            Verb::Browse | Verb::View => Ok(()),
            Verb::Create if is_admin || facts.settings.content_organization => Ok(()),
            Verb::Create if facts.instance_role(user) >= ContentRole::Editor => Ok(()),
            Verb::Create => Err(Denied::open(Reason::ContentOrganizationOff)),
            _ => Err(Denied::open(Reason::NotApplicable(verb))),
        },
        Hub::Personal(owner) => {
            let own = facts.people.find_user(owner).ok_or_else(|| Denied::hidden(Reason::NotFound))? == user;
            match verb {
                _ if !own && !is_admin => Err(Denied::hidden(Reason::NotFound)),
                Verb::Browse | Verb::View => Ok(()),
                Verb::Create if own => Ok(()),
                Verb::Create => Err(Denied::open(Reason::OwnerOnly)),
                _ => Err(Denied::open(Reason::NotApplicable(verb))),
            }
        }
    }
}

/// The link, when it lets this actor in. A refusal never says whether there is such a link.
pub(crate) fn open_link<'f>(facts: &'f Facts, actor: &Actor, id: LinkId) -> Result<&'f LinkFacts, Denied> {
    let not_found = || Denied::hidden(Reason::NotFound);
    let link = facts.links.get(&id).filter(|link| link.enabled && link.rights.contains(&LinkRight::View)).ok_or_else(not_found)?;
    let node = facts.content.find(NodeId::Document(link.document)).ok_or_else(not_found)?;
    if facts.content.at(node).marks.has(Marks::IN_TRASH) {
        return Err(not_found());
    }
    match (link.mode, actor) {
        (LinkMode::Private, _) => Err(not_found()),
        (LinkMode::Folder, _) => {
            let user = signed_in(facts, actor)?;
            if facts.role_until(user, node, ContentRole::Viewer) >= ContentRole::Viewer { Ok(link) } else { Err(not_found()) }
        }
        (LinkMode::Everyone, Actor::User(_)) => match facts.settings.public_links {
            PublicLinks::Off => Err(not_found()),
            PublicLinks::SignedIn | PublicLinks::Anyone => signed_in(facts, actor).map(|_| link),
        },
        (LinkMode::Everyone, Actor::Link(visited)) if *visited == id => match facts.settings.public_links {
            PublicLinks::Anyone => Ok(link),
            PublicLinks::Off | PublicLinks::SignedIn => Err(not_found()),
        },
        (LinkMode::Everyone, Actor::Anonymous) => match facts.settings.public_links {
            PublicLinks::Anyone => Ok(link),
            PublicLinks::SignedIn => Err(Denied::hidden(Reason::NotSignedIn)),
            PublicLinks::Off => Err(not_found()),
        },
        (LinkMode::Everyone, Actor::Link(_)) => Err(not_found()),
    }
}

/// What somebody whom the link lets in may do.
fn judge_visit(facts: &Facts, link: &LinkFacts, verb: Verb) -> Result<(), Denied> {
    match verb {
        Verb::View => Ok(()),
        Verb::Download if !link.rights.contains(&LinkRight::DownloadData) => Err(Denied::open(Reason::LinkRightMissing)),
        Verb::Download if !facts.ability(link.document, Ability::Download) => Err(Denied::open(Reason::AbilityOff(Ability::Download))),
        Verb::Download => Ok(()),
        _ => Err(Denied::hidden(Reason::NotFound)),
    }
}

fn judge_connection(facts: &Facts, actor: &Actor, verb: Verb, connection: vocab::ConnectionId) -> Result<(), Denied> {
    let user = signed_in(facts, actor)?;
    let Some(connection) = facts.connections.get(&connection) else { return Err(Denied::hidden(Reason::NotFound)) };
    let has = connection_role(facts, user, connection);
    let needs = match verb {
        Verb::View => ConnectionRole::Viewer,
        Verb::UseConnection | Verb::QueryTopics => ConnectionRole::RestrictedQuerier,
        Verb::QuerySql => ConnectionRole::Querier,
        Verb::EditModel => ConnectionRole::Modeler,
        Verb::ManageConnection => ConnectionRole::ConnectionAdmin,
        _ if has == ConnectionRole::NoAccess => return Err(Denied::hidden(Reason::NotFound)),
        _ => return Err(Denied::open(Reason::NotApplicable(verb))),
    };
    match has {
        _ if has >= needs => Ok(()),
        ConnectionRole::NoAccess => Err(Denied::hidden(Reason::NotFound)),
        _ => Err(Denied::open(Reason::NeedsConnectionRole { needs, has })),
    }
}

fn judge_instance(facts: &Facts, actor: &Actor, verb: Verb) -> Result<(), Denied> {
    // The instance is no secret: whoever is not signed in is told so, and not that there is nothing.
    let user = signed_in(facts, actor).map_err(|denied| Denied { hidden: matches!(actor, Actor::Link(_)), ..denied })?;
    match verb {
        Verb::Administer if facts.people.users[user as usize].is_admin => Ok(()),
        Verb::Administer => Err(Denied::open(Reason::AdminsOnly)),
        Verb::SeePeople | Verb::CreateContent => Ok(()),
        _ => Err(Denied::open(Reason::NotApplicable(verb))),
    }
}

/// What speaks for the actor, whatever the outcome.
fn context(facts: &Facts, actor: &Actor, verb: Verb, object: Target, effect: Effect) -> Vec<Reason> {
    let mut because = Vec::new();
    let node = match object {
        Target::Node(node) => Some(node),
        Target::Report(document, _) => Some(NodeId::Document(document)),
        Target::Link(id) => facts.links.get(&id).map(|link| NodeId::Document(link.document)),
        Target::Hub(_) | Target::Connection(_) | Target::Instance => None,
    };
    let Ok(user) = signed_in(facts, actor) else {
        if let (Effect::Allow, Actor::Link(id)) = (effect, actor) {
            because.extend(facts.links.get(id).map(|link| Reason::LinkOpen(link.mode)));
        }
        return because;
    };
    if let Some(index) = node.and_then(|node| facts.content.find(node)) {
        because.extend(explain_role(facts, user, index));
        let node_itself = matches!(object, Target::Node(_));
        if effect == Effect::Allow && node_itself && facts.role_of(user, index) < ContentRole::Viewer {
            because.push(Reason::NameOnly);
        }
        let abilities = need(verb).into_iter().flat_map(|need| [need.ability, need.unless]).flatten();
        because.extend(abilities.filter(|ability| facts.ability_on(index, *ability)).map(Reason::AbilityOn));
    }
    match object {
        Target::Link(id) if effect == Effect::Allow && verb != Verb::Manage => {
            because.extend(facts.links.get(&id).map(|link| Reason::LinkOpen(link.mode)));
        }
        Target::Connection(id) => {
            because.extend(facts.connections.get(&id).map(|connection| crate::connection::explain(facts, user, connection)))
        }
        Target::Hub(_) | Target::Instance if facts.people.users[user as usize].is_admin => because.push(Reason::Admin),
        Target::Hub(Hub::Shared) if effect == Effect::Allow && verb == Verb::Create => because.push(Reason::HubOpen),
        Target::Hub(_) | Target::Instance if effect == Effect::Allow => because.push(Reason::Member),
        Target::Node(_) | Target::Report(..) | Target::Link(_) | Target::Hub(_) | Target::Instance => {}
    }
    because
}

impl Facts {
    /// The strongest role on everything that a person has by a group.
    pub(crate) fn instance_role(&self, user: u32) -> ContentRole {
        let groups = self.people.closure(user);
        let held = self.instance_grants.iter().filter(|(group, _)| groups.contains(*group));
        held.map(|(_, role)| *role).max().unwrap_or(ContentRole::NoAccess)
    }
}
