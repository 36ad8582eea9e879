//! Lists of folders and documents, and what can be done with either: trash, restore, move.

use access::{Browse, Change, Create, Facts, Hub, LinkMode, Listing, Manage, NodeId, Parent, Principal, Verb};
use jiff::Timestamp;
use serde_json::json;
use store::nodes::NodeDetails;
use vocab::{ContentRole, FolderId, Identifier, ReportId, Title, UserId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx, Named, Page, PageAsk};
use crate::error::{AppError, Conflict};
use crate::sharing::Preview;

/// How far a node is shared, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Only its owner and admins.
    Private,
    /// Named people or groups.
    People,
    /// Everyone in the organization.
    Organization,
    /// A report link lets people in without a login.
    Link,
}

/// A folder or document as this actor may see it.
#[derive(Debug, Clone)]
pub struct Node {
    /// Which.
    pub id: NodeId,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// The readable identifier of a document.
    pub identifier: Option<Identifier>,
    /// Who owns it.
    pub owner: Named<UserId>,
    /// This actor's role.
    pub role: ContentRole,
    /// A folder of which only the name shows, on the way to something below it.
    pub name_only: bool,
    /// What this actor may do with it.
    pub can: Vec<&'static str>,
    /// How far it is shared.
    pub sharing: Sharing,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The reports of a document.
    pub reports: Vec<Named<ReportId>>,
}

/// A hub or folder as it stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The Shared hub.
    Shared,
    /// The asker's own documents.
    Mine,
    /// A folder.
    Folder(FolderId),
}

/// Which list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// What stands in a hub or folder.
    Children(Place),
    /// What others shared by name.
    SharedWithMe,
    /// Newest changes first.
    Recent,
    /// The trash, for who may restore.
    Trash,
    /// Everything, as for a search.
    Everything,
}

/// Folders or documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// Folders only.
    Folder,
    /// Documents only.
    Document,
}

/// A list that is wanted.
#[derive(Debug, Clone)]
pub struct ContentAsk {
    /// Which.
    pub view: View,
    /// Only names that contain this.
    pub q: Option<String>,
    /// Only this kind.
    pub kind: Option<NodeKind>,
    /// Which part.
    pub page: PageAsk,
}

/// A list with where it stands.
#[derive(Debug, Clone)]
pub struct ContentList {
    /// The nodes.
    pub page: Page<Node>,
    /// From the hub's child down to the folder that is listed.
    pub path: Vec<Named<FolderId>>,
    /// What the actor may do with the parent: `create`.
    pub can: Vec<&'static str>,
}

/// What the actor may see.
///
/// # Errors
/// The folder is not there for them; a cursor of another list.
pub async fn list(app: &App, cx: &Cx, ask: ContentAsk) -> Result<ContentList, AppError> {
    let user = cx.user()?;
    let tx = app.read().await?;
    let facts = tx.facts();
    let parent = match ask.view {
        View::Children(place) => Some(parent_of(cx, place)?),
        _ => None,
    };
    let scope = if ask.view == View::Recent {
        let hub = cx.allow::<Browse, _>(facts, Hub::Personal(user))?;
        let newest = store::nodes::recent(&tx, &hub, ask.page.bounded() as u64).await?;
        access::scope_of(facts, &cx.actor, newest.into_iter().filter(|node| facts.node(*node).is_some_and(|view| !view.in_trash)))
    } else {
        let listing = match (ask.view, parent) {
            (View::Children(_), Some(parent)) => Listing::Children(parent),
            (View::SharedWithMe, _) => Listing::SharedWithMe,
            (View::Trash, _) => Listing::Trash,
            _ => Listing::All,
        };
        let kind = ask.kind.map(|kind| match kind {
            NodeKind::Folder => access::Kind::Folder,
            NodeKind::Document => access::Kind::Document,
        });
        let list = access::List { listing, kind, text: ask.q, limit: ask.page.bounded(), cursor: ask.page.cursor };
        access::scope_list(facts, &cx.actor, &list)?
    };
    let mut details = store::nodes::details(&tx, &scope).await?;
    let items = scope.items().iter().filter_map(|item| match details.remove(&item.object) {
        Some(details) => Some(shown(facts, cx, details)),
        None if item.name_only => name_only(facts, item.object),
        // Gone between facts and rows, which one snapshot does not let happen; then it is not there.
        None => None,
    });
    let can = parent.map_or_else(Vec::new, |parent| words(access::can(facts, &cx.actor, parent)));
    let path = match parent {
        Some(Parent::Folder(folder)) => path_of_folder(facts, cx, folder),
        _ => Vec::new(),
    };
    Ok(ContentList { page: Page { items: items.collect(), next_cursor: scope.next_cursor().map(str::to_owned) }, path, can })
}

