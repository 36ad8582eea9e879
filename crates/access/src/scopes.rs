//! What a personal token may at most be used for. It narrows what its person may do and never widens it.

use serde::{Deserialize, Serialize};

use crate::Verb;

/// How far a token reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// Look and query; nothing is changed through it.
    Read,
    /// And change content and who has access to it.
    Edit,
    /// Everything that its person may do.
    Admin,
}

impl TokenScope {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Edit => "edit",
            Self::Admin => "admin",
        }
    }

    /// Whether a permit for this may be used through it. What only reads may still ask for a strong verb, as the list of who has access does:
    /// that nothing is changed is kept by the door to writing, [`TokenScope::changes`].
    #[must_use]
    pub const fn covers(self, verb: Verb) -> bool {
        match verb {
            Verb::Administer | Verb::ManageConnection | Verb::EditModel => matches!(self, Self::Admin),
            _ => true,
        }
    }

    /// Whether anything may be changed through it.
    #[must_use]
    pub const fn changes(self) -> bool {
        !matches!(self, Self::Read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t48_a_scope_never_gives_more_than_a_wider_one() {
        for verb in Verb::ALL {
            assert!(TokenScope::Admin.covers(*verb));
            assert!(!TokenScope::Edit.covers(*verb) || TokenScope::Admin.covers(*verb));
            assert!(!TokenScope::Read.covers(*verb) || TokenScope::Edit.covers(*verb));
        }
        assert!(!TokenScope::Edit.covers(Verb::Administer) && !TokenScope::Read.changes() && TokenScope::Edit.changes());
    }
}
