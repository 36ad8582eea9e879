//! Access requests: asking the owner of a document for access, and answering (access.md §3).

use access::{Browse, Change, Facts, Hub, Manage, NodeId, Own, Principal, RequestAccess, View};
use jiff::Timestamp;
use serde_json::json;
use store::requests::NewRequest;
pub use store::requests::State;
use vocab::{AccessRequestId, ContentRole, DocumentId};

use crate::audit::{Act, watched};
use crate::content;
use crate::cx::{App, Cx, Named, Page, PageAsk};
use crate::documents::{self, DocumentRef};
use crate::error::{AppError, Conflict};
use crate::preview::{self, Preview};
use crate::sharing::{self, Person};

/// Somebody's wish for access to a document.
#[derive(Debug, Clone)]
pub struct AccessRequest {
    /// Which.
    pub id: AccessRequestId,
    /// For what; the name is empty for those who may not know it.
    pub document: Named<DocumentId>,
    /// Whose.
    pub user: Person,
    /// The role that they ask for.
    pub role: ContentRole,
    /// What they say.
    pub message: Option<String>,
    /// When.
    pub at: Timestamp,
    /// How far it has come.
    pub state: State,
    /// What a refusal says.
    pub reason: Option<String>,
}

/// Which list of requests is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Open ones for what the actor owns.
    ToAnswer,
    /// Those that the actor made.
    Mine,
}

/// Asks for access.
///
/// # Errors
/// Not found when the document takes no requests or is not there, alike; a role that is not given this way.
pub async fn ask(
    app: &App,
    cx: &Cx,
    document: &DocumentRef,
    role: ContentRole,
    message: Option<String>,
) -> Result<AccessRequest, AppError> {
    let work = async {
        askable(role, "/role")?;
        const LONGEST: usize = 1_000;
        let message = message.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if message.as_ref().is_some_and(|text| text.chars().count() > LONGEST) {
            return Err(AppError::invalid("/message", "too_long", format!("a message has at most {LONGEST} characters")));
        }
        let tx = app.write(cx).await?;
        let document = documents::resolve(&tx, cx, document).await?;
        let may = cx.allow::<RequestAccess, _>(tx.facts(), document)?;
        let new = NewRequest { id: app.id(), role, message, at: app.clock.now() };
        let id = store::requests::ask(&tx, &may, &new).await?;
        let act = Act::on("access_request", document).called(content::name(tx.facts(), document.into())).with(json!({"role": role}));
        act.done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(id)
    };
    let id = watched(app, cx, "access_request", "content", work).await?;
    let tx = app.read().await?;
    let own = cx.allow::<Browse, _>(tx.facts(), Hub::Personal(cx.user()?))?;
    let made = store::requests::made_by(&tx, &own, None, MOST).await?.into_iter().find(|request| request.id == id);
    made.and_then(|request| shown(tx.facts(), cx, request)).ok_or(AppError::NotFound)
}

/// More than one person has open at a time.
const MOST: u64 = 200;

/// Requests, newest first.
///
/// # Errors
/// A cursor of another list.
pub async fn list(app: &App, cx: &Cx, which: Which, page: PageAsk) -> Result<Page<AccessRequest>, AppError> {
    let user = cx.user()?;
    let tx = app.read().await?;
    let facts = tx.facts();
    let own = cx.allow::<Browse, _>(facts, Hub::Personal(user))?;
    let before = page.cursor.as_deref().map(|cursor| cursor.parse().map_err(|_| AppError::BadCursor)).transpose()?;
    let limit = page.bounded();
    let requests = match which {
        Which::ToAnswer => store::requests::to_answer(&tx, &own, before, limit as u64 + 1).await?,
        Which::Mine => store::requests::made_by(&tx, &own, before, limit as u64 + 1).await?,
    };
    let page = Page::cut(requests, limit, |request| request.id.to_string());
    let answerable = |request: &store::requests::AccessRequest| which == Which::Mine || cx.allow::<Own, _>(facts, request.document).is_ok();
    let items = page.items.into_iter().filter(answerable).filter_map(|request| shown(facts, cx, request));
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
}

/// Gives what was asked for, or another role; for those who manage the document.
///
/// # Errors
/// It is not there for this actor; answered already; `below_inherited`.
pub async fn grant(app: &App, cx: &Cx, id: AccessRequestId, role: Option<ContentRole>) -> Result<AccessRequest, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let document = manageable(&tx, cx, id).await?;
        let may = cx.allow::<Manage, _>(facts, document)?;
        let request = open(store::requests::get(&tx, &may, id).await?)?;
        let role = role.unwrap_or(request.role);
        for change in granting(facts, &request, role)? {
            if let Change::GrantPut { principal, role, boost, .. } = change {
                store::grants::set(&tx, &may, principal, role, boost).await?;
            }
        }
        store::requests::answer(&tx, &may, id, State::Granted, None, app.clock.now()).await?;
        let details = json!({"user": request.user, "role": role});
        Act::on("access_request_grant", document).called(content::name(facts, document.into())).with(details).done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(document)
    };
    let document = watched(app, cx, "access_request_grant", id, work).await?;
    answered(app, cx, document, id).await
}

