//! An engine with data and readers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::{
    AccessGrant, Actor, Change, ColumnRule, DataPolicy, Door, Facts, GrantExpr, Mask, MaskRule, MaskSql, ModelRules, QueryKind, TableName,
    TableRules, data_policy,
};
use arrow::array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray};
use arrow::record_batch::RecordBatch;
use engine::{Engine, EngineConfig};
use futures::StreamExt;
use parquet::arrow::ArrowWriter;
use semantics::port::{Ask, Chunk, EngineError, Format, Limits, QueryEngine, Source};
use semantics::sqlparser::ast::Statement;
use tempfile::TempDir;
use vocab::{AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ModelName, Secret, UserId};

pub(crate) const LIMITS: Limits = Limits { rows: 100_000, seconds: 60, memory_bytes: 1 << 30 };

/// What a reader may see of one table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rule {
    /// Column, values, whether they are patterns.
    pub(crate) rows: Vec<(String, Vec<AttributeValue>, bool)>,
    pub(crate) hidden: Vec<String>,
    pub(crate) masks: Vec<(String, Mask)>,
    /// The reader lacks an attribute that a row policy needs.
    pub(crate) refused: bool,
}

impl Rule {
    pub(crate) fn all() -> Self {
        Self::default()
    }

    pub(crate) fn one_of(column: &str, values: &[&str]) -> Self {
        Self {
            rows: vec![(column.to_owned(), values.iter().map(|v| AttributeValue::String((*v).to_owned())).collect(), false)],
            ..Self::default()
        }
    }

    pub(crate) fn hide(mut self, column: &str) -> Self {
        self.hidden.push(column.to_owned());
        self
    }

    pub(crate) fn mask(mut self, column: &str, with: Mask) -> Self {
        self.masks.push((column.to_owned(), with));
        self
    }

    pub(crate) fn refused() -> Self {
        Self { refused: true, ..Self::default() }
    }
}

fn name(text: &str) -> ModelName {
    text.parse().expect("a model name")
}

/// A policy as the access crate makes it for somebody with these rules.
pub(crate) fn policy(connection: ConnectionId, rules: &[(&str, Rule)]) -> DataPolicy {
    let user = UserId::from_parts(0, [7; 10]);
    let mut facts = Facts::new();
    let put = |facts: &mut Facts, change: Change| facts.apply(change).expect("a sound change");
    put(
        &mut facts,
        Change::UserPut { user, name: "Rita".parse().unwrap(), email: "rita@example.com".parse().unwrap(), is_admin: false, active: true },
    );
    put(&mut facts, Change::ConnectionPut { connection, name: "Data".parse().unwrap(), base_role: ConnectionRole::Querier });
    let mut model = ModelRules::default();
    model.grants.insert(name("nobody"), AccessGrant { user_attribute: name("absent"), allowed_values: vec![], access_boostable: false });
    put(&mut facts, Change::AttributePut { name: name("absent"), kind: AttributeKind::String, multiple: true, default: None });
    let mut attributes = 0;
    for (table, rule) in rules {
        let mut row_policies = Vec::new();
        for (column, values, like) in &rule.rows {
            let attribute = name(&format!("a{attributes}"));
            attributes += 1;
            let kind = values.first().map_or(AttributeKind::String, AttributeValue::kind);
            put(&mut facts, Change::AttributePut { name: attribute.clone(), kind, multiple: true, default: None });
            put(
                &mut facts,
                Change::AttributeValuePut { holder: access::Principal::User(user), name: attribute.clone(), values: values.clone() },
            );
            row_policies.push(ColumnRule { column: column.clone(), user_attribute: attribute, values_for_unfiltered: vec![], like: *like });
        }
        if rule.refused {
            row_policies.push(ColumnRule {
                column: "id".into(),
                user_attribute: name("absent"),
                values_for_unfiltered: vec![],
                like: false,
            });
        }
        let never = GrantExpr::parse(["nobody"]).expect("an expression");
        let guarded_columns: BTreeMap<_, _> = rule.hidden.iter().map(|column| (column.clone(), never.clone())).collect();
        let mut masks: BTreeMap<String, Vec<MaskRule>> = BTreeMap::new();
        for (column, with) in &rule.masks {
            masks.entry(column.clone()).or_default().push(MaskRule { unless: never.clone(), with: with.clone() });
        }
        model.tables.insert(TableName::from(*table), TableRules { row_policies, guarded_columns, masks, ..TableRules::default() });
    }
    data_policy(&facts, &Actor::User(user), connection, &model, QueryKind::Sql, Door::Workbook).expect("a querier may query")
}

