//! The settings of `lucarne serve`: a file, the environment, flags, in that order of strength.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::str::FromStr;

use app::oidc::{Endpoint, Mapping, OidcConfig};
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
    Setting { name: "password_sign_in", meaning: "`false`: people sign in through the provider alone", default: "true" },
    Setting {
        name: "oidc_issuer",
        meaning: "provider of sign-ins by OpenID Connect, as its tokens spell it; see [sign-in.md](sign-in.md)",
        default: "none",
    },
    Setting { name: "oidc_client_id", meaning: "who Lucarne is at the provider", default: "none" },
    Setting { name: "oidc_client_secret", meaning: "what proves it", default: "none" },
    Setting { name: "oidc_name", meaning: "what people call the provider: “Sign in with …”", default: "the host of the issuer" },
    Setting { name: "oidc_scopes", meaning: "what is asked for, parted by spaces", default: "openid email profile" },
    Setting { name: "oidc_create_people", meaning: "`false`: nobody is added by signing in for the first time", default: "true" },
    Setting { name: "oidc_group_claim", meaning: "the claim that lists groups", default: "groups" },
    Setting {
        name: "oidc_groups",
        meaning: "groups that the provider decides: `value of the claim = group here`, parted by `;`",
        default: "none",
    },
    Setting {
        name: "oidc_attributes",
        meaning: "attributes that the provider decides: `claim = attribute here`, parted by `;`",
        default: "none",
    },
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
    #[error("the setting `{name}` is missing; a provider of sign-ins needs it")]
    Missing { name: &'static str },
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
    pub(crate) password_sign_in: bool,
    pub(crate) oidc: Option<OidcConfig>,
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
    /// A provider of sign-ins is taken from the environment, so that it can be tried with the demo.
    pub(crate) fn local(data: PathBuf, port: u16, environment: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let named = environment.filter_map(|(name, value)| Some((name.strip_prefix("LUCARNE_")?.to_ascii_lowercase(), value)));
        let given = named.filter(|(name, _)| name.starts_with("oidc_")).collect();
        Ok(Self { data, port, ..Self::of(&given)? })
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
            password_sign_in: password_sign_in(given)?,
            oidc: oidc(given)?,
        })
    }
}

const TRUTH: &str = "`true` or `false` is expected";

/// Without a provider, passwords are the only way in.
fn password_sign_in(given: &BTreeMap<String, String>) -> Result<bool, ConfigError> {
    let name = "password_sign_in";
    let on = value(given, name, true, TRUTH)?;
    if on || given.contains_key("oidc_issuer") {
        return Ok(on);
    }
    Err(ConfigError::Value { name, given: "`false`".to_owned(), expected: "without a provider (`oidc_issuer`) nobody could sign in" })
}

