//! What a change of groups, values or connection roles would do, in words for a dialog.

use access::{Change, Facts, NodeId};
use vocab::{AttributeValue, ConnectionId, ConnectionRole, ContentRole, EmailAddress, ModelName, UserId};

use crate::cx::Named;
use crate::error::AppError;

/// A person whom a change concerns, with everything that it does to them.
#[derive(Debug, Clone)]
pub struct Concerned {
    /// Who.
    pub user: Named<UserId>,
    /// Their address.
    pub email: EmailAddress,
    /// Content roles before and after.
    pub content: Vec<(Named<NodeId>, ContentRole, ContentRole)>,
    /// Connection roles before and after.
    pub connections: Vec<(Named<ConnectionId>, ConnectionRole, ConnectionRole)>,
    /// Values before and after.
    pub values: Vec<(ModelName, Vec<AttributeValue>, Vec<AttributeValue>)>,
}

/// What a change would do.
#[derive(Debug, Clone)]
pub struct Effects {
    /// Whom it concerns, by name; the first 200.
    pub people: Vec<Concerned>,
    /// How many in all.
    pub count: u64,
    /// How often somebody gets access to content that they had none to.
    pub gains: u64,
    /// How often somebody has none afterwards.
    pub loses: u64,
}

const SHOWN: usize = 200;

pub(crate) fn of(facts: &Facts, changes: &[Change]) -> Result<Effects, AppError> {
    let found = access::effects(facts, changes)?;
    let users = found.content.iter().map(|change| change.user);
    let users = users.chain(found.connections.iter().map(|change| change.user)).chain(found.values.iter().map(|change| change.user));
    let mut users: Vec<UserId> = users.collect();
    users.sort_unstable();
    users.dedup();
    let mut people: Vec<Concerned> = users
        .iter()
        .filter_map(|user| facts.user(*user))
        .map(|user| Concerned {
            user: Named { id: user.id, name: user.name.to_owned() },
            email: user.email.clone(),
            content: Vec::new(),
            connections: Vec::new(),
            values: Vec::new(),
        })
        .collect();
    people.sort_by(|a, b| a.user.name.cmp(&b.user.name));
    people.truncate(SHOWN);
    for person in &mut people {
        let theirs = found.content.iter().filter(|change| change.user == person.user.id);
        person.content = theirs.map(|change| (node(facts, change.node), change.before, change.after)).collect();
        let theirs = found.connections.iter().filter(|change| change.user == person.user.id);
        person.connections = theirs
            .map(|change| {
                let name = facts.connection(change.connection).map_or("", |(name, _)| name).to_owned();
                (Named { id: change.connection, name }, change.before, change.after)
            })
            .collect();
        let theirs = found.values.iter().filter(|change| change.user == person.user.id);
        person.values = theirs.map(|change| (change.attribute.clone(), change.before.clone(), change.after.clone())).collect();
    }
    let count_of = |which: fn(&access::RoleChange) -> bool| found.content.iter().filter(|change| which(change)).count() as u64;
    Ok(Effects {
        people,
        count: users.len() as u64,
        gains: count_of(|change| change.before == ContentRole::NoAccess),
        loses: count_of(|change| change.after == ContentRole::NoAccess),
    })
}

fn node(facts: &Facts, id: NodeId) -> Named<NodeId> {
    Named { id, name: crate::content::name(facts, id).to_owned() }
}
