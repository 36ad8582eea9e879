//! Small worlds by name: `ana` is a person, `@sales` a group, `*` everyone.

use std::collections::BTreeMap;

use access::{Actor, Change, Facts, FactsError, Hub, NodeId, Parent, Principal};
use vocab::{AttributeValue, ConnectionId, ConnectionRole, ContentRole, DocumentId, FolderId, GroupId, LinkId, ReportId, UserId};

pub(crate) struct World {
    pub(crate) facts: Facts,
    /// What a node was last put as, so that one trait of it can be changed.
    nodes: BTreeMap<String, Change>,
}

macro_rules! named_ids {
    ($($function:ident -> $id:ident;)*) => {$(
        pub(crate) fn $function(name: &str) -> $id {
            let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
            let mut random = [0; 10];
            random[3..].copy_from_slice(&hash.to_be_bytes()[..7]);
            $id::from_parts(name.len() as u64, random)
        }
    )*};
}

named_ids! {
    user -> UserId;
    group -> GroupId;
    folder -> FolderId;
    document -> DocumentId;
    connection -> ConnectionId;
    link -> LinkId;
    report -> ReportId;
}

/// `f_…` is a folder, anything else a document.
pub(crate) fn node(name: &str) -> NodeId {
    if name.starts_with("f_") { folder(name).into() } else { document(name).into() }
}

pub(crate) fn actor(name: &str) -> Actor {
    match name.split_once(':') {
        Some(("link", name)) => Actor::Link(link(name)),
        _ if name == "nobody" => Actor::Anonymous,
        _ => Actor::User(user(name)),
    }
}

pub(crate) fn principal(name: &str) -> Principal {
    match name.strip_prefix('@') {
        Some(name) => Principal::Group(group(name)),
        None if name == "*" => Principal::Organization,
        None => Principal::User(user(name)),
    }
}

/// `shared`, `~ana` (Ana's own documents) or a folder.
pub(crate) fn parent(name: &str) -> Parent {
    match name.strip_prefix('~') {
        Some(owner) => Parent::Hub(Hub::Personal(user(owner))),
        None if name == "shared" => Parent::Hub(Hub::Shared),
        None => Parent::Folder(folder(name)),
    }
}

pub(crate) fn text(value: &str) -> AttributeValue {
    AttributeValue::String(value.to_owned())
}

impl World {
    pub(crate) fn new() -> Self {
        Self { facts: Facts::new(), nodes: BTreeMap::new() }
    }

    #[track_caller]
    pub(crate) fn apply(&mut self, change: Change) -> &mut Self {
        self.facts.apply(change).expect("the change is fine");
        self
    }

    pub(crate) fn try_apply(&mut self, change: Change) -> Result<(), FactsError> {
        self.facts.apply(change)
    }

    pub(crate) fn users(&mut self, names: &str) -> &mut Self {
        names.split_whitespace().for_each(|name| {
            self.put_user(name, false, true);
        });
        self
    }

    pub(crate) fn admin(&mut self, name: &str) -> &mut Self {
        self.put_user(name, true, true)
    }

    pub(crate) fn put_user(&mut self, name: &str, is_admin: bool, active: bool) -> &mut Self {
        let email = format!("{name}@example.com").parse().expect("an address");
        self.apply(Change::UserPut { user: user(name), name: name.parse().expect("a name"), email, is_admin, active })
    }

    pub(crate) fn group(&mut self, name: &str, members: &str) -> &mut Self {
        self.apply(Change::GroupPut { group: group(name), name: name.parse().expect("a name") });
        for member in members.split_whitespace() {
            self.apply(Change::MemberPut { group: group(name), member: principal(member) });
        }
        self
    }

    pub(crate) fn put(&mut self, name: &str, place: &str, owner: &str) -> &mut Self {
        let (stands_alone, trashed) = (false, false);
        let (place, owner, title) = (parent(place), user(owner), name.parse().expect("a name"));
        let change = match node(name) {
            NodeId::Folder(folder) => Change::FolderPut { folder, parent: place, owner, name: title, stands_alone, trashed },
            NodeId::Document(document) => Change::DocumentPut { document, parent: place, owner, name: title, stands_alone, trashed },
        };
        self.nodes.insert(name.to_owned(), change.clone());
        self.apply(change)
    }

    /// Puts a node again with one trait changed.
    pub(crate) fn alter(&mut self, name: &str, alter: impl FnOnce(&mut Parent, &mut bool, &mut bool)) -> Change {
        let mut change = self.nodes[name].clone();
        let (Change::FolderPut { parent, stands_alone, trashed, .. } | Change::DocumentPut { parent, stands_alone, trashed, .. }) =
            &mut change
        else {
            unreachable!("only nodes are kept")
        };
        alter(parent, stands_alone, trashed);
        self.nodes.insert(name.to_owned(), change.clone());
        change
    }

    pub(crate) fn stand_alone(&mut self, name: &str) -> &mut Self {
        let change = self.alter(name, |_, stands_alone, _| *stands_alone = true);
        self.apply(change)
    }

    pub(crate) fn trash(&mut self, name: &str, on: bool) -> &mut Self {
        let change = self.alter(name, |_, _, trashed| *trashed = on);
        self.apply(change)
    }

    pub(crate) fn move_to(&mut self, name: &str, place: &str) -> &mut Self {
        let change = self.alter(name, |parent, _, _| *parent = crate::world::parent(place));
        self.apply(change)
    }

    pub(crate) fn grant(&mut self, name: &str, to: &str, role: ContentRole) -> &mut Self {
        self.apply(Change::GrantPut { node: node(name), principal: principal(to), role, boost: false })
    }

    pub(crate) fn revoke(&mut self, name: &str, from: &str) -> &mut Self {
        self.apply(Change::GrantRemoved { node: node(name), principal: principal(from) })
    }

    pub(crate) fn connection(&mut self, name: &str, base_role: ConnectionRole) -> &mut Self {
        self.apply(Change::ConnectionPut { connection: connection(name), name: name.parse().expect("a name"), base_role })
    }

    pub(crate) fn connection_role(&mut self, name: &str, to: &str, role: ConnectionRole) -> &mut Self {
        self.apply(Change::ConnectionRolePut { connection: connection(name), principal: principal(to), role })
    }

    pub(crate) fn attribute(&mut self, name: &str, multiple: bool, default: Option<&str>) -> &mut Self {
        let default = default.map(|value| vec![text(value)]);
        let name = name.parse().expect("a name");
        self.apply(Change::AttributePut { name, kind: vocab::AttributeKind::String, multiple, default })
    }

    pub(crate) fn value(&mut self, holder: &str, name: &str, values: &[&str]) -> &mut Self {
        let values = values.iter().map(|value| text(value)).collect();
        self.apply(Change::AttributeValuePut { holder: principal(holder), name: name.parse().expect("a name"), values })
    }

    pub(crate) fn role(&self, who: &str, name: &str) -> ContentRole {
        access::role(&self.facts, user(who), node(name))
    }
}
