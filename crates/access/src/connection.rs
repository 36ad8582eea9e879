//! The data question: which queries may run, and what they may read (access.md §4 to §6).

use std::collections::{BTreeMap, BTreeSet};

use vocab::{AttributeValue, ConnectionId, ConnectionRole, ModelName};

use crate::attributes::attribute_values;
use crate::decide::{judge, open_link, signed_in};
use crate::facts::Connection;
use crate::facts::index::Key;
use crate::mask::settled;
use crate::{
    Actor, ColumnPredicate, DataPolicy, Denied, Door, Facts, FieldPredicate, GrantExpr, Mask, MaskRule, ModelRules, NodeId, QueryKind,
    Reason, RowRule, SYSTEM_ATTRIBUTES, TablePolicy, TableReach, TableRules, Target, TopicRules, Verb,
};

/// May this actor run a query of this kind here, and which rows and columns may it read? What is in a workbook is asked apart, with a permit.
///
/// # Errors
/// The connection role is too weak for this kind of query at this door, or the door is not open to the actor.
pub fn data_policy(
    facts: &Facts,
    actor: &Actor,
    connection: ConnectionId,
    rules: &ModelRules,
    kind: QueryKind,
    door: Door,
) -> Result<DataPolicy, Denied> {
    let known = facts.connections.get(&connection).ok_or_else(|| Denied::hidden(Reason::NotFound))?;
    let Entry { role, boosted } = entry(facts, actor, known, door)?;
    let needs = needed(kind, door);
    let enough = role >= needs || (boosted && role >= ConnectionRole::Viewer);
    if !enough {
        // On a report that they may open, people are told why a tile stays empty. Elsewhere the connection does not exist for them.
        let dashboard = door != Door::Workbook;
        let reason = Reason::KindNeedsRole { kind, dashboard, needs, has: role };
        let hidden = !dashboard && role == ConnectionRole::NoAccess;
        return Err(if hidden { Denied::hidden(Reason::NotFound) } else { Denied::open(reason) });
    }
    let reader = Reader { facts, actor, rules, boosted };
    // Who writes the model looks at tables before it speaks of them, in a workbook. A report is the same for everybody.
    let writes_model = role >= ConnectionRole::Modeler && door == Door::Workbook;
    let there = |table: &TableRules| match table.reach {
        TableReach::Named => true,
        TableReach::Read => kind != QueryKind::Sql || writes_model,
        TableReach::Unread => writes_model,
    };
    let tables = rules.tables.iter().filter(|(_, table)| there(table)).map(|(name, table)| (name.clone(), reader.table(table))).collect();
    Ok(DataPolicy::new(connection, tables))
}

/// May this actor use the topic, and which filters are put on every query of it?
///
/// # Errors
/// An access grant is missing, an attribute that a filter needs has no value, or it clashes.
pub fn topic_access(
    facts: &Facts,
    actor: &Actor,
    topic: &TopicRules,
    rules: &ModelRules,
    door: Door,
) -> Result<Vec<FieldPredicate>, Denied> {
    let reader = Reader { facts, actor, rules, boosted: boosted(facts, actor, door) };
    reader.grants(&topic.required).map_err(Denied::hidden)?;
    let mut predicates = Vec::new();
    for rule in &topic.access_filters {
        let found = reader.rule(&rule.field.to_string(), &rule.user_attribute, &rule.values_for_unfiltered, rule.like);
        if let Some(predicate) = found.map_err(Denied::open)? {
            predicates.push(FieldPredicate { field: rule.field.clone(), predicate });
        }
    }
    Ok(predicates)
}

/// Whether the actor holds what an expression asks for at a door. A grant that the model does not declare is held by nobody.
#[must_use]
pub fn grant_holds(facts: &Facts, actor: &Actor, rules: &ModelRules, expr: &GrantExpr, door: Door) -> bool {
    Reader { facts, actor, rules, boosted: boosted(facts, actor, door) }.grants(expr).is_ok()
}

