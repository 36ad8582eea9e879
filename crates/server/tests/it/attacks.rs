//! Lines of the attack list at the door, over all routes at once where the line is about all of them.

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{PASSWORD, TestApp};

use crate::access::{Ask, Names, READS, ask, make, operations};
use crate::client::{Client, ORIGIN, Reply, World};

/// Every operation as it would be asked, with ids that are there.
async fn asks(world: &World) -> Vec<(Method, String, String, Ask)> {
    let link = world.flights.public_link(Some("UA")).await;
    let mut names = Names::of(world, &link);
    names.request = "ask_0192f0c1a2b37c4d8e5f60718293a4b5".to_owned();
    let asked = operations().into_iter().map(|(method, path, operation)| {
        let ask = ask(&method, &path, &operation, &names);
        (method, path, operation, ask)
    });
    asked.collect()
}

async fn token(client: &Client) -> String {
    let made = client.post("/api/v1/tokens", &json!({"name": "everything", "scope": "admin"})).await;
    made.json()["token"].as_str().expect("a token").to_owned()
}

async fn with_token(client: &Client, token: &str, ask: &Ask) -> Reply {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("authorization", bearer.as_str())];
    headers.extend(ask.headers.iter().map(|(name, value)| (*name, value.as_str())));
    let client = Client { cookie: None, ..client.clone() };
    match ask.bytes {
        Some(bytes) => client.raw(ask.method.clone(), &ask.path, &headers, bytes).await,
        None => client.send(ask.method.clone(), &ask.path, &headers, ask.body.as_ref()).await,
    }
}

/// T10: there are two families of ways in, a browser with a session and a program with a token; and two of asking, GET and HEAD.
#[tokio::test]
async fn t10_a_program_and_a_browser_get_the_same_decisions() {
    // What is about the session itself, which a token has none of.
    const OWN: &[&str] = &["who_am_i", "list_tokens"];
    let world = World::start().await;
    let asks = asks(&world).await;
    let mut compared = 0;
    for who in ["eve", "vic", "max", "sam", "ann", "ada"] {
        let browser = world.signed_in(who).await;
        let token = token(&browser).await;
        for (method, path, operation, ask) in &asks {
            if (*method != Method::GET && !READS.contains(&operation.as_str())) || OWN.contains(&operation.as_str()) {
                continue;
            }
            // What was read last stands in the log, which both of them write.
            let log = operation.ends_with("audit") || operation == "content_activity";
            let (page, program) = (make(&browser, ask).await, with_token(&browser, &token, ask).await);
            assert_eq!(page.outcome(), program.outcome(), "{who} {method} {path}");
            if !log && page.header("content-type").ends_with("json") {
                assert_eq!(told(&page), told(&program), "{who} {method} {path}");
            }
            if *method == Method::GET {
                let head = browser.raw(Method::HEAD, &ask.path, &[], "").await;
                assert_eq!((head.status, head.body.len()), (page.status, 0), "{who} HEAD {path}");
            }
            compared += 1;
        }
    }
    assert!(compared > 250, "{compared}");
}

/// A body without what is new in each answer: ids of requests, and when something was read last.
fn told(reply: &Reply) -> Value {
    fn still(value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.retain(|name, _| {
                    !["last_used_at", "last_opened", "last_opened_at", "last_seen_at", "elapsed_ms", "openings"].contains(&name.as_str())
                });
                object.values_mut().for_each(still);
            }
            Value::Array(values) => values.iter_mut().for_each(still),
            _ => {}
        }
    }
    let mut body = reply.without_request_id();
    still(&mut body);
    body
}

/// T08: for every route and method, another spelling is no address; so nothing is changed by one either.
#[tokio::test]
async fn t08_no_other_spelling_of_any_route_does_anything() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    for (method, path, operation, ask) in asks(&world).await {
        if ["sign_out", "end_view_as"].contains(&operation.as_str()) {
            continue;
        }
        let path_only = ask.path.split('?').next().unwrap_or_default().to_owned();
        for odd in [
            path_only.replacen("/api", "//api", 1),
            path_only.replacen("/v1/", "/v1%2F", 1),
            path_only.replacen("/v1/", "/v1/..;/v1/", 1),
            path_only.replacen("/v1/", "/v1/%E2%80%A4%E2%80%A4/v1/", 1),
            path_only.replacen("/v1/", "/v1/%EF%BC%8E/", 1),
            path_only.replacen("/api/", "/Api/", 1),
            format!("{path_only}."),
            format!("{path_only}%2e"),
            format!("{path_only}/."),
            format!("{path_only}%09"),
        ] {
            let reply = make(
                &admin,
                &Ask { method: method.clone(), path: odd.clone(), headers: ask.headers.clone(), body: ask.body.clone(), bytes: ask.bytes },
            )
            .await;
            let nothing = reply.status == StatusCode::NOT_FOUND || reply.status == StatusCode::METHOD_NOT_ALLOWED;
            // Names of tables and files are free text: one with a dot at the end is another name, refused or saved against an old version.
            let free = path.ends_with("/{name}") && odd.ends_with('.');
            let named = free && [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::PRECONDITION_FAILED].contains(&reply.status);
            assert!(nothing || named, "{method} {odd} ({path}): {} {}", reply.status, reply.text());
        }
    }
    let me = admin.get("/api/v1/me").await;
    assert_eq!(me.status, StatusCode::OK);
}

