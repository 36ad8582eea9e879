//! The audit log: who did or read what, through which door, and why it was allowed or not.

use std::sync::Arc;

use access::{Actor, Administer, Facts, Instance, Manage, NodeId, Reason};
use futures::StreamExt;
use futures::stream::BoxStream;
use jiff::Timestamp;
use store::Note;
use store::WriteTx;
use store::audit::{AuditFilter, AuditResult, AuditRow, ChainState};
use vocab::RequestId;

use crate::cx::{App, Cx, Page, PageAsk};
use crate::error::AppError;

/// Which rows are wanted.
#[derive(Debug, Clone, Default)]
pub struct AuditAsk {
    /// By this actor.
    pub actor: Option<String>,
    /// With this verb.
    pub verb: Option<String>,
    /// On this thing.
    pub object: Option<String>,
    /// `done`, `refused` or `failed`.
    pub result: Option<String>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// In which this text stands.
    pub text: Option<String>,
    /// Which part.
    pub page: PageAsk,
}

/// One row.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// Its place in the log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who: an id, or `anonymous`.
    pub actor: String,
    /// Their name at that time.
    pub actor_name: String,
    /// As whom they looked: an id and a name.
    pub as_whom: Option<(String, String)>,
    /// `page`, `link` or `system`.
    pub door: String,
    /// What they did.
    pub verb: String,
    /// On what: an id or a word.
    pub object: String,
    /// Its name at that time.
    pub object_name: String,
    /// `done`, `refused` or `failed`.
    pub result: &'static str,
    /// Reason codes.
    pub codes: Vec<String>,
    /// In which request.
    pub request_id: RequestId,
    /// From where.
    pub address: Option<String>,
    /// Before and after, counts, and the like.
    pub details: serde_json::Value,
}

/// Rows, newest first; for admins.
///
/// # Errors
/// Refused to everybody else.
pub async fn list(app: &App, cx: &Cx, ask: AuditAsk) -> Result<Page<AuditEntry>, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
    let limit = ask.page.bounded();
    let before = ask.page.cursor.as_deref().map(|cursor| cursor.parse().map_err(|_| AppError::BadCursor)).transpose()?;
    let filter = store::audit::AuditFilter { before, ..filter(&ask)? };
    let rows = store::audit::list(&tx, &may, &filter, limit as u64 + 1).await?;
    let page = Page::cut(rows, limit, |row| row.seq.to_string());
    Ok(Page { items: page.items.into_iter().map(shown).collect(), next_cursor: page.next_cursor })
}

/// What happened to a folder or document, newest first; for those who manage it (T15). Where people were when they did it is for admins alone.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn activity(app: &App, cx: &Cx, node: NodeId, page: PageAsk) -> Result<Page<AuditEntry>, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Manage, _>(tx.facts(), node)?;
    let limit = page.bounded();
    let before = page.cursor.as_deref().map(|cursor| cursor.parse().map_err(|_| AppError::BadCursor)).transpose()?;
    let rows = store::audit::of_node(&tx, &may, before, limit as u64 + 1).await?;
    let page = Page::cut(rows, limit, |row| row.seq.to_string());
    let without_place = |entry| AuditEntry { address: None, ..shown(entry) };
    Ok(Page { items: page.items.into_iter().map(without_place).collect(), next_cursor: page.next_cursor })
}

/// What a look at the chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many rows are as they were written, from the first one on.
    pub rows: i64,
    /// The first place where a row is missing or not as written.
    pub broken_at: Option<i64>,
}

/// Goes through the chain of hashes; for admins.
///
/// # Errors
/// Refused to everybody else.
pub async fn verify(app: &App, cx: &Cx) -> Result<Verified, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
    Ok(match store::audit::verify(&tx, &may).await? {
        ChainState::Whole { rows } => Verified { rows, broken_at: None },
        ChainState::Broken { seq } => Verified { rows: seq - 1, broken_at: Some(seq) },
    })
}

/// Rows of one reading: small enough that the facts are not held for long.
const AT_ONCE: u64 = 500;

/// The rows that fit, oldest first, without an end; for admins. Asked again for each part: a right that is gone ends it.
///
/// # Errors
/// Refused to everybody else.
pub async fn export(app: &Arc<App>, cx: &Cx, ask: AuditAsk) -> Result<BoxStream<'static, Result<Vec<AuditEntry>, AppError>>, AppError> {
    let work = async {
        let tx = app.read().await?;
        cx.allow::<Administer, _>(tx.facts(), Instance)?;
        cx.standing.may_take_away()?;
        let filter = filter(&ask)?;
        Act::on("audit_export", "audit").noted(app, cx, tx.facts(), AuditResult::Done).await;
        Ok(filter)
    };
    let filter = watched(app, cx, "audit_export", "audit", work).await?;
    let (app, cx) = (Arc::clone(app), cx.clone());
    let parts = futures::stream::try_unfold(0, move |after| {
        let (app, cx, filter) = (Arc::clone(&app), cx.clone(), filter.clone());
        async move {
            let tx = app.read().await?;
            let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
            let rows = store::audit::after(&tx, &may, &filter, after, AT_ONCE).await?;
            let Some(last) = rows.last().map(|row| row.seq) else { return Ok(None) };
            Ok(Some((rows.into_iter().map(shown).collect(), last)))
        }
    });
    Ok(parts.boxed())
}

