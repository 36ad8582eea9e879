//! Fields of all views: references followed to columns, cycles found, types told, sizes kept small.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use access::TableName;
use sqlparser::ast::{Expr, Ident, SelectItem, SetExpr, Statement};
use vocab::{DataType, FieldPath, ModelName};

use super::draft::{Draft, DraftDimension, DraftHead, DraftMeasure, DraftView};
use super::field_sql::{FieldSql, infer, marked, parse};
use super::report::{Place, Placed, Report, name_hint};
use crate::ast;
use crate::catalog::Catalog;
use crate::model::ViewSource;
use crate::sql::parse_sql;
use crate::walk::{Look, each_expr_mut, each_relation, walk};

/// What a view's own trees call the view, until it gets the name that queries use. No text of a model can be this.
pub(super) const SELF: &str = "\u{1}self";
/// Nodes of one field's tree with every reference written out.
const NODE_LIMIT: usize = 2_000;
/// Levels of the same.
const DEPTH_LIMIT: usize = 200;

/// The rows of a view.
pub(super) struct Source {
    pub(super) source: ViewSource,
    pub(super) tables: BTreeSet<TableName>,
    /// Its columns; `None` when they cannot be told from the SQL.
    columns: Option<Vec<(String, Option<DataType>)>>,
}

/// A field with its references followed.
#[derive(Debug, Clone)]
pub(super) struct Resolved {
    pub(super) expr: Expr,
    pub(super) data_type: DataType,
    /// Fields of the same view that it refers to, all the way down.
    pub(super) uses_own: BTreeSet<ModelName>,
    /// Fields of other views that it refers to, all the way down.
    pub(super) uses_other: BTreeSet<FieldPath>,
    /// Columns of the own view's table that its own SQL reads.
    pub(super) columns: BTreeSet<String>,
    nodes: usize,
}

/// Everything that is known while fields are resolved.
pub(super) struct Resolver<'d> {
    draft: &'d Draft,
    pub(super) sources: BTreeMap<ModelName, Source>,
    /// The view that each name of queries stands for.
    pub(super) names: BTreeMap<ModelName, ModelName>,
    parsed: BTreeMap<FieldPath, Option<FieldSql>>,
    done: BTreeMap<FieldPath, Option<Arc<Resolved>>>,
    stack: Vec<FieldPath>,
    unseen: Unseen,
    /// The files whose author may not know of it.
    blind: BTreeSet<usize>,
}

/// What the author of a workbook's own model may not know of: in their text it is not there.
#[derive(Debug, Default)]
pub(super) struct Unseen {
    /// The names of views that the shared model has.
    pub(super) names: BTreeSet<ModelName>,
    /// Under every name of their views.
    pub(super) fields: BTreeSet<FieldPath>,
    /// By the view's own name.
    pub(super) columns: BTreeSet<(ModelName, String)>,
    /// Views of which only `shown` columns are there.
    pub(super) blind_views: BTreeSet<ModelName>,
    /// By the view's own name.
    pub(super) shown: BTreeSet<(ModelName, String)>,
}

impl Unseen {
    fn column(&self, view: &ModelName, column: &str) -> bool {
        let key = (view.clone(), column.to_owned());
        self.columns.contains(&key) || (self.blind_views.contains(view) && !self.shown.contains(&key))
    }
}

impl<'d> Resolver<'d> {
    pub(super) fn new(draft: &'d Draft, catalog: &Catalog, report: &mut Report) -> Self {
        let mut resolver = Self {
            draft,
            sources: BTreeMap::new(),
            names: draft.views.iter().map(|view| (view.name.clone(), view.name.clone())).collect(),
            parsed: BTreeMap::new(),
            done: BTreeMap::new(),
            stack: Vec::new(),
            unseen: Unseen::default(),
            blind: BTreeSet::new(),
        };
        for view in &draft.views {
            if let Some(source) = source(view, catalog, report) {
                resolver.sources.insert(view.name.clone(), source);
            }
        }
        for view in &draft.views {
            for head in heads(view) {
                let path = FieldPath { view: view.name.clone(), field: head.name.clone() };
                let sql = head.sql.as_ref().map(|sql| parse(sql, report));
                if let Some(sql) = sql {
                    resolver.parsed.insert(path, sql);
                }
            }
        }
        resolver
    }

