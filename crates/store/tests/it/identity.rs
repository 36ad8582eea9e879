//! Ways in that are proved elsewhere: what comes back from a provider counts once, in the browser that went there, and by issuer and subject alone.

use store::StoreError;
use store::system::identity;

use crate::world::{at, commit, new_user, secret, user_id, with_admin};

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
}
