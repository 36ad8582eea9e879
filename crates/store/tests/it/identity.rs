//! Ways in that are proved elsewhere: what comes back from a provider counts once, in the browser that went there, and by issuer and subject alone.

use access::Principal;
use store::system::{self, identity};
use store::{StoreError, attributes, users};
use vocab::{AttributeKind, AttributeValue};

use crate::world::{add_group, add_user, admin, at, commit, name, new_user, secret, session_id, user_id, with_admin};

crate::on_both! {
    async fn t49_a_sign_in_comes_back_once_and_to_its_browser(db) {
        let store = db.open().await;
        with_admin(&store).await;
        let begin = async |state: u8, browser: u8| {
            let tx = store.write().await.unwrap();
            identity::begin_sign_in(&tx, &secret(state), &secret(browser), &"body", at(0), at(600)).await.unwrap();
            commit(tx).await;
        };
        let end = async |state: u8, browser: u8, seconds| {
            let tx = store.write().await.unwrap();
            let found: Option<String> = identity::end_sign_in(&tx, &secret(state), &secret(browser), at(seconds)).await.unwrap();
            commit(tx).await;
            found
        };
        begin(1, 2).await;
        assert_eq!(end(1, 3, 1).await, None, "another browser");
        assert_eq!(end(1, 2, 1).await, None, "and with that it is gone");
        begin(1, 2).await;
        assert_eq!(end(1, 2, 600).await, None, "too late");
        begin(1, 2).await;
        assert_eq!(end(1, 2, 1).await.as_deref(), Some("body"));
        assert_eq!(end(1, 2, 2).await, None, "once");
    }

    async fn t49_a_person_is_known_by_issuer_and_subject_and_never_by_address(db) {
        let store = db.open().await;
        with_admin(&store).await;
        let (nina, other) = (new_user(user_id(), "Nina"), new_user(user_id(), "Other"));
        let tx = store.write().await.unwrap();
        identity::create_for_subject(&tx, &nina, "https://id.example", "s-1").await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        assert_eq!(identity::of_subject(&tx, "https://id.example", "s-1").await.unwrap(), Some(nina.id));
        for (issuer, subject) in [("https://id.example/", "s-1"), ("https://id.example", "S-1"), ("https://evil.example", "s-1")] {
            assert_eq!(identity::of_subject(&tx, issuer, subject).await.unwrap(), None, "{issuer} {subject}");
        }
        assert!(identity::signs_in_elsewhere(&tx, nina.id).await.unwrap());
        assert!(store::system::own::password_hash(&tx, nina.id).await.unwrap().is_none(), "t50: no password came with it");
        drop(tx);
        let tx = store.write().await.unwrap();
        let taken = identity::create_for_subject(&tx, &other, "https://id.example", "s-1").await;
        assert!(matches!(taken, Err(StoreError::Conflict { what: "subject" })), "{taken:?}");
    }
    async fn t50_linking_ends_the_password_the_invitation_and_the_sessions(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ina = add_user(&store, &ana, "Ina").await;
        let tx = store.write().await.unwrap();
        users::invite(&tx, &admin(&tx, &ana), ina, &secret(7), at(0), at(600)).await.unwrap();
        let session = system::Session { id: session_id(), user: ina, created_at: at(0), last_seen_at: at(0), expires_at: at(600), view_as: None };
        system::start_session(&tx, &session, &secret(8)).await.unwrap();
        commit(tx).await;
        let tx = store.write().await.unwrap();
        assert!(identity::invited(&tx, ina, at(599)).await.unwrap() && !identity::invited(&tx, ina, at(600)).await.unwrap());
        identity::link(&tx, ina, "https://id.example", "s-1", at(1)).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        assert!(!identity::invited(&tx, ina, at(1)).await.unwrap());
        assert!(system::session(&tx, &secret(8), at(1)).await.unwrap().is_none());
        assert!(system::own::password_hash(&tx, ina).await.unwrap().is_none());
    }

    async fn a_provider_decides_on_its_own_people_alone(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let (group, ben) = (add_group(&store, &ana, "Crew").await, add_user(&store, &ana, "Ben").await);
        let nina = new_user(user_id(), "Nina");
        let tx = store.write().await.unwrap();
        let carrier = attributes::Attribute {
            name: name("carrier"), label: name("Carrier"), kind: AttributeKind::String, multiple: false, default: None, created_at: at(0),
        };
        attributes::create(&tx, &admin(&tx, &ana), &carrier).await.unwrap();
        identity::create_for_subject(&tx, &nina, "https://id.example", "s-1").await.unwrap();
        let (ua, two) = (vec![AttributeValue::String("UA".to_owned())], vec![AttributeValue::Number(1.0)]);
        identity::put_member(&tx, nina.id, group, true).await.unwrap();
        identity::put_value(&tx, nina.id, &carrier.name, Some(&ua)).await.unwrap();
        assert!(matches!(identity::put_value(&tx, nina.id, &carrier.name, Some(&two)).await, Err(StoreError::Invalid { .. })));
        assert!(matches!(identity::put_member(&tx, ben, group, true).await, Err(StoreError::NotFound)));
        assert!(matches!(identity::put_value(&tx, ben, &carrier.name, Some(&ua)).await, Err(StoreError::NotFound)));
        commit(tx).await;
        let tx = store.write().await.unwrap();
        assert_eq!(tx.facts().members(group), [Principal::User(nina.id)]);
        assert_eq!(tx.facts().own_attributes(Principal::User(nina.id)), [(&carrier.name, ua.as_slice())]);
        identity::put_member(&tx, nina.id, group, false).await.unwrap();
        identity::put_value(&tx, nina.id, &carrier.name, None).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        assert!(tx.facts().members(group).is_empty() && tx.facts().own_attributes(Principal::User(nina.id)).is_empty());
    }
}
