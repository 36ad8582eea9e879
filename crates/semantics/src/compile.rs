//! A semantic query on a checked model becomes a SQL syntax tree. Trees are combined, never texts; every value is a literal of its field's type.

pub(crate) mod filter;
mod measures;
pub(crate) mod scope;
pub(crate) mod time;
mod tree;

use std::collections::BTreeSet;

use access::QueryKind;
use indexmap::IndexMap;
use jiff::civil::DateTime;
use sqlparser::ast::{BinaryOperator, Expr, Statement};
use vocab::{FieldPath, ModelName, Value};

use self::filter::{Problem, condition, permission, subject};
use self::measures::{Aggregates, Common, Part, collect, folded, part, written_out};
use self::scope::Scope;
use self::time::{Clock, cut, type_of};
use self::tree::{Tree, views_of};
use crate::ast::{self, SelectParts};
use crate::column::{ColumnInfo, ColumnRole, Compiled, Touches};
use crate::compile_error::CompileError;
use crate::model::{Field, Model};
use crate::query::{FieldRef, Filter, SemanticQuery};
use crate::readable::Readable;

const FIELDS_LIMIT: usize = 100;
const FILTERS_LIMIT: usize = 100;
const VALUES_LIMIT: usize = 5_000;

/// Compiles a query for one reader. `now` is the wall clock of the query's time zone, for relative dates.
///
/// # Errors
/// What is wrong with the query, with the part of it that is meant.
pub fn compile(model: &Model, query: &SemanticQuery, who: &Readable<'_>, now: DateTime) -> Result<Compiled, CompileError> {
    limit_size(query)?;
    let scope = Scope::enter(model, query.topic.as_ref(), who)?;
    let clock = Clock { now, week_start: model.week_start };
    let outputs = outputs(&scope, query)?;
    let conditions = conditions(&scope, query, clock)?;
    let tree = match scope.topic {
        Some(topic) => Tree::of_topic(model, topic),
        None => Tree::over(model, &asked_views(model, &outputs, &conditions), who)?,
    };

    let dimensions: Vec<Expr> = outputs.iter().filter_map(|output| output.dimension(clock)).collect();
    let filter = ast::all(conditions.rows.iter().cloned());
    let mut needed: BTreeSet<&ModelName> = BTreeSet::from([&tree.base]);
    needed.extend(dimensions.iter().chain(&conditions.rows).flat_map(|expr| views_of(model, expr)));

    let mut aggregates = Aggregates::new();
    let measured = outputs.iter().filter(|output| output.is_measure()).map(|output| &output.field.path);
    for path in measured.chain(conditions.groups.iter().map(|group| &group.path)) {
        collect(model, path, clock, &mut aggregates);
    }
    let of_measures = aggregates.keys().filter_map(|path| model.views.get_key_value(&path.view)).map(|(name, _)| name);
    let everything: BTreeSet<&ModelName> = needed.iter().copied().chain(of_measures).collect();
    needed.extend(tree.dropping(&everything));
    if let Some(filter) = scope.who.enforced().first()
        && needed.iter().flat_map(|view| tree.path(view)).any(|step| model.joins.get(step.join).is_none_or(|join| join.own))
    {
        return Err(CompileError::NotLimited { field: filter.field.path.clone() });
    }
    let common = Common { model, tree: &tree, dimensions: &dimensions, filter: filter.as_ref(), needed: &needed };
    let computed = compute(&common, &aggregates)?;
    let touches = touches(&scope, &tree, query, &common, &aggregates);

    let group_by = computed.dimensions.len();
    let having = having(model, &conditions, &computed, clock)?;
    let mut dimensions = computed.dimensions.into_iter();
    // Groups are positions of columns, so dimensions are selected first and put in order outside only if the query wants them elsewhere.
    let ordered = outputs.iter().skip_while(|output| !output.is_measure()).all(Output::is_measure);
    let mut columns = Vec::with_capacity(outputs.len());
    for output in &outputs {
        let expr = if output.is_measure() {
            written_out(model, &output.field.path, &computed.aggregates)
        } else {
            dimensions.next().unwrap_or_else(|| ast::literal(&Value::Null))
        };
        columns.push((expr, output.field.to_string(), output.is_measure()));
    }
    columns.sort_by_key(|(_, _, is_measure)| *is_measure);
    let names: Vec<String> = columns.iter().map(|(_, name, _)| name.clone()).collect();
    let columns = columns.into_iter().map(|(expr, name, _)| (expr, name)).collect();
    let mut body = SelectParts { columns, from: computed.from, filter: computed.filter, group_by, having }.body();
    if !ordered {
        body = rearranged(body, &outputs);
    }
    let order = if ordered { names } else { outputs.iter().map(|output| output.field.to_string()).collect() };
    let mut statement = ast::query(body);
    statement.order_by = ast::order_by(sorts(query, &outputs, &order)?);
    let default_limit = scope.topic.and_then(|topic| topic.default_row_limit);
    statement.limit_clause = query.limit.or(default_limit).map(ast::limit);
    Ok(Compiled {
        statement: Statement::Query(Box::new(statement)),
        kind: scope.topic.map_or(QueryKind::AllViews, |topic| topic.kind(&touches.fields)),
        touches,
        columns: outputs.iter().map(Output::column).collect(),
    })
}

