//! Where the metadata database is, and how connections to it are set up.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, RuntimeErr};
use vocab::Secret;

use crate::error::FileError;
use crate::{StoreError, files};

/// The address of the metadata database. `Debug` never shows a password.
#[derive(Debug, Clone)]
pub enum DatabaseUrl {
    /// A file on this machine, used by this server alone.
    Sqlite(PathBuf),
    /// A PostgreSQL database, which several servers may share.
    Postgres(Secret<String>),
}

impl DatabaseUrl {
    /// The embedded database in a file; made when it is missing.
    #[must_use]
    pub fn sqlite(path: impl AsRef<Path>) -> Self {
        Self::Sqlite(path.as_ref().to_owned())
    }
}

impl std::str::FromStr for DatabaseUrl {
    type Err = FileError;

    fn from_str(text: &str) -> Result<Self, FileError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() || path.contains(['?', '\0']) || path.contains(":memory:") {
                Err(FileError::BadUrl("after `sqlite:` the path of a file is expected, without options"))
            } else {
                Ok(Self::sqlite(path))
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(Secret::new(text.to_owned())));
        }
        Err(FileError::BadUrl("it starts with `sqlite:` or `postgres://`"))
    }
}

/// How long a writer waits for another process that holds the SQLite file, and how long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);
const SQLITE_CONNECTIONS: u32 = 12;
const POSTGRES_CONNECTIONS: u32 = 24;

pub(crate) async fn connect(url: &DatabaseUrl) -> Result<DatabaseConnection, StoreError> {
    let mut options = match url {
        DatabaseUrl::Sqlite(path) => {
            files::private_data_file(path)?;
            let text = path.to_str().ok_or(FileError::BadUrl("the path of the file is not UTF-8"))?.to_owned();
            // The path goes around the URL, so that no character in it is read as an option.
            let mut options = ConnectOptions::new("sqlite::memory:");
            options.max_connections(SQLITE_CONNECTIONS).map_sqlx_sqlite_opts(move |sqlite| {
                sqlite
                    .filename(&text)
                    .in_memory(false)
                    .shared_cache(false)
                    .create_if_missing(true)
                    .foreign_keys(true)
                    .busy_timeout(PATIENCE)
                    .pragma("journal_mode", "WAL")
                    // FULL: what was acknowledged is on the disk, also after a power cut; a revocation must not come back to life.
                    .pragma("synchronous", "FULL")
                    .pragma("trusted_schema", "OFF")
                    .pragma("cache_size", "-16000")
            });
            options
        }
        DatabaseUrl::Postgres(url) => {
            let mut options = ConnectOptions::new(url.expose());
            options.max_connections(POSTGRES_CONNECTIONS).map_sqlx_postgres_opts(|postgres| postgres.application_name("lucarne"));
            options
        }
    };
    options.sqlx_logging(false).record_stmt_in_spans(false).acquire_timeout(PATIENCE).connect_timeout(PATIENCE);
    Database::connect(options).await.map_err(|error| match error {
        // An address that cannot be read is quoted whole by the library, with its password (T103).
        DbErr::Conn(RuntimeErr::Internal(_)) => FileError::BadUrl("it cannot be read as the address of a PostgreSQL database").into(),
        error => error.into(),
    })
}
