/** Which columns a chart draws, and the rows turned into categories and series. No value is ever added up in the page: a
 * median of medians would be a lie, so what does not fit is said and left to the table. */
import type { Chart, Column } from "../lib/wire";
import { columnFormatter, isNumeric, isTemporal, type Cell, type Formatter } from "./format";
import { columnIndex, toNumber, type Frame } from "./frame";

export interface Roles {
  x: number;
  /** Splits into colours; in a heat map the vertical side. */
  series: number;
  y: number[];
}

/** What the author chose, and for what he left open or what is gone from the query: the natural choice. */
export function resolveRoles(chart: Chart, frame: Pick<Frame, "columns">): Roles {
  const { columns } = frame;
  const find = (name: string | undefined): number => columnIndex(frame, name);
  const named = (chart.y ?? []).map(find).filter((at) => at >= 0);
  // A vertical dimension may stand in `y` or in `series`: authors of heat maps write both.
  const vertical = named.find((at) => isDimension(columns[at]) && chart.kind === "heatmap");
  const taken = new Set([find(chart.x), find(chart.series), find(chart.compare)]);
  let y = named.filter((at) => at !== vertical);
  if (y.length === 0) {
    y = columns.flatMap((column, at) => (!taken.has(at) && !isDimension(column) ? [at] : []));
    if (y.length === 0) y = columns.flatMap((column, at) => (!taken.has(at) && isNumeric(column) ? [at] : []));
    if (chart.kind !== "table" && chart.kind !== "kpi" && chart.series !== undefined) y = y.slice(0, 1);
  }
  let x = find(chart.x);
  let series = find(chart.series);
  if (series < 0 && vertical !== undefined) series = vertical;
  const free = columns.flatMap((column, at) => (isDimension(column) && at !== series && !y.includes(at) ? [at] : []));
  if (chart.kind === "scatter") {
    const numbers = columns.flatMap((column, at) => (isNumeric(column) && column.role === "measure" ? [at] : []));
    if (x < 0) x = y.find((at) => numbers.includes(at)) ?? -1;
    y = y.filter((at) => at !== x);
    if (y.length === 0) y = numbers.filter((at) => at !== x).slice(0, 1);
  } else if (x < 0) {
    x = free.find((at) => isTemporal(columns[at] as Column)) ?? free[0] ?? -1;
  }
  if (chart.kind === "heatmap" && series < 0) series = free.find((at) => at !== x) ?? -1;
  return { x, series, y };
}

export function isDimension(column: Column | undefined): boolean {
  return column !== undefined && column.role === "dimension";
}

export interface Point {
  row: number;
  value: number | null;
}

export interface Series {
  /** What the reader sees. */
  name: string;
  /** The measure's column. */
  column: number;
  /** One per category; null where the data has no row. */
  points: (Point | null)[];
}

export interface Pivot {
  categories: Cell[];
  labels: string[];
  series: Series[];
  /** How many series there were before the cap. */
  allSeries: number;
  allCategories: number;
}

export const MOST_SERIES = 24;
export const MOST_CATEGORIES = 2000;

export function pivot(frame: Frame, roles: Roles, locale: string, blank: string): Pivot {
  const xColumn = frame.columns[roles.x];
  const label: Formatter = xColumn === undefined ? () => "" : columnFormatter(xColumn, locale, { blank });
  const categories: Cell[] = [];
  const places = new Map<Cell, number>();
  const byKey = new Map<string, Series>();
  const seriesColumn = frame.columns[roles.series];
  const seriesLabel = seriesColumn === undefined ? null : columnFormatter(seriesColumn, locale, { blank });
  const measures = seriesLabel === null ? roles.y : roles.y.slice(0, 1);
  for (let row = 0; row < frame.rows; row += 1) {
    const category = roles.x < 0 ? null : frame.cell(roles.x, row);
    let place = places.get(category);
    if (place === undefined) {
      place = categories.length;
      places.set(category, place);
      categories.push(category);
    }
    for (const column of measures) {
      const split = seriesLabel === null ? null : frame.cell(roles.series, row);
      const key = `${column}\u0000${typeof split}\u0000${String(split)}`;
      let series = byKey.get(key);
      if (series === undefined) {
        series = { name: seriesLabel === null ? (frame.columns[column]?.label ?? "") : seriesLabel(split), column, points: [] };
        byKey.set(key, series);
      }
      series.points[place] = { row, value: toNumber(frame.cell(column, row)) };
    }
  }
  const order = xColumn !== undefined && (isTemporal(xColumn) || xColumn.grain !== null) ? sortedPlaces(categories) : null;
  const all = [...byKey.values()];
  const kept = all.slice(0, MOST_SERIES);
  for (const series of kept) {
    const points = order === null ? categories.map((_, at) => series.points[at]) : order.map((at) => series.points[at]);
    series.points = points.slice(0, MOST_CATEGORIES).map((point) => point ?? null);
  }
  const inOrder = order === null ? categories : order.map((at) => categories[at] ?? null);
  const shown = inOrder.slice(0, MOST_CATEGORIES);
  return {
    categories: shown,
    labels: shown.map(label),
    series: kept,
    allSeries: all.length,
    allCategories: categories.length,
  };
}

/** Time goes from left to right whatever order the rows came in. */
function sortedPlaces(categories: readonly Cell[]): number[] {
  return categories.map((_, at) => at).sort((a, b) => Number(categories[a] ?? -Infinity) - Number(categories[b] ?? -Infinity));
}

/** What a mark stands for: the dimensions that place it. */
export interface Mark {
  column: string;
  value: string | number | boolean | null;
}

export function marksOfRow(frame: Frame, roles: Pick<Roles, "x" | "series">, row: number): Mark[] {
  return [roles.x, roles.series].flatMap((at) => {
    const column = frame.columns[at];
    if (column === undefined || column.role !== "dimension") return [];
    return [{ column: column.name, value: markValue(frame.cell(at, row), column) }];
  });
}

/** Times become ISO text, as filters write them. */
export function markValue(cell: Cell, column: Column): Mark["value"] {
  if (cell === null || typeof cell === "boolean") return cell;
  if (isTemporal(column)) {
    const iso = new Date(Number(cell)).toISOString();
    return column.data_type === "date" || iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19);
  }
  if (typeof cell === "bigint") return cell.toString();
  if (isNumeric(column)) return Number(cell);
  return cell;
}
