//! The first admin: a one-time code from the server's log, dead afterwards (T79).

use vocab::{EmailAddress, Secret, Title};

use crate::cx::{App, Cx};
use crate::error::AppError;
use crate::sessions::SignedIn;

/// What the set-up page sends.
#[derive(Debug, Clone)]
pub struct SetupAsk {
    /// The code from the log.
    pub code: Secret<String>,
    /// The admin's name.
    pub name: Title,
    /// The admin's address.
    pub email: EmailAddress,
    /// The admin's password.
    pub password: Secret<String>,
    /// What the organization is called.
    pub organization: Title,
}

/// The code to print in the log, or none when an admin is there.
pub async fn code(app: &App) -> Result<Option<Secret<String>>, AppError> {
    todo!()
}

/// Whether the first admin is still missing.
pub async fn needed(app: &App) -> Result<bool, AppError> {
    todo!()
}

/// Makes the first admin and signs them in. Answers [`AppError::NotFound`] once an admin is there.
pub async fn finish(app: &App, cx: &Cx, ask: SetupAsk) -> Result<SignedIn, AppError> {
    todo!()
}
