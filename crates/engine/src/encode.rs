//! From record batches to bytes: Arrow IPC, JSON rows, CSV.
//!
//! Whatever type a column has inside, it goes out as one of six: text, whole number, number, truth value, day, point in time.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringBuilder};
use arrow::compute::cast;
use arrow::datatypes as arrow_types;
use arrow::datatypes::{DataType as ArrowType, Field, Schema, SchemaRef, TimeUnit};
use arrow::error::ArrowError;
use arrow::ipc::writer::StreamWriter;
use arrow::record_batch::RecordBatch;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use bytes::Bytes;
use semantics::port::Format;
use vocab::DataType;

/// The type as a reader thinks of it.
pub(crate) fn data_type(data_type: &ArrowType) -> DataType {
    match data_type {
        ArrowType::Utf8 | ArrowType::LargeUtf8 | ArrowType::Utf8View => DataType::Text,
        ArrowType::Int8
        | ArrowType::Int16
        | ArrowType::Int32
        | ArrowType::Int64
        | ArrowType::UInt8
        | ArrowType::UInt16
        | ArrowType::UInt32
        | ArrowType::UInt64 => DataType::Integer,
        ArrowType::Float16
        | ArrowType::Float32
        | ArrowType::Float64
        | ArrowType::Decimal32(..)
        | ArrowType::Decimal64(..)
        | ArrowType::Decimal128(..)
        | ArrowType::Decimal256(..) => DataType::Number,
        ArrowType::Boolean => DataType::Boolean,
        ArrowType::Date32 | ArrowType::Date64 => DataType::Date,
        ArrowType::Timestamp(..) => DataType::Timestamp,
        ArrowType::Dictionary(_, value) => self::data_type(value),
        _ => DataType::Other,
    }
}

/// The one Arrow type that columns of this kind leave in. Decimals keep their digits where digits are written.
fn outgoing(inside: &ArrowType, format: Format) -> ArrowType {
    match data_type(inside) {
        DataType::Text | DataType::Other => ArrowType::Utf8,
        DataType::Integer => ArrowType::Int64,
        DataType::Number if format != Format::ArrowStream && is_decimal(inside) => inside.clone(),
        DataType::Number => ArrowType::Float64,
        DataType::Boolean => ArrowType::Boolean,
        DataType::Date => ArrowType::Date32,
        DataType::Timestamp => ArrowType::Timestamp(TimeUnit::Microsecond, None),
    }
}

fn is_decimal(data_type: &ArrowType) -> bool {
    matches!(data_type, ArrowType::Decimal32(..) | ArrowType::Decimal64(..) | ArrowType::Decimal128(..) | ArrowType::Decimal256(..))
}

fn convert(column: &ArrayRef, to: &ArrowType) -> Result<ArrayRef, ArrowError> {
    if column.data_type() == to {
        return Ok(column.clone());
    }
    if to == &ArrowType::Utf8 && data_type(column.data_type()) == DataType::Other && column.data_type() != &ArrowType::Null {
        return as_text(column);
    }
    cast(column, to)
}

/// Lists, intervals, binary and the like, as they are written.
fn as_text(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let options = FormatOptions::default().with_display_error(true);
    let formatter = ArrayFormatter::try_new(column, &options)?;
    let mut texts = StringBuilder::new();
    for row in 0..column.len() {
        if column.is_null(row) {
            texts.append_null();
        } else {
            texts.append_value(formatter.value(row).to_string());
        }
    }
    Ok(Arc::new(texts.finish()))
}

/// Turns the batches of one answer into bytes, piece by piece.
pub(crate) struct Encoder {
    schema: SchemaRef,
    kind: Kind,
}

enum Kind {
    Arrow(Box<StreamWriter<Vec<u8>>>),
    Json { first: bool },
    Csv { first: bool },
}