/// Whether the door is a dashboard on which a boosted grant lets the actor in (access.md §5).
#[must_use]
pub fn boosted(facts: &Facts, actor: &Actor, door: Door) -> bool {
    let (Door::Dashboard(document), Ok(user)) = (door, signed_in(facts, actor)) else { return false };
    facts.content.find(NodeId::Document(document)).is_some_and(|node| facts.boosted(user, node))
}

/// With what an actor comes through a door.
struct Entry {
    role: ConnectionRole,
    boosted: bool,
}

/// Who comes through which door, and as what.
fn entry(facts: &Facts, actor: &Actor, connection: &Connection, door: Door) -> Result<Entry, Denied> {
    if let Door::Link(link) = door {
        open_link(facts, actor, link)?;
        if *actor == Actor::Anonymous {
            // Whoever comes through a link reads as its visitor, with the attributes that it gives.
            return Err(Denied::hidden(Reason::NotSignedIn));
        }
        // A visitor reads the report's tiles as viewer; somebody signed in at least so. A boost of the document does not reach through the link.
        let own = signed_in(facts, actor).map_or(ConnectionRole::NoAccess, |user| connection_role(facts, user, connection));
        return Ok(Entry { role: own.max(ConnectionRole::Viewer), boosted: false });
    }
    let user = signed_in(facts, actor)?;
    let role = connection_role(facts, user, connection);
    let Door::Dashboard(document) = door else { return Ok(Entry { role, boosted: false }) };
    judge(facts, actor, Verb::View, Target::Node(NodeId::Document(document)))?;
    Ok(Entry { role, boosted: boosted(facts, actor, door) })
}

/// The table of access.md §4.
pub(crate) const fn needed(kind: QueryKind, door: Door) -> ConnectionRole {
    match (kind, door) {
        (QueryKind::AllViews | QueryKind::Sql | QueryKind::AlteredTopic, _) => ConnectionRole::Querier,
        (QueryKind::Topic | QueryKind::Dataset, Door::Workbook) => ConnectionRole::RestrictedQuerier,
        (QueryKind::Topic | QueryKind::Dataset, Door::Dashboard(_) | Door::Link(_)) => ConnectionRole::Viewer,
    }
}

/// The strongest of the base role, the person's own and their groups'.
pub(crate) fn connection_role(facts: &Facts, user: u32, connection: &Connection) -> ConnectionRole {
    let person = &facts.people.users[user as usize];
    if !person.active {
        return ConnectionRole::NoAccess;
    }
    if person.is_admin {
        return ConnectionRole::ConnectionAdmin;
    }
    let own = connection.roles.get(&Key::user(user)).into_iter();
    let groups = facts.people.closure(user).iter().filter_map(|group| connection.roles.get(group));
    own.chain(groups).copied().max().map_or(connection.base, |role| role.max(connection.base))
}

/// Where the strongest connection role comes from.
pub(crate) fn explain(facts: &Facts, user: u32, connection: &Connection) -> Reason {
    let role = connection_role(facts, user, connection);
    let own = connection.roles.get(&Key::user(user)) == Some(&role);
    let is_admin = facts.people.users[user as usize].is_admin;
    let group = facts.people.closure(user).iter().find(|group| connection.roles.get(group) == Some(&role));
    let via = match group {
        _ if is_admin => Some("administering the instance".to_owned()),
        Some(group) if !own && connection.base != role => facts.people.name(facts.people.principal(*group)).map(str::to_owned),
        _ => None,
    };
    Reason::Connection { role, via }
}

impl Facts {
    /// What an actor may ask of a connection outside report links.
    #[must_use]
    pub fn connection_role(&self, actor: &Actor, connection: ConnectionId) -> ConnectionRole {
        match (signed_in(self, actor), self.connections.get(&connection)) {
            (Ok(user), Some(connection)) => connection_role(self, user, connection),
            _ => ConnectionRole::NoAccess,
        }
    }
}

