/** Bars, lines and areas. */
import type { Chart, Column } from "../../lib/wire";
import { columnFormatter, isTemporal } from "../format";
import { columnIndex, type Frame } from "../frame";
import { seriesColour } from "../palette";
import { markValue, pivot, type Pivot, type Roles, type Series } from "../shape";
import * as common from "./common";

export function cartesianOption(chart: Chart, frame: Frame, roles: Roles, look: common.Look): common.Drawing {
  const data = pivot(frame, roles, look.locale, look.blank);
  const x = frame.columns[roles.x] as Column;
  const first = frame.columns[roles.y[0] ?? -1];
  const bars = chart.kind === "bar";
  const horizontal = bars && chart.horizontal === true;
  const stacked = chart.stacked === true && data.series.length > 1;
  // Points in time stand where they are, also when a day is missing; bars need a slot each.
  const timeline = !bars && isTemporal(x);
  const titles = common.titles(chart);
  const several = data.series.length > 1;
  const { x: xTitle, y: yTitle } = titles;

  const valueAxis = common.valueAxis(look, first, horizontal ? xTitle : yTitle);
  const placeAxis = timeline ? timeAxis(look, x, xTitle) : placesAxis(look, data, horizontal ? yTitle : xTitle, horizontal);
  const series = data.series.map((one, index) => drawSeries(one, index));

  function drawSeries(one: Series, index: number): Record<string, unknown> {
    const points = one.points.map((point, place) => {
      const faded =
        point !== null &&
        !common.isHeldUp(frame, look, point.row, (at, row) => markValue(frame.cell(at, row), frame.columns[at] as Column));
      const value = point?.value ?? null;
      return {
        value: timeline ? [data.categories[place], value] : value,
        ...(faded && { itemStyle: { opacity: common.FADED } }),
      };
    });
    const colour = seriesColour(common.paletteOf(look), index);
    const shared = {
      name: one.name,
      data: points,
      color: colour,
      cursor: "pointer",
      emphasis: { focus: several ? "series" : "none" },
      blur: { itemStyle: { opacity: 0.35 }, lineStyle: { opacity: 0.35 } },
      ...(stacked && { stack: "all" }),
    };
    if (bars) {
      return {
        ...shared,
        type: "bar",
        barMaxWidth: 36,
        barCategoryGap: data.categories.length > 40 ? "12%" : "28%",
        barGap: "8%",
        large: data.categories.length > 800,
        itemStyle: { borderRadius: stacked ? 0 : horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] },
      };
    }
    const dense = data.categories.length > 36;
    return {
      ...shared,
      type: "line",
      symbol: "circle",
      symbolSize: dense ? 4 : 6,
      // A lone point between gaps would be invisible as a line.
      showSymbol: !dense || hasLonePoints(one),
      sampling: data.categories.length > 4000 ? "lttb" : undefined,
      lineStyle: { width: 2, type: index >= 8 ? "dashed" : "solid" },
      areaStyle: chart.kind === "area" ? { opacity: stacked ? 0.72 : 0.16 } : undefined,
      triggerLineEvent: false,
    };
  }

  return {
    option: {
      ...common.base(look),
      legend: common.legend(look, several),
      grid: common.gridBox({ legend: several, xTitle: Boolean(xTitle), yTitle: Boolean(yTitle) }),
      tooltip: common.tooltip(look, {
        trigger: bars && stacked && several && data.series.length > 10 ? "item" : "axis",
        axisPointer: { type: bars ? "shadow" : "line", shadowStyle: { opacity: 0.12 }, label: { show: false } },
        formatter: tooltipFormatter(frame, data, roles, look),
      }),
      xAxis: horizontal ? valueAxis : placeAxis,
      yAxis: horizontal ? placeAxis : valueAxis,
      series,
    },
    rowAt: (seriesIndex, index) => data.series[seriesIndex]?.points[index]?.row ?? -1,
    shownSeries: data.series.length,
    allSeries: data.allSeries,
    shownPoints: data.categories.length,
    allPoints: data.allCategories,
  };
}

