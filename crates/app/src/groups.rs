//! Groups of people and groups; for admins.

use std::collections::BTreeMap;

use access::{Administer, Change, Facts, Instance, Permit, Principal};
use serde_json::json;
use store::{StoreError, WriteTx};
use vocab::{AttributeValue, GroupId, ModelName, Title};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx, Page, PageAsk};
use crate::effects::{self, Effects};
use crate::error::{AppError, Conflict};

/// A group.
#[derive(Debug, Clone)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// Who is directly in it.
    pub members: Vec<(Principal, String)>,
    /// How many active people it has, nested ones counted once.
    pub user_count: u64,
    /// The values set on it.
    pub attributes: BTreeMap<ModelName, Vec<AttributeValue>>,
}

/// Groups by name.
///
/// # Errors
/// Refused to everybody but admins, as everything here.
pub async fn list(app: &App, cx: &Cx, q: Option<String>, page: PageAsk) -> Result<Page<Group>, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
    let limit = page.bounded();
    let after = match &page.cursor {
        None => None,
        Some(cursor) => {
            let id: GroupId = cursor.parse().map_err(|_| AppError::BadCursor)?;
            Some(store::groups::get(&tx, &may, id).await.map_err(|_| AppError::BadCursor)?.name)
        }
    };
    let groups = store::groups::list(&tx, &may, q.as_deref(), after.as_ref(), limit as u64 + 1).await?;
    let page = Page::cut(groups, limit, |group| group.id.to_string());
    Ok(Page { items: page.items.into_iter().map(|group| shown(tx.facts(), group)).collect(), next_cursor: page.next_cursor })
}

/// Makes a group.
///
/// # Errors
/// `name_taken`.
pub async fn create(app: &App, cx: &Cx, name: Title) -> Result<Group, AppError> {
    let id: GroupId = app.id();
    changed(app, cx, id, "group_create", json!({"name": name}), async |tx, may| {
        store::groups::create(tx, may, id, &name, app.clock.now()).await
    })
    .await
}

/// One group.
///
/// # Errors
/// Not there.
pub async fn get(app: &App, cx: &Cx, group: GroupId) -> Result<Group, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
    let group = store::groups::get(&tx, &may, group).await?;
    Ok(shown(tx.facts(), group))
}

/// Renames a group.
///
/// # Errors
/// `name_taken`.
pub async fn rename(app: &App, cx: &Cx, group: GroupId, name: Title) -> Result<Group, AppError> {
    changed(app, cx, group, "group_rename", json!({"name": name}), async |tx, may| store::groups::rename(tx, may, group, &name).await).await
}

/// Removes a group with its grants.
///
/// # Errors
/// Not there.
pub async fn delete(app: &App, cx: &Cx, group: GroupId) -> Result<(), AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        store::groups::remove(&tx, &may, group).await?;
        let name = tx.facts().group(group).unwrap_or_default();
        Act::on("group_delete", group).called(name).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "group_delete", group, work).await
}

/// Puts a user or group into a group.
///
/// # Errors
/// `group_cycle` with the names on the way.
pub async fn add_member(app: &App, cx: &Cx, group: GroupId, member: Principal) -> Result<Group, AppError> {
    let added = changed(app, cx, group, "member_put", json!({"member": member}), async |tx, may| {
        store::groups::add_member(tx, may, group, member).await
    });
    match added.await {
        Err(AppError::Conflict(Conflict::GroupCycle(path))) => {
            let tx = app.read().await?;
            let name = |id: String| id.parse().ok().and_then(|id| tx.facts().group(id)).map_or(id.clone(), str::to_owned);
            Err(Conflict::GroupCycle(path.into_iter().map(name).collect()).into())
        }
        other => other,
    }
}

/// Takes a user or group out of a group.
///
/// # Errors
/// Not in there.
pub async fn remove_member(app: &App, cx: &Cx, group: GroupId, member: Principal) -> Result<Group, AppError> {
    changed(app, cx, group, "member_remove", json!({"member": member}), async |tx, may| {
        store::groups::remove_member(tx, may, group, member).await
    })
    .await
}

/// What putting somebody into a group, or taking them out, would do; changes nothing.
///
/// # Errors
/// As for the change itself.
pub async fn preview_member(app: &App, cx: &Cx, group: GroupId, member: Principal, inside: bool) -> Result<Effects, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<Administer, _>(facts, Instance)?;
    facts.group(group).ok_or(AppError::NotFound)?;
    let change = if inside { Change::MemberPut { group, member } } else { Change::MemberRemoved { group, member } };
    effects::of(app, &tx, &[change]).await
}

/// One change of a group with its audit row, and the group as it is afterwards.
async fn changed(
    app: &App,
    cx: &Cx,
    group: GroupId,
    verb: &'static str,
    details: serde_json::Value,
    change: impl AsyncFnOnce(&WriteTx, &Permit<'_, Administer, Instance>) -> Result<(), StoreError>,
) -> Result<Group, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        change(&tx, &may).await?;
        let name = tx.facts().group(group).unwrap_or_default();
        Act::on(verb, group).called(name).with(details).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, verb, group, work).await?;
    get(app, cx, group).await
}

fn shown(facts: &Facts, group: store::groups::Group) -> Group {
    let mut members: Vec<_> = facts.members(group.id).into_iter().map(|member| (member, principal_name(facts, member))).collect();
    members.sort_by(|a, b| a.1.cmp(&b.1));
    let own = facts.own_attributes(Principal::Group(group.id)).into_iter();
    Group {
        id: group.id,
        name: group.name.to_string(),
        members,
        user_count: facts.count_members(group.id) as u64,
        attributes: own.map(|(name, values)| (name.clone(), values.to_vec())).collect(),
    }
}

/// What a principal is called.
pub(crate) fn principal_name(facts: &Facts, principal: Principal) -> String {
    match principal {
        Principal::User(user) => facts.user(user).map_or_else(|| user.to_string(), |user| user.name.to_owned()),
        Principal::Group(group) => facts.group(group).map_or_else(|| group.to_string(), str::to_owned),
        Principal::Organization => "Everyone".to_owned(),
    }
}
