//! The joins of a query as a tree, and what walking along them does to the number of rows.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use sqlparser::ast::{Expr, Join as SqlJoin, JoinConstraint, JoinOperator, TableFactor, TableWithJoins};
use vocab::ModelName;

use crate::ast;
use crate::compile_error::CompileError;
use crate::model::{Join, Model, Topic, TopicJoin, ViewSource};
use crate::readable::Readable;
use crate::walk::{Look, walk};

pub(crate) struct Tree<'m> {
    model: &'m Model,
    pub(crate) base: ModelName,
    /// Parents before children.
    steps: Vec<TopicJoin>,
}

/// A step that one row takes to many: from the first view to the second.
pub(crate) type ManyStep<'t> = (&'t ModelName, &'t ModelName);

impl<'m> Tree<'m> {
    pub(crate) fn of_topic(model: &'m Model, topic: &Topic) -> Self {
        Self { model, base: topic.base.clone(), steps: topic.tree.clone() }
    }

    /// A tree over these views by the model's relationships, from the view that is led to many rows least often.
    pub(crate) fn over(model: &'m Model, views: &[&ModelName], who: &Readable<'_>) -> Result<Self, CompileError> {
        let mut best: Option<(usize, Self)> = None;
        let mut failure = None;
        for base in views {
            match Self::rooted(model, base, views, who) {
                Ok(tree) => {
                    let many = tree.steps.iter().filter(|step| tree.leads_to_many(step)).count();
                    if best.as_ref().is_none_or(|(fewest, _)| many < *fewest) {
                        best = Some((many, tree));
                    }
                }
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        match (best, failure) {
            (Some((_, tree)), _) => Ok(tree),
            (None, Some(error)) => Err(error),
            (None, None) => Err(CompileError::FieldsEmpty),
        }
    }

    /// The shortest ways from a base to the views, refused when there are two.
    fn rooted(model: &'m Model, base: &ModelName, views: &[&ModelName], who: &Readable<'_>) -> Result<Self, CompileError> {
        let mut found: BTreeMap<ModelName, (usize, Option<TopicJoin>, bool)> = BTreeMap::from([(base.clone(), (0, None, false))]);
        let mut queue = VecDeque::from([base.clone()]);
        while let Some(view) = queue.pop_front() {
            let distance = found.get(&view).map_or(0, |(distance, ..)| *distance);
            for (index, join) in model.joins.iter().enumerate() {
                let (child, reversed) = match (join.from == view, join.to == view && join.reversible) {
                    (true, _) => (&join.to, false),
                    (_, true) => (&join.from, true),
                    _ => continue,
                };
                if !who.holds(&model.rules, &join.guard) {
                    continue;
                }
                match found.get_mut(child) {
                    None => {
                        let step = TopicJoin { parent: view.clone(), child: child.clone(), join: index, reversed };
                        found.insert(child.clone(), (distance + 1, Some(step), false));
                        queue.push_back(child.clone());
                    }
                    Some((other, _, ambiguous)) => *ambiguous = *ambiguous || *other == distance + 1,
                }
            }
        }
        let mut steps: Vec<(usize, TopicJoin)> = Vec::new();
        for view in views {
            let mut at = (*view).clone();
            loop {
                let Some((distance, step, ambiguous)) = found.get(&at) else {
                    return Err(CompileError::JoinMissing { from: base.to_string(), to: view.to_string() });
                };
                if *ambiguous {
                    return Err(CompileError::JoinAmbiguous { from: base.to_string(), to: view.to_string() });
                }
                let Some(step) = step else { break };
                if !steps.iter().any(|(_, known)| known == step) {
                    steps.push((*distance, step.clone()));
                }
                at = step.parent.clone();
            }
        }
        steps.sort_by_key(|(distance, _)| *distance);
        Ok(Self { model, base: base.clone(), steps: steps.into_iter().map(|(_, step)| step).collect() })
    }

    fn join(&self, step: &TopicJoin) -> Option<&'m Join> {
        self.model.joins.get(step.join)
    }

    /// One row of the parent meets many of the child.
    fn leads_to_many(&self, step: &TopicJoin) -> bool {
        self.join(step).is_none_or(|join| if step.reversed { join.cardinality.many_from } else { join.cardinality.many_to })
    }

    /// One row of the child meets many of the parent.
    fn comes_from_many(&self, step: &TopicJoin) -> bool {
        self.join(step).is_none_or(|join| if step.reversed { join.cardinality.many_to } else { join.cardinality.many_from })
    }

    /// The steps from the base to a view, base first.
    pub(crate) fn path(&self, view: &ModelName) -> Vec<&TopicJoin> {
        let mut path = Vec::new();
        let mut at = view;
        while let Some(step) = self.steps.iter().find(|step| step.child == *at) {
            path.push(step);
            at = &step.parent;
        }
        path.reverse();
        path
    }

    /// The first step on the way from one view to another that leads one row to many.
    pub(crate) fn many_step(&self, from: &ModelName, to: &ModelName) -> Option<ManyStep<'_>> {
        let (up, down) = (self.path(from), self.path(to));
        let shared = up.iter().zip(&down).take_while(|(a, b)| a == b).count();
        let climb = up.get(shared..).unwrap_or_default().iter().rev();
        let climbed = climb.filter(|step| self.comes_from_many(step)).map(|step| (&step.child, &step.parent)).next();
        let mut descent = down.get(shared..).unwrap_or_default().iter();
        climbed.or_else(|| descent.find(|step| self.leads_to_many(step)).map(|step| (&step.parent, &step.child)))
    }

