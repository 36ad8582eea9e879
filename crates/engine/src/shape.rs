//! What a query may look like: one query, of a size that can be planned, made of nodes and functions that are known to be harmless.
//!
//! The syntax tree is looked at first because planning recurses; the plan is looked at because only it says what will run.

use std::ops::ControlFlow;

use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::logical_expr::{Expr, LogicalPlan, WindowFunctionDefinition};
use semantics::port::EngineError;
use sqlparser::ast::{self, SetExpr, Statement, TableFactor, Visit, Visitor};

use crate::error::{self, Refusal};
use crate::functions;

const EXPRESSIONS: usize = 20_000;
const DEPTH: usize = 500;
const RELATIONS: usize = 200;
const PLAN_NODES: usize = 2_000;

/// Refuses everything but one query of bearable size.
pub(crate) fn check_statement(statement: &Statement) -> Result<(), EngineError> {
    if !matches!(statement, Statement::Query(_)) {
        return Err(EngineError::NotAQuery);
    }
    match statement.visit(&mut Sizes::default()) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(error) => Err(error),
    }
}

#[derive(Default)]
struct Sizes {
    expressions: usize,
    depth: usize,
    relations: usize,
}

impl Sizes {
    fn enter(&mut self) -> ControlFlow<EngineError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return too_complex(format!("it is nested more than {DEPTH} deep"));
        }
        ControlFlow::Continue(())
    }
}

fn too_complex(what: String) -> ControlFlow<EngineError> {
    ControlFlow::Break(EngineError::TooComplex { what })
}

impl Visitor for Sizes {
    type Break = EngineError;

    fn pre_visit_expr(&mut self, _: &ast::Expr) -> ControlFlow<EngineError> {
        self.expressions += 1;
        if self.expressions > EXPRESSIONS {
            return too_complex(format!("it has more than {EXPRESSIONS} expressions"));
        }
        self.enter()
    }

    fn post_visit_expr(&mut self, _: &ast::Expr) -> ControlFlow<EngineError> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &ast::Query) -> ControlFlow<EngineError> {
        if !query.locks.is_empty() || query.for_clause.is_some() || query.settings.is_some() || query.format_clause.is_some() {
            return ControlFlow::Break(EngineError::NotAQuery);
        }
        // Set operations hang one below the other on the left, outside what the visitor reports.
        let mut bodies = vec![(query.body.as_ref(), 1)];
        while let Some((body, depth)) = bodies.pop() {
            match body {
                SetExpr::SetOperation { left, right, .. } if depth < DEPTH => {
                    bodies.extend([(left.as_ref(), depth + 1), (right.as_ref(), depth + 1)])
                }
                SetExpr::SetOperation { .. } => return too_complex(format!("it has more than {DEPTH} set operations")),
                SetExpr::Select(select) if select.into.is_some() => return ControlFlow::Break(EngineError::NotAQuery),
                SetExpr::Select(_) | SetExpr::Query(_) | SetExpr::Values(_) => {}
                _ => return ControlFlow::Break(EngineError::NotAQuery),
            }
        }
        self.enter()
    }

    fn post_visit_query(&mut self, _: &ast::Query) -> ControlFlow<EngineError> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<EngineError> {
        self.relations += 1;
        if self.relations > RELATIONS {
            return too_complex(format!("it reads more than {RELATIONS} tables"));
        }
        let function = match factor {
            TableFactor::Table { name, args: Some(_), .. } | TableFactor::Function { name, .. } => name.to_string(),
            TableFactor::TableFunction { expr, .. } => expr.to_string(),
            TableFactor::Table { .. } | TableFactor::Derived { .. } | TableFactor::NestedJoin { .. } | TableFactor::UNNEST { .. } => {
                return self.enter();
            }
            _ => return ControlFlow::Break(EngineError::NotAQuery),
        };
        ControlFlow::Break(EngineError::FunctionRefused { name: function.chars().take(64).collect() })
    }

    fn post_visit_table_factor(&mut self, _: &TableFactor) -> ControlFlow<EngineError> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }
}

