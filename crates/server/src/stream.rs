//! Answers that are sent while they are made. Dropping the connection drops the stream, and that cancels the query.

use std::time::SystemTime;

use app::downloads::Download;
use app::queries::Rows;
use app::tiles::{TileEvent, TileStep};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::stream::{self, BoxStream};
use futures::{Stream, StreamExt};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use semantics::{Chunk, Format};
use serde::Serialize;
use vocab::RequestId;

use crate::dto::queries::Column;
use crate::dto::reports::{FrameEnd, FrameHeader};
use crate::error::{Refusal, RequestFault};

/// The media type of the frames of a report.
pub(crate) const FRAMES: &str = "application/vnd.lucarne.frames";
const ARROW: &str = "application/vnd.apache.arrow.stream";

/// The kinds of frame.
#[derive(Debug, Clone, Copy)]
enum Frame {
    Header = 1,
    Bytes = 2,
    End = 3,
    Error = 4,
}

/// The tiles of a report as frames: kind, tile index and length in front of each piece, little-endian.
/// A frame is sent as soon as it is there: the answer is not compressed, which would hold tiles back.
pub(crate) fn frames(events: BoxStream<'static, TileEvent>, request_id: RequestId) -> Response {
    let body = events.map(move |event| Ok::<_, std::convert::Infallible>(frame(event, &request_id)));
    ([(header::CONTENT_TYPE, FRAMES)], Body::from_stream(body)).into_response()
}

fn frame(event: TileEvent, request_id: &RequestId) -> Bytes {
    match event.step {
        TileStep::Header { tile, columns, cached_at } => {
            let header = FrameHeader {
                tile: tile.to_string(),
                columns: columns.iter().map(Column::new).collect(),
                cached_at: cached_at.and_then(rfc3339),
            };
            packed(Frame::Header, event.index, &json(&header))
        }
        TileStep::Bytes(bytes) => packed(Frame::Bytes, event.index, &bytes),
        TileStep::End { rows, truncated, elapsed_ms } => packed(Frame::End, event.index, &json(&FrameEnd { rows, truncated, elapsed_ms })),
        TileStep::Error(error) => {
            let problem = Refusal::Tile(error.clone()).problem(request_id);
            if problem.status >= 500 {
                tracing::error!(error.code = %problem.code, error.cause = %error, request.id = %request_id, "a tile failed: {error}");
            }
            packed(Frame::Error, event.index, &json(&problem))
        }
    }
}

