//! Ownership and standing alone (access.md §2): what has to hold before either changes, and what follows from it.

use vocab::{ContentRole, FolderId, UserId};

use crate::decide::{judge, signed_in};
use crate::facts::content::Marks;
use crate::facts::index::{Granted, Key};
use crate::permit::Denied;
use crate::{Actor, Facts, Grant, NodeId, Parent, Principal, Reason, Target, Verb};

/// What a folder or document starts with that stops inheriting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Everybody keeps what grants give them now.
    Present,
    /// Nobody but the owner, and whoever did it.
    Empty,
}

/// Why the ownership cannot go there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransferRefused {
    /// The actor may not.
    Denied(Denied),
    /// The new owner does not manage it, or is nobody active.
    NotManager,
    /// A folder in a folder belongs to whom that one belongs to.
    OwnedByFolder(FolderId),
}

/// Whether the actor may make the node stand alone.
///
/// # Errors
/// They do not manage it, or the instance forbids it.
pub fn stand_alone_check(facts: &Facts, actor: &Actor, node: NodeId) -> Result<(), Denied> {
    judge(facts, actor, Verb::Manage, Target::Node(node))?;
    if facts.settings.stop_inheriting { Ok(()) } else { Err(Denied::open(Reason::StopInheritingOff)) }
}

/// The grants of a node from the moment on when it stands alone.
///
/// `Present` keeps for each principal the strongest of what the node and the folders above grant, and the boost if any of them carries it.
/// Owning a folder above is no grant: that chain is cut. Whoever does it stays manager, so that nobody locks themselves out by the act.
#[must_use]
pub fn starting_grants(facts: &Facts, actor: &Actor, node: NodeId, start: Start) -> Vec<Grant> {
    let (Ok(user), Some(index)) = (signed_in(facts, actor), facts.content.find(node)) else { return Vec::new() };
    let mut grants: Vec<Granted> = Vec::new();
    if start == Start::Present {
        for at in facts.content.inheriting_chain(index) {
            let here = facts.content.at(at);
            let counts = |grant: &&Granted| grant.key() != Key::ORGANIZATION || here.marks.has(Marks::SHARED);
            for grant in facts.content.grants(at).iter().filter(counts) {
                keep(&mut grants, *grant);
            }
        }
    }
    let groups = facts.people.closure(user);
    let held = |grant: &Granted| grant.role() >= ContentRole::Manager && (grant.key() == Key::user(user) || groups.contains(grant.key()));
    let stays = facts.people.users[user as usize].is_admin
        || facts.content.at(index).owner == user
        || facts.instance_role(user) >= ContentRole::Manager
        || grants.iter().any(held);
    if !stays {
        keep(&mut grants, Granted::new(Key::user(user), ContentRole::Manager, false));
    }
    // An owner needs no grant beside owning it.
    grants.retain(|grant| grant.key() != Key::user(facts.content.at(index).owner));
    grants
        .into_iter()
        .map(|grant| Grant { principal: facts.people.principal(grant.key()), role: grant.role(), boost: grant.boost() })
        .collect()
}

fn keep(grants: &mut Vec<Granted>, grant: Granted) {
    let boosts = grant.boost() && grant.role() >= ContentRole::Viewer;
    match grants.iter_mut().find(|known| known.key() == grant.key()) {
        Some(known) => *known = Granted::new(grant.key(), known.role().max(grant.role()), known.boost() || boosts),
        None => grants.push(Granted::new(grant.key(), grant.role(), boosts)),
    }
}

/// Whether the actor may give the node to this person. To the present owner they may whenever they manage it, and nothing changes.
///
/// # Errors
/// Why not.
pub fn transfer_check(facts: &Facts, actor: &Actor, node: NodeId, to: UserId) -> Result<(), TransferRefused> {
    judge(facts, actor, Verb::Manage, Target::Node(node)).map_err(TransferRefused::Denied)?;
    let Some(view) = facts.node(node) else { return Err(TransferRefused::Denied(Denied::hidden(Reason::NotFound))) };
    if view.owner == to {
        return Ok(());
    }
    if let (NodeId::Folder(_), Parent::Folder(above), false) = (node, view.parent, view.stands_alone) {
        return Err(TransferRefused::OwnedByFolder(above));
    }
    let active = facts.user(to).is_some_and(|user| user.active);
    if active && crate::role(facts, to, node) >= ContentRole::Manager { Ok(()) } else { Err(TransferRefused::NotManager) }
}

/// The folders below that belong to whom this node belongs to, because they do not stand alone; the nearest first. Documents go their own ways.
#[must_use]
pub fn owned_along(facts: &Facts, node: NodeId) -> Vec<FolderId> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(NodeId::Folder(folder)) = open.pop() {
        for child in facts.children(folder) {
            if let (NodeId::Folder(below), Some(view)) = (child, facts.node(child))
                && !view.stands_alone
            {
                found.push(below);
                open.push(child);
            }
        }
    }
    found
}

/// Who a folder belongs to when it lies there and does not stand alone: whoever owns the folder above. At the root of a hub it keeps its owner.
#[must_use]
pub fn owner_there(facts: &Facts, node: NodeId, parent: Parent) -> Option<UserId> {
    let view = facts.node(node)?;
    match (node, parent) {
        (NodeId::Folder(_), Parent::Folder(above)) => facts.node(NodeId::Folder(above)).map(|above| above.owner),
        _ => Some(view.owner),
    }
}

/// What the former owner is left with after a transfer.
#[must_use]
pub const fn farewell(former: UserId) -> Grant {
    Grant { principal: Principal::User(former), role: ContentRole::Manager, boost: false }
}
