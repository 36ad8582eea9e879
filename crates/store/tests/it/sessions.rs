//! Sessions: only a hash is kept, they end when they should, and use prolongs them.

use store::{Note, system};

use crate::world::{at, commit, secret, session_id, user_id, user_of, with_admin};

crate::on_both! {
    async fn a_session_lasts_until_it_expires(db) {
        let store = db.open().await;
        let session = started(&store, 1).await;
        let tx = store.read().await.unwrap();
        assert!(system::session(&tx, &secret(1), at(99)).await.unwrap().is_some());
        assert_eq!(system::session(&tx, &secret(1), at(100)).await.unwrap(), None);
        assert_eq!(system::session(&tx, &secret(2), at(1)).await.unwrap(), None);
        drop(tx);
        store.journal().written(Note::SessionSeen { session: session.id, user: session.user, at: at(90), expires_at: at(190) }).await.unwrap();
        let tx = store.read().await.unwrap();
        let seen = system::session(&tx, &secret(1), at(150)).await.unwrap().unwrap();
        assert_eq!((seen.last_seen_at, seen.expires_at), (at(90), at(190)));
    }

    async fn t47_a_session_that_ended_stays_ended(db) {
        let store = db.open().await;
        let session = started(&store, 1).await;
        let tx = store.write().await.unwrap();
        system::end_session(&tx, session.id).await.unwrap();
        system::end_session(&tx, session.id).await.unwrap();
        commit(tx).await;
        // A request that began before may still say that it saw the session.
        store.journal().written(Note::SessionSeen { session: session.id, user: session.user, at: at(9), expires_at: at(999) }).await.unwrap();
        assert_eq!(system::session(&store.read().await.unwrap(), &secret(1), at(10)).await.unwrap(), None);
    }

    async fn nobody_unknown_gets_a_session(db) {
        let store = db.open().await;
        let session = system::Session { id: session_id(), user: user_id(), created_at: at(0), last_seen_at: at(0), expires_at: at(100), view_as: None };
        let tx = store.write().await.unwrap();
        assert!(system::start_session(&tx, &session, &secret(1)).await.is_err());
    }

    async fn the_secret_is_not_in_the_database(db) {
        let store = db.open().await;
        started(&store, 0xA7).await;
        if db.is_sqlite() {
            for entry in std::fs::read_dir(db.folder()).unwrap() {
                let bytes = std::fs::read(entry.unwrap().path()).unwrap();
                assert!(!bytes.windows(32).any(|window| window == [0xA7; 32]));
            }
        }
    }
}

async fn started(store: &store::Store, byte: u8) -> system::Session {
    let ana = with_admin(store).await;
    let session = system::Session {
        id: session_id(),
        user: user_of(ana),
        created_at: at(0),
        last_seen_at: at(0),
        expires_at: at(100),
        view_as: None,
    };
    let tx = store.write().await.unwrap();
    system::start_session(&tx, &session, &secret(byte)).await.unwrap();
    commit(tx).await;
    session
}
