//! T46 and T89: keys are made at random, and files that others can read are refused.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use store::{DatabaseUrl, FileError, ServerKeys, Store, StoreError};
use tempfile::TempDir;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn t46_keys_are_random_and_stay() {
    let folder = TempDir::new().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let first = ServerKeys::open(&one).unwrap().derive("x");
    assert_eq!(ServerKeys::open(&one).unwrap().derive("x"), first);
    assert_ne!(ServerKeys::open(&two).unwrap().derive("x"), first);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no draft is left behind");
    fs::write(&two, "secret\n").unwrap();
    let refused = ServerKeys::open(&two).map(|_| ());
    assert!(matches!(refused, Err(FileError::BadKeys { .. })), "{refused:?}");
}

#[test]
fn t89_a_key_file_that_others_can_read_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("keys");
    ServerKeys::open(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    for exposed in [0o640, 0o604, 0o620] {
        chmod(&path, exposed);
        let refused = ServerKeys::open(&path).map(|_| ());
        assert!(matches!(refused, Err(FileError::Exposed { .. })), "{exposed:o}: {refused:?}");
    }
}

#[tokio::test]
async fn t89_a_database_that_others_can_read_is_refused() {
    let folder = TempDir::new().unwrap();
    let keys = ServerKeys::open(&folder.path().join("keys")).unwrap();
    let path = folder.path().join("lucarne.db");
    let url = DatabaseUrl::sqlite(&path);
    let store = Store::open(&url, &keys).await.unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    drop(store);
    chmod(&path, 0o644);
    let refused = Store::open(&url, &keys).await.map(|_| ());
    assert!(matches!(refused, Err(StoreError::File(FileError::Exposed { .. }))), "{refused:?}");
}

#[test]
fn addresses_of_databases() {
    let check = |text: &str, good: bool| assert_eq!(text.parse::<DatabaseUrl>().is_ok(), good, "{text}");
    check("sqlite:/var/lib/lucarne/lucarne.db", true);
    check("sqlite://lucarne.db", true);
    check("postgres://u:p@db/lucarne", true);
    check("sqlite::memory:", false);
    check("sqlite:/a?mode=ro", false);
    check("mysql://u:p@db/lucarne", false);
    check("", false);
    let shown = format!("{:?}", "postgres://u:hunter2@db/x".parse::<DatabaseUrl>().unwrap());
    assert!(!shown.contains("hunter2"), "t103: {shown}");
}
