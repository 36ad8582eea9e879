//! A workbook's own model on top of a shared one: it adds, and loosens nothing (access.md §4).
//!
//! Whatever decides who sees which rows and fields of a table is taken from the shared model as it is in force, not from the two read together:
//! no text of a workbook comes near it. What the workbook adds is measured against what the shared model offers, which tells the kind of a query.

mod offered;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use access::{GrantExpr, TableReach};
use indexmap::IndexMap;
use vocab::{FieldPath, ModelName};

use self::offered::Offered;
use super::draft::{Draft, OwnTopic};
use super::fields::Fields;
use super::report::{Place, Report};
use super::resolve::{Resolver, Unseen};
use super::{Checked, FILES_LIMIT, MODEL_LIMIT, build};
use crate::ast;
use crate::catalog::{Catalog, ModelFiles};
use crate::model::{Dimension, FieldHead, Join, Measure, Model, Topic, TopicJoin, View};
use crate::readable::Readable;

/// Who writes a workbook's own model. What they may not know of is not there for them, in errors and hints too.
#[derive(Debug)]
pub struct Author<'a> {
    /// What they may read.
    pub who: &'a Readable<'a>,
    /// They may query topics and nothing else, so what no topic offers them is not there.
    pub topics_only: bool,
    /// They may read the files of the shared model.
    pub modeler: bool,
    /// The files that they wrote; what stands in the others is not theirs to answer for.
    pub files: &'a BTreeSet<String>,
}

/// What somebody changes of a workbook's own model, by who may (access.md §4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OwnChange {
    /// Dimensions and measures of views of the shared model.
    pub fields: bool,
    /// Topics, relationships, views or access grants.
    pub structure: bool,
}

/// What differs between two states of a workbook's own model, and in which files.
#[must_use]
pub fn own_change(base: &Model, former: &ModelFiles, now: &ModelFiles) -> (OwnChange, BTreeSet<String>) {
    let names: BTreeSet<&String> = former.0.keys().chain(now.0.keys()).collect();
    let changed: BTreeSet<String> = names.into_iter().filter(|name| former.0.get(*name) != now.0.get(*name)).cloned().collect();
    let of_view = |name: &str| {
        let stem = name.rsplit('/').next().unwrap_or(name).strip_suffix(".view.yaml");
        stem.and_then(|stem| stem.parse::<ModelName>().ok()).is_some_and(|view| base.views.contains_key(&view))
    };
    let (fields, structure): (Vec<&String>, Vec<&String>) = changed.iter().partition(|name| of_view(name));
    (OwnChange { fields: !fields.is_empty(), structure: !structure.is_empty() }, changed)
}

/// Checks a workbook's own model on top of the shared model that is in force. Diagnostics are about the own files alone.
///
/// With an author, what they may not know of answers as what is not there. Without one, it is checked for being put in force.
#[must_use]
pub fn check_own(base: &Model, shared: &ModelFiles, own: &ModelFiles, catalog: &Catalog, author: Option<&Author<'_>>) -> Checked {
    let files = shared.0.keys().chain(own.0.keys()).cloned().collect();
    let mut report = Report::of_own(files, shared.0.len(), author.is_none_or(|author| author.modeler));
    if own.0.len() > FILES_LIMIT || own.0.values().map(String::len).sum::<usize>() > MODEL_LIMIT {
        let message = format!("a model has at most {FILES_LIMIT} files and {} MB", MODEL_LIMIT / 1024 / 1024);
        report.error("model_too_large", Place { file: shared.0.len(), line: 1, column: 1 }, message, None);
        return Checked { model: None, diagnostics: report.finish() };
    }
    let mut draft = super::read::read(shared, &mut report);
    read::read(own, shared.0.len(), &mut draft, &mut report);
    let wrote = |name: &str| author.is_some_and(|author| author.files.contains(name));
    let theirs = own.0.keys().enumerate().filter(|(_, name)| wrote(name)).map(|(at, _)| shared.0.len() + at).collect();
    let layer = Layer { base, author, theirs };
    let model = build(&draft, Some(&layer), catalog, &mut report);
    let model = if report.has_errors() { None } else { model.map(std::sync::Arc::new) };
    Checked { model, diagnostics: report.finish() }
}

