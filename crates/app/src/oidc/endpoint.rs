//! Addresses of a provider: HTTPS, or plain HTTP to this machine's own loopback, where nobody listens in.

use std::net::IpAddr;
use std::str::FromStr;

/// An address at which a provider may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// The address, as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether what is sent there is encrypted.
    #[must_use]
    pub fn encrypted(&self) -> bool {
        self.0.starts_with("https://")
    }
}

/// Why a text is no address of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an address such as `https://id.example.com` is expected; `http://` is taken for loopback addresses such as `http://127.0.0.1:8081` alone"
)]
pub struct NotAnEndpoint;

impl FromStr for Endpoint {
    type Err = NotAnEndpoint;

    fn from_str(text: &str) -> Result<Self, NotAnEndpoint> {
        // Other characters are where two readers of one address come to different hosts.
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) || text.contains(['#', '\\']) {
            return Err(NotAnEndpoint);
        }
        let (rest, plain) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (rest, false),
            (None, Some(rest)) => (rest, true),
            (None, None) => return Err(NotAnEndpoint),
        };
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        let host = host(authority).filter(|host| !host.is_empty()).ok_or(NotAnEndpoint)?;
        if plain && !host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()) {
            return Err(NotAnEndpoint);
        }
        Ok(Self(text.to_owned()))
    }
}

/// The host of an authority that names nobody.
fn host(authority: &str) -> Option<&str> {
    if authority.contains('@') {
        return None;
    }
    match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']').filter(|(_, port)| port.is_empty() || port.starts_with(':')).map(|(host, _)| host),
        None => Some(authority.split_once(':').map_or(authority, |(host, _)| host)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(text.parse::<Endpoint>().is_ok(), expected, "{text}");
    }

    #[test]
    fn plain_http_is_for_loopback_alone() {
        for fine in [
            "https://id.example.com",
            "https://id.example.com:8443/realms/air?x=1",
            "http://127.0.0.1:8081",
            "http://127.8.0.1/a",
            "http://[::1]:1",
        ] {
            check(fine, true);
        }
        for odd in [
            "http://id.example.com",
            "http://localhost:8081",
            "http://10.0.0.1",
            "http://[::]:1",
            "http://127.0.0.1@evil.example",
            "http://127.0.0.1.evil.example",
            "http://127.0.0.1\\@evil.example",
            "http://[::1]evil.example",
            "https://a@b",
            "https://",
            "https:///x",
            "HTTPS://id.example.com",
            "ftp://id.example.com",
            "https://id.example.com/#a",
            "https://id.example.com/ a",
            "https://exämple.com",
            "",
        ] {
            check(odd, false);
        }
    }
}
