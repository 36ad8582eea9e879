//! Notes that are written in batches.

use access::{Browse, Hub};
use store::audit::{self, ChainState};
use store::{Note, visits};

use crate::audit::row;
use crate::world::{SHARED, add_document, admin, at, commit, document_id, may, user_of, with_admin};

crate::on_both! {
    async fn visits_give_the_recent_documents(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let user = user_of(ana);
        let (one, two) = (add_document(&store, &ana, SHARED, "One").await, add_document(&store, &ana, SHARED, "Two").await);
        // One that was removed meanwhile spoils nothing.
        for (document, second) in [(one, 1), (two, 2), (document_id(), 3), (one, 4)] {
            store.journal().add(Note::Visited { user, document, at: at(second) }).await;
            store.journal().flush().await.unwrap();
        }
        let tx = store.read().await.unwrap();
        let recent = visits::recent(&tx, &may::<Browse, _>(&tx, &ana, Hub::Personal(user)), 10).await.unwrap();
        let seen: Vec<_> = access::scope_of(tx.facts(), &ana, recent).items().iter().map(|item| item.object).collect();
        assert_eq!(seen, [one.into(), two.into()]);
    }

    async fn many_requests_and_changes_write_one_unbroken_chain(db) {
        let (one, two) = (db.open().await, db.open().await);
        let ana = with_admin(&one).await;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..40 {
            let store = if number % 2 == 0 { one.clone() } else { two.clone() };
            tasks.spawn(async move {
                if number % 4 < 2 {
                    store.journal().written(Note::Audit(Box::new(row(ana, "query", "con_1", number)))).await.unwrap();
                } else {
                    let tx = store.write().await.unwrap();
                    audit::append(&tx, &[row(ana, "rename", "doc_1", number)]).await.unwrap();
                    commit(tx).await;
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let tx = two.read().await.unwrap();
        assert_eq!(audit::verify(&tx, &admin(&tx, &ana)).await.unwrap(), ChainState::Whole { rows: 40 });
    }
}
