//! Model files to a draft: which file is what, and which keys each may have.

use std::collections::BTreeMap;

use access::{AccessGrant, GrantExpr};
use vocab::{DataType, ModelName, TimeGrain};

use super::draft::{
    Draft, DraftDimension, DraftFilter, DraftHead, DraftJoin, DraftMask, DraftMeasure, DraftRule, DraftTopic, DraftView, DraftWith,
};
use super::keys::{Keys, each, entries, parsed, value};
use super::report::{Place, Placed, Report, name_hint};
use super::yaml::{Entry, Kind, Node, read as read_yaml};
use crate::catalog::ModelFiles;
use crate::model::AggregateType;
use crate::query::FilterOp;

pub(super) const FILE_KINDS: &str = "a model file is called `model.yaml`, `relationships.yaml`, `<name>.view.yaml` or `<name>.topic.yaml`";
const WEEK_DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const TYPES: [(&str, DataType); 9] = [
    ("text", DataType::Text),
    ("string", DataType::Text),
    ("integer", DataType::Integer),
    ("number", DataType::Number),
    ("boolean", DataType::Boolean),
    ("yesno", DataType::Boolean),
    ("date", DataType::Date),
    ("timestamp", DataType::Timestamp),
    ("time", DataType::Timestamp),
];
const RULE_KEYS: &[&str] = &["field", "user_attribute", "values_for_unfiltered", "enable_sql_like_wildcards"];
const HEAD_KEYS: [&str; 8] = ["sql", "type", "label", "description", "group_label", "format", "hidden", "required_access_grants"];

/// Reads every file.
pub(super) fn read(files: &ModelFiles, report: &mut Report) -> Draft {
    let mut draft = Draft::default();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for (index, (path, text)) in files.0.iter().enumerate() {
        let at = Place { file: index, line: 1, column: 1 };
        // Folders only sort files; what a file is called decides what it is.
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(other) = names.insert(name.to_owned(), path) {
            report.error("file_twice", at, format!("`{other}` has the same name"), Some("rename one of them".to_owned()));
            continue;
        }
        let Some(node) = read_yaml(index, text, report) else {
            draft.unread.push(name.split('.').next().unwrap_or(name).to_owned());
            continue;
        };
        if name == "model.yaml" {
            read_model(&node, &mut draft, report);
        } else if name == "relationships.yaml" {
            read_relationships(&node, &mut draft, report);
        } else if let Some(stem) = name.strip_suffix(".view.yaml") {
            if let Some(name) = parsed(&Placed { value: stem.to_owned(), at }, report) {
                let view = read_view(name.value, &node, report);
                draft.views.push(view);
            }
        } else if let Some(stem) = name.strip_suffix(".topic.yaml") {
            if let Some(name) = parsed(&Placed { value: stem.to_owned(), at }, report) {
                let topic = read_topic(name.value, &node, true, report);
                draft.topics.push(topic);
            }
        } else {
            report.error("file_unknown", at, format!("`{name}` is no model file"), Some(FILE_KINDS.to_owned()));
        }
    }
    draft
}

pub(super) fn read_model(node: &Node, draft: &mut Draft, report: &mut Report) {
    let known = ["access_grants", "default_topic_required_access_grants", "default_topic_access_filters", "week_start_day"];
    let keys = Keys::of(node, "the model", &known, report);
    for entry in keys.get("access_grants").map(|node| entries(node, "`access_grants`", report)).unwrap_or_default() {
        let Some(name) = name_of::<ModelName>(entry, report) else { continue };
        let known = ["user_attribute", "allowed_values", "access_boostable"];
        let keys = Keys::of(&entry.value, "an access grant", &known, report);
        let user_attribute = keys.parsed::<ModelName>("user_attribute", report);
        let allowed_values = keys.values("allowed_values", report);
        if keys.get("user_attribute").is_none() {
            report.error("key_missing", entry.at, format!("the access grant `{}` needs a `user_attribute`", name.value), None);
        }
        if allowed_values.is_empty() {
            let message = format!("the access grant `{}` needs `allowed_values`", name.value);
            report.error("key_missing", entry.at, message, Some("list at least one value of the attribute".to_owned()));
        }
        if let Some(user_attribute) = user_attribute {
            let access_boostable = keys.flag("access_boostable", report);
            draft.grants.push((name, AccessGrant { user_attribute: user_attribute.value, allowed_values, access_boostable }));
        }
    }
    draft.default_topic_required = keys.grants("default_topic_required_access_grants", report);
    draft.default_topic_filters = rules(keys.get("default_topic_access_filters"), RULE_KEYS, report);
    if let Some(day) = keys.text("week_start_day", report) {
        match WEEK_DAYS.iter().zip(0..).find(|(name, _)| **name == day.value) {
            Some((_, index)) => draft.week_start = index,
            None => report.error("value_invalid", day.at, format!("`{}` is not a day", day.value), name_hint(&day.value, WEEK_DAYS)),
        }
    }
}

