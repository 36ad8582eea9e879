//! Groups of people and groups; for admins.

use std::collections::BTreeMap;

use access::Principal;
use vocab::{AttributeValue, GroupId, ModelName, Title};

use crate::cx::{App, Cx, Page, PageAsk};
use crate::error::AppError;

/// A group.
#[derive(Debug, Clone)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// Who is directly in it.
    pub members: Vec<(Principal, String)>,
    /// How many active people it has, nested ones counted once.
    pub user_count: u64,
    /// The values set on it.
    pub attributes: BTreeMap<ModelName, Vec<AttributeValue>>,
}

/// Groups by name.
pub async fn list(app: &App, cx: &Cx, q: Option<String>, page: PageAsk) -> Result<Page<Group>, AppError> {
    todo!()
}

/// Makes a group.
pub async fn create(app: &App, cx: &Cx, name: Title) -> Result<Group, AppError> {
    todo!()
}

/// One group.
pub async fn get(app: &App, cx: &Cx, group: GroupId) -> Result<Group, AppError> {
    todo!()
}

/// Renames a group.
pub async fn rename(app: &App, cx: &Cx, group: GroupId, name: Title) -> Result<Group, AppError> {
    todo!()
}

/// Removes a group with its grants.
pub async fn delete(app: &App, cx: &Cx, group: GroupId) -> Result<(), AppError> {
    todo!()
}

/// Puts a user or group into a group.
pub async fn add_member(app: &App, cx: &Cx, group: GroupId, member: Principal) -> Result<Group, AppError> {
    todo!()
}

/// Takes a user or group out of a group.
pub async fn remove_member(app: &App, cx: &Cx, group: GroupId, member: Principal) -> Result<Group, AppError> {
    todo!()
}
