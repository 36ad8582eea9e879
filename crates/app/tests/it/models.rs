//! Connections with tables of one's own, and their models.

use access::Principal;
use app::AppError;
use app::queries::{QueryAsk, Question};
use semantics::{FileKind, Format, Severity};
use serde_json::json;
use testkit::{Flights, TestApp};
use vocab::{ConnectionId, ConnectionRole};

use crate::{code, text};

async fn connection(test: &TestApp) -> ConnectionId {
    app::connections::create(&test.app, &test.cx(test.admin), "Own".parse().unwrap()).await.unwrap().id
}

#[tokio::test]
async fn uploaded_tables_can_be_queried_at_once() {
    let test = TestApp::start().await;
    let cx = test.cx(test.admin);
    let own = connection(&test).await;
    test.upload(test.admin, own, "sales", "region,amount\nnorth,1\nsouth,2\n").await.unwrap();
    test.upload(test.admin, own, "stores", "city\nBerlin\n").await.unwrap();
    let topics: Vec<_> =
        app::topics::list(&test.app, &cx, own, None).await.unwrap().into_iter().map(|topic| topic.name.to_string()).collect();
    assert_eq!(topics, ["sales", "stores"]);
    let ask = QueryAsk {
        connection: own,
        document: None,
        question: Question::Semantic(serde_json::from_value(json!({"topic": "sales", "fields": ["sales.region"]})).unwrap()),
        limit: None,
        format: Format::Json,
    };
    assert_eq!(text(app::queries::run(&test.app, &cx, ask).await.unwrap()).await.unwrap(), r#"[["north"],["south"]]"#);
    let test = test.restarted().await;
    assert_eq!(app::tables::list(&test.app, &test.cx(test.admin), own).await.unwrap().len(), 2, "tables outlive a restart");
}

#[tokio::test]
async fn a_file_that_is_no_table_changes_nothing() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.test.admin);
    assert_eq!(code(&world.test.upload(world.test.admin, world.connection, "flights", "a,b\n1\n").await), "file_invalid");
    let place = app::tables::upload_place(app, &cx, world.connection).await.unwrap();
    std::fs::write(&place, "not parquet").unwrap();
    let upload = app::tables::upload(app, &cx, world.connection, "flights".into(), FileKind::Parquet, place.clone()).await;
    assert_eq!(code(&upload), "file_invalid");
    assert!(!place.exists(), "the upload is gone");
    let tables = app::tables::list(app, &cx, world.connection).await.unwrap();
    assert_eq!((tables.len(), tables[0].rows), (1, Some(6)));
    for name in ["../x", "x.csv", "Flights", "", "a b", "a\0"] {
        assert_eq!(code(&world.test.upload(world.test.admin, world.connection, name, "a\n1\n").await), "name_invalid", "{name:?}");
    }
}

#[tokio::test]
async fn a_model_with_errors_is_not_put_in_force() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.test.admin);
    let before = app::models::get(app, &cx, world.connection).await.unwrap();
    let broken = "table_name: flights\nrow_policies:\n  - field: nowhere\n    user_attribute: carrier\ndimensions:\n  carrier:\n    sql: ${carrier\n";
    let saved = app::models::put_file(app, &cx, world.connection, "flights.view.yaml".to_owned(), broken.to_owned(), before.version).await;
    let Err(AppError::ModelInvalid(diagnostics)) = saved else { panic!("{saved:?}") };
    assert!(diagnostics.iter().filter(|found| found.severity == Severity::Error).count() >= 2, "{diagnostics:?}");
    assert!(diagnostics.iter().all(|found| found.line > 0 && found.column > 0));
    let after = app::models::get(app, &cx, world.connection).await.unwrap();
    assert_eq!((after.version, after.files), (before.version, before.files));
    let shown = crate::tiles(&world, &world.test.cx(world.manager), Default::default()).await.unwrap();
    assert_eq!(shown[0], r#"[["UA"]]"#);
}

#[tokio::test]
async fn two_editors_of_a_model_meet() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.test.admin);
    let version = app::models::get(app, &cx, world.connection).await.unwrap().version;
    let put = |version| {
        let text = "base_view: flights\nlabel: All flights\n".to_owned();
        app::models::put_file(app, &cx, world.connection, "flights.topic.yaml".to_owned(), text, version)
    };
    put(version).await.unwrap();
    let Err(AppError::VersionClash(clash)) = put(version).await else { panic!("the second is told") };
    assert_eq!((clash.current_version, clash.changed_by.name.as_str()), (version + 1, "Ada Admin"));
}

#[tokio::test]
async fn connection_roles_say_who_may_do_what() {
    let world = Flights::start().await;
    let app = &world.test.app;
    for (role, expected) in [
        (ConnectionRole::Viewer, ["connection_role"; 5]),
        (ConnectionRole::RestrictedQuerier, ["ok", "connection_role", "connection_role", "connection_role", "connection_role"]),
        (ConnectionRole::Querier, ["ok", "ok", "connection_role", "connection_role", "connection_role"]),
        (ConnectionRole::Modeler, ["ok", "ok", "ok", "connection_role", "connection_role"]),
        (ConnectionRole::ConnectionAdmin, ["ok"; 5]),
    ] {
        world.test.connection_role(world.connection, Principal::User(world.manager), Some(role)).await;
        let cx = world.test.cx(world.manager);
        let found = [
            code(&app::topics::list(app, &cx, world.connection, None).await),
            code(&app::tables::list(app, &cx, world.connection).await),
            code(&app::models::get(app, &cx, world.connection).await),
            code(&app::connections::roles(app, &cx, world.connection).await),
            code(&app::tables::upload_place(app, &cx, world.connection).await),
        ];
        assert_eq!(found, expected, "{role}");
    }
}

