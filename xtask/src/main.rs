//! The project's own commands: `cargo xtask run | test | check | gen | bench`.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod bench;
mod check;
mod command;
mod generate;
mod test;
mod tools;

use std::process::ExitCode;

use command::Outcome;

const USAGE: &str = "\
cargo xtask <command>

  run [arguments]      build everything and start the demo (arguments go to `lucarne demo`)
  test                 install what the tests need, then run all of them: Rust, page, browser
  test light           everything that never compiles DataFusion: Rust units, API, page units
  test browser         only the browser journeys, on a freshly built server
  check                formatting, layout rules, lints, types; changes nothing
  gen                  refresh every generated file (OpenAPI, page client, references, golden files)
  bench [name]         access | reference | freshness | engine | server: print the figures of the benchmarks
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run", rest @ ..] => run(rest),
        ["test"] => test::all(),
        ["test", "light"] => test::light(),
        ["test", "browser"] => test::browser(),
        ["check"] => check::all(),
        ["gen"] => generate::all(),
        ["bench", names @ ..] => bench::run(names),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nxtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Outcome {
    tools::node()?;
    command::cargo(&["run", "--release", "--", "demo"]).args(arguments).run()
}