/// A mask by SQL over these columns.
pub(crate) fn sql_mask(text: &str, columns: &[&str]) -> Mask {
    Mask::Sql(MaskSql { text: text.to_owned(), columns: columns.iter().map(|column| (*column).to_owned()).collect() })
}

/// A column of test data.
#[derive(Debug, Clone)]
pub(crate) enum Values {
    Int(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    Text(Vec<Option<String>>),
    Bool(Vec<Option<bool>>),
    Date(Vec<Option<i32>>),
}

impl Values {
    fn array(&self) -> ArrayRef {
        match self {
            Self::Int(values) => Arc::new(Int64Array::from(values.clone())),
            Self::Float(values) => Arc::new(Float64Array::from(values.clone())),
            Self::Text(values) => Arc::new(StringArray::from(values.clone())),
            Self::Bool(values) => Arc::new(BooleanArray::from(values.clone())),
            Self::Date(values) => Arc::new(Date32Array::from(values.clone())),
        }
    }

    pub(crate) fn keep(&self, rows: &[bool]) -> Self {
        fn keep<T: Clone>(values: &[T], rows: &[bool]) -> Vec<T> {
            values.iter().zip(rows).filter(|(_, keep)| **keep).map(|(value, _)| value.clone()).collect()
        }
        match self {
            Self::Int(values) => Self::Int(keep(values, rows)),
            Self::Float(values) => Self::Float(keep(values, rows)),
            Self::Text(values) => Self::Text(keep(values, rows)),
            Self::Bool(values) => Self::Bool(keep(values, rows)),
            Self::Date(values) => Self::Date(keep(values, rows)),
        }
    }
}

pub(crate) fn texts(values: &[&str]) -> Values {
    Values::Text(values.iter().map(|v| Some((*v).to_owned())).collect())
}

pub(crate) fn ints(values: &[i64]) -> Values {
    Values::Int(values.iter().map(|v| Some(*v)).collect())
}

/// Writes a table as Parquet, in small row groups so that pruning has something to do.
pub(crate) fn write(path: &Path, columns: &[(&str, Values)]) {
    write_in_groups(path, columns, 64);
}

/// Writes a table as Parquet in row groups of a size.
pub(crate) fn write_in_groups(path: &Path, columns: &[(&str, Values)], rows: usize) {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.iter().map(|(name, values)| (*name, values.array(), true)))
        .expect("equal lengths");
    let file = std::fs::File::create(path).expect("a file");
    let properties = parquet::file::properties::WriterProperties::builder().set_max_row_group_row_count(Some(rows)).build();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).expect("a writer");
    // Piece by piece: the writer recurses once per row group of what it is given.
    for start in (0..batch.num_rows()).step_by(rows) {
        writer.write(&batch.slice(start, rows.min(batch.num_rows() - start))).expect("written");
    }
    writer.close().expect("closed");
}

/// An engine with a folder of its own.
pub(crate) struct House {
    pub(crate) engine: Arc<Engine>,
    pub(crate) dir: TempDir,
}

impl House {
    pub(crate) fn new(threads: usize) -> Self {
        let dir = TempDir::new().expect("a folder");
        let config = EngineConfig {
            cache_dir: dir.path().join("cache"),
            memory_bytes: 1 << 30,
            spill_bytes: 1 << 30,
            threads,
            cache_bytes: 64 << 20,
            mask_key: Secret::new([3; 32]),
        };
        Self { engine: Engine::new(&config).expect("an engine"), dir }
    }

    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let folder = self.dir.path().join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    pub(crate) async fn attach(&self, number: u8, folder: PathBuf) -> ConnectionId {
        let connection = ConnectionId::from_parts(0, [number; 10]);
        self.engine.attach(connection, Source::Local { folder }).await.expect("attached");
        connection
    }

    pub(crate) async fn ask(&self, sql: &str, policy: &DataPolicy) -> Result<Got, EngineError> {
        ask(&self.engine, sql, policy).await
    }
}

/// A whole answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Got {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<String>,
    pub(crate) truncated: bool,
    pub(crate) cached: bool,
}

impl Got {
    /// Rows in no order, for comparing queries that ask for none.
    pub(crate) fn set(&self) -> (Vec<String>, Vec<String>) {
        let mut rows = self.rows.clone();
        rows.sort();
        (self.columns.clone(), rows)
    }
}

