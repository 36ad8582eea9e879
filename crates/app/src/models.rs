//! The shared model of a connection: its files, checked against the tables that are there.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use access::{EditModel, Facts, TableName};
use semantics::{Catalog, Diagnostic, Model, ModelFiles};
use serde_json::json;
use store::ReadTx;
use store::models::StoredModel;
use vocab::ConnectionId;

use crate::audit::{Act, watched};
use crate::content;
use crate::cx::{App, Cx};
use crate::error::{AppError, VersionClash};

/// The model as its editors see it.
#[derive(Debug, Clone)]
pub struct ModelView {
    /// The version of the files.
    pub version: u64,
    /// The files by name.
    pub files: BTreeMap<String, String>,
    /// What the checker says of them.
    pub diagnostics: Vec<Diagnostic>,
    /// `edit_model`.
    pub can: Vec<&'static str>,
}

/// What a save gave.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The new version.
    pub version: u64,
    /// Warnings; with errors nothing is saved.
    pub diagnostics: Vec<Diagnostic>,
}

/// The model's files.
///
/// # Errors
/// Refused to whoever may not edit the model.
pub async fn get(app: &App, cx: &Cx, connection: ConnectionId) -> Result<ModelView, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<EditModel, _>(tx.facts(), connection)?;
    let stored = store::models::get(&tx, &may).await?;
    let checked = semantics::check(&ModelFiles(stored.files.clone()), &catalog(app, connection).await?);
    Ok(ModelView {
        version: stored.version.unsigned_abs(),
        files: stored.files,
        diagnostics: checked.diagnostics,
        can: content::words(access::can(tx.facts(), &cx.actor, connection)),
    })
}

/// Puts a file; with errors in it the former model stays in force and nothing is saved.
///
/// # Errors
/// `model_invalid` with every problem; `version_clash`.
pub async fn put_file(
    app: &App,
    cx: &Cx,
    connection: ConnectionId,
    name: String,
    text: String,
    from_version: u64,
) -> Result<Saved, AppError> {
    let work = async {
        check_file_name(&name)?;
        if text.len() > LONGEST_FILE {
            return Err(AppError::invalid("/text", "too_long", format!("a model file has at most {LONGEST_FILE} bytes")));
        }
        save(app, cx, connection, from_version, BTreeMap::from([(name, Some(text))])).await
    };
    watched(app, cx, "model_save", connection, work).await
}

/// Puts and takes away several files at once, checked as a whole: for changes whose files do not check one by one.
///
/// # Errors
/// `model_invalid` with every problem; `version_clash`.
pub async fn change_files(
    app: &App,
    cx: &Cx,
    connection: ConnectionId,
    changes: BTreeMap<String, Option<String>>,
    from_version: u64,
) -> Result<Saved, AppError> {
    let work = async {
        for (name, text) in &changes {
            check_file_name(name)?;
            if text.as_ref().is_some_and(|text| text.len() > LONGEST_FILE) {
                return Err(AppError::invalid("/files", "too_long", format!("a model file has at most {LONGEST_FILE} bytes")));
            }
        }
        save(app, cx, connection, from_version, changes).await
    };
    watched(app, cx, "model_save", connection, work).await
}

/// Takes a file away.
///
/// # Errors
/// `model_invalid` when others need it; `version_clash`.
pub async fn delete_file(app: &App, cx: &Cx, connection: ConnectionId, name: String, from_version: u64) -> Result<Saved, AppError> {
    let work = save(app, cx, connection, from_version, BTreeMap::from([(name, None)]));
    watched(app, cx, "model_save", connection, work).await
}

/// What the checker says of these files; changes nothing.
///
/// # Errors
/// Refused to whoever may not edit the model.
pub async fn check(app: &App, cx: &Cx, connection: ConnectionId, files: ModelFiles) -> Result<Vec<Diagnostic>, AppError> {
    let tx = app.read().await?;
    cx.allow::<EditModel, _>(tx.facts(), connection)?;
    if files.0.len() > MOST_FILES || files.0.values().any(|text| text.len() > LONGEST_FILE) {
        return Err(AppError::invalid("/files", "too_long", format!("at most {MOST_FILES} files of at most {LONGEST_FILE} bytes")));
    }
    Ok(semantics::check(&files, &catalog(app, connection).await?).diagnostics)
}

const LONGEST_FILE: usize = 500_000;
const MOST_FILES: usize = 2_000;

/// A plain file name that ends as model files do.
fn check_file_name(name: &str) -> Result<(), AppError> {
    if document::is_file_name(name) {
        return Ok(());
    }
    Err(AppError::invalid(
        "/name",
        "file_name_invalid",
        "expected a name such as `model.yaml`, `flights.view.yaml` or `flights.topic.yaml`",
    ))
}

async fn save(
    app: &App,
    cx: &Cx,
    connection: ConnectionId,
    from_version: u64,
    changes: BTreeMap<String, Option<String>>,
) -> Result<Saved, AppError> {
    let tx = app.write(cx).await?;
    let may = cx.allow::<EditModel, _>(tx.facts(), connection)?;
    let stored = store::models::get(&tx, &may).await?;
    if stored.version.unsigned_abs() != from_version {
        return Err(clash(tx.facts(), &stored));
    }
    let mut files = stored.files;
    for (name, text) in &changes {
        match text {
            Some(text) => files.insert(name.clone(), text.clone()),
            None => files.remove(name),
        };
    }
    if files.len() > MOST_FILES {
        return Err(AppError::invalid("/name", "too_many", format!("a model has at most {MOST_FILES} files")));
    }
    let checked = semantics::check(&ModelFiles(files), &catalog(app, connection).await?);
    if checked.model.is_none() {
        return Err(AppError::ModelInvalid(checked.diagnostics));
    }
    let version = store::models::save(&tx, &may, stored.version, &changes, app.clock.now()).await?;
    let names: Vec<&String> = changes.keys().collect();
    let act = Act::on("model_save", connection).called(tx.facts().connection(connection).map_or("", |(name, _)| name));
    act.with(json!({"files": names, "version": version})).done(app, cx, &tx).await?;
    tx.commit().await?;
    Ok(Saved { version: version.unsigned_abs(), diagnostics: checked.diagnostics })
}

