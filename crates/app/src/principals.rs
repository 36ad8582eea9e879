//! People and groups to share with.

use access::{Instance, Principal, SeePeople};
use vocab::EmailAddress;

use crate::cx::{App, Cx};
use crate::error::AppError;

/// Somebody to share with.
#[derive(Debug, Clone)]
pub struct PrincipalView {
    /// Who.
    pub principal: Principal,
    /// Their name.
    pub name: String,
    /// A user's address.
    pub email: Option<EmailAddress>,
    /// How many people a group has.
    pub members: Option<u64>,
}

/// Active people, groups and the organization whose name or address contains the text.
///
/// # Errors
/// Refused to whoever has nothing to share.
pub async fn search(app: &App, cx: &Cx, q: &str, limit: u32) -> Result<Vec<PrincipalView>, AppError> {
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<SeePeople, _>(facts, Instance)?;
    let q = q.trim().to_lowercase();
    let matches = |text: &str| text.to_lowercase().contains(&q);
    let limit = usize::try_from(limit.clamp(1, 200)).unwrap_or(200);
    let organization = store::settings::organization(&tx).await?;
    let everyone = organization.map_or_else(|| "Everyone".to_owned(), |name| format!("Everyone at {name}"));
    let mut found = Vec::new();
    if matches(&everyone) {
        found.push(PrincipalView { principal: Principal::Organization, name: everyone, email: None, members: None });
    }
    let mut groups: Vec<_> = facts.groups().filter(|(_, name)| matches(name)).collect();
    groups.sort_by(|a, b| a.1.cmp(b.1));
    found.extend(groups.into_iter().take(limit).map(|(id, name)| PrincipalView {
        principal: Principal::Group(id),
        name: name.to_owned(),
        email: None,
        members: Some(facts.count_members(id) as u64),
    }));
    let mut people: Vec<_> = facts.users().filter(|user| user.active && (matches(user.name) || matches(user.email.as_str()))).collect();
    people.sort_by(|a, b| (a.name, a.id).cmp(&(b.name, b.id)));
    found.extend(people.into_iter().take(limit).map(|user| PrincipalView {
        principal: Principal::User(user.id),
        name: user.name.to_owned(),
        email: Some(user.email.clone()),
        members: None,
    }));
    found.truncate(limit);
    Ok(found)
}