/// T16: the directory is for people with a login, names whoever can be shared with, and neither who has gone nor a stand-in.
#[tokio::test]
async fn t16_the_directory_names_who_can_be_shared_with_and_nobody_else() {
    let world = World::start().await;
    let link = world.flights.public_link(None).await;
    let slug = link.url.rsplit('/').next().expect("a slug").to_owned();
    let (admin, viewer) = (world.signed_in("ada").await, world.signed_in("vic").await);
    let found = async |client: &Client, q: &str| {
        let reply = client.get(&format!("/api/v1/principals?q={q}&limit=200")).await.json();
        let names = reply["items"].as_array().expect("items").iter();
        names.map(|item| item["name"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&viewer, "max@").await, ["Max Manager"], "somebody to share one's own documents with");
    for gone in ["Dan", "dan@example.com", "Deactivated"] {
        assert_eq!(found(&viewer, gone).await, [""; 0], "{gone} has gone");
    }
    assert_eq!(admin.post("/api/v1/view_as", &json!({"group": world.flights.readers})).await.status, StatusCode::OK);
    assert_eq!(found(&viewer, "a%20member").await, [""; 0], "a stand-in is nobody");
    admin.delete("/api/v1/view_as").await;
    // What is kept of a person beside name and address is for admins: values, groups, when they were there last.
    let reply = viewer.get("/api/v1/principals?q=max").await;
    let item = reply.json()["items"][0].clone();
    for key in item.as_object().expect("an item").keys() {
        assert!(["email", "id", "kind", "members", "name", "principal"].contains(&key.as_str()), "{item}");
    }
    assert!(!reply.text().contains("UA") && !reply.text().contains("Readers"), "{}", reply.text());
    // A visitor of a link has no directory, and meets no name in anything that the link shows.
    let visitor = world.anonymous();
    visitor.get("/api/v1/principals?q=a").await.problem(401, "not_signed_in");
    let shown = visitor.get(&format!("/api/v1/r/{slug}")).await.text().into_owned()
        + &visitor.post(&format!("/api/v1/r/{slug}/data"), &json!({})).await.text();
    for name in ["Ann", "Analyst", "@example.com", "Readers", "usr_", "grp_"] {
        assert!(!shown.contains(name), "{name} in {shown}");
    }
    // Somebody who sees one document as another person meets nobody beyond it.
    world
        .flights
        .test
        .grant(
            access::NodeId::Document(world.flights.document),
            access::Principal::User(world.flights.manager),
            Some(vocab::ContentRole::Manager),
        )
        .await;
    let max = world.signed_in("max").await;
    max.post("/api/v1/view_as", &json!({"user": world.flights.viewer, "document": world.flights.document})).await.json();
    max.get("/api/v1/principals?q=a").await.problem(404, "not_found");
}

/// T18: what somebody has under way is theirs: to others its id is an id of nothing.
#[tokio::test]
async fn t18_somebody_elses_request_is_not_there() {
    let world = World::start().await;
    let (ann, vic) = (world.signed_in("ann").await, world.signed_in("vic").await);
    let abilities = format!("/api/v1/documents/{}/abilities", world.flights.document);
    assert_eq!(ann.patch(&abilities, &json!({"request_access": true})).await.outcome(), "200");
    let asked = vic.post(&format!("/api/v1/content/{}/requests", world.flights.document), &json!({"role": "editor"})).await.json();
    let id = asked["id"].as_str().expect("an id").to_owned();
    for who in ["vic", "max", "eve", "sam"] {
        let client = world.signed_in(who).await;
        for act in ["grant", "refuse"] {
            let there = client.post(&format!("/api/v1/requests/{id}/{act}"), &json!({})).await;
            let absent = client.post(&format!("/api/v1/requests/ask_0192f0c1a2b37c4d8e5f60718293a4b5/{act}"), &json!({})).await;
            there.problem(404, "not_found");
            assert_eq!(there.without_request_id(), absent.without_request_id(), "{who} {act}");
        }
        let listed = client.get("/api/v1/requests").await.text().into_owned() + &client.get("/api/v1/requests?mine=true").await.text();
        assert_eq!(listed.contains(&id), who == "vic", "{who}: {listed}");
    }
    assert!(ann.get("/api/v1/requests").await.text().contains(&id), "still open");
}

/// T19: what a viewer gets an answer from, and that is all; no helper of admins, modelers or managers is among it, whatever it would only look at.
#[tokio::test]
async fn t19_a_viewer_calls_no_helper() {
    const VIEWERS: &[&str] = &[
        "setup_state",
        "sign_in",
        "sign_out",
        "who_am_i",
        "health",
        "ready",
        "list_content",
        "mark_favourite",
        "unmark_favourite",
        "list_requests",
        "read_document",
        "read_abilities",
        "read_report",
        "report_data",
        "list_connections",
        "find_principals",
        "end_view_as",
        "list_tokens",
        "create_token",
        "change_password",
        "open_link",
        "link_data",
    ];
    let world = World::start().await;
    let viewer = world.signed_in("vic").await;
    world.flights.test.engine.forget_asks();
    let mut refused = BTreeSet::new();
    for (method, path, operation, ask) in asks(&world).await {
        if VIEWERS.contains(&operation.as_str()) {
            continue;
        }
        let reply = make(&viewer, &ask).await;
        assert!(reply.status.is_client_error(), "{method} {path} answered a viewer with {}: {}", reply.status, reply.text());
        assert!(
            ![StatusCode::BAD_REQUEST, StatusCode::UNSUPPORTED_MEDIA_TYPE].contains(&reply.status),
            "{method} {path} is asked wrongly: {}",
            reply.text()
        );
        refused.insert(operation);
    }
    for helper in [
        "test_connection",
        "check_model",
        "read_model",
        "list_tables",
        "list_topics",
        "topic_suggest",
        "verify_audit",
        "export_audit",
        "import_attributes",
        "invite_user",
        "begin_view_as",
        "explain_access",
        "read_warnings",
        "content_reach",
        "user_reach",
        "run_query",
    ] {
        assert!(refused.contains(helper), "{helper}");
    }
    assert_eq!(world.flights.test.engine.asks().len(), 0, "nothing was run for them on the way to the refusal");
}

/// T29: whom a rule restricts cannot change what the rule looks at: the value, the group that gives it, the attribute, the model, the role.
#[tokio::test]
async fn t29_nobody_edits_what_restricts_them() {
    let world = World::start().await;
    let flights = &world.flights;
    let admin = world.signed_in("ada").await;
    // Ann owns the document, queries the connection and sees one carrier.
    assert_eq!(
        admin
            .send(Method::PUT, &format!("/api/v1/users/{}/attributes/carrier", flights.analyst), &[], Some(&json!({"values": ["UA"]})))
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    let model = admin.get(&format!("/api/v1/connections/{}/model", flights.connection)).await;
    let version = model.header("etag").to_owned();
    for (who, id) in [("ann", flights.analyst), ("max", flights.manager), ("sam", flights.sql_manager)] {
        let client = world.signed_in(who).await;
        let connection = flights.connection;
        let tries: Vec<(Method, String, Value)> = vec![
            (Method::PUT, format!("/api/v1/users/{id}/attributes/carrier"), json!({"values": ["*"]})),
            (Method::DELETE, format!("/api/v1/users/{id}/attributes/carrier"), Value::Null),
            (Method::PUT, format!("/api/v1/groups/{}/attributes/carrier", flights.readers), json!({"values": ["*"]})),
            (Method::PUT, format!("/api/v1/groups/{}/members/{id}", flights.readers), Value::Null),
            (Method::POST, "/api/v1/attributes".to_owned(), json!({"name": "other", "kind": "string"})),
            (Method::DELETE, "/api/v1/attributes/carrier".to_owned(), Value::Null),
            (Method::PATCH, format!("/api/v1/users/{id}"), json!({"name": "*"})),
            (
                Method::PATCH,
                format!("/api/v1/connections/{connection}/roles"),
                json!({"changes": [{"principal": {"kind": "user", "id": id}, "role": "modeler"}]}),
            ),
            (
                Method::PUT,
                format!("/api/v1/connections/{connection}/model/files/flights.view.yaml"),
                json!({"text": "table_name: flights\n"}),
            ),
            (Method::DELETE, format!("/api/v1/connections/{connection}/model/files/flights.view.yaml"), Value::Null),
            (Method::PATCH, "/api/v1/settings".to_owned(), json!({"boost_available": true})),
            (Method::PUT, format!("/api/v1/instance_grants/{}", flights.readers), json!({"role": "manager"})),
        ];
        for (method, path, body) in tries {
            let body = (!body.is_null()).then_some(body);
            let reply = client.send(method.clone(), &path, &[("if-match", &version)], body.as_ref()).await;
            assert!([403, 404].contains(&reply.status.as_u16()), "{who} {method} {path}: {} {}", reply.status, reply.text());
        }
        let headers = [("origin", ORIGIN), ("content-type", "text/csv")];
        let import = client.raw(Method::POST, "/api/v1/attributes/import", &headers, format!("{who}@example.com,carrier,*\n")).await;
        assert_eq!(import.status, StatusCode::FORBIDDEN, "{who}: {}", import.text());
    }
    // Nor by a link that holds more than its maker: the visitor would see what they may not.
    let ann = world.signed_in("ann").await;
    world.flights.public_links(access::PublicLinks::Anyone).await;
    let more = json!({"mode": "everyone", "rights": ["view"], "attributes": {"carrier": ["AA"]}});
    let made = ann.post(&format!("{}/links", world.report()), &more).await;
    assert_eq!((made.status.as_u16(), made.json()["errors"][0]["code"].as_str()), (422, Some("attribute_not_held")), "{}", made.text());
    let reply =
        ann.post("/api/v1/query", &json!({"connection": flights.connection, "query": {"sql": "select carrier from flights"}})).await;
    assert!(reply.text().contains("UA") && !reply.text().contains("AA") && !reply.text().contains("DL"), "{}", reply.text());
}

/// T51: an address is no matter of the person's own, and no other way leads to a right that hangs on one.
#[tokio::test]
async fn t51_nobody_takes_another_address() {
    let world = World::start().await;
    let (admin, eve) = (world.signed_in("ada").await, world.signed_in("eve").await);
    let user = format!("/api/v1/users/{}", world.flights.outsider);
    for (client, expected) in [(&eve, "403 admins_only"), (&admin, "422 property_unknown")] {
        let taken = client.patch(&user, &json!({"email": "max@example.com"})).await;
        assert!(taken.outcome() == expected || taken.outcome() == "422 property_unknown", "{}", taken.text());
    }
    for same in ["max@example.com", "MAX@example.com", "Max@Example.COM"] {
        admin.post("/api/v1/users", &json!({"name": "Second Max", "email": same})).await.problem(409, "email_taken");
    }
    assert_eq!(eve.get("/api/v1/me").await.json()["email"], "eve@example.com");
    // Somebody with an address of the same look is somebody else, and the attribute says so.
    let made = admin.post("/api/v1/users", &json!({"name": "Mах", "email": "m\u{0430}x@example.com"})).await;
    assert!(made.status == StatusCode::CREATED || made.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", made.text());
    let max = admin.get("/api/v1/users?q=max@example.com").await.json();
    assert_eq!(max["items"].as_array().map(Vec::len), Some(1), "{max}");
}

/// T55: nobody below the admins touches one, and who administers no more has nothing left of it, in no session and by no token.
#[tokio::test]
async fn t55_nobody_else_removes_an_admin_and_a_former_one_mints_nothing() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    // Max manages everything there is, as far as content goes, and the connection.
    world.flights.test.group("Super", &[access::Principal::User(world.flights.manager)]).await;
    let groups = admin.get("/api/v1/groups?q=Super").await.json();
    let group = groups["items"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        admin.send(Method::PUT, &format!("/api/v1/instance_grants/{group}"), &[], Some(&json!({"role": "manager"}))).await.status,
        StatusCode::OK
    );
    world
        .flights
        .test
        .connection_role(
            world.flights.connection,
            access::Principal::User(world.flights.manager),
            Some(vocab::ConnectionRole::ConnectionAdmin),
        )
        .await;
    let max = world.signed_in("max").await;
    let ada = format!("/api/v1/users/{}", world.flights.test.admin);
    let own = format!("/api/v1/users/{}", world.flights.manager);
    for (method, path, body) in [
        (Method::DELETE, ada.clone(), None),
        (Method::DELETE, format!("{ada}?hand_over_to={}", world.flights.manager), None),
        (Method::PATCH, ada.clone(), Some(json!({"is_admin": false}))),
        (Method::PATCH, ada.clone(), Some(json!({"active": false}))),
        (Method::PATCH, ada.clone(), Some(json!({"password": "a password of mine"}))),
        (Method::PATCH, own.clone(), Some(json!({"is_admin": true}))),
        (Method::POST, format!("{ada}/invitation"), Some(json!({}))),
        (Method::POST, "/api/v1/users".to_owned(), Some(json!({"name": "Mine", "email": "mine@example.com", "is_admin": true}))),
        (Method::DELETE, format!("/api/v1/instance_grants/{group}"), None),
        (Method::POST, "/api/v1/view_as".to_owned(), Some(json!({"user": world.flights.test.admin}))),
    ] {
        max.send(method.clone(), &path, &[], body.as_ref()).await.problem(403, "admins_only");
    }
    assert_eq!(admin.get("/api/v1/me").await.json()["is_admin"], true);

    // Max becomes an admin, mints a token, and is none any more.
    assert_eq!(admin.patch(&own, &json!({"is_admin": true})).await.status, StatusCode::OK);
    max.get("/api/v1/me").await.problem(401, "not_signed_in");
    let max = world.signed_in("max").await;
    let token = token(&max).await;
    assert_eq!(max.post("/api/v1/view_as", &json!({"user": world.flights.analyst})).await.status, StatusCode::OK);
    assert_eq!(admin.patch(&own, &json!({"is_admin": false})).await.status, StatusCode::OK);
    max.get("/api/v1/me").await.problem(401, "not_signed_in");
    max.post("/api/v1/tokens", &json!({"name": "more", "scope": "admin"})).await.problem(401, "not_signed_in");
    let users = Ask { method: Method::GET, path: "/api/v1/users".to_owned(), headers: Vec::new(), body: None, bytes: None };
    with_token(&max, &token, &users).await.problem(403, "admins_only");
    let more =
        Ask { method: Method::POST, path: "/api/v1/tokens".to_owned(), body: Some(json!({"name": "more", "scope": "admin"})), ..users };
    with_token(&max, &token, &more).await.problem(403, "session_needed");
    // Deactivated, the token is nobody's.
    let gone = json!({"active": false, "hand_over_to": world.flights.analyst});
    assert_eq!(admin.patch(&own, &gone).await.status, StatusCode::OK);
    with_token(&max, &token, &more).await.problem(401, "not_signed_in");
}

/// T47: whoever gets or loses the rights of an admin signs in anew.
#[tokio::test]
async fn t47_a_session_ends_when_the_rights_of_its_person_change() {
    let world = World::start().await;
    let (admin, eve) = (world.signed_in("ada").await, world.signed_in("eve").await);
    let user = format!("/api/v1/users/{}", world.flights.outsider);
    for is_admin in [true, false] {
        let before = world.signed_in("eve").await;
        assert_eq!(admin.patch(&user, &json!({"is_admin": is_admin})).await.json()["is_admin"], is_admin);
        before.get("/api/v1/me").await.problem(401, "not_signed_in");
    }
    let still = world.signed_in("eve").await;
    assert_eq!(admin.patch(&user, &json!({"is_admin": false, "name": "Eve Else"})).await.status, StatusCode::OK);
    assert_eq!(still.get("/api/v1/me").await.json()["name"], "Eve Else", "nothing about rights");
    eve.get("/api/v1/me").await.problem(401, "not_signed_in");
}

/// What an admin can see of the instance. Of what people looked at there is nothing in it.
async fn state(admin: &Client, world: &World) -> Vec<Value> {
    let flights = &world.flights;
    let mut all = Vec::new();
    for path in [
        "users".to_owned(),
        "groups".to_owned(),
        "attributes".to_owned(),
        "settings".to_owned(),
        "instance_grants".to_owned(),
        "content".to_owned(),
        "content?view=trash".to_owned(),
        format!("content?parent={}", flights.folder),
        format!("content/{}/access", flights.document),
        format!("content/{}/access", flights.folder),
        format!("documents/{}", flights.document),
        format!("documents/{}/project", flights.document),
        format!("documents/{}/abilities", flights.document),
        format!("documents/{}/reports/{}/links", flights.document, flights.report),
        format!("connections/{}/roles", flights.connection),
        format!("connections/{}/tables", flights.connection),
        format!("connections/{}/model", flights.connection),
        format!("groups/{}", flights.readers),
        format!("users/{}", flights.viewer),
    ] {
        let reply = admin.get(&format!("/api/v1/{path}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        all.push(told(&reply));
    }
    all
}

/// T57: every route that changes something, asked from elsewhere with the admin's own cookie; and every other route changes nothing, so that
/// a picture or a link of another site does not either.
#[tokio::test]
async fn t57_no_route_is_changed_from_another_site() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let asks = asks(&world).await;
    let before = state(&admin, &world).await;
    type Elsewhere = (&'static [(&'static str, &'static str)], &'static str);
    const ELSEWHERE: &[Elsewhere] = &[
        (&[("origin", "https://evil.example")], "origin_foreign"),
        (&[("origin", "null")], "origin_foreign"),
        (&[("origin", ORIGIN), ("sec-fetch-site", "cross-site")], "origin_foreign"),
        (&[("origin", ORIGIN), ("sec-fetch-site", "same-site")], "origin_foreign"),
        (&[], "origin_missing"),
    ];
    for (method, path, _, ask) in &asks {
        if *method == Method::GET {
            let reply = make(&admin, ask).await;
            assert!(!reply.status.is_server_error(), "{path}: {}", reply.text());
            admin.raw(Method::HEAD, &ask.path, &[("origin", "https://evil.example")], "").await;
            continue;
        }
        let body =
            ask.bytes.map_or_else(|| ask.body.as_ref().map_or_else(Vec::new, |body| body.to_string().into_bytes()), |bytes| bytes.into());
        for (headers, code) in ELSEWHERE {
            let headers: Vec<(&str, &str)> = headers
                .iter()
                .copied()
                .chain(ask.headers.iter().map(|(name, value)| (*name, value.as_str())))
                .chain([("content-type", "application/json")])
                .collect();
            let reply = admin.raw(method.clone(), &ask.path, &headers, body.clone()).await;
            assert_eq!(reply.outcome(), format!("403 {code}"), "{method} {path} {headers:?}");
        }
        // What a form of HTML can send is not read even from here.
        if !body.is_empty() {
            for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
                let reply = admin
                    .raw(method.clone(), &ask.path, &[("origin", ORIGIN), ("content-type", kind), ("if-match", "\"1\"")], body.clone())
                    .await;
                assert_eq!(reply.outcome(), "415 media_type", "{method} {path} {kind}");
            }
        }
    }
    for (after, before) in state(&admin, &world).await.into_iter().zip(before) {
        assert_eq!(after, before, "neither those nor the reads have changed anything");
    }
}

/// T59: somebody who is signed in and opens a link reads as themselves there too, whoever the link is for: not its rows, nor both.
#[tokio::test]
async fn t59_at_a_link_one_reads_as_one_of_two_and_never_as_both() {
    let world = World::start().await;
    let link = world.flights.public_link(Some("AA")).await;
    let slug = link.url.rsplit('/').next().expect("a slug").to_owned();
    let rows = async |client: &Client| {
        let reply = client.post(&format!("/api/v1/r/{slug}/data"), &json!({})).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let text = String::from_utf8_lossy(&reply.body).into_owned();
        ["UA", "AA", "DL"].into_iter().filter(|carrier| text.contains(&format!("\"{carrier}\""))).collect::<Vec<_>>()
    };
    assert_eq!(rows(&world.anonymous()).await, ["AA"], "the visitor of the link");
    assert_eq!(rows(&world.signed_in("max").await).await, ["UA"], "Max is himself, and does not get the link's rows on top");
    assert_eq!(rows(&world.signed_in("vic").await).await, [""; 0], "without a value of her own she is not lent the link's");
    assert_eq!(rows(&world.signed_in("ann").await).await, ["UA", "AA", "DL"]);
    // The other way round: the link opens no more of the document than its report, and only by its own address.
    let eve = world.signed_in("eve").await;
    rows(&eve).await;
    eve.get(&world.report()).await.problem(404, "not_found");
    eve.post(&format!("{}/data", world.report()), &json!({})).await.problem(404, "not_found");
}

/// T62, T63: what a client calls its request gets nobody an answer from before, however it was kept.
#[tokio::test]
async fn t63_a_key_brings_no_rows_back_after_a_revocation() {
    let world = World::start().await;
    let (admin, sam) = (world.signed_in("ada").await, world.signed_in("sam").await);
    let report = world.report();
    let tile = world.flights.tiles[0];
    let sql = json!({"connection": world.flights.connection, "query": {"sql": "select carrier from flights"}});
    let asks = [
        ("/api/v1/query".to_owned(), sql),
        (format!("{report}/data"), json!({})),
        (format!("{report}/suggest"), json!({"field": "flights.month"})),
        (format!("{report}/tiles/{tile}/download"), json!({"format": "csv"})),
    ];
    let keyed = async |at: usize| {
        let key = format!("key-{at}");
        let headers = [("idempotency-key", key.as_str()), ("x-request-id", "req_0192f0c1a2b37c4d8e5f60718293a4b5")];
        sam.send(Method::POST, &asks[at].0, &headers, Some(&asks[at].1)).await
    };
    for (at, ask) in asks.iter().enumerate() {
        let first = keyed(at).await;
        assert_eq!(first.status, StatusCode::OK, "{}: {}", ask.0, first.text());
    }
    // Another value first, then nothing at all.
    let user = format!("/api/v1/users/{}/attributes/carrier", world.flights.sql_manager);
    assert_eq!(admin.send(Method::PUT, &user, &[], Some(&json!({"values": ["DL"]}))).await.status, StatusCode::NO_CONTENT);
    for at in [0, 1, 3] {
        let text = String::from_utf8_lossy(&keyed(at).await.body).into_owned();
        assert!(text.contains("DL") && !text.contains("UA"), "{}: {text}", asks[at].0);
    }
    let connection = access::Principal::User(world.flights.sql_manager);
    world.flights.test.connection_role(world.flights.connection, connection, None).await;
    world.flights.test.grant(access::NodeId::Folder(world.flights.folder), access::Principal::Group(world.flights.readers), None).await;
    for at in 0..asks.len() {
        keyed(at).await.problem(404, "not_found");
    }
}

/// T17, T63: a key keeps the answer of what makes a thing; which routes those are is decided here, one by one.
#[test]
fn t63_the_answers_that_are_kept_are_those_of_makers_without_secrets() {
    let document: Value = serde_json::from_str(&server::openapi_json()).expect("JSON");
    let kept =
        |operation: &Value| operation["parameters"].as_array().is_some_and(|all| all.iter().any(|each| each["name"] == "Idempotency-Key"));
    let mut found = Vec::new();
    for item in document["paths"].as_object().expect("paths").values() {
        found.extend(
            item.as_object()
                .expect("operations")
                .values()
                .filter(|operation| kept(operation))
                .map(|operation| operation["operationId"].as_str().unwrap_or_default()),
        );
    }
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "create_attribute",
            "create_connection",
            "create_document",
            "create_folder",
            "create_group",
            "create_user",
            "duplicate_document",
            "request_access"
        ]
    );
}

