//! Every route at once.

use super::*;

/// T10: there are two families of ways in, a browser with a session and a program with a token; and two of asking, GET and HEAD.
#[tokio::test]
async fn t10_a_program_and_a_browser_get_the_same_decisions() {
    // What is about the session itself or begins one, which is nothing for a token.
    const OWN: &[&str] = &["who_am_i", "list_tokens", "link_oidc"];
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