/// One folder or document.
///
/// # Errors
/// It is not there, or not for this actor.
pub async fn get(app: &App, cx: &Cx, node: NodeId) -> Result<Node, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<access::View, _>(tx.facts(), node)?;
    let details = store::nodes::get(&tx, &may).await?;
    Ok(shown(tx.facts(), cx, details))
}

/// Puts something into the trash.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn trash(app: &App, cx: &Cx, node: NodeId) -> Result<(), AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), node)?;
        store::nodes::trash(&tx, &may, app.clock.now()).await?;
        Act::on("trash", node).called(name(tx.facts(), node)).done(app, cx, &tx).await?;
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
        Act::on("restore", node).called(name(tx.facts(), node)).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "restore", node, work).await?;
    get(app, cx, node).await
}

/// Moves something into another folder or hub.
///
/// # Errors
/// It is not this actor's to manage, or nothing may be added there; `folder_cycle`, `too_deep`, `foreign_into_personal`.
pub async fn relocate(app: &App, cx: &Cx, node: NodeId, to: Place) -> Result<Node, AppError> {
    let work = async {
        let to = parent_of(cx, to)?;
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let may = cx.allow::<Manage, _>(facts, node)?;
        let into = cx.allow::<Create, _>(facts, to)?;
        movable(facts, cx, node, to)?;
        store::nodes::move_to(&tx, &may, &into, app.clock.now()).await?;
        let details = json!({"from": place_text(facts, node), "to": parent_text(to)});
        Act::on("move", node).called(name(facts, node)).with(details).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "move", node, work).await?;
    get(app, cx, node).await
}

/// Who would gain and who would lose by the move; changes nothing.
///
/// # Errors
/// As for the move itself.
pub async fn relocate_preview(app: &App, cx: &Cx, node: NodeId, to: Place) -> Result<Preview, AppError> {
    let to = parent_of(cx, to)?;
    let tx = app.read().await?;
    let facts = tx.facts();
    cx.allow::<Manage, _>(facts, node)?;
    cx.allow::<Create, _>(facts, to)?;
    movable(facts, cx, node, to)?;
    let view = facts.node(node).ok_or(AppError::NotFound)?;
    let name = title_of(view.name)?;
    let change = match node {
        NodeId::Folder(folder) => {
            Change::FolderPut { folder, parent: to, owner: view.owner, name, stands_alone: view.stands_alone, trashed: view.trashed }
        }
        NodeId::Document(document) => {
            Change::DocumentPut { document, parent: to, owner: view.owner, name, stands_alone: view.stands_alone, trashed: view.trashed }
        }
    };
    crate::sharing::previewed(facts, node, &[change])
}

fn movable(facts: &Facts, cx: &Cx, node: NodeId, to: Parent) -> Result<(), AppError> {
    if let (Parent::Hub(Hub::Personal(person)), Some(view)) = (to, facts.node(node))
        && view.owner != person
    {
        return Err(Conflict::ForeignIntoPersonal.into());
    }
    access::move_check(facts, &cx.actor, node, to).map_err(|denied| cx.refused(denied))
}

fn place_text(facts: &Facts, node: NodeId) -> String {
    facts.node(node).map_or_else(String::new, |view| parent_text(view.parent))
}

fn parent_text(parent: Parent) -> String {
    match parent {
        Parent::Hub(Hub::Shared) => "shared".to_owned(),
        Parent::Hub(Hub::Personal(person)) => person.to_string(),
        Parent::Folder(folder) => folder.to_string(),
    }
}

