//! Both ways to read access: everyone who can reach a thing and how, and everything that somebody can reach.

use access::{Actor, Administer, Instance, List, Listing, Manage, NodeId, Principal};
use vocab::{ContentRole, EmailAddress, UserId};

use crate::cx::{App, Cx, Named, Page, PageAsk};
use crate::error::AppError;
use crate::sharing::{self, SourceView};

/// Somebody who can reach a thing.
#[derive(Debug, Clone)]
pub struct Reaches {
    /// Who.
    pub user: Named<UserId>,
    /// Their address.
    pub email: EmailAddress,
    /// As what.
    pub role: ContentRole,
    /// How: everything that gives it to them.
    pub sources: Vec<SourceView>,
}

/// Something that somebody can reach.
#[derive(Debug, Clone)]
pub struct Reached {
    /// What.
    pub node: Named<NodeId>,
    /// As what; no access where only the name shows.
    pub role: ContentRole,
    /// How.
    pub sources: Vec<SourceView>,
}

/// Everyone who can reach a folder or document, in the order of their ids; for its managers.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn of_node(app: &App, cx: &Cx, node: NodeId, page: PageAsk) -> Result<Page<Reaches>, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<Manage, _>(facts, node)?;
    let after: Option<UserId> = page.cursor.as_deref().map(|cursor| cursor.parse().map_err(|_| AppError::BadCursor)).transpose()?;
    let limit = page.bounded();
    let all = access::reach(facts, node).into_iter().filter(|(user, _)| after.is_none_or(|after| *user > after));
    let page = Page::cut(all.take(limit + 1).collect(), limit, |(user, _)| user.to_string());
    let items = page.items.into_iter().filter_map(|(user, role)| {
        let known = facts.user(user)?;
        Some(Reaches {
            user: Named { id: user, name: known.name.to_owned() },
            email: known.email.clone(),
            role,
            sources: sharing::source_views(facts, Principal::User(user), node),
        })
    });
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
}

/// Everything that a person can reach, by name; for admins.
///
/// # Errors
/// Refused to everybody else; nobody like that.
pub async fn of_user(app: &App, cx: &Cx, user: UserId, page: PageAsk) -> Result<Page<Reached>, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<Administer, _>(facts, Instance)?;
    let known = facts.user(user).ok_or(AppError::NotFound)?;
    if !known.active {
        return Ok(Page { items: Vec::new(), next_cursor: None });
    }
    let list = List { limit: page.bounded(), cursor: page.cursor, ..List::new(Listing::All) };
    let scope = access::scope_list(facts, &Actor::User(user), &list)?;
    let items = scope.items().iter().map(|item| Reached {
        node: Named { id: item.object, name: crate::content::name(facts, item.object).to_owned() },
        role: item.role,
        sources: sharing::source_views(facts, Principal::User(user), item.object),
    });
    Ok(Page { items: items.collect(), next_cursor: scope.next_cursor().map(str::to_owned) })
}
