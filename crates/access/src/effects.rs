//! What a change of people, groups, values or connection roles would do, before it is made: who would get or lose what.

use std::sync::Arc;

use vocab::{AttributeValue, ConnectionId, ConnectionRole, ModelName, UserId};

use crate::connection::connection_role;
use crate::{Actor, Change, Facts, FactsError, RoleChange, attribute_values, people_of, preview};

/// What changes would do to people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effects {
    /// On folders and documents.
    pub content: Vec<RoleChange>,
    /// On connections.
    pub connections: Vec<ConnectionChange>,
    /// To the values that rules look at.
    pub values: Vec<ValueChange>,
}

/// A person whose connection role would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionChange {
    /// Who.
    pub user: UserId,
    /// On which connection.
    pub connection: ConnectionId,
    /// The role now.
    pub before: ConnectionRole,
    /// The role after the change.
    pub after: ConnectionRole,
}

/// A person whose values of an attribute would change. No values: null, or groups that clash.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueChange {
    /// Who.
    pub user: UserId,
    /// Of which attribute.
    pub attribute: ModelName,
    /// The values now.
    pub before: Vec<AttributeValue>,
    /// The values after the change.
    pub after: Vec<AttributeValue>,
}

/// What the changes would do to everyone who is active: memberships, connection roles and values of attributes.
///
/// # Errors
/// The changes would be refused.
pub fn effects(facts: &Facts, changes: &[Change]) -> Result<Effects, FactsError> {
    let mut trial = Facts {
        people: Arc::clone(&facts.people),
        connections: facts.connections.clone(),
        attributes: facts.attributes.clone(),
        values: facts.values.clone(),
        settings: facts.settings,
        ..Facts::default()
    };
    for change in changes {
        trial.apply(change.clone())?;
    }
    let mut found = Effects { content: preview(facts, changes)?, ..Effects::default() };
    // Whom the changes are not about keeps what they have: of a hundred thousand people mostly a few are asked.
    for user in people_of(facts, changes) {
        let (Some(now), Some(then)) = (facts.people.find_user(user), trial.people.find_user(user)) else { continue };
        if !facts.people.users[now as usize].active {
            continue;
        }
        for (connection, known) in &facts.connections {
            let after = trial.connections.get(connection).map_or(ConnectionRole::NoAccess, |known| connection_role(&trial, then, known));
            let change = ConnectionChange { user, connection: *connection, before: connection_role(facts, now, known), after };
            if change.before != change.after {
                found.connections.push(change);
            }
        }
        let actor = Actor::User(user);
        for name in facts.attributes.keys() {
            let of = |facts: &Facts| attribute_values(facts, &actor, name).unwrap_or_default();
            let (before, after) = (of(facts), of(&trial));
            if before != after {
                found.values.push(ValueChange { user, attribute: name.clone(), before, after });
            }
        }
    }
    Ok(found)
}
