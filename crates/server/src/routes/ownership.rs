//! Whose content is, whether it stands alone, and roles on everything.

use app::inheritance::{self, Wish};
use app::{instance_grants, ownership};
use axum::Json;
use axum::extract::State;

use crate::dto::access::{Access, AccessChanged};
use crate::dto::common::{DryRun, Items};
use crate::dto::ownership::{Inheritance, InstanceGrant, InstanceRole, NewOwner, Start};
use crate::dto::preview::Preview;
use crate::error::Refusal;
use crate::extract::{Asker, At, Body, Faults, Params, named};
use crate::routes::content::node;
use crate::state::Server;

/// Give it to another owner, or with `dry_run=true` say what that would do.
#[utoipa::path(
    put,
    path = "/content/{id}/owner",
    tag = "access",
    params(DryRun),
    request_body = NewOwner,
    responses((status = 200, description = "The answer", body = AccessChanged))
)]
pub(crate) async fn put_owner(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(run): Params<DryRun>,
    Body(body): Body<NewOwner>,
) -> Result<Json<AccessChanged>, Refusal> {
    let mut faults = Faults::default();
    let Some(to) = faults.parse("/user", &body.user) else { return Err(faults.refuse()) };
    let id = node(&id)?;
    if run.dry_run {
        let preview = ownership::transfer_preview(&server.app, &cx, id, to).await?;
        return Ok(Json(AccessChanged::Preview(Box::new(Preview::new(&preview)))));
    }
    let access = ownership::transfer(&server.app, &cx, id, to).await?;
    Ok(Json(AccessChanged::Access(Box::new(Access::new(&access)))))
}

/// Make it stand alone or inherit again, or with `dry_run=true` say what that would do.
#[utoipa::path(
    put,
    path = "/content/{id}/inheritance",
    tag = "access",
    params(DryRun),
    request_body = Inheritance,
    responses((status = 200, description = "The answer", body = AccessChanged))
)]
pub(crate) async fn put_inheritance(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(id): At<String>,
    Params(run): Params<DryRun>,
    Body(body): Body<Inheritance>,
) -> Result<Json<AccessChanged>, Refusal> {
    let wish = match (body.stands_alone, body.start) {
        (true, Some(Start::Present)) => Wish::StandAlone(inheritance::Start::Present),
        (true, Some(Start::Empty)) => Wish::StandAlone(inheritance::Start::Empty),
        (false, None) => Wish::Inherit,
        (true, None) => {
            let mut faults = Faults::default();
            faults.add("/start", "property_missing", "say whether it starts with the `present` grants or `empty`");
            return Err(faults.refuse());
        }
        (false, Some(_)) => {
            let mut faults = Faults::default();
            faults.add("/start", "value_invalid", "what inherits starts with what the folders above give");
            return Err(faults.refuse());
        }
    };
    let id = node(&id)?;
    if run.dry_run {
        let preview = inheritance::preview(&server.app, &cx, id, wish).await?;
        return Ok(Json(AccessChanged::Preview(Box::new(Preview::new(&preview)))));
    }
    let access = inheritance::set(&server.app, &cx, id, wish).await?;
    Ok(Json(AccessChanged::Access(Box::new(Access::new(&access)))))
}

/// List the groups with a role on everything.
#[utoipa::path(
    get,
    path = "/instance_grants",
    tag = "admin",
    responses((status = 200, description = "The answer", body = Items<InstanceGrant>))
)]
pub(crate) async fn list_instance_grants(State(server): State<Server>, Asker(cx): Asker) -> Result<Json<Items<InstanceGrant>>, Refusal> {
    Ok(items(&instance_grants::list(&server.app, &cx).await?))
}

/// Give a group a role on everything.
#[utoipa::path(
    put,
    path = "/instance_grants/{group}",
    tag = "admin",
    request_body = InstanceRole,
    responses((status = 200, description = "All of them", body = Items<InstanceGrant>))
)]
pub(crate) async fn put_instance_grant(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(group): At<String>,
    Body(body): Body<InstanceRole>,
) -> Result<Json<Items<InstanceGrant>>, Refusal> {
    Ok(items(&instance_grants::set(&server.app, &cx, named(&group)?, Some(body.role.into())).await?))
}

/// Take a group's role on everything away.
#[utoipa::path(
    delete,
    path = "/instance_grants/{group}",
    tag = "admin",
    responses((status = 200, description = "Those that are left", body = Items<InstanceGrant>))
)]
pub(crate) async fn delete_instance_grant(
    State(server): State<Server>,
    Asker(cx): Asker,
    At(group): At<String>,
) -> Result<Json<Items<InstanceGrant>>, Refusal> {
    Ok(items(&instance_grants::set(&server.app, &cx, named(&group)?, None).await?))
}

fn items(grants: &[instance_grants::InstanceGrant]) -> Json<Items<InstanceGrant>> {
    Json(Items { items: grants.iter().map(InstanceGrant::new).collect() })
}
