//! What a change of groups, values or connection roles would do, in words for a dialog.

use std::collections::{BTreeMap, BTreeSet};

use access::{Actor, Change, Door, Facts, NodeId};
use store::ReadTx;
use vocab::{AttributeValue, ConnectionId, ConnectionRole, ContentRole, EmailAddress, ModelName, UserId};

use crate::board::rows_of;
use crate::cx::{App, Named};
use crate::error::AppError;
use crate::preview::{RowsMoved, differing};

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
    /// Which rows of tables and topics they may read, where that changes.
    pub rows: Vec<RowsMoved>,
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

pub(crate) async fn of(app: &App, tx: &ReadTx, changes: &[Change]) -> Result<Effects, AppError> {
    let facts = tx.facts();
    let found = access::effects(facts, changes)?;
    let mut rows = rows_moved(app, tx, changes).await?;
    let users = found.content.iter().map(|change| change.user);
    let users = users.chain(found.connections.iter().map(|change| change.user)).chain(found.values.iter().map(|change| change.user));
    let users: BTreeSet<UserId> = users.chain(rows.keys().copied()).collect();
    let mut people: Vec<Concerned> = users
        .iter()
        .filter_map(|user| facts.user(*user))
        .map(|user| Concerned {
            user: Named { id: user.id, name: user.name.to_owned() },
            email: user.email.clone(),
            content: Vec::new(),
            connections: Vec::new(),
            values: Vec::new(),
            rows: rows.remove(&user.id).unwrap_or_default(),
        })
        .collect();
    people.sort_by(|a, b| (&a.user.name, a.user.id).cmp(&(&b.user.name, b.user.id)));
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

/// Whose rows change by the changes, and how: by every model in force, whatever the role on its connection.
async fn rows_moved(app: &App, tx: &ReadTx, changes: &[Change]) -> Result<BTreeMap<UserId, Vec<RowsMoved>>, AppError> {
    let facts = tx.facts();
    // Connection roles decide what may be asked and nothing about rows.
    let about_rows = |change: &&Change| {
        !matches!(change, Change::ConnectionRolePut { .. } | Change::ConnectionRoleRemoved { .. } | Change::ConnectionPut { .. })
    };
    let changes: Vec<Change> = changes.iter().filter(about_rows).cloned().collect();
    let people = access::people_of(facts, &changes);
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let after = access::trial(facts, &changes, &[])?;
    let mut models = Vec::new();
    for connection in store::system::all_connections(tx).await? {
        match crate::models::in_force(app, tx, connection.id).await {
            Ok(model) => models.push((connection.name.to_string(), model)),
            Err(AppError::NoModel | AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let several = models.len() > 1;
    let rows_seen = |facts: &Facts, actor: &Actor| -> BTreeMap<String, String> {
        let each = models.iter().flat_map(|(connection, model)| {
            let found = rows_of(facts, actor, model, Door::Workbook, |_| true, |_| true);
            let label = move |name: String| if several { format!("{name} ({connection})") } else { name };
            found.into_iter().map(move |(name, rule)| (label(name), rule.to_string()))
        });
        each.collect()
    };
    let moved = people.into_iter().map(|user| {
        let actor = Actor::User(user);
        (user, differing(&rows_seen(facts, &actor), &rows_seen(&after, &actor)))
    });
    Ok(moved.filter(|(_, rows)| !rows.is_empty()).collect())
}

fn node(facts: &Facts, id: NodeId) -> Named<NodeId> {
    Named { id, name: crate::content::name(facts, id).to_owned() }
}
