//! What a change would do, before it is made; and the rules that a change of access has to keep.

use std::collections::BTreeSet;
use std::sync::Arc;

use vocab::{ContentRole, UserId};

use crate::decide::{judge, signed_in};
use crate::facts::content::{Above, Content, Marks, NodePut};
use crate::sources::{inherited, reach};
use crate::{Actor, Change, Denied, Facts, FactsError, Hub, NodeId, Parent, Principal, Reason, Target, Verb};

/// One person whose role on a node a change would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleChange {
    /// Who.
    pub user: UserId,
    /// On what.
    pub node: NodeId,
    /// The role now.
    pub before: ContentRole,
    /// The role after the change.
    pub after: ContentRole,
}

/// A grant would be weaker than what the same principal has from a folder above (the floor rule).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the folder above already gives {role}; a grant below that would change nothing")]
pub struct BelowInherited {
    /// The folder above.
    pub ancestor: NodeId,
    /// The role that it gives.
    pub role: ContentRole,
}

/// Whose role on which of the changed nodes would change, ordered by person and node. For what is below a folder, see [`Facts::count_below`].
///
/// Changes of membership are followed to the nodes that the group, or a group that it is in, is granted on.
///
/// # Errors
/// The changes would be refused.
pub fn preview(facts: &Facts, changes: &[Change]) -> Result<Vec<RoleChange>, FactsError> {
    let mut touched = BTreeSet::new();
    let mut needed = BTreeSet::new();
    for change in changes {
        touch(facts, change, &mut touched, &mut needed);
    }
    let mut trial = cutout(facts, touched.iter().chain(&needed).copied())?;
    for change in changes.iter().filter(|change| concerns_roles(change)) {
        trial.apply(change.clone())?;
    }
    let mut found = Vec::new();
    for node in touched {
        found.extend(compare(node, &reach(facts, node), &reach(&trial, node)));
    }
    found.sort_unstable();
    Ok(found)
}

/// What a change changes, and what has to be there to try it out.
pub(crate) fn touch(facts: &Facts, change: &Change, touched: &mut BTreeSet<NodeId>, needed: &mut BTreeSet<NodeId>) {
    let mut placed = |node: NodeId, parent: &Parent| {
        touched.insert(node);
        // What a moved folder holds decides how deep it may go.
        needed.extend(facts.below(node).into_iter().filter(|below| below.folder().is_some()));
        if let Parent::Folder(folder) = parent {
            needed.insert(NodeId::Folder(*folder));
        }
    };
    match change {
        Change::FolderPut { folder, parent, .. } => placed(NodeId::Folder(*folder), parent),
        Change::DocumentPut { document, parent, .. } => placed(NodeId::Document(*document), parent),
        Change::GrantPut { node, .. } | Change::GrantRemoved { node, .. } | Change::NodeRemoved { node } => {
            touched.insert(*node);
        }
        Change::MemberPut { group, .. } | Change::MemberRemoved { group, .. } => {
            let Some(group) = facts.people.find_group(*group) else { return };
            for group in facts.people.groups_above(&[group]) {
                let granted = facts.content.granted(crate::facts::index::Key::group(group));
                touched.extend(granted.map(|node| facts.content.id(node)));
            }
        }
        _ => {}
    }
}

const fn concerns_roles(change: &Change) -> bool {
    matches!(
        change,
        Change::FolderPut { .. }
            | Change::DocumentPut { .. }
            | Change::NodeRemoved { .. }
            | Change::GrantPut { .. }
            | Change::GrantRemoved { .. }
            | Change::MemberPut { .. }
            | Change::MemberRemoved { .. }
    )
}

/// Facts about the same people, with nothing but the given nodes and the folders above them.
pub(crate) fn cutout(facts: &Facts, nodes: impl Iterator<Item = NodeId>) -> Result<Facts, FactsError> {
    let mut trial = Facts {
        people: Arc::clone(&facts.people),
        content: Content::default(),
        instance_grants: facts.instance_grants.clone(),
        settings: facts.settings,
        ..Facts::default()
    };
    for node in nodes {
        let Some(index) = facts.content.find(node) else { continue };
        let chain: Vec<u32> = facts.content.chain(index).collect();
        for at in chain.into_iter().rev() {
            copy(facts, &mut trial, at)?;
        }
    }
    Ok(trial)
}

fn copy(facts: &Facts, trial: &mut Facts, node: u32) -> Result<(), FactsError> {
    let (id, here) = (facts.content.id(node), facts.content.at(node));
    if trial.content.find(id).is_some() {
        return Ok(());
    }
    let above = match here.above() {
        Above::Folder(folder) => Above::Folder(trial.content.node(facts.content.id(folder))?),
        hub => hub,
    };
    let (stands_alone, trashed) = (here.marks.has(Marks::STANDS_ALONE), here.marks.has(Marks::TRASHED));
    let name = facts.content.names[node as usize].clone();
    trial.content.put(NodePut { id, above, owner: here.owner, name, stands_alone, trashed })?;
    let copied = trial.content.node(id)?;
    for grant in facts.content.grants(node) {
        trial.content.put_grant(copied, *grant);
    }
    Ok(())
}

/// Both lists are ordered by person.
fn compare(node: NodeId, before: &[(UserId, ContentRole)], after: &[(UserId, ContentRole)]) -> Vec<RoleChange> {
    let role = |list: &[(UserId, ContentRole)], user: UserId| {
        list.binary_search_by_key(&user, |entry| entry.0).map_or(ContentRole::NoAccess, |at| list[at].1)
    };
    let gone = before.iter().filter(|(user, _)| role(after, *user) == ContentRole::NoAccess).map(|(user, _)| *user);
    let people = after.iter().map(|(user, _)| *user).chain(gone);
    let change = |user| RoleChange { user, node, before: role(before, user), after: role(after, user) };
    people.map(change).filter(|change| change.before != change.after).collect()
}

/// Whether a grant keeps the floor rule.
///
/// # Errors
/// It does not, and which folder gives more.
pub fn floor_check(facts: &Facts, node: NodeId, principal: Principal, role: ContentRole) -> Result<(), BelowInherited> {
    let (Ok(key), Some(node)) = (facts.people.key(principal), facts.content.find(node)) else { return Ok(()) };
    match inherited(facts, key, node) {
        Some((floor, ancestor)) if role < floor => Err(BelowInherited { ancestor, role: floor }),
        _ => Ok(()),
    }
}

/// Whether the actor may move a node: manager on it, editor on the destination, and nobody else's content into a personal hub.
///
/// # Errors
/// Why not.
pub fn move_check(facts: &Facts, actor: &Actor, node: NodeId, to: Parent) -> Result<(), Denied> {
    let user = signed_in(facts, actor)?;
    judge(facts, actor, Verb::Manage, Target::Node(node))?;
    judge(facts, actor, Verb::Create, Target::from(to))?;
    let hub = match to {
        Parent::Hub(hub) => Some(hub),
        Parent::Folder(folder) => facts.hub(NodeId::Folder(folder)),
    };
    let foreign = |node: u32| facts.content.at(node).owner != user;
    let moved = facts.content.find(node).filter(|_| facts.hub(node) != hub);
    if let (Some(Hub::Personal(_)), Some(moved)) = (hub, moved)
        && (foreign(moved) || facts.content.below(moved).into_iter().any(foreign))
    {
        return Err(Denied::open(Reason::OthersContent));
    }
    Ok(())
}
