//! What a change of access would do, person by person, before it is made (access.md §7).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::{Actor, Change, Facts, NodeId, QueryKind, Standing, Standings, View};
use store::ReadTx;
use vocab::{ContentRole, EmailAddress, ReportId, TileId, UserId};

use crate::board::Board;
use crate::boost::{self, BoostWarning};
use crate::cx::{App, Cx, Named};
use crate::error::AppError;

/// What a change would do.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// Everyone for whom something changes; the first 200 by name.
    pub people: Vec<PreviewPerson>,
    /// How many get access who had none.
    pub gains: u64,
    /// How many have none afterwards.
    pub loses: u64,
    /// For how many something changes in all.
    pub changes: u64,
    /// How many folders and documents stand below.
    pub items_below: u64,
    /// The document's tiles that have data; none when the change is about a folder.
    pub tiles: Option<Vec<PreviewTile>>,
    /// What a boost would show that no row policy narrows.
    pub boost_warning: Option<BoostWarning>,
}

/// A tile of the document.
#[derive(Debug, Clone)]
pub struct PreviewTile {
    /// Which.
    pub id: TileId,
    /// Its title.
    pub title: String,
    /// In which report.
    pub report: Named<ReportId>,
    /// How its query is built.
    pub kind: QueryKind,
}

/// A person for whom something changes.
#[derive(Debug, Clone)]
pub struct PreviewPerson {
    /// Who.
    pub user: Named<UserId>,
    /// Their address.
    pub email: EmailAddress,
    /// Their roles on the node before and after.
    pub roles: (ContentRole, ContentRole),
    /// The tiles that they can read before and after; none when the change is not about one document.
    pub tiles: Option<TilesMoved>,
    /// Which rows, where that changes.
    pub rows: Vec<RowsMoved>,
}

/// Tiles before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TilesMoved {
    /// How many they can read now.
    pub before: u64,
    /// How many afterwards.
    pub after: u64,
    /// Those that they get.
    pub gained: Vec<TileId>,
    /// Those that they lose.
    pub lost: Vec<TileId>,
}

/// Which rows of a table or topic, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsMoved {
    /// A table, or `topic` and its name.
    pub table: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// So many people are shown, and their rows told.
const SHOWN: usize = 200;

/// So many kinds of people are decided tile by tile; what there is beyond is told by role alone.
const KINDS: usize = 500;

/// What changes would do to people in front of one node.
pub(crate) async fn of_node(app: &App, cx: &Cx, tx: &ReadTx, node: NodeId, changes: &[Change]) -> Result<Preview, AppError> {
    let facts = tx.facts();
    let after = access::trial(facts, changes, &[node])?;
    let board = match node {
        NodeId::Document(document) => {
            let may = cx.allow::<View, _>(facts, document)?;
            Some(Board::of_document(app, tx, document, &may).await?)
        }
        NodeId::Folder(_) => None,
    };
    let boost_warning = if boost::sets_boost(facts, changes) { boost::warning(app, cx, tx, node).await? } else { None };
    let mut moved = moved(facts, &after, node, board.as_ref());
    if let Some(board) = &board {
        read_tiles(app, facts, &after, board, &mut moved).await?;
    }
    let count = |which: fn(&Moved) -> bool| moved.iter().filter(|moved| which(moved)).count() as u64;
    let gains = count(|moved| moved.before == ContentRole::NoAccess && moved.after > ContentRole::NoAccess);
    let loses = count(|moved| moved.after == ContentRole::NoAccess && moved.before > ContentRole::NoAccess);
    let changes = moved.len() as u64;
    let named = by_name(facts, moved, |moved| moved.user);
    let people = named.into_iter().map(|(user, moved)| {
        let rows = board.as_ref().map_or_else(Vec::new, |board| {
            let actor = Actor::User(moved.user);
            differing(&board.rows(facts, &actor), &board.rows(&after, &actor))
        });
        PreviewPerson { user: user.0, email: user.1, roles: (moved.before, moved.after), tiles: moved.tiles, rows }
    });
    let people = people.collect();
    let tiles = board.map(|board| {
        let tile = |tile: crate::board::BoardTile| PreviewTile { id: tile.id, title: tile.title, report: tile.report, kind: tile.kind };
        board.tiles.into_iter().map(tile).collect()
    });
    Ok(Preview { people, gains, loses, changes, items_below: facts.count_below(node) as u64, tiles, boost_warning })
}

/// Somebody for whom something changes.
struct Moved {
    user: UserId,
    before: ContentRole,
    after: ContentRole,
    standings: Option<(Standing, Standing)>,
    /// Whether another row of a tenant table is theirs, or says something else.
    rows: bool,
    tiles: Option<TilesMoved>,
}

