//! Promotion: the files of a workbook's own model written into those of the shared model.
//!
//! What the merged file has to say is worked out on trees. The text is then put together from the lines of both files, so that the comments and the
//! form of the shared file stay; where lines do not give that tree, the file is written anew from it.

use std::fmt::Write;

use access::{GrantExpr, ModelRules};
use vocab::{FieldPath, ModelName};

use super::report::{Place, Report};
use super::yaml::{Entry, Kind, Node, read};
use super::{Checked, check};
use crate::catalog::{Catalog, ModelFiles};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Model;

/// What a promotion comes to.
#[derive(Debug, Clone)]
pub struct Promotion {
    /// The files of the shared model that change, with their new texts.
    pub files: ModelFiles,
    /// The shared model with them. Without a model the promotion is not for doing.
    pub checked: Checked,
}

/// Works out what becomes of the shared model when these files of a workbook's own are moved into it. `base` is the shared model in force, and
/// `effective` is it with the workbook's own on top.
///
/// A field that is `used` in a topic which lists its fields is put on that list. A promotion that would show anybody more of a table than the rules
/// of the shared model do is an error.
#[must_use]
pub fn promote(
    base: &Model,
    effective: &Model,
    shared: &ModelFiles,
    own: &ModelFiles,
    catalog: &Catalog,
    used: &dyn Fn(&ModelName, &FieldPath) -> bool,
) -> Promotion {
    let mut files = merged_files(shared, own);
    let whole = |files: &ModelFiles| ModelFiles(shared.0.iter().chain(&files.0).map(|(name, text)| (name.clone(), text.clone())).collect());
    let mut checked = check(&whole(&files), catalog);
    let mut listed = false;
    for topic in effective.topics().filter(|topic| !topic.altered) {
        let Some(after) = checked.model.as_deref().and_then(|model| model.topic(&topic.name).map(|topic| (model, topic))) else { continue };
        let missing = topic.fields.iter().filter(|path| after.0.field(path).is_some() && !after.1.fields.contains(path));
        let missing: Vec<String> =
            missing.filter(|path| !topic.beyond.contains(path) && used(&topic.name, path)).map(ToString::to_string).collect();
        let name = format!("{}.topic.yaml", topic.name);
        let Some(former) = files.0.get(&name).or_else(|| shared.0.get(&name)).filter(|_| !missing.is_empty()) else { continue };
        files.0.extend(with_fields(former, &missing).map(|text| (name, text)));
        listed = true;
    }
    if listed {
        checked = check(&whole(&files), catalog);
    }
    if let Some(after) = &checked.model {
        let file = own.0.keys().next().cloned().unwrap_or_default();
        let loosened = loosened(base.rules(), after.rules());
        checked.diagnostics.extend(loosened.into_iter().map(|message| Diagnostic {
            severity: Severity::Error,
            code: "promotion_loosens",
            file: file.clone(),
            line: 1,
            column: 1,
            message,
            hint: Some("give the field the same `required_access_grants`".to_owned()),
        }));
        if checked.diagnostics.iter().any(|found| found.severity == Severity::Error) {
            checked.model = None;
        }
    }
    Promotion { files, checked }
}

/// Which rules of tables hold less than before, in words.
fn loosened(before: &ModelRules, after: &ModelRules) -> Vec<String> {
    let stricter = |before: &GrantExpr, after: &GrantExpr| after.clone().and(before) == *after;
    let mut found = Vec::new();
    for (table, rules) in &before.tables {
        let Some(now) = after.tables.get(table) else { continue };
        for (column, guard) in &rules.guarded_columns {
            if !now.guarded_columns.get(column).is_some_and(|now| stricter(guard, now)) {
                found.push(format!("this would show `{column}` of `{table}` to whoever does not hold `{guard}`"));
            }
        }
        let rows = rules.row_policies.iter().all(|policy| now.row_policies.contains(policy));
        if !rows || !stricter(&rules.required, &now.required) || rules.masks != now.masks || rules.reach != now.reach {
            found.push(format!("this would change who may see what of `{table}`"));
        }
    }
    found
}

/// A topic's file with more fields on its list.
fn with_fields(text: &str, more: &[String]) -> Option<String> {
    let before = tree(text)?;
    let Kind::Mapping(entries) = &before.kind else { return None };
    let fields = entries.iter().find(|entry| entry.key == "fields")?;
    let Kind::List(items) = &fields.value.kind else { return None };
    let added = more.iter().map(|path| Node { at: fields.value.at, kind: Kind::Scalar { text: path.clone(), plain: true } });
    let list = Node { at: fields.value.at, kind: Kind::List(items.iter().cloned().chain(added).collect()) };
    let entry = Entry { key: fields.key.clone(), at: fields.at, value: list.clone() };
    let wanted = Kind::Mapping(entries.iter().map(|known| if known.key == entry.key { entry.clone() } else { known.clone() }).collect());
    let wanted = Node { at: before.at, kind: wanted };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let last = line(items.last()?.at);
    if let Some(of_list) = lines.get_mut(last) {
        match of_list.trim_end().strip_suffix(']') {
            Some(start) => *of_list = format!("{start}, {}]", more.join(", ")),
            None => {
                let pad = " ".repeat(of_list.len() - of_list.trim_start().len());
                let more: Vec<String> = more.iter().map(|path| format!("{pad}- {path}")).collect();
                lines.splice(last + 1..last + 1, more);
            }
        }
    }
    let spliced = lines.join("\n") + "\n";
    Some(if tree(&spliced).is_some_and(|found| same(&found, &wanted)) { spliced } else { written(&wanted) })
}

