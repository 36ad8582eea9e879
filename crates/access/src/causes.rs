//! Everything that stands between an actor and a query, all at once: what a decision says of itself stops at the first no.

use std::collections::{BTreeMap, BTreeSet};

use vocab::{ConnectionId, FieldPath};

use crate::connection::{Reader, boosted, connection_role, data_policy};
use crate::decide::signed_in;
use crate::facts::index::Key;
use crate::{
    Actor, ColumnPredicate, Door, Facts, GrantExpr, ModelRules, QueryKind, Reason, RowRule, TableName, TablePolicy, TableRules, TopicRules,
};

/// What a query asks of its reader, by the rules of its model.
#[derive(Debug, Clone, Copy)]
pub struct TileAsk<'a> {
    /// Where it runs.
    pub connection: ConnectionId,
    /// The rules of the connection's model.
    pub rules: &'a ModelRules,
    /// How it is built.
    pub kind: QueryKind,
    /// The topic that it is on.
    pub topic: Option<&'a TopicRules>,
    /// The guards of the fields that it names and of the joins on the way to them.
    pub guards: &'a [GrantExpr],
    /// The tables that it scans.
    pub tables: &'a BTreeSet<TableName>,
}

/// All that keeps an actor from the answer of a query, each cause once; empty exactly when nothing does.
///
/// The first one is what the actor is told. Each of the others would be the next, were those before it out of the way.
#[must_use]
pub fn causes(facts: &Facts, actor: &Actor, ask: &TileAsk<'_>, door: Door) -> Vec<Reason> {
    let mut found: Vec<Reason> = Vec::new();
    let mut add = |reason: Reason| {
        if !found.contains(&reason) {
            found.push(reason);
        }
    };
    if let Err(denied) = data_policy(facts, actor, ask.connection, ask.rules, ask.kind, door) {
        denied.reasons.iter().cloned().for_each(&mut add);
    }
    let reader = Reader { facts, actor, rules: ask.rules, boosted: boosted(facts, actor, door) };
    let of_topic = ask.topic.map(|topic| &topic.required);
    for expr in of_topic.into_iter().chain(ask.guards) {
        reader.missing(expr).into_iter().for_each(&mut add);
    }
    for filter in ask.topic.into_iter().flat_map(|topic| &topic.access_filters) {
        reader.rule("", &filter.user_attribute, &filter.values_for_unfiltered, filter.like).err().into_iter().for_each(&mut add);
    }
    for table in ask.tables.iter().filter_map(|table| ask.rules.tables.get(table)) {
        reader.missing(&table.required).into_iter().for_each(&mut add);
        for policy in &table.row_policies {
            reader.rule("", &policy.user_attribute, &policy.values_for_unfiltered, policy.like).err().into_iter().for_each(&mut add);
        }
    }
    found
}

/// Every source of a person's role on a connection, strongest first; the one that counts is the first.
#[must_use]
pub fn connection_reasons(facts: &Facts, actor: &Actor, connection: ConnectionId) -> Vec<Reason> {
    let (Ok(user), Some(known)) = (signed_in(facts, actor), facts.connections.get(&connection)) else { return Vec::new() };
    let people = &facts.people;
    let mut found = Vec::new();
    if people.users[user as usize].is_admin {
        let role = connection_role(facts, user, known);
        found.push((role, "administering the instance".to_owned()));
    }
    if let Some(role) = known.roles.get(&Key::user(user)) {
        found.push((*role, "a role of their own".to_owned()));
    }
    for group in people.closure(user).iter() {
        let (Some(role), Some(index)) = (known.roles.get(group), group.as_group()) else { continue };
        let path = people.path_up(Key::user(user), index).into_iter();
        let names: Vec<&str> = path.filter_map(|group| people.name(people.principal(Key::group(group)))).collect();
        found.push((*role, names.join(", which is in ")));
    }
    found.push((known.base, "the base role of the connection".to_owned()));
    found.sort_by_key(|(role, _)| std::cmp::Reverse(*role));
    found.into_iter().map(|(role, via)| Reason::Connection { role, via: Some(via) }).collect()
}

/// What an actor may read of each table that has rules about rows or masks, whatever their role on the connection.
#[must_use]
pub fn table_rules(facts: &Facts, actor: &Actor, rules: &ModelRules, door: Door) -> BTreeMap<TableName, TablePolicy> {
    let reader = Reader { facts, actor, rules, boosted: boosted(facts, actor, door) };
    let has_rules = |table: &TableRules| !table.row_policies.is_empty() || !table.required.is_open() || !table.masks.is_empty();
    let bound = rules.tables.iter().filter(|(_, table)| has_rules(table));
    bound.map(|(name, table)| (name.clone(), reader.table(table))).collect()
}

/// Which rows an actor may read through a topic, by its access filters alone; `None` for a topic that has none.
#[must_use]
pub fn topic_rows(facts: &Facts, actor: &Actor, topic: &TopicRules, rules: &ModelRules, door: Door) -> Option<RowRule> {
    if topic.access_filters.is_empty() && topic.required.is_open() {
        return None;
    }
    let reader = Reader { facts, actor, rules, boosted: boosted(facts, actor, door) };
    let predicate = |(field, rule): (&FieldPath, &crate::FieldRule)| -> Result<Option<ColumnPredicate>, Reason> {
        reader.rule(&field.to_string(), &rule.user_attribute, &rule.values_for_unfiltered, rule.like)
    };
    let rows = reader.grants(&topic.required).and_then(|()| {
        let found = topic.access_filters.iter().map(|rule| predicate((&rule.field, rule)));
        let predicates: Vec<_> = found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        Ok(if predicates.is_empty() { RowRule::All } else { RowRule::Where(predicates) })
    });
    Some(rows.unwrap_or_else(RowRule::Refused))
}

impl Reader<'_> {
    /// Every item of an expression that does not hold.
    fn missing(&self, expr: &GrantExpr) -> Vec<Reason> {
        expr.each().filter_map(|item| self.grants(&item).err()).collect()
    }
}
