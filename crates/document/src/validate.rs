//! What a project must hold to be saved. Every fault is reported at once, each with a JSON pointer (RFC 6901).

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;

use crate::{Project, Report, ReportFilter, Tab, Tile, TileContent};

/// Width of the grid.
pub const GRID_COLUMNS: u16 = 12;

/// The sizes that a project may have; beyond them a page would not open any more.
pub struct Limits {
    /// Reports of a document.
    pub reports: usize,
    /// Tabs of a report.
    pub tabs: usize,
    /// Tiles of a tab.
    pub tiles: usize,
    /// Filters of a report.
    pub filters: usize,
    /// Fields of a query.
    pub fields: usize,
    /// Rows down to which a tile may reach.
    pub rows: u16,
    /// Characters of a tile's title or filter's label.
    pub title: usize,
    /// Bytes of SQL or Markdown in a tile.
    pub text: usize,
    /// Connections that a document has a model of its own for.
    pub models: usize,
    /// Files of one of these models.
    pub files: usize,
    /// Bytes of one of these files.
    pub file: usize,
}

/// The sizes in force.
pub const LIMITS: Limits = Limits {
    reports: 50,
    tabs: 30,
    tiles: 60,
    filters: 30,
    fields: 60,
    rows: 2_000,
    title: 120,
    text: 100_000,
    models: 20,
    files: 100,
    file: 100_000,
};

/// One thing that is wrong with a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a JSON pointer into the project.
    pub pointer: String,
    /// A stable code.
    pub code: &'static str,
    /// For a person.
    pub detail: String,
}

impl Project {
    /// Everything that keeps the project from being saved; empty when nothing does.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults(Vec::new());
        if self.format != Self::FORMAT {
            faults.add("/format", "format_unknown", format!("this server writes form {}, not {}", Self::FORMAT, self.format));
        }
        faults.at_most("/reports", "reports", self.reports.len(), LIMITS.reports);
        if self.reports.is_empty() {
            faults.add("/reports", "reports_empty", "a document needs at least one report".to_owned());
        }
        faults.unique("/reports", self.reports.iter().map(|report| report.id));
        faults.unique("/reports", self.reports.iter().flat_map(|report| &report.tabs).map(|tab| tab.id));
        faults.unique("/reports", self.reports.iter().flat_map(Report::tiles).map(|tile| tile.id));
        faults.at_most("/models", "models", self.models.len(), LIMITS.models);
        for (connection, files) in &self.models {
            let at = format!("/models/{connection}");
            faults.at_most(&at, "files", files.len(), LIMITS.files);
            for (name, text) in files {
                if !is_file_name(name) {
                    let detail = "expected a name such as `flights.view.yaml` or `flights.topic.yaml`".to_owned();
                    faults.add(&at, "file_name_invalid", detail);
                } else if text.len() > LIMITS.file {
                    faults.add(
                        &format!("{at}/{name}"),
                        "too_long",
                        format!("a model file of a workbook has at most {} bytes", LIMITS.file),
                    );
                }
            }
        }
        for (index, report) in self.reports.iter().enumerate() {
            check_report(report, &format!("/reports/{index}"), &mut faults);
        }
        faults.0
    }
}

/// A plain file name that ends as model files do.
#[must_use]
pub fn is_file_name(name: &str) -> bool {
    let stem = name.strip_suffix(".yaml").unwrap_or_default();
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    !stem.is_empty() && name.len() <= 120 && stem.bytes().all(plain) && !stem.starts_with('.') && !stem.contains("..")
}

struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, pointer: &str, code: &'static str, detail: String) {
        self.0.push(Fault { pointer: pointer.to_owned(), code, detail });
    }

    fn at_most(&mut self, pointer: &str, what: &str, count: usize, limit: usize) {
        if count > limit {
            self.add(pointer, "too_many", format!("{count} {what} are more than the {limit} that are allowed"));
        }
    }

    /// Ids are how links and filters find things, so each stands once in the whole project.
    fn unique<T: Hash + Eq + Display>(&mut self, pointer: &str, ids: impl Iterator<Item = T>) {
        let mut seen = HashSet::new();
        for id in ids {
            let text = id.to_string();
            if !seen.insert(id) {
                self.add(pointer, "id_duplicate", format!("`{text}` stands more than once"));
            }
        }
    }
}

