//! A first model for tables that nobody has described yet: usable at once, and a start for whoever edits it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use vocab::{DataType, ModelName};

use crate::catalog::{Catalog, ModelFiles};

/// One view and one topic per table: a dimension per column, a count, sums and averages of what looks like an amount.
#[must_use]
pub fn generate(catalog: &Catalog) -> ModelFiles {
    let mut files = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (table, columns) in &catalog.tables {
        let Some(name) = unused_name(table.as_str(), "table", &mut taken) else { continue };
        files.insert(format!("{name}.view.yaml"), view(table.as_str(), columns));
        let label = quoted(&label_of(table.as_str()));
        files.insert(format!("{name}.topic.yaml"), format!("label: {label}\nbase_view: {name}\n"));
    }
    ModelFiles(files)
}

fn view(table: &str, columns: &[(String, DataType)]) -> String {
    let mut taken = BTreeSet::new();
    let mut text = format!("table_name: {}\nlabel: {}\n", quoted(table), quoted(&label_of(table)));
    let mut measures = String::from("measures:\n  count:\n    aggregate_type: count\n    label: Count\n    format: number_0\n");
    taken.insert("count".to_owned());
    if !columns.is_empty() {
        text.push_str("dimensions:\n");
    }
    for (column, data_type) in columns {
        // SQL takes neither empty names nor control characters, so such a column can only be read by hand-written SQL.
        if column.is_empty() || column.chars().any(char::is_control) {
            continue;
        }
        let Some(name) = unused_name(column, "column", &mut taken) else { continue };
        let _ = write!(text, "  {name}:\n    label: {}\n", quoted(&label_of(column)));
        if name != *column {
            let _ = writeln!(text, "    sql: {}", quoted(&format!("\"{}\"", column.replace('"', "\"\""))));
        }
        if !matches!(data_type, DataType::Integer | DataType::Number) || is_key(column) {
            continue;
        }
        for (prefix, aggregate, label) in [("total", "sum", "Total"), ("average", "average", "Average")] {
            let Some(measure) = unused_name(&format!("{prefix}_{name}"), "measure", &mut taken) else { continue };
            let label = quoted(&format!("{label} {}", lower_first(&label_of(column))));
            let _ = write!(measures, "  {measure}:\n    sql: ${{{name}}}\n    aggregate_type: {aggregate}\n    label: {label}\n");
        }
    }
    text.push_str(&measures);
    text
}

/// Numbers that name things rather than count them: nobody wants their sum.
fn is_key(column: &str) -> bool {
    let column = column.to_ascii_lowercase();
    let words: Vec<&str> = column.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let named = |word: &&str| {
        [
            "id",
            "key",
            "code",
            "no",
            "nr",
            "number",
            "zip",
            "postcode",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "week",
            "quarter",
            "lat",
            "lon",
            "latitude",
            "longitude",
        ]
        .contains(word)
    };
    words.iter().any(named) || (column.len() > 3 && column.ends_with("id") && words.len() == 1 && column != "paid")
}

/// A name that models allow, not given to anything before.
fn unused_name(text: &str, otherwise: &str, taken: &mut BTreeSet<String>) -> Option<String> {
    let mut name = String::new();
    for letter in text.trim().chars() {
        match letter.to_ascii_lowercase() {
            letter @ ('a'..='z' | '0'..='9') => name.push(letter),
            _ if name.ends_with('_') => {}
            _ => name.push('_'),
        }
    }
    let mut name = name.trim_matches('_').to_owned();
    name.truncate(48);
    if name.is_empty() {
        otherwise.clone_into(&mut name);
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    let candidates = std::iter::once(name.clone()).chain((2..10_000).map(|count| format!("{name}_{count}")));
    let free = candidates.into_iter().find(|candidate| !taken.contains(candidate) && candidate.parse::<ModelName>().is_ok())?;
    taken.insert(free.clone());
    Some(free)
}

/// `dep_delay` and `depDelay` are both "Dep delay".
fn label_of(text: &str) -> String {
    let mut words = String::new();
    let mut previous_lower = false;
    for letter in text.chars() {
        if letter.is_control() || matches!(letter, '_' | '-' | '.' | ' ') {
            if !words.ends_with(' ') {
                words.push(' ');
            }
            previous_lower = false;
            continue;
        }
        if letter.is_uppercase() && previous_lower {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
        previous_lower = letter.is_lowercase();
    }
    let words = words.trim();
    let mut letters = words.chars();
    letters.next().map_or_else(|| "Untitled".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

/// The label inside another one; abbreviations keep their capitals.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

/// Any text as a YAML scalar in double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            letter if letter.is_control() || matches!(letter, '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\U{:08x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