pub(super) fn read_relationships(node: &Node, draft: &mut Draft, report: &mut Report) {
    let known = [
        "join_from_view",
        "join_from_view_as",
        "join_from_view_as_label",
        "join_to_view",
        "join_to_view_as",
        "join_to_view_as_label",
        "join_type",
        "relationship_type",
        "on_sql",
        "reversible",
    ];
    if !matches!(node.kind, Kind::List(_)) && !matches!(&node.kind, Kind::Mapping(entries) if entries.is_empty()) {
        let message = format!("`relationships.yaml` is a list of relationships, and this is {}", node.noun());
        report.error("shape_wrong", node.at, message, Some("start each relationship with `- join_from_view:`".to_owned()));
        return;
    }
    let Kind::List(items) = &node.kind else { return };
    for item in items {
        let keys = Keys::of(item, "a relationship", &known, report);
        for key in ["join_from_view", "join_to_view", "relationship_type", "on_sql"] {
            if keys.get(key).is_none() {
                report.error("key_missing", item.at, format!("a relationship needs `{key}`"), None);
            }
        }
        let inner = word(&keys, "join_type", &[("always_left", false), ("inner", true)], report).unwrap_or(false);
        let kinds = [
            ("many_to_one", (true, false)),
            ("one_to_one", (false, false)),
            ("one_to_many", (false, true)),
            ("many_to_many", (true, true)),
        ];
        let kind = word(&keys, "relationship_type", &kinds, report);
        let (from, to) = (keys.parsed("join_from_view", report), keys.parsed("join_to_view", report));
        let on = keys.text("on_sql", report);
        let (Some(from), Some(to), Some(on), Some((many_from, many_to))) = (from, to, on, kind) else { continue };
        draft.relationships.push(DraftJoin {
            at: item.at,
            from,
            from_as: keys.parsed("join_from_view_as", report),
            to,
            to_as: keys.parsed("join_to_view_as", report),
            from_label: keys.text("join_from_view_as_label", report).map(|text| text.value),
            to_label: keys.text("join_to_view_as_label", report).map(|text| text.value),
            inner,
            many_from,
            many_to,
            reversible: keys.flag("reversible", report),
            own: false,
            on,
        });
    }
}

pub(super) fn read_view(name: ModelName, node: &Node, report: &mut Report) -> DraftView {
    let known = [
        "table_name",
        "sql",
        "primary_key",
        "label",
        "description",
        "hidden",
        "required_access_grants",
        "row_policies",
        "dimensions",
        "measures",
    ];
    let keys = Keys::of(node, "a view", &known, report);
    let mut dimensions = Vec::new();
    for entry in keys.get("dimensions").map(|node| entries(node, "`dimensions`", report)).unwrap_or_default() {
        let known = [HEAD_KEYS.as_slice(), &["timeframes", "bins", "mask"]].concat();
        let fields = Keys::of(&entry.value, "a dimension", &known, report);
        let Some(head) = head(entry, &fields, report) else { continue };
        let mask = mask(&fields, &head.name, report);
        dimensions.push(DraftDimension { head, timeframes: timeframes(&fields, report), bins: bins(&fields, report), mask });
    }
    let mut measures = Vec::new();
    for entry in keys.get("measures").map(|node| entries(node, "`measures`", report)).unwrap_or_default() {
        let known = [HEAD_KEYS.as_slice(), &["aggregate_type", "percentile", "filters"]].concat();
        let fields = Keys::of(&entry.value, "a measure", &known, report);
        let Some(mut head) = head(entry, &fields, report) else { continue };
        let aggregate = aggregate(&fields, report);
        head.broken = head.broken || (fields.get("aggregate_type").is_some() && aggregate.is_none()) || fields.is_no_mapping();
        measures.push(DraftMeasure { head, aggregate, filters: filters(fields.get("filters"), report) });
    }
    DraftView {
        name,
        at: node.at,
        label: keys.text("label", report).map(|text| text.value),
        description: keys.text("description", report).map(|text| text.value),
        hidden: keys.flag("hidden", report),
        table: keys.text("table_name", report),
        sql: keys.text("sql", report),
        primary_key: keys.list("primary_key", report),
        required: keys.grants("required_access_grants", report),
        row_policies: rules(keys.get("row_policies"), RULE_KEYS, report),
        dimensions,
        measures,
    }
}

