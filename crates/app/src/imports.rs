//! Values of user attributes from a table: one line for each person and attribute, each answered by itself.

use std::collections::BTreeMap;

use access::{Administer, Change, Instance, Principal};
use serde_json::json;
use vocab::{AttributeKind, AttributeValue, EmailAddress, ModelName};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::effects::{self, Effects};
use crate::error::AppError;

/// One line: whose, which attribute, its values; none takes the own values away.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where it stands, from 1.
    pub number: u64,
    /// Whose, as written.
    pub email: String,
    /// Which attribute, as written.
    pub attribute: String,
    /// Its values, as written.
    pub values: Vec<String>,
}

/// What comes of a line.
#[derive(Debug, Clone)]
pub struct Answered {
    /// Where it stands.
    pub number: u64,
    /// What is wrong with it; none when it is fine.
    pub fault: Option<String>,
}

/// What comes of an import.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Each line.
    pub lines: Vec<Answered>,
    /// Whether anything was changed: all lines, or none.
    pub changed: bool,
    /// What it does, or would do.
    pub effects: Option<Effects>,
}

/// Sets the values of all lines in one go, when every line is fine; otherwise nothing, and each line says what is wrong with it.
///
/// # Errors
/// Refused to everybody but admins.
pub async fn attributes(app: &App, cx: &Cx, lines: Vec<Line>, dry_run: bool) -> Result<Imported, AppError> {
    let work = async {
        if dry_run {
            let tx = app.read().await?;
            cx.allow::<Administer, _>(tx.facts(), Instance)?;
            let (answers, changes) = read(tx.facts(), &lines);
            let fine = answers.iter().all(|line| line.fault.is_none());
            let effects = if fine { Some(effects::of(app, &tx, &changes).await?) } else { None };
            return Ok(Imported { lines: answers, changed: false, effects });
        }
        let tx = app.write(cx).await?;
        let may = cx.allow::<Administer, _>(tx.facts(), Instance)?;
        let (answers, changes) = read(tx.facts(), &lines);
        if answers.iter().any(|line| line.fault.is_some()) {
            return Ok(Imported { lines: answers, changed: false, effects: None });
        }
        let effects = effects::of(app, &tx, &changes).await?;
        let mut attributes: BTreeMap<String, u64> = BTreeMap::new();
        for change in &changes {
            match change {
                Change::AttributeValuePut { holder, name, values } => {
                    store::attributes::set_value(&tx, &may, *holder, name, values).await?;
                    *attributes.entry(name.to_string()).or_default() += 1;
                    let who = crate::attributes::holder_text(*holder);
                    Act::on("attribute_put", who)
                        .with(json!({"attribute": name, "values": values, "import": true}))
                        .done(app, cx, &tx)
                        .await?;
                }
                Change::AttributeValueRemoved { holder, name } => {
                    store::attributes::remove_value(&tx, &may, *holder, name).await?;
                    *attributes.entry(name.to_string()).or_default() += 1;
                    let who = crate::attributes::holder_text(*holder);
                    Act::on("attribute_remove", who).with(json!({"attribute": name, "import": true})).done(app, cx, &tx).await?;
                }
                _ => {}
            }
        }
        Act::on("attribute_import", "attributes")
            .with(json!({"lines": answers.len(), "attributes": attributes}))
            .done(app, cx, &tx)
            .await?;
        tx.commit().await?;
        Ok(Imported { lines: answers, changed: true, effects: Some(effects) })
    };
    watched(app, cx, "attribute_import", "attributes", work).await
}

fn read(facts: &access::Facts, lines: &[Line]) -> (Vec<Answered>, Vec<Change>) {
    let people: BTreeMap<String, vocab::UserId> = facts.users().map(|user| (user.email.to_string(), user.id)).collect();
    let kinds: BTreeMap<ModelName, (AttributeKind, bool)> =
        facts.attributes().map(|known| (known.name.clone(), (known.kind, known.multiple))).collect();
    let mut seen = BTreeMap::new();
    let mut answers = Vec::with_capacity(lines.len());
    let mut changes = Vec::new();
    for line in lines {
        let change = one(facts, &people, &kinds, line).and_then(|change| {
            let before = place(&change).and_then(|place| seen.insert(place, line.number));
            match before {
                Some(before) => Err(format!("line {before} says something about the same person and attribute")),
                None => Ok(change),
            }
        });
        let fault = match change {
            Ok(Some(change)) => {
                changes.push(change);
                None
            }
            Ok(None) => None,
            Err(fault) => Some(fault),
        };
        answers.push(Answered { number: line.number, fault });
    }
    (answers, changes)
}

fn place(change: &Option<Change>) -> Option<(Principal, ModelName)> {
    match change {
        Some(Change::AttributeValuePut { holder, name, .. } | Change::AttributeValueRemoved { holder, name }) => {
            Some((*holder, name.clone()))
        }
        _ => None,
    }
}

fn one(
    facts: &access::Facts,
    people: &BTreeMap<String, vocab::UserId>,
    kinds: &BTreeMap<ModelName, (AttributeKind, bool)>,
    line: &Line,
) -> Result<Option<Change>, String> {
    let email: EmailAddress = line.email.parse().map_err(|_| format!("`{}` is not an e-mail address", line.email))?;
    let user = people.get(email.as_str()).ok_or_else(|| format!("nobody here has the address `{email}`"))?;
    let unknown = || format!("there is no attribute `{}`", line.attribute);
    let name: ModelName = line.attribute.parse().map_err(|_| unknown())?;
    let (kind, multiple) = kinds.get(&name).ok_or_else(unknown)?;
    let holder = Principal::User(*user);
    let own = facts.own_attributes(holder).into_iter().any(|(known, _)| *known == name);
    if line.values.is_empty() {
        return Ok(own.then_some(Change::AttributeValueRemoved { holder, name }));
    }
    if line.values.len() > 1 && !multiple {
        return Err(format!("`{name}` holds one value, and here are {}", line.values.len()));
    }
    let values = line.values.iter().map(|text| value(*kind, text)).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(Change::AttributeValuePut { holder, name, values }))
}

fn value(kind: AttributeKind, text: &str) -> Result<AttributeValue, String> {
    match kind {
        AttributeKind::String => Ok(AttributeValue::String(text.to_owned())),
        AttributeKind::Number => {
            let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            number.map(AttributeValue::Number).ok_or_else(|| format!("`{text}` is not a number"))
        }
        AttributeKind::Boolean => match text.trim() {
            "true" => Ok(AttributeValue::Boolean(true)),
            "false" => Ok(AttributeValue::Boolean(false)),
            _ => Err(format!("`{text}` is neither `true` nor `false`")),
        },
    }
}