pub(crate) fn parse(sql: &str) -> Statement {
    let dialect = semantics::sqlparser::dialect::PostgreSqlDialect {};
    let mut statements = semantics::sqlparser::parser::Parser::parse_sql(&dialect, sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
    statements.pop().expect("a statement")
}

pub(crate) fn asked(sql: &str, policy: &DataPolicy) -> Ask {
    Ask { statement: parse(sql), policy: policy.clone(), format: Format::Json, limits: LIMITS, fresh: false }
}

pub(crate) async fn ask(engine: &Engine, sql: &str, policy: &DataPolicy) -> Result<Got, EngineError> {
    run(engine, asked(sql, policy)).await
}

/// Runs and reads a JSON answer to its end.
pub(crate) async fn run(engine: &Engine, ask: Ask) -> Result<Got, EngineError> {
    let (bytes, got) = bytes(engine, ask).await?;
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&bytes).expect("JSON rows");
    Ok(Got { rows: rows.iter().map(ToString::to_string).collect(), ..got })
}

/// Runs and reads an answer of any format to its end.
pub(crate) async fn bytes(engine: &Engine, ask: Ask) -> Result<(Vec<u8>, Got), EngineError> {
    let mut answer = engine.run(ask).await?;
    let mut bytes = Vec::new();
    let mut end = None;
    while let Some(chunk) = answer.body.next().await {
        assert!(end.is_none(), "nothing comes after the end");
        match chunk? {
            Chunk::Bytes(more) => bytes.extend_from_slice(&more),
            Chunk::End { truncated, .. } => end = Some(truncated),
        }
    }
    let columns = answer.columns.into_iter().map(|(name, data_type)| format!("{name}: {data_type:?}")).collect();
    let truncated = end.expect("an answer has an end");
    Ok((bytes, Got { columns, rows: Vec::new(), truncated, cached: answer.cached_at.is_some() }))
}

/// Two tables that most tests use: orders of three tenants, and customers.
pub(crate) async fn shop() -> (House, ConnectionId) {
    let house = House::new(2);
    let folder = house.folder("shop");
    write_shop(&folder, |_| true);
    let connection = house.attach(1, folder).await;
    (house, connection)
}

/// 300 orders: tenant by row, amounts that are zero or no number only for tenant `c`.
pub(crate) fn write_shop(folder: &Path, keep: impl Fn(&str) -> bool) {
    let count = 300;
    let tenants: Vec<&str> = (0..count).map(|i| ["a", "b", "c"][i % 3]).collect();
    let kept: Vec<bool> = tenants.iter().map(|tenant| keep(tenant)).collect();
    let ids: Vec<i64> = (0..count as i64).collect();
    let amounts: Vec<i64> = ids.iter().map(|i| if i % 3 == 2 { 0 } else { i % 17 + 1 }).collect();
    let codes: Vec<String> = ids.iter().map(|i| if i % 3 == 2 { format!("canary-{i}") } else { (i % 10).to_string() }).collect();
    let customers: Vec<i64> = ids.iter().map(|i| i % 7).collect();
    let columns = [
        ("id", ints(&ids)),
        ("tenant", texts(&tenants)),
        ("amount", ints(&amounts)),
        ("code", Values::Text(codes.into_iter().map(Some).collect())),
        ("customer", ints(&customers)),
        ("secret", Values::Text(ids.iter().map(|i| Some(format!("hidden-{}", i % 5))).collect())),
    ];
    let columns: Vec<_> = columns.iter().map(|(name, values)| (*name, values.keep(&kept))).collect();
    write(&folder.join("orders.parquet"), &columns);
    let tenants = ["a", "b", "c", "a", "b", "c", "a"];
    let kept: Vec<bool> = tenants.iter().map(|tenant| keep(tenant)).collect();
    let columns = [
        ("id", ints(&[0, 1, 2, 3, 4, 5, 6])),
        ("tenant", texts(&tenants)),
        ("name", texts(&["Ann", "Bob", "Canary", "Dan", "Eve", "Canary 2", "Fay"])),
    ];
    let columns: Vec<_> = columns.iter().map(|(name, values)| (*name, values.keep(&kept))).collect();
    write(&folder.join("customers.parquet"), &columns);
}

/// Tenant `a` in both tables, without the secret column.
pub(crate) fn tenant(connection: ConnectionId, tenant: &str) -> DataPolicy {
    policy(connection, &[("orders", Rule::one_of("tenant", &[tenant]).hide("secret")), ("customers", Rule::one_of("tenant", &[tenant]))])
}
