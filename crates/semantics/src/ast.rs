//! Builds SQL syntax trees. Every text that comes from a query enters here, as a literal or a quoted identifier, and nowhere as SQL.

use sqlparser::ast::helpers::attached_token::AttachedToken;
use sqlparser::ast::{
    BinaryOperator, CaseWhen, CastKind, DataType as SqlType, DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArgumentList, FunctionArguments, GroupByExpr, Ident, Interval, LimitClause, ObjectName, OrderBy, OrderByExpr, OrderByKind,
    OrderByOptions, Query, Select, SelectFlavor, SelectItem, SetExpr, SetOperator, SetQuantifier, TableAlias, TableFactor, TableWithJoins,
    TimezoneInfo, TypedString, UnaryOperator, Value as SqlValue,
};
use vocab::Value;

pub(crate) fn ident(name: &str) -> Ident {
    Ident::with_quote('"', name)
}

pub(crate) fn name(expr: &str) -> Expr {
    Expr::Identifier(ident(expr))
}

/// `"view"."column"`: the form of every column in the tree of a field.
pub(crate) fn column(view: &str, column: &str) -> Expr {
    Expr::CompoundIdentifier(vec![ident(view), ident(column)])
}

/// The two parts of [`column`].
pub(crate) fn as_column(expr: &Expr) -> Option<(&str, &str)> {
    match expr {
        Expr::CompoundIdentifier(parts) => match parts.as_slice() {
            [view, column] => Some((&view.value, &column.value)),
            _ => None,
        },
        _ => None,
    }
}

pub(crate) fn literal(value: &Value) -> Expr {
    match value {
        Value::Null => Expr::Value(SqlValue::Null.into()),
        Value::Boolean(value) => Expr::Value(SqlValue::Boolean(*value).into()),
        Value::Integer(value) => signed(*value < 0, value.unsigned_abs().to_string()),
        Value::Number(value) => signed(value.is_sign_negative(), format!("{:?}", value.abs())),
        Value::Text(value) => text(value),
        Value::Date(value) => typed(SqlType::Date, value.to_string()),
        Value::Timestamp(value) => typed(SqlType::Timestamp(None, TimezoneInfo::None), value.to_string()),
    }
}

pub(crate) fn integer(value: usize) -> Expr {
    Expr::Value(SqlValue::Number(value.to_string(), false).into())
}

/// A minus is an operator in SQL, so that is what the tree of a negative number holds.
fn signed(negative: bool, digits: String) -> Expr {
    let number = Expr::Value(SqlValue::Number(digits, false).into());
    if negative { Expr::UnaryOp { op: UnaryOperator::Minus, expr: Box::new(number) } } else { number }
}

fn typed(data_type: SqlType, value: String) -> Expr {
    Expr::TypedString(TypedString { data_type, value: SqlValue::SingleQuotedString(value).into(), uses_odbc_syntax: false })
}

/// A text literal that means the same after it was printed and parsed again.
///
/// Invariant: in no piece does a quote follow a quote or a backslash. The printer of `sqlparser` takes both for escapes that are already there and
/// would let such a text end early. The tree is right either way; this keeps every printed form of it right as well.
pub(crate) fn text(value: &str) -> Expr {
    let mut pieces = vec![String::new()];
    let mut previous = None;
    for letter in value.chars() {
        if letter == '\'' && matches!(previous, Some('\'' | '\\')) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
        previous = Some(letter);
    }
    let mut pieces = pieces.into_iter().map(|piece| Expr::Value(SqlValue::SingleQuotedString(piece).into()));
    let first = pieces.next().unwrap_or_else(|| Expr::Value(SqlValue::SingleQuotedString(String::new()).into()));
    let mut joined = false;
    let whole = pieces.fold(first, |left, right| {
        joined = true;
        binary(left, BinaryOperator::StringConcat, right)
    });
    if joined { Expr::Nested(Box::new(whole)) } else { whole }
}

pub(crate) fn binary(left: Expr, op: BinaryOperator, right: Expr) -> Expr {
    Expr::BinaryOp { left: Box::new(left), op, right: Box::new(right) }
}

