//! People with a login; for admins.

use std::collections::BTreeMap;

use access::{Actor, Administer, Facts, Instance, NodeId, Principal};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use vocab::{AttributeValue, EmailAddress, GroupId, ModelName, Secret, Title, UserId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx, Named, Page, PageAsk};
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::standing::Standing;

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
    /// Whether they sign in through a provider.
    pub elsewhere: bool,
    /// Whether they have a password here.
    pub has_password: bool,
    /// When their open invitation ends.
    pub invited_until: Option<Timestamp>,
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
    /// Their password; without one they are invited, or sign in elsewhere.
    pub password: Option<Secret<String>>,
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
    pub hand_over_to: Option<UserId>,
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
        let hash = match &user.password {
            Some(password) => Some(app.passwords.hash(&*app.entropy, password).await?),
            None => None,
        };
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        let new = store::users::NewUser {
            id,
            name: user.name.clone(),
            email: user.email.clone(),
            password_hash: hash,
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
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        if change.active == Some(false) {
            // Nothing is left without somebody who looks after it.
            crate::ownership::hand_over(app, cx, &tx, user, change.hand_over_to).await?;
        }
        let details = json!({
            "active": change.active, "is_admin": change.is_admin, "secret_set": password_hash.is_some(), "hand_over_to": change.hand_over_to,
        });
        if change.password.is_some() && store::users::get(&tx, &may, user).await?.elsewhere {
            return Err(elsewhere());
        }
        let stored = store::users::UserChange { name: change.name, active: change.active, is_admin: change.is_admin, password_hash };
        let user = store::users::change(&tx, &may, user, &stored).await?;
        Act::on("user_change", user.id).called(user.name.as_str()).with(details).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "user_change", user, work).await?;
    get(app, cx, user).await
}

/// What somebody owns, for whoever has to find it a new owner.
#[derive(Debug, Clone)]
pub struct Owned {
    /// Folders and documents, by name; the first 200.
    pub content: Vec<Named<NodeId>>,
    /// How many folders and documents in all.
    pub count: u64,
    /// How many personal tokens end with them.
    pub tokens: u64,
}

/// What a person owns.
///
/// # Errors
/// Not there.
pub async fn owned(app: &App, cx: &Cx, user: UserId) -> Result<Owned, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    let may = cx.allow::<Administer, _>(facts, Instance)?;
    facts.user(user).ok_or(AppError::NotFound)?;
    let owned = facts.owned_by(user);
    let mut content: Vec<_> = owned.iter().map(|id| Named { id: *id, name: crate::content::name(facts, *id).to_owned() }).collect();
    content.sort_by(|a, b| a.name.cmp(&b.name));
    content.truncate(200);
    Ok(Owned { content, count: owned.len() as u64, tokens: store::users::count_tokens(&tx, &may, user).await? })
}

/// Deletes a person; what they own goes to somebody else first.
///
/// # Errors
/// `owns_content` with what it is, unless somebody takes it over; `last_admin`.
pub async fn delete(app: &App, cx: &Cx, user: UserId, hand_over_to: Option<UserId>) -> Result<(), AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        let name = tx.facts().user(user).ok_or(AppError::NotFound)?.name.to_owned();
        crate::ownership::hand_over(app, cx, &tx, user, hand_over_to).await?;
        store::users::remove(&tx, &may, user).await?;
        Act::on("user_delete", user).called(name).with(json!({"hand_over_to": hand_over_to})).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "user_delete", user, work).await
}

/// A one-time way to set a first password.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// What to send to the person, and to nobody else.
    pub url: Secret<String>,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

const INVITED_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Invites a person to set their password; an invitation before is dead.
///
/// # Errors
/// They are deactivated, or sign in elsewhere (T50).
pub async fn invite(app: &App, cx: &Cx, user: UserId) -> Result<Invitation, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        let known = store::users::get(&tx, &may, user).await?;
        // Whoever signs in through a provider that was replaced since is invited to the new one; to a password nobody is who has none (T50).
        if known.elsewhere && !crate::oidc::moved(app, &tx, user).await? {
            return Err(elsewhere());
        }
        if !known.active {
            return Err(AppError::invalid("", "deactivated_person", "somebody who is deactivated cannot be invited; activate them first"));
        }
        let mut bytes = [0; 32];
        app.entropy.fill(&mut bytes);
        let now = app.clock.now();
        let expires_at = now.saturating_add(INVITED_FOR).unwrap_or(now);
        store::users::invite(&tx, &may, user, &Secret::new(bytes), now, expires_at).await?;
        Act::on("user_invite", user).called(known.name.as_str()).done(app, cx, &tx).await?;
        tx.commit().await?;
        // Behind the hash: what stands there is sent to no server, so it is in no log.
        let url = format!("{}/invite#{}", app.config.public_url, URL_SAFE_NO_PAD.encode(bytes));
        Ok(Invitation { url: Secret::new(url), expires_at })
    };
    watched(app, cx, "user_invite", user, work).await
}

/// Whom an invitation is for.
#[derive(Debug, Clone)]
pub struct Invited {
    /// Their name.
    pub name: String,
    /// Their address; nobody else can use the invitation (T52).
    pub email: EmailAddress,
    /// Where to.
    pub organization: String,
}

/// Whom an invitation is for, for the page that asks for the password.
///
/// # Errors
/// Not there, whatever is the matter with it.
pub async fn invited(app: &App, code: &Secret<String>) -> Result<Invited, AppError> {
    let secret = crate::sessions::bytes_of(code.expose()).ok_or(AppError::NotFound)?;
    let tx = app.read().await?;
    let open = store::system::identity::invitation(&tx, &secret, app.clock.now()).await?.ok_or(AppError::NotFound)?;
    let user = tx.facts().user(open.user).ok_or(AppError::NotFound)?;
    let organization = store::settings::organization(&tx).await?.map_or_else(String::new, |name| name.to_string());
    Ok(Invited { name: user.name.to_owned(), email: user.email.clone(), organization })
}

/// Sets the first password of the one who is invited, and signs them in. It works once.
///
/// # Errors
/// Not there, whatever is the matter with it; a password that is too short.
pub async fn accept(app: &App, cx: &Cx, code: &Secret<String>, password: &Secret<String>) -> Result<SignedIn, AppError> {
    let work = async {
        let secret = crate::sessions::bytes_of(code.expose()).ok_or(AppError::NotFound)?;
        let open = store::system::identity::invitation(&app.read().await?, &secret, app.clock.now()).await?;
        open.ok_or(AppError::NotFound)?;
        if !app.config.password_sign_in {
            return Err(AppError::NoPasswords);
        }
        let hash = app.passwords.hash(&*app.entropy, password).await?;
        let own = Cx { standing: Standing::Own, ..cx.clone() };
        let tx = app.write(&own).await?;
        let user = store::system::identity::accept(&tx, &secret, &hash, app.clock.now()).await?;
        let own = Cx { actor: Actor::User(user), ..own };
        Act::on("invitation_accept", user).done(app, &own, &tx).await?;
        tx.commit().await?;
        crate::sessions::start(app, &own, user, app.write(&own).await?).await
    };
    watched(app, cx, "invitation_accept", "invitation", work).await
}

fn elsewhere() -> AppError {
    AppError::invalid(
        "/password",
        "signs_in_elsewhere",
        "this person signs in through the organization's provider and has no password here",
    )
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
        elsewhere: user.elsewhere,
        has_password: user.has_password,
        invited_until: user.invited_until,
        created_at: user.created_at,
        last_seen_at: user.last_seen_at,
    }
}
