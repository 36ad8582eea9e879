//! What the instance keeps, for how long, and what it opens.

use super::*;

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
