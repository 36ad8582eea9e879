//! The public keys of a provider, and whether one of them signed a text.
//!
//! Only algorithms with a private key count: `none` signs nothing, and with HS256 whoever knows the public key could sign (T38).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

/// The algorithms that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
    Ps256,
    Ps384,
    Ps512,
    Es256,
    Es384,
    EdDsa,
}

impl Algorithm {
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "RS256" => Self::Rs256,
            "RS384" => Self::Rs384,
            "RS512" => Self::Rs512,
            "PS256" => Self::Ps256,
            "PS384" => Self::Ps384,
            "PS512" => Self::Ps512,
            "ES256" => Self::Es256,
            "ES384" => Self::Es384,
            "EdDSA" | "Ed25519" => Self::EdDsa,
            _ => return None,
        })
    }

    fn rsa(self) -> Option<&'static RsaParameters> {
        Some(match self {
            Self::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
            Self::Rs384 => &RSA_PKCS1_2048_8192_SHA384,
            Self::Rs512 => &RSA_PKCS1_2048_8192_SHA512,
            Self::Ps256 => &RSA_PSS_2048_8192_SHA256,
            Self::Ps384 => &RSA_PSS_2048_8192_SHA384,
            Self::Ps512 => &RSA_PSS_2048_8192_SHA512,
            Self::Es256 | Self::Es384 | Self::EdDsa => return None,
        })
    }
}

#[derive(Debug, Clone)]
enum Material {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
    P384(Vec<u8>),
    Ed25519(Vec<u8>),
}

/// One public key.
#[derive(Debug, Clone)]
pub(super) struct Key {
    id: Option<String>,
    /// The one algorithm that it is for; without it every one of its kind.
    only: Option<Algorithm>,
    material: Material,
}

impl Key {
    fn signed(&self, algorithm: Algorithm, text: &[u8], signature: &[u8]) -> bool {
        if self.only.is_some_and(|only| only != algorithm) {
            return false;
        }
        match (&self.material, algorithm) {
            (Material::Rsa { n, e }, _) => {
                algorithm.rsa().is_some_and(|parameters| RsaPublicKeyComponents { n, e }.verify(parameters, text, signature).is_ok())
            }
            (Material::P256(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(text, signature).is_ok()
            }
            (Material::P384(point), Algorithm::Es384) => {
                UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point).verify(text, signature).is_ok()
            }
            (Material::Ed25519(point), Algorithm::EdDsa) => UnparsedPublicKey::new(&ED25519, point).verify(text, signature).is_ok(),
            _ => false,
        }
    }
}

/// The keys that a provider has published.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys(Vec<Key>);

/// Of more keys than this the rest is not looked at.
const MOST: usize = 64;

impl Keys {
    /// The keys of a published set. Those of kinds or for uses that are not ours are passed over.
    pub(super) fn parse(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<serde_json::Value>,
        }
        let set: Set = serde_json::from_slice(body).ok()?;
        Some(Self(set.keys.into_iter().take(MOST).filter_map(|key| serde_json::from_value(key).ok()).filter_map(key).collect()))
    }

    /// Whether the key of this id signed the text; without an id, whether any of them did.
    pub(super) fn signed(&self, id: Option<&str>, algorithm: Algorithm, text: &[u8], signature: &[u8]) -> bool {
        let meant = self.0.iter().filter(|key| id.is_none_or(|id| key.id.as_deref() == Some(id)));
        meant.into_iter().any(|key| key.signed(algorithm, text, signature))
    }
}

/// A published key; the private parts that a careless provider publishes are not read.
#[derive(Deserialize)]
struct Published {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    r#use: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

fn key(published: Published) -> Option<Key> {
    if published.r#use.as_deref().is_some_and(|purpose| purpose != "sig") {
        return None;
    }
    let only = match &published.alg {
        None => None,
        Some(word) => Some(Algorithm::from_word(word)?),
    };
    let material = match (published.kty.as_str(), published.crv.as_deref()) {
        ("RSA", None) => Material::Rsa { n: number(&published.n?)?, e: number(&published.e?)? },
        ("EC", Some("P-256")) => Material::P256(point(&published.x?, &published.y?, 32)?),
        ("EC", Some("P-384")) => Material::P384(point(&published.x?, &published.y?, 48)?),
        ("OKP", Some("Ed25519")) => Material::Ed25519(bytes(&published.x?).filter(|bytes| bytes.len() == 32)?),
        _ => return None,
    };
    Some(Key { id: published.kid, only, material })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Some providers write a leading zero byte, which is no part of the number.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = bytes(text)?;
    let start = bytes.iter().position(|byte| *byte != 0)?;
    Some(bytes[start..].to_vec())
}