/// Both models were checked, so what cannot be read is left alone.
fn merged_files(shared: &ModelFiles, own: &ModelFiles) -> ModelFiles {
    let mut changed = ModelFiles::default();
    for (name, text) in &own.0 {
        let merged = match shared.0.get(name) {
            None => Some(text.clone()),
            Some(former) => merged(former, text),
        };
        changed.0.extend(merged.map(|text| (name.clone(), text)));
    }
    changed.0.retain(|name, text| shared.0.get(name) != Some(text));
    changed
}

fn merged(shared: &str, own: &str) -> Option<String> {
    let (before, added) = (tree(shared)?, tree(own)?);
    let wanted = union(&before, &added);
    let spliced = splice(shared, own, &before, &added);
    Some(match spliced.filter(|text| tree(text).is_some_and(|found| same(&found, &wanted))) {
        Some(text) => text,
        None => written(&wanted),
    })
}

fn tree(text: &str) -> Option<Node> {
    read(0, text, &mut Report::new(Vec::new()))
}

/// Mappings are joined key by key, lists of mappings one after the other; of anything else the added one stands.
fn union(before: &Node, added: &Node) -> Node {
    let kind = match (&before.kind, &added.kind) {
        (Kind::Mapping(known), Kind::Mapping(more)) => {
            let mut entries = known.clone();
            for entry in more {
                match entries.iter_mut().find(|known| known.key == entry.key) {
                    // What a topic starts with is said anew as a whole.
                    Some(known) if entry.key == "default_filters" => known.value = entry.value.clone(),
                    Some(known) => known.value = union(&known.value, &entry.value),
                    None => entries.push(entry.clone()),
                }
            }
            Kind::Mapping(entries)
        }
        (Kind::List(known), Kind::List(more)) if more.iter().any(|item| matches!(item.kind, Kind::Mapping(_))) => {
            Kind::List(known.iter().chain(more).cloned().collect())
        }
        // `joins: {}` or `a: {}` beside a mapping adds nothing.
        (Kind::Mapping(_), _) if added.is_null() => before.kind.clone(),
        (_, added) => added.clone(),
    };
    Node { at: before.at, kind }
}

/// The same values, wherever they stand.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Scalar { text: a, plain: x }, Kind::Scalar { text: b, plain: y }) => a == b && x == y,
        (Kind::List(a), Kind::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Kind::Mapping(a), Kind::Mapping(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
        }
        _ => false,
    }
}

/// The lines of the shared file with those of the added one put where they belong; none where there is no such place.
fn splice(shared: &str, own: &str, before: &Node, added: &Node) -> Option<String> {
    let mut lines: Vec<String> = shared.lines().map(str::to_owned).collect();
    let source: Vec<&str> = own.lines().collect();
    match (&before.kind, &added.kind) {
        (Kind::List(_), Kind::List(_)) => {
            trim(&mut lines);
            lines.push(String::new());
            lines.extend(source.iter().map(|line| (*line).to_owned()));
        }
        (Kind::Mapping(known), Kind::Mapping(more)) => {
            let mut inner: Vec<(usize, &Entry, usize)> = Vec::new();
            let mut outer: Vec<&[&str]> = Vec::new();
            for (entry, end) in more.iter().zip(ends(more, source.len())) {
                match known.iter().position(|known| known.key == entry.key) {
                    Some(at) => inner.push((at, entry, end)),
                    None => outer.push(source.get(line(entry.at)..end)?),
                }
            }
            // From the end of the file on, so that the places above stay what they are.
            inner.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
            for (at, entry, end) in inner {
                let former = known.get(at)?;
                let (Kind::Mapping(inside), Kind::Mapping(new)) = (&former.value.kind, &entry.value.kind) else { return None };
                let (first, of_new) = (inside.first()?, new.first()?);
                // Both in lines of their own, or lines say nothing.
                if first.at.line == former.at.line || of_new.at.line == entry.at.line {
                    return None;
                }
                let mut place = known.get(at + 1).map_or(lines.len(), |next| line(next.at));
                while place > 0 && lines.get(place - 1).is_some_and(|line| is_empty(line, first.at.column)) {
                    place -= 1;
                }
                let block = source.get(line(of_new.at)..end)?;
                let moved: Vec<String> = block.iter().map(|line| indented(line, of_new.at.column, first.at.column)).collect();
                let last = moved.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
                lines.splice(place..place, moved.into_iter().take(last));
            }
            // Keys that are new to the file go to its end.
            for block in outer {
                trim(&mut lines);
                lines.push(String::new());
                lines.extend(block.iter().map(|line| (*line).to_owned()));
            }
        }
        _ => return None,
    }
    trim(&mut lines);
    Some(lines.join("\n") + "\n")
}

