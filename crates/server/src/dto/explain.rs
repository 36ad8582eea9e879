//! Why somebody can or cannot, and which tiles somebody cannot see.

use app::explain::{self, Action as AppAction, Coded};
use app::warnings;
use serde::Serialize;
use utoipa::ToSchema;

use super::access::AccessSource;
use super::common::{ConnectionRole, Ref, Role, Scalar};
use super::preview::{QueryKind, UserRef};

/// Why, or why not.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Explanation {
    pub allowed: bool,
    pub reasons: Vec<CodedText>,
    /// Their role on the node.
    pub role: Role,
    /// Every source of the role, strongest first.
    pub sources: Vec<AccessSource>,
    /// Their roles on the connections that the document reads; empty for folders.
    pub connections: Vec<ExplainedConnection>,
    /// Which rows they can read of each table and topic that has rules about rows; empty for folders.
    pub rows: Vec<ExplainedRows>,
    /// What would let them; empty when they may.
    pub remedies: Vec<CodedText>,
    /// What each tile with data answers them; empty for folders.
    pub tiles: Vec<ExplainedTile>,
}

impl Explanation {
    pub(crate) fn new(found: &explain::Explanation) -> Self {
        let connection = |view: &explain::ConnectionView| ExplainedConnection {
            id: view.connection.id.to_string(),
            name: view.connection.name.clone(),
            role: view.role.into(),
            reasons: texts(&view.reasons),
        };
        let tile = |verdict: &explain::TileVerdict| ExplainedTile {
            id: verdict.tile.id.to_string(),
            title: verdict.tile.title.clone(),
            report: Ref::new(verdict.tile.report.id, &verdict.tile.report.name),
            kind: verdict.tile.kind.into(),
            allowed: verdict.allowed,
            reasons: texts(&verdict.reasons),
            remedies: texts(&verdict.remedies),
        };
        Self {
            allowed: found.allowed,
            reasons: texts(&found.reasons),
            role: found.role.into(),
            sources: found.sources.iter().map(AccessSource::new).collect(),
            connections: found.connections.iter().map(connection).collect(),
            rows: found.rows.iter().map(|rows| ExplainedRows { table: rows.table.clone(), words: rows.words.clone() }).collect(),
            remedies: texts(&found.remedies),
            tiles: found.tiles.iter().map(tile).collect(),
        }
    }
}

fn texts(found: &[Coded]) -> Vec<CodedText> {
    found.iter().map(|coded| CodedText { code: coded.code.clone(), text: coded.text.clone() }).collect()
}

/// A reason or remedy.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodedText {
    pub code: String,
    pub text: String,
}

/// A connection role and where it comes from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainedConnection {
    pub id: String,
    pub name: String,
    pub role: ConnectionRole,
    pub reasons: Vec<CodedText>,
}

/// Which rows of a table or topic, in words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainedRows {
    /// A table, or `topic` and its name.
    pub table: String,
    pub words: String,
}

/// What a tile answers somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainedTile {
    pub id: String,
    pub title: String,
    pub report: Ref,
    pub kind: QueryKind,
    pub allowed: bool,
    pub reasons: Vec<CodedText>,
    pub remedies: Vec<CodedText>,
}

/// The tiles of a report that somebody who can open the document cannot see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Warnings {
    /// How many people can open the document.
    pub people: u64,
    /// How many of them were not looked at, as they are of too many kinds.
    pub undecided: u64,
    pub tiles: Vec<TileWarning>,
}

impl Warnings {
    pub(crate) fn new(found: &warnings::Warnings) -> Self {
        let tile = |warning: &warnings::TileWarning| TileWarning {
            tile: warning.tile.id.to_string(),
            title: warning.tile.title.clone(),
            kind: warning.tile.kind.into(),
            people: warning.people,
            causes: warning.causes.iter().map(Cause::new).collect(),
        };
        Self { people: found.people, undecided: found.undecided, tiles: found.tiles.iter().map(tile).collect() }
    }
}

/// A tile that somebody cannot see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TileWarning {
    pub tile: String,
    pub title: String,
    pub kind: QueryKind,
    /// How many people cannot see it.
    pub people: u64,
    /// Somebody may stand under several.
    pub causes: Vec<Cause>,
}

/// Why some people cannot see a tile.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cause {
    /// `kind_sql`, `kind_all_views`, `kind_altered_topic`, `connection_role`, `access_grant`, `missing_attribute`, `attribute_clash`, `tile_broken`.
    pub code: String,
    pub text: String,
    pub people: CausePeople,
    pub remedies: Vec<Remedy>,
}

impl Cause {
    fn new(cause: &warnings::Cause) -> Self {
        let remedy = |remedy: &explain::Remedy| Remedy {
            code: remedy.code.to_owned(),
            text: remedy.text.clone(),
            action: remedy.action.as_ref().map(Action::new),
        };
        Self {
            code: cause.code.to_owned(),
            text: cause.text.clone(),
            people: CausePeople { count: cause.count, first: cause.first.iter().map(UserRef::new).collect() },
            remedies: cause.remedies.iter().map(remedy).collect(),
        }
    }
}

/// Whom a cause concerns.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CausePeople {
    pub count: u64,
    /// The first ten by name; nobody for whoever may not see people.
    pub first: Vec<UserRef>,
}

/// What would help.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Remedy {
    pub code: String,
    pub text: String,
    /// What the caller can start at once; null when it is for others.
    pub action: Option<Action>,
}

/// What a page can start.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Action {
    /// With the values of which one would do; none listed: any may.
    SetAttribute {
        attribute: String,
        values: Vec<Scalar>,
    },
    ConnectionRole {
        connection: String,
        role: ConnectionRole,
    },
    Boost {
        node: String,
    },
    EditTile {
        report: String,
        tile: String,
    },
    /// Move the workbook's own model into the shared one.
    Promote {
        connection: String,
        document: String,
    },
}

impl Action {
    fn new(action: &AppAction) -> Self {
        match action {
            AppAction::SetAttribute(name, values) => {
                Self::SetAttribute { attribute: name.to_string(), values: values.iter().map(Scalar::from).collect() }
            }
            AppAction::ConnectionRole(connection, role) => {
                Self::ConnectionRole { connection: connection.to_string(), role: (*role).into() }
            }
            AppAction::Boost(node) => Self::Boost { node: node.to_string() },
            AppAction::Promote(connection, document) => {
                Self::Promote { connection: connection.to_string(), document: document.to_string() }
            }
            AppAction::EditTile(report, tile) => Self::EditTile { report: report.to_string(), tile: tile.to_string() },
        }
    }
}
