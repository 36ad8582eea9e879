//! Connections: where tables are, and who may ask what of them.

use std::path::{Path, PathBuf};

use access::{Administer, Change, Facts, Instance, ManageConnection, Principal, View};
use semantics::{Source, TableInfo};
use serde_json::json;
use store::connections::{ConnectionKind, NewConnection};
use vocab::{ConnectionId, ConnectionRole, Title};

use crate::audit::{Act, watched};
use crate::content;
use crate::cx::{App, Cx, Page, PageAsk};
use crate::effects::{self, Effects};
use crate::error::AppError;
use crate::groups::principal_name;

/// A connection as this actor may see it.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Which.
    pub id: ConnectionId,
    /// Its name.
    pub name: String,
    /// `local`.
    pub kind: &'static str,
    /// What everyone has.
    pub base_role: ConnectionRole,
    /// What this actor has.
    pub role: ConnectionRole,
    /// `query`, `sql`, `edit_model`, `manage`.
    pub can: Vec<&'static str>,
    /// How many tables are there.
    pub tables: u64,
}

/// The outcome of a test.
#[derive(Debug, Clone)]
pub struct TestOutcome {
    /// Whether every table can be read.
    pub ok: bool,
    /// What was found.
    pub tables: Vec<TableInfo>,
}

/// A role that somebody has on a connection.
#[derive(Debug, Clone)]
pub struct RoleEntry {
    /// Who.
    pub principal: Principal,
    /// Their name.
    pub name: String,
    /// Which role.
    pub role: ConnectionRole,
}

/// Who may ask what of a connection.
#[derive(Debug, Clone)]
pub struct Roles {
    /// What everyone has.
    pub base_role: ConnectionRole,
    /// Who has more.
    pub entries: Vec<RoleEntry>,
}

/// Changes of roles that belong together.
#[derive(Debug, Clone, Default)]
pub struct RolesChange {
    /// A new base role.
    pub base_role: Option<ConnectionRole>,
    /// Roles of principals; none takes one away.
    pub changes: Vec<(Principal, Option<ConnectionRole>)>,
}

/// The connections that this actor may use in any way.
///
/// # Errors
/// A cursor that this list did not give.
pub async fn list(app: &App, cx: &Cx, page: PageAsk) -> Result<Page<Connection>, AppError> {
    cx.user()?;
    let tx = app.read().await?;
    let scope = access::scope_connections(tx.facts(), &cx.actor);
    let mut details = store::connections::details(&tx, &scope).await?;
    let mut rest = scope.items();
    if let Some(cursor) = &page.cursor {
        let last: ConnectionId = cursor.parse().map_err(|_| AppError::BadCursor)?;
        let position = rest.iter().position(|item| item.object == last).ok_or(AppError::BadCursor)?;
        rest = rest.get(position + 1..).unwrap_or_default();
    }
    let limit = page.bounded();
    let wanted: Vec<_> = rest.iter().take(limit + 1).filter_map(|item| details.remove(&item.object)).collect();
    let page = Page::cut(wanted, limit, |connection| connection.id.to_string());
    let mut items = Vec::with_capacity(page.items.len());
    for connection in page.items {
        items.push(shown(app, cx, tx.facts(), connection).await?);
    }
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// One connection.
///
/// # Errors
/// It is not there, or not for this actor.
pub async fn get(app: &App, cx: &Cx, connection: ConnectionId) -> Result<Connection, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<View, _>(tx.facts(), connection)?;
    let stored = store::connections::get(&tx, &may).await?;
    shown(app, cx, tx.facts(), stored).await
}

/// Makes a local connection with a folder of its own; for admins. Nobody else may use it until roles are given.
///
/// # Errors
/// `name_taken`.
pub async fn create(app: &App, cx: &Cx, name: Title) -> Result<Connection, AppError> {
    let id: ConnectionId = app.id();
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        let new =
            NewConnection { id, name: name.clone(), kind: ConnectionKind::Local, base_role: ConnectionRole::NoAccess, at: app.clock.now() };
        store::connections::create(&tx, &may, &new).await?;
        Act::on("connection_create", id).called(name.as_str()).done(app, cx, &tx).await?;
        attach(app, id).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "connection_create", "connections", work).await?;
    get(app, cx, id).await
}

/// Removes a connection and its tables.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn delete(app: &App, cx: &Cx, connection: ConnectionId) -> Result<(), AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<ManageConnection, _>(tx.facts(), connection)?;
        store::connections::remove(&tx, &may).await?;
        let name = tx.facts().connection(connection).map_or("", |(name, _)| name);
        Act::on("connection_delete", connection).called(name).done(app, cx, &tx).await?;
        tx.commit().await?;
        app.engine.detach(connection).await;
        app.models.forget(connection);
        remove_folder(&folder(app, connection)).await
    };
    watched(app, cx, "connection_delete", connection, work).await
}

/// Reads the folder again and says what is wrong with it.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn test(app: &App, cx: &Cx, connection: ConnectionId) -> Result<TestOutcome, AppError> {
    cx.allow::<ManageConnection, _>(app.read().await?.facts(), connection)?;
    let tables = attach(app, connection).await?;
    crate::models::cover_new_tables(app, cx, connection).await?;
    Ok(TestOutcome { ok: tables.iter().all(|table| table.fault.is_none()), tables })
}

