//! Lists, folders, and what can be done with folders and documents alike.

use access::NodeId;
use app::AppError;
use app::content::{ContentAsk, Place, View};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use vocab::FolderId;

use crate::dto::common::{DryRun, Ref, words};
use crate::dto::content::{ContentPage, ContentQuery, ContentView, Document, FolderChange, MoveTo, Moved, NewCopy, NewFolder, Node};
use crate::dto::preview::Preview;
use crate::error::{Refusal, RequestFault};
use crate::extract::{Asker, At, Body, Faults, Params, etag, named, params};
use crate::state::Server;

/// List what the caller may see.
#[utoipa::path(
    get,
    path = "/content",
    tag = "content",
    params(ContentQuery),
    responses((status = 200, description = "The answer", body = ContentPage))
)]
pub(crate) async fn list_content(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(query): Params<ContentQuery>,
) -> Result<Json<ContentPage>, Refusal> {
    let view = match (query.view, query.parent.as_deref(), &query.q) {
        (Some(_), Some(_), _) => return Err(RequestFault::ParameterInvalid("`view` and `parent` exclude each other".to_owned()).into()),
        (Some(ContentView::SharedWithMe), None, _) => View::SharedWithMe,
        (Some(ContentView::Recent), None, _) => View::Recent,
        (Some(ContentView::Favourites), None, _) => View::Favourites,
        (Some(ContentView::Trash), None, _) => View::Trash,
        (None, Some(parent), _) => View::Children(place(parent).ok_or(AppError::NotFound)?),
        (None, None, Some(_)) => View::Everything,
        (None, None, None) => View::Children(Place::Shared),
    };
    let page = params::page(query.limit, query.cursor)?;
    let ask = ContentAsk { view, q: query.q, kind: query.kind.map(Into::into), page };
    let list = app::content::list(&server.app, &cx, ask).await?;
    Ok(Json(ContentPage {
        items: list.page.items.iter().map(Node::new).collect(),
        next_cursor: list.page.next_cursor,
        path: list.path.iter().map(|folder| Ref::new(folder.id, &folder.name)).collect(),
        can: words(&list.can),
    }))
}

/// Make a folder.
#[utoipa::path(
    post,
    path = "/folders",
    tag = "content",
    request_body = NewFolder,
    responses((status = 201, description = "Made", body = Node))
)]
pub(crate) async fn create_folder(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<NewFolder>,
) -> Result<(StatusCode, Json<Node>), Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse("/name", &body.name);
    let parent = read_place("/parent", &body.parent, &mut faults);
    let (Some(name), Some(parent)) = (name, parent) else { return Err(faults.refuse()) };
    let node = app::folders::create(&server.app, &cx, name, parent).await?;
    Ok((StatusCode::CREATED, Json(Node::new(&node))))
}

/// Rename a folder.
#[utoipa::path(
    patch,
    path = "/folders/{id}",
    tag = "content",
    request_body = FolderChange,
    responses((status = 200, description = "The answer", body = Node))
)]
pub(crate) async fn rename_folder(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<FolderChange>,
) -> Result<Json<Node>, Refusal> {
    let mut faults = Faults::default();
    let Some(name) = faults.parse("/name", &body.name) else { return Err(faults.refuse()) };
    Ok(Json(Node::new(&app::folders::rename(&server.app, &cx, named(&id)?, name).await?)))
}

/// Put a folder or document into the trash.
#[utoipa::path(
    post,
    path = "/content/{id}/trash",
    tag = "content",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn trash_node(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<StatusCode, Refusal> {
    app::trash::put(&server.app, &cx, node(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take it out of the trash.
#[utoipa::path(
    post,
    path = "/content/{id}/restore",
    tag = "content",
    responses((status = 200, description = "The answer", body = Node))
)]
pub(crate) async fn restore_node(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Node>, Refusal> {
    Ok(Json(Node::new(&app::trash::restore(&server.app, &cx, node(&id)?).await?)))
}

/// Remove it for good, with everything in it; only what lies in the trash.
#[utoipa::path(
    delete,
    path = "/content/{id}",
    tag = "content",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_node(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<StatusCode, Refusal> {
    app::trash::delete(&server.app, &cx, node(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keep it at hand.
#[utoipa::path(
    put,
    path = "/content/{id}/favourite",
    tag = "content",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn mark_favourite(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<StatusCode, Refusal> {
    app::favourites::set(&server.app, &cx, node(&id)?, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// No longer keep it at hand.
#[utoipa::path(
    delete,
    path = "/content/{id}/favourite",
    tag = "content",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn unmark_favourite(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<StatusCode, Refusal> {
    app::favourites::set(&server.app, &cx, node(&id)?, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Copy a document: its reports, and nothing of who may see it.
#[utoipa::path(
    post,
    path = "/content/{id}/duplicate",
    tag = "content",
    request_body = NewCopy,
    responses((status = 201, description = "Made", body = Document))
)]
pub(crate) async fn duplicate_document(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<NewCopy>,
) -> Result<impl IntoResponse, Refusal> {
    let mut faults = Faults::default();
    let name = faults.parse_some("/name", body.name.as_deref());
    let parent = body.parent.as_deref().and_then(|parent| read_place("/parent", parent, &mut faults));
    faults.check()?;
    let document = app::duplicates::duplicate(&server.app, &cx, &named(&id)?, name, parent).await?;
    Ok((StatusCode::CREATED, etag(document.version), Json(Document::new(&document))))
}

/// Move it, or with `dry_run=true` say who gains and who loses.
#[utoipa::path(
    post,
    path = "/content/{id}/move",
    tag = "content",
    params(DryRun),
    request_body = MoveTo,
    responses((status = 200, description = "The answer", body = Moved))
)]
pub(crate) async fn move_node(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(run): Params<DryRun>,
    Body(body): Body<MoveTo>,
) -> Result<Json<Moved>, Refusal> {
    let mut faults = Faults::default();
    let Some(parent) = read_place("/parent", &body.parent, &mut faults) else { return Err(faults.refuse()) };
    let id = node(&id)?;
    if run.dry_run {
        let preview = app::content::relocate_preview(&server.app, &cx, id, parent).await?;
        return Ok(Json(Moved::Preview(Box::new(Preview::new(&preview)))));
    }
    let node = app::content::relocate(&server.app, &cx, id, parent).await?;
    Ok(Json(Moved::Node(Box::new(Node::new(&node)))))
}

/// A hub or folder as bodies and parameters name it.
fn place(text: &str) -> Option<Place> {
    match text {
        "shared" => Some(Place::Shared),
        "mine" => Some(Place::Mine),
        id => id.parse().ok().map(Place::Folder),
    }
}

/// The place that a body names.
pub(crate) fn read_place(pointer: &str, text: &str, faults: &mut Faults) -> Option<Place> {
    let place = place(text);
    if place.is_none() {
        faults.add(pointer, "value_invalid", "expected `shared`, `mine` or a folder's id");
    }
    place
}

/// The folder or document that an address names.
pub(crate) fn node(text: &str) -> Result<NodeId, Refusal> {
    if text.starts_with(FolderId::PREFIX) { named(text).map(NodeId::Folder) } else { named(text).map(NodeId::Document) }
}
