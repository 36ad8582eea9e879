//! What a change of access would do, person by person.

use app::preview;
use serde::Serialize;
use utoipa::ToSchema;

use super::common::{Ref, Role};

/// What a change would do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Preview {
    /// Everyone for whom something changes: role, readable tiles, rows. The first 200 by name.
    pub people: Vec<PreviewPerson>,
    pub gains: u64,
    pub loses: u64,
    /// For how many people something changes in all.
    pub changes: u64,
    /// How many nodes below a folder the change reaches.
    pub items_below: u64,
    /// The document's tiles that have data; null when the change is not about one document.
    pub tiles: Option<Vec<TileRef>>,
    /// What a boost would show that no row policy narrows.
    pub boost_warning: Option<BoostWarning>,
}

impl Preview {
    pub(crate) fn new(preview: &preview::Preview) -> Self {
        Self {
            people: preview.people.iter().map(PreviewPerson::new).collect(),
            gains: preview.gains,
            loses: preview.loses,
            changes: preview.changes,
            items_below: preview.items_below,
            tiles: preview.tiles.as_ref().map(|tiles| tiles.iter().map(TileRef::new).collect()),
            boost_warning: preview.boost_warning.as_ref().map(BoostWarning::new),
        }
    }
}

/// One person of a preview.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewPerson {
    pub user: UserRef,
    /// The role on the node now.
    pub before: Role,
    pub after: Role,
    /// How many of `tiles` they can read now; null when the change is not about one document.
    pub tiles_before: Option<u64>,
    pub tiles_after: Option<u64>,
    pub tiles_gained: Vec<String>,
    pub tiles_lost: Vec<String>,
    /// Which rows they can read, where that changes.
    pub rows: Vec<RowsMoved>,
}

impl PreviewPerson {
    fn new(person: &preview::PreviewPerson) -> Self {
        let tiles = person.tiles.as_ref();
        let ids = |tiles: Option<&Vec<vocab::TileId>>| tiles.into_iter().flatten().map(ToString::to_string).collect();
        Self {
            user: UserRef { id: person.user.id.to_string(), name: person.user.name.clone(), email: person.email.to_string() },
            before: person.roles.0.into(),
            after: person.roles.1.into(),
            tiles_before: tiles.map(|tiles| tiles.before),
            tiles_after: tiles.map(|tiles| tiles.after),
            tiles_gained: ids(tiles.map(|tiles| &tiles.gained)),
            tiles_lost: ids(tiles.map(|tiles| &tiles.lost)),
            rows: person.rows.iter().map(RowsMoved::new).collect(),
        }
    }
}

/// Which rows of a table or topic, in words such as `carrier = UA` and `none: refused, no value for carrier`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RowsMoved {
    /// A table, or `topic` and its name.
    pub table: String,
    pub before: String,
    pub after: String,
}

impl RowsMoved {
    pub(crate) fn new(moved: &preview::RowsMoved) -> Self {
        Self { table: moved.table.clone(), before: moved.before.clone(), after: moved.after.clone() }
    }
}

/// A user by id, name and address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserRef {
    pub id: String,
    pub name: String,
    pub email: String,
}

impl UserRef {
    pub(crate) fn new(person: &app::sharing::Person) -> Self {
        Self { id: person.id.to_string(), name: person.name.clone(), email: person.email.to_string() }
    }
}

/// How a tile's query is built.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum QueryKind {
    Topic,
    AlteredTopic,
    AllViews,
    Sql,
    Dataset,
}

impl From<access::QueryKind> for QueryKind {
    fn from(kind: access::QueryKind) -> Self {
        match kind {
            access::QueryKind::Topic => Self::Topic,
            access::QueryKind::AlteredTopic => Self::AlteredTopic,
            access::QueryKind::AllViews => Self::AllViews,
            access::QueryKind::Sql => Self::Sql,
            access::QueryKind::Dataset => Self::Dataset,
        }
    }
}

/// A tile that has data.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TileRef {
    pub id: String,
    pub title: String,
    pub report: Ref,
    pub kind: QueryKind,
}

impl TileRef {
    pub(crate) fn new(tile: &preview::PreviewTile) -> Self {
        let report = Ref::new(tile.report.id, &tile.report.name);
        Self { id: tile.id.to_string(), title: tile.title.clone(), report, kind: tile.kind.into() }
    }
}

/// What a boost would show that no row policy narrows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoostWarning {
    pub tiles: Vec<BoostedTile>,
    /// There is more below the folder than was looked through.
    pub more: bool,
}

impl BoostWarning {
    fn new(warning: &app::boost::BoostWarning) -> Self {
        let tile = |tile: &app::boost::BoostedTile| BoostedTile {
            id: tile.id.to_string(),
            title: tile.title.clone(),
            document: Ref::new(tile.document.id, &tile.document.name),
            why: tile.why.clone(),
        };
        Self { tiles: warning.tiles.iter().map(tile).collect(), more: warning.more }
    }
}

/// A tile that a boost would open.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoostedTile {
    pub id: String,
    pub title: String,
    pub document: Ref,
    pub why: String,
}
