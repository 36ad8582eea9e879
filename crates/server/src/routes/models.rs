//! Model files and topics.

use app::documents::DocumentRef;
use app::own_models::PromoteAsk;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use semantics::ModelFiles;

use crate::dto::common::{DryRun, Items, words};
use crate::dto::connections::{
    Diagnostic, Model, ModelCheck, ModelDiagnostics, ModelFileText, ModelSaved, OwnModelCheck, Promoted, Promotion,
};
use crate::dto::queries::{SuggestRequest, Suggestions, Topic, TopicItem, WorkbookQuery};
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, MustMatch, Params, etag, named};
use crate::routes::reports::suggest_ask;
use crate::state::Server;

/// Read its model files and their diagnostics; the `ETag` is the version.
#[utoipa::path(
    get,
    path = "/connections/{id}/model",
    tag = "models",
    responses((status = 200, description = "The answer", body = Model))
)]
pub(crate) async fn read_model(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<impl IntoResponse, Refusal> {
    let model = app::models::get(&server.app, &cx, named(&id)?).await?;
    let diagnostics = model.diagnostics.iter().map(Diagnostic::new).collect();
    Ok((etag(model.version), Json(Model { version: model.version, files: model.files, diagnostics, can: words(&model.can) })))
}

/// Save a model file; refused with every fault when the model would be broken.
#[utoipa::path(
    put,
    path = "/connections/{id}/model/files/{name}",
    tag = "models",
    params(("If-Match" = Option<String>, Header, description = "The version that the change starts from, as the ETag had it")),
    request_body = ModelFileText,
    responses((status = 200, description = "The answer", body = ModelSaved))
)]
pub(crate) async fn put_model_file(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    MustMatch(version): MustMatch,
    Body(body): Body<ModelFileText>,
) -> Result<impl IntoResponse, Refusal> {
    let saved = app::models::put_file(&server.app, &cx, named(&id)?, name, body.text, version).await?;
    Ok((etag(saved.version), Json(ModelSaved::new(&saved))))
}

/// Delete a model file.
#[utoipa::path(
    delete,
    path = "/connections/{id}/model/files/{name}",
    tag = "models",
    params(("If-Match" = Option<String>, Header, description = "The version that the change starts from, as the ETag had it")),
    responses((status = 200, description = "The answer", body = ModelSaved))
)]
pub(crate) async fn delete_model_file(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    MustMatch(version): MustMatch,
) -> Result<impl IntoResponse, Refusal> {
    let saved = app::models::delete_file(&server.app, &cx, named(&id)?, name, version).await?;
    Ok((etag(saved.version), Json(ModelSaved::new(&saved))))
}

/// Check model files without saving them.
#[utoipa::path(
    post,
    path = "/connections/{id}/model/check",
    tag = "models",
    request_body = ModelCheck,
    responses((status = 200, description = "The answer", body = ModelDiagnostics))
)]
pub(crate) async fn check_model(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<ModelCheck>,
) -> Result<Json<ModelDiagnostics>, Refusal> {
    let found = app::models::check(&server.app, &cx, named(&id)?, ModelFiles(body.files)).await?;
    Ok(Json(ModelDiagnostics { diagnostics: found.iter().map(Diagnostic::new).collect() }))
}

/// Move a workbook's own model into the shared one; refused with every fault. With `dry_run=true` nothing changes.
#[utoipa::path(
    post,
    path = "/connections/{id}/model/promote",
    tag = "models",
    params(DryRun, ("If-Match" = String, Header, description = "The version of the shared model that the change starts from, as the ETag had it")),
    request_body = Promotion,
    responses((status = 200, description = "The answer", body = Promoted))
)]
pub(crate) async fn promote_model(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(query): Params<DryRun>,
    MustMatch(version): MustMatch,
    Body(body): Body<Promotion>,
) -> Result<impl IntoResponse, Refusal> {
    let mut faults = Faults::default();
    let document = faults.parse("/document", &body.document);
    let Some(document) = document else { return Err(faults.refuse()) };
    let ask =
        PromoteAsk { document, document_version: body.document_version, files: body.files, from_version: version, dry_run: query.dry_run };
    let promoted = app::own_models::promote(&server.app, &cx, named(&id)?, ask).await?;
    Ok((etag(promoted.version), Json(Promoted::new(promoted))))
}

/// Check the own model of a document's workbook without saving it.
#[utoipa::path(
    post,
    path = "/documents/{id}/model/check",
    tag = "models",
    request_body = OwnModelCheck,
    responses((status = 200, description = "The answer", body = ModelDiagnostics))
)]
pub(crate) async fn check_own_model(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<OwnModelCheck>,
) -> Result<Json<ModelDiagnostics>, Refusal> {
    let mut faults = Faults::default();
    let connection = faults.parse("/connection", &body.connection);
    let Some(connection) = connection else { return Err(faults.refuse()) };
    let found = app::own_models::check(&server.app, &cx, &named(&id)?, connection, body.files).await?;
    Ok(Json(ModelDiagnostics { diagnostics: found.iter().map(Diagnostic::new).collect() }))
}

/// The document whose workbook asks. One that cannot be is answered as one that is not there.
fn workbook(query: &WorkbookQuery) -> Result<Option<DocumentRef>, Refusal> {
    query.document.as_deref().map(named).transpose()
}

/// List the topics that the caller may query.
#[utoipa::path(
    get,
    path = "/connections/{id}/topics",
    tag = "models",
    params(WorkbookQuery),
    responses((status = 200, description = "The answer", body = Items<TopicItem>))
)]
pub(crate) async fn list_topics(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(query): Params<WorkbookQuery>,
) -> Result<Json<Items<TopicItem>>, Refusal> {
    let topics = app::topics::list(&server.app, &cx, named(&id)?, workbook(&query)?.as_ref()).await?;
    Ok(Json(Items { items: topics.iter().map(TopicItem::new).collect() }))
}

/// Read a topic with the fields that the caller may use.
#[utoipa::path(
    get,
    path = "/connections/{id}/topics/{name}",
    tag = "models",
    params(WorkbookQuery),
    responses((status = 200, description = "The answer", body = Topic))
)]
pub(crate) async fn read_topic(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    Params(query): Params<WorkbookQuery>,
) -> Result<Json<Topic>, Refusal> {
    let topic = app::topics::get(&server.app, &cx, named(&id)?, named(&name)?, workbook(&query)?.as_ref()).await?;
    Ok(Json(Topic::new(topic)))
}

/// Values for a filter.
#[utoipa::path(
    post,
    path = "/connections/{id}/topics/{name}/suggest",
    tag = "models",
    params(WorkbookQuery),
    request_body = SuggestRequest,
    responses((status = 200, description = "The answer", body = Suggestions))
)]
pub(crate) async fn topic_suggest(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    Params(query): Params<WorkbookQuery>,
    Body(body): Body<SuggestRequest>,
) -> Result<Json<Suggestions>, Refusal> {
    let ask = suggest_ask(body)?;
    let found = app::suggestions::for_topic(&server.app, &cx, named(&id)?, named(&name)?, workbook(&query)?.as_ref(), ask).await?;
    Ok(Json(Suggestions::new(found)))
}
