//! A provider of sign-ins in memory: it signs what a test wants signed, and checks what a real one checks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::Clock;
use app::oidc::{Fetch, FetchAsk, FetchError, Fetched, Mapping, OidcConfig};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use futures::future::BoxFuture;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use vocab::Secret;

use crate::clock::SteppedClock;

const ISSUER: &str = "https://id.example";
const CLIENT: &str = "lucarne";
const SECRET: &str = "a secret: of ours";

/// How the next tokens are not what they should be.
#[derive(Debug, Clone, Default)]
pub enum Forgery {
    /// They are.
    #[default]
    Nothing,
    /// Signed with a key that is not published.
    OtherKey,
    /// Unsigned, and says so.
    Unsigned,
    /// Signed by HMAC with the published key as the secret.
    PublicKeyAsSecret,
    /// One byte of the signature is another.
    BrokenSignature,
    /// These claims are different; those with `null` are left out.
    Claims(Value),
    /// The header is different.
    Header(Value),
}

/// The provider.
pub struct FakeProvider {
    clock: Arc<SteppedClock>,
    state: Mutex<State>,
}

struct State {
    keys: Vec<(String, EcdsaKeyPair)>,
    codes: HashMap<String, Grant>,
    forgery: Forgery,
    userinfo: Option<Value>,
    metadata: Map<String, Value>,
    silent: bool,
    asked: Vec<String>,
}

/// What a code stands for.
struct Grant {
    challenge: String,
    nonce: String,
    redirect: String,
    claims: Value,
}

/// What the browser takes back.
#[derive(Debug, Clone)]
pub struct Came {
    /// The state that it was sent with.
    pub state: String,
    /// The code.
    pub code: String,
}

impl FakeProvider {
    /// A provider with one key.
    pub(crate) fn new(clock: Arc<SteppedClock>) -> Self {
        let state = State {
            keys: vec![("key-1".to_owned(), key())],
            codes: HashMap::new(),
            forgery: Forgery::Nothing,
            userinfo: None,
            metadata: Map::new(),
            silent: false,
            asked: Vec::new(),
        };
        Self { clock, state: Mutex::new(state) }
    }

    /// How an instance is configured for it: groups from `roles`, the attribute `carrier` from `airline`.
    pub fn config() -> OidcConfig {
        OidcConfig {
            issuer: ISSUER.parse().expect("an address"),
            client_id: CLIENT.to_owned(),
            client_secret: Secret::new(SECRET.to_owned()),
            name: "Example Airlines".to_owned(),
            scopes: vec!["openid".to_owned(), "email".to_owned()],
            create_people: true,
            mapping: Mapping::new("roles", "pilot = Crew; cabin = Crew; reader = Readers; ghost = Nobody here", "airline = carrier")
                .expect("a mapping"),
        }
    }

    /// Signs somebody in who was sent to this address, as the provider's own page would.
    #[track_caller]
    pub fn authorize(&self, url: &str, claims: Value) -> Came {
        let (address, query) = url.split_once('?').expect("parameters");
        assert_eq!(address, format!("{ISSUER}/authorize"));
        let sent = parameters(query);
        let of = |name: &str| sent.get(name).cloned().unwrap_or_default();
        assert_eq!((of("response_type"), of("client_id"), of("code_challenge_method")), ("code".into(), CLIENT.into(), "S256".into()));
        assert!(of("scope").split(' ').any(|scope| scope == "openid"), "{url}");
        assert!(of("state").len() >= 43 && of("nonce").len() >= 43 && of("code_challenge").len() == 43, "256 bits each: {url}");
        let mut state = self.state();
        let code = format!("code-{}", state.asked.len() + state.codes.len() * 1000);
        let grant = Grant { challenge: of("code_challenge"), nonce: of("nonce"), redirect: of("redirect_uri"), claims };
        state.codes.insert(code.clone(), grant);
        Came { state: of("state"), code }
    }

    /// How tokens are forged from now on.
    pub fn forge(&self, forgery: Forgery) {
        self.state().forgery = forgery;
    }

    /// Signs with a new key from now on, and publishes that one alone.
    pub fn rotate(&self) {
        let mut state = self.state();
        let id = format!("key-{}", state.asked.len() + 2);
        state.keys = vec![(id, key())];
    }

    /// What the userinfo endpoint says beside the subject.
    pub fn tell(&self, userinfo: Value) {
        self.state().userinfo = Some(userinfo);
    }

    /// Publishes this about itself instead.
    pub fn publish(&self, name: &str, value: Value) {
        self.state().metadata.insert(name.to_owned(), value);
    }

    /// Answers nobody, or again.
    pub fn silence(&self, silent: bool) {
        self.state().silent = silent;
    }

