//! The five steps of the main job, at this layer.

use access::{NodeId, Principal};
use app::content::{ContentAsk, Place, View};
use app::queries::{QueryAsk, Question};
use app::sharing::{AccessChange, GrantChange};
use app::tiles::DataAsk;
use app::{AppError, PageAsk};
use semantics::Format;
use testkit::{Flights, PASSWORD};
use vocab::{ContentRole, Secret};

use crate::{csv, text, tiles};

fn children(place: Place) -> ContentAsk {
    ContentAsk { view: View::Children(place), q: None, kind: None, page: PageAsk::default() }
}

#[tokio::test]
async fn step_2_an_analyst_signs_in_finds_reads_and_makes_reports() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let email = "ann@example.com".parse().unwrap();
    let signed_in = app::sessions::sign_in(app, &world.test.nobody(), email, Secret::new(PASSWORD.to_owned())).await.unwrap();
    let who = app::sessions::authenticate(app, &signed_in.secret).await.unwrap().unwrap();
    assert_eq!(who.actor, access::Actor::User(world.analyst));
    let cx = world.test.cx(world.analyst);

    let home = app::content::list(app, &cx, children(Place::Shared)).await.unwrap();
    assert_eq!(home.page.items.iter().map(|node| node.name.as_str()).collect::<Vec<_>>(), ["Punctuality"]);
    let folder = app::content::list(app, &cx, children(Place::Folder(world.folder))).await.unwrap();
    assert_eq!(folder.page.items[0].reports[0].name, "On time");
    assert_eq!(folder.path[0].name, "Punctuality");

    let view = app::reports::view(app, &cx, &world.document_ref(), world.report).await.unwrap();
    assert_eq!(
        view.tabs[0].tiles[0].columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(),
        ["flights.carrier", "flights.count"]
    );
    assert_eq!(view.filters[0].tiles, world.tiles[..3]);
    let shown = tiles(&world, &cx, DataAsk::default()).await.unwrap();
    assert_eq!(shown[0], r#"[["UA"],["AA"],["DL"]]"#);

    let made = world.test.document(world.analyst, "My own", Place::Mine, None).await;
    let own = app::documents::DocumentRef::Id(made.node.id.document().unwrap());
    let mut project = app::documents::project(app, &cx, &own).await.unwrap();
    let saved = app::documents::project(app, &cx, &world.document_ref()).await.unwrap().value;
    project.value.reports[0].tabs[0].tiles.push(saved.reports[0].tile(world.tiles[1]).unwrap().clone());
    let version = app::documents::save_project(app, &cx, &own, project.version, project.value.clone()).await.unwrap();
    let reloaded = app::documents::project(app, &cx, &own).await.unwrap();
    assert_eq!((reloaded.version, reloaded.value), (version, project.value));
}

