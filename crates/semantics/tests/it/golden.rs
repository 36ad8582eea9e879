//! Golden files: a change of what comes out is reviewed as a diff. `UPDATE=1` writes them anew.

use std::path::Path;

/// Compares with a file under `tests/golden`.
#[track_caller]
pub(crate) fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some(line) = expected.lines().zip(found.lines()).position(|(a, b)| a != b) {
        let line_of = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
        panic!("{name}:{}\n  expected {}\n  found    {}\nUPDATE=1 accepts it", line + 1, line_of(&expected), line_of(found));
    }
    assert_eq!(expected, found, "{name}; UPDATE=1 accepts it");
}