/// The uncompressed form of a point.
fn point(x: &str, y: &str, length: usize) -> Option<Vec<u8>> {
    let (x, y) = (bytes(x)?, bytes(y)?);
    (x.len() == length && y.len() == length).then(|| [&[4], x.as_slice(), &y].concat())
}

#[cfg(test)]
mod tests {
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
    use serde_json::{Value, json};

    use super::*;

    const TEXT: &[u8] = b"header.claims";
    /// Made with OpenSSL over the text; the private key was thrown away.
    const N: &str = "t6MgDlYuhtL4dN6cS4VX6wp_9FhDwUh1hXtXmvinvE3ldLofGL0hSrSrpG8GpWVwEbojabZmtv2vnH8tuvm60ngvc5oTPcrroRtmFRIzzX3GLtrALI1a8vK3y5Z87jQsY3ael7iz60CMhEn8UuhHkK0zJgp1HxfjAALI_V7bCYf3zcSrsvkquOUVICikMjjNaSxxUMzphocwjolCCkETdzB8ArLALmsy6PqB_SWdinIsEmy11yJlNgEONrXMtRNqgW8b6A0KOIDCx_Z1diHmcDw2R--OkWKGYobF7wn3O_MpqlM-kARkdPuJ_09i10xm0Dm390jOde6qiYER-Gsm7Q";
    const SIGNED: &[(&str, &str)] = &[
        (
            "RS256",
            "DpuLRT7xG3jpVw-2454o3V91mn6IalGfM3_1sAPQypEcBtgc2kwl4ZNkdYms8Yqu5uuErM6SrWP04vGWbiNsxGBTDKutihtbvVOEUapeTEL9PLwTLbgFqyBN7cfJ8jBwiXxijcj_pQ6RV-xwHXLDE-Z8odMn0qyz_cH43_caD1oVrQzp24z2NmxHXovQcgP0ty3_5aPGg_Kl5P6NAckE4veYMGMZTBxQquFv8cijzuBXSU0j_0slnuEkN4H_Yo0AVvLdIchbe7g8fn2-5SSrux-ylMAt5foasPtLzpo2RfXXUXDE0wzFAIgkrcM68oECyjkfLG_jj6aZu3ZiZAIyWw",
        ),
        (
            "RS384",
            "b4lhWktahfipWCUyLpHcDzGCDNlqy5kiCOPLt_fri4ID_ZmgdhftDwzWxO7u97_7w_XV3JkZZUt-Koll21r_HLZ1M7kdknLCQ7nX1Ob8Ao-CKJzoB3PyIYlc2AtcBGJN_mS6xIkqX7lWnxu-0wmJxKut7T10epjyRUkBYhs3tXpOyt9rhxdCNUpJLHu_VVAu3XvvdEjG5cVbgkoJDJkUyJpqvnN47CQeowIbD_zcAGvxmKbiNs87_77cOh4dHAGatXOI4NG22vVXqteCsDG34lhzaXavIvP0QKOpQurYBe5rGVctLrnVTYiDnmPhq8078hCsMc3jLb325XlRdbKJeg",
        ),
        (
            "RS512",
            "GBXnzUOoqk1kVvBbRkZMfJjsAQEgYn2Q_sQTn_czxZaMKT3zo1qRGkOQELbMV_2x-JswEfBbVQIu0k9s0AxJBzudN9KvRoQlEftWKL3n0pGTW7rcs1cdTU06eaTs1kPYPnXw-iak4CIzDNCJeZkIqFsa7skb7061GJdRNGE5MW2OaN0IPEmt1J83XFIhqJ7AZB3XyCru5uFugbrzARwukH9crAU2zQZD9SAbO5F_fVIqqFQA4B1XvoJquBrfSZVVCmoP58icciUlrPHSNfGmM-hPJFXHDJDno-EFXuTlc1VwoPZ_jS8FbeWcdIUzxvkZebLrLVPGMsRsv1y-mTkrUQ",
        ),
        (
            "PS256",
            "XTxESaxXfKmO-95o_Qt5RZTKQ7rD26CvqgjQVIs4RnurF9GEs4hTnzp-cBZN48l9a5m8qIN298QvfD0PpfzB97DDEVocU0T_V8q4tmnnHlwqyHvaZXwF0Rbpb-wdZ6x_Vuvsdrr0QqIU3zH8kb0rD2h_k3nIFsnqSI8GfWgD7KxOKz2KvRlPiA7Uam33SAmRzlH-v8ztkCFO6pfFxv5tvwEkJZAgcDG0FcUZE5x90stU6y11HgjO_aaFMqPCoRvQwAm6pR9fBEGMSV-dggN8EK7JVKn-s9BxUJZ5xaLHoLgyVv_5hyVdYSqa9eSo6WqJHXQVG-X3FRI28o2n_1bRrg",
        ),
    ];

