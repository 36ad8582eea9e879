//! Personal API tokens: shown once, kept as a hash, narrowed by a scope, dead with their person.

pub use access::TokenScope;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::json;
use store::system::own;
use vocab::{Secret, Title, TokenId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::error::AppError;

/// How every token begins, so that people and scanners know one when they see it.
pub(crate) const MARK: &str = "lct_";
/// Nobody keeps an eye on more.
const MOST: usize = 50;

pub use store::system::own::Token;

/// A new token with its secret, which nobody is told again.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What is kept.
    pub token: Token,
    /// What programs send.
    pub secret: Secret<String>,
}

/// One's own tokens, the newest first.
///
/// # Errors
/// For a signed-in session alone, as everything here.
pub async fn list(app: &App, cx: &Cx) -> Result<Vec<Token>, AppError> {
    let user = cx.themselves()?;
    Ok(own::tokens(&app.read().await?, user).await?)
}

/// Makes a token.
///
/// # Errors
/// It would have ended already; there are too many.
pub async fn create(app: &App, cx: &Cx, name: Title, scope: TokenScope, expires_at: Option<Timestamp>) -> Result<NewToken, AppError> {
    let work = async {
        let user = cx.themselves()?;
        let now = app.clock.now();
        if expires_at.is_some_and(|end| end <= now) {
            return Err(AppError::invalid("/expires_at", "in_the_past", "a token that has ended already opens nothing"));
        }
        let tx = app.write(cx).await?;
        if own::tokens(&tx, user).await?.len() >= MOST {
            return Err(AppError::invalid("", "too_many", format!("at most {MOST} tokens; end one that is not needed")));
        }
        let mut bytes = [0; 32];
        app.entropy.fill(&mut bytes);
        let token = Token { id: app.id(), user, name: name.clone(), scope, created_at: now, expires_at, last_used_at: None };
        own::create_token(&tx, &token, &Secret::new(bytes)).await?;
        let details = json!({"scope": scope, "expires_at": expires_at});
        Act::on("token_create", token.id).called(name.as_str()).with(details).done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(NewToken { token, secret: Secret::new(format!("{MARK}{}", URL_SAFE_NO_PAD.encode(bytes))) })
    };
    watched(app, cx, "token_create", "tokens", work).await
}

/// Ends a token; the next request with it is refused.
///
/// # Errors
/// It is not one's own.
pub async fn end(app: &App, cx: &Cx, id: TokenId) -> Result<(), AppError> {
    let work = async {
        let user = cx.themselves()?;
        let tx = app.write(cx).await?;
        let token = own::end_token(&tx, user, id).await?;
        Act::on("token_end", id).called(token.name.as_str()).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "token_end", id, work).await
}
