//! Documents: make, rename, identifier, and the project inside with its versions.

use std::str::FromStr;
use std::sync::Arc;

use access::{Create, Edit, Facts, Permit, QueryKind, Reason, UseConnection, View, ViewWorkbook};
use document::{Project, Tile, TileContent};
use jiff::civil::DateTime;
use semantics::{Readable, SemanticQuery};
use serde_json::json;
use store::ReadTx;
use store::documents::{NewDocument, OfDocument, Outline, OutlineReport, ProjectText, SavedProject};
use store::nodes::DocumentPart;
use vocab::{ConnectionId, DocumentId, FolderId, Identifier, NameError, Title};

use crate::audit::{Act, watched};
use crate::content::{self, Node, Place};
use crate::cx::{App, Cx, Named};
use crate::error::{AppError, Fault, VersionClash};
use crate::fields::Models;
use crate::own_models;
use crate::reading::Reader;

/// A document by its id or its readable identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentRef {
    /// By id.
    Id(DocumentId),
    /// By present or former identifier.
    Identifier(Identifier),
}

impl FromStr for DocumentRef {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        match text.parse() {
            Ok(id) => Ok(Self::Id(id)),
            Err(_) => text.parse().map(Self::Identifier),
        }
    }
}

impl From<DocumentId> for DocumentRef {
    fn from(id: DocumentId) -> Self {
        Self::Id(id)
    }
}

/// A document with where it stands.
#[derive(Debug, Clone)]
pub struct Document {
    /// What lists show of it too.
    pub node: Node,
    /// The version of its project.
    pub version: u64,
    /// From the hub's child down, as far as the actor may see names.
    pub path: Vec<Named<FolderId>>,
    /// The connections that its tiles use; for editors.
    pub connections: Vec<Named<ConnectionId>>,
}

/// What can be changed besides the project.
#[derive(Debug, Clone, Default)]
pub struct DocumentChange {
    /// A new name.
    pub name: Option<Title>,
    /// A new identifier; the former one keeps leading here.
    pub identifier: Option<Identifier>,
    /// Refused when the document has another version.
    pub version: Option<u64>,
}

/// A project and the version it has.
#[derive(Debug, Clone)]
pub struct Versioned<T> {
    /// What.
    pub value: T,
    /// Its version.
    pub version: u64,
}

/// Makes a document.
///
/// # Errors
/// Nothing may be added there, or the project is faulty.
pub async fn create(app: &App, cx: &Cx, name: Title, parent: Place, project: Option<Project>) -> Result<Document, AppError> {
    let id: DocumentId = app.id();
    let work = async {
        let parent = content::parent_of(cx, parent)?;
        let tx = app.write(cx).await?;
        let may = cx.allow::<Create, _>(tx.facts(), parent)?;
        let project = match project {
            Some(project) => project,
            None => Project::with_report(app.id(), name.clone(), app.id(), title("Overview")?),
        };
        let text = checked(app, cx, &tx, &project, None).await?;
        let new = NewDocument { id, name: name.clone(), project: text, at: app.clock.now() };
        store::documents::create(&tx, &may, &new).await?;
        Act::on("document_create", id).called(name.as_str()).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "document_create", "content", work).await?;
    get(app, cx, &id.into()).await
}

/// A document.
///
/// # Errors
/// It is not there, or not for this actor.
pub async fn get(app: &App, cx: &Cx, document: &DocumentRef) -> Result<Document, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    let id = resolve(&tx, cx, document).await?;
    let may = cx.allow::<View, _>(facts, id)?;
    let details = store::nodes::get(&tx, &may).await?;
    let part = details.document.clone().unwrap_or_else(|| DocumentPart { identifier: None, version: 0, outline: Outline::default() });
    // Which data a document reads is for those who work on it.
    let connections = if cx.allow::<ViewWorkbook, _>(facts, id).is_ok() { part.outline.connections } else { Vec::new() };
    let named = |id| facts.connection(id).map(|(name, _)| Named { id, name: name.to_owned() });
    let mut node = content::shown(facts, cx, details);
    content::mark_favourite(&tx, cx, &mut node).await?;
    let known = connections.into_iter().filter(|id| cx.allow::<View, _>(facts, *id).is_ok());
    Ok(Document {
        path: content::path(facts, cx, id.into()),
        version: part.version.unsigned_abs(),
        connections: known.filter_map(named).collect(),
        node,
    })
}