/// T17, T43: of what proves who somebody is, and of what opens a report, the instance keeps a hash or nothing; with a key for the request too.
#[tokio::test]
async fn t17_nothing_on_the_disk_opens_anything() {
    let world = World::start().await;
    let (admin, ann) = (world.signed_in("ada").await, world.signed_in("ann").await);
    world.flights.public_links(access::PublicLinks::Anyone).await;
    let key = [("idempotency-key", "once")];
    let mut secrets = Vec::new();
    let mut tell = |what: &'static str, secret: &str| {
        assert!(secret.len() >= 20, "{what}: {secret}");
        secrets.push((what, secret.to_owned()));
    };
    let made = ann.send(Method::POST, "/api/v1/tokens", &key, Some(&json!({"name": "t", "scope": "read"}))).await.json();
    tell("a token", made["token"].as_str().expect("a token"));
    let invited = admin.post("/api/v1/users", &json!({"name": "Nina New", "email": "nina@example.com"})).await.json();
    let invite = format!("/api/v1/users/{}/invitation", invited["id"].as_str().expect("an id"));
    let invitation = admin.send(Method::POST, &invite, &key, Some(&json!({}))).await.json();
    tell("an invitation", invitation["url"].as_str().and_then(|url| url.split('#').nth(1)).expect("a code"));
    let link = ann
        .send(Method::POST, &format!("{}/links", world.report()), &[("idempotency-key", "twice")], Some(&json!({"name": "L"})))
        .await
        .json();
    tell("a link", link["url"].as_str().and_then(|url| url.rsplit('/').next()).expect("a slug"));
    let rotate = format!("/api/v1/links/{}/rotate", link["id"].as_str().expect("an id"));
    let rotated = ann.send(Method::POST, &rotate, &[("idempotency-key", "thrice")], None).await.json();
    tell("a rotated link", rotated["url"].as_str().and_then(|url| url.rsplit('/').next()).expect("a slug"));
    let again = json!({"email": "ann@example.com", "password": PASSWORD});
    let session = ann.send(Method::POST, "/api/v1/session", &[("idempotency-key", "four")], Some(&again)).await;
    tell("a session", session.cookie().split_once('=').expect("a cookie").1);
    tell("the password", PASSWORD);
    world.flights.test.settle().await;
    let mut files = 0;
    walk(world.flights.test.files(), &mut |path, bytes| {
        files += 1;
        for (what, secret) in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{what} is in {}", path.display());
        }
    });
    assert!(files >= 3, "the database and the keys");
}

