//! What the demo is made of: `demo/demo.json` and the files beside it, embedded in the binary.

use std::collections::BTreeMap;

use access::LinkRight;
use document::{Project, TileContent};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use vocab::{AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ContentRole, EmailAddress, Identifier, ModelName, Title};

use crate::instance::StartError;

/// Path and bytes of every file of `demo/`.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/demo.rs"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    pub(super) organization: Title,
    pub(super) attributes: Vec<Attribute>,
    /// The first one is the admin.
    pub(super) people: Vec<Person>,
    pub(super) groups: Vec<Group>,
    pub(super) connection: Connection,
    pub(super) folders: Vec<Folder>,
    pub(super) documents: Vec<Document>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attribute {
    pub(super) name: ModelName,
    pub(super) label: Title,
    pub(super) kind: AttributeKind,
    pub(super) multiple: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    /// How the rest of the plan calls this person.
    pub(super) key: String,
    pub(super) name: Title,
    pub(super) email: EmailAddress,
    pub(super) about: String,
    #[serde(default)]
    pub(super) is_admin: bool,
    #[serde(default)]
    pub(super) attributes: Values,
}

pub(super) type Values = BTreeMap<ModelName, Vec<AttributeValue>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) name: Title,
    #[serde(default)]
    pub(super) people: Vec<String>,
    /// Groups that stand before this one.
    #[serde(default)]
    pub(super) groups: Vec<String>,
    #[serde(default)]
    pub(super) attributes: Values,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Connection {
    pub(super) name: Title,
    pub(super) base_role: ConnectionRole,
    pub(super) roles: Vec<Grant<ConnectionRole>>,
}

/// A role for a person or a group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant<R> {
    #[serde(default)]
    pub(super) person: Option<String>,
    #[serde(default)]
    pub(super) group: Option<String>,
    pub(super) role: R,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Folder {
    pub(super) name: Title,
    /// A folder that stands before this one; none for the Shared hub.
    #[serde(default)]
    pub(super) inside: Option<String>,
    #[serde(default)]
    pub(super) organization_role: Option<ContentRole>,
    pub(super) grants: Vec<Grant<ContentRole>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// Its project is `documents/<file>.json`.
    pub(super) file: String,
    pub(super) name: Title,
    pub(super) identifier: Identifier,
    pub(super) folder: String,
    pub(super) links: Vec<Link>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub(super) title: Title,
    pub(super) rights: Vec<LinkRight>,
    #[serde(default)]
    pub(super) attributes: Values,
}

impl Plan {
    pub(super) fn embedded() -> Result<Self, StartError> {
        parse("demo.json")
    }
}

/// The tables: name and bytes of a Parquet file each.
pub(super) fn tables() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("data/")?.strip_suffix(".parquet")?, *bytes)))
}

/// The files of the model.
pub(super) fn model() -> BTreeMap<String, String> {
    let files = FILES.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("model/")?.to_owned(), *bytes)));
    files.map(|(name, bytes)| (name, String::from_utf8_lossy(bytes).into_owned())).collect()
}

/// The project of a document, over the demo's connection.
pub(super) fn project(file: &str, over: ConnectionId) -> Result<Project, StartError> {
    let mut project: Project = parse(&format!("documents/{file}.json"))?;
    let tiles = project.reports.iter_mut().flat_map(|report| &mut report.tabs).flat_map(|tab| &mut tab.tiles);
    for tile in tiles {
        if let TileContent::Query { connection, .. } | TileContent::Sql { connection, .. } = &mut tile.content {
            *connection = over;
        }
    }
    Ok(project)
}

fn parse<T: DeserializeOwned>(path: &str) -> Result<T, StartError> {
    let (_, bytes) =
        FILES.iter().find(|(name, _)| *name == path).ok_or_else(|| StartError::Demo(format!("`{path}` of the demo is missing")))?;
    serde_json::from_slice(bytes).map_err(|error| StartError::Demo(format!("`{path}` of the demo: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_of_the_plan_is_sound() {
        let plan = Plan::embedded().expect("a plan");
        assert!(plan.documents.len() >= 3 && plan.people.first().is_some_and(|person| person.is_admin));
        for document in &plan.documents {
            let connection = ConnectionId::from_parts(1, [1; 10]);
            let project = project(&document.file, connection).expect("a project");
            assert_eq!(project.faults(), vec![]);
            assert_eq!(project.connections(), vec![connection]);
        }
    }
}
