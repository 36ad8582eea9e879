//! Signing in and out, and who is signed in.

use vocab::{EmailAddress, Secret, SessionId, UserId};

use crate::cx::{App, Cx};
use crate::error::AppError;

/// The person who is signed in.
#[derive(Debug, Clone)]
pub struct Me {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// Whether they administer the instance.
    pub is_admin: bool,
    /// What the organization is called.
    pub organization: String,
    /// `create_content`, `administer`, `see_people`.
    pub can: Vec<&'static str>,
}

/// A new session: the secret goes into the cookie and is kept nowhere here.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who signed in.
    pub me: Me,
    /// 256 random bits in text form.
    pub secret: Secret<String>,
    /// Seconds that the cookie should last.
    pub lifetime_seconds: u64,
}

/// Who a session's secret belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authenticated {
    /// Who.
    pub user: UserId,
    /// Their session.
    pub session: SessionId,
}

/// Checks a password and starts a session.
pub async fn sign_in(app: &App, cx: &Cx, email: EmailAddress, password: Secret<String>) -> Result<SignedIn, AppError> {
    todo!()
}

/// Ends the session of this request.
pub async fn sign_out(app: &App, cx: &Cx) -> Result<(), AppError> {
    todo!()
}

/// Whose session this is: none when it ended, never was, or its person is deactivated.
pub async fn authenticate(app: &App, secret: &Secret<String>) -> Result<Option<Authenticated>, AppError> {
    todo!()
}

/// Who is signed in.
pub async fn me(app: &App, cx: &Cx) -> Result<Me, AppError> {
    todo!()
}
