//! Names that people and models give, parsed once at the edge.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text is not a name of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but white space.
    #[error("a name must not be empty")]
    Empty,
    /// Longer than the kind allows.
    #[error("at most {0} characters are allowed")]
    TooLong(usize),
    /// A character that the kind does not allow.
    #[error("`{}` is not allowed here: {expected}", .character.escape_default())]
    Character {
        /// The first one that is not allowed.
        character: char,
        /// What is allowed instead.
        expected: &'static str,
    },
    /// The form as a whole is wrong.
    #[error("expected {0}")]
    Form(&'static str),
    /// A word that routes need for themselves.
    #[error("`{0}` is a reserved word")]
    Reserved(String),
}

macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $parse:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text, in its one normal form.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                $parse(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

text_type! {
    /// What people call a folder, document, report, group or person: 1 to 120 characters on one line, trimmed.
    Title, parse_title
}
text_type! {
    /// A readable document identifier for addresses: 2 to 48 of `a-z 0-9 -`.
    Identifier, parse_identifier
}
text_type! {
    /// A name inside a model (view, field, topic, access grant, attribute): a lower-case letter or `_`, then letters, digits, `_`; at most 64.
    ModelName, parse_model_name
}
text_type! {
    /// An e-mail address, lower-cased: one `@`, a non-empty local part, a domain of ASCII letters, digits, `-` and dots.
    EmailAddress, parse_email
}

/// A field of a view, written `view.field`; case does not matter and is folded away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath {
    /// The view.
    pub view: ModelName,
    /// The dimension or measure of it; a time frame follows in brackets in queries, not here.
    pub field: ModelName,
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.view, self.field)
    }
}

impl FromStr for FieldPath {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let (view, field) = text.split_once('.').ok_or(NameError::Form("a field written `view.field`"))?;
        Ok(Self { view: view.to_ascii_lowercase().parse()?, field: field.to_ascii_lowercase().parse()? })
    }
}

impl Serialize for FieldPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FieldPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

const TITLE_LIMIT: usize = 120;
const MODEL_NAME_LIMIT: usize = 64;
const EMAIL_LIMIT: usize = 254;
const RESERVED_IDENTIFIERS: &[&str] = &["new", "api", "admin", "home", "trash", "search", "settings", "recent", "favourites", "shared"];

fn parse_title(text: &str) -> Result<String, NameError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if let Some(character) = text.chars().find(|c| c.is_control() || invisible(*c)) {
        return Err(NameError::Character { character, expected: "one line of visible text" });
    }
    if text.chars().count() > TITLE_LIMIT {
        return Err(NameError::TooLong(TITLE_LIMIT));
    }
    Ok(text.to_owned())
}

/// Characters that make two different names look the same, or turn the reading direction of what follows.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn parse_identifier(text: &str) -> Result<String, NameError> {
    let expected = "use `a-z`, `0-9` and `-`";
    if let Some(character) = text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
        return Err(NameError::Character { character, expected });
    }
    if text.len() < 2 || text.len() > 48 {
        return Err(NameError::Form("2 to 48 characters"));
    }
    if RESERVED_IDENTIFIERS.contains(&text) {
        return Err(NameError::Reserved(text.to_owned()));
    }
    Ok(text.to_owned())
}

fn parse_model_name(text: &str) -> Result<String, NameError> {
    let expected = "use `a-z`, `0-9` and `_`, starting with a letter or `_`";
    match text.chars().next() {
        None => return Err(NameError::Empty),
        Some('a'..='z' | '_') => {}
        Some(character) => return Err(NameError::Character { character, expected }),
    }
    if let Some(character) = text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '_')) {
        return Err(NameError::Character { character, expected });
    }
    if text.len() > MODEL_NAME_LIMIT {
        return Err(NameError::TooLong(MODEL_NAME_LIMIT));
    }
    Ok(text.to_owned())
}

/// Only ASCII is taken, so that look-alike letters cannot make one person's address pass for another's.
fn parse_email(text: &str) -> Result<String, NameError> {
    let form = NameError::Form("an e-mail address such as `ana@example.com`");
    let text = text.trim().to_ascii_lowercase();
    if text.len() > EMAIL_LIMIT {
        return Err(NameError::TooLong(EMAIL_LIMIT));
    }
    let Some((local, domain)) = text.split_once('@') else { return Err(form) };
    let local_ok = !local.is_empty() && local.bytes().all(|b| b.is_ascii_graphic() && !b"@\"(),:;<>[\\]".contains(&b));
    let label_ok = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if local_ok && domain.split('.').all(label_ok) { Ok(text) } else { Err(form) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: FromStr<Err = NameError> + fmt::Display>(text: &str, expected: Option<&str>) {
        assert_eq!(text.parse::<T>().ok().map(|t| t.to_string()).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn titles() {
        check::<Title>("  Delays by hour ", Some("Delays by hour"));
        check::<Title>("   ", None);
        check::<Title>("two\nlines", None);
        check::<Title>("a\u{202e}b", None);
        check::<Title>(&"x".repeat(121), None);
        check::<Title>("<script>", Some("<script>"));
    }

    #[test]
    fn identifiers() {
        check::<Identifier>("on-time-2013", Some("on-time-2013"));
        check::<Identifier>("On-Time", None);
        check::<Identifier>("a", None);
        check::<Identifier>("api", None);
        check::<Identifier>("../x", None);
    }

    #[test]
    fn field_paths_fold_case() {
        check::<FieldPath>("Flights.Carrier", Some("flights.carrier"));
        check::<FieldPath>("flights", None);
        check::<FieldPath>("a.b.c", None);
        check::<FieldPath>("flights.\"x\"", None);
    }

    #[test]
    fn addresses() {
        check::<EmailAddress>("Ana@Example.com", Some("ana@example.com"));
        check::<EmailAddress>("ana@exämple.com", None);
        check::<EmailAddress>("ana@@example.com", None);
        check::<EmailAddress>("ana@localhost", Some("ana@localhost"));
        check::<EmailAddress>("@example.com", None);
        check::<EmailAddress>("a b@example.com", None);
    }
}
