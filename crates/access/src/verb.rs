//! What can be done, as data ([`Verb`]) and as types for permits ([`View`], [`Edit`], …).

use vocab::{ConnectionId, DocumentId, FolderId, LinkId, ReportId};

use crate::{Hub, Instance, NodeId, Object, Parent};

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $word:literal on [$($object:ty),* $(,)?];)*) => {
        /// Everything that can be asked for. The words are those of every `can` list of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb { $($(#[$doc])* $name),* }

        impl Verb {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word in `can` lists and reasons.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $name;

            impl Action for $name { const VERB: Verb = Verb::$name; }
            $(impl On<$object> for $name {})*
        )*
    };
}

/// A verb as a type, so that a permit for one thing cannot stand in for another.
pub trait Action: Copy {
    /// The verb as data.
    const VERB: Verb;
}

/// The action makes sense for this kind of object; `permit` takes no other pair.
pub trait On<O: Object>: Action {}

verbs! {
    /// Know that it is there and list what may be seen in it: enough for the name of a folder on the way to something shared.
    Browse = "browse" on [NodeId, FolderId, DocumentId, Parent, Hub];
    /// Open its reports; of a connection, know that it is there; of a link, open it.
    View = "view" on [NodeId, FolderId, DocumentId, Parent, Hub, (DocumentId, ReportId), LinkId, ConnectionId];
    /// Change reports, workbook and name.
    Edit = "edit" on [NodeId, FolderId, DocumentId, (DocumentId, ReportId)];
    /// Share, revoke, set abilities, make links, move, trash, restore, transfer.
    Manage = "manage" on [NodeId, FolderId, DocumentId, (DocumentId, ReportId), LinkId];
    /// Be its owner: receive access requests.
    Own = "own" on [NodeId, FolderId, DocumentId];
    /// Add content to a folder or hub.
    Create = "create" on [FolderId, Parent, Hub, NodeId];
    /// Open the workbook, at least read-only.
    ViewWorkbook = "view_workbook" on [DocumentId, NodeId, (DocumentId, ReportId)];
    /// Take data or files out.
    Download = "download" on [DocumentId, NodeId, (DocumentId, ReportId), LinkId];
    /// Make new deliveries and alerts.
    Schedule = "schedule" on [DocumentId, NodeId, (DocumentId, ReportId)];
    /// See the rows behind a value.
    Drill = "drill" on [DocumentId, NodeId, (DocumentId, ReportId)];
    /// Start an analysis from its reports.
    Analyze = "analyze" on [DocumentId, NodeId, (DocumentId, ReportId)];
    /// Copy it.
    Duplicate = "duplicate" on [DocumentId, NodeId];
    /// Upload files into it.
    UploadData = "upload_data" on [DocumentId, NodeId];
    /// Ask its owner for more.
    RequestAccess = "request_access" on [DocumentId, NodeId];
    /// Make documents that use the connection.
    UseConnection = "use" on [ConnectionId];
    /// Run queries on topics outside dashboards.
    QueryTopics = "query" on [ConnectionId];
    /// Run queries on all views, write SQL.
    QuerySql = "sql" on [ConnectionId];
    /// Change the shared model.
    EditModel = "edit_model" on [ConnectionId];
    /// Change the connection's settings, tables and roles.
    ManageConnection = "manage" on [ConnectionId];
    /// Set up the instance: people, groups, attributes, settings, connections, audit.
    Administer = "administer" on [Instance];
    /// Find people and groups by name, to share with them.
    SeePeople = "see_people" on [Instance];
    /// Make folders and documents somewhere.
    CreateContent = "create_content" on [Instance];
}

impl Verb {
    /// The content verb of a word, for `explain?action=`.
    #[must_use]
    pub fn of_content(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().take_while(|verb| *verb != Self::UseConnection).find(|verb| verb.as_str() == word)
    }
}
