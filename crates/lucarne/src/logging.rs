//! The log: to standard error, so that standard output stays for what scripts read.

use tracing_subscriber::EnvFilter;

/// Starts the log. `RUST_LOG` says how much; without it what an operator wants to see.
pub(crate) fn start(default: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr);
    // A second start in one process, as in tests, keeps the first log.
    _ = log.try_init();
}