fn limit_size(query: &SemanticQuery) -> Result<(), CompileError> {
    let values = query.filters.iter().map(|filter| filter.values.len()).sum();
    let sizes = [
        ("fields", query.fields.len(), FIELDS_LIMIT),
        ("filters", query.filters.len(), FILTERS_LIMIT),
        ("filter values", values, VALUES_LIMIT),
        ("sort keys", query.sorts.len(), FIELDS_LIMIT),
    ];
    match sizes.into_iter().find(|(_, size, limit)| size > limit) {
        Some((what, _, limit)) => Err(CompileError::TooMany { what, limit }),
        None if query.fields.is_empty() => Err(CompileError::FieldsEmpty),
        None => Ok(()),
    }
}

/// One column of the result.
struct Output<'m> {
    field: FieldRef,
    found: Field<'m>,
}

impl Output<'_> {
    const fn is_measure(&self) -> bool {
        matches!(self.found, Field::Measure(_))
    }

    fn dimension(&self, clock: Clock) -> Option<Expr> {
        match self.found {
            Field::Dimension(dimension) => Some(cut(dimension.sql.clone(), dimension.head.data_type, self.field.grain, clock.week_start)),
            Field::Measure(_) => None,
        }
    }

    fn column(&self) -> ColumnInfo {
        let head = self.found.head();
        let label = match self.field.grain {
            None => head.label.clone(),
            Some(grain) => format!("{} ({})", head.label, grain.as_str().replace('_', " ")),
        };
        ColumnInfo {
            name: self.field.to_string(),
            label,
            data_type: type_of(head.data_type, self.field.grain),
            role: if self.is_measure() { ColumnRole::Measure } else { ColumnRole::Dimension },
            format: head.format.clone(),
            grain: self.field.grain,
        }
    }
}

fn outputs<'a>(scope: &Scope<'a>, query: &SemanticQuery) -> Result<Vec<Output<'a>>, CompileError> {
    let mut outputs: Vec<Output<'a>> = Vec::with_capacity(query.fields.len());
    for (at, field) in query.fields.iter().enumerate() {
        let pointer = || format!("/fields/{at}");
        let found = scope.find(field, &pointer)?;
        if outputs.iter().any(|output| output.field == *field) {
            return Err(CompileError::FieldTwice { field: field.to_string(), pointer: pointer() });
        }
        outputs.push(Output { field: field.clone(), found });
    }
    Ok(outputs)
}

/// Conditions on rows and on groups.
#[derive(Default)]
struct Conditions {
    rows: Vec<Expr>,
    groups: Vec<GroupCondition>,
}

struct GroupCondition {
    path: FieldPath,
    filter: Filter,
    pointer: String,
}

