//! The settings of `lucarne serve`: a file, the environment, flags, in that order of strength.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::str::FromStr;

use vocab::Secret;

use crate::cli::ServeOptions;

/// One setting: its name in the file, its meaning, what holds without it.
#[cfg_attr(not(test), expect(dead_code, reason = "meaning and default are for the reference page, which a test writes"))]
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) default: &'static str,
}

/// Every setting. docs/config.md is made from it.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting { name: "data", meaning: "folder with everything of the instance: metadata, tables, keys", default: "./lucarne-data" },
    Setting { name: "address", meaning: "address to listen on", default: "127.0.0.1" },
    Setting { name: "port", meaning: "port to listen on; 0 takes a free one", default: "8080" },
    Setting {
        name: "public_url",
        meaning: "where people reach the instance; links start with it",
        default: "http:// and the address and port",
    },
    Setting {
        name: "database",
        meaning: "metadata database: `sqlite:<path>` or `postgres://…`",
        default: "`metadata.sqlite` in the data folder",
    },
    Setting { name: "threads", meaning: "threads for queries", default: "one for each processor" },
    Setting { name: "memory_mb", meaning: "memory of all running queries together, in MiB", default: "2048" },
    Setting { name: "query_memory_mb", meaning: "memory of one query, in MiB; beyond it it spills to disk or ends", default: "512" },
    Setting { name: "query_seconds", meaning: "time of one query, in seconds", default: "60" },
    Setting { name: "spill_mb", meaning: "disk that running queries may spill to, in MiB", default: "8192" },
    Setting { name: "cache_mb", meaning: "memory for answers that are kept, in MiB", default: "256" },
    Setting { name: "page_rows", meaning: "rows that one query sends to a page", default: "50000" },
    Setting { name: "download_rows", meaning: "rows that one download holds", default: "1000000" },
    Setting { name: "session_hours", meaning: "hours that a session lasts after its last use", default: "336" },
];

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("`{path}` cannot be read: {why}")]
    File { path: String, why: String },
    #[error("`{name}` is no setting; did you mean `{near}`? docs/config.md lists them all")]
    Unknown { name: String, near: &'static str },
    #[error("the setting `{name}` cannot be {given}: {expected}")]
    Value { name: &'static str, given: String, expected: &'static str },
}

/// The settings in force.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) data: PathBuf,
    pub(crate) address: IpAddr,
    pub(crate) port: u16,
    pub(crate) public_url: Option<String>,
    pub(crate) database: Option<Secret<String>>,
    pub(crate) threads: usize,
    pub(crate) memory_mb: u64,
    pub(crate) query_memory_mb: u64,
    pub(crate) query_seconds: u64,
    pub(crate) spill_mb: u64,
    pub(crate) cache_mb: u64,
    pub(crate) page_rows: u64,
    pub(crate) download_rows: u64,
    pub(crate) session_hours: u32,
}

impl Config {
    /// The settings of a start: what flags say, else the environment, else the file, else the default.
    pub(crate) fn load(options: &ServeOptions, environment: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut given = file(options)?;
        for (name, value) in environment {
            if let Some(name) = name.strip_prefix("LUCARNE_") {
                let name = name.to_ascii_lowercase();
                // Variables of the tests and of the build are not settings, so only known names are taken from here.
                if SETTINGS.iter().any(|setting| setting.name == name) {
                    given.insert(name, value);
                }
            }
        }
        let flags = [
            ("data", options.data.as_ref().map(|path| path.display().to_string())),
            ("address", options.address.map(|address| address.to_string())),
            ("port", options.port.map(|port| port.to_string())),
        ];
        given.extend(flags.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        Self::of(&given)
    }

    /// The settings of a data folder on loopback, all else as it comes.
    pub(crate) fn local(data: PathBuf, port: u16) -> Self {
        let bare = Self::of(&BTreeMap::new());
        let bare = bare.unwrap_or_else(|_| unreachable!("a test holds that the defaults parse"));
        Self { data, port, ..bare }
    }

    fn of(given: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let whole = "a whole number is expected";
        let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Ok(Self {
            data: value(given, "data", PathBuf::from("lucarne-data"), "a path is expected")?,
            address: value(given, "address", IpAddr::V4(Ipv4Addr::LOCALHOST), "an address such as `127.0.0.1` or `::` is expected")?,
            port: value(given, "port", 8080, "0 to 65535 is expected")?,
            public_url: given.get("public_url").map(|text| public_url(text)).transpose()?,
            database: given.get("database").cloned().map(Secret::new),
            threads: value(given, "threads", threads, whole)?.max(1),
            memory_mb: value(given, "memory_mb", 2048, whole)?,
            query_memory_mb: value(given, "query_memory_mb", 512, whole)?,
            query_seconds: value(given, "query_seconds", 60, whole)?,
            spill_mb: value(given, "spill_mb", 8192, whole)?,
            cache_mb: value(given, "cache_mb", 256, whole)?,
            page_rows: value(given, "page_rows", 50_000, whole)?,
            download_rows: value(given, "download_rows", 1_000_000, whole)?,
            session_hours: value(given, "session_hours", 336, whole)?,
        })
    }
}

fn file(options: &ServeOptions) -> Result<BTreeMap<String, String>, ConfigError> {
    let named = options.config.is_some();
    let path = options.config.clone().unwrap_or_else(|| PathBuf::from("lucarne.toml"));
    if !named && !path.exists() {
        return Ok(BTreeMap::new());
    }
    let failed = |why: String| ConfigError::File { path: path.display().to_string(), why };
    let text = std::fs::read_to_string(&path).map_err(|error| failed(error.to_string()))?;
    // The reason of a syntax error quotes the line, which may hold a password; its place is enough.
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| failed(place(&text, &error)))?;
    let mut given = BTreeMap::new();
    for (name, value) in table {
        if !SETTINGS.iter().any(|setting| setting.name == name) {
            return Err(ConfigError::Unknown { near: nearest(&name), name });
        }
        let value = match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        };
        given.insert(name, value);
    }
    Ok(given)
}