    /// In the text of these files, what is unseen is not there.
    pub(super) fn blind(&mut self, files: BTreeSet<usize>, unseen: Unseen) {
        (self.blind, self.unseen) = (files, unseen);
    }

    /// Whether who wrote the text at a place may not know of a field.
    pub(super) fn unseen(&self, at: Place, path: &FieldPath) -> bool {
        if !self.blind.contains(&at.file) {
            return false;
        }
        // Under a name that the same files give a view, it shows what it shows under its own.
        let view = if self.unseen.names.contains(&path.view) { None } else { self.names.get(&path.view) };
        let own = view.map(|view| FieldPath { view: view.clone(), field: path.field.clone() });
        self.unseen.fields.contains(own.as_ref().unwrap_or(path))
    }

    /// The fields that a field's own SQL names, with the view's own name for those of its own view.
    pub(super) fn direct(&self, path: &FieldPath) -> impl Iterator<Item = FieldPath> {
        let sql = self.parsed.get(path).and_then(Option::as_ref);
        let view = path.view.clone();
        let named = sql.into_iter().flat_map(|sql| &sql.references).filter(|reference| reference.value != "TABLE");
        named.filter_map(move |reference| super::draft::path_in(Some(&view), &reference.value))
    }

    /// The view under a name of queries.
    pub(super) fn view(&self, name: &ModelName) -> Option<&'d DraftView> {
        let view = self.names.get(name)?;
        self.draft.views.iter().find(|draft| draft.name == *view)
    }

    /// Whether a name belongs to a file that could not be read: then its own report is enough.
    pub(super) fn excused(&self, name: &str) -> bool {
        self.draft.unread.iter().any(|unread| unread == name)
    }

    /// A field that is written, right or wrong: what is wrong with it is told where it stands, and not again wherever it is named.
    pub(super) fn written(&self, path: &FieldPath) -> bool {
        self.view(&path.view).is_some_and(|view| heads(view).any(|head| head.name == path.field))
    }

    /// The view under a name; unknown names are reported.
    pub(super) fn known_view(&self, name: &Placed<ModelName>, report: &mut Report) -> Option<&'d DraftView> {
        let view = self.view(&name.value);
        if view.is_none() && !self.excused(name.value.as_str()) {
            let hint = name_hint(name.value.as_str(), self.names.keys().map(ModelName::as_str));
            report.error("view_unknown", name.at, format!("there is no view `{}`", name.value), hint);
        }
        view
    }

    /// A dimension over columns of [`SELF`] and of other views by their query names.
    pub(super) fn dimension(&mut self, view: &'d DraftView, dimension: &'d DraftDimension, report: &mut Report) -> Option<Arc<Resolved>> {
        self.resolve(view, &dimension.head, Wanted::Columns, report)
    }

    /// The argument of a measure with an `aggregate_type`, or the tree over measures of one without.
    pub(super) fn measure(&mut self, view: &'d DraftView, measure: &'d DraftMeasure, report: &mut Report) -> Option<Arc<Resolved>> {
        let wanted = if measure.aggregate.is_some() { Wanted::Columns } else { Wanted::Measures };
        self.resolve(view, &measure.head, wanted, report)
    }

    /// The SQL of a mask, over columns of [`SELF`]. Its type is `Other` when it cannot be told.
    pub(super) fn mask(&mut self, view: &'d DraftView, head: &'d DraftHead, report: &mut Report) -> Option<Resolved> {
        let sql = parse(head.sql.as_ref()?, report)?;
        self.follow(view, head, &sql, Wanted::Mask, report)
    }

    fn resolve(&mut self, view: &'d DraftView, head: &'d DraftHead, wanted: Wanted, report: &mut Report) -> Option<Arc<Resolved>> {
        let path = FieldPath { view: view.name.clone(), field: head.name.clone() };
        if let Some(done) = self.done.get(&path) {
            return done.clone();
        }
        if head.broken {
            return None;
        }
        if let Some(start) = self.stack.iter().position(|open| *open == path) {
            let circle: Vec<String> =
                self.stack.get(start..).unwrap_or_default().iter().chain([&path]).map(|path| format!("`{path}`")).collect();
            let message = format!("fields refer to each other in a circle: {}", circle.join(" to "));
            report.error("reference_cycle", head.at, message, Some("let one of them refer to columns instead".to_owned()));
            return None;
        }
        self.stack.push(path.clone());
        let resolved = match self.parsed.get(&path).cloned() {
            Some(Some(sql)) => self.follow(view, head, &sql, wanted, report),
            Some(None) => None,
            None => self.plain_column(view, head, report),
        };
        self.stack.pop();
        let resolved = resolved.map(Arc::new);
        self.done.insert(path, resolved.clone());
        resolved
    }

    /// A field without SQL is the column of its name.
    fn plain_column(&self, view: &DraftView, head: &DraftHead, report: &mut Report) -> Option<Resolved> {
        let name = head.name.as_str();
        let (column, data_type) = self.column(&view.name, &Ident::new(name), head.at, report)?;
        let data_type = self.settle(head, data_type, report)?;
        Some(Resolved {
            expr: ast::column(SELF, &column),
            data_type,
            uses_own: BTreeSet::new(),
            uses_other: BTreeSet::new(),
            columns: BTreeSet::from([column]),
            nodes: 1,
        })
    }

    fn settle(&self, head: &DraftHead, told: Option<DataType>, report: &mut Report) -> Option<DataType> {
        let data_type = head.data_type.or(told);
        if data_type.is_none() {
            let message = format!("the type of `{}` cannot be told from its SQL", head.name);
            let hint = "add `type`: text, integer, number, boolean, date or timestamp";
            report.error("type_missing", head.at, message, Some(hint.to_owned()));
        }
        data_type
    }

    /// A column of a view as its SQL names it: exactly when quoted, whatever the case otherwise.
    fn column(&self, view: &ModelName, ident: &Ident, at: Place, report: &mut Report) -> Option<(String, Option<DataType>)> {
        let source = self.sources.get(view)?;
        let Some(columns) = &source.columns else {
            let name = if ident.quote_style.is_some() { ident.value.clone() } else { ident.value.to_ascii_lowercase() };
            return Some((name, None));
        };
        let seen = |name: &str| !self.blind.contains(&at.file) || !self.unseen.column(view, name);
        let exact = columns.iter().find(|(name, _)| *name == ident.value && seen(name));
        let folded = || columns.iter().find(|(name, _)| name.eq_ignore_ascii_case(&ident.value) && seen(name));
        let found = exact.or_else(|| if ident.quote_style.is_none() { folded() } else { None });
        if found.is_none() {
            let hint = name_hint(&ident.value, columns.iter().map(|(name, _)| name.as_str()));
            report.error("column_unknown", at, format!("`{view}` has no column `{}`", ident.value), hint);
        }
        found.cloned()
    }

    fn follow(
        &mut self,
        view: &'d DraftView,
        head: &'d DraftHead,
        sql: &FieldSql,
        wanted: Wanted,
        report: &mut Report,
    ) -> Option<Resolved> {
        let at = head.sql.as_ref().map_or(head.at, |sql| sql.at);
        let mut parts = Vec::with_capacity(sql.references.len());
        for reference in &sql.references {
            parts.push(self.reference(view, reference, wanted, report));
        }
        let parts: Vec<Part> = parts.into_iter().collect::<Option<_>>()?;
        let mut out = Resolved {
            expr: sql.expr.clone(),
            data_type: DataType::Other,
            uses_own: BTreeSet::new(),
            uses_other: BTreeSet::new(),
            columns: BTreeSet::new(),
            nodes: 0,
        };
        for part in &parts {
            out.uses_own.extend(part.uses_own.iter().cloned());
            out.uses_other.extend(part.uses_other.iter().cloned());
        }
        if measure(&out.expr).0 + parts.iter().map(|part| part.nodes).sum::<usize>() > NODE_LIMIT {
            report.error("sql_too_large", at, format!("with its references written out, this has more than {NODE_LIMIT} parts"), None);
            return None;
        }
        let told = infer(&sql.expr, &|leaf| match leaf {
            Expr::Identifier(ident) => match marked(&ident.value) {
                Some(index) => parts.get(index).and_then(|part| part.data_type),
                None => self.column(&view.name, ident, at, &mut Report::new(Vec::new())).and_then(|(_, data_type)| data_type),
            },
            _ => None,
        });
        let mut ok = true;
        each_expr_mut(&mut out.expr, &mut |expr| match self.leaf(expr, view, &parts, wanted, at, report) {
            Leaf::Other => {}
            Leaf::Column(column) => {
                *expr = ast::column(SELF, &column);
                out.columns.insert(column);
            }
            Leaf::Part(tree) => *expr = *tree,
            Leaf::Wrong => ok = false,
        });
        if !ok {
            return None;
        }
        let (nodes, depth) = measure(&out.expr);
        if nodes > NODE_LIMIT || depth > DEPTH_LIMIT {
            let message = format!("with its references written out, this has more than {NODE_LIMIT} parts or {DEPTH_LIMIT} levels");
            report.error("sql_too_large", at, message, None);
            return None;
        }
        out.nodes = nodes;
        out.data_type = match wanted {
            Wanted::Columns => self.settle(head, told, report)?,
            Wanted::Mask => told.unwrap_or(DataType::Other),
            Wanted::Measures => head.data_type.unwrap_or(DataType::Number),
        };
        Some(out)
    }

    fn leaf(&self, expr: &Expr, view: &DraftView, parts: &[Part], wanted: Wanted, at: Place, report: &mut Report) -> Leaf {
        match expr {
            Expr::Identifier(ident) => match (marked(&ident.value), wanted) {
                (Some(index), _) => match parts.get(index) {
                    Some(Part { tree: Some(tree), .. }) => Leaf::Part(Box::new(tree.clone())),
                    _ => {
                        report.error("reference_unknown", at, "`${TABLE}` is followed by a point and a column", None);
                        Leaf::Wrong
                    }
                },
                (None, Wanted::Columns | Wanted::Mask) => match self.column(&view.name, ident, at, report) {
                    Some((column, _)) => Leaf::Column(column),
                    None => Leaf::Wrong,
                },
                (None, Wanted::Measures) => {
                    let message = format!("a measure without `aggregate_type` refers to measures only, and `{}` is a column", ident.value);
                    report.error("aggregate_missing", at, message, Some("add `aggregate_type`, or write `${measure}`".to_owned()));
                    Leaf::Wrong
                }
            },
            Expr::CompoundIdentifier(idents) => match idents.as_slice() {
                // Trees put in by the visit itself are not visited again, so this is the modeler's own text.
                [table, column] if marked(&table.value).and_then(|index| parts.get(index)).is_some_and(|part| part.tree.is_none()) => {
                    match self.column(&view.name, column, at, report) {
                        Some((column, _)) => Leaf::Column(column),
                        None => Leaf::Wrong,
                    }
                }
                _ => {
                    let text: Vec<&str> = idents.iter().map(|ident| ident.value.as_str()).collect();
                    let message = format!("`{}` is not how fields are named", text.join(".").replace('\u{1}', ""));
                    report.error(
                        "reference_unknown",
                        at,
                        message,
                        Some("write `${view.field}`, or the bare name of a column of this view".to_owned()),
                    );
                    Leaf::Wrong
                }
            },
            _ => Leaf::Other,
        }
    }

    /// What a `${…}` stands for.
    fn reference(&mut self, view: &'d DraftView, reference: &Placed<String>, wanted: Wanted, report: &mut Report) -> Option<Part> {
        if reference.value == "TABLE" && wanted != Wanted::Measures {
            return Some(Part { tree: None, data_type: None, uses_own: BTreeSet::new(), uses_other: BTreeSet::new(), nodes: 1 });
        }
        let Some(path) = super::draft::path_in(Some(&view.name), &reference.value) else {
            let message = format!("`{}` is no field", reference.value);
            report.error("reference_unknown", reference.at, message, Some("write `${field}` or `${view.field}`".to_owned()));
            return None;
        };
        let target = self.known_view(&Placed { value: path.view.clone(), at: reference.at }, report)?;
        // Another name for the same view is another set of rows.
        let own = path.view == view.name;
        let unseen = self.unseen(reference.at, &path);
        let (dimension, measure) = (find_dimension(target, &path.field), find_measure(target, &path.field));
        let resolved = match (dimension.filter(|_| !unseen), measure.filter(|_| !unseen), wanted) {
            (Some(dimension), _, Wanted::Columns | Wanted::Mask) => self.dimension(target, dimension, report)?,
            (_, Some(measure), Wanted::Measures) => {
                let resolved = if measure.head.sql.is_none() { None } else { Some(self.measure(target, measure, report)?) };
                return Some(Part::of(
                    &path,
                    own,
                    ast::column(if own { SELF } else { path.view.as_str() }, path.field.as_str()),
                    DataType::Number,
                    1,
                    resolved.as_deref(),
                ));
            }
            (None, None, _) => {
                let hint = name_hint(path.field.as_str(), heads(target).map(|head| head.name.as_str()));
                report.error("field_unknown", reference.at, format!("`{}` has no field `{}`", path.view, path.field), hint);
                return None;
            }
            (_, _, Wanted::Columns | Wanted::Mask) => {
                let message = format!("`{path}` is a measure, and this is computed for each row");
                report.error(
                    "measure_in_row",
                    reference.at,
                    message,
                    Some("refer to dimensions; measures can be combined in a measure without `aggregate_type`".to_owned()),
                );
                return None;
            }
            (_, _, Wanted::Measures) => {
                let message = format!("a measure without `aggregate_type` refers to measures only, and `{path}` is a dimension");
                report.error("aggregate_missing", reference.at, message, Some("add `aggregate_type`".to_owned()));
                return None;
            }
        };
        let tree = if own { resolved.expr.clone() } else { instantiate(&resolved.expr, &path.view) };
        Some(Part::of(&path, own, ast::atom(tree), resolved.data_type, resolved.nodes, Some(&resolved)))
    }
}

