//! People to whom the data question answers alike, so that a hundred thousand of them are decided as the few kinds that they are.

use std::collections::BTreeSet;

use vocab::{ConnectionId, DocumentId, ModelName, UserId};

use crate::connection::{Reader, boosted, connection_role};
use crate::decide::{judge, signed_in};
use crate::{Actor, Door, Facts, ModelRules, Target, Tenancy, Verb, attribute_values, tenancy_by};

/// What a document asks of one connection.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The connection.
    pub connection: ConnectionId,
    /// The rules of its model.
    pub rules: &'a ModelRules,
    /// The attributes that filters of its topics and policies of its tables look at.
    pub attributes: &'a BTreeSet<ModelName>,
}

/// Everything about a person that decides which tiles of a document they can see, and nothing else about them.
///
/// Two people with equal standings get the same yes or no for every tile. Which rows they then see may differ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standing(Vec<u8>);

/// The standings of people in front of one document.
#[derive(Debug, Clone)]
pub struct Standings<'a> {
    facts: &'a Facts,
    document: DocumentId,
    asked: Vec<Asked<'a>>,
}

impl<'a> Standings<'a> {
    /// In front of this document, whose tiles ask this.
    #[must_use]
    pub fn new(facts: &'a Facts, document: DocumentId, asked: Vec<Asked<'a>>) -> Self {
        Self { facts, document, asked }
    }

    /// The standing of a person.
    #[must_use]
    pub fn of(&self, user: UserId) -> Standing {
        let (facts, actor, door) = (self.facts, Actor::User(user), Door::Dashboard(self.document));
        let may_view = judge(facts, &actor, Verb::View, Target::from(self.document)).is_ok();
        let (true, Ok(index)) = (may_view, signed_in(facts, &actor)) else { return Standing(Vec::new()) };
        let boosted = boosted(facts, &actor, door);
        let mut marks = vec![u8::from(boosted)];
        for asked in &self.asked {
            let known = facts.connections.get(&asked.connection);
            marks.push(known.map_or(u8::MAX, |connection| connection_role(facts, index, connection) as u8));
            let reader = Reader { facts, actor: &actor, rules: asked.rules, boosted };
            marks.extend(asked.rules.grants.keys().map(|grant| u8::from(reader.holds(grant))));
            marks.extend(asked.attributes.iter().map(|attribute| match attribute_values(facts, &actor, attribute) {
                Ok(values) => u8::from(!values.is_empty()),
                Err(_) => 2,
            }));
        }
        for (report, table) in facts.tenant_tables(self.document) {
            // Which fields are limited decides what a tile can answer; to which values, only how many rows it has.
            let fields: Option<BTreeSet<String>> = match tenancy_by(facts, &actor, self.document, Some(table), door) {
                Tenancy::Row(row) if !row.effects.is_empty() => Some(row.effects.iter().map(|effect| effect.field.to_string()).collect()),
                // As without a table.
                Tenancy::Open | Tenancy::Row(_) => continue,
                Tenancy::Unassigned => None,
            };
            marks.extend(report.uuid().as_bytes());
            marks.push(u8::from(fields.is_some()));
            for field in fields.into_iter().flatten() {
                marks.extend(field.into_bytes());
                marks.push(0);
            }
            marks.push(0);
        }
        Standing(marks)
    }
}

impl Standing {
    /// Whether the person may open the document at all.
    #[must_use]
    pub fn may_view(&self) -> bool {
        !self.0.is_empty()
    }
}
