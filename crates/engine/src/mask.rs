//! Masks of columns: what stands in a column for who may not see its values. It is computed below the barrier, so that everything the reader wrote meets the mask alone.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use access::{Mask, MaskSql};
use arrow::array::{Array, ArrayRef, AsArray, StringViewBuilder, new_null_array};
use arrow::compute::cast;
use arrow::datatypes::{DataType, FieldRef, SchemaRef};
use arrow::record_batch::{RecordBatch, RecordBatchOptions};
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::TreeNode;
use datafusion::common::{DFSchema, Result, ScalarValue, exec_err};
use datafusion::logical_expr::simplify::SimplifyContext;
use datafusion::logical_expr::{Expr, ExprSchemable, try_cast};
use datafusion::optimizer::simplify_expressions::ExprSimplifier;
use datafusion::physical_expr::PhysicalExpr;
use vocab::{ConnectionId, Secret};

use crate::shape;
use crate::source::Table;

/// The key of hashes in one connection. Without it nobody can tell of which value a hash is by trying values.
#[derive(Debug, Clone)]
pub(crate) struct HashKey(Arc<Secret<[u8; 32]>>);

impl HashKey {
    pub(crate) fn new(instance: &Secret<[u8; 32]>, connection: ConnectionId) -> Self {
        Self(Arc::new(Secret::new(*blake3::keyed_hash(instance.expose(), connection.uuid().as_bytes()).as_bytes())))
    }

    /// Texts that are equal where the values are. Null is no value.
    fn hash(&self, values: &ArrayRef) -> Result<ArrayRef> {
        let Ok(values) = cast(values, &DataType::Utf8View) else { return Ok(new_null_array(&DataType::Utf8View, values.len())) };
        let values = values.as_string_view();
        let mut out = StringViewBuilder::with_capacity(values.len());
        let mut last: Option<(&str, String)> = None;
        for value in values {
            match (value, &last) {
                (None, _) => out.append_null(),
                // Sorted and clustered columns are the usual ones.
                (Some(value), Some((before, hash))) if value == *before => out.append_value(hash),
                (Some(value), _) => {
                    let hash = blake3::keyed_hash(self.0.expose(), value.as_bytes()).to_hex();
                    // 128 bits: no two of all the values that a table can hold come to the same.
                    let hash = hash.get(..32).unwrap_or_default().to_owned();
                    out.append_value(&hash);
                    last = Some((value, hash));
                }
            }
        }
        Ok(Arc::new(out.finish()))
    }
}

/// What stands in one column.
#[derive(Debug, Clone)]
enum With {
    Null,
    Text(String),
    Hash,
    /// Over the table's own columns, in the column's own type.
    Sql(Expr),
}

#[derive(Debug, Clone)]
struct Masked {
    rule: Mask,
    with: With,
}

/// The masks of a table for one reader, by column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Masks(BTreeMap<String, Masked>);

impl Masks {
    /// The policy's masks on the columns that the table has. `parse` gives the tree of SQL over the table.
    ///
    /// SQL that does not fit the table as it is now leaves nothing in the column: the reader neither sees the values nor what the SQL says.
    pub(crate) fn of(
        table: &Table,
        rules: &BTreeMap<String, Mask>,
        options: &ConfigOptions,
        parse: impl Fn(&MaskSql, &DFSchema) -> Result<Expr>,
    ) -> Self {
        let there = rules.iter().filter_map(|(column, rule)| {
            let field = table.schema.field_with_name(column).ok()?;
            let with = match rule {
                Mask::Null => With::Null,
                Mask::Text(text) => With::Text(text.clone()),
                Mask::Hash => With::Hash,
                Mask::Sql(sql) => fitted(table, field.data_type(), options, |schema| parse(sql, schema)).map_or_else(
                    |error| {
                        tracing::warn!(table = %table.name, column, %error, "the SQL of a mask does not fit the table; nothing is shown");
                        With::Null
                    },
                    With::Sql,
                ),
            };
            Some((column.clone(), Masked { rule: rule.clone(), with }))
        });
        Self(there.collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn contains(&self, column: &str) -> bool {
        self.0.contains_key(column)
    }

    /// Whether they are what the policy asks of the columns that are there.
    pub(crate) fn obey(&self, rules: &BTreeMap<String, Mask>, schema: &SchemaRef) -> bool {
        rules
            .iter()
            .filter(|(column, _)| schema.field_with_name(column).is_ok())
            .all(|(column, rule)| self.0.get(column).is_some_and(|masked| masked.rule == *rule))
    }

    /// The column as the reader has it.
    pub(crate) fn field(&self, field: &FieldRef) -> FieldRef {
        match self.0.get(field.name()).map(|masked| &masked.with) {
            Some(With::Text(_) | With::Hash) => Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)),
            _ => field.clone(),
        }
    }

    /// Whether equal values give equal masks today and tomorrow.
    pub(crate) fn are_lasting(&self) -> bool {
        self.0.values().all(|masked| match &masked.with {
            With::Sql(expr) => shape::is_lasting_expression(expr),
            With::Null | With::Text(_) | With::Hash => true,
        })
    }

