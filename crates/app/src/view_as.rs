//! Seeing as somebody else: a person, a member of a group, a visitor of a report link.
//!
//! It is a property of the session, kept on the server. What is seen is decided as for the one who is seen as; what is done is written down
//! under both names; nothing can be changed meanwhile, see [`Standing`].

use access::{Actor, Facts, Manage, Seen};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::audit::AuditResult;
use store::system::own::ViewAs;
use vocab::{DocumentId, UserId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx, Named};
use crate::documents::DocumentRef;
use crate::error::AppError;
use crate::standing::Standing;

/// How long it lasts unless it is left before.
const LASTS: SignedDuration = SignedDuration::from_hours(1);

/// What a banner says.
#[derive(Debug, Clone)]
pub struct ViewingAs {
    /// `user`, `group`, `link` or `scenario`.
    pub kind: &'static str,
    /// Whom.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Who looks.
    pub by: Named<UserId>,
    /// The only document that can be looked at so.
    pub document: Option<DocumentId>,
    /// When it ends by itself.
    pub until: Timestamp,
    /// Where to look.
    pub open: String,
}

/// Begins to see as somebody else; from one view one may go to another.
///
/// # Errors
/// Not an admin, nor a manager of the document named; nobody like that.
pub async fn begin(app: &App, cx: &Cx, seen: Seen, document: Option<DocumentRef>) -> Result<ViewingAs, AppError> {
    let cx = &back(cx);
    let work = async {
        cx.themselves()?;
        let session = cx.session.ok_or(AppError::SessionNeeded)?;
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let document = match &document {
            Some(document) => Some(crate::documents::resolve(&tx, cx, document).await?),
            None => None,
        };
        access::seen_as(facts, &cx.actor, seen, document).map_err(|denied| cx.refused(denied))?;
        let until = app.clock.now().saturating_add(LASTS).unwrap_or_else(|_| app.clock.now());
        let view = ViewAs { seen, document, until };
        store::system::own::begin_view(&tx, session, &view).await?;
        let (id, name) = named(facts, &view);
        Act::on("view_as", &id).called(&name).with(json!({"document": document, "until": until})).done(app, cx, &tx).await?;
        let shown = shown(app, &tx, cx.user()?, &view).await?;
        tx.commit().await?;
        Ok(shown)
    };
    watched(app, cx, "view_as", named_id(seen), work).await
}

/// Sees as oneself again; that one does already is no error.
///
/// # Errors
/// Nobody is signed in.
pub async fn end(app: &App, cx: &Cx) -> Result<(), AppError> {
    let Some(viewing) = cx.standing.viewing() else { return cx.user().map(|_| ()) };
    let own = back(cx);
    let session = own.session.ok_or(AppError::SessionNeeded)?;
    let tx = app.write(&own).await?;
    store::system::own::end_view(&tx, session).await?;
    let (id, name) = named(tx.facts(), &viewing.view);
    Act::on("view_as_end", id).called(name).done(app, &own, &tx).await?;
    Ok(tx.commit().await?)
}

/// Notes that something was asked for while seeing as somebody else, whatever comes of it.
///
/// # Errors
/// When the store does not answer.
pub async fn note(app: &App, cx: &Cx, method: &str, route: &str) -> Result<(), AppError> {
    let tx = app.read().await?;
    Act::on("viewed_as", route).with(json!({"method": method})).noted(app, cx, tx.facts(), AuditResult::Done).await;
    Ok(())
}

/// What a banner says about a request.
pub(crate) async fn banner(app: &App, tx: &store::ReadTx, cx: &Cx) -> Result<Option<ViewingAs>, AppError> {
    match cx.standing.viewing() {
        Some(viewing) => shown(app, tx, viewing.viewer, &viewing.view).await.map(Some),
        None => Ok(None),
    }
}

/// The request as its viewer would make it.
pub(crate) fn back(cx: &Cx) -> Cx {
    let standing = match cx.standing {
        Standing::Viewing(_) => Standing::Own,
        other => other,
    };
    Cx { actor: cx.doer(), standing, ..cx.clone() }
}

async fn shown(app: &App, tx: &store::ReadTx, viewer: UserId, view: &ViewAs) -> Result<ViewingAs, AppError> {
    let facts = tx.facts();
    let (id, name) = named(facts, view);
    let viewer_name = facts.user(viewer).map_or("", |user| user.name).to_owned();
    let (kind, open) = match (view.seen, view.document) {
        (Seen::Link(link), _) => {
            // The address is a secret of those who manage the document, and so does everybody who gets this far.
            let may = access::permit::<Manage, _>(facts, &Actor::User(viewer), link)?;
            let slug = store::links::get(tx, &may).await?.slug;
            ("link", slug.map_or_else(|| "/".to_owned(), |slug| format!("/r/{}", slug.expose())))
        }
        (Seen::User(_), document) => ("user", place(document)),
        (Seen::Group(_), document) => ("group", place(document)),
        (Seen::Scenario(row), document) => ("scenario", format!("{}/reports/{}", place(document), row.report)),
    };
    // Only the path: whoever looks is at this instance already.
    debug_assert!(!open.starts_with(&app.config.public_url));
    Ok(ViewingAs { kind, id, name, by: Named { id: viewer, name: viewer_name }, document: view.document, until: view.until, open })
}

fn place(document: Option<DocumentId>) -> String {
    document.map_or_else(|| "/".to_owned(), |document| format!("/d/{document}"))
}

fn named_id(seen: Seen) -> String {
    match seen {
        Seen::User(user) => user.to_string(),
        Seen::Group(group) => group.to_string(),
        Seen::Link(link) => link.to_string(),
        Seen::Scenario(row) => row.report.to_string(),
    }
}

/// The id and name of somebody who is seen as, for people.
pub(crate) fn named(facts: &Facts, view: &ViewAs) -> (String, String) {
    let seen = view.seen;
    let name = match seen {
        Seen::Scenario(row) => {
            let table = view.document.and_then(|document| facts.tenants(document, row.report));
            let scenario = table.and_then(|table| table.scenarios().nth((row.number as usize).saturating_sub(1)).flatten());
            Some(scenario.map_or_else(|| format!("row {} of the tenant table", row.number), |name| format!("the scenario {name}")))
        }
        Seen::User(user) => facts.user(user).map(|user| user.name.to_owned()),
        Seen::Group(group) => facts.group(group).map(|name| format!("a member of {name}")),
        Seen::Link(link) => {
            let document = facts.link(link).and_then(|link| facts.node(link.document.into()));
            document.map(|document| format!("a visitor of a link to {}", document.name))
        }
    };
    let id = named_id(seen);
    let name = name.unwrap_or_else(|| id.clone());
    (id, name)
}