fn walk(folder: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, look);
        } else {
            look(&path, &std::fs::read(&path).expect("a file"));
        }
    }
}

/// T64: many people through one server at once; each gets their own answer, and no cookie but at the door.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t64_answers_of_many_people_at_once_do_not_mix() {
    let world = World::start().await;
    let mut asking = tokio::task::JoinSet::new();
    for (who, name) in
        [("eve", "Eve Elsewhere"), ("vic", "Vic Viewer"), ("max", "Max Manager"), ("ann", "Ann Analyst"), ("ada", "Ada Admin")]
    {
        let client = world.signed_in(who).await;
        for round in 0..3 {
            let (client, report) = (client.clone(), world.report());
            asking.spawn(async move {
                for step in 0..20 {
                    let headers = [
                        ("accept-encoding", "identity"),
                        ("x-request-id", "req_0192f0c1a2b37c4d8e5f60718293a4b5"),
                        ("if-none-match", "\"1\""),
                    ];
                    let me = client.send(Method::GET, "/api/v1/me", &headers, None).await;
                    assert_eq!(me.json()["name"], name, "{round} {step}");
                    let seen = client.send(Method::GET, &report, &headers, None).await;
                    assert_eq!(seen.status.as_u16(), if who == "eve" { 404 } else { 200 }, "{who}: {}", seen.text());
                    for reply in [&me, &seen] {
                        assert!(
                            reply.header("set-cookie").is_empty() && reply.header("vary").to_lowercase().contains("cookie")
                                || reply.header("cache-control").contains("no-store"),
                            "{:?}",
                            reply.headers
                        );
                        assert!(reply.header("set-cookie").is_empty(), "{:?}", reply.headers);
                    }
                    let missing = client.send(Method::GET, "/api/v1/documents/none", &headers, None).await;
                    assert!(!missing.text().contains(name), "{}", missing.text());
                }
            });
        }
    }
    while let Some(done) = asking.join_next().await {
        done.expect("nobody got another's answer");
    }
}

