//! What somebody may not see answers exactly as what is not there (T01 to T05).

use access::{LinkMode, NodeId, Principal};
use app::content::Place;
use app::documents::{DocumentChange, DocumentRef};
use app::links::LinkChange;
use app::queries::{QueryAsk, Question};
use app::sharing::AccessChange;
use app::suggestions::SuggestAsk;
use app::tiles::DataAsk;
use app::{AppError, Cx};
use semantics::Format;
use testkit::Flights;
use vocab::{ConnectionId, ContentRole, DocumentId, FolderId, LinkId, ReportId, Secret, TileId, UserId};

use crate::{code, tiles};

/// Ids to ask for.
struct Ids {
    document: DocumentId,
    report: ReportId,
    tile: TileId,
    folder: FolderId,
    connection: ConnectionId,
    link: LinkId,
}

fn suggest(field: &str) -> SuggestAsk {
    SuggestAsk { field: field.parse().unwrap(), search: None, filters: None, limit: None }
}

/// Every use case that takes an id, asked for these ids: its name, and all that its answer says.
async fn answers(world: &Flights, cx: &Cx, ids: &Ids) -> Vec<(&'static str, String)> {
    let app = &world.test.app;
    let document = DocumentRef::Id(ids.document);
    let (doc, folder) = (NodeId::Document(ids.document), NodeId::Folder(ids.folder));
    let said = |error: Option<AppError>| error.map_or_else(|| "ok".to_owned(), |error| format!("{} {error}", error.code()));
    let query = QueryAsk {
        connection: ids.connection,
        document: None,
        question: Question::Sql("select 1".to_owned()),
        limit: None,
        format: Format::Json,
    };
    let topic = "flights".parse().unwrap();
    let project = app::documents::project(app, &world.test.cx(world.analyst), &world.document_ref()).await.unwrap().value;
    vec![
        ("document", said(app::documents::get(app, cx, &document).await.err())),
        ("document change", said(app::documents::change(app, cx, &document, DocumentChange::default()).await.err())),
        ("project", said(app::documents::project(app, cx, &document).await.err())),
        ("save", said(app::documents::save_project(app, cx, &document, 1, project).await.err())),
        ("report", said(app::reports::view(app, cx, &document, ids.report).await.err())),
        ("data", said(app::tiles::stream(app, cx, &document, ids.report, DataAsk::default()).await.err())),
        ("suggest", said(app::suggestions::for_report(app, cx, &document, ids.report, suggest("flights.month")).await.err())),
        ("download", said(app::downloads::tile(app, cx, &document, ids.report, ids.tile, None).await.err())),
        ("trash", said(app::trash::put(app, cx, doc).await.err())),
        ("restore", said(app::trash::restore(app, cx, doc).await.err())),
        ("move", said(app::content::relocate(app, cx, doc, Place::Mine).await.err())),
        ("move preview", said(app::content::relocate_preview(app, cx, doc, Place::Mine).await.err())),
        ("move into", said(app::folders::create(app, cx, "x".parse().unwrap(), Place::Folder(ids.folder)).await.err())),
        ("folder rename", said(app::folders::rename(app, cx, ids.folder, "x".parse().unwrap()).await.err())),
        ("access", said(app::sharing::get(app, cx, folder).await.err())),
        ("share", said(app::sharing::change(app, cx, doc, AccessChange::default()).await.err())),
        ("share preview", said(app::sharing::preview(app, cx, folder, AccessChange::default()).await.err())),
        ("explain", said(app::explain::explain(app, cx, doc, world.manager, "view").await.err())),
        ("abilities", said(app::abilities::get(app, cx, &document).await.err())),
        ("links", said(app::links::list(app, cx, &document, ids.report).await.err())),
        ("link create", said(app::links::create(app, cx, &document, ids.report, LinkChange::default()).await.err())),
        ("link", said(app::links::get(app, cx, ids.link).await.err())),
        ("link change", said(app::links::change(app, cx, ids.link, LinkChange::default()).await.err())),
        ("link rotate", said(app::links::rotate(app, cx, ids.link).await.err())),
        ("link delete", said(app::links::delete(app, cx, ids.link).await.err())),
        ("connection", said(app::connections::get(app, cx, ids.connection).await.err())),
        ("connection roles", said(app::connections::roles(app, cx, ids.connection).await.err())),
        ("connection test", said(app::connections::test(app, cx, ids.connection).await.err())),
        ("tables", said(app::tables::list(app, cx, ids.connection).await.err())),
        ("upload", said(app::tables::upload_place(app, cx, ids.connection).await.err())),
        ("model", said(app::models::get(app, cx, ids.connection).await.err())),
        ("topics", said(app::topics::list(app, cx, ids.connection, None).await.err())),
        ("topic", said(app::topics::get(app, cx, ids.connection, "flights".parse().unwrap(), None).await.err())),
        ("topic suggest", said(app::suggestions::for_topic(app, cx, ids.connection, topic, None, suggest("flights.carrier")).await.err())),
        ("query", said(app::queries::run(app, cx, query).await.err())),
    ]
}

