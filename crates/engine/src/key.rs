//! Keys of the caches: 256 bits over parts that cannot run into each other.

use std::hash::{Hash, Hasher};

use vocab::AttributeValue;

/// A key being made. Every variable part goes in with its length before it and every choice with a tag.
#[derive(Debug, Default)]
pub(crate) struct Key(blake3::Hasher);

impl Key {
    pub(crate) fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.update(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(crate) fn value(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::Boolean(value) => {
                self.number(0);
                self.number(u64::from(*value));
            }
            AttributeValue::Number(value) => {
                self.number(1);
                self.number(value.to_bits());
            }
            AttributeValue::String(value) => {
                self.number(2);
                self.text(value);
            }
        }
    }

    /// A tree whose `Hash` is derived: lengths and variants are part of what it feeds.
    pub(crate) fn tree(&mut self, tree: &impl Hash) {
        let mut hasher = TreeHasher(blake3::Hasher::new());
        tree.hash(&mut hasher);
        self.bytes(hasher.0.finalize().as_bytes());
    }

    pub(crate) fn finish(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }
}

struct TreeHasher(blake3::Hasher);

impl Hasher for TreeHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        // Nobody asks; the whole digest is taken instead.
        0
    }
}
