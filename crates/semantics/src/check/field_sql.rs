//! The SQL of one field: parsed, measured, and refused unless it is an expression over columns and `${references}`.

use std::ops::ControlFlow;

use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Query, UnaryOperator, Value as SqlValue,
};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;
use vocab::DataType;

use super::report::{Place, Placed, Report};
use crate::sql::{DIALECT, measured_tokens};
use crate::walk::{Look, keep, walk};

/// A field's SQL with its references taken out.
#[derive(Debug, Clone)]
pub(super) struct FieldSql {
    /// The n-th reference stands as the quoted identifier of [`marker`].
    pub(super) expr: Expr,
    /// What stood between `${` and `}`, with its place.
    pub(super) references: Vec<Placed<String>>,
}

/// A control character starts it, and texts with control characters are refused: no text of a model can name a marker.
const MARKER: char = '\u{1}';

fn marker(index: usize) -> String {
    format!("{MARKER}{index}")
}

/// The index of a marker.
pub(super) fn marked(name: &str) -> Option<usize> {
    name.strip_prefix(MARKER)?.parse().ok()
}

/// Functions that compute over many rows. They belong into `aggregate_type`, where the compiler can keep them right across joins.
const AGGREGATES: &[&str] = &[
    "count",
    "sum",
    "avg",
    "mean",
    "min",
    "max",
    "median",
    "stddev",
    "stddev_pop",
    "stddev_samp",
    "var",
    "var_pop",
    "var_samp",
    "var_population",
    "var_sample",
    "variance",
    "corr",
    "covar",
    "covar_pop",
    "covar_samp",
    "array_agg",
    "string_agg",
    "listagg",
    "bit_and",
    "bit_or",
    "bit_xor",
    "bool_and",
    "bool_or",
    "every",
    "first_value",
    "last_value",
    "nth_value",
    "grouping",
    "approx_distinct",
    "approx_median",
    "approx_percentile_cont",
    "approx_percentile_cont_with_weight",
    "percentile_cont",
    "quantile_cont",
    "regr_avgx",
    "regr_avgy",
    "regr_count",
    "regr_intercept",
    "regr_r2",
    "regr_slope",
    "regr_sxx",
    "regr_sxy",
    "regr_syy",
    "row_number",
    "rank",
    "dense_rank",
    "percent_rank",
    "cume_dist",
    "ntile",
    "lag",
    "lead",
    "unnest",
    "generate_series",
];

/// Parses the SQL of a field.
pub(super) fn parse(sql: &Placed<String>, report: &mut Report) -> Option<FieldSql> {
    let (text, references) = match take_references(sql) {
        Ok(taken) => taken,
        Err(message) => {
            report.error("sql_invalid", sql.at, message, None);
            return None;
        }
    };
    let expr = match expression(&text) {
        Ok(expr) => expr,
        Err(message) => {
            report.error("sql_invalid", sql.at, format!("this SQL cannot be read: {message}"), None);
            return None;
        }
    };
    let mut only_scalar = OnlyScalar { refused: None };
    walk(&expr, &mut only_scalar);
    if let Some((code, message)) = only_scalar.refused {
        report.error(code, sql.at, message, None);
        return None;
    }
    Some(FieldSql { expr, references })
}

fn expression(text: &str) -> Result<Expr, String> {
    let tokens = measured_tokens(text).map_err(|error| error.to_string())?;
    let mut parser = Parser::new(&DIALECT).with_recursion_limit(40).with_tokens_with_locations(tokens);
    let expr = parser.parse_expr().map_err(|error| {
        let message = error.to_string();
        let message = message.strip_prefix("sql parser error: ").unwrap_or(&message);
        readable(message.split(" at Line:").next().unwrap_or(message))
    })?;
    match parser.peek_token().token {
        Token::EOF => Ok(expr),
        token => Err(format!("`{}` was not expected after the expression", readable(&token.to_string()))),
    }
}