#[tokio::test]
async fn t30_hidden_columns_and_row_counts_are_not_in_the_schema() {
    let world = Flights::start().await;
    let cx = world.test.cx(world.sql_manager);
    let tables = app::tables::list(&world.test.app, &cx, world.connection).await.unwrap();
    let columns: Vec<_> = tables[0].columns.iter().map(|(name, _)| name.as_str()).collect();
    assert!(!columns.contains(&"delay"), "{columns:?}");
    assert_eq!(tables[0].rows, None);
}

#[tokio::test]
async fn an_attribute_that_a_model_uses_stays() {
    let world = Flights::start().await;
    let admin = world.test.cx(world.test.admin);
    let deleted = app::attributes::delete(&world.test.app, &admin, "carrier".parse().unwrap()).await;
    let Err(AppError::Conflict(app::Conflict::InUse(uses))) = deleted else { panic!("{deleted:?}") };
    assert_eq!(uses, ["the model of NYC flights"]);
}

#[tokio::test]
async fn a_removed_connection_leaves_tiles_that_say_so() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let admin = world.test.cx(world.test.admin);
    app::connections::delete(app, &admin, world.connection).await.unwrap();
    assert_eq!(code(&app::connections::get(app, &admin, world.connection).await), "not_found");
    let shown = crate::tiles(&world, &world.test.cx(world.manager), Default::default()).await.unwrap();
    assert_eq!(shown.len(), 4);
    assert!(shown.iter().all(|tile| tile == "no_model"), "{shown:?}");
}

async fn sql(world: &Flights, who: vocab::UserId, sql: &str) -> Result<String, AppError> {
    let ask = QueryAsk {
        connection: world.connection,
        document: None,
        question: Question::Sql(sql.to_owned()),
        limit: None,
        format: Format::Json,
    };
    text(app::queries::run(&world.test.app, &world.test.cx(who), ask).await?).await
}

#[tokio::test]
async fn t30_tables_without_a_view_are_not_there_for_who_does_not_write_the_model() {
    let world = Flights::start().await;
    let app = &world.test.app;
    world.test.upload(world.test.admin, world.connection, "wages", "person,pay\nann,1\n").await.unwrap();
    let listed = async |who| app::tables::list(app, &world.test.cx(who), world.connection).await.unwrap().len();
    assert_eq!(sql(&world, world.sql_manager, "select * from wages").await.unwrap(), r#"[["ann",1]]"#, "an upload comes with a view");
    let admin = world.test.cx(world.test.admin);
    let version = app::models::get(app, &admin, world.connection).await.unwrap().version;
    let gone = ["wages.view.yaml", "wages.topic.yaml"].map(|name| (name.to_owned(), None)).into();
    app::models::change_files(app, &admin, world.connection, gone, version).await.unwrap();
    let refused = sql(&world, world.sql_manager, "select * from wages").await.unwrap_err();
    let unknown = sql(&world, world.sql_manager, "select * from nowhere").await;
    assert_eq!((refused.code(), listed(world.sql_manager).await), ("table_unknown", 1), "{unknown:?}");
    assert_eq!(sql(&world, world.test.admin, "select * from wages").await.unwrap(), r#"[["ann",1]]"#);
    world.test.connection_role(world.connection, Principal::User(world.sql_manager), Some(ConnectionRole::Modeler)).await;
    assert_eq!(
        (sql(&world, world.sql_manager, "select * from wages").await.unwrap().as_str(), listed(world.sql_manager).await),
        (r#"[["ann",1]]"#, 2)
    );
}

#[tokio::test]
async fn t31_masks_bind_sql_and_are_told_with_the_fields() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let admin = world.test.cx(world.test.admin);
    let view = app::models::get(app, &admin, world.connection).await.unwrap();
    let masked =
        view.files["flights.view.yaml"].replace("label: Origin\n", "label: Origin\n    mask: { unless: internal, with: \"somewhere\" }\n");
    let put = |text: String, version| app::models::put_file(app, &admin, world.connection, "flights.view.yaml".to_owned(), text, version);
    put(masked, view.version).await.unwrap();
    assert_eq!(sql(&world, world.sql_manager, "select origin from flights").await.unwrap(), r#"[["somewhere"],["somewhere"]]"#);
    let topic = app::topics::get(app, &world.test.cx(world.sql_manager), world.connection, "flights".parse().unwrap(), None).await.unwrap();
    let told: Vec<_> = topic.views[0].fields.iter().filter_map(|field| Some((field.field.to_string(), field.mask?))).collect();
    assert_eq!(told, [("flights.origin".to_owned(), semantics::MaskWord::Text)]);
}
