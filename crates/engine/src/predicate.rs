//! The policy's conditions as expressions over a table's columns. Values are literals of the column's own type; a column is never converted, because a conversion can fail and can make different values equal.

use access::ColumnPredicate;
use arrow::compute::kernels::cast_utils::Parser;
use arrow::datatypes::{DataType, Date32Type, TimeUnit, TimestampMicrosecondType};
use datafusion::common::{Column, Result, ScalarValue, exec_err};
use datafusion::logical_expr::expr::InList;
use datafusion::logical_expr::utils::{conjunction, disjunction};
use datafusion::logical_expr::{Expr, Like, lit};
use vocab::AttributeValue;

use crate::source::Table;

/// All of the conditions at once.
pub(crate) fn rows(table: &Table, predicates: &[ColumnPredicate]) -> Result<Expr> {
    let all = predicates.iter().map(|predicate| one(table, predicate)).collect::<Result<Vec<_>>>()?;
    Ok(conjunction(all).unwrap_or_else(|| lit(true)))
}

fn one(table: &Table, predicate: &ColumnPredicate) -> Result<Expr> {
    // A rule on a column that is not there is a broken rule; the table stays closed.
    let Ok(field) = table.schema.field_with_name(predicate.column()) else {
        return exec_err!("a row policy names a column that the table does not have");
    };
    let column = Expr::Column(Column::new_unqualified(field.name()));
    match predicate {
        ColumnPredicate::OneOf { values, .. } => {
            let mut literals: Vec<Expr> =
                values.iter().filter_map(|value| literal(value, field.data_type())).map(|v| Expr::Literal(v, None)).collect();
            Ok(match literals.len() {
                0 => lit(false),
                1 => column.eq(literals.remove(0)),
                _ => Expr::InList(InList::new(Box::new(column), literals, false)),
            })
        }
        ColumnPredicate::Like { patterns, .. } => {
            if field.data_type() != &DataType::Utf8View {
                return exec_err!("a row policy with patterns is on a column that is not text");
            }
            let pattern = |text: &String| Box::new(Expr::Literal(ScalarValue::Utf8View(Some(text.clone())), None));
            let any = patterns.iter().map(|text| Expr::Like(Like::new(false, Box::new(column.clone()), pattern(text), None, false)));
            Ok(disjunction(any).unwrap_or_else(|| lit(false)))
        }
    }
}

/// The value in the column's type, or nothing when no value of that type says the same: such a value matches no row.
fn literal(value: &AttributeValue, data_type: &DataType) -> Option<ScalarValue> {
    match (value, data_type) {
        (AttributeValue::String(text), DataType::Utf8View) => Some(ScalarValue::Utf8View(Some(text.clone()))),
        (AttributeValue::Boolean(value), DataType::Boolean) => Some(ScalarValue::Boolean(Some(*value))),
        (AttributeValue::Number(number), DataType::Utf8View) => Some(ScalarValue::Utf8View(Some(number.to_string()))),
        (AttributeValue::Number(number), _) => numeric(&number.to_string(), data_type),
        (AttributeValue::String(text), DataType::Date32) => Some(ScalarValue::Date32(Some(Date32Type::parse(text)?))),
        (AttributeValue::String(text), DataType::Timestamp(TimeUnit::Microsecond, None)) => {
            Some(ScalarValue::TimestampMicrosecond(Some(TimestampMicrosecondType::parse(text)?), None))
        }
        (AttributeValue::String(text), _) if is_plain_number(text) => numeric(text, data_type),
        _ => None,
    }
}

/// Exactly the number that the text says, in a numeric type; `None` when the type cannot hold it.
fn numeric(text: &str, data_type: &DataType) -> Option<ScalarValue> {
    Some(match data_type {
        DataType::Int8 => ScalarValue::Int8(Some(text.parse().ok()?)),
        DataType::Int16 => ScalarValue::Int16(Some(text.parse().ok()?)),
        DataType::Int32 => ScalarValue::Int32(Some(text.parse().ok()?)),
        DataType::Int64 => ScalarValue::Int64(Some(text.parse().ok()?)),
        DataType::UInt8 => ScalarValue::UInt8(Some(text.parse().ok()?)),
        DataType::UInt16 => ScalarValue::UInt16(Some(text.parse().ok()?)),
        DataType::UInt32 => ScalarValue::UInt32(Some(text.parse().ok()?)),
        DataType::UInt64 => ScalarValue::UInt64(Some(text.parse().ok()?)),
        DataType::Float32 => ScalarValue::Float32(Some(text.parse().ok()?)),
        DataType::Float64 => ScalarValue::Float64(Some(text.parse().ok()?)),
        DataType::Decimal128(precision, scale) => ScalarValue::Decimal128(Some(decimal(text, *precision, *scale)?), *precision, *scale),
        _ => return None,
    })
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// The unscaled number, if the text has no more digits than fit.
fn decimal(text: &str, precision: u8, scale: i8) -> Option<i128> {
    let scale = usize::try_from(scale).ok()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > scale {
        return None;
    }
    let unscaled: i128 = format!("{whole}{fraction:0<scale$}").parse().ok()?;
    (unscaled.unsigned_abs() < 10_u128.pow(u32::from(precision))).then_some(unscaled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t26_values_are_literals_of_the_columns_type() {
        let text = |s: &str| AttributeValue::String(s.to_owned());
        let number = AttributeValue::Number;
        for (value, data_type, expected) in [
            (text("O'Hare \\ % _"), DataType::Utf8View, Some(ScalarValue::Utf8View(Some("O'Hare \\ % _".to_owned())))),
            (text("7"), DataType::Int64, Some(ScalarValue::Int64(Some(7)))),
            (text("7 or 1=1"), DataType::Int64, None),
            (text("+7"), DataType::Int64, None),
            (text(""), DataType::Int64, None),
            (text(""), DataType::Utf8View, Some(ScalarValue::Utf8View(Some(String::new())))),
            (number(7.0), DataType::Int32, Some(ScalarValue::Int32(Some(7)))),
            (number(7.5), DataType::Int32, None),
            (number(300.0), DataType::Int8, None),
            (number(7.5), DataType::Decimal128(10, 2), Some(ScalarValue::Decimal128(Some(750), 10, 2))),
            (number(7.125), DataType::Decimal128(10, 2), None),
            (text("2013-01-31"), DataType::Date32, Some(ScalarValue::Date32(Some(15736)))),
            (AttributeValue::Boolean(true), DataType::Boolean, Some(ScalarValue::Boolean(Some(true)))),
            (AttributeValue::Boolean(true), DataType::Utf8View, None),
            (text("true"), DataType::Boolean, None),
        ] {
            assert_eq!(literal(&value, &data_type), expected, "{value:?} as {data_type}");
        }
    }
}
