//! Seeing as somebody else (access.md §7): who may, as whom, and how much of the instance.

use serde::{Deserialize, Serialize};
use vocab::{DocumentId, GroupId, LinkId, ReportId, UserId};

use crate::decide::judge;
use crate::facts::people::stand_in;
use crate::{Actor, Denied, Facts, Instance, NodeId, Reason, Target, Verb};

/// Whom one can see as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Seen {
    /// A person.
    User(UserId),
    /// Somebody who is in a group and has nothing else.
    Group(GroupId),
    /// A visitor of a report link.
    Link(LinkId),
    /// Whoever is one row of a report's tenant table.
    Scenario(Scenario),
}

/// A row of the tenant table of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The report.
    pub report: ReportId,
    /// The row, counted from 1.
    pub number: u32,
}

/// The actor that somebody may see as: admins for everything, managers of a document for that document alone.
///
/// For a group it is a stand-in, which is there once a [`Change::StandInPut`](crate::Change) has said so.
///
/// # Errors
/// They may not, or there is nobody like that.
pub fn seen_as(facts: &Facts, viewer: &Actor, seen: Seen, document: Option<DocumentId>) -> Result<Actor, Denied> {
    match document {
        None => judge(facts, viewer, Verb::Administer, Target::from(Instance))?,
        Some(document) => judge(facts, viewer, Verb::Manage, Target::Node(NodeId::Document(document)))?,
    }
    let not_found = || Denied::hidden(Reason::NotFound);
    match seen {
        Seen::User(user) => facts.user(user).filter(|user| user.active).map(|user| Actor::User(user.id)).ok_or_else(not_found),
        Seen::Group(group) => facts.group(group).map(|_| Actor::User(stand_in(group))).ok_or_else(not_found),
        Seen::Link(link) => {
            let known = facts.link(link).filter(|link| document.is_none_or(|document| document == link.document));
            known.map(|link| Actor::Link(link.id)).ok_or_else(not_found)
        }
        // Nobody in particular: whoever looks keeps their own roles, and gets no more than the row leaves.
        Seen::Scenario(Scenario { report, number }) => {
            let table = document.and_then(|document| facts.tenants(document, report));
            let known = table.filter(|table| (1..=table.len()).contains(&(number as usize)));
            known.map(|_| *viewer).ok_or_else(not_found)
        }
    }
}
