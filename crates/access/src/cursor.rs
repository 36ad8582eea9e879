//! Page cursors: where a page ended, sealed so that only a cursor of the same list for the same actor is taken.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocab::{DocumentId, FolderId};

use crate::{Actor, Facts, Kind, List, Listing, NodeId, Parent};

const SEAL: usize = 16;
const ID: usize = 16;

/// The last item of a page. Its name is kept, so that the next page starts right even when the item is gone by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) node: NodeId,
    pub(crate) name: String,
}

impl Cursor {
    pub(crate) fn seal(&self, facts: &Facts, actor: &Actor, list: &List) -> String {
        let mut payload = match self.node {
            NodeId::Folder(id) => [&[0], id.uuid().as_bytes().as_slice()].concat(),
            NodeId::Document(id) => [&[1], id.uuid().as_bytes().as_slice()].concat(),
        };
        payload.extend_from_slice(self.name.as_bytes());
        let mut sealed = seal(facts, actor, list, &payload).to_vec();
        sealed.extend_from_slice(&payload);
        URL_SAFE_NO_PAD.encode(sealed)
    }

    pub(crate) fn open(text: &str, facts: &Facts, actor: &Actor, list: &List) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (given, payload) = sealed.split_at_checked(SEAL)?;
        // Not constant time: who guesses byte by byte would win a place in a list that is decided item by item anyway.
        if seal(facts, actor, list, payload) != given {
            return None;
        }
        let (kind, rest) = payload.split_first()?;
        let (id, name) = rest.split_at_checked(ID)?;
        let id = uuid::Uuid::from_slice(id).ok()?;
        let node = if *kind == 0 { NodeId::Folder(FolderId::from_uuid(id)) } else { NodeId::Document(DocumentId::from_uuid(id)) };
        Some(Self { node, name: String::from_utf8(name.to_vec()).ok()? })
    }
}

fn seal(facts: &Facts, actor: &Actor, list: &List, payload: &[u8]) -> [u8; SEAL] {
    let mut hasher = blake3::Hasher::new_keyed(&facts.cursor_key);
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    match actor {
        Actor::User(user) => part(user.to_string().as_bytes()),
        Actor::Link(link) => part(link.to_string().as_bytes()),
        Actor::Anonymous => part(b""),
    }
    match list.listing {
        Listing::Children(Parent::Folder(folder)) => part(folder.to_string().as_bytes()),
        Listing::Children(Parent::Hub(crate::Hub::Shared)) => part(b"shared"),
        Listing::Children(Parent::Hub(crate::Hub::Personal(user))) => part(user.to_string().as_bytes()),
        Listing::All => part(b"all"),
        Listing::SharedWithMe => part(b"shared_with_me"),
        Listing::Trash => part(b"trash"),
    }
    match list.kind {
        None => part(b""),
        Some(Kind::Folder) => part(b"folder"),
        Some(Kind::Document) => part(b"document"),
    }
    part(list.text.as_deref().unwrap_or_default().as_bytes());
    part(payload);
    let mut seal = [0; SEAL];
    hasher.finalize_xof().fill(&mut seal);
    seal
}
