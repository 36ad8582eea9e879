//! One condition as SQL. What a value means is decided by the field's type; it then is a literal of that type.

use access::ColumnPredicate;
use sqlparser::ast::{BinaryOperator, Expr, UnaryOperator, Value as SqlValue};
use vocab::{AttributeValue, DataType, TimeGrain, Value};

use super::time::{Clock, Piece, is_part, last, moment, piece};
use crate::ast::{all, any, atom, binary, is_not_null, is_null, literal, text};
use crate::query::{FilterOp, FilterValue};

/// What a condition is about.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    /// The field's tree, not cut to a time frame unless the time frame is a number.
    pub(crate) expr: Expr,
    pub(crate) data_type: DataType,
    pub(crate) grain: Option<TimeGrain>,
}

/// Why a condition makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    Op { data_type: &'static str },
    Value { value: String, expected: String },
}

/// The condition; `None` when it asks for nothing, that is when an operator that takes any number of values has none.
pub(crate) fn condition(subject: &Subject, op: FilterOp, values: &[FilterValue], clock: Clock) -> Result<Option<Expr>, Problem> {
    use FilterOp::{Between, Blank, Contains, Ends, Ge, Gt, In, Last, Le, Like, Lt, Not, Notblank, Starts};
    let temporal = matches!(subject.data_type, DataType::Date | DataType::Timestamp);
    let ordered = temporal || matches!(subject.data_type, DataType::Integer | DataType::Number | DataType::Text);
    let fits = match op {
        Blank | Notblank => true,
        In | Not => subject.data_type != DataType::Other,
        Lt | Le | Gt | Ge | Between => ordered,
        Contains | Starts | Ends | Like => subject.data_type == DataType::Text,
        Last => temporal,
    };
    if !fits {
        return Err(Problem::Op { data_type: words(subject.data_type) });
    }
    let expr = || subject.expr.clone();
    match op {
        Blank => return Ok(Some(blank(subject))),
        Notblank if subject.data_type == DataType::Text => {
            return Ok(Some(binary(expr(), BinaryOperator::NotEq, text(""))));
        }
        Notblank => return Ok(Some(is_not_null(expr()))),
        _ => {}
    }
    let wanted = match op {
        Lt | Le | Gt | Ge | Last => Some(1),
        Between => Some(2),
        _ => None,
    };
    match wanted {
        None if values.is_empty() => return Ok(None),
        Some(count) if values.len() != count => {
            let value = values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let expected = if count == 1 { "one value".to_owned() } else { "two values, from and to".to_owned() };
            return Err(Problem::Value { value: shortened(&value), expected });
        }
        _ => {}
    }
    let tree = match op {
        Contains | Starts | Ends | Like => any(values.iter().map(|value| pattern(subject, op, value)).collect::<Result<Vec<_>, _>>()?),
        Last => {
            let value = values.first().map(ToString::to_string).unwrap_or_default();
            let expected = "a number and a unit, such as `30d`, `2w`, `12m`, `4q` or `1y`";
            let piece = last(&value, clock).ok_or_else(|| Problem::Value { value: shortened(&value), expected: expected.to_owned() })?;
            within(subject, piece)
        }
        _ if temporal => {
            let pieces = values.iter().map(|value| calendar(subject, value, clock)).collect::<Result<Vec<_>, _>>()?;
            temporal_condition(subject, op, &pieces)
        }
        _ => {
            let literals =
                values.iter().map(|value| typed(subject.data_type, value).map(|value| literal(&value))).collect::<Result<Vec<_>, _>>()?;
            plain_condition(subject, op, literals)
        }
    };
    Ok(Some(tree))
}

fn blank(subject: &Subject) -> Expr {
    let null = is_null(subject.expr.clone());
    match subject.data_type {
        DataType::Text => any([null, binary(subject.expr.clone(), BinaryOperator::Eq, text(""))]),
        _ => null,
    }
}