/// T65: there is one picture that the server makes, the code of a link, for whoever manages the link; no other answer is one that could be kept by report.
#[tokio::test]
async fn t65_the_only_picture_is_the_code_of_a_link() {
    let document: Value = serde_json::from_str(&server::openapi_json()).expect("JSON");
    let mut pictures = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for operation in item.as_object().expect("operations").values() {
            let answers = operation["responses"].as_object().expect("responses").values();
            let kinds = answers.filter_map(|answer| answer["content"].as_object()).flat_map(|content| content.keys());
            if kinds.filter(|kind| kind.starts_with("image/") || kind.contains("pdf") || kind.contains("octet")).count() > 0 {
                pictures.push(path.as_str());
            }
        }
    }
    assert_eq!(pictures, ["/api/v1/links/{id}/qr.svg"]);
    let world = World::start().await;
    let link = world.flights.public_link(Some("UA")).await;
    let path = format!("/api/v1/links/{}/qr.svg", link.id);
    for (who, status) in [("ada", 200), ("ann", 200), ("max", 404), ("vic", 404), ("eve", 404)] {
        let reply = world.signed_in(who).await.get(&path).await;
        assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (status, "private, no-store"), "{who}");
    }
}

/// T66: of every route and for everybody: nothing is to be kept on the way, and a mark of a version stands for nobody's right to it.
#[tokio::test]
async fn t66_no_answer_of_any_route_is_kept_on_the_way() {
    let world = World::start().await;
    let asks = asks(&world).await;
    for who in [None, Some("vic"), Some("ada")] {
        let client = match who {
            Some(who) => world.signed_in(who).await,
            None => world.anonymous(),
        };
        for (method, path, operation, ask) in &asks {
            if *method != Method::GET && !READS.contains(&operation.as_str()) {
                continue;
            }
            let reply = make(&client, ask).await;
            assert_eq!(reply.header("cache-control"), "private, no-store", "{who:?} {method} {path}");
            assert!(reply.header("etag").is_empty() || reply.status.is_success(), "{who:?} {method} {path}");
        }
    }
    let eve = world.signed_in("eve").await;
    let ann = world.signed_in("ann").await;
    let document = format!("/api/v1/documents/{}", world.flights.document);
    let etag = ann.get(&document).await.header("etag").to_owned();
    assert!(!etag.is_empty());
    for path in [document.clone(), format!("{document}/project")] {
        for mark in [etag.as_str(), "*", "\"1\", \"2\""] {
            let stranger = eve.send(Method::GET, &path, &[("if-none-match", mark)], None).await;
            let nothing = eve.send(Method::GET, &path, &[], None).await;
            stranger.problem(404, "not_found");
            assert_eq!(stranger.without_request_id(), nothing.without_request_id(), "{path} {mark}");
        }
    }
}

