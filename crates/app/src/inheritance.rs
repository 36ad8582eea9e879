//! Standing alone: from a folder or document on nothing comes from above any more (access.md §2).

pub use access::Start;
use access::{Change, Facts, Manage, NodeId};
use serde_json::json;

use crate::audit::{Act, watched};
use crate::content::{self, put_of};
use crate::cx::{App, Cx};
use crate::error::AppError;
use crate::ownership;
use crate::preview::{self, Preview};
use crate::sharing::{self, Access};

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Nothing from above any more.
    StandAlone(Start),
    /// What the folders above give counts again.
    Inherit,
}

/// Makes a folder or document stand alone, or inherit again; as it is already, nothing changes.
///
/// # Errors
/// It is not this actor's to manage; `stop_inheriting_off`.
pub async fn set(app: &App, cx: &Cx, node: NodeId, wish: Wish) -> Result<Access, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let changes = changes(facts, cx, node, wish)?;
        if changes.is_empty() {
            return Ok(());
        }
        ownership::make(app, cx, &tx, &changes).await?;
        let details = json!({
            "stands_alone": wish != Wish::Inherit,
            "start": match wish { Wish::StandAlone(Start::Present) => Some("present"), Wish::StandAlone(Start::Empty) => Some("empty"), Wish::Inherit => None },
        });
        Act::on("inheritance", node).called(content::name(facts, node)).with(details).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "inheritance", node, work).await?;
    sharing::after_change(app, cx, node).await
}

/// What that would do; changes nothing.
///
/// # Errors
/// As for the change itself.
pub async fn preview(app: &App, cx: &Cx, node: NodeId, wish: Wish) -> Result<Preview, AppError> {
    let tx = app.read().await?;
    let changes = changes(tx.facts(), cx, node, wish)?;
    preview::of_node(app, cx, &tx, node, &changes).await
}

fn changes(facts: &Facts, cx: &Cx, node: NodeId, wish: Wish) -> Result<Vec<Change>, AppError> {
    let refused = |denied| cx.refused(denied);
    match wish {
        Wish::StandAlone(start) => {
            access::stand_alone_check(facts, &cx.actor, node).map_err(refused)?;
            if facts.node(node).ok_or(AppError::NotFound)?.stands_alone {
                return Ok(Vec::new());
            }
            let after = access::starting_grants(facts, &cx.actor, node, start);
            let before = facts.grants(node);
            let gone = before.iter().filter(|grant| !after.iter().any(|kept| kept.principal == grant.principal));
            let mut changes = vec![put_of(facts, node, |put| put.stands_alone = true)?];
            changes.extend(gone.map(|grant| Change::GrantRemoved { node, principal: grant.principal }));
            let new = after.iter().filter(|grant| !before.contains(grant));
            changes.extend(new.map(|grant| Change::GrantPut { node, principal: grant.principal, role: grant.role, boost: grant.boost }));
            Ok(changes)
        }
        Wish::Inherit => {
            cx.allow::<Manage, _>(facts, node)?;
            let view = facts.node(node).ok_or(AppError::NotFound)?;
            if !view.stands_alone {
                return Ok(Vec::new());
            }
            // Inheriting, a folder belongs to whom the folder above belongs to.
            let mut changes = ownership::following(facts, node, view.parent)?;
            let alone = |change: &mut Change| match change {
                Change::FolderPut { folder, stands_alone, .. } if NodeId::Folder(*folder) == node => {
                    *stands_alone = false;
                    true
                }
                _ => false,
            };
            let said = changes.iter_mut().any(alone);
            if !said {
                changes.push(put_of(facts, node, |put| put.stands_alone = false)?);
            }
            Ok(changes)
        }
    }
}