/// Changes name or identifier.
///
/// # Errors
/// `identifier_taken`, or the document has moved on from the version that the change names.
pub async fn change(app: &App, cx: &Cx, document: &DocumentRef, change: DocumentChange) -> Result<Document, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let id = resolve(&tx, cx, document).await?;
        let may = cx.allow::<Edit, _>(tx.facts(), id)?;
        if let Some(version) = change.version {
            let saved = store::documents::project_to_edit(&tx, &may).await?;
            if saved.version.unsigned_abs() != version {
                return Err(clash(&tx, saved)?);
            }
        }
        let now = app.clock.now();
        if let Some(name) = &change.name {
            store::nodes::rename(&tx, &may, name, now).await?;
        }
        if let Some(identifier) = &change.identifier {
            store::documents::set_identifier(&tx, &may, identifier, now).await?;
        }
        let details = json!({"name": change.name, "identifier": change.identifier});
        Act::on("document_change", id).called(content::name(tx.facts(), id.into())).with(details).done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(id)
    };
    let id = watched(app, cx, "document_change", label(document), work).await?;
    get(app, cx, &id.into()).await
}

/// The project, for those who may edit it or see the workbook.
///
/// # Errors
/// It is not there, or not for this actor; viewers of reports get no queries.
pub async fn project(app: &App, cx: &Cx, document: &DocumentRef) -> Result<Versioned<Project>, AppError> {
    let tx = app.read().await?;
    let id = resolve(&tx, cx, document).await?;
    looked_at(app, &tx, cx, id).await
}

/// The project as this actor may see it in the workbook.
pub(crate) async fn seen(app: &App, tx: &ReadTx, cx: &Cx, id: DocumentId) -> Result<Project, AppError> {
    looked_at(app, tx, cx, id).await.map(|project| project.value)
}

async fn looked_at(app: &App, tx: &ReadTx, cx: &Cx, id: DocumentId) -> Result<Versioned<Project>, AppError> {
    let editor = cx.allow::<Edit, _>(tx.facts(), id);
    let saved = match &editor {
        Ok(may) => store::documents::project_to_edit(tx, may).await?,
        Err(_) => store::documents::project(tx, &cx.allow::<ViewWorkbook, _>(tx.facts(), id)?).await?,
    };
    let mut value = parse(&saved.content)?;
    if editor.is_err() {
        access::workbook(tx.facts(), &cx.actor, id, &value.connections()).map_err(|denied| cx.refused(denied))?;
        let models = Models::of(app, tx, &value, value.connections().into_iter()).await?;
        let kind = |connection, query: &_| models.kind(connection, query, app.wall_clock());
        only_seen(tx.facts(), cx, id, &kind, &mut value);
    }
    Ok(Versioned { value, version: saved.version.unsigned_abs() })
}

/// What somebody sees of a workbook that they may only look at: no SQL, nothing that is not built on a topic, and nothing of a connection that
/// they may not query (access.md §3). The workbook's own model is text of its authors, as SQL is.
fn only_seen(facts: &Facts, cx: &Cx, id: DocumentId, kind_of: &dyn Fn(ConnectionId, &SemanticQuery) -> QueryKind, project: &mut Project) {
    let seen = |tile: &Tile| {
        let kind = match &tile.content {
            TileContent::Query { connection, query, .. } => kind_of(*connection, query),
            TileContent::Sql { .. } => QueryKind::Sql,
            TileContent::Text { .. } => return true,
        };
        tile.content.connection().is_some_and(|connection| access::workbook_tab(facts, &cx.actor, id, connection, kind).is_ok())
    };
    project.models.clear();
    for report in &mut project.reports {
        for tab in &mut report.tabs {
            tab.tiles.retain(seen);
        }
        let left: Vec<_> = report.tiles().map(|tile| tile.id).collect();
        for filter in &mut report.filters {
            if let Some(tiles) = &mut filter.tiles {
                tiles.retain(|tile| left.contains(tile));
            }
        }
    }
}

