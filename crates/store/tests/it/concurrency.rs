//! Revocations hold at once and everywhere; decisions equal some serial order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use access::{Actor, Edit, Manage, Principal, View};
use sea_orm::ConnectionTrait;
use store::{Store, grants, nodes};
use tokio::time::timeout;
use vocab::{ContentRole, DocumentId};

use crate::database::Db;
use crate::world::{SHARED, add_document, add_user, at, commit, may, name, user_of, with_admin};

/// Grants and revocations answered by one node and asked of the other in the next request; gives how many answers were stale.
///
/// `forget` is run after each change: what it takes out of the database is what tells the other node that there was one.
async fn stale_answers(db: &Db, rounds: usize, forget: Option<&str>) -> usize {
    let nodes = [db.open().await, db.open().await];
    let (ana, ben, document) = scene(&nodes[0]).await;
    let raw = db.raw().await;
    let mut stale = 0;
    for round in 0..rounds {
        let (here, there) = if forget.is_some() { (&nodes[0], &nodes[1]) } else { (&nodes[round % 2], &nodes[(round + 1) % 2]) };
        for granted in [true, false] {
            let before = there.read().await.unwrap().revision();
            set(here, ana, ben, document, granted).await;
            if let Some(forget) = forget {
                raw.execute_unprepared(&forget.replace("$before", &before.to_string())).await.unwrap();
            }
            stale += usize::from(sees(there, ben, document).await != granted);
        }
    }
    if forget.is_none() {
        assert_eq!(nodes.map(|node| node.loads()), [1, 1], "the nodes caught up by what had changed");
    }
    stale
}

