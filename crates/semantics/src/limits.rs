//! Conditions that somebody else than the reader sets: whether they can hold on a model, and how many rows they leave.

use jiff::civil::DateTime;
use vocab::{FieldPath, ModelName};

use crate::compile::filter::{condition, subject};
use crate::compile::time::Clock;
use crate::compile::wrong;
use crate::compile_error::CompileError;
use crate::model::{AggregateType, Field, MeasureKind, Model};
use crate::query::Filter;

/// Whether a condition can hold on a dimension of the model, hidden or guarded as it may be.
///
/// # Errors
/// There is no such dimension; the operator or a value does not go with its type.
pub fn condition_fits(model: &Model, filter: &Filter, now: DateTime) -> Result<(), CompileError> {
    let found = model.field(&filter.field.path).filter(|field| !field.head().own);
    let Some(Field::Dimension(dimension)) = found else {
        return Err(CompileError::FieldUnknown { field: filter.field.to_string(), near: None, pointer: "/field".to_owned() });
    };
    let about = subject(dimension.sql.clone(), dimension.head.data_type, filter.field.grain);
    let clock = Clock { now, week_start: model.week_start };
    condition(&about, filter.op, &filter.values, clock).map(|_| ()).map_err(|problem| wrong(problem, filter, 0))
}

/// A measure that counts the rows of a topic's base view, if it has one.
#[must_use]
pub fn row_count(model: &Model, topic: &ModelName) -> Option<FieldPath> {
    let base = &model.topics.get(topic)?.base;
    let measures = &model.views.get(base)?.measures;
    let counts = |kind: &MeasureKind| match kind {
        MeasureKind::Aggregate { function: AggregateType::Count, argument: None, filters } => filters.is_empty(),
        MeasureKind::Aggregate { .. } | MeasureKind::Derived(_) => false,
    };
    let (name, _) = measures.iter().find(|(_, measure)| counts(&measure.kind))?;
    Some(FieldPath { view: base.clone(), field: name.clone() })
}
