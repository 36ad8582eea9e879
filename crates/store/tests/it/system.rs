//! Opening, migrating, settings, idempotency keys.

use access::{PublicLinks, Setting};
use sea_orm::ConnectionTrait;
use store::system::kept::{self, IdempotencyKey, KeptAnswer, Known};
use store::{StoreError, settings};
use vocab::ContentRole;

use crate::world::{admin, at, commit, name, with_admin};

crate::on_both! {
    async fn migrations_run_from_empty_and_find_nothing_to_do_again(db) {
        // At once, as two nodes that start together.
        let (one, two) = tokio::join!(db.open(), db.open());
        let ana = with_admin(&one).await;
        let again = db.open().await;
        for store in [one, two, again] {
            store.ping().await.unwrap();
            let tx = store.read().await.unwrap();
            assert!(tx.facts().user(crate::world::user_of(ana)).is_some());
            assert_eq!(tx.revision(), 2, "the first admin was the one change");
        }
    }

    async fn settings_are_kept(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let all = [
            Setting::ContentOrganization(false),
            Setting::DefaultContentRole(ContentRole::Editor),
            Setting::PublicLinks(PublicLinks::SignedIn),
            Setting::StopInheriting(false),
            Setting::BoostAvailable(false),
            Setting::MembersMayBoost(true),
            Setting::DefaultBoost(true),
        ];
        let tx = store.write().await.unwrap();
        for setting in all {
            settings::set(&tx, &admin(&tx, &ana), setting).await.unwrap();
        }
        settings::set_organization(&tx, &admin(&tx, &ana), &name("Acme & Söhne")).await.unwrap();
        commit(tx).await;
        let expected = access::Settings {
            content_organization: false,
            default_content_role: ContentRole::Editor,
            public_links: PublicLinks::SignedIn,
            stop_inheriting: false,
            boost_available: false,
            members_may_boost: true,
            default_boost: true,
        };
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            assert_eq!(tx.facts().settings(), &expected);
            assert_eq!(settings::organization(&tx).await.unwrap(), Some(name("Acme & Söhne")));
        }
    }

    async fn an_answer_is_kept_for_a_day_and_for_its_actor(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let key = IdempotencyKey { asker: crate::world::user_of(ana).to_string(), route: "POST /documents".to_owned(), key: "K1".to_owned() };
        let response = b"{}\0".to_vec();
        let answer = KeptAnswer { body_hash: [7; 32], status: 201, headers: "[]".to_owned(), response, created_at: at(0) };
        let take = async |seconds| {
            let tx = store.write().await.unwrap();
            let known = kept::take(&tx, &key, [7; 32], at(seconds)).await.unwrap();
            commit(tx).await;
            known
        };
        assert_eq!(take(0).await, Known::Yours);
        assert_eq!(take(60).await, Known::UnderWay, "another node waits");
        assert_eq!(take(121).await, Known::Yours, "whoever took it has died");
        let tx = store.write().await.unwrap();
        kept::keep(&tx, &key, &answer).await.unwrap();
        commit(tx).await;
        assert_eq!(take(122).await, Known::Answered(answer.clone()));
        let tx = store.read().await.unwrap();
        assert_eq!(kept::kept_answer(&tx, &key, at(86_399)).await.unwrap(), Some(answer));
        assert_eq!(kept::kept_answer(&tx, &key, at(86_400)).await.unwrap(), None);
        let others = [
            IdempotencyKey { asker: "anonymous".to_owned(), ..key.clone() },
            IdempotencyKey { key: "k1".to_owned(), ..key.clone() },
            IdempotencyKey { route: "POST /folders".to_owned(), ..key },
        ];
        for other in others {
            assert_eq!(kept::kept_answer(&tx, &other, at(1)).await.unwrap(), None, "t48: {other:?}");
        }
    }

    async fn damaged_rows_are_said_to_be(db) {
        let store = db.open().await;
        with_admin(&store).await;
        drop(store);
        let raw = db.raw().await;
        raw.execute_unprepared("UPDATE users SET email = 'nobody'").await.unwrap();
        let refused = store::Store::open(&db.url, &db.keys).await.map(|_| ());
        assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "never a default: {refused:?}");
    }
}
