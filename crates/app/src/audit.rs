//! The audit log: who did or read what, through which door, and why it was allowed or not.

use access::{Actor, Administer, Facts, Instance, Reason};
use jiff::Timestamp;
use store::Note;
use store::WriteTx;
use store::audit::{AuditResult, AuditRow};
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
    /// Which part.
    pub page: PageAsk,
}

/// One row.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who: an id, or `anonymous`.
    pub actor: String,
    /// Their name at that time.
    pub actor_name: String,
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
    let actor = match ask.actor.as_deref() {
        None => None,
        Some(text) => Some(
            actor_of(text).ok_or_else(|| AppError::invalid("/actor", "id_invalid", "expected the id of a user or link, or `anonymous`"))?,
        ),
    };
    let filter = store::audit::AuditFilter { actor, object: ask.object, verb: ask.verb, before };
    let rows = store::audit::list(&tx, &may, &filter, limit as u64 + 1).await?;
    let page = Page::cut(rows, limit, |row| row.seq.to_string());
    Ok(Page { items: page.items.into_iter().map(|entry| shown(entry.row)).collect(), next_cursor: page.next_cursor })
}

fn shown(row: AuditRow) -> AuditEntry {
    AuditEntry {
        at: row.at,
        actor: actor_text(&row.actor),
        actor_name: row.actor_name,
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
        let actor_name = match cx.actor {
            Actor::User(user) => facts.user(user).map_or_else(String::new, |user| user.name.to_owned()),
            Actor::Link(_) => "visitor of a report link".to_owned(),
            Actor::Anonymous => "nobody signed in".to_owned(),
        };
        AuditRow {
            at: app.clock.now(),
            request: cx.request_id,
            actor: cx.actor,
            actor_name,
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
        | AppError::WrongSetupCode
        | AppError::RateLimited { .. } => Some(vec![error.code()]),
        _ => None,
    }
}
