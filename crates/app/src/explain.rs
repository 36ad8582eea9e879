//! Why somebody can or cannot do something, all of it: content, connections, rows, each tile, and what would change it (access.md §7).

use access::{Actor, Change, Facts, Manage, NodeId, Reason, Verb, View};
use store::ReadTx;
use vocab::{ConnectionId, ConnectionRole, ContentRole, UserId};

use crate::board::{Board, BoardTile};
use crate::boost;
use crate::content;
use crate::cx::{App, Cx, Named};
use crate::error::AppError;
use crate::preview::PreviewTile;
use crate::remedies::{self, Hands};
use crate::sharing::SourceView;

pub use crate::remedies::{Action, Coded, Remedy};

/// Why somebody may or may not.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Whether they may.
    pub allowed: bool,
    /// The chain.
    pub reasons: Vec<Coded>,
    /// Their role on the node.
    pub role: ContentRole,
    /// Every source of it, strongest first.
    pub sources: Vec<SourceView>,
    /// Their roles on the connections that the document reads.
    pub connections: Vec<ConnectionView>,
    /// Which rows they may read of each table and topic with rules, in words.
    pub rows: Vec<RowsView>,
    /// What would let them.
    pub remedies: Vec<Coded>,
    /// Each tile that has data.
    pub tiles: Vec<TileVerdict>,
}

/// A role on a connection and where it comes from.
#[derive(Debug, Clone)]
pub struct ConnectionView {
    /// Which.
    pub connection: Named<ConnectionId>,
    /// The strongest of all sources.
    pub role: ConnectionRole,
    /// Every source, strongest first.
    pub reasons: Vec<Coded>,
}

/// Which rows of a table or topic.
#[derive(Debug, Clone)]
pub struct RowsView {
    /// A table, or `topic` and its name.
    pub table: String,
    /// In words.
    pub words: String,
}

/// What a tile answers them.
#[derive(Debug, Clone)]
pub struct TileVerdict {
    /// Which.
    pub tile: PreviewTile,
    /// Whether it shows them rows.
    pub allowed: bool,
    /// What keeps them from it, all of it; or what lets them where that is not plain.
    pub reasons: Vec<Coded>,
    /// What would let them.
    pub remedies: Vec<Coded>,
}

/// Why a person may or may not do something with a node; for its managers. `action` is a verb's word, as in `can`.
///
/// # Errors
/// It is not there, or not this actor's to manage; no such action or person.
pub async fn explain(app: &App, cx: &Cx, node: NodeId, user: UserId, action: &str) -> Result<Explanation, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<Manage, _>(facts, node)?;
    let verb =
        Verb::of_content(action).ok_or_else(|| AppError::invalid("/action", "action_unknown", format!("`{action}` is no action")))?;
    facts.user(user).ok_or(AppError::NotFound)?;
    let decision = access::decide(facts, &Actor::User(user), verb, node);
    let mut explanation = Explanation {
        allowed: decision.allowed(),
        reasons: decision.because.iter().map(Coded::from).collect(),
        role: access::role(facts, user, node),
        sources: access::sources(facts, user, node).into_iter().map(|source| SourceView::of(facts, source)).collect(),
        connections: Vec::new(),
        rows: Vec::new(),
        remedies: if decision.allowed() { Vec::new() } else { content_remedies(facts, node, user, verb, &decision.because) },
        tiles: Vec::new(),
    };
    if let NodeId::Document(document) = node {
        let may = cx.allow::<View, _>(facts, document)?;
        let board = Board::of_document(app, &tx, document, &may).await?;
        let actor = Actor::User(user);
        explanation.connections = board.connections().filter_map(|connection| connection_view(facts, &actor, connection)).collect();
        explanation.rows = board.rows(facts, &actor).into_iter().map(|(table, words)| RowsView { table, words }).collect();
        explanation.tiles = verdicts(app, cx, &tx, node, &board, user).await?;
    }
    Ok(explanation)
}

fn connection_view(facts: &Facts, actor: &Actor, connection: ConnectionId) -> Option<ConnectionView> {
    let (name, _) = facts.connection(connection)?;
    Some(ConnectionView {
        connection: Named { id: connection, name: name.to_owned() },
        role: facts.connection_role(actor, connection),
        reasons: access::connection_reasons(facts, actor, connection).iter().map(Coded::from).collect(),
    })
}

