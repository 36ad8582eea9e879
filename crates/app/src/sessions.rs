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
use crate::throttle::Guesser;

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
///
/// # Errors
/// `wrong_credentials`, in the same words and the same time whether the address or the password is wrong; `too_many_attempts`.
pub async fn sign_in(app: &App, cx: &Cx, email: EmailAddress, password: Secret<String>) -> Result<SignedIn, AppError> {
    let mut guessers = vec![Guesser::Account(email.clone())];
    guessers.extend(cx.address.map(|address| Guesser::Address(address.into())));
    let work = async {
        app.throttle.attempt(&guessers, app.clock.now())?;
        let found = store::system::sign_in(&app.read().await?, &email).await?;
        let usable = found.filter(|found| found.active);
        let hash = usable.as_ref().and_then(|found| found.password_hash.clone());
        let fits = app.passwords.verify(hash, &password).await?;
        let user = usable.filter(|_| fits).ok_or(AppError::WrongCredentials)?.user;
        let signed_in = start(app, &Cx { actor: Actor::User(user), ..cx.clone() }, user, app.write().await?).await?;
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
    let session = Session { id: app.id(), user, created_at: now, last_seen_at: now, expires_at: lasts_until(app, now) };
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
    let tx = app.write().await?;
    store::system::end_session(&tx, session).await?;
    Act::on("sign_out", "session").done(app, cx, &tx).await?;
    Ok(tx.commit().await?)
}

/// Whose session this is: none when it ended, never was, or its person is deactivated.
///
/// # Errors
/// When the store does not answer.
pub async fn authenticate(app: &App, secret: &Secret<String>) -> Result<Option<Authenticated>, AppError> {
    let Some(bytes) = URL_SAFE_NO_PAD.decode(secret.expose()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) else {
        return Ok(None);
    };
    let now = app.clock.now();
    let Some(session) = store::system::session(&app.read().await?, &Secret::new(bytes), now).await? else { return Ok(None) };
    if now.duration_since(session.last_seen_at) > SEEN_EVERY {
        let note = Note::SessionSeen { session: session.id, user: session.user, at: now, expires_at: lasts_until(app, now) };
        app.store.journal().add(note).await;
    }
    Ok(Some(Authenticated { user: session.user, session: session.id }))
}

/// A session's last use is written down to about a minute.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Who is signed in.
///
/// # Errors
/// `not_signed_in`.
pub async fn me(app: &App, cx: &Cx) -> Result<Me, AppError> {
    let id = cx.user()?;
    let tx = app.read().await?;
    let user = tx.facts().user(id).filter(|user| user.active).ok_or(AppError::NotSignedIn)?;
    let organization = store::settings::organization(&tx).await?;
    Ok(Me {
        id,
        name: user.name.to_owned(),
        email: user.email.clone(),
        is_admin: user.is_admin,
        organization: organization.map_or_else(String::new, |name| name.to_string()),
        can: crate::content::words(access::can(tx.facts(), &cx.actor, Instance)),
    })
}
