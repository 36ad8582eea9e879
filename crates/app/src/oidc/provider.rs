//! The configured provider: what it publishes about itself, and the three questions that are put to it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};
use tokio::sync::Mutex;
use vocab::Secret;

use super::endpoint::Endpoint;
use super::error::OidcError;
use super::fetch::{Fetch, FetchAsk};
use super::keys::Keys;
use super::mapping::{Mapping, claim};
use super::query;
use super::token::{Expected, Token};

/// A provider as the operator configured it.
#[derive(Debug, Clone)]
pub struct OidcConfig {
    /// Who signs; the provider's own spelling, which tokens repeat.
    pub issuer: Endpoint,
    /// Who we are there.
    pub client_id: String,
    /// What proves it.
    pub client_secret: Secret<String>,
    /// What people call the provider.
    pub name: String,
    /// What is asked for; `openid` among it.
    pub scopes: Vec<String>,
    /// Whether signing in for the first time adds the person.
    pub create_people: bool,
    /// Which groups and attributes it decides.
    pub mapping: Mapping,
}

/// What is published about itself is read again after this long.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// A provider that failed is not asked again for this long: its silence must not become ours.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);

/// The provider and what is known of it.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(super) config: OidcConfig,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    metadata: Option<(Timestamp, Metadata)>,
    keys: Option<(Timestamp, Keys)>,
    failed: Option<(Timestamp, String)>,
}

/// What a provider publishes at its well-known address.
#[derive(Debug, Clone)]
pub(super) struct Metadata {
    pub(super) authorization: Endpoint,
    token: Endpoint,
    keys: Endpoint,
    userinfo: Option<Endpoint>,
    /// Whether the secret goes into the form; else into the header.
    secret_in_form: bool,
    /// Whether it says in its answer who it is (RFC 9207).
    pub(super) names_itself: bool,
}

#[derive(Deserialize)]
struct Published {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// What a sign-in was sent off with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent<'a> {
    pub(super) nonce: &'a str,
    pub(super) verifier: &'a str,
    pub(super) redirect: &'a str,
}

impl Provider {
    pub(crate) fn new(config: OidcConfig) -> Self {
        Self { config, known: Mutex::default() }
    }

    pub(super) async fn metadata(&self, fetch: &dyn Fetch, now: Timestamp) -> Result<Metadata, OidcError> {
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = &known.metadata
            && now.duration_since(*at) < FRESH
        {
            return Ok(metadata.clone());
        }
        if let Some((at, why)) = &known.failed
            && now.duration_since(*at) < PAUSE
        {
            return Err(OidcError::Unreachable(why.clone()));
        }
        match self.discover(fetch).await {
            Ok(metadata) => {
                known.metadata = Some((now, metadata.clone()));
                Ok(metadata)
            }
            Err(why) => {
                known.failed = Some((now, why.clone()));
                Err(OidcError::Unreachable(why))
            }
        }
    }

    async fn discover(&self, fetch: &dyn Fetch) -> Result<Metadata, String> {
        let issuer = &self.config.issuer;
        let url = format!("{}/.well-known/openid-configuration", issuer.as_str().trim_end_matches('/'));
        let url = url.parse().map_err(|_| "its well-known address is none".to_owned())?;
        let body = get(fetch, FetchAsk { url, authorization: None, form: None }).await?;
        let published: Published = serde_json::from_slice(&body).map_err(|error| format!("what it publishes: {error}"))?;
        if published.issuer != issuer.as_str() {
            return Err(format!("it calls itself `{}`, and the setting `oidc_issuer` says `{}`", published.issuer, issuer.as_str()));
        }
        let endpoint = |text: &str| {
            let endpoint: Endpoint = text.parse().map_err(|_| format!("`{text}` is no address that may be asked"))?;
            // Whoever is reached encrypted does not send us to where it is not.
            if issuer.encrypted() && !endpoint.encrypted() {
                return Err(format!("`{text}` is not encrypted"));
            }
            Ok(endpoint)
        };
        let methods = published.token_endpoint_auth_methods_supported.unwrap_or_default();
        let supports = |method: &str| methods.iter().any(|known| known == method);
        Ok(Metadata {
            authorization: endpoint(&published.authorization_endpoint)?,
            token: endpoint(&published.token_endpoint)?,
            keys: endpoint(&published.jwks_uri)?,
            userinfo: published.userinfo_endpoint.as_deref().map(endpoint).transpose()?,
            secret_in_form: !supports("client_secret_basic") && supports("client_secret_post"),
            names_itself: published.authorization_response_iss_parameter_supported,
        })
    }

    /// What the provider says of whoever came back with this code.
    pub(super) async fn redeem(
        &self,
        fetch: &dyn Fetch,
        now: Timestamp,
        code: &Secret<String>,
        sent: Sent<'_>,
    ) -> Result<Map<String, Value>, OidcError> {
        let metadata = self.metadata(fetch, now).await?;
        let answer = self.exchange(fetch, &metadata, code, sent).await?;
        let token = Token::parse(&answer.id_token).map_err(|why| unproved("the id token", why))?;
        let mut keys = self.keys(fetch, &metadata, now, false).await?;
        if !token.signed_by(&keys) {
            // Providers change their keys.
            keys = self.keys(fetch, &metadata, now, true).await?;
        }
        let expected = Expected { issuer: self.config.issuer.as_str(), client: &self.config.client_id, nonce: sent.nonce, now };
        let proved = token.prove(&keys, &expected).map_err(|why| unproved("the id token", why))?;
        self.completed(fetch, &metadata, proved, answer.access_token).await
    }

