//! Parts of the address.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use app::{AppError, PageAsk};

use crate::error::{Refusal, RequestFault};

/// The query parameters.
pub(crate) struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Query::try_from_uri(&parts.uri).map(|Query(params)| Self(params)).map_err(|rejection| {
            let text = rejection.body_text();
            let text = text.split_once(": ").map_or(text.as_str(), |(_, rest)| rest);
            RequestFault::ParameterInvalid(text.to_owned()).into()
        })
    }
}

/// What stands in the braces of the route. What cannot be read names nothing, and answers so.
pub(crate) struct At<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(AppError::NotFound.into()),
        }
    }
}

/// An id or name of the address. One that cannot be is answered as one that is not there (T02, T07, T09).
pub(crate) fn named<T: std::str::FromStr>(text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|_| AppError::NotFound.into())
}

/// Which page of a list.
pub(crate) fn page(limit: Option<u32>, cursor: Option<String>) -> Result<PageAsk, Refusal> {
    let ask = PageAsk::default();
    Ok(PageAsk { limit: within(limit, ask.limit)?, cursor })
}

/// A limit between 1 and 200.
pub(crate) fn within(limit: Option<u32>, otherwise: u32) -> Result<u32, Refusal> {
    match limit {
        None => Ok(otherwise),
        Some(limit @ 1..=200) => Ok(limit),
        Some(limit) => Err(RequestFault::ParameterInvalid(format!("`limit` is {limit}; expected 1 to 200")).into()),
    }
}
