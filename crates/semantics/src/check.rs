//! The checker: model files against the tables of a connection. It reports every problem at once and lets no model through that has one.

mod build;
mod draft;
mod field_sql;
mod fields;
mod filters;
mod keys;
mod masks;
mod own;
mod promote;
mod read;
mod report;
mod resolve;
mod tables;
mod topics;
mod yaml;

use std::collections::BTreeSet;
use std::sync::Arc;

use access::ModelRules;
use indexmap::IndexMap;
use vocab::{FieldPath, ModelName};

pub(crate) use report::nearest;

use self::build::Builder;
use self::draft::Draft;
use self::fields::{Guards, resolve_all};
use self::filters::{About, checked_filter};
use self::masks::Masks;
use self::own::Layer;
pub use self::own::{Author, OwnChange, check_own, own_change};
pub use self::promote::{Promotion, promote};
use self::report::{Place, Report, name_hint};
use self::resolve::Resolver;
use crate::catalog::{Catalog, ModelFiles};
use crate::diagnostic::Diagnostic;
use crate::model::{Model, Topic, View};

/// Files of one model.
const FILES_LIMIT: usize = 1_000;
/// Bytes of one model.
const MODEL_LIMIT: usize = 4 * 1024 * 1024;

/// What the checker found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The model, unless there is any error.
    pub model: Option<Arc<Model>>,
    /// Every problem at once, by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks model files against the tables of their connection.
#[must_use]
pub fn check(files: &ModelFiles, catalog: &Catalog) -> Checked {
    let mut report = Report::new(files.0.keys().cloned().collect());
    if files.0.len() > FILES_LIMIT || files.0.values().map(String::len).sum::<usize>() > MODEL_LIMIT {
        let message = format!("a model has at most {FILES_LIMIT} files and {} MB", MODEL_LIMIT / 1024 / 1024);
        report.error("model_too_large", Place { file: 0, line: 1, column: 1 }, message, None);
        return Checked { model: None, diagnostics: report.finish() };
    }
    let draft = read::read(files, &mut report);
    let model = build(&draft, None, catalog, &mut report);
    let model = if report.has_errors() { None } else { model.map(Arc::new) };
    Checked { model, diagnostics: report.finish() }
}

fn build(draft: &Draft, layer: Option<&Layer<'_>>, catalog: &Catalog, report: &mut Report) -> Option<Model> {
    let mut resolver = Resolver::new(draft, catalog, report);
    if let Some(layer) = layer {
        layer.start(&mut resolver);
    }
    let labels = topics::name_views(draft, &mut resolver, report);
    let fields = resolve_all(draft, &mut resolver, report);
    let masks = Masks::of(draft, catalog, &mut resolver, &fields, report);
    let guards = Guards::of(draft, &resolver, &fields);
    let builder = Builder { fields: &fields, guards: &guards, resolver: &resolver, own: &draft.own };
    let mut views: IndexMap<ModelName, View> = IndexMap::new();
    for (name, own) in &resolver.names {
        let label = labels.get(name).and_then(Option::as_deref);
        let view = draft.views.iter().find(|view| view.name == *own);
        if let Some(view) = view.and_then(|view| builder.view(name, label, view)) {
            views.insert(name.clone(), view);
        }
    }
    check_views(draft, &views, &resolver, report);
    check_grants(draft, report);
    let joins = topics::joins(draft, &views, &guards, &resolver, report);
    let excused = |name: &str| resolver.excused(name) || unbuilt(draft, &views, name);
    let written = |path: &FieldPath| resolver.written(path);
    let unseen = |at: Place, path: &FieldPath| resolver.unseen(at, path);
    let ground = topics::Ground { draft, views: &views, joins: &joins, excused: &excused, written: &written, unseen: &unseen };
    let topics: IndexMap<ModelName, Topic> =
        draft.topics.iter().filter_map(|topic| topics::topic(topic, &ground, report)).map(|topic| (topic.name.clone(), topic)).collect();
    masks.check(draft, &views, &joins, &topics, report);
    let ground = tables::Ground { draft, catalog, resolver: &resolver, fields: &fields, guards: &guards };
    let tables = tables::rules(&ground, masks, report);
    let grants = draft.grants.iter().map(|(name, grant)| (name.value.clone(), grant.clone())).collect();
    // Indices of topics point into this list, so it is whole or the model is not made.
    let joins = joins.into_iter().collect::<Option<Vec<_>>>()?;
    let mut model = Model { rules: ModelRules { grants, tables }, week_start: draft.week_start, views, topics, joins };
    if let Some(layer) = layer {
        layer.settle(&mut model, draft, &resolver, &fields, report);
    }
    Some(model)
}

/// A view whose own file is wrong is reported there and not again wherever it is named.
fn unbuilt(draft: &Draft, views: &IndexMap<ModelName, View>, name: &str) -> bool {
    let known = draft.views.iter().any(|view| view.name.as_str() == name)
        || draft.relationships.iter().any(|join| join.left().as_str() == name || join.right().as_str() == name);
    known && !views.keys().any(|view| view.as_str() == name)
}

/// What can only be said once every view is there: primary keys and the filters of measures.
fn check_views(draft: &Draft, views: &IndexMap<ModelName, View>, resolver: &Resolver<'_>, report: &mut Report) {
    let dimension = |path: &FieldPath| {
        let dimension = views.get(&path.view)?.dimensions.get(&path.field)?;
        Some((dimension.head.data_type, dimension.grains.clone()))
    };
    for view in &draft.views {
        let names = || view.dimensions.iter().map(|dimension| dimension.head.name.as_str());
        for key in &view.primary_key {
            if !names().any(|name| name == key.value) {
                let message = format!("`{}` has no dimension `{}` for its key", view.name, key.value);
                report.error("field_unknown", key.at, message, name_hint(&key.value, names()));
            }
        }
        if !views.contains_key(&view.name) {
            continue;
        }
        for filter in view.measures.iter().flat_map(|measure| &measure.filters) {
            let near = |text: &str| name_hint(text, names());
            let (written, unseen) = (|path: &FieldPath| resolver.written(path), |at: Place, path: &FieldPath| resolver.unseen(at, path));
            let about = About { view: Some(&view.name), dimension: &dimension, written: &written, near: &near, unseen: &unseen };
            checked_filter(filter, &about, draft.week_start, report);
        }
    }
}

/// Every grant that is asked for must be declared.
fn check_grants(draft: &Draft, report: &mut Report) {
    let declared: BTreeSet<&ModelName> = draft.grants.iter().map(|(name, _)| &name.value).collect();
    let of_fields = draft.views.iter().flat_map(resolve::heads).filter_map(|head| head.required.as_ref());
    let of_views = draft.views.iter().filter_map(|view| view.required.as_ref());
    let of_topics = draft.topics.iter().filter_map(|topic| topic.required.as_ref());
    let of_masks =
        draft.views.iter().flat_map(|view| &view.dimensions).filter_map(|dimension| dimension.mask.as_ref()).map(|mask| &mask.unless);
    for asked in of_fields.chain(of_views).chain(of_topics).chain(of_masks).chain(draft.default_topic_required.as_ref()) {
        for name in asked.value.names() {
            if !declared.contains(name) {
                let hint = name_hint(name.as_str(), declared.iter().map(|name| name.as_str()));
                let hint = hint.or_else(|| Some("declare it under `access_grants` in `model.yaml`".to_owned()));
                report.error("grant_unknown", asked.at, format!("there is no access grant `{name}`"), hint);
            }
        }
    }
}
