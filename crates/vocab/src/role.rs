//! Content roles, connection roles and document abilities (access.md §2–§4). Their order is their strength.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that is no role or ability of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not one of {expected}")]
pub struct UnknownRole {
    given: String,
    expected: &'static str,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? } $expected:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every one, weakest first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it stands in JSON, the database and messages.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownRole;

            fn from_str(text: &str) -> Result<Self, UnknownRole> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(UnknownRole { given: text.to_owned(), expected: $expected }),
                }
            }
        }
    };
}

words! {
    /// What somebody may do with a folder or document.
    ContentRole {
        /// Nothing; the thing does not exist for them.
        NoAccess = "no_access",
        /// Open its reports.
        Viewer = "viewer",
        /// Change reports, workbook and workflow; add content to a folder.
        Editor = "editor",
        /// Share, move, trash.
        Manager = "manager",
        /// Transfer ownership; receives access requests.
        Owner = "owner",
    } "`no_access`, `viewer`, `editor`, `manager`, `owner`"
}

words! {
    /// What somebody may ask of a connection.
    ConnectionRole {
        /// Nothing.
        NoAccess = "no_access",
        /// See topic tiles on dashboards.
        Viewer = "viewer",
        /// Query topics, make documents.
        RestrictedQuerier = "restricted_querier",
        /// Query all views and write SQL.
        Querier = "querier",
        /// Change the shared model.
        Modeler = "modeler",
        /// Change the connection and its roles.
        ConnectionAdmin = "connection_admin",
    } "`no_access`, `viewer`, `restricted_querier`, `querier`, `modeler`, `connection_admin`"
}

words! {
    /// What a document lets anybody do at all, managers too.
    Ability {
        /// Download data or files of it.
        Download = "download",
        /// Make new deliveries and alerts.
        Schedule = "schedule",
        /// See the rows behind a value.
        Drill = "drill",
        /// Start an analysis from its reports.
        Analyze = "analyze",
        /// Copy it, its tabs or tiles.
        Duplicate = "duplicate",
        /// Upload files into it.
        UploadData = "upload_data",
        /// Content viewers see the workbook read-only.
        ViewWorkbook = "view_workbook",
        /// People without access may ask for it.
        RequestAccess = "request_access",
    } "`download`, `schedule`, `drill`, `analyze`, `duplicate`, `upload_data`, `view_workbook`, `request_access`"
}
