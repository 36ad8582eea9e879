//! Saving documents: versions, faults, what an author may put into a tile.

use access::Principal;
use app::documents::DocumentRef;
use app::{AppError, Cx};
use document::{Project, TileContent};
use testkit::Flights;
use vocab::ContentRole;

use crate::code;

async fn load(world: &Flights, cx: &Cx) -> (Project, u64) {
    let loaded = app::documents::project(&world.test.app, cx, &world.document_ref()).await.unwrap();
    (loaded.value, loaded.version)
}

async fn editor(world: &Flights) -> Cx {
    world.test.grant(world.document.into(), Principal::User(world.manager), Some(ContentRole::Editor)).await;
    world.test.cx(world.manager)
}

#[tokio::test]
async fn the_second_of_two_savers_is_told_and_nothing_is_lost() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let (ann, max) = (world.test.cx(world.analyst), editor(&world).await);
    let (mut first, version) = load(&world, &ann).await;
    let (mut second, _) = load(&world, &max).await;
    first.reports[0].name = "By Ann".parse().unwrap();
    second.reports[0].name = "By Max".parse().unwrap();
    let next = app::documents::save_project(app, &ann, &world.document_ref(), version, first.clone()).await.unwrap();
    let Err(AppError::VersionClash(clash)) = app::documents::save_project(app, &max, &world.document_ref(), version, second.clone()).await
    else {
        panic!("the second is told");
    };
    assert_eq!((clash.current_version, clash.changed_by.name.as_str(), clash.project.as_ref()), (next, "Ann Analyst", Some(&first)));
    assert_eq!(load(&world, &ann).await.0, first, "nothing was overwritten");
    // Having seen it, the second saves over it.
    app::documents::save_project(app, &max, &world.document_ref(), clash.current_version, second.clone()).await.unwrap();
    assert_eq!(load(&world, &ann).await.0, second);
}

#[tokio::test]
async fn every_fault_of_a_project_is_named_with_its_place() {
    let world = Flights::start().await;
    let cx = world.test.cx(world.analyst);
    let (mut project, version) = load(&world, &cx).await;
    let before = project.clone();
    project.reports[0].tabs[0].tiles[0].layout.w = 13;
    let TileContent::Query { query, .. } = &mut project.reports[0].tabs[0].tiles[1].content else { panic!("a query") };
    query.fields[0] = "flights.nowhere".parse().unwrap();
    let saved = app::documents::save_project(&world.test.app, &cx, &world.document_ref(), version, project).await;
    let Err(AppError::Invalid(faults)) = saved else { panic!("{saved:?}") };
    let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code)).collect();
    assert_eq!(found, [("/reports/0/tabs/0/tiles/0/layout", "layout_outside"), ("/reports/0/tabs/0/tiles/1/content", "field_unknown")]);
    assert_eq!(load(&world, &cx).await, (before, version), "nothing is changed");
}

/// What an editor gets who puts this into the first tile.
async fn check_planted(world: &Flights, cx: &Cx, content: serde_json::Value, expected: &str) {
    let (mut project, version) = load(world, cx).await;
    project.reports[0].tabs[0].tiles[0].content = serde_json::from_value(content).unwrap();
    let saved = app::documents::save_project(&world.test.app, cx, &world.document_ref(), version, project).await;
    assert_eq!(code(&saved), expected);
}

#[tokio::test]
async fn t28_an_author_plants_no_query_that_they_could_not_run() {
    let world = Flights::start().await;
    let cx = editor(&world).await;
    let chart = serde_json::json!({"kind": "table"});
    let sql = serde_json::json!({"kind": "sql", "connection": world.connection, "sql": "select origin from flights", "chart": chart});
    let query = serde_json::json!({"kind": "query", "connection": world.connection, "chart": chart,
        "query": {"topic": "flights", "fields": ["flights.origin"]}});
    check_planted(&world, &cx, query.clone(), "connection_unknown").await;
    let role = vocab::ConnectionRole::RestrictedQuerier;
    world.test.connection_role(world.connection, Principal::User(world.manager), Some(role)).await;
    check_planted(&world, &cx, query, "ok").await;
    check_planted(&world, &cx, sql, "query_kind").await;
}

#[tokio::test]
async fn t12_a_tile_of_somebody_elses_gives_no_right_to_theirs() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let sam = world.test.cx(world.sql_manager);
    let (theirs, _) = load(&world, &world.test.cx(world.analyst)).await;
    let own = world.test.document(world.sql_manager, "Mine", app::content::Place::Mine, None).await;
    let own = DocumentRef::Id(own.node.id.document().unwrap());
    let mut project = app::documents::project(app, &sam, &own).await.unwrap();
    // The very tile, with its id.
    project.value.reports[0].tabs[0].tiles.push(theirs.reports[0].tile(world.tiles[0]).unwrap().clone());
    app::documents::save_project(app, &sam, &own, project.version, project.value).await.unwrap();
    assert_eq!(code(&app::documents::project(app, &sam, &world.document_ref()).await), "content_role");
    assert_eq!(code(&app::trash::put(app, &sam, world.document.into()).await), "content_role");
}

#[tokio::test]
async fn t15_viewers_get_neither_queries_nor_versions_of_others() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.manager);
    assert_eq!(code(&app::documents::project(app, &cx, &world.document_ref()).await), "content_role");
    let document = app::documents::get(app, &cx, &world.document_ref()).await.unwrap();
    assert!(document.connections.is_empty());
    let view = app::reports::view(app, &cx, &world.document_ref(), world.report).await.unwrap();
    let shown = format!("{view:?}");
    for secret in ["select carrier", "SemanticQuery", &world.connection.to_string()] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn identifiers_lead_to_their_document_for_good() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.analyst);
    let set = |name: &str| app::documents::DocumentChange { identifier: Some(name.parse().unwrap()), ..Default::default() };
    app::documents::change(app, &cx, &world.document_ref(), set("on-time")).await.unwrap();
    app::documents::change(app, &cx, &world.document_ref(), set("punctual")).await.unwrap();
    for name in ["on-time", "punctual"] {
        let found = app::documents::get(app, &cx, &name.parse().unwrap()).await.unwrap();
        assert_eq!(found.node.id, world.document.into());
    }
    let other = world.test.document(world.analyst, "Other", app::content::Place::Mine, None).await;
    let other = DocumentRef::Id(other.node.id.document().unwrap());
    assert_eq!(code(&app::documents::change(app, &cx, &other, set("on-time")).await), "identifier_taken");
    let eve = world.test.cx(world.outsider);
    assert_eq!(code(&app::documents::get(app, &eve, &"punctual".parse().unwrap()).await), "not_found");
}
