//! The audit log.

use access::Actor;
use sea_orm::ConnectionTrait;
use store::audit::{AuditFilter, AuditResult, AuditRow, ChainState};
use store::{Note, audit};

use crate::world::{admin, at, commit, name, request_id, with_admin};

crate::on_both! {
    async fn rows_stand_or_fall_with_their_change(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let tx = store.write().await.unwrap();
        audit::append(&tx, &[row(ana, "grant_put", "doc_1", 1)]).await.unwrap();
        drop(tx);
        let tx = store.write().await.unwrap();
        audit::append(&tx, &[row(ana, "grant_put", "doc_2", 2), row(Actor::Anonymous, "sign_in", "usr", 3)]).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        let found = audit::list(&tx, &admin(&tx, &ana), &AuditFilter::default(), 10).await.unwrap();
        assert_eq!(found.iter().map(|entry| (entry.seq, entry.row.object.as_str())).collect::<Vec<_>>(), [(2, "usr"), (1, "doc_2")]);
        assert_eq!(found[1].row, AuditRow { request: found[1].row.request, ..row(ana, "grant_put", "doc_2", 2) });
        assert_eq!(audit::verify(&tx, &admin(&tx, &ana)).await.unwrap(), ChainState::Whole { rows: 2 });
    }

    async fn the_log_is_searched_by_page(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        for step in 0..7 {
            let actor = if step % 2 == 0 { ana } else { Actor::Anonymous };
            store.journal().add(Note::Audit(Box::new(row(actor, if step < 4 { "query" } else { "download" }, "con_1", step)))).await;
        }
        store.journal().flush().await.unwrap();
        let tx = store.read().await.unwrap();
        let check = async |filter: AuditFilter, limit, expected: &[i64]| {
            let found = audit::list(&tx, &admin(&tx, &ana), &filter, limit).await.unwrap();
            assert_eq!(found.iter().map(|entry| entry.seq).collect::<Vec<_>>(), expected, "{filter:?}");
        };
        check(AuditFilter::default(), 3, &[7, 6, 5]).await;
        check(AuditFilter { before: Some(5), ..AuditFilter::default() }, 3, &[4, 3, 2]).await;
        check(AuditFilter { actor: Some(ana), ..AuditFilter::default() }, 10, &[7, 5, 3, 1]).await;
        check(AuditFilter { verb: Some("download".to_owned()), ..AuditFilter::default() }, 10, &[7, 6, 5]).await;
        check(AuditFilter { object: Some("con_2".to_owned()), ..AuditFilter::default() }, 10, &[]).await;
    }

    async fn t101_a_large_change_is_logged_whole(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let tx = store.write().await.unwrap();
        audit::append(&tx, &(0..6_000).map(|step| row(ana, "grant_put", "doc\0", step)).collect::<Vec<_>>()).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        assert_eq!(audit::verify(&tx, &admin(&tx, &ana)).await.unwrap(), ChainState::Whole { rows: 6_000 });
    }

    async fn damage_shows(db) {
        let ways = [
            ("a changed row", "UPDATE audit SET body = replace(body, 'con_1', 'con_9') WHERE seq = 3", 3),
            ("a changed column", "UPDATE audit SET verb = 'nothing' WHERE seq = 2", 2),
            ("a changed time", "UPDATE audit SET at = at + 1 WHERE seq = 4", 4),
            ("a removed row", "DELETE FROM audit WHERE seq = 2", 2),
            ("a removed end", "DELETE FROM audit WHERE seq > 4", 5),
        ];
        let store = db.open().await;
        let ana = with_admin(&store).await;
        for step in 0..5 {
            store.journal().add(Note::Audit(Box::new(row(ana, "query", "con_1", step)))).await;
        }
        store.journal().flush().await.unwrap();
        let raw = db.raw().await;
        raw.execute_unprepared("CREATE TABLE saved AS SELECT * FROM audit").await.unwrap();
        for (what, damage, seq) in ways {
            raw.execute_unprepared(damage).await.unwrap();
            let tx = store.read().await.unwrap();
            assert_eq!(audit::verify(&tx, &admin(&tx, &ana)).await.unwrap(), ChainState::Broken { seq }, "{what}");
            drop(tx);
            raw.execute_unprepared("DELETE FROM audit").await.unwrap();
            raw.execute_unprepared("INSERT INTO audit SELECT * FROM saved").await.unwrap();
        }
        let tx = store.read().await.unwrap();
        assert_eq!(audit::verify(&tx, &admin(&tx, &ana)).await.unwrap(), ChainState::Whole { rows: 5 });
    }
}

pub(crate) fn row(actor: Actor, verb: &str, object: &str, second: i64) -> AuditRow {
    AuditRow {
        at: at(second),
        request: request_id(),
        actor,
        actor_name: "Ana".to_owned(),
        as_whom: None,
        door: "page".to_owned(),
        verb: verb.to_owned(),
        object: object.to_owned(),
        object_name: name::<vocab::Title>("Delays \u{1F6EB}").to_string(),
        result: AuditResult::Done,
        codes: vec!["granted".to_owned()],
        address: Some("::1".to_owned()),
        details: serde_json::json!({"before": null, "after": "viewer"}),
    }
}
