//! Who asks. The layer [`identify`](crate::middleware::identify) has found out; these say what a route needs.

use std::collections::HashMap;

use access::Actor;
use app::visits::Slug;
use app::{AppError, Cx, Through};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::error::Refusal;
use crate::extract::At;

/// Somebody who is signed in. Comes first in a handler, so that nobody else gets as far as the body.
pub(crate) struct Asker(pub Cx);

/// Anybody, signed in or not.
pub(crate) struct Anyone(pub Cx);

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let cx = context(parts)?;
        if matches!(cx.actor, Actor::User(_)) { Ok(Self(cx)) } else { Err(AppError::NotSignedIn.into()) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Anyone {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        context(parts).map(Self)
    }
}

/// Fails closed: a route outside the layer refuses everybody.
fn context(parts: &Parts) -> Result<Cx, Refusal> {
    parts.extensions.get::<Cx>().cloned().ok_or_else(|| AppError::Internal("a route stands outside of `identify`".to_owned()).into())
}

/// Somebody who came through a report link, signed in or not.
pub(crate) struct Visitor {
    pub cx: Cx,
    pub slug: Slug,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let mut cx = context(parts)?;
        cx.through = Through::Link;
        let At(mut path) = At::<HashMap<String, String>>::from_request_parts(parts, state).await?;
        let slug = path.remove("slug").ok_or(AppError::NotFound)?;
        Ok(Self { cx, slug: Slug::new(slug) })
    }
}
