//! Report links as their makers see them.

use std::collections::{BTreeMap, BTreeSet};

use access::{LinkMode, LinkRight};
use jiff::Timestamp;
use vocab::{AttributeValue, LinkId, ModelName, ReportId, Title};

use crate::cx::{App, Cx};
use crate::documents::DocumentRef;
use crate::error::AppError;

/// Something that whoever shares a link should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Stable snake_case.
    pub code: &'static str,
    /// For a person.
    pub text: String,
}

/// A report link.
#[derive(Debug, Clone)]
pub struct Link {
    /// Which; opens nothing.
    pub id: LinkId,
    /// Its name.
    pub name: String,
    /// Who gets in.
    pub mode: LinkMode,
    /// With what rights.
    pub rights: BTreeSet<LinkRight>,
    /// What visitors' rows are computed from.
    pub attributes: BTreeMap<ModelName, Vec<AttributeValue>>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// Its full address.
    pub url: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When somebody last came through.
    pub last_used_at: Option<Timestamp>,
    /// How often somebody came through.
    pub openings: u64,
    /// What visitors would not see.
    pub warnings: Vec<Warning>,
}

/// Settings of a new link, or changes of one; what is none stays as it is.
#[derive(Debug, Clone, Default)]
pub struct LinkChange {
    /// A name.
    pub name: Option<Title>,
    /// Who gets in.
    pub mode: Option<LinkMode>,
    /// With what rights.
    pub rights: Option<BTreeSet<LinkRight>>,
    /// What visitors' rows are computed from: values that whoever sets them holds, unless an admin does.
    pub attributes: Option<BTreeMap<ModelName, Vec<AttributeValue>>>,
    /// When it ends; `Some(None)` takes the end away.
    pub expires_at: Option<Option<Timestamp>>,
}

/// The links of a report; for managers.
pub async fn list(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId) -> Result<Vec<Link>, AppError> {
    todo!()
}

/// Makes a link; for managers.
pub async fn create(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId, settings: LinkChange) -> Result<Link, AppError> {
    todo!()
}

/// One link.
pub async fn get(app: &App, cx: &Cx, link: LinkId) -> Result<Link, AppError> {
    todo!()
}

/// Changes a link.
pub async fn change(app: &App, cx: &Cx, link: LinkId, change: LinkChange) -> Result<Link, AppError> {
    todo!()
}

/// Gives a link a new address; the former one is dead at once and for good.
pub async fn rotate(app: &App, cx: &Cx, link: LinkId) -> Result<Link, AppError> {
    todo!()
}

/// Removes a link.
pub async fn delete(app: &App, cx: &Cx, link: LinkId) -> Result<(), AppError> {
    todo!()
}
