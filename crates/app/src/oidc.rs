//! Signing in through a provider by OpenID Connect: authorization code flow with PKCE, state and nonce.
//!
//! A person is whoever the provider means by (issuer, subject), and nothing else: an address or a name links nobody (T49). Somebody who
//! has an account here links it by proving to be that person here first.

mod endpoint;
mod error;
mod fetch;
mod keys;
mod mapping;
mod people;
mod provider;
mod query;
mod token;

use access::Actor;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::ReadTx;
use store::system::identity;
use vocab::{Secret, UserId};

use crate::audit::watched;
use crate::cx::{App, Cx};
use crate::error::AppError;
use crate::sessions::{self, SignedIn};
use crate::standing::Standing;

pub use endpoint::{Endpoint, NotAnEndpoint};
pub use error::OidcError;
pub use fetch::{Fetch, FetchAsk, FetchError, FetchNothing, Fetched};
pub use mapping::{Mapping, MappingFault};
pub use provider::OidcConfig;
pub(crate) use provider::Provider;
pub use query::safe_next;

use people::Linking;
use provider::Sent;

/// Where the provider sends people back to, under the public address.
pub const CALLBACK: &str = "/api/v1/auth/oidc/callback";

/// How long somebody may take at the provider.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

/// How one can sign in here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// The provider's name, if there is one.
    pub provider: Option<String>,
    /// Whether by a password.
    pub password: bool,
}

/// How one can sign in here; for anybody.
#[must_use]
pub fn ways(app: &App) -> Ways {
    Ways { provider: app.provider.as_ref().map(|provider| provider.config.name.clone()), password: app.config.password_sign_in }
}

/// Whether somebody has no account at the provider that is configured now.
pub(crate) async fn moved(app: &App, tx: &ReadTx, user: UserId) -> Result<bool, AppError> {
    let Some(provider) = &app.provider else { return Ok(false) };
    Ok(!identity::signs_in_through(tx, user, provider.config.issuer.as_str()).await?)
}

/// A sign-in that goes off to the provider.
#[derive(Debug, Clone)]
pub struct Begun {
    /// Where to send the browser.
    pub url: String,
    /// What the browser keeps until it is back.
    pub browser: Secret<String>,
    /// For so many seconds.
    pub lifetime_seconds: u64,
}

/// What is remembered of it here meanwhile.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    nonce: String,
    verifier: String,
    next: Option<String>,
    linking: Option<Linking>,
}

/// Begins a sign-in; for anybody.
///
/// # Errors
/// Not there when no provider is configured; `oidc_unreachable`.
pub async fn begin(app: &App, cx: &Cx, next: Option<&str>) -> Result<Begun, AppError> {
    send_off(app, cx, next.and_then(safe_next), None).await
}

/// How somebody proves to be the person here whom they want to link with the provider.
#[derive(Debug, Clone)]
pub enum Proof {
    /// Signed in, by the password once more.
    Password(Secret<String>),
    /// By the code of an invitation.
    Invitation(Secret<String>),
}

/// Begins a sign-in that links an account here with the provider. Its password ends with that (T50).
///
/// # Errors
/// As for the password or invitation; not there when no provider is configured; `oidc_unreachable`.
pub async fn begin_linking(app: &App, cx: &Cx, proof: Proof) -> Result<Begun, AppError> {
    let work = async {
        app.provider.as_ref().ok_or(AppError::NotFound)?;
        let (linking, next) = match proof {
            Proof::Password(password) => {
                let user = cx.themselves()?;
                sessions::prove(app, user, &password, "/password").await?;
                (Linking::Password(user), Some("/account".to_owned()))
            }
            Proof::Invitation(code) => {
                let secret = sessions::bytes_of(code.expose()).ok_or(AppError::NotFound)?;
                let open = identity::invitation(&app.read().await?, &secret, app.clock.now()).await?.ok_or(AppError::NotFound)?;
                (Linking::Invitation(open.user), None)
            }
        };
        send_off(app, cx, next, Some(linking)).await
    };
    watched(app, cx, "identity_link", "account", work).await
}

async fn send_off(app: &App, cx: &Cx, next: Option<String>, linking: Option<Linking>) -> Result<Begun, AppError> {
    let provider = app.provider.as_ref().ok_or(AppError::NotFound)?;
    let now = app.clock.now();
    let metadata = provider.metadata(&*app.fetch, now).await.map_err(logged)?;
    let [state, browser, nonce, verifier] = std::array::from_fn(|_| random(app));
    let remembered = Remembered { nonce: text(&nonce), verifier: text(&verifier), next, linking };
    let tx = app.write(&nobody(cx)).await?;
    let until = now.saturating_add(PATIENCE).unwrap_or(now);
    identity::begin_sign_in(&tx, &state, &browser, &remembered, now, until).await?;
    tx.commit().await?;
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(remembered.verifier.as_bytes()));
    let scopes = provider.config.scopes.join(" ");
    let url = query::extended(
        metadata.authorization.as_str(),
        &[
            ("response_type", "code"),
            ("client_id", &provider.config.client_id),
            ("redirect_uri", &redirect(app)),
            ("scope", &scopes),
            ("state", &text(&state)),
            ("nonce", &remembered.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ],
    );
    Ok(Begun { url, browser: Secret::new(text(&browser)), lifetime_seconds: PATIENCE.as_secs().unsigned_abs() })
}

