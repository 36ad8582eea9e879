/** A result as the page reads it: columns with their meaning over Arrow buffers, no row objects. */
import { tableFromIPC, type Table } from "@uwdata/flechette";
import type { Column } from "../lib/wire";
import type { Cell } from "./format";

export interface Frame {
  readonly columns: readonly Column[];
  readonly rows: number;
  cell(column: number, row: number): Cell;
}

/** Reads one Arrow IPC stream. Columns are found by name, and by position where a name is not in the answer. */
export function frameFromArrow(columns: readonly Column[], bytes: Uint8Array): Frame {
  // Big integers stay exact, and decimals as far as a double holds them; dates and times are milliseconds.
  const table: Table = tableFromIPC(bytes, { useBigInt: true });
  const names = table.schema.fields.map((field) => field.name);
  const readers = columns.map((column, position) => {
    const at = names.indexOf(column.name);
    const child = table.getChildAt(at >= 0 ? at : position);
    return child === undefined || child === null ? () => null : (row: number): Cell => tidy(child.at(row));
  });
  return {
    columns,
    rows: table.numRows,
    cell: (column, row) => readers[column]?.(row) ?? null,
  };
}

/** For answers that are small and for tests. */
export function frameFromRows(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Frame {
  return { columns, rows: rows.length, cell: (column, row) => rows[row]?.[column] ?? null };
}

export function emptyFrame(columns: readonly Column[]): Frame {
  return frameFromRows(columns, []);
}

export function toNumber(cell: Cell): number | null {
  if (cell === null || typeof cell === "boolean") return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}

export function columnIndex(frame: Pick<Frame, "columns">, name: string | undefined): number {
  return name === undefined ? -1 : frame.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
}

function tidy(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "bigint":
      return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
    case "number":
      // NaN is "no number": it would print as a value and break an axis.
      return Number.isNaN(value) ? null : value;
    case "string":
    case "boolean":
      return value;
    default:
      return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
  }
}
