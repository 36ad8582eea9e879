//! Hand-written SQL: measured before anything recurses over it, parsed, and refused unless it is one query.

use std::ops::ControlFlow;

use sqlparser::ast::{Expr, Query, Select, SetExpr, Statement};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer};

use crate::dialect::LucarneDialect;
use crate::walk::{Look, keep, walk};

/// What every SQL text is read with.
pub(crate) const DIALECT: LucarneDialect = LucarneDialect;

/// Bytes of one SQL text.
pub(crate) const SQL_LENGTH_LIMIT: usize = 100_000;
/// Words, numbers and signs of one SQL text.
pub(crate) const SQL_TOKEN_LIMIT: usize = 20_000;
/// How deep the tree of one SQL text may become. A chain of operators nests as deep as parentheses do.
pub(crate) const SQL_DEPTH_LIMIT: usize = 400;
/// Key words and signs in a row. Some of them (`INTERVAL INTERVAL …`) the parser recurses over without counting.
const SQL_PREFIX_LIMIT: usize = 24;
/// `CAST(CAST(…` and the like inside each other: where it fails, the parser tries each a second time as a plain function, and so twice as often per level.
const SQL_RETRY_LIMIT: usize = 10;
/// Tables, sub-queries and set operations of one SQL text.
pub(crate) const SQL_RELATION_LIMIT: usize = 100;
/// The parser's own limit for parentheses, sub-queries and the like.
const RECURSION_LIMIT: usize = 60;

/// Why a SQL text is not run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SqlError {
    /// Nothing, or only comments.
    #[error("there is no SQL here")]
    Empty,
    /// Longer than [`SQL_LENGTH_LIMIT`].
    #[error("the SQL is longer than {SQL_LENGTH_LIMIT} bytes")]
    TooLong,
    /// Too many parts or too deep.
    #[error("the SQL is too complex: {what}")]
    TooComplex {
        /// Which measure was exceeded.
        what: String,
    },
    /// It cannot be parsed.
    #[error("the SQL cannot be read: {message}")]
    Invalid {
        /// What the parser says.
        message: String,
        /// From 1, when known.
        line: u64,
        /// From 1, when known.
        column: u64,
    },
    /// More than one statement.
    #[error("one query at a time: there is more after the first `;`")]
    SeveralStatements,
    /// A statement that is no query, or a query that does more than read.
    #[error("only a query can be run: one SELECT, WITH or set operation; {what} is refused")]
    NotAQuery {
        /// What stands there instead.
        what: String,
    },
}

impl SqlError {
    /// The stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "sql_empty",
            Self::TooLong => "sql_too_long",
            Self::TooComplex { .. } => "too_complex",
            Self::Invalid { .. } => "sql_invalid",
            Self::SeveralStatements => "several_statements",
            Self::NotAQuery { .. } => "not_a_query",
        }
    }
}

/// Parses one query. What it may read is not decided here but on the plan.
///
/// # Errors
/// Anything that is not one query of a sane size.
pub fn parse_sql(text: &str) -> Result<Statement, SqlError> {
    let tokens = measured_tokens(text)?;
    let mut parser = Parser::new(&DIALECT).with_recursion_limit(RECURSION_LIMIT).with_tokens_with_locations(tokens);
    let statement = parser.parse_statement().map_err(|error| invalid(error, &parser))?;
    while parser.consume_token(&Token::SemiColon) {}
    let rest = parser.peek_token();
    if rest.token != Token::EOF {
        // A second statement and left-over words are different mistakes.
        let after_semicolon = matches!(parser.get_current_token().token, Token::SemiColon);
        return Err(if after_semicolon { SqlError::SeveralStatements } else { unexpected(&rest) });
    }
    match statement {
        Statement::Query(_) => {
            let mut only_reads = OnlyReads { relations: 0, error: None };
            walk(&statement, &mut only_reads);
            only_reads.error.map_or(Ok(statement), Err)
        }
        other => Err(SqlError::NotAQuery { what: first_word(&other) }),
    }
}

/// Parses one expression, such as the SQL of a mask. What it may call is not decided here.
///
/// # Errors
/// Anything that is not one expression of a sane size.
pub fn parse_expression(text: &str) -> Result<Expr, SqlError> {
    let tokens = measured_tokens(text)?;
    let mut parser = Parser::new(&DIALECT).with_recursion_limit(RECURSION_LIMIT).with_tokens_with_locations(tokens);
    let expr = parser.parse_expr().map_err(|error| invalid(error, &parser))?;
    let rest = parser.peek_token();
    if rest.token == Token::EOF { Ok(expr) } else { Err(unexpected(&rest)) }
}