impl Encoder {
    pub(crate) fn new(inside: &Schema, format: Format) -> Result<Self, ArrowError> {
        let fields: Vec<_> =
            inside.fields().iter().map(|field| Field::new(field.name(), outgoing(field.data_type(), format), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let kind = match format {
            Format::ArrowStream => Kind::Arrow(Box::new(StreamWriter::try_new(Vec::new(), &schema)?)),
            Format::Json => Kind::Json { first: true },
            Format::Csv => Kind::Csv { first: true },
        };
        Ok(Self { schema, kind })
    }

    pub(crate) fn batch(&mut self, batch: &RecordBatch) -> Result<Bytes, ArrowError> {
        let columns = batch.columns().iter().zip(self.schema.fields()).map(|(column, field)| convert(column, field.data_type()));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        match &mut self.kind {
            Kind::Arrow(writer) => {
                let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
                writer.write(&RecordBatch::try_new_with_options(self.schema.clone(), columns, &options)?)?;
                Ok(std::mem::take(writer.get_mut()).into())
            }
            Kind::Json { first } => {
                let cells = columns.iter().map(JsonCells::new).collect::<Result<Vec<_>, _>>()?;
                let mut out = Vec::with_capacity(batch.num_rows() * cells.len() * 8);
                for row in 0..batch.num_rows() {
                    out.extend_from_slice(if std::mem::take(first) { b"[[" } else { b",[" });
                    for (index, cell) in cells.iter().enumerate() {
                        if index > 0 {
                            out.push(b',');
                        }
                        cell.write(row, &mut out);
                    }
                    out.push(b']');
                }
                Ok(out.into())
            }
            Kind::Csv { first } => {
                let mut out = Vec::with_capacity(batch.num_rows() * columns.len() * 8);
                if std::mem::take(first) {
                    csv_header(&self.schema, &mut out);
                }
                let cells = columns.iter().map(CsvCells::new).collect::<Result<Vec<_>, _>>()?;
                for row in 0..batch.num_rows() {
                    for (index, cell) in cells.iter().enumerate() {
                        if index > 0 {
                            out.push(b',');
                        }
                        cell.write(row, &mut out);
                    }
                    out.extend_from_slice(b"\r\n");
                }
                Ok(out.into())
            }
        }
    }

    /// What closes the encoding.
    pub(crate) fn finish(&mut self) -> Result<Bytes, ArrowError> {
        Ok(match &mut self.kind {
            Kind::Arrow(writer) => {
                writer.finish()?;
                std::mem::take(writer.get_mut()).into()
            }
            Kind::Json { first: true } => Bytes::from_static(b"[]"),
            Kind::Json { first: false } => Bytes::from_static(b"]"),
            Kind::Csv { first: true } => {
                let mut out = Vec::new();
                csv_header(&self.schema, &mut out);
                out.into()
            }
            Kind::Csv { first: false } => Bytes::new(),
        })
    }
}

fn formats() -> FormatOptions<'static> {
    FormatOptions::default().with_display_error(true).with_null("").with_timestamp_format(Some("%Y-%m-%dT%H:%M:%S%.f"))
}

/// The text of values whose text needs no escaping: numbers, days, points in time.
fn plain<'a>(column: &'a ArrayRef, options: &'a FormatOptions<'static>) -> Result<ArrayFormatter<'a>, ArrowError> {
    ArrayFormatter::try_new(column.as_ref(), options)
}

struct JsonCells<'a> {
    column: &'a ArrayRef,
    texts: Vec<String>,
}

impl<'a> JsonCells<'a> {
    fn new(column: &'a ArrayRef) -> Result<Self, ArrowError> {
        let texts = match column.data_type() {
            ArrowType::Utf8 | ArrowType::Boolean | ArrowType::Int64 | ArrowType::Float64 => Vec::new(),
            _ => {
                let options = formats();
                let formatter = plain(column, &options)?;
                (0..column.len()).map(|row| formatter.value(row).to_string()).collect()
            }
        };
        Ok(Self { column, texts })
    }

