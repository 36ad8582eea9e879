/** What a filter can ask of a field of each type, and the filter in words. */
import { columnFormatter } from "../charts/format";
import type { Column, DataType, Filter, FilterOp, Scalar } from "../lib/wire";
import { t } from "./messages";

/** A field as filters need it. */
export interface FilterField {
  field: string;
  label: string;
  data_type: DataType;
  grain: string | null;
  format: string | null;
}

export const OPS: readonly FilterOp[] = [
  "in", "not", "lt", "le", "gt", "ge", "between", "contains", "starts", "ends", "blank", "notblank", "last", "like",
]; // prettier-ignore

export type FieldShape = "text" | "number" | "time" | "boolean" | "choice";

/** How its values are asked for. Parts of a date (month of year) are few numbers, hence chosen and not typed. */
export function shapeOf(field: Pick<FilterField, "data_type" | "grain">): FieldShape {
  if (field.grain !== null && field.grain.endsWith("_of_year")) return "choice";
  if (field.grain !== null && /_of_(day|week|month)$/.test(field.grain)) return "choice";
  switch (field.data_type) {
    case "integer":
    case "number":
      return "number";
    case "date":
    case "timestamp":
      return "time";
    case "boolean":
      return "boolean";
    case "text":
    case "other":
      return "text";
  }
}

export function opsFor(field: Pick<FilterField, "data_type" | "grain">): FilterOp[] {
  switch (shapeOf(field)) {
    case "text":
      return ["in", "not", "contains", "starts", "ends", "blank", "notblank"];
    case "number":
      return ["between", "ge", "gt", "le", "lt", "in", "not", "blank", "notblank"];
    case "time":
      return ["last", "between", "ge", "lt", "in", "blank", "notblank"];
    case "boolean":
      return ["in", "blank", "notblank"];
    case "choice":
      return ["in", "not", "blank", "notblank"];
  }
}

/** How many values an operator takes: none, one, two, or any number. */
export function arity(op: FilterOp): 0 | 1 | 2 | "many" {
  switch (op) {
    case "blank":
    case "notblank":
      return 0;
    case "between":
      return 2;
    case "in":
    case "not":
    case "contains":
    case "starts":
    case "ends":
    case "like":
      return "many";
    case "lt":
    case "le":
    case "gt":
    case "ge":
    case "last":
      return 1;
  }
}

/** Whether a filter says anything yet; the page does not send half a filter. */
export function isComplete(filter: Pick<Filter, "op" | "values">): boolean {
  const takes = arity(filter.op);
  if (takes === "many") return filter.values.length > 0;
  return filter.values.length === takes && filter.values.every((value) => value !== "");
}

export function opLabel(op: FilterOp, shape: FieldShape): string {
  if (shape === "time") {
    if (op === "lt") return t("before");
    if (op === "le") return t("until");
    if (op === "gt") return t("after");
    if (op === "ge") return t("since");
  }
  return t(op);
}

/** Text of an address or an input to the type of the field; null when it is none. */
export function parseScalar(text: string, data_type: DataType): Scalar | null {
  switch (data_type) {
    case "integer":
    case "number": {
      const number = Number(text.trim());
      if (text.trim() === "" || !Number.isFinite(number)) return null;
      return data_type === "integer" && !Number.isInteger(number) ? null : number;
    }
    case "boolean":
      return text === "true" ? true : text === "false" ? false : null;
    case "date":
    case "timestamp":
      return /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
    case "text":
    case "other":
      return text;
  }
}

const RELATIVE = /^(\d{1,4})([dwmqy])$/;

export function parseRelative(text: Scalar | undefined): { count: number; unit: "d" | "w" | "m" | "q" | "y" } | null {
  const match = RELATIVE.exec(String(text ?? ""));
  return match === null ? null : { count: Number(match[1]), unit: match[2] as "d" };
}

/** One value as a person reads it. */
export function valueText(value: Scalar, field: Pick<FilterField, "data_type" | "grain" | "format">, locale: string): string {
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (field.data_type === "date" || field.data_type === "timestamp") {
    if (field.grain?.includes("_of_")) return columnFormatter(field as Column, locale)(value);
    const time = Date.parse(/T|Z/.test(String(value)) ? `${String(value).replace(/Z?$/, "Z")}` : `${value}T00:00:00Z`);
    if (Number.isNaN(time)) return String(value);
    const grain = field.grain ?? (String(value).length > 10 ? "raw" : "date");
    return columnFormatter(
      { data_type: "timestamp", format: null, grain: grain === "raw" && String(value).length <= 10 ? "date" : grain },
      locale,
    )(time);
  }
  if (typeof value === "number") return columnFormatter(field as Column, locale)(value);
  return value === "" ? t("blankValue") : value;
}

/** The filter's condition in words, without the field's name. */
export function conditionText(filter: Filter, field: FilterField, locale: string, most = 3): string {
  const shape = shapeOf(field);
  const words = (value: Scalar): string => valueText(value, field, locale);
  switch (filter.op) {
    case "blank":
    case "notblank":
      return t(filter.op);
    case "last": {
      const relative = parseRelative(filter.values[0]);
      return relative === null ? t("last") : `${t("last")} ${t(relative.unit, { count: relative.count })}`;
    }
    case "between":
      return filter.values.length === 2 ? `${words(filter.values[0] as Scalar)} – ${words(filter.values[1] as Scalar)}` : t("any");
    default: {
      if (filter.values.length === 0) return t("any");
      const shown = filter.values.slice(0, most).map(words).join(", ");
      const rest = filter.values.length - most;
      const list = rest > 0 ? `${shown} +${rest}` : shown;
      return filter.op === "in" ? list : `${opLabel(filter.op, shape)} ${list}`;
    }
  }
}