fn plain_condition(subject: &Subject, op: FilterOp, literals: Vec<Expr>) -> Expr {
    let expr = subject.expr.clone();
    // A truth value is a condition by itself; comparing it with true would only hide it from the engine's statistics.
    if let (DataType::Boolean, FilterOp::In, [Expr::Value(value)]) = (subject.data_type, op, literals.as_slice())
        && let SqlValue::Boolean(wanted) = value.value
    {
        let negated = |expr| Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(expr) };
        return if wanted { expr } else { negated(expr) };
    }
    let mut literals = literals.into_iter();
    let mut next = || literals.next().unwrap_or_else(|| literal(&Value::Null));
    match op {
        FilterOp::Lt => binary(expr, BinaryOperator::Lt, next()),
        FilterOp::Le => binary(expr, BinaryOperator::LtEq, next()),
        FilterOp::Gt => binary(expr, BinaryOperator::Gt, next()),
        FilterOp::Ge => binary(expr, BinaryOperator::GtEq, next()),
        FilterOp::Between => {
            let (low, high) = (next(), next());
            all([binary(expr.clone(), BinaryOperator::GtEq, low), binary(expr, BinaryOperator::LtEq, high)])
                .unwrap_or_else(|| literal(&Value::Boolean(false)))
        }
        // Rows without a value are not one of the values, so `not` keeps them.
        FilterOp::Not => any([is_null(expr.clone()), one_of(expr, literals.collect(), true)]),
        _ => one_of(expr, literals.collect(), false),
    }
}

fn one_of(expr: Expr, mut values: Vec<Expr>, negated: bool) -> Expr {
    if values.len() == 1
        && let Some(value) = values.pop()
    {
        return binary(expr, if negated { BinaryOperator::NotEq } else { BinaryOperator::Eq }, value);
    }
    Expr::InList { expr: Box::new(expr), list: values, negated }
}

fn temporal_condition(subject: &Subject, op: FilterOp, pieces: &[Piece]) -> Expr {
    let compare = |op: BinaryOperator, at| binary(subject.expr.clone(), op, moment(at, subject.data_type));
    let nothing = || literal(&Value::Boolean(false));
    let first = pieces.first().copied();
    let from = |piece: Piece| compare(BinaryOperator::GtEq, piece.start);
    let up_to = |piece: Piece| match piece.end {
        Some(end) => compare(BinaryOperator::Lt, end),
        None => compare(BinaryOperator::LtEq, piece.start),
    };
    match (op, first) {
        (_, None) => nothing(),
        (FilterOp::Lt, Some(piece)) => compare(BinaryOperator::Lt, piece.start),
        (FilterOp::Le, Some(piece)) => up_to(piece),
        (FilterOp::Gt, Some(piece)) => match piece.end {
            Some(end) => compare(BinaryOperator::GtEq, end),
            None => compare(BinaryOperator::Gt, piece.start),
        },
        (FilterOp::Ge, Some(piece)) => from(piece),
        (FilterOp::Between, Some(low)) => all([from(low), up_to(pieces.last().copied().unwrap_or(low))]).unwrap_or_else(nothing),
        (FilterOp::Not, Some(_)) => {
            let inside = any(pieces.iter().map(|piece| within(subject, *piece)));
            let outside = Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(Expr::Nested(Box::new(inside))) };
            any([is_null(subject.expr.clone()), outside])
        }
        (_, Some(_)) => any(pieces.iter().map(|piece| within(subject, *piece))),
    }
}

fn within(subject: &Subject, piece: Piece) -> Expr {
    let compare = |op: BinaryOperator, at| binary(subject.expr.clone(), op, moment(at, subject.data_type));
    match piece.end {
        None => compare(BinaryOperator::Eq, piece.start),
        Some(end) => all([compare(BinaryOperator::GtEq, piece.start), compare(BinaryOperator::Lt, end)])
            .unwrap_or_else(|| literal(&Value::Boolean(false))),
    }
}

fn calendar(subject: &Subject, value: &FilterValue, clock: Clock) -> Result<Piece, Problem> {
    let text = value.to_string();
    // A date column has no hours: a text finer than a day could never be equal to it.
    let grain = match (subject.data_type, subject.grain) {
        (DataType::Date, None | Some(TimeGrain::Raw)) => Some(TimeGrain::Date),
        (_, grain) => grain,
    };
    let fine = subject.data_type == DataType::Date && text.contains(':');
    let found = if fine { None } else { piece(&text, grain, clock.week_start) };
    found.ok_or_else(|| {
        let expected = if subject.data_type == DataType::Date {
            "a date such as `2013-02-28`, `2013-02`, `2013-Q1` or `2013`"
        } else {
            "a date or time such as `2013-02-28`, `2013-02-28T06:30`, `2013-02` or `2013`"
        };
        Problem::Value { value: shortened(&text), expected: expected.to_owned() }
    })
}

fn pattern(subject: &Subject, op: FilterOp, value: &FilterValue) -> Result<Expr, Problem> {
    let FilterValue::Text(value) = value else {
        return Err(Problem::Value { value: value.to_string(), expected: "text".to_owned() });
    };
    let escaped: String = value.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect();
    let pattern = match op {
        FilterOp::Contains => format!("%{escaped}%"),
        FilterOp::Starts => format!("{escaped}%"),
        FilterOp::Ends => format!("%{escaped}"),
        _ => return Ok(like(subject.expr.clone(), value)),
    };
    let (expr, pattern) = (Box::new(subject.expr.clone()), Box::new(text(&pattern)));
    Ok(Expr::ILike { negated: false, any: false, expr, pattern, escape_char: None })
}

