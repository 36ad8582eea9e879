//! The files of a workbook's own model, added to those of the shared model: which keys they may have, and what they may not speak of.

use std::collections::BTreeSet;

use vocab::{FieldPath, ModelName};

use crate::catalog::ModelFiles;
use crate::check::draft::{Draft, DraftJoin, DraftTopic, DraftView, OwnTopic};
use crate::check::keys::parsed;
use crate::check::read::{FILE_KINDS, read_model, read_relationships, read_topic, read_view};
use crate::check::report::{Place, Placed, Report};
use crate::check::resolve::heads;
use crate::check::yaml::{self, Entry, Kind, Node};

const PROMOTE: &str = "a modeler changes that in the shared model";

/// Adds the own files to the draft of the shared ones. Their places count files from `first` on.
pub(super) fn read(files: &ModelFiles, first: usize, draft: &mut Draft, report: &mut Report) {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let shared: BTreeSet<ModelName> = draft.views.iter().map(|view| view.name.clone()).collect();
    for (index, (path, text)) in files.0.iter().enumerate() {
        let at = Place { file: first + index, line: 1, column: 1 };
        let name = path.rsplit('/').next().unwrap_or(path);
        if !names.insert(name) {
            report.error("file_twice", at, format!("there are two files called `{name}`"), Some("rename one of them".to_owned()));
            continue;
        }
        let stem = |end: &str| name.strip_suffix(end).map(|stem| Placed { value: stem.to_owned(), at });
        let Some(node) = yaml::read(at.file, text, report) else {
            draft.unread.push(name.split('.').next().unwrap_or(name).to_owned());
            continue;
        };
        if name == "model.yaml" {
            grants(&node, draft, report);
        } else if name == "relationships.yaml" {
            relationships(&node, draft, report);
        } else if let Some(stem) = stem(".view.yaml") {
            if let Some(name) = parsed(&stem, report) {
                let known = shared.contains(&name.value);
                view(name.value, known, &node, at, draft, report);
            }
        } else if let Some(stem) = stem(".topic.yaml") {
            if let Some(name) = parsed(&stem, report) {
                topic(name.value, &node, draft, report);
            }
        } else {
            report.error("file_unknown", at, format!("`{name}` is no model file"), Some(FILE_KINDS.to_owned()));
        }
    }
}

fn entries(node: &Node) -> &[Entry] {
    match &node.kind {
        Kind::Mapping(entries) => entries,
        Kind::Scalar { .. } | Kind::List(_) => &[],
    }
}

/// Refuses keys that are the shared model's to say.
fn locked(entries: &[Entry], keys: &[&str], what: &str, report: &mut Report) {
    for entry in entries.iter().filter(|entry| keys.contains(&entry.key.as_str())) {
        let message = format!("`{}` of {what} is not for a workbook's own model", entry.key);
        report.error("own_model_locked", entry.at, message, Some(PROMOTE.to_owned()));
    }
}

fn grants(node: &Node, draft: &mut Draft, report: &mut Report) {
    const LOCKED: &[&str] = &["default_topic_required_access_grants", "default_topic_access_filters", "week_start_day"];
    locked(entries(node), LOCKED, "the model", report);
    let mut apart = Draft::default();
    read_model(node, &mut apart, report);
    for (name, grant) in apart.grants {
        if draft.grants.iter().any(|(known, _)| known.value == name.value) {
            let message = format!("the shared model has the access grant `{}`, and only it says who holds it", name.value);
            report.error("own_model_locked", name.at, message, Some("choose another name".to_owned()));
        } else {
            draft.grants.push((name, grant));
        }
    }
}

fn relationships(node: &Node, draft: &mut Draft, report: &mut Report) {
    let mut apart = Draft::default();
    read_relationships(node, &mut apart, report);
    for join in apart.relationships {
        let same = |known: &DraftJoin| {
            (known.left() == join.left() && known.right() == join.right()) || (known.left() == join.right() && known.right() == join.left())
        };
        if draft.relationships.iter().any(same) {
            let message = format!("`{}` and `{}` are joined already", join.left(), join.right());
            let hint = "give one side another name with `join_to_view_as`".to_owned();
            report.error("own_model_locked", join.at, message, Some(hint));
        } else {
            draft.relationships.push(DraftJoin { own: true, ..join });
        }
    }
}

