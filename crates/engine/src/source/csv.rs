//! CSV text into Arrow: what a file is made of is found by reading all of it, then every value is read in the type found.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder};
use arrow::compute::kernels::cast_utils::Parser;
use arrow::datatypes::{DataType, Date32Type, Field, Schema, SchemaRef, TimeUnit, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;
use csv::StringRecord;
use semantics::port::EngineError;

const BATCH_ROWS: usize = 65_536;
const COLUMN_LIMIT: usize = 2_000;

/// What the values of a column have in common so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Empty,
    Boolean,
    Integer,
    Number,
    Date,
    Timestamp,
    Text,
}

impl Kind {
    fn of(value: &str) -> Self {
        match value {
            "" => Self::Empty,
            "true" | "false" | "TRUE" | "FALSE" | "True" | "False" => Self::Boolean,
            _ if is_integer(value) => Self::Integer,
            _ if number(value).is_some() => Self::Number,
            _ if date(value).is_some() => Self::Date,
            _ if timestamp(value).is_some() => Self::Timestamp,
            _ => Self::Text,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Empty, kind) | (kind, Self::Empty) => kind,
            (Self::Integer, Self::Number) | (Self::Number, Self::Integer) => Self::Number,
            (Self::Date, Self::Timestamp) | (Self::Timestamp, Self::Date) => Self::Timestamp,
            _ => Self::Text,
        }
    }

    fn data_type(self) -> DataType {
        match self {
            Self::Boolean => DataType::Boolean,
            Self::Integer => DataType::Int64,
            Self::Number => DataType::Float64,
            Self::Date => DataType::Date32,
            Self::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, None),
            Self::Empty | Self::Text => DataType::Utf8,
        }
    }
}

/// Words for "no value" that spreadsheets and statistics programs write; they do not turn a column of numbers into text.
fn is_missing(value: &str) -> bool {
    matches!(value, "" | "NA" | "N/A" | "NULL" | "null" | "NaN" | "nan")
}

/// Codes such as `007` and `+49` are text: as numbers they would lose what they say.
fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|b| b.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'))
}

fn number(value: &str) -> Option<f64> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let leading_zero = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
    let shape = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    let exact = digits.contains(['.', 'e', 'E']) || digits.len() <= 18;
    (shape && exact && !leading_zero).then(|| value.parse().ok()).flatten().filter(|number: &f64| number.is_finite())
}

fn date_shape(value: &str) -> bool {
    let bytes = value.as_bytes();
    bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-' && bytes[..4].iter().all(u8::is_ascii_digit)
}

fn date(value: &str) -> Option<i32> {
    (value.len() == 10 && date_shape(value)).then(|| Date32Type::parse(value)).flatten()
}

fn timestamp(value: &str) -> Option<i64> {
    (date_shape(value) && (value.len() == 10 || matches!(value.as_bytes()[10], b' ' | b'T')))
        .then(|| TimestampMicrosecondType::parse(value))
        .flatten()
}

fn invalid(message: impl Into<String>) -> EngineError {
    EngineError::FileInvalid { message: message.into() }
}

fn at(error: &csv::Error) -> EngineError {
    let line = error.position().map_or(0, csv::Position::line);
    invalid(match error.kind() {
        csv::ErrorKind::Utf8 { .. } => format!("line {line} is not UTF-8 text"),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("line {line} has {len} values where the header has {expected_len}")
        }
        csv::ErrorKind::Io(_) => "it could not be read to its end".to_owned(),
        _ => format!("line {line} is not CSV"),
    })
}

/// A CSV file whose columns and types are known.
#[derive(Debug)]
pub(crate) struct CsvTable {
    schema: SchemaRef,
    kinds: Vec<Kind>,
    delimiter: u8,
    start: u64,
}

