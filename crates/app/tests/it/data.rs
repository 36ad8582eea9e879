//! Queries, filters, suggestions and downloads: narrowing only, and never more than the reader's own rows.

use app::downloads::Download;
use app::queries::{QueryAsk, Question};
use app::suggestions::SuggestAsk;
use app::tiles::DataAsk;
use app::{AppError, Cx};
use semantics::{EngineError, Format};
use serde_json::json;
use testkit::Flights;
use vocab::Ability;

use crate::{code, csv, filter, tiles};

#[tokio::test]
async fn equal_tiles_are_computed_once() {
    let world = Flights::start().await;
    world.test.engine.forget_asks();
    let shown = tiles(&world, &world.test.cx(world.analyst), DataAsk::default()).await.unwrap();
    assert_eq!(shown[0], shown[2]);
    assert_eq!(world.test.engine.asks().len(), 3, "carrier once, origin, SQL");
}

#[tokio::test]
async fn only_the_tiles_asked_for_come_in_their_order() {
    let world = Flights::start().await;
    let cx = world.test.cx(world.analyst);
    let ask = DataAsk { tiles: Some(vec![world.tiles[1], world.tiles[4], world.tiles[0]]), ..Default::default() };
    assert_eq!(tiles(&world, &cx, ask).await.unwrap(), [r#"[["EWR"],["LGA"],["JFK"]]"#, "", r#"[["UA"],["AA"],["DL"]]"#]);
}

async fn check_filter(world: &Flights, cx: &Cx, field: &str, expected: &str) {
    let ask = DataAsk { filters: Some(vec![filter(field, "1")]), ..Default::default() };
    assert_eq!(code(&tiles(world, cx, ask).await), expected, "{field}");
    let suggest = SuggestAsk { field: field.parse().unwrap(), search: None, filters: None, limit: None };
    let suggested = app::suggestions::for_report(&world.test.app, cx, &world.document_ref(), world.report, suggest).await;
    assert_eq!(code(&suggested), expected, "suggest {field}");
}

#[tokio::test]
async fn t37_readers_filter_by_what_is_offered_or_shown_and_nothing_else() {
    let world = Flights::start().await;
    let cx = world.test.cx(world.manager);
    check_filter(&world, &cx, "flights.month", "ok").await;
    check_filter(&world, &cx, "flights.origin", "ok").await;
    check_filter(&world, &cx, "flights.count", "filter_not_offered").await;
    check_filter(&world, &cx, "flights.delay", "filter_not_offered").await;
    check_filter(&world, &cx, "flights.nowhere", "filter_not_offered").await;
}

#[tokio::test]
async fn t32_suggestions_are_the_readers_own() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let ask = || SuggestAsk { field: "flights.origin".parse().unwrap(), search: None, filters: None, limit: None };
    let values = |user| {
        let (world, cx) = (&world, world.test.cx(user));
        async move { app::suggestions::for_report(app, &cx, &world.document_ref(), world.report, ask()).await.map(|found| found.values) }
    };
    assert_eq!(values(world.analyst).await.unwrap(), [json!("EWR"), json!("JFK"), json!("LGA")]);
    assert_eq!(values(world.manager).await.unwrap(), [json!("EWR"), json!("LGA")]);
    assert_eq!(values(world.viewer).await.unwrap_err().code(), "missing_attribute");
    let sam = world.test.cx(world.sql_manager);
    let topic = app::suggestions::for_topic(app, &sam, world.connection, "flights".parse().unwrap(), None, ask()).await.unwrap();
    assert_eq!(topic.values, [json!("EWR"), json!("LGA")]);
}

#[tokio::test]
async fn t11_downloads_are_decided_like_the_tile_and_by_the_ability() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.manager);
    let download = app::downloads::tile(app, &cx, &world.document_ref(), world.report, world.tiles[0], None).await;
    let Download { file_name, .. } = download.map_err(|error| error.to_string()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(file_name, "Tile 1.csv");
    assert_eq!(csv(&world, &cx, 3).await.unwrap_err().code(), "query_kind");
    assert_eq!(csv(&world, &cx, 4).await.unwrap_err().code(), "tile_without_data");
    let off = [(Ability::Download, false)].into();
    app::abilities::change(app, &world.test.cx(world.analyst), &world.document_ref(), off).await.unwrap();
    for user in [world.manager, world.analyst, world.test.admin] {
        assert_eq!(csv(&world, &world.test.cx(user), 0).await.unwrap_err().code(), "ability_off");
    }
}

#[tokio::test]
async fn t33_readers_learn_that_a_tile_failed_and_its_authors_why() {
    let world = Flights::start().await;
    let failure = EngineError::SqlInvalid { message: "column \"salary\" of table secrets".to_owned() };
    world.test.engine.fail_with(Some(failure));
    let told = |user| {
        let cx = world.test.cx(user);
        let ask = DataAsk { tiles: Some(vec![world.tiles[0]]), ..Default::default() };
        let app = &world.test.app;
        let world = &world;
        async move {
            use futures::StreamExt;
            let mut events = app::tiles::stream(app, &cx, &world.document_ref(), world.report, ask).await.unwrap();
            let Some(app::tiles::TileStep::Error(error)) = events.next().await.map(|event| event.step) else { panic!("an error") };
            (error.code(), error.to_string())
        }
    };
    let (code, text) = told(world.manager).await;
    assert_eq!(code, "sql_invalid");
    assert!(!text.contains("salary"), "{text}");
    assert!(told(world.analyst).await.1.contains("salary"));
}

#[tokio::test]
async fn guarded_fields_are_neither_offered_nor_answered() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let delay = || QueryAsk {
        connection: world.connection,
        document: None,
        question: Question::Semantic(serde_json::from_value(json!({"topic": "flights", "fields": ["flights.delay"]})).unwrap()),
        limit: None,
        format: Format::Json,
    };
    let sam = world.test.cx(world.sql_manager);
    let offered = |detail: app::topics::TopicDetail| {
        detail.views.iter().flat_map(|view| &view.fields).any(|field| field.field.to_string() == "flights.delay")
    };
    assert!(!offered(app::topics::get(app, &sam, world.connection, "flights".parse().unwrap(), None).await.unwrap()));
    assert_eq!(code(&app::queries::run(app, &sam, delay()).await), "field_unknown");
    world.test.attribute(access::Principal::User(world.sql_manager), "internal", "yes").await;
    assert!(offered(app::topics::get(app, &sam, world.connection, "flights".parse().unwrap(), None).await.unwrap()));
    assert_eq!(code(&app::queries::run(app, &sam, delay()).await), "ok");
}

#[tokio::test]
async fn sql_that_is_not_one_query_is_refused() {
    let world = Flights::start().await;
    let cx = world.test.cx(world.analyst);
    for (sql, expected) in
        [("delete from flights", "not_a_query"), ("select 1; select 2", "several_statements"), ("selekt", "sql_invalid"), ("", "sql_empty")]
    {
        let ask = QueryAsk {
            connection: world.connection,
            document: None,
            question: Question::Sql(sql.to_owned()),
            limit: None,
            format: Format::Json,
        };
        let result = app::queries::run(&world.test.app, &cx, ask).await;
        assert!(matches!(result, Err(AppError::Sql(_))), "{sql}");
        assert_eq!(code(&result), expected, "{sql}");
    }
}
