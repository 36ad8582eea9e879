//! The trash: put in, take out, empty (access.md §2).

use std::sync::Weak;
use std::time::Duration;

use access::{Actor, Facts, Manage, NodeId, Reason};
use jiff::SignedDuration;
use serde_json::json;

use crate::audit::{Act, watched};
use crate::content::{self, Node};
use crate::cx::{App, Cx, Through};
use crate::error::AppError;

/// Puts something into the trash.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn put(app: &App, cx: &Cx, node: NodeId) -> Result<(), AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), node)?;
        store::nodes::trash(&tx, &may, app.clock.now()).await?;
        Act::on("trash", node).called(content::name(tx.facts(), node)).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "trash", node, work).await
}

/// Takes something out of the trash.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn restore(app: &App, cx: &Cx, node: NodeId) -> Result<Node, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), node)?;
        store::nodes::restore(&tx, &may, app.clock.now()).await?;
        Act::on("restore", node).called(content::name(tx.facts(), node)).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "restore", node, work).await?;
    content::get(app, cx, node).await
}

/// Removes for good what lies in the trash, with everything in it.
///
/// # Errors
/// It is not this actor's to manage, or something in it is not; `not_in_trash`.
pub async fn delete(app: &App, cx: &Cx, node: NodeId) -> Result<(), AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let may = cx.allow::<Manage, _>(facts, node)?;
        if !facts.node(node).is_some_and(|view| view.in_trash) {
            return Err(AppError::invalid("", "not_in_trash", "only what lies in the trash is removed for good; put it there first"));
        }
        all_managed(facts, cx, node)?;
        let items = store::trash::remove(&tx, &may).await?;
        let act = Act::on("delete", node).called(content::name(facts, node)).with(json!({"items": items}));
        act.done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "delete", node, work).await
}

/// Something that stands alone in a folder may be others' (T05).
fn all_managed(facts: &Facts, cx: &Cx, node: NodeId) -> Result<(), AppError> {
    let foreign = |below: NodeId| cx.allow::<Manage, _>(facts, below).is_err();
    if facts.below(node).into_iter().any(foreign) { Err(AppError::Forbidden(vec![Reason::OthersContent])) } else { Ok(()) }
}

/// How often the server looks into the trash. Days are what counts there, so an hour more is nothing.
const LOOKS: Duration = Duration::from_secs(60 * 60);

/// Empties the trash from time to time, as long as the application lives.
pub(crate) async fn keep_empty(app: Weak<App>) {
    loop {
        tokio::time::sleep(LOOKS).await;
        let Some(app) = app.upgrade() else { return };
        match empty(&app).await {
            Ok(0) => {}
            Ok(items) => tracing::info!(items, "what lay in the trash for long enough is removed"),
            Err(error) => tracing::error!(error = %error, "the trash could not be emptied; the server tries again in an hour"),
        }
    }
}

/// Removes everything that has lain in the trash for longer than the setting says, and tells how much that was. The server calls it by itself.
///
/// # Errors
/// When the store does not answer.
pub async fn empty(app: &App) -> Result<u64, AppError> {
    let cx = Cx {
        actor: Actor::Anonymous,
        session: None,
        request_id: app.request_id(),
        address: None,
        through: Through::System,
        standing: crate::standing::Standing::Own,
    };
    let tx = app.read().await?;
    let days = store::settings::trash_days(&tx).await?;
    let now = app.clock.now();
    let before =
        now.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).map_err(|error| AppError::Internal(error.to_string()))?;
    let old = store::system::trashed_before(&tx, before).await?;
    drop(tx);
    let mut removed = 0;
    // One by one: somebody who restores something now keeps it, and nobody waits for the whole lot.
    for node in old {
        let tx = app.write(&cx).await?;
        let name = content::name(tx.facts(), node).to_owned();
        match store::system::purge(&tx, node, before).await {
            Ok(items) => {
                Act::on("purge", node).called(name).with(json!({"items": items, "trash_days": days})).done(app, &cx, &tx).await?;
                tx.commit().await?;
                removed += items;
            }
            // Taken out meanwhile, or gone with the folder that it lay in.
            Err(store::StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(removed)
}
