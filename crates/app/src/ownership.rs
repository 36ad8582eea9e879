//! Whose content is: transfer, and handing over what somebody owns who leaves (access.md §2).

use access::{Change, Facts, Grant, Hub, NodeId, Parent, Principal, TransferRefused};
use serde_json::json;
use store::WriteTx;
use vocab::UserId;

use crate::audit::{Act, watched};
use crate::content::{self, put_of};
use crate::cx::{App, Cx};
use crate::error::{AppError, Conflict};
use crate::preview::{self, Preview};
use crate::sharing::{self, Access};

/// Gives a folder or document to somebody who manages it. To its present owner nothing changes.
///
/// # Errors
/// It is not this actor's to manage; `not_manager`; `owned_by_folder` for a folder that lies in another one.
pub async fn transfer(app: &App, cx: &Cx, node: NodeId, to: UserId) -> Result<Access, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        allowed(facts, cx, node, to)?;
        let changes = transferring(facts, node, to)?;
        if changes.is_empty() {
            return Ok(());
        }
        let former = facts.node(node).map(|view| view.owner);
        make(app, cx, &tx, &changes).await?;
        Act::on("transfer", node).called(content::name(facts, node)).with(json!({"from": former, "to": to})).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "transfer", node, work).await?;
    sharing::after_change(app, cx, node).await
}

/// What the transfer would do; changes nothing.
///
/// # Errors
/// As for the transfer itself.
pub async fn transfer_preview(app: &App, cx: &Cx, node: NodeId, to: UserId) -> Result<Preview, AppError> {
    let tx = app.read().await?;
    allowed(tx.facts(), cx, node, to)?;
    let changes = transferring(tx.facts(), node, to)?;
    preview::of_node(app, cx, &tx, node, &changes).await
}

fn allowed(facts: &Facts, cx: &Cx, node: NodeId, to: UserId) -> Result<(), AppError> {
    access::transfer_check(facts, &cx.actor, node, to).map_err(|refused| match refused {
        TransferRefused::Denied(denied) => cx.refused(denied),
        TransferRefused::NotManager => {
            AppError::invalid("/user", "not_manager", "ownership goes to somebody who manages it; give them the role manager first")
        }
        TransferRefused::OwnedByFolder(above) => Conflict::OwnedByFolder(content::name(facts, above.into()).to_owned()).into(),
    })
}

/// The changes of a transfer: the thing and the folders in it that belong along; the former owner stays manager.
pub(crate) fn transferring(facts: &Facts, node: NodeId, to: UserId) -> Result<Vec<Change>, AppError> {
    let mut changes = Vec::new();
    let along = access::owned_along(facts, node).into_iter().map(NodeId::Folder);
    for node in std::iter::once(node).chain(along) {
        changes.extend(owner_change(facts, node, to)?);
    }
    Ok(changes)
}

/// The changes that follow for folders when one of them comes to lie, or to inherit, under another owner's folder.
pub(crate) fn following(facts: &Facts, node: NodeId, parent: Parent) -> Result<Vec<Change>, AppError> {
    match access::owner_there(facts, node, parent) {
        Some(owner) => transferring(facts, node, owner),
        None => Ok(Vec::new()),
    }
}

fn owner_change(facts: &Facts, node: NodeId, to: UserId) -> Result<Vec<Change>, AppError> {
    let view = facts.node(node).ok_or(AppError::NotFound)?;
    if view.owner == to {
        return Ok(Vec::new());
    }
    let Grant { principal, role, boost } = access::farewell(view.owner);
    let mut changes = vec![put_of(facts, node, |put| put.owner = to)?, Change::GrantPut { node, principal, role, boost }];
    // What an owner was granted besides says nothing any more; it would only show as overtaken.
    if facts.grants(node).iter().any(|grant| grant.principal == Principal::User(to)) {
        changes.push(Change::GrantRemoved { node, principal: Principal::User(to) });
    }
    Ok(changes)
}

