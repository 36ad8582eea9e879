//! Relationships and topics: which views stand together, by which condition, and what of them a topic offers.

use std::collections::{BTreeMap, BTreeSet};

use access::{FieldRule, GrantExpr, TopicRules};
use indexmap::IndexMap;
use vocab::{FieldPath, ModelName};

use super::draft::{Draft, DraftFilter, DraftJoin, DraftRule, DraftTopic, OwnTopic, path_in};
use super::field_sql::{marked, parse};
use super::fields::Guards;
use super::filters::{About, Kind, checked_filter};
use super::read::{label_of, required};
use super::report::{Place, Placed, Report, name_hint, nearest};
use super::resolve::Resolver;
use crate::ast;
use crate::model::{Cardinality, Join, Topic, TopicJoin, View};
use crate::query::Filter;
use crate::walk::each_expr_mut;

/// Gives the names that relationships make up to the resolver.
pub(super) fn name_views(draft: &Draft, resolver: &mut Resolver<'_>, report: &mut Report) -> BTreeMap<ModelName, Option<String>> {
    let mut labels: BTreeMap<ModelName, Option<String>> = BTreeMap::new();
    for join in &draft.relationships {
        let sides = [(&join.from, &join.from_as, &join.from_label), (&join.to, &join.to_as, &join.to_label)];
        for (view, alias, label) in sides {
            let Some(target) = resolver.known_view(view, report).map(|view| view.name.clone()) else { continue };
            let name = alias.as_ref().unwrap_or(view);
            let known = resolver.names.entry(name.value.clone()).or_insert_with(|| target.clone());
            if *known != target {
                let message = format!("`{}` is the name of `{known}` already", name.value);
                report.error("name_taken", name.at, message, Some("choose another name".to_owned()));
                continue;
            }
            let said = labels.entry(name.value.clone()).or_default();
            if said.is_none() {
                said.clone_from(label);
            }
        }
    }
    labels
}

/// Checks each relationship. A relationship that is wrong is `None`, so that indices stay those of the file.
pub(super) fn joins(
    draft: &Draft,
    views: &IndexMap<ModelName, View>,
    guards: &Guards,
    resolver: &Resolver<'_>,
    report: &mut Report,
) -> Vec<Option<Join>> {
    draft.relationships.iter().map(|join| build_join(join, views, guards, resolver, report)).collect()
}

fn build_join(
    draft: &DraftJoin,
    views: &IndexMap<ModelName, View>,
    guards: &Guards,
    resolver: &Resolver<'_>,
    report: &mut Report,
) -> Option<Join> {
    let (from, to) = (draft.left(), draft.right());
    if from == to {
        let hint = "give one side another name with `join_to_view_as`".to_owned();
        report.error("join_to_itself", draft.at, format!("`{from}` is joined to itself under the same name"), Some(hint));
        return None;
    }
    let sql = parse(&draft.on, report)?;
    let mut trees = Vec::new();
    let mut uses = BTreeSet::new();
    let mut ok = true;
    for reference in &sql.references {
        let path = path_in(None, &reference.value);
        let view = path.as_ref().filter(|path| path.view == *from || path.view == *to).and_then(|path| views.get(&path.view));
        let Some((path, view)) = path.clone().zip(view) else {
            if path.is_none_or(|path| !resolver.excused(path.view.as_str())) {
                let message = format!("`{}` is no field of `{from}` or `{to}`", reference.value);
                report.error("reference_unknown", reference.at, message, Some(format!("write `${{{from}.field}} = ${{{to}.field}}`")));
            }
            ok = false;
            continue;
        };
        let unseen = resolver.unseen(reference.at, &path);
        let Some(dimension) = view.dimensions.get(&path.field).filter(|_| !unseen) else {
            if unseen || !resolver.written(&path) || view.measures.contains_key(&path.field) {
                let hint = name_hint(path.field.as_str(), view.dimensions.keys().map(ModelName::as_str));
                report.error("field_unknown", reference.at, format!("`{}` has no dimension `{}`", path.view, path.field), hint);
            }
            ok = false;
            continue;
        };
        if dimension.head.uses.iter().any(|used| used.view != *from && used.view != *to) {
            report.error("reference_unknown", reference.at, format!("`{path}` looks at a third view, which a join cannot"), None);
            ok = false;
        }
        uses.insert(path);
        trees.push(ast::atom(dimension.sql.clone()));
    }
    if !ok {
        return None;
    }
    let mut on = sql.expr;
    let mut bare = None;
    each_expr_mut(&mut on, &mut |expr| {
        let index = match expr {
            sqlparser::ast::Expr::Identifier(ident) => marked(&ident.value).ok_or_else(|| ident.value.clone()),
            sqlparser::ast::Expr::CompoundIdentifier(parts) => {
                Err(parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join("."))
            }
            _ => return,
        };
        match index.map(|index| trees.get(index)) {
            Ok(Some(tree)) => *expr = tree.clone(),
            Ok(None) => {}
            Err(name) => bare = Some(name),
        }
    });
    if let Some(name) = bare {
        let hint = format!("write `${{{from}.field}} = ${{{to}.field}}`");
        report.error("reference_unknown", draft.on.at, format!("`{name}` does not say of which view it is"), Some(hint));
        return None;
    }
    for side in [from, to] {
        if !uses.iter().any(|path| path.view == *side) {
            report.error("join_one_sided", draft.on.at, format!("the condition does not look at `{side}`"), None);
            return None;
        }
    }
    let guard = uses.iter().fold(GrantExpr::open(), |guard, path| guard.and(&guards.field(resolver, path)));
    Some(Join {
        from: from.clone(),
        to: to.clone(),
        inner: draft.inner,
        cardinality: Cardinality { many_from: draft.many_from, many_to: draft.many_to },
        reversible: draft.reversible,
        own: draft.own,
        on,
        guard,
    })
}

