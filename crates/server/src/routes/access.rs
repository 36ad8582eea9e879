//! Who has access and why; abilities.

use std::collections::BTreeMap;

use access::Actor;
use app::{AppError, sharing};
use axum::Json;
use axum::extract::State;
use vocab::Ability;

use crate::dto::access::{Abilities, AbilitiesChange, AbilityState, Access, AccessChange, AccessChanged, ExplainQuery};
use crate::dto::common::DryRun;
use crate::dto::explain::{Explanation, Warnings};
use crate::dto::preview::Preview;
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, Params, named};
use crate::routes::content::node;
use crate::state::Server;

/// Who has access, and where it comes from.
#[utoipa::path(
    get,
    path = "/content/{id}/access",
    tag = "access",
    responses((status = 200, description = "The answer", body = Access))
)]
pub(crate) async fn read_access(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Access>, Refusal> {
    Ok(Json(Access::new(&app::sharing::get(&server.app, &cx, node(&id)?).await?)))
}

/// Give or take access, or with `dry_run=true` say what that would do.
#[utoipa::path(
    patch,
    path = "/content/{id}/access",
    tag = "access",
    params(DryRun),
    request_body = AccessChange,
    responses((status = 200, description = "The answer", body = AccessChanged))
)]
pub(crate) async fn change_access(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(run): Params<DryRun>,
    Body(body): Body<AccessChange>,
) -> Result<Json<AccessChanged>, Refusal> {
    let mut faults = Faults::default();
    let mut change = sharing::AccessChange { organization_role: body.organization_role.map(Into::into), changes: Vec::new() };
    for (at, item) in body.changes.iter().enumerate() {
        if let Some(principal) = item.principal.read(&format!("/changes/{at}/principal"), &mut faults) {
            change.changes.push(sharing::GrantChange { principal, role: item.role.map(Into::into), boost: item.boost });
        }
    }
    faults.check()?;
    let id = node(&id)?;
    if run.dry_run {
        let preview = sharing::preview(&server.app, &cx, id, change).await?;
        return Ok(Json(AccessChanged::Preview(Box::new(Preview::new(&preview)))));
    }
    let access = sharing::change(&server.app, &cx, id, change).await?;
    Ok(Json(AccessChanged::Access(Box::new(Access::new(&access)))))
}

/// Why somebody may or may not do something.
#[utoipa::path(
    get,
    path = "/content/{id}/explain",
    tag = "access",
    params(ExplainQuery),
    responses((status = 200, description = "The answer", body = Explanation, example = json!({
        "allowed": true, "role": "viewer",
        "reasons": [{"code": "content_source", "text": "Role viewer through Readers, granted on `Punctuality`."}],
        "sources": [], "remedies": [],
        "connections": [{"id": "con_0192f0c1a2b37c4d8e5f60718293a4b5", "name": "NYC flights", "role": "viewer",
            "reasons": [{"code": "connection_source", "text": "Connection role viewer through the base role of the connection."}]}],
        "rows": [{"table": "flights", "words": "carrier = UA"}],
        "tiles": [{"id": "tile_0192f0c1a2b37c4d8e5f60718293a4b5", "title": "Delays", "kind": "topic", "allowed": true,
            "report": {"id": "rep_0192f0c1a2b37c4d8e5f60718293a4b5", "name": "On time"}, "reasons": [], "remedies": []}]})))
)]
pub(crate) async fn explain_access(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(query): Params<ExplainQuery>,
) -> Result<Json<Explanation>, Refusal> {
    let user = match (&query.user, &cx.actor) {
        (Some(user), _) => named(user)?,
        (None, Actor::User(user)) => *user,
        (None, _) => return Err(AppError::NotSignedIn.into()),
    };
    let action = query.action.as_deref().unwrap_or("view");
    let found = app::explain::explain(&server.app, &cx, node(&id)?, user, action).await?;
    Ok(Json(Explanation::new(&found)))
}

/// The tiles that somebody who can open the document cannot see, with causes and remedies; for its editors.
#[utoipa::path(
    get,
    path = "/documents/{id}/reports/{report}/warnings",
    tag = "access",
    responses((status = 200, description = "The answer", body = Warnings, example = json!({"people": 12, "undecided": 0, "tiles": [{
        "tile": "tile_0192f0c1a2b37c4d8e5f60718293a4b5", "title": "Delays in SQL", "kind": "sql", "people": 3, "causes": [{
            "code": "kind_sql", "text": "The tile is written in SQL: it needs the connection role querier on NYC flights, and they have less.",
            "people": {"count": 3, "first": [{"id": "usr_0192f0c1a2b37c4d8e5f60718293a4b5", "name": "Max Manager", "email": "max@example.com"}]},
            "remedies": [{"code": "enable_boost", "text": "Set AccessBoost on the grant that lets them in.",
                "action": {"kind": "boost", "node": "doc_0192f0c1a2b37c4d8e5f60718293a4b5"}}]}]}]})))
)]
pub(crate) async fn read_warnings(
    State(server): State<Server>,
    Asker(cx): Asker,
    At((id, report)): At<(String, String)>,
) -> Result<Json<Warnings>, Refusal> {
    Ok(Json(Warnings::new(&app::warnings::of_report(&server.app, &cx, &named(&id)?, named(&report)?).await?)))
}

/// What the document lets anybody do at all.
#[utoipa::path(
    get,
    path = "/documents/{id}/abilities",
    tag = "access",
    responses((status = 200, description = "The answer", body = Abilities))
)]
pub(crate) async fn read_abilities(State(server): State<Server>, Asker(cx): Asker, At(id): At<String>) -> Result<Json<Abilities>, Refusal> {
    Ok(Json(abilities(app::abilities::get(&server.app, &cx, &named(&id)?).await?)))
}

/// Switch abilities.
#[utoipa::path(
    patch,
    path = "/documents/{id}/abilities",
    tag = "access",
    request_body = AbilitiesChange,
    responses((status = 200, description = "The answer", body = Abilities))
)]
pub(crate) async fn change_abilities(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Body(body): Body<AbilitiesChange>,
) -> Result<Json<Abilities>, Refusal> {
    let changes = app::abilities::change(&server.app, &cx, &named(&id)?, body.switches()).await?;
    Ok(Json(abilities(changes)))
}

fn abilities(states: BTreeMap<Ability, app::abilities::AbilityState>) -> Abilities {
    let state =
        |state: app::abilities::AbilityState| AbilityState { on: state.on, available: state.available, default_on: state.default_on };
    Abilities(states.into_iter().map(|(ability, now)| (ability.to_string(), state(now))).collect())
}