    /// Whether the join leaves rows in which this view has no values.
    pub(crate) fn may_be_absent(&self, view: &ModelName) -> bool {
        self.path(view).iter().any(|step| self.join(step).is_none_or(|join| !join.inner))
    }

    /// The views among these, or on the way to them, whose join drops rows. Every part of a query must make it, or the parts would count different rows.
    pub(crate) fn dropping<'n>(&'n self, views: &BTreeSet<&'n ModelName>) -> BTreeSet<&'n ModelName> {
        let steps = views.iter().flat_map(|view| self.path(view));
        steps.filter(|step| self.join(step).is_some_and(|join| join.inner)).map(|step| &step.child).collect()
    }

    /// The base and what is needed of the rest, joined.
    pub(crate) fn from(&self, needed: &BTreeSet<&ModelName>) -> Vec<TableWithJoins> {
        let on_the_way: BTreeSet<&ModelName> = needed.iter().flat_map(|view| self.path(view)).map(|step| &step.child).collect();
        let mut joins = Vec::with_capacity(on_the_way.len());
        for step in self.steps.iter().filter(|step| on_the_way.contains(&step.child)) {
            let (Some(join), Some(relation)) = (self.join(step), self.relation(&step.child)) else { continue };
            let on = JoinConstraint::On(join.on.clone());
            let join_operator = if join.inner { JoinOperator::Inner(on) } else { JoinOperator::Left(on) };
            joins.push(SqlJoin { relation, global: false, join_operator });
        }
        self.relation(&self.base).map(|relation| TableWithJoins { relation, joins }).into_iter().collect()
    }

    fn relation(&self, name: &ModelName) -> Option<TableFactor> {
        Some(match &self.model.views.get(name)?.source {
            ViewSource::Table(table) => ast::table(table.as_str(), name.as_str()),
            ViewSource::Query(query) => ast::derived(query.as_ref().clone(), name.as_str()),
        })
    }

    /// Every view that is scanned for these.
    pub(crate) fn scanned<'n>(&'n self, needed: &BTreeSet<&'n ModelName>) -> BTreeSet<&'n ModelName> {
        let on_the_way = needed.iter().flat_map(|view| self.path(view)).map(|step| &step.child);
        on_the_way.chain([&self.base]).collect()
    }
}

/// The views whose columns a tree reads.
pub(crate) fn views_of<'m>(model: &'m Model, expr: &Expr) -> BTreeSet<&'m ModelName> {
    struct Views<'m> {
        model: &'m Model,
        found: BTreeSet<&'m ModelName>,
    }
    impl Look for Views<'_> {
        fn expr(&mut self, expr: &Expr) -> std::ops::ControlFlow<()> {
            if let Some((view, _)) = ast::as_column(expr)
                && let Some((name, _)) = view.parse::<ModelName>().ok().and_then(|view| self.model.views.get_key_value(&view))
            {
                self.found.insert(name);
            }
            std::ops::ControlFlow::Continue(())
        }
    }
    let mut views = Views { model, found: BTreeSet::new() };
    walk(expr, &mut views);
    views.found
}