async fn check(world: &Flights, cx: &Cx, expected: &str) {
    let link = world.test.link(world.analyst, &world.document_ref(), world.report, LinkChange::default()).await.unwrap();
    let there = Ids {
        document: world.document,
        report: world.report,
        tile: world.tiles[0],
        folder: world.folder,
        connection: world.connection,
        link: link.id,
    };
    let absent = Ids {
        document: DocumentId::from_parts(7, [7; 10]),
        report: ReportId::from_parts(7, [7; 10]),
        tile: TileId::from_parts(7, [7; 10]),
        folder: FolderId::from_parts(7, [7; 10]),
        connection: ConnectionId::from_parts(7, [7; 10]),
        link: LinkId::from_parts(7, [7; 10]),
    };
    let hidden = answers(world, cx, &there).await;
    assert_eq!(hidden, answers(world, cx, &absent).await);
    for (what, answer) in hidden {
        assert!(answer.starts_with(expected), "{what}: {answer}");
    }
}

#[tokio::test]
async fn t02_forbidden_and_absent_are_one_answer() {
    let world = Flights::start().await;
    check(&world, &world.test.cx(world.outsider), "not_found").await;
}

#[tokio::test]
async fn t02_nobody_signed_in_learns_nothing() {
    let world = Flights::start().await;
    check(&world, &world.test.nobody(), "not_signed_in").await;
}

#[tokio::test]
async fn t02_somebody_deactivated_learns_nothing() {
    let world = Flights::start().await;
    check(&world, &world.test.cx(world.deactivated), "not_found").await;
}

#[tokio::test]
async fn t01_a_link_opens_its_own_report_alone_and_the_attempt_is_noted() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let link = world.public_link(Some("UA")).await;
    let slug = Secret::new(link.url.rsplit('/').next().unwrap().to_owned());
    let nobody = world.test.nobody();
    // A tile that is not of this report.
    let other = DataAsk { tiles: Some(vec![TileId::from_parts(7, [7; 10])]), ..Default::default() };
    assert!(matches!(app::visits::stream(app, &nobody, &slug, other).await.err(), Some(AppError::NotFound)));
    // The visitor as an actor in front of everything else.
    let visitor = Cx { actor: access::Actor::Link(link.id), ..nobody };
    for (what, answer) in answers_of_visitor(&world, &visitor).await {
        assert_eq!(answer, "not_found", "{what}");
    }
    let entries = audit(&world).await;
    assert!(entries.iter().any(|entry| entry.verb == "report_data" && entry.result == "refused" && entry.codes == ["not_found"]));
}

async fn answers_of_visitor(world: &Flights, cx: &Cx) -> Vec<(&'static str, &'static str)> {
    let app = &world.test.app;
    let document = world.document_ref();
    vec![
        ("document", code(&app::documents::get(app, cx, &document).await)),
        ("project", code(&app::documents::project(app, cx, &document).await)),
        ("content", code(&app::content::get(app, cx, NodeId::Folder(world.folder)).await)),
        ("access", code(&app::sharing::get(app, cx, NodeId::Document(world.document)).await)),
        ("connections", code(&app::connections::list(app, cx, Default::default()).await)),
        ("topics", code(&app::topics::list(app, cx, world.connection, None).await)),
        ("people", code(&app::principals::search(app, cx, "a", 10).await)),
        ("users", code(&app::users::list(app, cx, None, Default::default()).await)),
        ("me", code(&app::sessions::me(app, cx).await)),
    ]
}

