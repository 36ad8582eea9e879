//! The own model of a document's workbook: on top of the shared model of a connection, checked when it is saved, promoted by modelers (access.md §4).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Door, Edit, EditModel, Facts, ModelChange, UseConnection, ViewWorkbook};
use document::{Project, TileContent};
use semantics::{Author, Diagnostic, Model, ModelFiles, Readable, Severity};
use serde_json::json;
use store::ReadTx;
use vocab::{ConnectionId, ConnectionRole, FieldPath, ModelName};

use crate::audit::{Act, watched};
use crate::content;
use crate::cx::{App, Cx};
use crate::documents::{self, DocumentRef};
use crate::error::{AppError, Fault};
use crate::models::{self, catalog, in_force};
use crate::reading::Reader;

/// Checked models with a workbook's own on top, by everything that they are made of.
pub(crate) struct OwnModelCache(moka::sync::Cache<(ConnectionId, i64, u64, ModelFiles), Arc<Model>>);

impl Default for OwnModelCache {
    fn default() -> Self {
        Self(moka::sync::Cache::new(256))
    }
}

/// The model that answers a document's queries: the shared one with the workbook's own on top.
///
/// Where the two do not go together any more, the shared one answers alone. It is never looser, and says of what is missing that it is not there.
pub(crate) async fn effective(app: &App, tx: &ReadTx, connection: ConnectionId, own: &ModelFiles) -> Result<Arc<Model>, AppError> {
    let base = in_force(app, tx, connection).await?;
    if own.0.is_empty() {
        return Ok(base);
    }
    let version = store::system::model_version(tx, connection).await?;
    let key = (connection, version, app.models.tables_of(connection), own.clone());
    if let Some(model) = app.own_models.0.get(&key) {
        return Ok(model);
    }
    let shared = ModelFiles(store::system::model(tx, connection).await?.files);
    let checked = semantics::check_own(&base, &shared, own, &catalog(app, connection).await?, None);
    let model = checked.model.unwrap_or(base);
    app.own_models.0.insert(key, Arc::clone(&model));
    Ok(model)
}

/// The model that a document's workbook asks, or the shared one where no document is named.
///
/// # Errors
/// The document's workbook is not this actor's to see.
pub(crate) async fn of_workbook(
    app: &App,
    cx: &Cx,
    tx: &ReadTx,
    connection: ConnectionId,
    document: Option<&DocumentRef>,
) -> Result<Arc<Model>, AppError> {
    let Some(document) = document else { return in_force(app, tx, connection).await };
    let document = documents::resolve(tx, cx, document).await?;
    let may = cx.allow::<ViewWorkbook, _>(tx.facts(), document)?;
    let (project, _) = documents::to_show(app, tx, document, &may.to_view()).await?;
    effective(app, tx, connection, &project.own_model(connection)).await
}

/// What the checker says of the own model of a document's workbook as this actor writes it; changes nothing.
///
/// # Errors
/// The document is not theirs to edit, or the connection not theirs to use.
pub async fn check(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    connection: ConnectionId,
    files: BTreeMap<String, String>,
) -> Result<Vec<Diagnostic>, AppError> {
    let tx = app.read().await?;
    let document = documents::resolve(&tx, cx, document).await?;
    let may = cx.allow::<Edit, _>(tx.facts(), document)?;
    cx.allow::<UseConnection, _>(tx.facts(), connection)?;
    let (project, _) = documents::to_show(app, &tx, document, &may.to_view()).await?;
    let mut wanted = Project::clone(&project);
    wanted.models.insert(connection, files);
    let faults: Vec<Fault> = documents::faults(&wanted).into_iter().filter(|fault| fault.pointer.starts_with("/models")).collect();
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    judged(app, cx, &tx, connection, &project.own_model(connection), &wanted.own_model(connection)).await
}

/// Refuses own models that have errors, or changes that their author's connection role does not allow.
///
/// # Errors
/// `model_invalid` with every problem.
pub(crate) async fn check_saved(app: &App, cx: &Cx, tx: &ReadTx, now: &Project, before: Option<&Project>) -> Result<(), AppError> {
    let mut found = Vec::new();
    for connection in changed(now, before) {
        let former = before.map(|before| before.own_model(connection)).unwrap_or_default();
        if cx.allow::<UseConnection, _>(tx.facts(), connection).is_err() {
            let detail = format!("there is no connection `{connection}` that you may use");
            return Err(AppError::invalid(format!("/models/{connection}"), "connection_unknown", detail));
        }
        found.extend(judged(app, cx, tx, connection, &former, &now.own_model(connection)).await?);
    }
    if found.iter().any(|found| found.severity == Severity::Error) { Err(AppError::ModelInvalid(found)) } else { Ok(()) }
}

/// The connections whose own models differ.
pub(crate) fn changed(now: &Project, before: Option<&Project>) -> BTreeSet<ConnectionId> {
    let known = before.into_iter().flat_map(|before| before.models.keys());
    let differs =
        |connection: &ConnectionId| now.own_model(*connection) != before.map(|before| before.own_model(*connection)).unwrap_or_default();
    now.models.keys().chain(known).copied().filter(differs).collect()
}