/// Puts brackets around what would not hold together by itself beside an operator.
pub(crate) fn atom(expr: Expr) -> Expr {
    match expr {
        Expr::Identifier(_)
        | Expr::CompoundIdentifier(_)
        | Expr::Value(_)
        | Expr::TypedString(_)
        | Expr::Nested(_)
        | Expr::Function(_)
        | Expr::Cast { kind: CastKind::Cast | CastKind::TryCast | CastKind::SafeCast, .. }
        | Expr::Case { .. } => expr,
        other => Expr::Nested(Box::new(other)),
    }
}

/// All of them; `None` for none.
pub(crate) fn all(conditions: impl IntoIterator<Item = Expr>) -> Option<Expr> {
    let bracket = |expr| if matches!(expr, Expr::BinaryOp { op: BinaryOperator::Or, .. }) { Expr::Nested(Box::new(expr)) } else { expr };
    // A condition that is itself an AND is bracketed too: the tree of `a AND (b AND c)` is not the one of `a AND b AND c`.
    let bracket = |expr| match bracket(expr) {
        and @ Expr::BinaryOp { op: BinaryOperator::And, .. } => Expr::Nested(Box::new(and)),
        other => other,
    };
    let mut conditions = conditions.into_iter().peekable();
    let first = conditions.next()?;
    if conditions.peek().is_none() {
        return Some(first);
    }
    Some(conditions.map(bracket).fold(bracket(first), |left, right| binary(left, BinaryOperator::And, right)))
}

/// Any of them; false for none.
pub(crate) fn any(conditions: impl IntoIterator<Item = Expr>) -> Expr {
    let bracket = |expr| match expr {
        logic @ Expr::BinaryOp { op: BinaryOperator::And | BinaryOperator::Or, .. } => Expr::Nested(Box::new(logic)),
        other => other,
    };
    let mut conditions = conditions.into_iter().peekable();
    let Some(first) = conditions.next() else { return literal(&Value::Boolean(false)) };
    if conditions.peek().is_none() {
        return first;
    }
    conditions.map(bracket).fold(bracket(first), |left, right| binary(left, BinaryOperator::Or, right))
}

pub(crate) fn is_null(expr: Expr) -> Expr {
    Expr::IsNull(Box::new(expr))
}

pub(crate) fn is_not_null(expr: Expr) -> Expr {
    Expr::IsNotNull(Box::new(expr))
}

pub(crate) fn to_date(expr: Expr) -> Expr {
    Expr::Cast { kind: CastKind::Cast, expr: Box::new(expr), data_type: SqlType::Date, array: false, format: None }
}

pub(crate) fn days(count: u8) -> Expr {
    Expr::Interval(Interval {
        value: Box::new(text(&format!("{count} days"))),
        leading_field: None,
        leading_precision: None,
        last_field: None,
        fractional_seconds_precision: None,
    })
}

pub(crate) fn case(branches: impl IntoIterator<Item = (Expr, Expr)>) -> Expr {
    let conditions = branches.into_iter().map(|(condition, result)| CaseWhen { condition, result }).collect();
    Expr::Case { case_token: AttachedToken::empty(), end_token: AttachedToken::empty(), operand: None, conditions, else_result: None }
}

/// A call of a function; `Call::of("sum", [x])`.
pub(crate) struct Call {
    function: Function,
}

impl Call {
    pub(crate) fn of(name: &str, arguments: impl IntoIterator<Item = Expr>) -> Self {
        let args = arguments.into_iter().map(|expr| FunctionArg::Unnamed(FunctionArgExpr::Expr(expr))).collect();
        Self::with(name, args)
    }

    pub(crate) fn count_rows() -> Self {
        Self::with("count", vec![FunctionArg::Unnamed(FunctionArgExpr::Wildcard)])
    }

    fn with(name: &str, args: Vec<FunctionArg>) -> Self {
        let list = FunctionArgumentList { duplicate_treatment: None, args, clauses: Vec::new() };
        Self {
            function: Function {
                name: ObjectName::from(vec![Ident::new(name)]),
                uses_odbc_syntax: false,
                parameters: FunctionArguments::None,
                args: FunctionArguments::List(list),
                filter: None,
                null_treatment: None,
                over: None,
                within_group: Vec::new(),
            },
        }
    }

