//! The tenant table as it is written, and what it says once it is read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use vocab::{FieldPath, ModelName};

/// A tenant table as it is typed or uploaded: headers and cells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantSource {
    /// `USER`, `GROUP`, `EMAIL_DOMAIN`, `ATTRIBUTE <name>`, `SCENARIO`, `FIELD <view.field>`, the last one with `>=` or `<=` for ranges.
    pub columns: Vec<String>,
    /// Each as long as `columns`. Several values in a cell are separated by `;`, and a blank cell asks or limits nothing.
    pub rows: Vec<Vec<String>>,
}

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TenantColumn {
    /// Condition: the person's e-mail address, name or id.
    User,
    /// Condition: a group that the person is in, through other groups too, by name or id.
    Group,
    /// Condition: what stands behind the `@` of the person's address.
    EmailDomain,
    /// Condition: a value of the user attribute.
    Attribute(ModelName),
    /// The row's name.
    Scenario,
    /// Effect: the field is one of the values.
    OneOf(FieldPath),
    /// Effect: the field is the value or more.
    AtLeast(FieldPath),
    /// Effect: the field is the value or less.
    AtMost(FieldPath),
}

impl TenantColumn {
    /// The field that it limits.
    #[must_use]
    pub const fn field(&self) -> Option<&FieldPath> {
        match self {
            Self::OneOf(field) | Self::AtLeast(field) | Self::AtMost(field) => Some(field),
            Self::User | Self::Group | Self::EmailDomain | Self::Attribute(_) | Self::Scenario => None,
        }
    }
}

impl fmt::Display for TenantColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User => f.write_str("USER"),
            Self::Group => f.write_str("GROUP"),
            Self::EmailDomain => f.write_str("EMAIL_DOMAIN"),
            Self::Attribute(name) => write!(f, "ATTRIBUTE {name}"),
            Self::Scenario => f.write_str("SCENARIO"),
            Self::OneOf(field) => write!(f, "FIELD {field}"),
            Self::AtLeast(field) => write!(f, "FIELD {field} >="),
            Self::AtMost(field) => write!(f, "FIELD {field} <="),
        }
    }
}

impl FromStr for TenantColumn {
    type Err = ();

    fn from_str(header: &str) -> Result<Self, ()> {
        let words: Vec<&str> = header.split_whitespace().collect();
        let is = |word: &str, keyword: &str| word.eq_ignore_ascii_case(keyword);
        let field = |text: &str| text.parse::<FieldPath>().map_err(|_| ());
        match words.as_slice() {
            [word] if is(word, "USER") => Ok(Self::User),
            [word] if is(word, "GROUP") => Ok(Self::Group),
            [word] if is(word, "EMAIL_DOMAIN") => Ok(Self::EmailDomain),
            [word] if is(word, "SCENARIO") => Ok(Self::Scenario),
            [word, name] if is(word, "ATTRIBUTE") => name.parse().map(Self::Attribute).map_err(|_| ()),
            [word, path] if is(word, "FIELD") => field(path).map(Self::OneOf),
            [word, path, ">="] if is(word, "FIELD") => field(path).map(Self::AtLeast),
            [word, path, "<="] if is(word, "FIELD") => field(path).map(Self::AtMost),
            _ => Err(()),
        }
    }
}

/// One limit that a row sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantEffect {
    /// On which field.
    pub field: FieldPath,
    /// To what. The values are text; the field's type says what they mean.
    pub limit: TenantLimit,
}

impl From<&TenantEffect> for TenantColumn {
    /// The column that it stands in.
    fn from(effect: &TenantEffect) -> Self {
        let field = effect.field.clone();
        match effect.limit {
            TenantLimit::OneOf(_) => Self::OneOf(field),
            TenantLimit::AtLeast(_) => Self::AtLeast(field),
            TenantLimit::AtMost(_) => Self::AtMost(field),
        }
    }
}

/// What a field is limited to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TenantLimit {
    /// One of these, at least one.
    OneOf(Vec<String>),
    /// This or more.
    AtLeast(String),
    /// This or less.
    AtMost(String),
}

/// What is wrong with a tenant table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantFault {
    /// The row, counted from 0; none for a header.
    pub row: Option<usize>,
    /// The column, counted from 0; none for a row as a whole.
    pub column: Option<usize>,
    /// Stable snake_case.
    pub code: &'static str,
    /// For a person.
    pub detail: String,
}

/// Everything that is wrong with a tenant table, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantFaults(pub Vec<TenantFault>);

impl fmt::Display for TenantFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            write!(f, "{}{}", if at == 0 { "" } else { "; " }, fault.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for TenantFaults {}

/// A tenant table that was read: every header is known, every row is as long as the headers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TenantSource", into = "TenantSource")]
pub struct TenantTable {
    source: TenantSource,
    columns: Vec<TenantColumn>,
    rows: Vec<Row>,
}

/// What one row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) conditions: Vec<Condition>,
    pub(super) scenario: Option<String>,
    pub(super) effects: Vec<TenantEffect>,
}

/// One of a row's conditions; any of its values satisfies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    User(Vec<String>),
    Group(Vec<String>),
    EmailDomain(Vec<String>),
    Attribute(ModelName, Vec<String>),
}

impl TenantTable {
    /// At most so many columns.
    pub const COLUMNS: usize = 64;
    /// At most so many rows: they are gone through for each request.
    pub const ROWS: usize = 10_000;
    /// At most so many characters in a cell.
    pub const CELL: usize = 4_000;

    /// As it was written.
    #[must_use]
    pub const fn source(&self) -> &TenantSource {
        &self.source
    }