/// Whether the SQL is computed for each row or over measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Columns,
    Mask,
    Measures,
}

enum Leaf {
    Other,
    Column(String),
    Part(Box<Expr>),
    Wrong,
}

struct Part {
    /// `None` for `${TABLE}`.
    tree: Option<Expr>,
    data_type: Option<DataType>,
    uses_own: BTreeSet<ModelName>,
    uses_other: BTreeSet<FieldPath>,
    nodes: usize,
}

impl Part {
    fn of(path: &FieldPath, own: bool, tree: Expr, data_type: DataType, nodes: usize, resolved: Option<&Resolved>) -> Self {
        let (mut uses_own, mut uses_other) = (BTreeSet::new(), BTreeSet::new());
        if own {
            uses_own.insert(path.field.clone());
        } else {
            uses_other.insert(path.clone());
        }
        for field in resolved.into_iter().flat_map(|resolved| &resolved.uses_own) {
            if own {
                uses_own.insert(field.clone());
            } else {
                uses_other.insert(FieldPath { view: path.view.clone(), field: field.clone() });
            }
        }
        uses_other.extend(resolved.into_iter().flat_map(|resolved| resolved.uses_other.iter().cloned()));
        Self { tree: Some(tree), data_type: Some(data_type), uses_own, uses_other, nodes }
    }
}

