//! The semantic query: fields of a model, filters, sorts, a limit. Its serde form is the JSON of the API and of documents.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use vocab::{FieldPath, ModelName, NameError, TimeGrain};

/// What to ask of a model. Nothing in it is SQL, and no value of it ever becomes SQL text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SemanticQuery {
    /// The topic asked; `None` asks all views, joined by the model's relationships.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<ModelName>,
    /// Dimensions and measures in the order of the result's columns.
    pub fields: Vec<FieldRef>,
    /// All of them hold for every row (dimensions) or group (measures) of the result.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
    /// Strongest first; each names one of `fields`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sorts: Vec<Sort>,
    /// At most so many rows; the topic's default otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// A field as a query names it: `flights.carrier`, `flights.time_hour[month]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    /// The field.
    pub path: FieldPath,
    /// The time frame of a date or timestamp.
    pub grain: Option<TimeGrain>,
}

impl FieldRef {
    /// The field without a time frame.
    #[must_use]
    pub const fn plain(path: FieldPath) -> Self {
        Self { path, grain: None }
    }
}

impl fmt::Display for FieldRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.grain {
            None => self.path.fmt(f),
            Some(grain) => write!(f, "{}[{}]", self.path, grain.as_str()),
        }
    }
}

impl FromStr for FieldRef {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let Some((path, rest)) = text.split_once('[') else { return Ok(Self::plain(text.parse()?)) };
        let word = rest.strip_suffix(']').ok_or(NameError::Form("a field written `view.field[month]`"))?;
        let grain = TimeGrain::from_word(&word.to_ascii_lowercase()).ok_or(NameError::Form(
            "one of the time frames raw, minute, hour, date, week, month, quarter, year, hour_of_day, day_of_week, day_of_month, month_of_year, quarter_of_year in the brackets",
        ))?;
        Ok(Self { path: path.parse()?, grain: Some(grain) })
    }
}

impl Serialize for FieldRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FieldRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// One condition on a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// The dimension or measure.
    pub field: FieldRef,
    /// How it is compared; equality when not said.
    #[serde(default)]
    pub op: FilterOp,
    /// What it is compared with; how many depends on the operator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<FilterValue>,
}

/// The operators of sharing.md §3.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterOp {
    /// One of the values.
    #[default]
    In,
    /// None of the values; rows without a value are kept.
    Not,
    /// Less than the value.
    Lt,
    /// At most the value.
    Le,
    /// More than the value.
    Gt,
    /// At least the value.
    Ge,
    /// From the first value to the second, both included.
    Between,
    /// Contains one of the texts, whatever the case.
    Contains,
    /// Starts with one of the texts, whatever the case.
    Starts,
    /// Ends with one of the texts, whatever the case.
    Ends,
    /// No value, or an empty text.
    Blank,
    /// A value that is not an empty text.
    Notblank,
    /// The last n days, weeks, months, quarters or years up to and including the present one: `30d`, `2w`, `12m`, `4q`, `1y`.
    Last,
    /// Matches one of the patterns, with `%` and `_` as in SQL and `\` before a literal one; case matters.
    Like,
}

impl FilterOp {
    /// Every one.
    pub const ALL: &'static [Self] = &[
        Self::In,
        Self::Not,
        Self::Lt,
        Self::Le,
        Self::Gt,
        Self::Ge,
        Self::Between,
        Self::Contains,
        Self::Starts,
        Self::Ends,
        Self::Blank,
        Self::Notblank,
        Self::Last,
        Self::Like,
    ];

    /// The word in JSON, addresses and models.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Not => "not",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Between => "between",
            Self::Contains => "contains",
            Self::Starts => "starts",
            Self::Ends => "ends",
            Self::Blank => "blank",
            Self::Notblank => "notblank",
            Self::Last => "last",
            Self::Like => "like",
        }
    }

    /// The operator of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|op| op.as_str() == word)
    }
}

/// A value of a filter as it comes in: JSON boolean, number or string. What it means is decided by the field's type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FilterValue {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// Text, a date, a relative date, or a number as an address carries it.
    Text(String),
}

impl fmt::Display for FilterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => f.write_str(value),
        }
    }
}

/// One sort key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// One of the query's fields.
    pub field: FieldRef,
    /// Largest first. Rows without a value come last either way.
    #[serde(default)]
    pub descending: bool,
}
