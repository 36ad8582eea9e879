//! Functions whose result can be far larger than their arguments, with the size looked at before it is allocated.
//!
//! Memory of values inside an expression is not counted by the memory pool, so `repeat('x', 2000000000)` would go past every limit.

use std::sync::Arc;

use arrow::array::Array;
use arrow::compute::cast;
use arrow::datatypes::{DataType, FieldRef, Int64Type, TimeUnit};
use datafusion::common::config::ConfigOptions;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{ColumnarValue, Documentation, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature};

use crate::error::Refusal;

/// What one call on one batch may produce.
pub(crate) const BATCH_LIMIT: u128 = 256 << 20;

/// The function with its results bounded, if it is one whose results grow.
pub(crate) fn bounded(function: Arc<ScalarUDF>) -> Arc<ScalarUDF> {
    let growth = match function.name() {
        "repeat" | "array_repeat" => Growth::Times,
        "lpad" | "rpad" | "array_resize" => Growth::To,
        "replace" | "regexp_replace" | "translate" => Growth::Replace,
        "concat" | "concat_ws" | "array_concat" => Growth::Sum,
        "range" | "generate_series" => Growth::Series,
        "array_to_string" => Growth::Join,
        _ => return function,
    };
    Arc::new(ScalarUDF::new_from_impl(Bounded { inner: function, growth }))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Growth {
    /// The first argument, as often as the second says.
    Times,
    /// As long as the second argument says.
    To,
    /// The third argument, at worst once for every character of the first.
    Replace,
    /// All arguments together.
    Sum,
    /// From the first to the second in steps of the third.
    Series,
    /// The second argument between the elements of the first.
    Join,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Bounded {
    inner: Arc<ScalarUDF>,
    growth: Growth,
}

impl Bounded {
    fn estimate(&self, args: &ScalarFunctionArgs) -> u128 {
        let rows = args.number_rows.max(1) as u128;
        let at = |index: usize| args.args.get(index);
        match self.growth {
            Growth::Times => at(0).map_or(0, largest).max(1) * at(1).map_or(0, |n| total(n, rows)),
            Growth::To => at(1).map_or(0, |n| total(n, rows)) * at(2).map_or(4, |fill| largest(fill).clamp(4, 16)),
            Growth::Replace => {
                let (text, by) = (at(0).map_or(0, largest), at(2).map_or(0, largest));
                if by <= 4 { 0 } else { (text + 1) * by * rows }
            }
            Growth::Sum => args.args.iter().map(|arg| size(arg, rows)).sum(),
            Growth::Series => rows * series(&args.args),
            Growth::Join => at(0).map_or(0, |list| size(list, rows)) * (1 + at(1).map_or(0, largest)),
        }
    }
}

/// The longest value.
fn largest(value: &ColumnarValue) -> u128 {
    match value {
        ColumnarValue::Scalar(scalar) => match scalar {
            ScalarValue::Utf8(text) | ScalarValue::LargeUtf8(text) | ScalarValue::Utf8View(text) => {
                text.as_ref().map_or(0, |t| t.len() as u128)
            }
            other => other.size() as u128,
        },
        ColumnarValue::Array(array) => match cast(array, &DataType::Utf8View) {
            Ok(texts) => texts
                .as_any()
                .downcast_ref::<arrow::array::StringViewArray>()
                .map_or(0, |texts| texts.iter().flatten().map(str::len).max().unwrap_or(0) as u128),
            // Lists and the like: no element is larger than all together.
            Err(_) => array.get_array_memory_size() as u128,
        },
    }
}

/// The numbers added up over all rows, negative ones as nothing.
fn total(value: &ColumnarValue, rows: u128) -> u128 {
    let positive = |n: i64| u128::from(n.max(0).cast_unsigned());
    match value {
        ColumnarValue::Scalar(scalar) => scalar
            .cast_to(&DataType::Int64)
            .map_or(BATCH_LIMIT, |n| if let ScalarValue::Int64(Some(n)) = n { positive(n) * rows } else { 0 }),
        ColumnarValue::Array(array) => cast(array, &DataType::Int64).map_or(BATCH_LIMIT, |array| {
            let numbers = arrow::array::AsArray::as_primitive::<Int64Type>(&array);
            numbers.iter().flatten().map(positive).sum()
        }),
    }
}

/// What the values of one argument take over all rows.
pub(crate) fn size(value: &ColumnarValue, rows: u128) -> u128 {
    match value {
        ColumnarValue::Scalar(_) => largest(value) * rows,
        ColumnarValue::Array(array) => array.get_slice_memory().unwrap_or_else(|| array.get_array_memory_size()) as u128,
    }
}

trait SliceMemory {
    fn get_slice_memory(&self) -> Option<usize>;
}

impl SliceMemory for Arc<dyn Array> {
    fn get_slice_memory(&self) -> Option<usize> {
        self.to_data().get_slice_memory_size().ok()
    }
}

/// Bytes of the longest series of one row, when the ends are numbers, days or points in time.
fn series(args: &[ColumnarValue]) -> u128 {
    let bounds = |value: &ColumnarValue| -> Option<(i128, i128)> {
        let array = value.to_array(1).ok()?;
        let array = match array.data_type() {
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => {
                let nanos = cast(&array, &DataType::Timestamp(TimeUnit::Nanosecond, None)).ok()?;
                cast(&nanos, &DataType::Int64).ok()?
            }
            DataType::Interval(_) => return None,
            _ => cast(&array, &DataType::Int64).ok()?,
        };
        let numbers = arrow::array::AsArray::as_primitive_opt::<Int64Type>(&array)?;
        Some((numbers.iter().flatten().min()?.into(), numbers.iter().flatten().max()?.into()))
    };
    let (start, stop) = match args {
        [stop] => (Some((0, 0)), bounds(stop)),
        [start, stop, ..] => (bounds(start), bounds(stop)),
        [] => return 0,
    };
    let (Some(start), Some(stop)) = (start, stop) else { return 0 };
    let span = (stop.1 - start.0).unsigned_abs().max((start.1 - stop.0).unsigned_abs());
    let step = match args.get(2) {
        None => 1,
        Some(ColumnarValue::Scalar(ScalarValue::IntervalMonthDayNano(Some(step)))) => {
            let days = i128::from(step.months) * 28 + i128::from(step.days);
            (days * 86_400_000_000_000 + i128::from(step.nanoseconds)).unsigned_abs().max(1)
        }
        Some(step) => {
            bounds(step).map_or(1, |(low, high)| if low <= 0 && high >= 0 { 1 } else { low.unsigned_abs().min(high.unsigned_abs()) })
        }
    };
    (span / step + 1) * 8
}

impl ScalarUDFImpl for Bounded {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn aliases(&self) -> &[String] {
        self.inner.aliases()
    }

    fn signature(&self) -> &Signature {
        self.inner.signature()
    }

    fn return_type(&self, arg_types: &[DataType]) -> Result<DataType> {
        self.inner.return_type(arg_types)
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs) -> Result<FieldRef> {
        self.inner.return_field_from_args(args)
    }

    fn coerce_types(&self, arg_types: &[DataType]) -> Result<Vec<DataType>> {
        self.inner.coerce_types(arg_types)
    }

    fn with_updated_config(&self, config: &ConfigOptions) -> Option<ScalarUDF> {
        let inner = Arc::new(self.inner.inner().with_updated_config(config)?);
        Some(ScalarUDF::new_from_impl(Self { inner, growth: self.growth }))
    }

    fn documentation(&self) -> Option<&Documentation> {
        self.inner.documentation()
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        if self.estimate(&args) > BATCH_LIMIT {
            return Err(Refusal::ValueTooLarge.into());
        }
        self.inner.invoke_with_args(args)
    }
}
