//! What somebody keeps at hand.

use access::{Browse, Hub, NodeId};

use crate::cx::{App, Cx};
use crate::error::AppError;

/// Marks something, or no longer. Nobody else sees it, and it gives nothing.
///
/// # Errors
/// It is not there for this actor.
pub async fn set(app: &App, cx: &Cx, node: NodeId, on: bool) -> Result<(), AppError> {
    let user = cx.user()?;
    let tx = app.write(cx).await?;
    let may = cx.allow::<Browse, _>(tx.facts(), node)?;
    if on {
        store::favourites::mark(&tx, &may, app.clock.now()).await?;
    } else {
        let own = cx.allow::<Browse, _>(tx.facts(), Hub::Personal(user))?;
        store::favourites::unmark(&tx, &own, node).await?;
    }
    Ok(tx.commit().await?)
}
