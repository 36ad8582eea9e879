//! What of a workbook somebody may see: its tabs by their kind (access.md §3 and §4).

use vocab::{ConnectionId, ConnectionRole, DocumentId};

use crate::connection::{connection_role, needed};
use crate::decide::{judge, signed_in};
use crate::permit::Denied;
use crate::{Actor, Door, Facts, NodeId, QueryKind, Reason, Target, Verb};

/// May this actor see a tab of this kind in the workbook of a document, with its result?
///
/// Editors see what their connection role lets them query. Viewers see nothing unless the document's `view_workbook` is on and their connection
/// role lets them query at all; then tabs on a topic, and no others, however strong the role is. A boost is for dashboards, and changes nothing here.
///
/// # Errors
/// Why not.
pub fn workbook_tab(facts: &Facts, actor: &Actor, document: DocumentId, connection: ConnectionId, kind: QueryKind) -> Result<(), Denied> {
    let object = Target::Node(NodeId::Document(document));
    judge(facts, actor, Verb::View, object)?;
    let user = signed_in(facts, actor)?;
    let editor = judge(facts, actor, Verb::Edit, object).is_ok();
    if !editor {
        judge(facts, actor, Verb::ViewWorkbook, object)?;
        if !matches!(kind, QueryKind::Topic | QueryKind::Dataset) {
            return Err(Denied::open(Reason::WorkbookTopicsOnly { kind }));
        }
    }
    let has = facts.connections.get(&connection).map_or(ConnectionRole::NoAccess, |known| connection_role(facts, user, known));
    let needs = needed(kind, Door::Workbook);
    if has >= needs { Ok(()) } else { Err(Denied::open(Reason::KindNeedsRole { kind, dashboard: false, needs, has })) }
}

/// What somebody changes of a workbook's own model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelChange {
    /// Dimensions and measures of views of the shared model.
    Fields,
    /// Topics, joins, views and access grants.
    Structure,
}

/// May this actor change this of the workbook's own model of a document (access.md §4)?
///
/// # Errors
/// Why not.
pub fn own_model(facts: &Facts, actor: &Actor, document: DocumentId, connection: ConnectionId, change: ModelChange) -> Result<(), Denied> {
    judge(facts, actor, Verb::Edit, Target::Node(NodeId::Document(document)))?;
    own_model_of(facts, actor, connection, change)
}

/// May this actor change this of the own model of a document that they are making?
///
/// # Errors
/// Why not.
pub fn own_model_of(facts: &Facts, actor: &Actor, connection: ConnectionId, change: ModelChange) -> Result<(), Denied> {
    let user = signed_in(facts, actor)?;
    let has = facts.connections.get(&connection).map_or(ConnectionRole::NoAccess, |known| connection_role(facts, user, known));
    let needs = match change {
        ModelChange::Fields => ConnectionRole::RestrictedQuerier,
        ModelChange::Structure => ConnectionRole::Querier,
    };
    if has >= needs { Ok(()) } else { Err(Denied::open(Reason::NeedsConnectionRole { needs, has })) }
}

/// May this actor open the workbook of a document that uses these connections? For viewers, one of them has to be theirs to query.
///
/// # Errors
/// Why not.
pub fn workbook(facts: &Facts, actor: &Actor, document: DocumentId, connections: &[ConnectionId]) -> Result<(), Denied> {
    let object = Target::Node(NodeId::Document(document));
    judge(facts, actor, Verb::ViewWorkbook, object)?;
    if judge(facts, actor, Verb::Edit, object).is_ok() {
        return Ok(());
    }
    let mut refused = None;
    for connection in connections {
        match workbook_tab(facts, actor, document, *connection, QueryKind::Topic) {
            Ok(()) => return Ok(()),
            Err(denied) => refused = Some(denied),
        }
    }
    refused.map_or(Ok(()), Err)
}
