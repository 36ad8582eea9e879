//! Every route for every kind of subject: `tests/golden/access.txt` is read as a diff in review (T105).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use axum::http::Method;
use serde_json::{Value, json};

use crate::client::{Client, ORIGIN, World, router};

/// Who asks, from the weakest to the strongest.
const SUBJECTS: &[(&str, Option<&str>)] = &[
    ("anonymous", None),
    ("deactivated", None),
    ("outsider", Some("eve")),
    ("viewer", Some("vic")),
    ("manager", Some("max")),
    ("sql", Some("sam")),
    ("owner", Some("ann")),
    ("admin", Some("ada")),
];

/// Requests with a body that change nothing.
pub(crate) const READS: &[&str] = &[
    "report_data",
    "report_suggest",
    "report_download",
    "try_tenants",
    "link_data",
    "link_suggest",
    "run_query",
    "check_model",
    "check_own_model",
    "topic_suggest",
    "test_connection",
    "link_oidc",
];

/// A request as somebody with every right would make it.
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<Value>,
    pub(crate) bytes: Option<&'static str>,
}

/// The ids that requests name.
#[derive(Clone)]
pub(crate) struct Names {
    pub(crate) document: String,
    pub(crate) folder: String,
    pub(crate) report: String,
    pub(crate) tile: String,
    pub(crate) connection: String,
    pub(crate) user: String,
    pub(crate) group: String,
    pub(crate) member: String,
    pub(crate) link: String,
    pub(crate) slug: String,
    pub(crate) request: String,
    pub(crate) attribute: String,
    pub(crate) topic: String,
    /// The version of the model, as its ETag has it.
    pub(crate) model: String,
}

impl Names {
    pub(crate) fn of(world: &World, link: &app::links::Link) -> Self {
        let flights = &world.flights;
        Self {
            document: flights.document.to_string(),
            folder: flights.folder.to_string(),
            report: flights.report.to_string(),
            tile: flights.tiles[0].to_string(),
            connection: flights.connection.to_string(),
            user: flights.viewer.to_string(),
            group: flights.readers.to_string(),
            member: flights.outsider.to_string(),
            link: link.id.to_string(),
            slug: link.url.rsplit('/').next().unwrap_or_default().to_owned(),
            request: String::new(),
            attribute: "carrier".to_owned(),
            topic: "flights".to_owned(),
            model: "\"0\"".to_owned(),
        }
    }

    /// Names of the right form that nothing has.
    pub(crate) fn absent() -> Self {
        let id = |prefix: &str| format!("{prefix}0192f0c1a2b37c4d8e5f60718293a4b5");
        Self {
            document: id("doc_"),
            folder: id("fld_"),
            report: id("rep_"),
            tile: id("tile_"),
            connection: id("con_"),
            user: id("usr_"),
            group: id("grp_"),
            member: id("usr_"),
            link: id("lnk_"),
            slug: "a".repeat(26),
            request: id("ask_"),
            attribute: "nothing".to_owned(),
            topic: "nothing".to_owned(),
            model: "\"0\"".to_owned(),
        }
    }
}

/// The operations of the OpenAPI document: method, path, operation id.
pub(crate) fn operations() -> Vec<(Method, String, String)> {
    let document: Value = serde_json::from_str(&server::openapi_json()).expect("JSON");
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let id = operation["operationId"].as_str().expect("an operation id").to_owned();
            operations.push((method.to_uppercase().parse().expect("a method"), path.clone(), id));
        }
    }
    operations
}