/// A view's tree under the name that queries use.
pub(super) fn instantiate(expr: &Expr, name: &ModelName) -> Expr {
    let mut expr = expr.clone();
    each_expr_mut(&mut expr, &mut |expr| {
        if let Expr::CompoundIdentifier(parts) = expr
            && let Some(first) = parts.first_mut()
            && first.value == SELF
        {
            *first = ast::ident(name.as_str());
        }
    });
    expr
}

pub(super) fn heads(view: &DraftView) -> impl Iterator<Item = &DraftHead> {
    view.dimensions.iter().map(|dimension| &dimension.head).chain(view.measures.iter().map(|measure| &measure.head))
}

pub(super) fn find_dimension<'d>(view: &'d DraftView, name: &ModelName) -> Option<&'d DraftDimension> {
    view.dimensions.iter().find(|dimension| dimension.head.name == *name)
}

pub(super) fn find_measure<'d>(view: &'d DraftView, name: &ModelName) -> Option<&'d DraftMeasure> {
    view.measures.iter().find(|measure| measure.head.name == *name)
}

/// Nodes and levels of a tree.
fn measure(expr: &Expr) -> (usize, usize) {
    struct Measure {
        nodes: usize,
        depth: usize,
        deepest: usize,
    }
    impl Look for Measure {
        fn expr(&mut self, _: &Expr) -> ControlFlow<()> {
            self.nodes += 1;
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
            ControlFlow::Continue(())
        }

        fn leave_expr(&mut self) {
            self.depth -= 1;
        }
    }
    let mut measure = Measure { nodes: 0, depth: 0, deepest: 0 };
    walk(expr, &mut measure);
    (measure.nodes, measure.deepest)
}

