//! Documents and their projects.

use app::documents::DocumentRef;
use app::{AppError, Cx};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::dto::content::{Document, DocumentChange, NewDocument, SavedVersion};
use crate::dto::project::Project;
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, IfMatch, MustMatch, etag, named};
use crate::routes::content::read_place;
use crate::state::Server;

/// Make a document.
#[utoipa::path(
    post,
    path = "/documents",
    tag = "documents",
    request_body = NewDocument,
    responses((status = 201, description = "Made", body = Document))
)]
pub(crate) async fn create_document(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<NewDocument>,
) -> Result<impl IntoResponse, Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse("/name", &body.name);
    let parent = read_place("/parent", &body.parent, &mut faults);
    let (Some(name), Some(parent)) = (name, parent) else { return Err(faults.refuse()) };
    let document = app::documents::create(&server.app, &cx, name, parent, body.project).await?;
    Ok((StatusCode::CREATED, etag(document.version), Json(Document::new(&document))))
}

/// Read a document by id or identifier.
#[utoipa::path(
    get,
    path = "/documents/{id}",
    tag = "documents",
    responses((status = 200, description = "The answer", body = Document))
)]
pub(crate) async fn read_document(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
) -> Result<impl IntoResponse, Refusal> {
    let name = named(&id)?;
    match app::documents::get(&server.app, &cx, &name).await {
        Ok(document) => Ok((etag(document.version), Json(Document::new(&document)))),
        Err(error) => Err(or_ask(&server, &cx, &name, error).await),
    }
}

/// Tells who is told that nothing is there whether they may ask for access to it (access.md §3).
pub(crate) async fn or_ask(server: &Server, cx: &Cx, document: &DocumentRef, error: AppError) -> Refusal {
    match error {
        AppError::NotFound if app::requests::can_ask(&server.app, cx, document).await => Refusal::Askable,
        error => error.into(),
    }
}

/// Change its name or identifier.
#[utoipa::path(
    patch,
    path = "/documents/{id}",
    tag = "documents",
    request_body = DocumentChange,
    responses((status = 200, description = "The answer", body = Document))
)]
pub(crate) async fn change_document(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    IfMatch(version): IfMatch,
    Body(body): Body<DocumentChange>,
) -> Result<impl IntoResponse, Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse_some("/name", body.name.as_deref());
    let identifier = faults.parse_some("/identifier", body.identifier.as_deref());
    faults.check()?;
    let change = app::documents::DocumentChange { name, identifier, version };
    let document = app::documents::change(&server.app, &cx, &named(&id)?, change).await?;
    Ok((etag(document.version), Json(Document::new(&document))))
}

/// Read its project; the `ETag` is the version.
#[utoipa::path(
    get,
    path = "/documents/{id}/project",
    tag = "documents",
    responses((status = 200, description = "The answer", body = Project))
)]
pub(crate) async fn read_project(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<impl IntoResponse, Refusal> {
    let project = app::documents::project(&server.app, &cx, &named(&id)?).await?;
    Ok((etag(project.version), Json(project.value)))
}

/// Save its project over the version named by `If-Match`.
#[utoipa::path(
    put,
    path = "/documents/{id}/project",
    tag = "documents",
    params(("If-Match" = String, Header, description = "The version that the change starts from, as the ETag had it")),
    request_body = Project,
    responses((status = 200, description = "The answer", body = SavedVersion))
)]
pub(crate) async fn save_project(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    MustMatch(version): MustMatch,
    Body(project): Body<document::Project>,
) -> Result<impl IntoResponse, Refusal> {
    let version = app::documents::save_project(&server.app, &cx, &named(&id)?, version, project).await?;
    Ok((etag(version), Json(SavedVersion { version })))
}