fn place(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
    format!("line {line} is not TOML")
}

/// The setting that shares most letters in order with a wrong name.
fn nearest(name: &str) -> &'static str {
    let shared = |known: &str| known.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    SETTINGS.iter().map(|setting| setting.name).max_by_key(|known| shared(known)).unwrap_or("data")
}

fn value<T: FromStr>(given: &BTreeMap<String, String>, name: &'static str, default: T, expected: &'static str) -> Result<T, ConfigError> {
    let Some(text) = given.get(name) else { return Ok(default) };
    text.trim().parse().map_err(|_| ConfigError::Value { name, given: format!("`{text}`"), expected })
}

fn public_url(text: &str) -> Result<String, ConfigError> {
    let text = text.trim().trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let plain = !rest.is_empty() && !rest.contains(['/', '?', '#', '@', ' ', '\\']);
    let expected = "an address such as `https://analytics.example.com`, without a path, is expected";
    if plain { Ok(text.to_owned()) } else { Err(ConfigError::Value { name: "public_url", given: format!("`{text}`"), expected }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> ServeOptions {
        ServeOptions { data: None, address: None, port: None, config: None }
    }

    /// What the environment gives, on top of the flags.
    fn load(options: &ServeOptions, environment: &[(&str, &str)]) -> Result<Config, String> {
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::load(options, environment).map_err(|error| error.to_string())
    }

    #[test]
    fn defaults_parse() {
        let config = Config::local(PathBuf::from("x"), 1);
        assert_eq!((config.port, config.query_seconds, config.page_rows), (1, 60, 50_000));
    }

    #[test]
    fn flags_beat_the_environment_and_that_beats_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lucarne.toml");
        std::fs::write(&path, "port = 1\nquery_seconds = 5\npublic_url = \"https://a.example/\"\n").expect("written");
        let mut options = ServeOptions { config: Some(path), ..options() };
        assert_eq!(load(&options, &[]).expect("a config").port, 1);
        assert_eq!(load(&options, &[("LUCARNE_PORT", "2")]).expect("a config").port, 2);
        options.port = Some(3);
        let config = load(&options, &[("LUCARNE_PORT", "2"), ("LUCARNE_CHROMIUM", "x")]).expect("a config");
        assert_eq!((config.port, config.query_seconds, config.public_url.as_deref()), (3, 5, Some("https://a.example")));
    }

    #[test]
    fn faults_are_said_and_quote_no_secret() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lucarne.toml");
        let options = ServeOptions { config: Some(path.clone()), ..options() };
        std::fs::write(&path, "databse = \"x\"\n").expect("written");
        assert!(load(&options, &[]).expect_err("unknown").contains("did you mean `data"));
        std::fs::write(&path, "port = 1\ndatabase = \"postgres://u:hunter2@h\n").expect("written");
        let said = load(&options, &[]).expect_err("not TOML");
        assert!(said.contains("line 2") && !said.contains("hunter2"), "{said}");
        std::fs::write(&path, "public_url = \"ftp://x\"\n").expect("written");
        assert!(load(&options, &[]).is_err());
        assert!(load(&super::tests::options(), &[("LUCARNE_PORT", "90000")]).is_err());
    }

    #[test]
    fn the_reference_page_lists_every_setting() {
        let mut page = String::from(
            "# Settings\n\nOf `lucarne serve`. A flag beats the environment, and that beats `lucarne.toml`.\nThis page is made from the program by `cargo xtask gen`.\n\n| in the file | in the environment | meaning | default |\n|---|---|---|---|\n",
        );
        for Setting { name, meaning, default } in SETTINGS {
            let variable = format!("LUCARNE_{}", name.to_ascii_uppercase());
            page += &format!("| `{name}` | `{variable}` | {meaning} | {default} |\n");
        }
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/config.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(&path, &page).expect("written");
        }
        assert_eq!(std::fs::read_to_string(path).expect("docs/config.md"), page, "run `cargo xtask gen`");
    }
}
