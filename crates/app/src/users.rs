//! People with a login; for admins.

use std::collections::BTreeMap;

use jiff::Timestamp;
use vocab::{AttributeValue, EmailAddress, GroupId, ModelName, Secret, Title, UserId};

use crate::cx::{App, Cx, Named, Page, PageAsk};
use crate::error::AppError;

/// A person.
#[derive(Debug, Clone)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// Whether they administer the instance.
    pub is_admin: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// The groups they are directly in.
    pub groups: Vec<Named<GroupId>>,
    /// The values set on them.
    pub attributes: BTreeMap<ModelName, Vec<AttributeValue>>,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they last signed in.
    pub last_seen_at: Option<Timestamp>,
}

/// A new person.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Their name.
    pub name: Title,
    /// Their address.
    pub email: EmailAddress,
    /// Their password.
    pub password: Secret<String>,
    /// Whether they administer the instance.
    pub is_admin: bool,
}

/// Changes of a person; what is none stays as it is.
#[derive(Debug, Clone, Default)]
pub struct UserChange {
    /// A name.
    pub name: Option<Title>,
    /// Deactivating ends every session at once.
    pub active: Option<bool>,
    /// Whether they administer the instance.
    pub is_admin: Option<bool>,
    /// A new password ends every session.
    pub password: Option<Secret<String>>,
}

/// People by name.
pub async fn list(app: &App, cx: &Cx, q: Option<String>, page: PageAsk) -> Result<Page<User>, AppError> {
    todo!()
}

/// Adds a person.
pub async fn create(app: &App, cx: &Cx, user: NewUser) -> Result<User, AppError> {
    todo!()
}

/// One person.
pub async fn get(app: &App, cx: &Cx, user: UserId) -> Result<User, AppError> {
    todo!()
}

/// Changes a person.
pub async fn change(app: &App, cx: &Cx, user: UserId, change: UserChange) -> Result<User, AppError> {
    todo!()
}
