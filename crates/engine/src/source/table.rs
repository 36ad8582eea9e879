//! One table: an open Parquet file, its columns and its version.

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::TableName;
use arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef};
use datafusion::common::Statistics;
use datafusion::datasource::physical_plan::parquet::metadata::DFParquetMetadata;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::file::metadata::PageIndexPolicy;
use semantics::port::{EngineError, TableInfo};

use crate::encode::data_type;
use crate::error::of_file;
use crate::reader::PinnedFile;

/// What a file looked like from outside when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    bytes: u64,
    modified: (i64, i64),
    inode: u64,
}

impl Stamp {
    pub(crate) fn of(path: &Path) -> std::io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        Ok(Self { bytes: metadata.len(), modified: (metadata.mtime(), metadata.mtime_nsec()), inode: metadata.ino() })
    }

    /// Bytes that differ whenever the stamp does.
    pub(crate) fn digest(&self, path: &Path) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for number in [self.bytes, self.modified.0.cast_unsigned(), self.modified.1.cast_unsigned(), self.inode] {
            hasher.update(&number.to_le_bytes());
        }
        hasher.update(path.as_os_str().as_encoded_bytes());
        *hasher.finalize().as_bytes()
    }
}

/// A table that can be read.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: TableName,
    /// The file in the connection's folder; for CSV another file holds the rows.
    pub(crate) path: PathBuf,
    pub(crate) stamp: Stamp,
    /// Changes whenever the rows may have.
    pub(crate) version: [u8; 32],
    pub(crate) pinned: PinnedFile,
    /// Every column, with strings as views: they are filtered and grouped without being copied.
    pub(crate) schema: SchemaRef,
    pub(crate) statistics: Statistics,
}

impl Table {
    /// Opens `rows`, a Parquet file that holds the rows of the table file `path`.
    pub(crate) fn open(name: TableName, path: &Path, stamp: Stamp, rows: &Path) -> Result<Self, EngineError> {
        let file = File::open(rows).map_err(|e| of_file(&e))?;
        let options = ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Optional);
        let metadata = ArrowReaderMetadata::load(&file, options).map_err(|e| of_file(&e))?;
        let schema = Arc::new(readable_schema(metadata.schema())?);
        let statistics = DFParquetMetadata::statistics_from_parquet_metadata(metadata.metadata(), &schema).map_err(|e| of_file(&e))?;
        let version = stamp.digest(path);
        let pinned = PinnedFile { file: Arc::new(file), metadata: metadata.metadata().clone() };
        Ok(Self { name, path: path.to_owned(), stamp, version, pinned, schema, statistics })
    }

    pub(crate) fn rows(&self) -> u64 {
        self.pinned.metadata.file_metadata().num_rows().max(0).cast_unsigned()
    }

    pub(crate) fn info(&self) -> TableInfo {
        TableInfo {
            name: self.name.clone(),
            columns: self.schema.fields().iter().map(|field| (field.name().clone(), data_type(field.data_type()))).collect(),
            rows: Some(self.rows()),
            bytes: self.stamp.bytes,
            fault: None,
        }
    }

    /// Whether the file is still the one that was opened.
    pub(crate) fn is_current(&self) -> bool {
        Stamp::of(&self.path).is_ok_and(|stamp| stamp == self.stamp)
    }
}

/// The columns as queries see them: texts of every Arrow kind are one type, and metadata of the file stays in the file.
fn readable_schema(schema: &Schema) -> Result<Schema, EngineError> {
    let mut names = BTreeSet::new();
    if schema.fields().is_empty() {
        return Err(EngineError::FileInvalid { message: "it has no columns".to_owned() });
    }
    for field in schema.fields() {
        if field.name().is_empty() || !names.insert(field.name().as_str()) {
            return Err(EngineError::FileInvalid { message: format!("the column name `{}` is empty or there twice", field.name()) });
        }
    }
    let fields: Vec<FieldRef> = schema
        .fields()
        .iter()
        .map(|field| {
            let data_type = match field.data_type() {
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => DataType::Utf8View,
                DataType::Dictionary(_, value) if matches!(**value, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) => {
                    DataType::Utf8View
                }
                DataType::Binary | DataType::LargeBinary | DataType::BinaryView => DataType::BinaryView,
                other => other.clone(),
            };
            Arc::new(Field::new(field.name(), data_type, true))
        })
        .collect();
    Ok(Schema::new(fields))
}
