//! Whose row somebody is, of a report's tenant table.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use vocab::{AttributeValue, DocumentId, ModelName, ReportId, UserId};

use super::table::{Condition, Row, TenantEffect, TenantLimit, TenantTable};
use crate::{Actor, AttributeClash, Door, Edit, Facts, attribute_values, permit};

/// What a report's tenant table leaves to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tenancy {
    /// It sets no limits: the report has no table, or they work on the document and see its data by their roles.
    Open,
    /// What one row leaves.
    Row(TenantRow),
    /// No row is theirs: no data.
    Unassigned,
}

/// The row that somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// Its position in the table, counted from 1 as people do.
    pub number: usize,
    /// Its name.
    pub scenario: Option<String>,
    /// All of them hold.
    pub effects: Vec<TenantEffect>,
}

impl Tenancy {
    /// What one row of a table leaves, whoever it is for; nothing when there is no such row.
    #[must_use]
    pub fn of_row(table: &TenantTable, number: usize) -> Self {
        let row = number.checked_sub(1).and_then(|at| table.rows().get(at));
        row.map_or(Self::Unassigned, |row| Self::Row(TenantRow::of(number, row)))
    }
}

impl TenantRow {
    fn of(number: usize, row: &Row) -> Self {
        Self { number, scenario: row.scenario.clone(), effects: row.effects.clone() }
    }
}

/// What the tenant table of a report leaves to an actor who comes by this door: the first row all of whose conditions hold.
///
/// It adds to access filters and row policies, and replaces none. Who edits the document sees the data by their roles, and so does everybody in
/// the workbook itself; through a report link the table binds everyone. Who may merely look at the workbook stays a content viewer.
#[must_use]
pub fn tenancy(facts: &Facts, actor: &Actor, document: DocumentId, report: ReportId, door: Door) -> Tenancy {
    tenancy_by(facts, actor, document, facts.tenants(document, report).map(AsRef::as_ref), door)
}

/// The same by a table that is not in force, for showing what it would change.
#[must_use]
pub fn tenancy_by(facts: &Facts, actor: &Actor, document: DocumentId, table: Option<&TenantTable>, door: Door) -> Tenancy {
    let Some(table) = table else { return Tenancy::Open };
    match door {
        Door::Workbook => return Tenancy::Open,
        Door::Dashboard(_) if permit::<Edit, _>(facts, actor, document).is_ok() => return Tenancy::Open,
        Door::Dashboard(_) | Door::Link(_) => {}
    }
    first(table, &Somebody::new(facts, Who::Actor(actor)))
}

/// The same for somebody of whom only an address is known, proved or not: for showing what a table would leave them.
#[must_use]
pub fn tenancy_of_address(facts: &Facts, table: &TenantTable, address: &str) -> Tenancy {
    first(table, &Somebody::new(facts, Who::Address(address)))
}

fn first(table: &TenantTable, somebody: &Somebody<'_>) -> Tenancy {
    for (at, row) in table.rows().iter().enumerate() {
        let mut holds = true;
        for condition in &row.conditions {
            match somebody.satisfies(condition) {
                Ok(true) => {}
                Ok(false) => {
                    holds = false;
                    break;
                }
                // Whether the row is theirs cannot be said, and a later row might give more.
                Err(_) => return Tenancy::Unassigned,
            }
        }
        if holds {
            return Tenancy::Row(TenantRow::of(at + 1, row));
        }
    }
    Tenancy::Unassigned
}

impl fmt::Display for Tenancy {
    /// `row 3 (United): flights.carrier = UA`, `all rows`, or `none: no row of the tenant table`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = match self {
            Self::Open => return f.write_str("all rows"),
            Self::Unassigned => return f.write_str("none: no row of the tenant table"),
            Self::Row(row) => row,
        };
        write!(f, "row {}", row.number)?;
        if let Some(scenario) = &row.scenario {
            write!(f, " ({scenario})")?;
        }
        f.write_str(if row.effects.is_empty() { ": all rows" } else { ": " })?;
        for (at, effect) in row.effects.iter().enumerate() {
            let and = if at == 0 { "" } else { " and " };
            match &effect.limit {
                TenantLimit::OneOf(values) => {
                    let named = values.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(" or ");
                    write!(f, "{and}{} = {named}", effect.field)?;
                    if values.len() > NAMED {
                        write!(f, " or {} more", values.len() - NAMED)?;
                    }
                }
                TenantLimit::AtLeast(value) => write!(f, "{and}{} >= {value}", effect.field)?,
                TenantLimit::AtMost(value) => write!(f, "{and}{} <= {value}", effect.field)?,
            }
        }
        Ok(())
    }
}

