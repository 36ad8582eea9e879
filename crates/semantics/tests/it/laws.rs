//! What holds for any query on the demo model.

use jiff::civil::date;
use proptest::prelude::*;
use semantics::{FieldInfo, Filter, FilterOp, FilterValue, Readable, SemanticQuery, Sort, compile, describe};
use vocab::{DataType, ModelName, TimeGrain};

use crate::attacks::{EVIL, check_round_trip};
use crate::demo;

fn fields(topic: Option<&str>) -> Vec<FieldInfo> {
    let topic = topic.map(|topic| topic.parse::<ModelName>().unwrap());
    let info = describe(&demo::model(), topic.as_ref(), &Readable::everything()).unwrap();
    info.views.into_iter().flat_map(|view| view.fields).collect()
}

fn value(data_type: DataType) -> BoxedStrategy<FilterValue> {
    let text = prop_oneof![Just("2013-02-03".to_owned()), "[a-z%_'\\\\\"\0]{0,6}", proptest::sample::select(EVIL).prop_map(str::to_owned)];
    match data_type {
        DataType::Integer => any::<i64>().prop_map(FilterValue::Integer).boxed(),
        DataType::Number => prop_oneof![
            any::<i64>().prop_map(FilterValue::Integer),
            any::<i32>().prop_map(|number| FilterValue::Number(f64::from(number) / 8.0))
        ]
        .boxed(),
        DataType::Boolean => any::<bool>().prop_map(FilterValue::Boolean).boxed(),
        DataType::Date | DataType::Timestamp => {
            prop_oneof![Just("2013"), Just("2013-Q2"), Just("2013-05"), Just("2013-05-06"), Just("2013-05-06T07:08:09.5")]
                .prop_map(|text| FilterValue::Text(text.to_owned()))
                .boxed()
        }
        DataType::Text | DataType::Other => text.prop_map(FilterValue::Text).boxed(),
    }
}

fn filter(field: FieldInfo) -> BoxedStrategy<Filter> {
    let values = proptest::collection::vec(value(field.data_type), 0..4);
    let path = field.field.clone();
    (proptest::sample::select(FilterOp::ALL), values, grain(field.grains))
        .prop_map(move |(op, values, grain)| Filter { field: semantics::FieldRef { path: path.clone(), grain }, op, values })
        .boxed()
}

fn grain(grains: Vec<TimeGrain>) -> BoxedStrategy<Option<TimeGrain>> {
    if grains.is_empty() { Just(None).boxed() } else { proptest::option::of(proptest::sample::select(grains)).boxed() }
}

fn any_query() -> impl Strategy<Value = SemanticQuery> {
    proptest::sample::select(vec![Some("flights"), Some("fleet"), Some("weather"), None]).prop_flat_map(|topic| {
        let offered = fields(topic);
        let chosen = proptest::sample::subsequence(offered.clone(), 1..=6.min(offered.len())).prop_shuffle().prop_flat_map(|chosen| {
            chosen
                .into_iter()
                .map(|field| grain(field.grains).prop_map(move |grain| semantics::FieldRef { path: field.field.clone(), grain }))
                .collect::<Vec<_>>()
        });
        let filters = proptest::collection::vec(proptest::sample::select(offered).prop_flat_map(filter), 0..4);
        (chosen, filters, any::<bool>(), any::<bool>(), proptest::option::of(0..1000_u32)).prop_map(
            move |(fields, filters, sorted, descending, limit)| {
                let sorts =
                    if sorted { fields.iter().rev().map(|field| Sort { field: field.clone(), descending }).collect() } else { Vec::new() };
                SemanticQuery { topic: topic.map(|topic| topic.parse().unwrap()), fields, filters, sorts, limit }
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// What compiles is SQL that means itself when printed; what does not is refused with a word, and never for the model's sake.
    #[test]
    fn any_query_becomes_a_tree_that_survives_printing(query in any_query()) {
        match compile(&demo::model(), &query, &Readable::everything(), date(2013, 6, 15).at(12, 0, 0, 0)) {
            Ok(compiled) => {
                check_round_trip(&compiled.statement);
                let names: Vec<String> = query.fields.iter().map(ToString::to_string).collect();
                let columns: Vec<String> = compiled.columns.iter().map(|column| column.name.clone()).collect();
                prop_assert_eq!(names, columns);
                prop_assert!(semantics::parse_sql(&compiled.statement.to_string()).is_ok());
            }
            Err(error) => prop_assert!(
                matches!(error.code(), "filter_op_invalid" | "filter_value_invalid" | "join_missing" | "join_ambiguous"),
                "{}: {}", serde_json::to_string(&query).unwrap(), error
            ),
        }
    }

    /// The JSON of a query is the query.
    #[test]
    fn queries_survive_json(query in any_query()) {
        let text = serde_json::to_string(&query).unwrap();
        prop_assert_eq!(serde_json::from_str::<SemanticQuery>(&text).unwrap(), query);
    }

    /// Nothing that is typed into a model file brings the checker down.
    #[test]
    fn any_text_is_checked(text in "[-a-z:{}\\[\\]\"'&*!|>#$ \n\t.0-9]{0,200}") {
        let mut files = demo::files();
        files.0.insert("planes.view.yaml".to_owned(), text.clone());
        files.0.insert("extra.topic.yaml".to_owned(), text);
        let checked = semantics::check(&files, &demo::catalog());
        prop_assert_eq!(checked.model.is_none(), checked.diagnostics.iter().any(|diagnostic| diagnostic.severity == semantics::Severity::Error));
    }

    /// Nothing that is typed as SQL brings the gate down.
    #[test]
    fn any_text_is_parsed_or_refused(text in "(?s)(SELECT|select|FROM|WITH|,|\\(|\\)|'|\"|\\$\\$|--|/\\*|\\*/|;|x|1|\\+| |\n|.){0,60}") {
        let _ = semantics::parse_sql(&text);
    }
}
