//! The binary: `lucarne serve` for an instance of one's own, `lucarne demo` for a throw-away one with real data.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod cli;
mod config;
mod demo;
mod instance;
mod logging;
mod page;
mod serve;

use std::process::ExitCode;

use clap::Parser;

/// Fewer page faults and less contention between query threads than the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&format!("the runtime did not start: {error}")),
    };
    let outcome = match arguments.command {
        cli::Command::Serve(options) => runtime.block_on(serve::run(&options)),
        cli::Command::Demo(options) => runtime.block_on(demo::run(&options)),
    };
    // Queries that are still running hold threads of their own; nobody waits for them any more.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => complain(&problem.to_string()),
    }
}

#[expect(clippy::print_stderr, reason = "there may be no log yet")]
fn complain(problem: &str) -> ExitCode {
    eprintln!("lucarne: {problem}");
    ExitCode::FAILURE
}
