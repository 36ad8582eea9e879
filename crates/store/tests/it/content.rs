//! Folders, documents, projects, identifiers, grants, abilities.

use access::{Actor, Create, Edit, Hub, Manage, NodeId, Parent, Principal, Setting, View, ViewWorkbook};
use store::{StoreError, abilities, documents, grants, nodes, settings, system};
use vocab::{Ability, ContentRole, Identifier};

use crate::world::document_text::project;
use crate::world::{SHARED, add_document, add_folder, add_user, admin, at, commit, may, name, report_id, user_id, user_of, with_admin};

crate::on_both! {
    async fn a_document_is_made_and_read(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let folder = add_folder(&store, &ana, SHARED, "Flights").await;
        let document = add_document(&store, &ana, Parent::Folder(folder), "Delays").await;
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            let found = nodes::get(&tx, &may::<View, _>(&tx, &ana, document)).await.unwrap();
            assert_eq!((found.id, found.parent), (NodeId::Document(document), Parent::Folder(folder)));
            assert_eq!((found.name.as_str(), Actor::User(found.owner)), ("Delays", ana));
            let part = found.document.unwrap();
            assert_eq!((part.version, part.identifier, part.outline.reports[0].name.as_str()), (1, None, "Delays"));
            assert_eq!(nodes::get(&tx, &may::<View, _>(&tx, &ana, folder)).await.unwrap().document, None);
            assert_eq!(documents::project_to_show(&tx, &may::<View, _>(&tx, &ana, document)).await.unwrap().content, "{}");
            assert_eq!(documents::project(&tx, &may::<ViewWorkbook, _>(&tx, &ana, document)).await.unwrap().version, 1);
        }
    }

    async fn a_folder_in_a_folder_belongs_to_its_owner(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = Actor::User(add_user(&store, &ana, "Ben").await);
        let outer = add_folder(&store, &ana, SHARED, "Outer").await;
        let tx = store.write().await.unwrap();
        grants::set(&tx, &may::<Manage, _>(&tx, &ana, outer), principal(ben), ContentRole::Editor, false).await.unwrap();
        commit(tx).await;
        let inner = add_folder(&store, &ben, Parent::Folder(outer), "Inner").await;
        let tx = store.read().await.unwrap();
        let found = nodes::get(&tx, &may::<View, _>(&tx, &ben, inner)).await.unwrap();
        assert_eq!((Actor::User(found.owner), Actor::User(found.creator)), (ana, ben));
    }

    async fn new_content_at_the_root_starts_with_the_default_role(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = Actor::User(add_user(&store, &ana, "Ben").await);
        let before = add_document(&store, &ana, SHARED, "Before").await;
        let tx = store.write().await.unwrap();
        settings::set(&tx, &admin(&tx, &ana), Setting::DefaultContentRole(ContentRole::Viewer)).await.unwrap();
        commit(tx).await;
        let after = add_document(&store, &ana, SHARED, "After").await;
        let mine = add_document(&store, &ana, Parent::Hub(Hub::Personal(user_of(ana))), "Mine").await;
        let tx = store.read().await.unwrap();
        let sees = |document| access::permit::<View, _>(tx.facts(), &ben, document).is_ok();
        assert_eq!([before, after, mine].map(sees), [false, true, false]);
    }

    async fn names_and_descriptions_change(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let document = add_document(&store, &ana, SHARED, "Old").await;
        let tx = store.write().await.unwrap();
        let permit = may::<Edit, _>(&tx, &ana, document);
        nodes::rename(&tx, &permit, &name("New"), at(5)).await.unwrap();
        nodes::describe(&tx, &permit, Some("What it is"), at(6)).await.unwrap();
        assert!(matches!(nodes::describe(&tx, &permit, Some("\0"), at(6)).await, Err(StoreError::Invalid { .. })));
        commit(tx).await;
        let tx = store.read().await.unwrap();
        let found = nodes::get(&tx, &may::<View, _>(&tx, &ana, document)).await.unwrap();
        assert_eq!((found.name.as_str(), found.description.as_deref(), found.updated_at), ("New", Some("What it is"), at(6)));
        assert_eq!(tx.facts().node(document.into()).unwrap().name, "New");
    }

    async fn a_dropped_change_leaves_nothing(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let document = add_document(&store, &ana, SHARED, "Old").await;
        let tx = store.write().await.unwrap();
        nodes::rename(&tx, &may::<Edit, _>(&tx, &ana, document), &name("New"), at(5)).await.unwrap();
        drop(tx);
        let tx = store.read().await.unwrap();
        assert_eq!(nodes::get(&tx, &may::<View, _>(&tx, &ana, document)).await.unwrap().name.as_str(), "Old");
        assert_eq!(tx.facts().node(document.into()).unwrap().name, "Old");
    }

    async fn content_moves_with_its_grants(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = Actor::User(add_user(&store, &ana, "Ben").await);
        let (from, to) = (add_folder(&store, &ana, SHARED, "From").await, add_folder(&store, &ana, SHARED, "To").await);
        let document = add_document(&store, &ana, Parent::Folder(from), "Delays").await;
        let tx = store.write().await.unwrap();
        grants::set(&tx, &may::<Manage, _>(&tx, &ana, document), principal(ben), ContentRole::Viewer, false).await.unwrap();
        nodes::move_to(&tx, &may::<Manage, _>(&tx, &ana, document), &may::<Create, _>(&tx, &ana, to), at(7)).await.unwrap();
        commit(tx).await;
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            assert_eq!(tx.facts().node(document.into()).unwrap().parent, Parent::Folder(to));
            assert!(access::permit::<View, _>(tx.facts(), &ben, document).is_ok());
        }
    }

    async fn a_folder_does_not_move_into_itself(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let outer = add_folder(&store, &ana, SHARED, "Outer").await;
        let inner = add_folder(&store, &ana, Parent::Folder(outer), "Inner").await;
        let tx = store.write().await.unwrap();
        nodes::move_to(&tx, &may::<Manage, _>(&tx, &ana, outer), &may::<Create, _>(&tx, &ana, inner), at(7)).await.unwrap();
        let refused = tx.commit().await;
        assert!(matches!(refused, Err(StoreError::Facts(_))), "{refused:?}");
        let tx = store.read().await.unwrap();
        assert_eq!(nodes::get(&tx, &may::<View, _>(&tx, &ana, outer)).await.unwrap().parent, SHARED);
    }

    async fn trash_hides_and_restore_brings_back(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = Actor::User(add_user(&store, &ana, "Ben").await);
        let folder = add_folder(&store, &ana, SHARED, "Folder").await;
        let document = add_document(&store, &ana, Parent::Folder(folder), "Delays").await;
        let tx = store.write().await.unwrap();
        grants::set(&tx, &may::<Manage, _>(&tx, &ana, document), principal(ben), ContentRole::Viewer, false).await.unwrap();
        commit(tx).await;
        let tx = store.write().await.unwrap();
        nodes::trash(&tx, &may::<Manage, _>(&tx, &ana, document), at(8)).await.unwrap();
        nodes::trash(&tx, &may::<Manage, _>(&tx, &ana, folder), at(9)).await.unwrap();
        commit(tx).await;
        assert!(access::permit::<View, _>(store.read().await.unwrap().facts(), &ben, document).is_err());
        let tx = store.write().await.unwrap();
        nodes::restore(&tx, &may::<Manage, _>(&tx, &ana, document), at(10)).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        let found = nodes::get(&tx, &may::<View, _>(&tx, &ben, document)).await.unwrap();
        assert_eq!((found.parent, found.trashed_at), (SHARED, None), "its folder is in the trash itself");
    }

    async fn a_save_names_the_version_it_started_from(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let document = add_document(&store, &ana, SHARED, "Delays").await;
        let report = report_id();
        let tx = store.write().await.unwrap();
        let saved = documents::save_project(&tx, &may(&tx, &ana, document), 1, &project("{\"a\":\"\\u0000\"}", report), at(3)).await;
        assert_eq!(saved.unwrap(), 2);
        commit(tx).await;
        let tx = store.write().await.unwrap();
        let clash = documents::save_project(&tx, &may(&tx, &ana, document), 1, &project("{}", report), at(4)).await;
        assert!(matches!(clash, Err(StoreError::VersionClash { current: 2 })), "{clash:?}");
        drop(tx);
        let tx = store.read().await.unwrap();
        let found = documents::project_to_edit(&tx, &may(&tx, &ana, document)).await.unwrap();
        assert_eq!((found.content.as_str(), found.version, found.saved_at), ("{\"a\":\"\\u0000\"}", 2, at(3)));
    }

    async fn an_identifier_is_never_taken_from_a_document(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let (one, two) = (add_document(&store, &ana, SHARED, "One").await, add_document(&store, &ana, SHARED, "Two").await);
        let (first, second): (Identifier, Identifier) = (name("delays"), name("delays-2013"));
        for (step, label) in [&first, &second].into_iter().enumerate() {
            let tx = store.write().await.unwrap();
            documents::set_identifier(&tx, &may(&tx, &ana, one), label, at(i64::try_from(step).unwrap())).await.unwrap();
            commit(tx).await;
        }
        let tx = store.write().await.unwrap();
        for label in [&first, &second] {
            assert_eq!(system::document_of_identifier(&tx, label).await.unwrap(), Some(one));
            let taken = documents::set_identifier(&tx, &may(&tx, &ana, two), label, at(3)).await;
            assert!(matches!(taken, Err(StoreError::Conflict { what: "identifier" })), "{taken:?}");
        }
        assert_eq!(shown(&tx, &ana, one).await, Some(second.clone()));
        documents::set_identifier(&tx, &may(&tx, &ana, one), &first, at(4)).await.unwrap();
        assert_eq!(shown(&tx, &ana, one).await, Some(first));
        assert_eq!(system::document_of_identifier(&tx, &second).await.unwrap(), Some(one));
    }

    async fn grants_are_replaced_and_revoked(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = Actor::User(add_user(&store, &ana, "Ben").await);
        let document = add_document(&store, &ana, SHARED, "Delays").await;
        for role in [ContentRole::Viewer, ContentRole::Editor] {
            let tx = store.write().await.unwrap();
            grants::set(&tx, &may::<Manage, _>(&tx, &ana, document), principal(ben), role, true).await.unwrap();
            commit(tx).await;
        }
        for store in [store.clone(), db.open().await] {
            let tx = store.read().await.unwrap();
            let held = tx.facts().grants(document.into());
            assert_eq!(held.len(), 1);
            assert_eq!((held[0].role, held[0].boost), (ContentRole::Editor, true));
        }
        let tx = store.write().await.unwrap();
        let permit = may::<Manage, _>(&tx, &ana, document);
        grants::remove(&tx, &permit, principal(ben)).await.unwrap();
        assert!(matches!(grants::remove(&tx, &permit, principal(ben)).await, Err(StoreError::NotFound)));
        let nobody = grants::set(&tx, &permit, Principal::User(user_id()), ContentRole::Viewer, false).await;
        assert!(matches!(nobody, Err(StoreError::NotFound)), "{nobody:?}");
        let owner = grants::set(&tx, &permit, principal(ben), ContentRole::Owner, false).await;
        assert!(matches!(owner, Err(StoreError::Invalid { .. })), "{owner:?}");
        commit(tx).await;
        assert!(access::permit::<View, _>(store.read().await.unwrap().facts(), &ben, document).is_err());
    }

    async fn abilities_are_kept(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let (document, other) = (add_document(&store, &ana, SHARED, "One").await, add_document(&store, &ana, SHARED, "Two").await);
        let tx = store.write().await.unwrap();
        abilities::set(&tx, &may(&tx, &ana, document), Ability::Download, false).await.unwrap();
        abilities::set_for_instance(&tx, &admin(&tx, &ana), Ability::Drill, false, false).await.unwrap();
        commit(tx).await;
        for store in [store, db.open().await] {
            let tx = store.read().await.unwrap();
            let facts = tx.facts();
            assert!(!facts.ability(document, Ability::Download) && facts.ability(other, Ability::Download));
            assert!(!facts.ability(other, Ability::Drill));
            assert_eq!(facts.ability_setting(Ability::Drill), (false, false));
        }
    }

    async fn details_leave_out_what_shows_by_name_only(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let ben = Actor::User(add_user(&store, &ana, "Ben").await);
        let folder = add_folder(&store, &ana, SHARED, "Folder").await;
        let document = add_document(&store, &ana, Parent::Folder(folder), "Delays").await;
        let tx = store.write().await.unwrap();
        grants::set(&tx, &may::<Manage, _>(&tx, &ana, document), principal(ben), ContentRole::Viewer, false).await.unwrap();
        commit(tx).await;
        let tx = store.read().await.unwrap();
        let root = access::scope_list(tx.facts(), &ben, &access::List::new(access::Listing::Children(SHARED))).unwrap();
        assert_eq!(root.items().len(), 1);
        assert!(nodes::details(&tx, &root).await.unwrap().is_empty());
        let inside = access::scope_list(tx.facts(), &ben, &access::List::new(access::Listing::Children(Parent::Folder(folder)))).unwrap();
        assert_eq!(nodes::details(&tx, &inside).await.unwrap().keys().copied().collect::<Vec<_>>(), [NodeId::Document(document)]);
    }
}

async fn shown(tx: &store::ReadTx, who: &Actor, document: vocab::DocumentId) -> Option<Identifier> {
    nodes::get(tx, &may::<View, _>(tx, who, document)).await.unwrap().document.unwrap().identifier
}

fn principal(actor: Actor) -> Principal {
    Principal::User(user_of(actor))
}
