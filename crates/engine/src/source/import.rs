//! Making an uploaded file a table: read all of it, write it anew beside the former one, then rename.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use access::TableName;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use semantics::port::{EngineError, FileKind, TableInfo};

use super::csv::CsvTable;
use super::folder::Folder;
use crate::error::of_file;

/// Groups small enough that two cores share a million rows and that a policy prunes well, large enough to scan fast.
const GROUP_ROWS: usize = 262_144;
/// A file that unfolds to more is a bomb or in the wrong place.
const ROW_LIMIT: u64 = 4_000_000_000;

static SERIAL: AtomicU64 = AtomicU64::new(0);

/// Whether a table can be called so: it becomes a file name.
fn name_is_sane(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        && name.trim() == name
        && !name.starts_with('-')
}

/// Checks `upload` and makes it the table `name` of the folder. Blocks. On any error the former table stays.
pub(crate) fn import(folder: &Folder, name: &TableName, kind: FileKind, upload: &Path) -> Result<TableInfo, EngineError> {
    if !name_is_sane(name.as_str()) {
        return Err(EngineError::FileInvalid {
            message: "the name of a table has 1 to 64 letters, digits, `_`, `-` or spaces inside".to_owned(),
        });
    }
    let target = folder.path.join(format!("{}.parquet", name.as_str()));
    let written = std::panic::catch_unwind(|| match kind {
        FileKind::Parquet => rewrite_parquet(upload, &target),
        FileKind::Csv => rewrite_csv(upload, &target),
    })
    .unwrap_or_else(|_| Err(EngineError::FileInvalid { message: "it is damaged".to_owned() }))?;

    let _writing = folder.writing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    written.move_to(&target)?;
    let csv = folder.path.join(format!("{}.csv", name.as_str()));
    if csv.exists() {
        std::fs::remove_file(&csv).map_err(|e| crate::error::internal(&e))?;
    }
    let catalog = folder.read_locked()?;
    match (catalog.tables.get(name), catalog.faults.get(name)) {
        (Some(table), _) => Ok(table.info()),
        (None, Some(fault)) => Err(EngineError::Internal { message: fault.fault.clone().unwrap_or_default() }),
        (None, None) => Err(EngineError::Internal { message: "the written table is not there".to_owned() }),
    }
}

fn rewrite_csv(upload: &Path, target: &Path) -> Result<Written, EngineError> {
    let csv = CsvTable::examine(upload)?;
    let mut out = ParquetOut::beside(target, csv.schema())?;
    csv.batches(upload, |batch| out.write(&batch))?;
    out.finish()
}

fn rewrite_parquet(upload: &Path, target: &Path) -> Result<Written, EngineError> {
    let file = File::open(upload).map_err(|e| of_file(&e.kind()))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| of_file(&e))?;
    let rows = builder.metadata().file_metadata().num_rows();
    if u64::try_from(rows).map_or(true, |rows| rows > ROW_LIMIT) {
        return Err(EngineError::FileInvalid { message: format!("it has more than {ROW_LIMIT} rows") });
    }
    let schema = plain_schema(builder.schema());
    let mut out = ParquetOut::beside(target, schema.clone())?;
    for batch in builder.with_batch_size(16_384).build().map_err(|e| of_file(&e))? {
        let batch = batch.map_err(|e| of_file(&e))?;
        let columns = batch.columns().iter().zip(schema.fields()).map(|(column, field)| {
            if column.data_type() == field.data_type() { Ok(column.clone()) } else { cast(column, field.data_type()) }
        });
        let columns = columns.collect::<Result<_, _>>().map_err(|e| of_file(&e))?;
        out.write(&RecordBatch::try_new(schema.clone(), columns).map_err(|e| of_file(&e))?)?;
    }
    let written = out.finish()?;
    if written.rows != rows.cast_unsigned() {
        return Err(EngineError::FileInvalid { message: "its rows are not as many as it says".to_owned() });
    }
    Ok(written)
}

/// Dictionaries become what they stand for (Parquet has its own), and nothing of the file's key-value metadata is kept.
fn plain_schema(schema: &Schema) -> SchemaRef {
    let fields: Vec<_> = schema
        .fields()
        .iter()
        .map(|field| {
            let data_type = match field.data_type() {
                DataType::Dictionary(_, value) => value.as_ref().clone(),
                other => other.clone(),
            };
            Field::new(field.name(), data_type, true)
        })
        .collect();
    Arc::new(Schema::new(fields))
}

/// A Parquet file being written under a temporary name; it disappears unless it is moved.
pub(crate) struct ParquetOut {
    writer: ArrowWriter<BufWriter<File>>,
    part: Part,
}

struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // Nothing can be done about a leftover here; its name keeps it from being a table.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A complete file under its temporary name.
pub(crate) struct Written {
    part: Part,
    rows: u64,
}

impl ParquetOut {
    /// Starts a file in the folder of `target`, so that the last step is a rename.
    pub(crate) fn beside(target: &Path, schema: SchemaRef) -> Result<Self, EngineError> {
        let names: std::collections::BTreeSet<_> = schema.fields().iter().map(|field| field.name()).collect();
        if schema.fields().is_empty() || names.len() != schema.fields().len() || names.iter().any(|name| name.is_empty()) {
            return Err(EngineError::FileInvalid { message: "its columns need names, each a different one".to_owned() });
        }
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let part = Part(target.with_file_name(format!(".{}-{serial}.part", std::process::id())));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part.0).map_err(|e| crate::error::internal(&e))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::LZ4_RAW)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_statistics_enabled(EnabledStatistics::Page)
            .build();
        let writer = ArrowWriter::try_new(BufWriter::with_capacity(1 << 20, file), schema, Some(properties)).map_err(|e| of_file(&e))?;
        Ok(Self { writer, part })
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), EngineError> {
        self.writer.write(batch).map_err(|e| of_file(&e))
    }

    pub(crate) fn finish(mut self) -> Result<Written, EngineError> {
        let metadata = self.writer.finish().map_err(|e| crate::error::internal(&e))?;
        let rows = metadata.file_metadata().num_rows().max(0).cast_unsigned();
        let buffered = self.writer.inner_mut();
        buffered.flush().and_then(|()| buffered.get_ref().sync_all()).map_err(|e| crate::error::internal(&e))?;
        Ok(Written { part: self.part, rows })
    }
}

impl Written {
    /// Puts it in place in one step that survives a crash.
    pub(crate) fn move_to(self, target: &Path) -> Result<(), EngineError> {
        let moved = std::fs::rename(&self.part.0, target).and_then(|()| match target.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        });
        moved.map_err(|e| crate::error::internal(&e))
    }
}