/// Markers are not for readers.
fn readable(message: &str) -> String {
    let mut out = String::new();
    let mut letters = message.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != MARKER {
            out.push(letter);
            continue;
        }
        while letters.next_if(char::is_ascii_digit).is_some() {}
        out.push_str("${…}");
    }
    out
}

/// Replaces each `${…}` outside of literals, quoted names and comments by a marker.
fn take_references(sql: &Placed<String>) -> Result<(String, Vec<Placed<String>>), String> {
    let source = &sql.value;
    if let Some(control) = source.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(format!("the character `{}` is not allowed in SQL", control.escape_default()));
    }
    let single_line = !source.contains('\n');
    let (mut out, mut references) = (String::with_capacity(source.len()), Vec::new());
    let (mut rest, mut column) = (source.as_str(), 0_u32);
    while let Some(first) = rest.chars().next() {
        let taken = if let Some(body) = rest.strip_prefix("${") {
            let end = body.find('}').ok_or_else(|| "`${` has no `}`".to_owned())?;
            let name = body.get(..end).unwrap_or_default().trim();
            out.push('"');
            out.push_str(&marker(references.len()));
            out.push('"');
            // The value of a folded or literal block starts on a later line than the key; only one-line values have exact columns.
            let at = if single_line { Place { column: sql.at.column + column, ..sql.at } } else { sql.at };
            references.push(Placed { value: name.to_owned(), at });
            end + 3
        } else {
            let length = match first {
                '\'' | '"' => quoted(rest, first),
                '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
                '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                other => other.len_utf8(),
            };
            out.push_str(rest.get(..length).unwrap_or_default());
            length
        };
        let (passed, left) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        column += u32::try_from(passed.chars().count()).unwrap_or(0);
        rest = left;
    }
    Ok((out, references))
}

/// Bytes up to and with the closing quote; a doubled quote closes and opens again, which comes to the same.
fn quoted(text: &str, quote: char) -> usize {
    text.char_indices().skip(1).find(|(_, letter)| *letter == quote).map_or(text.len(), |(at, letter)| at + letter.len_utf8())
}

/// Lets pass what computes one value from the values of one row.
struct OnlyScalar {
    refused: Option<Refused>,
}

type Refused = (&'static str, String);

fn refuse(code: &'static str, message: impl Into<String>) -> ControlFlow<Refused> {
    ControlFlow::Break((code, message.into()))
}

impl Look for OnlyScalar {
    fn query(&mut self, _: &Query) -> ControlFlow<()> {
        keep(&mut self.refused, refuse("sql_subquery", "a field cannot contain a sub-query; write a view with `sql` and join it"))
    }

    fn expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        keep(&mut self.refused, scalar(expr))
    }
}

fn scalar(expr: &Expr) -> ControlFlow<Refused> {
    match expr {
        Expr::Identifier(_)
        | Expr::CompoundIdentifier(_)
        | Expr::IsFalse(_)
        | Expr::IsNotFalse(_)
        | Expr::IsTrue(_)
        | Expr::IsNotTrue(_)
        | Expr::IsNull(_)
        | Expr::IsNotNull(_)
        | Expr::IsUnknown(_)
        | Expr::IsNotUnknown(_)
        | Expr::IsDistinctFrom(..)
        | Expr::IsNotDistinctFrom(..)
        | Expr::InList { .. }
        | Expr::Between { .. }
        | Expr::BinaryOp { .. }
        | Expr::Like { .. }
        | Expr::ILike { .. }
        | Expr::SimilarTo { .. }
        | Expr::UnaryOp { .. }
        | Expr::Cast { .. }
        | Expr::AtTimeZone { .. }
        | Expr::Extract { .. }
        | Expr::Ceil { .. }
        | Expr::Floor { .. }
        | Expr::Position { .. }
        | Expr::Substring { .. }
        | Expr::Trim { .. }
        | Expr::Overlay { .. }
        | Expr::Nested(_)
        | Expr::TypedString(_)
        | Expr::Interval(_)
        | Expr::Case { .. } => ControlFlow::Continue(()),
        Expr::Value(value) if matches!(value.value, SqlValue::Placeholder(_)) => {
            refuse("sql_refused", "parameters are not allowed; refer to a field with `${view.field}`")
        }
        Expr::Value(_) => ControlFlow::Continue(()),
        Expr::Function(function) => scalar_function(function),
        Expr::InSubquery { .. } | Expr::Exists { .. } | Expr::Subquery(_) => {
            refuse("sql_subquery", "a field cannot contain a sub-query; write a view with `sql` and join it")
        }
        other => refuse("sql_refused", format!("`{}` is not allowed in the SQL of a field", readable(&other.to_string()))),
    }
}

