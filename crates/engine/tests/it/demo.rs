//! The demo's model and data together: what semantic queries compile to gives the numbers that hand-written SQL gives, under every policy.

use std::path::{Path, PathBuf};

use access::{Actor, Change, DataPolicy, Door, Facts, QueryKind, data_policy};
use semantics::port::{Ask, QueryEngine};
use semantics::{Catalog, Model, ModelFiles, Readable, SemanticQuery};
use vocab::{AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ModelName, UserId};

use crate::support::{Got, House, Rule, asked, policy, run};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

struct Demo {
    house: House,
    connection: ConnectionId,
    model: std::sync::Arc<Model>,
}

/// The flights connection with its model.
async fn demo() -> Demo {
    demo_with(&[]).await
}

/// The same with other files in the model.
async fn demo_with(others: &[(&str, &str)]) -> Demo {
    let house = House::new(2);
    let connection = house.attach(1, root().join("demo/data")).await;
    let files = std::fs::read_dir(root().join("demo/model")).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: &Path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap());
    let mut files = ModelFiles::from_pairs(files.filter(|path| path.extension().is_some_and(|e| e == "yaml")).map(|path| text(&path)));
    files.0.extend(others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let catalog = Catalog::from_tables(&house.engine.tables(connection).await.unwrap());
    let checked = semantics::check(&files, &catalog);
    let model = checked.model.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    Demo { house, connection, model }
}

/// What the model's own rules give somebody with these attributes.
fn reader(demo: &Demo, attributes: &[(&str, &[&str])]) -> (Facts, Actor, DataPolicy) {
    let user = UserId::from_parts(0, [9; 10]);
    let mut facts = Facts::new();
    let mut put = |change: Change| facts.apply(change).expect("a sound change");
    put(Change::UserPut { user, name: "Rita".parse().unwrap(), email: "rita@example.com".parse().unwrap(), is_admin: false, active: true });
    put(Change::ConnectionPut { connection: demo.connection, name: "NYC flights".parse().unwrap(), base_role: ConnectionRole::Querier });
    for name in ["carrier", "department"] {
        put(Change::AttributePut { name: name.parse().unwrap(), kind: AttributeKind::String, multiple: true, default: None });
    }
    for (name, values) in attributes {
        let values = values.iter().map(|value| AttributeValue::String((*value).to_owned())).collect();
        put(Change::AttributeValuePut { holder: access::Principal::User(user), name: name.parse::<ModelName>().unwrap(), values });
    }
    let actor = Actor::User(user);
    let policy = data_policy(&facts, &actor, demo.connection, demo.model.rules(), QueryKind::AllViews, Door::Workbook).expect("a querier");
    (facts, actor, policy)
}

async fn semantic(demo: &Demo, reader: &(Facts, Actor, DataPolicy), query: &str) -> Result<Got, semantics::EngineError> {
    let query: SemanticQuery = serde_json::from_str(query).unwrap_or_else(|e| panic!("{query}: {e}"));
    let now = "2013-12-31T12:00:00".parse().unwrap();
    let compiled =
        semantics::compile(&demo.model, &query, &Readable::of(&reader.0, &reader.1), now).unwrap_or_else(|e| panic!("{query:?}: {e}"));
    let columns: Vec<_> = compiled.columns.iter().map(|column| format!("{}: {:?}", column.name, column.data_type)).collect();
    let got = run(&demo.house.engine, Ask { statement: compiled.statement, ..asked("select 1", &reader.2) }).await?;
    assert_eq!(got.columns, columns, "the engine gives the columns that the compiler promises");
    Ok(got)
}