/// What granting would do; changes nothing.
///
/// # Errors
/// As for granting itself.
pub async fn grant_preview(app: &App, cx: &Cx, id: AccessRequestId, role: Option<ContentRole>) -> Result<Preview, AppError> {
    let tx = app.read().await?;
    let document = manageable(&tx, cx, id).await?;
    let may = cx.allow::<Manage, _>(tx.facts(), document)?;
    let request = open(store::requests::get(&tx, &may, id).await?)?;
    let changes = granting(tx.facts(), &request, role.unwrap_or(request.role))?;
    preview::of_node(app, cx, &tx, document.into(), &changes).await
}

/// Says no; for those who manage the document.
///
/// # Errors
/// It is not there for this actor; answered already.
pub async fn refuse(app: &App, cx: &Cx, id: AccessRequestId, reason: Option<String>) -> Result<AccessRequest, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let document = manageable(&tx, cx, id).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), document)?;
        let request = open(store::requests::get(&tx, &may, id).await?)?;
        let reason = reason.as_deref().map(str::trim).filter(|text| !text.is_empty());
        store::requests::answer(&tx, &may, id, State::Refused, reason, app.clock.now()).await?;
        let act = Act::on("access_request_refuse", document).called(content::name(tx.facts(), document.into()));
        act.with(json!({"user": request.user, "role": request.role})).done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(document)
    };
    let document = watched(app, cx, "access_request_refuse", id, work).await?;
    answered(app, cx, document, id).await
}

/// The open requests for a document, for its share dialog.
pub(crate) async fn of_node(tx: &store::ReadTx, cx: &Cx, node: NodeId) -> Result<Vec<AccessRequest>, AppError> {
    let may = cx.allow::<Manage, _>(tx.facts(), node)?;
    let requests = store::requests::of_node(tx, &may).await?;
    Ok(requests.into_iter().filter_map(|request| shown(tx.facts(), cx, request)).collect())
}

/// The document of a request. A request for something that the actor does not manage is not there.
async fn manageable(tx: &store::ReadTx, cx: &Cx, id: AccessRequestId) -> Result<DocumentId, AppError> {
    let document = store::system::document_of_request(tx, id).await?.ok_or(AppError::NotFound)?;
    cx.allow::<Manage, _>(tx.facts(), document).map_err(|_| AppError::NotFound)?;
    Ok(document)
}

async fn answered(app: &App, cx: &Cx, document: DocumentId, id: AccessRequestId) -> Result<AccessRequest, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Manage, _>(tx.facts(), document)?;
    let request = store::requests::get(&tx, &may, id).await?;
    shown(tx.facts(), cx, request).ok_or(AppError::NotFound)
}

fn open(request: store::requests::AccessRequest) -> Result<store::requests::AccessRequest, AppError> {
    if request.state == State::Open { Ok(request) } else { Err(Conflict::RequestAnswered.into()) }
}

/// Somebody who has that much by now is granted nothing more.
fn granting(facts: &Facts, request: &store::requests::AccessRequest, role: ContentRole) -> Result<Vec<Change>, AppError> {
    askable(role, "/role")?;
    if !facts.user(request.user).is_some_and(|user| user.active) {
        return Err(AppError::invalid("", "principal_unknown", "the person who asked is not active any more"));
    }
    let node = NodeId::Document(request.document);
    if access::role(facts, request.user, node) >= role {
        return Ok(Vec::new());
    }
    let principal = Principal::User(request.user);
    let boost = facts.grants(node).iter().any(|grant| grant.principal == principal && grant.boost);
    Ok(vec![Change::GrantPut { node, principal, role, boost }])
}

fn askable(role: ContentRole, pointer: &str) -> Result<(), AppError> {
    if matches!(role, ContentRole::Viewer | ContentRole::Editor) {
        return Ok(());
    }
    Err(AppError::invalid(pointer, "value_invalid", "what can be asked for is `viewer` or `editor`"))
}

fn shown(facts: &Facts, cx: &Cx, request: store::requests::AccessRequest) -> Option<AccessRequest> {
    let seen = cx.allow::<View, _>(facts, request.document).is_ok();
    let name = if seen { content::name(facts, request.document.into()).to_owned() } else { String::new() };
    Some(AccessRequest {
        id: request.id,
        document: Named { id: request.document, name },
        user: sharing::person(facts, request.user)?,
        role: request.role,
        message: request.message,
        at: request.at,
        state: request.state,
        reason: request.reason,
    })
}

/// Whether the asker may be offered to ask for access to what they were just told is not there.
pub async fn can_ask(app: &App, cx: &Cx, document: &DocumentRef) -> bool {
    let Ok(_) = cx.user() else { return false };
    let Ok(tx) = app.read().await else { return false };
    match documents::resolve(&tx, cx, document).await {
        Ok(document) => cx.allow::<RequestAccess, _>(tx.facts(), document).is_ok() && cx.allow::<View, _>(tx.facts(), document).is_err(),
        Err(_) => false,
    }
}
