//! Tenant tables of reports.

use app::tenants::{self, TryAs};
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::dto::common::DryRun;
use crate::dto::preview::Preview;
use crate::dto::tenants::{TenantTried, TenantTry, Tenants, TenantsChange, TenantsChanged};
use crate::error::{Refusal, RequestFault};
use crate::extract::{Asker, At, Body, Faults, IfMatch, Params, etag, named};
use crate::state::Server;

/// Read the tenant table of a report; for managers. The `ETag` is the version.
#[utoipa::path(
    get,
    path = "/documents/{id}/reports/{report}/tenants",
    tag = "reports",
    responses((status = 200, description = "The answer; `table` is null when the report has none", body = Tenants))
)]
pub(crate) async fn read_tenants(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
) -> Result<impl IntoResponse, Refusal> {
    let found = tenants::get(&server.app, &cx, &named(&id)?, named(&report)?).await?;
    Ok((etag(found.version), Json(Tenants::new(found))))
}

/// Save the tenant table over the version named by `If-Match`, or with `dry_run=true` say what that would do to whom.
#[utoipa::path(
    put,
    path = "/documents/{id}/reports/{report}/tenants",
    tag = "reports",
    params(("If-Match" = Option<String>, Header, description = "The version that the change starts from, as the ETag had it; needed unless `dry_run=true`"), DryRun),
    request_body = TenantsChange,
    responses((status = 200, description = "The table as it is now, or what would change", body = TenantsChanged))
)]
pub(crate) async fn save_tenants(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
    Params(run): Params<DryRun>,
    IfMatch(version): IfMatch,
    Body(body): Body<TenantsChange>,
) -> Result<Response, Refusal> {
    let (document, report) = (named(&id)?, named(&report)?);
    let table = body.table.map(Into::into);
    if run.dry_run {
        let preview = tenants::preview(&server.app, &cx, &document, report, table).await?;
        return Ok(Json(TenantsChanged::Preview(Box::new(Preview::new(&preview)))).into_response());
    }
    let version = version.ok_or(RequestFault::VersionRequired)?;
    let saved = tenants::save(&server.app, &cx, &document, report, version, table).await?;
    Ok((etag(saved.version), Json(TenantsChanged::Tenants(Box::new(Tenants::new(saved))))).into_response())
}

/// Say which row somebody would be, and how many rows of the data that leaves them; for managers.
#[utoipa::path(
    post,
    path = "/documents/{id}/reports/{report}/tenants/try",
    tag = "reports",
    request_body(content = TenantTry, example = json!({"email": "ops@united.com"})),
    responses((status = 200, description = "The answer", body = TenantTried))
)]
pub(crate) async fn try_tenants(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
    Body(body): Body<TenantTry>,
) -> Result<Json<TenantTried>, Refusal> {
    let mut faults = Faults::default();
    let user = faults.parse_some("/user", body.user.as_deref()).map(TryAs::User);
    let link = faults.parse_some("/link", body.link.as_deref()).map(TryAs::Link);
    let email = faults.parse_some("/email", body.email.as_deref()).map(TryAs::Address);
    let row = body.row.map(TryAs::Row);
    let named_ones = usize::from(row.is_some()) + [&body.user, &body.link, &body.email].into_iter().flatten().count();
    if named_ones != 1 {
        faults.add(String::new(), "one_of", "name one of `user`, `link`, `email` and `row`");
    }
    if !faults.is_empty() {
        return Err(faults.refuse());
    }
    let Some(who) = user.or(link).or(email).or(row) else { return Err(faults.refuse()) };
    let tried = tenants::attempt(&server.app, &cx, &named(&id)?, named(&report)?, body.table.map(Into::into), who).await?;
    Ok(Json(TenantTried::new(tried)))
}
