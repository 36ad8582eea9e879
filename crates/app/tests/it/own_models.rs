//! The own model of a document's workbook: who may write what of it, what its queries see, and how it becomes part of the shared model.

use std::collections::BTreeMap;
use std::str::FromStr;

use access::{NodeId, Principal};
use app::own_models::PromoteAsk;
use app::queries::{QueryAsk, Question};
use app::sharing::{AccessChange, GrantChange};
use app::{AppError, Cx};
use document::Project;
use semantics::Format;
use serde_json::json;
use testkit::Flights;
use vocab::{Ability, ConnectionRole, ContentRole};

use crate::{code, text};

const LATE: (&str, &str) = ("flights.view.yaml", "measures:\n  late: { aggregate_type: count, filters: { month: { gt: 1 } } }\n");
const GUARDED: (&str, &str) = ("flights.view.yaml", "dimensions:\n  twice: { sql: '${delay} * 2', type: integer }\n");
const PLAIN: (&str, &str) = ("flights.view.yaml", "dimensions:\n  copy: { sql: delay }\n");
const TOPIC: (&str, &str) = ("flights.topic.yaml", "label: Ours\n");
const NEW: (&str, &str) = ("mine.topic.yaml", "base_view: flights\nfields: [flights.carrier, flights.count]\n");

/// The files of the own model on the world's connection.
pub(crate) fn with(world: &Flights, project: &mut Project, files: &[(&str, &str)]) {
    let files: BTreeMap<String, String> = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    project.models = if files.is_empty() { BTreeMap::new() } else { BTreeMap::from([(world.connection, files)]) };
}

async fn load(world: &Flights, cx: &Cx) -> (Project, u64) {
    let loaded = app::documents::project(&world.test.app, cx, &world.document_ref()).await.unwrap();
    (loaded.value, loaded.version)
}

/// Saves the document with a change.
pub(crate) async fn save(world: &Flights, cx: &Cx, change: impl FnOnce(&mut Project)) -> Result<u64, AppError> {
    let (mut project, version) = load(world, cx).await;
    change(&mut project);
    app::documents::save_project(&world.test.app, cx, &world.document_ref(), version, project).await
}

/// An editor of the document with this connection role.
async fn editor(world: &Flights, name: &str, role: ConnectionRole) -> Cx {
    let user = world.test.user(name).await;
    world.test.grant(world.document.into(), Principal::User(user), Some(ContentRole::Editor)).await;
    world.test.connection_role(world.connection, Principal::User(user), Some(role)).await;
    world.test.attribute(Principal::User(user), "carrier", "UA").await;
    world.test.cx(user)
}

/// The codes of what is wrong with the files, or nothing.
fn faults(result: Result<u64, AppError>) -> Vec<String> {
    match result {
        Ok(_) => Vec::new(),
        Err(AppError::ModelInvalid(found)) => {
            found.iter().map(|found| format!("{}:{}:{} {}", found.file, found.line, found.column, found.code)).collect()
        }
        Err(other) => vec![other.code().to_owned()],
    }
}

async fn asked(world: &Flights, cx: &Cx, query: serde_json::Value, with_document: bool) -> Result<String, AppError> {
    let ask = QueryAsk {
        connection: world.connection,
        document: with_document.then(|| world.document_ref()),
        question: Question::Semantic(serde_json::from_value(query).unwrap()),
        limit: None,
        format: Format::Json,
    };
    Ok(carriers(&text(app::queries::run(&world.test.app, cx, ask).await?).await?))
}

/// The first cells of the rows, each once: the engine of these tests does not compute.
fn carriers(rows: &str) -> String {
    let rows: Vec<Vec<serde_json::Value>> = serde_json::from_str(rows).unwrap();
    let cells: std::collections::BTreeSet<String> =
        rows.iter().map(|row| row[0].as_str().map_or_else(|| row[0].to_string(), str::to_owned)).collect();
    cells.into_iter().collect::<Vec<_>>().join(" ")
}

/// The first tile asks this.
fn tile(project: &mut Project, query: serde_json::Value) {
    let document::TileContent::Query { query: of_tile, .. } = &mut project.reports[0].tabs[0].tiles[0].content else { panic!("a query") };
    *of_tile = serde_json::from_value(query).unwrap();
}

