//! Large constants, with their size looked at before they are written out for every row.
//!
//! `range(1, 300000)` is computed once while planning and is small; a projection then makes it a column, 8192 times the same list, and no memory pool is asked.

use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::{
    ColumnarValue, Expr, LogicalPlan, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use std::sync::Arc;

use crate::error::Refusal;
use crate::growth::BATCH_LIMIT;

/// A constant up to this is let be: a whole batch of it is 64 MB.
const SMALL: usize = 8 << 10;

/// Puts a check before every large constant of an optimised plan.
pub(crate) fn check_constants(plan: LogicalPlan) -> Result<LogicalPlan> {
    plan.transform_up_with_subqueries(|node| {
        // Filters of a scan are compared with and never written out, and the barrier wants to see the literal.
        if matches!(node, LogicalPlan::TableScan(_) | LogicalPlan::Values(_) | LogicalPlan::Limit(_)) {
            return Ok(Transformed::no(node));
        }
        let mut large = false;
        node.apply_expressions(|expr| {
            expr.apply(|part| {
                large |= matches!(part, Expr::Literal(value, _) if is_large(value));
                Ok(if large { TreeNodeRecursion::Stop } else { TreeNodeRecursion::Continue })
            })
        })?;
        if !large {
            return Ok(Transformed::no(node));
        }
        let names = NamePreserver::new(&node);
        node.map_expressions(|expr| {
            let name = names.save(&expr);
            let checked = expr.transform_up(|part| match part {
                Expr::Literal(value, _) if is_large(&value) => {
                    Ok(Transformed::yes(ScalarUDF::new_from_impl(Constant::new(value)).call(Vec::new())))
                }
                other => Ok(Transformed::no(other)),
            })?;
            Ok(checked.update_data(|expr| name.restore(expr)))
        })
    })
    .map(|transformed| transformed.data)
}

fn is_large(value: &ScalarValue) -> bool {
    value.size() > SMALL
}

/// A function without arguments that gives one value, if a column of it is not too large.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Constant {
    value: ScalarValue,
    signature: Signature,
}

impl Constant {
    fn new(value: ScalarValue) -> Self {
        // Volatile: nothing may make it a literal again.
        Self { value, signature: Signature::nullary(Volatility::Volatile) }
    }
}

impl ScalarUDFImpl for Constant {
    fn name(&self) -> &'static str {
        "constant"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.value.data_type())
    }

    fn return_field_from_args(&self, _: ReturnFieldArgs) -> Result<FieldRef> {
        Ok(Arc::new(Field::new(self.name(), self.value.data_type(), self.value.is_null())))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        if self.value.size() as u128 * args.number_rows as u128 > BATCH_LIMIT {
            return Err(Refusal::ValueTooLarge.into());
        }
        Ok(ColumnarValue::Scalar(self.value.clone()))
    }
}
