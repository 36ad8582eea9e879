//! A query through the whole server beside the same query asked of the engine: `cargo bench -p lucarne`. Prints medians, p95 and what the
//! server adds; quality.md asks for at most 2 ms at p95. The request goes through every layer but the socket.
#![expect(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark stops at the first surprise and prints")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

use std::sync::Arc;
use std::time::{Duration, Instant};

use access::{Actor, Change, Door, Facts, QueryKind, TableName};
use app::{App, Config, Cx, OsEntropy, Parts, SystemClock, Through};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use engine::{Engine, EngineConfig};
use futures::StreamExt;
use http_body_util::BodyExt;
use semantics::{Ask, Catalog, Chunk, FileKind, Format, Limits, QueryEngine};
use server::{Asset, PageAssets, ServerConfig};
use store::{DatabaseUrl, ServerKeys, Store};
use tower::ServiceExt;
use vocab::{ConnectionId, ConnectionRole, Secret};

const ROUNDS: usize = 400;
const CASES: &[(&str, &str)] = &[
    ("one number", "select count(*) as n from flights"),
    ("16 groups", "select carrier, count(*) as n, avg(arr_delay) as delay from flights group by carrier order by carrier"),
    (
        "1,000 rows",
        "select carrier, origin, dest, time_hour, dep_delay, arr_delay from flights order by time_hour, carrier, flight limit 1000",
    ),
];

struct NoPage;

impl PageAssets for NoPage {
    fn get(&self, _: &str) -> Option<Asset> {
        None
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(run());
}

async fn run() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let keys = ServerKeys::open(&data.join("keys")).unwrap();
    let store = Store::open(&DatabaseUrl::sqlite(data.join("metadata.sqlite")), &keys).await.unwrap();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let memory = EngineConfig {
        cache_dir: data.join("cache"),
        memory_bytes: 1 << 30,
        spill_bytes: 1 << 30,
        threads,
        cache_bytes: 64 << 20,
        mask_key: keys.derive("masks"),
    };
    let engine: Arc<dyn QueryEngine> = Engine::new(&memory).unwrap();
    let config = Config::new(data.to_path_buf(), "http://127.0.0.1".to_owned());
    let parts = Parts {
        store,
        engine: Arc::clone(&engine),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
        fetch: Arc::new(app::oidc::FetchNothing),
        config,
    };
    let app = App::start(parts).await.unwrap();
    let (secret, connection) = prepare(&app).await;
    let server = ServerConfig { public_url: "http://127.0.0.1".to_owned(), secure_cookies: false, page: Arc::new(NoPage) };
    let router = server::router(Arc::clone(&app), server);

    println!(
        "{:<14}{:>16}{:>16}{:>16}{:>16}{:>14}",
        "query, cached", "engine p50, ms", "server p50, ms", "engine p95, ms", "server p95, ms", "adds at p95"
    );
    for (name, sql) in CASES {
        let request = || {
            let body = serde_json::json!({"connection": connection, "query": {"sql": sql}}).to_string();
            Request::post("/api/v1/query")
                .header("authorization", format!("Bearer {}", secret.expose()))
                .header("content-type", "application/json")
                .header("accept", "application/vnd.apache.arrow.stream")
                .body(Body::from(body))
                .unwrap()
        };
        let ask = || direct(&engine, connection, sql);
        let (mut alone, mut whole) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let ask = ask().await;
            let start = Instant::now();
            let expected = read(&engine, ask).await;
            let engine_time = start.elapsed();
            let start = Instant::now();
            let response = router.clone().oneshot(request()).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK);
            let bytes = response.into_body().collect().await.unwrap().to_bytes();
            let server_time = start.elapsed();
            assert_eq!(bytes.len(), expected, "{name}");
            // The first round fills the cache for both.
            if round > 0 {
                alone.push(engine_time);
                whole.push(server_time);
            }
        }
        let added = ms(at(&mut whole, 95)) - ms(at(&mut alone, 95));
        println!(
            "{name:<14}{:>16.3}{:>16.3}{:>16.3}{:>16.3}{added:>11.3} ms",
            ms(at(&mut alone, 50)),
            ms(at(&mut whole, 50)),
            ms(at(&mut alone, 95)),
            ms(at(&mut whole, 95)),
        );
    }
}

/// An admin with a token, and a connection with the flights.
async fn prepare(app: &App) -> (Secret<String>, ConnectionId) {
    let cx = |actor| Cx {
        actor,
        standing: app::Standing::Own,
        session: None,
        request_id: app.request_id(),
        address: None,
        through: Through::System,
    };
    let code = app::setup::code(app).await.unwrap().expect("an empty instance");
    let ask = app::setup::SetupAsk {
        code,
        name: "Admin".parse().unwrap(),
        email: "admin@example.com".parse().unwrap(),
        password: Secret::new("correct horse battery".to_owned()),
        organization: "Bench".parse().unwrap(),
    };
    let signed_in = app::setup::finish(app, &cx(Actor::Anonymous), ask).await.unwrap();
    let admin = cx(Actor::User(signed_in.me.id));
    let connection = app::connections::create(app, &admin, "Flights".parse().unwrap()).await.unwrap().id;
    let place = app::tables::upload_place(app, &admin, connection).await.unwrap();
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/data/flights.parquet");
    std::fs::copy(source, &place).unwrap();
    app::tables::upload(app, &admin, connection, TableName::from("flights"), FileKind::Parquet, place).await.unwrap();
    (signed_in.secret, connection)
}

/// The same question with the same rules, put together as the application does on each request.
async fn direct(engine: &Arc<dyn QueryEngine>, connection: ConnectionId, sql: &str) -> Ask {
    let catalog = Catalog::from_tables(&engine.tables(connection).await.unwrap());
    let model = semantics::check(&semantics::generate(&catalog), &catalog).model.expect("a model");
    let admin = vocab::UserId::from_parts(1, [1; 10]);
    let mut facts = Facts::new();
    let (name, email) = ("Admin".parse().unwrap(), "admin@example.com".parse().unwrap());
    facts.apply(Change::UserPut { user: admin, name, email, is_admin: true, active: true }).unwrap();
    facts.apply(Change::ConnectionPut { connection, name: "Flights".parse().unwrap(), base_role: ConnectionRole::NoAccess }).unwrap();
    let policy = access::data_policy(&facts, &Actor::User(admin), connection, model.rules(), QueryKind::Sql, Door::Workbook).unwrap();
    let limits = Limits { rows: 50_000, seconds: 60, memory_bytes: 512 << 20 };
    Ask { statement: semantics::parse_sql(sql).unwrap(), policy, format: Format::ArrowStream, limits, fresh: false }
}

/// Runs it and counts the bytes.
async fn read(engine: &Arc<dyn QueryEngine>, ask: Ask) -> usize {
    let mut body = engine.run(ask).await.unwrap().body;
    let mut bytes = 0;
    while let Some(chunk) = body.next().await {
        if let Chunk::Bytes(more) = chunk.unwrap() {
            bytes += more.len();
        }
    }
    bytes
}

fn at(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
