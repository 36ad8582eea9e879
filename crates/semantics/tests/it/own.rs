//! A workbook's own model: what it may add, what it may not touch, and what it makes of a query's kind.

use access::QueryKind::{self, AllViews, AlteredTopic, Topic};
use semantics::{Author, Checked, CompileError, ModelFiles, OwnChange, Readable, check_own, compile, own_change};

use crate::compiled::{NOW, query};
use crate::demo;

fn own(files: &[(&str, &str)]) -> ModelFiles {
    ModelFiles::from_pairs(files.iter().copied())
}

fn checked(files: &[(&str, &str)]) -> Checked {
    check_own(&demo::model(), &demo::files(), &own(files), &demo::catalog(), None)
}

/// The kind of a query on the demo model with these own files; and whatever they are, the rules of tables are those of the shared model.
#[track_caller]
fn check_kind(files: &[(&str, &str)], asked: &str, expected: QueryKind) {
    let checked = checked(files);
    let model = checked.model.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    assert_eq!(model.rules().tables, demo::model().rules().tables);
    let compiled = compile(&model, &query(asked), &Readable::everything(), NOW).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(compiled.kind, expected, "{files:?} {asked}");
}

const LATE: (&str, &str) = ("flights.view.yaml", "measures:\n  late_share:\n    sql: 1.0 * ${delayed_arrivals} / nullif(${count}, 0)\n");
const FIELDS: (&str, &str) = (
    "flights.view.yaml",
    "dimensions:
  loud: { sql: upper(carrier) }
  again: { sql: '${loud}' }
  raw: { sql: dep_time }
  raw_again: { sql: '${raw} + 1', type: integer }
  utc: { sql: '${time_hour_utc}' }
  far: { sql: '${distance} > 2000' }
measures:
  rows: { aggregate_type: count }
  far_rows: { aggregate_type: count, filters: { far: { is: true } } }
  raw_rows: { aggregate_type: count, filters: { raw: { gt: 1200 } } }
  raw_sum: { aggregate_type: sum, sql: sched_dep_time }
",
);
const AGAIN: (&str, &str) = (
    "relationships.yaml",
    "- join_from_view: weather
  join_to_view: airports
  join_to_view_as: station
  relationship_type: many_to_one
  on_sql: ${weather.origin} = ${station.code}
",
);

