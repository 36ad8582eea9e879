import { expect, test } from "vitest";
import { ApiError } from "@/api/errors";
import { normalHeader, parseHeader, writeHeader } from "./columns";
import { addColumn, addRow, edit, fileTable, isDirty, moveColumn, moveRow, openDraft, pasteBlock, readBlock, redo, removeColumn, setCell, stopsAt, toSend, undo, type TenantTable } from "./edits";
import { faultsOf } from "./faults";
import { rowWords } from "./words";

const table: TenantTable = {
  columns: ["GROUP", "SCENARIO", "FIELD flights.carrier"],
  rows: [
    ["Airlines", "United", "UA"],
    ["", "Rest", "DL; 9E"],
  ],
};
const saved = { table, version: 3, changed_by: null, changed_at: null };

const headers: [string, string | null][] = [
  ["user", "USER"],
  [" Email_Domain ", "EMAIL_DOMAIN"],
  ["ATTRIBUTE  carrier", "ATTRIBUTE carrier"],
  ["field flights.carrier", "FIELD flights.carrier"],
  ["FIELD flights.time_hour>=", "FIELD flights.time_hour >="],
  ["FIELD flights.time_hour <=", "FIELD flights.time_hour <="],
  ["FIELD", null],
  ["ATTRIBUTE", null],
  ["FIELD a.b = c", null],
  ["WHO", null],
  ["", null],
];
test.each(headers)("the header %j", (header, expected) => {
  const column = parseHeader(header);
  expect(column === null ? null : writeHeader(column)).toBe(expected);
  expect(normalHeader(header)).toBe(expected ?? header.trim());
});

test("edits are steps back and forth; letters of one cell are one step", () => {
  let draft = openDraft(saved);
  draft = edit(draft, setCell(table, 0, 2, "A"), "0,2");
  draft = edit(draft, setCell(draft.table ?? table, 0, 2, "AA"), "0,2");
  draft = edit(draft, moveRow(draft.table ?? table, 0, 1));
  expect(draft.table?.rows.map((row) => row[2])).toEqual(["DL; 9E", "AA"]);
  draft = undo(undo(draft));
  expect(draft.table).toBe(table);
  expect(isDirty(draft)).toBe(false);
  draft = redo(redo(draft));
  expect(draft.table?.rows.map((row) => row[2])).toEqual(["DL; 9E", "AA"]);
  expect(isDirty(draft)).toBe(true);
});

test("a blank row that was just added is not sent: it would let in everybody; one that was saved so stays", () => {
  const draft = edit(openDraft(saved), addRow(table, 2));
  expect(toSend(draft)?.rows).toEqual(table.rows);
  expect(isDirty(draft)).toBe(false);
  const open = { ...table, rows: [...table.rows, ["", "", ""]] };
  expect(toSend(openDraft({ ...saved, table: open }))?.rows).toHaveLength(3);
});

test("columns: who, then the name, then what", () => {
  const wide = addColumn(addColumn(table, "USER"), "FIELD flights.origin");
  expect(wide.columns).toEqual(["GROUP", "USER", "SCENARIO", "FIELD flights.carrier", "FIELD flights.origin"]);
  expect(wide.rows[0]).toEqual(["Airlines", "", "United", "UA", ""]);
  expect(moveColumn(table, 0, 2)).toEqual({ columns: ["SCENARIO", "FIELD flights.carrier", "GROUP"], rows: [["United", "UA", "Airlines"], ["Rest", "DL; 9E", ""]] });
  expect(removeColumn(table, 1).rows[1]).toEqual(["", "DL; 9E"]);
});

const pasted: [string, string, [number, number], { columns?: string[]; rows: string[][]; left: number }][] = [
  ["a block goes where the cell is and makes rows", "B1\tB2\nC1\tC2", [1, 1], { rows: [["Airlines", "United", "UA"], ["", "B1", "B2"], ["", "C1", "C2"]], left: 0 }],
  ["what has no place is counted", "a\tb\tc\td", [1, 1], { rows: [["Airlines", "United", "UA"], ["", "a", "b"]], left: 2 }],
  [
    "a block with headers goes where they say, and brings what is missing",
    "user\tFIELD flights.carrier\nann@x.example\tAA",
    [2, 0],
    { columns: ["GROUP", "USER", "SCENARIO", "FIELD flights.carrier"], rows: [["Airlines", "", "United", "UA"], ["", "", "Rest", "DL; 9E"], ["", "ann@x.example", "", "AA"]], left: 0 },
  ],
  ["lines without separators are one column", "UA; US\nDL", [0, 2], { rows: [["Airlines", "United", "UA; US"], ["", "Rest", "DL"]], left: 0 }],
];
test.each(pasted)("paste: %s", (_name, text, [row, column], expected) => {
  const { table: next, left } = pasteBlock(table, readBlock(text), row, column);
  expect({ columns: next.columns, rows: next.rows, left }).toEqual({ columns: table.columns, ...expected });
});

test("a block with headers on a table without anything is the table", () => {
  const start = { columns: ["GROUP", "SCENARIO"], rows: [["", ""]] };
  expect(pasteBlock(start, readBlock("EMAIL_DOMAIN,FIELD flights.carrier\r\nunited.com,\"UA; US\"\r\n"), 0, 0).table).toEqual({
    columns: ["EMAIL_DOMAIN", "FIELD flights.carrier"],
    rows: [["united.com", "UA; US"]],
  });
});

test("a file: its first line names the columns, what nobody knows stays to be put right", () => {
  expect(fileTable("who,field flights.carrier\r\nann,UA,more\r\n,\r\nben\r\n")).toEqual({ columns: ["who", "FIELD flights.carrier"], rows: [["ann", "UA"], ["ben", ""]] });
  expect(fileTable("")).toBeNull();
});

test("a fault stays with its row when rows are moved, and goes when the row is changed", () => {
  const errors = [
    { pointer: "/table/rows/0/2", code: "filter_value_invalid", detail: "value" },
    { pointer: "/table/columns/0", code: "unknown_column", detail: "header" },
    { pointer: "/table/rows/1", code: "row_length", detail: "row" },
    { pointer: "/table", code: "too_many_rows", detail: "all" },
  ];
  const error = new ApiError({ type: "", title: "", status: 422, code: "invalid", detail: "", errors });
  const at = (shown: TenantTable) => faultsOf(error, table, shown).map(({ row, column }) => [row, column]);
  expect(at(table)).toEqual([[0, 2], [null, 0], [1, null], [null, null]]);
  expect(at(moveRow(addRow(table, 0), 1, 2))).toEqual([[2, 2], [null, 0], [1, null], [null, null]]);
  expect(at(setCell(table, 0, 2, "DL"))).toEqual([[null, 0], [1, null], [null, null]]);
});

test("a row that fits everybody stops the table, unless it is the last", () => {
  expect(stopsAt(openDraft(saved))).toBeNull();
  expect(stopsAt(openDraft({ ...saved, table: moveRow(table, 1, 0) }))).toBe(0);
  // A blank row below is none.
  expect(stopsAt(edit(openDraft(saved), addRow(table, 2)))).toBeNull();
});

test("a row in words", () => {
  const labels = new Map([["flights.carrier", "Airline"]]);
  expect(rowWords(table, 0, labels)).toBe("Whoever is in Airlines sees only rows where Airline is UA.");
  expect(rowWords(table, 1, labels)).toBe("Everybody who fits no row above sees only rows where Airline is DL or 9E.");
});
