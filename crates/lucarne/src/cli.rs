//! What can be said on the command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Self-hosted analytics in which sharing is the foundation.
#[derive(Debug, Parser)]
#[command(name = "lucarne", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve an instance from a data folder; the first start prints a code with which the first admin is set up.
    Serve(ServeOptions),
    /// Serve a throw-away instance with the flights of New York 2013, reports, groups and people.
    Demo(DemoOptions),
}

/// Flags are stronger than the environment, and that is stronger than `lucarne.toml`; docs/config.md lists all settings.
#[derive(Debug, Args)]
pub(crate) struct ServeOptions {
    /// Folder with everything of the instance [default: ./lucarne-data].
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1].
    #[arg(long)]
    pub(crate) address: Option<IpAddr>,
    /// Port to listen on; 0 takes a free one [default: 8080].
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// File with settings [default: lucarne.toml in the present folder, if it is there].
    #[arg(long)]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DemoOptions {
    /// Keep the demo in this folder and find it there again; without it a folder is made and removed at the end.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Do not open a browser.
    #[arg(long)]
    pub(crate) no_browser: bool,
    /// Print one line of JSON when it is ready, for scripts; opens no browser.
    #[arg(long)]
    pub(crate) json: bool,
}
