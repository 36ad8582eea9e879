//! Filters that model files write: their fields found, their values tried.

use vocab::{DataType, FieldPath, ModelName, TimeGrain};

use super::draft::{DraftFilter, path_in};
use super::report::{Place, Report, name_hint};
use super::resolve::SELF;
use crate::ast;
use crate::compile::filter::{Problem, condition, subject};
use crate::compile::time::{Clock, is_part};
use crate::query::{FieldRef, Filter, FilterOp};

/// The part of `view.field[month]` before the bracket.
pub(super) fn field_text(text: &str) -> &str {
    text.split('[').next().unwrap_or(text)
}

/// The field of a filter in a view's file, for the view under one of its names.
pub(super) fn filter_path(filter: &DraftFilter, own: &ModelName, name: &ModelName) -> Option<FieldPath> {
    let mut path = path_in(Some(own), field_text(&filter.field.value))?;
    if path.view == *own {
        path.view = name.clone();
    }
    Some(path)
}

/// A filter of a view's file, for the view under one of its names.
pub(super) fn as_filter(filter: &DraftFilter, own: &ModelName, name: &ModelName) -> Option<Filter> {
    let path = filter_path(filter, own, name)?;
    let grain = filter.field.value.split_once('[').and_then(|(_, word)| TimeGrain::from_word(word.strip_suffix(']')?));
    Some(Filter { field: FieldRef { path, grain }, op: filter.op, values: filter.values.clone() })
}

/// A dimension's type and time frames.
pub(super) type Kind = (DataType, Vec<TimeGrain>);

/// What the filters of a model file may name.
pub(super) struct About<'a> {
    /// Whose file it is, for fields written without a view.
    pub(super) view: Option<&'a ModelName>,
    /// Type and time frames of a dimension that is there.
    pub(super) dimension: &'a dyn Fn(&FieldPath) -> Option<Kind>,
    /// A field that is written but wrong, which is told where it stands.
    pub(super) written: &'a dyn Fn(&FieldPath) -> bool,
    pub(super) near: &'a dyn Fn(&str) -> Option<String>,
    /// Fields that whoever wrote the text at a place may not know of.
    pub(super) unseen: &'a dyn Fn(Place, &FieldPath) -> bool,
}

/// Checks a filter that a model file writes, and gives it with its field found.
pub(super) fn checked_filter(filter: &DraftFilter, about: &About<'_>, week_start: u8, report: &mut Report) -> Option<Filter> {
    let text = &filter.field.value;
    let grain = match text.split_once('[') {
        None => None,
        Some((_, rest)) => match rest.strip_suffix(']').and_then(TimeGrain::from_word) {
            Some(grain) => Some(grain),
            None => {
                report.error(
                    "value_invalid",
                    filter.field.at,
                    format!("`{text}` names no time frame"),
                    Some("write `view.field[month]`".to_owned()),
                );
                return None;
            }
        },
    };
    let path = path_in(about.view, field_text(text)).filter(|path| !(about.unseen)(filter.field.at, path));
    if path.as_ref().is_some_and(|path| (about.dimension)(path).is_none() && (about.written)(path)) {
        return None;
    }
    let Some((path, (data_type, grains))) = path.and_then(|path| (about.dimension)(&path).map(|found| (path, found))) else {
        let message = format!("there is no dimension `{}` here", field_text(text));
        report.error("field_unknown", filter.field.at, message, (about.near)(field_text(text)));
        return None;
    };
    if let Some(grain) = grain
        && !grains.contains(&grain)
    {
        let hint = name_hint(grain.as_str(), grains.iter().map(|grain| grain.as_str()));
        report.error("value_invalid", filter.field.at, format!("`{path}` has no time frame `{}`", grain.as_str()), hint);
        return None;
    }
    // Any day does: what a filter means today changes, whether it makes sense does not.
    let clock = Clock { now: jiff::civil::date(2020, 1, 1).at(0, 0, 0, 0), week_start };
    let data_type = if grain.is_some_and(is_part) { DataType::Integer } else { data_type };
    let subject = subject(ast::column(SELF, "x"), data_type, grain.filter(|grain| !is_part(*grain)));
    let bare = matches!(filter.op, FilterOp::Blank | FilterOp::Notblank);
    match condition(&subject, filter.op, &filter.values, clock) {
        Ok(Some(_)) => {
            Some(Filter { field: FieldRef { path, grain }, op: filter.op, values: if bare { Vec::new() } else { filter.values.clone() } })
        }
        Ok(None) => {
            report.error("filter_value_invalid", filter.values_at, "this filter has no value", None);
            None
        }
        Err(Problem::Op { data_type }) => {
            let message = format!("`{}` cannot be used on `{path}`, which is {data_type}", filter.op.as_str());
            report.error("filter_op_invalid", filter.values_at, message, None);
            None
        }
        Err(Problem::Value { value, expected }) => {
            let message = format!("`{value}` cannot be compared with `{path}`: expected {expected}");
            report.error("filter_value_invalid", filter.values_at, message, None);
            None
        }
    }
}
