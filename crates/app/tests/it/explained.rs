//! Explanations and warnings say what the tiles answer: the same decision by another door.

use access::{NodeId, Principal};
use app::explain::{Action, Explanation};
use app::sharing::{AccessChange, GrantChange};
use app::tiles::DataAsk;
use app::warnings::Warnings;
use testkit::Flights;
use vocab::{ConnectionRole, ContentRole, UserId};

use crate::{code, tiles};

/// The tiles that have data.
const WITH_DATA: [usize; 4] = [0, 1, 2, 3];

async fn explained(world: &Flights, user: UserId) -> Explanation {
    let cx = world.test.cx(world.test.admin);
    app::explain::explain(&world.test.app, &cx, NodeId::Document(world.document), user, "view").await.unwrap()
}

async fn boost(world: &Flights, principal: Principal, on: bool) {
    let changes = vec![GrantChange { principal, role: Some(ContentRole::Viewer), boost: Some(on) }];
    let cx = world.test.cx(world.test.admin);
    let change = AccessChange { organization_role: None, changes };
    app::sharing::change(&world.test.app, &cx, NodeId::Document(world.document), change).await.unwrap();
}

/// The verdict on each tile is what the tile answers, and a refusal has the first reason that the tile gives.
async fn check_door(world: &Flights, user: UserId, what: &str) {
    let explanation = explained(world, user).await;
    let ask = DataAsk { tiles: Some(WITH_DATA.iter().map(|at| world.tiles[*at]).collect()), ..Default::default() };
    let answers = match tiles(world, &world.test.cx(user), ask).await {
        Ok(answers) => answers,
        Err(error) => vec![error.code().to_owned(); WITH_DATA.len()],
    };
    for (verdict, answer) in explanation.tiles.iter().zip(&answers) {
        let shown = answer.starts_with('[');
        assert_eq!(verdict.allowed, shown, "{what}: {} answers {answer}; {:?}", verdict.tile.title, verdict.reasons);
        let reasons: Vec<&str> = verdict.reasons.iter().map(|reason| reason.code.as_str()).collect();
        assert!(shown || answer == "not_found" || reasons.first() == Some(&answer.as_str()), "{what}: {answer} and {reasons:?}");
        assert!(verdict.reasons.iter().all(|reason| !reason.text.is_empty()));
    }
    assert_eq!(explanation.tiles.len(), answers.len());
}

#[tokio::test]
async fn the_door_and_the_explanation_agree_on_every_tile_for_everybody() {
    let world = Flights::start().await;
    let people = [world.analyst, world.manager, world.sql_manager, world.viewer, world.outsider, world.deactivated, world.test.admin];
    let roles = [None, Some(ConnectionRole::NoAccess), Some(ConnectionRole::RestrictedQuerier), Some(ConnectionRole::Querier)];
    for (at, role) in roles.into_iter().enumerate() {
        for boosted in [false, true] {
            world.test.connection_role(world.connection, Principal::User(world.viewer), role).await;
            boost(&world, Principal::User(world.viewer), boosted).await;
            boost(&world, Principal::Group(world.readers), at % 2 == 1 && boosted).await;
            if at == 2 {
                world.test.attribute(Principal::User(world.viewer), "carrier", "DL").await;
            }
            for user in people {
                check_door(&world, user, &format!("{role:?}, boosted {boosted}")).await;
            }
        }
    }
}

