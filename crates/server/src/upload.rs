//! Uploads: to a file of their own, as they come, with a limit.

use std::path::{Path, PathBuf};

use app::AppError;
use axum::body::Body;
use futures::StreamExt;
use tokio::fs::OpenOptions;
use tokio::io::AsyncWriteExt;

use crate::error::{Refusal, RequestFault};

/// What one uploaded file may be long.
const LIMIT: usize = 2 << 30;

/// Writes the body to the file. When that fails, or the sender goes away, nothing is left.
pub(crate) async fn receive(body: Body, file: &Path) -> Result<(), Refusal> {
    let mut unfinished = Unfinished(Some(file.to_owned()));
    let mut target = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).await.map_err(internal)?;
    let mut chunks = body.into_data_stream();
    let mut length = 0_usize;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| RequestFault::BodyBroken)?;
        length = length.saturating_add(chunk.len());
        if length > LIMIT {
            return Err(RequestFault::TooLarge(LIMIT).into());
        }
        target.write_all(&chunk).await.map_err(internal)?;
    }
    target.sync_all().await.map_err(internal)?;
    unfinished.0 = None;
    Ok(())
}

fn internal(error: std::io::Error) -> Refusal {
    AppError::Internal(format!("an upload cannot be written: {error}")).into()
}

/// Removes the file unless it is finished.
struct Unfinished(Option<PathBuf>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(file) = &self.0
            && let Err(error) = std::fs::remove_file(file)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!("an unfinished upload cannot be removed: {error}");
        }
    }
}