/// Tokens of a text whose tree cannot become deep enough to exhaust the stack of whoever walks it.
///
/// Invariant: runs before any parser. The parser limits its own recursion, but builds `1+1+…` in a loop into a tree that nothing can walk or even drop.
pub(crate) fn measured_tokens(text: &str) -> Result<Vec<TokenWithSpan>, SqlError> {
    if text.len() > SQL_LENGTH_LIMIT {
        return Err(SqlError::TooLong);
    }
    let tokens = Tokenizer::new(&DIALECT, text).tokenize_with_location().map_err(|error| SqlError::Invalid {
        message: error.message,
        line: error.location.line,
        column: error.location.column,
    })?;
    let mut depth = Depth::default();
    let mut count = 0;
    for token in &tokens {
        if matches!(token.token, Token::Whitespace(_) | Token::EOF) {
            continue;
        }
        count += 1;
        if count > SQL_TOKEN_LIMIT {
            return Err(SqlError::TooComplex { what: format!("more than {SQL_TOKEN_LIMIT} words and signs") });
        }
        depth.see(&token.token);
        if depth.prefixes > SQL_PREFIX_LIMIT {
            return Err(SqlError::TooComplex { what: format!("more than {SQL_PREFIX_LIMIT} key words or signs in a row") });
        }
        if depth.retries > SQL_RETRY_LIMIT {
            let what = format!("more than {SQL_RETRY_LIMIT} of CAST, EXTRACT, EXISTS, NOT, … inside each other");
            return Err(SqlError::TooComplex { what });
        }
        if depth.set_operations > SQL_RELATION_LIMIT {
            return Err(SqlError::TooComplex { what: format!("more than {SQL_RELATION_LIMIT} set operations") });
        }
        if depth.total > SQL_DEPTH_LIMIT {
            return Err(SqlError::TooComplex {
                what: format!("more than {SQL_DEPTH_LIMIT} operators in a row or levels inside each other; use IN (…) or a sub-query"),
            });
        }
    }
    if count == 0 { Err(SqlError::Empty) } else { Ok(tokens) }
}

/// An upper bound of the depth of the tree at each token: words and signs that may nest since the last comma, on every open bracket level.
///
/// Only a comma starts afresh. Clause words cannot, because `1 + limit + limit` is a chain over a column named `limit`.
#[derive(Default)]
struct Depth {
    /// What stood before each open bracket, and whether the parser may try what is inside twice.
    levels: Vec<(usize, bool)>,
    run: usize,
    total: usize,
    set_operations: usize,
    prefixes: usize,
    retries: usize,
    after_retried_word: bool,
}

impl Depth {
    fn see(&mut self, token: &Token) {
        let prefix = match token {
            Token::Word(word) => word.quote_style.is_none() && word.keyword != Keyword::NoKeyword,
            Token::Number(..) | Token::SingleQuotedString(_) | Token::DollarQuotedString(_) => false,
            Token::LParen | Token::RParen | Token::Comma | Token::SemiColon => false,
            _ => true,
        };
        self.prefixes = if prefix { self.prefixes + 1 } else { 0 };
        match token {
            Token::LParen | Token::LBracket | Token::LBrace => {
                self.step();
                self.levels.push((self.run, self.after_retried_word));
                self.retries += usize::from(self.after_retried_word);
                self.run = 0;
            }
            Token::RParen | Token::RBracket | Token::RBrace => {
                self.restart();
                // What goes on after the bracket nests by what stood before it: `(1)+(1)+…`.
                let (run, retried) = self.levels.pop().unwrap_or_default();
                self.run = run;
                self.retries -= usize::from(retried);
            }
            Token::Comma => self.restart(),
            Token::Word(word) if word.quote_style.is_none() => match word.keyword {
                Keyword::NoKeyword | Keyword::AS | Keyword::ASC | Keyword::DESC | Keyword::BY => {}
                Keyword::UNION | Keyword::EXCEPT | Keyword::INTERSECT | Keyword::MINUS => {
                    self.set_operations += 1;
                    self.step();
                }
                _ => self.step(),
            },
            Token::Word(_) | Token::Number(..) | Token::SingleQuotedString(_) | Token::DollarQuotedString(_) | Token::SemiColon => {}
            _ => self.step(),
        }
        self.after_retried_word = matches!(token, Token::Word(word) if word.quote_style.is_none() && tried_twice(word.keyword));
    }

    fn step(&mut self) {
        self.run += 1;
        self.total += 1;
    }

