//! The one error type of the store: closed, with a stable code for each case.

use sea_orm::{DbErr, SqlErr};

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such thing.
    #[error("there is no such thing")]
    NotFound,
    /// Something with that name or key exists already.
    #[error("{what} is taken already")]
    Conflict {
        /// What clashes, as a stable word such as `email`.
        what: &'static str,
    },
    /// The thing has moved on from the version that the change started from.
    #[error("the stored version is {current} by now")]
    VersionClash {
        /// The version that is stored.
        current: i64,
    },
    /// A value that no database can keep, or that is too large to keep.
    #[error("{what} cannot be stored: {why}")]
    Invalid {
        /// Which value, as a stable word.
        what: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The change contradicts the facts, as a group that would contain itself.
    #[error(transparent)]
    Facts(#[from] access::FactsError),
    /// The database cannot be reached, or gave up on the query.
    #[error("the metadata database is unavailable: {0}")]
    Unavailable(#[source] DbErr),
    /// Something stored does not have the form that this program writes.
    #[error("stored data is damaged: {what}")]
    Corrupt {
        /// What was read.
        what: &'static str,
    },
    /// A data or key file is missing its protection, or cannot be opened.
    #[error(transparent)]
    File(#[from] FileError),
}

/// What is wrong with a file or address that the server keeps its data or keys in.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Others on the machine can read it.
    #[error("`{path}` can be read by other users of this machine; run `chmod {mode} {path}` after making sure that nobody did")]
    Exposed {
        /// The file.
        path: String,
        /// The mode that it should have.
        mode: &'static str,
    },
    /// It does not hold what it should.
    #[error("`{path}` is not a key file of this server: {why}")]
    BadKeys {
        /// The file.
        path: String,
        /// What is wrong.
        why: &'static str,
    },
    /// The address names no database that can be used.
    #[error("the database address is not usable: {0}")]
    BadUrl(&'static str),
    /// The operating system refused.
    #[error("`{path}`: {source}")]
    Io {
        /// The file.
        path: String,
        /// Its words.
        source: std::io::Error,
    },
}

impl StoreError {
    /// The stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Conflict { .. } => "conflict",
            Self::VersionClash { .. } => "version_clash",
            Self::Invalid { .. } => "invalid",
            Self::Facts(_) => "facts",
            Self::Unavailable(_) => "unavailable",
            Self::Corrupt { .. } => "corrupt",
            Self::File(_) => "file",
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict { what: "it" },
            // The only way for a row to point at nothing: what it points at went away since the caller looked.
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => Self::NotFound,
            _ => match error {
                DbErr::RecordNotFound(_) | DbErr::RecordNotUpdated => Self::NotFound,
                DbErr::Type(_) | DbErr::Json(_) => Self::Corrupt { what: "a column" },
                error => Self::Unavailable(error),
            },
        }
    }
}

/// Says in the caller's words what a unique key protects.
pub(crate) trait OrTaken<T> {
    /// Turns the database's "unique constraint" into [`StoreError::Conflict`] about `what`.
    fn or_taken(self, what: &'static str) -> Result<T, StoreError>;
}

impl<T> OrTaken<T> for Result<T, DbErr> {
    fn or_taken(self, what: &'static str) -> Result<T, StoreError> {
        self.map_err(|error| match StoreError::from(error) {
            StoreError::Conflict { .. } => StoreError::Conflict { what },
            other => other,
        })
    }
}
