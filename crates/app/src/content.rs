//! Lists of folders and documents, and moving either.

use std::collections::BTreeSet;

use access::{Browse, Change, Create, Facts, Hub, LinkMode, Listing, Manage, NodeId, Parent, Principal, Scope, Verb};
use jiff::Timestamp;
use serde_json::json;
use store::ReadTx;
use store::nodes::NodeDetails;
use vocab::{ContentRole, FolderId, Identifier, ReportId, Title, UserId};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx, Named, Page, PageAsk};
use crate::error::{AppError, Conflict};
use crate::preview::Preview;

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

/// Whom something is shared with, counted; for those who manage it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shared {
    /// People with a grant on it or above, beside the owner.
    pub people: u64,
    /// Groups with one.
    pub groups: u64,
    /// Everyone in the organization.
    pub everyone: bool,
    /// Report links that let somebody in.
    pub links: u64,
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
    /// With whom, for those who manage it.
    pub shared: Option<Shared>,
    /// Nothing comes from the folders above it.
    pub stands_alone: bool,
    /// The actor keeps it at hand.
    pub favourite: bool,
    /// When it was put in the trash, itself and not with a folder above.
    pub trashed_at: Option<Timestamp>,
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
    /// What the asker opened last, first.
    Recent,
    /// What the asker keeps at hand, marked last first.
    Favourites,
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
    let scope = if matches!(ask.view, View::Recent | View::Favourites) {
        let hub = cx.allow::<Browse, _>(facts, Hub::Personal(user))?;
        let own = match ask.view {
            View::Recent => store::visits::recent(&tx, &hub, LAST).await?,
            _ => store::favourites::list(&tx, &hub).await?,
        };
        let wanted = own.into_iter().filter(|node| facts.node(*node).is_some_and(|view| !view.in_trash && fits(&ask, *node, view.name)));
        let wanted: Vec<NodeId> = wanted.collect();
        let start = after_cursor(&wanted, ask.page.cursor.as_deref())?;
        access::scope_page(facts, &cx.actor, wanted.into_iter().skip(start), ask.page.bounded())
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
    let mut items: Vec<Node> = items.collect();
    mark_favourites(&tx, &scope, &mut items).await?;
    let can = parent.map_or_else(Vec::new, |parent| words(access::can(facts, &cx.actor, parent)));
    let path = match parent {
        Some(Parent::Folder(folder)) => path_of_folder(facts, cx, folder),
        _ => Vec::new(),
    };
    Ok(ContentList { page: Page { items, next_cursor: scope.next_cursor().map(str::to_owned) }, path, can })
}

/// One folder or document.
///
/// # Errors
/// It is not there, or not for this actor.
pub async fn get(app: &App, cx: &Cx, node: NodeId) -> Result<Node, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<access::View, _>(tx.facts(), node)?;
    let details = store::nodes::get(&tx, &may).await?;
    let mut node = shown(tx.facts(), cx, details);
    mark_favourite(&tx, cx, &mut node).await?;
    Ok(node)
}

/// Notes on a node whether its reader keeps it at hand.
pub(crate) async fn mark_favourite(tx: &ReadTx, cx: &Cx, node: &mut Node) -> Result<(), AppError> {
    let scope = access::scope_of(tx.facts(), &cx.actor, [node.id]);
    mark_favourites(tx, &scope, std::slice::from_mut(node)).await
}

async fn mark_favourites(tx: &ReadTx, scope: &Scope<'_, NodeId>, nodes: &mut [Node]) -> Result<(), AppError> {
    let marked = store::favourites::among(tx, scope).await?;
    for node in nodes {
        node.favourite = marked.contains(&node.id);
    }
    Ok(())
}

/// As many of the documents opened last are listed; older visits are nobody's "recent".
const LAST: u64 = 200;

/// Where the page after this cursor starts in a list that keeps its own order: behind the thing that the cursor names.
fn after_cursor(list: &[NodeId], cursor: Option<&str>) -> Result<usize, AppError> {
    let Some(cursor) = cursor else { return Ok(0) };
    let last: NodeId = cursor.parse().map_err(|_| AppError::BadCursor)?;
    list.iter().position(|node| *node == last).map(|at| at + 1).ok_or(AppError::BadCursor)
}