function placesAxis(look: common.Look, data: Pivot, title: string | undefined, horizontal: boolean): Record<string, unknown> {
  const axis = common.categoryAxis(look, data.labels, title);
  const label = axis.axisLabel as Record<string, unknown>;
  if (!horizontal) {
    const room = (look.width - 70) / Math.max(1, data.labels.length);
    const longest = Math.max(0, ...data.labels.slice(0, 60).map((text) => text.length)) * 6.4;
    // Few long names lean rather than vanish.
    const lean = longest > room && data.labels.length <= 24;
    return { ...axis, axisLabel: { ...label, rotate: lean ? 32 : 0, ...(lean && { hideOverlap: false, width: 96 }) } };
  }
  // First row on top, as in the table.
  return { ...axis, inverse: true, axisLabel: { ...label, width: Math.min(160, look.width * 0.34) } };
}

function timeAxis(look: common.Look, column: Column, title: string | undefined): Record<string, unknown> {
  const axis = common.categoryAxis(look, [], title);
  const grain = column.grain ?? (column.data_type === "date" ? "date" : "raw");
  const smallest: Record<string, number> = {
    date: 864e5,
    week: 7 * 864e5,
    month: 28 * 864e5,
    quarter: 90 * 864e5,
    year: 365 * 864e5,
  };
  const day = new Intl.DateTimeFormat(look.locale, { day: "numeric", month: "short", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(look.locale, { month: "short", timeZone: "UTC" });
  const year = new Intl.DateTimeFormat(look.locale, { year: "numeric", timeZone: "UTC" });
  const hour = new Intl.DateTimeFormat(look.locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  const exact = columnFormatter(column, look.locale, { compact: true });
  return {
    ...axis,
    type: "time",
    data: undefined,
    boundaryGap: ["1%", "1%"],
    minInterval: smallest[grain],
    axisLabel: {
      ...(axis.axisLabel as object),
      formatter: (value: number) => {
        if (grain === "quarter" || grain === "year") return exact(value);
        const date = new Date(value);
        if (date.getUTCHours() !== 0 || date.getUTCMinutes() !== 0) return hour.format(date);
        if (date.getUTCDate() !== 1) return day.format(date);
        return date.getUTCMonth() === 0 ? year.format(date) : month.format(date);
      },
    },
  };
}

interface TooltipItem {
  seriesIndex: number;
  dataIndex: number;
  marker: string;
  axisValue?: number | string;
}

function tooltipFormatter(frame: Frame, data: Pivot, roles: Roles, look: common.Look) {
  const place = columnFormatter(frame.columns[roles.x] as Column, look.locale, { blank: look.blank });
  const formats = data.series.map((one) => columnFormatter(frame.columns[one.column] as Column, look.locale, { blank: "–" }));
  return (params: TooltipItem | TooltipItem[]): string => {
    const items = Array.isArray(params) ? params : [params];
    const at = items[0]?.dataIndex ?? 0;
    const rows = items
      .map((item) => ({ item, point: data.series[item.seriesIndex]?.points[item.dataIndex] ?? null }))
      .filter(({ point }) => point?.value !== null && point !== null)
      .sort((a, b) => (b.point?.value ?? 0) - (a.point?.value ?? 0))
      .slice(0, 12)
      .map(({ item, point }) => {
        const series = data.series[item.seriesIndex] as Series;
        const value = point === null ? "–" : (formats[item.seriesIndex]?.(frame.cell(series.column, point.row)) ?? "");
        return common.line(item.marker, series.name, value);
      });
    return [common.rich("t", place(data.categories[at] ?? null)), ...rows].join("\n");
  };
}

function hasLonePoints(series: Series): boolean {
  return series.points.some(
    (point, at) => point?.value != null && series.points[at - 1]?.value == null && series.points[at + 1]?.value == null,
  );
}

export function compareColumn(chart: Chart, frame: Frame): number {
  return columnIndex(frame, chart.compare);
}
