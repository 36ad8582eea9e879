//! User attributes: what row policies and access filters compare with; for admins.

use access::{Administer, Change, Instance, Principal, SYSTEM_ATTRIBUTES};
use serde_json::json;
use store::WriteTx;
use vocab::{AttributeKind, AttributeValue, ModelName, NameError, Title};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::effects::{self, Effects};
use crate::error::{AppError, Conflict};
use crate::groups::principal_name;

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name in models.
    pub name: ModelName,
    /// What people call it.
    pub label: String,
    /// The type of its values.
    pub kind: AttributeKind,
    /// Whether somebody can have several values.
    pub multiple: bool,
    /// What those have who have no value.
    pub default: Option<Vec<AttributeValue>>,
    /// A system attribute is read-only.
    pub system: bool,
}

/// Every attribute by name; those that the instance fills itself come last.
///
/// # Errors
/// Refused to everybody but admins, as everything here.
pub async fn list(app: &App, cx: &Cx) -> Result<Vec<Attribute>, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
    let own = store::attributes::list(&tx, &may).await?.into_iter().map(|attribute| Attribute {
        name: attribute.name,
        label: attribute.label.to_string(),
        kind: attribute.kind,
        multiple: attribute.multiple,
        default: attribute.default,
        system: false,
    });
    Ok(own.chain(SYSTEM_ATTRIBUTES.iter().filter_map(|name| system(name))).collect())
}

fn system(name: &str) -> Option<Attribute> {
    let kind = if name == "is_admin" { AttributeKind::Boolean } else { AttributeKind::String };
    let label = name.replace('_', " ");
    Some(Attribute { name: name.parse().ok()?, label, kind, multiple: name == "user_groups", default: None, system: true })
}

/// Defines an attribute.
///
/// # Errors
/// `name_taken`; a default that does not fit; a name that the instance uses itself.
pub async fn create(app: &App, cx: &Cx, attribute: Attribute) -> Result<Attribute, AppError> {
    let name = attribute.name.clone();
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        if SYSTEM_ATTRIBUTES.contains(&name.as_str()) {
            return Err(AppError::invalid("/name", "name_reserved", format!("`{name}` is an attribute of the instance itself")));
        }
        let label = if attribute.label.trim().is_empty() { name.as_str() } else { attribute.label.as_str() };
        let label: Title = label.parse().map_err(|error: NameError| AppError::invalid("/label", "label_invalid", error.to_string()))?;
        let new = store::attributes::Attribute {
            name: name.clone(),
            label,
            kind: attribute.kind,
            multiple: attribute.multiple,
            default: attribute.default.clone(),
            created_at: app.clock.now(),
        };
        store::attributes::create(&tx, &may, &new).await?;
        let details = json!({"kind": attribute.kind, "multiple": attribute.multiple, "default": attribute.default});
        Act::on("attribute_create", &name).with(details).done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(Attribute { label: new.label.to_string(), system: false, ..attribute })
    };
    watched(app, cx, "attribute_create", &name, work).await
}

/// Removes an attribute that no model uses.
///
/// # Errors
/// `in_use`, with the uses.
pub async fn delete(app: &App, cx: &Cx, name: ModelName) -> Result<(), AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let may = cx.allow::<Administer, _>(facts, Instance)?;
        let uses = uses(app, &tx, &name).await?;
        if !uses.is_empty() {
            return Err(Conflict::InUse(uses).into());
        }
        store::attributes::remove(&tx, &may, &name).await?;
        Act::on("attribute_delete", &name).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "attribute_delete", &name, work).await
}

/// The models whose rules look at the attribute.
async fn uses(app: &App, tx: &WriteTx, name: &ModelName) -> Result<Vec<String>, AppError> {
    let mut uses = Vec::new();
    for connection in store::system::all_connections(tx).await? {
        let model = match crate::models::in_force(app, tx, connection.id).await {
            Ok(model) => model,
            Err(AppError::NoModel) => continue,
            Err(error) => return Err(error),
        };
        let rules = model.rules();
        let grants = rules.grants.values().map(|grant| &grant.user_attribute);
        let policies = rules.tables.values().flat_map(|table| &table.row_policies).map(|policy| &policy.user_attribute);
        let filters = model.topics().flat_map(|topic| &topic.rules().access_filters).map(|filter| &filter.user_attribute);
        if grants.chain(policies).chain(filters).any(|used| used == name) {
            uses.push(format!("the model of {}", connection.name));
        }
    }
    Ok(uses)
}

/// Sets the values of a user or group.
///
/// # Errors
/// There is no such attribute or holder; the values do not fit.
pub async fn put_values(app: &App, cx: &Cx, holder: Principal, name: ModelName, values: Vec<AttributeValue>) -> Result<(), AppError> {
    let object = holder_text(holder);
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        store::attributes::set_value(&tx, &may, holder, &name, &values).await?;
        let act = Act::on("attribute_put", &object).called(principal_name(tx.facts(), holder));
        act.with(json!({"attribute": name, "values": values})).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "attribute_put", &object, work).await
}

/// Takes the values of a user or group away.
///
/// # Errors
/// It holds none.
pub async fn delete_values(app: &App, cx: &Cx, holder: Principal, name: ModelName) -> Result<(), AppError> {
    let object = holder_text(holder);
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        store::attributes::remove_value(&tx, &may, holder, &name).await?;
        let act = Act::on("attribute_remove", &object).called(principal_name(tx.facts(), holder));
        act.with(json!({"attribute": name})).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "attribute_remove", &object, work).await
}

/// What new values of a user or group would do, or with none taking them away; changes nothing.
///
/// # Errors
/// As for the change itself.
pub async fn preview_values(
    app: &App,
    cx: &Cx,
    holder: Principal,
    name: ModelName,
    values: Option<Vec<AttributeValue>>,
) -> Result<Effects, AppError> {
    let tx = app.read().await?;
    cx.allow::<Administer, _>(tx.facts(), Instance)?;
    let change = match values {
        Some(values) => Change::AttributeValuePut { holder, name, values },
        None => Change::AttributeValueRemoved { holder, name },
    };
    effects::of(app, &tx, &[change]).await
}

pub(crate) fn holder_text(holder: Principal) -> String {
    match holder {
        Principal::User(user) => user.to_string(),
        Principal::Group(group) => group.to_string(),
        Principal::Organization => "organization".to_owned(),
    }
}