/// 10,000 with `cargo xtask bench freshness`.
fn rounds() -> usize {
    std::env::var("LUCARNE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(100)
}

crate::on_both! {
    async fn t62_no_answer_of_another_node_is_stale(db) {
        let rounds = rounds();
        assert_eq!(stale_answers(&db, rounds, None).await, 0, "of {rounds} rounds");
        println!("{rounds} rounds of a grant and a revocation, each asked of the other node next: 0 stale answers");
    }

    async fn t62_without_the_revision_the_same_rounds_find_stale_answers(db) {
        let forget = "UPDATE access_revision SET revision = $before; DELETE FROM access_changes";
        assert!(stale_answers(&db, 5, Some(forget)).await > 0, "a test that cannot fail says nothing");
    }

    async fn a_node_that_missed_too_much_loads_everything(db) {
        let (busy, idle) = (db.open().await, db.open().await);
        let (ana, ben, document) = scene(&busy).await;
        let raw = db.raw().await;
        // Catches up by changes, then finds a gap, then a change that it cannot read, then one that contradicts what it knows.
        assert!(!sees(&idle, ben, document).await);
        assert_eq!(idle.loads(), 1);
        let senseless = r#"[{"member_put":{"group":"grp_00000000000000000000000000000000","member":{"kind":"organization"}}}]"#;
        let damages = [
            "DELETE FROM access_changes".to_owned(),
            r#"UPDATE access_changes SET body = '[{"from_the_future":{}}]'"#.to_owned(),
            format!("UPDATE access_changes SET body = '{senseless}'"),
        ];
        for (at, damage) in damages.iter().enumerate() {
            set(&busy, ana, ben, document, at % 2 == 0).await;
            raw.execute_unprepared(damage).await.unwrap();
            assert_eq!(sees(&idle, ben, document).await, at % 2 == 0, "{damage}");
            assert_eq!(idle.loads(), at as u64 + 2, "{damage}");
        }
        assert_eq!(busy.loads(), 1);
    }

    async fn t40_t62_a_revocation_holds_on_the_next_request_of_every_node(db) {
        let nodes = [db.open().await, db.open().await];
        let (ana, ben, document) = scene(&nodes[0]).await;
        for round in 0..20 {
            let (here, there) = (&nodes[round % 2], &nodes[(round + 1) % 2]);
            set(here, ana, ben, document, true).await;
            assert!(sees(there, ben, document).await && sees(here, ben, document).await, "round {round}");
            set(there, ana, ben, document, false).await;
            assert!(!sees(here, ben, document).await && !sees(there, ben, document).await, "round {round}");
        }
    }

    async fn t67_checks_among_grants_and_revocations_equal_a_serial_order(db) {
        let nodes = [db.open().await, db.open().await];
        let (ana, ben, document) = scene(&nodes[0]).await;
        // Even: nothing is under way, and the grant stands when half of it is odd. Odd: a change is under way, and either answer is right.
        let stage = Arc::new(AtomicU64::new(0));
        let (over, certain) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let mut checks = tokio::task::JoinSet::new();
        for number in 0..8 {
            let store = nodes[number % 2].clone();
            let (stage, over, certain) = (Arc::clone(&stage), Arc::clone(&over), Arc::clone(&certain));
            checks.spawn(async move {
                while !over.load(Ordering::SeqCst) {
                    let before = stage.load(Ordering::SeqCst);
                    let seen = sees(&store, ben, document).await;
                    if before % 2 == 0 && stage.load(Ordering::SeqCst) == before {
                        assert_eq!(seen, before / 2 % 2 == 1, "at stage {before}");
                        certain.fetch_add(1, Ordering::SeqCst);
                    }
                }
            });
        }
        for round in 0..40 {
            stage.fetch_add(1, Ordering::SeqCst);
            set(&nodes[round / 3 % 2], ana, ben, document, round % 2 == 0).await;
            stage.fetch_add(1, Ordering::SeqCst);
            // On to the next when some checks fell wholly between two changes.
            let enough = certain.load(Ordering::SeqCst) + 4;
            while certain.load(Ordering::SeqCst) < enough {
                if let Some(failed) = checks.try_join_next() {
                    failed.unwrap();
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        over.store(true, Ordering::SeqCst);
        while let Some(done) = checks.join_next().await {
            done.unwrap();
        }
        assert!(certain.load(Ordering::SeqCst) >= 160);
    }

    async fn a_change_is_decided_on_facts_that_hold_until_it_commits(db) {
        let (one, two) = (db.open().await, db.open().await);
        let (ana, ben, document) = scene(&one).await;
        set(&one, ana, ben, document, true).await;
        let tx = one.write().await.unwrap();
        let permit = may::<View, _>(&tx, &ben, document);
        let revoking = tokio::spawn(async move { set(&two, ana, ben, document, false).await; two });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!revoking.is_finished(), "the other node takes its turn later");
        assert_eq!(permit.object(), document);
        nodes::rename(&tx, &may::<Edit, _>(&tx, &ana, document), &name("New"), at(1)).await.unwrap();
        commit(tx).await;
        let two = timeout(Duration::from_secs(20), revoking).await.unwrap().unwrap();
        assert!(!sees(&one, ben, document).await && !sees(&two, ben, document).await);
    }

    async fn reading_goes_on_while_somebody_writes(db) {
        let store = db.open().await;
        let (ana, ben, document) = scene(&store).await;
        let tx = store.write().await.unwrap();
        grants::set(&tx, &may::<Manage, _>(&tx, &ana, document), Principal::User(user_of(ben)), ContentRole::Viewer, false).await.unwrap();
        let before = timeout(Duration::from_secs(5), sees(&store, ben, document)).await;
        assert!(!before.expect("a reader waited for a writer"), "and nothing shows before it is committed");
        commit(tx).await;
        assert!(sees(&store, ben, document).await);
    }

    async fn a_commit_ends_even_when_its_request_goes_away(db) {
        let store = db.open().await;
        let (ana, ben, document) = scene(&store).await;
        for round in 0..10 {
            let granted = round % 2 == 0;
            let tx = store.write().await.unwrap();
            if granted {
                grants::set(&tx, &may::<Manage, _>(&tx, &ana, document), Principal::User(user_of(ben)), ContentRole::Viewer, false).await.unwrap();
            } else {
                grants::remove(&tx, &may::<Manage, _>(&tx, &ana, document), Principal::User(user_of(ben))).await.unwrap();
            }
            // Polled once, then dropped, as when a client hangs up.
            let mut commit = Box::pin(tx.commit());
            let polled = std::future::poll_fn(|context| std::task::Poll::Ready(std::future::Future::poll(commit.as_mut(), context).is_ready())).await;
            drop(commit);
            let tx = store.write().await.unwrap();
            assert_eq!(access::permit::<View, _>(tx.facts(), &ben, document).is_ok(), granted, "round {round}, ready: {polled}");
            drop(tx);
            assert_eq!(sees(&db.open().await, ben, document).await, granted);
        }
    }
}

/// Ana administers, Ben is to see the document or not.
async fn scene(store: &Store) -> (Actor, Actor, DocumentId) {
    let ana = with_admin(store).await;
    let ben = Actor::User(add_user(store, &ana, "Ben").await);
    (ana, ben, add_document(store, &ana, SHARED, "Delays").await)
}

async fn set(store: &Store, ana: Actor, ben: Actor, document: DocumentId, granted: bool) {
    let tx = store.write().await.unwrap();
    let permit = may::<Manage, _>(&tx, &ana, document);
    if granted {
        grants::set(&tx, &permit, Principal::User(user_of(ben)), ContentRole::Viewer, false).await.unwrap();
    } else {
        grants::remove(&tx, &permit, Principal::User(user_of(ben))).await.unwrap();
    }
    commit(tx).await;
}

/// A request: facts, decision and row in one transaction.
async fn sees(store: &Store, who: Actor, document: DocumentId) -> bool {
    let tx = store.read().await.unwrap();
    let Ok(permit) = access::permit::<View, _>(tx.facts(), &who, document) else { return false };
    nodes::get(&tx, &permit).await.unwrap();
    true
}
