//! The facts as they would be after changes, as far as questions about a few things and their data go.

use std::collections::BTreeSet;

use vocab::UserId;

use crate::facts::index::Key;
use crate::preview::{cutout, touch};
use crate::{Change, Facts, FactsError, NodeId, Principal};

/// The facts after the changes, for asking about these nodes and the nodes that the changes are about: no other content is in them.
///
/// # Errors
/// The changes would be refused.
pub fn trial(facts: &Facts, changes: &[Change], nodes: &[NodeId]) -> Result<Facts, FactsError> {
    let mut copied: BTreeSet<NodeId> = nodes.iter().copied().collect();
    let mut needed = BTreeSet::new();
    for change in changes {
        // Where the groups of a changed membership are granted something is not asked here: it may be everywhere.
        if !matches!(change, Change::MemberPut { .. } | Change::MemberRemoved { .. }) {
            touch(facts, change, &mut copied, &mut needed);
        }
    }
    let mut trial = cutout(facts, copied.iter().chain(&needed).copied())?;
    trial.abilities = facts.abilities;
    trial.connections = facts.connections.clone();
    trial.attributes = facts.attributes.clone();
    trial.values = facts.values.clone();
    trial.tenants = facts.tenants.clone();
    for change in changes {
        trial.apply(change.clone())?;
    }
    Ok(trial)
}

/// The active people to whom changes of memberships, values, connection roles or people themselves could mean something.
#[must_use]
pub fn people_of(facts: &Facts, changes: &[Change]) -> BTreeSet<UserId> {
    let mut found = BTreeSet::new();
    for change in changes {
        let principal = match change {
            Change::MemberPut { member, .. } | Change::MemberRemoved { member, .. } => *member,
            Change::AttributeValuePut { holder, .. } | Change::AttributeValueRemoved { holder, .. } => *holder,
            Change::ConnectionRolePut { principal, .. } | Change::ConnectionRoleRemoved { principal, .. } => *principal,
            Change::UserPut { user, .. } | Change::UserRemoved { user } => Principal::User(*user),
            Change::GroupRemoved { group } | Change::InstanceGrantPut { group, .. } | Change::InstanceGrantRemoved { group } => {
                Principal::Group(*group)
            }
            Change::ConnectionPut { .. }
            | Change::ConnectionRemoved { .. }
            | Change::AttributePut { .. }
            | Change::AttributeRemoved { .. } => Principal::Organization,
            _ => continue,
        };
        match (principal, facts.people.key(principal).ok().and_then(Key::as_group)) {
            (Principal::User(user), _) => {
                found.insert(user);
            }
            (Principal::Group(_), Some(group)) => {
                let people = &facts.people;
                let below = people.users_below(group).into_iter().map(|user| &people.users[user as usize]);
                found.extend(below.filter(|user| user.active).map(|user| user.id));
            }
            (Principal::Group(_), None) => {}
            (Principal::Organization, _) => found.extend(facts.users().filter(|user| user.active).map(|user| user.id)),
        }
    }
    found
}
