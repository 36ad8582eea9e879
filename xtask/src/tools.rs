//! What the tests need on the machine, installed where that is possible and named with its command where it is not.

use std::path::{Path, PathBuf};

use crate::command::{Outcome, npm, program, root};

const NODE_AT_LEAST: u32 = 20;

/// Node.js and npm, which build the page.
pub(crate) fn node() -> Outcome {
    let version = program("node").args(&["--version"]).output().unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|digits| digits.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_AT_LEAST => Ok(()),
        Some(_) => Err(format!("Node.js {version} is too old: {NODE_AT_LEAST} or newer is needed (https://nodejs.org)")),
        None => Err(format!("Node.js {NODE_AT_LEAST} or newer and npm are needed; on Debian: `apt-get install nodejs npm`")),
    }
}

/// The packages of the page, exactly those of its lock file.
pub(crate) fn packages() -> Outcome {
    node()?;
    let web = root().join("web");
    let wanted = modified(&web.join("package-lock.json"));
    let present = modified(&web.join("node_modules/.package-lock.json"));
    if present.is_some() && present >= wanted { Ok(()) } else { npm(&["ci", "--no-audit", "--no-fund"]).run() }
}

/// Chromium, in which the page is tested.
pub(crate) fn chromium() -> Outcome<PathBuf> {
    debian("chromium", || {
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].iter().map(PathBuf::from).find(|path| path.exists())
    })
}

/// PostgreSQL's server programs, which the tests start on loopback.
pub(crate) fn postgres() -> Outcome<PathBuf> {
    debian("postgresql", || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
        let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
        versions.chain(on_path).find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
    })
}

fn debian(package: &str, find: impl Fn() -> Option<PathBuf>) -> Outcome<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let advice = format!("the tests need {package}; on Debian: `apt-get install {package}`");
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(advice);
    }
    println!("{package} is missing; installing it");
    let install = |arguments: &[&str]| program("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").run();
    install(&["update", "-qq"])
        .and_then(|()| install(&["install", "-y", "-qq", "--no-install-recommends", package]))
        .map_err(|problem| format!("{advice} ({problem})"))?;
    find().ok_or(advice)
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    std::fs::metadata(path).and_then(|meta| meta.modified()).ok()
}