/// Everything that is wrong with a change of an own model, whoever may and whatever it says.
async fn judged(
    app: &App,
    cx: &Cx,
    tx: &ReadTx,
    connection: ConnectionId,
    former: &ModelFiles,
    now: &ModelFiles,
) -> Result<Vec<Diagnostic>, AppError> {
    let facts = tx.facts();
    let base = in_force(app, tx, connection).await?;
    let (change, files) = semantics::own_change(&base, former, now);
    let mut found = Vec::new();
    for (changes, what) in [(change.fields, ModelChange::Fields), (change.structure, ModelChange::Structure)] {
        if let (true, Err(denied)) = (changes, access::own_model_of(facts, &cx.actor, connection, what)) {
            let file = files.iter().find(|name| is_of_view(name) == (what == ModelChange::Fields)).or(files.first());
            found.extend(denied.reasons.iter().map(|reason| role_missing(file.cloned().unwrap_or_default(), reason)));
        }
    }
    if !found.is_empty() {
        // What the text says is for who may write it.
        return Ok(found);
    }
    let shared = ModelFiles(store::system::model(tx, connection).await?.files);
    let catalog = catalog(app, connection).await?;
    let who = Reader::of(cx, facts, app.wall_clock()).readable();
    let author = Author {
        who: &who,
        topics_only: facts.connection_role(&cx.actor, connection) < ConnectionRole::Querier,
        modeler: cx.allow::<EditModel, _>(facts, connection).is_ok(),
        files: &files,
    };
    Ok(semantics::check_own(&base, &shared, now, &catalog, Some(&author)).diagnostics)
}

fn is_of_view(name: &str) -> bool {
    name.ends_with(".view.yaml")
}

fn role_missing(file: String, reason: &access::Reason) -> Diagnostic {
    let message = reason.to_string();
    Diagnostic { severity: Severity::Error, code: reason.code(), file, line: 1, column: 1, message, hint: None }
}

/// What is to be moved into the shared model.
#[derive(Debug, Clone)]
pub struct PromoteAsk {
    /// Out of the workbook of this document.
    pub document: DocumentRef,
    /// The version of the document that was looked at, if that matters.
    pub document_version: Option<u64>,
    /// These files of its own model; all when none are named.
    pub files: Option<BTreeSet<String>>,
    /// The version of the shared model that the change starts from.
    pub from_version: u64,
    /// Say what would become of it, and change nothing.
    pub dry_run: bool,
}

/// What a promotion made of the shared model.
#[derive(Debug, Clone)]
pub struct Promoted {
    /// The version of the shared model; the one that is there after a dry run.
    pub version: u64,
    /// The version of the document.
    pub document_version: u64,
    /// Warnings; with errors nothing is changed.
    pub diagnostics: Vec<Diagnostic>,
    /// The files of the shared model that change.
    pub files: Vec<FileChange>,
}

/// A file before and after.
#[derive(Debug, Clone)]
pub struct FileChange {
    /// Its name.
    pub name: String,
    /// None for a new one.
    pub before: Option<String>,
    /// What it says now.
    pub after: String,
}

/// Moves files of a workbook's own model into the shared model: what was on an altered topic is on a topic from then on.
///
/// # Errors
/// The model or the document is not this actor's to edit; `version_clash`; `model_invalid` with every problem; tiles that would break.
pub async fn promote(app: &App, cx: &Cx, connection: ConnectionId, ask: PromoteAsk) -> Result<Promoted, AppError> {
    watched(app, cx, "model_promote", connection, promoted(app, cx, connection, ask)).await
}

