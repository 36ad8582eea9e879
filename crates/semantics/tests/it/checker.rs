//! What the checker says about models with mistakes, with places. Each case is a file of `cases/models`: model files, one after `=== name` each.

use std::fmt::Write;
use std::path::Path;

use semantics::{ModelFiles, Severity, check};

use crate::demo;

fn files(text: &str) -> ModelFiles {
    let parts = text.split("=== ").skip(1).map(|part| part.split_once('\n').unwrap());
    ModelFiles::from_pairs(parts.map(|(name, text)| (name.trim(), text)))
}

#[test]
fn mistakes_are_told_all_at_once_with_their_places() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/models");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let mut out = String::new();
    for case in cases {
        let checked = check(&files(&std::fs::read_to_string(&case).unwrap()), &demo::catalog());
        let errors = checked.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(checked.model.is_none(), errors);
        writeln!(out, "# {}", case.file_stem().unwrap().to_string_lossy()).unwrap();
        for found in &checked.diagnostics {
            let hint = found.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            writeln!(out, "{}:{}:{} {:?} {}: {}{hint}", found.file, found.line, found.column, found.severity, found.code, found.message)
                .unwrap();
        }
        if checked.model.is_some() {
            writeln!(out, "in force").unwrap();
        }
        out.push('\n');
    }
    crate::golden::check("diagnostics.txt", &out);
}

#[track_caller]
fn check_refused(text: &str, code: &str) {
    let checked = check(&ModelFiles::from_pairs([("x.view.yaml", text)]), &demo::catalog());
    let codes: Vec<&str> = checked.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert!(codes.iter().any(|found| found.starts_with(code)), "{codes:?}");
}

#[test]
fn bombs_are_refused() {
    check_refused("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml_anchor");
    check_refused("a: *a\n", "yaml_invalid");
    check_refused("a: !!python/object x\n", "yaml_anchor");
    check_refused(&"[".repeat(5_000), "yaml_");
    check_refused(&"- ".repeat(5_000), "yaml_");
    check_refused(&(format!("{}x", "[".repeat(100)) + &"]".repeat(100)), "yaml_too_deep");
    check_refused(&format!("{}x", "{a: ".repeat(5_000)), "yaml_");
    check_refused(&"#".repeat(600_000), "file_too_large");
    check_refused(&"- x\n".repeat(60_000), "yaml_too_large");
    check_refused("a: 1\n---\nb: 2\n", "yaml_invalid");
    check_refused("table_name: planes\ntable_name: flights\n", "key_twice");
    // Each field writes the one before it out twice: two to the fortieth parts.
    let mut doubled = "table_name: flights\ndimensions:\n  f0: {sql: carrier}\n".to_owned();
    for at in 1..40 {
        writeln!(doubled, "  f{at}: {{sql: \"${{f{}}} || ${{f{}}}\"}}", at - 1, at - 1).unwrap();
    }
    check_refused(&doubled, "sql_too_large");
    let long = format!("table_name: flights\ndimensions:\n  f: {{type: integer, sql: \"1{}\"}}\n", "+1".repeat(20_000));
    check_refused(&long, "sql_invalid");
}

#[test]
fn topics_that_say_nothing_have_the_models_defaults_and_an_empty_list_opts_out() {
    let files = [
        (
            "model.yaml",
            "access_grants:\n  staff: {user_attribute: role, allowed_values: [staff]}\n  board: {user_attribute: role, allowed_values: [board], access_boostable: true}\n\
             default_topic_required_access_grants: [staff]\n\
             default_topic_access_filters:\n  - {field: flights.carrier, user_attribute: carrier, values_for_unfiltered: [\"*\"], enable_sql_like_wildcards: true}\n",
        ),
        (
            "flights.view.yaml",
            "table_name: flights\nrequired_access_grants: [staff|board]\ndimensions:\n  carrier: {}\nmeasures:\n  count: {aggregate_type: count, required_access_grants: [board]}\n",
        ),
        ("airlines.view.yaml", "table_name: airlines\ndimensions:\n  carrier: {}\n"),
        ("silent.topic.yaml", "base_view: flights\n"),
        ("open.topic.yaml", "base_view: flights\nrequired_access_grants: []\naccess_filters: []\n"),
        (
            "own.topic.yaml",
            "base_view: flights\nrequired_access_grants: [board]\naccess_filters:\n  - {field: flights.carrier, user_attribute: airline}\n",
        ),
        ("elsewhere.topic.yaml", "base_view: airlines\n"),
    ];
    let checked = check(&ModelFiles::from_pairs(files), &demo::catalog());
    let model = checked.model.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    let rules = |name: &str| {
        let rules = model.topic(&name.parse().unwrap()).unwrap().rules();
        let filter = |rule: &access::FieldRule| {
            let unfiltered = rule.values_for_unfiltered.len();
            format!("{} by {}, {unfiltered} unfiltered, like {}", rule.field, rule.user_attribute, rule.like)
        };
        (rules.required.to_string(), rules.access_filters.iter().map(filter).collect::<Vec<_>>())
    };
    let default = "flights.carrier by carrier, 1 unfiltered, like true".to_owned();
    // A filter on a guarded field asks for the field's guard as well.
    for (topic, required, filters) in [
        ("silent", "staff, staff | board", vec![default]),
        ("open", "", Vec::new()),
        ("own", "board, staff | board", vec!["flights.carrier by airline, 0 unfiltered, like false".to_owned()]),
        // A default filter on a field that the topic does not have is not put on it.
        ("elsewhere", "staff", Vec::new()),
    ] {
        assert_eq!(rules(topic), (required.to_owned(), filters), "{topic}");
    }
    // That of a view binds its table, whatever the topic.
    let (_, table) = model.rules().tables.iter().find(|(name, _)| name.as_str() == "flights").unwrap();
    assert_eq!(table.required.to_string(), "staff | board");
    let grants = &model.rules().grants;
    let boostable = |name: &str| grants.get(&name.parse().unwrap()).unwrap().access_boostable;
    assert_eq!((boostable("staff"), boostable("board")), (false, true));
}
