//! From DataFusion's open errors to the port's closed ones. No text that could quote a value of the data gets through.

use access::{Reason, TableName};
use datafusion::common::SchemaError;
use datafusion::error::DataFusionError;
use semantics::port::EngineError;

/// A refusal of our own, carried through DataFusion's error type and taken out again by [`of_planning`] and [`of_running`].
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("unknown table")]
    TableUnknown(String),
    #[error("refused table")]
    TableRefused(TableName, Vec<Reason>),
    #[error("refused function")]
    Function(String),
    #[error("too complex")]
    TooComplex(&'static str),
    #[error("join too large")]
    JoinTooLarge(u64),
    #[error("stopped")]
    Stopped,
    #[error("value too large")]
    ValueTooLarge,
}

impl From<Refusal> for DataFusionError {
    fn from(refusal: Refusal) -> Self {
        Self::External(Box::new(refusal))
    }
}

impl From<Refusal> for EngineError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TableUnknown(name) => Self::TableUnknown { name },
            Refusal::TableRefused(table, reasons) => Self::TableRefused { table, reasons },
            Refusal::Function(name) => Self::FunctionRefused { name },
            Refusal::TooComplex(what) => Self::TooComplex { what: what.to_owned() },
            Refusal::JoinTooLarge(pairs) => Self::QueryTooLarge {
                what: format!(
                    "a join without an equality between its sides went past {pairs} pairs of rows; join on equal columns or filter first"
                ),
            },
            Refusal::Stopped => Self::Cancelled,
            Refusal::ValueTooLarge => Self::MemoryLimit,
        }
    }
}

/// An error of parsing, naming and typing. The planner has seen the reader's text and the schema that the policy leaves, and no data.
pub(crate) fn of_planning(error: &DataFusionError) -> EngineError {
    if let Some(refusal) = refusal(error) {
        return refusal.into();
    }
    match innermost(error) {
        DataFusionError::SchemaError(schema, _) => match schema.as_ref() {
            SchemaError::FieldNotFound { field, .. } => EngineError::ColumnUnknown { name: field.flat_name() },
            other => EngineError::SqlInvalid { message: first_line(&other.to_string()) },
        },
        DataFusionError::ResourcesExhausted(_) => EngineError::TooComplex { what: "it needs too much memory to plan".to_owned() },
        DataFusionError::Plan(message) | DataFusionError::NotImplemented(message) => match invalid_function(message) {
            Some(name) => EngineError::FunctionRefused { name },
            None => EngineError::SqlInvalid { message: first_line(message) },
        },
        DataFusionError::SQL(parser, _) => EngineError::SqlInvalid { message: first_line(&parser.to_string()) },
        other => {
            tracing::debug!(error = %other, "a query could not be planned");
            EngineError::SqlInvalid { message: "the types or clauses do not fit together".to_owned() }
        }
    }
}

/// An error of a secured plan: it may have been raised by a value, so only its kind is told.
pub(crate) fn of_running(error: &DataFusionError) -> EngineError {
    if let Some(refusal) = refusal(error) {
        return refusal.into();
    }
    tracing::debug!(error = %error, "a query failed");
    let message = match innermost(error) {
        DataFusionError::ResourcesExhausted(_) => return EngineError::MemoryLimit,
        DataFusionError::ArrowError(arrow, _) => of_arrow(arrow),
        DataFusionError::NotImplemented(_) => "an operation that is not supported for these types",
        DataFusionError::ParquetError(_) | DataFusionError::ObjectStore(_) | DataFusionError::IoError(_) => "a data file could not be read",
        DataFusionError::Internal(_) | DataFusionError::ExecutionJoin(_) => "an internal error of the engine; the log has more",
        _ => "a function or a conversion met a value that it cannot take",
    };
    EngineError::QueryFailed { message: message.to_owned() }
}

fn of_arrow(error: &arrow::error::ArrowError) -> &'static str {
    use arrow::error::ArrowError;
    match error {
        ArrowError::DivideByZero => "division by zero; `nullif(divisor, 0)` avoids it",
        ArrowError::ArithmeticOverflow(_) => "a number became too large for its type",
        ArrowError::CastError(_) | ArrowError::ParseError(_) => "a value could not be converted; `try_cast` gives null instead",
        ArrowError::IoError(..) | ArrowError::ParquetError(_) => "a data file could not be read",
        ArrowError::MemoryError(_) => "too little memory",
        _ => "a function or a conversion met a value that it cannot take",
    }
}

/// An error while a file is read as a table. The file is the caller's own, so the reader's words may be passed on, but only one line of them.
pub(crate) fn of_file(error: &dyn std::fmt::Display) -> EngineError {
    EngineError::FileInvalid { message: first_line(&error.to_string()) }
}

pub(crate) fn internal(error: &dyn std::fmt::Display) -> EngineError {
    tracing::error!(error = %error, "the engine failed");
    EngineError::Internal { message: first_line(&error.to_string()) }
}

/// A task ended early. What a panic says may quote a value, so it is neither passed on nor logged above debug.
pub(crate) fn of_task(error: &tokio::task::JoinError) -> EngineError {
    if error.is_cancelled() {
        return EngineError::Cancelled;
    }
    tracing::error!("a task of the engine panicked");
    tracing::debug!(error = %error, "what it said");
    EngineError::Internal { message: "a task ended early".to_owned() }
}

fn innermost(error: &DataFusionError) -> &DataFusionError {
    match error {
        DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => innermost(inner),
        DataFusionError::Shared(inner) => innermost(inner),
        DataFusionError::Collection(all) => all.first().map_or(error, innermost),
        DataFusionError::External(inner) => inner.downcast_ref::<DataFusionError>().map_or(error, innermost),
        DataFusionError::ArrowError(arrow, _) => match arrow.as_ref() {
            arrow::error::ArrowError::ExternalError(inner) => inner.downcast_ref::<DataFusionError>().map_or(error, innermost),
            _ => error,
        },
        other => other,
    }
}

fn refusal(error: &DataFusionError) -> Option<Refusal> {
    match error {
        DataFusionError::Collection(all) => all.iter().find_map(refusal),
        DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => refusal(inner),
        DataFusionError::Shared(inner) => refusal(inner),
        DataFusionError::External(inner) => {
            inner.downcast_ref::<Refusal>().cloned().or_else(|| inner.downcast_ref::<DataFusionError>().and_then(refusal))
        }
        DataFusionError::ArrowError(arrow, _) => match arrow.as_ref() {
            arrow::error::ArrowError::ExternalError(inner) => {
                inner.downcast_ref::<Refusal>().cloned().or_else(|| inner.downcast_ref::<DataFusionError>().and_then(refusal))
            }
            _ => None,
        },
        _ => None,
    }
}

/// DataFusion says `Invalid function 'x'.` for a name that is not registered; only allowed functions are.
fn invalid_function(message: &str) -> Option<String> {
    let rest = message.split_once("Invalid function '")?.1;
    Some(rest.split_once('\'')?.0.to_owned())
}

fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.split("This issue was likely caused by a bug").next().unwrap_or_default().trim();
    line.strip_prefix("Error during planning: ").unwrap_or(line).chars().take(300).collect()
}
