//! Walks over SQL trees.
//!
//! `sqlparser` generates its traversal anew for every type that visits, and each copy takes seconds to compile; the one type here calls whatever it is given.

use std::ops::ControlFlow;

use sqlparser::ast::{Expr, Query, Select, Statement, TableFactor, Visit, Visitor, visit_expressions_mut, visit_relations};

/// What looks at the parts of a tree; whatever it says nothing about is passed over. An error is kept in the looker, and breaking ends the walk.
pub(crate) trait Look {
    /// Before the parts of an expression.
    fn expr(&mut self, _: &Expr) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// After the parts of an expression.
    fn leave_expr(&mut self) {}

    /// Before the parts of a query, wherever it stands.
    fn query(&mut self, _: &Query) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Before the parts of a SELECT.
    fn select(&mut self, _: &Select) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Before what stands in a FROM.
    fn table_factor(&mut self) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Before the parts of a statement.
    fn statement(&mut self, _: &Statement) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Shows a tree to whoever looks, until they break.
pub(crate) fn walk(tree: &impl Visit, look: &mut dyn Look) {
    let _ = tree.visit(&mut Walker(look));
}

/// Ends a walk by an error, which the looker keeps for whoever started it.
pub(crate) fn keep<E>(error: &mut Option<E>, flow: ControlFlow<E>) -> ControlFlow<()> {
    match flow {
        ControlFlow::Continue(()) => ControlFlow::Continue(()),
        ControlFlow::Break(found) => {
            *error = Some(found);
            ControlFlow::Break(())
        }
    }
}

/// Every expression of a tree, inner ones first, to be changed.
pub(crate) fn each_expr_mut(tree: &mut Expr, change: &mut dyn FnMut(&mut Expr)) {
    let _ = visit_expressions_mut(tree, |expr| {
        change(expr);
        ControlFlow::<()>::Continue(())
    });
}

/// Every name in a FROM of a query and the queries in it.
pub(crate) fn each_relation(query: &Query, see: &mut dyn FnMut(&sqlparser::ast::ObjectName)) {
    let _ = visit_relations(query, |name| {
        see(name);
        ControlFlow::<()>::Continue(())
    });
}

struct Walker<'l>(&'l mut dyn Look);

impl Visitor for Walker<'_> {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        self.0.expr(expr)
    }

    fn post_visit_expr(&mut self, _: &Expr) -> ControlFlow<()> {
        self.0.leave_expr();
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        self.0.query(query)
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        self.0.select(select)
    }

    fn pre_visit_table_factor(&mut self, _: &TableFactor) -> ControlFlow<()> {
        self.0.table_factor()
    }

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        self.0.statement(statement)
    }
}
