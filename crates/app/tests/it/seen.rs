//! What is written down, and what never leaves (T17).

use app::audit::AuditAsk;
use app::tiles::DataAsk;
use testkit::{Flights, PASSWORD};

use crate::{code, tiles};

#[tokio::test]
async fn changes_of_access_and_reads_of_data_are_in_the_log() {
    let world = Flights::start().await;
    let app = &world.test.app;
    tiles(&world, &world.test.cx(world.manager), DataAsk::default()).await.unwrap();
    tiles(&world, &world.test.cx(world.viewer), DataAsk::default()).await.unwrap();
    _ = tiles(&world, &world.test.cx(world.outsider), DataAsk::default()).await;
    world.test.settle().await;
    let ask = AuditAsk { page: app::PageAsk { limit: 200, cursor: None }, ..Default::default() };
    let rows = app::audit::list(app, &world.test.cx(world.test.admin), ask).await.unwrap().items;
    let found = |verb: &str, name: &str, result: &str| {
        rows.iter().find(|row| row.verb == verb && row.actor_name == name && row.result == result).map(|row| row.codes.join(" "))
    };
    assert_eq!(found("share", "Ada Admin", "done").as_deref(), Some(""));
    assert_eq!(found("report_data", "Max Manager", "done").as_deref(), Some("query_kind"));
    assert_eq!(found("report_data", "Vic Viewer", "refused").as_deref(), Some("missing_attribute query_kind"));
    assert_eq!(found("report_data", "Eve Elsewhere", "refused").as_deref(), Some("not_found"));
    for verb in ["set_up", "user_create", "group_create", "member_put", "attribute_put", "connection_roles", "model_save", "table_upload"] {
        assert!(rows.iter().any(|row| row.verb == verb), "{verb}");
    }
    let manager = world.test.cx(world.manager);
    assert_eq!(code(&app::audit::list(app, &manager, AuditAsk::default()).await), "admins_only");
}

#[tokio::test]
async fn t17_no_secret_is_in_what_is_answered_or_written_down() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let admin = world.test.cx(world.test.admin);
    let link = world.public_link(Some("UA")).await;
    let slug = link.url.rsplit('/').next().unwrap().to_owned();
    _ = app::visits::view(app, &world.test.nobody(), &vocab::Secret::new(slug.clone())).await;
    world.test.settle().await;
    let users = app::users::list(app, &admin, None, Default::default()).await.unwrap();
    let people = app::principals::search(app, &world.test.cx(world.manager), "", 50).await.unwrap();
    let ask = AuditAsk { page: app::PageAsk { limit: 200, cursor: None }, ..Default::default() };
    let log = app::audit::list(app, &admin, ask).await.unwrap();
    let shown = format!("{users:?} {people:?} {log:?}");
    for secret in ["argon2", PASSWORD, slug.as_str()] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn admin_pages_are_for_admins() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.analyst);
    for refused in [
        code(&app::users::list(app, &cx, None, Default::default()).await),
        code(&app::groups::list(app, &cx, None, Default::default()).await),
        code(&app::attributes::list(app, &cx).await),
        code(&app::settings::get(app, &cx).await),
        code(&app::connections::create(app, &cx, "x".parse().unwrap()).await),
    ] {
        assert_eq!(refused, "admins_only");
    }
}

#[tokio::test]
async fn lists_come_page_by_page() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let admin = world.test.cx(world.test.admin);
    let mut names = Vec::new();
    let mut cursor = None;
    loop {
        let page = app::users::list(app, &admin, None, app::PageAsk { limit: 2, cursor }).await.unwrap();
        names.extend(page.items.into_iter().map(|user| user.name));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!((names.len(), &names), (7, &sorted));
    let forged = app::PageAsk { limit: 2, cursor: Some("usr_x".to_owned()) };
    assert_eq!(code(&app::users::list(app, &admin, None, forged).await), "bad_cursor");
}
