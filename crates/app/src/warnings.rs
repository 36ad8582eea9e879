//! Which tiles somebody who can open the document cannot see, why, and what would help; for whoever works on it (access.md §7).

use std::collections::{BTreeMap, BTreeSet};

use access::{Actor, Edit, NodeId, QueryKind, Reason, SeePeople, Standing, View};
use vocab::{ConnectionRole, ReportId, UserId};

use crate::board::{Board, BoardTile};
use crate::boost;
use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;
use crate::preview::PreviewTile;
use crate::remedies::{self, Action, Hands, Remedy};
use crate::sharing::{Person, person};

/// The warnings of a report.
#[derive(Debug, Clone)]
pub struct Warnings {
    /// How many people can open the document.
    pub people: u64,
    /// How many of them are of a kind that was not looked at, as there are too many kinds.
    pub undecided: u64,
    /// The tiles that somebody cannot see.
    pub tiles: Vec<TileWarning>,
}

/// A tile that somebody cannot see.
#[derive(Debug, Clone)]
pub struct TileWarning {
    /// Which.
    pub tile: PreviewTile,
    /// How many people cannot see it.
    pub people: u64,
    /// Each cause. Somebody may stand under several.
    pub causes: Vec<Cause>,
}

/// Why some people cannot see a tile.
#[derive(Debug, Clone)]
pub struct Cause {
    /// Stable snake_case.
    pub code: &'static str,
    /// For a person.
    pub text: String,
    /// How many people it concerns.
    pub count: u64,
    /// The first of them by name; nobody for whoever may not see people.
    pub first: Vec<Person>,
    /// What would help.
    pub remedies: Vec<Remedy>,
}

/// So many people are named.
const NAMED: usize = 10;

/// So many kinds of people are decided tile by tile, the most frequent first.
const KINDS: usize = 500;

/// The warnings of a report.
///
/// # Errors
/// It is not there, or not this actor's to edit.
pub async fn of_report(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId) -> Result<Warnings, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    let document = crate::documents::resolve(&tx, cx, document).await?;
    let node = NodeId::Document(document);
    cx.allow::<Edit, _>(facts, (document, report))?;
    let board = Board::of_document(app, &tx, document, &cx.allow::<View, _>(facts, document)?).await?;
    if !board.has_report(report) {
        return Err(AppError::NotFound);
    }
    let may_name = cx.allow::<SeePeople, _>(facts, access::Instance).is_ok();
    // Whoever may not manage the document sets no boost either.
    let no_boost = match boost::may_set(cx, &tx, node).await {
        Ok(reason) => reason,
        Err(AppError::Forbidden(_)) if !facts.settings().boost_available => Some(Reason::BoostUnavailable),
        Err(AppError::Forbidden(_)) => Some(Reason::BoostNotYours),
        Err(error) => return Err(error),
    };
    let hands = Hands::of(facts, cx, node, no_boost.as_ref());
    let readers = access::reach(facts, node);
    let standings = board.standings(facts);
    let mut kinds: BTreeMap<Standing, Vec<UserId>> = BTreeMap::new();
    for (user, _) in &readers {
        kinds.entry(standings.of(*user)).or_default().push(*user);
    }
    let mut kinds: Vec<Vec<UserId>> = kinds.into_values().collect();
    kinds.sort_by_key(|people| std::cmp::Reverse(people.len()));
    let undecided = kinds.iter().skip(KINDS).map(Vec::len).sum::<usize>() as u64;
    let mut refused: Vec<Refused> = board.tiles.iter().map(|_| Refused::default()).collect();
    for people in kinds.iter().take(KINDS) {
        let Some(first) = people.first().map(|user| Actor::User(*user)) else { continue };
        let answers = board.answers(app, facts, &first).await?;
        for ((tile, refusal), refused) in board.tiles.iter().zip(answers).zip(&mut refused) {
            let Some(refusal) = refusal.filter(|_| tile.report.id == report) else { continue };
            refused.people.extend(people);
            let reasons = board.reasons(facts, &first, tile, &refusal);
            let mut said: Vec<_> = reasons.iter().map(|reason| (cause(reason, tile, facts), Some(reason.clone()))).collect();
            if said.is_empty() {
                let text = format!("The query behind the tile does not work: {refusal}.");
                said.push((("tile_broken", text), None));
            }
            for (key, reason) in said {
                let entry = refused.causes.entry(key).or_insert_with(|| (reason, BTreeSet::new()));
                entry.1.extend(people);
            }
        }
    }
    let tiles = board.tiles.iter().zip(refused).filter(|(_, refused)| !refused.people.is_empty()).map(|(tile, refused)| TileWarning {
        tile: PreviewTile { id: tile.id, title: tile.title.clone(), report: tile.report.clone(), kind: tile.kind },
        people: refused.people.len() as u64,
        causes: refused
            .causes
            .into_iter()
            .map(|((code, text), (reason, people))| {
                let mut named: Vec<(&str, UserId)> = Vec::new();
                if may_name {
                    named.extend(people.iter().filter_map(|id| Some((facts.user(*id)?.name, *id))));
                }
                named.sort_unstable();
                let first = named.into_iter().take(NAMED).filter_map(|(_, id)| person(facts, id)).collect();
                let remedies = match &reason {
                    Some(reason) => remedies::of_tile(facts, cx, &hands, &board, node, tile, reason),
                    None => vec![Remedy {
                        code: "edit_tile",
                        text: "Repair the query of the tile.".to_owned(),
                        action: Some(Action::EditTile(tile.report.id, tile.id)),
                    }],
                };
                Cause { code, text, count: people.len() as u64, first, remedies }
            })
            .collect(),
    });
    Ok(Warnings { people: readers.len() as u64, undecided, tiles: tiles.collect() })
}

/// Who cannot see a tile, and by which causes.
#[derive(Default)]
struct Refused {
    people: BTreeSet<UserId>,
    causes: BTreeMap<CauseKey, (Option<Reason>, BTreeSet<UserId>)>,
}

/// A cause's code and text.
type CauseKey = (&'static str, String);

/// A reason as a cause that many people share: without what is different from one to the next.
fn cause(reason: &Reason, tile: &BoardTile, facts: &access::Facts) -> (&'static str, String) {
    let connection = facts.connection(tile.connection).map_or("the connection", |(name, _)| name);
    match reason {
        Reason::KindNeedsRole { has: ConnectionRole::NoAccess, needs, .. } => {
            ("connection_role", format!("They have no role on {connection}; the tile needs the connection role {needs}."))
        }
        Reason::KindNeedsRole { kind, needs, .. } => {
            let (code, what) = match kind {
                QueryKind::Sql => ("kind_sql", "The tile is written in SQL"),
                QueryKind::AlteredTopic => ("kind_altered_topic", "The tile is on a topic that the workbook's own model changes"),
                QueryKind::AllViews => ("kind_all_views", "The tile queries all views and no topic"),
                QueryKind::Topic | QueryKind::Dataset => ("connection_role", "The tile reads data"),
            };
            (code, format!("{what}: it needs the connection role {needs} on {connection}, and they have less."))
        }
        Reason::MissingAttribute(name) => {
            ("missing_attribute", format!("Its rows depend on the user attribute `{name}`, and they have no value for it."))
        }
        Reason::AttributeClash(name) => {
            ("attribute_clash", format!("Its rows depend on the user attribute `{name}`, and their groups give it different values."))
        }
        Reason::GrantMissing { item } => ("access_grant", format!("It needs the access grant `{item}`, which they do not hold.")),
        other => ("tile_broken", other.to_string()),
    }
}