    async fn exchange(&self, fetch: &dyn Fetch, metadata: &Metadata, code: &Secret<String>, sent: Sent<'_>) -> Result<Tokens, OidcError> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code.expose().as_str()),
            ("redirect_uri", sent.redirect),
            ("code_verifier", sent.verifier),
        ];
        let (id, secret) = (self.config.client_id.as_str(), self.config.client_secret.expose().as_str());
        let authorization = if metadata.secret_in_form {
            form.extend([("client_id", id), ("client_secret", secret)]);
            None
        } else {
            // Both parts are encoded as in a form before they are joined (RFC 6749, 2.3.1).
            let pair = format!("{}:{}", query::encoded(id), query::encoded(secret));
            Some(Secret::new(format!("Basic {}", STANDARD.encode(pair))))
        };
        let form = Some(Secret::new(query::joined(&form)));
        let ask = FetchAsk { url: metadata.token.clone(), authorization, form };
        let answer = fetch.fetch(ask).await.map_err(|error| OidcError::Unreachable(error.0))?;
        match answer.status {
            200 => serde_json::from_slice(&answer.body).map_err(|_| unproved("the token endpoint", "an answer without an id token")),
            // The code was used or is another client's, the verifier is wrong, or our secret is.
            400..500 => Err(OidcError::Unproved(format!("the token endpoint refused the code: {}", refusal(&answer.body)))),
            status => Err(OidcError::Unreachable(format!("the token endpoint answers {status}"))),
        }
    }

    /// The keys, if need be asked for anew.
    async fn keys(&self, fetch: &dyn Fetch, metadata: &Metadata, now: Timestamp, anew: bool) -> Result<Keys, OidcError> {
        let mut known = self.known.lock().await;
        if let Some((at, keys)) = &known.keys
            && now.duration_since(*at) < FRESH
            && !anew
        {
            return Ok(keys.clone());
        }
        let ask = FetchAsk { url: metadata.keys.clone(), authorization: None, form: None };
        let body = get(fetch, ask).await.map_err(OidcError::Unreachable)?;
        let keys = Keys::parse(&body).ok_or_else(|| OidcError::Unreachable("its keys cannot be read".to_owned()))?;
        known.keys = Some((now, keys.clone()));
        Ok(keys)
    }

    /// What the token leaves out and is needed is asked of the userinfo endpoint. What was signed is never overruled by it.
    async fn completed(
        &self,
        fetch: &dyn Fetch,
        metadata: &Metadata,
        proved: Map<String, Value>,
        access: Option<Secret<String>>,
    ) -> Result<Map<String, Value>, OidcError> {
        let complete = ["email", "email_verified", "name"].into_iter().chain(self.config.mapping.claims());
        let missing = complete.into_iter().any(|name| claim(&proved, name).is_none());
        let (Some(url), Some(access), true) = (metadata.userinfo.clone(), access, missing) else { return Ok(proved) };
        let authorization = Some(Secret::new(format!("Bearer {}", access.expose())));
        let body = get(fetch, FetchAsk { url, authorization, form: None }).await.map_err(OidcError::Unreachable)?;
        let mut said: Map<String, Value> =
            serde_json::from_slice(&body).map_err(|_| OidcError::Unreachable("its userinfo is no object".to_owned()))?;
        // Else somebody else's answer could be mixed in (OpenID Connect Core, 5.3.2).
        if said.get("sub") != proved.get("sub") {
            return Err(unproved("the userinfo", "another subject"));
        }
        // An address and whether it is verified belong together: one of each would verify an address that nobody did.
        if proved.contains_key("email") && !proved.contains_key("email_verified") && said.get("email") != proved.get("email") {
            said.remove("email_verified");
        }
        if proved.contains_key("email_verified") && !proved.contains_key("email") {
            said.remove("email");
        }
        said.extend(proved);
        Ok(said)
    }
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<Secret<String>>,
}

async fn get(fetch: &dyn Fetch, ask: FetchAsk) -> Result<bytes::Bytes, String> {
    let url = ask.url.clone();
    let answer = fetch.fetch(ask).await.map_err(|error| format!("`{}`: {error}", url.as_str()))?;
    if answer.status == 200 { Ok(answer.body) } else { Err(format!("`{}` answers {}", url.as_str(), answer.status)) }
}

fn unproved(what: &str, why: &str) -> OidcError {
    OidcError::Unproved(format!("{what}: {why}"))
}

/// The word of a refusal, for the log; anything but a word is left out.
fn refusal(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let word = body.get("error").and_then(Value::as_str).unwrap_or("without a reason");
    word.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ')).take(40).collect()
}