/// T79: of many who have the code at the same moment one becomes the admin.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t79_the_code_makes_one_admin_of_many_at_once() {
    let test = TestApp::untouched().await;
    let code = app::setup::code(&test.app).await.expect("set-up").expect("a code").expose().clone();
    let client = Client::anonymous(&test);
    let mut trying = tokio::task::JoinSet::new();
    for at in 0..6 {
        let (client, code) = (client.clone(), code.clone());
        trying.spawn(async move {
            let ask = json!({"code": code, "name": "Ada", "email": format!("ada{at}@example.com"), "password": PASSWORD, "organization": "Lucarne Air"});
            let reply = client.post("/api/v1/setup", &ask).await;
            (reply.status.as_u16(), reply.header("set-cookie").is_empty(), reply.headers.get("set-cookie").cloned())
        });
    }
    let mut made = Vec::new();
    let mut refused = Vec::new();
    while let Some(done) = trying.join_next().await {
        match done.expect("an answer") {
            (201, false, cookie) => made.push(cookie),
            (status, no_cookie, _) => refused.push((status, no_cookie)),
        }
    }
    assert_eq!(made.len(), 1, "one admin");
    assert!(refused.iter().all(|(status, no_cookie)| [404, 429].contains(status) && *no_cookie), "{refused:?}");
    let cookie = made[0].as_ref().and_then(|value| value.to_str().ok()).and_then(|value| value.split(';').next()).map(str::to_owned);
    let admin = Client { cookie, ..client };
    assert_eq!(admin.get("/api/v1/users").await.json()["items"].as_array().map(Vec::len), Some(1));
}

