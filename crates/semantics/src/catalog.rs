//! What the model is checked against (the tables of a connection) and what it is read from (its files).

use std::collections::BTreeMap;

use access::TableName;
use serde::{Deserialize, Serialize};
use vocab::DataType;

/// The model files of a connection: file name to text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModelFiles(pub BTreeMap<String, String>);

impl ModelFiles {
    /// The files of a list of name and text.
    pub fn from_pairs<N: Into<String>, T: Into<String>>(pairs: impl IntoIterator<Item = (N, T)>) -> Self {
        Self(pairs.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
    }
}

/// The tables of a connection with their columns, in the order of the table. Names are byte exact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalog {
    /// Table to columns.
    pub tables: BTreeMap<TableName, Vec<(String, DataType)>>,
}

impl Catalog {
    /// The catalog of what the engine found; tables with a fault have no columns and are left out.
    #[must_use]
    pub fn from_tables(tables: &[crate::port::TableInfo]) -> Self {
        Self { tables: tables.iter().filter(|t| t.fault.is_none()).map(|t| (t.name.clone(), t.columns.clone())).collect() }
    }

    pub(crate) fn column(&self, table: &TableName, column: &str) -> Option<DataType> {
        self.tables.get(table)?.iter().find(|(name, _)| name == column).map(|(_, data_type)| *data_type)
    }
}
