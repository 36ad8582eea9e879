//! Tenant tables of reports.

use access::{Actor, Manage, TenantSource, TenantTable};
use store::{Store, StoreError, tenants};
use vocab::{DocumentId, ReportId};

use crate::world::{SHARED, add_document, at, commit, may, report_id, with_admin};

fn table(value: &str) -> TenantTable {
    let row = vec!["ana@example.com".to_owned(), value.to_owned()];
    let source = TenantSource { columns: vec!["USER".to_owned(), "FIELD v.f".to_owned()], rows: vec![row] };
    source.try_into().unwrap()
}

async fn save(store: &Store, ana: &Actor, place: (DocumentId, ReportId), from: i64, table: Option<TenantTable>) -> Result<i64, StoreError> {
    let tx = store.write().await.unwrap();
    let version = tenants::save(&tx, &may::<Manage, _>(&tx, ana, place), from, table, at(from)).await?;
    commit(tx).await;
    Ok(version)
}

crate::on_both! {
    async fn a_tenant_table_is_kept_counted_and_in_force_on_every_node(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let document = add_document(&store, &ana, SHARED, "Delays").await;
        let place = (document, report_id());
        assert_eq!(save(&store, &ana, place, 0, Some(table("x; ; 'y"))).await.unwrap(), 1);
        assert!(matches!(save(&store, &ana, place, 0, None).await, Err(StoreError::VersionClash { current: 1 })));
        for store in [&store, &db.open().await] {
            let tx = store.read().await.unwrap();
            assert_eq!(tx.facts().tenants(place.0, place.1).unwrap().as_ref(), &table("x; ; 'y"));
            let kept = tenants::get(&tx, &may::<Manage, _>(&tx, &ana, place)).await.unwrap();
            assert_eq!((kept.version, kept.table, kept.changed.map(|(_, when)| when)), (1, Some(table("x; ; 'y")), Some(at(0))));
        }
        // Taken away, its version goes on: nobody saves over that unknowingly.
        assert_eq!(save(&store, &ana, place, 1, None).await.unwrap(), 2);
        assert!(matches!(save(&store, &ana, place, 0, Some(table("z"))).await, Err(StoreError::VersionClash { current: 2 })));
        for store in [&store, &db.open().await] {
            assert_eq!(store.read().await.unwrap().facts().tenants(place.0, place.1), None);
        }
        assert_eq!(save(&store, &ana, place, 2, Some(table("z"))).await.unwrap(), 3);
    }
}