/// T101: what is too much is refused loudly and as a whole: of a change that fails in its last part nothing is made.
#[tokio::test]
async fn t101_a_change_is_made_whole_or_not_at_all() {
    let world = World::start().await;
    let admin = world.signed_in("ada").await;
    let access = format!("/api/v1/content/{}/access", world.flights.document);
    let before = told(&admin.get(&access).await);
    let grant = |id: &str, role: Value| json!({"principal": {"kind": "user", "id": id}, "role": role});
    let eve = world.flights.outsider.to_string();
    // The last one is nobody; and a list beyond all bounds.
    let nobody = grant("usr_0192f0c1a2b37c4d8e5f60718293a4b5", json!("viewer"));
    let part = admin.patch(&access, &json!({"organization_role": "editor", "changes": [grant(&eve, json!("manager")), nobody]})).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", part.text());
    let many: Vec<Value> = (0..100_000).map(|_| grant(&eve, json!("viewer"))).collect();
    let many = admin.patch(&access, &json!({"changes": many})).await;
    assert!(many.status.is_client_error(), "{} {}", many.status, many.text());
    assert_eq!(told(&admin.get(&access).await), before);
    world.signed_in("eve").await.get(&world.report()).await.problem(404, "not_found");
    // Values of many people in one table: one wrong line, and nobody has another value.
    let headers = [("origin", ORIGIN), ("content-type", "text/csv")];
    let import = async |text: String| admin.raw(Method::POST, "/api/v1/attributes/import", &headers, text).await;
    let wrong = import("eve@example.com,carrier,DL\nvic@example.com,carrier,DL\nnobody@example.com,carrier,DL\n".to_owned()).await;
    assert_eq!(wrong.json()["changed"], false, "{}", wrong.text());
    let eve_values = admin.get(&format!("/api/v1/users/{eve}")).await.json();
    assert_eq!(eve_values["attributes"]["carrier"], json!(["UA"]), "{eve_values}");
    let large = import("eve@example.com,carrier,DL\n".repeat(20_000)).await;
    assert!(large.status.is_client_error() || large.json()["changed"] == false, "{}", large.status);
    assert_eq!(admin.get(&format!("/api/v1/users/{eve}")).await.json()["attributes"]["carrier"], json!(["UA"]));
}

