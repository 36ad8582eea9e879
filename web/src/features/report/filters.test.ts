import { describe, expect, it } from "vitest";
import type { Column, Filter, ReportView, ViewTile } from "../../lib/wire";
import { dataKey, effectiveFilters, filtersOfTile, heldMarks, knownFields, toggleMarks, withCondition } from "./filters";

const column = (name: string, data_type: Column["data_type"], role: Column["role"] = "dimension"): Column => ({
  name,
  label: name,
  data_type,
  role,
  format: null,
  grain: null,
});
const tile = (id: string, kind: ViewTile["kind"], columns: Column[]): ViewTile => ({
  id,
  title: id,
  layout: { x: 0, y: 0, w: 6, h: 6 },
  kind,
  markdown: null,
  chart: { kind: "table" },
  columns,
});
const a = tile("a", "query", [column("f.carrier", "text"), column("f.count", "integer", "measure")]);
const b = tile("b", "query", [column("f.hour", "integer"), column("f.count", "integer", "measure")]);
const s = tile("s", "sql", [column("carrier", "text")]);
const view: ReportView = {
  id: "rep_1",
  name: "Late",
  version: 1,
  document: { id: "doc_1", name: "Flights", identifier: null },
  tabs: [{ id: "tab_1", name: "All", tiles: [a, b, s] }],
  filters: [
    { id: "1", field: "f.carrier", label: "Carrier", data_type: "text", grain: null, op: "in", values: ["UA"], tiles: ["a"] },
    {
      id: "2",
      field: "f.distance",
      label: "Distance",
      data_type: "number",
      grain: null,
      op: "between",
      values: [],
      tiles: ["a", "b"],
    },
  ],
  can: [],
};
const fields = knownFields(view);
const check = (address: Filter[]) => effectiveFilters(view, fields, address);
const f = (field: string, op: Filter["op"], ...values: Filter["values"]): Filter => ({ field, op, values });

describe("effectiveFilters", () => {
  it("opens with the report's own values and drops what says nothing", () => {
    expect(check([])).toEqual({ filters: [f("f.carrier", "in", "UA")], loose: [], ignored: [], changed: false });
  });

  it("puts the address in place of the opening value, also an emptied one", () => {
    expect(check([f("F.Carrier", "in", "DL")]).filters).toEqual([f("f.carrier", "in", "DL")]);
    expect(check([f("f.carrier", "in")]).filters).toEqual([]);
  });

  it("types values by their field and names what is none", () => {
    const { filters, loose, ignored } = check([
      f("f.distance", "between", "1", "2.5"),
      f("f.hour", "in", "7"),
      f("f.hour", "in", "seven"),
      f("f.count", "ge", "3"),
      f("f.gone", "in", "x"),
    ]);
    expect(filters).toEqual([f("f.carrier", "in", "UA"), f("f.distance", "between", 1, 2.5), f("f.hour", "in", 7)]);
    expect(loose).toEqual([f("f.hour", "in", 7)]);
    expect(ignored).toEqual(["f.hour=seven", "f.count", "f.gone"]);
  });
});

describe("which tiles are asked again", () => {
  it("goes by the reach of the report's filters, and by kind for others", () => {
    const keys = (filters: Filter[]) => [a, b, s].map((one) => dataKey(view, one, filters));
    const before = keys([]);
    const changed = (filters: Filter[]) => keys(filters).map((key, at) => key !== before[at]);
    expect(changed([f("f.carrier", "in", "DL")])).toEqual([true, false, false]);
    expect(changed([f("f.distance", "ge", 3)])).toEqual([true, true, false]);
    expect(changed([f("f.hour", "in", 7)])).toEqual([true, true, false]);
  });

  it("leaves the tile alone that was clicked in", () => {
    const filters = [f("f.carrier", "in", "DL"), f("f.hour", "in", 7)];
    expect(filtersOfTile(filters, b, { tile: "b", fields: ["f.hour"] })).toEqual([f("f.carrier", "in", "DL")]);
    expect(filtersOfTile(filters, a, { tile: "b", fields: ["f.hour"] })).toEqual(filters);
  });
});

describe("withCondition", () => {
  it("replaces, empties and takes away", () => {
    const address = [f("f.carrier", "in", "UA"), f("f.carrier", "not", "DL"), f("f.hour", "in", "7")];
    expect(withCondition(address, "F.CARRIER", { op: "in", values: ["B6"] })).toEqual([
      f("f.hour", "in", "7"),
      f("F.CARRIER", "in", "B6"),
    ]);
    expect(withCondition(address, "f.carrier", null)).toEqual([f("f.hour", "in", "7")]);
  });
});

describe("clicks on marks", () => {
  const ua = [{ column: "f.carrier", value: "UA" }];
  const dl = [{ column: "f.carrier", value: "DL" }];
  const seven = [
    { column: "f.carrier", value: "UA" },
    { column: "f.hour", value: 7 },
  ];

  it("filter, toggle, exchange and collect", () => {
    const one = toggleMarks([], ua, false);
    expect(one).toEqual([f("f.carrier", "in", "UA")]);
    expect(toggleMarks(one, ua, false)).toEqual([]);
    expect(toggleMarks(one, dl, false)).toEqual([f("f.carrier", "in", "DL")]);
    const both = toggleMarks(one, dl, true);
    expect(both).toEqual([f("f.carrier", "in", "UA", "DL")]);
    expect(toggleMarks(both, ua, true)).toEqual([f("f.carrier", "in", "DL")]);
    expect(toggleMarks(both, ua, false)).toEqual([f("f.carrier", "in", "UA")]);
  });

  it("take all dimensions of the mark, read back from an address as text too", () => {
    const two = toggleMarks([], seven, false);
    expect(two).toEqual([f("f.carrier", "in", "UA"), f("f.hour", "in", 7)]);
    expect(toggleMarks([f("f.carrier", "in", "UA"), f("f.hour", "in", "7")], seven, false)).toEqual([]);
    expect(heldMarks(two, ["f.hour"])).toEqual([{ column: "f.hour", value: 7 }]);
  });

  it("know blanks", () => {
    const blank = [{ column: "f.carrier", value: null }];
    expect(toggleMarks([], blank, false)).toEqual([f("f.carrier", "blank")]);
    expect(toggleMarks([f("f.carrier", "blank")], blank, false)).toEqual([]);
  });
});
