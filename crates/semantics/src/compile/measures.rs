//! Measures of a query: which aggregates they are made of, and how each is computed on the grain of its own view.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use sqlparser::ast::{Expr, SetExpr, TableWithJoins};
use vocab::{DataType, FieldPath, ModelName, Value};

use super::filter::{condition, subject};
use super::time::Clock;
use super::tree::{Tree, views_of};
use crate::ast::{self, Call, SelectParts};
use crate::compile_error::CompileError;
use crate::model::{AggregateType, Field, MeasureKind, Model};
use crate::walk::each_expr_mut;

/// One aggregate with everything it looks at.
pub(crate) struct Aggregate {
    function: AggregateType,
    argument: Option<Expr>,
    filter: Option<Expr>,
}

/// Aggregates by measure, in the order in which they were met.
pub(crate) type Aggregates = IndexMap<FieldPath, Aggregate>;

/// Collects the aggregates that a measure is made of.
pub(crate) fn collect(model: &Model, path: &FieldPath, clock: Clock, into: &mut Aggregates) {
    let mut open = vec![path.clone()];
    // The checker refuses circles, so this ends; what was met before is not followed again.
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) || into.contains_key(&path) {
            continue;
        }
        let Some(Field::Measure(measure)) = model.field(&path) else { continue };
        match &measure.kind {
            MeasureKind::Aggregate { function, argument, filters } => {
                let conditions = filters.iter().filter_map(|filter| {
                    let Some(Field::Dimension(dimension)) = model.field(&filter.field.path) else { return None };
                    let about = subject(dimension.sql.clone(), dimension.head.data_type, filter.field.grain);
                    condition(&about, filter.op, &filter.values, clock).ok().flatten()
                });
                let filter = ast::all(conditions.collect::<Vec<_>>());
                into.insert(path, Aggregate { function: *function, argument: argument.clone(), filter });
            }
            MeasureKind::Derived(expr) => {
                let mut referred = Vec::new();
                let mut expr = expr.clone();
                each_expr_mut(&mut expr, &mut |expr| referred.extend(as_path(expr)));
                open.extend(referred.into_iter().rev());
            }
        }
    }
}

fn as_path(expr: &Expr) -> Option<FieldPath> {
    let (view, field) = ast::as_column(expr)?;
    Some(FieldPath { view: view.parse().ok()?, field: field.parse().ok()? })
}

/// The measure's tree, with each aggregate as given.
pub(crate) fn written_out(model: &Model, path: &FieldPath, aggregates: &IndexMap<FieldPath, Expr>) -> Expr {
    let Some(Field::Measure(measure)) = model.field(path) else { return ast::literal(&Value::Null) };
    match &measure.kind {
        MeasureKind::Aggregate { .. } => aggregates.get(path).cloned().unwrap_or_else(|| ast::literal(&Value::Null)),
        MeasureKind::Derived(expr) => {
            let mut expr = expr.clone();
            each_expr_mut(&mut expr, &mut |expr| {
                if let Some(path) = as_path(expr) {
                    *expr = ast::atom(written_out(model, &path, aggregates));
                }
            });
            expr
        }
    }
}

/// What every part of a query has in common.
pub(crate) struct Common<'q> {
    pub(crate) model: &'q Model,
    pub(crate) tree: &'q Tree<'q>,
    /// The dimensions, cut to their time frames.
    pub(crate) dimensions: &'q [Expr],
    pub(crate) filter: Option<&'q Expr>,
    /// Views that dimensions and filters look at.
    pub(crate) needed: &'q BTreeSet<&'q ModelName>,
}

/// The aggregates of one view, ready to be selected.
pub(crate) struct Part {
    pub(crate) from: Vec<TableWithJoins>,
    pub(crate) filter: Option<Expr>,
    pub(crate) dimensions: Vec<Expr>,
    pub(crate) aggregates: IndexMap<FieldPath, Expr>,
}