/// Makes changes of owners, of standing alone and of grants; each needs to be the actor's to make.
pub(crate) async fn make(app: &App, cx: &Cx, tx: &WriteTx, changes: &[Change]) -> Result<(), AppError> {
    let now = app.clock.now();
    for change in changes {
        let (node, owner, stands_alone) = match change {
            Change::FolderPut { folder, owner, stands_alone, .. } => (NodeId::Folder(*folder), *owner, *stands_alone),
            Change::DocumentPut { document, owner, stands_alone, .. } => (NodeId::Document(*document), *owner, *stands_alone),
            Change::GrantPut { node, principal, role, boost } => {
                let may = cx.allow::<access::Manage, _>(tx.facts(), *node)?;
                store::grants::set(tx, &may, *principal, *role, *boost).await?;
                continue;
            }
            Change::GrantRemoved { node, principal } => {
                let may = cx.allow::<access::Manage, _>(tx.facts(), *node)?;
                store::grants::remove(tx, &may, *principal).await?;
                continue;
            }
            _ => return Err(AppError::Internal("a change that is made elsewhere".to_owned())),
        };
        let may = cx.allow::<access::Manage, _>(tx.facts(), node)?;
        let view = tx.facts().node(node).ok_or(AppError::NotFound)?;
        if view.owner != owner {
            store::nodes::transfer(tx, &may, owner, now).await?;
        }
        if view.stands_alone != stands_alone {
            store::nodes::stand_alone(tx, &may, stands_alone, now).await?;
        }
    }
    Ok(())
}

/// Gives everything that somebody owns to somebody else, in the transaction in which they leave; for admins.
/// What lies at the root of the leaver's own documents moves to its new owner's, so that it is found there.
///
/// # Errors
/// `owns_content` with the list when nobody is named; a new owner who is not active.
pub async fn hand_over(app: &App, cx: &Cx, tx: &WriteTx, from: UserId, to: Option<UserId>) -> Result<u64, AppError> {
    let facts = tx.facts();
    let owned = facts.owned_by(from);
    let roots = facts.in_hub(Hub::Personal(from));
    if owned.is_empty() && roots.is_empty() {
        return Ok(0);
    }
    let Some(to) = to.filter(|to| *to != from) else {
        return Err(Conflict::OwnsContent(owned_names(facts, from)).into());
    };
    if !facts.user(to).is_some_and(|user| user.active) {
        return Err(AppError::invalid("/new_owner", "principal_unknown", "the new owner has to be an active person"));
    }
    let now = app.clock.now();
    for node in &owned {
        let may = cx.allow::<access::Manage, _>(facts, *node)?;
        store::nodes::transfer(tx, &may, to, now).await?;
        let Grant { principal, role, boost } = access::farewell(from);
        store::grants::set(tx, &may, principal, role, boost).await?;
    }
    for node in roots {
        let owner = facts.node(node).map_or(to, |view| if view.owner == from { to } else { view.owner });
        let may = cx.allow::<access::Manage, _>(facts, node)?;
        store::nodes::move_home(tx, &may, owner, now).await?;
    }
    Act::on("hand_over", from)
        .called(facts.user(from).map_or("", |user| user.name))
        .with(json!({"to": to, "items": owned.len()}))
        .done(app, cx, tx)
        .await?;
    Ok(owned.len() as u64)
}

/// What somebody owns, by name, for the refusal of letting them go: the first of it, and how much more there is.
#[must_use]
pub fn owned_names(facts: &Facts, user: UserId) -> Vec<String> {
    const SHOWN: usize = 20;
    let owned = facts.owned_by(user);
    let name = |node: &NodeId| facts.node(*node).map_or_else(|| node.to_string(), |view| view.name.to_owned());
    let mut names: Vec<String> = owned.iter().take(SHOWN).map(name).collect();
    if owned.len() > SHOWN {
        names.push(format!("and {} more", owned.len() - SHOWN));
    }
    if names.is_empty() {
        names.push("what lies in their own documents".to_owned());
    }
    names
}
