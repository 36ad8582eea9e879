//! Documents: making them, their readable identifiers, and the project inside with its versions.

use std::collections::BTreeSet;

use access::{Create, Edit, LinkFacts, Manage, NodeId, Object, Permit, View, ViewWorkbook};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use vocab::{ConnectionId, DocumentId, Identifier, LinkId, ReportId, Title, UserId};

use crate::entity::{identifier, node, project};
use crate::error::OrTaken;
use crate::folders::start_organization_role;
use crate::key::Key;
use crate::nodes::{Place, insert, person, touch};
use crate::time::{millis, timestamp};
use crate::words::{DOCUMENT, from_json, parent_columns, storable, to_json};
use crate::{ReadTx, StoreError, WriteTx};

/// The text of a project, and what lists need to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectText {
    /// The project as JSON.
    pub content: String,
    /// What is in it.
    pub outline: Outline,
}

/// What lists show of a project without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// Its reports, in order.
    pub reports: Vec<OutlineReport>,
    /// The connections that its tiles use.
    pub connections: Vec<ConnectionId>,
}

/// A report of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineReport {
    /// Which.
    pub id: ReportId,
    /// Its name.
    pub name: String,
}

/// A stored project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedProject {
    /// The project as JSON.
    pub content: String,
    /// Its version, counted from 1.
    pub version: i64,
    /// Who saved it.
    pub saved_by: UserId,
    /// When.
    pub saved_at: Timestamp,
}

/// A document to make.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// A new id.
    pub id: DocumentId,
    /// What people will call it.
    pub name: Title,
    /// What it holds.
    pub project: ProjectText,
    /// Now.
    pub at: Timestamp,
}

/// Makes a document, owned by whoever makes it; at the root of Shared it starts with the instance's default role for everyone.
///
/// # Errors
/// When the database does not answer.
pub async fn create<P: Object + Into<Place>>(tx: &WriteTx, may: &Permit<'_, Create, P>, new: &NewDocument) -> Result<(), StoreError> {
    let creator = person(may.actor())?;
    let Place(parent) = may.object().into();
    let (parent_folder, personal_of) = parent_columns(parent);
    let row = node::Model {
        id: new.id.into(),
        kind: DOCUMENT.to_owned(),
        parent_folder,
        personal_of,
        owner_id: creator.into(),
        creator_id: creator.into(),
        name: new.name.as_str().to_owned(),
        description: None,
        stands_alone: false,
        trashed_at: None,
        trashed_by: None,
        created_at: millis(new.at),
        updated_at: millis(new.at),
    };
    insert(tx, row).await?;
    storable(&new.project.content, "a project")?;
    let row = project::Model {
        document_id: new.id.into(),
        version: 1,
        content: new.project.content.clone(),
        outline: to_json(&new.project.outline, "an outline")?,
        saved_by: creator.into(),
        saved_at: millis(new.at),
    };
    project::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    start_organization_role(tx, NodeId::Document(new.id), parent).await
}

/// What a permit to see a report may be about: the document, one report of it, or a link to it. Closed.
pub trait OfDocument: Object + sealed::OfDocument {}

mod sealed {
    use access::Facts;
    use vocab::DocumentId;

    pub trait OfDocument {
        fn document(self, facts: &Facts) -> Option<DocumentId>;
    }
}

impl OfDocument for DocumentId {}
impl OfDocument for (DocumentId, ReportId) {}
impl OfDocument for LinkId {}

impl sealed::OfDocument for DocumentId {
    fn document(self, _: &access::Facts) -> Option<DocumentId> {
        Some(self)
    }
}

impl sealed::OfDocument for (DocumentId, ReportId) {
    fn document(self, _: &access::Facts) -> Option<DocumentId> {
        Some(self.0)
    }
}

impl sealed::OfDocument for LinkId {
    fn document(self, facts: &access::Facts) -> Option<DocumentId> {
        facts.link(self).map(|link: &LinkFacts| link.document)
    }
}

/// The project, for showing reports of it. Whoever may only view gets to see what the caller picks out for them, not this text.
///
/// # Errors
/// `not_found`.
pub async fn project_to_show<O: OfDocument>(tx: &ReadTx, may: &Permit<'_, View, O>) -> Result<SavedProject, StoreError> {
    let document = may.object().document(tx.facts()).ok_or(StoreError::NotFound)?;
    read_project(tx, document).await
}

