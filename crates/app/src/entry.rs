//! The two ways to a report: as a report of a document, and through a report link. Both end in the same place.

use std::sync::Arc;

use access::{Door, Edit, Tenancy, View};
use document::{Project, Report};
use store::ReadTx;
use vocab::{DocumentId, LinkId, ReportId};

use crate::cx::{App, Cx};
use crate::error::AppError;

/// Which way somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// By content roles.
    Document(DocumentId, ReportId),
    /// Through a link.
    Link(LinkId),
}

/// A report that its reader may open. It holds no transaction; who keeps it asks again.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    pub(crate) entry: Entry,
    pub(crate) document: DocumentId,
    pub(crate) door: Door,
    pub(crate) version: u64,
    /// What the report's tenant table leaves to its reader.
    pub(crate) tenancy: Tenancy,
    /// What its reader learns of failures.
    pub(crate) disclosure: Disclosure,
    project: Arc<Project>,
    position: usize,
}

impl Open {
    /// The project that it is in.
    pub(crate) fn project(&self) -> &Project {
        &self.project
    }

    /// The one report that was opened.
    pub(crate) fn report(&self) -> &Report {
        // `position` was found in this very project.
        &self.project.reports[self.position]
    }
}

/// Whether a reader may see what is behind a tile, and so what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disclosure {
    /// To those who work on the document.
    Full,
    /// To those who only read reports.
    Code,
}

impl Disclosure {
    /// What a reader may learn of a failure of one tile: its authors see what is wrong with the query, others only that something is (T33).
    pub(crate) fn apply(self, error: AppError) -> AppError {
        match error {
            error if self == Self::Full => error,
            AppError::Compile(_) | AppError::Sql(_) | AppError::NoModel | AppError::Invalid(_) => AppError::NotShown(error.code()),
            AppError::Engine(ref inner) => match inner {
                semantics::EngineError::MemoryLimit
                | semantics::EngineError::TimeLimit { .. }
                | semantics::EngineError::Busy
                | semantics::EngineError::Cancelled => error,
                _ => AppError::NotShown(error.code()),
            },
            // That a connection is not there, and that it is not for this reader, are one answer.
            AppError::NotFound => AppError::NotShown("data_not_shared"),
            error => error,
        }
    }
}

/// Asks the content question.
pub(crate) async fn enter(app: &App, cx: &Cx, tx: &ReadTx, entry: Entry) -> Result<Open, AppError> {
    match entry {
        Entry::Document(document, report) => {
            let may = cx.allow::<View, _>(tx.facts(), (document, report))?;
            // Who only looks at the workbook does not see its SQL, and so not what is wrong with it either.
            let author = cx.allow::<Edit, _>(tx.facts(), document).is_ok();
            let disclosure = if author { Disclosure::Full } else { Disclosure::Code };
            let (project, version) = crate::documents::to_show(app, tx, document, &may).await?;
            open(cx, tx, Place { entry, document, report, door: Door::Dashboard(document) }, (project, version), disclosure)
        }
        Entry::Link(link) => {
            // Whatever is wrong with a link is one answer.
            let may = cx.allow::<View, _>(tx.facts(), link).map_err(|_| AppError::NotFound)?;
            let facts = tx.facts().link(link).ok_or(AppError::NotFound)?;
            let (project, version) = crate::documents::to_show(app, tx, facts.document, &may).await?;
            let place = Place { entry, document: facts.document, report: facts.report, door: Door::Link(link) };
            open(cx, tx, place, (project, version), Disclosure::Code)
        }
    }
}

struct Place {
    entry: Entry,
    document: DocumentId,
    report: ReportId,
    door: Door,
}

fn open(cx: &Cx, tx: &ReadTx, place: Place, (project, version): (Arc<Project>, u64), disclosure: Disclosure) -> Result<Open, AppError> {
    let Place { entry, document, report, door } = place;
    let position = project.reports.iter().position(|candidate| candidate.id == report).ok_or(AppError::NotFound)?;
    let tenancy = cx.standing.tenancy(tx.facts(), &cx.actor, document, report, door);
    Ok(Open { entry, document, door, version, tenancy, disclosure, project, position })
}
