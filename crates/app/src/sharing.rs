//! Who has access to a folder or document, where it comes from, and changes of it with a preview.

use access::{NodeId, Principal, Reason, SourceKind};
use vocab::{ContentRole, EmailAddress, FolderId, UserId};

use crate::cx::{App, Cx, Named};
use crate::error::AppError;

/// One source of a role.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// What kind.
    pub kind: SourceKind,
    /// What it gives.
    pub role: ContentRole,
    /// The folder or document that carries the grant.
    pub node: Option<Named<NodeId>>,
    /// The groups on the way, outermost first.
    pub via: Vec<Named<vocab::GroupId>>,
}

/// Somebody with access.
#[derive(Debug, Clone)]
pub struct AccessEntry {
    /// Who.
    pub principal: Principal,
    /// Their name.
    pub name: String,
    /// A user's address.
    pub email: Option<EmailAddress>,
    /// How many people a group has.
    pub members: Option<u64>,
    /// The strongest of all sources.
    pub role: ContentRole,
    /// What is granted on this very node.
    pub direct: Option<ContentRole>,
    /// Whether that grant carries AccessBoost.
    pub boost: bool,
    /// Every source.
    pub sources: Vec<SourceView>,
    /// The folder whose grant is stronger than the direct one.
    pub overtaken_by: Option<Named<FolderId>>,
}

/// Who has access to a node.
#[derive(Debug, Clone)]
pub struct Access {
    /// The node.
    pub node: Named<NodeId>,
    /// What everyone in the organization has by a grant on this node.
    pub organization_role: ContentRole,
    /// What everyone has from above.
    pub organization_inherited: Option<(ContentRole, Named<FolderId>)>,
    /// People and groups.
    pub entries: Vec<AccessEntry>,
    /// What the actor may do here.
    pub can: Vec<&'static str>,
    /// How many report links lead into it.
    pub links: u64,
}

/// One change of a grant.
#[derive(Debug, Clone)]
pub struct GrantChange {
    /// Whose.
    pub principal: Principal,
    /// The new role; none takes the direct grant away.
    pub role: Option<ContentRole>,
    /// AccessBoost; unchanged when none.
    pub boost: Option<bool>,
}

/// Changes of access that belong together.
#[derive(Debug, Clone, Default)]
pub struct AccessChange {
    /// A new organization role.
    pub organization_role: Option<ContentRole>,
    /// Grants.
    pub changes: Vec<GrantChange>,
}

/// A person whose role a change moves.
#[derive(Debug, Clone)]
pub struct PreviewPerson {
    /// Who.
    pub user: Named<UserId>,
    /// Their address.
    pub email: EmailAddress,
    /// Before.
    pub before: ContentRole,
    /// After.
    pub after: ContentRole,
}

/// What a change would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Everyone whose role on the node changes; the first 200 by name.
    pub people: Vec<PreviewPerson>,
    /// How many get access who had none.
    pub gains: u64,
    /// How many have none afterwards.
    pub loses: u64,
    /// How many change role in all.
    pub changes: u64,
    /// How many folders and documents stand below.
    pub items_below: u64,
}

/// Why somebody may or may not.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Whether they may.
    pub allowed: bool,
    /// The chain.
    pub reasons: Vec<Reason>,
}

/// Who has access; for managers.
pub async fn get(app: &App, cx: &Cx, node: NodeId) -> Result<Access, AppError> {
    todo!()
}

/// Changes access; for managers.
pub async fn change(app: &App, cx: &Cx, node: NodeId, change: AccessChange) -> Result<Access, AppError> {
    todo!()
}

/// What a change would do; changes nothing.
pub async fn preview(app: &App, cx: &Cx, node: NodeId, change: AccessChange) -> Result<Preview, AppError> {
    todo!()
}

/// Why a person may or may not do something with a node; for its managers. `action` is a verb's word, as in `can`.
pub async fn explain(app: &App, cx: &Cx, node: NodeId, user: UserId, action: &str) -> Result<Explanation, AppError> {
    todo!()
}
