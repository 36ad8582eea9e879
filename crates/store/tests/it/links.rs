//! Report links and their slugs.

use std::collections::{BTreeMap, BTreeSet};

use access::{Actor, LinkMode, LinkRight, Manage};
use store::links::{Link, LinkSettings};
use store::{Note, ServerKeys, Store, StoreError, links, system};
use vocab::{AttributeValue, DocumentId, ReportId};

use crate::world::{SHARED, add_document, at, commit, link_id, may, name, report_id, with_admin};

crate::on_both! {
    async fn a_slug_leads_to_its_link_and_is_shown_again(db) {
        let store = db.open().await;
        let (ana, place) = report(&store).await;
        let link = made(&store, &ana, place, &settings(LinkMode::Everyone)).await;
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            let target = system::link_of_slug(&tx, slug(&link)).await.unwrap().unwrap();
            assert_eq!((target.link, target.expires_at), (link.id, Some(at(500))));
            assert_eq!(links::list(&tx, &may::<Manage, _>(&tx, &ana, place)).await.unwrap(), std::slice::from_ref(&link));
            assert_eq!(links::get(&tx, &may::<Manage, _>(&tx, &ana, link.id)).await.unwrap(), link);
            let facts = tx.facts().link(link.id).unwrap();
            assert_eq!((facts.mode, facts.enabled, facts.report), (LinkMode::Everyone, true, place.1));
            assert_eq!(facts.attributes, link.settings.attributes);
        }
    }

    async fn t43_the_database_holds_no_slug(db) {
        let store = db.open().await;
        let (ana, place) = report(&store).await;
        let link = made(&store, &ana, place, &settings(LinkMode::Everyone)).await;
        assert!(!format!("{link:?}").contains(slug(&link)), "nor does Debug");
        if db.is_sqlite() {
            for entry in std::fs::read_dir(db.folder()).unwrap() {
                let bytes = std::fs::read(entry.unwrap().path()).unwrap();
                assert!(!bytes.windows(slug(&link).len()).any(|window| window == slug(&link).as_bytes()));
            }
        }
        // Whoever has the database without the key cannot make the address either.
        let other = ServerKeys::open(&db.folder().join("other-keys")).unwrap();
        let elsewhere = Store::open(&db.url, &other).await.unwrap();
        let tx = elsewhere.read().await.unwrap();
        assert_eq!(links::get(&tx, &may::<Manage, _>(&tx, &ana, link.id)).await.unwrap().slug, None);
        assert!(system::link_of_slug(&tx, slug(&link)).await.unwrap().is_some(), "what was handed out still works");
    }

    async fn t44_a_link_that_was_closed_or_rotated_stays_dead(db) {
        let store = db.open().await;
        let (ana, place) = report(&store).await;
        let mut seen = vec![made(&store, &ana, place, &settings(LinkMode::Everyone)).await];
        let id = seen[0].id;
        let tx = store.write().await.unwrap();
        seen.push(links::rotate(&tx, &may(&tx, &ana, id)).await.unwrap());
        commit(tx).await;
        for mode in [LinkMode::Private, LinkMode::Everyone] {
            let tx = store.write().await.unwrap();
            seen.push(links::change(&tx, &may(&tx, &ana, id), &settings(mode)).await.unwrap());
            commit(tx).await;
        }
        let tx = store.read().await.unwrap();
        let mut leads = Vec::new();
        for link in &seen {
            leads.push(system::link_of_slug(&tx, slug(link)).await.unwrap().is_some());
        }
        // The address that a private link has is the one that it will be opened under; being private, it opens nothing until then.
        assert_eq!(leads, [false, false, true, true]);
        assert_eq!(slug(&seen[2]), slug(&seen[3]));
        assert_ne!(slug(&seen[0]), slug(&seen[1]));
    }

    async fn a_private_link_opens_nothing(db) {
        let store = db.open().await;
        let (ana, place) = report(&store).await;
        let link = made(&store, &ana, place, &settings(LinkMode::Private)).await;
        let tx = store.read().await.unwrap();
        assert!(!tx.facts().link(link.id).unwrap().enabled);
        assert!(access::permit::<access::View, _>(tx.facts(), &Actor::Link(link.id), link.id).is_err());
    }

    async fn a_removed_link_is_gone(db) {
        let store = db.open().await;
        let (ana, place) = report(&store).await;
        let link = made(&store, &ana, place, &settings(LinkMode::Folder)).await;
        let tx = store.write().await.unwrap();
        links::remove(&tx, &may::<Manage, _>(&tx, &ana, link.id)).await.unwrap();
        commit(tx).await;
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            assert!(tx.facts().link(link.id).is_none());
            assert!(system::link_of_slug(&tx, slug(&link)).await.unwrap().is_none());
        }
    }

    async fn openings_are_counted_and_survive_a_change_of_settings(db) {
        let store = db.open().await;
        let (ana, place) = report(&store).await;
        let link = made(&store, &ana, place, &settings(LinkMode::Everyone)).await;
        for second in [3, 7, 5] {
            store.journal().add(Note::LinkOpened { link: link.id, at: at(second) }).await;
        }
        store.journal().flush().await.unwrap();
        let tx = store.write().await.unwrap();
        links::change(&tx, &may(&tx, &ana, link.id), &settings(LinkMode::Folder)).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        let found = links::get(&tx, &may::<Manage, _>(&tx, &ana, link.id)).await.unwrap();
        assert_eq!((found.openings, found.last_used_at), (3, Some(at(7))));
    }

    async fn an_endless_number_is_refused(db) {
        let store = db.open().await;
        let (ana, place) = report(&store).await;
        let mut bad = settings(LinkMode::Everyone);
        bad.attributes = BTreeMap::from([(name("carrier"), vec![AttributeValue::Number(f64::NAN)])]);
        let tx = store.write().await.unwrap();
        let refused = links::create(&tx, &may(&tx, &ana, place), link_id(), &bad, at(0)).await;
        assert!(matches!(refused, Err(StoreError::Invalid { .. })), "{refused:?}");
    }
}

async fn report(store: &Store) -> (Actor, (DocumentId, ReportId)) {
    let ana = with_admin(store).await;
    let document = add_document(store, &ana, SHARED, "Delays").await;
    (ana, (document, report_id()))
}

fn settings(mode: LinkMode) -> LinkSettings {
    LinkSettings {
        name: name("For the board"),
        mode,
        rights: BTreeSet::from([LinkRight::View]),
        attributes: BTreeMap::from([(name("carrier"), vec![AttributeValue::String("UA".to_owned())])]),
        expires_at: Some(at(500)),
    }
}

async fn made(store: &Store, ana: &Actor, place: (DocumentId, ReportId), settings: &LinkSettings) -> Link {
    let tx = store.write().await.unwrap();
    let link = links::create(&tx, &may(&tx, ana, place), link_id(), settings, at(1)).await.unwrap();
    commit(tx).await;
    link
}

fn slug(link: &Link) -> &str {
    link.slug.as_ref().unwrap().expose()
}
