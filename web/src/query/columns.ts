/** From a topic's fields to the columns of a query, before the server has answered. */
import type { Column, DataType, Topic, TopicField } from "../lib/wire";
import { t } from "./messages";
import type { FilterField } from "./operators";

export interface FieldRef {
  path: string;
  grain: string | null;
}

/** `flights.time_hour[month]` */
export function parseFieldRef(text: string): FieldRef {
  const match = /^([^[\]]+)(?:\[([a-z_]+)\])?$/.exec(text.trim());
  return { path: match?.[1] ?? text, grain: match?.[2] ?? null };
}

export function fieldRefText({ path, grain }: FieldRef): string {
  return grain === null ? path : `${path}[${grain}]`;
}

export function findField(topic: Topic | undefined, path: string): TopicField | undefined {
  for (const view of topic?.views ?? []) {
    const found = view.fields.find((field) => field.field.toLowerCase() === path.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

export function allFields(topic: Topic): TopicField[] {
  return topic.views.flatMap((view) => view.fields);
}

type GrainWord = "raw" | "minute" | "hour" | "date" | "week" | "month" | "quarter" | "year" | "hour_of_day" | "day_of_week" | "day_of_month" | "month_of_year" | "quarter_of_year"; // prettier-ignore

export function grainLabel(grain: string): string {
  return t(grain as GrainWord);
}

export function columnOfRef(topic: Topic | undefined, text: string): Column {
  const { path, grain } = parseFieldRef(text);
  const field = findField(topic, path);
  const label = field?.label ?? path;
  return {
    name: text,
    label: grain === null || grain === "raw" ? label : `${label} (${grainLabel(grain)})`,
    data_type: grainType(grain, field?.data_type ?? "text"),
    role: field?.kind ?? "dimension",
    format: grain === null ? (field?.format ?? null) : null,
    grain,
  };
}

function grainType(grain: string | null, own: DataType): DataType {
  if (grain === null || grain === "raw") return own;
  if (grain.includes("_of_")) return "integer";
  return grain === "hour" || grain === "minute" ? "timestamp" : "date";
}

export function filterFieldOf(topic: Topic | undefined, text: string): FilterField {
  const { name, label, data_type, grain, format } = columnOfRef(topic, text);
  return { field: name, label, data_type, grain, format };
}

/** The frame a time field is first shown in: months are few enough to see and many enough to say something. */
export function defaultGrain(field: TopicField): string | null {
  if (field.grains.length === 0) return null;
  return ["month", "date", "week", "quarter", "year"].find((grain) => field.grains.includes(grain)) ?? field.grains[0] ?? null;
}
