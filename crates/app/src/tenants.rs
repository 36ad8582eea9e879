//! Tenant tables of reports (sharing.md §4): who is which row, and what it leaves them. For those who manage the document.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Actor, Change, Door, Manage, NodeId, Tenancy, TenantFault, TenantSource, TenantTable, View};
use document::Project;
use jiff::Timestamp;
use semantics::{FieldRef, SemanticQuery};
use serde_json::json;
use store::ReadTx;
use vocab::{ConnectionId, DocumentId, EmailAddress, FieldPath, LinkId, ModelName, ReportId, UserId};

use crate::audit::{Act, watched};
use crate::content;
use crate::cx::{App, Cx, Named};
use crate::documents::{self, DocumentRef};
use crate::error::{AppError, Fault, VersionClash};
use crate::fields::Models;
use crate::narrowing::query_of;
use crate::preview::{self, Preview};
use crate::reading::{self, Reader};

/// The tenant table of a report.
#[derive(Debug, Clone)]
pub struct Tenants {
    /// Counted up by every save; 0 before the first.
    pub version: u64,
    /// The table, when the report has one.
    pub table: Option<TenantTable>,
    /// Who saved it last, and when.
    pub changed: Option<(Named<UserId>, Timestamp)>,
}

/// Whose view of a report is tried.
#[derive(Debug, Clone)]
pub enum TryAs {
    /// A person's.
    User(UserId),
    /// A visitor's of a link of this report.
    Link(LinkId),
    /// That of somebody with this address who came through a link.
    Address(EmailAddress),
    /// That of whoever is this row, counted from 1.
    Row(u32),
}

/// What somebody would see.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The row that is theirs, counted from 1; none when no row is, or none binds them.
    pub row: Option<u64>,
    /// Its name.
    pub scenario: Option<String>,
    /// What it leaves them, in words.
    pub words: String,
    /// How many rows that is of the topics that the report's tiles are built on.
    pub counts: Vec<TriedCount>,
}

/// How many rows of a topic.
#[derive(Debug, Clone)]
pub struct TriedCount {
    /// The topic's label.
    pub topic: String,
    /// Rows that they would see; none when they are refused.
    pub rows: Option<u64>,
    /// Of how many that whoever asks sees.
    pub of: u64,
    /// Why they are refused.
    pub refused: Option<(&'static str, String)>,
}

/// The tenant table of a report.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn get(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId) -> Result<Tenants, AppError> {
    let tx = app.read().await?;
    let document = documents::resolve(&tx, cx, document).await?;
    known(app, cx, &tx, document, report).await?;
    let may = cx.allow::<Manage, _>(tx.facts(), (document, report))?;
    let stored = store::tenants::get(&tx, &may).await?;
    Ok(Tenants {
        version: stored.version.unsigned_abs(),
        table: stored.table,
        changed: stored.changed.map(|(by, at)| (content::person(tx.facts(), by), at)),
    })
}

/// Saves the tenant table of a report over the version that the edit started from, or takes it away.
///
/// # Errors
/// It is not this actor's to manage; somebody saved meanwhile; every fault of the table, with row and column.
pub async fn save(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    report: ReportId,
    from_version: u64,
    table: Option<TenantSource>,
) -> Result<Tenants, AppError> {
    let id = documents::resolve(&app.read().await?, cx, document).await?;
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), (id, report))?;
        let table = checked(app, cx, &tx, id, report, table).await?;
        let stored = store::tenants::get(&tx, &may).await?;
        if let (true, Some((by, at))) = (stored.version.unsigned_abs() != from_version, stored.changed) {
            let clash = VersionClash {
                current_version: stored.version.unsigned_abs(),
                changed_by: content::person(tx.facts(), by),
                changed_at: at,
                project: None,
            };
            return Err(AppError::VersionClash(Box::new(clash)));
        }
        let rows = table.as_ref().map(TenantTable::len);
        store::tenants::save(&tx, &may, stored.version, table, app.clock.now()).await?;
        let details = json!({"report": report, "rows": rows});
        Act::on("tenants", id).called(content::name(tx.facts(), id.into())).with(details).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "tenants", id, work).await?;
    get(app, cx, &id.into(), report).await
}

