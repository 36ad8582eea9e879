//! Queries that somebody puts together.

use app::queries::{QueryAsk, Question};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::dto::common::Binary;
use crate::dto::queries::{QueryAnswer, QueryRequest, SqlQuery};
use crate::error::Refusal;
use crate::extract::body::part;
use crate::extract::{Asker, Body, Faults};
use crate::state::Server;
use crate::stream;

/// Run a query; `Accept` chooses Arrow, JSON or CSV.
#[utoipa::path(
    post,
    path = "/query",
    tag = "queries",
    request_body = QueryRequest,
    responses((status = 200, description = "The rows", content((QueryAnswer = "application/json"), (Binary = "application/vnd.apache.arrow.stream"), (String = "text/csv")), headers(("Lucarne-Columns" = String, description = "The columns as base64 of JSON"))))
)]
pub(crate) async fn run_query(
    State(server): State<Server>,
    Asker(cx): Asker,
    headers: HeaderMap,
    Body(body): Body<QueryRequest>,
) -> Result<Response, Refusal> {
    let format = stream::accepted(&headers)?;
    let mut faults = Faults::default();
    let connection = faults.parse("/connection", &body.connection);
    let document = faults.parse_some("/document", body.document.as_deref());
    let (Some(connection), true) = (connection, body.document.is_some() == document.is_some()) else { return Err(faults.refuse()) };
    let question = question(body.query)?;
    let ask = QueryAsk { connection, document, question, limit: body.limit.map(u64::from), format };
    let rows = app::queries::run(&server.app, &cx, ask).await.map_err(|error| Refusal::Under("/query", error))?;
    stream::rows(rows, format).await
}

/// A question in words of the model or in SQL: the one key `sql` tells which.
fn question(query: serde_json::Value) -> Result<Question, Refusal> {
    if query.get("sql").is_some() {
        return part::<SqlQuery>("/query", query).map(|query| Question::Sql(query.sql));
    }
    part("/query", query).map(Question::Semantic)
}
