//! The store on both databases: every case in here runs on SQLite by itself, and all of them once on one PostgreSQL server.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod audit;
mod concurrency;
mod connections;
mod content;
mod database;
mod exactness;
mod facts;
mod files;
mod identity;
mod journal;
mod links;
mod people;
mod personal;
mod postgres;
mod secrets;
mod sessions;
mod system;
mod tenants;
mod world;

/// Writes each case once: a test of its name on SQLite, and an entry of `CASES` for the run on PostgreSQL.
macro_rules! on_both {
    ($(async fn $name:ident($db:ident) $body:block)*) => {
        $(
            async fn $name($db: crate::database::Db) $body

            mod $name {
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn on_sqlite() {
                    super::$name(crate::database::Db::sqlite()).await;
                }
            }
        )*

        pub(crate) const CASES: &[crate::database::Case] = &[$((concat!(module_path!(), "::", stringify!($name)), |db| Box::pin($name(db)))),*];
    };
}
pub(crate) use on_both;

const ALL: &[&[database::Case]] = &[
    audit::CASES,
    concurrency::CASES,
    connections::CASES,
    content::CASES,
    exactness::CASES,
    facts::CASES,
    identity::CASES,
    journal::CASES,
    links::CASES,
    tenants::CASES,
    people::CASES,
    personal::CASES,
    sessions::CASES,
    system::CASES,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_on_postgres() {
    let Some(server) = postgres::Server::start() else { return };
    for (name, case) in ALL.iter().copied().flatten().copied() {
        let db = database::Db::postgres(&server).await;
        // In a task of its own, so that the name of the case stands beside its panic.
        let result = tokio::spawn(case(db)).await;
        assert!(result.is_ok(), "on PostgreSQL: {name}");
    }
}