fn head(entry: &Entry, keys: &Keys<'_>, report: &mut Report) -> Option<DraftHead> {
    let name = name_of(entry, report)?;
    let sql = keys.text("sql", report);
    let format = keys.text("format", report);
    if let Some(format) = &format
        && !known_format(&format.value)
    {
        let hint = "write `number`, `percent`, `big`, `id` or a currency such as `eurcurrency`, each with `_0` to `_9` for the places after the point";
        report.error("value_invalid", format.at, format!("`{}` is no format", format.value), Some(hint.to_owned()));
    }
    Some(DraftHead {
        name: name.value,
        at: entry.at,
        data_type: word(keys, "type", &TYPES, report),
        label: keys.text("label", report).map(|text| text.value),
        description: keys.text("description", report).map(|text| text.value),
        group: keys.text("group_label", report).map(|text| text.value),
        format: format.map(|text| text.value),
        hidden: keys.flag("hidden", report),
        required: keys.grants("required_access_grants", report),
        broken: keys.get("sql").is_some() && sql.is_none(),
        sql,
    })
}

fn known_format(format: &str) -> bool {
    let base = match format.rsplit_once('_') {
        Some((base, digit)) if digit.len() == 1 && digit.bytes().all(|b| b.is_ascii_digit()) => base,
        _ => format,
    };
    let currency = base.strip_suffix("currency").is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase()));
    currency || ["number", "percent", "big", "id"].contains(&base)
}

fn timeframes(keys: &Keys<'_>, report: &mut Report) -> Option<Vec<Placed<TimeGrain>>> {
    keys.get("timeframes")?;
    let words = keys.list("timeframes", report);
    let known = TimeGrain::ALL.iter().map(|grain| grain.as_str());
    let grains = words.iter().filter_map(|word| match TimeGrain::from_word(&word.value) {
        Some(value) => Some(Placed { value, at: word.at }),
        None => {
            report.error("value_invalid", word.at, format!("`{}` is no time frame", word.value), name_hint(&word.value, known.clone()));
            None
        }
    });
    Some(grains.collect())
}

fn bins(keys: &Keys<'_>, report: &mut Report) -> Vec<f64> {
    let Some(node) = keys.get("bins") else { return Vec::new() };
    let bounds: Option<Vec<f64>> = each(node)
        .iter()
        .map(|item| match &item.kind {
            Kind::Scalar { text, plain: true } => text.parse::<f64>().ok().filter(|bound| bound.is_finite()),
            _ => None,
        })
        .collect();
    match bounds {
        Some(bounds) if !bounds.is_empty() && bounds.len() <= 100 && bounds.windows(2).all(|pair| pair.first() < pair.last()) => bounds,
        _ => {
            let message = "`bins` is a list of 1 to 100 numbers, each larger than the one before";
            report.error("value_invalid", node.at, message, Some("such as `[500, 1000, 2000]`".to_owned()));
            Vec::new()
        }
    }
}