async fn audit(world: &Flights) -> Vec<app::audit::AuditEntry> {
    world.test.settle().await;
    let cx = world.test.cx(world.test.admin);
    app::audit::list(&world.test.app, &cx, app::audit::AuditAsk::default()).await.unwrap().items
}

#[tokio::test]
async fn t03_readers_learn_nothing_of_a_connection_that_is_not_theirs() {
    let world = Flights::start().await;
    let app = &world.test.app;
    world.test.connection_role(world.connection, Principal::User(world.manager), None).await;
    let cx = world.test.cx(world.manager);
    assert!(app::connections::list(app, &cx, Default::default()).await.unwrap().items.is_empty());
    assert!(app::documents::get(app, &cx, &world.document_ref()).await.unwrap().connections.is_empty());
    assert_eq!(tiles(&world, &cx, DataAsk::default()).await.unwrap(), ["query_kind"; 4]);
    let view = app::reports::view(app, &cx, &world.document_ref(), world.report).await.unwrap();
    assert!(view.tabs[0].tiles.iter().all(|tile| tile.columns.is_empty()));
    assert!(view.filters.is_empty());
}

#[tokio::test]
async fn t04_managing_one_thing_is_no_right_on_another() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let own = world.test.folder(world.manager, "Own", Place::Mine).await;
    let cx = world.test.cx(world.manager);
    assert_eq!(code(&app::sharing::get(app, &cx, own.id).await), "ok");
    let change = || AccessChange { organization_role: Some(ContentRole::Editor), changes: Vec::new() };
    assert_eq!(code(&app::sharing::change(app, &cx, NodeId::Document(world.document), change()).await), "content_role");
    assert_eq!(code(&app::sharing::change(app, &cx, NodeId::Folder(world.folder), change()).await), "content_role");
}

#[tokio::test]
async fn t05_editors_do_not_touch_links_that_only_managers_see() {
    let world = Flights::start().await;
    let app = &world.test.app;
    world.test.grant(NodeId::Document(world.document), Principal::User(world.viewer), Some(ContentRole::Editor)).await;
    let link = world.public_link(None).await;
    let cx = world.test.cx(world.viewer);
    for refused in [
        code(&app::links::delete(app, &cx, link.id).await),
        code(&app::links::rotate(app, &cx, link.id).await),
        code(&app::links::change(app, &cx, link.id, LinkChange { mode: Some(LinkMode::Private), ..Default::default() }).await),
    ] {
        assert_eq!(refused, "not_found");
    }
    assert_eq!(code(&app::links::get(app, &world.test.cx(world.analyst), link.id).await), "ok");
}

#[tokio::test]
async fn t14_a_group_of_the_same_name_starts_with_nothing() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let admin = world.test.cx(world.test.admin);
    app::groups::delete(app, &admin, world.readers).await.unwrap();
    world.test.group("Readers", &[Principal::User(world.manager)]).await;
    assert_eq!(code(&app::documents::get(app, &world.test.cx(world.manager), &world.document_ref()).await), "not_found");
}

#[tokio::test]
async fn only_the_name_shows_of_a_folder_on_the_way() {
    let world = Flights::start().await;
    let app = &world.test.app;
    world.test.grant(NodeId::Document(world.document), Principal::User(world.outsider), Some(ContentRole::Viewer)).await;
    world.test.document(world.analyst, "Another", Place::Folder(world.folder), None).await;
    let cx = world.test.cx(world.outsider);
    let shared =
        app::content::ContentAsk { view: app::content::View::Children(Place::Shared), q: None, kind: None, page: Default::default() };
    let home = app::content::list(app, &cx, shared.clone()).await.unwrap().page.items;
    assert_eq!((home.len(), home[0].name.as_str(), home[0].name_only), (1, "Punctuality", true));
    assert_eq!(home[0].owner.id, UserId::from_parts(0, [0; 10]));
    let inside = app::content::ContentAsk { view: app::content::View::Children(Place::Folder(world.folder)), ..shared };
    let names: Vec<_> = app::content::list(app, &cx, inside).await.unwrap().page.items.into_iter().map(|node| node.name).collect();
    assert_eq!(names, ["On time"]);
}
