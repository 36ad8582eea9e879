//! An application of a test's own.

use std::net::IpAddr;
use std::sync::Arc;

use access::{Actor, NodeId, Principal};
use app::content::{Node, Place};
use app::documents::{Document, DocumentRef};
use app::groups::Group;
use app::links::{Link, LinkChange};
use app::setup::SetupAsk;
use app::sharing::{AccessChange, GrantChange};
use app::users::NewUser;
use app::{App, AppError, Config, Cx, Parts, Through};
use document::Project;
use semantics::QueryEngine;
use store::{DatabaseUrl, ServerKeys, Store};
use tempfile::TempDir;
use vocab::{AttributeValue, ConnectionId, ConnectionRole, ContentRole, GroupId, ReportId, Secret, UserId};

use crate::clock::{SteppedClock, TestEntropy};
use crate::fake_engine::FakeEngine;
use crate::fake_provider::FakeProvider;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// An application on SQLite in a folder of its own, with an admin.
pub struct TestApp {
    /// What is tested.
    pub app: Arc<App>,
    /// Its engine.
    pub engine: Arc<FakeEngine>,
    /// Its clock.
    pub clock: Arc<SteppedClock>,
    /// Through whom people may sign in.
    pub provider: Arc<FakeProvider>,
    /// Ada, who administers it.
    pub admin: UserId,
    folder: Arc<TempDir>,
    database: DatabaseUrl,
}

impl TestApp {
    /// An instance that was set up, with nobody but its admin.
    pub async fn start() -> Self {
        Self::untouched().await.set_up().await
    }