/// An actor in front of the rules of a model.
pub(crate) struct Reader<'f> {
    pub(crate) facts: &'f Facts,
    pub(crate) actor: &'f Actor,
    pub(crate) rules: &'f ModelRules,
    /// Grants marked `access_boostable` need not be held.
    pub(crate) boosted: bool,
}

impl Reader<'_> {
    pub(crate) fn table(&self, table: &TableRules) -> TablePolicy {
        let guarded = table.guarded_columns.iter().filter(|(_, expr)| self.grants(expr).is_err());
        let hidden_columns: BTreeSet<String> = guarded.map(|(column, _)| column.clone()).collect();
        let masks = self.masks(table, &hidden_columns);
        TablePolicy { rows: self.rows(table).unwrap_or_else(RowRule::Refused), hidden_columns, masks }
    }

    /// The masks that are in the reader's way.
    fn masks(&self, table: &TableRules, hidden: &BTreeSet<String>) -> BTreeMap<String, Mask> {
        let failing =
            |rules: &[MaskRule]| Mask::together(rules.iter().filter(|rule| self.grants(&rule.unless).is_err()).map(|rule| &rule.with));
        settled(table.masks.iter().filter_map(|(column, rules)| Some((column.clone(), failing(rules)?))).collect(), hidden)
    }

    pub(crate) fn rows(&self, table: &TableRules) -> Result<RowRule, Reason> {
        self.grants(&table.required)?;
        let mut predicates = Vec::new();
        for policy in &table.row_policies {
            predicates.extend(self.rule(&policy.column, &policy.user_attribute, &policy.values_for_unfiltered, policy.like)?);
        }
        Ok(if predicates.is_empty() { RowRule::All } else { RowRule::Where(predicates) })
    }

    /// The condition that one filter or policy comes to; `None` for who is not filtered.
    pub(crate) fn rule(
        &self,
        column: &str,
        attribute: &ModelName,
        unfiltered: &[AttributeValue],
        like: bool,
    ) -> Result<Option<ColumnPredicate>, Reason> {
        let values = self.values(attribute)?;
        if values.is_empty() {
            return Err(Reason::MissingAttribute(attribute.clone()));
        }
        if values.iter().any(|value| unfiltered.contains(value)) {
            return Ok(None);
        }
        let column = column.to_owned();
        // What a person can influence themselves, such as their name, never is a pattern.
        let like = like && !SYSTEM_ATTRIBUTES.contains(&attribute.as_str());
        let patterns = values.iter().map(|value| match value {
            AttributeValue::String(text) if like => Some(text.clone()),
            _ => None,
        });
        Ok(Some(match patterns.collect::<Option<Vec<_>>>() {
            Some(patterns) => ColumnPredicate::Like { column, patterns },
            None => ColumnPredicate::OneOf { column, values },
        }))
    }

    pub(crate) fn grants(&self, expr: &GrantExpr) -> Result<(), Reason> {
        let mut known = BTreeMap::new();
        let failing = expr.first_failing(|name| *known.entry(name.clone()).or_insert_with(|| self.holds(name)));
        failing.map_or(Ok(()), |item| Err(Reason::GrantMissing { item }))
    }

    pub(crate) fn holds(&self, name: &ModelName) -> bool {
        let Some(grant) = self.rules.grants.get(name) else { return false };
        if self.boosted && grant.access_boostable {
            return true;
        }
        // A clash holds nothing: nobody said which of the values counts.
        self.values(&grant.user_attribute).is_ok_and(|values| values.iter().any(|value| grant.allowed_values.contains(value)))
    }

    fn values(&self, attribute: &ModelName) -> Result<Vec<AttributeValue>, Reason> {
        attribute_values(self.facts, self.actor, attribute).map_err(|clash| Reason::AttributeClash(clash.attribute))
    }
}