/// What topics are checked against.
pub(super) struct Ground<'g> {
    pub(super) draft: &'g Draft,
    pub(super) views: &'g IndexMap<ModelName, View>,
    pub(super) joins: &'g [Option<Join>],
    pub(super) excused: &'g dyn Fn(&str) -> bool,
    /// Fields that are written, right or wrong.
    pub(super) written: &'g dyn Fn(&FieldPath) -> bool,
    /// Fields that whoever wrote the text at a place may not know of.
    pub(super) unseen: &'g dyn Fn(Place, &FieldPath) -> bool,
}

pub(super) fn topic(draft: &DraftTopic, ground: &Ground<'_>, report: &mut Report) -> Option<Topic> {
    let base = draft.base.as_ref()?;
    let view_of = |name: &Placed<ModelName>, report: &mut Report| {
        let view = ground.views.get(&name.value);
        if view.is_none() && !(ground.excused)(name.value.as_str()) {
            let hint = name_hint(name.value.as_str(), ground.views.keys().map(ModelName::as_str));
            report.error("view_unknown", name.at, format!("there is no view `{}`", name.value), hint);
        }
        view
    };
    view_of(base, report)?;
    let mut tree: Vec<TopicJoin> = Vec::new();
    for (parent, child) in &draft.joins {
        if view_of(child, report).is_none() {
            continue;
        }
        if child.value == base.value || tree.iter().any(|join| join.child == child.value) {
            let hint = "give the view another name in `relationships.yaml` with `join_to_view_as`".to_owned();
            report.error("view_twice", child.at, format!("`{}` is in the topic twice", child.value), Some(hint));
            continue;
        }
        if let Some(join) = relationship(parent.as_ref().unwrap_or(&base.value), child, ground, report) {
            tree.push(join);
        }
    }
    let views: Vec<&ModelName> = [&base.value].into_iter().chain(tree.iter().map(|join| &join.child)).collect();
    let fields = curate(draft, &views, ground, report);
    let default = required(ground.draft.default_topic_required.as_ref());
    // A topic that a workbook adds is bound by the defaults whatever it says: only the shared model opts out of them.
    let bound = ground.draft.own.topics.get(&draft.name) == Some(&OwnTopic::Added);
    let mut guard = match &draft.required {
        Some(said) if bound => default.and(&said.value),
        Some(said) => said.value.clone(),
        None => default,
    };
    let all = |path: &FieldPath| in_topic(path, &views, ground);
    let offered = |path: &FieldPath| if fields.contains(path) { in_topic(path, &views, ground) } else { None };
    let week_start = ground.draft.week_start;
    let check = |filters: &[DraftFilter], dimension: &dyn Fn(&FieldPath) -> Option<Kind>, report: &mut Report| {
        let near = |text: &str| nearest_path(text, &views, ground);
        let written = |path: &FieldPath| (ground.written)(path) && !is_built(path, ground);
        let about = About { view: Some(&base.value), dimension, written: &written, near: &near, unseen: ground.unseen };
        filters.iter().filter_map(|filter| checked_filter(filter, &about, week_start, report)).collect::<Vec<Filter>>()
    };
    let default_filters = check(&draft.default_filters, &offered, report);
    let always = check(&draft.always, &all, report);
    let said = draft.access_filters.as_ref();
    let rules = said.unwrap_or(&ground.draft.default_topic_filters);
    // A default for all topics cannot fit every one of them: it binds those that have the field, and others say nothing about it.
    let mut access_filters: Vec<FieldRule> =
        rules.iter().filter_map(|rule| access_filter(rule, &base.value, &views, said.is_some(), ground, report)).collect();
    if bound && said.is_some() {
        let defaults = ground.draft.default_topic_filters.iter();
        access_filters.extend(defaults.filter_map(|rule| access_filter(rule, &base.value, &views, false, ground, report)));
    }
    for path in always.iter().map(|filter| &filter.field.path).chain(access_filters.iter().map(|rule| &rule.field)) {
        if let Some(view) = ground.views.get(&path.view)
            && let Some(dimension) = view.dimensions.get(&path.field)
        {
            guard = guard.and(&dimension.head.guard);
        }
    }
    warn_of_missing_keys(draft, &tree, ground, report);
    Some(Topic {
        name: draft.name.clone(),
        label: draft.label.clone().unwrap_or_else(|| label_of(draft.name.as_str())),
        description: draft.description.clone(),
        hidden: draft.hidden,
        default_filters,
        default_row_limit: draft.default_row_limit,
        base: base.value.clone(),
        tree,
        fields,
        always,
        rules: TopicRules { required: guard, access_filters },
        altered: false,
        beyond: BTreeSet::new(),
    })
}