/// `mask: {unless: grants, with: null}`, where `with` is `null`, `hash`, text in quotes, or SQL: without quotes or under `sql`.
fn mask(keys: &Keys<'_>, dimension: &ModelName, report: &mut Report) -> Option<DraftMask> {
    let node = keys.get("mask")?;
    let keys = Keys::of(node, "a mask", &["unless", "with"], report);
    if keys.is_no_mapping() {
        return None;
    }
    for (key, hint) in [
        ("unless", "name the access grant whose holders see the values: `unless: finance`"),
        ("with", "write what stands in the column: `null`, `hash`, a text in quotes, or SQL"),
    ] {
        if keys.get(key).is_none() {
            report.error("key_missing", node.at, format!("a mask needs `{key}`"), Some(hint.to_owned()));
        }
    }
    let unless = keys.grants("unless", report);
    if let Some(unless) = unless.as_ref().filter(|unless| unless.value.is_open()) {
        let hint = "name the access grant whose holders see the values, or remove the mask".to_owned();
        report.error("mask_open", unless.at, "this mask is in nobody's way", Some(hint));
    }
    let node = keys.get("with")?;
    let with = match &node.kind {
        _ if node.is_null() => DraftWith::Null,
        Kind::Scalar { text, plain: true } if text == "hash" => DraftWith::Hash,
        Kind::Scalar { text, plain: false } => DraftWith::Text(text.clone()),
        Kind::Scalar { text, plain: true } => mask_sql(dimension, Placed { value: text.clone(), at: node.at }),
        Kind::Mapping(_) | Kind::List(_) => {
            let keys = Keys::of(node, "`with`", &["sql"], report);
            let sql = keys.text("sql", report)?;
            mask_sql(dimension, sql)
        }
    };
    Some(DraftMask { unless: unless?, with: Placed { value: with, at: node.at } })
}

fn mask_sql(dimension: &ModelName, sql: Placed<String>) -> DraftWith {
    DraftWith::Sql(Box::new(DraftHead {
        name: dimension.clone(),
        at: sql.at,
        sql: Some(sql),
        data_type: None,
        label: None,
        description: None,
        group: None,
        format: None,
        hidden: false,
        required: None,
        broken: false,
    }))
}

fn aggregate(keys: &Keys<'_>, report: &mut Report) -> Option<AggregateType> {
    let kinds = [
        ("count", AggregateType::Count),
        ("count_distinct", AggregateType::CountDistinct),
        ("sum", AggregateType::Sum),
        ("average", AggregateType::Average),
        ("min", AggregateType::Min),
        ("max", AggregateType::Max),
        ("median", AggregateType::Median),
        ("percentile", AggregateType::Percentile(0.5)),
        ("stddev", AggregateType::Stddev),
    ];
    let kind = word(keys, "aggregate_type", &kinds, report);
    let percentile = keys.text("percentile", report);
    match (kind, percentile) {
        (Some(AggregateType::Percentile(_)), Some(text)) => match text.value.parse::<f64>() {
            Ok(percent) if (0.0..=100.0).contains(&percent) => Some(AggregateType::Percentile(percent / 100.0)),
            _ => {
                report.error("value_invalid", text.at, "`percentile` is a number from 0 to 100", None);
                None
            }
        },
        (Some(AggregateType::Percentile(_)), None) => {
            let hint = Some("such as `percentile: 90`".to_owned());
            report.error("key_missing", keys.place("aggregate_type"), "a percentile needs `percentile`", hint);
            None
        }
        (kind, Some(text)) => {
            report.error("key_unknown", text.at, "`percentile` goes with `aggregate_type: percentile` only", None);
            kind
        }
        (kind, None) => kind,
    }
}

pub(super) fn read_topic(name: ModelName, node: &Node, whole: bool, report: &mut Report) -> DraftTopic {
    let known = [
        "base_view",
        "label",
        "description",
        "hidden",
        "joins",
        "fields",
        "default_filters",
        "always_where_filters",
        "access_filters",
        "required_access_grants",
        "default_row_limit",
    ];
    let keys = Keys::of(node, "a topic", &known, report);
    let base = keys.parsed("base_view", report);
    if whole && keys.get("base_view").is_none() {
        report.error("key_missing", node.at, format!("the topic `{name}` needs a `base_view`"), None);
    }
    let mut joins = Vec::new();
    if let Some(node) = keys.get("joins") {
        read_joins(None, node, &mut joins, report);
    }
    let limit = keys.text("default_row_limit", report);
    let default_row_limit = limit.and_then(|text| match text.value.parse::<u32>() {
        Ok(limit) if limit > 0 => Some(limit),
        _ => {
            report.error("value_invalid", text.at, "`default_row_limit` is a whole number above 0", None);
            None
        }
    });
    DraftTopic {
        name,
        at: node.at,
        label: keys.text("label", report).map(|text| text.value),
        description: keys.text("description", report).map(|text| text.value),
        hidden: keys.flag("hidden", report),
        base,
        joins,
        fields: keys.get("fields").map(|_| keys.list("fields", report)),
        default_filters: filters(keys.get("default_filters"), report),
        always: filters(keys.get("always_where_filters"), report),
        access_filters: keys.get("access_filters").map(|node| rules(Some(node), RULE_KEYS, report)),
        required: keys.grants("required_access_grants", report),
        default_row_limit,
    }
}