/// What is there instead of the version that somebody started from.
pub(crate) fn clash(facts: &Facts, stored: &StoredModel) -> AppError {
    let (by, at) = stored.changed;
    AppError::VersionClash(Box::new(VersionClash {
        current_version: stored.version.unsigned_abs(),
        changed_by: content::person(facts, by),
        changed_at: at,
        project: None,
    }))
}

pub(crate) async fn catalog(app: &App, connection: ConnectionId) -> Result<Catalog, AppError> {
    Ok(Catalog::from_tables(&app.engine.tables(connection).await?))
}

/// Gives tables that no model file speaks of a first view and topic, so that whoever brought them can query them at once.
pub(crate) async fn cover_new_tables(app: &App, cx: &Cx, connection: ConnectionId) -> Result<(), AppError> {
    app.models.tables_changed(connection);
    let tx = app.write(cx).await?;
    let may = cx.allow::<EditModel, _>(tx.facts(), connection)?;
    let stored = store::models::get(&tx, &may).await?;
    let catalog = catalog(app, connection).await?;
    let known = semantics::check(&ModelFiles(stored.files.clone()), &catalog).model;
    let spoken_of = |table: &TableName| known.as_ref().is_some_and(|model| model.reads(table));
    let new = Catalog { tables: catalog.tables.iter().filter(|(name, _)| !spoken_of(name)).map(|(n, c)| (n.clone(), c.clone())).collect() };
    if new.tables.is_empty() || (known.is_none() && !stored.files.is_empty()) {
        return Ok(());
    }
    let mut files = stored.files.clone();
    let mut added = BTreeMap::new();
    for (name, text) in semantics::generate(&new).0 {
        if !files.contains_key(&name) {
            files.insert(name.clone(), text.clone());
            added.insert(name, Some(text));
        }
    }
    // A name that clashes with one of the model's own is left to its editors.
    if added.is_empty() || semantics::check(&ModelFiles(files), &catalog).model.is_none() {
        return Ok(());
    }
    let version = store::models::save(&tx, &may, stored.version, &added, app.clock.now()).await?;
    let names: Vec<&String> = added.keys().collect();
    let act = Act::on("model_generate", connection).called(tx.facts().connection(connection).map_or("", |(name, _)| name));
    act.with(json!({"files": names, "version": version})).done(app, cx, &tx).await?;
    Ok(tx.commit().await?)
}

/// Checked models by connection, so that no query parses one.
#[derive(Debug, Default)]
pub(crate) struct ModelCache {
    state: Mutex<CacheState>,
}

#[derive(Debug, Default)]
struct CacheState {
    models: HashMap<ConnectionId, Cached>,
    /// How often the tables of a connection have changed.
    tables: HashMap<ConnectionId, u64>,
}

#[derive(Debug, Clone)]
struct Cached {
    version: i64,
    tables: u64,
    model: Option<Arc<Model>>,
}

impl ModelCache {
    /// The model has to be checked against the tables anew.
    pub(crate) fn tables_changed(&self, connection: ConnectionId) {
        *self.state().tables.entry(connection).or_default() += 1;
    }

    /// How often the tables have changed: what was checked against others counts no more.
    pub(crate) fn tables_of(&self, connection: ConnectionId) -> u64 {
        self.state().tables.get(&connection).copied().unwrap_or_default()
    }

    pub(crate) fn forget(&self, connection: ConnectionId) {
        self.state().models.remove(&connection);
    }

    fn state(&self) -> MutexGuard<'_, CacheState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, connection: ConnectionId, version: i64) -> Result<Option<Arc<Model>>, u64> {
        let state = self.state();
        let tables = state.tables.get(&connection).copied().unwrap_or_default();
        match state.models.get(&connection) {
            Some(cached) if cached.version == version && cached.tables == tables => Ok(cached.model.clone()),
            _ => Err(tables),
        }
    }

    /// Puts a model in force. One that the tables have broken since it was saved gives way to its former self: the rules in it still bind.
    fn put(&self, connection: ConnectionId, new: Cached) -> Option<Arc<Model>> {
        let mut state = self.state();
        let former = state.models.get(&connection).filter(|former| former.version == new.version).and_then(|former| former.model.clone());
        let model = new.model.clone().or(former);
        state.models.insert(connection, Cached { model: model.clone(), ..new });
        model
    }
}

/// The model that answers queries now.
pub(crate) async fn in_force(app: &App, tx: &ReadTx, connection: ConnectionId) -> Result<Arc<Model>, AppError> {
    let version = store::system::model_version(tx, connection).await?;
    let tables = match app.models.find(connection, version) {
        Ok(model) => return model.ok_or(AppError::NoModel),
        Err(tables) => tables,
    };
    let stored = store::system::model(tx, connection).await?;
    let model =
        if stored.files.is_empty() { None } else { semantics::check(&ModelFiles(stored.files), &catalog(app, connection).await?).model };
    app.models.put(connection, Cached { version: stored.version, tables, model }).ok_or(AppError::NoModel)
}
