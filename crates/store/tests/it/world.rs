//! Short ways to say what the cases need: ids, times, people, permits.

use std::sync::atomic::{AtomicU64, Ordering};

use access::{Actor, Administer, Instance, Permit};
use document_text::project;
use jiff::Timestamp;
use store::documents::NewDocument;
use store::folders::NewFolder;
use store::users::NewUser;
use store::{ReadTx, Store, WriteTx, folders, system, users};
use vocab::{ConnectionId, DocumentId, FolderId, GroupId, LinkId, ReportId, RequestId, Secret, SessionId, UserId};

pub(crate) mod document_text {
    use store::documents::{Outline, OutlineReport, ProjectText};
    use vocab::ReportId;

    pub(crate) fn project(content: &str, report: ReportId) -> ProjectText {
        let outline = Outline { reports: vec![OutlineReport { id: report, name: "Delays".to_owned() }], connections: Vec::new() };
        ProjectText { content: content.to_owned(), outline }
    }
}

static COUNTER: AtomicU64 = AtomicU64::new(1);

/// A random part that has not been given before.
pub(crate) fn fresh() -> (u64, [u8; 10]) {
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let mut random = [0; 10];
    random[2..].copy_from_slice(&number.to_be_bytes());
    (1_700_000_000_000 + number, random)
}

macro_rules! new_ids {
    ($($name:ident -> $id:ident)*) => {$(
        pub(crate) fn $name() -> $id {
            let (millis, random) = fresh();
            $id::from_parts(millis, random)
        }
    )*};
}

new_ids! {
    user_id -> UserId
    group_id -> GroupId
    folder_id -> FolderId
    document_id -> DocumentId
    report_id -> ReportId
    connection_id -> ConnectionId
    link_id -> LinkId
    session_id -> SessionId
    request_id -> RequestId
}

/// Seconds after the start of the cases' time.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

pub(crate) fn name<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(crate) fn secret(byte: u8) -> Secret<[u8; 32]> {
    Secret::new([byte; 32])
}

pub(crate) fn new_user(id: UserId, label: &str) -> NewUser {
    NewUser {
        id,
        name: name(label),
        email: name(&format!("{}@example.com", label.to_ascii_lowercase().replace(' ', "."))),
        password_hash: Some(Secret::new(format!("hash of {label}"))),
        is_admin: false,
        at: at(0),
    }
}

/// Ana, who administers the instance.
pub(crate) async fn with_admin(store: &Store) -> Actor {
    let id = user_id();
    let tx = store.write().await.unwrap();
    system::create_first_admin(&tx, &new_user(id, "Ana"), &name("Acme")).await.unwrap();
    tx.commit().await.unwrap();
    Actor::User(id)
}

pub(crate) fn user_of(actor: Actor) -> UserId {
    let Actor::User(user) = actor else { panic!("a person") };
    user
}

pub(crate) fn admin<'t>(tx: &'t ReadTx, who: &Actor) -> Permit<'t, Administer, Instance> {
    access::permit(tx.facts(), who, Instance).unwrap()
}

pub(crate) async fn add_user(store: &Store, admin_: &Actor, label: &str) -> UserId {
    let id = user_id();
    let tx = store.write().await.unwrap();
    users::create(&tx, &admin(&tx, admin_), &new_user(id, label)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn add_group(store: &Store, admin_: &Actor, label: &str) -> GroupId {
    let id = group_id();
    let tx = store.write().await.unwrap();
    store::groups::create(&tx, &admin(&tx, admin_), id, &name(label), at(0)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn add_folder(store: &Store, who: &Actor, parent: access::Parent, label: &str) -> FolderId {
    let id = folder_id();
    let tx = store.write().await.unwrap();
    let may = access::permit::<access::Create, _>(tx.facts(), who, parent).unwrap();
    folders::create(&tx, &may, &NewFolder { id, name: name(label), at: at(0) }).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn add_document(store: &Store, who: &Actor, parent: access::Parent, label: &str) -> DocumentId {
    let id = document_id();
    let tx = store.write().await.unwrap();
    let may = access::permit::<access::Create, _>(tx.facts(), who, parent).unwrap();
    let new = NewDocument { id, name: name(label), project: project("{}", report_id()), at: at(0) };
    store::documents::create(&tx, &may, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Permits are asked for in the cases' own words: `may::<Edit>(&tx, &ana, document)`.
pub(crate) fn may<'t, A: access::On<O>, O: access::Object>(tx: &'t ReadTx, who: &Actor, object: O) -> Permit<'t, A, O> {
    access::permit::<A, O>(tx.facts(), who, object).unwrap()
}

pub(crate) async fn commit(tx: WriteTx) {
    tx.commit().await.unwrap();
}

pub(crate) const SHARED: access::Parent = access::Parent::Hub(access::Hub::Shared);