fn like(expr: Expr, pattern: &str) -> Expr {
    Expr::Like { negated: false, any: false, expr: Box::new(expr), pattern: Box::new(text(pattern)), escape_char: None }
}

/// A value as the field's type. Addresses carry everything as text, so text that spells a number or a truth value is taken for it.
fn typed(data_type: DataType, value: &FilterValue) -> Result<Value, Problem> {
    let wrong = |expected: &str| Problem::Value { value: shortened(&value.to_string()), expected: expected.to_owned() };
    match (data_type, value) {
        (DataType::Text, FilterValue::Text(value)) => Ok(Value::Text(value.clone())),
        (DataType::Text, _) => Err(wrong("text")),
        (DataType::Boolean, FilterValue::Boolean(value)) => Ok(Value::Boolean(*value)),
        (DataType::Boolean, FilterValue::Text(value)) if value.eq_ignore_ascii_case("true") => Ok(Value::Boolean(true)),
        (DataType::Boolean, FilterValue::Text(value)) if value.eq_ignore_ascii_case("false") => Ok(Value::Boolean(false)),
        (DataType::Boolean, _) => Err(wrong("`true` or `false`")),
        (DataType::Integer | DataType::Number, FilterValue::Integer(value)) => Ok(Value::Integer(*value)),
        (DataType::Integer | DataType::Number, FilterValue::Number(value)) if value.is_finite() => Ok(Value::Number(*value)),
        (DataType::Integer | DataType::Number, FilterValue::Text(text)) => {
            number(text.trim()).ok_or_else(|| wrong("a number such as `12` or `-3.5`"))
        }
        _ => Err(wrong("a number such as `12` or `-3.5`")),
    }
}

/// Only digits, a sign, a point and an exponent: the number parser also takes `inf` and `nan`.
fn number(text: &str) -> Option<Value> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) {
        return None;
    }
    let integer = || text.parse::<i64>().ok().map(Value::Integer);
    integer().or_else(|| text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::Number))
}

/// What somebody may see, as `access` says it. A value that is not of the field's type matches no row, so that a mistake hides rows and never shows them.
pub(crate) fn permission(subject: &Subject, predicate: &ColumnPredicate) -> Expr {
    match predicate {
        ColumnPredicate::OneOf { values, .. } => {
            let values: Vec<Expr> =
                values.iter().filter_map(|value| permitted(subject.data_type, value)).map(|value| literal(&value)).collect();
            if values.is_empty() { literal(&Value::Boolean(false)) } else { one_of(subject.expr.clone(), values, false) }
        }
        ColumnPredicate::Like { patterns, .. } if subject.data_type == DataType::Text => {
            any(patterns.iter().map(|pattern| like(subject.expr.clone(), pattern)))
        }
        ColumnPredicate::Like { .. } => literal(&Value::Boolean(false)),
    }
}

fn permitted(data_type: DataType, value: &AttributeValue) -> Option<Value> {
    match (data_type, value) {
        (DataType::Integer | DataType::Number, AttributeValue::Number(value)) => number(&value.to_string()),
        (DataType::Integer | DataType::Number, AttributeValue::String(value)) => number(value),
        (DataType::Boolean, AttributeValue::Boolean(value)) => Some(Value::Boolean(*value)),
        (DataType::Text, AttributeValue::String(value)) => Some(Value::Text(value.clone())),
        _ => None,
    }
}

/// The subject of a filter on a field cut to a time frame.
pub(crate) fn subject(expr: Expr, data_type: DataType, grain: Option<TimeGrain>) -> Subject {
    let expr = atom(expr);
    match grain {
        Some(grain) if is_part(grain) => {
            Subject { expr: super::time::cut(expr, data_type, Some(grain), 0), data_type: DataType::Integer, grain: None }
        }
        _ => Subject { expr, data_type, grain },
    }
}

const fn words(data_type: DataType) -> &'static str {
    match data_type {
        DataType::Text => "text",
        DataType::Integer => "a whole number",
        DataType::Number => "a number",
        DataType::Boolean => "true or false",
        DataType::Date => "a date",
        DataType::Timestamp => "a point in time",
        DataType::Other => "of a type that cannot be filtered",
    }
}

fn shortened(value: &str) -> String {
    let mut short: String = value.chars().take(60).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}
