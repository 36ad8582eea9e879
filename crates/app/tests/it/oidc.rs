//! Signing in through a provider, against one that signs whatever a case wants.

use std::collections::BTreeSet;

use app::audit::AuditAsk;
use app::oidc::{Ended, Mapping, Proof, Return};
use app::users::{NewUser, UserChange};
use app::{AppError, Cx};
use serde_json::{Value, json};
use testkit::{Came, FakeProvider, Flights, Forgery, PASSWORD, TestApp};
use vocab::{AttributeKind, Secret, UserId};

use crate::code;

/// A browser that came back, and what it kept.
struct Away {
    came: Came,
    browser: Secret<String>,
}

impl Away {
    fn back(&self) -> Return {
        Return {
            state: Some(Secret::new(self.came.state.clone())),
            browser: Some(self.browser.clone()),
            code: Some(Secret::new(self.came.code.clone())),
            error: None,
            issuer: None,
        }
    }
}

/// Nina, as the provider knows her.
fn nina() -> Value {
    json!({"sub": "n-1", "email": "nina@example.com", "email_verified": true, "name": "Nina Nováková"})
}

/// Nina with some claims different; those with `null` are left out.
fn nina_but(others: Value) -> Value {
    let mut claims = nina();
    let all = claims.as_object_mut().unwrap();
    for (name, value) in others.as_object().unwrap() {
        if value.is_null() {
            all.remove(name)
        } else {
            all.insert(name.clone(), value.clone())
        };
    }
    claims
}

async fn sent(test: &TestApp, claims: Value) -> Away {
    let begun = app::oidc::begin(&test.app, &test.nobody(), None).await.unwrap();
    Away { came: test.provider.authorize(&begun.url, claims), browser: begun.browser }
}

async fn ended(test: &TestApp, back: Return) -> Ended {
    app::oidc::end(&test.app, &test.nobody(), back).await.unwrap()
}

async fn signed_in(test: &TestApp, claims: Value) -> Result<UserId, AppError> {
    let away = sent(test, claims).await;
    ended(test, away.back()).await.outcome.map(|signed_in| signed_in.me.id)
}

/// An instance with the groups and the attribute of the mapping.
async fn instance() -> TestApp {
    let test = TestApp::start().await;
    prepared(&test).await;
    test
}

async fn prepared(test: &TestApp) {
    for group in ["Crew", "Readers", "Others"] {
        test.group(group, &[]).await;
    }
    for (name, kind, multiple) in [("carrier", AttributeKind::String, false), ("miles", AttributeKind::Number, true)] {
        let attribute =
            app::attributes::Attribute { name: name.parse().unwrap(), label: String::new(), kind, multiple, default: None, system: false };
        app::attributes::create(&test.app, &test.cx(test.admin), attribute).await.unwrap();
    }
}

