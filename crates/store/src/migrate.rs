//! The migrations: one program for SQLite and PostgreSQL.

mod m0001_start;
mod m0002_changes;
mod m0003_content;
mod m0004_people;
mod m0007_tenants;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::StoreError;

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_start::Migration),
            Box::new(m0002_changes::Migration),
            Box::new(m0003_content::Migration),
            Box::new(m0004_people::Migration),
            Box::new(m0007_tenants::Migration),
        ]
    }
}

/// Says "lucarne" to `pg_advisory_xact_lock`.
const POSTGRES_LOCK: i64 = 0x6c75_6361_726e_6500;

/// Brings the database to the newest form, all or nothing. Several servers may start at once; the later ones wait and then find nothing to do.
pub(crate) async fn run(db: &DatabaseConnection) -> Result<(), StoreError> {
    let options = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
    let tx = db.begin_with_options(options).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({POSTGRES_LOCK})")).await?;
    }
    Migrator::up(&tx, None).await?;
    Ok(tx.commit().await?)
}
