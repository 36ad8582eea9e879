//! Builds the page with npm, so that `cargo run` is all that it takes, and lists what the binary embeds: the page and the demo.

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const NODE_AT_LEAST: u32 = 20;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let outcome = build_page(&root.join("web"), &out.join("page"))
        .and_then(|()| list(&out.join("page"), &out.join("page.rs")))
        .and_then(|()| list_demo(&root.join("demo"), &out.join("demo.rs")));
    if let Err(problem) = outcome {
        println!("cargo::error={problem}");
    }
}

fn build_page(web: &Path, out: &Path) -> Result<(), String> {
    for part in ["src", "public", "index.html", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json", "scripts"] {
        if web.join(part).exists() {
            println!("cargo::rerun-if-changed={}", web.join(part).display());
        }
    }
    let version = output(Command::new("node").arg("--version")).map_err(|_| {
        format!("building the page needs Node.js {NODE_AT_LEAST} or newer and npm; on Debian: `apt-get install nodejs npm`")
    })?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|digits| digits.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_AT_LEAST) {
        return Err(format!("building the page needs Node.js {NODE_AT_LEAST} or newer, and this is {}", version.trim()));
    }
    if stale(&web.join("package-lock.json"), &web.join("node_modules/.package-lock.json")) {
        output(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(web))?;
    }
    let arguments = ["run", "build", "--", "--emptyOutDir", "--logLevel", "warn", "--outDir"];
    output(Command::new("npm").args(arguments).arg(out).current_dir(web)).map(drop)
}

fn list_demo(demo: &Path, list_file: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={}", demo.display());
    list(demo, list_file)
}

/// Writes a list of all files below a folder, as pairs of path and bytes that a Rust file includes.
fn list(folder: &Path, list_file: &Path) -> Result<(), String> {
    let folder = fs::canonicalize(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = Vec::new();
    walk(&folder, &mut files)?;
    files.sort();
    let mut text = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&folder).unwrap_or(&file).display().to_string();
        writeln!(text, "({name:?}, include_bytes!({:?}).as_slice()),", file.display().to_string()).map_err(|error| error.to_string())?;
    }
    text.push_str("]\n");
    fs::write(list_file, text).map_err(|error| error.to_string())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether what was made from a file is missing or older than it.
fn stale(source: &Path, made: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    modified(made).is_none_or(|made| modified(source).is_some_and(|source| source > made))
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