/// The shared model under a workbook's own.
pub(super) struct Layer<'l> {
    base: &'l Model,
    author: Option<&'l Author<'l>>,
    /// The files that the author wrote, as places count them.
    theirs: BTreeSet<usize>,
}

impl Layer<'_> {
    /// Before anything is resolved: what the author may not know of.
    pub(super) fn start(&self, resolver: &mut Resolver<'_>) {
        if let Some(author) = self.author {
            resolver.blind(self.theirs.clone(), self.unseen(author));
        }
    }

    fn unseen(&self, author: &Author<'_>) -> Unseen {
        let base = self.base;
        let topics: Vec<Offered<'_>> = if author.topics_only {
            let entered = |topic: &&Topic| author.who.enters(&base.rules, &topic.rules).is_ok();
            base.topics().filter(entered).map(|topic| Offered::of(base, topic)).collect()
        } else {
            Vec::new()
        };
        let hidden = |guard: Option<&GrantExpr>| guard.is_some_and(|guard| !author.who.holds(&base.rules, guard));
        let mut unseen = Unseen { names: base.views.keys().cloned().collect(), ..Unseen::default() };
        // A column is not there for an author when no name of its view shows it to them.
        let mut shown: BTreeMap<(ModelName, String), bool> = BTreeMap::new();
        for (name, view) in &base.views {
            for path in paths(name, view) {
                let guard = base.field(&path).map(|field| &field.head().guard);
                if hidden(guard) || (author.topics_only && !topics.iter().any(|topic| topic.field(&path))) {
                    unseen.fields.insert(path);
                }
            }
            let Some(rules) = view.table().and_then(|table| base.rules.tables.get(table)) else { continue };
            for column in columns_of(view).into_iter().chain(rules.guarded_columns.keys().cloned()) {
                let offered = !author.topics_only || topics.iter().any(|topic| topic.column(name, &column));
                let seen = offered && !hidden(rules.guarded_columns.get(&column));
                *shown.entry((view.own_name.clone(), column)).or_default() |= seen;
            }
            if author.topics_only {
                unseen.blind_views.insert(view.own_name.clone());
            }
        }
        for (column, seen) in shown {
            if seen {
                unseen.shown.insert(column)
            } else {
                unseen.columns.insert(column)
            };
        }
        unseen
    }

    /// After everything is built: the shared model's rules as they are, and what the own parts come to.
    pub(super) fn settle(&self, model: &mut Model, draft: &Draft, resolver: &Resolver<'_>, fields: &Fields, report: &mut Report) {
        let base = self.base;
        self.check_tables(draft, resolver, report);
        model.rules.tables.clone_from(&base.rules.tables);
        model.rules.grants.extend(base.rules.grants.iter().map(|(name, grant)| (name.clone(), grant.clone())));
        for (name, view) in &mut model.views {
            if let Some(known) = base.views.get(name) {
                keep(view, known);
            }
        }
        let (joins, views) = (&model.joins, &model.views);
        for topic in model.topics.values_mut() {
            let Some(known) = base.topics.get(&topic.name) else {
                topic.altered = true;
                continue;
            };
            keep_rules(topic, known);
            let said = draft.own.topics.get(&topic.name);
            let joined = |topic: &Topic, joins: &[Join]| -> Vec<_> {
                let step = |step: &TopicJoin| (step.parent.clone(), step.child.clone(), step.reversed, joins.get(step.join).cloned());
                topic.tree.iter().map(step).collect()
            };
            topic.altered = said.is_some() || topic.base != known.base || joined(topic, joins) != joined(known, &base.joins);
            if !topic.altered {
                topic.fields.clone_from(&known.fields);
                topic.default_filters.clone_from(&known.default_filters);
            }
            if said != Some(&OwnTopic::Changed { curated: true }) {
                topic.fields.extend(own_fields(topic, views));
            }
            let offered = Offered::of(base, known);
            let within = |path: &&FieldPath| offered.within(path, draft, resolver, fields, &mut BTreeSet::new());
            topic.beyond =
                own_fields(topic, views).into_iter().filter(|path| topic.fields.contains(path)).filter(|path| !within(&path)).collect();
        }
    }

    /// A workbook's own view comes to no table that hand-written SQL does not come to.
    fn check_tables(&self, draft: &Draft, resolver: &Resolver<'_>, report: &mut Report) {
        for view in draft.views.iter().filter(|view| draft.own.views.contains(&view.name)) {
            let at = view.table.as_ref().or(view.sql.as_ref()).map_or(view.at, |said| said.at);
            for table in resolver.sources.get(&view.name).into_iter().flat_map(|source| &source.tables) {
                let rules = self.base.rules.tables.get(table).filter(|rules| rules.reach == TableReach::Named);
                let author = self.author.filter(|_| self.theirs.contains(&at.file));
                let held = rules.is_some_and(|rules| author.is_none_or(|author| author.who.holds(&self.base.rules, &rules.required)));
                if !held {
                    report.error("table_unknown", at, format!("the connection has no table `{table}`"), None);
                }
            }
        }
    }
}

