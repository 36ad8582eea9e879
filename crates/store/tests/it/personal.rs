//! Favourites, access requests, and emptying the trash.

use access::{Actor, Browse, Hub, Manage, NodeId, RequestAccess};
use store::requests::{NewRequest, State};
use store::{StoreError, abilities, favourites, nodes, requests, settings, system, trash};
use vocab::{Ability, AccessRequestId, ContentRole};

use crate::world::{SHARED, add_document, add_folder, add_user, admin, at, commit, may, user_of, with_admin};

fn ask(number: u64, role: ContentRole) -> NewRequest {
    NewRequest { id: AccessRequestId::from_parts(number, [0; 10]), role, message: Some("Bitte – für Söhne".to_owned()), at: at(1) }
}

crate::on_both! {
    async fn favourites_are_one_persons_and_go_with_the_thing(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let document = add_document(&store, &ana, SHARED, "Delays").await;
        let folder = add_folder(&store, &ana, SHARED, "Flights").await;
        for (second, node) in [(1, NodeId::Document(document)), (2, NodeId::Folder(folder)), (3, NodeId::Document(document))] {
            let tx = store.write().await.unwrap();
            favourites::mark(&tx, &may::<Browse, _>(&tx, &ana, node), at(second)).await.unwrap();
            commit(tx).await;
        }
        let own = Hub::Personal(user_of(ana));
        let tx = db.open().await.read().await.unwrap();
        let found = favourites::list(&tx, &may::<Browse, _>(&tx, &ana, own)).await.unwrap();
        assert_eq!(found, [NodeId::Folder(folder), NodeId::Document(document)], "marking twice keeps the first time");
        let scope = access::scope_of(tx.facts(), &ana, [NodeId::Document(document)]);
        assert_eq!(favourites::among(&tx, &scope).await.unwrap().into_iter().collect::<Vec<_>>(), [NodeId::Document(document)]);
        drop(scope);
        drop(tx);
        let tx = store.write().await.unwrap();
        favourites::unmark(&tx, &may::<Browse, _>(&tx, &ana, own), folder.into()).await.unwrap();
        nodes::trash(&tx, &may::<Manage, _>(&tx, &ana, document), at(4)).await.unwrap();
        commit(tx).await;
        let tx = store.write().await.unwrap();
        assert_eq!(trash::remove(&tx, &may::<Manage, _>(&tx, &ana, NodeId::Document(document))).await.unwrap(), 1);
        commit(tx).await;
        let tx = store.read().await.unwrap();
        assert_eq!(favourites::list(&tx, &may::<Browse, _>(&tx, &ana, own)).await.unwrap(), []);
    }

    async fn a_request_is_asked_once_and_answered_once(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let document = add_document(&store, &ana, SHARED, "Delays").await;
        let other = add_document(&store, &ana, SHARED, "Other").await;
        let ben = Actor::User(add_user(&store, &ana, "Ben").await);
        let tx = store.write().await.unwrap();
        abilities::set(&tx, &may::<Manage, _>(&tx, &ana, document), Ability::RequestAccess, true).await.unwrap();
        commit(tx).await;
        let mut ids = Vec::new();
        for (number, role) in [(1, ContentRole::Editor), (2, ContentRole::Viewer)] {
            let tx = store.write().await.unwrap();
            ids.push(requests::ask(&tx, &may::<RequestAccess, _>(&tx, &ben, document), &ask(number, role)).await.unwrap());
            commit(tx).await;
        }
        assert_eq!(ids[0], ids[1]);
        let tx = store.read().await.unwrap();
        let open = requests::to_answer(&tx, &may::<Browse, _>(&tx, &ana, Hub::Personal(user_of(ana))), None, 10).await.unwrap();
        assert_eq!(open.iter().map(|one| (one.user, one.role, one.state)).collect::<Vec<_>>(), [(user_of(ben), ContentRole::Viewer, State::Open)]);
        assert_eq!(open[0].message.as_deref(), Some("Bitte – für Söhne"));
        assert_eq!(system::document_of_request(&tx, ids[0]).await.unwrap(), Some(document));
        let elsewhere = requests::get(&tx, &may::<Manage, _>(&tx, &ana, other), ids[0]).await;
        assert!(matches!(elsewhere, Err(StoreError::NotFound)), "{elsewhere:?}");
        drop(tx);
        let tx = store.write().await.unwrap();
        let (mine, wrong) = (may::<Manage, _>(&tx, &ana, document), may::<Manage, _>(&tx, &ana, other));
        assert!(requests::answer(&tx, &wrong, ids[0], State::Granted, None, at(3)).await.is_err());
        requests::answer(&tx, &mine, ids[0], State::Refused, Some("Later"), at(3)).await.unwrap();
        assert!(requests::answer(&tx, &mine, ids[0], State::Granted, None, at(4)).await.is_err(), "answered already");
        commit(tx).await;
        let tx = store.read().await.unwrap();
        let made = requests::made_by(&tx, &may::<Browse, _>(&tx, &ben, Hub::Personal(user_of(ben))), None, 10).await.unwrap();
        assert_eq!((made[0].state, made[0].reason.as_deref(), made[0].answered_at), (State::Refused, Some("Later"), Some(at(3))));
        assert_eq!(requests::made_by(&tx, &may::<Browse, _>(&tx, &ben, Hub::Personal(user_of(ben))), Some(ids[0]), 10).await.unwrap(), []);
    }

    async fn the_trash_is_emptied_from_the_deepest_on_and_only_of_what_is_old(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let outer = add_folder(&store, &ana, SHARED, "Outer").await;
        let inner = add_folder(&store, &ana, access::Parent::Folder(outer), "Inner").await;
        let document = add_document(&store, &ana, access::Parent::Folder(inner), "Delays").await;
        let tx = store.write().await.unwrap();
        let refused = trash::remove(&tx, &may::<Manage, _>(&tx, &ana, NodeId::Folder(outer))).await;
        assert!(matches!(refused, Err(StoreError::NotFound)), "it does not lie in the trash");
        nodes::trash(&tx, &may::<Manage, _>(&tx, &ana, outer), at(10)).await.unwrap();
        settings::set_trash_days(&tx, &admin(&tx, &ana), 3).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        assert_eq!(settings::trash_days(&tx).await.unwrap(), 3);
        assert_eq!(system::trashed_before(&tx, at(10)).await.unwrap(), []);
        assert_eq!(system::trashed_before(&tx, at(11)).await.unwrap(), [NodeId::Folder(outer)]);
        drop(tx);
        let tx = store.write().await.unwrap();
        assert!(system::purge(&tx, outer.into(), at(10)).await.is_err());
        assert_eq!(system::purge(&tx, outer.into(), at(11)).await.unwrap(), 3);
        commit(tx).await;
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            assert!([NodeId::Folder(outer), NodeId::Folder(inner), NodeId::Document(document)].iter().all(|node| tx.facts().node(*node).is_none()));
        }
    }
}