fn check_report(report: &Report, at: &str, faults: &mut Faults) {
    faults.at_most(&format!("{at}/tabs"), "tabs", report.tabs.len(), LIMITS.tabs);
    faults.at_most(&format!("{at}/filters"), "filters", report.filters.len(), LIMITS.filters);
    if report.tabs.is_empty() {
        faults.add(&format!("{at}/tabs"), "tabs_empty", "a report needs at least one tab".to_owned());
    }
    faults.unique(&format!("{at}/filters"), report.filters.iter().map(|filter| filter.id.clone()));
    for (index, tab) in report.tabs.iter().enumerate() {
        check_tab(tab, &format!("{at}/tabs/{index}"), faults);
    }
    for (index, filter) in report.filters.iter().enumerate() {
        check_filter(report, filter, &format!("{at}/filters/{index}"), faults);
    }
}

fn check_tab(tab: &Tab, at: &str, faults: &mut Faults) {
    faults.at_most(&format!("{at}/tiles"), "tiles", tab.tiles.len(), LIMITS.tiles);
    for (index, tile) in tab.tiles.iter().enumerate() {
        check_tile(tile, &format!("{at}/tiles/{index}"), faults);
    }
}

fn check_tile(tile: &Tile, at: &str, faults: &mut Faults) {
    let layout = tile.layout;
    let inside = u32::from(layout.x) + u32::from(layout.w) <= u32::from(GRID_COLUMNS)
        && u32::from(layout.y) + u32::from(layout.h) <= u32::from(LIMITS.rows);
    if layout.w == 0 || layout.h == 0 || !inside {
        let detail = format!("a tile must be at least 1 by 1 and lie within {GRID_COLUMNS} columns and {} rows", LIMITS.rows);
        faults.add(&format!("{at}/layout"), "layout_outside", detail);
    }
    check_text(&tile.title, &format!("{at}/title"), faults);
    match &tile.content {
        TileContent::Query { query, .. } => {
            faults.at_most(&format!("{at}/content/query/fields"), "fields", query.fields.len(), LIMITS.fields);
            if query.fields.is_empty() {
                faults.add(&format!("{at}/content/query/fields"), "fields_empty", "a query needs at least one field".to_owned());
            }
        }
        TileContent::Sql { sql, .. } => check_size(sql, &format!("{at}/content/sql"), faults),
        TileContent::Text { markdown } => check_size(markdown, &format!("{at}/content/markdown"), faults),
    }
}

fn check_filter(report: &Report, filter: &ReportFilter, at: &str, faults: &mut Faults) {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if filter.id.is_empty() || filter.id.len() > 40 || !filter.id.chars().all(word) {
        faults.add(&format!("{at}/id"), "id_invalid", "1 to 40 of `a-z`, `0-9` and `_`".to_owned());
    }
    check_text(&filter.label, &format!("{at}/label"), faults);
    for tile in filter.tiles.iter().flatten() {
        if report.tile(*tile).is_none() {
            faults.add(&format!("{at}/tiles"), "tile_unknown", format!("`{tile}` is no tile of this report"));
        }
    }
}

fn check_text(text: &str, at: &str, faults: &mut Faults) {
    if text.chars().count() > LIMITS.title {
        faults.add(at, "too_long", format!("at most {} characters", LIMITS.title));
    }
    if text.chars().any(char::is_control) {
        faults.add(at, "control_character", "one line of visible text".to_owned());
    }
}

fn check_size(text: &str, at: &str, faults: &mut Faults) {
    if text.len() > LIMITS.text {
        faults.add(at, "too_long", format!("at most {} bytes", LIMITS.text));
    }
}