    /// What stands in a column of the table; `physical` makes SQL runnable over the columns of the table.
    pub(crate) fn step(&self, table: &Table, place: usize, physical: impl Fn(&Expr) -> Result<Arc<dyn PhysicalExpr>>) -> Result<Step> {
        let Some(field) = table.schema.fields().get(place) else { return exec_err!("a column that the table does not have") };
        Ok(match self.0.get(field.name()).map(|masked| &masked.with) {
            None => Step::Keep(place),
            Some(With::Null) => Step::Constant(ScalarValue::try_from(field.data_type())?),
            Some(With::Text(text)) => Step::Constant(ScalarValue::Utf8View(Some(text.clone()))),
            Some(With::Hash) => Step::Hash(place),
            Some(With::Sql(expr)) => Step::Compute(physical(expr)?),
        })
    }
}

/// The tree of a mask's SQL, checked as a query is and brought into the column's type.
fn fitted(table: &Table, column: &DataType, options: &ConfigOptions, parse: impl Fn(&DFSchema) -> Result<Expr>) -> Result<Expr> {
    let schema = DFSchema::try_from(table.schema.clone())?;
    let expr = parse(&schema)?;
    expr.apply(|part| match part {
        Expr::ScalarSubquery(_)
        | Expr::Exists(_)
        | Expr::InSubquery(_)
        | Expr::OuterReferenceColumn(..)
        | Expr::AggregateFunction(_)
        | Expr::WindowFunction(_) => {
            exec_err!("a mask computes one value of the values of one row")
        }
        part => shape::check_expression(part),
    })?;
    let context = SimplifyContext::builder().with_schema(Arc::new(schema.clone())).with_config_options(Arc::new(options.clone())).build();
    let expr = ExprSimplifier::new(context).coerce(expr, &schema)?;
    // What cannot be converted is null and not an error: a mask must not tell of values by failing.
    Ok(if expr.get_type(&schema)? == *column { expr } else { try_cast(expr, column.clone()) })
}

/// How one column of the reader's comes from the columns that were read.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Keep(usize),
    Constant(ScalarValue),
    Hash(usize),
    Compute(Arc<dyn PhysicalExpr>),
}

impl Step {
    /// Whether something else stands in the column than its values.
    pub(crate) fn masks(&self) -> bool {
        !matches!(self, Self::Keep(_))
    }

    fn apply(&self, batch: &RecordBatch, key: &HashKey) -> Result<ArrayRef> {
        match self {
            Self::Keep(index) => Ok(batch.column(*index).clone()),
            Self::Constant(value) => value.to_array_of_size(batch.num_rows()),
            Self::Hash(index) => key.hash(batch.column(*index)),
            Self::Compute(expr) => expr.evaluate(batch)?.into_array(batch.num_rows()),
        }
    }
}

/// Every column of the reader's, in order.
#[derive(Debug, Clone)]
pub(crate) struct Steps {
    pub(crate) schema: SchemaRef,
    pub(crate) steps: Vec<Step>,
    pub(crate) key: HashKey,
}

impl Steps {
    pub(crate) fn apply(&self, batch: &RecordBatch) -> Result<RecordBatch> {
        let columns = self.steps.iter().map(|step| step.apply(batch, &self.key)).collect::<Result<Vec<_>>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        Ok(RecordBatch::try_new_with_options(self.schema.clone(), columns, &options)?)
    }

    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Arc<dyn PhysicalExpr>> {
        self.steps.iter().filter_map(|step| match step {
            Step::Compute(expr) => Some(expr),
            Step::Keep(_) | Step::Constant(_) | Step::Hash(_) => None,
        })
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = self.schema.fields().iter().zip(&self.steps).filter(|(_, step)| step.masks());
        let words = masked.map(|(field, step)| match step {
            Step::Keep(_) => field.name().clone(),
            Step::Constant(value) => format!("{}={value}", field.name()),
            Step::Hash(_) => format!("{}=hash", field.name()),
            Step::Compute(expr) => format!("{}={expr}", field.name()),
        });
        f.write_str(&words.collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{Int64Array, StringViewArray};

    use super::*;

    fn key(instance: u8, connection: u8) -> HashKey {
        HashKey::new(&Secret::new([instance; 32]), ConnectionId::from_parts(0, [connection; 10]))
    }

    fn hashes(key: &HashKey, values: &ArrayRef) -> Vec<Option<String>> {
        key.hash(values).expect("hashed").as_string_view().iter().map(|hash| hash.map(str::to_owned)).collect()
    }

    #[test]
    fn t31_hashes_are_equal_where_values_are_and_need_the_key() {
        let values: ArrayRef =
            Arc::new(StringViewArray::from(vec![Some("N10156"), None, Some("n10156"), Some("N10156"), Some(""), Some("")]));
        let hashed = hashes(&key(1, 1), &values);
        assert_eq!(hashed, hashes(&key(1, 1), &values), "stable");
        assert_eq!((&hashed[0], &hashed[4]), (&hashed[3], &hashed[5]));
        assert_eq!(hashed[1], None, "null is no value");
        assert!(hashed[0] != hashed[2] && hashed[4].is_some());
        assert!(hashed.iter().flatten().all(|hash| hash.len() == 32 && hash.bytes().all(|b| b.is_ascii_hexdigit())));
        for other in [key(2, 1), key(1, 2)] {
            assert!(hashes(&other, &values).iter().zip(&hashed).all(|(a, b)| a.is_none() || a != b), "another instance or connection");
        }
        let unkeyed = blake3::hash(b"N10156").to_hex();
        assert_ne!(hashed[0].as_deref(), unkeyed.get(..32), "who has the value and no key cannot compute it");
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![Some(7), None]));
        assert!(matches!(hashes(&key(1, 1), &numbers).as_slice(), [Some(_), None]), "text, whatever the column was");
        assert!(!format!("{:?}", key(7, 1)).contains('7'), "the key is not printed");
    }
}
