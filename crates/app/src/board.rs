//! The tiles of a document in front of somebody else: the very decision that answers the tiles, asked for explaining, previewing and warning.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Actor, Asked, Door, Facts, GrantExpr, Permit, QueryKind, Reason, Standings, TableName, Tenancy, TileAsk, View};
use document::{Project, Report, Tile, TileContent};
use jiff::civil::DateTime;
use semantics::{Ask, CompileError, EngineError, Format, Model};
use store::ReadTx;
use vocab::{ConnectionId, ConnectionRole, DocumentId, ModelName, ReportId, TileId};

use crate::cx::{App, Named};
use crate::error::AppError;
use crate::fields::{Fields, Models};
use crate::reading::Reader;
use crate::tiles::plan_tile;

/// A document's tiles and the models behind them.
pub(crate) struct Board {
    document: DocumentId,
    project: Arc<Project>,
    models: Models,
    /// By connection: the attributes that filters and policies look at.
    attributes: BTreeMap<ConnectionId, BTreeSet<ModelName>>,
    /// The tiles that have data, in order.
    pub(crate) tiles: Vec<BoardTile>,
    now: DateTime,
}

/// One tile, and what it asks of its reader.
#[derive(Debug, Clone)]
pub(crate) struct BoardTile {
    pub(crate) id: TileId,
    pub(crate) title: String,
    pub(crate) report: Named<ReportId>,
    pub(crate) kind: QueryKind,
    pub(crate) connection: ConnectionId,
    topic: Option<ModelName>,
    guards: Vec<GrantExpr>,
    tables: BTreeSet<TableName>,
}

impl Board {
    pub(crate) async fn of_document(
        app: &App,
        tx: &ReadTx,
        document: DocumentId,
        may: &Permit<'_, View, DocumentId>,
    ) -> Result<Self, AppError> {
        let (project, _) = crate::documents::to_show(app, tx, document, may).await?;
        let models = Models::of(app, tx, &project, project.connections().into_iter()).await?;
        let attributes = models.iter().map(|(connection, model)| (connection, model.filter_attributes())).collect();
        let now = app.wall_clock();
        let tiles =
            project.reports.iter().flat_map(|report| report.tiles().filter_map(|tile| board_tile(report, tile, &models, now))).collect();
        Ok(Self { document, project, models, attributes, tiles, now })
    }

    pub(crate) fn door(&self) -> Door {
        Door::Dashboard(self.document)
    }

    pub(crate) fn has_report(&self, report: ReportId) -> bool {
        self.project.report(report).is_some()
    }

    /// The connections that its tiles read.
    pub(crate) fn connections(&self) -> impl Iterator<Item = ConnectionId> {
        self.project.connections().into_iter()
    }

    /// What decides about people in front of it.
    pub(crate) fn standings<'a>(&'a self, facts: &'a Facts) -> Standings<'a> {
        let asked = self.attributes.iter().filter_map(|(connection, attributes)| {
            let model = self.models.get(*connection).ok()?;
            Some(Asked { connection: *connection, rules: model.rules(), attributes })
        });
        Standings::new(facts, self.document, asked.collect())
    }

    /// The answer that each tile has for somebody, as far as it can be told without running it: none for rows, or the refusal.
    ///
    /// # Errors
    /// The engine could not say.
    pub(crate) async fn answers(&self, app: &App, facts: &Facts, actor: &Actor) -> Result<Vec<Option<AppError>>, AppError> {
        let planned: Vec<_> = {
            let tenancies = self.tenancies(facts, actor);
            let may_view = access::permit::<View, _>(facts, actor, self.document).map(|_| ());
            let reader = |tenancy| Reader { facts, actor, witness: None, door: self.door(), tenancy, now: self.now };
            // What a reader may use is the same for all tiles that the same row, or none, is put on.
            let open = Fields::new(&self.models, reader(&Tenancy::Open));
            let bound: BTreeMap<ReportId, Fields<'_>> =
                tenancies.iter().map(|(report, tenancy)| (*report, Fields::new(&self.models, reader(tenancy)))).collect();
            let plan = |tile: &BoardTile| {
                may_view.clone()?;
                let report = self.project.report(tile.report.id).ok_or(AppError::NotFound)?;
                let reader = reader(tenancies.get(&tile.report.id).unwrap_or(&Tenancy::Open));
                plan_tile(report, tile.id, None, &self.models, bound.get(&tile.report.id).unwrap_or(&open), reader)
            };
            self.tiles.iter().map(plan).collect()
        };
        let mut answers = Vec::with_capacity(planned.len());
        for planned in planned {
            let answer = match planned {
                // What SQL reads is found on its plan, and nowhere else.
                Ok(Some(prepared)) if prepared.kind == QueryKind::Sql => {
                    let limits = app.limits(app.config.page_rows);
                    let ask =
                        Ask { statement: prepared.statement, policy: prepared.policy, format: Format::ArrowStream, limits, fresh: false };
                    match app.engine.check(ask).await {
                        Err(error @ (EngineError::Busy | EngineError::Cancelled | EngineError::Internal { .. })) => {
                            return Err(error.into());
                        }
                        checked => checked.err().map(AppError::from),
                    }
                }
                planned => planned.err(),
            };
            answers.push(answer);
        }
        Ok(answers)
    }

