/** The shapes that reports, projects and queries have on the wire, and nothing else. */

export type DataType = "text" | "integer" | "number" | "boolean" | "date" | "timestamp" | "other";
export type Scalar = string | number | boolean;

export interface Column {
  name: string;
  label: string;
  data_type: DataType;
  role: "dimension" | "measure";
  format: string | null;
  grain: string | null;
}

export type FilterOp =
  "in" | "not" | "lt" | "le" | "gt" | "ge" | "between" | "contains" | "starts" | "ends" | "blank" | "notblank" | "last" | "like";

export interface Filter {
  field: string;
  op: FilterOp;
  values: Scalar[];
}

export interface Sort {
  field: string;
  descending?: boolean;
}

export interface SemanticQuery {
  topic?: string;
  fields: string[];
  filters?: Filter[];
  sorts?: Sort[];
  limit?: number;
}

export type ChartKind = "kpi" | "table" | "bar" | "line" | "area" | "scatter" | "heatmap" | "pie";

export interface Chart {
  kind: ChartKind;
  x?: string;
  y?: string[];
  series?: string;
  stacked?: boolean;
  horizontal?: boolean;
  compare?: string;
  x_title?: string;
  y_title?: string;
}

export interface Layout {
  x: number;
  y: number;
  w: number;
  h: number;
}

export type TileContent =
  | { kind: "query"; connection: string; query: SemanticQuery; chart: Chart }
  | { kind: "sql"; connection: string; sql: string; chart: Chart }
  | { kind: "text"; markdown: string };

export interface Tile {
  id: string;
  title: string;
  layout: Layout;
  content: TileContent;
}

export interface Tab {
  id: string;
  name: string;
  tiles: Tile[];
}

export interface ReportFilter {
  id: string;
  field: string;
  label: string;
  op: FilterOp;
  values: Scalar[];
  hidden?: boolean;
  tiles?: string[];
}

export interface Report {
  id: string;
  name: string;
  tabs: Tab[];
  filters: ReportFilter[];
}

export interface Project {
  format: 1;
  reports: Report[];
  /** The workbook's own model: by connection, model files by name. */
  models?: Record<string, Record<string, string>>;
}

export interface Ref {
  id: string;
  name: string;
}

export interface ViewTile {
  id: string;
  title: string;
  layout: Layout;
  kind: "query" | "sql" | "text";
  markdown: string | null;
  chart: Chart | null;
  columns: Column[];
}

export interface ViewFilter {
  id: string;
  field: string;
  label: string;
  data_type: DataType;
  grain: string | null;
  op: FilterOp;
  values: Scalar[];
  /** The tiles it reaches. */
  tiles: string[];
}

export interface ReportView {
  id: string;
  name: string;
  /** The version of the document that is shown. */
  version: number;
  /** Null for visitors of a link. */
  document: (Ref & { identifier: string | null }) | null;
  tabs: { id: string; name: string; tiles: ViewTile[] }[];
  filters: ViewFilter[];
  can: string[];
}

export interface TopicField {
  field: string;
  label: string;
  description: string | null;
  group: string | null;
  kind: "dimension" | "measure";
  data_type: DataType;
  format: string | null;
  grains: string[];
  /** What this person gets in the place of values; null for the values themselves. */
  mask: "null" | "text" | "hash" | "sql" | null;
  /** Of the workbook's own model, and not of the shared one. */
  own: boolean;
}

export interface Topic {
  name: string;
  label: string;
  description: string | null;
  views: { name: string; label: string; fields: TopicField[] }[];
  default_filters: Filter[];
}

export interface Suggestions {
  values: (Scalar | null)[];
  truncated: boolean;
}

/** A refusal of the server, as far as the page shows it (RFC 9457). */
export interface Problem {
  title: string;
  status: number;
  code: string;
  detail: string;
  hint?: string;
}
