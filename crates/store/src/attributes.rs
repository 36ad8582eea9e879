//! User attributes: their definitions, and the values that people and groups hold. What applies to whom is computed from the facts.

use access::{Administer, Change, Instance, Permit, Principal};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use vocab::{AttributeKind, AttributeValue, ModelName, Title};

use crate::entity::{attribute, attribute_value};
use crate::error::OrTaken;
use crate::time::{millis, timestamp};
use crate::words::{finite, from_json, from_word, principal_columns, title, to_json, to_word, word};
use crate::{ReadTx, StoreError, WriteTx};

/// The definition of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Its name in models.
    pub name: ModelName,
    /// What people read.
    pub label: Title,
    /// The type of its values.
    pub kind: AttributeKind,
    /// Whether somebody may hold several values.
    pub multiple: bool,
    /// What holds for those who have no value.
    pub default: Option<Vec<AttributeValue>>,
    /// When it was defined.
    pub created_at: Timestamp,
}

/// Defines an attribute.
///
/// # Errors
/// `conflict` about `attribute_name`.
pub async fn create(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, new: &Attribute) -> Result<(), StoreError> {
    if let Some(default) = &new.default {
        check(default, new.kind, new.multiple)?;
    }
    let model = attribute::Model {
        name: new.name.as_str().to_owned(),
        label: new.label.as_str().to_owned(),
        kind: to_word(new.kind)?,
        multiple: new.multiple,
        default_values: new.default.as_ref().map(|values| to_json(values, "a default")).transpose()?,
        created_at: millis(new.created_at),
    };
    attribute::Entity::insert(model.into_active_model()).exec_without_returning(tx.db()).await.or_taken("attribute_name")?;
    tx.record(Change::AttributePut { name: new.name.clone(), kind: new.kind, multiple: new.multiple, default: new.default.clone() });
    Ok(())
}

/// All attributes by name.
///
/// # Errors
/// When the database does not answer.
pub async fn list(tx: &ReadTx, _may: &Permit<'_, Administer, Instance>) -> Result<Vec<Attribute>, StoreError> {
    all(tx).await
}

/// Removes an attribute with all its values.
///
/// # Errors
/// `not_found`.
pub async fn remove(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, name: &ModelName) -> Result<(), StoreError> {
    if attribute::Entity::delete_by_id(name.as_str()).exec(tx.db()).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::AttributeRemoved { name: name.clone() });
    Ok(())
}

/// The values that a user or group holds itself.
///
/// # Errors
/// When the database does not answer.
pub async fn values(
    tx: &ReadTx,
    _may: &Permit<'_, Administer, Instance>,
    holder: Principal,
) -> Result<BTreeMap<ModelName, Vec<AttributeValue>>, StoreError> {
    let (kind, key) = principal_columns(holder);
    let mine = Condition::all().add(attribute_value::Column::HolderKind.eq(kind)).add(attribute_value::Column::HolderId.eq(key));
    let rows = attribute_value::Entity::find().filter(mine).all(tx.db()).await?;
    rows.into_iter()
        .map(|row| Ok((word(&row.name, "an attribute's name")?, from_json(&row.stored_values, "an attribute's value")?)))
        .collect()
}

/// Gives a user or group these values.
///
/// # Errors
/// `not_found` when there is no such attribute; `invalid` when the values do not fit its type.
pub async fn set_value(
    tx: &WriteTx,
    _may: &Permit<'_, Administer, Instance>,
    holder: Principal,
    name: &ModelName,
    values: &[AttributeValue],
) -> Result<(), StoreError> {
    let known = match holder {
        Principal::User(user) => tx.facts().user(user).is_some(),
        Principal::Group(group) => tx.facts().group(group).is_some(),
        Principal::Organization => return Err(StoreError::Invalid { what: "an attribute's holder", why: "everyone has the default" }),
    };
    if !known {
        return Err(StoreError::NotFound);
    }
    put_value(tx, holder, name, values).await
}

pub(crate) async fn put_value(tx: &WriteTx, holder: Principal, name: &ModelName, values: &[AttributeValue]) -> Result<(), StoreError> {
    let definition = of_row(attribute::Entity::find_by_id(name.as_str()).one(tx.db()).await?.ok_or(StoreError::NotFound)?)?;
    check(values, definition.kind, definition.multiple)?;
    let (holder_kind, holder_id) = principal_columns(holder);
    let model = attribute_value::Model {
        holder_kind,
        holder_id,
        name: name.as_str().to_owned(),
        stored_values: to_json(values, "an attribute's value")?,
    };
    crate::upsert(tx, model.into_active_model()).await?;
    tx.record(Change::AttributeValuePut { holder, name: name.clone(), values: values.to_vec() });
    Ok(())
}

/// Takes the values of a user or group away.
///
/// # Errors
/// `not_found` when it holds none itself.
pub async fn remove_value(
    tx: &WriteTx,
    _may: &Permit<'_, Administer, Instance>,
    holder: Principal,
    name: &ModelName,
) -> Result<(), StoreError> {
    take_value(tx, holder, name).await
}

pub(crate) async fn take_value(tx: &WriteTx, holder: Principal, name: &ModelName) -> Result<(), StoreError> {
    let (kind, key) = principal_columns(holder);
    if attribute_value::Entity::delete_by_id((kind, key, name.as_str().to_owned())).exec(tx.db()).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::AttributeValueRemoved { holder, name: name.clone() });
    Ok(())
}

pub(crate) async fn all(tx: &ReadTx) -> Result<Vec<Attribute>, StoreError> {
    attribute::Entity::find().order_by_asc(attribute::Column::Name).all(tx.db()).await?.into_iter().map(of_row).collect()
}

pub(crate) fn of_row(row: attribute::Model) -> Result<Attribute, StoreError> {
    Ok(Attribute {
        name: word(&row.name, "an attribute's name")?,
        label: title(&row.label)?,
        kind: from_word(&row.kind, "an attribute's kind")?,
        multiple: row.multiple,
        default: row.default_values.map(|values| from_json(&values, "an attribute's default")).transpose()?,
        created_at: timestamp(row.created_at)?,
    })
}

fn check(values: &[AttributeValue], kind: AttributeKind, multiple: bool) -> Result<(), StoreError> {
    let what = "an attribute's value";
    finite(values)?;
    if values.is_empty() {
        return Err(StoreError::Invalid { what, why: "at least one is needed; remove the value instead" });
    }
    if values.len() > 1 && !multiple {
        return Err(StoreError::Invalid { what, why: "this attribute holds one value" });
    }
    if values.iter().any(|value| value.kind() != kind) {
        return Err(StoreError::Invalid { what, why: "it has another type than the attribute" });
    }
    Ok(())
}
