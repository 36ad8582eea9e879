//! What the address of the database holds is for the database alone.

use store::{DatabaseUrl, ServerKeys, Store};

/// T103: whatever is wrong with an address, no error and no log line that prints it shows the password in it.
#[tokio::test]
async fn t103_the_address_of_a_database_is_never_printed_with_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let keys = ServerKeys::open(&folder.path().join("keys")).unwrap();
    for address in [
        "postgres://lucarne:canary-word@127.0.0.1:1/none",
        "postgres://lucarne:canary-word@127.0.0.1:99999999/none",
        "postgres://lucarne:canary-word@:not-a-port/none",
        "postgres://lucarne:canary-word%zz@[::1/none",
        "postgres://lucarne@127.0.0.1:1/none?password=canary-word&sslmode=nonsense",
        "postgresql://canary-word",
        "mysql://lucarne:canary-word@127.0.0.1/none",
        "sqlite:canary-word?mode=canary-word",
    ] {
        let shown = match address.parse::<DatabaseUrl>() {
            Ok(url) => {
                let error = Store::open(&url, &keys).await.map(|_| ()).expect_err("nobody is there");
                format!("{url:?} {error} {error:?} {:?}", std::error::Error::source(&error).map(ToString::to_string))
            }
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(!shown.contains("canary"), "{address}: {shown}");
    }
    let shown = format!("{keys:?}");
    let kept = std::fs::read(folder.path().join("keys")).unwrap();
    assert!(shown.len() < 200 && !kept.is_empty(), "{shown}");
}
