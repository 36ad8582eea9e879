//! Who may set the boost flag of a grant, and what it would show (access.md §5).

use access::{Administer, Change, Facts, Instance, Manage, NodeId, QueryKind, Reason, View};
use store::ReadTx;
use vocab::{ConnectionRole, DocumentId, TileId};

use crate::board::Board;
use crate::content;
use crate::cx::{App, Cx, Named};
use crate::error::AppError;

/// What a boost would show beyond what rules about rows hold back.
#[derive(Debug, Clone)]
pub struct BoostWarning {
    /// Tiles of SQL and of all views that read tables without row policies.
    pub tiles: Vec<BoostedTile>,
    /// There is more below than was looked through.
    pub more: bool,
}

/// A tile that a boost opens, and whose rows nothing narrows.
#[derive(Debug, Clone)]
pub struct BoostedTile {
    /// Which.
    pub id: TileId,
    /// Its title.
    pub title: String,
    /// In which document.
    pub document: Named<DocumentId>,
    /// Why it is named.
    pub why: String,
}

/// Why the actor may not set boost flags on a node that they may manage; none when they may.
pub(crate) async fn may_set(cx: &Cx, tx: &ReadTx, node: NodeId) -> Result<Option<Reason>, AppError> {
    let facts = tx.facts();
    let may = cx.allow::<Manage, _>(facts, node)?;
    if !facts.settings().boost_available {
        return Ok(Some(Reason::BoostUnavailable));
    }
    if cx.allow::<Administer, _>(facts, Instance).is_ok() {
        return Ok(None);
    }
    if !facts.settings().members_may_boost {
        return Ok(Some(Reason::BoostNotYours));
    }
    let connections = store::documents::connections_below(tx, &may).await?;
    let enough = |connection| facts.connection_role(&cx.actor, connection) >= ConnectionRole::Querier;
    Ok(if connections.into_iter().all(enough) { None } else { Some(Reason::BoostNotYours) })
}

/// Refuses changes that set a flag which the actor may not set. Taking one away, and leaving one as it is, is no boost.
pub(crate) async fn allowed(cx: &Cx, tx: &ReadTx, node: NodeId, changes: &[Change]) -> Result<(), AppError> {
    if !sets_boost(tx.facts(), changes) {
        return Ok(());
    }
    match may_set(cx, tx, node).await? {
        None => Ok(()),
        Some(reason) => Err(AppError::Forbidden(vec![reason])),
    }
}

/// Whether any of the changes sets a flag that is not set.
pub(crate) fn sets_boost(facts: &Facts, changes: &[Change]) -> bool {
    changes.iter().any(|change| match change {
        Change::GrantPut { node, principal, boost: true, .. } => {
            !facts.grants(*node).iter().any(|grant| grant.principal == *principal && grant.boost)
        }
        _ => false,
    })
}

/// So many documents below a folder are looked through.
const LOOKED_THROUGH: usize = 100;

/// What a boost of a node would show that no row policy narrows; none when there is no such tile.
pub(crate) async fn warning(app: &App, cx: &Cx, tx: &ReadTx, node: NodeId) -> Result<Option<BoostWarning>, AppError> {
    let facts = tx.facts();
    let mut documents: Vec<DocumentId> = facts.below(node).into_iter().chain([node]).filter_map(NodeId::document).collect();
    documents.sort_unstable();
    let mut warning = BoostWarning { tiles: Vec::new(), more: documents.len() > LOOKED_THROUGH };
    for document in documents.into_iter().take(LOOKED_THROUGH) {
        // A document that stands alone is not reached by the boost of a folder, and perhaps not by who sets it either.
        let Ok(may) = cx.allow::<View, _>(facts, document) else { continue };
        let board = Board::of_document(app, tx, document, &may).await?;
        for tile in &board.tiles {
            let lifted = matches!(tile.kind, QueryKind::Sql | QueryKind::AllViews | QueryKind::AlteredTopic);
            let open = board.tables_without_policy(tile);
            if lifted && !open.is_empty() {
                let tables = open.iter().map(|table| format!("`{table}`")).collect::<Vec<_>>().join(", ");
                let kind = match tile.kind {
                    QueryKind::Sql => "SQL",
                    QueryKind::AlteredTopic => "A query of a topic that the workbook changes",
                    _ => "A query of all views",
                };
                warning.tiles.push(BoostedTile {
                    id: tile.id,
                    title: tile.title.clone(),
                    document: Named { id: document, name: content::name(facts, document.into()).to_owned() },
                    why: format!("{kind} over {tables}, which no row policy protects: every boosted reader would see all that it shows."),
                });
            }
        }
    }
    Ok(if warning.tiles.is_empty() && !warning.more { None } else { Some(warning) })
}
