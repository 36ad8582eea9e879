//! Super-groups: groups with a content role on everything, also below what stands alone (access.md §2); for admins.

use access::{Administer, Instance};
use serde_json::json;
use vocab::{ContentRole, GroupId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx, Named};
use crate::error::AppError;

/// A group with a role on everything.
#[derive(Debug, Clone)]
pub struct InstanceGrant {
    /// The group.
    pub group: Named<GroupId>,
    /// How many people are in it.
    pub members: u64,
    /// What they may do everywhere.
    pub role: ContentRole,
}

/// All of them, by name.
///
/// # Errors
/// Refused to everybody but admins.
pub async fn list(app: &App, cx: &Cx) -> Result<Vec<InstanceGrant>, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<Administer, _>(facts, Instance)?;
    let mut grants: Vec<_> = facts
        .instance_grants()
        .into_iter()
        .map(|(id, role)| InstanceGrant {
            group: Named { id, name: facts.group(id).unwrap_or_default().to_owned() },
            members: facts.count_members(id) as u64,
            role,
        })
        .collect();
    grants.sort_by(|a, b| a.group.name.cmp(&b.group.name));
    Ok(grants)
}

/// Gives a group a role on everything, or takes it away.
///
/// # Errors
/// Refused to everybody but admins; there is no such group; ownership is not granted.
pub async fn set(app: &App, cx: &Cx, group: GroupId, role: Option<ContentRole>) -> Result<Vec<InstanceGrant>, AppError> {
    if role == Some(ContentRole::Owner) {
        return Err(AppError::invalid("/role", "owner_not_granted", "a thing has one owner, a person"));
    }
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        let name = tx.facts().group(group).ok_or(AppError::NotFound)?;
        let before = tx.facts().instance_grants().into_iter().find(|(id, _)| *id == group).map(|(_, role)| role);
        // A role of no access is the same as none, and is not kept.
        let role = role.filter(|role| *role != ContentRole::NoAccess);
        store::grants::set_instance_wide(&tx, &may, group, role).await?;
        Act::on("instance_grant", group).called(name).with(json!({"before": before, "role": role})).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "instance_grant", group, work).await?;
    list(app, cx).await
}
