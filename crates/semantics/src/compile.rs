//! A semantic query on a checked model becomes a SQL syntax tree.

use jiff::civil::DateTime;

use crate::column::Compiled;
use crate::compile_error::CompileError;
use crate::model::Model;
use crate::query::SemanticQuery;
use crate::readable::Readable;

/// Compiles a query for one reader. `now` is the wall clock of the query's time zone, for relative dates.
///
/// # Errors
/// What is wrong with the query, with the part of it that is meant.
pub fn compile(_model: &Model, query: &SemanticQuery, _who: &Readable<'_>, _now: DateTime) -> Result<Compiled, CompileError> {
    Err(CompileError::TopicUnknown { name: query.topic.as_ref().map(ToString::to_string).unwrap_or_default(), near: None })
}
