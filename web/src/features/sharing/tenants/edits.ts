/** A tenant table that is being edited: what can be done to it, and the way back. The saved table and the edited one are different things until Save. */
import type { Schemas } from "@/api/types";
import { parseCsv, plainCell, separatorOf } from "@/lib/csv";
import { areHeaders, isCondition, isEffect, normalHeader, parseHeader } from "./columns";

export type TenantTable = Schemas["TenantTable"];
export type Tenants = Schemas["Tenants"];

/** Rows that an edit does not touch stay the same arrays: by that, a fault finds its row again after others were moved. */
type Row = TenantTable["rows"][number];

export interface TenantDraft {
  /** What the edits started from. */
  base: Pick<Tenants, "table" | "version">;
  /** Null: no table. */
  table: TenantTable | null;
  past: readonly { table: TenantTable | null; merge: string | null }[];
  future: readonly (TenantTable | null)[];
}

const mostSteps = 200;

export const openDraft = (base: Tenants): TenantDraft => ({ base, table: base.table, past: [], future: [] });

/** Sets the table; changes in a row under the same key (the letters of a cell) are one step back. */
export function edit(draft: TenantDraft, table: TenantTable | null, merge: string | null = null): TenantDraft {
  if (table === draft.table) return draft;
  const merges = merge !== null && draft.past.at(-1)?.merge === merge && draft.future.length === 0;
  return { ...draft, table, past: merges ? draft.past : [...draft.past, { table: draft.table, merge }].slice(-mostSteps), future: [] };
}

export function undo(draft: TenantDraft): TenantDraft {
  const step = draft.past.at(-1);
  return step === undefined ? draft : { ...draft, table: step.table, past: draft.past.slice(0, -1), future: [draft.table, ...draft.future] };
}

export function redo(draft: TenantDraft): TenantDraft {
  const [next, ...future] = draft.future;
  return next === undefined ? draft : { ...draft, table: next, past: [...draft.past, { table: draft.table, merge: null }], future };
}

export const isBlank = (row: Row): boolean => row.every((cell) => cell.trim() === "");

/** A row without anything in it that was just added is no row yet: sent as one, it would let in everybody. */
export const counts = (draft: TenantDraft, row: Row): boolean => !isBlank(row) || (draft.base.table?.rows.includes(row) ?? false);

/** The table as it would be saved. */
export function toSend(draft: TenantDraft): TenantTable | null {
  if (draft.table === null) return null;
  const rows = draft.table.rows.filter((row) => counts(draft, row));
  return rows.length === draft.table.rows.length ? draft.table : { ...draft.table, rows };
}

export const isDirty = (draft: TenantDraft): boolean => draft.table !== draft.base.table && JSON.stringify(toSend(draft)) !== JSON.stringify(draft.base.table);

export function setCell(table: TenantTable, row: number, column: number, text: string): TenantTable {
  return { ...table, rows: table.rows.map((cells, at) => (at === row ? cells.map((cell, place) => (place === column ? text : cell)) : cells)) };
}

export function addRow(table: TenantTable, at: number): TenantTable {
  return { ...table, rows: [...table.rows.slice(0, at), table.columns.map(() => ""), ...table.rows.slice(at)] };
}

export const removeRow = (table: TenantTable, row: number): TenantTable => ({ ...table, rows: table.rows.filter((_, at) => at !== row) });

export const moveRow = (table: TenantTable, from: number, to: number): TenantTable =>
  to < 0 || to >= table.rows.length || to === from ? table : { ...table, rows: moved(table.rows, from, to) };

/** Who first, then the name, then which rows: a new column goes behind those of its sort. */
export function addColumn(table: TenantTable, header: string): TenantTable {
  const place = sortOf(header);
  const at = table.columns.findLastIndex((one) => sortOf(one) <= place) + 1;
  return {
    columns: [...table.columns.slice(0, at), header, ...table.columns.slice(at)],
    rows: table.rows.map((cells) => [...cells.slice(0, at), "", ...cells.slice(at)]),
  };
}

function sortOf(header: string): number {
  const column = parseHeader(header);
  return column === null || isEffect(column.kind) ? 2 : isCondition(column.kind) ? 0 : 1;
}

