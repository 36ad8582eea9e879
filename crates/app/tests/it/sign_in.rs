//! Set-up, signing in, sessions.

use app::AppError;
use app::setup::SetupAsk;
use testkit::{PASSWORD, TestApp};
use vocab::Secret;

use crate::code;

fn ask(code: &str) -> SetupAsk {
    SetupAsk {
        code: Secret::new(code.to_owned()),
        name: "Ada".parse().unwrap(),
        email: "ada@example.com".parse().unwrap(),
        password: Secret::new(PASSWORD.to_owned()),
        organization: "Lucarne Air".parse().unwrap(),
    }
}

#[tokio::test]
async fn t79_the_set_up_code_works_once_and_never_again() {
    let test = TestApp::untouched().await;
    let nobody = test.nobody();
    assert_eq!(code(&app::setup::finish(&test.app, &nobody, ask("")).await), "wrong_setup_code");
    let right = app::setup::code(&test.app).await.unwrap().unwrap();
    assert_eq!(code(&app::setup::finish(&test.app, &nobody, ask("aaaaa-aaaaa-aaaaa")).await), "wrong_setup_code");
    let done = app::setup::finish(&test.app, &nobody, ask(right.expose())).await.unwrap();
    assert!(done.me.is_admin);
    assert_eq!(done.me.organization, "Lucarne Air");
    for attempt in [right.expose().as_str(), "", "wrong"] {
        assert!(matches!(app::setup::finish(&test.app, &nobody, ask(attempt)).await, Err(AppError::NotFound)));
    }
    assert!(!app::setup::needed(&test.app).await.unwrap());
    assert!(app::setup::code(&test.app).await.unwrap().is_none());
    let test = test.restarted().await;
    assert!(app::setup::code(&test.app).await.unwrap().is_none(), "also after a restart");
}

#[tokio::test]
async fn t79_the_set_up_code_is_not_guessed() {
    let test = TestApp::untouched().await;
    app::setup::code(&test.app).await.unwrap();
    let mut answers = Vec::new();
    for _ in 0..8 {
        answers.push(code(&app::setup::finish(&test.app, &test.nobody(), ask("aaaaa-aaaaa-aaaaa")).await));
    }
    assert_eq!(answers[7], "too_many_attempts");
}

async fn sign_in(test: &TestApp, email: &str, password: &str) -> Result<app::sessions::SignedIn, AppError> {
    app::sessions::sign_in(&test.app, &test.nobody(), email.parse().unwrap(), Secret::new(password.to_owned())).await
}

#[tokio::test]
async fn t02_unknown_people_and_wrong_passwords_are_one_answer() {
    let test = TestApp::start().await;
    let mut answers = Vec::new();
    for (email, password) in [("ada@example.com", "wrong password"), ("nobody@example.com", PASSWORD)] {
        answers.push(sign_in(&test, email, password).await.unwrap_err().to_string());
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(code(&sign_in(&test, "ada@example.com", PASSWORD).await), "ok");
}

#[tokio::test]
async fn guesses_at_one_account_are_slowed_down_and_time_heals() {
    let test = TestApp::start().await;
    let mut last = "";
    for _ in 0..6 {
        last = code(&sign_in(&test, "ada@example.com", "wrong password").await);
    }
    assert_eq!(last, "too_many_attempts");
    assert_eq!(code(&sign_in(&test, "ada@example.com", PASSWORD).await), "too_many_attempts", "the right password waits too");
    test.clock.advance(16 * 60);
    assert_eq!(code(&sign_in(&test, "ada@example.com", PASSWORD).await), "ok");
}

#[tokio::test]
async fn sessions_end_by_signing_out_by_time_and_by_a_new_password() {
    let test = TestApp::start().await;
    let admin = test.cx(test.admin);
    let alive = |secret: Secret<String>| {
        let app = &test.app;
        async move { app::sessions::authenticate(app, &secret).await.unwrap().is_some() }
    };
    let first = sign_in(&test, "ada@example.com", PASSWORD).await.unwrap().secret;
    let second = sign_in(&test, "ada@example.com", PASSWORD).await.unwrap().secret;
    let session = app::sessions::authenticate(&test.app, &first).await.unwrap().unwrap().session;
    app::sessions::sign_out(&test.app, &app::Cx { session, ..admin.clone() }).await.unwrap();
    assert_eq!((alive(first).await, alive(second.clone()).await), (false, true));
    let change = app::users::UserChange { password: Some(Secret::new("another password".to_owned())), ..Default::default() };
    app::users::change(&test.app, &admin, test.admin, change).await.unwrap();
    assert!(!alive(second).await);
    let third = sign_in(&test, "ada@example.com", "another password").await.unwrap().secret;
    test.clock.advance(15 * 24 * 3600);
    assert!(!alive(third).await);
    for nonsense in ["", "x", "AAAA", &"A".repeat(43), "\u{0}"] {
        assert!(!alive(Secret::new(nonsense.to_owned())).await);
    }
}