/// A name that was checked when it was given.
fn title_of(name: &str) -> Result<Title, AppError> {
    name.parse().map_err(|_| AppError::Internal("a stored name".to_owned()))
}

/// A place in terms of access.
pub(crate) fn parent_of(cx: &Cx, place: Place) -> Result<Parent, AppError> {
    Ok(match place {
        Place::Shared => Parent::Hub(Hub::Shared),
        Place::Mine => Parent::Hub(Hub::Personal(cx.user()?)),
        Place::Folder(folder) => Parent::Folder(folder),
    })
}

/// What something is called, for the audit log.
pub(crate) fn name(facts: &Facts, node: NodeId) -> &str {
    facts.node(node).map_or("", |view| view.name)
}

/// The folders above, from the hub down, as far as the actor may know of them.
pub(crate) fn path(facts: &Facts, cx: &Cx, node: NodeId) -> Vec<Named<FolderId>> {
    let mut path: Vec<_> = facts
        .ancestors(node)
        .into_iter()
        .take_while(|folder| cx.allow::<Browse, _>(facts, *folder).is_ok())
        .map(|id| Named { id, name: name(facts, id.into()).to_owned() })
        .collect();
    path.reverse();
    path
}

fn path_of_folder(facts: &Facts, cx: &Cx, folder: FolderId) -> Vec<Named<FolderId>> {
    let mut path = path(facts, cx, folder.into());
    path.push(Named { id: folder, name: name(facts, folder.into()).to_owned() });
    path
}

/// The words of verbs, each once.
pub(crate) fn words(verbs: Vec<Verb>) -> Vec<&'static str> {
    verbs.into_iter().map(Verb::as_str).collect()
}

/// A node that the actor may see.
pub(crate) fn shown(facts: &Facts, cx: &Cx, details: NodeDetails) -> Node {
    let id = details.id;
    let (identifier, reports) = match details.document {
        Some(part) => {
            (part.identifier, part.outline.reports.into_iter().map(|report| Named { id: report.id, name: report.name }).collect())
        }
        None => (None, Vec::new()),
    };
    Node {
        id,
        name: details.name.to_string(),
        description: details.description,
        identifier,
        owner: person(facts, details.owner),
        role: cx.user().map_or(ContentRole::NoAccess, |user| access::role(facts, user, id)),
        name_only: false,
        can: words(access::can(facts, &cx.actor, id)),
        sharing: sharing(facts, id),
        created_at: details.created_at,
        updated_at: details.updated_at,
        reports,
    }
}

/// A folder of which only the name shows: everything else of it is left blank.
fn name_only(facts: &Facts, id: NodeId) -> Option<Node> {
    let view = facts.node(id)?;
    Some(Node {
        id,
        name: view.name.to_owned(),
        description: None,
        identifier: None,
        owner: Named { id: UserId::from_parts(0, [0; 10]), name: String::new() },
        role: ContentRole::NoAccess,
        name_only: true,
        can: vec![Verb::Browse.as_str()],
        sharing: Sharing::People,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        reports: Vec::new(),
    })
}

/// A person by name.
pub(crate) fn person(facts: &Facts, id: UserId) -> Named<UserId> {
    Named { id, name: facts.user(id).map_or_else(String::new, |user| user.name.to_owned()) }
}

/// How far something is shared, by its own grants and those above.
fn sharing(facts: &Facts, node: NodeId) -> Sharing {
    let open_link = |link: &vocab::LinkId| facts.link(*link).is_some_and(|link| link.enabled && link.mode == LinkMode::Everyone);
    if node.document().is_some_and(|document| facts.links(document).iter().any(open_link)) {
        return Sharing::Link;
    }
    let mut found = Sharing::Private;
    let mut place = Some(node);
    let mut above = facts.ancestors(node).into_iter();
    while let Some(node) = place {
        for grant in facts.grants(node).into_iter().filter(|grant| grant.role > ContentRole::NoAccess) {
            if grant.principal == Principal::Organization {
                return Sharing::Organization;
            }
            found = Sharing::People;
        }
        let alone = facts.node(node).is_none_or(|view| view.stands_alone);
        place = if alone { None } else { above.next().map(NodeId::Folder) };
    }
    found
}
