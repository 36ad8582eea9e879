//! `cargo xtask check`: the layout rules of ARCHITECTURE.md as a table, formatting, lints and types.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Outcome, cargo, npm, root};
use crate::tools;

/// Which crates of ours a crate may depend on. Arrows go one way.
const EDGES: &[(&str, &[&str])] = &[
    ("vocab", &[]),
    ("access", &["vocab"]),
    ("semantics", &["vocab", "access"]),
    ("document", &["vocab", "semantics"]),
    ("store", &["vocab", "access"]),
    ("app", &["vocab", "access", "semantics", "document", "store"]),
    ("server", &["vocab", "access", "semantics", "document", "app"]),
    ("engine", &["vocab", "access", "semantics", "document"]),
    ("lucarne", &["vocab", "access", "semantics", "document", "store", "app", "server", "engine"]),
    ("testkit", &["vocab", "access", "semantics", "document", "store", "app", "server"]),
    ("xtask", &[]),
];

/// Which crates may name a heavy dependency.
const HEAVY: &[(&str, &[&str])] = &[
    ("datafusion", &["engine"]),
    ("arrow", &["engine"]),
    ("parquet", &["engine"]),
    ("object_store", &["engine"]),
    ("sea-orm", &["store"]),
    ("sea-orm-migration", &["store"]),
    // The binary serves the router and the test kit calls it; neither writes a route.
    ("axum", &["server", "lucarne", "testkit"]),
];

/// Crates that do no input or output, read no clock and are not async.
const PURE: &[&str] = &["vocab", "access", "semantics", "document"];
const IMPURE: &[&str] = &["std::fs", "std::net", "std::env", "SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "tokio::"];

/// Lines that a source file may have; beyond them a newcomer does not find the room.
const LONGEST_FILE: usize = 600;

/// Everything.
pub(crate) fn all() -> Outcome {
    layout()?;
    formatting()?;
    cargo(&["clippy", "--release", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()?;
    tools::packages()?;
    npm(&["run", "check"]).run()
}

/// Formatting of the Rust code.
pub(crate) fn formatting() -> Outcome {
    cargo(&["fmt", "--all", "--check"]).run()
}

/// The rules that no compiler holds: edges, heavy dependencies, purity, sizes.
pub(crate) fn layout() -> Outcome {
    let mut faults = Vec::new();
    for manifest in manifests() {
        check_manifest(&manifest, &mut faults)?;
    }
    for file in sources() {
        check_source(&file, &mut faults)?;
    }
    if faults.is_empty() {
        println!("layout: edges, heavy dependencies, purity and sizes hold");
        return Ok(());
    }
    Err(format!("the layout rules are broken:\n  {}", faults.join("\n  ")))
}

fn check_manifest(manifest: &Path, faults: &mut Vec<String>) -> Outcome {
    let text = read(manifest)?;
    let table: toml::Table = text.parse().map_err(|error| format!("{}: {error}", manifest.display()))?;
    let name = table.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str).unwrap_or_default();
    let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
        faults.push(format!("crate `{name}` has no row in the table of edges (xtask/src/check.rs)"));
        return Ok(());
    };
    let ours: BTreeSet<&str> = EDGES.iter().map(|(known, _)| *known).collect();
    let dependencies = table.get("dependencies").and_then(toml::Value::as_table);
    for dependency in dependencies.into_iter().flat_map(toml::Table::keys).map(String::as_str) {
        if ours.contains(dependency) && !allowed.contains(&dependency) {
            faults.push(format!("crate `{name}` may not depend on `{dependency}`"));
        }
        if HEAVY.iter().any(|(heavy, users)| *heavy == dependency && !users.contains(&name)) {
            faults.push(format!("crate `{name}` may not name `{dependency}`"));
        }
    }
    Ok(())
}

fn check_source(file: &Path, faults: &mut Vec<String>) -> Outcome {
    let text = read(file)?;
    let place = file.strip_prefix(root()).unwrap_or(file).display().to_string();
    let lines = text.lines().count();
    if lines > LONGEST_FILE && !place.contains(".gen.") {
        faults.push(format!("{place} has {lines} lines; split it below {LONGEST_FILE}"));
    }
    let is_root = ["/src/lib.rs", "/src/main.rs", "/it/main.rs", "lucarne/build.rs"].iter().any(|end| place.ends_with(end))
        || place.contains("/benches/");
    if is_root && !place.starts_with("bench/") && !text.contains("LUCARNE_CHECKOUT") {
        faults
            .push(format!("{place} does not read LUCARNE_CHECKOUT, so another checkout's build of it could be taken (.cargo/config.toml)"));
    }
    let pure = PURE.iter().any(|name| place.starts_with(&format!("crates/{name}/src/")));
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    for word in IMPURE.iter().filter(|word| pure && code.contains(**word)) {
        faults.push(format!("{place} names `{word}`, and its crate is pure"));
    }
    Ok(())
}

fn manifests() -> Vec<PathBuf> {
    let crates = fs::read_dir(root().join("crates")).into_iter().flatten().flatten().map(|entry| entry.path().join("Cargo.toml"));
    crates.chain([root().join("xtask/Cargo.toml")]).filter(|path| path.exists()).collect()
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for top in ["crates", "xtask/src", "web/src", "web/e2e"] {
        walk(&root().join(top), &mut found);
    }
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let skipped = path.file_name().is_some_and(|name| name == "node_modules" || name == "target");
        if path.is_dir() && !skipped {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "ts" || ending == "tsx") {
            found.push(path);
        }
    }
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
