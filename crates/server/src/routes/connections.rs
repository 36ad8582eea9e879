//! Connections, tables, roles.

use access::TableName;
use app::connections::RolesChange;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use semantics::FileKind;

use crate::dto::common::{Binary, DryRun, Items, Page};
use crate::dto::connections::{
    Connection, ConnectionKind, ConnectionRoles, ConnectionRolesChange, ConnectionTest, ConnectionsQuery, NewConnection, RolesChanged,
    Table,
};
use crate::dto::effects::Effects;
use crate::error::{Refusal, RequestFault};
use crate::extract::body::media_type;
use crate::extract::{Asker, At, Body, Faults, Params, named, params};
use crate::state::Server;
use crate::upload;

/// List the connections that the caller may use.
#[utoipa::path(
    get,
    path = "/connections",
    tag = "connections",
    params(ConnectionsQuery),
    responses((status = 200, description = "The answer", body = Page<Connection>))
)]
pub(crate) async fn list_connections(
    State(server): State<Server>,
    Asker(cx): Asker,
    Params(query): Params<ConnectionsQuery>,
) -> Result<Json<Page<Connection>>, Refusal> {
    let page = params::page(query.limit, query.cursor)?;
    let connections = app::connections::list(&server.app, &cx, page).await?;
    Ok(Json(Page::new(connections, Connection::new)))
}

/// Make a connection with a folder of its own.
#[utoipa::path(
    post,
    path = "/connections",
    tag = "connections",
    request_body = NewConnection,
    responses((status = 201, description = "Made", body = Connection))
)]
pub(crate) async fn create_connection(
    State(server): State<Server>,
    Asker(cx): Asker,
    Body(body): Body<NewConnection>,
) -> Result<(StatusCode, Json<Connection>), Refusal> {
    let ConnectionKind::Local = body.kind;
    let mut faults = Faults::default();
    let Some(name) = faults.parse("/name", &body.name) else { return Err(faults.refuse()) };
    let connection = app::connections::create(&server.app, &cx, name).await?;
    Ok((StatusCode::CREATED, Json(Connection::new(&connection))))
}

/// Delete a connection with its files.
#[utoipa::path(
    delete,
    path = "/connections/{id}",
    tag = "connections",
    responses((status = 204, description = "Done"))
)]
pub(crate) async fn delete_connection(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<StatusCode, Refusal> {
    app::connections::delete(&server.app, &cx, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Read its folder again and say what is there.
#[utoipa::path(
    post,
    path = "/connections/{id}/test",
    tag = "connections",
    responses((status = 200, description = "The answer", body = ConnectionTest))
)]
pub(crate) async fn test_connection(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
) -> Result<Json<ConnectionTest>, Refusal> {
    let outcome = app::connections::test(&server.app, &cx, named(&id)?).await?;
    Ok(Json(ConnectionTest { ok: outcome.ok, tables: outcome.tables.iter().map(Table::new).collect() }))
}

/// List its tables.
#[utoipa::path(
    get,
    path = "/connections/{id}/tables",
    tag = "connections",
    responses((status = 200, description = "The answer", body = Items<Table>))
)]
pub(crate) async fn list_tables(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Items<Table>>, Refusal> {
    let tables = app::tables::list(&server.app, &cx, named(&id)?).await?;
    Ok(Json(Items { items: tables.iter().map(Table::new).collect() }))
}

/// Upload a table as CSV or Parquet.
#[utoipa::path(
    put,
    path = "/connections/{id}/tables/{name}",
    tag = "connections",
    request_body(content((Binary = "text/csv"), (Binary = "application/vnd.apache.parquet"))),
    responses((status = 200, description = "The answer", body = Table))
)]
pub(crate) async fn put_table(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, name)): At<(String, String)>,
    request: Request,
) -> Result<Json<Table>, Refusal> {
    let kind = match media_type(request.headers()).as_deref() {
        Some("text/csv") => FileKind::Csv,
        Some("application/vnd.apache.parquet") => FileKind::Parquet,
        _ => return Err(RequestFault::MediaType("`text/csv` or `application/vnd.apache.parquet`").into()),
    };
    let connection = named(&id)?;
    // Asked before the body is read: nobody fills the disk who may not upload.
    let file = app::tables::upload_place(&server.app, &cx, connection).await?;
    upload::receive(request.into_body(), &file).await?;
    let table = app::tables::upload(&server.app, &cx, connection, TableName(name), kind, file).await?;
    Ok(Json(Table::new(&table)))
}

/// Who has which role on it.
#[utoipa::path(
    get,
    path = "/connections/{id}/roles",
    tag = "connections",
    responses((status = 200, description = "The answer", body = ConnectionRoles))
)]
pub(crate) async fn read_connection_roles(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
) -> Result<Json<ConnectionRoles>, Refusal> {
    Ok(Json(ConnectionRoles::new(&app::connections::roles(&server.app, &cx, named(&id)?).await?)))
}

/// Give or take roles.
#[utoipa::path(
    patch,
    path = "/connections/{id}/roles",
    tag = "connections",
    params(DryRun),
    request_body = ConnectionRolesChange,
    responses((status = 200, description = "The roles after the change, or with `dry_run=true` what it would do", body = RolesChanged))
)]
pub(crate) async fn change_connection_roles(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(run): Params<DryRun>,
    Body(body): Body<ConnectionRolesChange>,
) -> Result<Json<RolesChanged>, Refusal> {
    let mut faults = Faults::default();
    let mut change = RolesChange { base_role: body.base_role.map(Into::into), changes: Vec::new() };
    for (at, item) in body.changes.iter().enumerate() {
        if let Some(principal) = item.principal.read(&format!("/changes/{at}/principal"), &mut faults) {
            change.changes.push((principal, item.role.map(Into::into)));
        }
    }
    faults.check()?;
    if run.dry_run {
        let effects = app::connections::preview_roles(&server.app, &cx, named(&id)?, change).await?;
        return Ok(Json(RolesChanged::Effects(Effects::new(&effects))));
    }
    let roles = app::connections::change_roles(&server.app, &cx, named(&id)?, change).await?;
    Ok(Json(RolesChanged::Roles(ConnectionRoles::new(&roles))))
}
