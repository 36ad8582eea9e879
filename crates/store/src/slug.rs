//! The slugs of report links: 160 bits, derived from the server's key, so that a link can be shown again to those who manage it,
//! while the database holds only a hash that opens nothing.

use sha2::{Digest, Sha256};
use vocab::{LinkId, Secret};

const LENGTH: usize = 32;
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The slug of a link after so many rotations. Each rotation gives another one, and no former one can come again.
pub(crate) fn derive(key: &Secret<[u8; 32]>, link: LinkId, rotation: i64) -> Secret<String> {
    let mut mac = blake3::Hasher::new_keyed(key.expose());
    mac.update(link.uuid().as_bytes());
    mac.update(&rotation.to_be_bytes());
    let mut bytes = [0; LENGTH * 5 / 8];
    mac.finalize_xof().fill(&mut bytes);
    Secret::new(base32(&bytes))
}

/// What the database keeps of a slug.
pub(crate) fn hash(slug: &str) -> Vec<u8> {
    Sha256::digest(slug.as_bytes()).to_vec()
}

/// Whether a text has the form of a slug; anything else leads nowhere without asking the database (T07, T08, T09).
pub(crate) fn well_formed(text: &str) -> bool {
    text.len() == LENGTH && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(LENGTH);
    for group in bytes.chunks(5) {
        let number = group.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        text.extend((0..8).rev().map(|place| char::from(ALPHABET[usize::try_from(number >> (place * 5) & 31).unwrap_or(0)])));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t43_slugs_have_160_bits_and_every_rotation_its_own() {
        let link = LinkId::from_parts(1, [2; 10]);
        let key = Secret::new([3; 32]);
        let first = derive(&key, link, 0);
        assert!(well_formed(first.expose()), "{}", first.expose());
        assert_eq!(first, derive(&key, link, 0));
        assert_ne!(first, derive(&key, link, 1));
        assert_ne!(first, derive(&Secret::new([4; 32]), link, 0));
        assert_ne!(first, derive(&key, LinkId::from_parts(1, [3; 10]), 0));
    }

    #[test]
    fn base32_is_that_of_rfc_4648() {
        assert_eq!(base32(b"fooba"), "mzxw6ytb");
    }

    #[test]
    fn t07_placeholders_are_no_slugs() {
        for text in ["", ":token", "{token}", "*", ".", "%3Atoken", &"A".repeat(32), &"a".repeat(31), &"1".repeat(32)] {
            assert!(!well_formed(text), "{text}");
        }
    }
}
