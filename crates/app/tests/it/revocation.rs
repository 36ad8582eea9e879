//! A revocation is in force for every request, and every tile, that starts after it (T40, T62).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use access::{NodeId, Principal};
use app::sharing::{AccessChange, GrantChange};
use app::tiles::DataAsk;
use app::users::UserChange;
use testkit::{Flights, PASSWORD};
use vocab::Secret;

use crate::{code, tiles};

#[tokio::test]
async fn t62_a_tile_that_starts_after_the_revocation_is_refused() {
    let world = Flights::start().await;
    let cx = world.test.cx(world.manager);
    // More different tiles than run at once: the last ones start when the first are through.
    let mut project = app::documents::project(&world.test.app, &world.test.cx(world.analyst), &world.document_ref()).await.unwrap();
    let tab = &mut project.value.reports[0].tabs[0];
    let pattern = tab.tiles[0].clone();
    tab.tiles = (0..12u8)
        .map(|number| {
            let mut tile = pattern.clone();
            tile.id = vocab::TileId::from_parts(1, [number; 10]);
            let document::TileContent::Query { query, .. } = &mut tile.content else { panic!("a query") };
            query.limit = Some(u32::from(number) + 1);
            tile
        })
        .collect();
    let ann = world.test.cx(world.analyst);
    app::documents::save_project(&world.test.app, &ann, &world.document_ref(), project.version, project.value).await.unwrap();

    let started = Arc::new(AtomicUsize::new(0));
    let (app, admin, folder, readers) = (Arc::clone(&world.test.app), world.test.cx(world.test.admin), world.folder, world.readers);
    let (counter, revoked) = (Arc::clone(&started), Arc::new(tokio::sync::OnceCell::new()));
    // No query is answered before the revocation is.
    world.test.engine.before_run(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        let (app, admin, revoked) = (Arc::clone(&app), admin.clone(), Arc::clone(&revoked));
        Box::pin(async move {
            let revoke = async {
                let gone = GrantChange { principal: Principal::Group(readers), role: None, boost: None };
                let change = AccessChange { organization_role: None, changes: vec![gone] };
                app::sharing::change(&app, &admin, NodeId::Folder(folder), change).await.unwrap();
            };
            revoked.get_or_init(|| revoke).await;
        })
    });
    let shown = tiles(&world, &cx, DataAsk::default()).await.unwrap();
    let refused = shown.iter().filter(|tile| *tile == "data_not_shared").count();
    assert!(refused >= 5, "{shown:?}");
    assert_eq!(refused + started.load(Ordering::SeqCst), 12);
    assert_eq!(code(&tiles(&world, &cx, DataAsk::default()).await), "not_found");
}

#[tokio::test]
async fn deactivating_somebody_ends_their_sessions_at_once() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let nobody = world.test.nobody();
    let sign_in = || app::sessions::sign_in(app, &nobody, "max@example.com".parse().unwrap(), Secret::new(PASSWORD.to_owned()));
    let session = sign_in().await.unwrap();
    assert!(app::sessions::authenticate(app, &session.secret).await.unwrap().is_some());
    let off = UserChange { active: Some(false), ..Default::default() };
    app::users::change(app, &world.test.cx(world.test.admin), world.manager, off).await.unwrap();
    assert!(app::sessions::authenticate(app, &session.secret).await.unwrap().is_none());
    assert_eq!(code(&tiles(&world, &world.test.cx(world.manager), DataAsk::default()).await), "not_found");
    assert_eq!(code(&sign_in().await), "wrong_credentials");
    let on = UserChange { active: Some(true), ..Default::default() };
    app::users::change(app, &world.test.cx(world.test.admin), world.manager, on).await.unwrap();
    assert!(app::sessions::authenticate(app, &session.secret).await.unwrap().is_none(), "the ended session stays ended");
}

#[tokio::test]
async fn t62_another_attribute_value_means_other_rows_at_the_next_request() {
    let world = Flights::start().await;
    let cx = world.test.cx(world.manager);
    let first = || DataAsk { tiles: Some(vec![world.tiles[0]]), ..Default::default() };
    assert_eq!(tiles(&world, &cx, first()).await.unwrap(), [r#"[["UA"]]"#]);
    world.test.attribute(Principal::User(world.manager), "carrier", "DL").await;
    assert_eq!(tiles(&world, &cx, first()).await.unwrap(), [r#"[["DL"]]"#]);
    let admin = world.test.cx(world.test.admin);
    app::attributes::delete_values(&world.test.app, &admin, Principal::User(world.manager), "carrier".parse().unwrap()).await.unwrap();
    assert_eq!(tiles(&world, &cx, first()).await.unwrap(), ["missing_attribute"]);
}