    pub(crate) fn distinct(mut self) -> Self {
        if let FunctionArguments::List(list) = &mut self.function.args {
            list.duplicate_treatment = Some(DuplicateTreatment::Distinct);
        }
        self
    }

    pub(crate) fn within_group(mut self, expr: Expr) -> Self {
        self.function.within_group = vec![OrderByExpr { expr, options: OrderByOptions { asc: None, nulls_first: None }, with_fill: None }];
        self
    }

    pub(crate) fn filter(mut self, condition: Option<Expr>) -> Self {
        self.function.filter = condition.map(Box::new);
        self
    }

    pub(crate) fn expr(self) -> Expr {
        Expr::Function(self.function)
    }
}

/// One SELECT; columns are aliased, groups are positions of columns.
#[derive(Default)]
pub(crate) struct SelectParts {
    pub(crate) columns: Vec<(Expr, String)>,
    pub(crate) from: Vec<TableWithJoins>,
    pub(crate) filter: Option<Expr>,
    pub(crate) group_by: usize,
    pub(crate) having: Option<Expr>,
}

impl SelectParts {
    pub(crate) fn body(self) -> SetExpr {
        let projection = self.columns.into_iter().map(|(expr, alias)| SelectItem::ExprWithAlias { expr, alias: ident(&alias) }).collect();
        SetExpr::Select(Box::new(Select {
            select_token: AttachedToken::empty(),
            optimizer_hints: Vec::new(),
            distinct: None,
            select_modifiers: None,
            top: None,
            top_before_distinct: false,
            projection,
            exclude: None,
            into: None,
            from: self.from,
            lateral_views: Vec::new(),
            prewhere: None,
            selection: self.filter,
            connect_by: Vec::new(),
            group_by: GroupByExpr::Expressions((1..=self.group_by).map(integer).collect(), Vec::new()),
            cluster_by: Vec::new(),
            distribute_by: Vec::new(),
            sort_by: Vec::new(),
            having: self.having,
            named_window: Vec::new(),
            qualify: None,
            window_before_qualify: false,
            value_table_mode: None,
            flavor: SelectFlavor::Standard,
        }))
    }
}

pub(crate) fn query(body: SetExpr) -> Query {
    Query {
        with: None,
        body: Box::new(body),
        order_by: None,
        limit_clause: None,
        fetch: None,
        locks: Vec::new(),
        for_clause: None,
        settings: None,
        format_clause: None,
        pipe_operators: Vec::new(),
    }
}

/// `(expr, descending)`; rows without a value last.
pub(crate) fn order_by(keys: Vec<(Expr, bool)>) -> Option<OrderBy> {
    if keys.is_empty() {
        return None;
    }
    let expressions = keys.into_iter().map(|(expr, descending)| OrderByExpr {
        expr,
        options: OrderByOptions { asc: Some(!descending), nulls_first: Some(false) },
        with_fill: None,
    });
    Some(OrderBy { kind: OrderByKind::Expressions(expressions.collect()), interpolate: None })
}

pub(crate) fn limit(rows: u32) -> LimitClause {
    LimitClause::LimitOffset { limit: Some(literal(&Value::Integer(i64::from(rows)))), offset: None, limit_by: Vec::new() }
}

pub(crate) fn union_all(left: SetExpr, right: SetExpr) -> SetExpr {
    SetExpr::SetOperation { op: SetOperator::Union, set_quantifier: SetQuantifier::All, left: Box::new(left), right: Box::new(right) }
}

pub(crate) fn table(table: &str, alias: &str) -> TableFactor {
    TableFactor::Table {
        name: ObjectName::from(vec![ident(table)]),
        alias: Some(table_alias(alias)),
        args: None,
        with_hints: Vec::new(),
        version: None,
        with_ordinality: false,
        partitions: Vec::new(),
        json_path: None,
        sample: None,
        index_hints: Vec::new(),
    }
}

pub(crate) fn derived(query: Query, alias: &str) -> TableFactor {
    TableFactor::Derived { lateral: false, subquery: Box::new(query), alias: Some(table_alias(alias)), sample: None }
}

fn table_alias(name: &str) -> TableAlias {
    TableAlias { explicit: true, name: ident(name), columns: Vec::new(), at: None }
}