/// Computes the aggregates of one view on its own grain.
///
/// When no join on the way to what the query looks at leads one row of the view to many, the joined rows are the view's rows and are aggregated
/// as they are. Otherwise they are first reduced to one per group and row of the view, told apart by its primary key.
pub(crate) fn part(common: &Common<'_>, view: &ModelName, aggregates: &[(&FieldPath, &Aggregate)]) -> Result<Part, CompileError> {
    let (model, tree) = (common.model, common.tree);
    let mut needed = common.needed.clone();
    needed.extend(model.views.get_key_value(view).map(|(name, _)| name));
    for (path, aggregate) in aggregates {
        for used in aggregate.argument.iter().chain(&aggregate.filter).flat_map(|expr| views_of(model, expr)) {
            if let Some((from, to)) = tree.many_step(view, used) {
                let why = format!("its own SQL or filter looks at `{used}`, of which one row of `{view}` meets many");
                return Err(fanout(path, from, to, why));
            }
            needed.insert(used);
        }
    }
    let scanned = tree.scanned(&needed);
    let many = scanned.iter().find_map(|other| tree.many_step(view, other));
    let key = model.views.get(view).map(|view| view.primary_key.as_slice()).unwrap_or_default();
    let absent = tree.may_be_absent(view);
    let Some((from, to)) = many else {
        let key = key.first().filter(|_| absent);
        let computed = aggregates.iter().map(|(path, aggregate)| {
            let present = presence(path, view, aggregate, absent, key)?;
            Ok(((*path).clone(), compute(aggregate.function, aggregate.argument.clone(), aggregate.filter.clone(), present)))
        });
        return Ok(Part {
            from: tree.from(&needed),
            filter: common.filter.cloned(),
            dimensions: common.dimensions.to_vec(),
            aggregates: computed.collect::<Result<_, CompileError>>()?,
        });
    };
    if key.is_empty() {
        let path = aggregates.first().map(|(path, _)| (*path).clone());
        let why = format!("declare the `primary_key` of the view `{view}`, so that each of its rows is counted once");
        return Err(fanout(&path.unwrap_or(FieldPath { view: view.clone(), field: view.clone() }), from, to, why));
    }
    Ok(reduced(common, tree.from(&needed), key, absent, aggregates))
}

/// Rows reduced to one per group and row of the view, then aggregated.
fn reduced(common: &Common<'_>, from: Vec<TableWithJoins>, key: &[Expr], absent: bool, aggregates: &[(&FieldPath, &Aggregate)]) -> Part {
    const GRAIN: &str = "grain";
    let mut columns: Vec<(Expr, String)> = Vec::new();
    let mut add = |prefix: &str, expr: &Expr| {
        let known = columns.iter().find(|(known, name)| known == expr && name.starts_with(prefix)).map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| {
            let name = format!("{prefix}{}", columns.iter().filter(|(_, name)| name.starts_with(prefix)).count());
            columns.push((expr.clone(), name.clone()));
            name
        });
        ast::column(GRAIN, &name)
    };
    // Two dimensions may be the same column; each still needs a name of its own.
    let dimensions: Vec<Expr> = common.dimensions.iter().map(|expr| add("d", expr)).collect();
    let keys: Vec<Expr> = key.iter().map(|expr| add("k", expr)).collect();
    let computed = aggregates.iter().map(|(path, aggregate)| {
        let argument = aggregate.argument.as_ref().map(|expr| add("a", expr));
        let filter = aggregate.filter.as_ref().map(|expr| add("f", expr));
        let keeps_null = aggregate.argument.as_ref().is_some_and(null_stays_null);
        let present = if absent && !keeps_null { keys.first().cloned() } else { None };
        ((*path).clone(), compute(aggregate.function, argument, filter, present))
    });
    let aggregates = computed.collect();
    let group_by = columns.len();
    let inner = SelectParts { columns, from, filter: common.filter.cloned(), group_by, having: None };
    let relation = ast::derived(ast::query(inner.body()), GRAIN);
    Part { from: vec![TableWithJoins { relation, joins: Vec::new() }], filter: None, dimensions, aggregates }
}

/// What must not be null for a row to count, when the join may have left the view out of it.
fn presence(
    path: &FieldPath,
    view: &ModelName,
    aggregate: &Aggregate,
    absent: bool,
    key: Option<&Expr>,
) -> Result<Option<Expr>, CompileError> {
    if !absent || aggregate.argument.as_ref().is_some_and(null_stays_null) {
        return Ok(None);
    }
    key.cloned().map(Some).ok_or_else(|| CompileError::KeyMissing { measure: path.to_string(), view: view.to_string() })
}

