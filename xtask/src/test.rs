//! `cargo xtask test`: cheap things first, everything in the one profile that `cargo run --release` uses, so that nothing heavy is compiled twice.

use crate::command::{Outcome, cargo, npm};
use crate::{check, tools};

/// Crates that never compile DataFusion.
const LIGHT: &[&str] = &["vocab", "access", "semantics", "document", "store", "app", "server"];

/// Everything.
pub(crate) fn all() -> Outcome {
    tools::packages()?;
    tools::chromium()?;
    tools::postgres()?;
    check::layout()?;
    check::formatting()?;
    page()?;
    rust(&["--workspace"], &["--release"])?;
    browser()
}

/// What can be tested without the engine, in the quick development profile.
pub(crate) fn light() -> Outcome {
    tools::packages()?;
    check::layout()?;
    let packages: Vec<&str> = LIGHT.iter().flat_map(|name| ["--package", name]).collect();
    rust(&packages, &[])?;
    page()
}

/// The journeys in a real browser, against the real server.
pub(crate) fn browser() -> Outcome {
    tools::packages()?;
    let chromium = tools::chromium()?;
    cargo(&["build", "--release"]).run()?;
    npm(&["run", "e2e"]).env("LUCARNE_CHROMIUM", chromium).run()
}

fn page() -> Outcome {
    npm(&["run", "check"]).run()?;
    npm(&["test"]).run()
}

fn rust(packages: &[&str], profile: &[&str]) -> Outcome {
    let nextest = cargo(&["nextest", "--version"]).output().is_some();
    let runner: &[&str] = if nextest { &["nextest", "run", "--no-fail-fast"] } else { &["test", "--no-fail-fast"] };
    cargo(runner).args(packages).args(profile).env("LUCARNE_REQUIRE_POSTGRES", "1").run()
}