fn relationship(parent: &ModelName, child: &Placed<ModelName>, ground: &Ground<'_>, report: &mut Report) -> Option<TopicJoin> {
    let forward = |join: &DraftJoin| join.left() == parent && *join.right() == child.value;
    let backward = |join: &DraftJoin| join.right() == parent && *join.left() == child.value && join.reversible;
    let found: Vec<(usize, bool)> = ground
        .draft
        .relationships
        .iter()
        .enumerate()
        .filter_map(|(index, join)| if forward(join) { Some((index, false)) } else { backward(join).then_some((index, true)) })
        .collect();
    match found.as_slice() {
        [(index, reversed)] => {
            ground.joins.get(*index)?.as_ref()?;
            Some(TopicJoin { parent: parent.clone(), child: child.value.clone(), join: *index, reversed: *reversed })
        }
        [] => {
            let other_way = ground.draft.relationships.iter().any(|join| join.right() == parent && *join.left() == child.value);
            let hint = if other_way {
                format!("there is one from `{}` to `{parent}`; add `reversible: true` to it", child.value)
            } else {
                let to: Vec<String> = ground
                    .draft
                    .relationships
                    .iter()
                    .filter(|join| join.left() == parent)
                    .map(|join| format!("`{}`", join.right()))
                    .collect();
                if to.is_empty() {
                    "add it to `relationships.yaml`".to_owned()
                } else {
                    format!("`{parent}` is joined to {}", to.join(", "))
                }
            };
            report.error("relationship_missing", child.at, format!("no relationship joins `{parent}` to `{}`", child.value), Some(hint));
            None
        }
        _ => {
            let hint = "give one of the sides another name with `join_to_view_as`".to_owned();
            report.error(
                "relationship_ambiguous",
                child.at,
                format!("several relationships join `{parent}` to `{}`", child.value),
                Some(hint),
            );
            None
        }
    }
}

