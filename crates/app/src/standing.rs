//! On what footing somebody asks: as themselves, through a personal token, or only looking as somebody else.
//!
//! A token narrows what its person may do. Whoever sees as somebody else changes nothing, takes nothing away, and, unless they administer the
//! instance, sees nothing but the document that they manage, and of its data what both of the two may read (T56).

use access::{Actor, Door, Facts, Manage, NodeId, Seen, Target, Tenancy, TokenScope, Verb};
use store::system::own::ViewAs;
use vocab::{DocumentId, ReportId, TokenId, UserId};

use crate::error::AppError;

/// On what footing somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As themselves.
    Own,
    /// Through a token.
    Token {
        /// Which.
        id: TokenId,
        /// How far it reaches.
        scope: TokenScope,
    },
    /// Seeing as somebody else.
    Viewing(Viewing),
}

/// Somebody who sees as somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewing {
    /// Who looks.
    pub viewer: UserId,
    /// As whom, at what, until when.
    pub view: ViewAs,
}

impl Standing {
    /// Who looks as whom.
    #[must_use]
    pub const fn viewing(&self) -> Option<&Viewing> {
        match self {
            Self::Viewing(viewing) => Some(viewing),
            Self::Own | Self::Token { .. } => None,
        }
    }

    /// The token that proved who asks.
    #[must_use]
    pub const fn token(&self) -> Option<TokenId> {
        match self {
            Self::Token { id, .. } => Some(*id),
            Self::Own | Self::Viewing(_) => None,
        }
    }

    /// Whether anything may be changed.
    pub(crate) const fn may_change(&self) -> Result<(), AppError> {
        match self {
            Self::Own => Ok(()),
            Self::Token { scope, .. } if scope.changes() => Ok(()),
            Self::Token { .. } => Err(AppError::TokenScope),
            Self::Viewing(_) => Err(AppError::ViewAsReadOnly),
        }
    }

    /// Whether data may be taken away as a file.
    pub(crate) const fn may_take_away(&self) -> Result<(), AppError> {
        match self {
            Self::Viewing(_) => Err(AppError::ViewAsReadOnly),
            Self::Own | Self::Token { .. } => Ok(()),
        }
    }

    /// What a permit of the actor is worth on this footing.
    pub(crate) fn admits(&self, facts: &Facts, verb: Verb, target: Target) -> Result<(), AppError> {
        match self {
            Self::Own => Ok(()),
            Self::Token { scope, .. } if scope.covers(verb) => Ok(()),
            Self::Token { .. } => Err(AppError::TokenScope),
            Self::Viewing(_) if verb == Verb::Download => Err(AppError::ViewAsReadOnly),
            Self::Viewing(Viewing { viewer, view: ViewAs { document: Some(document), .. } }) => {
                // Asked again on these very facts: whoever is no manager any more has nothing to look at.
                let managed = access::permit::<Manage, _>(facts, &Actor::User(*viewer), *document).is_ok();
                if managed && within(facts, *document, target) { Ok(()) } else { Err(AppError::NotFound) }
            }
            Self::Viewing(Viewing { viewer, .. }) => {
                if facts.user(*viewer).is_some_and(|user| user.active && user.is_admin) {
                    Ok(())
                } else {
                    Err(AppError::NotFound)
                }
            }
        }
    }

    /// What the tenant table of a report leaves on this footing: that of the scenario which is looked at, if one is.
    pub(crate) fn tenancy(&self, facts: &Facts, actor: &Actor, document: DocumentId, report: ReportId, door: Door) -> Tenancy {
        match self.viewing().map(|viewing| viewing.view.seen) {
            Some(Seen::Scenario(row)) if row.report == report => {
                facts.tenants(document, report).map_or(Tenancy::Open, |table| Tenancy::of_row(table, row.number as usize))
            }
            // A scenario is one of one report; of the others it says nothing.
            Some(Seen::Scenario(_)) => Tenancy::Unassigned,
            _ => access::tenancy(facts, actor, document, report, door),
        }
    }

    /// Who has to be allowed the same data as the actor: a manager who looks as somebody else must not see rows that are not for them.
    pub(crate) fn witness(&self) -> Option<Actor> {
        let viewing = self.viewing().filter(|viewing| viewing.view.document.is_some())?;
        Some(Actor::User(viewing.viewer))
    }
}

fn within(facts: &Facts, document: DocumentId, target: Target) -> bool {
    match target {
        Target::Node(node) => node == NodeId::Document(document),
        Target::Report(of, _) => of == document,
        Target::Link(link) => facts.link(link).is_some_and(|link| link.document == document),
        Target::Hub(_) | Target::Connection(_) | Target::Instance => false,
    }
}