/// What saving it would do to people.
///
/// # Errors
/// As for [`save`].
pub async fn preview(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    report: ReportId,
    table: Option<TenantSource>,
) -> Result<Preview, AppError> {
    let tx = app.read().await?;
    let document = documents::resolve(&tx, cx, document).await?;
    cx.allow::<Manage, _>(tx.facts(), (document, report))?;
    let change = match checked(app, cx, &tx, document, report, table).await? {
        Some(table) => Change::TenantsPut { document, report, table },
        None => Change::TenantsRemoved { document, report },
    };
    preview::of_node(app, cx, &tx, NodeId::Document(document), &[change]).await
}

/// Which row somebody would be, and how many rows of the data that leaves them, by the table in force or by one that is not saved yet.
///
/// Nobody learns more than they see themselves: what is counted is what both may read.
///
/// # Errors
/// The report is not this actor's to manage; faults of the table; nobody like that.
pub async fn attempt(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    report: ReportId,
    pending: Option<TenantSource>,
    who: TryAs,
) -> Result<Tried, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    let document = documents::resolve(&tx, cx, document).await?;
    cx.allow::<Manage, _>(facts, (document, report))?;
    let pending = checked(app, cx, &tx, document, report, pending).await?;
    let table = pending.as_ref().or_else(|| facts.tenants(document, report).map(AsRef::as_ref));
    let (actor, door, tenancy) = match who {
        TryAs::User(user) => {
            let actor = Actor::User(facts.user(user).filter(|user| user.active).ok_or(AppError::NotFound)?.id);
            access::permit::<View, _>(facts, &actor, document).map_err(AppError::from)?;
            let door = Door::Dashboard(document);
            (actor, door, access::tenancy_by(facts, &actor, document, table, door))
        }
        TryAs::Link(link) => {
            facts.link(link).filter(|known| known.document == document && known.report == report).ok_or(AppError::NotFound)?;
            let (actor, door) = (Actor::Link(link), Door::Link(link));
            (actor, door, access::tenancy_by(facts, &actor, document, table, door))
        }
        TryAs::Address(address) => {
            let tenancy = table.map_or(Tenancy::Open, |table| access::tenancy_of_address(facts, table, address.as_str()));
            (cx.actor, Door::Dashboard(document), tenancy)
        }
        TryAs::Row(row) => {
            let tenancy = table.map_or(Tenancy::Unassigned, |table| Tenancy::of_row(table, row as usize));
            (cx.actor, Door::Dashboard(document), tenancy)
        }
    };
    let counts = counts(app, cx, tx, document, report, (actor, door, &tenancy)).await?;
    let words = tenancy.to_string();
    let (row, scenario) = match tenancy {
        Tenancy::Row(row) => (Some(row.number as u64), row.scenario),
        Tenancy::Open | Tenancy::Unassigned => (None, None),
    };
    Ok(Tried { row, scenario, words, counts })
}

/// A report that is in the document.
async fn known(
    app: &App,
    cx: &Cx,
    tx: &ReadTx,
    document: DocumentId,
    report: ReportId,
) -> Result<(Arc<Project>, document::Report), AppError> {
    let may = cx.allow::<View, _>(tx.facts(), document)?;
    let (project, _) = documents::to_show(app, tx, document, &may).await?;
    let report = project.report(report).cloned().ok_or(AppError::NotFound)?;
    Ok((project, report))
}

/// The table as it would be kept, when everything that it names is there and every value fits its field.
async fn checked(
    app: &App,
    cx: &Cx,
    tx: &ReadTx,
    document: DocumentId,
    report: ReportId,
    source: Option<TenantSource>,
) -> Result<Option<TenantTable>, AppError> {
    let (project, report) = known(app, cx, tx, document, report).await?;
    let Some(source) = source else { return Ok(None) };
    let table = TenantTable::try_from(source).map_err(|faults| AppError::Invalid(faults.0.into_iter().map(fault).collect()))?;
    let facts = tx.facts();
    let mut faults = Vec::new();
    let attributes: BTreeSet<&ModelName> = facts.attributes().map(|attribute| attribute.name).collect();
    let models = Models::of_report(app, tx, &project, &report).await?;
    let mut known_fields: BTreeSet<&FieldPath> = BTreeSet::new();
    for (at, column) in table.columns().iter().enumerate() {
        if let access::TenantColumn::Attribute(name) = column
            && !attributes.contains(name)
            && !access::SYSTEM_ATTRIBUTES.contains(&name.as_str())
        {
            faults.push(TenantFault {
                row: None,
                column: Some(at),
                code: "attribute_unknown",
                detail: format!("there is no user attribute `{name}`"),
            });
        }
        let Some(field) = column.field() else { continue };
        if models.iter().any(|(_, model)| is_dimension(model, field)) {
            known_fields.insert(field);
        } else {
            let detail = format!("`{field}` is no dimension of the data that this report reads");
            faults.push(TenantFault { row: None, column: Some(at), code: "field_unknown", detail });
        }
    }
    let now = app.wall_clock();
    for (row, effect) in table.effects().filter(|(_, effect)| known_fields.contains(&effect.field)) {
        let filter = reading::limit(effect);
        for (_, model) in models.iter().filter(|(_, model)| is_dimension(model, &effect.field)) {
            if let Err(error) = semantics::condition_fits(model, &filter, now) {
                let column = table
                    .columns()
                    .iter()
                    .position(|column| column.field() == Some(&effect.field) && access::TenantColumn::from(effect) == *column);
                faults.push(TenantFault { row: Some(row), column, code: error.code(), detail: error.to_string() });
                break;
            }
        }
        if faults.len() >= MOST_FAULTS {
            break;
        }
    }
    if faults.is_empty() { Ok(Some(table)) } else { Err(AppError::Invalid(faults.into_iter().map(fault).collect())) }
}

