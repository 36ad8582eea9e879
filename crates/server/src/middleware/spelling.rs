//! One spelling per address (T08): what a proxy, a file system or a careless router might read as another address names nothing here.

/// Whether the path is written in the one way in which addresses are written.
pub(crate) fn is_canonical(path: &str) -> bool {
    if !path.starts_with('/') || path.contains("//") || path.contains(['\\', ';', '\0']) {
        return false;
    }
    if path.split('/').any(|part| part == "." || part == "..") {
        return false;
    }
    !hides_structure(path)
}

/// Percent-encoded slashes, backslashes, dots and control characters, and percent signs that encode nothing.
fn hides_structure(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'%').any(|(at, _)| {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.map(|digits| u8::from_str_radix(digits, 16)) {
            Some(Ok(byte)) => matches!(byte, b'/' | b'\\' | b'.' | b'%') || byte < 0x20 || byte == 0x7f,
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::is_canonical;

    #[track_caller]
    fn check(path: &str, expected: bool) {
        assert_eq!(is_canonical(path), expected, "{path}");
    }

    #[test]
    fn t08_only_one_spelling_is_an_address() {
        check("/", true);
        check("/api/v1/me", true);
        check("/api/v1/connections/con_1/tables/my%20table", true);
        check("/api/v1/connections/con_1/model/files/flights.view.yaml", true);
        for odd in [
            "//api/v1/me",
            "/api//v1/me",
            "/api/v1/./me",
            "/api/v1/../v1/me",
            "/api/v1/%2e%2e/me",
            "/api%2fv1/me",
            "/api%2Fv1/me",
            "/api/v1/me;x=1",
            "/api\\v1/me",
            "/api/v1/me%00",
            "/api/v1/%252e",
            "/api/v1/%zz",
            "/api/v1/me%",
            "",
        ] {
            check(odd, false);
        }
    }
}