/// The project as a whole, for those who may open the workbook.
///
/// # Errors
/// `not_found`.
pub async fn project(tx: &ReadTx, may: &Permit<'_, ViewWorkbook, DocumentId>) -> Result<SavedProject, StoreError> {
    read_project(tx, may.object()).await
}

/// The project as a whole, for those who may edit it.
///
/// # Errors
/// `not_found`.
pub async fn project_to_edit(tx: &ReadTx, may: &Permit<'_, Edit, DocumentId>) -> Result<SavedProject, StoreError> {
    read_project(tx, may.object()).await
}

/// Saves the project over the version that the edit started from, and gives the new version.
///
/// # Errors
/// `version_clash` when somebody has saved meanwhile; nothing is changed then.
pub async fn save_project(
    tx: &WriteTx,
    may: &Permit<'_, Edit, DocumentId>,
    from_version: i64,
    text: &ProjectText,
    at: Timestamp,
) -> Result<i64, StoreError> {
    storable(&text.content, "a project")?;
    let next = from_version.checked_add(1).ok_or(StoreError::VersionClash { current: 0 })?;
    let saved = project::Entity::update_many()
        .col_expr(project::Column::Version, Expr::value(next))
        .col_expr(project::Column::Content, Expr::value(text.content.as_str()))
        .col_expr(project::Column::Outline, Expr::value(to_json(&text.outline, "an outline")?))
        .col_expr(project::Column::SavedBy, Expr::value(Key::from(person(may.actor())?)))
        .col_expr(project::Column::SavedAt, Expr::value(millis(at)))
        .filter(project::Column::DocumentId.eq(Key::from(may.object())))
        .filter(project::Column::Version.eq(from_version))
        .exec(tx.db())
        .await?;
    if saved.rows_affected == 0 {
        return Err(StoreError::VersionClash { current: read_project(tx, may.object()).await?.version });
    }
    touch(tx, NodeId::Document(may.object()), at).await?;
    Ok(next)
}

/// Gives a document a readable identifier. The former one keeps leading to it, and neither can be taken by another document.
///
/// # Errors
/// `conflict` about `identifier` when another document has or had it.
pub async fn set_identifier(tx: &WriteTx, may: &Permit<'_, Edit, DocumentId>, name: &Identifier, at: Timestamp) -> Result<(), StoreError> {
    let key = Key::from(may.object());
    let taken = identifier::Entity::find_by_id(name.as_str()).one(tx.db()).await?;
    if taken.as_ref().is_some_and(|row| row.document_id != key) {
        return Err(StoreError::Conflict { what: "identifier" });
    }
    let others = Condition::all().add(identifier::Column::DocumentId.eq(key)).add(identifier::Column::Present.eq(true));
    identifier::Entity::update_many().col_expr(identifier::Column::Present, Expr::value(false)).filter(others).exec(tx.db()).await?;
    if taken.is_some() {
        let again = identifier::Entity::update_many().col_expr(identifier::Column::Present, Expr::value(true));
        again.filter(identifier::Column::Identifier.eq(name.as_str())).exec(tx.db()).await?;
    } else {
        let row = identifier::Model { identifier: name.as_str().to_owned(), document_id: key, present: true, given_at: millis(at) };
        identifier::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await.or_taken("identifier")?;
    }
    touch(tx, NodeId::Document(may.object()), at).await
}

/// The connections that the tiles of a document, or of every document below a folder, use.
///
/// # Errors
/// When the database does not answer.
pub async fn connections_below(tx: &ReadTx, may: &Permit<'_, Manage, NodeId>) -> Result<BTreeSet<ConnectionId>, StoreError> {
    let node = may.object();
    let documents: Vec<Key> = tx.facts().below(node).into_iter().chain([node]).filter_map(NodeId::document).map(Key::from).collect();
    let mut found = BTreeSet::new();
    for some in documents.chunks(500) {
        let outlines = project::Entity::find().select_only().column(project::Column::Outline);
        let outlines = outlines.filter(project::Column::DocumentId.is_in(some.iter().copied()));
        for outline in outlines.into_tuple::<String>().all(tx.db()).await? {
            found.extend(from_json::<Outline>(&outline, "an outline")?.connections);
        }
    }
    Ok(found)
}

async fn read_project(tx: &ReadTx, document: DocumentId) -> Result<SavedProject, StoreError> {
    let row = project::Entity::find_by_id(Key::from(document)).one(tx.db()).await?.ok_or(StoreError::NotFound)?;
    Ok(SavedProject { content: row.content, version: row.version, saved_by: row.saved_by.into(), saved_at: timestamp(row.saved_at)? })
}
