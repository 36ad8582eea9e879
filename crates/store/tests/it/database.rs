//! A fresh, empty database for a case, which several stores can open.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use store::{DatabaseUrl, ServerKeys, Store};
use tempfile::TempDir;

use crate::postgres::Server;

pub(crate) type Case = (&'static str, fn(Db) -> Pin<Box<dyn Future<Output = ()> + Send>>);

#[derive(Clone)]
pub(crate) struct Db {
    pub(crate) url: DatabaseUrl,
    pub(crate) keys: ServerKeys,
    raw: String,
    folder: Arc<TempDir>,
}

static NEXT: AtomicU32 = AtomicU32::new(1);

impl Db {
    pub(crate) fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("lucarne.db");
        Self { url: DatabaseUrl::sqlite(&path), raw: format!("sqlite://{}", path.display()), ..Self::new(folder) }
    }

    pub(crate) async fn postgres(server: &Server) -> Self {
        let name = format!("case_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let admin = Database::connect(server.url("postgres")).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        let raw = server.url(&name);
        Self { url: raw.parse().unwrap(), raw, ..Self::new(TempDir::new().unwrap()) }
    }

    fn new(folder: TempDir) -> Self {
        let keys = ServerKeys::open(&folder.path().join("keys")).unwrap();
        Self { url: DatabaseUrl::sqlite(folder.path()), keys, raw: String::new(), folder: Arc::new(folder) }
    }

    /// A node of the instance.
    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.url, &self.keys).await.unwrap()
    }

    /// Around the store, to look at rows and to damage them.
    pub(crate) async fn raw(&self) -> DatabaseConnection {
        Database::connect(&self.raw).await.unwrap()
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.raw.starts_with("sqlite")
    }
}
