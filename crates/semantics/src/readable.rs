//! What the reader of a query may use: asked of `access` while compiling, so that no caller can forget it.

use access::{Actor, Denied, Door, Facts, FieldPredicate, GrantExpr, ModelRules, TopicRules};

use crate::query::Filter;

type Holds<'a> = Box<dyn Fn(&ModelRules, &GrantExpr) -> bool + 'a>;
type Enters<'a> = Box<dyn Fn(&ModelRules, &TopicRules) -> Result<Vec<FieldPredicate>, Denied> + 'a>;

/// The fields and topics that one reader may use.
pub struct Readable<'a> {
    holds: Holds<'a>,
    enters: Enters<'a>,
    enforced: Vec<Filter>,
}

impl<'a> Readable<'a> {
    /// What an actor may read by the facts, outside dashboards.
    #[must_use]
    pub fn of(facts: &'a Facts, actor: &'a Actor) -> Self {
        Self::through(facts, actor, Door::Workbook)
    }

    /// What an actor may read by the facts at a door: on a dashboard, a boost stands for the access grants that let it.
    #[must_use]
    pub fn through(facts: &'a Facts, actor: &'a Actor, door: Door) -> Self {
        Self::new(
            move |rules, expression| access::grant_holds(facts, actor, rules, expression, door),
            move |rules, topic| access::topic_access(facts, actor, topic, rules, door),
        )
    }

    /// What two answers say: does the reader satisfy this expression of access grants, and which rows of a topic do they see.
    pub fn new(
        holds: impl Fn(&ModelRules, &GrantExpr) -> bool + 'a,
        enters: impl Fn(&ModelRules, &TopicRules) -> Result<Vec<FieldPredicate>, Denied> + 'a,
    ) -> Self {
        Self { holds: Box::new(holds), enters: Box::new(enters), enforced: Vec::new() }
    }

    /// The same, within these conditions too, whether or not the reader may use their fields. Every query is narrowed by all of them;
    /// one that cannot be is refused.
    #[must_use]
    pub fn within(mut self, conditions: Vec<Filter>) -> Self {
        self.enforced.extend(conditions);
        self
    }

    /// Everything, unfiltered: for checking content and for tests, never for answering somebody.
    #[must_use]
    pub fn everything() -> Self {
        Self::new(|_, _| true, |_, _| Ok(Vec::new()))
    }

    pub(crate) fn enforced(&self) -> &[Filter] {
        &self.enforced
    }

    pub(crate) fn holds(&self, rules: &ModelRules, expression: &GrantExpr) -> bool {
        (self.holds)(rules, expression)
    }

    pub(crate) fn enters(&self, rules: &ModelRules, topic: &TopicRules) -> Result<Vec<FieldPredicate>, Denied> {
        (self.enters)(rules, topic)
    }
}

impl std::fmt::Debug for Readable<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Readable")
    }
}
