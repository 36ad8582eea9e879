//! Everything that decisions look at, in compact indices.

mod apply;
pub(crate) mod content;
pub(crate) mod index;
pub(crate) mod node;
mod order;
pub(crate) mod people;
mod views;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use vocab::{AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ContentRole, DocumentId, LinkId, ModelName, ReportId};

pub use self::views::{AttributeView, Grant, LinkView, NodeView, UserView};

use self::content::Content;
use self::index::{IdMap, Key};
use self::people::People;
use crate::{Change, FactsError, LinkFacts, Parent, Principal, Settings, TenantTable};

/// Everything that decisions look at. Changed by [`Facts::apply`] alone, one [`Change`] at a time, without rebuilding anything.
#[derive(Default)]
pub struct Facts {
    pub(crate) people: Arc<People>,
    pub(crate) content: Content,
    /// Groups with a role on everything: few, looked through one by one.
    pub(crate) instance_grants: Vec<(Key, ContentRole)>,
    pub(crate) abilities: AbilitySettings,
    pub(crate) connections: BTreeMap<ConnectionId, Connection>,
    pub(crate) attributes: BTreeMap<ModelName, Attribute>,
    pub(crate) values: BTreeMap<Principal, BTreeMap<ModelName, Vec<AttributeValue>>>,
    pub(crate) links: IdMap<LinkId, LinkFacts>,
    pub(crate) links_of: IdMap<DocumentId, Vec<LinkId>>,
    /// Of reports, by document: whoever removes a document removes its tables.
    pub(crate) tenants: BTreeMap<(DocumentId, ReportId), Arc<TenantTable>>,
    pub(crate) settings: Settings,
    pub(crate) cursor_key: [u8; 32],
}

/// The instance's switches of abilities, one bit each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AbilitySettings {
    pub(crate) available: u8,
    pub(crate) default_on: u8,
}

impl Default for AbilitySettings {
    /// Everything is there and on, but for looking into workbooks, and for being asked by people who may not know that a document is there.
    fn default() -> Self {
        Self { available: u8::MAX, default_on: !(bit(vocab::Ability::ViewWorkbook) | bit(vocab::Ability::RequestAccess)) }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Connection {
    pub(crate) name: Box<str>,
    pub(crate) base: ConnectionRole,
    pub(crate) roles: BTreeMap<Key, ConnectionRole>,
}

#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) kind: AttributeKind,
    pub(crate) multiple: bool,
    pub(crate) default: Option<Vec<AttributeValue>>,
}

/// The bit of an ability in a set.
pub(crate) const fn bit(ability: vocab::Ability) -> u8 {
    1 << ability as u8
}

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

    /// All facts at once, in any order; much faster than one by one. For `Put`s: there is nothing to remove yet.
    ///
    /// # Errors
    /// The first change that is refused.
    pub fn load(changes: Vec<Change>) -> Result<Self, FactsError> {
        let mut stages: [Vec<Change>; 4] = Default::default();
        let mut folders: BTreeMap<Parent, Vec<Change>> = BTreeMap::new();
        let mut roots = Vec::new();
        for change in changes {
            if change.removes() {
                return Err(FactsError::Invalid("there is nothing to remove while loading"));
            }
            match &change {
                Change::UserPut { .. } | Change::GroupPut { .. } | Change::SettingPut(_) | Change::AttributePut { .. } => {
                    stages[0].push(change)
                }
                Change::FolderPut { parent: Parent::Hub(_), .. } => roots.push(change),
                Change::FolderPut { parent, .. } => folders.entry(*parent).or_default().push(change),
                Change::MemberPut { .. } | Change::ConnectionPut { .. } => stages[1].push(change),
                Change::DocumentPut { .. } => stages[2].push(change),
                _ => stages[3].push(change),
            }
        }
        let mut facts = Self::new();
        facts.content.pending = Some(Vec::new());
        let [first, second, documents, rest] = stages;
        for change in first.into_iter().chain(second) {
            facts.apply(change)?;
        }
        let mut next = roots;
        while let Some(change) = next.pop() {
            if let Change::FolderPut { folder, .. } = &change {
                next.extend(folders.remove(&Parent::Folder(*folder)).unwrap_or_default());
            }
            facts.apply(change)?;
        }
        // What is left hangs in a folder that is not there, or in itself: applying it says so.
        let left = folders.into_values().flatten();
        facts.content.reserve(documents.len());
        for change in left.chain(documents).chain(rest) {
            facts.apply(change)?;
        }
        facts.content.settle();
        Ok(facts)
    }

    /// Sets the key that makes page cursors unforgeable; nodes of one instance share it.
    pub fn set_cursor_key(&mut self, key: [u8; 32]) {
        self.cursor_key = key;
    }

    /// The settings as they stand.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

impl fmt::Debug for Facts {
    /// How much there is, not what: a million nodes help nobody in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts")
            .field("users", &self.people.user_ids.len())
            .field("groups", &self.people.group_ids.len())
            .field("nodes", &self.content.len())
            .field("connections", &self.connections.len())
            .field("links", &self.links.len())
            .finish_non_exhaustive()
    }
}
