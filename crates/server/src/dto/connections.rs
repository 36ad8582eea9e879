//! Connections, their tables, roles and model files.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::{ConnectionRole, DataType, Principal, words};

/// What a connection leads to.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConnectionKind {
    /// Parquet and CSV files in a folder of the server.
    Local,
}

/// A place where tables are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Connection {
    pub id: String,
    pub name: String,
    pub kind: ConnectionKind,
    /// What everyone with a login has at least.
    pub base_role: ConnectionRole,
    /// The caller's.
    pub role: ConnectionRole,
    /// `query`, `sql`, `edit_model`, `manage`.
    pub can: Vec<String>,
    /// How many tables it has.
    pub tables: u64,
}

impl Connection {
    pub(crate) fn new(connection: &app::connections::Connection) -> Self {
        Self {
            id: connection.id.to_string(),
            name: connection.name.clone(),
            kind: ConnectionKind::Local,
            base_role: connection.base_role.into(),
            role: connection.role.into(),
            can: words(&connection.can),
            tables: connection.tables,
        }
    }
}

/// A connection to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewConnection {
    #[schema(example = "Flights")]
    pub name: String,
    pub kind: ConnectionKind,
}

/// What a test of a connection found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConnectionTest {
    pub ok: bool,
    pub tables: Vec<Table>,
}

/// A table of a connection.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<TableColumn>,
    pub rows: Option<u64>,
    pub bytes: u64,
    /// Why it cannot be read, if it cannot.
    pub fault: Option<String>,
}

impl Table {
    pub(crate) fn new(table: &semantics::TableInfo) -> Self {
        let column = |(name, data_type): &(String, vocab::DataType)| TableColumn { name: name.clone(), data_type: (*data_type).into() };
        Self {
            name: table.name.0.clone(),
            columns: table.columns.iter().map(column).collect(),
            rows: table.rows,
            bytes: table.bytes,
            fault: table.fault.clone(),
        }
    }
}

/// A column of a table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TableColumn {
    pub name: String,
    pub data_type: DataType,
}

/// Who has which role on a connection.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConnectionRoles {
    pub base_role: ConnectionRole,
    pub entries: Vec<ConnectionRoleEntry>,
}

impl ConnectionRoles {
    pub(crate) fn new(roles: &app::connections::Roles) -> Self {
        let entry = |entry: &app::connections::RoleEntry| ConnectionRoleEntry {
            principal: Principal::new(entry.principal),
            name: entry.name.clone(),
            role: entry.role.into(),
        };
        Self { base_role: roles.base_role.into(), entries: roles.entries.iter().map(entry).collect() }
    }
}

/// One role of one principal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConnectionRoleEntry {
    pub principal: Principal,
    pub name: String,
    pub role: ConnectionRole,
}

/// What to change of a connection's roles.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConnectionRolesChange {
    pub base_role: Option<ConnectionRole>,
    #[serde(default)]
    pub changes: Vec<ConnectionRoleChange>,
}

/// A role to give, or with `null` to take away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConnectionRoleChange {
    pub principal: Principal,
    #[schema(required)]
    pub role: Option<ConnectionRole>,
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Severity {
    Error,
    Warning,
}

/// One fault of a model file, at its place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Diagnostic {
    pub severity: Severity,
    pub code: String,
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    pub message: String,
    pub hint: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(found: &semantics::Diagnostic) -> Self {
        let severity = match found.severity {
            semantics::Severity::Error => Severity::Error,
            semantics::Severity::Warning => Severity::Warning,
        };
        Self {
            severity,
            code: found.code.to_owned(),
            file: found.file.clone(),
            line: found.line,
            column: found.column,
            message: found.message.clone(),
            hint: found.hint.clone(),
        }
    }
}

/// The files of a connection's model.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Model {
    pub version: u64,
    pub files: BTreeMap<String, String>,
    pub diagnostics: Vec<Diagnostic>,
    /// `edit_model`.
    pub can: Vec<String>,
}

/// A model file's new text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelFileText {
    pub text: String,
}

/// The model after a change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelSaved {
    pub version: u64,
    pub diagnostics: Vec<Diagnostic>,
}

impl ModelSaved {
    pub(crate) fn new(saved: &app::models::Saved) -> Self {
        Self { version: saved.version, diagnostics: saved.diagnostics.iter().map(Diagnostic::new).collect() }
    }
}

/// Model files to check without saving.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelCheck {
    pub files: BTreeMap<String, String>,
}

/// What a check found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelDiagnostics {
    pub diagnostics: Vec<Diagnostic>,
}

/// The own model of a workbook on one connection, to check without saving.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnModelCheck {
    #[schema(example = "con_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub connection: String,
    #[schema(example = json!({"flights.view.yaml": "measures:\n  rows: { aggregate_type: count }\n"}))]
    pub files: BTreeMap<String, String>,
}

/// What of a workbook's own model is moved into the shared model.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Promotion {
    /// The document whose workbook it is of.
    #[schema(example = "doc_0192f0c1a2b37c4d8e5f60718293a4b5")]
    pub document: String,
    /// Refused when the document has another version.
    pub document_version: Option<u64>,
    /// These files; all when absent.
    #[schema(example = json!(["flights.view.yaml"]))]
    pub files: Option<BTreeSet<String>>,
}

/// The shared model after a promotion, or with `dry_run=true` what would become of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Promoted {
    /// Of the shared model.
    pub version: u64,
    pub document_version: u64,
    pub diagnostics: Vec<Diagnostic>,
    /// The files of the shared model that change.
    pub files: Vec<ModelFileChange>,
}

/// A model file before and after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelFileChange {
    pub name: String,
    /// Null for a new file.
    pub before: Option<String>,
    pub after: String,
}

impl Promoted {
    pub(crate) fn new(promoted: app::own_models::Promoted) -> Self {
        let change = |file: app::own_models::FileChange| ModelFileChange { name: file.name, before: file.before, after: file.after };
        Self {
            version: promoted.version,
            document_version: promoted.document_version,
            diagnostics: promoted.diagnostics.iter().map(Diagnostic::new).collect(),
            files: promoted.files.into_iter().map(change).collect(),
        }
    }
}

/// Which connections.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ConnectionsQuery {
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// The roles after the change, or with `dry_run=true` what it would do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum RolesChanged {
    Roles(ConnectionRoles),
    Effects(super::effects::Effects),
}