fn filter(ask: &AuditAsk) -> Result<AuditFilter, AppError> {
    let unknown = || AppError::invalid("/actor", "id_invalid", "expected the id of a user or link, or `anonymous`");
    let actor = ask.actor.as_deref().map(|text| actor_of(text).ok_or_else(unknown)).transpose()?;
    let result = match ask.result.as_deref() {
        None => None,
        Some("done") => Some(AuditResult::Done),
        Some("refused") => Some(AuditResult::Refused),
        Some("failed") => Some(AuditResult::Failed),
        Some(_) => return Err(AppError::invalid("/result", "value_invalid", "expected `done`, `refused` or `failed`")),
    };
    Ok(AuditFilter {
        actor,
        object: ask.object.clone(),
        verb: ask.verb.clone(),
        result,
        from: ask.from,
        to: ask.to,
        text: ask.text.clone().filter(|text| !text.trim().is_empty()),
        before: None,
    })
}

fn shown(store::audit::AuditEntry { seq, row }: store::audit::AuditEntry) -> AuditEntry {
    AuditEntry {
        seq,
        at: row.at,
        actor: actor_text(&row.actor),
        actor_name: row.actor_name,
        as_whom: row.as_whom,
        door: row.door,
        verb: row.verb,
        object: row.object,
        object_name: row.object_name,
        result: match row.result {
            AuditResult::Done => "done",
            AuditResult::Refused => "refused",
            AuditResult::Failed => "failed",
        },
        codes: row.codes,
        request_id: row.request,
        address: row.address,
        details: row.details,
    }
}

fn actor_text(actor: &Actor) -> String {
    match actor {
        Actor::User(user) => user.to_string(),
        Actor::Link(link) => link.to_string(),
        Actor::Anonymous => "anonymous".to_owned(),
    }
}

fn actor_of(text: &str) -> Option<Actor> {
    if text == "anonymous" {
        return Some(Actor::Anonymous);
    }
    text.parse().map(Actor::User).or_else(|_| text.parse().map(Actor::Link)).ok()
}

/// What somebody did or tried.
#[derive(Debug)]
pub(crate) struct Act {
    verb: &'static str,
    object: String,
    name: String,
    codes: Vec<String>,
    details: serde_json::Value,
}

impl Act {
    pub(crate) fn on(verb: &'static str, object: impl ToString) -> Self {
        Self { verb, object: object.to_string(), name: String::new(), codes: Vec::new(), details: serde_json::Value::Null }
    }

    /// The object's name at that time.
    pub(crate) fn called(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Before and after, counts; never a secret.
    pub(crate) fn with(mut self, details: serde_json::Value) -> Self {
        self.details = details;
        self
    }

    pub(crate) fn because(mut self, codes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.codes = codes.into_iter().map(Into::into).collect();
        self
    }

    fn row(self, app: &App, cx: &Cx, facts: &Facts, result: AuditResult) -> AuditRow {
        let as_whom = cx.standing.viewing().map(|viewing| crate::view_as::named(facts, &viewing.view));
        AuditRow {
            at: app.clock.now(),
            request: cx.request_id,
            actor: cx.doer(),
            actor_name: actor_name(facts, cx.doer()),
            as_whom,
            door: cx.through.as_str().to_owned(),
            verb: self.verb.to_owned(),
            object: self.object,
            object_name: self.name,
            result,
            codes: self.codes,
            address: cx.address.map(|address| address.to_string()),
            details: self.details,
        }
    }

    /// Writes it into the transaction of the change.
    pub(crate) async fn done(self, app: &App, cx: &Cx, tx: &WriteTx) -> Result<(), AppError> {
        let row = self.row(app, cx, tx.facts(), AuditResult::Done);
        Ok(store::audit::append(tx, &[row]).await?)
    }

    /// Notes an access to data, or a refusal: written soon, and nobody waits for it.
    pub(crate) async fn noted(self, app: &App, cx: &Cx, facts: &Facts, result: AuditResult) {
        let row = self.row(app, cx, facts, result);
        app.store.journal().add(Note::Audit(Box::new(row))).await;
    }
}

fn actor_name(facts: &Facts, actor: Actor) -> String {
    match actor {
        Actor::User(user) => facts.user(user).map_or_else(String::new, |user| user.name.to_owned()),
        Actor::Link(_) => "visitor of a report link".to_owned(),
        Actor::Anonymous => "nobody signed in".to_owned(),
    }
}

/// Does the work, and notes a refusal of it.
pub(crate) async fn watched<T>(
    app: &App,
    cx: &Cx,
    verb: &'static str,
    object: impl ToString,
    work: impl Future<Output = Result<T, AppError>>,
) -> Result<T, AppError> {
    let result = work.await;
    if let Err(error) = &result
        && let Some(codes) = refusal(error)
    {
        let tx = app.read().await?;
        Act::on(verb, object).because(codes).noted(app, cx, tx.facts(), AuditResult::Refused).await;
    }
    result
}

/// The reason codes of an error that is a refusal.
pub(crate) fn refusal(error: &AppError) -> Option<Vec<&'static str>> {
    match error {
        AppError::Forbidden(reasons) => Some(reasons.iter().map(Reason::code).collect()),
        AppError::NotFound
        | AppError::NotSignedIn
        | AppError::WrongCredentials
        | AppError::Oidc(_)
        | AppError::NoPasswords
        | AppError::WrongSetupCode
        | AppError::ViewAsReadOnly
        | AppError::TokenScope
        | AppError::SessionNeeded
        | AppError::RateLimited { .. } => Some(vec![error.code()]),
        _ => None,
    }
}