/// Saves the project over the version it started from; a clash changes nothing and says what is there.
///
/// # Errors
/// `version_clash`; faults of the project, each with its place; a tile that its author may not query.
pub async fn save_project(app: &App, cx: &Cx, document: &DocumentRef, from_version: u64, project: Project) -> Result<u64, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let id = resolve(&tx, cx, document).await?;
        let may = cx.allow::<Edit, _>(tx.facts(), id)?;
        let saved = store::documents::project_to_edit(&tx, &may).await?;
        if saved.version.unsigned_abs() != from_version {
            return Err(clash(&tx, saved)?);
        }
        let text = checked(app, cx, &tx, &project, Some(&parse(&saved.content)?)).await?;
        let version = store::documents::save_project(&tx, &may, saved.version, &text, app.clock.now()).await?;
        let act = Act::on("project_save", id).called(content::name(tx.facts(), id.into())).with(json!({"version": version}));
        act.done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(version.unsigned_abs())
    };
    watched(app, cx, "project_save", label(document), work).await
}

/// The text to store of a project without faults whose new or changed tiles their author may query.
///
/// What a reader sees is decided when they read; this keeps authors from planting queries that they could not run themselves (T28).
async fn checked(app: &App, cx: &Cx, tx: &ReadTx, project: &Project, before: Option<&Project>) -> Result<ProjectText, AppError> {
    let mut faults = faults(project);
    if faults.iter().any(|fault| fault.pointer.starts_with("/models")) {
        return Err(AppError::Invalid(faults));
    }
    own_models::check_saved(app, cx, tx, project, before).await?;
    let changed = own_models::changed(project, before);
    let connections = project.connections();
    let now = Models::of(app, tx, project, connections.iter().copied()).await?;
    let former = match before {
        Some(before) if !changed.is_empty() => Some(Models::of(app, tx, before, connections.iter().copied()).await?),
        _ => None,
    };
    for (report_index, report) in project.reports.iter().enumerate() {
        for (tab_index, tab) in report.tabs.iter().enumerate() {
            for (tile_index, tile) in tab.tiles.iter().enumerate() {
                let former_tile = before.and_then(|before| before.reports.iter().find_map(|report| report.tile(tile.id)));
                let same = former_tile.is_some_and(|former| same_question(&former.content, &tile.content));
                if same && former.as_ref().is_none_or(|former| same_meaning(&tile.content, former, &now, app.wall_clock())) {
                    continue;
                }
                if let Some((code, detail)) = tile_fault(app, cx, tx, &tile.content, &now)? {
                    let pointer = format!("/reports/{report_index}/tabs/{tab_index}/tiles/{tile_index}/content");
                    faults.push(Fault { pointer, code, detail });
                }
            }
        }
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    text_of(project)
}

/// What is wrong with a project by itself.
pub(crate) fn faults(project: &Project) -> Vec<Fault> {
    project.faults().into_iter().map(|fault| Fault { pointer: fault.pointer, code: fault.code, detail: fault.detail }).collect()
}

/// The text to store of a project.
pub(crate) fn text_of(project: &Project) -> Result<ProjectText, AppError> {
    let content = serde_json::to_string(project).map_err(|error| AppError::Internal(error.to_string()))?;
    let reports = project.reports.iter().map(|report| OutlineReport { id: report.id, name: report.name.to_string() }).collect();
    Ok(ProjectText { content, outline: Outline { reports, connections: project.connections() } })
}

/// Whether two tiles ask the same; how they draw the answer is of no matter.
fn same_question(former: &TileContent, now: &TileContent) -> bool {
    match (former, now) {
        (TileContent::Text { .. }, TileContent::Text { .. }) => true,
        (TileContent::Query { connection: a, query: x, .. }, TileContent::Query { connection: b, query: y, .. }) => a == b && x == y,
        (TileContent::Sql { connection: a, sql: x, .. }, TileContent::Sql { connection: b, sql: y, .. }) => a == b && x == y,
        _ => false,
    }
}

/// Whether a change of the workbook's own model leaves alone what a tile asks: then it is not its author's question (T28).
fn same_meaning(content: &TileContent, former: &Models, now: &Models, at: DateTime) -> bool {
    let TileContent::Query { connection, query, .. } = content else { return true };
    let compiled = |models: &Models| {
        let model = models.get(*connection).ok()?;
        let compiled = semantics::compile(model, query, &Readable::everything(), at).ok()?;
        Some((compiled.kind, compiled.statement))
    };
    compiled(former) == compiled(now)
}

/// Why an author may not put this question into a tile.
fn tile_fault(app: &App, cx: &Cx, tx: &ReadTx, content: &TileContent, models: &Models) -> Result<Option<(&'static str, String)>, AppError> {
    let Some(connection) = content.connection() else { return Ok(None) };
    if cx.allow::<UseConnection, _>(tx.facts(), connection).is_err() {
        return Ok(Some(("connection_unknown", format!("there is no connection `{connection}` that you may use"))));
    }
    let model = match models.get(connection) {
        Ok(model) => model,
        Err(error @ AppError::NoModel) => return Ok(Some((error.code(), error.to_string()))),
        Err(error) => return Err(error),
    };
    let reader = Reader::of(cx, tx.facts(), app.wall_clock());
    let decided = match content {
        TileContent::Query { query, .. } => reader.semantic(connection, model, query),
        TileContent::Sql { sql, .. } => reader.sql(connection, model, sql),
        TileContent::Text { .. } => return Ok(None),
    };
    Ok(match decided {
        // An author without a value for an attribute may well build for readers who have one.
        Ok(_) => None,
        Err(AppError::Forbidden(reasons)) if reasons.iter().all(|reason| matches!(reason, Reason::MissingAttribute(_))) => None,
        Err(error) => Some((error.code(), error.to_string())),
    })
}

/// What is there instead of the version that somebody started from.
pub(crate) fn clash(tx: &ReadTx, saved: SavedProject) -> Result<AppError, AppError> {
    let name = tx.facts().user(saved.saved_by).map_or_else(String::new, |user| user.name.to_owned());
    Ok(AppError::VersionClash(Box::new(VersionClash {
        current_version: saved.version.unsigned_abs(),
        changed_by: Named { id: saved.saved_by, name },
        changed_at: saved.saved_at,
        project: Some(parse(&saved.content)?),
    })))
}

/// The document that is meant. An identifier that nobody has is not there, as one of a document that is not shared.
pub(crate) async fn resolve(tx: &ReadTx, cx: &Cx, document: &DocumentRef) -> Result<DocumentId, AppError> {
    match document {
        DocumentRef::Id(id) => Ok(*id),
        DocumentRef::Identifier(name) => {
            // Before anybody is signed in, no name leads anywhere.
            cx.user()?;
            store::system::document_of_identifier(tx, name).await?.ok_or(AppError::NotFound)
        }
    }
}

/// Projects as they were read last, by document and version.
pub(crate) struct ProjectCache(moka::sync::Cache<(DocumentId, i64), Arc<Project>>);

impl Default for ProjectCache {
    fn default() -> Self {
        Self(moka::sync::Cache::new(512))
    }
}

/// The project behind a report that somebody may open; what leaves of it is for the caller to pick.
pub(crate) async fn to_show<O: OfDocument>(
    app: &App,
    tx: &ReadTx,
    document: DocumentId,
    may: &Permit<'_, View, O>,
) -> Result<(Arc<Project>, u64), AppError> {
    let saved = store::documents::project_to_show(tx, may).await?;
    let key = (document, saved.version);
    let project = match app.projects.0.get(&key) {
        Some(project) => project,
        None => {
            let project = Arc::new(parse(&saved.content)?);
            app.projects.0.insert(key, Arc::clone(&project));
            project
        }
    };
    Ok((project, saved.version.unsigned_abs()))
}

pub(crate) fn parse(content: &str) -> Result<Project, AppError> {
    serde_json::from_str(content).map_err(|error| AppError::Internal(format!("stored project: {error}")))
}

fn title(text: &str) -> Result<Title, AppError> {
    text.parse().map_err(|error: NameError| AppError::Internal(error.to_string()))
}

pub(crate) fn label(document: &DocumentRef) -> String {
    match document {
        DocumentRef::Id(id) => id.to_string(),
        DocumentRef::Identifier(name) => name.to_string(),
    }
}
