//! What is promised in committed files.

use std::path::{Path, PathBuf};

/// Compares with the committed text, or with `UPDATE=1` writes it.
#[track_caller]
fn check(path: PathBuf, now: &str, name: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder is made");
        std::fs::write(&path, now).expect("the file is written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == now, "{} is stale: run `UPDATE=1 cargo nextest run -p server {name}`", path.display());
}

#[test]
fn openapi_document_is_committed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    check(path, &server::openapi_json(), "openapi");
}

#[test]
fn errors_page_is_committed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors.md");
    check(path, &server::errors_markdown(), "errors");
}
