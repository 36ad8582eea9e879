//! The demo's data, asked by hand.

use std::path::PathBuf;

use crate::support::{House, Rule, policy};

fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../demo/data")
}

#[tokio::test]
async fn flights_of_one_carrier() {
    let house = House::new(2);
    let connection = house.attach(1, data()).await;
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
