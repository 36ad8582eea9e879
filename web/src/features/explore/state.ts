/**
 * A query as it stands in the address, behind `#`, in the grammar of report addresses:
 * `topic=flights&fields=flights.carrier,flights.count&f.flights.origin=JFK&sort=-flights.count&limit=10&chart.kind=bar`,
 * or `sql=<text>`. A link to it is the question, not its answer: whoever opens it sees their own rows.
 */
import type { Chart, ChartKind, Filter, Sort } from "../../lib/wire";
import { CHART_KINDS } from "../../charts/propose";
import { conditionFromText, conditionToText, decode, encode, fragmentParts } from "../../query/conditions";

export interface ExploreState {
  mode: "topic" | "sql";
  topic: string | null;
  fields: string[];
  filters: Filter[];
  sorts: Sort[];
  limit: number | null;
  sql: string;
  /** Null while it follows the fields. */
  chart: Chart | null;
}

export const START: ExploreState = {
  mode: "topic",
  topic: null,
  fields: [],
  filters: [],
  sorts: [],
  limit: null,
  sql: "",
  chart: null,
};

export function toUrl(state: ExploreState): string {
  const parts: string[] = [];
  const add = (key: string, value: string): void => void parts.push(`${key}=${value}`);
  if (state.mode === "sql") add("sql", encode(state.sql));
  if (state.topic !== null) add("topic", encode(state.topic));
  if (state.fields.length > 0) add("fields", state.fields.map(encode).join(","));
  for (const filter of state.filters) add(`f.${encode(filter.field)}`, conditionToText(filter));
  if (state.sorts.length > 0)
    add("sort", state.sorts.map((sort) => `${sort.descending === true ? "-" : ""}${encode(sort.field)}`).join(","));
  if (state.limit !== null) add("limit", String(state.limit));
  for (const [key, value] of Object.entries(state.chart ?? {})) {
    add(`chart.${key}`, Array.isArray(value) ? value.map((one) => encode(String(one))).join(",") : encode(String(value)));
  }
  return parts.join("&");
}

export function fromUrl(fragment: string): ExploreState {
  const state: ExploreState = { ...START, fields: [], filters: [], sorts: [] };
  const chart: Record<string, string> = {};
  for (const { key, raw } of fragmentParts(fragment)) {
    if (key === null) continue;
    const value = decode(raw);
    if (key === "sql" && value !== null) {
      state.mode = "sql";
      state.sql = value;
    } else if (key === "topic") state.topic = value;
    else if (key === "fields") state.fields = list(raw);
    else if (key === "sort") state.sorts = list(raw).map(sort);
    else if (key === "limit" && /^\d{1,6}$/.test(raw) && Number(raw) > 0) state.limit = Number(raw);
    else if (key.startsWith("chart.")) chart[key.slice(6)] = raw;
    else if (key.startsWith("f.") && key.length > 2) {
      const filter = conditionFromText(key.slice(2), raw);
      if (filter !== null) state.filters.push(filter);
    }
  }
  state.chart = readChart(chart);
  return state;
}

function list(raw: string): string[] {
  return raw
    .split(",")
    .flatMap((part) => decode(part) ?? [])
    .filter(Boolean);
}

function sort(text: string): Sort {
  return text.startsWith("-") ? { field: text.slice(1), descending: true } : { field: text };
}

/** Only what a chart has; an address cannot smuggle anything else into it. */
function readChart(parts: Record<string, string>): Chart | null {
  const kind = parts.kind as ChartKind | undefined;
  if (kind === undefined || !CHART_KINDS.includes(kind)) return null;
  const text = (key: string): Record<string, string> => {
    const value = parts[key] === undefined ? null : decode(parts[key]);
    return value === null || value === "" ? {} : { [key]: value };
  };
  const yes = (key: string): Record<string, true> => (parts[key] === "true" ? { [key]: true } : {});
  return {
    kind,
    ...text("x"),
    ...(parts.y !== undefined && { y: list(parts.y) }),
    ...text("series"),
    ...yes("stacked"),
    ...yes("horizontal"),
    ...text("compare"),
    ...text("x_title"),
    ...text("y_title"),
  };
}
