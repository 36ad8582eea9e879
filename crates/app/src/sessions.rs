//! Signing in and out, and who is signed in.

use access::{Actor, Instance};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use store::system::Session;
use store::{Note, StoreError, WriteTx};
use vocab::{EmailAddress, Secret, SessionId, UserId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::error::AppError;
use crate::standing::{Standing, Viewing};
use crate::throttle::Guesser;
use crate::view_as::ViewingAs;

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
    /// Whether they have a password here that they can change.
    pub has_password: bool,
    /// As whom they look, if not as themselves.
    pub view_as: Option<ViewingAs>,
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

/// Who a secret says is asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authenticated {
    /// Whose rights count.
    pub actor: Actor,
    /// On what footing.
    pub standing: Standing,
    /// Their session; none for a token.
    pub session: Option<SessionId>,
}

/// Checks a password and starts a session.
///
/// # Errors
/// `wrong_credentials`, in the same words and the same time whether the address or the password is wrong; `too_many_attempts`.
pub async fn sign_in(app: &App, cx: &Cx, email: EmailAddress, password: Secret<String>) -> Result<SignedIn, AppError> {
    let mut guessers = vec![Guesser::Account(email.clone())];
    guessers.extend(cx.address.map(|address| Guesser::Address(address.into())));
    let work = async {
        if !app.config.password_sign_in {
            return Err(AppError::NoPasswords);
        }
        app.throttle.attempt(&guessers, app.clock.now())?;
        let found = store::system::sign_in(&app.read().await?, &email).await?;
        let usable = found.filter(|found| found.active);
        let hash = usable.as_ref().and_then(|found| found.password_hash.clone());
        let fits = app.passwords.verify(hash, &password).await?;
        let user = usable.filter(|_| fits).ok_or(AppError::WrongCredentials)?.user;
        let cx = Cx { actor: Actor::User(user), standing: Standing::Own, ..cx.clone() };
        let signed_in = start(app, &cx, user, app.write(&cx).await?).await?;
        app.throttle.succeeded(&guessers);
        Ok(signed_in)
    };
    watched(app, cx, "sign_in", "session", work).await
}

/// Starts a session of somebody who has just proved who they are, and commits.
pub(crate) async fn start(app: &App, cx: &Cx, user: UserId, tx: WriteTx) -> Result<SignedIn, AppError> {
    let mut bytes = [0; 32];
    app.entropy.fill(&mut bytes);
    let now = app.clock.now();
    let session = Session { id: app.id(), user, created_at: now, last_seen_at: now, expires_at: lasts_until(app, now), view_as: None };
    // Deactivated since the password was checked.
    store::system::start_session(&tx, &session, &Secret::new(bytes)).await.map_err(|error| match error {
        StoreError::NotFound => AppError::WrongCredentials,
        error => error.into(),
    })?;
    Act::on("sign_in", user).done(app, cx, &tx).await?;
    tx.commit().await?;
    Ok(SignedIn {
        me: me(app, cx).await?,
        secret: Secret::new(URL_SAFE_NO_PAD.encode(bytes)),
        lifetime_seconds: u64::from(app.config.session_hours) * 3600,
    })
}

fn lasts_until(app: &App, now: Timestamp) -> Timestamp {
    now.saturating_add(SignedDuration::from_hours(i64::from(app.config.session_hours))).unwrap_or(now)
}

/// Ends the session of this request.
///
/// # Errors
/// When the store does not answer; that nobody is signed in is none.
pub async fn sign_out(app: &App, cx: &Cx) -> Result<(), AppError> {
    let Some(session) = cx.session else { return Ok(()) };
    let cx = &crate::view_as::back(cx);
    let tx = app.write(cx).await?;
    store::system::end_session(&tx, session).await?;
    Act::on("sign_out", "session").done(app, cx, &tx).await?;
    Ok(tx.commit().await?)
}

/// Whose session this is: none when it ended, never was, or its person is deactivated.
///
/// # Errors
/// When the store does not answer.
pub async fn authenticate(app: &App, secret: &Secret<String>) -> Result<Option<Authenticated>, AppError> {
    let Some(bytes) = bytes_of(secret.expose()) else { return Ok(None) };
    let now = app.clock.now();
    let tx = app.read().await?;
    let Some(session) = store::system::session(&tx, &bytes, now).await? else { return Ok(None) };
    let viewer = Actor::User(session.user);
    // Decided again for each request: whoever may not look as somebody else any more is themselves again.
    let view = session.view_as.and_then(|view| Some((access::seen_as(tx.facts(), &viewer, view.seen, view.document).ok()?, view)));
    drop(tx);
    if now.duration_since(session.last_seen_at) > SEEN_EVERY {
        let note = Note::SessionSeen { session: session.id, user: session.user, at: now, expires_at: lasts_until(app, now) };
        app.store.journal().add(note).await;
    }
    let (actor, standing) = match view {
        Some((actor, view)) => (actor, Standing::Viewing(Viewing { viewer: session.user, view })),
        None => (viewer, Standing::Own),
    };
    Ok(Some(Authenticated { actor, standing, session: Some(session.id) }))
}

