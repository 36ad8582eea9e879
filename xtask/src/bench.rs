//! `cargo xtask bench`: the figures of docs/performance.md, each printed by one command.

use crate::command::{Outcome, cargo};

/// The benchmarks and how each is started.
const BENCHES: &[(&str, &[&str])] = &[
    ("access", &["run", "--release", "--manifest-path", "bench/Cargo.toml", "--", "access"]),
    ("reference", &["test", "--release", "--package", "access", "--", "--nocapture", "t97_a_long_run"]),
    // Two nodes on one database: what one answered holds for the next request of the other.
    (
        "freshness",
        &[
            "test",
            "--release",
            "--package",
            "store",
            "--package",
            "server",
            "--",
            "--nocapture",
            "t62_no_answer",
            "everything_on_postgres",
            "t40_t62_two_servers",
        ],
    ),
    ("engine", &["bench", "--package", "engine"]),
    ("server", &["bench", "--package", "lucarne"]),
];

/// The named ones, or all.
pub(crate) fn run(names: &[&str]) -> Outcome {
    if let Some(unknown) = names.iter().find(|name| !BENCHES.iter().any(|(known, _)| known == *name)) {
        let known: Vec<_> = BENCHES.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is no benchmark `{unknown}`; there are {}", known.join(", ")));
    }
    BENCHES.iter().filter(|(name, _)| names.is_empty() || names.contains(name)).try_for_each(|(name, arguments)| {
        let step = cargo(arguments);
        match *name {
            "freshness" => step.env("LUCARNE_ROUNDS", "10000").run(),
            "reference" => step.env("LUCARNE_DECISIONS", "10000000").run(),
            _ => step.run(),
        }
    })
}