/// Which fields the topic offers: patterns from left to right, `-` takes away.
fn curate(draft: &DraftTopic, views: &[&ModelName], ground: &Ground<'_>, report: &mut Report) -> BTreeSet<FieldPath> {
    let everything: BTreeSet<FieldPath> = views
        .iter()
        .filter_map(|name| ground.views.get(*name))
        .flat_map(|view| {
            view.dimensions.keys().chain(view.measures.keys()).map(|field| FieldPath { view: view.name.clone(), field: field.clone() })
        })
        .collect();
    let usable = |path: &FieldPath| {
        let Some(view) = ground.views.get(&path.view) else { return false };
        let head = view.dimensions.get(&path.field).map(|dimension| &dimension.head);
        let head = head.or_else(|| view.measures.get(&path.field).map(|measure| &measure.head));
        head.is_some_and(|head| !head.hidden && head.uses.iter().all(|used| views.contains(&&used.view)))
    };
    let patterns = draft.fields.as_deref().unwrap_or_default();
    let starts_with_minus = patterns.first().is_none_or(|pattern| pattern.value.starts_with('-'));
    let known = |text: &str| {
        path_in(draft.base.as_ref().map(|base| &base.value), text).is_some_and(|path| (ground.written)(&path) && !is_built(&path, ground))
    };
    let mut chosen = if starts_with_minus { everything.clone() } else { BTreeSet::new() };
    for pattern in patterns {
        let (minus, text) = pattern.value.strip_prefix('-').map_or((false, pattern.value.as_str()), |text| (true, text.trim()));
        let matched: BTreeSet<FieldPath> = if text == "all_views.*" {
            everything.clone()
        } else if let Some(view) = text.strip_suffix(".*") {
            everything.iter().filter(|path| path.view.as_str() == view).cloned().collect()
        } else {
            let path = path_in(draft.base.as_ref().map(|base| &base.value), text);
            path.into_iter().filter(|path| everything.contains(path) && !(ground.unseen)(pattern.at, path)).collect()
        };
        if matched.is_empty() && !(ground.excused)(text.split('.').next().unwrap_or(text)) && !known(text) {
            let message = format!("`{}` matches no field of this topic", pattern.value);
            report.error("field_unknown", pattern.at, message, nearest_path(text, views, ground));
        }
        if let Some(path) = matched.iter().next()
            && matched.len() == 1
            && !minus
            && !text.ends_with(".*")
            && !usable(path)
        {
            let message = format!("`{path}` is hidden, or refers to a view that is not joined here");
            report.warning("field_unusable", pattern.at, message, None);
        }
        if minus { chosen.retain(|path| !matched.contains(path)) } else { chosen.extend(matched) }
    }
    chosen.retain(usable);
    chosen
}

fn is_built(path: &FieldPath, ground: &Ground<'_>) -> bool {
    ground.views.get(&path.view).is_some_and(|view| view.dimensions.contains_key(&path.field) || view.measures.contains_key(&path.field))
}

fn in_topic(path: &FieldPath, views: &[&ModelName], ground: &Ground<'_>) -> Option<Kind> {
    let view = ground.views.get(&path.view).filter(|_| views.contains(&&path.view))?;
    let dimension = view.dimensions.get(&path.field)?;
    let reachable = dimension.head.uses.iter().all(|used| views.contains(&&used.view));
    reachable.then(|| (dimension.head.data_type, dimension.grains.clone()))
}

fn nearest_path(text: &str, views: &[&ModelName], ground: &Ground<'_>) -> Option<String> {
    let names: Vec<String> = views
        .iter()
        .filter_map(|name| ground.views.get(*name))
        .flat_map(|view| view.dimensions.keys().map(move |field| format!("{}.{field}", view.name)))
        .collect();
    nearest(text, names.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"))
}

fn access_filter(
    rule: &DraftRule,
    base: &ModelName,
    views: &[&ModelName],
    said_here: bool,
    ground: &Ground<'_>,
    report: &mut Report,
) -> Option<FieldRule> {
    let path = path_in(Some(base), &rule.field.value)
        .filter(|path| in_topic(path, views, ground).is_some() && !(said_here && (ground.unseen)(rule.field.at, path)));
    let Some(field) = path else {
        if said_here {
            let message = format!("there is no dimension `{}` in this topic", rule.field.value);
            report.error("field_unknown", rule.field.at, message, nearest_path(&rule.field.value, views, ground));
        }
        return None;
    };
    Some(FieldRule {
        field,
        user_attribute: rule.user_attribute.clone(),
        values_for_unfiltered: rule.values_for_unfiltered.clone(),
        like: rule.like,
    })
}

/// Measures of a joined view are computed on its own grain, and for that its rows must be told apart.
fn warn_of_missing_keys(draft: &DraftTopic, tree: &[TopicJoin], ground: &Ground<'_>, report: &mut Report) {
    for join in tree {
        let Some(view) = ground.views.get(&join.child) else { continue };
        let computed = view.measures.values().any(|measure| !measure.head.hidden);
        if computed && view.primary_key.is_empty() {
            let at = draft.joins.iter().find(|(_, child)| child.value == join.child).map_or(draft.at, |(_, child)| child.at);
            let message = format!("the measures of `{}` cannot be computed here: the view has no `primary_key`", view.name);
            report.warning("primary_key_missing", at, message, Some("declare in the view which dimensions tell its rows apart".to_owned()));
        }
    }
}