export const setColumn = (table: TenantTable, at: number, header: string): TenantTable => ({ ...table, columns: table.columns.map((one, place) => (place === at ? header : one)) });

export const removeColumn = (table: TenantTable, at: number): TenantTable => ({
  columns: table.columns.filter((_, place) => place !== at),
  rows: table.rows.map((cells) => cells.filter((_, place) => place !== at)),
});

export const moveColumn = (table: TenantTable, from: number, to: number): TenantTable =>
  to < 0 || to >= table.columns.length ? table : { columns: moved(table.columns, from, to), rows: table.rows.map((cells) => moved(cells, from, to)) };

function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), list[from] as T, ...rest.slice(to)];
}

/** The cells of a text from a spreadsheet or a file. Without tabs, several lines are one column each unless they are a CSV with headers. */
export function readBlock(text: string): string[][] {
  const separator = separatorOf(text);
  const records = parseCsv(text, separator).map((record) => record.map(plainCell));
  if (separator === "\t" || areHeaders(records[0] ?? []) || records.some((record) => record.length > 1 && separator === ",")) return records;
  return parseCsv(text, "\t").map((record) => record.map(plainCell));
}

export interface Pasted {
  table: TenantTable;
  /** The cell under the last one that was filled. */
  to: { row: number; column: number };
  /** So many rows were filled. */
  rows: number;
  /** So many columns of the block had no place. */
  left: number;
}

/** Puts a block into the table from a cell on; a block with headers goes where its headers say, and brings columns that are missing. */
export function pasteBlock(table: TenantTable, block: readonly (readonly string[])[], row: number, column: number): Pasted {
  const [first = [], ...rest] = block;
  if (!areHeaders(first)) return fill(table, block, row, (at) => column + at);
  const headers = first.map(normalHeader);
  // Nothing is there yet: then the block is the table.
  if (table.rows.every(isBlank)) {
    const fresh = { columns: headers, rows: [] };
    return fill(fresh, rest, 0, (at) => at);
  }
  let wide = table;
  for (const header of headers) if (!wide.columns.includes(header)) wide = addColumn(wide, header);
  return fill(wide, rest, row, (at) => wide.columns.indexOf(headers[at] ?? ""));
}

function fill(table: TenantTable, block: readonly (readonly string[])[], row: number, place: (at: number) => number): Pasted {
  const rows = [...table.rows];
  while (rows.length < row + block.length) rows.push(table.columns.map(() => ""));
  let left = 0;
  let last = 0;
  block.forEach((record, down) => {
    const cells = [...(rows[row + down] as Row)];
    record.forEach((cell, at) => {
      const column = place(at);
      if (column >= 0 && column < cells.length) {
        cells[column] = cell.trim();
        last = Math.max(last, column);
      } else if (cell.trim() !== "") left = Math.max(left, column - cells.length + 1);
    });
    rows[row + down] = cells;
  });
  return { table: { ...table, rows }, to: { row: Math.max(0, row + block.length - 1), column: last }, rows: block.length, left };
}

/** The table of an uploaded file: its first line names the columns, and every row is made as long as that. */
export function fileTable(text: string): TenantTable | null {
  const [first, ...rest] = parseCsv(text, separatorOf(text));
  if (first === undefined) return null;
  const columns = first.map((cell) => normalHeader(plainCell(cell)));
  return { columns, rows: rest.map((record) => columns.map((_, at) => plainCell(record[at] ?? "").trim())).filter((row) => !isBlank(row)) };
}

/** The first row that fits everybody although others stand below it: those are never reached. */
export function stopsAt(draft: TenantDraft): number | null {
  const { table } = draft;
  if (table === null) return null;
  const conditions = table.columns.flatMap((header, at) => (isCondition(parseHeader(header)?.kind ?? "scenario") ? [at] : []));
  const rows = table.rows.flatMap((row, at) => (counts(draft, row) ? [at] : []));
  const found = rows.find((at) => conditions.every((column) => (table.rows[at]?.[column] ?? "").trim() === ""));
  return found === undefined || found === rows.at(-1) ? null : found;
}
