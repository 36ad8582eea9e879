//! People, groups and attributes.

use access::{Actor, FactsError, Principal, View};
use store::users::UserChange;
use store::{StoreError, attributes, grants, groups, system, users};
use vocab::{AttributeKind, AttributeValue, ContentRole, ModelName, Secret, Title};

use crate::world::{
    SHARED, add_document, add_group, add_user, admin, at, commit, group_id, may, name, new_user, secret, session_id, user_id, user_of,
    with_admin,
};

crate::on_both! {
    async fn the_first_admin_is_made_once(db) {
        let store = db.open().await;
        assert_eq!(system::count_admins(&store.read().await.unwrap()).await.unwrap(), 0);
        let ana = with_admin(&store).await;
        let tx = store.write().await.unwrap();
        assert_eq!(system::count_admins(&tx).await.unwrap(), 1);
        assert!(tx.facts().user(user_of(ana)).unwrap().is_admin);
        let again = system::create_first_admin(&tx, &new_user(user_id(), "Eve"), &name("Evil")).await;
        assert!(matches!(again, Err(StoreError::Conflict { what: "first_admin" })), "t79: {again:?}");
    }

    async fn an_address_belongs_to_one_person(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let tx = store.write().await.unwrap();
        let twin = users::create(&tx, &admin(&tx, &ana), &new_user(user_id(), "Ana")).await;
        assert!(matches!(twin, Err(StoreError::Conflict { what: "email" })), "{twin:?}");
        drop(tx);
        let tx = store.read().await.unwrap();
        assert_eq!(tx.facts().users().count(), 1, "nothing changed");
    }

    async fn people_are_listed_page_by_page(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        for (number, label) in ["Zoe", "Ben", "ben", "Cleo"].into_iter().enumerate() {
            // Addresses are searched too, so a random one would be found by its letters now and then.
            let new = users::NewUser { email: name(&format!("{number}@example.com")), ..new_user(user_id(), label) };
            let tx = store.write().await.unwrap();
            users::create(&tx, &admin(&tx, &ana), &new).await.unwrap();
            commit(tx).await;
        }
        let tx = store.read().await.unwrap();
        let permit = admin(&tx, &ana);
        let mut names = Vec::new();
        let mut last: Option<users::User> = None;
        loop {
            let after = last.as_ref().map(|user| (&user.name, user.id));
            let page = users::list(&tx, &permit, None, after, 2).await.unwrap();
            names.extend(page.iter().map(|user| user.name.to_string()));
            let Some(end) = page.last() else { break };
            last = Some(end.clone());
        }
        assert_eq!(names, ["Ana", "Ben", "Cleo", "Zoe", "ben"], "by bytes, in both databases");
        let found = users::list(&tx, &permit, Some("BE"), None, 10).await.unwrap();
        assert_eq!(found.len(), 2);
        assert!(users::list(&tx, &permit, Some("%"), None, 10).await.unwrap().is_empty(), "nothing in a search text is a wildcard");
    }

    async fn somebody_always_administers(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        for change in [UserChange { is_admin: Some(false), ..UserChange::default() }, UserChange { active: Some(false), ..UserChange::default() }] {
            let tx = store.write().await.unwrap();
            let refused = users::change(&tx, &admin(&tx, &ana), user_of(ana), &change).await;
            assert!(matches!(refused, Err(StoreError::Conflict { what: "last_admin" })), "{refused:?}");
        }
        let ben = add_user(&store, &ana, "Ben").await;
        let tx = store.write().await.unwrap();
        users::change(&tx, &admin(&tx, &ana), ben, &UserChange { is_admin: Some(true), ..UserChange::default() }).await.unwrap();
        commit(tx).await;
        let tx = store.write().await.unwrap();
        users::change(&tx, &admin(&tx, &ana), user_of(ana), &UserChange { is_admin: Some(false), ..UserChange::default() }).await.unwrap();
        commit(tx).await;
        assert!(access::permit::<access::Administer, _>(store.read().await.unwrap().facts(), &ana, access::Instance).is_err());
    }

    async fn t40_deactivating_ends_every_session(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = add_user(&store, &ana, "Ben").await;
        let session = system::Session { id: session_id(), user: ben, created_at: at(0), last_seen_at: at(0), expires_at: at(3600), view_as: None };
        let tx = store.write().await.unwrap();
        system::start_session(&tx, &session, &secret(1)).await.unwrap();
        commit(tx).await;
        assert_eq!(system::session(&store.read().await.unwrap(), &secret(1), at(1)).await.unwrap(), Some(session));

        let tx = store.write().await.unwrap();
        users::change(&tx, &admin(&tx, &ana), ben, &UserChange { active: Some(false), ..UserChange::default() }).await.unwrap();
        commit(tx).await;
        assert_eq!(system::session(&store.read().await.unwrap(), &secret(1), at(1)).await.unwrap(), None);

        let tx = store.write().await.unwrap();
        users::change(&tx, &admin(&tx, &ana), ben, &UserChange { active: Some(true), ..UserChange::default() }).await.unwrap();
        commit(tx).await;
        assert_eq!(system::session(&store.read().await.unwrap(), &secret(1), at(1)).await.unwrap(), None, "it does not come back");
    }

    async fn a_new_password_ends_every_session(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let tx = store.write().await.unwrap();
        for byte in [1, 2] {
            let session = system::Session { id: session_id(), user: user_of(ana), created_at: at(0), last_seen_at: at(0), expires_at: at(3600), view_as: None };
            system::start_session(&tx, &session, &secret(byte)).await.unwrap();
        }
        commit(tx).await;
        let tx = store.write().await.unwrap();
        let change = UserChange { password_hash: Some(Secret::new("another".to_owned())), ..UserChange::default() };
        users::change(&tx, &admin(&tx, &ana), user_of(ana), &change).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        for byte in [1, 2] {
            assert_eq!(system::session(&tx, &secret(byte), at(1)).await.unwrap(), None);
        }
        let found = system::sign_in(&tx, &name("ana@example.com")).await.unwrap().unwrap();
        assert_eq!((found.user, found.active, found.password_hash.unwrap().expose().as_str()), (user_of(ana), true, "another"));
    }

    async fn t95_a_group_cannot_be_in_itself(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let (outer, inner) = (add_group(&store, &ana, "Outer").await, add_group(&store, &ana, "Inner").await);
        let tx = store.write().await.unwrap();
        groups::add_member(&tx, &admin(&tx, &ana), outer, Principal::Group(inner)).await.unwrap();
        commit(tx).await;
        let revision = store.read().await.unwrap().revision();

        let tx = store.write().await.unwrap();
        groups::add_member(&tx, &admin(&tx, &ana), inner, Principal::Group(outer)).await.unwrap();
        let refused = tx.commit().await;
        assert!(matches!(refused, Err(StoreError::Facts(FactsError::GroupCycle { .. }))), "{refused:?}");

        let tx = store.read().await.unwrap();
        assert_eq!(tx.revision(), revision);
        assert!(groups::members(&tx, &admin(&tx, &ana), inner).await.unwrap().is_empty(), "the row is not there either");
        assert_eq!(tx.facts().members(outer), [Principal::Group(inner)]);
    }

    async fn t14_a_group_made_again_starts_with_nothing(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = add_user(&store, &ana, "Ben").await;
        let sales = add_group(&store, &ana, "Sales").await;
        let document = add_document(&store, &ana, SHARED, "Figures").await;
        let tx = store.write().await.unwrap();
        groups::add_member(&tx, &admin(&tx, &ana), sales, Principal::User(ben)).await.unwrap();
        grants::set(&tx, &may(&tx, &ana, document), Principal::Group(sales), ContentRole::Viewer, false).await.unwrap();
        commit(tx).await;
        assert!(access::permit::<View, _>(store.read().await.unwrap().facts(), &Actor::User(ben), document).is_ok());

        let tx = store.write().await.unwrap();
        groups::remove(&tx, &admin(&tx, &ana), sales).await.unwrap();
        commit(tx).await;
        let again = group_id();
        let tx = store.write().await.unwrap();
        groups::create(&tx, &admin(&tx, &ana), again, &name("Sales"), at(9)).await.unwrap();
        commit(tx).await;
        let tx = store.write().await.unwrap();
        groups::add_member(&tx, &admin(&tx, &ana), again, Principal::User(ben)).await.unwrap();
        commit(tx).await;
        for store in [store, db.open().await] {
            assert!(access::permit::<View, _>(store.read().await.unwrap().facts(), &Actor::User(ben), document).is_err());
        }
    }

    async fn groups_are_named_and_renamed(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let (sales, _) = (add_group(&store, &ana, "Sales").await, add_group(&store, &ana, "Support").await);
        let tx = store.write().await.unwrap();
        let taken = groups::rename(&tx, &admin(&tx, &ana), sales, &name("Support")).await;
        assert!(matches!(taken, Err(StoreError::Conflict { what: "group_name" })), "{taken:?}");
        drop(tx);
        let tx = store.write().await.unwrap();
        groups::rename(&tx, &admin(&tx, &ana), sales, &name("Sellers")).await.unwrap();
        let nobody = groups::rename(&tx, &admin(&tx, &ana), group_id(), &name("Nobody")).await;
        assert!(matches!(nobody, Err(StoreError::NotFound)));
        commit(tx).await;
        let tx = store.read().await.unwrap();
        assert_eq!(tx.facts().group(sales), Some("Sellers"));
        let all = groups::list(&tx, &admin(&tx, &ana), None, None, 10).await.unwrap();
        assert_eq!(all.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["Sellers", "Support"]);
        let rest = groups::list(&tx, &admin(&tx, &ana), Some("S"), Some(&name::<Title>("Sellers")), 10).await.unwrap();
        assert_eq!(rest.len(), 1);
    }

    async fn attributes_hold_values_of_their_type(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = Principal::User(add_user(&store, &ana, "Ben").await);
        let carrier: ModelName = name("carrier");
        let definition = attributes::Attribute {
            name: carrier.clone(), label: name("Carrier"), kind: AttributeKind::String, multiple: true, default: None, created_at: at(0),
        };
        let tx = store.write().await.unwrap();
        attributes::create(&tx, &admin(&tx, &ana), &definition).await.unwrap();
        let twice = attributes::create(&tx, &admin(&tx, &ana), &definition).await;
        assert!(matches!(twice, Err(StoreError::Conflict { what: "attribute_name" })), "{twice:?}");
        drop(tx);

        let tx = store.write().await.unwrap();
        attributes::create(&tx, &admin(&tx, &ana), &definition).await.unwrap();
        commit(tx).await;
        // T26: quotes, backslash, NUL, wildcards, nothing.
        let values = ["UA", "o'h", "\\", "\0", "%_", ""].map(|text| AttributeValue::String(text.to_owned()));
        let tx = store.write().await.unwrap();
        attributes::set_value(&tx, &admin(&tx, &ana), ben, &carrier, &values).await.unwrap();
        commit(tx).await;
        for bad in [vec![], vec![AttributeValue::Number(1.0)]] {
            let tx = store.write().await.unwrap();
            let refused = attributes::set_value(&tx, &admin(&tx, &ana), ben, &carrier, &bad).await;
            assert!(matches!(refused, Err(StoreError::Invalid { .. })), "{refused:?}");
        }
        for store in [store.clone(), db.open().await] {
            let tx = store.read().await.unwrap();
            assert_eq!(attributes::values(&tx, &admin(&tx, &ana), ben).await.unwrap()[&carrier], values);
            assert_eq!(tx.facts().own_attributes(ben), [(&carrier, values.as_slice())]);
        }
        let tx = store.write().await.unwrap();
        attributes::remove(&tx, &admin(&tx, &ana), &carrier).await.unwrap();
        commit(tx).await;
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            assert!(tx.facts().own_attributes(ben).is_empty());
            assert!(attributes::list(&tx, &admin(&tx, &ana)).await.unwrap().is_empty());
        }
    }
}