fn view(name: ModelName, known: bool, node: &Node, at: Place, draft: &mut Draft, report: &mut Report) {
    const RULES: &[&str] = &["row_policies", "required_access_grants"];
    const WHOLE: &[&str] =
        &["table_name", "sql", "primary_key", "label", "description", "hidden", "row_policies", "required_access_grants"];
    let what = format!("the view `{name}`");
    locked(entries(node), if known { WHOLE } else { RULES }, &what, report);
    for dimension in entries(node).iter().filter(|entry| entry.key == "dimensions").flat_map(|entry| entries(&entry.value)) {
        locked(entries(&dimension.value), &["mask"], "a dimension", report);
    }
    let mut read = read_view(name.clone(), node, report);
    read.row_policies.clear();
    read.required = None;
    for dimension in &mut read.dimensions {
        dimension.mask = None;
    }
    if known {
        if let Some(shared) = draft.views.iter_mut().find(|view| view.name == name) {
            extend(shared, read, &mut draft.own.fields, report);
        }
        return;
    }
    if draft.relationships.iter().any(|join| *join.left() == name || *join.right() == name) {
        let message = format!("`{name}` is the name of another view already");
        report.error("name_taken", at, message, Some("choose another name".to_owned()));
        return;
    }
    draft.own.fields.extend(heads(&read).map(|head| FieldPath { view: name.clone(), field: head.name.clone() }));
    draft.own.views.insert(name);
    draft.views.push(read);
}

/// Dimensions and measures beside those that the shared model has.
fn extend(shared: &mut DraftView, own: DraftView, fields: &mut BTreeSet<FieldPath>, report: &mut Report) {
    let taken: BTreeSet<ModelName> = heads(shared).map(|head| head.name.clone()).collect();
    let mut free = |head: &crate::check::draft::DraftHead| {
        let free = !taken.contains(&head.name);
        if free {
            fields.insert(FieldPath { view: shared.name.clone(), field: head.name.clone() });
        } else {
            let message = format!("`{}` has a field `{}` already", shared.name, head.name);
            report.error("own_model_locked", head.at, message, Some("choose another name".to_owned()));
        }
        free
    };
    let dimensions: Vec<_> = own.dimensions.into_iter().filter(|dimension| free(&dimension.head)).collect();
    let measures: Vec<_> = own.measures.into_iter().filter(|measure| free(&measure.head)).collect();
    shared.dimensions.extend(dimensions);
    shared.measures.extend(measures);
}

fn topic(name: ModelName, node: &Node, draft: &mut Draft, report: &mut Report) {
    const LOCKED: &[&str] = &["base_view", "hidden", "always_where_filters", "access_filters", "required_access_grants"];
    let Some(shared) = draft.topics.iter_mut().find(|topic| topic.name == name) else {
        let read = read_topic(name.clone(), node, true, report);
        draft.own.topics.insert(name, OwnTopic::Added);
        draft.topics.push(read);
        return;
    };
    locked(entries(node), LOCKED, &format!("the topic `{name}`"), report);
    let said = |key: &str| entries(node).iter().any(|entry| entry.key == key);
    let read = read_topic(name.clone(), node, false, report);
    draft.own.topics.insert(name, OwnTopic::Changed { curated: said("fields") });
    change(shared, read, said("default_filters"));
}

/// Joins are added; what is offered to begin with is replaced. What narrows the topic is not touched.
fn change(shared: &mut DraftTopic, own: DraftTopic, filters: bool) {
    shared.at = own.at;
    for (parent, child) in own.joins {
        if !shared.joins.iter().any(|(known_parent, known)| *known_parent == parent && known.value == child.value) {
            shared.joins.push((parent, child));
        }
    }
    if own.label.is_some() {
        shared.label = own.label;
    }
    if own.description.is_some() {
        shared.description = own.description;
    }
    if own.fields.is_some() {
        shared.fields = own.fields;
    }
    if own.default_row_limit.is_some() {
        shared.default_row_limit = own.default_row_limit;
    }
    if filters {
        shared.default_filters = own.default_filters;
    }
}
