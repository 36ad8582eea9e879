//! Loading all facts from one snapshot of the database.

use std::collections::HashMap;

use access::{Change, Facts};
use futures::TryStreamExt;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter};

use crate::entity::{
    ability, ability_setting, attribute, attribute_value, connection, connection_role, grant, group, instance_grant, link, member, node,
    session, setting, tenant_table, user,
};
use crate::system::own::{self, Seen};
use crate::words::{from_json, node_id, principal, title, word};
use crate::{StoreError, attributes, connections, links, nodes, settings, tenants, users};

/// Everything that decisions look at, as it stands in this snapshot.
pub(crate) async fn load(db: &DatabaseTransaction) -> Result<Facts, StoreError> {
    let mut loading = Loading { db, changes: Vec::new() };
    loading.every::<setting::Entity>(|row| settings::change_of(&row)).await?;
    people(&mut loading).await?;
    content(&mut loading).await?;
    on_connections(&mut loading).await?;
    loading.each::<link::Entity>(|row| Ok(Change::LinkPut { link: links::facts_of(&row)? })).await?;
    loading.every::<tenant_table::Entity>(|row| tenants::change_of(&row)).await?;
    stand_ins(&mut loading).await?;
    Ok(Facts::load(loading.changes)?)
}

/// Of the groups that somebody looks at the instance as a member of.
async fn stand_ins(loading: &mut Loading<'_>) -> Result<(), StoreError> {
    let viewing = session::Entity::find().filter(session::Column::ViewAs.is_not_null()).all(loading.db).await?;
    for row in viewing {
        if let Some(Seen::Group(group)) = row.view_as.as_deref().map(own::of_text).transpose()?.map(|view| view.seen) {
            loading.changes.push(Change::StandInPut { group });
        }
    }
    Ok(())
}

async fn people(loading: &mut Loading<'_>) -> Result<(), StoreError> {
    loading.each::<user::Entity>(|row| users::change_of(&row)).await?;
    loading.each::<group::Entity>(|row| Ok(Change::GroupPut { group: row.id.into(), name: title(&row.name)? })).await?;
    loading
        .each::<member::Entity>(|row| {
            Ok(Change::MemberPut { group: row.group_id.into(), member: principal(&row.member_kind, row.member_id)? })
        })
        .await?;
    loading
        .each::<attribute::Entity>(|row| {
            let attributes::Attribute { name, kind, multiple, default, .. } = attributes::of_row(row)?;
            Ok(Change::AttributePut { name, kind, multiple, default })
        })
        .await?;
    loading
        .each::<attribute_value::Entity>(|row| {
            Ok(Change::AttributeValuePut {
                holder: principal(&row.holder_kind, row.holder_id)?,
                name: word(&row.name, "an attribute's name")?,
                values: from_json(&row.stored_values, "an attribute's value")?,
            })
        })
        .await
}

async fn content(loading: &mut Loading<'_>) -> Result<(), StoreError> {
    let mut kinds = HashMap::new();
    loading
        .each::<node::Entity>(|row| {
            kinds.insert(row.id, node_id(&row.kind, row.id)?);
            nodes::change_of(&row)
        })
        .await?;
    loading
        .each::<grant::Entity>(|row| {
            Ok(Change::GrantPut {
                node: *kinds.get(&row.node_id).ok_or(StoreError::Corrupt { what: "a grant on nothing" })?,
                principal: principal(&row.principal_kind, row.principal_id)?,
                role: word(&row.role, "a role")?,
                boost: row.boost,
            })
        })
        .await?;
    loading
        .each::<instance_grant::Entity>(|row| Ok(Change::InstanceGrantPut { group: row.group_id.into(), role: word(&row.role, "a role")? }))
        .await?;
    loading
        .each::<ability_setting::Entity>(|row| {
            let ability = word(&row.ability, "an ability")?;
            Ok(Change::AbilitySettingPut { ability, available: row.available, default_on: row.default_on })
        })
        .await?;
    loading
        .each::<ability::Entity>(|row| {
            Ok(Change::AbilityPut { document: row.document_id.into(), ability: word(&row.ability, "an ability")?, on: row.switched_on })
        })
        .await
}

async fn on_connections(loading: &mut Loading<'_>) -> Result<(), StoreError> {
    loading.each::<connection::Entity>(|row| connections::change_of(&row)).await?;
    loading
        .each::<connection_role::Entity>(|row| {
            Ok(Change::ConnectionRolePut {
                connection: row.connection_id.into(),
                principal: principal(&row.principal_kind, row.principal_id)?,
                role: word(&row.role, "a connection's role")?,
            })
        })
        .await
}

struct Loading<'t> {
    db: &'t DatabaseTransaction,
    changes: Vec<Change>,
}

impl Loading<'_> {
    /// One change for each row of a table.
    async fn each<E: EntityTrait>(&mut self, mut change: impl FnMut(E::Model) -> Result<Change, StoreError>) -> Result<(), StoreError>
    where
        E::Model: FromQueryResult,
    {
        self.every::<E>(|row| change(row).map(Some)).await
    }

    /// Row by row, so that a large table is not held twice.
    async fn every<E: EntityTrait>(
        &mut self,
        mut change: impl FnMut(E::Model) -> Result<Option<Change>, StoreError>,
    ) -> Result<(), StoreError>
    where
        E::Model: FromQueryResult,
    {
        let mut rows = E::find().stream(self.db).await?;
        while let Some(row) = rows.try_next().await? {
            self.changes.extend(change(row)?);
        }
        Ok(())
    }
}