    /// The paths that it was asked for.
    pub fn asked(&self) -> Vec<String> {
        self.state().asked.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, ask: &FetchAsk) -> Result<Fetched, FetchError> {
        let mut state = self.state();
        if state.silent {
            return Err(FetchError("silence".to_owned()));
        }
        let path = ask.url.as_str().strip_prefix(ISSUER).ok_or_else(|| FetchError("another server".to_owned()))?;
        state.asked.push(path.to_owned());
        let found = |body: Value| Ok(Fetched { status: 200, body: body.to_string().into() });
        // An issuer may have a path of its own.
        let path = if path.ends_with("/.well-known/openid-configuration") { "/.well-known/openid-configuration" } else { path };
        match path {
            "/.well-known/openid-configuration" => {
                let mut published = json!({
                    "issuer": ISSUER, "authorization_endpoint": format!("{ISSUER}/authorize"), "token_endpoint": format!("{ISSUER}/token"),
                    "jwks_uri": format!("{ISSUER}/keys"), "userinfo_endpoint": format!("{ISSUER}/userinfo"),
                });
                published.as_object_mut().expect("an object").extend(state.metadata.clone());
                found(published)
            }
            "/keys" => {
                let keys: Vec<Value> = state.keys.iter().map(|(id, key)| jwk(id, key)).collect();
                // Others stand among them, as real providers have them: for encryption, and of kinds that nobody knows.
                let odd = [
                    json!({"kty": "oct", "kid": "key-1", "k": "AAAA"}),
                    json!({"kty": "RSA", "use": "enc", "n": "AQAB", "e": "AQAB"}),
                    json!(7),
                ];
                found(json!({"keys": odd.into_iter().chain(keys).collect::<Vec<_>>()}))
            }
            "/token" => Ok(self.token(&mut state, ask)),
            "/userinfo" => {
                let secret = ask.authorization.as_ref().map(|secret| secret.expose().clone()).unwrap_or_default();
                let Some(subject) = secret.strip_prefix("Bearer access-of-") else { return Ok(Fetched { status: 401, body: "".into() }) };
                let mut said = json!({"sub": subject});
                said.as_object_mut()
                    .expect("an object")
                    .extend(state.userinfo.clone().unwrap_or_default().as_object().cloned().unwrap_or_default());
                found(said)
            }
            _ => Ok(Fetched { status: 404, body: "".into() }),
        }
    }

    fn token(&self, state: &mut State, ask: &FetchAsk) -> Fetched {
        let refused = |status, word: &str| Fetched { status, body: json!({"error": word}).to_string().into() };
        let form = parameters(ask.form.as_ref().map_or("", |form| form.expose()));
        let of = |name: &str| form.get(name).cloned().unwrap_or_default();
        // Both parts are encoded as in a form (RFC 6749, 2.3.1).
        let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:a%20secret%3A%20of%20ours")));
        let by_header = ask.authorization.as_ref().is_some_and(|header| *header.expose() == basic);
        let by_form = of("client_id") == CLIENT && of("client_secret") == SECRET;
        if !by_header && !by_form {
            return refused(401, "invalid_client");
        }
        // A code is used up by being shown, also in vain.
        let Some(grant) = state.codes.remove(&of("code")) else { return refused(400, "invalid_grant") };
        let proof = URL_SAFE_NO_PAD.encode(Sha256::digest(of("code_verifier").as_bytes()));
        if of("grant_type") != "authorization_code" || proof != grant.challenge || of("redirect_uri") != grant.redirect {
            return refused(400, "invalid_grant");
        }
        let now = self.clock.now().as_second();
        let mut claims = json!({"iss": ISSUER, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": grant.nonce});
        let all = claims.as_object_mut().expect("an object");
        all.extend(grant.claims.as_object().cloned().unwrap_or_default());
        if let Forgery::Claims(Value::Object(others)) = &state.forgery {
            for (name, value) in others {
                if value.is_null() {
                    all.remove(name)
                } else {
                    all.insert(name.clone(), value.clone())
                };
            }
        }
        let access = format!("access-of-{}", claims["sub"].as_str().unwrap_or_default());
        let answer = json!({"id_token": signed(state, &claims), "access_token": access, "token_type": "Bearer"});
        Fetched { status: 200, body: answer.to_string().into() }
    }
}

impl Fetch for FakeProvider {
    fn fetch(&self, ask: FetchAsk) -> BoxFuture<'_, Result<Fetched, FetchError>> {
        Box::pin(std::future::ready(self.answer(&ask)))
    }
}

fn signed(state: &State, claims: &Value) -> String {
    let (id, key) = &state.keys[0];
    let header = match &state.forgery {
        Forgery::Unsigned => json!({"alg": "none"}),
        Forgery::PublicKeyAsSecret => json!({"alg": "HS256", "kid": id}),
        Forgery::Header(header) => header.clone(),
        _ => json!({"alg": "ES256", "kid": id}),
    };
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(&header), part(claims));
    let sign = |key: &EcdsaKeyPair| key.sign(&SystemRandom::new(), text.as_bytes()).expect("a signature").as_ref().to_vec();
    let signature = match &state.forgery {
        Forgery::Unsigned => Vec::new(),
        Forgery::OtherKey => sign(&self::key()),
        Forgery::PublicKeyAsSecret => {
            let secret = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, jwk(id, key).to_string().as_bytes());
            ring::hmac::sign(&secret, text.as_bytes()).as_ref().to_vec()
        }
        Forgery::BrokenSignature => {
            let mut signature = sign(key);
            signature[10] ^= 1;
            signature
        }
        _ => sign(key),
    };
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let private = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, private.as_ref(), &random).expect("a key")
}

fn jwk(id: &str, key: &EcdsaKeyPair) -> Value {
    let (x, y) = key.public_key().as_ref()[1..].split_at(32);
    json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": id, "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y)})
}

fn parameters(query: &str) -> HashMap<String, String> {
    query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name.to_owned(), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first == b'%' {
            let (digits, tail) = tail.split_at(2);
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).expect("digits"), 16).expect("digits"));
            rest = tail;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).expect("text")
}