/// The provider of sign-ins, if there is one.
fn oidc(given: &BTreeMap<String, String>) -> Result<Option<OidcConfig>, ConfigError> {
    let text = |name: &str| given.get(name).map_or("", |text| text.trim());
    if text("oidc_issuer").is_empty() {
        return Ok(None);
    }
    let needed = |name: &'static str| if text(name).is_empty() { Err(ConfigError::Missing { name }) } else { Ok(text(name).to_owned()) };
    let expected = "an address such as `https://id.example.com` is expected; `http://` is taken for loopback addresses such as `http://127.0.0.1:8081` alone";
    let issuer: Endpoint = text("oidc_issuer").parse().map_err(|_| ConfigError::Value {
        name: "oidc_issuer",
        given: format!("`{}`", text("oidc_issuer")),
        expected,
    })?;
    let host = issuer.as_str().split('/').nth(2).unwrap_or_default().to_owned();
    let mut scopes: Vec<String> = text("oidc_scopes").split_whitespace().map(str::to_owned).collect();
    if scopes.is_empty() {
        scopes = ["openid", "email", "profile"].map(str::to_owned).to_vec();
    }
    if !scopes.iter().any(|scope| scope == "openid") {
        let name = "oidc_scopes";
        return Err(ConfigError::Value { name, given: format!("`{}`", text(name)), expected: "`openid` has to be among them" });
    }
    let claim = if text("oidc_group_claim").is_empty() { "groups" } else { text("oidc_group_claim") };
    let mapping = Mapping::new(claim, text("oidc_groups"), text("oidc_attributes")).map_err(|fault| {
        let name = if fault.in_groups { "oidc_groups" } else { "oidc_attributes" };
        ConfigError::Value { name, given: format!("`{}`", text(name)), expected: fault.expected }
    })?;
    Ok(Some(OidcConfig {
        issuer,
        client_id: needed("oidc_client_id")?,
        client_secret: Secret::new(needed("oidc_client_secret")?),
        name: if text("oidc_name").is_empty() { host } else { text("oidc_name").to_owned() },
        scopes,
        create_people: value(given, "oidc_create_people", true, TRUTH)?,
        mapping,
    }))
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
        let config = Config::local(PathBuf::from("x"), 1, std::iter::empty()).expect("the defaults");
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
    fn a_provider_is_whole_or_refused() {
        let whole = [
            ("LUCARNE_OIDC_ISSUER", "https://id.example.com/realms/air"),
            ("LUCARNE_OIDC_CLIENT_ID", "lucarne"),
            ("LUCARNE_OIDC_CLIENT_SECRET", "hunter2"),
            ("LUCARNE_OIDC_GROUPS", "cn=pilots,dc=air = Crew;\n cabin=Crew"),
            ("LUCARNE_OIDC_ATTRIBUTES", "https://air.example/airline = carrier"),
        ];
        let oidc = load(&options(), &whole).expect("a config").oidc.expect("a provider");
        assert_eq!(
            (oidc.name.as_str(), oidc.create_people, oidc.scopes.join(" ").as_str()),
            ("id.example.com", true, "openid email profile")
        );
        let pair = |left: &str, right: &str| (left.to_owned(), right.to_owned());
        assert_eq!(oidc.mapping.groups, [pair("cn=pilots,dc=air", "Crew"), pair("cabin", "Crew")]);
        assert_eq!(oidc.mapping.attributes[0].0, "https://air.example/airline");
        assert!(!format!("{oidc:?}").contains("hunter2"), "T103");
        assert!(load(&options(), &[]).expect("a config").oidc.is_none());
        let refused: &[(&str, &str, &str)] = &[
            ("LUCARNE_OIDC_ISSUER", "http://id.example.com", "oidc_issuer"),
            ("LUCARNE_OIDC_CLIENT_ID", "", "oidc_client_id"),
            ("LUCARNE_OIDC_CLIENT_SECRET", " ", "oidc_client_secret"),
            ("LUCARNE_OIDC_SCOPES", "email profile", "oidc_scopes"),
            ("LUCARNE_OIDC_GROUPS", "pilots", "oidc_groups"),
            ("LUCARNE_OIDC_GROUPS", "pilots =", "oidc_groups"),
            ("LUCARNE_OIDC_ATTRIBUTES", "airline = Carrier", "oidc_attributes"),
            ("LUCARNE_OIDC_ATTRIBUTES", "admin = is_admin", "oidc_attributes"),
            ("LUCARNE_OIDC_ATTRIBUTES", "a = carrier; b = carrier", "oidc_attributes"),
            ("LUCARNE_OIDC_CREATE_PEOPLE", "perhaps", "oidc_create_people"),
        ];
        for (name, value, setting) in refused {
            let mut given = whole.to_vec();
            given.retain(|(known, _)| known != name);
            given.push((*name, *value));
            let said = load(&options(), &given).expect_err(name);
            assert!(said.contains(&format!("`{setting}`")) && !said.contains("hunter2"), "{name}: {said}");
        }
        assert!(load(&options(), &[("LUCARNE_PASSWORD_SIGN_IN", "false")]).is_err(), "nobody could sign in");
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
