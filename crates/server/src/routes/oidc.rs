//! Signing in through a provider: off to it, and back. Who comes back and was not signed in finds the reason on the sign-in page.

use app::AppError;
use app::oidc::{Begun, Proof, Return};
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use vocab::Secret;

use crate::dto::oidc::{LinkBegun, LinkRequest, SignInWays, StartQuery};
use crate::error::Refusal;
use crate::extract::{Anyone, Body, Faults, Params};
use crate::session;
use crate::state::Server;

/// How one can sign in here.
#[utoipa::path(
    get,
    path = "/session",
    tag = "session",
    responses((status = 200, description = "The answer", body = SignInWays))
)]
pub(crate) async fn sign_in_ways(State(server): State<Server>) -> Json<SignInWays> {
    Json(SignInWays::new(app::oidc::ways(&server.app)))
}

/// Begin to sign in through the provider: for a browser to open, not for programs.
#[utoipa::path(
    get,
    path = "/auth/oidc/start",
    tag = "session",
    params(StartQuery),
    responses((status = 303, description = "On to the provider, or back to the sign-in page with the code of a problem"))
)]
pub(crate) async fn start_oidc(
    State(server): State<Server>,
    Anyone(cx): Anyone,
    Params(query): Params<StartQuery>,
) -> Result<Response, Refusal> {
    match app::oidc::begin(&server.app, &cx, query.next.as_deref()).await {
        Ok(begun) => Ok((kept(&server, &begun), to(&begun.url)?).into_response()),
        Err(AppError::Oidc(error)) => {
            Ok(to(&refused("/sign-in", error.code(), query.next.as_deref().and_then(app::oidc::safe_next).as_deref()))?.into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Where the provider sends the browser back to.
#[utoipa::path(
    get,
    path = "/auth/oidc/callback",
    tag = "session",
    responses((status = 303, description = "On to the page that was wanted with a new session, or back to the sign-in page with the code of a problem"))
)]
pub(crate) async fn finish_oidc(
    State(server): State<Server>,
    Anyone(cx): Anyone,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let back =
        Return { browser: session::browser(&headers, server.config.secure_cookies), ..came_back(query.as_deref().unwrap_or_default()) };
    let ended = app::oidc::end(&server.app, &cx, back).await?;
    let gone = [(header::SET_COOKIE, session::clear_browser(server.config.secure_cookies))];
    match ended.outcome {
        Ok(signed_in) => {
            // The session before, whoever's it was, is dead from here on (T47).
            if cx.session.is_some() {
                app::sessions::sign_out(&server.app, &cx).await?;
            }
            let cookie = super::session::session_cookie(&server, &signed_in);
            let next = ended.next.as_deref().unwrap_or("/");
            Ok((axum::response::AppendHeaders(gone), axum::response::AppendHeaders(cookie), to(next)?).into_response())
        }
        Err(error) => {
            let page = if ended.linking && ended.next.is_some() { "/account" } else { "/sign-in" };
            let next = ended.next.as_deref().filter(|_| page == "/sign-in");
            // What broke here is logged like everything that does, and said like it.
            if matches!(error, AppError::Internal(_)) {
                return Err(error.into());
            }
            Ok((gone, to(&refused(page, error.code(), next))?).into_response())
        }
    }
}

/// Begin to link an account here with the provider: the answer says where the browser goes, and its cookie is needed on the way back.
#[utoipa::path(
    post,
    path = "/auth/oidc/link",
    tag = "session",
    request_body = LinkRequest,
    responses((status = 200, description = "The answer", body = LinkBegun))
)]
pub(crate) async fn link_oidc(
    State(server): State<Server>,
    Anyone(cx): Anyone,
    Body(body): Body<LinkRequest>,
) -> Result<impl IntoResponse, Refusal> {
    let proof = match (body.password, body.invitation) {
        (Some(password), None) => Proof::Password(password),
        (None, Some(code)) => Proof::Invitation(code),
        _ => {
            let mut faults = Faults::default();
            faults.add(String::new(), "one_of", "name one of `password` and `invitation`");
            return Err(faults.refuse());
        }
    };
    let begun = app::oidc::begin_linking(&server.app, &cx, proof).await?;
    Ok((kept(&server, &begun), Json(LinkBegun { url: begun.url })))
}

fn kept(server: &Server, begun: &Begun) -> [(header::HeaderName, HeaderValue); 1] {
    [(header::SET_COOKIE, session::set_browser(&begun.browser, begun.lifetime_seconds, server.config.secure_cookies))]
}

/// 303: the browser asks for the next address with GET, whatever brought it here.
fn to(address: &str) -> Result<impl IntoResponse + use<>, Refusal> {
    // Letters that are not ASCII would be read in one way by one browser and in another by the next.
    let address = utf8_percent_encode(address, CONTROLS).to_string();
    let value = HeaderValue::try_from(address).map_err(|_| AppError::Internal("an address that is no header".to_owned()))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, value)]))
}

const LOUD: &AsciiSet = &NON_ALPHANUMERIC.remove(b'_').remove(b'-').remove(b'.');

fn refused(page: &str, code: &str, next: Option<&str>) -> String {
    let next = next.map_or_else(String::new, |next| format!("&next={}", utf8_percent_encode(next, LOUD)));
    format!("{page}?problem={code}{next}")
}

/// What the provider gave the browser. Providers add parameters of their own, which are passed over; of two with one name neither is believed.
fn came_back(query: &str) -> Return {
    let value = |wanted: &str| {
        let mut found = query.split('&').filter_map(|pair| pair.split_once('=')).filter(|(name, _)| *name == wanted);
        let (first, second) = (found.next(), found.next());
        let (_, value) = first.filter(|_| second.is_none())?;
        let value = value.replace('+', " ");
        let text = percent_decode_str(&value).decode_utf8().ok()?.into_owned();
        (text.len() <= 4096).then_some(text)
    };
    Return {
        state: value("state").map(Secret::new),
        browser: None,
        code: value("code").map(Secret::new),
        error: value("error"),
        issuer: value("iss"),
    }
}
