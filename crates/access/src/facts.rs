//! Everything that decisions look at, in compact indices.

use vocab::{
    Ability, AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ContentRole, DocumentId, EmailAddress, FolderId, GroupId, LinkId,
    ModelName, UserId,
};

use crate::{Change, FactsError, LinkFacts, NodeId, Parent, Principal, Settings};

/// Everything that decisions look at. Changed by [`Facts::apply`] alone, one [`Change`] at a time, without rebuilding anything.
#[derive(Debug, Default)]
pub struct Facts {
    settings: Settings,
}

/// A person, as the facts know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserView<'f> {
    /// The id.
    pub id: UserId,
    /// The name.
    pub name: &'f str,
    /// The address.
    pub email: &'f EmailAddress,
    /// Administers the instance.
    pub is_admin: bool,
    /// May sign in.
    pub active: bool,
}

/// A folder or document, as the facts know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeView<'f> {
    /// The id.
    pub id: NodeId,
    /// The name.
    pub name: &'f str,
    /// Where it is.
    pub parent: Parent,
    /// Whose it is.
    pub owner: UserId,
    /// Nothing comes from above.
    pub stands_alone: bool,
    /// It was itself put in the trash.
    pub trashed: bool,
    /// It or a folder above lies in the trash.
    pub in_trash: bool,
}

/// A grant on a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// To whom.
    pub principal: Principal,
    /// Which role.
    pub role: ContentRole,
    /// With the boost flag.
    pub boost: bool,
}

/// A user attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttributeView<'f> {
    /// The name.
    pub name: &'f ModelName,
    /// What values it holds.
    pub kind: AttributeKind,
    /// Several at once.
    pub multiple: bool,
    /// What holds for who has no value.
    pub default: Option<&'f [AttributeValue]>,
}

/// A report link.
pub type LinkView<'f> = &'f LinkFacts;

impl Facts {
    /// Folders can be nested this deep.
    pub const FOLDER_DEPTH: usize = 7;
    /// Groups can be nested this deep.
    pub const GROUP_DEPTH: usize = 32;

    /// No facts: everything is denied.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All facts at once, in any order; much faster than one by one.
    ///
    /// # Errors
    /// The first change that is refused.
    pub fn load(changes: Vec<Change>) -> Result<Self, FactsError> {
        let mut facts = Self::new();
        for change in changes {
            facts.apply(change)?;
        }
        Ok(facts)
    }

    /// Sets the key that makes page cursors unforgeable; nodes of one instance share it.
    pub fn set_cursor_key(&mut self, key: [u8; 32]) {
        let _ = key;
    }

    /// Makes one change. When it is refused, nothing has changed.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn apply(&mut self, change: Change) -> Result<(), FactsError> {
        let _ = change;
        Ok(())
    }

    /// The settings as they stand.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// A person.
    #[must_use]
    pub fn user(&self, user: UserId) -> Option<UserView<'_>> {
        let _ = user;
        None
    }

    /// Everyone, deactivated people too, in no order.
    pub fn users(&self) -> impl Iterator<Item = UserView<'_>> {
        std::iter::empty()
    }

    /// The name of a group.
    #[must_use]
    pub fn group(&self, group: GroupId) -> Option<&str> {
        let _ = group;
        None
    }

    /// Every group, in no order.
    pub fn groups(&self) -> impl Iterator<Item = (GroupId, &str)> {
        std::iter::empty()
    }

    /// The direct members of a group.
    #[must_use]
    pub fn members(&self, group: GroupId) -> Vec<Principal> {
        let _ = group;
        Vec::new()
    }

    /// How many active people are in a group, through other groups too.
    #[must_use]
    pub fn count_members(&self, group: GroupId) -> usize {
        let _ = group;
        0
    }

    /// The groups that a person or group is in, directly.
    #[must_use]
    pub fn groups_of(&self, member: Principal) -> Vec<GroupId> {
        let _ = member;
        Vec::new()
    }

    /// A folder or document.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Option<NodeView<'_>> {
        let _ = node;
        None
    }

    /// The folders above a node, the nearest first.
    #[must_use]
    pub fn ancestors(&self, node: NodeId) -> Vec<FolderId> {
        let _ = node;
        Vec::new()
    }

    /// The hub that a node is in.
    #[must_use]
    pub fn hub(&self, node: NodeId) -> Option<crate::Hub> {
        let _ = node;
        None
    }

    /// How many folders and documents are below a node, at any depth.
    #[must_use]
    pub fn count_below(&self, node: NodeId) -> usize {
        let _ = node;
        0
    }

    /// Everything that a person owns.
    #[must_use]
    pub fn owned_by(&self, user: UserId) -> Vec<NodeId> {
        let _ = user;
        Vec::new()
    }

    /// The grants on a node itself.
    #[must_use]
    pub fn grants(&self, node: NodeId) -> Vec<Grant> {
        let _ = node;
        Vec::new()
    }

    /// Whether an ability is on for a document; off for one that is not there.
    #[must_use]
    pub fn ability(&self, document: DocumentId, ability: Ability) -> bool {
        let _ = (document, ability);
        false
    }

    /// The instance's switch and default of an ability: (available, default on).
    #[must_use]
    pub fn ability_setting(&self, ability: Ability) -> (bool, bool) {
        let _ = ability;
        (false, false)
    }

    /// The name and base role of a connection.
    #[must_use]
    pub fn connection(&self, connection: ConnectionId) -> Option<(&str, ConnectionRole)> {
        let _ = connection;
        None
    }

    /// The roles of people and groups on a connection.
    #[must_use]
    pub fn connection_roles(&self, connection: ConnectionId) -> Vec<(Principal, ConnectionRole)> {
        let _ = connection;
        Vec::new()
    }

    /// What an actor may ask of a connection.
    #[must_use]
    pub fn connection_role(&self, actor: &crate::Actor, connection: ConnectionId) -> ConnectionRole {
        let _ = (actor, connection);
        ConnectionRole::NoAccess
    }

    /// Every user attribute, sorted by name.
    pub fn attributes(&self) -> impl Iterator<Item = AttributeView<'_>> {
        std::iter::empty()
    }

    /// The values set for a person or group itself, sorted by name.
    #[must_use]
    pub fn own_attributes(&self, holder: Principal) -> Vec<(&ModelName, &[AttributeValue])> {
        let _ = holder;
        Vec::new()
    }

    /// A report link.
    #[must_use]
    pub fn link(&self, link: LinkId) -> Option<LinkView<'_>> {
        let _ = link;
        None
    }

    /// The links of a document.
    #[must_use]
    pub fn links(&self, document: DocumentId) -> Vec<LinkId> {
        let _ = document;
        Vec::new()
    }

    /// The groups with a role on everything.
    #[must_use]
    pub fn instance_grants(&self) -> Vec<(GroupId, ContentRole)> {
        Vec::new()
    }
}