fn paths(name: &ModelName, view: &View) -> impl Iterator<Item = FieldPath> {
    view.dimensions.keys().chain(view.measures.keys()).map(|field| FieldPath { view: name.clone(), field: field.clone() })
}

/// The columns that a view's own fields read under this name of it.
fn columns_of(view: &View) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for dimension in view.dimensions.values() {
        if let Some((of, column)) = ast::as_column(&dimension.sql)
            && of == view.name.as_str()
        {
            found.insert(column.to_owned());
        }
    }
    found
}

/// The fields of a workbook's own model that can be used in a topic.
fn own_fields(topic: &Topic, views: &IndexMap<ModelName, View>) -> Vec<FieldPath> {
    let names: BTreeSet<&ModelName> = topic.tree.iter().map(|step| &step.child).chain([&topic.base]).collect();
    let usable = |head: &FieldHead| head.own && !head.hidden && head.uses.iter().all(|used| names.contains(&used.view));
    let mut found = Vec::new();
    for (name, view) in views.iter().filter(|(name, _)| names.contains(name)) {
        let heads = view.dimensions.iter().map(|(field, dimension)| (field, &dimension.head));
        let heads = heads.chain(view.measures.iter().map(|(field, measure)| (field, &measure.head)));
        found.extend(heads.filter(|(_, head)| usable(head)).map(|(field, _)| FieldPath { view: name.clone(), field: field.clone() }));
    }
    found
}

/// What the shared model says of a view and its fields stands, whatever else is there now.
fn keep(view: &mut View, known: &View) {
    view.hidden = known.hidden;
    view.source.clone_from(&known.source);
    view.tables.clone_from(&known.tables);
    view.primary_key.clone_from(&known.primary_key);
    view.dimensions.extend(known.dimensions.iter().map(|(name, dimension): (&ModelName, &Dimension)| (name.clone(), dimension.clone())));
    view.measures.extend(known.measures.iter().map(|(name, measure): (&ModelName, &Measure)| (name.clone(), measure.clone())));
}

/// Everything that narrows a topic of the shared model goes on narrowing it.
fn keep_rules(topic: &mut Topic, known: &Topic) {
    topic.hidden = known.hidden;
    topic.rules.required = known.rules.required.clone().and(&topic.rules.required);
    for rule in &known.rules.access_filters {
        if !topic.rules.access_filters.contains(rule) {
            topic.rules.access_filters.push(rule.clone());
        }
    }
    for filter in &known.always {
        if !topic.always.contains(filter) {
            topic.always.push(filter.clone());
        }
    }
}
