//! People and groups to share with.

use access::Principal;
use vocab::EmailAddress;

use crate::cx::{App, Cx};
use crate::error::AppError;

/// Somebody to share with.
#[derive(Debug, Clone)]
pub struct PrincipalView {
    /// Who.
    pub principal: Principal,
    /// Their name.
    pub name: String,
    /// A user's address.
    pub email: Option<EmailAddress>,
    /// How many people a group has.
    pub members: Option<u64>,
}

/// Active people, groups and the organization whose name or address contains the text.
pub async fn search(app: &App, cx: &Cx, q: &str, limit: u32) -> Result<Vec<PrincipalView>, AppError> {
    todo!()
}
