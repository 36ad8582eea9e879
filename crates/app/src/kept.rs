//! Answers kept for a request that is sent twice, in the database that all nodes share.

use store::system::kept::{self, IdempotencyKey, KeptAnswer};

use crate::cx::{App, Cx};
use crate::error::AppError;

/// Which request, apart from who sends it.
#[derive(Debug, Clone)]
pub struct Route {
    /// What its sender calls it.
    pub key: String,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Of method, address and body of the request that it answers.
    pub print: [u8; 32],
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

/// What is known of a request.
#[derive(Debug, Clone)]
pub enum Known {
    /// It is this caller's to answer.
    Yours,
    /// It is being answered, perhaps by another node.
    UnderWay,
    /// It was answered.
    Answered(Kept),
}

/// Takes a request, unless it was taken.
///
/// # Errors
/// When the store does not answer. Whoever may change nothing takes nothing.
pub async fn take(app: &App, cx: &Cx, route: &Route, print: [u8; 32]) -> Result<Known, AppError> {
    let key = key(cx, route);
    let now = app.clock.now();
    // Most repeats come long after the answer: they need no turn to write.
    let answered = kept::kept_answer(&app.read().await?, &key, now).await?;
    if let Some(answer) = answered {
        return Ok(Known::Answered(shown(answer)?));
    }
    let tx = app.write(cx).await?;
    let known = kept::take(&tx, &key, print, now).await?;
    tx.commit().await?;
    Ok(match known {
        kept::Known::Yours => Known::Yours,
        kept::Known::UnderWay => Known::UnderWay,
        kept::Known::Answered(answer) => Known::Answered(shown(answer)?),
    })
}

/// Keeps the answer of a request that was taken.
///
/// # Errors
/// When the store does not answer.
pub async fn keep(app: &App, cx: &Cx, route: &Route, answer: Kept) -> Result<(), AppError> {
    let headers = serde_json::to_string(&answer.headers).map_err(|error| AppError::Internal(error.to_string()))?;
    let kept = KeptAnswer { body_hash: answer.print, status: answer.status, headers, response: answer.body, created_at: app.clock.now() };
    let tx = app.write(cx).await?;
    kept::keep(&tx, &key(cx, route), &kept).await?;
    Ok(tx.commit().await?)
}

/// Gives a request back that came to nothing.
///
/// # Errors
/// When the store does not answer.
pub async fn give_back(app: &App, cx: &Cx, route: &Route) -> Result<(), AppError> {
    let tx = app.write(cx).await?;
    kept::give_back(&tx, &key(cx, route)).await?;
    Ok(tx.commit().await?)
}

/// Two tokens of one person never meet (T48): what one of them was told may be more than the other may hear.
fn key(cx: &Cx, route: &Route) -> IdempotencyKey {
    let who = match cx.actor {
        access::Actor::User(user) => user.to_string(),
        access::Actor::Link(link) => link.to_string(),
        access::Actor::Anonymous => "anonymous".to_owned(),
    };
    let asker = cx.standing.token().map_or_else(|| who.clone(), |token| format!("{who} {token}"));
    IdempotencyKey { asker, route: "POST".to_owned(), key: route.key.clone() }
}

fn shown(answer: KeptAnswer) -> Result<Kept, AppError> {
    let headers = serde_json::from_str(&answer.headers).map_err(|error| AppError::Internal(format!("a kept answer: {error}")))?;
    Ok(Kept { print: answer.body_hash, status: answer.status, headers, body: answer.response })
}