    fn signed(key: &Value, algorithm: &str, text: &[u8], signature: &[u8]) -> bool {
        let keys = Keys::parse(json!({"keys": [key]}).to_string().as_bytes()).unwrap();
        keys.signed(key["kid"].as_str(), Algorithm::from_word(algorithm).unwrap(), text, signature)
    }

    /// The signature holds for this text under this algorithm, and in no other way.
    #[track_caller]
    fn check(key: &Value, algorithm: &str, signature: &[u8]) {
        assert!(signed(key, algorithm, TEXT, signature), "{algorithm}");
        assert!(!signed(key, algorithm, b"header.claimz", signature), "{algorithm}: another text");
        assert!(!signed(key, algorithm, TEXT, &signature[1..]), "{algorithm}: a part of the signature");
        assert!(!signed(key, algorithm, TEXT, &[]), "{algorithm}: no signature");
        for other in ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"] {
            assert_eq!(signed(key, other, TEXT, signature), other == algorithm, "{algorithm} as {other}");
        }
        let mut bound = key.clone();
        bound["alg"] = json!(algorithm);
        assert!(signed(&bound, algorithm, TEXT, signature), "{algorithm}: a key for it alone");
        bound["alg"] = json!(if algorithm == "RS256" { "RS384" } else { "RS256" });
        assert!(!signed(&bound, algorithm, TEXT, signature), "{algorithm}: a key for another one");
        let mut encrypting = key.clone();
        encrypting["use"] = json!("enc");
        assert!(!signed(&encrypting, algorithm, TEXT, signature), "{algorithm}: a key for encryption");
    }

    #[test]
    fn t38_each_algorithm_with_its_keys_and_no_other() {
        for (algorithm, signature) in SIGNED {
            check(&json!({"kty": "RSA", "kid": "r", "n": N, "e": "AQAB"}), algorithm, &bytes(signature).unwrap());
            check(&json!({"kty": "RSA", "n": N, "e": "AAEAAQ"}), algorithm, &bytes(signature).unwrap());
        }
        let random = SystemRandom::new();
        let private = EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, private.as_ref(), &random).unwrap();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(48);
        let key = json!({"kty": "EC", "crv": "P-384", "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y)});
        check(&key, "ES384", pair.sign(&random, TEXT).unwrap().as_ref());
        let pair = Ed25519KeyPair::from_pkcs8(Ed25519KeyPair::generate_pkcs8(&random).unwrap().as_ref()).unwrap();
        let key = json!({"kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(pair.public_key().as_ref())});
        check(&key, "EdDSA", pair.sign(TEXT).as_ref());
    }

    #[test]
    fn t38_what_needs_no_private_key_is_no_algorithm() {
        for word in ["none", "None", "NONE", "HS256", "HS384", "HS512", "", "rs256", "RS1", "ES256K"] {
            assert_eq!(Algorithm::from_word(word), None, "{word}");
        }
    }

    #[test]
    fn keys_that_are_none_are_passed_over() {
        for odd in [
            json!({"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}),
            json!({"kty": "RSA", "n": "", "e": "AQAB"}),
            json!({"kty": "RSA", "n": N}),
            json!({"kty": "RSA", "n": N, "e": "AQAB", "alg": "none"}),
            json!({"kty": "oct", "k": "AAAA"}),
            json!({"kty": "OKP", "crv": "Ed448", "x": "AAAA"}),
            json!("key"),
            json!(null),
        ] {
            let keys = Keys::parse(json!({"keys": [odd]}).to_string().as_bytes()).unwrap();
            assert!(keys.0.is_empty(), "{odd}");
        }
        assert!(Keys::parse(b"{}").is_none() && Keys::parse(b"").is_none());
    }
}