/// The request of an operation. A route without one fails: it has to be added here, and its row looked at.
pub(crate) fn ask(method: &Method, path: &str, operation: &str, names: &Names) -> Ask {
    let mut headers = Vec::new();
    let mut bytes = None;
    let mut query = "";
    let body = match operation {
        "set_up" => Some(
            json!({"code": "x", "name": "Eve", "email": "eve@evil.example", "password": "long enough for all", "organization": "Evil"}),
        ),
        "sign_in" => Some(json!({"email": "max@example.com", "password": testkit::PASSWORD})),
        "link_oidc" => Some(json!({"password": testkit::PASSWORD})),
        "start_oidc" => {
            query = "?next=/d/delays";
            None
        }
        "finish_oidc" => {
            query = "?state=made-up&code=made-up&session_state=x";
            None
        }
        "create_folder" => Some(json!({"name": "New", "parent": names.folder})),
        "rename_folder" | "change_document" | "create_group" | "rename_group" => Some(json!({"name": "New"})),
        "create_document" => Some(json!({"name": "New", "parent": names.folder})),
        "move_node" => Some(json!({"parent": "shared"})),
        "save_project" => {
            headers.push(("if-match", "\"1\"".to_owned()));
            Some(
                json!({"format": 1, "reports": [{"id": names.report, "name": "R", "tabs": [{"id": "tab_0192f0c1a2b37c4d8e5f60718293a4b5", "name": "T", "tiles": []}]}]}),
            )
        }
        "save_tenants" => {
            headers.push(("if-match", "\"0\"".to_owned()));
            Some(json!({"table": {"columns": ["FIELD flights.origin"], "rows": [["EWR"]]}}))
        }
        "try_tenants" => Some(json!({"row": 1})),
        "report_data" | "link_data" => Some(json!({})),
        "report_suggest" | "link_suggest" | "topic_suggest" => Some(json!({"field": "flights.carrier"})),
        "report_download" | "link_download" => Some(json!({"format": "csv"})),
        "run_query" => Some(json!({"connection": names.connection, "query": {"topic": names.topic, "fields": ["flights.carrier"]}})),
        "create_connection" => Some(json!({"name": "New", "kind": "local"})),
        "put_table" => {
            headers.push(("content-type", "text/csv".to_owned()));
            bytes = Some("a,b\n1,2\n");
            None
        }
        "change_connection_roles" => Some(json!({"changes": [{"principal": {"kind": "user", "id": names.member}, "role": "viewer"}]})),
        "put_model_file" => {
            headers.push(("if-match", names.model.clone()));
            Some(json!({"text": "base_view: flights\nlabel: Flights\n"}))
        }
        "delete_model_file" => {
            headers.push(("if-match", names.model.clone()));
            None
        }
        "promote_model" => {
            headers.push(("if-match", names.model.clone()));
            Some(json!({"document": names.document}))
        }
        "check_own_model" => Some(json!({"connection": names.connection, "files": {}})),
        "check_model" => Some(json!({"files": {}})),
        "change_access" => Some(json!({"changes": [{"principal": {"kind": "user", "id": names.member}, "role": "viewer"}]})),
        "explain_access" => {
            query = "?action=view";
            None
        }
        "change_abilities" => Some(json!({"download": false})),
        "put_owner" => Some(json!({"user": names.user})),
        "put_inheritance" => Some(json!({"stands_alone": true, "start": "present"})),
        "put_instance_grant" => Some(json!({"role": "viewer"})),
        "duplicate_document" => Some(json!({"parent": "mine"})),
        "request_access" => Some(json!({"role": "editor"})),
        "grant_request" | "refuse_request" => Some(json!({})),
        "create_link" => Some(json!({"name": "New"})),
        "change_link" => Some(json!({"name": "New"})),
        "create_user" => Some(json!({"name": "New", "email": "new@example.com", "password": "long enough for all"})),
        "change_user" => Some(json!({"name": "New"})),
        "create_attribute" => Some(json!({"name": "region", "kind": "string"})),
        "put_user_attribute" | "put_group_attribute" => Some(json!({"values": ["UA"]})),
        "begin_view_as" => Some(json!({"user": names.member, "document": names.document})),
        "create_token" => Some(json!({"name": "New", "scope": "read"})),
        "change_password" => Some(json!({"current": testkit::PASSWORD, "new": "quite another one"})),
        "read_invitation" => Some(json!({"code": "x"})),
        "accept_invitation" => Some(json!({"code": "x", "password": "long enough for all"})),
        "import_attributes" => {
            headers.push(("content-type", "text/csv".to_owned()));
            bytes = Some("vic@example.com,carrier,UA\n");
            None
        }
        "change_settings" => Some(json!({"organization": "New"})),
        "setup_state"
        | "sign_in_ways"
        | "sign_out"
        | "who_am_i"
        | "list_content"
        | "delete_node"
        | "mark_favourite"
        | "unmark_favourite"
        | "list_instance_grants"
        | "delete_instance_grant"
        | "list_requests"
        | "trash_node"
        | "restore_node"
        | "read_document"
        | "read_project"
        | "read_report"
        | "read_tenants"
        | "list_connections"
        | "delete_connection"
        | "test_connection"
        | "list_tables"
        | "read_connection_roles"
        | "read_model"
        | "list_topics"
        | "read_topic"
        | "read_access"
        | "read_abilities"
        | "read_warnings"
        | "list_links"
        | "read_link"
        | "delete_link"
        | "rotate_link"
        | "link_qr"
        | "open_link"
        | "list_users"
        | "read_user"
        | "find_principals"
        | "list_groups"
        | "read_group"
        | "delete_group"
        | "add_member"
        | "remove_member"
        | "list_attributes"
        | "delete_attribute"
        | "delete_user_attribute"
        | "delete_group_attribute"
        | "end_view_as"
        | "list_tokens"
        | "end_token"
        | "export_audit"
        | "verify_audit"
        | "content_activity"
        | "delete_user"
        | "owned_by_user"
        | "invite_user"
        | "user_reach"
        | "content_reach"
        | "list_audit"
        | "read_settings"
        | "health"
        | "ready" => None,
        unknown => panic!("T105: the route `{unknown}` has no row in the access table; add its request to `ask`"),
    };
    if method == Method::PATCH && path.ends_with("/documents/{id}") {
        headers.push(("if-match", "\"1\"".to_owned()));
    }
    let (id, name) = if path.contains("/folders/") {
        (&names.folder, "")
    } else if path.contains("/connections/") {
        let name = match operation {
            "put_table" => "extra",
            "put_model_file" | "delete_model_file" => "flights.topic.yaml",
            _ => names.topic.as_str(),
        };
        (&names.connection, name)
    } else if path.contains("/links/{id}") {
        (&names.link, "")
    } else if path.contains("/requests/{id}") {
        (&names.request, "")
    } else if path.contains("/users/") {
        (&names.user, names.attribute.as_str())
    } else if path.contains("/groups/") {
        (&names.group, names.attribute.as_str())
    } else {
        (&names.document, names.attribute.as_str())
    };
    let filled = path
        .replace("{id}", id)
        .replace("{name}", name)
        .replace("{report}", &names.report)
        .replace("{tile}", &names.tile)
        .replace("{slug}", &names.slug)
        .replace("{group}", &names.group)
        .replace("{principal}", &names.member);
    Ask { method: method.clone(), path: format!("{filled}{query}"), headers, body, bytes }
}

