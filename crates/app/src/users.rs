//! People with a login; for admins.

use std::collections::BTreeMap;

use access::{Administer, Facts, Instance, Principal};
use jiff::Timestamp;
use serde_json::json;
use vocab::{AttributeValue, EmailAddress, GroupId, ModelName, Secret, Title, UserId};

use crate::audit::{Act, watched};
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
    /// Who gets the content of somebody who is deactivated.
    pub new_owner: Option<UserId>,
}

/// People by name.
///
/// # Errors
/// Refused to everybody but admins, as everything here.
pub async fn list(app: &App, cx: &Cx, q: Option<String>, page: PageAsk) -> Result<Page<User>, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
    let limit = page.bounded();
    let after = match &page.cursor {
        None => None,
        Some(cursor) => {
            let id: UserId = cursor.parse().map_err(|_| AppError::BadCursor)?;
            let last = store::users::get(&tx, &may, id).await.map_err(|_| AppError::BadCursor)?;
            Some((last.name, id))
        }
    };
    let after = after.as_ref().map(|(name, id)| (name, *id));
    let users = store::users::list(&tx, &may, q.as_deref(), after, limit as u64 + 1).await?;
    let page = Page::cut(users, limit, |user| user.id.to_string());
    Ok(Page { items: page.items.into_iter().map(|user| shown(tx.facts(), user)).collect(), next_cursor: page.next_cursor })
}

/// Adds a person.
///
/// # Errors
/// `email_taken`; a password that is too short.
pub async fn create(app: &App, cx: &Cx, user: NewUser) -> Result<User, AppError> {
    let id = app.id();
    let work = async {
        // Asked before the password is hashed, so that nobody else makes the server work.
        cx.allow::<Administer, _>(app.read().await?.facts(), Instance)?;
        let hash = app.passwords.hash(&*app.entropy, &user.password).await?;
        let tx = app.write().await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        let new = store::users::NewUser {
            id,
            name: user.name.clone(),
            email: user.email.clone(),
            password_hash: Some(hash),
            is_admin: user.is_admin,
            at: app.clock.now(),
        };
        store::users::create(&tx, &may, &new).await?;
        let act = Act::on("user_create", id).called(user.name.as_str()).with(json!({"is_admin": user.is_admin}));
        act.done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "user_create", "users", work).await?;
    get(app, cx, id).await
}

/// One person.
///
/// # Errors
/// Not there.
pub async fn get(app: &App, cx: &Cx, user: UserId) -> Result<User, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
    let user = store::users::get(&tx, &may, user).await?;
    Ok(shown(tx.facts(), user))
}

/// Changes a person.
///
/// # Errors
/// `last_admin` when nobody could administer the instance any more; `owns_content` when somebody with content is deactivated.
pub async fn change(app: &App, cx: &Cx, user: UserId, change: UserChange) -> Result<User, AppError> {
    let work = async {
        cx.allow::<Administer, _>(app.read().await?.facts(), Instance)?;
        let password_hash = match &change.password {
            Some(password) => Some(app.passwords.hash(&*app.entropy, password).await?),
            None => None,
        };
        let tx = app.write().await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        if change.active == Some(false) {
            // Nothing is left without somebody who looks after it.
            crate::ownership::hand_over(app, cx, &tx, user, change.new_owner).await?;
        }
        let details = json!({
            "active": change.active, "is_admin": change.is_admin, "password": password_hash.is_some(), "new_owner": change.new_owner,
        });
        let stored = store::users::UserChange { name: change.name, active: change.active, is_admin: change.is_admin, password_hash };
        let user = store::users::change(&tx, &may, user, &stored).await?;
        Act::on("user_change", user.id).called(user.name.as_str()).with(details).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "user_change", user, work).await?;
    get(app, cx, user).await
}

fn shown(facts: &Facts, user: store::users::User) -> User {
    let groups = facts.groups_of(Principal::User(user.id)).into_iter();
    let mut groups: Vec<_> = groups.map(|id| Named { id, name: facts.group(id).unwrap_or_default().to_owned() }).collect();
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    let own = facts.own_attributes(Principal::User(user.id)).into_iter();
    User {
        id: user.id,
        name: user.name.to_string(),
        email: user.email,
        is_admin: user.is_admin,
        active: user.active,
        groups,
        attributes: own.map(|(name, values)| (name.clone(), values.to_vec())).collect(),
        created_at: user.created_at,
        last_seen_at: user.last_seen_at,
    }
}