    fn write(&self, row: usize, out: &mut Vec<u8>) {
        if self.column.is_null(row) {
            out.extend_from_slice(b"null");
            return;
        }
        let written = match self.column.data_type() {
            ArrowType::Utf8 => serde_json::to_writer(&mut *out, self.column.as_string::<i32>().value(row)),
            ArrowType::Boolean => serde_json::to_writer(&mut *out, &self.column.as_boolean().value(row)),
            ArrowType::Int64 => serde_json::to_writer(&mut *out, &self.column.as_primitive::<arrow_types::Int64Type>().value(row)),
            // Infinity and NaN have no JSON and become null.
            ArrowType::Float64 => serde_json::to_writer(&mut *out, &self.column.as_primitive::<arrow_types::Float64Type>().value(row)),
            other if is_decimal(other) => {
                out.extend_from_slice(self.texts.get(row).map_or("null", String::as_str).as_bytes());
                Ok(())
            }
            _ => serde_json::to_writer(&mut *out, self.texts.get(row).map_or("", String::as_str)),
        };
        // A vector takes every byte, and none of these values can fail to be written.
        debug_assert!(written.is_ok());
    }
}

struct CsvCells<'a> {
    column: &'a ArrayRef,
    texts: Vec<String>,
}

impl<'a> CsvCells<'a> {
    fn new(column: &'a ArrayRef) -> Result<Self, ArrowError> {
        let texts = if column.data_type() == &ArrowType::Utf8 {
            Vec::new()
        } else {
            let options = formats();
            let formatter = plain(column, &options)?;
            (0..column.len()).map(|row| formatter.value(row).to_string()).collect()
        };
        Ok(Self { column, texts })
    }

    fn write(&self, row: usize, out: &mut Vec<u8>) {
        if self.column.is_null(row) {
            return;
        }
        match self.column.as_string_opt::<i32>() {
            Some(texts) => csv_text(texts.value(row), out),
            None => out.extend_from_slice(self.texts.get(row).map_or("", String::as_str).as_bytes()),
        }
    }
}

fn csv_header(schema: &Schema, out: &mut Vec<u8>) {
    for (index, field) in schema.fields().iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        csv_text(field.name(), out);
    }
    out.extend_from_slice(b"\r\n");
}

/// A text cell. One that a spreadsheet would take for a formula gets an apostrophe in front; numbers are written elsewhere and keep their minus sign.
fn csv_text(text: &str, out: &mut Vec<u8>) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = formula || text.is_empty() || text.contains([',', '"', '\n', '\r', ';']) || text.starts_with(' ') || text.ends_with(' ');
    if !quoted {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    if formula {
        out.push(b'\'');
    }
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{Decimal128Array, Float64Array, Int32Array, StringViewArray, TimestampNanosecondArray};

    fn batch() -> RecordBatch {
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("=name", Arc::new(StringViewArray::from(vec![Some("=1+1"), Some("a \"b\", c"), None]))),
            ("n", Arc::new(Int32Array::from(vec![Some(-1), None, Some(3)]))),
            ("x", Arc::new(Float64Array::from(vec![Some(0.5), Some(f64::NAN), None]))),
            ("d", Arc::new(Decimal128Array::from(vec![Some(-150), Some(7), None]).with_precision_and_scale(10, 2).expect("fits"))),
            ("t", Arc::new(TimestampNanosecondArray::from(vec![Some(1_357_016_400_000_000_000), Some(1), None]))),
        ];
        RecordBatch::try_from_iter(columns).expect("equal lengths")
    }

    fn text(format: Format) -> String {
        let batch = batch();
        let mut encoder = Encoder::new(&batch.schema(), format).expect("encoder");
        let mut out = encoder.batch(&batch).expect("batch").to_vec();
        out.extend_from_slice(&encoder.finish().expect("finish"));
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn t76_csv_cells_are_no_formulas() {
        assert_eq!(
            text(Format::Csv),
            "\"'=name\",n,x,d,t\r\n\"'=1+1\",-1,0.5,-1.50,2013-01-01T05:00:00\r\n\"a \"\"b\"\", c\",,NaN,0.07,1970-01-01T00:00:00\r\n,3,,,\r\n"
        );
    }

    #[test]
    fn json_rows() {
        assert_eq!(
            text(Format::Json),
            "[[\"=1+1\",-1,0.5,-1.50,\"2013-01-01T05:00:00\"],[\"a \\\"b\\\", c\",null,null,0.07,\"1970-01-01T00:00:00\"],[null,3,null,null,null]]"
        );
    }
}
