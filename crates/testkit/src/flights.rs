//! A small airline's world: one connection with a row policy, one document with a report, and people of each kind.

use access::{LinkMode, LinkRight, NodeId, Principal};
use app::content::Place;
use app::documents::DocumentRef;
use app::links::{Link, LinkChange};
use app::settings::SettingsChange;
use document::Project;
use serde_json::json;
use vocab::{
    AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ContentRole, DocumentId, FolderId, GroupId, ReportId, TileId, UserId,
};

use crate::test_app::TestApp;

/// Three airlines, six flights.
pub const ROWS: &str = "carrier,origin,month,delay\nUA,EWR,1,5\nUA,LGA,2,15\nAA,JFK,1,0\nAA,LGA,2,30\nDL,JFK,1,7\nDL,EWR,2,9\n";

/// The model: rows of one's own carrier only; `delay` for those with the attribute `internal` alone.
pub const MODEL: &[(&str, &str)] = &[
    ("model.yaml", "access_grants:\n  internal:\n    user_attribute: internal\n    allowed_values: [\"yes\"]\n"),
    (
        "flights.view.yaml",
        "table_name: flights
row_policies:
  - field: carrier
    user_attribute: carrier
    values_for_unfiltered: [\"*\"]
dimensions:
  carrier:
    label: Carrier
  origin:
    label: Origin
  month:
    label: Month
  delay:
    label: Delay
    required_access_grants: [internal]
measures:
  count:
    aggregate_type: count
",
    ),
    ("flights.topic.yaml", "base_view: flights\nlabel: Flights\n"),
];

/// The world.
pub struct Flights {
    /// The application and its admin.
    pub test: TestApp,
    /// The connection with the table `flights`.
    pub connection: ConnectionId,
    /// A folder in Shared that only grants open.
    pub folder: FolderId,
    /// A document in it.
    pub document: DocumentId,
    /// Its report.
    pub report: ReportId,
    /// Its tiles: by carrier, by origin, by carrier once more, SQL, text.
    pub tiles: [TileId; 5],
    /// Owns folder and document; querier; sees all carriers.
    pub analyst: UserId,
    /// Viewer of the folder by the group; carrier UA.
    pub manager: UserId,
    /// As the manager, and querier.
    pub sql_manager: UserId,
    /// Viewer of the folder; no attribute.
    pub viewer: UserId,
    /// Nothing is shared with them.
    pub outsider: UserId,
    /// Was viewer of the folder, and is deactivated.
    pub deactivated: UserId,
    /// Viewers of the folder.
    pub readers: GroupId,
}

impl Flights {
    /// Makes the world.
    pub async fn start() -> Self {
        Self::on(TestApp::start().await).await
    }

    /// Makes the world in an instance that has nobody but its admin.
    pub async fn on(test: TestApp) -> Self {
        let analyst = test.user("Ann Analyst").await;
        let manager = test.user("Max Manager").await;
        let sql_manager = test.user("Sam Sql").await;
        let viewer = test.user("Vic Viewer").await;
        let outsider = test.user("Eve Elsewhere").await;
        let deactivated = test.user("Dan Deactivated").await;
        let connection = connection(&test).await;
        for user in [analyst, sql_manager] {
            test.connection_role(connection, Principal::User(user), Some(ConnectionRole::Querier)).await;
        }
        for user in [manager, viewer] {
            test.connection_role(connection, Principal::User(user), Some(ConnectionRole::Viewer)).await;
        }
        let readers = test.group("Readers", &[manager, sql_manager, viewer, deactivated].map(Principal::User)).await;
        for name in ["carrier", "internal"] {
            let attribute = app::attributes::Attribute {
                name: name.parse().expect("a name"),
                label: String::new(),
                kind: AttributeKind::String,
                multiple: name == "carrier",
                default: None,
                system: false,
            };
            app::attributes::create(&test.app, &test.cx(test.admin), attribute).await.expect("an attribute");
        }
        for (user, value) in [(analyst, "*"), (manager, "UA"), (sql_manager, "UA"), (outsider, "UA")] {
            test.attribute(Principal::User(user), "carrier", value).await;
        }
        let folder = test.folder(analyst, "Punctuality", Place::Shared).await.id;
        test.grant(folder, Principal::Group(readers), Some(ContentRole::Viewer)).await;
        let NodeId::Folder(folder) = folder else { unreachable!("a folder") };
        let project = project(connection);
        let report = project.reports[0].id;
        let tiles: Vec<TileId> = project.reports[0].tiles().map(|tile| tile.id).collect();
        let document = test.document(analyst, "On time", Place::Folder(folder), Some(project)).await;
        let NodeId::Document(document) = document.node.id else { unreachable!("a document") };
        let change = app::users::UserChange { active: Some(false), ..Default::default() };
        app::users::change(&test.app, &test.cx(test.admin), deactivated, change).await.expect("a change");
        let tiles = tiles.try_into().expect("five tiles");
        Self { test, connection, folder, document, report, tiles, analyst, manager, sql_manager, viewer, outsider, deactivated, readers }
    }

    /// The document as routes name it.
    pub fn document_ref(&self) -> DocumentRef {
        DocumentRef::Id(self.document)
    }

    /// Lets links for everyone work, and makes one of the report for visitors of this carrier.
    pub async fn public_link(&self, carrier: Option<&str>) -> Link {
        self.public_links(access::PublicLinks::Anyone).await;
        let attributes = carrier.map(|value| ("carrier".parse().expect("a name"), vec![AttributeValue::String(value.to_owned())]));
        let settings = LinkChange {
            mode: Some(LinkMode::Everyone),
            rights: Some([LinkRight::View].into()),
            attributes: Some(attributes.into_iter().collect()),
            ..Default::default()
        };
        self.test.link(self.test.admin, &self.document_ref(), self.report, settings).await.expect("a link")
    }

    /// Sets how far links for everyone open.
    pub async fn public_links(&self, to: access::PublicLinks) {
        let change = SettingsChange { public_links: Some(to), ..Default::default() };
        app::settings::change(&self.test.app, &self.test.cx(self.test.admin), change).await.expect("a setting");
    }
}

async fn connection(test: &TestApp) -> ConnectionId {
    let cx = test.cx(test.admin);
    let connection = app::connections::create(&test.app, &cx, "NYC flights".parse().expect("a name")).await.expect("a connection").id;
    test.upload(test.admin, connection, "flights", ROWS).await.expect("a table");
    let mut model = app::models::get(&test.app, &cx, connection).await.expect("a model");
    for (name, text) in MODEL {
        let saved = app::models::put_file(&test.app, &cx, connection, (*name).to_owned(), (*text).to_owned(), model.version).await;
        model.version = saved.expect("a model without errors").version;
    }
    connection
}

fn project(connection: ConnectionId) -> Project {
    let id = |prefix: &str, number: u32| format!("{prefix}{number:032x}");
    let tile = |number: u32, content: serde_json::Value| json!({"id": id("tile_", number), "title": format!("Tile {number}"), "layout": {"x": 0, "y": number * 4, "w": 6, "h": 4}, "content": content});
    let query = |field: &str, kind: &str| {
        json!({"kind": "query", "connection": connection, "chart": {"kind": kind},
            "query": {"topic": "flights", "fields": [field, "flights.count"]}})
    };
    let tiles = [
        tile(1, query("flights.carrier", "bar")),
        tile(2, query("flights.origin", "bar")),
        tile(3, query("flights.carrier", "table")),
        tile(4, json!({"kind": "sql", "connection": connection, "sql": "select carrier, origin from flights", "chart": {"kind": "table"}})),
        tile(5, json!({"kind": "text", "markdown": "Flights of *2013*"})),
    ];
    let project = json!({"format": 1, "reports": [{"id": id("rep_", 1), "name": "On time", "tabs": [{"id": id("tab_", 1), "name": "All", "tiles": tiles}],
        "filters": [{"id": "month", "field": "flights.month", "label": "Month", "op": "in"}]}]});
    serde_json::from_value(project).expect("a project")
}
