/** Which charts suit the columns of a query, the best first: the page proposes by types, the author decides. */
import type { Chart, ChartKind, Column } from "../lib/wire";
import { isNumeric, isTemporal } from "./format";

export interface Proposal {
  chart: Chart;
  fits: boolean;
}

export const CHART_KINDS: readonly ChartKind[] = ["kpi", "bar", "line", "area", "scatter", "heatmap", "pie", "table"];

/** A measure by its role, and for SQL, where nobody says, by its type. */
function split(columns: readonly Column[]): { dimensions: Column[]; measures: Column[] } {
  const measures = columns.filter((column) => column.role === "measure" && isNumeric(column));
  if (measures.length > 0) return { measures, dimensions: columns.filter((column) => column.role === "dimension") };
  const numbers = columns.filter((column) => isNumeric(column) && column.grain === null);
  const dimensions = columns.filter((column) => !numbers.includes(column));
  return { dimensions, measures: numbers };
}

export function proposeChart(columns: readonly Column[]): Chart {
  return chartOfKind(bestKind(columns), columns);
}

export function bestKind(columns: readonly Column[]): ChartKind {
  const { dimensions, measures } = split(columns);
  if (measures.length === 0) return "table";
  if (dimensions.length === 0) return measures.length <= 2 ? "kpi" : "table";
  const orderly = dimensions.filter((column) => isTemporal(column));
  if (orderly.length === 1 && dimensions.length <= 2) return "line";
  if (dimensions.length === 1) return measures.length <= 3 ? "bar" : "table";
  if (dimensions.length === 2 && measures.length === 1) {
    return dimensions.every((column) => column.grain !== null || isNumeric(column)) ? "heatmap" : "bar";
  }
  return "table";
}

/** The chart of a kind that these columns give; it keeps nothing of what was set before. */
export function chartOfKind(kind: ChartKind, columns: readonly Column[]): Chart {
  const { dimensions, measures } = split(columns);
  const time = dimensions.find((column) => isTemporal(column));
  const first = time ?? dimensions[0];
  const second = dimensions.find((column) => column !== first);
  const names = measures.map((column) => column.name);
  switch (kind) {
    case "table":
      return { kind };
    case "kpi":
      return { kind, ...(time && { x: time.name }), y: names.slice(0, 1), ...(names[1] !== undefined && { compare: names[1] }) };
    case "pie":
      return { kind, ...(first && { x: first.name }), y: names.slice(0, 1) };
    case "scatter":
      return {
        kind,
        ...(names[0] !== undefined && { x: names[0] }),
        y: names.slice(1, 2),
        ...(second && first && { series: second.name }),
      };
    case "heatmap":
      return { kind, ...(first && { x: first.name }), y: names.slice(0, 1), ...(second && { series: second.name }) };
    case "bar":
    case "line":
    case "area":
      return {
        kind,
        ...(first && { x: first.name }),
        y: second ? names.slice(0, 1) : names,
        ...(second && { series: second.name }),
        ...(kind === "area" || (kind === "bar" && second) ? { stacked: true } : {}),
        ...(kind === "bar" && first && !time && first.data_type === "text" && !second ? { horizontal: true } : {}),
      };
  }
}

/** Whether the columns can be drawn this way at all. */
export function kindFits(kind: ChartKind, columns: readonly Column[]): boolean {
  const { dimensions, measures } = split(columns);
  switch (kind) {
    case "table":
      return columns.length > 0;
    case "kpi":
      return measures.length > 0;
    case "scatter":
      return measures.length > 1;
    case "heatmap":
      return measures.length > 0 && dimensions.length > 1;
    case "bar":
    case "line":
    case "area":
    case "pie":
      return measures.length > 0 && dimensions.length > 0;
  }
}