/// The tree of joins, flattened with parents before children. The depth of the file limits the recursion.
fn read_joins(parent: Option<&ModelName>, node: &Node, joins: &mut Vec<(Option<ModelName>, Placed<ModelName>)>, report: &mut Report) {
    for entry in entries(node, "`joins`", report) {
        let Some(name) = name_of::<ModelName>(entry, report) else { continue };
        joins.push((parent.cloned(), name.clone()));
        read_joins(Some(&name.value), &entry.value, joins, report);
    }
}

fn filters(node: Option<&Node>, report: &mut Report) -> Vec<DraftFilter> {
    let mut filters = Vec::new();
    let ops = || FilterOp::ALL.iter().map(|op| op.as_str()).chain(["is"]);
    for entry in node.map(|node| entries(node, "filters", report)).unwrap_or_default() {
        let field = Placed { value: entry.key.clone(), at: entry.at };
        let Kind::Mapping(conditions) = &entry.value.kind else {
            let values = each(&entry.value).iter().filter_map(|item| value(item, &entry.key, report)).collect();
            filters.push(DraftFilter { field, op: FilterOp::In, values, values_at: entry.value.at });
            continue;
        };
        for condition in conditions {
            let op = if condition.key == "is" { Some(FilterOp::In) } else { FilterOp::from_word(&condition.key) };
            let Some(op) = op else {
                report.error(
                    "key_unknown",
                    condition.at,
                    format!("`{}` is no filter operator", condition.key),
                    name_hint(&condition.key, ops()),
                );
                continue;
            };
            let bare = matches!(op, FilterOp::Blank | FilterOp::Notblank);
            let items = if bare { &[] } else { each(&condition.value) };
            let values = items.iter().filter_map(|item| value(item, &condition.key, report)).collect();
            filters.push(DraftFilter { field: field.clone(), op, values, values_at: condition.value.at });
        }
    }
    filters
}

fn rules(node: Option<&Node>, known: &[&str], report: &mut Report) -> Vec<DraftRule> {
    let Some(node) = node.filter(|node| !node.is_null()) else { return Vec::new() };
    let mut rules = Vec::new();
    for item in each(node) {
        let keys = Keys::of(item, "a filter by user attribute", known, report);
        for key in ["field", "user_attribute"] {
            if keys.get(key).is_none() {
                report.error("key_missing", item.at, format!("a filter by user attribute needs `{key}`"), None);
            }
        }
        let (field, attribute) = (keys.text("field", report), keys.parsed::<ModelName>("user_attribute", report));
        let values_for_unfiltered = keys.values("values_for_unfiltered", report);
        let like = keys.flag("enable_sql_like_wildcards", report);
        if let (Some(field), Some(attribute)) = (field, attribute) {
            rules.push(DraftRule { field, user_attribute: attribute.value, values_for_unfiltered, like });
        }
    }
    rules
}

fn name_of<T: std::str::FromStr<Err: std::fmt::Display>>(entry: &Entry, report: &mut Report) -> Option<Placed<T>> {
    parsed(&Placed { value: entry.key.clone(), at: entry.at }, report)
}

/// One of some words, with what each means.
fn word<T: Copy>(keys: &Keys<'_>, key: &str, words: &[(&str, T)], report: &mut Report) -> Option<T> {
    let text = keys.text(key, report)?;
    let found = words.iter().find(|(word, _)| *word == text.value).map(|(_, meaning)| *meaning);
    if found.is_none() {
        let hint = name_hint(&text.value, words.iter().map(|(word, _)| *word));
        report.error("value_invalid", text.at, format!("`{}` is no {}", text.value, key.replace('_', " ")), hint);
    }
    found
}

/// What a name says when nobody wrote a label: `average_departure_delay` is "Average departure delay".
pub(super) fn label_of(name: &str) -> String {
    let words = name.replace('_', " ");
    let words = words.trim();
    let mut letters = words.chars();
    letters.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

/// The grants of a view or field that says nothing: none.
pub(super) fn required(grants: Option<&Placed<GrantExpr>>) -> GrantExpr {
    grants.map(|grants| grants.value.clone()).unwrap_or_default()
}
