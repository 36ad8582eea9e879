//! YAML of model files as a tree with positions. Anchors, aliases and tags are refused, and depth and size are capped while reading, so that no file can grow.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::report::{Place, Report};

/// Bytes of one model file.
const FILE_LIMIT: usize = 512 * 1024;
/// Levels inside each other. Models need six.
const DEPTH_LIMIT: usize = 24;
/// Scalars, lists and mappings of one file.
const NODE_LIMIT: usize = 50_000;

/// A value of a model file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) at: Place,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A scalar; `plain` when it was written without quotes, so that `no` and `1` can be told from `"no"` and `"1"`.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Mapping(Vec<Entry>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) at: Place,
    pub(super) value: Node,
}

impl Node {
    /// What it is, for messages.
    pub(super) const fn noun(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar { .. } => "a single value",
            Kind::List(_) => "a list",
            Kind::Mapping(_) => "a mapping",
        }
    }

    /// Nothing was written: `airlines:` or `airlines: ~`.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }
}

/// A level that is still open.
enum Open {
    List(Place, Vec<Node>),
    Mapping { at: Place, entries: Vec<Entry>, key: Option<(String, Place)> },
}

/// Reads one file. `None` when it is not YAML as models need it; the report says why.
pub(super) fn read(file: usize, text: &str, report: &mut Report) -> Option<Node> {
    let start = Place { file, line: 1, column: 1 };
    if text.len() > FILE_LIMIT {
        report.error("file_too_large", start, format!("the file is larger than {} kB", FILE_LIMIT / 1024), None);
        return None;
    }
    match build(file, text) {
        Ok(Some(node)) => Some(node),
        Ok(None) => Some(Node { at: start, kind: Kind::Mapping(Vec::new()) }),
        Err(fault) => {
            report.error(fault.code, fault.at, fault.message, fault.hint);
            None
        }
    }
}

struct Fault {
    code: &'static str,
    at: Place,
    message: String,
    hint: Option<String>,
}

fn fault(code: &'static str, at: Place, message: impl Into<String>, hint: Option<&str>) -> Fault {
    Fault { code, at, message: message.into(), hint: hint.map(str::to_owned) }
}

fn build(file: usize, text: &str) -> Result<Option<Node>, Fault> {
    let place = |span: &Span| Place {
        file,
        line: u32::try_from(span.start.line()).unwrap_or(u32::MAX),
        column: u32::try_from(span.start.col() + 1).unwrap_or(u32::MAX),
    };
    let mut parser = Parser::new_from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    let mut documents = 0;
    let mut count = 0;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let at = Place {
                file,
                line: u32::try_from(error.marker().line()).unwrap_or(1).max(1),
                column: u32::try_from(error.marker().col() + 1).unwrap_or(1),
            };
            fault("yaml_invalid", at, format!("this is not YAML: {}", error.info()), None)
        })?;
        let at = place(&span);
        count += 1;
        if count > NODE_LIMIT {
            return Err(fault("yaml_too_large", at, format!("the file has more than {NODE_LIMIT} values"), None));
        }
        let node = match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    return Err(fault("yaml_invalid", at, "a model file is one YAML document; `---` starts a second one", None));
                }
                continue;
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => continue,
            Event::Alias(_) => {
                return Err(fault("yaml_alias", at, "aliases (`*name`) are not allowed in model files", Some("write the value out")));
            }
            Event::Scalar(_, _, anchor, ref tag) | Event::SequenceStart(anchor, ref tag) | Event::MappingStart(anchor, ref tag)
                if anchor != 0 || tag.is_some() =>
            {
                let message = "anchors (`&name`) and tags (`!name`) are not allowed in model files";
                return Err(fault("yaml_anchor", at, message, Some("remove it; put text that starts with `&` or `!` in quotes")));
            }
            Event::Scalar(text, style, ..) => {
                Node { at, kind: Kind::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain } }
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(at, Vec::new()));
                limit_depth(&open, at)?;
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping { at, entries: Vec::new(), key: None });
                limit_depth(&open, at)?;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(at, items)) => Node { at, kind: Kind::List(items) },
                Some(Open::Mapping { at, entries, .. }) => Node { at, kind: Kind::Mapping(entries) },
                None => continue,
            },
        };
        match open.last_mut() {
            None => root = Some(node),
            Some(level) => put(level, node)?,
        }
    }
    Ok(root.filter(|node| !node.is_null()))
}

fn limit_depth(open: &[Open], at: Place) -> Result<(), Fault> {
    if open.len() <= DEPTH_LIMIT {
        return Ok(());
    }
    Err(fault("yaml_too_deep", at, format!("more than {DEPTH_LIMIT} levels inside each other"), None))
}

fn put(level: &mut Open, node: Node) -> Result<(), Fault> {
    match level {
        Open::List(_, items) => items.push(node),
        Open::Mapping { entries, key, .. } => match key.take() {
            Some((key, at)) => entries.push(Entry { key, at, value: node }),
            None => {
                let Kind::Scalar { text, .. } = node.kind else {
                    return Err(fault("yaml_invalid", node.at, "a key must be a single word", None));
                };
                if entries.iter().any(|entry| entry.key == text) {
                    return Err(fault("key_twice", node.at, format!("`{text}` is there twice"), Some("remove one of them")));
                }
                *key = Some((text, node.at));
            }
        },
    }
    Ok(())
}