async fn promoted(app: &App, cx: &Cx, connection: ConnectionId, ask: PromoteAsk) -> Result<Promoted, AppError> {
    let tx = app.write(cx).await?;
    let facts = tx.facts();
    let may_model = cx.allow::<EditModel, _>(facts, connection)?;
    let document = documents::resolve(&tx, cx, &ask.document).await?;
    let may_document = cx.allow::<Edit, _>(facts, document)?;
    let stored = store::models::get(&tx, &may_model).await?;
    if stored.version.unsigned_abs() != ask.from_version {
        return Err(models::clash(facts, &stored));
    }
    let saved = store::documents::project_to_edit(&tx, &may_document).await?;
    if ask.document_version.is_some_and(|version| version != saved.version.unsigned_abs()) {
        return Err(documents::clash(&tx, saved)?);
    }
    let mut project = documents::parse(&saved.content)?;
    let own = project.own_model(connection);
    let chosen = chosen(&own, ask.files.as_ref())?;
    let rest = ModelFiles(own.0.iter().filter(|(name, _)| !chosen.0.contains_key(*name)).map(|(n, t)| (n.clone(), t.clone())).collect());
    let (base, catalog) = (in_force(app, &tx, connection).await?, catalog(app, connection).await?);
    let shared = ModelFiles(stored.files.clone());
    let on_top = |base: &Model, shared: &ModelFiles, own: &ModelFiles| {
        let checked = semantics::check_own(base, shared, own, &catalog, None);
        checked.model.ok_or(AppError::ModelInvalid(checked.diagnostics))
    };
    let former = on_top(&base, &shared, &own)?;
    let effective = on_top(&base, &shared, &chosen)?;
    let asked = asked(&project, connection);
    let used = |topic: &ModelName, field: &FieldPath| asked.contains(&(topic, field));
    let promotion = semantics::promote(&base, &effective, &shared, &chosen, &catalog, &used);
    let Some(model) = promotion.checked.model else { return Err(AppError::ModelInvalid(promotion.checked.diagnostics)) };
    let mut after = shared;
    after.0.extend(promotion.files.0.clone());
    let now = on_top(&model, &after, &rest)?;
    broken_tiles(app, &project, connection, &former, &now)?;
    let changes = promotion.files.0.iter();
    let files = changes.map(|(name, text)| FileChange { name: name.clone(), before: stored.files.get(name).cloned(), after: text.clone() });
    let mut answer = Promoted {
        version: stored.version.unsigned_abs(),
        document_version: saved.version.unsigned_abs(),
        diagnostics: promotion.checked.diagnostics,
        files: files.collect(),
    };
    if ask.dry_run {
        return Ok(answer);
    }
    let at = app.clock.now();
    let puts: BTreeMap<String, Option<String>> = promotion.files.0.into_iter().map(|(name, text)| (name, Some(text))).collect();
    let version = store::models::save(&tx, &may_model, stored.version, &puts, at).await?;
    match rest.0.is_empty() {
        true => project.models.remove(&connection),
        false => project.models.insert(connection, rest.0),
    };
    let document_version = store::documents::save_project(&tx, &may_document, saved.version, &documents::text_of(&project)?, at).await?;
    let names: Vec<&String> = puts.keys().collect();
    let act = Act::on("model_promote", connection).called(facts.connection(connection).map_or("", |(name, _)| name));
    act.with(json!({"document": document, "files": names, "version": version})).done(app, cx, &tx).await?;
    let act = Act::on("project_save", document).called(content::name(facts, document.into()));
    act.with(json!({"version": document_version, "promoted": chosen.0.keys().collect::<Vec<_>>()})).done(app, cx, &tx).await?;
    tx.commit().await?;
    (answer.version, answer.document_version) = (version.unsigned_abs(), document_version.unsigned_abs());
    Ok(answer)
}

/// What the tiles of a document, and the filters over them, name of topics.
fn asked(project: &Project, connection: ConnectionId) -> BTreeSet<(&ModelName, &FieldPath)> {
    let mut asked = BTreeSet::new();
    for report in &project.reports {
        for tile in report.tiles() {
            let TileContent::Query { connection: of, query, .. } = &tile.content else { continue };
            let Some(topic) = query.topic.as_ref().filter(|_| *of == connection) else { continue };
            let over = report.filters.iter().map(|filter| &filter.field.path);
            let own = query.fields.iter().map(|field| &field.path).chain(query.filters.iter().map(|filter| &filter.field.path));
            asked.extend(own.chain(over).map(|path| (topic, path)));
        }
    }
    asked
}

fn chosen(own: &ModelFiles, files: Option<&BTreeSet<String>>) -> Result<ModelFiles, AppError> {
    if let Some(unknown) = files.into_iter().flatten().find(|name| !own.0.contains_key(*name)) {
        return Err(AppError::invalid("/files", "nothing_to_promote", format!("the workbook has no model file `{unknown}` of its own")));
    }
    let wanted = |name: &&String| files.is_none_or(|files| files.contains(*name));
    let chosen: BTreeMap<_, _> = own.0.keys().filter(wanted).filter_map(|name| Some((name.clone(), own.0.get(name)?.clone()))).collect();
    if chosen.is_empty() {
        return Err(AppError::invalid("/files", "nothing_to_promote", "the workbook has no model of its own on this connection"));
    }
    Ok(ModelFiles(chosen))
}

/// Refuses what would leave a tile without its answer.
fn broken_tiles(app: &App, project: &Project, connection: ConnectionId, former: &Model, now: &Model) -> Result<(), AppError> {
    let everything = Readable::everything();
    let mut faults = Vec::new();
    for tile in project.reports.iter().flat_map(document::Report::tiles) {
        let TileContent::Query { connection: of, query, .. } = &tile.content else { continue };
        let compiles = |model: &Model| semantics::compile(model, query, &everything, app.wall_clock());
        if *of != connection || compiles(former).is_err() {
            continue;
        }
        if let Err(error) = compiles(now) {
            let title = if tile.title.is_empty() { "A tile without a title" } else { &tile.title };
            let detail = format!("{title} would not work any more: {error}");
            faults.push(Fault { pointer: "/files".to_owned(), code: "promotion_breaks_tile", detail });
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// Whether a query of a topic, or one that names a field of it, is for this actor to ask in a workbook: what a workbook alters needs more.
pub(crate) fn may_ask(facts: &Facts, cx: &Cx, connection: ConnectionId, model: &Model, kind: access::QueryKind) -> bool {
    access::data_policy(facts, &cx.actor, connection, model.rules(), kind, Door::Workbook).is_ok()
}