/// Whether the tree is null when all its columns are, so that rows without the view drop out of the aggregate by themselves.
fn null_stays_null(expr: &Expr) -> bool {
    match expr {
        Expr::CompoundIdentifier(_) => true,
        Expr::Nested(expr) | Expr::UnaryOp { expr, .. } | Expr::Cast { expr, .. } => null_stays_null(expr),
        Expr::BinaryOp { left, op, right } => {
            use sqlparser::ast::BinaryOperator::{And, Or};
            !matches!(op, And | Or) && (null_stays_null(left) || null_stays_null(right))
        }
        _ => false,
    }
}

fn compute(function: AggregateType, argument: Option<Expr>, filter: Option<Expr>, present: Option<Expr>) -> Expr {
    let Some(argument) = argument else {
        let call = present.map_or_else(Call::count_rows, |key| Call::of("count", [key]));
        return call.filter(filter).expr();
    };
    let filter = match present {
        None => filter,
        Some(key) => ast::all(filter.into_iter().chain([ast::is_not_null(key)])),
    };
    let call = match function {
        AggregateType::Count => Call::of("count", [argument]),
        AggregateType::CountDistinct => Call::of("count", [argument]).distinct(),
        AggregateType::Sum => Call::of("sum", [argument]),
        AggregateType::Average => Call::of("avg", [argument]),
        AggregateType::Min => Call::of("min", [argument]),
        AggregateType::Max => Call::of("max", [argument]),
        AggregateType::Median => Call::of("median", [argument]),
        AggregateType::Percentile(share) => Call::of("percentile_cont", [ast::literal(&Value::Number(share))]).within_group(argument),
        AggregateType::Stddev => Call::of("stddev", [argument]),
    };
    call.filter(filter).expr()
}

fn fanout(measure: &FieldPath, from: &ModelName, to: &ModelName, why: String) -> CompileError {
    CompileError::Fanout { measure: measure.to_string(), from: from.to_string(), to: to.to_string(), why }
}

/// Several parts side by side: each row of the union is one part's group, and the rows of one group are folded into one.
///
/// A union and not a join: groups without a value (null) meet as well, no part's groups are lost, and nothing is ever multiplied.
pub(crate) fn folded(parts: Vec<Part>, aggregates: &Aggregates) -> Part {
    const PARTS: &str = "parts";
    let width = parts.first().map_or(0, |part| part.dimensions.len());
    let branches = parts.into_iter().map(|mut part| {
        let dimensions = std::mem::take(&mut part.dimensions).into_iter().enumerate().map(|(at, expr)| (expr, format!("d{at}")));
        let measures = aggregates.keys().enumerate().map(|(at, path)| {
            let expr = part.aggregates.get(path).cloned().unwrap_or_else(|| ast::literal(&Value::Null));
            (expr, format!("m{at}"))
        });
        let columns = dimensions.chain(measures).collect();
        SelectParts { columns, from: part.from, filter: part.filter, group_by: width, having: None }.body()
    });
    let union = branches
        .reduce(ast::union_all)
        .unwrap_or_else(|| SetExpr::Values(sqlparser::ast::Values { explicit_row: false, value_keyword: false, rows: Vec::new() }));
    let folded = aggregates.iter().enumerate().map(|(at, (path, aggregate))| {
        let value = Call::of("max", [ast::column(PARTS, &format!("m{at}"))]).expr();
        // A group that this part does not have has nothing to count.
        let counts = matches!(aggregate.function, AggregateType::Count | AggregateType::CountDistinct);
        let value = if counts { Call::of("coalesce", [value, ast::literal(&Value::Integer(0))]).expr() } else { value };
        (path.clone(), value)
    });
    Part {
        from: vec![TableWithJoins { relation: ast::derived(ast::query(union), PARTS), joins: Vec::new() }],
        filter: None,
        dimensions: (0..width).map(|at| ast::column(PARTS, &format!("d{at}"))).collect(),
        aggregates: folded.collect(),
    }
}

/// The type of a measure's column.
pub(crate) const fn data_type(field: Field<'_>) -> DataType {
    field.head().data_type
}
