//! What tests share: an application on SQLite in a folder of its own, people of each kind, builders, and an engine without DataFusion.
//!
//! For the `tests/it` folders of `app` and `server` alone. Whatever goes wrong here panics: it is a test.

#![expect(clippy::expect_used, reason = "what cannot be made fails the test that wanted it")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod clock;
mod crowd;
mod fake_engine;
mod fake_provider;
mod flights;
mod test_app;

pub use clock::{SteppedClock, TestEntropy};
pub use fake_engine::{FakeEngine, FakeTable};
pub use fake_provider::{Came, FakeProvider, Forgery};
pub use flights::{Flights, MODEL, ROWS};
pub use test_app::{PASSWORD, TestApp};