impl CsvTable {
    /// Reads the whole file once to find its delimiter, columns and types.
    pub(crate) fn examine(path: &Path) -> Result<Self, EngineError> {
        let io = |_| invalid("it cannot be opened");
        let mut input = BufReader::new(File::open(path).map_err(io)?);
        let mut head = Vec::new();
        input.by_ref().take(1 << 20).read_until(b'\n', &mut head).map_err(io)?;
        let start = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        if head.contains(&0) || head.starts_with(b"PAR1") || head.starts_with(b"PK\x03\x04") {
            return Err(invalid("it is not text"));
        }
        let count = |delimiter: u8| head.iter().filter(|&&b| b == delimiter).count();
        let delimiter = [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|&d| count(d)).unwrap_or(b',');

        let mut table = Self { schema: Arc::new(Schema::empty()), kinds: Vec::new(), delimiter, start };
        let mut reader = table.reader(path)?;
        let names = column_names(reader.headers().map_err(|e| at(&e))?)?;
        let mut kinds = vec![Kind::Empty; names.len()];
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).map_err(|e| at(&e))? {
            for (kind, value) in kinds.iter_mut().zip(&record) {
                if value.contains('\0') {
                    return Err(invalid("it is not text"));
                }
                if *kind != Kind::Text && !is_missing(value) {
                    *kind = kind.and(Kind::of(value));
                }
            }
        }
        let fields: Vec<_> = names.into_iter().zip(&kinds).map(|(name, kind)| Field::new(name, kind.data_type(), true)).collect();
        table.schema = Arc::new(Schema::new(fields));
        table.kinds = kinds;
        Ok(table)
    }

    pub(crate) fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn reader(&self, path: &Path) -> Result<csv::Reader<BufReader<File>>, EngineError> {
        let mut file = File::open(path).map_err(|_| invalid("it cannot be opened"))?;
        file.seek(std::io::SeekFrom::Start(self.start)).map_err(|_| invalid("it cannot be read"))?;
        Ok(csv::ReaderBuilder::new().delimiter(self.delimiter).flexible(false).from_reader(BufReader::with_capacity(1 << 20, file)))
    }

    /// Reads it again, in batches.
    pub(crate) fn batches(&self, path: &Path, mut each: impl FnMut(RecordBatch) -> Result<(), EngineError>) -> Result<(), EngineError> {
        let mut reader = self.reader(path)?;
        let mut columns: Vec<_> = self.kinds.iter().map(|kind| Column::new(*kind)).collect();
        let mut record = StringRecord::new();
        let mut rows = 0;
        loop {
            let more = reader.read_record(&mut record).map_err(|e| at(&e))?;
            if more {
                for (column, value) in columns.iter_mut().zip(&record) {
                    column.push(value).ok_or_else(|| invalid("it changed while it was read"))?;
                }
                rows += 1;
            }
            if rows == BATCH_ROWS || (!more && rows > 0) {
                let arrays = columns.iter_mut().map(Column::finish).collect();
                each(RecordBatch::try_new(self.schema.clone(), arrays).map_err(|e| crate::error::of_file(&e))?)?;
                rows = 0;
            }
            if !more {
                return Ok(());
            }
        }
    }
}

fn column_names(header: &StringRecord) -> Result<Vec<String>, EngineError> {
    if header.is_empty() || header.iter().all(str::is_empty) {
        return Err(invalid("it has no header line"));
    }
    if header.len() > COLUMN_LIMIT {
        return Err(invalid(format!("it has more than {COLUMN_LIMIT} columns")));
    }
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (index, name) in header.iter().enumerate() {
        let name = name.trim();
        let base = if name.is_empty() { format!("column_{}", index + 1) } else { name.to_owned() };
        if base.chars().any(char::is_control) || base.len() > 256 {
            return Err(invalid(format!("the name of column {} is not one line of at most 256 bytes", index + 1)));
        }
        let mut unique = base.clone();
        for n in 2.. {
            if !names.contains(&unique) {
                break;
            }
            unique = format!("{base}_{n}");
        }
        names.push(unique);
    }
    Ok(names)
}

enum Column {
    Boolean(BooleanBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Date(Date32Builder),
    Timestamp(TimestampMicrosecondBuilder),
    Text(StringBuilder),
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Boolean => Self::Boolean(BooleanBuilder::new()),
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Date => Self::Date(Date32Builder::new()),
            Kind::Timestamp => Self::Timestamp(TimestampMicrosecondBuilder::new()),
            Kind::Empty | Kind::Text => Self::Text(StringBuilder::new()),
        }
    }

    /// `None` when the value is not of the type found, which happens only to a file that somebody is writing to.
    fn push(&mut self, value: &str) -> Option<()> {
        if let Self::Text(builder) = self {
            builder.append_option((!value.is_empty()).then_some(value));
            return Some(());
        }
        let missing = is_missing(value);
        match self {
            Self::Boolean(builder) => builder.append_option(if missing { None } else { Some(value.eq_ignore_ascii_case("true")) }),
            Self::Integer(builder) => builder.append_option(if missing { None } else { Some(value.parse().ok()?) }),
            Self::Number(builder) => builder.append_option(if missing { None } else { Some(value.parse().ok()?) }),
            Self::Date(builder) => builder.append_option(if missing { None } else { Some(date(value)?) }),
            Self::Timestamp(builder) => builder.append_option(if missing { None } else { Some(timestamp(value)?) }),
            Self::Text(_) => {}
        }
        Some(())
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Boolean(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Number(builder) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
            Self::Timestamp(builder) => Arc::new(builder.finish()),
            Self::Text(builder) => Arc::new(builder.finish()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn kinds_of_values() {
        for (value, kind) in [
            ("12", Kind::Integer),
            ("-3", Kind::Integer),
            ("007", Kind::Text),
            ("+49 30", Kind::Text),
            ("1.50", Kind::Number),
            ("1e6", Kind::Number),
            ("00.5", Kind::Text),
            ("1234567890123456789012", Kind::Text),
            ("inf", Kind::Text),
            ("true", Kind::Boolean),
            ("2013-01-31", Kind::Date),
            ("2013-02-31", Kind::Text),
            ("2013-01-31 05:00:00", Kind::Timestamp),
            ("2013-01-31T05:00:00Z", Kind::Timestamp),
            ("2013-01", Kind::Text),
            ("", Kind::Empty),
        ] {
            assert_eq!(Kind::of(value), kind, "{value:?}");
        }
    }
}
