//! The first model of uploaded tables is usable as it is, whatever the tables are called.

use proptest::prelude::*;
use semantics::{Catalog, Readable, SemanticQuery, check, compile, describe, generate};
use vocab::DataType;

use crate::compiled::NOW;
use crate::demo;

/// Checks without a word, and every field of every topic can be queried.
fn check_usable(catalog: &Catalog) {
    let files = generate(catalog);
    let checked = check(&files, catalog);
    assert_eq!(checked.diagnostics, [], "{files:#?}");
    let model = checked.model.unwrap();
    assert_eq!(model.topics().count(), catalog.tables.len());
    for topic in model.topics() {
        let info = describe(&model, Some(&topic.name), &Readable::everything()).unwrap();
        let fields = info.views.iter().flat_map(|view| &view.fields).take(100).map(|field| semantics::FieldRef::plain(field.field.clone()));
        let query = SemanticQuery {
            topic: Some(topic.name.clone()),
            fields: fields.collect(),
            filters: Vec::new(),
            sorts: Vec::new(),
            limit: None,
        };
        compile(&model, &query, &Readable::everything(), NOW).unwrap();
    }
}

#[test]
fn a_model_for_the_demo_tables() {
    check_usable(&demo::catalog());
    let mut out = String::new();
    for (name, text) in &generate(&demo::catalog()).0 {
        out.push_str(&format!("=== {name}\n{text}"));
    }
    crate::golden::check("generated.yaml", &out);
}

#[test]
fn odd_names() {
    let catalog = demo::tables(&[
        ("2013 sales (final).v2", "count:i Count:i Umsatz-Größe:n a\"b:t a'b:t when:z is-it:b ${x}:t :t"),
        ("2013 Sales (final) v2", "x:o"),
        ("Übersicht", "id:i"),
        ("select", "select:t from:t order:i"),
        ("empty", ""),
    ]);
    check_usable(&catalog);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_names(tables in proptest::collection::btree_map("\\PC{1,20}", proptest::collection::btree_map("(?s).{0,12}", 0..7_usize, 0..6), 0..4)) {
        use DataType::{Boolean, Date, Integer, Number, Other, Text, Timestamp};
        let types = [Text, Integer, Number, Boolean, Date, Timestamp, Other];
        let tables = tables.into_iter().map(|(table, columns)| {
            (table.as_str().into(), columns.into_iter().map(|(column, kind)| (column, types[kind])).collect())
        });
        check_usable(&Catalog { tables: tables.collect() });
    }
}