/// The same for what a program sends: a personal token, or the secret of a session.
///
/// # Errors
/// When the store does not answer.
pub async fn authenticate_program(app: &App, secret: &Secret<String>) -> Result<Option<Authenticated>, AppError> {
    let Some(text) = secret.expose().strip_prefix(crate::tokens::MARK) else { return authenticate(app, secret).await };
    let Some(bytes) = bytes_of(text) else { return Ok(None) };
    let now = app.clock.now();
    let Some(token) = store::system::own::token(&app.read().await?, &bytes, now).await? else { return Ok(None) };
    if token.last_used_at.is_none_or(|last| now.duration_since(last) > SEEN_EVERY) {
        app.store.journal().add(Note::TokenSeen { token: token.id, at: now }).await;
    }
    let standing = Standing::Token { id: token.id, scope: token.scope };
    Ok(Some(Authenticated { actor: Actor::User(token.user), standing, session: None }))
}

/// The 256 bits of a secret in text form.
pub(crate) fn bytes_of(text: &str) -> Option<Secret<[u8; 32]>> {
    URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(Secret::new)
}

/// Changes one's own password and ends every other session.
///
/// # Errors
/// `wrong_password`; a new one that is too short; `too_many_attempts`; there is none here, because one signs in elsewhere (T50).
pub async fn change_password(app: &App, cx: &Cx, present: Secret<String>, new: Secret<String>) -> Result<(), AppError> {
    let work = async {
        let user = cx.themselves()?;
        let stored = prove(app, user, &present, "/current").await?;
        let hash = app.passwords.hash(&*app.entropy, &new).await?;
        let tx = app.write(cx).await?;
        // Changed by somebody else while the two were compared.
        if store::system::own::password_hash(&tx, user).await?.map(|hash| hash.expose().clone()) != Some(stored.expose().clone()) {
            return Err(AppError::invalid("/current", "wrong_password", "this is not the present password"));
        }
        store::system::own::set_password(&tx, user, &hash, cx.session).await?;
        Act::on("password_change", user).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "password_change", "password", work).await
}

/// The hash that the password of somebody who is signed in fits. A session that somebody left open must not become a way to guess.
pub(crate) async fn prove(app: &App, user: UserId, password: &Secret<String>, pointer: &str) -> Result<Secret<String>, AppError> {
    let (stored, email) = {
        let tx = app.read().await?;
        let email = tx.facts().user(user).ok_or(AppError::NotSignedIn)?.email.clone();
        (store::system::own::password_hash(&tx, user).await?, email)
    };
    let Some(stored) = stored else {
        return Err(AppError::invalid(pointer, "no_password_here", "this account has no password here; it signs in elsewhere"));
    };
    let guesser = [Guesser::Account(email)];
    app.throttle.attempt(&guesser, app.clock.now())?;
    if !app.passwords.verify(Some(stored.clone()), password).await? {
        return Err(AppError::invalid(pointer, "wrong_password", "this is not the present password"));
    }
    app.throttle.succeeded(&guesser);
    Ok(stored)
}

/// A session's last use is written down to about a minute.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Who is signed in.
///
/// # Errors
/// `not_signed_in`.
pub async fn me(app: &App, cx: &Cx) -> Result<Me, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    let view_as = crate::view_as::banner(app, &tx, cx).await?;
    let id = match cx.actor {
        Actor::User(user) if facts.user(user).is_some() => user,
        // A visitor and a member of a group are nobody in particular: the page shows who looks, and what the other may do.
        _ => match &view_as {
            Some(view) => view.by.id,
            None => cx.user()?,
        },
    };
    let user = facts.user(id).filter(|user| user.active).ok_or(AppError::NotSignedIn)?;
    let organization = store::settings::organization(&tx).await?;
    let seen_as_nobody = cx.actor != Actor::User(id);
    Ok(Me {
        id,
        name: view_as.as_ref().filter(|_| seen_as_nobody).map_or_else(|| user.name.to_owned(), |view| view.name.clone()),
        email: user.email.clone(),
        is_admin: user.is_admin && !seen_as_nobody,
        organization: organization.map_or_else(String::new, |name| name.to_string()),
        can: crate::content::words(access::can(facts, &cx.actor, Instance)),
        has_password: cx.standing == Standing::Own && store::system::own::password_hash(&tx, id).await?.is_some(),
        view_as,
    })
}
