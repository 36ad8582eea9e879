//! Report links.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::{Scalar, present, scalars};
use super::explain::CodedText;

/// Who gets in through a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkMode {
    /// Nobody: it is off.
    Private,
    /// Signed-in people by their content role.
    Folder,
    /// Anybody who has the address.
    Everyone,
}

/// What visitors may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkRight {
    View,
    DownloadData,
}

impl From<access::LinkMode> for LinkMode {
    fn from(mode: access::LinkMode) -> Self {
        match mode {
            access::LinkMode::Private => Self::Private,
            access::LinkMode::Folder => Self::Folder,
            access::LinkMode::Everyone => Self::Everyone,
        }
    }
}

impl From<LinkMode> for access::LinkMode {
    fn from(mode: LinkMode) -> Self {
        match mode {
            LinkMode::Private => Self::Private,
            LinkMode::Folder => Self::Folder,
            LinkMode::Everyone => Self::Everyone,
        }
    }
}

impl From<access::LinkRight> for LinkRight {
    fn from(right: access::LinkRight) -> Self {
        match right {
            access::LinkRight::View => Self::View,
            access::LinkRight::DownloadData => Self::DownloadData,
        }
    }
}

impl From<LinkRight> for access::LinkRight {
    fn from(right: LinkRight) -> Self {
        match right {
            LinkRight::View => Self::View,
            LinkRight::DownloadData => Self::DownloadData,
        }
    }
}

/// A link to one report and nothing else.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Link {
    pub id: String,
    pub name: String,
    pub mode: LinkMode,
    pub rights: Vec<LinkRight>,
    /// The attribute values that visitors read with.
    pub attributes: BTreeMap<String, Vec<Scalar>>,
    pub expires_at: Option<String>,
    pub url: String,
    pub created_at: String,
    pub last_used_at: Option<String>,
    pub openings: u64,
    /// What visitors will not see as its maker does.
    pub warnings: Vec<CodedText>,
}

impl Link {
    pub(crate) fn new(link: &app::links::Link) -> Self {
        let warning = |warning: &app::links::Warning| CodedText { code: warning.code.to_owned(), text: warning.text.clone() };
        Self {
            id: link.id.to_string(),
            name: link.name.clone(),
            mode: link.mode.into(),
            rights: link.rights.iter().map(|right| LinkRight::from(*right)).collect(),
            attributes: scalars(&link.attributes),
            expires_at: link.expires_at.map(|at| at.to_string()),
            url: link.url.clone(),
            created_at: link.created_at.to_string(),
            last_used_at: link.last_used_at.map(|at| at.to_string()),
            openings: link.openings,
            warnings: link.warnings.iter().map(warning).collect(),
        }
    }
}

/// A link to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLink {
    pub name: Option<String>,
    /// `private` when absent.
    pub mode: Option<LinkMode>,
    /// `view` when absent.
    pub rights: Option<Vec<LinkRight>>,
    pub attributes: Option<BTreeMap<String, Vec<Scalar>>>,
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
}

/// What to change of a link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkChange {
    pub name: Option<String>,
    pub mode: Option<LinkMode>,
    pub rights: Option<Vec<LinkRight>>,
    pub attributes: Option<BTreeMap<String, Vec<Scalar>>>,
    /// `null`: never.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Option<String>>,
}

/// What to append to the address in the QR code.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct QrQuery {
    /// Tab and filters, as they stand after `#`.
    pub fragment: Option<String>,
}
