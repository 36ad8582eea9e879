//! The use cases against SQLite and the engine without DataFusion.

#![expect(clippy::unwrap_used, reason = "these are tests")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

mod content;
mod data;
mod explained;
mod foretold;
mod hidden;
mod journey;
mod links;
mod many;
mod models;
mod oidc;
mod own_models;
mod previewed;
mod revocation;
mod saving;
mod seen;
mod sharing;
mod sign_in;

use app::downloads::Download;
use app::queries::Rows;
use app::tiles::{DataAsk, TileStep};
use app::{AppError, Cx};
use futures::StreamExt;
use semantics::{Chunk, Filter};
use testkit::Flights;

/// What a reader gets of each asked tile: its rows as JSON text, or the code of the refusal.
async fn tiles(world: &Flights, cx: &Cx, ask: DataAsk) -> Result<Vec<String>, AppError> {
    let events = app::tiles::stream(&world.test.app, cx, &world.document_ref(), world.report, ask).await?;
    Ok(outcomes(events).await)
}

async fn outcomes(mut events: futures::stream::BoxStream<'static, app::tiles::TileEvent>) -> Vec<String> {
    let mut tiles: Vec<(String, bool)> = Vec::new();
    while let Some(event) = events.next().await {
        let index = usize::from(event.index);
        if tiles.len() <= index {
            tiles.resize(index + 1, (String::new(), false));
        }
        let (text, ended) = &mut tiles[index];
        assert!(!*ended, "nothing comes after the end of a tile");
        match event.step {
            TileStep::Header { .. } => {}
            TileStep::Bytes(bytes) => text.push_str(std::str::from_utf8(&bytes).unwrap()),
            TileStep::End { .. } => *ended = true,
            TileStep::Error(error) => {
                *text = error.code().to_owned();
                *ended = true;
            }
        }
    }
    assert!(tiles.iter().all(|(_, ended)| *ended), "every tile ends");
    tiles.into_iter().map(|(text, _)| text).collect()
}

/// A body read to its end.
async fn text(rows: Rows) -> Result<String, AppError> {
    let mut body = rows.body;
    let mut text = String::new();
    while let Some(chunk) = body.next().await {
        if let Chunk::Bytes(bytes) = chunk? {
            text.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }
    Ok(text)
}

async fn csv(world: &Flights, cx: &Cx, tile: usize) -> Result<String, AppError> {
    let Download { rows, .. } =
        app::downloads::tile(&world.test.app, cx, &world.document_ref(), world.report, world.tiles[tile], None).await?;
    text(rows).await
}

fn filter(field: &str, value: &str) -> Filter {
    serde_json::from_value(serde_json::json!({"field": field, "values": [value]})).unwrap()
}

/// The code of an error, or `ok`.
fn code<T>(result: &Result<T, AppError>) -> &'static str {
    result.as_ref().map_or_else(AppError::code, |_| "ok")
}
