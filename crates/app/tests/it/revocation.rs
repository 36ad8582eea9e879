//! A revocation is in force for every request, and every tile, that starts after it (T40, T62).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use access::{NodeId, Principal};
use app::sharing::{AccessChange, GrantChange};
use app::tiles::DataAsk;
use app::users::UserChange;
use futures::StreamExt;
use testkit::{Flights, PASSWORD};
use vocab::{ConnectionRole, ContentRole, Secret};

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

/// What came of a body after its first part, whatever happens in between.
async fn rest_after(
    mut body: futures::stream::BoxStream<'static, Result<semantics::Chunk, app::AppError>>,
    between: impl Future<Output = ()>,
) -> (usize, Option<&'static str>) {
    let first = body.next().await.unwrap().unwrap();
    assert!(matches!(first, semantics::Chunk::Bytes(_)));
    between.await;
    let (mut bytes, mut end) = (0, None);
    while let Some(chunk) = body.next().await {
        match chunk {
            Ok(semantics::Chunk::Bytes(more)) => bytes += more.len(),
            Ok(semantics::Chunk::End { .. }) => {}
            Err(error) => end = Some(error.code()),
        }
    }
    (bytes, end)
}

#[tokio::test]
async fn t40_what_is_on_its_way_ends_when_the_right_to_it_does() {
    let world = Flights::start().await;
    world.test.engine.pause_between_parts(std::time::Duration::from_millis(700));
    let app = &world.test.app;
    let admin = world.test.cx(world.test.admin);
    let readers = async |role: Option<ContentRole>| {
        let change = GrantChange { principal: Principal::Group(world.readers), role, boost: None };
        let change = AccessChange { organization_role: None, changes: vec![change] };
        app::sharing::change(app, &admin, NodeId::Folder(world.folder), change).await.unwrap();
    };
    let carrier = async |value: &str| world.test.attribute(Principal::User(world.manager), "carrier", value).await;
    let download = async || {
        let cx = world.test.cx(world.manager);
        app::downloads::tile(app, &cx, &world.document_ref(), world.report, world.tiles[0], None).await.unwrap().rows.body
    };
    let (_, end) = rest_after(download().await, async {}).await;
    assert_eq!(end, None, "nothing changed");
    // Something changed that has nothing to do with it.
    let (bytes, end) =
        rest_after(download().await, async { world.test.attribute(Principal::User(world.outsider), "carrier", "DL").await }).await;
    assert!(bytes > 0 && end.is_none(), "{end:?}");
    assert_eq!(rest_after(download().await, carrier("AA")).await, (0, Some("cancelled")), "other rows");
    assert_eq!(rest_after(download().await, readers(None)).await, (0, Some("data_not_shared")), "no access");
    readers(Some(ContentRole::Viewer)).await;

    let ask = || app::queries::QueryAsk {
        connection: world.connection,
        document: None,
        question: app::queries::Question::Sql("select carrier, origin from flights".to_owned()),
        format: semantics::Format::Csv,
        limit: None,
    };
    let query = async || app::queries::run(app, &world.test.cx(world.sql_manager), ask()).await.unwrap().body;
    let role = async |role| world.test.connection_role(world.connection, Principal::User(world.sql_manager), role).await;
    assert_eq!(rest_after(query().await, async {}).await.1, None);
    assert_eq!(rest_after(query().await, role(Some(ConnectionRole::RestrictedQuerier))).await, (0, Some("connection_role")));

    // The tiles of a report, too.
    let cx = world.test.cx(world.manager);
    let one = DataAsk { tiles: Some(vec![world.tiles[0]]), ..Default::default() };
    let mut events = app::tiles::stream(app, &cx, &world.document_ref(), world.report, one).await.unwrap();
    let mut steps = Vec::new();
    while let Some(event) = events.next().await {
        match event.step {
            app::tiles::TileStep::Header { .. } => steps.push("header"),
            app::tiles::TileStep::Bytes(_) => {
                steps.push("bytes");
                readers(None).await;
            }
            app::tiles::TileStep::End { .. } => steps.push("end"),
            app::tiles::TileStep::Error(error) => steps.push(error.code()),
        }
    }
    assert_eq!(steps, ["header", "bytes", "data_not_shared"]);
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
