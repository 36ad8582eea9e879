//! Every way in which a sign-in through a provider ends without one. The page has words for each code; none of them comes from the provider.

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// The provider does not answer, or not as one does. The reason is for the log.
    #[error("the sign-in provider does not answer")]
    Unreachable(String),
    /// The state was used, is too old, or is another browser's.
    #[error("this sign-in was not begun in this browser, was used already, or took too long")]
    Stale,
    /// Somebody said no at the provider.
    #[error("the sign-in was cancelled at the provider")]
    Cancelled,
    /// What the provider sent does not prove anything. The reason is for the log.
    #[error("what the provider sent does not prove who signed in")]
    Unproved(String),
    /// The address is not verified.
    #[error("the provider does not vouch for the e-mail address")]
    EmailUnverified,
    /// Nobody here is this person, and nobody is added by signing in.
    #[error("this person has no account here, and signing in does not make one")]
    Unknown,
    /// Somebody here has the address and is not linked with the provider.
    #[error("somebody here has this e-mail address and does not sign in through the provider yet")]
    EmailTaken,
    /// The person is deactivated.
    #[error("this account is deactivated")]
    Deactivated,
    /// What the provider says does not fit an attribute.
    #[error("what the provider says of this person does not fit the attribute `{0}`")]
    Unfit(String),
    /// Somebody else than the one who wanted to be linked came back.
    #[error("the account at the provider belongs to somebody else")]
    SomebodyElse,
}

impl OidcError {
    /// Stable snake_case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "oidc_unreachable",
            Self::Stale => "oidc_stale",
            Self::Cancelled => "oidc_cancelled",
            Self::Unproved(_) => "oidc_unproved",
            Self::EmailUnverified => "oidc_email_unverified",
            Self::Unknown => "oidc_unknown_person",
            Self::EmailTaken => "oidc_email_taken",
            Self::Deactivated => "oidc_deactivated",
            Self::Unfit(_) => "oidc_claim_unfit",
            Self::SomebodyElse => "oidc_somebody_else",
        }
    }
}
