import { describe, expect, it } from "vitest";
import type { Chart, Column } from "../lib/wire";
import { frameFromRows, type Frame } from "./frame";
import { chartRoles, type Draw } from "./option";
import { cartesianOption } from "./option/cartesian";
import type { Look } from "./option/common";
import { heatmapOption } from "./option/heatmap";
import { pieOption } from "./option/pie";
import { scatterOption } from "./option/scatter";
import { bestKind, chartOfKind, CHART_KINDS, kindFits } from "./propose";

const look: Look = { scheme: "light", locale: "en-US", blank: "(blank)", width: 600, height: 300, motion: false, selected: [] };
const column = (name: string, data_type: Column["data_type"], role: Column["role"], grain: string | null = null): Column => ({
  name,
  label: name.toUpperCase(),
  data_type,
  role,
  format: null,
  grain,
});
const month = column("f.month", "date", "dimension", "month");
const carrier = column("f.carrier", "text", "dimension");
const flights = column("f.flights", "integer", "measure");
const delay = column("f.delay", "number", "measure");
const jan = Date.UTC(2013, 0, 1);
const feb = Date.UTC(2013, 1, 1);
const two = frameFromRows(
  [month, carrier, flights],
  [
    [feb, "UA", 4],
    [jan, "UA", 1],
    [jan, "{evil|}", 2],
    [null, "UA", 9],
  ],
);

interface Drawn {
  series: { name: string; data: { value: unknown; itemStyle?: { opacity: number } }[]; stack?: string }[];
  tooltip: { renderMode: string; formatter: (item: unknown) => string };
  xAxis: { type: string; data?: string[] };
  yAxis: { type: string; inverse?: boolean };
}
const draws: Partial<Record<Chart["kind"], Draw>> = {
  bar: cartesianOption,
  line: cartesianOption,
  area: cartesianOption,
  heatmap: heatmapOption,
  pie: pieOption,
  scatter: scatterOption,
};
const chartOption = (chart: Chart, frame: Frame, by: Look) => {
  const roles = chartRoles(chart, frame);
  const drawing = roles === null ? undefined : draws[chart.kind]?.(chart, frame, roles, by);
  return roles === null || drawing === undefined ? null : { roles, ...drawing };
};
const draw = (chart: Chart, frame = two, more: Partial<Look> = {}) => {
  const drawn = chartOption(chart, frame, { ...look, ...more });
  if (drawn === null) throw new Error("not drawn");
  return { ...drawn, option: drawn.option as unknown as Drawn };
};

describe("chartOption", () => {
  it("puts time in order and keeps the gap of a missing month", () => {
    const { option, rowAt } = draw({ kind: "line", x: "f.month", y: ["f.flights"], series: "f.carrier" });
    expect(option.xAxis.type).toBe("time");
    expect(option.series.map((one) => one.name)).toEqual(["UA", "{evil|}"]);
    expect(option.series[0]?.data.map((point) => point.value)).toEqual([
      [null, 9],
      [jan, 1],
      [feb, 4],
    ]);
    expect(option.series[1]?.data[2]?.value).toEqual([feb, null]);
    expect(rowAt(0, 2)).toBe(0);
    expect(rowAt(1, 2)).toBe(-1);
  });

  it("stacks, turns and keeps the first row on top", () => {
    const { option } = draw({ kind: "bar", x: "f.carrier", y: ["f.flights"], series: "f.month", stacked: true, horizontal: true });
    expect(option.series.every((one) => one.stack === "all")).toBe(true);
    expect(option.yAxis).toMatchObject({ type: "category", inverse: true });
  });

  it("writes tooltips as text in which data cannot be a style", () => {
    for (const kind of ["bar", "line", "area"] as const) {
      const { option } = draw({ kind, x: "f.carrier", y: ["f.flights"] });
      expect(option.tooltip.renderMode).toBe("richText");
    }
    const { option } = draw({ kind: "bar", x: "f.carrier", y: ["f.flights"] });
    const text = option.tooltip.formatter([{ seriesIndex: 0, dataIndex: 1, marker: "" }]);
    expect(text).toContain("❴evil|❵");
    expect(text).not.toContain("{evil");
  });

  it("holds up what is filtered by", () => {
    const { option } = draw({ kind: "bar", x: "f.carrier", y: ["f.flights"] }, two, {
      selected: [{ column: "f.carrier", value: "UA" }],
    });
    expect(option.series[0]?.data.map((point) => point.itemStyle?.opacity)).toEqual([undefined, 0.28]);
  });

  it("finds the natural columns when the author's are gone", () => {
    const { roles } = draw({ kind: "bar", x: "f.gone", y: ["f.gone_too"] });
    expect(roles).toEqual({ x: 0, series: -1, y: [2] });
    expect(draw({ kind: "heatmap", x: "f.month", y: ["f.carrier", "f.flights"] }).roles).toEqual({ x: 0, series: 1, y: [2] });
  });

  it("answers null for what cannot be drawn", () => {
    expect(chartOption({ kind: "line" }, frameFromRows([carrier], [["UA"]]), look)).toBeNull();
    expect(chartOption({ kind: "scatter" }, frameFromRows([carrier, flights], [["UA", 1]]), look)).toBeNull();
  });

  it("caps series and says how many there were", () => {
    const rows = Array.from({ length: 40 }, (_, at) => [jan, `carrier ${at}`, at]);
    const { shownSeries, allSeries } = draw(
      { kind: "line", x: "f.month", series: "f.carrier" },
      frameFromRows([month, carrier, flights], rows),
    );
    expect([shownSeries, allSeries]).toEqual([24, 40]);
  });
});

describe("proposals", () => {
  it.each<[Column[], string]>([
    [[flights], "kpi"],
    [[month, flights], "line"],
    [[month, carrier, flights], "line"],
    [[carrier, flights], "bar"],
    [[column("h", "integer", "dimension", "hour_of_day"), column("d", "integer", "dimension", "day_of_week"), delay], "heatmap"],
    [[carrier], "table"],
    [[carrier, column("o", "text", "dimension"), flights, delay], "table"],
    [[], "table"],
  ])("%#: %s", (columns, kind) => expect(bestKind(columns)).toBe(kind));

  it("every kind that fits can be drawn from what it proposes", () => {
    const columns = [month, carrier, flights, delay];
    const frame = frameFromRows(columns, [[jan, "UA", 1, 2]]);
    for (const kind of CHART_KINDS) {
      if (!kindFits(kind, columns) || kind === "kpi" || kind === "table") continue;
      expect(chartOption(chartOfKind(kind, columns), frame, look), kind).not.toBeNull();
    }
  });
});