async fn verdicts(app: &App, cx: &Cx, tx: &ReadTx, node: NodeId, board: &Board, user: UserId) -> Result<Vec<TileVerdict>, AppError> {
    let facts = tx.facts();
    let actor = Actor::User(user);
    let no_boost = boost::may_set(cx, tx, node).await?;
    let hands = Hands::of(facts, cx, node, no_boost.as_ref());
    let answers = board.answers(app, facts, &actor).await?;
    let verdict = |(tile, refusal): (&BoardTile, Option<AppError>)| {
        let mut verdict = TileVerdict {
            tile: PreviewTile { id: tile.id, title: tile.title.clone(), report: tile.report.clone(), kind: tile.kind },
            allowed: refusal.is_none(),
            reasons: Vec::new(),
            remedies: Vec::new(),
        };
        let Some(refusal) = refusal else {
            let lifted = matches!(access_needs(tile), ConnectionRole::Querier)
                && facts.connection_role(&actor, tile.connection) < ConnectionRole::Querier;
            verdict.reasons.extend(lifted.then(|| Coded::from(&Reason::Boosted)));
            return verdict;
        };
        let reasons = board.reasons(facts, &actor, tile, &refusal);
        verdict.reasons = reasons.iter().map(Coded::from).collect();
        if reasons.is_empty() {
            verdict.reasons.push(Coded { code: refusal.code().to_owned(), text: refusal.to_string() });
        }
        for remedy in reasons.iter().flat_map(|reason| remedies::of_tile(facts, cx, &hands, board, node, tile, reason)) {
            let remedy = Coded { code: remedy.code.to_owned(), text: remedy.text };
            if !verdict.remedies.contains(&remedy) {
                verdict.remedies.push(remedy);
            }
        }
        verdict
    };
    Ok(board.tiles.iter().zip(answers).map(verdict).collect())
}

/// What a tile of this kind needs on a dashboard.
const fn access_needs(tile: &BoardTile) -> ConnectionRole {
    match tile.kind {
        access::QueryKind::Topic | access::QueryKind::Dataset => ConnectionRole::Viewer,
        access::QueryKind::AlteredTopic | access::QueryKind::AllViews | access::QueryKind::Sql => ConnectionRole::Querier,
    }
}

/// So many groups are named that would do.
const NAMED: usize = 3;

/// What would let a person do something with a node. The role is the least one with which the same decision says yes.
fn content_remedies(facts: &Facts, node: NodeId, user: UserId, verb: Verb, because: &[Reason]) -> Vec<Coded> {
    let name = facts.user(user).map_or("", |user| user.name);
    let what = content::name(facts, node);
    let coded = |code: &str, text: String| Coded { code: code.to_owned(), text };
    let mut found = Vec::new();
    for reason in because {
        match reason {
            Reason::Deactivated => found.push(coded("activate", format!("Activate the account of {name}."))),
            Reason::AbilityOff(ability) => found.push(coded("switch_ability", format!("Switch the ability `{ability}` on for `{what}`."))),
            Reason::AbilityUnavailable(ability) => {
                found.push(coded("ability_available", format!("Let an admin make the ability `{ability}` available.")));
            }
            Reason::Trashed => found.push(coded("restore", format!("Restore `{what}` from the trash."))),
            Reason::OwnerOnly => found.push(coded("transfer", format!("Transfer the ownership of `{what}` to {name}."))),
            _ => {}
        }
    }
    let roles = [ContentRole::Viewer, ContentRole::Editor, ContentRole::Manager];
    let enough = roles.into_iter().find(|role| {
        let grant = Change::GrantPut { node, principal: user.into(), role: *role, boost: false };
        access::trial(facts, &[grant], &[node]).is_ok_and(|after| access::decide(&after, &Actor::User(user), verb, node).allowed())
    });
    if let Some(role) = enough {
        found.push(coded("grant_role", format!("Give {name} the role {role} on `{what}`.")));
        let groups = access::access_entries(facts, node).into_iter().filter(|entry| entry.role >= role);
        let named = groups.filter_map(|entry| match entry.principal {
            access::Principal::Group(group) => facts.group(group),
            _ => None,
        });
        let groups: Vec<&str> = named.collect();
        if !groups.is_empty() {
            let names = groups.iter().take(NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            found.push(coded("join_group", format!("Or put {name} into a group that has it already: {names}.")));
        }
    }
    found
}