    /// The same on a database of the caller's, which has to be empty.
    pub async fn start_on(database: &str) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        Self::open(folder, database.parse().expect("the address of a database")).await.set_up().await
    }

    async fn set_up(self) -> Self {
        let mut test = self;
        let code = app::setup::code(&test.app).await.expect("set-up").expect("a code before the first admin");
        let ask = SetupAsk {
            code,
            name: "Ada Admin".parse().expect("a name"),
            email: "ada@example.com".parse().expect("an address"),
            password: Secret::new(PASSWORD.to_owned()),
            organization: "Lucarne Air".parse().expect("a name"),
        };
        test.admin = app::setup::finish(&test.app, &test.nobody(), ask).await.expect("set-up").me.id;
        test
    }

    /// An instance that nobody has set up; `admin` is nobody.
    pub async fn untouched() -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let database = in_folder(&folder);
        Self::open(folder, database).await
    }

    async fn open(folder: Arc<TempDir>, database: DatabaseUrl) -> Self {
        let engine = Arc::new(FakeEngine::default());
        let clock = Arc::new(SteppedClock::default());
        let provider = Arc::new(FakeProvider::new(Arc::clone(&clock)));
        let app = open(&folder, &database, &engine, &clock, &provider, TestEntropy::default(), |_| {}).await;
        Self { app, engine, clock, provider, admin: UserId::from_parts(0, [0; 10]), folder, database }
    }

    /// Another node of this instance: the same database, folder and keys, and nothing else in common.
    pub async fn another_node(&self) -> Self {
        let engine = Arc::new(FakeEngine::default());
        let (clock, provider) = (Arc::clone(&self.clock), Arc::clone(&self.provider));
        let app = open(&self.folder, &self.database, &engine, &clock, &provider, TestEntropy::starting_at(1 << 40), |_| {}).await;
        let (folder, database) = (Arc::clone(&self.folder), self.database.clone());
        Self { app, engine, clock, provider, admin: self.admin, folder, database }
    }

    /// The same instance after a restart, with nothing left in memory.
    pub async fn restarted(self) -> Self {
        self.reconfigured(|_| {}).await
    }

    /// The same instance after a restart with other settings.
    pub async fn reconfigured(mut self, change: impl FnOnce(&mut Config)) -> Self {
        self.engine = Arc::new(FakeEngine::default());
        self.app = open(&self.folder, &self.database, &self.engine, &self.clock, &self.provider, TestEntropy::default(), change).await;
        self
    }

    /// The same instance once more, in a folder of its own: what happens to the copy does not happen to the other.
    pub async fn copied(&self) -> Self {
        self.settle().await;
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        copy(self.folder.path(), folder.path());
        let database = in_folder(&folder);
        let engine = Arc::new(FakeEngine::default());
        let (clock, provider) = (Arc::clone(&self.clock), Arc::clone(&self.provider));
        let app = open(&folder, &database, &engine, &clock, &provider, TestEntropy::default(), |_| {}).await;
        Self { app, engine, clock, provider, admin: self.admin, folder, database }
    }

    /// Where everything of it is kept, to look for what should not be there.
    pub fn files(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Waits until everything that was noted is written down.
    pub async fn settle(&self) {
        self.app.settle().await.expect("a written journal");
    }

    /// A request of somebody.
    pub fn cx(&self, user: UserId) -> Cx {
        Cx { actor: Actor::User(user), ..self.nobody() }
    }

    /// A request of nobody who has signed in.
    pub fn nobody(&self) -> Cx {
        Cx {
            actor: Actor::Anonymous,
            standing: app::Standing::Own,
            session: None,
            request_id: self.app.request_id(),
            address: Some(IpAddr::from([192, 0, 2, 1])),
            through: Through::Page,
        }
    }

    /// Adds a person; `Ben Baker` gets the address `ben@example.com`.
    pub async fn user(&self, name: &str) -> UserId {
        let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
        let new = NewUser {
            name: name.parse().expect("a name"),
            email: format!("{first}@example.com").parse().expect("an address"),
            password: Some(Secret::new(PASSWORD.to_owned())),
            is_admin: false,
        };
        app::users::create(&self.app, &self.cx(self.admin), new).await.expect("a new person").id
    }

    /// Adds a group with members.
    pub async fn group(&self, name: &str, members: &[Principal]) -> GroupId {
        let cx = self.cx(self.admin);
        let Group { id, .. } = app::groups::create(&self.app, &cx, name.parse().expect("a name")).await.expect("a new group");
        for member in members {
            app::groups::add_member(&self.app, &cx, id, *member).await.expect("a new member");
        }
        id
    }

    /// Sets a value of a text attribute.
    pub async fn attribute(&self, holder: Principal, name: &str, value: &str) {
        let values = vec![AttributeValue::String(value.to_owned())];
        let name = name.parse().expect("a name");
        app::attributes::put_values(&self.app, &self.cx(self.admin), holder, name, values).await.expect("a value");
    }

    /// Makes a folder.
    pub async fn folder(&self, owner: UserId, name: &str, place: Place) -> Node {
        app::folders::create(&self.app, &self.cx(owner), name.parse().expect("a name"), place).await.expect("a new folder")
    }

    /// Makes a document.
    pub async fn document(&self, owner: UserId, name: &str, place: Place, project: Option<Project>) -> Document {
        app::documents::create(&self.app, &self.cx(owner), name.parse().expect("a name"), place, project).await.expect("a new document")
    }

    /// Gives a role, or takes it away; by the admin.
    pub async fn grant(&self, node: NodeId, principal: Principal, role: Option<ContentRole>) {
        let change = AccessChange { organization_role: None, changes: vec![GrantChange { principal, role, boost: None }] };
        app::sharing::change(&self.app, &self.cx(self.admin), node, change).await.expect("a change of access");
    }

    /// Gives a role on a connection.
    pub async fn connection_role(&self, connection: ConnectionId, principal: Principal, role: Option<ConnectionRole>) {
        let change = app::connections::RolesChange { base_role: None, changes: vec![(principal, role)] };
        app::connections::change_roles(&self.app, &self.cx(self.admin), connection, change).await.expect("a change of roles");
    }

    /// Makes a report link.
    pub async fn link(&self, by: UserId, document: &DocumentRef, report: ReportId, settings: LinkChange) -> Result<Link, AppError> {
        app::links::create(&self.app, &self.cx(by), document, report, settings).await
    }

    /// Uploads a table of comma-separated text.
    pub async fn upload(&self, by: UserId, connection: ConnectionId, table: &str, csv: &str) -> Result<semantics::TableInfo, AppError> {
        let cx = self.cx(by);
        let place = app::tables::upload_place(&self.app, &cx, connection).await?;
        std::fs::write(&place, csv).expect("a file");
        app::tables::upload(&self.app, &cx, connection, table.into(), semantics::FileKind::Csv, place).await
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn in_folder(folder: &TempDir) -> DatabaseUrl {
    DatabaseUrl::sqlite(folder.path().join("lucarne.sqlite"))
}

async fn open(
    folder: &TempDir,
    database: &DatabaseUrl,
    engine: &Arc<FakeEngine>,
    clock: &Arc<SteppedClock>,
    provider: &Arc<FakeProvider>,
    entropy: TestEntropy,
    change: impl FnOnce(&mut Config),
) -> Arc<App> {
    let path = folder.path();
    let keys = ServerKeys::open(&path.join("keys")).expect("keys");
    let store = Store::open(database, &keys).await.expect("a store");
    let mut config = Config { oidc: Some(FakeProvider::config()), ..Config::new(path.to_owned(), "http://lucarne.test".to_owned()) };
    change(&mut config);
    let parts = Parts {
        store,
        engine: Arc::clone(engine) as Arc<dyn QueryEngine>,
        clock: Arc::clone(clock) as Arc<dyn app::Clock>,
        entropy: Arc::new(entropy),
        fetch: Arc::clone(provider) as Arc<dyn app::oidc::Fetch>,
        config,
    };
    App::start(parts).await.expect("an application")
}