fn fits(ask: &ContentAsk, node: NodeId, name: &str) -> bool {
    let kind = match node {
        NodeId::Folder(_) => NodeKind::Folder,
        NodeId::Document(_) => NodeKind::Document,
    };
    let text = ask.q.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_lowercase);
    ask.kind.is_none_or(|wanted| wanted == kind) && text.is_none_or(|text| name.to_lowercase().contains(&text))
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
        crate::ownership::make(app, cx, &tx, &new_owner(facts, node, to)?).await?;
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
    let mut changes = new_owner(facts, node, to)?;
    for change in &mut changes {
        if let Change::FolderPut { folder, parent, .. } = change
            && NodeId::Folder(*folder) == node
        {
            *parent = to;
        }
    }
    let moved = |change: &Change| matches!(change, Change::FolderPut { folder, .. } if NodeId::Folder(*folder) == node);
    if !changes.iter().any(moved) {
        changes.insert(0, put_of(facts, node, |put| put.parent = to)?);
    }
    crate::preview::of_node(app, cx, &tx, node, &changes).await
}

/// A folder that comes to lie in another one belongs to whom that one belongs to, unless it stands alone (access.md §2).
fn new_owner(facts: &Facts, node: NodeId, to: Parent) -> Result<Vec<Change>, AppError> {
    if facts.node(node).is_none_or(|view| view.stands_alone) { Ok(Vec::new()) } else { crate::ownership::following(facts, node, to) }
}

/// What of a folder or document a change of the facts can say.
pub(crate) struct Put {
    pub(crate) parent: Parent,
    pub(crate) owner: UserId,
    pub(crate) stands_alone: bool,
}

/// The change that makes a folder or document as it is but for the edit.
pub(crate) fn put_of(facts: &Facts, node: NodeId, edit: impl FnOnce(&mut Put)) -> Result<Change, AppError> {
    let view = facts.node(node).ok_or(AppError::NotFound)?;
    let (name, trashed) = (title_of(view.name)?, view.trashed);
    let mut put = Put { parent: view.parent, owner: view.owner, stands_alone: view.stands_alone };
    edit(&mut put);
    let Put { parent, owner, stands_alone } = put;
    Ok(match node {
        NodeId::Folder(folder) => Change::FolderPut { folder, parent, owner, name, stands_alone, trashed },
        NodeId::Document(document) => Change::DocumentPut { document, parent, owner, name, stands_alone, trashed },
    })
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
    let mut can = words(access::can(facts, &cx.actor, id));
    if let (NodeId::Document(document), Some(part)) = (id, &details.document)
        && access::workbook(facts, &cx.actor, document, &part.outline.connections).is_err()
    {
        // The rule needs to know which connections the document uses, which the facts do not hold.
        can.retain(|word| ![Verb::ViewWorkbook.as_str(), Verb::Duplicate.as_str()].contains(word));
    }
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
        can,
        sharing: sharing(facts, id),
        shared: cx.allow::<Manage, _>(facts, id).is_ok().then(|| shared(facts, id)),
        stands_alone: facts.node(id).is_some_and(|view| view.stands_alone),
        favourite: false,
        trashed_at: details.trashed_at,
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
        shared: None,
        // Marked for everyone who sees that it is there (access.md §2).
        stands_alone: view.stands_alone,
        favourite: false,
        trashed_at: None,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        reports: Vec::new(),
    })
}

/// A person by name.
pub(crate) fn person(facts: &Facts, id: UserId) -> Named<UserId> {
    Named { id, name: facts.user(id).map_or_else(String::new, |user| user.name.to_owned()) }
}

/// With whom something is shared, by its own grants and those above. Only principals are counted, not the sources of each: lists ask it of every row.
fn shared(facts: &Facts, node: NodeId) -> Shared {
    let owner = facts.node(node).map(|view| view.owner);
    let in_shared = facts.hub(node) == Some(Hub::Shared);
    let mut principals = BTreeSet::new();
    let mut above = facts.ancestors(node).into_iter();
    let mut place = Some(node);
    while let Some(at) = place {
        principals.extend(facts.grants(at).into_iter().filter(|grant| grant.role > ContentRole::NoAccess).map(|grant| grant.principal));
        let alone = facts.node(at).is_none_or(|view| view.stands_alone);
        place = if alone { None } else { above.next().map(NodeId::Folder) };
    }
    let mut shared = Shared::default();
    for principal in principals {
        match principal {
            Principal::User(user) => shared.people += u64::from(Some(user) != owner),
            Principal::Group(_) => shared.groups += 1,
            Principal::Organization => shared.everyone = in_shared,
        }
    }
    let lets_in = |link: &vocab::LinkId| facts.link(*link).is_some_and(|link| link.enabled && link.mode != LinkMode::Private);
    shared.links = node.document().map_or(0, |document| facts.links(document).iter().filter(|link| lets_in(link)).count() as u64);
    shared
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