    fn restart(&mut self) {
        self.total = self.total.saturating_sub(self.run);
        self.run = 0;
    }
}

/// Words that start an expression of their own form or else a call of a function of that name.
const fn tried_twice(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::CASE
            | Keyword::CONVERT
            | Keyword::TRY_CONVERT
            | Keyword::CAST
            | Keyword::TRY_CAST
            | Keyword::SAFE_CAST
            | Keyword::EXISTS
            | Keyword::EXTRACT
            | Keyword::CEIL
            | Keyword::FLOOR
            | Keyword::POSITION
            | Keyword::SUBSTR
            | Keyword::SUBSTRING
            | Keyword::OVERLAY
            | Keyword::TRIM
            | Keyword::INTERVAL
            | Keyword::ARRAY
            | Keyword::NOT
            | Keyword::MATCH
            | Keyword::STRUCT
            | Keyword::MAP
            | Keyword::LAMBDA
            | Keyword::IN
            | Keyword::LATERAL
    )
}

/// Refuses what reads nothing but does something, wherever in the query it stands.
struct OnlyReads {
    relations: usize,
    error: Option<SqlError>,
}

impl OnlyReads {
    fn count(&mut self, more: usize) -> ControlFlow<SqlError> {
        self.relations += more;
        if self.relations > SQL_RELATION_LIMIT {
            let what = format!("more than {SQL_RELATION_LIMIT} tables, sub-queries and set operations");
            return ControlFlow::Break(SqlError::TooComplex { what });
        }
        ControlFlow::Continue(())
    }
}

impl OnlyReads {
    fn allowed(&mut self, query: &Query) -> ControlFlow<SqlError> {
        self.count(1)?;
        if !query.locks.is_empty() {
            return refuse("FOR UPDATE");
        }
        if query.for_clause.is_some() || query.settings.is_some() || query.format_clause.is_some() || !query.pipe_operators.is_empty() {
            return refuse("a clause after the query");
        }
        let mut open = vec![query.body.as_ref()];
        while let Some(body) = open.pop() {
            match body {
                SetExpr::Select(_) | SetExpr::Query(_) | SetExpr::Values(_) => {}
                SetExpr::SetOperation { left, right, .. } => {
                    self.count(1)?;
                    open.extend([left.as_ref(), right.as_ref()]);
                }
                SetExpr::Insert(statement) | SetExpr::Update(statement) | SetExpr::Delete(statement) | SetExpr::Merge(statement) => {
                    return ControlFlow::Break(SqlError::NotAQuery { what: first_word(statement) });
                }
                SetExpr::Table(_) => return refuse("TABLE"),
            }
        }
        ControlFlow::Continue(())
    }
}

impl Look for OnlyReads {
    fn query(&mut self, query: &Query) -> ControlFlow<()> {
        let flow = self.allowed(query);
        keep(&mut self.error, flow)
    }

    fn select(&mut self, select: &Select) -> ControlFlow<()> {
        let flow = if select.into.is_some() { refuse("SELECT INTO") } else { ControlFlow::Continue(()) };
        keep(&mut self.error, flow)
    }

    fn table_factor(&mut self) -> ControlFlow<()> {
        let flow = self.count(1);
        keep(&mut self.error, flow)
    }

    fn statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        let flow = match statement {
            Statement::Query(_) => ControlFlow::Continue(()),
            other => ControlFlow::Break(SqlError::NotAQuery { what: first_word(other) }),
        };
        keep(&mut self.error, flow)
    }
}

fn refuse(what: &str) -> ControlFlow<SqlError> {
    ControlFlow::Break(SqlError::NotAQuery { what: what.to_owned() })
}

/// The word that a statement starts with, which is all a reader needs to find it.
fn first_word(statement: &Statement) -> String {
    let text = statement.to_string();
    text.split_whitespace().next().unwrap_or("it").to_ascii_uppercase()
}

fn unexpected(token: &TokenWithSpan) -> SqlError {
    let Location { line, column } = token.span.start;
    SqlError::Invalid { message: format!("`{}` was not expected", token.token), line, column }
}

fn invalid(error: ParserError, parser: &Parser<'_>) -> SqlError {
    match error {
        ParserError::RecursionLimitExceeded => {
            SqlError::TooComplex { what: format!("more than {RECURSION_LIMIT} levels inside each other") }
        }
        ParserError::TokenizerError(message) | ParserError::ParserError(message) => {
            let Location { line, column } = parser.get_current_token().span.start;
            let message = message.split(" at Line:").next().unwrap_or_default().to_owned();
            SqlError::Invalid { message, line, column }
        }
    }
}
