//! Previews tell roles, tiles and rows; boosts have their gates.

use access::{NodeId, Principal};
use app::preview::Preview;
use app::settings::SettingsChange;
use app::sharing::{AccessChange, GrantChange};
use testkit::Flights;
use vocab::{ConnectionRole, ContentRole, UserId};

use crate::code;

fn change(principal: Principal, role: Option<ContentRole>, boost: Option<bool>) -> AccessChange {
    AccessChange { organization_role: None, changes: vec![GrantChange { principal, role, boost }] }
}

async fn preview(world: &Flights, by: UserId, change: AccessChange) -> Result<Preview, app::AppError> {
    app::sharing::preview(&world.test.app, &world.test.cx(by), NodeId::Document(world.document), change).await
}

/// Name, role after, tiles before and after, rows after.
fn told(preview: &Preview) -> Vec<(&str, ContentRole, u64, u64, Vec<&str>)> {
    let row = |person: &'_ app::preview::PreviewPerson| {
        let tiles = person.tiles.as_ref().unwrap();
        (tiles.before, tiles.after)
    };
    preview
        .people
        .iter()
        .map(|person| {
            let (before, after) = row(person);
            (person.user.name.as_str(), person.roles.1, before, after, person.rows.iter().map(|rows| rows.after.as_str()).collect())
        })
        .collect()
}

#[tokio::test]
async fn a_preview_tells_tiles_and_rows() {
    let world = Flights::start().await;
    let viewer = |user| change(Principal::User(user), Some(ContentRole::Viewer), None);
    // No role on the connection: the document opens and its tiles do not.
    let missing = preview(&world, world.analyst, viewer(world.outsider)).await.unwrap();
    assert_eq!(missing.tiles.as_ref().map(Vec::len), Some(4));
    assert_eq!(told(&missing), [("Eve Elsewhere", ContentRole::Viewer, 0, 0, vec!["none: no role on the connection"])]);
    assert_eq!(missing.people[0].rows[0].before, "none: no access to the document");
    world.test.connection_role(world.connection, Principal::User(world.outsider), Some(ConnectionRole::Viewer)).await;
    world.test.attribute(Principal::User(world.outsider), "carrier", "AA").await;
    let gains = preview(&world, world.analyst, viewer(world.outsider)).await.unwrap();
    assert_eq!(told(&gains), [("Eve Elsewhere", ContentRole::Viewer, 0, 3, vec!["carrier = AA"])]);
    assert_eq!(gains.people[0].tiles.as_ref().unwrap().gained, [world.tiles[0], world.tiles[1], world.tiles[2]]);

    // A boost moves no role, and is told by the tile that it opens and by who had it already.
    let readers = || change(Principal::Group(world.readers), Some(ContentRole::Viewer), Some(true));
    let boosted = preview(&world, world.test.admin, readers()).await.unwrap();
    assert_eq!(told(&boosted), [("Max Manager", ContentRole::Viewer, 3, 4, vec![])]);
    assert!(boosted.boost_warning.is_none(), "the table of its SQL has a row policy");
    assert_eq!(boosted.people[0].tiles.as_ref().unwrap().gained, [world.tiles[3]]);
}

#[tokio::test]
async fn t100_a_boost_opens_kinds_and_never_connections_or_rows() {
    let world = Flights::start().await;
    let boost = |user| change(Principal::User(user), Some(ContentRole::Viewer), Some(true));
    let eve = preview(&world, world.test.admin, boost(world.outsider)).await.unwrap();
    assert_eq!(told(&eve), [("Eve Elsewhere", ContentRole::Viewer, 0, 0, vec!["none: no role on the connection"])]);
    let vic = preview(&world, world.test.admin, boost(world.viewer)).await.unwrap();
    assert_eq!(told(&vic), [], "without a value there is nothing to see, boosted or not");
}

#[tokio::test]
async fn boosts_are_set_by_admins_and_by_queriers_where_members_may() {
    let world = Flights::start().await;
    let boost = || change(Principal::User(world.manager), Some(ContentRole::Viewer), Some(true));
    let table = [
        // available, members may, the analyst's connection role, what the analyst gets, what the admin gets
        (true, false, ConnectionRole::Querier, "boost_not_yours", "ok"),
        (true, true, ConnectionRole::Querier, "ok", "ok"),
        (true, true, ConnectionRole::RestrictedQuerier, "boost_not_yours", "ok"),
        (true, true, ConnectionRole::Modeler, "ok", "ok"),
        (false, true, ConnectionRole::Querier, "boost_unavailable", "boost_unavailable"),
        (false, false, ConnectionRole::Querier, "boost_unavailable", "boost_unavailable"),
    ];
    for (available, members, role, analyst, admin) in table {
        let switches = SettingsChange { boost_available: Some(available), members_may_boost: Some(members), ..Default::default() };
        app::settings::change(&world.test.app, &world.test.cx(world.test.admin), switches).await.unwrap();
        world.test.connection_role(world.connection, Principal::User(world.analyst), Some(role)).await;
        let case = format!("available {available}, members {members}, {role}");
        assert_eq!(code(&preview(&world, world.analyst, boost()).await), analyst, "{case}");
        assert_eq!(code(&preview(&world, world.test.admin, boost()).await), admin, "{case}");
        let access = app::sharing::get(&world.test.app, &world.test.cx(world.analyst), NodeId::Document(world.document)).await.unwrap();
        assert_eq!(access.can_boost, analyst == "ok", "{case}");
    }
}
