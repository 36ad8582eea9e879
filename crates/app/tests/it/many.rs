//! Previews and warnings where a hundred thousand people are concerned: `cargo test --release --package app -- --ignored --nocapture many`.

use std::future::Future;
use std::time::{Duration, Instant};

use access::{NodeId, Principal};
use app::connections::RolesChange;
use app::sharing::{AccessChange, GrantChange};
use testkit::Flights;
use vocab::{AttributeValue, ConnectionRole, ContentRole};

/// `LUCARNE_PEOPLE`, or a hundred thousand.
fn count() -> u32 {
    std::env::var("LUCARNE_PEOPLE").ok().and_then(|people| people.parse().ok()).unwrap_or(100_000)
}

/// Prints how long it took; longer than two seconds is a fault where the code is optimized as for use.
async fn timed<T>(what: &str, work: impl Future<Output = T>) -> T {
    let start = Instant::now();
    let done = work.await;
    let took = start.elapsed();
    println!("{what}: {took:.2?}");
    assert!(cfg!(debug_assertions) || took < Duration::from_secs(2), "{what} took {took:?}");
    done
}

#[tokio::test]
#[ignore = "makes a hundred thousand people; run by name, for the figures"]
async fn many_people_are_previewed_and_warned_of_in_moments() {
    let world = Flights::start().await;
    let (app, cx) = (&world.test.app, world.test.cx(world.test.admin));
    let mut groups = Vec::new();
    for at in 0..10 {
        groups.push(world.test.group(&format!("Team {at}"), &[]).await);
    }
    let all = world.test.group("Everybody in a team", &groups.iter().map(|group| Principal::Group(*group)).collect::<Vec<_>>()).await;
    world.test.grant(NodeId::Folder(world.folder), Principal::Group(groups[0]), Some(ContentRole::Viewer)).await;
    let people = world.crowd(count(), &groups).await;
    let document = NodeId::Document(world.document);
    let change = |principal, role, boost| AccessChange { organization_role: None, changes: vec![GrantChange { principal, role, boost }] };
    timed("the first request after it", app::sharing::get(app, &cx, document)).await.unwrap();

    let everyone = AccessChange { organization_role: Some(ContentRole::Viewer), changes: Vec::new() };
    let preview =
        timed("preview: the organization becomes viewer", app::sharing::preview(app, &cx, document, everyone.clone())).await.unwrap();
    assert!(preview.gains as usize > people.len() * 9 / 10 && preview.people.len() == 200, "{}", preview.gains);
    let grant = change(Principal::Group(all), Some(ContentRole::Viewer), Some(true));
    let preview = timed("preview: a boosted grant to half of them", app::sharing::preview(app, &cx, document, grant)).await.unwrap();
    assert!(preview.gains as usize > people.len() / 3, "{}", preview.gains);

    app::sharing::change(app, &cx, document, everyone).await.unwrap();
    let warnings =
        timed("warnings: everyone can open it", app::warnings::of_report(app, &cx, &world.document_ref(), world.report)).await.unwrap();
    assert!(warnings.people as usize > people.len() && warnings.undecided == 0);
    let base = || RolesChange { base_role: Some(ConnectionRole::Viewer), changes: Vec::new() };
    let effects =
        timed("preview: another base role of the connection", app::connections::preview_roles(app, &cx, world.connection, base()))
            .await
            .unwrap();
    assert!(effects.count as usize > people.len() * 9 / 10, "{}", effects.count);
    app::connections::change_roles(app, &cx, world.connection, base()).await.unwrap();
    timed("warnings: and read its data", app::warnings::of_report(app, &cx, &world.document_ref(), world.report)).await.unwrap();

    let value = || Some(vec![AttributeValue::String("UA".to_owned())]);
    let carrier = || "carrier".parse().unwrap();
    let effects =
        timed("preview: a value for half of them", app::attributes::preview_values(app, &cx, Principal::Group(all), carrier(), value()))
            .await
            .unwrap();
    assert!(effects.count as usize > people.len() / 4, "{}", effects.count);
    let effects =
        timed("preview: half of them into a group", app::groups::preview_member(app, &cx, world.readers, Principal::Group(all), true))
            .await
            .unwrap();
    assert!(effects.gains as usize > people.len() / 3, "{}", effects.gains);
    timed("preview: one person into a group", app::groups::preview_member(app, &cx, world.readers, Principal::User(people[1]), true))
        .await
        .unwrap();
    timed("preview: one value of one person", app::attributes::preview_values(app, &cx, Principal::User(people[1]), carrier(), value()))
        .await
        .unwrap();
    timed("explain: one person", app::explain::explain(app, &cx, document, people[2], "view")).await.unwrap();
}
