//! The data question: which queries may run, and what they may read (access.md §4 to §6).

use vocab::ConnectionId;

use crate::{Actor, DataPolicy, Denied, Door, Facts, FieldPredicate, GrantExpr, ModelRules, QueryKind, Reason, TopicRules};

/// May this actor run a query of this kind here, and which rows and columns may it read? Content is asked apart, with a permit.
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
    let _ = (facts, actor, connection, rules, kind, door);
    Err(Denied::hidden(Reason::NotFound))
}

/// May this actor use the topic, and which filters are put on every query of it?
///
/// # Errors
/// An access grant is missing, an attribute that a filter needs has no value, or it clashes.
pub fn topic_access(facts: &Facts, actor: &Actor, topic: &TopicRules, rules: &ModelRules) -> Result<Vec<FieldPredicate>, Denied> {
    let _ = (facts, actor, topic, rules);
    Err(Denied::hidden(Reason::NotFound))
}

/// Whether the actor holds what an expression asks for. A grant that the model does not declare is held by nobody.
#[must_use]
pub fn grant_holds(facts: &Facts, actor: &Actor, rules: &ModelRules, expr: &GrantExpr) -> bool {
    let _ = (facts, actor, rules);
    expr.is_open()
}
