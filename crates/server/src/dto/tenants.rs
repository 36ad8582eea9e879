//! Tenant tables of reports.

use app::tenants;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::Ref;
use super::preview::Preview;

/// A tenant table: headers and cells.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenantTable {
    /// `USER`, `GROUP`, `EMAIL_DOMAIN`, `ATTRIBUTE name`, `SCENARIO`, `FIELD view.field`, and with `>=` or `<=` behind it a range.
    #[schema(example = json!(["EMAIL_DOMAIN", "SCENARIO", "FIELD flights.carrier"]))]
    pub columns: Vec<String>,
    /// Each as long as `columns`; values in a cell are separated by `;`, and a blank cell asks or limits nothing.
    #[schema(example = json!([["united.com", "United", "UA"], ["delta.com; endeavor.com", "Delta", "DL; 9E"]]))]
    pub rows: Vec<Vec<String>>,
}

impl From<TenantTable> for access::TenantSource {
    fn from(table: TenantTable) -> Self {
        Self { columns: table.columns, rows: table.rows }
    }
}

/// The tenant table of a report, if it has one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tenants {
    /// Also the `ETag`; 0 before the first save.
    pub version: u64,
    pub table: Option<TenantTable>,
    pub changed_by: Option<Ref>,
    pub changed_at: Option<String>,
}

impl Tenants {
    pub(crate) fn new(tenants: tenants::Tenants) -> Self {
        let changed_by = tenants.changed.as_ref().map(|(by, _)| Ref::new(by.id, &by.name));
        let changed_at = tenants.changed.as_ref().map(|(_, at)| at.to_string());
        let table = tenants.table.map(|table| {
            let source = access::TenantSource::from(table);
            TenantTable { columns: source.columns, rows: source.rows }
        });
        Self { version: tenants.version, table, changed_by, changed_at }
    }
}

/// The tenant table that a report shall have; `null` takes it away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenantsChange {
    #[serde(deserialize_with = "Option::deserialize")]
    pub table: Option<TenantTable>,
}

/// The table as it is now, or with `dry_run=true` what saving it would do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum TenantsChanged {
    Tenants(Box<Tenants>),
    Preview(Box<Preview>),
}

/// Whose view is tried: one of `user`, `link`, `email` and `row`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenantTry {
    /// A person of the instance.
    pub user: Option<String>,
    /// A visitor of this link of the report.
    pub link: Option<String>,
    /// Somebody with this address.
    #[schema(example = "ops@united.com")]
    pub email: Option<String>,
    /// Whoever is this row, counted from 1.
    pub row: Option<u32>,
    /// A table that is not saved yet; the one in force without it.
    pub table: Option<TenantTable>,
}

/// Which row somebody is, and how much that leaves them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TenantTried {
    /// Counted from 1; `null` when no row is theirs, or none binds them.
    pub row: Option<u64>,
    pub scenario: Option<String>,
    /// What it leaves them, in words.
    #[schema(example = "row 3 (United): flights.carrier = UA")]
    pub words: String,
    pub counts: Vec<TenantCount>,
}

/// How many rows of a topic.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TenantCount {
    pub topic: String,
    /// `null` when they are refused.
    pub rows: Option<u64>,
    /// Of how many that you see.
    pub of: u64,
    /// The code of the refusal.
    pub refused: Option<String>,
    pub detail: Option<String>,
}

impl TenantTried {
    pub(crate) fn new(tried: tenants::Tried) -> Self {
        let count = |count: tenants::TriedCount| {
            let (refused, detail) = count.refused.map_or((None, None), |(code, text)| (Some(code.to_owned()), Some(text)));
            TenantCount { topic: count.topic, rows: count.rows, of: count.of, refused, detail }
        };
        Self { row: tried.row, scenario: tried.scenario, words: tried.words, counts: tried.counts.into_iter().map(count).collect() }
    }
}
