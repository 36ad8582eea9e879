//! Two servers on one database: what one of them answered holds for the next request of the other (access.md §8).

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Flights, TestApp};

use crate::client::{Client, World, router};

#[path = "../../../store/tests/it/postgres.rs"]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod postgres;

/// 10,000 with `cargo xtask bench freshness`.
fn rounds() -> usize {
    std::env::var("LUCARNE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(30)
}

/// Two nodes with a store, a pool and an engine of their own, and the clients of two people at each.
struct Nodes {
    owner: [Client; 2],
    reader: [Client; 2],
    report: String,
    access: String,
    group: String,
    user: String,
}

impl Nodes {
    async fn of(test: TestApp) -> (Self, World, TestApp) {
        let world = World { flights: Flights::on(test).await };
        let other = world.flights.test.another_node().await;
        let (owner, reader) = (world.signed_in("ada").await, world.signed_in("max").await);
        let both = |client: &Client| [client.clone(), Client { router: router(&other, false), cookie: client.cookie.clone() }];
        let nodes = Self {
            owner: both(&owner),
            reader: both(&reader),
            report: world.report(),
            access: format!("/api/v1/content/{}/access", world.flights.folder),
            group: world.flights.readers.to_string(),
            user: world.flights.manager.to_string(),
        };
        (nodes, world, other)
    }

    async fn change(&self, at: usize, round: usize, granted: bool) {
        let client = &self.owner[at];
        // By turns: a role of the group's, a membership, the whole person.
        let reply = match round % 3 {
            0 => {
                let role = if granted { json!("viewer") } else { Value::Null };
                let change = json!({"changes": [{"principal": {"kind": "group", "id": self.group}, "role": role}]});
                client.patch(&self.access, &change).await
            }
            1 => {
                let method = if granted { Method::PUT } else { Method::DELETE };
                client.send(method, &format!("/api/v1/groups/{}/members/{}", self.group, self.user), &[], None).await
            }
            _ => {
                let path = format!("/api/v1/users/{}/attributes/carrier", self.user);
                let method = if granted { Method::PUT } else { Method::DELETE };
                let body = granted.then(|| json!({"values": ["UA"]}));
                client.send(method, &path, &[], body.as_ref()).await
            }
        };
        assert!(reply.status.is_success(), "{}: {}", reply.status, reply.text());
    }

    /// Whether Max gets rows out of the report.
    async fn reads(&self, at: usize) -> bool {
        let reply = self.reader[at].post(&format!("{}/data", self.report), &json!({})).await;
        reply.status.is_success() && String::from_utf8_lossy(&reply.body).contains("\"UA\"")
    }
}

/// Gives how many answers of the other node were stale. `forget` takes out of the database what tells of the change.
async fn stale_answers(nodes: &Nodes, rounds: usize, forget: Option<&dyn Fn(u64)>) -> usize {
    let mut stale = 0;
    for round in 0..rounds {
        // With the protection off it is one of them that hears of nothing.
        let here = if forget.is_some() { 0 } else { round / 3 % 2 };
        for granted in [false, true] {
            nodes.change(here, round, granted).await;
            if let Some(forget) = forget {
                forget(round as u64);
            }
            stale += usize::from(nodes.reads(1 - here).await != granted);
            if forget.is_none() {
                stale += usize::from(nodes.reads(here).await != granted);
            }
        }
    }
    stale
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t40_t62_two_servers_on_one_file_answer_as_one() {
    let (nodes, _world, _other) = Nodes::of(TestApp::start().await).await;
    assert_eq!(stale_answers(&nodes, 30, None).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t40_t62_two_servers_on_postgres_answer_as_one() {
    let Some(server) = postgres::Server::start() else { return };
    let (nodes, _world, _other) = Nodes::of(TestApp::start_on(&server.url("postgres")).await).await;
    let rounds = rounds();
    assert_eq!(stale_answers(&nodes, rounds, None).await, 0, "of {rounds} rounds");
    println!("two servers on PostgreSQL, {rounds} rounds of a grant and a revocation over HTTP on one, used on both: 0 stale answers");
    // A test that cannot fail says nothing: without the revision, the same rounds find what is stale.
    let address = server.url("postgres");
    let forget = |_| run(&address, "UPDATE access_revision SET revision = revision - 1; DELETE FROM access_changes");
    assert!(stale_answers(&nodes, 3, Some(&forget)).await > 0, "the protection is off, and nothing is found");
}

/// Around both servers.
fn run(address: &str, sql: &str) {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin/psql"));
    let program = debian.filter(|psql| psql.exists()).max().unwrap_or_else(|| "psql".into());
    let done = std::process::Command::new(program).args(["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "-c", sql, address]).status();
    assert!(done.is_ok_and(|status| status.success()), "psql");
}
