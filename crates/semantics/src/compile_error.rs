//! Why a query cannot be compiled.

use access::Denied;
use vocab::FieldPath;

/// Why a query cannot be compiled. Hidden and guarded fields answer as fields that do not exist, and are never named as the nearest.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CompileError {
    /// No such topic for this reader.
    #[error("there is no topic `{name}`{}", did_you_mean(.near.as_deref()))]
    TopicUnknown {
        /// As asked.
        name: String,
        /// The nearest one that the reader may use.
        near: Option<String>,
    },
    /// The topic is there, and its rules keep this reader out; `hidden` of the denial says how to answer.
    #[error("the topic `{name}` cannot be used")]
    TopicDenied {
        /// The topic.
        name: String,
        /// Why.
        denied: Box<Denied>,
    },
    /// No such field for this reader.
    #[error("there is no field `{field}`{}", did_you_mean(.near.as_deref()))]
    FieldUnknown {
        /// As asked.
        field: String,
        /// The nearest one that the reader may use.
        near: Option<String>,
        /// Where in the query, as a JSON pointer.
        pointer: String,
    },
    /// The time frame does not go with the field.
    #[error("`{field}` has no such time frame; expected {expected}")]
    GrainUnknown {
        /// As asked.
        field: String,
        /// The time frames it has.
        expected: String,
        /// Where in the query.
        pointer: String,
    },
    /// Whatever this reader sees is limited by a field, and the query cannot be limited by it.
    #[error("the query cannot be limited by `{field}`, and this reader's rows are")]
    NotLimited {
        /// The field.
        field: FieldPath,
    },
    /// No field at all.
    #[error("a query needs at least one field")]
    FieldsEmpty,
    /// The same column twice.
    #[error("the field `{field}` is there twice")]
    FieldTwice {
        /// The field.
        field: String,
        /// Where in the query.
        pointer: String,
    },
    /// The operator does not go with the field's type.
    #[error("`{op}` cannot be used on `{field}`, which is {data_type}")]
    FilterOpInvalid {
        /// The field.
        field: String,
        /// The operator.
        op: &'static str,
        /// The field's type in words.
        data_type: &'static str,
        /// Where in the query.
        pointer: String,
    },
    /// A value that is not of the field's type, or too many or too few of them.
    #[error("`{value}` cannot be compared with `{field}`: expected {expected}")]
    FilterValueInvalid {
        /// The field.
        field: String,
        /// The value as it came in, shortened.
        value: String,
        /// What was expected.
        expected: String,
        /// Where in the query.
        pointer: String,
    },
    /// A sort key that is not a column of the query.
    #[error("cannot sort by `{field}`, which is not among the query's fields")]
    SortNotSelected {
        /// The field.
        field: String,
        /// Where in the query.
        pointer: String,
    },
    /// Views that no relationship connects.
    #[error("`{from}` and `{to}` are not joined by any relationship")]
    JoinMissing {
        /// A view of the query.
        from: String,
        /// Another one.
        to: String,
    },
    /// More than one way to join two views outside a topic.
    #[error("there is more than one way to join `{from}` and `{to}`; use a topic that says which")]
    JoinAmbiguous {
        /// A view of the query.
        from: String,
        /// Another one.
        to: String,
    },
    /// A measure that a join would count several times over, and that cannot be computed on its own grain.
    #[error("`{measure}` would be counted several times over by the join of `{from}` to `{to}`: {why}")]
    Fanout {
        /// The measure.
        measure: String,
        /// The one side of the join.
        from: String,
        /// The many side of the join.
        to: String,
        /// What is missing, and so what to do.
        why: String,
    },
    /// A measure of a view that a join may leave out, and whose rows cannot be told from rows without it.
    #[error("`{measure}` cannot be computed here: declare the `primary_key` of the view `{view}`, so that rows without it are not counted")]
    KeyMissing {
        /// The measure.
        measure: String,
        /// Its view.
        view: String,
    },
    /// Too many fields, filters, values or sorts.
    #[error("a query may have at most {limit} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
}

impl CompileError {
    /// The stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TopicUnknown { .. } => "topic_unknown",
            Self::TopicDenied { .. } => "topic_denied",
            Self::FieldUnknown { .. } => "field_unknown",
            Self::GrainUnknown { .. } => "grain_unknown",
            Self::NotLimited { .. } => "not_limited",
            Self::FieldsEmpty => "fields_empty",
            Self::FieldTwice { .. } => "field_twice",
            Self::FilterOpInvalid { .. } => "filter_op_invalid",
            Self::FilterValueInvalid { .. } => "filter_value_invalid",
            Self::SortNotSelected { .. } => "sort_not_selected",
            Self::JoinMissing { .. } => "join_missing",
            Self::JoinAmbiguous { .. } => "join_ambiguous",
            Self::Fanout { .. } => "fanout",
            Self::KeyMissing { .. } => "primary_key_missing",
            Self::TooMany { .. } => "too_many",
        }
    }

    /// Which part of the query is meant, as a JSON pointer into it.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::FieldUnknown { pointer, .. }
            | Self::GrainUnknown { pointer, .. }
            | Self::FieldTwice { pointer, .. }
            | Self::FilterOpInvalid { pointer, .. }
            | Self::FilterValueInvalid { pointer, .. }
            | Self::SortNotSelected { pointer, .. } => Some(pointer),
            Self::TopicUnknown { .. } | Self::TopicDenied { .. } => Some("/topic"),
            Self::FieldsEmpty => Some("/fields"),
            Self::NotLimited { .. }
            | Self::JoinMissing { .. }
            | Self::JoinAmbiguous { .. }
            | Self::Fanout { .. }
            | Self::KeyMissing { .. }
            | Self::TooMany { .. } => None,
        }
    }
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}