fn scalar_function(function: &Function) -> ControlFlow<Refused> {
    let name = function.name.to_string().to_ascii_lowercase();
    if function.over.is_some() || function.filter.is_some() || !function.within_group.is_empty() || AGGREGATES.contains(&name.as_str()) {
        let message = format!("`{name}` computes over many rows; make a measure with `aggregate_type` instead");
        return refuse("sql_aggregate", message);
    }
    let plain = match &function.args {
        FunctionArguments::None => true,
        FunctionArguments::Subquery(_) => false,
        FunctionArguments::List(list) => list.args.iter().all(|arg| matches!(arg, FunctionArg::Unnamed(FunctionArgExpr::Expr(_)))),
    };
    if function.name.0.len() == 1 && plain && matches!(function.parameters, FunctionArguments::None) {
        ControlFlow::Continue(())
    } else {
        refuse("sql_refused", format!("`{name}` is called in a way that is not allowed in the SQL of a field"))
    }
}

/// The type of an expression, told from its shape; `leaf` knows columns and references.
pub(super) fn infer(expr: &Expr, leaf: &dyn Fn(&Expr) -> Option<DataType>) -> Option<DataType> {
    let inner = |expr| infer(expr, leaf);
    match expr {
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => leaf(expr),
        Expr::Nested(expr) => inner(expr),
        Expr::Value(value) => match &value.value {
            SqlValue::Number(digits, _) => Some(if digits.contains(['.', 'e', 'E']) { DataType::Number } else { DataType::Integer }),
            SqlValue::SingleQuotedString(_) => Some(DataType::Text),
            SqlValue::Boolean(_) => Some(DataType::Boolean),
            _ => None,
        },
        Expr::UnaryOp { op: UnaryOperator::Not, .. }
        | Expr::IsFalse(_)
        | Expr::IsNotFalse(_)
        | Expr::IsTrue(_)
        | Expr::IsNotTrue(_)
        | Expr::IsNull(_)
        | Expr::IsNotNull(_)
        | Expr::IsUnknown(_)
        | Expr::IsNotUnknown(_)
        | Expr::IsDistinctFrom(..)
        | Expr::IsNotDistinctFrom(..)
        | Expr::InList { .. }
        | Expr::Between { .. }
        | Expr::Like { .. }
        | Expr::ILike { .. }
        | Expr::SimilarTo { .. } => Some(DataType::Boolean),
        Expr::UnaryOp { expr, .. } => inner(expr),
        Expr::BinaryOp { left, op, right } => infer_operator(op, inner(left), inner(right)),
        Expr::Extract { .. } | Expr::Position { .. } => Some(DataType::Integer),
        Expr::Ceil { .. } | Expr::Floor { .. } => Some(DataType::Number),
        Expr::Substring { .. } | Expr::Trim { .. } | Expr::Overlay { .. } => Some(DataType::Text),
        Expr::TypedString(typed) => sql_type(&typed.data_type),
        Expr::Cast { data_type, .. } => sql_type(data_type),
        Expr::AtTimeZone { .. } => Some(DataType::Timestamp),
        Expr::Case { conditions, else_result, .. } => {
            conditions.iter().map(|when| &when.result).chain(else_result.as_deref()).find_map(inner)
        }
        Expr::Function(function) => infer_function(function, leaf),
        _ => None,
    }
}

