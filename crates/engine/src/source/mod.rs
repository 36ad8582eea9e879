//! Where tables come from: the files of one folder per connection.

pub(crate) mod csv;
pub(crate) mod folder;
pub(crate) mod import;
pub(crate) mod table;

pub(crate) use folder::{Catalog, Folder};
pub(crate) use table::Table;
