//! What a change of people would do, who reaches what, and imports.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::access::{AccessSource, NodeRef};
use super::common::{ConnectionRole, Ref, Role, Scalar};
use super::preview::{RowsMoved, UserRef};

/// What a change of groups, values or connection roles would do; the answer to `dry_run=true`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Effects {
    /// Whom it concerns, by name; the first 200.
    pub people: Vec<Concerned>,
    /// How many people in all.
    pub count: u64,
    /// How often somebody gets access to content that they had none to.
    pub gains: u64,
    /// How often somebody has none afterwards.
    pub loses: u64,
}

/// One person whom a change concerns.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Concerned {
    pub user: UserRef,
    pub content: Vec<ContentEffect>,
    pub connections: Vec<ConnectionEffect>,
    pub values: Vec<ValueEffect>,
    /// Which rows they can read, where that changes.
    pub rows: Vec<RowsMoved>,
}

/// A content role that changes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContentEffect {
    pub node: NodeRef,
    pub before: Role,
    pub after: Role,
}

/// A connection role that changes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConnectionEffect {
    pub connection: Ref,
    pub before: ConnectionRole,
    pub after: ConnectionRole,
}

/// Values that change; none: rows that need one are refused.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ValueEffect {
    pub attribute: String,
    pub before: Vec<Scalar>,
    pub after: Vec<Scalar>,
}

impl Effects {
    pub(crate) fn new(effects: &app::effects::Effects) -> Self {
        let person = |person: &app::effects::Concerned| Concerned {
            user: UserRef { id: person.user.id.to_string(), name: person.user.name.clone(), email: person.email.to_string() },
            content: person
                .content
                .iter()
                .map(|(node, before, after)| ContentEffect { node: node_ref(node), before: (*before).into(), after: (*after).into() })
                .collect(),
            connections: person
                .connections
                .iter()
                .map(|(connection, before, after)| ConnectionEffect {
                    connection: Ref::new(connection.id, &connection.name),
                    before: (*before).into(),
                    after: (*after).into(),
                })
                .collect(),
            values: person
                .values
                .iter()
                .map(|(name, before, after)| ValueEffect {
                    attribute: name.to_string(),
                    before: before.iter().map(Scalar::from).collect(),
                    after: after.iter().map(Scalar::from).collect(),
                })
                .collect(),
            rows: person.rows.iter().map(RowsMoved::new).collect(),
        };
        Self { people: effects.people.iter().map(person).collect(), count: effects.count, gains: effects.gains, loses: effects.loses }
    }
}

fn node_ref(node: &app::Named<access::NodeId>) -> NodeRef {
    NodeRef { id: node.id.to_string(), name: node.name.clone(), kind: (&node.id).into() }
}

/// Somebody who can reach a folder or document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reaches {
    pub user: UserRef,
    pub role: Role,
    /// Everything that gives it, the strongest first.
    pub sources: Vec<AccessSource>,
}

impl Reaches {
    pub(crate) fn new(found: &app::reach::Reaches) -> Self {
        Self {
            user: UserRef { id: found.user.id.to_string(), name: found.user.name.clone(), email: found.email.to_string() },
            role: found.role.into(),
            sources: found.sources.iter().map(AccessSource::new).collect(),
        }
    }
}

/// Something that a person can reach.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reached {
    pub node: NodeRef,
    /// `no_access` where only the name shows, on the way to something inside.
    pub role: Role,
    /// Everything that gives it, the strongest first.
    pub sources: Vec<AccessSource>,
}

impl Reached {
    pub(crate) fn new(found: &app::reach::Reached) -> Self {
        Self { node: node_ref(&found.node), role: found.role.into(), sources: found.sources.iter().map(AccessSource::new).collect() }
    }
}

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReachQuery {
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// What comes of an import: all lines are taken, or none.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imported {
    pub changed: bool,
    pub lines: Vec<ImportedLine>,
    /// What it does, or with `dry_run=true` would do; `null` when a line is at fault.
    pub effects: Option<Effects>,
}

/// What comes of one line.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportedLine {
    /// From 1.
    pub line: u64,
    pub ok: bool,
    /// What is wrong with it.
    pub fault: Option<String>,
}

impl Imported {
    pub(crate) fn new(imported: &app::imports::Imported) -> Self {
        let line = |line: &app::imports::Answered| ImportedLine { line: line.number, ok: line.fault.is_none(), fault: line.fault.clone() };
        Self {
            changed: imported.changed,
            lines: imported.lines.iter().map(line).collect(),
            effects: imported.effects.as_ref().map(Effects::new),
        }
    }
}
