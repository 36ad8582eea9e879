//! Report links: who may make them, what they give, and how they end.

use access::{LinkMode, LinkRight, Principal, PublicLinks};
use app::AppError;
use app::links::{Link, LinkChange};
use app::tiles::DataAsk;
use testkit::Flights;
use vocab::{AttributeValue, ContentRole, Secret};

use crate::code;

fn slug(link: &Link) -> Secret<String> {
    Secret::new(link.url.rsplit('/').next().unwrap().to_owned())
}

fn carriers(values: &[&str]) -> LinkChange {
    let values = values.iter().map(|value| AttributeValue::String((*value).to_owned())).collect();
    LinkChange { attributes: Some([("carrier".parse().unwrap(), values)].into()), mode: Some(LinkMode::Everyone), ..Default::default() }
}

#[tokio::test]
async fn nobody_shares_rows_that_they_may_not_see() {
    let world = Flights::start().await;
    world.test.grant(world.document.into(), Principal::User(world.manager), Some(ContentRole::Manager)).await;
    let make = |user, values: &'static [&'static str]| {
        let world = &world;
        async move { code(&world.test.link(user, &world.document_ref(), world.report, carriers(values)).await) }
    };
    assert_eq!(make(world.manager, &["UA"]).await, "ok");
    assert_eq!(make(world.manager, &["AA"]).await, "attribute_not_held");
    assert_eq!(make(world.manager, &["UA", "AA"]).await, "attribute_not_held");
    assert_eq!(make(world.manager, &["*"]).await, "attribute_not_held");
    assert_eq!(make(world.test.admin, &["AA"]).await, "ok");
    assert_eq!(make(world.test.admin, &[]).await, "attribute_invalid");
    assert_eq!(make(world.viewer, &["UA"]).await, "content_role");
}

#[tokio::test]
async fn opening_a_link_that_somebody_else_prepared_needs_its_values_too() {
    let world = Flights::start().await;
    let app = &world.test.app;
    world.test.grant(world.document.into(), Principal::User(world.manager), Some(ContentRole::Manager)).await;
    let prepared = LinkChange { mode: Some(LinkMode::Private), ..carriers(&["AA"]) };
    let link = world.test.link(world.test.admin, &world.document_ref(), world.report, prepared).await.unwrap();
    let open = LinkChange { mode: Some(LinkMode::Everyone), ..Default::default() };
    let max = world.test.cx(world.manager);
    assert_eq!(code(&app::links::change(app, &max, link.id, open.clone()).await), "attribute_not_held");
    let ada = world.test.cx(world.test.admin);
    assert_eq!(code(&app::links::change(app, &ada, link.id, open).await), "ok");
}

#[tokio::test]
async fn a_link_without_values_warns_of_what_visitors_will_not_see() {
    let world = Flights::start().await;
    let link = world.public_link(None).await;
    let codes: Vec<_> = link.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, ["missing_attribute", "missing_attribute", "missing_attribute", "query_kind"]);
    let link = world.public_link(Some("UA")).await;
    assert_eq!(link.warnings.iter().map(|warning| warning.code).collect::<Vec<_>>(), ["query_kind"]);
    world.public_links(PublicLinks::Off).await;
    let link = app::links::get(&world.test.app, &world.test.cx(world.analyst), link.id).await.unwrap();
    assert_eq!(link.warnings[0].code, "public_links_off");
}

#[tokio::test]
async fn t44_a_former_address_stays_dead() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let (nobody, ann) = (world.test.nobody(), world.test.cx(world.analyst));
    let first = world.public_link(Some("UA")).await;
    let second = app::links::rotate(app, &ann, first.id).await.unwrap();
    let mode = |mode| LinkChange { mode: Some(mode), ..Default::default() };
    app::links::change(app, &ann, first.id, mode(LinkMode::Private)).await.unwrap();
    let third = app::links::change(app, &world.test.cx(world.test.admin), first.id, mode(LinkMode::Everyone)).await.unwrap();
    for (link, expected) in [(&first, "not_found"), (&second, "not_found"), (&third, "ok")] {
        assert_eq!(code(&app::visits::view(app, &nobody, &slug(link)).await), expected);
    }
}

#[tokio::test]
async fn a_link_ends_at_its_time() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let link = world.public_link(Some("UA")).await;
    let end = app::Clock::now(&*world.test.clock) + jiff::SignedDuration::from_secs(60);
    let ends = LinkChange { expires_at: Some(Some(end)), ..Default::default() };
    let ada = world.test.cx(world.test.admin);
    app::links::change(app, &ada, link.id, ends.clone()).await.unwrap();
    let nobody = world.test.nobody();
    assert_eq!(code(&app::visits::view(app, &nobody, &slug(&link)).await), "ok");
    world.test.clock.advance(61);
    assert_eq!(code(&app::visits::view(app, &nobody, &slug(&link)).await), "not_found");
    assert_eq!(code(&app::links::change(app, &ada, link.id, ends).await), "expires_in_past");
}

#[tokio::test]
async fn t59_somebody_signed_in_reads_as_themselves() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let link = world.public_link(Some("AA")).await;
    let shown = |cx| {
        let slug = slug(&link);
        async move { crate::outcomes(app::visits::stream(app, &cx, &slug, DataAsk::default()).await.unwrap()).await.remove(0) }
    };
    assert_eq!(shown(world.test.nobody()).await, r#"[["AA"]]"#);
    assert_eq!(shown(world.test.cx(world.manager)).await, r#"[["UA"]]"#);
    assert_eq!(shown(world.test.cx(world.viewer)).await, "missing_attribute");
}

#[tokio::test]
async fn visitors_download_only_with_the_right() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let link = world.public_link(Some("UA")).await;
    let nobody = world.test.nobody();
    let slug = slug(&link);
    let download = || app::visits::download(app, &nobody, &slug, world.tiles[0], None);
    assert_eq!(code(&download().await), "link_right");
    let rights = LinkChange { rights: Some([LinkRight::View, LinkRight::DownloadData].into()), ..Default::default() };
    app::links::change(app, &world.test.cx(world.test.admin), link.id, rights).await.unwrap();
    assert_eq!(code(&download().await), "ok");
}

#[tokio::test]
async fn a_folder_link_lets_in_by_content_role() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let settings = LinkChange { mode: Some(LinkMode::Folder), ..Default::default() };
    let link = world.test.link(world.analyst, &world.document_ref(), world.report, settings).await.unwrap();
    for (cx, expected) in [
        (world.test.cx(world.manager), "ok"),
        (world.test.cx(world.outsider), "not_found"),
        (world.test.cx(world.deactivated), "not_found"),
        (world.test.nobody(), "not_found"),
    ] {
        assert_eq!(code(&app::visits::view(app, &cx, &slug(&link)).await), expected);
    }
}

#[tokio::test]
async fn a_report_that_is_not_in_the_document_gets_no_link() {
    let world = Flights::start().await;
    let settings = LinkChange::default();
    let other = vocab::ReportId::from_parts(7, [7; 10]);
    let made = world.test.link(world.analyst, &world.document_ref(), other, settings).await;
    assert!(matches!(made, Err(AppError::NotFound)));
}
