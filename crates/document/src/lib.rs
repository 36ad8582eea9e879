//! The document: its reports, tabs, tiles and report filters, as stored, sent and edited.
//!
//! Pure: a [`Project`] value in, faults or a view of it out.
//! It knows no person, no rule of access and no database; what a reader may see of it is decided by `access` and carried out by `app`.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod chart;
mod project;
mod validate;

pub use chart::{Chart, ChartKind};
pub use project::{Layout, Project, Report, ReportFilter, Tab, Tile, TileContent};
pub use validate::{Fault, GRID_COLUMNS, LIMITS, Limits, is_file_name};
