//! User attributes.

use access::Principal;
use app::Cx;
use app::imports::Line;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use vocab::{AttributeValue, ModelName};

use crate::dto::common::{DryRun, Items, Scalar};
use crate::dto::effects::{Effects, Imported};
use crate::dto::people::{Attribute, AttributeValues, NewAttribute};
use crate::error::{Refusal, RequestFault};
use crate::extract::body::{self, media_type};
use crate::extract::{Asker, At, Body, Faults, Params, named};
use crate::state::Server;

/// List the user attributes.
#[utoipa::path(
    get,
    path = "/attributes",
    tag = "attributes",
    responses((status = 200, description = "The answer", body = Items<Attribute>))
)]
pub(crate) async fn list_attributes(State(server): State<Server>, Asker(cx): Asker) -> Result<Json<Items<Attribute>>, Refusal> {
    let attributes = app::attributes::list(&server.app, &cx).await?;
    Ok(Json(Items { items: attributes.iter().map(Attribute::new).collect() }))
}

/// Define an attribute.
#[utoipa::path(
    post,
    path = "/attributes",
    tag = "attributes",
    request_body = NewAttribute,
    responses((status = 201, description = "Made", body = Attribute))
)]
pub(crate) async fn create_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<NewAttribute>,
) -> Result<(StatusCode, Json<Attribute>), Refusal> {
    let mut faults = Faults::default();
    let Some(name) = faults.parse::<ModelName>("/name", &body.name) else { return Err(faults.refuse()) };
    let attribute = app::attributes::Attribute {
        label: body.label.unwrap_or_else(|| name.to_string()),
        name,
        kind: body.kind.into(),
        multiple: body.multiple,
        default: body.default.map(values),
        system: false,
    };
    let attribute = app::attributes::create(&server.app, &cx, attribute).await?;
    Ok((StatusCode::CREATED, Json(Attribute::new(&attribute))))
}

/// Delete an attribute with its values.
#[utoipa::path(
    delete,
    path = "/attributes/{name}",
    tag = "attributes",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_attribute(State(server): State<Server>, Asker(cx): Asker, At(name): At<String>) -> Result<StatusCode, Refusal> {
    app::attributes::delete(&server.app, &cx, named(&name)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set the values of a user.
#[utoipa::path(
    put,
    path = "/users/{id}/attributes/{name}",
    tag = "attributes",
    params(DryRun),
    request_body = AttributeValues,
    responses((status = 200, description = "With `dry_run=true`: what it would do", body = Effects), (status = 204, description = "Done"))
)]
pub(crate) async fn put_user_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    Params(run): Params<DryRun>,
    Body(body): Body<AttributeValues>,
) -> Result<Response, Refusal> {
    put(&server, &cx, Principal::User(named(&id)?), named(&name)?, Some(values(body.values)), &run).await
}

/// Take the values of a user away.
#[utoipa::path(
    delete,
    path = "/users/{id}/attributes/{name}",
    tag = "attributes",
    params(DryRun),
    responses((status = 200, description = "With `dry_run=true`: what it would do", body = Effects), (status = 204, description = "Done"))
)]
pub(crate) async fn delete_user_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    Params(run): Params<DryRun>,
) -> Result<Response, Refusal> {
    put(&server, &cx, Principal::User(named(&id)?), named(&name)?, None, &run).await
}

/// Set the values of a group.
#[utoipa::path(
    put,
    path = "/groups/{id}/attributes/{name}",
    tag = "attributes",
    params(DryRun),
    request_body = AttributeValues,
    responses((status = 200, description = "With `dry_run=true`: what it would do", body = Effects), (status = 204, description = "Done"))
)]
pub(crate) async fn put_group_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    Params(run): Params<DryRun>,
    Body(body): Body<AttributeValues>,
) -> Result<Response, Refusal> {
    put(&server, &cx, Principal::Group(named(&id)?), named(&name)?, Some(values(body.values)), &run).await
}

/// Take the values of a group away.
#[utoipa::path(
    delete,
    path = "/groups/{id}/attributes/{name}",
    tag = "attributes",
    params(DryRun),
    responses((status = 200, description = "With `dry_run=true`: what it would do", body = Effects), (status = 204, description = "Done"))
)]
pub(crate) async fn delete_group_attribute(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    Params(run): Params<DryRun>,
) -> Result<Response, Refusal> {
    put(&server, &cx, Principal::Group(named(&id)?), named(&name)?, None, &run).await
}

/// Sets or takes away values, or says what that would do.
async fn put(
    server: &Server,
    cx: &Cx,
    holder: Principal,
    name: ModelName,
    values: Option<Vec<AttributeValue>>,
    run: &DryRun,
) -> Result<Response, Refusal> {
    if run.dry_run {
        let effects = app::attributes::preview_values(&server.app, cx, holder, name, values).await?;
        return Ok(Json(Effects::new(&effects)).into_response());
    }
    match values {
        Some(values) => app::attributes::put_values(&server.app, cx, holder, name, values).await?,
        None => app::attributes::delete_values(&server.app, cx, holder, name).await?,
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Values of many people from CSV: `email,attribute,value…`, one line for each; without values the own ones go. All lines are taken, or none.
#[utoipa::path(
    post,
    path = "/attributes/import",
    tag = "attributes",
    params(DryRun),
    request_body(content = String, content_type = "text/csv", example = "ana@example.com,carrier,UA,AA\n"),
    responses((status = 200, description = "Each line by itself", body = Imported))
)]
pub(crate) async fn import_attributes(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(run): Params<DryRun>,
    request: Request,
) -> Result<Json<Imported>, Refusal> {
    if media_type(request.headers()).as_deref() != Some("text/csv") {
        return Err(RequestFault::MediaType("text/csv").into());
    }
    let bytes = body::read(request.into_body(), IMPORT_LIMIT).await?;
    let lines = lines(&bytes)?;
    Ok(Json(Imported::new(&app::imports::attributes(&server.app, &cx, lines, run.dry_run).await?)))
}

/// A few hundred thousand lines.
const IMPORT_LIMIT: usize = 8 << 20;

fn lines(bytes: &[u8]) -> Result<Vec<Line>, Refusal> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            app::AppError::Invalid(vec![app::Fault {
                pointer: String::new(),
                code: "csv_invalid",
                detail: format!("the table cannot be read: {error}"),
            }])
        })?;
        let number = record.position().map_or(0, csv::Position::line);
        let mut fields = record.iter().map(str::to_owned);
        let (email, attribute) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        // Programs write names of columns into the first line.
        if number == 1 && email.eq_ignore_ascii_case("email") {
            continue;
        }
        lines.push(Line { number, email, attribute, values: fields.filter(|value| !value.is_empty()).collect() });
    }
    Ok(lines)
}

fn values(values: Vec<Scalar>) -> Vec<AttributeValue> {
    values.into_iter().map(Into::into).collect()
}