/// T103: no page for looking inside: what such pages are called elsewhere is no address here, and what anybody may read holds no key.
#[tokio::test]
async fn t103_there_is_no_page_that_shows_insides() {
    let world = World::start().await;
    let cookie = world.signed_in("ada").await.cookie.clone().unwrap_or_default();
    let secret = cookie.split_once('=').map_or("", |(_, secret)| secret).to_owned();
    let keys = std::fs::read(world.flights.test.files().join("keys")).expect("the keys");
    assert!(keys.len() >= 32);
    let shows = |body: &[u8], part: &[u8]| part.len() >= 8 && body.windows(part.len()).any(|window| window == part);
    for who in [None, Some("ada")] {
        let client = match who {
            Some(who) => world.signed_in(who).await,
            None => world.anonymous(),
        };
        for path in [
            "/api/v1/debug",
            "/api/v1/debug/vars",
            "/api/v1/env",
            "/api/v1/config",
            "/api/v1/playground",
            "/api/v1/graphql",
            "/api/v1/metrics",
            "/api/v1/keys",
            "/api/v1/stores",
            "/api/debug",
            "/api/swagger-ui",
            "/api/v1/connections/all/export",
            "/api/v1/backup",
        ] {
            client.get(path).await.problem(404, "not_found");
        }
        // Elsewhere every path is the page, whose text is the same for all.
        for path in [
            "/debug/pprof",
            "/metrics",
            "/playground",
            "/env",
            "/actuator/env",
            "/config",
            "/phpinfo.php",
            "/.env",
            "/.git/config",
            "/keys",
            "/lucarne.sqlite",
            "/console",
        ] {
            let reply = client.get(path).await;
            let page = reply.text().contains("<title>Lucarne</title>");
            assert!(reply.status == StatusCode::NOT_FOUND || page, "{path}: {}", reply.text());
        }
        for path in [
            "/",
            "/health",
            "/ready",
            "/api/docs",
            "/api/v1/openapi.json",
            "/api/v1/setup",
            "/api/v1/health",
            "/api/v1/ready",
            "/api/v1/settings",
            "/api/v1/connections",
        ] {
            let reply = client.get(path).await;
            assert!(!shows(&reply.body, secret.as_bytes()), "{path} shows a session");
            for part in keys.windows(16) {
                assert!(!shows(&reply.body, part), "{path} shows a key");
            }
            for word in ["postgres://", "sqlite:", world.flights.test.files().to_str().expect("a path")] {
                assert!(!reply.text().contains(word), "{path} shows {word}");
            }
        }
    }
}

/// T105: the inventory is the OpenAPI document, so a route must not stand outside of it but for those that hold nothing of anybody's.
#[test]
fn t105_no_route_stands_outside_of_the_document() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut outside = Vec::new();
    walk(&source, &mut |path, bytes| {
        let text = String::from_utf8_lossy(bytes);
        for call in [".route(", ".route_service(", ".nest_service(", ".fallback_service(", ".merge("] {
            let places = text.split(call).skip(1).map(|rest| rest.split([',', ')']).next().unwrap_or_default().trim().to_owned());
            outside.extend(places.map(|place| format!("{} {call}{place}", path.file_name().unwrap_or_default().to_string_lossy())));
        }
    });
    outside.sort();
    assert_eq!(
        outside,
        [
            "router.rs .merge(routes",
            "router.rs .route(\"/api/docs\"",
            "router.rs .route(\"/api/v1/openapi.json\"",
            "router.rs .route(\"/health\"",
            "router.rs .route(\"/ready\"",
        ]
    );
}
