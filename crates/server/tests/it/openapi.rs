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

/// Reasons that explain why something is allowed; they are never the code of a refusal.
const REASONS_FOR: &[&str] =
    &["admin", "content_source", "ability_on", "hub_open", "name_only", "link_open", "connection_source", "boosted", "member", "denied"];

/// Whoever adds a code in another crate has to say here what it means and what to do.
#[test]
fn every_code_of_the_other_crates_has_a_page() {
    let page = server::errors_markdown();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut missing = Vec::new();
    for folder in ["access", "app", "document", "semantics"] {
        let mut files: Vec<_> = std::fs::read_dir(crates.join(folder).join("src")).expect("a folder").flatten().collect();
        files.sort_by_key(std::fs::DirEntry::file_name);
        for file in files.iter().filter(|file| file.path().extension().is_some_and(|ending| ending == "rs")) {
            let text = std::fs::read_to_string(file.path()).expect("a source file");
            for code in codes(&text) {
                if !REASONS_FOR.contains(&code) && !page.contains(&format!("\n## {code}\n")) {
                    missing.push(format!("{code} of {folder}/src/{}", file.file_name().to_string_lossy()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "add to `codes.rs`: {missing:#?}");
}

/// The codes in functions of that name, and in the faults that are noted.
fn codes(text: &str) -> Vec<&str> {
    let mut codes = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        inside = (inside || line.contains("pub const fn code(") || line.contains("pub fn code(")) && line != "    }";
        let notes = line.contains("AppError::invalid(") || line.contains("faults.add(") || line.contains("self.add(");
        if inside || notes {
            codes.extend(line.split('"').skip(1).step_by(2).filter(|literal| is_code(literal)));
        }
    }
    codes
}

fn is_code(literal: &str) -> bool {
    literal.len() > 3 && literal.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
