//! People, their rights and their directory.

use super::*;

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
        "sign_in_ways",
        "start_oidc",
        "finish_oidc",
        "link_oidc",
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
