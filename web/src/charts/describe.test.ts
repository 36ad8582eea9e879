import { describe, expect, it } from "vitest";
import type { Column } from "../lib/wire";
import { sortRows } from "./DataTable";
import { describeChart } from "./describe";
import { frameFromRows } from "./frame";
import { readKpi } from "./KpiView";
import { resolveRoles } from "./shape";

const column = (name: string, data_type: Column["data_type"], role: Column["role"], more: Partial<Column> = {}): Column => ({
  name,
  label: name,
  data_type,
  role,
  format: null,
  grain: null,
  ...more,
});
const carriers = frameFromRows(
  [
    column("Carrier", "text", "dimension"),
    column("Flights", "integer", "measure"),
    column("Share", "number", "measure", { format: "percent_1" }),
  ],
  [
    ["UA", 58665, 0.4],
    ["b6", 54635, 0.35],
    [null, 12, 0.2],
    ["DL", null, 0.05],
  ],
);

describe("a chart in words", () => {
  it("says what it shows, its range, and every value", () => {
    const chart = { kind: "bar" as const, x: "Carrier", y: ["Flights"] };
    const { summary, values, more } = describeChart(chart, carriers, resolveRoles(chart, carriers), "en-US");
    expect(summary).toBe("Bar chart: Flights by Carrier; 4 values; lowest 12 ((blank)), highest 58,665 (UA)");
    expect(values).toEqual(["UA: 58,665", "b6: 54,635", "(blank): 12", "DL: (blank)"]);
    expect(more).toBe(0);
  });
});

describe("table order", () => {
  const sorted = (at: number, descending: boolean) => [...sortRows(carriers, at, descending, "en")];
  it("goes by number or by letter, blanks always last", () => {
    expect(sorted(1, true)).toEqual([0, 1, 2, 3]);
    expect(sorted(1, false)).toEqual([2, 1, 0, 3]);
    expect(sorted(0, false)).toEqual([1, 3, 0, 2]);
    expect(sorted(0, true)).toEqual([0, 3, 1, 2]);
  });
});

describe("a number tile", () => {
  it("compares quantities by percentage and shares by points", () => {
    const frame = frameFromRows(carriers.columns, [["UA", 110, 0.8]]);
    expect(readKpi({ kind: "kpi", y: ["Flights"] }, frame, "en-US")).toMatchObject({ value: "110", compared: null });
    const two = frameFromRows([column("A", "integer", "measure"), column("B", "integer", "measure")], [[110, 100]]);
    expect(readKpi({ kind: "kpi", y: ["A"], compare: "B" }, two, "en-US")?.compared).toEqual({
      way: "up",
      delta: "10%",
      label: "B",
      value: "100",
    });
    const shares = frameFromRows(
      [column("A", "number", "measure", { format: "percent_1" }), column("B", "number", "measure", { format: "percent_1" })],
      [[0.79, 0.8]],
    );
    expect(readKpi({ kind: "kpi", y: ["A"], compare: "B" }, shares, "en-US")?.compared).toMatchObject({
      way: "down",
      delta: "1 pp",
      value: "80.0%",
    });
  });

  it("takes the latest of a course, whatever the order of its rows", () => {
    const month = column("Month", "date", "dimension", { grain: "month" });
    const frame = frameFromRows(
      [month, column("N", "integer", "measure")],
      [
        [Date.UTC(2013, 2, 1), 30],
        [Date.UTC(2013, 0, 1), 10],
        [Date.UTC(2013, 1, 1), 20],
      ],
    );
    const kpi = readKpi({ kind: "kpi", x: "Month", y: ["N"] }, frame, "en-US");
    expect(kpi).toMatchObject({
      value: "30",
      course: [10, 20, 30],
      compared: { way: "up", delta: "50%", label: "Feb 2013", value: "20" },
    });
  });
});
