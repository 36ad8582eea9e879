//! `cargo xtask bench`: the figures of docs/performance.md, each printed by one command.

use crate::command::{Outcome, cargo};

/// The benchmarks and how each is started.
const BENCHES: &[(&str, &[&str])] = &[
    ("access", &["run", "--release", "--manifest-path", "bench/Cargo.toml", "--", "access"]),
    ("engine", &["bench", "--package", "engine"]),
    ("server", &["bench", "--package", "lucarne"]),
];

/// The named ones, or all.
pub(crate) fn run(names: &[&str]) -> Outcome {
    if let Some(unknown) = names.iter().find(|name| !BENCHES.iter().any(|(known, _)| known == *name)) {
        let known: Vec<_> = BENCHES.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is no benchmark `{unknown}`; there are {}", known.join(", ")));
    }
    BENCHES.iter().filter(|(name, _)| names.is_empty() || names.contains(name)).try_for_each(|(_, arguments)| cargo(arguments).run())
}