    /// What its columns are for, in order.
    #[must_use]
    pub fn columns(&self) -> &[TenantColumn] {
        &self.columns
    }

    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no row, and so assigns nothing to anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The limits of every row with its position, for checking them against a model.
    pub fn effects(&self) -> impl Iterator<Item = (usize, &TenantEffect)> {
        self.rows.iter().enumerate().flat_map(|(at, row)| row.effects.iter().map(move |effect| (at, effect)))
    }

    /// The names of its rows, in order.
    pub fn scenarios(&self) -> impl Iterator<Item = Option<&str>> {
        self.rows.iter().map(|row| row.scenario.as_deref())
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl From<TenantTable> for TenantSource {
    fn from(table: TenantTable) -> Self {
        table.source
    }
}

impl TryFrom<TenantSource> for TenantTable {
    type Error = TenantFaults;

    fn try_from(source: TenantSource) -> Result<Self, TenantFaults> {
        let mut faults = Faults::default();
        let columns = headers(&source, &mut faults);
        if source.rows.len() > Self::ROWS {
            faults.add(None, None, "too_many_rows", format!("a tenant table has at most {} rows", Self::ROWS));
        }
        let mut rows = Vec::with_capacity(source.rows.len().min(Self::ROWS));
        for (at, cells) in source.rows.iter().enumerate().take(Self::ROWS) {
            if cells.len() != source.columns.len() {
                let detail = format!("row {} has {} cells and the table {} columns", at + 1, cells.len(), source.columns.len());
                faults.add(Some(at), None, "row_length", detail);
            } else if let Some(columns) = &columns {
                rows.push(row(at, columns, cells, &mut faults));
            }
        }
        match (columns, faults.0) {
            (Some(columns), found) if found.is_empty() => Ok(Self { source, columns, rows }),
            (_, found) => Err(TenantFaults(found)),
        }
    }
}

/// So many faults are listed: nobody reads more at once.
const LISTED: usize = 50;

#[derive(Default)]
struct Faults(Vec<TenantFault>);

impl Faults {
    fn add(&mut self, row: Option<usize>, column: Option<usize>, code: &'static str, detail: String) {
        if self.0.len() < LISTED {
            self.0.push(TenantFault { row, column, code, detail });
        }
    }
}

fn headers(source: &TenantSource, faults: &mut Faults) -> Option<Vec<TenantColumn>> {
    let before = faults.0.len();
    if source.columns.len() > TenantTable::COLUMNS {
        faults.add(None, None, "too_many_columns", format!("a tenant table has at most {} columns", TenantTable::COLUMNS));
    }
    let mut columns: Vec<TenantColumn> = Vec::new();
    for (at, header) in source.columns.iter().enumerate().take(TenantTable::COLUMNS) {
        match header.parse::<TenantColumn>() {
            Err(()) => {
                let shown: String = header.chars().take(60).collect();
                let detail = format!(
                    "`{shown}` is no column of a tenant table; use `USER`, `GROUP`, `EMAIL_DOMAIN`, `ATTRIBUTE name`, `SCENARIO`, or `FIELD view.field`, with `>=` or `<=` behind it for a range"
                );
                faults.add(None, Some(at), "unknown_column", detail);
            }
            Ok(column) if columns.contains(&column) => {
                faults.add(None, Some(at), "column_twice", format!("the column `{column}` is there twice"));
            }
            Ok(column) => columns.push(column),
        }
    }
    (faults.0.len() == before).then_some(columns)
}

fn row(at: usize, columns: &[TenantColumn], cells: &[String], faults: &mut Faults) -> Row {
    let mut row = Row { conditions: Vec::new(), scenario: None, effects: Vec::new() };
    for (place, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if cell.chars().count() > TenantTable::CELL {
            faults.add(Some(at), Some(place), "cell_too_long", format!("a cell has at most {} characters", TenantTable::CELL));
            continue;
        }
        let text = cell.trim();
        if text.is_empty() {
            continue;
        }
        if matches!(column, TenantColumn::Scenario) {
            row.scenario = Some(text.to_owned());
            continue;
        }
        let values: Vec<String> = text.split(';').map(str::trim).filter(|value| !value.is_empty()).map(ToOwned::to_owned).collect();
        if values.is_empty() {
            // Taken for blank, it would let in everybody, or everything.
            faults.add(Some(at), Some(place), "cell_without_values", "the cell has separators and no value; leave it blank".to_owned());
            continue;
        }
        let one = |faults: &mut Faults| match values.as_slice() {
            [value] => Some(value.clone()),
            _ => {
                faults.add(Some(at), Some(place), "one_value_only", format!("`{column}` takes one value"));
                None
            }
        };
        let effect = match column {
            TenantColumn::User => {
                row.conditions.push(Condition::User(values));
                continue;
            }
            TenantColumn::Group => {
                row.conditions.push(Condition::Group(values));
                continue;
            }
            TenantColumn::EmailDomain => {
                let bare = |value: String| value.strip_prefix('@').map_or_else(|| value.clone(), ToOwned::to_owned);
                row.conditions.push(Condition::EmailDomain(values.into_iter().map(bare).collect()));
                continue;
            }
            TenantColumn::Attribute(name) => {
                row.conditions.push(Condition::Attribute(name.clone(), values));
                continue;
            }
            TenantColumn::Scenario => continue,
            TenantColumn::OneOf(field) => Some((field, TenantLimit::OneOf(values))),
            TenantColumn::AtLeast(field) => one(faults).map(|value| (field, TenantLimit::AtLeast(value))),
            TenantColumn::AtMost(field) => one(faults).map(|value| (field, TenantLimit::AtMost(value))),
        };
        row.effects.extend(effect.map(|(field, limit)| TenantEffect { field: field.clone(), limit }));
    }
    row
}
