//! Builds the page with npm, so that `cargo run` is all that it takes; the binary embeds what comes out.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const NODE_AT_LEAST: u32 = 20;

fn main() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("page");
    for part in ["src", "public", "index.html", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json", "scripts"] {
        if web.join(part).exists() {
            println!("cargo::rerun-if-changed={}", web.join(part).display());
        }
    }
    println!("cargo::rustc-env=LUCARNE_PAGE={}", out.display());
    if let Err(problem) = build(&web, &out) {
        println!("cargo::error={problem}");
    }
}

fn build(web: &Path, out: &Path) -> Result<(), String> {
    let version = output(Command::new("node").arg("--version")).map_err(|_| {
        format!("building the page needs Node.js {NODE_AT_LEAST} or newer and npm; on Debian: `apt-get install nodejs npm`")
    })?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|digits| digits.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_AT_LEAST) {
        return Err(format!("building the page needs Node.js {NODE_AT_LEAST} or newer, and this is {}", version.trim()));
    }
    if stale(&web.join("package-lock.json"), &web.join("node_modules/.package-lock.json")) {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(web))?;
    }
    let arguments = ["run", "build", "--", "--emptyOutDir", "--logLevel", "warn", "--outDir"];
    run(Command::new("npm").args(arguments).arg(out).current_dir(web))
}

/// Whether what was made from a file is missing or older than it.
fn stale(source: &Path, made: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    modified(made).is_none_or(|made| modified(source).is_some_and(|source| source > made))
}

fn run(command: &mut Command) -> Result<(), String> {
    output(command).map(drop)
}

fn output(command: &mut Command) -> Result<String, String> {
    let shown = format!("{command:?}").replace('"', "");
    let output = command.output().map_err(|error| format!("`{shown}` did not start: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = [output.stdout, output.stderr].concat();
    // Each line of an error of a build script stands for itself.
    Err(format!("`{shown}` failed: {}", String::from_utf8_lossy(&said).trim().replace('\n', " | ")))
}