/// Groups and attributes of somebody, as one text.
async fn held(test: &TestApp, user: UserId) -> String {
    let user = app::users::get(&test.app, &test.cx(test.admin), user).await.unwrap();
    let groups: Vec<String> = user.groups.into_iter().map(|group| group.name).collect();
    let values = user
        .attributes
        .iter()
        .map(|(name, values)| format!("{name}={}", values.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")));
    format!("{} / {}", groups.join(","), values.collect::<Vec<_>>().join(","))
}

async fn verbs(test: &TestApp) -> Vec<String> {
    test.settle().await;
    let rows = app::audit::list(&test.app, &test.cx(test.admin), AuditAsk::default()).await.unwrap().items;
    rows.into_iter().rev().map(|row| format!("{} {}", row.verb, row.result)).collect()
}

#[tokio::test]
async fn a_first_sign_in_adds_the_person_and_a_second_finds_them() {
    let test = instance().await;
    let first = signed_in(&test, nina()).await.unwrap();
    let user = app::users::get(&test.app, &test.cx(test.admin), first).await.unwrap();
    assert_eq!((user.name.as_str(), user.email.as_str()), ("Nina Nováková", "nina@example.com"));
    assert_eq!((user.is_admin, user.elsewhere, user.has_password), (false, true, false));
    // Whatever else the provider says of them, they are who they are.
    let changed = nina_but(json!({"email": "other@example.com", "name": "Somebody"}));
    assert_eq!(signed_in(&test, changed).await.unwrap(), first);
    let seen = verbs(&test).await;
    let last: Vec<&str> = seen.iter().map(String::as_str).skip_while(|verb| *verb != "user_create done").collect();
    assert_eq!(last, ["user_create done", "sign_in done", "sign_in done"]);
    assert!(signed_in(&test, nina_but(json!({"sub": "n-2", "email": "n2@example.com", "name": "\u{202e}"}))).await.is_ok());
}

/// One forgery of a token, and what comes of it.
async fn check_forgery(forgery: Forgery, expected: &str) {
    let test = instance().await;
    let shown = format!("{forgery:?}");
    test.provider.forge(forgery);
    assert_eq!(code(&signed_in(&test, nina()).await), expected, "{shown}");
    let people = app::users::list(&test.app, &test.cx(test.admin), None, app::PageAsk::default()).await.unwrap().items;
    assert_eq!(people.len(), if expected == "ok" { 2 } else { 1 }, "{shown}");
}

#[tokio::test]
async fn t38_only_the_providers_own_token_for_us_and_now_counts() {
    let now = 1_768_478_400;
    let claims = |claims: Value| Forgery::Claims(claims);
    let no = "oidc_unproved";
    let cases = [
        (Forgery::Nothing, "ok"),
        (Forgery::OtherKey, no),
        (Forgery::Unsigned, no),
        (Forgery::PublicKeyAsSecret, no),
        (Forgery::BrokenSignature, no),
        (Forgery::Header(json!({"alg": "ES256", "kid": "../../key"})), no),
        (Forgery::Header(json!({"alg": "ES256", "kid": "key-1", "crit": ["x"]})), no),
        (Forgery::Header(json!({"alg": "RS256", "kid": "key-1"})), no),
        (Forgery::Header(json!({"alg": "HS256", "kid": "key-1"})), no),
        (Forgery::Header(json!({"alg": "none"})), no),
        (Forgery::Header(json!({"alg": "ES256"})), "ok"),
        (claims(json!({"iss": "https://evil.example"})), no),
        (claims(json!({"iss": "https://id.example/"})), no),
        (claims(json!({"aud": "another-client"})), no),
        (claims(json!({"aud": ["another-client"]})), no),
        (claims(json!({"aud": null})), no),
        (claims(json!({"aud": ["lucarne", "another-client"]})), no),
        (claims(json!({"aud": ["lucarne", "another-client"], "azp": "another-client"})), no),
        (claims(json!({"aud": ["lucarne", "another-client"], "azp": "lucarne"})), "ok"),
        (claims(json!({"azp": "another-client"})), no),
        (claims(json!({"exp": now - 120})), no),
        (claims(json!({"exp": null})), no),
        (claims(json!({"exp": "2999-01-01"})), no),
        (claims(json!({"iat": now + 3600})), no),
        (claims(json!({"nbf": now + 3600})), no),
        (claims(json!({"nonce": "of another sign-in"})), no),
        (claims(json!({"nonce": null})), no),
        (claims(json!({"sub": ""})), no),
        (claims(json!({"sub": 7})), no),
        (claims(json!({"sub": null})), no),
    ];
    for (forgery, expected) in cases {
        check_forgery(forgery, expected).await;
    }
}

#[tokio::test]
async fn t49_a_state_counts_once_in_its_browser_and_for_a_while() {
    let test = instance().await;
    let other = app::oidc::begin(&test.app, &test.nobody(), None).await.unwrap().browser;
    let stale = async |back: Return| code(&ended(&test, back).await.outcome.map(|_| ()));
    let away = sent(&test, nina()).await;
    assert_eq!(stale(Return { browser: Some(other), ..away.back() }).await, "oidc_stale", "another browser's");
    assert_eq!(stale(away.back()).await, "oidc_stale", "and with that it is gone");
    let away = sent(&test, nina()).await;
    assert_eq!(stale(Return { browser: None, ..away.back() }).await, "oidc_stale", "no browser");
    assert_eq!(stale(Return { state: None, ..away.back() }).await, "oidc_stale", "no state");
    assert_eq!(stale(Return { state: Some(Secret::new("guess".to_owned())), ..away.back() }).await, "oidc_stale", "a made-up state");
    test.clock.advance(601);
    assert_eq!(stale(away.back()).await, "oidc_stale", "too late");
    let away = sent(&test, nina()).await;
    assert_eq!(stale(away.back()).await, "ok");
    assert_eq!(stale(away.back()).await, "oidc_stale", "once");
    // The code of one sign-in does not fit the verifier of another: PKCE.
    let (stolen, mine) = (sent(&test, nina()).await, sent(&test, nina_but(json!({"sub": "evil"}))).await);
    let injected = Return { code: Some(Secret::new(stolen.came.code.clone())), ..mine.back() };
    assert_eq!(stale(injected).await, "oidc_unproved", "another's code");
    assert_eq!(stale(stolen.back()).await, "oidc_unproved", "whose code is used up");
    let away = sent(&test, nina()).await;
    assert_eq!(stale(Return { code: None, ..away.back() }).await, "oidc_unproved");
    let away = sent(&test, nina()).await;
    assert_eq!(stale(Return { code: None, error: Some("access_denied".to_owned()), ..away.back() }).await, "oidc_cancelled");
    let away = sent(&test, nina()).await;
    assert_eq!(stale(Return { issuer: Some("https://evil.example".to_owned()), ..away.back() }).await, "oidc_unproved", "a mix-up");
}

#[tokio::test]
async fn t49_an_address_or_a_name_never_links_anybody() {
    let test = instance().await;
    let ben = test.user("Ben Baker").await;
    for claims in [
        json!({"sub": "b-1", "email": "ben@example.com", "email_verified": true}),
        json!({"sub": "b-1", "email": "BEN@Example.com", "email_verified": true}),
        json!({"sub": ben.to_string(), "email": "ben@example.com", "email_verified": true}),
    ] {
        assert_eq!(code(&signed_in(&test, claims).await), "oidc_email_taken");
    }
    // Look-alikes are no addresses, and others' subjects are others.
    let kyrillic = json!({"sub": "b-2", "email": "b\u{435}n@example.com", "email_verified": true});
    assert_eq!(code(&signed_in(&test, kyrillic).await), "oidc_email_unverified");
    let nina_1 = signed_in(&test, nina()).await.unwrap();
    let upper = signed_in(&test, nina_but(json!({"sub": "N-1", "email": "n.upper@example.com"}))).await.unwrap();
    assert_ne!(nina_1, upper);
    assert_eq!(code(&signed_in(&test, nina_but(json!({"sub": "n-1\u{0}"}))).await), "oidc_unproved");
}

/// What a first sign-in with these claims comes to.
async fn check_first(test: &TestApp, claims: Value, expected: &str) {
    assert_eq!(code(&signed_in(test, claims.clone()).await), expected, "{claims}");
}

#[tokio::test]
async fn t51_only_a_verified_address_counts_at_every_sign_in() {
    let test = instance().await;
    for odd in [
        json!({"email_verified": false}),
        json!({"email_verified": null}),
        json!({"email_verified": "false"}),
        json!({"email_verified": "yes"}),
        json!({"email_verified": 1}),
        json!({"email": null}),
        json!({"email": "not an address"}),
    ] {
        check_first(&test, nina_but(odd), "oidc_email_unverified").await;
    }
    check_first(&test, nina_but(json!({"email_verified": "true"})), "ok").await;
    check_first(&test, nina_but(json!({"email_verified": false})), "oidc_email_unverified").await;
}

#[tokio::test]
async fn nobody_is_added_where_that_is_off_or_nobody_is_admin_yet() {
    let test = TestApp::untouched().await;
    check_first(&test, nina(), "oidc_unknown_person").await;
    assert!(app::setup::needed(&test.app).await.unwrap(), "the first one is the admin, by the code");
    let test = instance().await;
    signed_in(&test, nina()).await.unwrap();
    let test = test.reconfigured(|config| config.oidc.as_mut().unwrap().create_people = false).await;
    check_first(&test, nina(), "ok").await;
    check_first(&test, json!({"sub": "new", "email": "new@example.com", "email_verified": true}), "oidc_unknown_person").await;
}

#[tokio::test]
async fn t40_somebody_deactivated_is_refused_and_nothing_of_them_changes() {
    let test = instance().await;
    let user = signed_in(&test, nina()).await.unwrap();
    let admin = test.cx(test.admin);
    let off = UserChange { active: Some(false), ..Default::default() };
    app::users::change(&test.app, &admin, user, off).await.unwrap();
    check_first(&test, nina_but(json!({"roles": ["pilot"], "airline": "UA"})), "oidc_deactivated").await;
    assert_eq!(held(&test, user).await, " / ");
}

#[tokio::test]
async fn groups_and_attributes_follow_the_provider_and_others_stay() {
    let test = instance().await;
    let user = signed_in(&test, nina_but(json!({"roles": ["pilot", "unheard of"], "airline": "UA"}))).await.unwrap();
    assert_eq!(held(&test, user).await, "Crew / carrier=UA");
    let others = app::groups::list(&test.app, &test.cx(test.admin), Some("Others".to_owned()), app::PageAsk::default()).await.unwrap();
    let (others, admin) = (others.items[0].id, test.cx(test.admin));
    app::groups::add_member(&test.app, &admin, others, access::Principal::User(user)).await.unwrap();
    app::attributes::put_values(
        &test.app,
        &admin,
        access::Principal::User(user),
        "miles".parse().unwrap(),
        vec![vocab::AttributeValue::Number(7.0)],
    )
    .await
    .unwrap();
    let cases: &[(Value, &str)] = &[
        (json!({"roles": ["cabin", "reader"], "airline": "AA"}), "Crew,Others,Readers / carrier=AA,miles=7"),
        (json!({"roles": "reader", "airline": ["AA"]}), "Others,Readers / carrier=AA,miles=7"),
        (json!({"roles": {"reader": true}, "airline": "DL"}), "Others / carrier=DL,miles=7"),
        (json!({"roles": ["PILOT", "pilot ", "ghost", "others", "Others"]}), "Others / miles=7"),
        (json!({"airline": null}), "Others / miles=7"),
        (json!({"roles": ["pilot"], "airline": []}), "Crew,Others / miles=7"),
        (json!({}), "Others / miles=7"),
    ];
    for (said, expected) in cases {
        assert_eq!(signed_in(&test, nina_but(said.clone())).await.unwrap(), user);
        assert_eq!(held(&test, user).await, *expected, "{said}");
    }
    // What is said once more changes nothing and is not written down again.
    let before = verbs(&test).await.len();
    signed_in(&test, nina()).await.unwrap();
    let after = verbs(&test).await;
    assert_eq!(&after[before..], ["sign_in done"]);
    let all: BTreeSet<String> = after.into_iter().collect();
    for verb in ["member_put done", "member_remove done", "attribute_put done", "attribute_remove done"] {
        assert!(all.contains(verb), "{verb}");
    }
}

/// What a claim gives an attribute, or the code of the refusal; then nothing of the sign-in is left.
async fn check_value(said: Value, attribute: &str, expected: &str) {
    let test = instance().await;
    let mapping = Mapping::new("roles", "pilot = Crew", &format!("deep.inside = {attribute}")).unwrap();
    let test = test.reconfigured(|config| config.oidc.as_mut().unwrap().mapping = mapping).await;
    let result = signed_in(&test, nina_but(json!({"roles": ["pilot"], "deep": {"inside": said.clone()}}))).await;
    let found = match result {
        Ok(user) => held(&test, user).await,
        Err(error) => error.code().to_owned(),
    };
    assert_eq!(found, expected, "{said} for {attribute}");
}

#[tokio::test]
async fn what_does_not_fit_an_attribute_is_refused_and_not_left_out() {
    let clash = "oidc_claim_unfit";
    let cases = [
        (json!("UA"), "carrier", "Crew / carrier=UA"),
        (json!(["UA", "UA"]), "carrier", "Crew / carrier=UA"),
        (json!(["UA", "AA"]), "carrier", clash),
        (json!({"code": "UA"}), "carrier", clash),
        (json!(["UA", null]), "carrier", clash),
        (json!("U\u{0}A"), "carrier", clash),
        (json!("x".repeat(1001)), "carrier", clash),
        (json!(7), "carrier", clash),
        (json!(null), "carrier", "Crew / "),
        (json!("* ' OR 1=1"), "carrier", "Crew / carrier=* ' OR 1=1"),
        (json!([1, "2.5"]), "miles", "Crew / miles=1|2.5"),
        (json!("NaN"), "miles", clash),
        (json!("many"), "miles", clash),
        (json!((0..201).collect::<Vec<_>>()), "miles", clash),
        (json!(true), "miles", clash),
        (json!("UA"), "unheard_of", "Crew / "),
    ];
    for (said, attribute, expected) in cases {
        check_value(said, attribute, expected).await;
    }
}

#[tokio::test]
async fn what_the_token_leaves_out_is_asked_of_userinfo_and_never_overruled() {
    let test = instance().await;
    let bare = json!({"sub": "n-1"});
    test.provider.tell(json!({"email": "nina@example.com", "email_verified": true, "airline": "UA", "roles": ["pilot"]}));
    let user = signed_in(&test, bare.clone()).await.unwrap();
    assert_eq!(held(&test, user).await, "Crew / carrier=UA");
    test.provider.tell(json!({"email": "nina@example.com", "email_verified": true, "airline": "AA", "roles": ["reader"]}));
    signed_in(&test, nina_but(json!({"airline": "DL"}))).await.unwrap();
    assert_eq!(held(&test, user).await, "Readers / carrier=DL", "what was signed counts");
    test.provider.tell(json!({"sub": "somebody else", "email": "nina@example.com", "email_verified": true}));
    assert_eq!(code(&signed_in(&test, bare).await), "oidc_unproved", "another subject's answer");
    // One half of a verified address from each of the two verifies nothing.
    test.provider.tell(json!({"email": "evil@example.com", "email_verified": true}));
    let half = json!({"sub": "m-1", "email": "mallory@example.com"});
    assert_eq!(code(&signed_in(&test, half).await), "oidc_email_unverified");
}

#[tokio::test]
async fn keys_may_change_and_a_silent_provider_is_not_asked_again_at_once() {
    let test = instance().await;
    let user = signed_in(&test, nina()).await.unwrap();
    signed_in(&test, nina()).await.unwrap();
    let asked = |path: &str| test.provider.asked().iter().filter(|asked| *asked == path).count();
    assert_eq!((asked("/keys"), asked("/.well-known/openid-configuration")), (1, 1), "kept for an hour");
    test.provider.rotate();
    assert_eq!(signed_in(&test, nina()).await.unwrap(), user);
    assert_eq!(asked("/keys"), 2);
    test.clock.advance(3601);
    test.provider.silence(true);
    let begin = async || code(&app::oidc::begin(&test.app, &test.nobody(), None).await);
    assert_eq!(begin().await, "oidc_unreachable");
    test.provider.silence(false);
    assert_eq!(begin().await, "oidc_unreachable", "for some seconds");
    test.clock.advance(6);
    assert_eq!(begin().await, "ok");
}

/// What is published must lead to where secrets may be sent.
async fn check_metadata(name: &str, value: Value, expected: &str) {
    let test = instance().await;
    test.provider.publish(name, value.clone());
    let begun = app::oidc::begin(&test.app, &test.nobody(), None).await;
    assert_eq!(code(&begun), expected, "{name} {value}");
}

#[tokio::test]
async fn what_a_provider_publishes_is_held_against_what_is_configured() {
    for (name, value, expected) in [
        ("issuer", json!("https://id.example/"), "oidc_unreachable"),
        ("issuer", json!("https://evil.example"), "oidc_unreachable"),
        ("token_endpoint", json!("http://id.example/token"), "oidc_unreachable"),
        ("token_endpoint", json!("http://127.0.0.1/token"), "oidc_unreachable"),
        ("jwks_uri", json!("file:///etc/passwd"), "oidc_unreachable"),
        ("userinfo_endpoint", json!("https://a@b/"), "oidc_unreachable"),
        ("token_endpoint", json!(null), "oidc_unreachable"),
        ("something_new", json!({"a": 1}), "ok"),
    ] {
        check_metadata(name, value, expected).await;
    }
    let test = instance().await;
    test.provider.publish("token_endpoint_auth_methods_supported", json!(["client_secret_post"]));
    check_first(&test, nina(), "ok").await;
    let test = instance().await;
    test.provider.publish("authorization_response_iss_parameter_supported", json!(true));
    check_first(&test, nina(), "oidc_unproved").await;
    let away = sent(&test, nina()).await;
    let named = Return { issuer: Some("https://id.example".to_owned()), ..away.back() };
    assert!(ended(&test, named).await.outcome.is_ok());
}

async fn linked(test: &TestApp, cx: &Cx, proof: Proof, claims: Value) -> Result<UserId, AppError> {
    let begun = app::oidc::begin_linking(&test.app, cx, proof).await?;
    let away = Away { came: test.provider.authorize(&begun.url, claims), browser: begun.browser };
    let ended = ended(test, away.back()).await;
    assert!(ended.linking);
    ended.outcome.map(|signed_in| signed_in.me.id)
}

async fn by_password(test: &TestApp, email: &str, password: &str) -> Result<app::sessions::SignedIn, AppError> {
    app::sessions::sign_in(&test.app, &test.nobody(), email.parse().unwrap(), Secret::new(password.to_owned())).await
}

fn password(text: &str) -> Proof {
    Proof::Password(Secret::new(text.to_owned()))
}

#[tokio::test]
async fn t49_somebody_here_is_linked_by_their_password_and_their_address_together() {
    let test = instance().await;
    let ben = test.user("Ben Baker").await;
    let cx = test.cx(ben);
    let theirs = json!({"sub": "b-1", "email": "Ben@example.com", "email_verified": true, "airline": "UA"});
    assert_eq!(code(&linked(&test, &cx, password("a wrong password"), theirs.clone()).await), "wrong_password");
    assert_eq!(code(&linked(&test, &test.nobody(), password(PASSWORD), theirs.clone()).await), "not_signed_in");
    assert_eq!(code(&linked(&test, &cx, password(PASSWORD), nina()).await), "oidc_somebody_else", "another address");
    let unverified = json!({"sub": "b-1", "email": "ben@example.com", "email_verified": false});
    assert_eq!(code(&linked(&test, &cx, password(PASSWORD), unverified).await), "oidc_email_unverified");
    let old = by_password(&test, "ben@example.com", PASSWORD).await;
    let old = old.unwrap().secret;
    assert_eq!(linked(&test, &cx, password(PASSWORD), theirs.clone()).await.unwrap(), ben);
    assert_eq!(held(&test, ben).await, " / carrier=UA");
    assert!(app::sessions::authenticate(&test.app, &old).await.unwrap().is_none(), "what the password began has ended");
    // T50: no password is left, and none can be had.
    let again = by_password(&test, "ben@example.com", PASSWORD).await;
    assert_eq!(code(&again), "wrong_credentials");
    assert_eq!(signed_in(&test, theirs.clone()).await.unwrap(), ben);
    // Nobody else gets the same account of the provider.
    let cat = test.user("Cat Carter").await;
    assert_eq!(code(&linked(&test, &test.cx(cat), password(PASSWORD), theirs).await), "oidc_somebody_else");
    assert!(verbs(&test).await.contains(&"identity_link done".to_owned()));
}

#[tokio::test]
async fn t52_an_invitation_links_the_one_who_is_invited_and_once() {
    let test = instance().await;
    let admin = test.cx(test.admin);
    let new = NewUser { name: "Ina Invited".parse().unwrap(), email: "ina@example.com".parse().unwrap(), password: None, is_admin: false };
    let ina = app::users::create(&test.app, &admin, new).await.unwrap().id;
    let invite = async || {
        let url = app::users::invite(&test.app, &admin, ina).await.unwrap().url;
        Proof::Invitation(Secret::new(url.expose().rsplit('#').next().unwrap().to_owned()))
    };
    let theirs = json!({"sub": "i-1", "email": "ina@example.com", "email_verified": true});
    let proof = invite().await;
    assert_eq!(code(&linked(&test, &test.nobody(), proof.clone(), nina()).await), "oidc_somebody_else", "somebody else's account");
    // Replaced while its person was away.
    let begun = app::oidc::begin_linking(&test.app, &test.nobody(), proof.clone()).await.unwrap();
    test.clock.advance(8 * 24 * 3600);
    let away = Away { came: test.provider.authorize(&begun.url, theirs.clone()), browser: begun.browser };
    assert_eq!(code(&ended(&test, away.back()).await.outcome), "oidc_stale");
    assert_eq!(code(&linked(&test, &test.nobody(), proof, theirs.clone()).await), "not_found", "it has ended");
    let proof = invite().await;
    assert_eq!(linked(&test, &test.nobody(), proof.clone(), theirs.clone()).await.unwrap(), ina);
    assert_eq!(code(&linked(&test, &test.nobody(), proof, theirs).await), "not_found", "it is used up");
}

#[tokio::test]
async fn t50_whoever_signs_in_elsewhere_gets_no_password() {
    let test = instance().await;
    let user = signed_in(&test, nina()).await.unwrap();
    let admin = test.cx(test.admin);
    let change = UserChange { password: Some(Secret::new("another password".to_owned())), ..Default::default() };
    assert_eq!(code(&app::users::change(&test.app, &admin, user, change).await), "signs_in_elsewhere");
    assert_eq!(code(&app::users::invite(&test.app, &admin, user).await), "signs_in_elsewhere");
    let (cx, new) = (test.cx(user), Secret::new("another password".to_owned()));
    let own = app::sessions::change_password(&test.app, &cx, Secret::new(String::new()), new);
    assert_eq!(code(&own.await), "no_password_here");
    for guess in ["", "another password", PASSWORD] {
        let asked = by_password(&test, "nina@example.com", guess).await;
        assert_eq!(code(&asked), "wrong_credentials");
    }
}

#[tokio::test]
async fn t50_after_a_change_of_provider_an_invitation_leads_to_the_new_one_and_to_no_password() {
    let test = instance().await;
    let user = signed_in(&test, nina()).await.unwrap();
    let realm = "https://id.example/realm";
    test.provider.publish("issuer", json!(realm));
    test.provider.forge(Forgery::Claims(json!({"iss": realm})));
    let test = test.reconfigured(|config| config.oidc.as_mut().unwrap().issuer = realm.parse().unwrap()).await;
    assert_eq!(code(&signed_in(&test, nina()).await), "oidc_email_taken", "the new provider's n-1 is nobody here");
    let url = app::users::invite(&test.app, &test.cx(test.admin), user).await.unwrap().url;
    let secret = Secret::new(url.expose().rsplit('#').next().unwrap().to_owned());
    let new = Secret::new("another password".to_owned());
    assert_eq!(code(&app::users::accept(&test.app, &test.nobody(), &secret, &new).await), "not_found");
    assert_eq!(linked(&test, &test.nobody(), Proof::Invitation(secret), nina()).await.unwrap(), user);
    assert_eq!(signed_in(&test, nina()).await.unwrap(), user);
    assert_eq!(code(&app::users::invite(&test.app, &test.cx(test.admin), user).await), "signs_in_elsewhere");
}

#[tokio::test]
async fn passwords_may_be_switched_off_and_then_open_nothing() {
    let test = instance().await.reconfigured(|config| config.password_sign_in = false).await;
    let ways = app::oidc::ways(&test.app);
    assert_eq!((ways.provider.as_deref(), ways.password), (Some("Example Airlines"), false));
    for password in [PASSWORD, "wrong"] {
        let asked = by_password(&test, "ada@example.com", password).await;
        assert_eq!(code(&asked), "no_passwords");
    }
    check_first(&test, nina(), "ok").await;
    let test = test.reconfigured(|config| config.oidc = None).await;
    assert_eq!(app::oidc::ways(&test.app).provider, None);
    assert_eq!(code(&app::oidc::begin(&test.app, &test.nobody(), None).await), "not_found");
}

/// T62: what the provider takes away is gone before the new session can ask anything, also for sessions that were there before.
#[tokio::test]
async fn t62_rows_follow_the_claim_at_the_next_sign_in() {
    let world = Flights::start().await;
    let test = &world.test;
    let said = |airline: &str, roles: Value| nina_but(json!({"airline": airline, "roles": roles}));
    let readers = Mapping::new("roles", &format!("reader = {}", world.readers), "airline = carrier").unwrap();
    let app = test.copied().await.reconfigured(|config| {
        config.oidc = Some(app::oidc::OidcConfig { mapping: readers, ..FakeProvider::config() });
    });
    let test = app.await;
    let user = signed_in(&test, said("UA", json!(["reader"]))).await.unwrap();
    let open = async || {
        let cx = test.cx(user);
        app::reports::view(&test.app, &cx, &world.document_ref(), world.report).await.map(|_| ())
    };
    assert_eq!(code(&open().await), "ok");
    assert_eq!(held(&test, user).await, "Readers / carrier=UA");
    signed_in(&test, said("AA", json!([]))).await.unwrap();
    assert_eq!(code(&open().await), "not_found");
    assert_eq!(held(&test, user).await, " / carrier=AA");
}
