//! The connection, model, folders, documents and links of the demo.

use std::collections::BTreeMap;

use access::{LinkMode, NodeId, Principal, TableName};
use app::connections::RolesChange;
use app::content::Place;
use app::documents::{DocumentChange, DocumentRef};
use app::links::LinkChange;
use app::sharing::{AccessChange, GrantChange};
use app::{App, Cx};
use semantics::FileKind;
use vocab::{ConnectionId, FolderId, Title};

use super::Link;
use super::people::People;
use super::plan::{self, Document, Folder, Plan};
use crate::instance::StartError;

/// Makes all of it and answers the report links.
pub(super) async fn make(app: &App, plan: &Plan, people: &People) -> Result<Vec<Link>, StartError> {
    let connection = connect(app, plan, people).await?;
    let mut folders = BTreeMap::new();
    for folder in &plan.folders {
        let id = make_folder(app, people, folder, &folders).await?;
        folders.insert(folder.name.to_string(), id);
    }
    let mut links = Vec::new();
    for document in &plan.documents {
        let folder = find(&folders, &document.folder)?;
        links.extend(make_document(app, &people.admin, document, folder, connection).await?);
    }
    Ok(links)
}

async fn connect(app: &App, plan: &Plan, people: &People) -> Result<ConnectionId, StartError> {
    let admin = &people.admin;
    let connection = app::connections::create(app, admin, plan.connection.name.clone()).await?.id;
    for (name, bytes) in plan::tables() {
        let place = app::tables::upload_place(app, admin, connection).await?;
        tokio::fs::write(&place, bytes).await.map_err(|source| StartError::Folder { path: place.display().to_string(), source })?;
        app::tables::upload(app, admin, connection, TableName::from(name), FileKind::Parquet, place).await?;
    }
    // The uploads brought a first model of their own; the demo's takes its place as a whole.
    let generated = app::models::get(app, admin, connection).await?;
    let mut files: BTreeMap<String, Option<String>> = generated.files.into_keys().map(|name| (name, None)).collect();
    files.extend(plan::model().into_iter().map(|(name, text)| (name, Some(text))));
    app::models::change_files(app, admin, connection, files, generated.version).await?;
    let mut changes = Vec::new();
    for grant in &plan.connection.roles {
        changes.push((people.principal(grant)?, Some(grant.role)));
    }
    let roles = RolesChange { base_role: Some(plan.connection.base_role), changes };
    app::connections::change_roles(app, admin, connection, roles).await?;
    Ok(connection)
}

async fn make_folder(app: &App, people: &People, folder: &Folder, folders: &BTreeMap<String, FolderId>) -> Result<FolderId, StartError> {
    let parent = match &folder.inside {
        None => Place::Shared,
        Some(name) => Place::Folder(find(folders, name)?),
    };
    let made = app::folders::create(app, &people.admin, folder.name.clone(), parent).await?;
    let NodeId::Folder(id) = made.id else { return Err(StartError::Demo("a folder is no folder".to_owned())) };
    let mut changes = Vec::new();
    for grant in &folder.grants {
        let principal: Principal = people.principal(grant)?;
        changes.push(GrantChange { principal, role: Some(grant.role), boost: None });
    }
    let change = AccessChange { organization_role: folder.organization_role, changes };
    app::sharing::change(app, &people.admin, made.id, change).await?;
    Ok(id)
}

async fn make_document(
    app: &App,
    admin: &Cx,
    document: &Document,
    folder: FolderId,
    connection: ConnectionId,
) -> Result<Vec<Link>, StartError> {
    let project = plan::project(&document.file, connection)?;
    let report = project.reports.first().map(|report| report.id);
    let made = app::documents::create(app, admin, document.name.clone(), Place::Folder(folder), Some(project)).await?;
    let NodeId::Document(id) = made.node.id else { return Err(StartError::Demo("a document is no document".to_owned())) };
    let place = DocumentRef::Id(id);
    let change = DocumentChange { identifier: Some(document.identifier.clone()), ..DocumentChange::default() };
    app::documents::change(app, admin, &place, change).await?;
    let mut links = Vec::new();
    for (wanted, report) in document.links.iter().zip(report.into_iter().cycle()) {
        let settings = LinkChange {
            name: Some(wanted.title.clone()),
            mode: Some(LinkMode::Everyone),
            rights: Some(wanted.rights.iter().copied().collect()),
            attributes: Some(wanted.attributes.clone()),
            expires_at: None,
        };
        let link = app::links::create(app, admin, &place, report, settings).await?;
        links.push(shown(&wanted.title, &link.url)?);
    }
    Ok(links)
}

/// A link as it is kept: from the path on.
fn shown(title: &Title, url: &str) -> Result<Link, StartError> {
    let at = url.find("/r/").ok_or_else(|| StartError::Demo("a link without a path".to_owned()))?;
    Ok(Link { title: title.to_string(), url: url.get(at..).unwrap_or_default().to_owned() })
}

fn find(folders: &BTreeMap<String, FolderId>, name: &str) -> Result<FolderId, StartError> {
    folders.get(name).copied().ok_or_else(|| StartError::Demo(format!("there is no folder `{name}`")))
}