fn source(view: &DraftView, catalog: &Catalog, report: &mut Report) -> Option<Source> {
    match (&view.table, &view.sql) {
        (Some(table), None) => {
            let name = TableName::from(table.value.as_str());
            let Some(columns) = catalog.tables.get(&name) else {
                let hint = name_hint(&table.value, catalog.tables.keys().map(TableName::as_str));
                report.error("table_unknown", table.at, format!("the connection has no table `{}`", table.value), hint);
                return None;
            };
            let columns = columns.iter().map(|(name, data_type)| (name.clone(), Some(*data_type))).collect();
            Some(Source { tables: BTreeSet::from([name.clone()]), source: ViewSource::Table(name), columns: Some(columns) })
        }
        (None, Some(sql)) => query_source(sql, catalog, report),
        (Some(_), Some(sql)) => {
            report.error("key_conflict", sql.at, "a view has `table_name` or `sql`, not both", Some("remove one of them".to_owned()));
            None
        }
        (None, None) => {
            let hint = name_hint(view.name.as_str(), catalog.tables.keys().map(TableName::as_str));
            report.error("key_missing", view.at, format!("the view `{}` needs `table_name` or `sql`", view.name), hint);
            None
        }
    }
}

fn query_source(sql: &Placed<String>, catalog: &Catalog, report: &mut Report) -> Option<Source> {
    let query = match parse_sql(&sql.value) {
        Ok(Statement::Query(query)) => query,
        Ok(_) => return None,
        Err(error) => {
            report.error("sql_invalid", sql.at, error.to_string(), None);
            return None;
        }
    };
    let names: BTreeSet<String> = {
        let mut names = BTreeSet::new();
        each_relation(&query, &mut |relation| {
            let part = relation.0.last().and_then(|part| part.as_ident());
            names
                .extend(part.map(|ident| if ident.quote_style.is_some() { ident.value.clone() } else { ident.value.to_ascii_lowercase() }));
        });
        names
    };
    let ctes: BTreeSet<String> = common_tables(&query);
    let mut tables = BTreeSet::new();
    for name in names {
        let table = TableName::from(name.as_str());
        if catalog.tables.contains_key(&table) {
            tables.insert(table);
        } else if !ctes.contains(&name) {
            let hint = name_hint(&name, catalog.tables.keys().map(TableName::as_str));
            report.error("table_unknown", sql.at, format!("the connection has no table `{name}`"), hint);
            return None;
        }
    }
    let columns = select_columns(&query.body);
    Some(Source { source: ViewSource::Query(query), tables, columns })
}

