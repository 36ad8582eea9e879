//! The session cookie: a random secret that means nothing outside the server (T47).

use axum::http::{HeaderMap, HeaderValue, header};
use vocab::Secret;

/// The cookie over HTTPS; browsers take a name with this prefix only with `Secure`, `Path=/` and no domain.
const SECURE: &str = "__Host-lucarne";
/// The cookie over plain HTTP, as on loopback.
pub(crate) const PLAIN: &str = "lucarne";

/// The cookie of a browser that is away at the provider of sign-ins.
const AWAY_SECURE: &str = "__Host-lucarne-away";
const AWAY_PLAIN: &str = "lucarne-away";

/// The secret in the request's cookies. Of two with the same name neither is believed.
pub(crate) fn secret(headers: &HeaderMap, secure: bool) -> Option<Secret<String>> {
    only(headers, name(secure))
}

/// What the browser kept while it was at the provider.
pub(crate) fn browser(headers: &HeaderMap, secure: bool) -> Option<Secret<String>> {
    only(headers, away(secure))
}

fn only(headers: &HeaderMap, name: &str) -> Option<Secret<String>> {
    let mut found = None;
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    for (key, value) in pairs.filter_map(|pair| pair.trim().split_once('=')) {
        if key == name && found.replace(value).is_some() {
            return None;
        }
    }
    found.filter(|value| !value.is_empty() && value.len() <= 256).map(|value| Secret::new(value.to_owned()))
}

/// The secret that a program sends as `Authorization: Bearer`; of two headers neither is believed.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<Secret<String>> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (first, second) = (values.next()?, values.next());
    let (scheme, token) = first.to_str().ok()?.split_once(' ')?;
    let believed = second.is_none() && scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= 256;
    believed.then(|| Secret::new(token.to_owned()))
}

/// The header that gives a session to the browser.
pub(crate) fn set(secret: &Secret<String>, lifetime_seconds: u64, secure: bool) -> HeaderValue {
    cookie(name(secure), secret.expose(), lifetime_seconds, secure)
}

/// The header that lets the browser keep something until it is back from the provider.
pub(crate) fn set_browser(secret: &Secret<String>, lifetime_seconds: u64, secure: bool) -> HeaderValue {
    cookie(away(secure), secret.expose(), lifetime_seconds, secure)
}

/// The header that takes that away.
pub(crate) fn clear_browser(secure: bool) -> HeaderValue {
    cookie(away(secure), "", 0, secure)
}

/// The header that takes it away.
pub(crate) fn clear(secure: bool) -> HeaderValue {
    cookie(name(secure), "", 0, secure)
}

fn cookie(name: &str, value: &str, seconds: u64, secure: bool) -> HeaderValue {
    let secure_mark = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure_mark}");
    let mut header = HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
    header.set_sensitive(true);
    header
}

const fn name(secure: bool) -> &'static str {
    if secure { SECURE } else { PLAIN }
}

const fn away(secure: bool) -> &'static str {
    if secure { AWAY_SECURE } else { AWAY_PLAIN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cookies: &[&'static str], secure: bool, expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(header::COOKIE, HeaderValue::from_static(cookie));
        }
        assert_eq!(secret(&headers, secure).map(|secret| secret.expose().clone()).as_deref(), expected, "{cookies:?}");
    }

    #[track_caller]
    fn check_bearer(values: &[&'static str], expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, HeaderValue::from_static(value));
        }
        assert_eq!(bearer(&headers).map(|secret| secret.expose().clone()).as_deref(), expected, "{values:?}");
    }

    #[test]
    fn one_bearer_token_is_believed() {
        check_bearer(&["Bearer abc"], Some("abc"));
        check_bearer(&["bearer abc"], Some("abc"));
        check_bearer(&["Basic abc"], None);
        check_bearer(&["Bearer "], None);
        check_bearer(&["Bearer"], None);
        check_bearer(&["Bearer abc", "Bearer abd"], None);
        check_bearer(&[], None);
    }

    #[test]
    fn one_cookie_of_the_right_name_is_believed() {
        check(&["lucarne=abc"], false, Some("abc"));
        check(&["a=b; lucarne=abc; c=d"], false, Some("abc"));
        check(&["lucarne=abc"], true, None);
        check(&["__Host-lucarne=abc"], true, Some("abc"));
        check(&["lucarne=abc; lucarne=def"], false, None);
        check(&["lucarne=abc", "lucarne=abc"], false, None);
        check(&["lucarne="], false, None);
        check(&["Lucarne=abc"], false, None);
    }

    #[test]
    fn attributes() {
        let text = set(&Secret::new("abc".to_owned()), 60, true);
        assert_eq!(text.to_str().ok(), Some("__Host-lucarne=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure"));
        assert_eq!(clear(false).to_str().ok(), Some("lucarne=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
    }
}