/// Makes the request.
pub(crate) async fn make(client: &Client, ask: &Ask) -> crate::client::Reply {
    let asked: Vec<(&str, &str)> = ask.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match ask.bytes {
        Some(bytes) => {
            let mut headers = vec![("origin", ORIGIN)];
            headers.extend_from_slice(&asked);
            client.raw(ask.method.clone(), &ask.path, &headers, bytes).await
        }
        None => client.send(ask.method.clone(), &ask.path, &asked, ask.body.as_ref()).await,
    }
}

#[tokio::test]
async fn t105_every_route_for_every_kind_of_subject() {
    let world = World::start().await;
    let link = world.flights.public_link(Some("UA")).await;
    let mut names = Names::of(&world, &link);
    let mut cookies = BTreeMap::new();
    for (subject, first_name) in SUBJECTS {
        if let Some(first_name) = first_name {
            cookies.insert(*subject, world.signed_in(first_name).await.cookie);
        }
    }
    let model = format!("/api/v1/connections/{}/model", names.connection);
    names.model = world.signed_in("ada").await.get(&model).await.header("etag").to_owned();
    names.request = open_request(&world).await;
    // A session that was alive before its person was deactivated.
    let admin = world.signed_in("ada").await;
    let dan = format!("/api/v1/users/{}", world.flights.deactivated);
    assert_eq!(admin.patch(&dan, &json!({"active": true})).await.outcome(), "200");
    cookies.insert("deactivated", world.signed_in("dan").await.cookie);
    assert_eq!(admin.patch(&dan, &json!({"active": false})).await.outcome(), "200");

    let mut table = String::from(
        "# Status and code of every route for every kind of subject. The thing asked for is a document that is shared with a group.\n",
    );
    let mut copy = world.flights.test.copied().await;
    for (method, path, operation) in operations() {
        let ask = ask(&method, &path, &operation, &names);
        let _ = write!(table, "\n{method} {path}\n");
        for (subject, _) in SUBJECTS {
            let client = Client { router: router(&copy, false), cookie: cookies.get(subject).cloned().flatten() };
            let reply = make(&client, &ask).await;
            assert!(!reply.status.is_server_error(), "{subject} {method} {path}: {}", reply.text());
            let _ = writeln!(table, "  {subject:<12} {}", reply.outcome());
            if reply.status.is_success() && method != Method::GET && !READS.contains(&operation.as_str()) {
                copy = world.flights.test.copied().await;
            }
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/access.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(&file, &table).expect("the table is written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == table, "the access table has changed: run `UPDATE=1 cargo nextest run -p server access` and look at the diff");
}

/// A viewer asks to edit the document, which takes no requests otherwise.
async fn open_request(world: &World) -> String {
    let abilities = format!("/api/v1/documents/{}/abilities", world.flights.document);
    let owner = world.signed_in("ann").await;
    assert_eq!(owner.patch(&abilities, &json!({"request_access": true})).await.outcome(), "200");
    let requests = format!("/api/v1/content/{}/requests", world.flights.document);
    let asked = world.signed_in("vic").await.post(&requests, &json!({"role": "editor"})).await;
    assert_eq!(asked.outcome(), "201", "{}", asked.text());
    assert_eq!(owner.patch(&abilities, &json!({"request_access": false})).await.outcome(), "200");
    asked.json()["id"].as_str().expect("an id").to_owned()
}

/// T02, T06: with real ids that are not for them, and with ids that nothing has, strangers get the same answers on all routes.
#[tokio::test]
async fn t06_others_ids_answer_as_ids_that_are_not_there() {
    let world = World::start().await;
    let link =
        world.flights.test.link(world.flights.analyst, &world.flights.document_ref(), world.flights.report, Default::default()).await;
    let mut names = Names::of(&world, &link.expect("a link"));
    names.request = open_request(&world).await;
    let stranger = world.signed_in("eve").await;
    for (method, path, operation) in operations() {
        // Lists have no id; what signs out or changes the stranger's own things is not about others.
        if !path.contains('{') || operation == "sign_out" {
            continue;
        }
        let real = make(&stranger, &ask(&method, &path, &operation, &names)).await;
        let absent = make(&stranger, &ask(&method, &path, &operation, &Names::absent())).await;
        assert!(real.status.is_client_error(), "{method} {path}: {}", real.text());
        assert_eq!(real.status, absent.status, "{method} {path}: {} and {}", real.text(), absent.text());
        assert_eq!(real.without_request_id(), absent.without_request_id(), "{method} {path}");
        assert_eq!(real.header("content-type"), absent.header("content-type"));
    }
}
