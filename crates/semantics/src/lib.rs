//! The semantic model and its queries: model files are checked, queries on a model become SQL syntax trees, hand-written SQL is parsed and measured.
//!
//! For `app` (which checks, compiles and describes) and `engine` (which runs what comes out, behind the port in [`port`]).
//! It does no I/O, reads no clock, knows neither Arrow nor DataFusion, and asks `access` about grants instead of deciding by itself.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod ast;
mod catalog;
mod check;
mod column;
mod compile;
mod compile_error;
mod describe;
mod diagnostic;
mod dialect;
mod generate;
mod limits;
mod model;
pub mod port;
mod query;
mod readable;
mod requirements;
mod sql;
mod sql_tables;
mod walk;

pub use catalog::{Catalog, ModelFiles};
pub use check::{Author, Checked, OwnChange, Promotion, check, check_own, own_change, promote};
pub use column::{ColumnInfo, ColumnRole, Compiled, Touches};
pub use compile::compile;
pub use compile_error::CompileError;
pub use describe::{FieldInfo, MaskWord, TopicInfo, ViewInfo, describe, describe_field};
pub use diagnostic::{Diagnostic, Severity};
pub use generate::generate;
pub use limits::{condition_fits, row_count};
pub use model::{Model, Topic, View};
pub use port::{Answer, Ask, Chunk, EngineError, FileKind, Format, Limits, QueryEngine, Source, TableInfo};
pub use query::{FieldRef, Filter, FilterOp, FilterValue, SemanticQuery, Sort};
pub use readable::Readable;
pub use requirements::{Requirements, requirements};
pub use sql::{SqlError, parse_expression, parse_sql};
pub use sql_tables::sql_tables;
pub use sqlparser;