fn conditions(scope: &Scope<'_>, query: &SemanticQuery, clock: Clock) -> Result<Conditions, CompileError> {
    let mut conditions = Conditions::default();
    let model = scope.model;
    for predicate in &scope.predicates {
        // Invariant: a rule about rows is never skipped. The checker made sure that the field is there; if it were not, nothing is shown.
        let rule = match model.field(&predicate.field) {
            Some(Field::Dimension(dimension)) => {
                permission(&subject(dimension.sql.clone(), dimension.head.data_type, None), &predicate.predicate)
            }
            _ => ast::literal(&Value::Boolean(false)),
        };
        conditions.rows.push(rule);
    }
    for filter in scope.topic.map(|topic| topic.always.as_slice()).unwrap_or_default() {
        let rule = match model.field(&filter.field.path) {
            Some(Field::Dimension(dimension)) => {
                let about = subject(dimension.sql.clone(), dimension.head.data_type, filter.field.grain);
                condition(&about, filter.op, &filter.values, clock).unwrap_or_else(|_| Some(ast::literal(&Value::Boolean(false))))
            }
            _ => Some(ast::literal(&Value::Boolean(false))),
        };
        conditions.rows.extend(rule);
    }
    for filter in scope.who.enforced() {
        let outside = || CompileError::NotLimited { field: filter.field.path.clone() };
        let Some(Field::Dimension(dimension)) = model.field(&filter.field.path) else { return Err(outside()) };
        // What a workbook makes up itself limits nobody: whoever edits it would say what it means.
        let own = dimension.head.own || !scope.has_views_of(&filter.field.path, dimension);
        if own {
            return Err(outside());
        }
        let about = subject(dimension.sql.clone(), dimension.head.data_type, filter.field.grain);
        // A value that does not fit, or none at all, limits to nothing, never to everything.
        let rule = condition(&about, filter.op, &filter.values, clock).ok().flatten();
        conditions.rows.push(rule.unwrap_or_else(|| ast::literal(&Value::Boolean(false))));
    }
    for (at, filter) in query.filters.iter().enumerate() {
        let pointer = || format!("/filters/{at}/field");
        match scope.find(&filter.field, &pointer)? {
            Field::Dimension(dimension) => {
                let about = subject(dimension.sql.clone(), dimension.head.data_type, filter.field.grain);
                let tree = condition(&about, filter.op, &filter.values, clock).map_err(|problem| wrong(problem, filter, at))?;
                conditions.rows.extend(tree);
            }
            Field::Measure(_) => {
                let path = filter.field.path.clone();
                conditions.groups.push(GroupCondition { path, filter: filter.clone(), pointer: at.to_string() });
            }
        }
    }
    Ok(conditions)
}

pub(crate) fn wrong(problem: Problem, filter: &Filter, at: usize) -> CompileError {
    let field = filter.field.to_string();
    match problem {
        Problem::Op { data_type } => {
            CompileError::FilterOpInvalid { field, op: filter.op.as_str(), data_type, pointer: format!("/filters/{at}/op") }
        }
        Problem::Value { value, expected } => {
            CompileError::FilterValueInvalid { field, value, expected, pointer: format!("/filters/{at}/values") }
        }
    }
}