/// Nobody reads more at once.
const MOST_FAULTS: usize = 50;

fn is_dimension(model: &semantics::Model, field: &FieldPath) -> bool {
    let any = semantics::Filter { field: FieldRef::plain(field.clone()), op: semantics::FilterOp::Notblank, values: Vec::new() };
    semantics::condition_fits(model, &any, jiff::civil::DateTime::default()).is_ok()
}

fn fault(found: TenantFault) -> Fault {
    let pointer = match (found.row, found.column) {
        (None, None) => "/table".to_owned(),
        (None, Some(column)) => format!("/table/columns/{column}"),
        (Some(row), None) => format!("/table/rows/{row}"),
        (Some(row), Some(column)) => format!("/table/rows/{row}/{column}"),
    };
    Fault { pointer, code: found.code, detail: found.detail }
}

/// So many topics are counted; a report on more says enough with these.
const MOST_TOPICS: usize = 5;

async fn counts(
    app: &App,
    cx: &Cx,
    tx: ReadTx,
    document: DocumentId,
    report: ReportId,
    (actor, door, tenancy): (Actor, Door, &Tenancy),
) -> Result<Vec<TriedCount>, AppError> {
    let facts = tx.facts();
    let (project, report) = known(app, cx, &tx, document, report).await?;
    let models = Models::of_report(app, &tx, &project, &report).await?;
    let mut topics: Vec<(ConnectionId, ModelName)> = Vec::new();
    for tile in report.tiles() {
        let topic = query_of(tile).and_then(|query| query.topic.clone());
        if let (Some(connection), Some(topic)) = (tile.content.connection(), topic)
            && !topics.contains(&(connection, topic.clone()))
        {
            topics.push((connection, topic));
        }
    }
    let now = app.wall_clock();
    let mine = Reader::of(cx, facts, now);
    let theirs = Reader { facts, actor: &actor, witness: Some(cx.actor), door, tenancy, now };
    let mut asked = Vec::new();
    for (connection, topic) in topics.iter().take(MOST_TOPICS) {
        let Ok(model) = models.get(*connection) else { continue };
        let (Some(field), Some(known)) = (semantics::row_count(model, topic), model.topic(topic)) else { continue };
        let fields = vec![FieldRef::plain(field)];
        let query = SemanticQuery { topic: Some(topic.clone()), fields, filters: Vec::new(), sorts: Vec::new(), limit: None };
        // What whoever asks may not count, nobody is counted against.
        let Ok(all) = mine.semantic(*connection, model, &query) else { continue };
        asked.push((known.label.clone(), all, theirs.semantic(*connection, model, &query)));
    }
    drop(tx);
    let mut counts = Vec::with_capacity(asked.len());
    for (topic, all, theirs) in asked {
        let of = one_number(app, all).await?;
        let (rows, refused) = match theirs {
            Ok(prepared) => (Some(one_number(app, prepared).await?), None),
            Err(error) => (None, Some((error.code(), error.to_string()))),
        };
        counts.push(TriedCount { topic, rows, of, refused });
    }
    Ok(counts)
}

async fn one_number(app: &App, prepared: reading::Prepared) -> Result<u64, AppError> {
    let (rows, _) = reading::small_rows(app, prepared, 1).await?;
    rows.first()
        .and_then(|row| row.first())
        .and_then(serde_json::Value::as_u64)
        .ok_or_else(|| AppError::Internal("a count of rows".to_owned()))
}
