//! An id token: signed by the provider, for us, for this sign-in, now (OpenID Connect Core, 3.1.3.7).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::keys::{Algorithm, Keys};

/// What a token must say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Timestamp,
}

/// Clocks differ by so many seconds.
const SKEW: f64 = 60.0;

/// A token taken apart; it proves nothing until a key and what is expected have been held against it.
pub(super) struct Token<'a> {
    signed: &'a str,
    signature: Vec<u8>,
    algorithm: Algorithm,
    key: Option<String>,
    claims: Map<String, Value>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

impl<'a> Token<'a> {
    pub(super) fn parse(text: &'a str) -> Result<Self, &'static str> {
        let (signed, signature) = text.rsplit_once('.').ok_or("not three parts")?;
        let (header, claims) = signed.split_once('.').ok_or("not three parts")?;
        let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| "not base64url");
        let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| "a header that is not one")?;
        if header.crit.is_some() {
            return Err("an extension that must be understood");
        }
        let algorithm = Algorithm::from_word(&header.alg).ok_or("an algorithm that does not count")?;
        let claims = serde_json::from_slice(&decoded(claims)?).map_err(|_| "claims that are no object")?;
        Ok(Self { signed, signature: decoded(signature)?, algorithm, key: header.kid, claims })
    }

    pub(super) fn signed_by(&self, keys: &Keys) -> bool {
        keys.signed(self.key.as_deref(), self.algorithm, self.signed.as_bytes(), &self.signature)
    }

    /// The claims, once the signature and everything that is expected have been checked.
    pub(super) fn prove(self, keys: &Keys, expected: &Expected<'_>) -> Result<Map<String, Value>, &'static str> {
        if !self.signed_by(keys) {
            return Err("a signature that is none of the provider's");
        }
        check(&self.claims, expected)?;
        Ok(self.claims)
    }
}

fn check(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), &'static str> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(expected.issuer) {
        return Err("another issuer");
    }
    let (ours, several) = match claims.get("aud") {
        Some(Value::String(one)) => (one == expected.client, false),
        Some(Value::Array(all)) => (all.iter().any(|one| one.as_str() == Some(expected.client)), all.len() > 1),
        _ => (false, false),
    };
    if !ours {
        return Err("another audience");
    }
    match claims.get("azp") {
        None if several => return Err("several audiences and nobody whom it was given to"),
        None => {}
        Some(party) if party.as_str() == Some(expected.client) => {}
        Some(_) => return Err("given to somebody else"),
    }
    let now = expected.now.as_millisecond() as f64 / 1000.0;
    let time = |name: &str| claims.get(name).map(|time| time.as_f64().ok_or("a time that is no number")).transpose();
    if time("exp")?.ok_or("no end")? <= now - SKEW {
        return Err("it has ended");
    }
    if time("iat")?.ok_or("no beginning")? > now + SKEW || time("nbf")?.is_some_and(|from| from > now + SKEW) {
        return Err("it has not begun");
    }
    if text("nonce") != Some(expected.nonce) {
        return Err("made for another sign-in");
    }
    match text("sub") {
        Some(subject) if !subject.is_empty() && subject.len() <= 255 && !subject.contains('\0') => Ok(()),
        _ => Err("no subject"),
    }
}