#[tokio::test]
async fn explain_names_connection_rows_and_what_would_help() {
    let world = Flights::start().await;
    let max = explained(&world, world.manager).await;
    assert_eq!(max.role, ContentRole::Viewer);
    assert_eq!(max.rows.iter().map(|rows| (rows.table.as_str(), rows.words.as_str())).collect::<Vec<_>>(), [("flights", "carrier = UA")]);
    assert_eq!((max.connections.len(), max.connections[0].role), (1, ConnectionRole::Viewer));
    assert!(max.connections[0].reasons[0].text.contains("a role of their own"), "{:?}", max.connections[0].reasons);
    let sql = max.tiles.iter().find(|tile| !tile.allowed).unwrap();
    let remedies: Vec<&str> = sql.remedies.iter().map(|remedy| remedy.code.as_str()).collect();
    assert_eq!(remedies, ["edit_tile", "enable_boost", "give_connection_role"]);

    let eve = explained(&world, world.outsider).await;
    assert!(!eve.allowed && eve.tiles.iter().all(|tile| !tile.allowed));
    assert_eq!(eve.remedies.iter().map(|remedy| remedy.code.as_str()).collect::<Vec<_>>(), ["grant_role", "join_group"]);
    assert!(eve.remedies[0].text.contains("role viewer"), "the least role that will do: {:?}", eve.remedies);
    assert_eq!(eve.rows[0].words, "none: no access to the document");
    let vic = explained(&world, world.viewer).await;
    assert_eq!(vic.rows[0].words, "none: refused, no value for carrier");
}

async fn warnings(world: &Flights, by: UserId) -> Result<Warnings, app::AppError> {
    app::warnings::of_report(&world.test.app, &world.test.cx(by), &world.document_ref(), world.report).await
}

fn causes(warnings: &Warnings, tile: usize) -> Vec<(&'static str, Vec<String>)> {
    let found = warnings.tiles.iter().find(|warning| warning.tile.title == format!("Tile {}", tile + 1));
    found
        .into_iter()
        .flat_map(|warning| &warning.causes)
        .map(|cause| (cause.code, cause.first.iter().map(|person| person.name.clone()).collect()))
        .collect()
}

#[tokio::test]
async fn warnings_name_people_causes_and_remedies_and_a_boost_takes_away_its_own_alone() {
    let world = Flights::start().await;
    let found = warnings(&world, world.analyst).await.unwrap();
    // Of those who can open it, the viewer has no value; admins have one neither, and SQL is for queriers.
    let vic = "Vic Viewer".to_owned();
    let missing = |tile| causes(&found, tile).into_iter().find(|(code, _)| *code == "missing_attribute").unwrap().1;
    assert!(missing(0).contains(&vic) && !missing(0).contains(&"Max Manager".to_owned()), "{:?}", missing(0));
    let kind = causes(&found, 3).into_iter().find(|(code, _)| *code == "kind_sql").unwrap().1;
    assert_eq!(kind, ["Max Manager", "Vic Viewer"]);
    let actions = |found: &Warnings| -> Vec<Option<Action>> {
        found.tiles.iter().flat_map(|tile| &tile.causes).flat_map(|cause| &cause.remedies).map(|remedy| remedy.action.clone()).collect()
    };
    assert!(!actions(&found).iter().flatten().any(|action| matches!(action, Action::SetAttribute(..))), "values are for admins to set");
    let by_admin = warnings(&world, world.test.admin).await.unwrap();
    assert!(actions(&by_admin).iter().any(|action| matches!(action, Some(Action::SetAttribute(name, _)) if name.as_str() == "carrier")));
    assert!(actions(&by_admin).contains(&Some(Action::Boost(NodeId::Document(world.document)))));

    boost(&world, Principal::Group(world.readers), true).await;
    let boosted = warnings(&world, world.analyst).await.unwrap();
    assert!(!causes(&boosted, 3).iter().any(|(code, _)| *code == "kind_sql"), "{:?}", causes(&boosted, 3));
    assert!(causes(&boosted, 3).iter().any(|(code, names)| *code == "missing_attribute" && names.contains(&vic)));
    assert_eq!(causes(&boosted, 0), causes(&found, 0), "a boost lifts no filter");

    assert_eq!(code(&warnings(&world, world.manager).await), "content_role");
    assert_eq!(code(&warnings(&world, world.outsider).await), "not_found");
}
