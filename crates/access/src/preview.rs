//! What a change would do, before it is made; and the rules that a change of access has to keep.

use vocab::{ContentRole, UserId};

use crate::{Actor, Change, Denied, Facts, FactsError, NodeId, Parent, Principal, Reason};

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
/// # Errors
/// The changes would be refused.
pub fn preview(facts: &Facts, changes: &[Change]) -> Result<Vec<RoleChange>, FactsError> {
    let _ = (facts, changes);
    Ok(Vec::new())
}

/// Whether a grant keeps the floor rule.
///
/// # Errors
/// It does not, and which folder gives more.
pub fn floor_check(facts: &Facts, node: NodeId, principal: Principal, role: ContentRole) -> Result<(), BelowInherited> {
    let _ = (facts, node, principal, role);
    Ok(())
}

/// Whether the actor may move a node: manager on it, editor on the destination, and nobody else's content into a personal hub.
///
/// # Errors
/// Why not.
pub fn move_check(facts: &Facts, actor: &Actor, node: NodeId, to: Parent) -> Result<(), Denied> {
    let _ = (facts, actor, node, to);
    Err(Denied::hidden(Reason::NotFound))
}