/// What a browser comes back with.
#[derive(Debug, Clone, Default)]
pub struct Return {
    /// The state that it was sent off with.
    pub state: Option<Secret<String>>,
    /// What it kept meanwhile.
    pub browser: Option<Secret<String>>,
    /// What the provider gave it for us.
    pub code: Option<Secret<String>>,
    /// The provider's word for why there is none.
    pub error: Option<String>,
    /// Who the provider says it is.
    pub issuer: Option<String>,
}

/// How a sign-in ended.
#[derive(Debug)]
pub struct Ended {
    /// Where to go on to, whether it went well or not; a page of this server.
    pub next: Option<String>,
    /// Whether an account here was to be linked.
    pub linking: bool,
    /// Who is signed in.
    pub outcome: Result<SignedIn, AppError>,
}

/// Ends a sign-in when its browser is back; for anybody. Its state is used up with that, whatever comes of it.
///
/// # Errors
/// Not there when no provider is configured; when the store does not answer. All else stands in [`Ended`].
pub async fn end(app: &App, cx: &Cx, back: Return) -> Result<Ended, AppError> {
    let provider = app.provider.as_ref().ok_or(AppError::NotFound)?;
    let cx = nobody(cx);
    let secret = |given: &Option<Secret<String>>| given.as_ref().and_then(|given| sessions::bytes_of(given.expose()));
    let remembered: Option<Remembered> = match (secret(&back.state), secret(&back.browser)) {
        (Some(state), Some(browser)) => {
            let tx = app.write(&cx).await?;
            let found = identity::end_sign_in(&tx, &state, &browser, app.clock.now()).await?;
            tx.commit().await?;
            found
        }
        _ => None,
    };
    let Some(remembered) = remembered else {
        let outcome = watched(app, &cx, "sign_in", "session", async { Err(OidcError::Stale.into()) }).await;
        return Ok(Ended { next: None, linking: false, outcome });
    };
    let work = async {
        let claims = prove(app, provider, &remembered, &back).await?;
        let user = people::settle(app, &cx, &provider.config, &claims, remembered.linking).await?;
        let cx = Cx { actor: Actor::User(user), ..cx.clone() };
        // What the provider decides of them is in force before anything can be asked with the new session.
        sessions::start(app, &cx, user, app.write(&cx).await?).await.map_err(|error| match error {
            AppError::WrongCredentials => OidcError::Deactivated.into(),
            error => error,
        })
    };
    let outcome = watched(app, &cx, "sign_in", "session", work).await.map_err(log);
    Ok(Ended { next: remembered.next, linking: remembered.linking.is_some(), outcome })
}

async fn prove(
    app: &App,
    provider: &Provider,
    remembered: &Remembered,
    back: &Return,
) -> Result<serde_json::Map<String, serde_json::Value>, OidcError> {
    let now = app.clock.now();
    // An answer of another provider is not looked at any further (RFC 9207).
    let expected = provider.config.issuer.as_str();
    let other = back.issuer.as_deref().is_some_and(|issuer| issuer != expected);
    if other || back.issuer.is_none() && provider.metadata(&*app.fetch, now).await?.names_itself {
        return Err(OidcError::Unproved("the answer is another provider's".to_owned()));
    }
    if let Some(word) = &back.error {
        return Err(if word == "access_denied" {
            OidcError::Cancelled
        } else {
            OidcError::Unproved("the provider answers an error".to_owned())
        });
    }
    let code = back.code.as_ref().ok_or_else(|| OidcError::Unproved("there is no code".to_owned()))?;
    let sent = Sent { nonce: &remembered.nonce, verifier: &remembered.verifier, redirect: &redirect(app) };
    provider.redeem(&*app.fetch, now, code, sent).await
}

fn redirect(app: &App) -> String {
    format!("{}{CALLBACK}", app.config.public_url)
}

/// The reason is for whoever runs the server: people are told what they can do.
fn logged(error: OidcError) -> AppError {
    log(error.into())
}

fn log(error: AppError) -> AppError {
    if let AppError::Oidc(OidcError::Unreachable(why) | OidcError::Unproved(why)) = &error {
        tracing::warn!(why, "a sign-in through the provider failed: {error}");
    }
    error
}

/// Who signs in is nobody yet, whoever's the browser was before and as whomever they look.
fn nobody(cx: &Cx) -> Cx {
    Cx { actor: Actor::Anonymous, standing: Standing::Own, session: None, ..cx.clone() }
}

fn random(app: &App) -> Secret<[u8; 32]> {
    let mut bytes = [0; 32];
    app.entropy.fill(&mut bytes);
    Secret::new(bytes)
}

fn text(bytes: &Secret<[u8; 32]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes.expose())
}
