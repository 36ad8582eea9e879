//! Report links as their makers see them.

use std::collections::{BTreeMap, BTreeSet};

use access::{Actor, Administer, Door, Facts, Instance, LinkMode, LinkRight, Manage, PublicLinks, Reason, View};
use jiff::Timestamp;
use serde_json::json;
use store::ReadTx;
use store::links::LinkSettings;
use vocab::{AttributeValue, LinkId, ModelName, ReportId, Title};

use crate::audit::{Act, watched};
use crate::cx::{App, Cx};
use crate::documents::{self, DocumentRef};
use crate::error::AppError;
use crate::fields::{Fields, Models};
use crate::reading::Reader;
use crate::tiles;

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
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn list(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId) -> Result<Vec<Link>, AppError> {
    let tx = app.read().await?;
    let document = documents::resolve(&tx, cx, document).await?;
    let may = cx.allow::<Manage, _>(tx.facts(), (document, report))?;
    let mut links = Vec::new();
    for link in store::links::list(&tx, &may).await? {
        links.push(shown(app, &tx, link).await?);
    }
    Ok(links)
}

/// Makes a link; for managers. It lets nobody in until its mode says so.
///
/// # Errors
/// The report is not there, or not this actor's to manage; values that the actor does not hold.
pub async fn create(app: &App, cx: &Cx, document: &DocumentRef, report: ReportId, settings: LinkChange) -> Result<Link, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let facts = tx.facts();
        let document = documents::resolve(&tx, cx, document).await?;
        let may = cx.allow::<Manage, _>(facts, (document, report))?;
        let outline = store::nodes::get(&tx, &cx.allow::<View, _>(facts, document)?).await?.document;
        if !outline.is_some_and(|part| part.outline.reports.iter().any(|known| known.id == report)) {
            return Err(AppError::NotFound);
        }
        let name = "Report link".parse().map_err(|_| AppError::Internal("a link's first name".to_owned()))?;
        let empty = LinkSettings {
            name,
            mode: LinkMode::Private,
            rights: BTreeSet::from([LinkRight::View]),
            attributes: BTreeMap::new(),
            expires_at: None,
        };
        let settings = settled(app, cx, facts, empty, settings)?;
        let link = store::links::create(&tx, &may, app.id(), &settings, app.clock.now()).await?;
        note("link_create", &link).done(app, cx, &tx).await?;
        tx.commit().await?;
        Ok(link.id)
    };
    let link = watched(app, cx, "link_create", report, work).await?;
    get(app, cx, link).await
}

/// One link.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn get(app: &App, cx: &Cx, link: LinkId) -> Result<Link, AppError> {
    let tx = app.read().await?;
    let may = cx.allow::<Manage, _>(tx.facts(), link)?;
    shown(app, &tx, store::links::get(&tx, &may).await?).await
}

/// Changes a link.
///
/// # Errors
/// It is not there, or not this actor's to manage; values that the actor does not hold.
pub async fn change(app: &App, cx: &Cx, link: LinkId, change: LinkChange) -> Result<Link, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), link)?;
        let present = store::links::get(&tx, &may).await?;
        let settings = settled(app, cx, tx.facts(), present.settings, change)?;
        let link = store::links::change(&tx, &may, &settings).await?;
        note("link_change", &link).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "link_change", link, work).await?;
    get(app, cx, link).await
}

/// Gives a link a new address; the former one is dead at once and for good.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn rotate(app: &App, cx: &Cx, link: LinkId) -> Result<Link, AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), link)?;
        let link = store::links::rotate(&tx, &may).await?;
        note("link_rotate", &link).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "link_rotate", link, work).await?;
    get(app, cx, link).await
}

/// Removes a link.
///
/// # Errors
/// It is not there, or not this actor's to manage.
pub async fn delete(app: &App, cx: &Cx, link: LinkId) -> Result<(), AppError> {
    let work = async {
        let tx = app.write(cx).await?;
        let may = cx.allow::<Manage, _>(tx.facts(), link)?;
        let present = store::links::get(&tx, &may).await?;
        store::links::remove(&tx, &may).await?;
        note("link_delete", &present).done(app, cx, &tx).await?;
        Ok(tx.commit().await?)
    };
    watched(app, cx, "link_delete", link, work).await
}

/// The settings after a change, when they keep the rules.
fn settled(app: &App, cx: &Cx, facts: &Facts, present: LinkSettings, change: LinkChange) -> Result<LinkSettings, AppError> {
    if let Some(Some(end)) = change.expires_at
        && end <= app.clock.now()
    {
        return Err(AppError::invalid("/expires_at", "expires_in_past", "a link cannot end before now"));
    }
    if change.rights.as_ref().is_some_and(|rights| !rights.contains(&LinkRight::View)) {
        return Err(AppError::invalid("/rights", "view_needed", "every link gives the right to view; to let nobody in, make it private"));
    }
    if let Some(attributes) = &change.attributes {
        for (name, values) in attributes {
            let unchanged = present.attributes.get(name) == Some(values);
            if !unchanged {
                attribute_allowed(cx, facts, name, values)?;
            }
        }
    }
    // Opening a link that somebody else prepared passes on its rows as well, so its values must be one's own then too.
    if change.mode.is_some_and(|mode| mode == LinkMode::Everyone && present.mode != LinkMode::Everyone) && change.attributes.is_none() {
        for (name, values) in &present.attributes {
            attribute_allowed(cx, facts, name, values)?;
        }
    }
    Ok(LinkSettings {
        name: change.name.unwrap_or(present.name),
        mode: change.mode.unwrap_or(present.mode),
        rights: change.rights.unwrap_or(present.rights),
        attributes: change.attributes.unwrap_or(present.attributes),
        expires_at: change.expires_at.unwrap_or(present.expires_at),
    })
}