    /// Everything that keeps somebody from a tile which refused them: what it answers, and what it would answer next.
    pub(crate) fn reasons(&self, facts: &Facts, actor: &Actor, tile: &BoardTile, refusal: &AppError) -> Vec<Reason> {
        let mut reasons = match refusal {
            AppError::Forbidden(reasons) => reasons.clone(),
            AppError::Compile(CompileError::TopicDenied { denied, .. }) => denied.reasons.to_vec(),
            _ => Vec::new(),
        };
        if let Ok(model) = self.models.get(tile.connection) {
            let ask = TileAsk {
                connection: tile.connection,
                rules: model.rules(),
                kind: tile.kind,
                topic: tile.topic.as_ref().and_then(|topic| model.topic(topic)).map(semantics::Topic::rules),
                guards: &tile.guards,
                tables: &tile.tables,
            };
            reasons.extend(access::causes(facts, actor, &ask, self.door()));
        }
        let mut once: Vec<Reason> = Vec::with_capacity(reasons.len());
        for reason in reasons {
            if !once.contains(&reason) {
                once.push(reason);
            }
        }
        once
    }

    /// The tables of a tile whose rows no policy narrows.
    pub(crate) fn tables_without_policy<'t>(&self, tile: &'t BoardTile) -> Vec<&'t TableName> {
        let Ok(model) = self.models.get(tile.connection) else { return Vec::new() };
        let open = |table: &&TableName| model.rules().tables.get(*table).is_some_and(|rules| rules.row_policies.is_empty());
        tile.tables.iter().filter(open).collect()
    }

    /// Which rows somebody may read of what the tiles read, in words: tables with rules, and topics with filters.
    pub(crate) fn rows(&self, facts: &Facts, actor: &Actor) -> BTreeMap<String, String> {
        let mut words = BTreeMap::new();
        let may_view = access::permit::<View, _>(facts, actor, self.document).is_ok();
        for (connection, model) in self.models.iter() {
            let read = |table: &TableName| self.tiles.iter().any(|tile| tile.connection == connection && tile.tables.contains(table));
            let asked =
                |topic: &ModelName| self.tiles.iter().any(|tile| tile.connection == connection && tile.topic.as_ref() == Some(topic));
            let role = facts.connection_role(actor, connection);
            for (name, said) in rows_of(facts, actor, model, self.door(), read, asked) {
                let said = match said {
                    _ if !may_view => "none: no access to the document".to_owned(),
                    _ if role == ConnectionRole::NoAccess => "none: no role on the connection".to_owned(),
                    said => said,
                };
                words.insert(name, said);
            }
        }
        for (report, tenancy) in self.tenancies(facts, actor) {
            let name = self.project.report(report).map(|report| report.name.to_string()).unwrap_or_default();
            let said = if may_view { tenancy.to_string() } else { "none: no access to the document".to_owned() };
            words.insert(format!("tenant table of {name}"), said);
        }
        words
    }

    /// What the tenant tables of its reports leave somebody, for those that bind them.
    pub(crate) fn tenancies(&self, facts: &Facts, actor: &Actor) -> BTreeMap<ReportId, Tenancy> {
        let tables = facts.tenant_tables(self.document).filter(|(report, _)| self.project.report(*report).is_some());
        let left = |table| access::tenancy_by(facts, actor, self.document, Some(table), self.door());
        tables.map(|(report, table)| (report, left(table))).filter(|(_, tenancy)| *tenancy != Tenancy::Open).collect()
    }

    /// What an access grant looks at, and which values it takes.
    pub(crate) fn grants_of(&self, connection: ConnectionId, item: &str) -> Vec<access::AccessGrant> {
        let Ok(model) = self.models.get(connection) else { return Vec::new() };
        let names = item.split(['|', '&']).filter_map(|name| name.trim().parse::<ModelName>().ok());
        names.filter_map(|name| model.rules().grants.get(&name).cloned()).collect()
    }
}

/// What a model's rules leave somebody of the tables and topics that are asked about, in words.
pub(crate) fn rows_of(
    facts: &Facts,
    actor: &Actor,
    model: &Model,
    door: Door,
    table: impl Fn(&TableName) -> bool,
    topic: impl Fn(&ModelName) -> bool,
) -> Vec<(String, String)> {
    let tables = access::table_rules(facts, actor, model.rules(), door).into_iter().filter(|(name, _)| table(name));
    let topics = model.topics().filter(|found| topic(&found.name)).filter_map(|topic| {
        let rule = access::topic_rows(facts, actor, topic.rules(), model.rules(), door)?;
        Some((format!("topic {}", topic.name), rule.to_string()))
    });
    tables.map(|(name, policy)| (name.to_string(), policy.to_string())).chain(topics).collect()
}

fn board_tile(report: &Report, tile: &Tile, models: &Models, now: DateTime) -> Option<BoardTile> {
    let mut found = BoardTile {
        id: tile.id,
        title: if tile.title.is_empty() { "Untitled tile".to_owned() } else { tile.title.clone() },
        report: Named { id: report.id, name: report.name.to_string() },
        kind: QueryKind::Sql,
        connection: tile.content.connection()?,
        topic: None,
        guards: Vec::new(),
        tables: BTreeSet::new(),
    };
    match &tile.content {
        TileContent::Text { .. } => return None,
        TileContent::Sql { sql, .. } => {
            found.tables = semantics::parse_sql(sql).map(|statement| semantics::sql_tables(&statement)).unwrap_or_default();
        }
        TileContent::Query { query, connection, .. } => {
            found.topic.clone_from(&query.topic);
            found.kind = models.kind(*connection, query, now);
            let asks = models.get(*connection).ok().and_then(|model| semantics::requirements(model, query, now).ok());
            if let Some(asks) = asks {
                (found.guards, found.tables) = (asks.guards, asks.tables);
            }
        }
    }
    Some(found)
}
