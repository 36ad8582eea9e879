//! The folder of a local connection: `*.parquet` and `*.csv`, one table each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use access::TableName;
use arc_swap::ArcSwap;
use semantics::port::{EngineError, TableInfo};

use super::csv::CsvTable;
use super::import::ParquetOut;
use super::table::{Stamp, Table};

/// One number per state of any folder, so that an equal number means equal tables.
static GENERATION: AtomicU64 = AtomicU64::new(1);

/// The tables of a connection at one moment.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    pub(crate) generation: u64,
    pub(crate) tables: BTreeMap<TableName, Arc<Table>>,
    pub(crate) faults: BTreeMap<TableName, TableInfo>,
}

impl Catalog {
    pub(crate) fn infos(&self) -> Vec<TableInfo> {
        let mut infos: Vec<_> = self.tables.values().map(|table| table.info()).chain(self.faults.values().cloned()).collect();
        infos.sort_by(|a, b| a.name.cmp(&b.name));
        infos
    }
}

/// The folder and what was last read of it.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    /// Where rows of CSV files are kept as Parquet.
    cache: PathBuf,
    catalog: ArcSwap<Catalog>,
    /// One reading or import at a time.
    pub(super) writing: Mutex<()>,
}

impl Folder {
    pub(crate) fn new(path: PathBuf, cache: PathBuf) -> Self {
        Self { path, cache, catalog: ArcSwap::default(), writing: Mutex::new(()) }
    }

    pub(crate) fn catalog(&self) -> Arc<Catalog> {
        self.catalog.load_full()
    }

    /// Reads the folder again. Blocks.
    pub(crate) fn read(&self) -> Result<Arc<Catalog>, EngineError> {
        let _writing = self.writing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.read_locked()
    }

    pub(super) fn read_locked(&self) -> Result<Arc<Catalog>, EngineError> {
        let former = self.catalog();
        let mut catalog = Catalog { generation: GENERATION.fetch_add(1, Ordering::Relaxed), ..Catalog::default() };
        for (name, path) in self.files()? {
            let table = match former.tables.get(&name) {
                Some(table) if table.path == path && table.is_current() => Ok(table.clone()),
                _ => self.open(&name, &path).map(Arc::new),
            };
            match table {
                Ok(table) => drop(catalog.tables.insert(name, table)),
                Err(error) => {
                    let bytes = std::fs::metadata(&path).map_or(0, |metadata| metadata.len());
                    let fault = Some(error.to_string());
                    catalog.faults.insert(name.clone(), TableInfo { name, columns: Vec::new(), rows: None, bytes, fault });
                }
            }
        }
        let catalog = Arc::new(catalog);
        self.catalog.store(catalog.clone());
        Ok(catalog)
    }

    /// The table files in order of name. A Parquet file goes before a CSV file of the same name; links, hidden files and folders are no tables.
    fn files(&self) -> Result<BTreeMap<TableName, PathBuf>, EngineError> {
        let unreadable =
            |e: std::io::Error| EngineError::Internal { message: format!("the folder of the connection cannot be read: {}", e.kind()) };
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(&self.path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let path = entry.path();
            if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
                continue;
            }
            let (Some(stem), Some(ending)) = (path.file_stem().and_then(|s| s.to_str()), path.extension().and_then(|s| s.to_str())) else {
                continue;
            };
            if stem.starts_with('.') || !matches!(ending, "parquet" | "csv") {
                continue;
            }
            let name = TableName(stem.to_owned());
            if ending == "parquet" || !files.contains_key(&name) {
                files.insert(name, path);
            }
        }
        Ok(files)
    }

    fn open(&self, name: &TableName, path: &Path) -> Result<Table, EngineError> {
        // A broken file must not take the server down, whatever a decoder does with it.
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.try_open(name, path)))
            .unwrap_or_else(|_| Err(EngineError::FileInvalid { message: "it is damaged".to_owned() }))
    }

    fn try_open(&self, name: &TableName, path: &Path) -> Result<Table, EngineError> {
        let stamp = Stamp::of(path).map_err(|e| crate::error::of_file(&e.kind()))?;
        if path.extension().is_some_and(|ending| ending == "parquet") {
            return Table::open(name.clone(), path, stamp, path);
        }
        let rows = self.cache.join(format!("{}.parquet", blake3::Hash::from_bytes(stamp.digest(path)).to_hex()));
        if !rows.exists() {
            let csv = CsvTable::examine(path)?;
            let mut out = ParquetOut::beside(&rows, csv.schema())?;
            csv.batches(path, |batch| out.write(&batch))?;
            out.finish()?.move_to(&rows)?;
        }
        Table::open(name.clone(), path, stamp, &rows)
    }
}