/// Nobody shares rows that they may not see: the values are held by whoever sets them, unless an admin does (sharing.md §2).
fn attribute_allowed(cx: &Cx, facts: &Facts, name: &ModelName, values: &[AttributeValue]) -> Result<(), AppError> {
    let at = |code, detail: String| AppError::invalid(format!("/attributes/{name}"), code, detail);
    let Some(known) = facts.attributes().find(|attribute| attribute.name == name) else {
        return Err(at("attribute_unknown", format!("there is no user attribute `{name}` to give to visitors")));
    };
    let fits = values.iter().all(|value| value.kind() == known.kind) && (values.len() == 1 || (known.multiple && !values.is_empty()));
    if !fits {
        return Err(at("attribute_invalid", format!("the values do not fit the user attribute `{name}`")));
    }
    if cx.allow::<Administer, _>(facts, Instance).is_ok() {
        return Ok(());
    }
    let held = access::attribute_values(facts, &cx.actor, name).unwrap_or_default();
    match values.iter().find(|value| !held.contains(value)) {
        None => Ok(()),
        Some(value) => {
            Err(at("attribute_not_held", format!("you do not hold `{value}` of `{name}` yourself; an admin can set it on the link")))
        }
    }
}

fn note(verb: &'static str, link: &store::links::Link) -> Act {
    let settings = &link.settings;
    Act::on(verb, link.id).called(settings.name.as_str()).with(json!({
        "document": link.document,
        "report": link.report,
        "mode": settings.mode,
        "rights": settings.rights,
        "attributes": settings.attributes,
        "expires_at": settings.expires_at.map(|at| at.to_string()),
    }))
}

async fn shown(app: &App, tx: &ReadTx, link: store::links::Link) -> Result<Link, AppError> {
    let mut warnings = warnings(app, tx, &link).await?;
    let url = match &link.slug {
        Some(slug) => format!("{}/r/{}", app.config.public_url, slug.expose()),
        None => {
            let text = "the key of this server is not the one that the link was made with; rotate the link".to_owned();
            warnings.push(Warning { code: "address_lost", text });
            String::new()
        }
    };
    Ok(Link {
        id: link.id,
        name: link.settings.name.to_string(),
        mode: link.settings.mode,
        rights: link.settings.rights,
        attributes: link.settings.attributes,
        expires_at: link.settings.expires_at,
        url,
        created_at: link.created_at,
        last_used_at: link.last_used_at,
        openings: link.openings.unsigned_abs(),
        warnings,
    })
}

/// What a visitor without a login would not see.
async fn warnings(app: &App, tx: &ReadTx, link: &store::links::Link) -> Result<Vec<Warning>, AppError> {
    if link.settings.mode != LinkMode::Everyone {
        return Ok(Vec::new());
    }
    if link.settings.expires_at.is_some_and(|end| end <= app.clock.now()) {
        return Ok(vec![Warning { code: "expired", text: "The link has ended; nobody gets in.".to_owned() }]);
    }
    let facts = tx.facts();
    match facts.settings().public_links {
        PublicLinks::Anyone => {}
        PublicLinks::SignedIn => {
            let text = "On this instance such links let in people with a login only. An admin can change that in the settings.".to_owned();
            return Ok(vec![Warning { code: "public_links_signed_in", text }]);
        }
        PublicLinks::Off => {
            let text = "On this instance links that let everyone in are switched off. An admin can change that in the settings.".to_owned();
            return Ok(vec![Warning { code: "public_links_off", text }]);
        }
    }
    let visitor = Actor::Link(link.id);
    let may = match access::permit::<View, _>(facts, &visitor, link.id) {
        Ok(may) => may,
        Err(denied) => {
            let text = |reason: &Reason| Warning { code: reason.code(), text: reason.to_string() };
            return Ok(denied.reasons.iter().map(text).collect());
        }
    };
    let (project, _) = documents::to_show(app, tx, link.document, &may).await?;
    let Some(report) = project.report(link.report) else {
        return Ok(vec![Warning { code: "report_gone", text: "The report is not in the document any more; nobody gets in.".to_owned() }]);
    };
    let models = Models::of_report(app, tx, &project, report).await?;
    let door = Door::Link(link.id);
    let tenancy = access::tenancy(facts, &visitor, link.document, link.report, door);
    let reader = Reader { facts, actor: &visitor, witness: None, door, tenancy: &tenancy, now: app.wall_clock() };
    let fields = Fields::new(&models, reader);
    let refused = report.tiles().filter_map(|tile| {
        let error = tiles::plan_tile(report, tile.id, None, &models, &fields, reader).err()?;
        let title = if tile.title.is_empty() { "A tile without a title" } else { &tile.title };
        Some(Warning { code: error.code(), text: format!("{title}: {error}") })
    });
    Ok(refused.collect())
}
