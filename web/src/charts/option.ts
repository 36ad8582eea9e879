/** A chart's specification and its rows to an ECharts option. Pure; authors choose a chart and columns, never raw options. */
import type { Chart } from "../lib/wire";
import type { Frame } from "./frame";
import type { Drawing, Look } from "./option/common";
import { resolveRoles, type Roles } from "./shape";

/** How a kind of chart is drawn; each comes with the part of the engine that it needs. */
export type Draw = (chart: Chart, frame: Frame, roles: Roles, look: Look) => Drawing;

/** What stands where. Null where the columns cannot be drawn this way. KPI and table are drawn by the page itself and never come here. */
export function chartRoles(chart: Chart, frame: Frame): Roles | null {
  const roles = resolveRoles(chart, frame);
  if (chart.kind === "kpi" || chart.kind === "table" || roles.y.length === 0 || roles.x < 0) return null;
  return chart.kind === "heatmap" && roles.series < 0 ? null : roles;
}