/// So many values are named; the rest is counted.
const NAMED: usize = 8;

struct Somebody<'f> {
    facts: &'f Facts,
    who: Who<'f>,
    /// Looked up once for all rows of a table.
    known: RefCell<BTreeMap<String, Rc<[String]>>>,
}

#[derive(Clone, Copy)]
enum Who<'f> {
    Actor(&'f Actor),
    Address(&'f str),
}

impl<'f> Somebody<'f> {
    const fn new(facts: &'f Facts, who: Who<'f>) -> Self {
        Self { facts, who, known: RefCell::new(BTreeMap::new()) }
    }

    fn satisfies(&self, condition: &Condition) -> Result<bool, AttributeClash> {
        match condition {
            Condition::User(wanted) => {
                let addresses = self.values("user_email")?;
                if wanted.iter().any(|value| addresses.iter().any(|own| own.eq_ignore_ascii_case(value))) {
                    return Ok(true);
                }
                let ids = self.values("user_id")?;
                if wanted.iter().any(|value| ids.contains(value)) {
                    return Ok(true);
                }
                let names = self.values("user_name")?;
                // Nobody becomes an address or an id by taking it for a name.
                let mut meant = wanted.iter().filter(|value| !value.contains('@') && !value.starts_with(UserId::PREFIX));
                Ok(meant.any(|value| names.contains(value)) && names.iter().all(|name| self.alone_with(name)))
            }
            Condition::Group(wanted) => {
                let names = self.values("user_groups")?;
                Ok(wanted.iter().any(|value| names.contains(value)))
            }
            Condition::EmailDomain(wanted) => {
                let addresses = self.values("user_email")?;
                let domains: Vec<&str> = addresses.iter().filter_map(|own| own.rsplit_once('@')).map(|(_, domain)| domain).collect();
                Ok(wanted.iter().any(|value| domains.iter().any(|own| own.eq_ignore_ascii_case(value))))
            }
            Condition::Attribute(name, wanted) => {
                let values = self.values(name.as_str())?;
                Ok(wanted.iter().any(|value| values.contains(value)))
            }
        }
    }

    /// The values of an attribute, one of the system's or not, as a table writes them.
    fn values(&self, name: &str) -> Result<Rc<[String]>, AttributeClash> {
        if let Some(known) = self.known.borrow().get(name) {
            return Ok(Rc::clone(known));
        }
        let values: Vec<String> = match (self.who, name.parse::<ModelName>()) {
            (Who::Actor(actor), Ok(attribute)) => texts(attribute_values(self.facts, actor, &attribute)?),
            (Who::Address(address), _) if name == "user_email" => vec![address.to_owned()],
            (Who::Address(_), _) | (_, Err(_)) => Vec::new(),
        };
        let values: Rc<[String]> = values.into();
        self.known.borrow_mut().insert(name.to_owned(), Rc::clone(&values));
        Ok(values)
    }

    /// Names are not unique: one that two people have says of neither that they are meant. Visitors of links have theirs from the link.
    fn alone_with(&self, name: &str) -> bool {
        match self.who {
            Who::Actor(Actor::User(_)) => self.facts.users().filter(|user| user.name == name).take(2).count() == 1,
            _ => true,
        }
    }
}

fn texts(values: Vec<AttributeValue>) -> Vec<String> {
    let text = |value: AttributeValue| match value {
        AttributeValue::String(text) => text,
        AttributeValue::Number(number) => number.to_string(),
        AttributeValue::Boolean(value) => value.to_string(),
    };
    values.into_iter().map(text).collect()
}