/// What the first tile answers somebody.
async fn shown(world: &Flights, cx: &Cx) -> Result<String, String> {
    let answer = crate::tiles(world, cx, Default::default()).await.unwrap().remove(0);
    if answer.starts_with('[') { Ok(carriers(&answer)) } else { Err(answer) }
}

async fn boost(world: &Flights) {
    let changes = vec![GrantChange { principal: Principal::Group(world.readers), role: Some(ContentRole::Viewer), boost: Some(true) }];
    let change = AccessChange { organization_role: None, changes };
    app::sharing::change(&world.test.app, &world.test.cx(world.test.admin), NodeId::Document(world.document), change).await.unwrap();
}

#[tokio::test]
async fn who_may_write_which_part() {
    let world = Flights::start().await;
    let people = [
        ("Via Viewer", ConnectionRole::Viewer, false, false),
        ("Rob Restricted", ConnectionRole::RestrictedQuerier, true, false),
        ("Quy Querier", ConnectionRole::Querier, true, true),
        ("Mod Modeler", ConnectionRole::Modeler, true, true),
    ];
    for (name, role, fields, structure) in people {
        let cx = editor(&world, name, role).await;
        for (file, may) in [
            (LATE, fields),
            (TOPIC, structure),
            (NEW, structure),
            (("model.yaml", "access_grants:\n  mine: { user_attribute: carrier, allowed_values: [UA] }\n"), structure),
            (("busy.view.yaml", "sql: select carrier from flights\ndimensions:\n  carrier: { type: text }\n"), structure),
        ] {
            let found = faults(save(&world, &cx, |project| with(&world, project, &[file])).await);
            let refused =
                if role == ConnectionRole::Viewer { "connection_unknown".to_owned() } else { format!("{}:1:1 connection_role", file.0) };
            assert_eq!(found, if may { Vec::new() } else { vec![refused] }, "{name} {}", file.0);
            if may {
                save(&world, &cx, |project| with(&world, project, &[])).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn every_error_of_an_own_model_is_told_with_its_place_and_nothing_is_saved() {
    let world = Flights::start().await;
    let ann = world.test.cx(world.analyst);
    let before = load(&world, &ann).await;
    let bad = (
        "flights.view.yaml",
        "row_policies: []\nmeasures:\n  late: { aggregate_type: summ }\n  later: { aggregate_type: sum, sql: nowhere }\n",
    );
    let found = faults(save(&world, &ann, |project| with(&world, project, &[bad, ("x", "")])).await);
    assert_eq!(found, ["file_name_invalid"]);
    let found = faults(save(&world, &ann, |project| with(&world, project, &[bad])).await);
    assert_eq!(
        found,
        ["flights.view.yaml:1:1 own_model_locked", "flights.view.yaml:3:27 value_invalid", "flights.view.yaml:4:38 column_unknown"]
    );
    assert_eq!(load(&world, &ann).await, before);
    // The check of the page says the same, and is for editors.
    let files = BTreeMap::from([(bad.0.to_owned(), bad.1.to_owned())]);
    let check = |cx: Cx| {
        let (app, document, files) = (world.test.app.clone(), world.document_ref(), files.clone());
        let connection = world.connection;
        async move { app::own_models::check(&app, &cx, &document, connection, files).await }
    };
    assert_eq!(check(ann).await.unwrap().len(), 3);
    assert_eq!(code(&check(world.test.cx(world.viewer)).await), "content_role");
    assert_eq!(code(&check(world.test.cx(world.outsider)).await), "not_found");
}

#[tokio::test]
async fn a_new_field_answers_in_the_workbook_and_on_the_report_and_nowhere_else() {
    let world = Flights::start().await;
    let (ann, max) = (world.test.cx(world.analyst), world.test.cx(world.manager));
    let rob = editor(&world, "Rob Restricted", ConnectionRole::RestrictedQuerier).await;
    let query = || json!({"topic": "flights", "fields": ["flights.carrier", "flights.late"], "sorts": [{"field": "flights.carrier"}]});
    save(&world, &rob, |project| {
        with(&world, project, &[LATE]);
        tile(project, query());
    })
    .await
    .unwrap();
    assert_eq!(asked(&world, &ann, query(), true).await.unwrap(), "AA DL UA");
    assert_eq!(asked(&world, &rob, query(), true).await.unwrap(), "UA", "the row policy holds");
    assert_eq!(code(&asked(&world, &ann, query(), false).await), "field_unknown", "the shared model knows nothing of it");
    assert_eq!(shown(&world, &max).await, Ok("UA".to_owned()), "a viewer of the connection sees a topic's tile");
    let topic = |document: bool| {
        let (app, cx, connection, name) = (&world.test.app, &rob, world.connection, "flights".parse().unwrap());
        let document = document.then(|| world.document_ref());
        async move {
            let topic = app::topics::get(app, cx, connection, name, document.as_ref()).await.unwrap();
            topic.views[0].fields.iter().filter(|field| field.own).map(|field| field.field.to_string()).collect::<Vec<_>>()
        }
    };
    assert_eq!((topic(true).await, topic(false).await), (vec!["flights.late".to_owned()], Vec::new()));
}

#[tokio::test]
async fn an_altered_topic_is_for_queriers_and_the_boosted() {
    let world = Flights::start().await;
    let (ann, max, sam) = (world.test.cx(world.analyst), world.test.cx(world.manager), world.test.cx(world.sql_manager));
    let rob = editor(&world, "Rob Restricted", ConnectionRole::RestrictedQuerier).await;
    let query = || json!({"topic": "flights", "fields": ["flights.carrier"]});
    for (files, topic) in [(TOPIC, "flights"), (NEW, "mine")] {
        let query = || json!({"topic": topic, "fields": ["flights.carrier"]});
        save(&world, &ann, |project| {
            with(&world, project, &[files]);
            tile(project, query());
        })
        .await
        .unwrap();
        assert_eq!(shown(&world, &max).await, Err("query_kind".to_owned()));
        assert_eq!(shown(&world, &sam).await, Ok("UA".to_owned()));
        assert_eq!(code(&asked(&world, &rob, query(), true).await), "query_kind");
        assert_eq!(asked(&world, &ann, query(), true).await.unwrap(), "AA DL UA");
        // What they may not ask is not on the list of topics either.
        for (cx, listed) in [(&rob, false), (&ann, true)] {
            let topics = app::topics::list(&world.test.app, cx, world.connection, Some(&world.document_ref())).await.unwrap();
            assert_eq!(topics.iter().any(|found| found.name.as_str() == topic), listed);
        }
    }
    // A boost opens the tile on the dashboard, under the same rows, and not the workbook.
    save(&world, &ann, |project| {
        with(&world, project, &[TOPIC]);
        tile(project, query());
    })
    .await
    .unwrap();
    boost(&world).await;
    assert_eq!(shown(&world, &max).await, Ok("UA".to_owned()));
    assert_eq!(code(&asked(&world, &rob, query(), true).await), "query_kind");
}

#[tokio::test]
async fn t29_a_field_of_ones_own_on_a_guarded_one_is_as_guarded() {
    let world = Flights::start().await;
    let (ann, sam) = (world.test.cx(world.analyst), world.test.cx(world.sql_manager));
    // Who does not hold the guard does not get to write such a field: the one it looks at is not there for them.
    for files in [GUARDED, PLAIN] {
        let found = faults(save(&world, &ann, |project| with(&world, project, &[files])).await);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with("_unknown"), "{found:?}");
    }
    world.test.attribute(Principal::User(world.analyst), "internal", "yes").await;
    for (files, field) in [(GUARDED, "twice"), (PLAIN, "copy")] {
        let query = || json!({"topic": "flights", "fields": [format!("flights.{field}")], "sorts": [{"field": format!("flights.{field}")}], "limit": 1});
        save(&world, &ann, |project| with(&world, project, &[files])).await.unwrap();
        assert!(asked(&world, &ann, query(), true).await.is_ok());
        world.test.grant(world.document.into(), Principal::User(world.sql_manager), Some(ContentRole::Editor)).await;
        assert_eq!(code(&asked(&world, &sam, query(), true).await), "field_unknown");
    }
}

#[tokio::test]
async fn t28_changing_what_a_tile_means_asks_its_author_again() {
    let world = Flights::start().await;
    let ann = world.test.cx(world.analyst);
    world.test.attribute(Principal::User(world.analyst), "internal", "yes").await;
    let rob = editor(&world, "Rob Restricted", ConnectionRole::RestrictedQuerier).await;
    let late = json!({"topic": "flights", "fields": ["flights.late"]});
    save(&world, &ann, |project| {
        with(&world, project, &[LATE, NEW]);
        tile(project, late.clone());
    })
    .await
    .unwrap();
    // Another field of the same document, and the SQL tile of the analyst stays what it was.
    let more = format!("{}  more: {{ aggregate_type: count }}\n", LATE.1);
    save(&world, &rob, |project| with(&world, project, &[(LATE.0, &more), NEW])).await.unwrap();
    // What the analyst wrote is not theirs to change or to take away.
    for files in [vec![(LATE.0, more.as_str())], vec![(LATE.0, more.as_str()), (NEW.0, "base_view: flights\n")]] {
        assert_eq!(faults(save(&world, &rob, |project| with(&world, project, &files)).await), ["mine.topic.yaml:1:1 connection_role"]);
    }
    // Nor may the field under a tile become one that they could not query.
    let planted = LATE.1.replace("month: { gt: 1 }", "delay: { gt: 1 }");
    let found = faults(save(&world, &rob, |project| with(&world, project, &[(LATE.0, &planted), NEW])).await);
    assert_eq!(found, ["flights.view.yaml:2:45 field_unknown"]);
    // A field that a tile needs is not taken away in passing.
    let found = faults(save(&world, &rob, |project| with(&world, project, &[NEW])).await);
    assert_eq!(found, ["field_unknown"]);
}

#[tokio::test]
async fn a_viewer_of_the_workbook_sees_topics_and_no_model_text() {
    let world = Flights::start().await;
    let ann = world.test.cx(world.analyst);
    world.test.connection_role(world.connection, Principal::User(world.manager), Some(ConnectionRole::Querier)).await;
    let change = BTreeMap::from([(Ability::ViewWorkbook, true)]);
    app::abilities::change(&world.test.app, &ann, &world.document_ref(), change).await.unwrap();
    let max = world.test.cx(world.manager);
    let count = |project: &Project| project.reports[0].tiles().count();
    for (files, topic, tiles, asks) in
        [(LATE, "flights", 4, "ok"), (TOPIC, "flights", 1, "workbook_topics_only"), (NEW, "flights", 4, "ok")]
    {
        save(&world, &ann, |project| with(&world, project, &[files])).await.unwrap();
        let (seen, _) = load(&world, &max).await;
        assert!(seen.models.is_empty(), "{}", files.0);
        assert_eq!(count(&seen), tiles, "{}", files.0);
        let asked = asked(&world, &max, json!({"topic": topic, "fields": ["flights.carrier"]}), true).await;
        assert_eq!(asked.as_ref().map_or_else(AppError::code, |_| "ok"), asks, "{}", files.0);
    }
}

#[tokio::test]
async fn a_promotion_moves_it_into_the_shared_model() {
    let world = Flights::start().await;
    let (ann, max, ada) = (world.test.cx(world.analyst), world.test.cx(world.manager), world.test.cx(world.test.admin));
    let mod_cx = editor(&world, "Mod Modeler", ConnectionRole::Modeler).await;
    let query = || json!({"topic": "mine", "fields": ["flights.carrier", "flights.late"]});
    let topic = ("mine.topic.yaml", "base_view: flights\nfields: [flights.carrier, flights.late]\n");
    save(&world, &ann, |project| {
        with(&world, project, &[LATE, topic]);
        tile(project, query());
    })
    .await
    .unwrap();
    assert_eq!(shown(&world, &max).await, Err("query_kind".to_owned()));
    let model = || async { app::models::get(&world.test.app, &ada, world.connection).await.unwrap() };
    let from = model().await;
    let promote = |cx: &Cx, files: Option<&[&str]>, from_version: u64, dry_run: bool| {
        let ask = PromoteAsk {
            document: world.document_ref(),
            document_version: None,
            files: files.map(|files| files.iter().map(|name| (*name).to_owned()).collect()),
            from_version,
            dry_run,
        };
        let (app, cx, connection) = (world.test.app.clone(), cx.clone(), world.connection);
        async move { app::own_models::promote(&app, &cx, connection, ask).await }
    };
    // For modelers who may edit the document.
    let stranger = world.test.user("Str Anger").await;
    world.test.connection_role(world.connection, Principal::User(stranger), Some(ConnectionRole::Modeler)).await;
    for (cx, expected) in [
        (&ann, "connection_role"),
        (&max, "connection_role"),
        (&world.test.cx(world.outsider), "not_found"),
        (&world.test.cx(stranger), "not_found"),
    ] {
        assert_eq!(code(&promote(cx, None, from.version, false).await), expected);
    }
    assert_eq!(code(&promote(&mod_cx, None, from.version + 1, false).await), "version_clash");
    assert_eq!(code(&promote(&mod_cx, Some(&["x.view.yaml"]), from.version, false).await), "nothing_to_promote");
    // A topic without the field that it is about does not check.
    assert_eq!(code(&promote(&mod_cx, Some(&["mine.topic.yaml"]), from.version, false).await), "model_invalid");
    // A dry run shows the files and changes nothing.
    let dry = promote(&mod_cx, None, from.version, true).await.unwrap();
    assert_eq!(
        dry.files.iter().map(|file| (file.name.as_str(), file.before.is_some())).collect::<Vec<_>>(),
        [("flights.view.yaml", true), ("mine.topic.yaml", false)]
    );
    assert_eq!((model().await.version, load(&world, &ann).await.0.models.len()), (from.version, 1));
    // One by one.
    let first = promote(&mod_cx, Some(&["flights.view.yaml"]), from.version, false).await.unwrap();
    assert_eq!(load(&world, &ann).await.0.own_model(world.connection).0.keys().collect::<Vec<_>>(), ["mine.topic.yaml"]);
    assert_eq!(shown(&world, &max).await, Err("query_kind".to_owned()), "the topic is the workbook's own still");
    let done = promote(&mod_cx, None, first.version, false).await.unwrap();
    assert!(done.version > first.version && done.document_version > first.document_version);
    assert_eq!(shown(&world, &max).await, Ok("UA".to_owned()), "the tile is on a topic now");
    assert!(load(&world, &ann).await.0.models.is_empty());
    let files = model().await.files;
    assert_eq!(files["mine.topic.yaml"], topic.1);
    assert!(
        files["flights.view.yaml"].ends_with(
            "measures:\n  count:\n    aggregate_type: count\n  late: { aggregate_type: count, filters: { month: { gt: 1 } } }\n"
        ),
        "{}",
        files["flights.view.yaml"]
    );
    assert_eq!(code(&promote(&mod_cx, None, done.version, false).await), "nothing_to_promote");
}

#[tokio::test]
async fn an_own_model_that_the_shared_one_left_behind_gives_way() {
    let world = Flights::start().await;
    let (ann, max, ada) = (world.test.cx(world.analyst), world.test.cx(world.manager), world.test.cx(world.test.admin));
    save(&world, &ann, |project| with(&world, project, &[LATE])).await.unwrap();
    // A modeler takes the field that it is computed from.
    let model = app::models::get(&world.test.app, &ada, world.connection).await.unwrap();
    let text = model.files["flights.view.yaml"].replace("  month:\n    label: Month\n", "");
    app::models::put_file(&world.test.app, &ada, world.connection, "flights.view.yaml".to_owned(), text, model.version).await.unwrap();
    assert_eq!(code(&asked(&world, &ann, json!({"topic": "flights", "fields": ["flights.late"]}), true).await), "field_unknown");
    assert_eq!(shown(&world, &max).await, Ok("UA".to_owned()), "other tiles answer under the same rules");
    // The document can be saved as long as nobody touches its model, and be mended.
    save(&world, &ann, |project| project.reports[0].name = "Still here".parse().unwrap()).await.unwrap();
    save(&world, &ann, |project| with(&world, project, &[])).await.unwrap();
}

#[tokio::test]
async fn a_warning_about_an_altered_topic_offers_the_promotion() {
    let world = Flights::start().await;
    let ann = world.test.cx(world.analyst);
    let mod_cx = editor(&world, "Mod Modeler", ConnectionRole::Modeler).await;
    save(&world, &ann, |project| {
        with(&world, project, &[NEW]);
        tile(project, json!({"topic": "mine", "fields": ["flights.carrier"]}));
    })
    .await
    .unwrap();
    for (cx, promotes) in [(&ann, false), (&mod_cx, true)] {
        let warnings = app::warnings::of_report(&world.test.app, cx, &world.document_ref(), world.report).await.unwrap();
        let tile = warnings.tiles.iter().find(|tile| tile.tile.id == world.tiles[0]).expect("a warning");
        let cause = tile.causes.iter().find(|cause| cause.code == "kind_altered_topic").expect("the cause");
        let remedy = cause.remedies.iter().find(|remedy| remedy.code == "promote_model").expect("the remedy");
        assert_eq!(remedy.action.is_some(), promotes);
    }
}

#[tokio::test]
async fn t01_a_visitor_of_a_link_gets_no_more_by_a_workbooks_model() {
    let world = Flights::start().await;
    let ann = world.test.cx(world.analyst);
    let link = world.public_link(Some("UA")).await;
    let slug = vocab::Secret::new(link.url.rsplit('/').next().unwrap().to_owned());
    let nobody = world.test.nobody();
    let first = || async {
        let events = app::visits::stream(&world.test.app, &nobody, &slug, Default::default()).await.unwrap();
        let answer = crate::outcomes(events).await.remove(0);
        if answer.starts_with('[') { carriers(&answer) } else { answer }
    };
    for (files, query, expected) in [
        (LATE, json!({"topic": "flights", "fields": ["flights.carrier", "flights.late"]}), "UA"),
        (NEW, json!({"topic": "mine", "fields": ["flights.carrier"]}), "query_kind"),
        (TOPIC, json!({"topic": "flights", "fields": ["flights.carrier"]}), "query_kind"),
    ] {
        save(&world, &ann, |project| {
            with(&world, project, &[files]);
            tile(project, query);
        })
        .await
        .unwrap();
        assert_eq!(first().await, expected, "{}", files.0);
        let shown = format!("{:?}", app::visits::view(&world.test.app, &nobody, &slug).await.unwrap());
        assert!(!shown.contains(files.1.lines().next().unwrap()) && !shown.contains(files.0), "no text of a model leaves: {shown}");
    }
}

#[tokio::test]
async fn t03_a_model_tells_nothing_to_editors_who_may_not_query_its_connection() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let ned = editor(&world, "Ned Nothing", ConnectionRole::NoAccess).await;
    let elsewhere = vocab::ConnectionId::from_str("con_0192f0c1a2b37c4d8e5f60718293a4b5").unwrap();
    for text in ["dimensions: { x: { sql: '${carrier}' } }\n", "dimensions: { x: { sql: '${nothing}' } }\n", "row_policies: []\n"] {
        let files = BTreeMap::from([("flights.view.yaml".to_owned(), text.to_owned())]);
        let real = app::own_models::check(app, &ned, &world.document_ref(), world.connection, files.clone()).await;
        let absent = app::own_models::check(app, &ned, &world.document_ref(), elsewhere, files).await;
        assert_eq!((code(&real), code(&absent)), ("not_found", "not_found"));
        let saved = save(&world, &ned, |project| with(&world, project, &[("flights.view.yaml", text)])).await;
        let nowhere = save(&world, &ned, |project| {
            project.models = BTreeMap::from([(elsewhere, BTreeMap::from([("flights.view.yaml".to_owned(), text.to_owned())]))]);
        })
        .await;
        let said = |result: &Result<u64, AppError>, id: vocab::ConnectionId| {
            result.as_ref().unwrap_err().to_string().replace(&id.to_string(), "?")
        };
        assert_eq!(said(&saved, world.connection), said(&nowhere, elsewhere));
    }
}

#[tokio::test]
async fn t40_a_revoked_role_ends_what_a_workbook_adds_at_once() {
    let world = Flights::start().await;
    let (ann, sam) = (world.test.cx(world.analyst), world.test.cx(world.sql_manager));
    save(&world, &ann, |project| {
        with(&world, project, &[NEW]);
        tile(project, json!({"topic": "mine", "fields": ["flights.carrier"]}));
    })
    .await
    .unwrap();
    assert_eq!(shown(&world, &sam).await, Ok("UA".to_owned()));
    for (role, expected) in [(Some(ConnectionRole::Viewer), "query_kind"), (None, "query_kind"), (Some(ConnectionRole::Querier), "UA")] {
        world.test.connection_role(world.connection, Principal::User(world.sql_manager), role).await;
        let answer = shown(&world, &sam).await;
        assert_eq!(answer.unwrap_or_else(|code| code), expected, "{role:?}");
    }
}