fn infer_operator(op: &BinaryOperator, left: Option<DataType>, right: Option<DataType>) -> Option<DataType> {
    match op {
        BinaryOperator::Eq
        | BinaryOperator::NotEq
        | BinaryOperator::Lt
        | BinaryOperator::LtEq
        | BinaryOperator::Gt
        | BinaryOperator::GtEq
        | BinaryOperator::And
        | BinaryOperator::Or => Some(DataType::Boolean),
        BinaryOperator::StringConcat => Some(DataType::Text),
        BinaryOperator::Plus | BinaryOperator::Minus | BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Modulo => {
            match (left?, right?) {
                (DataType::Integer, DataType::Integer) => Some(DataType::Integer),
                (DataType::Integer | DataType::Number, DataType::Integer | DataType::Number) => Some(DataType::Number),
                _ => None,
            }
        }
        _ => None,
    }
}

fn infer_function(function: &Function, leaf: &dyn Fn(&Expr) -> Option<DataType>) -> Option<DataType> {
    let arguments = || match &function.args {
        FunctionArguments::List(list) => list.args.as_slice(),
        FunctionArguments::None | FunctionArguments::Subquery(_) => &[],
    };
    match function.name.to_string().to_ascii_lowercase().as_str() {
        "lower" | "upper" | "initcap" | "concat" | "concat_ws" | "replace" | "left" | "right" | "lpad" | "rpad" | "ltrim" | "rtrim"
        | "btrim" | "trim" | "split_part" | "substr" | "reverse" | "repeat" | "to_char" | "md5" | "regexp_replace" | "translate" => {
            Some(DataType::Text)
        }
        "length" | "char_length" | "strpos" | "date_part" | "extract" | "ascii" | "octet_length" => Some(DataType::Integer),
        "sqrt" | "power" | "pow" | "exp" | "ln" | "log" | "log10" | "log2" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "atan2"
        | "radians" | "degrees" | "pi" | "cbrt" | "random" | "round" => Some(DataType::Number),
        "date_trunc" | "to_timestamp" | "to_timestamp_seconds" | "to_timestamp_millis" | "to_local_time" | "date_bin" | "now" => {
            Some(DataType::Timestamp)
        }
        "to_date" | "make_date" | "current_date" | "today" => Some(DataType::Date),
        "contains" | "starts_with" | "ends_with" | "regexp_like" | "isnan" | "iszero" => Some(DataType::Boolean),
        "abs" | "ceil" | "floor" | "trunc" | "signum" | "coalesce" | "nullif" | "nvl" | "greatest" | "least" => {
            arguments().iter().find_map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => infer(expr, leaf),
                _ => None,
            })
        }
        _ => None,
    }
}

fn sql_type(data_type: &sqlparser::ast::DataType) -> Option<DataType> {
    let text = data_type.to_string().to_ascii_uppercase();
    let word = text.split(['(', ' ']).next().unwrap_or_default();
    match word {
        "TEXT" | "VARCHAR" | "CHAR" | "CHARACTER" | "STRING" | "UTF8" => Some(DataType::Text),
        "INT" | "INTEGER" | "BIGINT" | "SMALLINT" | "TINYINT" | "INT2" | "INT4" | "INT8" => Some(DataType::Integer),
        "DOUBLE" | "FLOAT" | "REAL" | "DECIMAL" | "NUMERIC" | "FLOAT4" | "FLOAT8" | "DEC" => Some(DataType::Number),
        "BOOLEAN" | "BOOL" => Some(DataType::Boolean),
        "DATE" => Some(DataType::Date),
        "TIMESTAMP" | "TIMESTAMPTZ" | "DATETIME" => Some(DataType::Timestamp),
        _ => None,
    }
}
