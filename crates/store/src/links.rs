//! Report links, as those who manage the document see them. Who gets in is decided on the facts.

use std::collections::{BTreeMap, BTreeSet};

use access::{Change, LinkFacts, LinkMode, LinkRight, Manage, Permit};
use jiff::Timestamp;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use vocab::{AttributeValue, DocumentId, LinkId, ModelName, ReportId, Secret, Title, UserId};

use crate::entity::link;
use crate::key::Key;
use crate::nodes::person;
use crate::time::{millis, timestamp, timestamp_opt};
use crate::words::{finite, from_json, from_word, title, to_json, to_word};
use crate::{ReadTx, StoreError, WriteTx, slug};

/// A report link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Which; opens nothing.
    pub id: LinkId,
    /// The document of its report.
    pub document: DocumentId,
    /// The report.
    pub report: ReportId,
    /// Its settings.
    pub settings: LinkSettings,
    /// What stands in its address. None when the server's key is not the one that the link was made with: rotate it then.
    pub slug: Option<Secret<String>>,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When somebody last came through.
    pub last_used_at: Option<Timestamp>,
    /// How often somebody came through.
    pub openings: i64,
}

/// What managers set.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkSettings {
    /// Its name.
    pub name: Title,
    /// Who gets in.
    pub mode: LinkMode,
    /// What visitors may do.
    pub rights: BTreeSet<LinkRight>,
    /// The only attributes that visitors have.
    pub attributes: BTreeMap<ModelName, Vec<AttributeValue>>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}

/// Makes a link.
///
/// # Errors
/// `invalid` when an attribute value cannot be stored.
pub async fn create(
    tx: &WriteTx,
    may: &Permit<'_, Manage, (DocumentId, ReportId)>,
    id: LinkId,
    settings: &LinkSettings,
    at: Timestamp,
) -> Result<Link, StoreError> {
    let mut row = link::Model {
        id: id.into(),
        document_id: may.document().into(),
        report_id: may.report().into(),
        name: String::new(),
        mode: String::new(),
        rights: String::new(),
        attributes: String::new(),
        expires_at: None,
        rotation: 0,
        slug_hash: slug::hash(slug::derive(tx.slug_key(), id, 0).expose()),
        created_by: person(may.actor())?.into(),
        created_at: millis(at),
        last_used_at: None,
        openings: 0,
    };
    write_settings(&mut row, settings)?;
    tx.record(Change::LinkPut { link: facts_of(&row)? });
    link::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
    of_row(tx, row)
}

/// One link.
///
/// # Errors
/// `not_found`.
pub async fn get(tx: &ReadTx, may: &Permit<'_, Manage, LinkId>) -> Result<Link, StoreError> {
    of_row(tx, row(tx, may.object()).await?)
}

/// The links of a report, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(tx: &ReadTx, may: &Permit<'_, Manage, (DocumentId, ReportId)>) -> Result<Vec<Link>, StoreError> {
    let rows = link::Entity::find()
        .filter(link::Column::DocumentId.eq(Key::from(may.document())))
        .filter(link::Column::ReportId.eq(Key::from(may.report())))
        .order_by_asc(link::Column::CreatedAt)
        .order_by_asc(link::Column::Id);
    rows.all(tx.db()).await?.into_iter().map(|row| of_row(tx, row)).collect()
}

/// Changes a link's settings. Made private, it gets a new address for the day that it is opened again: the one that was shared stays dead (T44).
///
/// # Errors
/// `not_found`.
pub async fn change(tx: &WriteTx, may: &Permit<'_, Manage, LinkId>, settings: &LinkSettings) -> Result<Link, StoreError> {
    let mut row = row(tx, may.object()).await?;
    let was: LinkMode = from_word(&row.mode, "a link's mode")?;
    write_settings(&mut row, settings)?;
    if settings.mode == LinkMode::Private && was != LinkMode::Private {
        turn(tx, &mut row)?;
    }
    save(tx, row).await
}

/// Gives a link a new address. The former one is dead for good.
///
/// # Errors
/// `not_found`.
pub async fn rotate(tx: &WriteTx, may: &Permit<'_, Manage, LinkId>) -> Result<Link, StoreError> {
    let mut row = row(tx, may.object()).await?;
    turn(tx, &mut row)?;
    save(tx, row).await
}

/// Removes a link.
///
/// # Errors
/// `not_found`.
pub async fn remove(tx: &WriteTx, may: &Permit<'_, Manage, LinkId>) -> Result<(), StoreError> {
    if link::Entity::delete_by_id(Key::from(may.object())).exec(tx.db()).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::LinkRemoved { link: may.object() });
    Ok(())
}

pub(crate) fn facts_of(row: &link::Model) -> Result<LinkFacts, StoreError> {
    let mode = from_word(&row.mode, "a link's mode")?;
    Ok(LinkFacts {
        id: row.id.into(),
        document: row.document_id.into(),
        report: row.report_id.into(),
        mode,
        rights: from_json(&row.rights, "a link's rights")?,
        attributes: from_json(&row.attributes, "a link's attributes")?,
        enabled: mode != LinkMode::Private,
    })
}

fn turn(tx: &WriteTx, row: &mut link::Model) -> Result<(), StoreError> {
    row.rotation = row.rotation.checked_add(1).ok_or(StoreError::Corrupt { what: "a link's rotation" })?;
    row.slug_hash = slug::hash(slug::derive(tx.slug_key(), row.id.into(), row.rotation).expose());
    Ok(())
}

async fn save(tx: &WriteTx, row: link::Model) -> Result<Link, StoreError> {
    tx.record(Change::LinkPut { link: facts_of(&row)? });
    let mut model = row.clone().into_active_model().reset_all();
    model.id = sea_orm::Unchanged(row.id);
    // Counted by the journal meanwhile, perhaps.
    model.openings = sea_orm::NotSet;
    model.last_used_at = sea_orm::NotSet;
    model.update(tx.db()).await?;
    of_row(tx, row)
}

async fn row(tx: &ReadTx, id: LinkId) -> Result<link::Model, StoreError> {
    link::Entity::find_by_id(Key::from(id)).one(tx.db()).await?.ok_or(StoreError::NotFound)
}

fn write_settings(row: &mut link::Model, settings: &LinkSettings) -> Result<(), StoreError> {
    settings.attributes.values().try_for_each(|values| finite(values))?;
    settings.name.as_str().clone_into(&mut row.name);
    row.mode = to_word(settings.mode)?;
    row.rights = to_json(&settings.rights, "a link's rights")?;
    row.attributes = to_json(&settings.attributes, "a link's attributes")?;
    row.expires_at = settings.expires_at.map(millis);
    Ok(())
}

fn of_row(tx: &ReadTx, row: link::Model) -> Result<Link, StoreError> {
    let slug = slug::derive(tx.slug_key(), row.id.into(), row.rotation);
    let slug = (slug::hash(slug.expose()) == row.slug_hash).then_some(slug);
    let facts = facts_of(&row)?;
    Ok(Link {
        id: facts.id,
        document: facts.document,
        report: facts.report,
        settings: LinkSettings {
            name: title(&row.name)?,
            mode: facts.mode,
            rights: facts.rights,
            attributes: facts.attributes,
            expires_at: timestamp_opt(row.expires_at)?,
        },
        slug,
        created_by: row.created_by.into(),
        created_at: timestamp(row.created_at)?,
        last_used_at: timestamp_opt(row.last_used_at)?,
        openings: row.openings,
    })
}
