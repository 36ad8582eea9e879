//! Copies of documents.

use access::{Create, Duplicate, Parent, ViewWorkbook};
use document::Project;
use serde_json::json;
use store::documents::NewDocument;
use vocab::{DocumentId, ReportId, Title};

use crate::audit::{Act, watched};
use crate::content::{self, Place};
use crate::cx::{App, Cx};
use crate::documents::{self, Document, DocumentRef};
use crate::error::AppError;

/// Copies a document: its reports, and nothing of who may see it. The copy belongs to whoever makes it.
///
/// Without a place it goes beside the original where the actor may add something, and to their own documents otherwise.
/// Whoever may only look at the workbook gets a copy of what they can look at.
///
/// # Errors
/// It is not there; the ability `duplicate` is off; nothing may be added there.
pub async fn duplicate(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    name: Option<Title>,
    place: Option<Place>,
) -> Result<Document, AppError> {
    let id: DocumentId = app.id();
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let from = documents::resolve(&tx, cx, document).await?;
        cx.allow::<Duplicate, _>(facts, from)?;
        cx.allow::<ViewWorkbook, _>(facts, from)?;
        let view = facts.node(from.into()).ok_or(AppError::NotFound)?;
        let parent = match place {
            Some(place) => content::parent_of(cx, place)?,
            None if cx.allow::<Create, _>(facts, view.parent).is_ok() => view.parent,
            None => Parent::Hub(access::Hub::Personal(cx.user()?)),
        };
        let may = cx.allow::<Create, _>(facts, parent)?;
        let name = name.map_or_else(|| copy_of(view.name), Ok)?;
        let original = documents::seen(app, &tx, cx, from).await?;
        let known: Vec<ReportId> = original.reports.iter().map(|report| report.id).collect();
        let project = fresh(app, original);
        // What is in the original is in the copy, whoever wrote it: what its readers see is decided when they read.
        let text = documents::text_of(&project)?;
        let new = NewDocument { id, name: name.clone(), project: text, at: app.clock.now() };
        store::documents::create(&tx, &may, &new).await?;
        // Whose rows are whose goes with a report: a copy without its tenant table would show more.
        for (was, report) in known.into_iter().zip(&project.reports) {
            if let Some(table) = facts.tenants(from, was) {
                store::tenants::copy(&tx, &may, (id, report.id), table.as_ref().clone(), new.at).await?;
            }
        }
        Act::on("duplicate", from).called(view.name).with(json!({"copy": id, "name": name})).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "duplicate", documents::label(document), work).await?;
    documents::get(app, cx, &id.into()).await
}

/// Reports, tabs and tiles of a copy are others than those of the original, so that links, audit rows and caches never mean both.
fn fresh(app: &App, mut project: Project) -> Project {
    for report in &mut project.reports {
        report.id = app.id();
    }
    project
}

/// `Delays` becomes `Delays (copy)`; a name that is too long for that loses its end.
fn copy_of(name: &str) -> Result<Title, AppError> {
    const ROOM: usize = 100;
    let short: String = name.chars().take(ROOM).collect();
    format!("{} (copy)", short.trim_end()).parse().map_err(|_| AppError::Internal("the name of a copy".to_owned()))
}
