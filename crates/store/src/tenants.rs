//! Tenant tables of reports, for those who manage the document. What they leave to whom is decided on the facts.

use access::{Change, Create, Manage, Parent, Permit, TenantTable};
use jiff::Timestamp;
use sea_orm::{EntityTrait, IntoActiveModel};
use vocab::{DocumentId, ReportId, UserId};

use crate::entity::tenant_table;
use crate::key::Key;
use crate::nodes::person;
use crate::time::{millis, timestamp};
use crate::words::{from_json, to_json};
use crate::{ReadTx, StoreError, WriteTx};

/// What is kept of a report's tenant table.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredTenants {
    /// Counted up by every save; 0 before the first.
    pub version: i64,
    /// The table, when the report has one.
    pub table: Option<TenantTable>,
    /// Who saved it last, and when; none before the first save.
    pub changed: Option<(UserId, Timestamp)>,
}

/// The tenant table of a report.
///
/// # Errors
/// When the database does not answer.
pub async fn get(tx: &ReadTx, may: &Permit<'_, Manage, (DocumentId, ReportId)>) -> Result<StoredTenants, StoreError> {
    match row(tx, may).await? {
        None => Ok(StoredTenants { version: 0, table: None, changed: None }),
        Some(row) => Ok(StoredTenants {
            version: row.version,
            table: row.content.as_deref().map(|text| from_json(text, "a tenant table")).transpose()?,
            changed: Some((row.saved_by.into(), timestamp(row.saved_at)?)),
        }),
    }
}

/// Puts the tenant table of a report over the version that the edit started from, or takes it away, and gives the new version.
///
/// # Errors
/// `version_clash` when somebody has saved meanwhile; nothing is changed then.
pub async fn save(
    tx: &WriteTx,
    may: &Permit<'_, Manage, (DocumentId, ReportId)>,
    from_version: i64,
    table: Option<TenantTable>,
    at: Timestamp,
) -> Result<i64, StoreError> {
    let current = row(tx, may).await?.map_or(0, |row| row.version);
    let next = current.checked_add(1).filter(|_| current == from_version).ok_or(StoreError::VersionClash { current })?;
    write(tx, (may.document(), may.report()), next, table, (person(may.actor())?, at)).await?;
    Ok(next)
}

/// Gives a report of a document that is being made the tenant table of the report that it is a copy of: a copy shows nobody more.
///
/// # Errors
/// When the database does not answer.
pub async fn copy(
    tx: &WriteTx,
    may: &Permit<'_, Create, Parent>,
    copy: (DocumentId, ReportId),
    table: TenantTable,
    at: Timestamp,
) -> Result<(), StoreError> {
    write(tx, copy, 1, Some(table), (person(may.actor())?, at)).await
}

async fn write(
    tx: &WriteTx,
    (document, report): (DocumentId, ReportId),
    version: i64,
    table: Option<TenantTable>,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let row = tenant_table::Model {
        document_id: document.into(),
        report_id: report.into(),
        version,
        content: table.as_ref().map(|table| to_json(table, "a tenant table")).transpose()?,
        saved_by: by.into(),
        saved_at: millis(at),
    };
    crate::upsert(tx, row.into_active_model()).await?;
    tx.record(match table {
        Some(table) => Change::TenantsPut { document, report, table },
        None => Change::TenantsRemoved { document, report },
    });
    Ok(())
}

pub(crate) fn change_of(row: &tenant_table::Model) -> Result<Option<Change>, StoreError> {
    let Some(text) = &row.content else { return Ok(None) };
    let table = from_json(text, "a tenant table")?;
    Ok(Some(Change::TenantsPut { document: row.document_id.into(), report: row.report_id.into(), table }))
}

async fn row(tx: &ReadTx, may: &Permit<'_, Manage, (DocumentId, ReportId)>) -> Result<Option<tenant_table::Model>, StoreError> {
    let key = (Key::from(may.document()), Key::from(may.report()));
    Ok(tenant_table::Entity::find_by_id(key).one(tx.db()).await?)
}
