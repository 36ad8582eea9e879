//! The first admin: a one-time code from the server's log, dead afterwards (T79).

use access::Actor;
use store::StoreError;
use store::users::NewUser;
use subtle::ConstantTimeEq;
use vocab::{EmailAddress, Secret, Title};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::error::AppError;
use crate::sessions::{self, SignedIn};
use crate::throttle::Guesser;

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

/// The code to print in the log, or none when an instance was set up already. The same until the server stops.
///
/// # Errors
/// When the store does not answer.
pub async fn code(app: &App) -> Result<Option<Secret<String>>, AppError> {
    if !needed(app).await? {
        return Ok(None);
    }
    let made = app.setup_code.get_or_init(|| {
        let mut bytes = [0; 15];
        app.entropy.fill(&mut bytes);
        let letters: Vec<u8> = bytes.iter().map(|byte| ALPHABET[usize::from(byte % 32)]).collect();
        let groups: Vec<String> = letters.chunks(5).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        Secret::new(groups.join("-"))
    });
    Ok(Some(made.clone()))
}

/// No letters that look like digits: the code is typed by hand.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Whether nobody is there yet.
///
/// # Errors
/// When the store does not answer.
pub async fn needed(app: &App) -> Result<bool, AppError> {
    let tx = app.read().await?;
    let nobody = tx.facts().users().next().is_none();
    Ok(nobody)
}

/// Makes the first admin and signs them in.
///
/// # Errors
/// [`AppError::NotFound`] once somebody is there, whatever the code; `wrong_setup_code`; `too_many_attempts`.
pub async fn finish(app: &App, cx: &Cx, ask: SetupAsk) -> Result<SignedIn, AppError> {
    let work = async {
        if !needed(app).await? {
            return Err(AppError::NotFound);
        }
        app.throttle.attempt(&[Guesser::Setup], app.clock.now())?;
        let right = app
            .setup_code
            .get()
            .is_some_and(|code| bool::from(code.expose().as_bytes().ct_eq(ask.code.expose().trim().to_ascii_lowercase().as_bytes())));
        if !right {
            return Err(AppError::WrongSetupCode);
        }
        app.throttle.succeeded(&[Guesser::Setup]);
        let hash = app.passwords.hash(&*app.entropy, &ask.password).await?;
        let new = NewUser {
            id: app.id(),
            name: ask.name.clone(),
            email: ask.email.clone(),
            password_hash: Some(hash),
            is_admin: true,
            at: app.clock.now(),
        };
        let tx = app.write(cx).await?;
        // Asked again inside the transaction: of two people with the code, one comes first.
        store::system::create_first_admin(&tx, &new, &ask.organization).await.map_err(|error| match error {
            StoreError::Conflict { .. } => AppError::NotFound,
            error => error.into(),
        })?;
        let admin = Cx { actor: Actor::User(new.id), ..cx.clone() };
        Act::on("set_up", new.id).called(new.name.as_str()).done(app, &admin, &tx).await?;
        tx.commit().await?;
        sessions::start(app, &admin, new.id, app.write(&admin).await?).await
    };
    watched(app, cx, "set_up", "instance", work).await
}
