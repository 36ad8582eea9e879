//! A report as its readers get it: no SQL and no query leaves here.

use access::{Actor, Facts, Verb};
use document::{Chart, Layout, Report, ReportFilter, Tile, TileContent};
use semantics::{ColumnInfo, FieldRef, FilterOp, FilterValue};
use store::Note;
use store::ReadTx;
use vocab::{DataType, DocumentId, Identifier, ReportId, TabId, TileId};

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::entry::{self, Entry, Open};
use crate::error::AppError;
use crate::fields::{Fields, Models};
use crate::narrowing;
use crate::reading::Reader;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileKind {
    /// A semantic query.
    Query,
    /// SQL.
    Sql,
    /// Markdown.
    Text,
}

/// A tile without what is behind it.
#[derive(Debug, Clone)]
pub struct TileView {
    /// Which.
    pub id: TileId,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub layout: Layout,
    /// What it holds.
    pub kind: TileKind,
    /// The text of a text tile.
    pub markdown: Option<String>,
    /// How it is drawn.
    pub chart: Option<Chart>,
    /// The columns of a query tile that this reader may use; those of SQL come with the data.
    pub columns: Vec<ColumnInfo>,
}

/// A tab.
#[derive(Debug, Clone)]
pub struct TabView {
    /// Which.
    pub id: TabId,
    /// Its name.
    pub name: String,
    /// Its tiles.
    pub tiles: Vec<TileView>,
}

/// A filter that readers may set.
#[derive(Debug, Clone)]
pub struct FilterView {
    /// Which.
    pub id: String,
    /// The field, with its time frame.
    pub field: FieldRef,
    /// What it is called.
    pub label: String,
    /// The field's type.
    pub data_type: DataType,
    /// How it compares.
    pub op: FilterOp,
    /// What it starts with.
    pub values: Vec<FilterValue>,
    /// The tiles that it reaches.
    pub tiles: Vec<TileId>,
}

/// The document of a report.
#[derive(Debug, Clone)]
pub struct DocumentBrief {
    /// Which.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its readable identifier.
    pub identifier: Option<Identifier>,
    /// The version that is shown.
    pub version: u64,
}

/// A report as its readers get it.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// Which.
    pub id: ReportId,
    /// Its name.
    pub name: String,
    /// Its document; a link's visitor gets only the version of it and its id is absent.
    pub document: Option<DocumentBrief>,
    /// The document's version.
    pub version: u64,
    /// Its tabs.
    pub tabs: Vec<TabView>,
    /// Filters for readers.
    pub filters: Vec<FilterView>,
    /// `edit`, `download`, `share`, `explore`.
    pub can: Vec<&'static str>,
}

/// A report of a document.
///
/// # Errors
/// It is not there, or not for this actor.
pub async fn view(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId) -> Result<ReportView, AppError> {
    let tx = app.read().await?;
    let document = crate::documents::resolve(&tx, cx, document).await?;
    let open = entry::enter(app, cx, &tx, Entry::Document(document, report)).await?;
    let view = shown(app, cx, &tx, &open).await?;
    // Who looks as somebody else leaves no trace in what that one opened last.
    if let (Actor::User(user), None) = (cx.actor, cx.standing.viewing()) {
        app.store.journal().add(Note::Visited { user, document, at: app.clock.now() }).await;
    }
    Ok(view)
}

/// What a reader gets of a report.
pub(crate) async fn shown(app: &App, cx: &Cx, tx: &ReadTx, open: &Open) -> Result<ReportView, AppError> {
    let report = open.report();
    let brief = match open.entry {
        Entry::Link(_) => None,
        Entry::Document(document, _) => {
            let details = store::nodes::get(tx, &cx.allow::<access::View, _>(tx.facts(), document)?).await?;
            let identifier = details.document.and_then(|document| document.identifier);
            Some(DocumentBrief { id: document, name: details.name.to_string(), identifier, version: open.version })
        }
    };
    let models = Models::of_report(app, tx, open.project(), report).await?;
    let reader = Reader::on(cx, tx.facts(), open, app.wall_clock());
    let fields = Fields::new(&models, reader);
    let tabs = report.tabs.iter().map(|tab| TabView {
        id: tab.id,
        name: tab.name.to_string(),
        tiles: tab.tiles.iter().map(|tile| tile_view(tile, &models, reader)).collect(),
    });
    let filters = narrowing::offered(report).filter_map(|filter| filter_view(report, filter, &fields));
    Ok(ReportView {
        id: report.id,
        name: report.name.to_string(),
        document: brief,
        version: open.version,
        tabs: tabs.collect(),
        filters: filters.collect(),
        can: can(tx.facts(), cx, open),
    })
}

fn tile_view(tile: &Tile, models: &Models, reader: Reader<'_>) -> TileView {
    let (kind, markdown, columns) = match &tile.content {
        TileContent::Text { markdown } => (TileKind::Text, Some(markdown.clone()), Vec::new()),
        TileContent::Sql { .. } => (TileKind::Sql, None, Vec::new()),
        TileContent::Query { connection, query, .. } => {
            // A tile that this reader is refused has no columns here; its data say why.
            let prepared = models.get(*connection).and_then(|model| reader.semantic(*connection, model, query));
            (TileKind::Query, None, prepared.ok().and_then(|prepared| prepared.columns).unwrap_or_default())
        }
    };
    TileView { id: tile.id, title: tile.title.clone(), layout: tile.layout, kind, markdown, chart: tile.content.chart().cloned(), columns }
}

/// A filter whose field this reader may not use, or that reaches no tile, is not offered.
fn filter_view(report: &Report, filter: &ReportFilter, fields: &Fields<'_>) -> Option<FilterView> {
    let mut data_type = None;
    let reached = report.tiles().filter(|tile| filter.reaches(tile.id)).filter(|tile| {
        let field = fields.of_tile(tile, &filter.field.path);
        data_type = data_type.or(field.as_ref().map(|field| field.data_type));
        field.is_some()
    });
    let tiles: Vec<TileId> = reached.map(|tile| tile.id).collect();
    Some(FilterView {
        id: filter.id.clone(),
        field: filter.field.clone(),
        label: filter.label.clone(),
        data_type: data_type?,
        op: filter.op,
        values: filter.values.clone(),
        tiles,
    })
}

fn can(facts: &Facts, cx: &Cx, open: &Open) -> Vec<&'static str> {
    let verbs = match open.entry {
        Entry::Link(link) => access::can(facts, &cx.actor, link),
        Entry::Document(document, report) => access::can(facts, &cx.actor, (document, report)),
    };
    let words = verbs.into_iter().filter_map(|verb| match verb {
        Verb::Edit => Some("edit"),
        Verb::Download => Some("download"),
        Verb::Manage => Some("share"),
        Verb::Analyze => Some("explore"),
        _ => None,
    });
    // What else a person may do with the document is no matter of the link they came through.
    let through_link = matches!(open.entry, Entry::Link(_));
    words.filter(|word| !through_link || *word == "download").collect()
}