fn common_tables(query: &sqlparser::ast::Query) -> BTreeSet<String> {
    struct Names(BTreeSet<String>);
    impl Look for Names {
        fn query(&mut self, query: &sqlparser::ast::Query) -> ControlFlow<()> {
            for cte in query.with.iter().flat_map(|with| &with.cte_tables) {
                let ident = &cte.alias.name;
                self.0.insert(if ident.quote_style.is_some() { ident.value.clone() } else { ident.value.to_ascii_lowercase() });
            }
            ControlFlow::Continue(())
        }
    }
    let mut names = Names(BTreeSet::new());
    walk(query, &mut names);
    names.0
}

/// The column names of a SELECT; `None` when a `*` or an unnamed expression hides them.
fn select_columns(body: &SetExpr) -> Option<Vec<(String, Option<DataType>)>> {
    let select = match body {
        SetExpr::Select(select) => select,
        SetExpr::Query(query) => return select_columns(&query.body),
        SetExpr::SetOperation { left, .. } => return select_columns(left),
        _ => return None,
    };
    let name = |ident: &Ident| if ident.quote_style.is_some() { ident.value.clone() } else { ident.value.to_ascii_lowercase() };
    let columns = select.projection.iter().map(|item| match item {
        SelectItem::ExprWithAlias { alias, .. } => Some(name(alias)),
        SelectItem::UnnamedExpr(Expr::Identifier(ident)) => Some(name(ident)),
        SelectItem::UnnamedExpr(Expr::CompoundIdentifier(parts)) => parts.last().map(name),
        _ => None,
    });
    columns.map(|column| column.map(|name| (name, None))).collect()
}
