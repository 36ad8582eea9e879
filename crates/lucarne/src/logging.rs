//! The log: to standard error, so that standard output stays for what scripts read.

use tracing_subscriber::EnvFilter;

/// Starts the log. `RUST_LOG` says how much; without it what an operator wants to see.
pub(crate) fn start(default: &str) {
    // An empty variable is what a script leaves behind, not a wish for silence: the set-up code stands in this log.
    let wanted = EnvFilter::try_from_default_env().ok().filter(|filter| !filter.to_string().is_empty());
    let filter = wanted.unwrap_or_else(|| EnvFilter::new(default));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr);
    // A second start in one process, as in tests, keeps the first log.
    _ = log.try_init();
}
