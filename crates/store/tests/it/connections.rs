//! Connections, their roles, and their model files.

use std::collections::BTreeMap;

use access::{Actor, EditModel, ManageConnection, Principal, View};
use store::connections::{ConnectionKind, NewConnection};
use store::{Store, StoreError, connections, models, system};
use vocab::{ConnectionId, ConnectionRole};

use crate::world::{add_user, admin, at, commit, connection_id, may, name, user_id, with_admin};

crate::on_both! {
    async fn a_connection_is_made_changed_and_removed(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let flights = made(&store, &ana, "Flights").await;
        let tx = store.write().await.unwrap();
        let twice = connections::create(&tx, &admin(&tx, &ana), &new(connection_id(), "Flights")).await;
        assert!(matches!(twice, Err(StoreError::Conflict { what: "connection_name" })), "{twice:?}");
        drop(tx);
        let tx = store.write().await.unwrap();
        let permit = may::<ManageConnection, _>(&tx, &ana, flights);
        connections::rename(&tx, &permit, &name("NYC flights")).await.unwrap();
        connections::set_base_role(&tx, &permit, ConnectionRole::Viewer).await.unwrap();
        commit(tx).await;
        for store in [store.clone(), db.open().await] {
            let tx = store.read().await.unwrap();
            assert_eq!(tx.facts().connection(flights), Some(("NYC flights", ConnectionRole::Viewer)));
            let found = connections::get(&tx, &may::<View, _>(&tx, &ana, flights)).await.unwrap();
            assert_eq!((found.name.as_str(), found.base_role, found.kind), ("NYC flights", ConnectionRole::Viewer, ConnectionKind::Local));
            let listed = connections::details(&tx, &access::scope_connections(tx.facts(), &ana)).await.unwrap();
            assert_eq!(listed.into_keys().collect::<Vec<_>>(), [flights]);
        }
        let tx = store.write().await.unwrap();
        connections::remove(&tx, &may::<ManageConnection, _>(&tx, &ana, flights)).await.unwrap();
        commit(tx).await;
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            assert_eq!(tx.facts().connection(flights), None);
            assert!(system::all_connections(&tx).await.unwrap().is_empty());
        }
    }

    async fn roles_are_given_and_taken(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = add_user(&store, &ana, "Ben").await;
        let flights = made(&store, &ana, "Flights").await;
        let tx = store.write().await.unwrap();
        let permit = may::<ManageConnection, _>(&tx, &ana, flights);
        connections::set_role(&tx, &permit, Principal::User(ben), ConnectionRole::Viewer).await.unwrap();
        connections::set_role(&tx, &permit, Principal::User(ben), ConnectionRole::Querier).await.unwrap();
        let nobody = connections::set_role(&tx, &permit, Principal::User(user_id()), ConnectionRole::Querier).await;
        assert!(matches!(nobody, Err(StoreError::NotFound)));
        let everyone = connections::set_role(&tx, &permit, Principal::Organization, ConnectionRole::Querier).await;
        assert!(matches!(everyone, Err(StoreError::Invalid { .. })));
        commit(tx).await;
        for store in [store.clone(), db.open().await] {
            let tx = store.read().await.unwrap();
            assert_eq!(tx.facts().connection_roles(flights), [(Principal::User(ben), ConnectionRole::Querier)]);
        }
        let tx = store.write().await.unwrap();
        connections::remove_role(&tx, &may(&tx, &ana, flights), Principal::User(ben)).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        assert_eq!(tx.facts().connection_role(&Actor::User(ben), flights), ConnectionRole::NoAccess);
    }

    async fn model_files_share_one_version(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let flights = made(&store, &ana, "Flights").await;
        let tx = store.write().await.unwrap();
        let first = models::save(&tx, &may(&tx, &ana, flights), 0, &files(&[("flights.yaml", Some("a: ü\n")), ("planes.yaml", Some(""))]), at(1)).await;
        assert_eq!(first.unwrap(), 1);
        commit(tx).await;
        let tx = store.write().await.unwrap();
        let clash = models::save(&tx, &may(&tx, &ana, flights), 0, &files(&[("planes.yaml", None)]), at(2)).await;
        assert!(matches!(clash, Err(StoreError::VersionClash { current: 1 })), "{clash:?}");
        drop(tx);
        let tx = store.write().await.unwrap();
        let absent = models::save(&tx, &may(&tx, &ana, flights), 1, &files(&[("planes.yaml", None), ("x.yaml", None)]), at(2)).await;
        assert!(matches!(absent, Err(StoreError::NotFound)), "{absent:?}");
        drop(tx);
        let tx = store.write().await.unwrap();
        let nul = models::save(&tx, &may(&tx, &ana, flights), 1, &files(&[("planes.yaml", Some("\0"))]), at(2)).await;
        assert!(matches!(nul, Err(StoreError::Invalid { .. })), "{nul:?}");
        drop(tx);
        let tx = store.write().await.unwrap();
        models::save(&tx, &may(&tx, &ana, flights), 1, &files(&[("planes.yaml", None), ("flights.yaml", Some("b: 1\n"))]), at(2)).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        let found = models::get(&tx, &may::<EditModel, _>(&tx, &ana, flights)).await.unwrap();
        assert_eq!((found.version, found.files), (2, BTreeMap::from([("flights.yaml".to_owned(), "b: 1\n".to_owned())])));
        assert_eq!(system::model_version(&tx, flights).await.unwrap(), 2);
    }
}

fn files(files: &[(&str, Option<&str>)]) -> BTreeMap<String, Option<String>> {
    files.iter().map(|(name, text)| ((*name).to_owned(), text.map(str::to_owned))).collect()
}

fn new(id: ConnectionId, label: &str) -> NewConnection {
    NewConnection { id, name: name(label), kind: ConnectionKind::Local, base_role: ConnectionRole::NoAccess, at: at(0) }
}

async fn made(store: &Store, ana: &Actor, label: &str) -> ConnectionId {
    let id = connection_id();
    let tx = store.write().await.unwrap();
    connections::create(&tx, &admin(&tx, ana), &new(id, label)).await.unwrap();
    commit(tx).await;
    id
}
