/** A chart in words, with its numbers: what a screen reader says instead of the picture. */
import type { Chart, Column } from "../lib/wire";
import { columnFormatter, type Formatter } from "./format";
import { toNumber, type Frame } from "./frame";
import { t } from "./messages";
import type { Roles } from "./shape";

/** How many values are read out before the reader is sent to the table. */
const MOST_VALUES = 40;

export interface Description {
  summary: string;
  values: string[];
  more: number;
}

export function describeChart(chart: Chart, frame: Frame, roles: Roles, locale: string): Description {
  const blank = t("blank");
  const format = frame.columns.map((column) => columnFormatter(column, locale, { blank }));
  const measure = roles.y[0] ?? -1;
  const label = (at: number): string => frame.columns[at]?.label ?? "";
  const places = [roles.x, roles.series].filter((at) => at >= 0);
  const what = roles.y.map(label).join(", ");
  const head = sentence(chart, what, places.map(label));
  const summary = [head, t("points", { count: frame.rows }), extent(frame, measure, places, format)].filter(Boolean).join("; ");
  const shown = Math.min(frame.rows, MOST_VALUES);
  const values = Array.from({ length: shown }, (_, row) => {
    const place = places.map((at) => text(format, frame, at, row)).join(", ");
    const numbers = roles.y.map((at) =>
      roles.y.length > 1 ? `${label(at)} ${text(format, frame, at, row)}` : text(format, frame, at, row),
    );
    return place === "" ? numbers.join(", ") : `${place}: ${numbers.join(", ")}`;
  });
  return { summary, values, more: frame.rows - shown };
}

function sentence(chart: Chart, what: string, by: string[]): string {
  const [dimension, other] = by;
  if (dimension === undefined) return `${t(chart.kind)}: ${what}`;
  const words = other === undefined ? t("by", { what, dimension }) : t("byTwo", { what, dimension, other });
  return `${t(chart.kind)}: ${words}`;
}

function extent(frame: Frame, measure: number, places: number[], format: Formatter[]): string {
  let low = -1;
  let high = -1;
  for (let row = 0; row < frame.rows; row += 1) {
    const value = toNumber(frame.cell(measure, row));
    if (value === null) continue;
    if (low < 0 || value < (toNumber(frame.cell(measure, low)) ?? 0)) low = row;
    if (high < 0 || value > (toNumber(frame.cell(measure, high)) ?? 0)) high = row;
  }
  if (low < 0 || places.length === 0) return "";
  const at = (row: number): string => places.map((column) => text(format, frame, column, row)).join(", ");
  return t("range", {
    low: text(format, frame, measure, low),
    lowAt: at(low),
    high: text(format, frame, measure, high),
    highAt: at(high),
  });
}

function text(format: Formatter[], frame: Frame, column: number, row: number): string {
  return format[column]?.(frame.cell(column, row)) ?? "";
}

export function columnLabel(columns: readonly Column[], name: string | undefined): string {
  return columns.find((column) => column.name === name)?.label ?? name ?? "";
}