#[tokio::test]
async fn step_3_everyone_gets_the_same_address_and_their_own_rows() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let manager = world.test.cx(world.manager);
    let shown = tiles(&world, &manager, DataAsk::default()).await.unwrap();
    assert_eq!(shown, [r#"[["UA"]]"#, r#"[["EWR"],["LGA"]]"#, r#"[["UA"]]"#, "query_kind"]);
    assert_eq!(csv(&world, &manager, 1).await.unwrap(), "origin\nEWR\nLGA\n");

    let sql = |connection| QueryAsk {
        connection,
        document: None,
        question: Question::Sql("with f as (select * from flights) select carrier from f union all select carrier from flights".to_owned()),
        limit: None,
        format: Format::Json,
    };
    let sam = world.test.cx(world.sql_manager);
    let rows = app::queries::run(app, &sam, sql(world.connection)).await.unwrap();
    assert!(!text(rows).await.unwrap().contains("AA"));
    assert_eq!(tiles(&world, &sam, DataAsk::default()).await.unwrap()[3], r#"[["UA","EWR"],["UA","LGA"]]"#);
    let refused = app::queries::run(app, &manager, sql(world.connection)).await.err().unwrap();
    assert_eq!(refused.code(), "connection_role");

    // No attribute: a clear refusal, neither an empty chart nor everything.
    let viewer = world.test.cx(world.viewer);
    let shown = tiles(&world, &viewer, DataAsk::default()).await.unwrap();
    assert_eq!(shown, ["missing_attribute", "missing_attribute", "missing_attribute", "query_kind"]);
    assert_eq!(csv(&world, &viewer, 1).await.unwrap_err().code(), "missing_attribute");
}

#[tokio::test]
async fn step_3_the_dialog_says_where_access_comes_from_and_what_will_change() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.analyst);
    let document = NodeId::Document(world.document);
    let change = AccessChange {
        organization_role: Some(ContentRole::Viewer),
        changes: vec![GrantChange { principal: Principal::User(world.viewer), role: Some(ContentRole::Editor), boost: None }],
    };
    let preview = app::sharing::preview(app, &cx, document, change.clone()).await.unwrap();
    let moved: Vec<_> = preview.people.iter().map(|person| (person.user.name.as_str(), person.roles)).collect();
    assert_eq!(
        moved,
        [("Eve Elsewhere", (ContentRole::NoAccess, ContentRole::Viewer)), ("Vic Viewer", (ContentRole::Viewer, ContentRole::Editor))]
    );
    assert_eq!((preview.gains, preview.loses, preview.changes), (1, 0, 2));
    let before = app::sharing::get(app, &cx, document).await.unwrap();
    assert_eq!(before.organization_role, ContentRole::NoAccess, "a preview changes nothing");

    let after = app::sharing::change(app, &cx, document, change).await.unwrap();
    assert_eq!(after.organization_role, ContentRole::Viewer);
    let vic = after.entries.iter().find(|entry| entry.principal == Principal::User(world.viewer)).unwrap();
    assert_eq!((vic.direct, vic.role), (Some(ContentRole::Editor), ContentRole::Editor));
    let readers = after.entries.iter().find(|entry| entry.principal == Principal::Group(world.readers)).unwrap();
    assert_eq!((readers.direct, readers.role, readers.members), (None, ContentRole::Viewer, Some(3)));
    assert_eq!(readers.sources[0].node.as_ref().unwrap().name, "Punctuality");
}

#[tokio::test]
async fn step_4_a_link_shows_the_report_and_nothing_else_until_it_is_off() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let nobody = world.test.nobody();
    let link = world.public_link(Some("UA")).await;
    let slug = Secret::new(link.url.rsplit('/').next().unwrap().to_owned());
    let view = app::visits::view(app, &nobody, &slug).await.unwrap();
    assert_eq!((view.name.as_str(), view.document.is_none(), view.can.as_slice()), ("On time", true, [].as_slice()));
    let events = app::visits::stream(app, &nobody, &slug, DataAsk::default()).await.unwrap();
    assert_eq!(crate::outcomes(events).await[..2], [r#"[["UA"]]"#, r#"[["EWR"],["LGA"]]"#]);

    let off = app::links::LinkChange { mode: Some(access::LinkMode::Private), ..Default::default() };
    app::links::change(app, &world.test.cx(world.analyst), link.id, off).await.unwrap();
    assert!(matches!(app::visits::view(app, &nobody, &slug).await, Err(AppError::NotFound)));
    assert!(matches!(app::visits::stream(app, &nobody, &slug, DataAsk::default()).await.err(), Some(AppError::NotFound)));
}

#[tokio::test]
async fn step_5_what_is_taken_away_is_gone_at_the_next_request() {
    let world = Flights::start().await;
    let manager = world.test.cx(world.manager);
    assert!(tiles(&world, &manager, DataAsk::default()).await.is_ok());
    world.test.grant(NodeId::Folder(world.folder), Principal::Group(world.readers), None).await;
    assert!(matches!(tiles(&world, &manager, DataAsk::default()).await, Err(AppError::NotFound)));
    assert!(matches!(csv(&world, &manager, 0).await, Err(AppError::NotFound)));
}
