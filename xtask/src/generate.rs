//! `cargo xtask gen`: every committed file that a program writes. Their tests fail when one is stale.

use crate::command::{Outcome, cargo, npm};
use crate::tools;

/// All of them: golden files first, because the page's client is made from the OpenAPI document among them.
pub(crate) fn all() -> Outcome {
    tools::packages()?;
    for package in ["access", "semantics", "server"] {
        cargo(&["test", "--package", package]).env("UPDATE", "1").run()?;
    }
    cargo(&["test", "--release", "--package", "lucarne"]).env("UPDATE", "1").run()?;
    npm(&["run", "gen"]).run()
}
