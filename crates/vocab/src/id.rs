//! Typed ids: a kind prefix and a UUID version 7, as `doc_0192f0c1a2b37c4d8e5f60718293a4b5`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text does not start with the kind's prefix.
    #[error("expected an id that starts with `{0}`")]
    Prefix(&'static str),
    /// What follows the prefix is not 32 lower-case hexadecimal digits.
    #[error("expected 32 lower-case hexadecimal digits after `{0}`")]
    Digits(&'static str),
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident => $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What the text form starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Makes an id from the time in milliseconds since 1970 and 74 of the given random bits (UUID version 7, RFC 9562).
            #[must_use]
            pub fn from_parts(unix_millis: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid())
            }

            /// The 16 bytes, as stored.
            #[must_use]
            pub fn uuid(self) -> Uuid {
                self.0
            }

            /// The id of stored bytes.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                parse(text, $prefix).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A person with a login.
    UserId => "usr_";
    /// A named set of users and groups.
    GroupId => "grp_";
    /// A folder of the content tree.
    FolderId => "fld_";
    /// A document of the content tree.
    DocumentId => "doc_";
    /// A report of a document.
    ReportId => "rep_";
    /// A tab of a report.
    TabId => "tab_";
    /// A tile of a tab.
    TileId => "tile_";
    /// A place where tables are.
    ConnectionId => "con_";
    /// A report link.
    LinkId => "lnk_";
    /// A personal API token.
    TokenId => "tok_";
    /// A signed-in session; not its secret.
    SessionId => "ses_";
    /// Somebody's wish for access to a document.
    AccessRequestId => "ask_";
    /// One HTTP request, as it stands in logs, errors and audit rows.
    RequestId => "req_";
}

/// Only the one canonical spelling is an id, so that two texts are the same id exactly when their bytes are equal.
fn parse(text: &str, prefix: &'static str) -> Result<Uuid, IdError> {
    let digits = text.strip_prefix(prefix).ok_or(IdError::Prefix(prefix))?;
    let canonical = digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if !canonical {
        return Err(IdError::Digits(prefix));
    }
    Uuid::try_parse(digits).map_err(|_| IdError::Digits(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(), IdError>) {
        assert_eq!(text.parse::<DocumentId>().map(|id| assert_eq!(id.to_string(), text)), expected);
    }

    #[test]
    fn only_the_canonical_spelling_is_an_id() {
        check("doc_0192f0c1a2b37c4d8e5f60718293a4b5", Ok(()));
        check("fld_0192f0c1a2b37c4d8e5f60718293a4b5", Err(IdError::Prefix("doc_")));
        check("doc_0192F0C1A2B37C4D8E5F60718293A4B5", Err(IdError::Digits("doc_")));
        check("doc_0192f0c1-a2b3-7c4d-8e5f-60718293a4b5", Err(IdError::Digits("doc_")));
        check("doc_", Err(IdError::Digits("doc_")));
        check("", Err(IdError::Prefix("doc_")));
    }

    #[test]
    fn later_ids_sort_later() {
        assert!(UserId::from_parts(1, [255; 10]) < UserId::from_parts(2, [0; 10]));
    }
}
