//! The models behind a report, and which fields its tiles' topics have for one reader. Looked up once per request.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use access::QueryKind;
use document::{Project, Report, Tile, TileContent};
use jiff::civil::DateTime;
use semantics::{ColumnRole, Model, SemanticQuery};
use store::ReadTx;
use vocab::{ConnectionId, DataType, FieldPath, ModelName};

use crate::cx::App;
use crate::error::AppError;
use crate::own_models;
use crate::reading::Reader;

/// The models in force of a report's connections.
#[derive(Debug, Default)]
pub(crate) struct Models {
    models: HashMap<ConnectionId, Option<Arc<Model>>>,
}

impl Models {
    pub(crate) async fn of_report(app: &App, tx: &ReadTx, project: &Project, report: &Report) -> Result<Self, AppError> {
        Self::of(app, tx, project, report.tiles().filter_map(|tile| tile.content.connection())).await
    }

    /// With the workbook's own models on top.
    pub(crate) async fn of(
        app: &App,
        tx: &ReadTx,
        project: &Project,
        connections: impl Iterator<Item = ConnectionId> + Send,
    ) -> Result<Self, AppError> {
        let mut models = HashMap::new();
        for connection in connections {
            if let Entry::Vacant(place) = models.entry(connection) {
                let model = match own_models::effective(app, tx, connection, &project.own_model(connection)).await {
                    Ok(model) => Some(model),
                    // The tiles of that connection say so, and the others work.
                    Err(AppError::NoModel | AppError::NotFound) => None,
                    Err(error) => return Err(error),
                };
                place.insert(model);
            }
        }
        Ok(Self { models })
    }

    /// Those that are in force.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ConnectionId, &Model)> {
        self.models.iter().filter_map(|(connection, model)| Some((*connection, model.as_deref()?)))
    }

    /// How a query is built, as far as it can be told for anybody.
    pub(crate) fn kind(&self, connection: ConnectionId, query: &SemanticQuery, now: DateTime) -> QueryKind {
        let Ok(model) = self.get(connection) else {
            return if query.topic.is_some() { QueryKind::Topic } else { QueryKind::AllViews };
        };
        // A query that fits for nobody says so itself when it is asked.
        semantics::requirements(model, query, now).map_or_else(|_| model.kind(query.topic.as_ref()), |asks| asks.kind)
    }

    pub(crate) fn get(&self, connection: ConnectionId) -> Result<&Model, AppError> {
        self.models.get(&connection).and_then(Option::as_deref).ok_or(AppError::NoModel)
    }
}

/// What needs to be known of a field for filtering.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldKind {
    pub(crate) data_type: DataType,
    pub(crate) role: ColumnRole,
}

/// None for all views.
type TopicKey = (ConnectionId, Option<ModelName>);
type Offered = HashMap<FieldPath, FieldKind>;

/// The fields that the topics of a report offer to one reader.
pub(crate) struct Fields<'a> {
    models: &'a Models,
    reader: Reader<'a>,
    topics: RefCell<HashMap<TopicKey, Arc<Offered>>>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(models: &'a Models, reader: Reader<'a>) -> Self {
        Self { models, reader, topics: RefCell::default() }
    }

    /// The field in a tile's topic; none when the topic has it not, or not for this reader.
    pub(crate) fn of_tile(&self, tile: &Tile, field: &FieldPath) -> Option<FieldKind> {
        let TileContent::Query { connection, query, .. } = &tile.content else { return None };
        // On all views, a filter may only use views that the query joins already.
        if query.topic.is_none() && !uses_view(query, &field.view) {
            return None;
        }
        self.offered(*connection, query.topic.as_ref()).get(field).copied()
    }

    fn offered(&self, connection: ConnectionId, topic: Option<&ModelName>) -> Arc<Offered> {
        let key = (connection, topic.cloned());
        if let Some(offered) = self.topics.borrow().get(&key) {
            return Arc::clone(offered);
        }
        // Of a connection that gives this reader nothing, no field is known either.
        let model = self.models.get(connection).ok().filter(|model| self.reader.may(connection, model, model.kind(topic)));
        let info = model.and_then(|model| semantics::describe(model, topic, &self.reader.readable()).ok());
        let fields = info.into_iter().flat_map(|info| info.views).flat_map(|view| view.fields);
        let offered: Offered = fields.map(|field| (field.field, FieldKind { data_type: field.data_type, role: field.kind })).collect();
        let offered = Arc::new(offered);
        self.topics.borrow_mut().insert(key, Arc::clone(&offered));
        offered
    }
}

fn uses_view(query: &SemanticQuery, view: &ModelName) -> bool {
    query.fields.iter().map(|field| &field.path).chain(query.filters.iter().map(|filter| &filter.field.path)).any(|path| path.view == *view)
}
