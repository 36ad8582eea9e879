//! Texts in addresses and forms, and where somebody may be sent afterwards.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the characters that nobody reads as anything else.
const LOUD: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// One name or value.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, LOUD).to_string()
}

/// Names and values as a form has them.
pub(super) fn joined(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// An address with these parameters.
pub(super) fn extended(url: &str, pairs: &[(&str, &str)]) -> String {
    format!("{url}{}{}", if url.contains('?') { '&' } else { '?' }, joined(pairs))
}

const LONGEST: usize = 2000;

/// A place on this server's page to go on to, if it is one (T92): a path that no browser reads as another server, whatever it drops or folds.
#[must_use]
pub fn safe_next(text: &str) -> Option<String> {
    let fine = text.len() <= LONGEST
        && text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains('\\')
        && !text.chars().any(char::is_control);
    // Not back to sign-in, and not to what is no page.
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let page =
        path != "/sign-in" && path != "/api" && !path.starts_with("/api/") && !path.split('/').any(|part| part == "." || part == "..");
    (fine && page).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(safe_next(text).is_some(), expected, "{text:?}");
    }

    #[test]
    fn t92_next_never_leads_off_the_server() {
        for fine in ["/", "/d/delays?tab=1#x", "/r/abc?next=//evil.example", "/füße"] {
            check(fine, true);
        }
        let long = format!("/{}", "a".repeat(LONGEST));
        for odd in [
            "",
            "home",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            " //evil.example",
            "/a\\..\\\\evil.example",
            "/..//evil.example",
            "/.//evil.example",
            "/sign-in?next=/x",
            "/api/v1/auth/oidc/start",
            "@evil.example",
            ".evil.example",
            "/\u{0}",
            long.as_str(),
        ] {
            check(odd, false);
        }
    }

    #[test]
    fn texts_are_encoded() {
        assert_eq!(joined(&[("scope", "openid e-mail"), ("a", "ü&=")]), "scope=openid%20e-mail&a=%C3%BC%26%3D");
        assert_eq!(extended("https://a/b?c=d", &[("e", "f")]), "https://a/b?c=d&e=f");
    }
}
