/** A chart's specification and its rows to an ECharts option. Pure; authors choose a chart and columns, never raw options. */
import type { EChartsCoreOption } from "echarts/core";
import type { Chart } from "../lib/wire";
import type { Frame } from "./frame";
import { cartesianOption } from "./option/cartesian";
import type { Drawing, Look } from "./option/common";
import { heatmapOption } from "./option/heatmap";
import { pieOption } from "./option/pie";
import { scatterOption } from "./option/scatter";
import { resolveRoles, type Roles } from "./shape";

export interface ChartOption {
  option: EChartsCoreOption;
  roles: Roles;
  /** The row behind a mark, by series and position; -1 for none. */
  rowAt(series: number, index: number): number;
  /** How many series were left out, to be said beside the chart. */
  shownSeries: number;
  allSeries: number;
  shownPoints: number;
  allPoints: number;
}

/** Null where the columns cannot be drawn this way. KPI and table are drawn by the page itself and never come here. */
export function chartOption(chart: Chart, frame: Frame, look: Look): ChartOption | null {
  const roles = resolveRoles(chart, frame);
  const drawing = draw(chart, frame, roles, look);
  return drawing === null ? null : { roles, ...drawing };
}

function draw(chart: Chart, frame: Frame, roles: Roles, look: Look): Drawing | null {
  if (roles.y.length === 0) return null;
  switch (chart.kind) {
    case "bar":
    case "line":
    case "area":
      return roles.x < 0 ? null : cartesianOption(chart, frame, roles, look);
    case "pie":
      return roles.x < 0 ? null : pieOption(frame, roles, look);
    case "scatter":
      return roles.x < 0 ? null : scatterOption(chart, frame, roles, look);
    case "heatmap":
      return roles.x < 0 || roles.series < 0 ? null : heatmapOption(chart, frame, roles, look);
    case "kpi":
    case "table":
      return null;
  }
}
