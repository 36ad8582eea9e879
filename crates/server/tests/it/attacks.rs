//! Lines of the attack list at the door, over all routes at once where the line is about all of them.

mod doors;
mod kept;
mod people;

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{PASSWORD, TestApp};

use crate::access::{Ask, Names, READS, ask, make, operations};
use crate::client::{Client, ORIGIN, Reply, World};

/// Every operation as it would be asked, with ids that are there.
async fn asks(world: &World) -> Vec<(Method, String, String, Ask)> {
    let link = world.flights.public_link(Some("UA")).await;
    let mut names = Names::of(world, &link);
    names.request = "ask_0192f0c1a2b37c4d8e5f60718293a4b5".to_owned();
    let asked = operations().into_iter().map(|(method, path, operation)| {
        let ask = ask(&method, &path, &operation, &names);
        (method, path, operation, ask)
    });
    asked.collect()
}

async fn token(client: &Client) -> String {
    let made = client.post("/api/v1/tokens", &json!({"name": "everything", "scope": "admin"})).await;
    made.json()["token"].as_str().expect("a token").to_owned()
}

async fn with_token(client: &Client, token: &str, ask: &Ask) -> Reply {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("authorization", bearer.as_str())];
    headers.extend(ask.headers.iter().map(|(name, value)| (*name, value.as_str())));
    let client = Client { cookie: None, ..client.clone() };
    match ask.bytes {
        Some(bytes) => client.raw(ask.method.clone(), &ask.path, &headers, bytes).await,
        None => client.send(ask.method.clone(), &ask.path, &headers, ask.body.as_ref()).await,
    }
}

/// A body without what is new in each answer: ids of requests, and when something was read last.
fn told(reply: &Reply) -> Value {
    fn still(value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.retain(|name, _| {
                    !["last_used_at", "last_opened", "last_opened_at", "last_seen_at", "elapsed_ms", "openings"].contains(&name.as_str())
                });
                object.values_mut().for_each(still);
            }
            Value::Array(values) => values.iter_mut().for_each(still),
            _ => {}
        }
    }
    let mut body = reply.without_request_id();
    still(&mut body);
    body
}

/// What an admin can see of the instance. Of what people looked at there is nothing in it.
async fn state(admin: &Client, world: &World) -> Vec<Value> {
    let flights = &world.flights;
    let mut all = Vec::new();
    for path in [
        "users".to_owned(),
        "groups".to_owned(),
        "attributes".to_owned(),
        "settings".to_owned(),
        "instance_grants".to_owned(),
        "content".to_owned(),
        "content?view=trash".to_owned(),
        format!("content?parent={}", flights.folder),
        format!("content/{}/access", flights.document),
        format!("content/{}/access", flights.folder),
        format!("documents/{}", flights.document),
        format!("documents/{}/project", flights.document),
        format!("documents/{}/abilities", flights.document),
        format!("documents/{}/reports/{}/links", flights.document, flights.report),
        format!("connections/{}/roles", flights.connection),
        format!("connections/{}/tables", flights.connection),
        format!("connections/{}/model", flights.connection),
        format!("groups/{}", flights.readers),
        format!("users/{}", flights.viewer),
    ] {
        let reply = admin.get(&format!("/api/v1/{path}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        all.push(told(&reply));
    }
    all
}

fn walk(folder: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, look);
        } else {
            look(&path, &std::fs::read(&path).expect("a file"));
        }
    }
}
