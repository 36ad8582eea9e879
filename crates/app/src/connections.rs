//! Connections: where tables are, and who may ask what of them.

use access::Principal;
use semantics::TableInfo;
use vocab::{ConnectionId, ConnectionRole, Title};

use crate::cx::{App, Cx, Page, PageAsk};
use crate::error::AppError;

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
pub async fn list(app: &App, cx: &Cx, page: PageAsk) -> Result<Page<Connection>, AppError> {
    todo!()
}

/// One connection.
pub async fn get(app: &App, cx: &Cx, connection: ConnectionId) -> Result<Connection, AppError> {
    todo!()
}

/// Makes a local connection with a folder of its own; for admins.
pub async fn create(app: &App, cx: &Cx, name: Title) -> Result<Connection, AppError> {
    todo!()
}

/// Removes a connection and its tables.
pub async fn delete(app: &App, cx: &Cx, connection: ConnectionId) -> Result<(), AppError> {
    todo!()
}

/// Reads the folder again and says what is wrong with it.
pub async fn test(app: &App, cx: &Cx, connection: ConnectionId) -> Result<TestOutcome, AppError> {
    todo!()
}

/// Who may ask what.
pub async fn roles(app: &App, cx: &Cx, connection: ConnectionId) -> Result<Roles, AppError> {
    todo!()
}

/// Changes who may ask what.
pub async fn change_roles(app: &App, cx: &Cx, connection: ConnectionId, change: RolesChange) -> Result<Roles, AppError> {
    todo!()
}