#[test]
fn the_kind_of_a_query_is_told_by_what_the_workbook_changes() {
    let on = |topic: &str, field: &str| format!(r#"{{"topic":"{topic}","fields":["{field}"]}}"#);
    type Case<'c> = (&'c [(&'c str, &'c str)], &'c str, &'c str, QueryKind);
    let cases: &[Case<'_>] = &[
        (&[], "flights", "flights.count", Topic),
        // A field made of what the topic offers is a field of the topic.
        (&[LATE], "flights", "flights.late_share", Topic),
        (&[LATE], "flights", "flights.count", Topic),
        (&[FIELDS], "flights", "flights.loud", Topic),
        (&[FIELDS], "flights", "flights.again", Topic),
        (&[FIELDS], "flights", "flights.far_rows", Topic),
        (&[FIELDS], "flights", "flights.rows", Topic),
        // One that looks at a column, a hidden field, or a field that the topic leaves out, is not.
        (&[FIELDS], "flights", "flights.raw", AlteredTopic),
        (&[FIELDS], "flights", "flights.raw_again", AlteredTopic),
        (&[FIELDS], "flights", "flights.utc", AlteredTopic),
        (&[FIELDS], "flights", "flights.raw_rows", AlteredTopic),
        (&[FIELDS], "flights", "flights.raw_sum", AlteredTopic),
        (&[FIELDS], "weather", "flights.far", AlteredTopic),
        (&[FIELDS], "weather", "flights.far_rows", AlteredTopic),
        (&[FIELDS], "weather", "flights.loud", Topic),
        (&[FIELDS], "weather", "flights.count", Topic),
        // Topics that the workbook changes or adds.
        (&[("weather.topic.yaml", "joins:\n  flights:\n    airlines: {}\n")], "weather", "weather.count", AlteredTopic),
        (&[("weather.topic.yaml", "fields: [weather.*, flights.*]\n")], "weather", "flights.distance", AlteredTopic),
        (&[("flights.topic.yaml", "label: Mine\n")], "flights", "flights.count", AlteredTopic),
        (&[("flights.topic.yaml", "label: Mine\n")], "weather", "flights.count", Topic),
        (&[("mine.topic.yaml", "base_view: planes\n")], "mine", "planes.count", AlteredTopic),
        // A relationship that no topic of the shared model uses changes none of them.
        (&[AGAIN], "weather", "weather.count", Topic),
        (
            &[AGAIN, ("weather.topic.yaml", "joins: { station: {} }\nfields: [weather.*, station.*]\n")],
            "weather",
            "station.name",
            AlteredTopic,
        ),
        // A view of its own.
        (
            &[
                (
                    "busy.view.yaml",
                    "sql: select carrier, count(*) as n from flights group by carrier\ndimensions:\n  carrier: {type: text}\n  n: {type: integer}\n",
                ),
                ("busy.topic.yaml", "base_view: busy\n"),
            ],
            "busy",
            "busy.n",
            AlteredTopic,
        ),
    ];
    for (files, topic, field, expected) in cases {
        check_kind(files, &on(topic, field), *expected);
    }
    check_kind(&[FIELDS], r#"{"fields":["flights.raw"]}"#, AllViews);
    // A filter makes of the kind what a field does.
    check_kind(
        &[FIELDS],
        r#"{"topic":"flights","fields":["flights.count"],"filters":[{"field":"flights.raw","op":"gt","values":[1]}]}"#,
        AlteredTopic,
    );
}

#[test]
fn a_bin_does_not_offer_the_number_that_it_is_made_of() {
    let shared = ModelFiles::from_pairs([
        (
            "planes.view.yaml",
            "table_name: planes\ndimensions:\n  size: { sql: seats, bins: [100] }\n  model: {}\nmeasures:\n  count: { aggregate_type: count }\n",
        ),
        ("planes.topic.yaml", "base_view: planes\n"),
    ]);
    let base = semantics::check(&shared, &demo::catalog()).model.unwrap();
    for (sql, expected) in [("${size}", AlteredTopic), ("seats", AlteredTopic), ("${model}", Topic), ("model", Topic)] {
        let text = format!("dimensions:\n  mine: {{ sql: \"{sql}\" }}\n");
        let checked = check_own(&base, &shared, &own(&[("planes.view.yaml", &text)]), &demo::catalog(), None);
        let model = checked.model.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
        let compiled = compile(&model, &query(r#"{"topic":"planes","fields":["planes.mine"]}"#), &Readable::everything(), NOW).unwrap();
        assert_eq!(compiled.kind, expected, "{sql}");
    }
}

#[test]
fn t29_what_guards_and_narrows_is_not_for_a_workbook() {
    let flights = |text: &str| vec![("flights.view.yaml".to_owned(), text.to_owned())];
    let one = |name: &str, text: &str| vec![(name.to_owned(), text.to_owned())];
    let cases = [
        // Rules of a view of the shared model.
        (flights("row_policies: []\n"), "1:1 own_model_locked"),
        (
            flights("measures:\n  mine: { aggregate_type: count }\nrow_policies:\n  - field: carrier\n    user_attribute: nobody\n"),
            "3:1 own_model_locked",
        ),
        (flights("required_access_grants: []\n"), "1:1 own_model_locked"),
        (flights("hidden: false\n"), "1:1 own_model_locked"),
        (flights("table_name: planes\n"), "1:1 own_model_locked"),
        (flights("sql: select * from flights\n"), "1:1 own_model_locked"),
        (flights("primary_key: carrier\n"), "1:1 own_model_locked"),
        // Its fields, their guards and masks.
        (flights("dimensions:\n  tailnum: { sql: tailnum }\n"), "2:3 own_model_locked"),
        (flights("dimensions:\n  count: { sql: carrier }\n"), "2:3 own_model_locked"),
        (flights("dimensions:\n  mine:\n    sql: tailnum\n    mask: { unless: mine, with: null }\n"), "4:5 own_model_locked"),
        (one("planes.view.yaml", "dimensions:\n  seats: { required_access_grants: [] }\n"), "2:3 own_model_locked"),
        // Access grants and defaults.
        (
            one("model.yaml", "access_grants:\n  fleet_details: { user_attribute: department, allowed_values: [all] }\n"),
            "2:3 own_model_locked",
        ),
        (one("model.yaml", "default_topic_required_access_grants: []\n"), "1:1 own_model_locked"),
        (one("model.yaml", "default_topic_access_filters: []\n"), "1:1 own_model_locked"),
        // Topics and joins.
        (one("flights.topic.yaml", "access_filters: []\n"), "1:1 own_model_locked"),
        (one("flights.topic.yaml", "label: x\nrequired_access_grants: []\n"), "2:1 own_model_locked"),
        (one("flights.topic.yaml", "always_where_filters: {}\n"), "1:1 own_model_locked"),
        (one("flights.topic.yaml", "base_view: planes\n"), "1:1 own_model_locked"),
        (
            one(
                "relationships.yaml",
                "- join_from_view: airlines\n  join_to_view: flights\n  relationship_type: one_to_many\n  on_sql: ${airlines.carrier} = ${flights.carrier}\n",
            ),
            "1:3 own_model_locked",
        ),
        // A view of its own brings no rules along, and no name of another.
        (one("mine.view.yaml", "table_name: flights\nrow_policies: []\n"), "2:1 own_model_locked"),
        (one("origin.view.yaml", "table_name: flights\ndimensions: { carrier: {} }\n"), "1:1 name_taken"),
        (one("mine.yaml", "x: 1\n"), "1:1 file_unknown"),
    ];
    for (files, expected) in cases {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let checked = checked(&files);
        assert!(checked.model.is_none(), "{files:?}");
        let found: Vec<String> =
            checked.diagnostics.iter().map(|found| format!("{}:{} {}", found.line, found.column, found.code)).collect();
        assert!(found.iter().any(|found| found == expected), "{files:?}: {:#?}", checked.diagnostics);
        assert!(checked.diagnostics.iter().all(|found| found.file == files[0].0), "{:#?}", checked.diagnostics);
    }
}

#[test]
fn a_guard_follows_into_a_workbook() {
    let files = [(
        "planes.view.yaml",
        "dimensions:
  chairs: { sql: seats }
  many: { sql: '${seats} > 100' }
  many_again: { sql: '${many}' }
measures:
  all_chairs: { aggregate_type: sum, sql: '${seats}' }
  big: { aggregate_type: count, filters: { many: { is: true } } }
",
    )];
    let model = checked(&files).model.unwrap();
    let nobody = Readable::new(|_, guard| guard.is_open(), |_, _| Ok(Vec::new()));
    for field in ["chairs", "many", "many_again", "all_chairs", "big"] {
        let asked = query(&format!(r#"{{"topic":"fleet","fields":["planes.{field}"]}}"#));
        assert!(matches!(compile(&model, &asked, &nobody, NOW), Err(CompileError::FieldUnknown { .. })), "{field}");
        assert!(compile(&model, &asked, &Readable::everything(), NOW).is_ok(), "{field}");
    }
    assert_eq!(model.rules().tables, demo::model().rules().tables, "the column stays hidden from SQL");
}

#[test]
fn rules_of_a_shared_topic_hold_on_a_changed_one_and_the_defaults_on_a_new_one() {
    let mut shared = demo::files();
    shared.0.insert(
        "model.yaml".to_owned(),
        "access_grants:\n  fleet_details: { user_attribute: department, allowed_values: [x] }\n  staff: { user_attribute: staff, allowed_values: [x] }\ndefault_topic_required_access_grants: [staff]\ndefault_topic_access_filters:\n  - { field: flights.carrier, user_attribute: carrier }\n".to_owned(),
    );
    let base = semantics::check(&shared, &demo::catalog()).model.unwrap();
    let files = own(&[
        ("flights.topic.yaml", "joins: { planes: {} }\nfields: [flights.count]\n"),
        ("mine.topic.yaml", "base_view: flights\nrequired_access_grants: []\naccess_filters: []\n"),
    ]);
    let checked = check_own(&base, &shared, &files, &demo::catalog(), None);
    let model = checked.model.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    for name in ["flights", "mine"] {
        let rules = model.topic(&name.parse().unwrap()).unwrap().rules();
        assert_eq!((rules.required.to_string().as_str(), rules.access_filters.len()), ("staff", 1), "{name}");
    }
}

#[test]
fn t30_what_an_author_may_not_know_of_is_not_there_in_their_files() {
    let nobody = Readable::new(|_, guard| guard.is_open(), |_, _| Ok(Vec::new()));
    let say = |files: &[(&str, &str)], topics_only: bool| {
        let written = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        let author = Author { who: &nobody, topics_only, modeler: false, files: &written };
        let checked = check_own(&demo::model(), &demo::files(), &own(files), &demo::catalog(), Some(&author));
        checked
            .diagnostics
            .iter()
            .map(|found| format!("{} {}:{} {} {:?}", found.code, found.line, found.column, found.message, found.hint))
            .collect::<Vec<_>>()
    };
    type Shape = fn(&str) -> (&'static str, String);
    let shapes: &[Shape] = &[
        |name| ("planes.view.yaml", format!("dimensions:\n  x: {{ type: text, sql: \"${{{name}}}\" }}\n")),
        |name| ("planes.view.yaml", format!("dimensions:\n  x: {{ type: text, sql: {name} }}\n")),
        |name| ("planes.view.yaml", format!("dimensions:\n  x: {{ type: text, sql: '{}' }}\n", name.to_uppercase())),
        |name| ("planes.view.yaml", format!("dimensions:\n  x: {{ type: text, sql: '\"{name}\"' }}\n")),
        |name| ("planes.view.yaml", format!("dimensions:\n  x: {{ type: text, sql: '${{TABLE}}.{name}' }}\n")),
        |name| ("planes.view.yaml", format!("measures:\n  x: {{ aggregate_type: sum, sql: '${{{name}}}' }}\n")),
        |name| ("planes.view.yaml", format!("measures:\n  x: {{ aggregate_type: count, filters: {{ {name}: 1 }} }}\n")),
        |name| ("flights.view.yaml", format!("dimensions:\n  x: {{ type: text, sql: '${{planes.{name}}}' }}\n")),
        |name| ("fleet.topic.yaml", format!("fields: [planes.{name}]\n")),
        |name| ("fleet.topic.yaml", format!("default_filters: {{ planes.{name}: 1 }}\n")),
        |name| {
            let on = format!("${{flights.flight}} = ${{twin.{name}}}");
            (
                "relationships.yaml",
                format!(
                    "- join_from_view: flights\n  join_to_view: planes\n  join_to_view_as: twin\n  relationship_type: many_to_one\n  on_sql: {on}\n"
                ),
            )
        },
    ];
    for (at, shape) in shapes.iter().enumerate() {
        for topics_only in [false, true] {
            let said = |name: &str| {
                let (file, text) = shape(name);
                say(&[(file, &text)], topics_only).join("\n").replace(name, "?").replace(&name.to_uppercase(), "?")
            };
            // The guarded field, and the same letters that nothing is called.
            let (guarded, nothing) = (said("seats"), said("staes"));
            assert_eq!(guarded, nothing, "shape {at}, topics only: {topics_only}");
            assert!(!nothing.is_empty() && !nothing.contains("Some("), "shape {at}: {nothing}");
        }
    }
    // Somebody who may query topics alone gets to no column that none of them shows, and whoever may query everything does.
    for (sql, topics, all) in
        [("dep_time", false, true), ("carrier", true, true), ("${time_hour_utc}", false, true), ("${route}", true, true)]
    {
        let text = format!("dimensions:\n  x: {{ type: text, sql: \"{sql}\" }}\n");
        assert_eq!(say(&[("flights.view.yaml", &text)], true).is_empty(), topics, "{sql}");
        assert_eq!(say(&[("flights.view.yaml", &text)], false).is_empty(), all, "{sql}");
    }
}

#[test]
fn a_view_of_a_workbook_comes_to_no_table_that_sql_does_not_come_to() {
    let mut shared = demo::files();
    shared.0.remove("airlines.view.yaml");
    shared.0.insert("names.view.yaml".to_owned(), "sql: select name from airlines\ndimensions:\n  name: { type: text }\n".to_owned());
    shared.0.retain(|name, _| !name.ends_with(".topic.yaml") && name != "relationships.yaml");
    let base = semantics::check(&shared, &demo::catalog()).model.unwrap();
    let say = |text: &str| {
        let checked = check_own(&base, &shared, &own(&[("mine.view.yaml", text)]), &demo::catalog(), None);
        checked.diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    let view = "dimensions:\n  name: { type: text }\n";
    for source in ["table_name: airlines", "sql: select name from airlines", "sql: select a.name from planes p join airlines a on true"] {
        assert_eq!(say(&format!("{source}\n{view}")), ["the connection has no table `airlines`"], "{source}");
    }
    assert_eq!(say(&format!("table_name: nowhere\n{view}")), ["the connection has no table `nowhere`"]);
    assert_eq!(say(&format!("sql: select manufacturer as name from planes\n{view}")), [""; 0]);
}

#[test]
fn what_is_changed_is_told_by_its_file() {
    let base = demo::model();
    let (fields, structure) = (OwnChange { fields: true, structure: false }, OwnChange { fields: false, structure: true });
    let cases = [
        ("flights.view.yaml", fields),
        ("origin.view.yaml", fields),
        ("mine.view.yaml", structure),
        ("flights.topic.yaml", structure),
        ("relationships.yaml", structure),
        ("model.yaml", structure),
        ("x", structure),
    ];
    for (name, expected) in cases {
        let (before, after) = (own(&[("weather.view.yaml", "a")]), own(&[("weather.view.yaml", "a"), (name, "b")]));
        assert_eq!(own_change(&base, &before, &after).0, expected, "{name} put");
        assert_eq!(own_change(&base, &after, &before).0, expected, "{name} taken away");
        assert_eq!(own_change(&base, &after, &after).0, OwnChange::default());
    }
}

#[test]
fn an_own_model_that_clashes_with_a_changed_shared_one_says_so_at_its_own_file() {
    // The shared model got a view whose file the workbook has too, and a relationship under a name that the workbook uses.
    let own = own(&[("twin.view.yaml", "table_name: planes\ndimensions: { model: {} }\n")]);
    let mut shared = demo::files();
    let joined = format!(
        "{}\n- join_from_view: flights\n  join_to_view: planes\n  join_to_view_as: twin\n  relationship_type: many_to_one\n  on_sql: ${{flights.tailnum}} = ${{twin.tailnum}}\n",
        shared.0["relationships.yaml"]
    );
    shared.0.insert("relationships.yaml".to_owned(), joined);
    let base = semantics::check(&shared, &demo::catalog()).model.unwrap();
    let checked = check_own(&base, &shared, &own, &demo::catalog(), None);
    assert!(checked.model.is_none());
    assert!(checked.diagnostics.iter().all(|found| found.file == "twin.view.yaml"), "{:?}", checked.diagnostics);
}

/// What becomes of the shared model of the demo with these own files: the changed files, or the codes of what is wrong.
fn promoted(files: &[(&str, &str)], topic: &str) -> Result<ModelFiles, Vec<&'static str>> {
    let effective = checked(files).model.unwrap();
    let used = |name: &vocab::ModelName, _: &vocab::FieldPath| name.as_str() == topic;
    let done = semantics::promote(&demo::model(), &effective, &demo::files(), &own(files), &demo::catalog(), &used);
    if done.checked.model.is_some() { Ok(done.files) } else { Err(done.checked.diagnostics.iter().map(|found| found.code).collect()) }
}

#[test]
fn a_promotion_makes_topics_of_the_shared_model() {
    type Case<'c> = (&'c [(&'c str, &'c str)], &'c str, &'c str);
    let cases: &[Case<'_>] = &[
        (&[LATE], "flights", "flights.late_share"),
        (&[FIELDS], "flights", "flights.raw_again"),
        // A topic that lists its fields gets what was made of them.
        (&[FIELDS], "weather", "flights.loud"),
        (&[("mine.topic.yaml", "base_view: planes\n")], "mine", "planes.count"),
        (&[AGAIN, ("weather.topic.yaml", "joins: { station: {} }\nfields: [weather.*, station.*]\n")], "weather", "station.name"),
    ];
    for (files, topic, field) in cases {
        let changed = promoted(files, topic).unwrap_or_else(|codes| panic!("{files:?}: {codes:?}"));
        let mut shared = demo::files();
        shared.0.extend(changed.0.clone());
        let model = semantics::check(&shared, &demo::catalog()).model.unwrap();
        let asked = query(&format!(r#"{{"topic":"{topic}","fields":["{field}"]}}"#));
        let compiled = compile(&model, &asked, &Readable::everything(), NOW).unwrap_or_else(|error| panic!("{field}: {error}"));
        assert_eq!(compiled.kind, Topic);
        assert_eq!(model.rules().tables, demo::model().rules().tables);
        // Topics that list their fields and that nobody asked for them stay as they are.
        assert!(*topic == "fleet" || !changed.0.contains_key("fleet.topic.yaml"), "{topic}");
        // Comments of the shared files are there still.
        for (name, text) in &changed.0 {
            let kept = demo::files().0.get(name).map_or(0, |former| former.matches('#').count());
            assert!(text.matches('#').count() >= kept, "{name}:\n{text}");
        }
    }
}

#[test]
fn a_promotion_that_shows_more_is_refused() {
    let field = |text: &str| format!("dimensions:\n  chairs: {{ sql: seats{text} }}\n");
    let open = field("");
    assert_eq!(promoted(&[("planes.view.yaml", &open)], "fleet"), Err(vec!["promotion_loosens"]));
    let guarded = field(", required_access_grants: [fleet_details]");
    assert!(promoted(&[("planes.view.yaml", &guarded)], "fleet").is_ok());
}

#[test]
fn a_workbook_does_not_say_what_limits_its_readers() {
    let filter = |field: &str| serde_json::from_str(&format!(r#"{{"field":"{field}","values":["UA"]}}"#)).unwrap();
    let limited = |files: &[(&str, &str)], limit: &str, asked: &str| {
        let model = checked(files).model.unwrap();
        let who = Readable::everything().within(vec![filter(limit)]);
        compile(&model, &query(asked), &who, NOW).map(|compiled| compiled.statement.to_string().contains("'UA'"))
    };
    let count = r#"{"topic":"flights","fields":["flights.count"]}"#;
    assert_eq!(limited(&[FIELDS], "flights.carrier", count), Ok(true));
    assert_eq!(limited(&[("flights.topic.yaml", "label: Mine\n")], "flights.carrier", count), Ok(true));
    // A field of its own could mean anything.
    assert!(matches!(limited(&[FIELDS], "flights.loud", count), Err(CompileError::NotLimited { .. })));
    // So could a relationship of its own on the way to what limits, or to what is shown.
    let all = (
        "relationships.yaml",
        "- join_from_view: planes\n  join_to_view: airlines\n  join_to_view_as: any\n  relationship_type: many_to_many\n  on_sql: length(${planes.model}) > 0 OR ${any.carrier} IS NULL\n",
    );
    let topic = ("mine.topic.yaml", "base_view: planes\njoins: { any: {} }\n");
    for limit in ["any.name", "planes.model"] {
        let asked = r#"{"topic":"mine","fields":["planes.manufacturer","any.name"]}"#;
        assert!(matches!(limited(&[all, topic], limit, asked), Err(CompileError::NotLimited { .. })), "{limit}");
        assert!(matches!(limited(&[all], limit, r#"{"fields":["planes.manufacturer","any.name"]}"#), Err(CompileError::NotLimited { .. })));
    }
}