/// Where the lines of each entry end: at the next one.
fn ends(entries: &[Entry], lines: usize) -> Vec<usize> {
    let next = entries.iter().skip(1).map(|entry| line(entry.at));
    next.chain([lines]).collect()
}

const fn line(at: Place) -> usize {
    (at.line as usize).saturating_sub(1)
}

/// An empty line, or a comment that belongs to what comes after a block of this column.
fn is_empty(line: &str, column: u32) -> bool {
    let text = line.trim_start();
    text.is_empty() || (text.starts_with('#') && line.len() - text.len() < (column as usize).saturating_sub(1))
}

fn indented(line: &str, from: u32, to: u32) -> String {
    let (from, to) = ((from as usize).saturating_sub(1), (to as usize).saturating_sub(1));
    let spaces = line.len() - line.trim_start_matches(' ').len();
    let text = line.trim_start_matches(' ');
    if text.is_empty() { String::new() } else { format!("{}{text}", " ".repeat(spaces.saturating_sub(from) + to)) }
}

fn trim(lines: &mut Vec<String>) {
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
}

/// A tree as text.
fn written(node: &Node) -> String {
    let mut out = String::new();
    write_node(node, 0, &mut out);
    out.trim_start().to_owned()
}

fn write_node(node: &Node, depth: usize, out: &mut String) {
    let pad = "  ".repeat(depth);
    match &node.kind {
        Kind::Scalar { text, plain: true } if !text.contains('\n') => _ = writeln!(out, " {text}"),
        Kind::Scalar { text, .. } => _ = writeln!(out, " {}", quoted(text)),
        Kind::List(items) if items.is_empty() => out.push_str(" []\n"),
        Kind::Mapping(entries) if entries.is_empty() => out.push_str(" {}\n"),
        Kind::List(items) => {
            out.push('\n');
            for item in items {
                let _ = write!(out, "{pad}-");
                write_node(item, depth + 1, out);
            }
        }
        Kind::Mapping(entries) => {
            out.push('\n');
            for entry in entries {
                let bare = !entry.key.is_empty() && entry.key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
                let key = if bare { entry.key.clone() } else { quoted(&entry.key) };
                let _ = write!(out, "{pad}{key}:");
                write_node(&entry.value, depth + 1, out);
            }
        }
    }
}

/// Text in quotes as YAML and JSON both have it.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shared: &str, own: &str, expected: &str) {
        assert_eq!(merged(shared, own).unwrap_or_default(), expected);
    }

    #[test]
    fn lines_go_where_they_belong_and_comments_stay() {
        check(
            "table_name: flights # the table\n\ndimensions:\n    # Codes.\n    carrier:\n        label: Code\n\n# Sums.\nmeasures:\n    count:\n        aggregate_type: count\n",
            "measures:\n  late:\n    aggregate_type: count\n    filters: { delay: { gt: 15 } } # late\n\ndimensions:\n  loud: { sql: upper(carrier) }\n",
            "table_name: flights # the table\n\ndimensions:\n    # Codes.\n    carrier:\n        label: Code\n    loud: { sql: upper(carrier) }\n\n# Sums.\nmeasures:\n    count:\n        aggregate_type: count\n    late:\n      aggregate_type: count\n      filters: { delay: { gt: 15 } } # late\n",
        );
        check("- a: 1\n", "# Mine.\n- a: 2\n", "- a: 1\n\n# Mine.\n- a: 2\n");
        check("base_view: x\n", "label: |\n  A\n   b\njoins:\n  y: {}\n", "base_view: x\n\nlabel: |\n  A\n   b\n\njoins:\n  y: {}\n");
    }

    #[test]
    fn a_list_of_fields_gets_longer_where_it_stands() {
        let more = ["a.x".to_owned(), "a.y".to_owned()];
        for (text, expected) in [
            ("fields: [a.*, b] \nlabel: x\n", "fields: [a.*, b, a.x, a.y]\nlabel: x\n"),
            ("fields:\n  # All.\n  - a.*\n  - b # b\nlabel: x\n", "fields:\n  # All.\n  - a.*\n  - b # b\n  - a.x\n  - a.y\nlabel: x\n"),
            ("fields: [a.*,\n  b # x\n  ]\n", "fields:\n  - a.*\n  - b\n  - a.x\n  - a.y\n"),
        ] {
            assert_eq!(with_fields(text, &more).unwrap_or_default(), expected);
        }
    }

    #[test]
    fn where_lines_do_not_do_the_tree_is_written() {
        check("a: { x: 1 }\n", "a: { y: \"2\" }\n", "a:\n  x: 1\n  y: \"2\"\n");
        check("joins:\n  b: {}\n", "joins:\n  b:\n    c: {}\n", "joins:\n  b:\n    c: {}\n");
        check("fields: [a, b]\nlabel: x\n", "fields: [c]\n", "fields:\n  - c\nlabel: x\n");
        check("label: x\njoins: {}\n", "label: \"y: z\"\njoins: { q: {} }\n", "label: \"y: z\"\njoins:\n  q: {}\n");
    }
}
