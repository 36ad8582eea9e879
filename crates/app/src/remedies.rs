//! What would put a reason out of the way, and who can do it.

use access::{Administer, EditModel, Facts, Instance, ManageConnection, NodeId, QueryKind, Reason};
use vocab::{AttributeValue, ConnectionId, ConnectionRole, DocumentId, ModelName, ReportId, TileId};

use crate::board::{Board, BoardTile};
use crate::cx::Cx;

/// A reason or remedy with its stable code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coded {
    /// Stable snake_case.
    pub code: String,
    /// For a person.
    pub text: String,
}

impl From<&Reason> for Coded {
    fn from(reason: &Reason) -> Self {
        Self { code: reason.code().to_owned(), text: reason.to_string() }
    }
}

/// Something that would help.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// Stable snake_case.
    pub code: &'static str,
    /// For a person.
    pub text: String,
    /// What whoever asks can do about it at once; none when that is for others.
    pub action: Option<Action>,
}

/// What a page can start.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Give people or groups a value, one of these where only these help.
    SetAttribute(ModelName, Vec<AttributeValue>),
    /// Give people or groups a role on a connection.
    ConnectionRole(ConnectionId, ConnectionRole),
    /// Set the boost flag of a grant.
    Boost(NodeId),
    /// Build the tile in another way.
    EditTile(ReportId, TileId),
    /// Move the model of this document's workbook into the shared model of the connection.
    Promote(ConnectionId, DocumentId),
}

/// What somebody who asks for remedies can do themselves.
pub(crate) struct Hands {
    pub(crate) admin: bool,
    pub(crate) edits: bool,
    /// May set boost flags on the document; none when boosts have no effect here.
    pub(crate) boosts: Option<bool>,
}

impl Hands {
    /// By the reason why boosts are refused, if they are.
    pub(crate) fn of(facts: &Facts, cx: &Cx, node: NodeId, no_boost: Option<&Reason>) -> Self {
        Self {
            admin: cx.allow::<Administer, _>(facts, Instance).is_ok(),
            edits: cx.allow::<access::Edit, _>(facts, node).is_ok(),
            boosts: (no_boost != Some(&Reason::BoostUnavailable)).then_some(no_boost.is_none()),
        }
    }
}

/// Everything that would lift a reason on a tile, the least first.
pub(crate) fn of_tile(
    facts: &Facts,
    cx: &Cx,
    hands: &Hands,
    board: &Board,
    node: NodeId,
    tile: &BoardTile,
    reason: &Reason,
) -> Vec<Remedy> {
    let connection = facts.connection(tile.connection).map_or("the connection", |(name, _)| name);
    let role = |needs: ConnectionRole| Remedy {
        code: "give_connection_role",
        text: format!("Give the connection role {needs} on {connection}, to the person or to one of their groups."),
        action: cx.allow::<ManageConnection, _>(facts, tile.connection).is_ok().then_some(Action::ConnectionRole(tile.connection, needs)),
    };
    let attribute = |name: &ModelName, values: &[AttributeValue], text: String| Remedy {
        code: "set_attribute",
        text,
        action: hands.admin.then(|| Action::SetAttribute(name.clone(), values.to_vec())),
    };
    let boost = || {
        let open = board.tables_without_policy(tile);
        let mind = match open.as_slice() {
            [] => String::new(),
            open => {
                let names = open.iter().map(|table| format!("`{table}`")).collect::<Vec<_>>().join(", ");
                format!(" Mind that no row policy protects {names}: whoever is boosted sees all that the tile shows of it.")
            }
        };
        hands.boosts.map(|may| Remedy {
            code: "enable_boost",
            text: format!("Set AccessBoost on the grant that lets them in.{mind}"),
            action: may.then_some(Action::Boost(node)),
        })
    };
    let edit = |text: &str| Remedy {
        code: "edit_tile",
        text: text.to_owned(),
        action: hands.edits.then_some(Action::EditTile(tile.report.id, tile.id)),
    };
    match reason {
        Reason::KindNeedsRole { has: ConnectionRole::NoAccess, needs, .. } => vec![role(*needs)],
        Reason::KindNeedsRole { kind, needs, .. } => {
            let modeler = cx.allow::<EditModel, _>(facts, tile.connection).is_ok();
            let promote = node.document().filter(|_| *kind == QueryKind::AlteredTopic).map(|document| Remedy {
                code: "promote_model",
                text: format!("Promote what the workbook changes to the shared model of {connection}: then everybody who may query topics sees the tile."),
                action: (modeler && hands.edits).then_some(Action::Promote(tile.connection, document)),
            });
            let text = match kind {
                QueryKind::Sql if modeler => {
                    "Save the SQL as a view of the model (`sql:`), put it into a topic, and build the tile on the topic."
                }
                QueryKind::Sql => {
                    "Build the tile on a topic instead of SQL, or ask for a view of the model with this SQL and a topic with it."
                }
                QueryKind::AlteredTopic => "Build the tile on the topic as the shared model has it.",
                _ => "Build the tile on a topic that has its fields; a modeler can declare one.",
            };
            promote.into_iter().chain([edit(text)]).chain(boost()).chain([role(*needs)]).collect()
        }
        Reason::MissingAttribute(name) => {
            vec![attribute(name, &[], format!("Give the user attribute `{name}` a value, for the person or for one of their groups."))]
        }
        Reason::AttributeClash(name) => {
            vec![attribute(name, &[], format!("Set the user attribute `{name}` for the person: then what the groups say does not count."))]
        }
        Reason::GrantMissing { item } => {
            let grants = board.grants_of(tile.connection, item);
            let lifted = !grants.is_empty() && grants.iter().all(|grant| grant.access_boostable);
            let set = grants.iter().map(|grant| {
                let values = grant.allowed_values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ");
                let name = &grant.user_attribute;
                let text = format!("Give the user attribute `{name}` the value {values}, for the person or for one of their groups.");
                attribute(name, &grant.allowed_values, text)
            });
            set.chain(lifted.then(boost).flatten()).collect()
        }
        Reason::NeedsConnectionRole { needs, .. } => vec![role(*needs)],
        _ => Vec::new(),
    }
}
