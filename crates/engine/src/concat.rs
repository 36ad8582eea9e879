//! `||` on texts, with the size of its result looked at first (see [`crate::growth`]).

use std::sync::Arc;

use arrow::array::{Array, AsArray, StringArray, StringBuilder};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use datafusion::common::{DFSchema, Result, exec_err};
use datafusion::logical_expr::planner::{ExprPlanner, PlannerResult, RawBinaryExpr};
use datafusion::logical_expr::{ColumnarValue, Expr, ExprSchemable, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use sqlparser::ast::BinaryOperator;

use crate::error::Refusal;
use crate::growth;

/// The name of the function in plans.
pub(crate) const NAME: &str = "string_concat";

/// Plans `||` between anything but lists as a call of our own function.
#[derive(Debug)]
pub(crate) struct ConcatPlanner;

impl ExprPlanner for ConcatPlanner {
    fn plan_binary_op(&self, expr: RawBinaryExpr, schema: &DFSchema) -> Result<PlannerResult<RawBinaryExpr>> {
        let text = |side: &Expr| {
            side.get_type(schema).is_ok_and(|data_type| {
                !matches!(
                    data_type,
                    DataType::List(_)
                        | DataType::LargeList(_)
                        | DataType::FixedSizeList(..)
                        | DataType::ListView(_)
                        | DataType::LargeListView(_)
                )
            })
        };
        if matches!(expr.op, BinaryOperator::StringConcat) && text(&expr.left) && text(&expr.right) {
            let function = ScalarUDF::new_from_impl(Concat { signature: Signature::user_defined(Volatility::Immutable) });
            return Ok(PlannerResult::Planned(function.call(vec![expr.left, expr.right])));
        }
        Ok(PlannerResult::Original(expr))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Concat {
    signature: Signature,
}

impl ScalarUDFImpl for Concat {
    fn name(&self) -> &'static str {
        NAME
    }

    /// Columns are called as the operator is written.
    fn schema_name(&self, args: &[Expr]) -> Result<String> {
        Ok(args.iter().map(|arg| arg.schema_name().to_string()).collect::<Vec<_>>().join(" || "))
    }

    fn display_name(&self, args: &[Expr]) -> Result<String> {
        Ok(args.iter().map(ToString::to_string).collect::<Vec<_>>().join(" || "))
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, arg_types: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Utf8; arg_types.len()])
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = args.number_rows.max(1) as u128;
        if args.args.iter().map(|arg| growth::size(arg, rows)).sum::<u128>() > growth::BATCH_LIMIT {
            return Err(Refusal::ValueTooLarge.into());
        }
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let [left, right] = arrays.as_slice() else { return exec_err!("`||` has two sides") };
        let (left, right) = (cast(left, &DataType::Utf8)?, cast(right, &DataType::Utf8)?);
        let (left, right) = (left.as_string::<i32>(), right.as_string::<i32>());
        let mut out = StringBuilder::with_capacity(left.len(), length(left) + length(right));
        let mut text = String::new();
        for pair in left.iter().zip(right.iter()) {
            match pair {
                (Some(left), Some(right)) => {
                    text.clear();
                    text.push_str(left);
                    text.push_str(right);
                    out.append_value(&text);
                }
                _ => out.append_null(),
            }
        }
        Ok(ColumnarValue::Array(Arc::new(out.finish())))
    }
}

fn length(texts: &StringArray) -> usize {
    let offsets = texts.value_offsets();
    match (offsets.first(), offsets.last()) {
        (Some(first), Some(last)) => usize::try_from(last - first).unwrap_or(0),
        _ => 0,
    }
}