fn packed(kind: Frame, index: u16, payload: &[u8]) -> Bytes {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    let mut bytes = Vec::with_capacity(7 + payload.len());
    bytes.push(kind as u8);
    bytes.extend_from_slice(&index.to_le_bytes());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(payload);
    Bytes::from(bytes)
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn rfc3339(at: SystemTime) -> Option<String> {
    Timestamp::try_from(at).ok().map(|at| at.to_string())
}

/// The format that the caller takes, JSON when it does not matter.
pub(crate) fn accepted(headers: &HeaderMap) -> Result<Format, Refusal> {
    let mut asked = false;
    for value in headers.get_all(header::ACCEPT) {
        for item in value.to_str().unwrap_or_default().split(',') {
            asked = true;
            match item.split(';').next().unwrap_or_default().trim() {
                ARROW => return Ok(Format::ArrowStream),
                "application/json" | "application/*" | "*/*" => return Ok(Format::Json),
                "text/csv" => return Ok(Format::Csv),
                _ => {}
            }
        }
    }
    let there_is = "`application/vnd.apache.arrow.stream`, `application/json`, `text/csv`";
    if asked { Err(RequestFault::NotAcceptable(there_is).into()) } else { Ok(Format::Json) }
}

/// Rows in their format. The first piece is waited for, so that a query that fails at once has a proper refusal.
pub(crate) async fn rows(mut rows: Rows, format: Format) -> Result<Response, Refusal> {
    let first = rows.body.next().await.transpose().map_err(Refusal::from)?;
    let columns: Vec<Column> = rows.columns.iter().map(Column::new).collect();
    let columns = json(&columns);
    let header_text = STANDARD.encode(&columns);
    // Fused, because compression asks once more after the end.
    let chunks = stream::iter(first.map(Ok)).chain(rows.body).fuse();
    let (kind, body) = match format {
        Format::ArrowStream => (ARROW, Body::from_stream(bytes_only(chunks))),
        Format::Csv => ("text/csv; charset=utf-8", Body::from_stream(bytes_only(chunks))),
        Format::Json => ("application/json", Body::from_stream(object(columns, chunks))),
    };
    let mut response = ([(header::CONTENT_TYPE, kind)], body).into_response();
    if let Ok(value) = HeaderValue::try_from(header_text) {
        response.headers_mut().insert("lucarne-columns", value);
    }
    if let Some(value) = rows.cached_at.and_then(rfc3339).and_then(|at| HeaderValue::try_from(at).ok()) {
        response.headers_mut().insert("lucarne-cached-at", value);
    }
    Ok(response)
}

/// A tile's rows as a file.
pub(crate) async fn attachment(download: Download) -> Result<Response, Refusal> {
    let mut response = rows(download.rows, Format::Csv).await?;
    if let Ok(value) = HeaderValue::try_from(disposition(&download.file_name)) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// A broken stream breaks the connection, so that half an answer is not taken for a whole one.
fn bytes_only(chunks: impl Stream<Item = Result<Chunk, app::AppError>> + Send) -> impl Stream<Item = Result<Bytes, app::AppError>> + Send {
    chunks.filter_map(async |chunk| match chunk {
        Ok(Chunk::Bytes(bytes)) => Some(Ok(bytes)),
        Ok(Chunk::End { .. }) => None,
        Err(error) => Some(Err(error)),
    })
}

/// The engine sends the rows as one JSON array; this puts columns before it and what is known at its end behind it.
fn object(
    columns: Vec<u8>,
    chunks: impl Stream<Item = Result<Chunk, app::AppError>> + Send,
) -> impl Stream<Item = Result<Bytes, app::AppError>> + Send {
    let head = [b"{\"columns\":".as_slice(), &columns, b",\"rows\":"].concat();
    let rest = chunks.map(|chunk| {
        chunk.map(|chunk| match chunk {
            Chunk::Bytes(bytes) => bytes,
            Chunk::End { truncated, .. } => Bytes::from(format!(",\"truncated\":{truncated}}}")),
        })
    });
    stream::iter([Ok(Bytes::from(head))]).chain(rest)
}

/// Characters of a file name that a header's extended value must encode.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// A plain name for old programs and the exact one for the others; neither can break out of its quotes.
fn disposition(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_says_kind_tile_and_length() {
        let event = TileEvent { index: 0x0102, step: TileStep::Bytes(Bytes::from_static(b"abc")) };
        assert_eq!(frame(event, &RequestId::from_parts(0, [0; 10])).as_ref(), b"\x02\x02\x01\x03\x00\x00\x00abc");
    }

    #[test]
    fn file_names_stay_in_their_quotes() {
        assert_eq!(
            disposition("Delays \"by\" hour\r\nX: é.csv"),
            "attachment; filename=\"Delays _by_ hour__X_ _.csv\"; filename*=UTF-8''Delays%20%22by%22%20hour%0D%0AX%3A%20%C3%A9.csv"
        );
    }

    #[track_caller]
    fn check(accept: Option<&'static str>, expected: Option<Format>) {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        }
        assert_eq!(accepted(&headers).ok(), expected, "{accept:?}");
    }

    #[test]
    fn accept_chooses_the_format() {
        check(None, Some(Format::Json));
        check(Some("*/*"), Some(Format::Json));
        check(Some("application/json"), Some(Format::Json));
        check(Some("text/csv;q=0.9"), Some(Format::Csv));
        check(Some("application/vnd.apache.arrow.stream"), Some(Format::ArrowStream));
        check(Some("text/html"), None);
    }
}