/// Refuses every node that is not one of reading, and every function that is not on the lists.
pub(crate) fn check_plan(plan: &LogicalPlan) -> Result<(), EngineError> {
    let mut nodes = 0;
    let mut not_a_query = false;
    let walked = plan.apply_with_subqueries(|node| {
        nodes += 1;
        if nodes > PLAN_NODES {
            return Err(Refusal::TooComplex("it has too many steps").into());
        }
        match node {
            LogicalPlan::Projection(_)
            | LogicalPlan::Filter(_)
            | LogicalPlan::Window(_)
            | LogicalPlan::Aggregate(_)
            | LogicalPlan::Sort(_)
            | LogicalPlan::Join(_)
            | LogicalPlan::Union(_)
            | LogicalPlan::TableScan(_)
            | LogicalPlan::EmptyRelation(_)
            | LogicalPlan::Subquery(_)
            | LogicalPlan::SubqueryAlias(_)
            | LogicalPlan::Limit(_)
            | LogicalPlan::Values(_)
            | LogicalPlan::Distinct(_)
            | LogicalPlan::Unnest(_)
            | LogicalPlan::RecursiveQuery(_) => {}
            LogicalPlan::Repartition(_)
            | LogicalPlan::Statement(_)
            | LogicalPlan::Explain(_)
            | LogicalPlan::Analyze(_)
            | LogicalPlan::Extension(_)
            | LogicalPlan::Dml(_)
            | LogicalPlan::Ddl(_)
            | LogicalPlan::Copy(_)
            | LogicalPlan::DescribeTable(_) => {
                not_a_query = true;
                return Ok(TreeNodeRecursion::Stop);
            }
        }
        node.apply_expressions(|expr| expr.apply(check_expression))
    });
    walked.map_err(|e| error::of_planning(&e))?;
    if not_a_query { Err(EngineError::NotAQuery) } else { Ok(()) }
}

/// Refuses every function that is not on the lists.
pub(crate) fn check_expression(expr: &Expr) -> datafusion::common::Result<TreeNodeRecursion> {
    let refuse = |name: &str| Err(Refusal::Function(name.to_owned()).into());
    match expr {
        Expr::ScalarFunction(call) if !functions::scalar_is_allowed(call.name()) => refuse(call.name()),
        Expr::AggregateFunction(call) if !functions::aggregate_is_allowed(call.func.name()) => refuse(call.func.name()),
        Expr::WindowFunction(call) => match &call.fun {
            WindowFunctionDefinition::AggregateUDF(function) if functions::aggregate_is_allowed(function.name()) => {
                Ok(TreeNodeRecursion::Continue)
            }
            WindowFunctionDefinition::WindowUDF(function) if functions::window_is_allowed(function.name()) => {
                Ok(TreeNodeRecursion::Continue)
            }
            other => refuse(other.name()),
        },
        Expr::HigherOrderFunction(call) => refuse(call.name()),
        Expr::ScalarVariable(_, names) => refuse(&names.join(".")),
        Expr::Placeholder(placeholder) => refuse(&placeholder.id),
        _ => Ok(TreeNodeRecursion::Continue),
    }
}

/// Whether the answer depends on nothing but the data.
pub(crate) fn is_lasting(plan: &LogicalPlan) -> bool {
    let mut lasting = true;
    let walked = plan.apply_with_subqueries(|node| {
        node.apply_expressions(|expr| {
            lasting &= is_lasting_expression(expr);
            Ok(TreeNodeRecursion::Continue)
        })
    });
    lasting && walked.is_ok()
}

/// Whether an expression depends on nothing but its columns.
pub(crate) fn is_lasting_expression(expr: &Expr) -> bool {
    let mut lasting = true;
    let walked = expr.apply(|part| {
        if let Expr::ScalarFunction(call) = part {
            lasting &= functions::is_lasting(&call.func);
        }
        Ok(TreeNodeRecursion::Continue)
    });
    lasting && walked.is_ok()
}
