//! Groups and who is in them, as admins change them. Who is in which group, at any depth, is read from the facts.

use access::{Administer, Change, Instance, Permit, Principal};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use vocab::{GroupId, Title};

use crate::entity::{attribute_value, connection_role, grant, group, member};
use crate::error::OrTaken;
use crate::key::Key;
use crate::time::{millis, timestamp};
use crate::users::contains;
use crate::words::{principal, principal_columns, title};
use crate::{ReadTx, StoreError, WriteTx};

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Its name, which no other group has.
    pub name: Title,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Makes a group.
///
/// # Errors
/// `conflict` about `group_name`.
pub async fn create(
    tx: &WriteTx,
    _may: &Permit<'_, Administer, Instance>,
    id: GroupId,
    name: &Title,
    at: Timestamp,
) -> Result<(), StoreError> {
    let model = group::Model { id: id.into(), name: name.as_str().to_owned(), created_at: millis(at) };
    group::Entity::insert(model.into_active_model()).exec_without_returning(tx.db()).await.or_taken("group_name")?;
    tx.record(Change::GroupPut { group: id, name: name.clone() });
    Ok(())
}

/// One group.
///
/// # Errors
/// `not_found`.
pub async fn get(tx: &ReadTx, _may: &Permit<'_, Administer, Instance>, id: GroupId) -> Result<Group, StoreError> {
    of_row(group::Entity::find_by_id(Key::from(id)).one(tx.db()).await?.ok_or(StoreError::NotFound)?)
}

/// Groups by name, after the last one of the page before.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    tx: &ReadTx,
    _may: &Permit<'_, Administer, Instance>,
    search: Option<&str>,
    after: Option<&Title>,
    limit: u64,
) -> Result<Vec<Group>, StoreError> {
    let mut select = group::Entity::find().order_by_asc(group::Column::Name).limit(limit);
    if let Some(search) = search {
        crate::words::storable(search, "a search text")?;
        select = select.filter(contains(tx, group::Column::Name, search));
    }
    if let Some(name) = after {
        select = select.filter(group::Column::Name.gt(name.as_str()));
    }
    select.all(tx.db()).await?.into_iter().map(of_row).collect()
}

/// The users and groups that are in the group themselves, not through another group.
///
/// # Errors
/// When the database does not answer.
pub async fn members(tx: &ReadTx, _may: &Permit<'_, Administer, Instance>, id: GroupId) -> Result<Vec<Principal>, StoreError> {
    let rows = member::Entity::find()
        .filter(member::Column::GroupId.eq(Key::from(id)))
        .order_by_asc(member::Column::MemberId)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| principal(&row.member_kind, row.member_id)).collect()
}

/// Gives a group another name.
///
/// # Errors
/// `not_found`; `conflict` about `group_name`.
pub async fn rename(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, id: GroupId, name: &Title) -> Result<(), StoreError> {
    let update =
        group::Entity::update_many().col_expr(group::Column::Name, name.as_str().into()).filter(group::Column::Id.eq(Key::from(id)));
    if update.exec(tx.db()).await.or_taken("group_name")?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::GroupPut { group: id, name: name.clone() });
    Ok(())
}

/// Removes a group with its grants, roles, values and memberships. A later group of the same name starts with nothing (T14).
///
/// # Errors
/// `not_found`.
pub async fn remove(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, id: GroupId) -> Result<(), StoreError> {
    let (kind, key) = principal_columns(Principal::Group(id));
    let db = tx.db();
    member::Entity::delete_many()
        .filter(Condition::all().add(member::Column::MemberKind.eq(kind.as_str())).add(member::Column::MemberId.eq(key)))
        .exec(db)
        .await?;
    grant::Entity::delete_many()
        .filter(Condition::all().add(grant::Column::PrincipalKind.eq(kind.as_str())).add(grant::Column::PrincipalId.eq(key)))
        .exec(db)
        .await?;
    connection_role::Entity::delete_many()
        .filter(
            Condition::all()
                .add(connection_role::Column::PrincipalKind.eq(kind.as_str()))
                .add(connection_role::Column::PrincipalId.eq(key)),
        )
        .exec(db)
        .await?;
    attribute_value::Entity::delete_many()
        .filter(Condition::all().add(attribute_value::Column::HolderKind.eq(kind.as_str())).add(attribute_value::Column::HolderId.eq(key)))
        .exec(db)
        .await?;
    // Its members and its role on everything go with it by their foreign keys.
    if group::Entity::delete_by_id(key).exec(db).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::GroupRemoved { group: id });
    Ok(())
}

/// Puts a user or group into a group; that it is there already is no error.
///
/// # Errors
/// `facts` when the group would be in itself or too deep, or one of the two is not there; seen at the commit at the latest.
pub async fn add_member(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, id: GroupId, who: Principal) -> Result<(), StoreError> {
    put_member(tx, id, who).await
}

pub(crate) async fn put_member(tx: &WriteTx, id: GroupId, who: Principal) -> Result<(), StoreError> {
    if who == Principal::Organization {
        return Err(StoreError::Invalid { what: "a member", why: "everyone cannot be in a group" });
    }
    let (member_kind, member_id) = principal_columns(who);
    let model = member::Model { group_id: id.into(), member_kind, member_id };
    crate::insert_or_ignore(tx, model.into_active_model()).await?;
    tx.record(Change::MemberPut { group: id, member: who });
    Ok(())
}

/// Takes a user or group out of a group.
///
/// # Errors
/// `not_found` when it is not in there itself.
pub async fn remove_member(tx: &WriteTx, _may: &Permit<'_, Administer, Instance>, id: GroupId, who: Principal) -> Result<(), StoreError> {
    take_member(tx, id, who).await
}

pub(crate) async fn take_member(tx: &WriteTx, id: GroupId, who: Principal) -> Result<(), StoreError> {
    let (kind, key) = principal_columns(who);
    if member::Entity::delete_by_id((id.into(), kind, key)).exec(tx.db()).await?.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    tx.record(Change::MemberRemoved { group: id, member: who });
    Ok(())
}

fn of_row(row: group::Model) -> Result<Group, StoreError> {
    Ok(Group { id: row.id.into(), name: title(&row.name)?, created_at: timestamp(row.created_at)? })
}
