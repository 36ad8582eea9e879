//! Values and types that cross crate borders: attribute values, typed literals, column types, time frames.

use std::fmt;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// The type of a user attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// Text, compared byte by byte.
    String,
    /// A finite decimal number.
    Number,
    /// True or false.
    Boolean,
}

/// One value of a user attribute. In JSON a string, number or boolean.
#[derive(Debug, Clone, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AttributeValue {
    /// True or false.
    Boolean(bool),
    /// A finite number; whoever parses one refuses NaN and infinity.
    Number(f64),
    /// Text.
    String(String),
}

impl AttributeValue {
    /// The kind of attribute that may hold this value.
    #[must_use]
    pub const fn kind(&self) -> AttributeKind {
        match self {
            Self::Boolean(_) => AttributeKind::Boolean,
            Self::Number(_) => AttributeKind::Number,
            Self::String(_) => AttributeKind::String,
        }
    }
}

impl fmt::Display for AttributeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::String(value) => f.write_str(value),
        }
    }
}

/// A typed literal of a query: it becomes a literal in the syntax tree and is never pasted into text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// SQL null.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// Text.
    Text(String),
    /// A calendar day.
    Date(Date),
    /// A wall-clock time without zone.
    Timestamp(DateTime),
}

/// The type of a field or result column, as a reader thinks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataType {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction, or a decimal.
    Number,
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
    /// A point in time.
    Timestamp,
    /// Anything that can be shown but not filtered.
    Other,
}

/// The time frames of a date or timestamp dimension, in a query written `view.field[month]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeGrain {
    /// The value itself.
    Raw,
    /// Start of the minute.
    Minute,
    /// Start of the hour.
    Hour,
    /// The day.
    Date,
    /// First day of the week; the model says which day that is.
    Week,
    /// First day of the month.
    Month,
    /// First day of the quarter.
    Quarter,
    /// First day of the year.
    Year,
    /// 0 to 23.
    HourOfDay,
    /// 1 (Monday) to 7.
    DayOfWeek,
    /// 1 to 31.
    DayOfMonth,
    /// 1 to 12.
    MonthOfYear,
    /// 1 to 4.
    QuarterOfYear,
}

impl TimeGrain {
    /// Every one.
    pub const ALL: &'static [Self] = &[
        Self::Raw,
        Self::Minute,
        Self::Hour,
        Self::Date,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::HourOfDay,
        Self::DayOfWeek,
        Self::DayOfMonth,
        Self::MonthOfYear,
        Self::QuarterOfYear,
    ];

    /// The word in queries and models.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Date => "date",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::HourOfDay => "hour_of_day",
            Self::DayOfWeek => "day_of_week",
            Self::DayOfMonth => "day_of_month",
            Self::MonthOfYear => "month_of_year",
            Self::QuarterOfYear => "quarter_of_year",
        }
    }

    /// The time frame of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|grain| grain.as_str() == word)
    }
}
