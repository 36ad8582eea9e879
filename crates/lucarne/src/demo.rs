//! `lucarne demo`: an instance with real data, made by the same use cases that people use, and thrown away at the end.

mod content;
mod people;
mod plan;

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use access::Actor;
use app::{App, Cx, Through};
use serde::{Deserialize, Serialize};
use vocab::Secret;

use crate::cli::DemoOptions;
use crate::config::Config;
use crate::instance::{Instance, StartError};
use crate::logging;

/// What is printed when it is ready; `--json` prints just this, on one line.
#[derive(Debug, Serialize)]
struct Ready {
    url: String,
    people: Vec<Person>,
    links: Vec<Link>,
    /// A bearer token of the admin.
    admin_token: String,
}

/// Somebody who can sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Person {
    name: String,
    email: String,
    password: String,
    about: String,
}

/// A report link that opens without signing in.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Link {
    title: String,
    /// Without the address of the server, which may be another one at the next start.
    url: String,
}

/// What a kept demo remembers of itself, so that the next start can print it again.
#[derive(Debug, Serialize, Deserialize)]
struct Made {
    people: Vec<Person>,
    links: Vec<Link>,
}

const MEMORY: &str = "demo.json";

/// Makes the demo, or finds it in its folder, and serves it until the process is asked to end.
pub(crate) async fn run(options: &DemoOptions) -> Result<(), StartError> {
    logging::start(if options.json { "error" } else { "warn" });
    let folder = Folder::of(options.data.as_deref())?;
    let config = Config::local(folder.path().to_path_buf(), options.port, crate::serve::environment())?;
    let instance = Instance::open(&config).await?;
    let memory = folder.path().join(MEMORY);
    let made = if let Ok(text) = fs::read_to_string(&memory) {
        serde_json::from_str(&text)
            .map_err(|error| StartError::Demo(format!("`{}` is not what a demo keeps: {error}", memory.display())))?
    } else {
        say(options, "making the demo: flights of New York 2013, a model, reports, people");
        let made = make(&instance.app).await?;
        remember(&memory, &made)?;
        made
    };
    let ready = ready(&instance, made).await?;
    announce(options, &ready)?;
    if !options.no_browser && !options.json {
        open_browser(&ready.url);
    }
    instance.serve().await
}

async fn make(app: &App) -> Result<Made, StartError> {
    let plan = plan::Plan::embedded()?;
    let people = people::make(app, &plan).await?;
    let links = content::make(app, &plan, &people).await?;
    Ok(Made { people: people.shown(&plan), links })
}

/// A request of the binary itself in the name of a person.
fn asking(app: &App, actor: Actor) -> Cx {
    Cx { actor, standing: app::Standing::Own, session: None, request_id: app.request_id(), address: None, through: Through::System }
}

async fn ready(instance: &Instance, made: Made) -> Result<Ready, StartError> {
    let admin = made.people.first().ok_or_else(|| StartError::Demo("the demo has nobody to sign in".to_owned()))?;
    let email = admin.email.parse().map_err(|error| StartError::Demo(format!("`{}`: {error}", admin.email)))?;
    let cx = asking(&instance.app, Actor::Anonymous);
    let signed_in = app::sessions::sign_in(&instance.app, &cx, email, Secret::new(admin.password.clone())).await?;
    let links = made.links.into_iter().map(|link| Link { url: format!("{}{}", instance.url, link.url), ..link }).collect();
    Ok(Ready { url: instance.url.clone(), people: made.people, links, admin_token: signed_in.secret.expose().clone() })
}

#[expect(clippy::print_stdout, reason = "the one thing that this command says")]
fn announce(options: &DemoOptions, ready: &Ready) -> Result<(), StartError> {
    if options.json {
        let line = serde_json::to_string(ready).map_err(|error| StartError::Demo(error.to_string()))?;
        println!("{line}");
        return Ok(());
    }
    println!("\n  Lucarne is at  {}\n", ready.url);
    println!("  Sign in as                                        password");
    for person in &ready.people {
        println!("    {:<24} {:<22} {}", person.email, person.password, person.about);
    }
    println!("\n  Without signing in");
    for link in &ready.links {
        println!("    {}\n      {}", link.title, link.url);
    }
    println!("\n  Ctrl-C ends the demo{}.\n", if options.data.is_some() { "; it stays in its folder" } else { " and removes it" });
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the terminal says what is being done")]
fn say(options: &DemoOptions, what: &str) {
    if !options.json {
        println!("  {what}");
    }
}

/// The demo's folder: a given one is kept, one made for the occasion goes with it.
enum Folder {
    Kept(PathBuf),
    Made(tempfile::TempDir),
}

impl Folder {
    fn of(given: Option<&Path>) -> Result<Self, StartError> {
        if let Some(path) = given {
            return Ok(Self::Kept(path.to_path_buf()));
        }
        let made = tempfile::Builder::new().prefix("lucarne-demo-").tempdir();
        made.map(Self::Made).map_err(|source| StartError::Folder { path: std::env::temp_dir().display().to_string(), source })
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Made(folder) => folder.path(),
        }
    }
}

/// The passwords stand in the file, so only the server's own user may read it.
fn remember(path: &Path, made: &Made) -> Result<(), StartError> {
    let text = serde_json::to_string_pretty(made).map_err(|error| StartError::Demo(error.to_string()))?;
    let draft = path.with_extension("new");
    let written = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&draft, path));
    written.map_err(|source| StartError::Folder { path: path.display().to_string(), source })
}

/// Opens the browser of whoever has one; on a machine without, the address on the terminal is enough.
fn open_browser(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = std::process::Command::new(opener);
    _ = command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
