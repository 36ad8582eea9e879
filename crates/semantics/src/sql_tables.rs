//! Which tables a statement names, for telling people what it is about. What it may read is decided on the plan.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use access::TableName;
use sqlparser::ast::{ObjectName, Query, Statement, Visit, Visitor};

/// The tables that a statement names, without those that it makes itself (`WITH`).
#[must_use]
pub fn sql_tables(statement: &Statement) -> BTreeSet<TableName> {
    let mut names = Names::default();
    // Never breaks: it only collects.
    let _ = statement.visit(&mut names);
    let Names { mut relations, own } = names;
    relations.retain(|name| !own.contains(name));
    relations.into_iter().map(TableName).collect()
}

#[derive(Default)]
struct Names {
    relations: BTreeSet<String>,
    own: BTreeSet<String>,
}

impl Visitor for Names {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let tables = query.with.iter().flat_map(|with| &with.cte_tables);
        self.own.extend(tables.map(|table| folded(&table.alias.name)));
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        let last = relation.0.last().and_then(|part| part.as_ident());
        self.relations.extend(last.map(folded));
        ControlFlow::Continue(())
    }
}

/// A name without quotes means the same in any case.
fn folded(name: &sqlparser::ast::Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}