/// Everyone whose role changes, or what decides about tiles.
fn moved(facts: &Facts, after: &Facts, node: NodeId, board: Option<&Board>) -> Vec<Moved> {
    let roles_before: BTreeMap<UserId, ContentRole> = access::reach(facts, node).into_iter().collect();
    let roles_after: BTreeMap<UserId, ContentRole> = access::reach(after, node).into_iter().collect();
    let people: BTreeSet<UserId> = roles_before.keys().chain(roles_after.keys()).copied().collect();
    let standings: Option<(Standings<'_>, Standings<'_>)> = board.map(|board| (board.standings(facts), board.standings(after)));
    let role = |roles: &BTreeMap<UserId, ContentRole>, user: UserId| roles.get(&user).copied().unwrap_or(ContentRole::NoAccess);
    let person = |user: UserId| {
        let standings = standings.as_ref().map(|(before, after)| (before.of(user), after.of(user)));
        let rows = board.is_some_and(|board| board.tenancies(facts, &Actor::User(user)) != board.tenancies(after, &Actor::User(user)));
        Moved { user, before: role(&roles_before, user), after: role(&roles_after, user), standings, rows, tiles: None }
    };
    let changed = |moved: &Moved| {
        moved.rows || moved.before != moved.after || moved.standings.as_ref().is_some_and(|(before, after)| before != after)
    };
    people.into_iter().map(person).filter(changed).collect()
}

/// Decides the tiles once for each kind of person, and lets go of those for whom nothing changes after all.
async fn read_tiles(app: &App, facts: &Facts, after: &Facts, board: &Board, moved: &mut Vec<Moved>) -> Result<(), AppError> {
    let mut known: HashMap<(bool, Standing), Vec<bool>> = HashMap::new();
    for person in moved.iter_mut() {
        let Some((before_standing, after_standing)) = person.standings.take() else { continue };
        let mut seen = [Vec::new(), Vec::new()];
        for (at, (facts, standing)) in [(facts, before_standing), (after, after_standing)].into_iter().enumerate() {
            let key = (at == 1, standing);
            if !known.contains_key(&key) {
                if known.len() >= KINDS {
                    break;
                }
                let answers = board.answers(app, facts, &Actor::User(person.user)).await?;
                known.insert(key.clone(), answers.iter().map(Option::is_none).collect());
            }
            seen[at] = known.get(&key).cloned().unwrap_or_default();
        }
        let [before, after] = seen;
        if before.len() != board.tiles.len() || after.len() != board.tiles.len() {
            continue;
        }
        let which = |wanted: fn(bool, bool) -> bool| {
            let pairs = board.tiles.iter().zip(before.iter().zip(&after));
            pairs.filter(|(_, (before, after))| wanted(**before, **after)).map(|(tile, _)| tile.id).collect::<Vec<_>>()
        };
        let count = |seen: &[bool]| seen.iter().filter(|seen| **seen).count() as u64;
        person.tiles = Some(TilesMoved {
            before: count(&before),
            after: count(&after),
            gained: which(|before, after| !before && after),
            lost: which(|before, after| before && !after),
        });
    }
    let still = |tiles: &TilesMoved| tiles.gained.is_empty() && tiles.lost.is_empty();
    moved.retain(|person| person.rows || person.before != person.after || !person.tiles.as_ref().is_some_and(still));
    Ok(())
}

/// The first of them by name.
fn by_name<T>(facts: &Facts, people: Vec<T>, user: impl Fn(&T) -> UserId) -> Vec<((Named<UserId>, EmailAddress), T)> {
    let mut named: Vec<_> = people.into_iter().filter_map(|person| Some((facts.user(user(&person))?, person))).collect();
    named.sort_by(|(a, _), (b, _)| (a.name, a.id).cmp(&(b.name, b.id)));
    named.truncate(SHOWN);
    let card = |user: access::UserView<'_>| (Named { id: user.id, name: user.name.to_owned() }, user.email.clone());
    named.into_iter().map(|(user, person)| (card(user), person)).collect()
}

/// The tables whose words differ.
pub(crate) fn differing(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<RowsMoved> {
    // What has no rule on one side, a tenant table that comes or goes, leaves all rows there.
    let all = "all rows".to_owned();
    let tables: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let moved = tables.into_iter().filter_map(|table| {
        let (before, after) = (before.get(table).unwrap_or(&all), after.get(table).unwrap_or(&all));
        (before != after).then(|| RowsMoved { table: table.clone(), before: before.clone(), after: after.clone() })
    });
    moved.collect()
}
