//! What somebody gets who comes through a report link: the report and nothing else.
//!
//! Everything that is not an open link to the very thing asked for is one and the same [`AppError::NotFound`].

use std::sync::Arc;

use access::Actor;
use futures::stream::BoxStream;
use semantics::Filter;
use serde_json::json;
use store::audit::AuditResult;
use store::{Note, ReadTx};
use vocab::{LinkId, Secret, TileId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx, Through};
use crate::downloads::{self, Download};
use crate::entry::{self, Entry};
use crate::error::AppError;
use crate::reports::{self, ReportView};
use crate::suggestions::{self, SuggestAsk, Suggestions};
use crate::tiles::{self, DataAsk, TileEvent};

/// What stands in the address behind `/r/`.
pub type Slug = Secret<String>;

/// The report. Only this counts as an opening.
///
/// # Errors
/// Not found, whatever is the matter.
pub async fn view(app: &App, cx: &Cx, slug: &Slug) -> Result<ReportView, AppError> {
    let work = async {
        let tx = app.read().await?;
        let (cx, link) = arrive(app, cx, &tx, slug).await?;
        let open = entry::enter(app, &cx, &tx, Entry::Link(link)).await?;
        let view = reports::shown(app, &cx, &tx, &open).await?;
        if cx.standing.viewing().is_none() {
            app.store.journal().add(Note::LinkOpened { link, at: app.clock.now() }).await;
        }
        let act = Act::on("link_open", link).called(view.name.as_str()).with(json!({"document": open.document, "report": view.id}));
        act.noted(app, &cx, tx.facts(), AuditResult::Done).await;
        Ok(view)
    };
    watched(app, cx, "link_open", "link", work).await
}

/// The data of its tiles.
///
/// # Errors
/// Not found, whatever is the matter with the link; a filter that is not offered.
pub async fn stream(app: &Arc<App>, cx: &Cx, slug: &Slug, ask: DataAsk) -> Result<BoxStream<'static, TileEvent>, AppError> {
    let work = async {
        let tx = app.read().await?;
        let (cx, link) = arrive(app, cx, &tx, slug).await?;
        tiles::stream_entry(app, &cx, tx, Entry::Link(link), ask).await
    };
    watched(app, cx, "report_data", "link", work).await
}

/// Values for its filters.
///
/// # Errors
/// Not found, whatever is the matter with the link; a field that is not offered.
pub async fn suggest(app: &App, cx: &Cx, slug: &Slug, ask: SuggestAsk) -> Result<Suggestions, AppError> {
    let work = async {
        let tx = app.read().await?;
        let (cx, link) = arrive(app, cx, &tx, slug).await?;
        suggestions::for_entry(app, &cx, tx, Entry::Link(link), ask).await
    };
    watched(app, cx, "suggest", "link", work).await
}

/// A tile as CSV, if the link gives the right to download.
///
/// # Errors
/// Not found, whatever is the matter with the link; refused without the right.
pub async fn download(app: &Arc<App>, cx: &Cx, slug: &Slug, tile: TileId, filters: Option<Vec<Filter>>) -> Result<Download, AppError> {
    let work = async {
        let tx = app.read().await?;
        let (cx, link) = arrive(app, cx, &tx, slug).await?;
        downloads::for_entry(app, &cx, tx, Entry::Link(link), tile, filters).await
    };
    watched(app, cx, "download", "link", work).await
}

/// Who somebody is who comes with this slug. A person with a login reads as that person and never as both (T59); everybody else
/// is a visitor of this link and of nothing else.
async fn arrive(app: &App, cx: &Cx, tx: &ReadTx, slug: &Slug) -> Result<(Cx, LinkId), AppError> {
    let target = store::system::link_of_slug(tx, slug.expose()).await?.ok_or(AppError::NotFound)?;
    if target.expires_at.is_some_and(|end| end <= app.clock.now()) {
        return Err(AppError::NotFound);
    }
    let actor = match cx.actor {
        Actor::User(user) => Actor::User(user),
        Actor::Anonymous | Actor::Link(_) => Actor::Link(target.link),
    };
    Ok((Cx { actor, through: Through::Link, ..cx.clone() }, target.link))
}