#[tokio::test]
async fn flights_of_one_carrier() {
    let house = House::new(2);
    let connection = house.attach(1, root().join("demo/data")).await;
    let everyone = policy(connection, &[("flights", Rule::all()), ("airlines", Rule::all())]);
    let delta = policy(connection, &[("flights", Rule::one_of("carrier", &["DL"])), ("airlines", Rule::all())]);
    let count = "select count(*) from flights";
    assert_eq!(house.ask(count, &everyone).await.unwrap().rows, ["[336776]"]);
    assert_eq!(house.ask(count, &delta).await.unwrap().rows, ["[48110]"]);
    let by_carrier = "select a.name, count(*) from flights f join airlines a on a.carrier = f.carrier group by a.name order by a.name";
    assert_eq!(house.ask(by_carrier, &delta).await.unwrap().rows, [r#"["Delta Air Lines Inc.",48110]"#]);
    assert_eq!(house.ask(by_carrier, &everyone).await.unwrap().rows.len(), 16);
    let union = "select carrier from flights union select carrier from (select * from flights) x";
    assert_eq!(house.ask(union, &delta).await.unwrap().rows, [r#"["DL"]"#]);
}

/// Every query of the compiler's own cases runs, for somebody who sees everything and for a manager of one airline.
#[tokio::test]
async fn every_compiled_case_runs() {
    let demo = demo().await;
    let cases = std::fs::read_to_string(root().join("crates/semantics/tests/cases/queries.json")).unwrap();
    let cases: Vec<serde_json::Value> = serde_json::from_str(&cases).unwrap();
    assert!(cases.len() > 20);
    let everything = reader(&demo, &[("carrier", &["*"]), ("department", &["operations"])]);
    let delta = reader(&demo, &[("carrier", &["DL"]), ("department", &["operations"])]);
    let mut empty = 0;
    for case in &cases {
        let (name, query) = (case["name"].as_str().unwrap(), case["query"].to_string());
        let all = semantic(&demo, &everything, &query).await.unwrap_or_else(|e| panic!("{name}: {e}"));
        semantic(&demo, &delta, &query).await.unwrap_or_else(|e| panic!("{name} for one airline: {e}"));
        empty += usize::from(all.rows.is_empty());
    }
    assert!(empty <= 1, "{empty} of the cases find nothing");
}

/// A semantic query beside SQL written by hand; numbers are compared to nine digits.
const BY_HAND: &[(&str, &str)] = &[
    (r#"{"topic":"flights","fields":["flights.count"]}"#, "select count(*) from flights"),
    (
        r#"{"topic":"flights","fields":["flights.carrier","flights.count","flights.average_arrival_delay","flights.total_distance"],"sorts":[{"field":"flights.carrier"}]}"#,
        "select carrier, count(*), avg(arr_delay), sum(distance) from flights group by carrier order by carrier",
    ),
    (
        r#"{"topic":"flights","fields":["airlines.name","flights.on_time_rate","flights.cancelled_share"],"sorts":[{"field":"airlines.name"}]}"#,
        "select a.name, cast(count(*) filter (where arr_delay < 15) as double) / count(arr_delay), cast(count(*) filter (where dep_time is null) as double) / count(*) \
         from flights f left join airlines a on a.carrier = f.carrier group by a.name order by a.name",
    ),
    // Fan-out: a plane that flew a thousand times is one plane.
    (
        r#"{"topic":"flights","fields":["planes.count","planes.average_year"]}"#,
        "select count(*), avg(year) from planes where tailnum in (select tailnum from flights)",
    ),
    (
        r#"{"topic":"flights","fields":["flights.carrier","planes.count","planes.average_seats"],"sorts":[{"field":"flights.carrier"}]}"#,
        "select carrier, count(seats_of), avg(seats_of) from (select distinct f.carrier, f.tailnum, p.seats as seats_of from flights f left join planes p on p.tailnum = f.tailnum) x \
         group by carrier order by carrier",
    ),
    (
        r#"{"topic":"flights","fields":["flights.origin","flights.count","weather.total_precipitation"],"sorts":[{"field":"flights.origin"}]}"#,
        "select f.origin, f.n, w.p from (select origin, count(*) as n from flights group by origin) f join \
         (select w.origin, sum(w.precip) as p from weather w where exists (select 1 from flights f where f.origin = w.origin and f.time_hour = w.time_hour) group by w.origin) w \
         on w.origin = f.origin order by f.origin",
    ),
    (
        r#"{"topic":"fleet","fields":["planes.manufacturer","planes.count","flights.count"],"sorts":[{"field":"planes.count","descending":true}],"limit":3}"#,
        "select p.manufacturer, count(*) as planes, sum(n) from (select p.manufacturer, p.tailnum, (select count(*) from flights f where f.tailnum = p.tailnum) as n from planes p) p \
         group by p.manufacturer order by planes desc limit 3",
    ),
    (
        r#"{"topic":"flights","fields":["flights.time_hour[month]","flights.count"],"sorts":[{"field":"flights.time_hour[month]"}],"filters":[{"field":"flights.carrier","values":["DL","UA"]}]}"#,
        "select date_trunc('month', to_local_time(time_hour at time zone 'America/New_York')) as m, count(*) from flights where carrier in ('DL', 'UA') group by m order by m",
    ),
    (
        r#"{"topic":"flights","fields":["flights.median_arrival_delay","flights.max_arrival_delay","flights.routes"]}"#,
        "select median(arr_delay), max(arr_delay), count(distinct origin || ' – ' || dest) from flights",
    ),
];

fn rounded(rows: &[String]) -> Vec<String> {
    let number = |value: &serde_json::Value| {
        value
            .as_f64()
            .filter(|n| n.fract() != 0.0)
            .map_or_else(|| value.to_string().trim_end_matches(".0").to_owned(), |n| format!("{n:.9e}"))
    };
    // A day at midnight and a day are the same day.
    let cell = |value: &serde_json::Value| number(value).replace("T00:00:00", "");
    rows.iter()
        .map(|row| serde_json::from_str::<Vec<serde_json::Value>>(row).unwrap().iter().map(cell).collect::<Vec<_>>().join("|"))
        .collect()
}

#[tokio::test]
async fn semantic_queries_give_what_sql_by_hand_gives() {
    let demo = demo().await;
    for carrier in ["*", "DL"] {
        let reader = reader(&demo, &[("carrier", &[carrier]), ("department", &["operations"])]);
        for (query, sql) in BY_HAND {
            let got = semantic(&demo, &reader, query).await.unwrap_or_else(|e| panic!("{query}: {e}"));
            let expected = demo.house.ask(sql, &reader.2).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
            assert_eq!(rounded(&got.rows), rounded(&expected.rows), "for {carrier}: {query}");
        }
    }
}

#[tokio::test]
async fn the_viewer_without_an_attribute_is_refused_and_not_answered_empty() {
    let demo = demo().await;
    let nobody = reader(&demo, &[]);
    let error = semantic(&demo, &nobody, r#"{"topic":"flights","fields":["flights.count"]}"#).await.unwrap_err();
    assert_eq!(error.code(), "table_refused");
    assert!(error.to_string().contains("carrier"), "{error}");
    let error = demo.house.ask("select seats from planes", &nobody.2).await.unwrap_err();
    assert_eq!(error.code(), "column_unknown", "a guarded field is not there in SQL either");
    assert_eq!(demo.house.ask("select count(*) from planes", &nobody.2).await.unwrap().rows, ["[3322]"]);
}

/// Tail numbers are hashed for who does not run the fleet: joins, counts and what is told apart by them stay what they are.
#[tokio::test]
async fn t31_masked_tail_numbers_count_as_before_and_are_not_found() {
    let demo = demo().await;
    let (insider, outsider) =
        (reader(&demo, &[("carrier", &["*"]), ("department", &["maintenance"])]), reader(&demo, &[("carrier", &["*"])]));
    for query in [
        r#"{"topic":"flights","fields":["planes.count","planes.average_year"]}"#,
        r#"{"topic":"flights","fields":["flights.carrier","planes.count","planes.average_year","flights.count"],"sorts":[{"field":"flights.carrier"}]}"#,
        r#"{"topic":"fleet","fields":["planes.manufacturer","planes.count","flights.count"],"sorts":[{"field":"planes.count","descending":true}],"limit":9}"#,
        r#"{"topic":"flights","fields":["planes.model","flights.count"],"sorts":[{"field":"flights.count","descending":true},{"field":"planes.model"}],"limit":50}"#,
        r#"{"topic":"flights","fields":["flights.origin","flights.count","weather.total_precipitation"],"sorts":[{"field":"flights.origin"}]}"#,
    ] {
        let (clear, masked) = (semantic(&demo, &insider, query).await.unwrap(), semantic(&demo, &outsider, query).await.unwrap());
        assert_eq!(rounded(&masked.rows), rounded(&clear.rows), "{query}");
    }
    let shown = r#"{"topic":"flights","fields":["planes.tailnum","flights.tailnum","flights.count"],"sorts":[{"field":"flights.count","descending":true},{"field":"flights.tailnum"}],"limit":3}"#;
    let (clear, masked) = (semantic(&demo, &insider, shown).await.unwrap().rows, semantic(&demo, &outsider, shown).await.unwrap().rows);
    let cells = |rows: &[String]| rows.iter().map(|row| serde_json::from_str::<Vec<serde_json::Value>>(row).unwrap()).collect::<Vec<_>>();
    for (clear, masked) in cells(&clear).iter().zip(&cells(&masked)).skip(1) {
        assert_eq!(masked[0].is_null(), clear[0].is_null());
        assert!(masked[1].as_str().is_some_and(|hash| hash.len() == 32 && Some(hash) != clear[1].as_str()), "{masked:?}");
        assert_eq!(masked[2], clear[2]);
    }
    let found = r#"{"topic":"flights","fields":["flights.count"],"filters":[{"field":"flights.tailnum","values":["N725MQ"]}]}"#;
    assert_ne!(semantic(&demo, &insider, found).await.unwrap().rows, ["[0]"]);
    assert_eq!(semantic(&demo, &outsider, found).await.unwrap().rows, ["[0]"]);
    assert_eq!(demo.house.ask("select count(*) from flights where tailnum like 'N%'", &outsider.2).await.unwrap().rows, ["[0]"]);
}

/// What is computed from masked columns is computed from the masks, and the page is told so.
#[tokio::test]
async fn t31_fields_over_masked_columns_follow_them() {
    let planes = "
table_name: planes
primary_key: tailnum
dimensions:
  tailnum: { mask: { unless: fleet_details, with: hash } }
  year: { mask: { unless: fleet_details, with: round(year / 10) * 10 } }
  manufacturer: { mask: { unless: fleet_details, with: \"somebody\" } }
  model: { mask: { unless: fleet_details, with: { sql: \"left(model, 1) || '…'\" } } }
  seats: { mask: { unless: fleet_details, with: null } }
  size: { sql: '${seats}', bins: [50, 100] }
  maker: { sql: upper(manufacturer) }
  large: { sql: seats > 100 }
measures:
  count: { aggregate_type: count }
  seats_known: { sql: '${seats}', aggregate_type: count }
  average_seats: { sql: seats, aggregate_type: average }
  makers: { sql: '${maker}', aggregate_type: count_distinct }
  large_planes: { aggregate_type: count, filters: { large: true } }
  seats_per_plane: { sql: '${average_seats} / nullif(${count}, 0)' }
  oldest: { sql: year, aggregate_type: min }
";
    let demo = demo_with(&[("planes.view.yaml", planes), ("fleet.topic.yaml", "base_view: planes\n")]).await;
    let (insider, outsider) =
        (reader(&demo, &[("carrier", &["*"]), ("department", &["operations"])]), reader(&demo, &[("carrier", &["*"])]));
    let all = r#"{"topic":"fleet","fields":["planes.count","planes.seats_known","planes.average_seats","planes.makers","planes.large_planes","planes.seats_per_plane","planes.oldest"]}"#;
    assert_eq!(semantic(&demo, &outsider, all).await.unwrap().rows, ["[3322,0,null,1,0,null,1950]"]);
    assert_ne!(semantic(&demo, &insider, all).await.unwrap().rows, semantic(&demo, &outsider, all).await.unwrap().rows);
    for (fields, filter, expected) in [
        (r#""planes.maker","planes.size","planes.count""#, "", vec![r#"["SOMEBODY",null,3322]"#]),
        (r#""planes.large","planes.count""#, "", vec!["[null,3322]"]),
        (r#""planes.count""#, r#"{"field":"planes.maker","values":["BOEING"]}"#, vec!["[0]"]),
        (r#""planes.count""#, r#"{"field":"planes.seats","op":"gt","values":[100]}"#, vec!["[0]"]),
        (r#""planes.count""#, r#"{"field":"planes.model","op":"contains","values":["737"]}"#, vec!["[0]"]),
        (r#""planes.count""#, r#"{"field":"planes.size","values":["≥ 100"]}"#, vec!["[0]"]),
    ] {
        let query = format!(r#"{{"topic":"fleet","fields":[{fields}],"filters":[{filter}]}}"#);
        assert_eq!(semantic(&demo, &outsider, &query).await.unwrap().rows, expected, "{query}");
    }
    // The same column in a topic of another view.
    let joined = r#"{"topic":"flights","fields":["flights.carrier","planes.makers","planes.average_seats"],"filters":[{"field":"flights.carrier","values":["DL"]}]}"#;
    assert_eq!(semantic(&demo, &outsider, joined).await.unwrap().rows, [r#"["DL",1,null]"#]);
    let told = |reader: &(Facts, Actor, DataPolicy)| -> Vec<String> {
        let info = semantics::describe(&demo.model, Some(&"fleet".parse().unwrap()), &Readable::of(&reader.0, &reader.1)).unwrap();
        let fields = info.views.into_iter().flat_map(|view| view.fields);
        fields.filter_map(|field| Some(format!("{} {:?}", field.field.field, field.mask?))).collect()
    };
    assert_eq!(told(&insider), Vec::<String>::new());
    let words = "tailnum Hash, year Sql, manufacturer Text, model Sql, seats Null, size Null, maker Text, large Null, seats_known Null, average_seats Null, makers Text, large_planes Null, \
        seats_per_plane Null, oldest Sql";
    assert_eq!(told(&outsider).join(", "), words);
}