/// Who may ask what.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn roles(app: &App, cx: &Cx, connection: ConnectionId) -> Result<Roles, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<ManageConnection, _>(facts, connection)?;
    let (_, base_role) = facts.connection(connection).ok_or(AppError::NotFound)?;
    let entry = |(principal, role)| RoleEntry { principal, name: principal_name(facts, principal), role };
    let mut entries: Vec<_> = facts.connection_roles(connection).into_iter().map(entry).collect();
    entries.sort_by(|a, b| (b.role, &a.name).cmp(&(a.role, &b.name)));
    Ok(Roles { base_role, entries })
}

/// Changes who may ask what.
///
/// # Errors
/// Somebody unknown; it is not there, or not this actor's to manage.
pub async fn change_roles(app: &App, cx: &Cx, connection: ConnectionId, change: RolesChange) -> Result<Roles, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let may = cx.allow::<ManageConnection, _>(facts, connection)?;
        if let Some(role) = change.base_role {
            store::connections::set_base_role(&tx, &may, role).await?;
        }
        let present = facts.connection_roles(connection);
        for (index, (principal, role)) in change.changes.iter().enumerate() {
            let known = match principal {
                Principal::User(user) => facts.user(*user).is_some(),
                Principal::Group(group) => facts.group(*group).is_some(),
                Principal::Organization => false,
            };
            match role {
                Some(_) if !known => {
                    let pointer = format!("/changes/{index}/principal");
                    return Err(AppError::invalid(
                        pointer,
                        "principal_unknown",
                        "there is nobody like that here; for everyone, set the base role",
                    ));
                }
                Some(role) => store::connections::set_role(&tx, &may, *principal, *role).await?,
                None if present.iter().any(|(holder, _)| holder == principal) => {
                    store::connections::remove_role(&tx, &may, *principal).await?;
                }
                None => {}
            }
        }
        let changes: Vec<_> = change.changes.iter().map(|(principal, role)| json!({"principal": principal, "role": role})).collect();
        let act = Act::on("connection_roles", connection).called(facts.connection(connection).map_or("", |(name, _)| name));
        act.with(json!({"base_role": change.base_role, "changes": changes})).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "connection_roles", connection, work).await?;
    roles(app, cx, connection).await
}

/// What changes of roles would do; changes nothing.
///
/// # Errors
/// As for the change itself.
pub async fn preview_roles(app: &App, cx: &Cx, connection: ConnectionId, change: RolesChange) -> Result<Effects, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<ManageConnection, _>(facts, connection)?;
    let (name, _) = facts.connection(connection).ok_or(AppError::NotFound)?;
    let name: Title = name.parse().map_err(|_| AppError::Internal("a connection's name".to_owned()))?;
    let base = change.base_role.map(|base_role| Change::ConnectionPut { connection, name, base_role });
    let changes = change.changes.into_iter().map(|(principal, role)| match role {
        Some(role) => Change::ConnectionRolePut { connection, principal, role },
        None => Change::ConnectionRoleRemoved { connection, principal },
    });
    effects::of(app, &tx, &base.into_iter().chain(changes).collect::<Vec<_>>()).await
}

async fn shown(app: &App, cx: &Cx, facts: &Facts, stored: store::connections::Connection) -> Result<Connection, AppError> {
    let tables = app.engine.tables(stored.id).await.map_or(0, |tables| tables.len() as u64);
    Ok(Connection {
        id: stored.id,
        name: stored.name.to_string(),
        kind: match stored.kind {
            ConnectionKind::Local => "local",
        },
        base_role: stored.base_role,
        role: facts.connection_role(&cx.actor, stored.id),
        can: content::words(access::can(facts, &cx.actor, stored.id)),
        tables,
    })
}

/// The folder of a connection's tables. Its name is the id, so that no name that somebody gave becomes a path.
pub(crate) fn folder(app: &App, connection: ConnectionId) -> PathBuf {
    app.config.data_dir.join("tables").join(connection.to_string())
}

/// Lets the engine read the connection's folder, which is made if it is missing.
async fn attach(app: &App, connection: ConnectionId) -> Result<Vec<TableInfo>, AppError> {
    let folder = folder(app, connection);
    make_private_folder(&folder).await?;
    let tables = app.engine.attach(connection, Source::Local { folder }).await?;
    app.models.tables_changed(connection);
    Ok(tables)
}

/// Attaches every connection; one that fails is left for its test to explain.
pub(crate) async fn attach_all(app: &App) -> Result<(), AppError> {
    let connections = store::system::all_connections(&app.read().await?).await?;
    for connection in connections {
        if let Err(error) = attach(app, connection.id).await {
            tracing::error!(connection = %connection.id, %error, "the tables of a connection cannot be read");
        }
    }
    Ok(())
}

/// Data files are for the server's own user alone (T89).
pub(crate) async fn make_private_folder(folder: &Path) -> Result<(), AppError> {
    let folder = folder.to_owned();
    let made = tokio::task::spawn_blocking(move || {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|error| AppError::Internal(format!("{}: {error}", folder.display())))
    });
    made.await.map_err(|error| AppError::Internal(error.to_string()))?
}

async fn remove_folder(folder: &Path) -> Result<(), AppError> {
    match tokio::fs::remove_dir_all(folder).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(AppError::Internal(format!("{}: {error}", folder.display()))),
        _ => Ok(()),
    }
}