/// The views that a query without a topic looks at, in the order in which it names them.
fn asked_views<'m>(model: &'m Model, outputs: &[Output<'m>], conditions: &Conditions) -> Vec<&'m ModelName> {
    let mut views: Vec<&ModelName> = Vec::new();
    let mut add = |name: &ModelName| {
        if let Some((name, _)) = model.views.get_key_value(name)
            && !views.contains(&name)
        {
            views.push(name);
        }
    };
    for output in outputs {
        add(&output.field.path.view);
        output.found.head().uses.iter().for_each(|used| add(&used.view));
    }
    for group in &conditions.groups {
        add(&group.path.view);
        if let Some(field) = model.field(&group.path) {
            field.head().uses.iter().for_each(|used| add(&used.view));
        }
    }
    for expr in &conditions.rows {
        views_of(model, expr).into_iter().for_each(&mut add);
    }
    views
}

fn compute(common: &Common<'_>, aggregates: &Aggregates) -> Result<Part, CompileError> {
    let mut views: Vec<&ModelName> = Vec::new();
    for path in aggregates.keys() {
        if !views.contains(&&path.view) {
            views.push(&path.view);
        }
    }
    let mut parts = Vec::with_capacity(views.len());
    for view in views {
        let own: Vec<_> = aggregates.iter().filter(|(path, _)| path.view == *view).collect();
        parts.push(part(common, view, &own)?);
    }
    match parts.len() {
        0 => Ok(Part {
            from: common.tree.from(common.needed),
            filter: common.filter.cloned(),
            dimensions: common.dimensions.to_vec(),
            aggregates: IndexMap::new(),
        }),
        1 => parts.pop().ok_or(CompileError::FieldsEmpty),
        _ => Ok(folded(parts, aggregates)),
    }
}

fn having(model: &Model, conditions: &Conditions, computed: &Part, clock: Clock) -> Result<Option<Expr>, CompileError> {
    let mut trees = Vec::new();
    for group in &conditions.groups {
        let data_type = model.field(&group.path).map(measures::data_type);
        let about = subject(written_out(model, &group.path, &computed.aggregates), data_type.unwrap_or(vocab::DataType::Other), None);
        let at = group.pointer.parse().unwrap_or_default();
        trees.extend(condition(&about, group.filter.op, &group.filter.values, clock).map_err(|problem| wrong(problem, &group.filter, at))?);
    }
    Ok(ast::all(trees))
}

/// Puts the columns into the order that the query wants.
fn rearranged(body: sqlparser::ast::SetExpr, outputs: &[Output<'_>]) -> sqlparser::ast::SetExpr {
    const RESULT: &str = "result";
    let columns = outputs.iter().map(|output| {
        let name = output.field.to_string();
        (ast::column(RESULT, &name), name)
    });
    let from = sqlparser::ast::TableWithJoins { relation: ast::derived(ast::query(body), RESULT), joins: Vec::new() };
    SelectParts { columns: columns.collect(), from: vec![from], filter: None, group_by: 0, having: None }.body()
}

fn sorts(query: &SemanticQuery, outputs: &[Output<'_>], order: &[String]) -> Result<Vec<(Expr, bool)>, CompileError> {
    let mut keys = Vec::with_capacity(query.sorts.len());
    for (at, sort) in query.sorts.iter().enumerate() {
        let name = sort.field.to_string();
        let position = order.iter().position(|column| *column == name);
        let (Some(position), Some(output)) = (position, outputs.iter().find(|output| output.field == sort.field)) else {
            return Err(CompileError::SortNotSelected { field: name, pointer: format!("/sorts/{at}/field") });
        };
        let key = match output.found {
            // Bins are text, and sort by what they stand for.
            Field::Dimension(dimension) if !dimension.bins.is_empty() => {
                let ranks = dimension.bins.iter().zip(0..).map(|(label, rank)| {
                    (ast::binary(ast::name(&name), BinaryOperator::Eq, ast::text(label)), ast::literal(&Value::Integer(rank)))
                });
                ast::case(ranks)
            }
            _ => ast::integer(position + 1),
        };
        keys.push((key, sort.descending));
    }
    Ok(keys)
}

fn touches(scope: &Scope<'_>, tree: &Tree<'_>, query: &SemanticQuery, common: &Common<'_>, aggregates: &Aggregates) -> Touches {
    let model = scope.model;
    let mut fields: BTreeSet<FieldPath> = query.fields.iter().map(|field| field.path.clone()).collect();
    fields.extend(query.filters.iter().map(|filter| filter.field.path.clone()));
    fields.extend(scope.predicates.iter().map(|predicate| predicate.field.clone()));
    fields.extend(scope.who.enforced().iter().map(|filter| filter.field.path.clone()));
    fields.extend(scope.topic.iter().flat_map(|topic| &topic.always).map(|filter| filter.field.path.clone()));
    let used: Vec<FieldPath> =
        fields.iter().filter_map(|path| model.field(path)).flat_map(|field| field.head().uses.iter().cloned()).collect();
    fields.extend(used);
    let mut views = common.needed.clone();
    for path in aggregates.keys().chain(&fields) {
        views.extend(model.views.get_key_value(&path.view).map(|(name, _)| name));
    }
    let scanned = tree.scanned(&views);
    let tables = scanned.iter().filter_map(|view| model.views.get(*view)).flat_map(|view| view.tables.iter().cloned()).collect();
    Touches { topic: query.topic.clone(), tables, fields }
}
