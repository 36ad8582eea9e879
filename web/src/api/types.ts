/**
 * The shapes of the HTTP interface that the page uses: those of the server's OpenAPI document under short names, and for projects and
 * queries (which the page writes as well as reads) the same shapes with every member that may be left out present.
 */
import type { components } from "./schema.gen";

export type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type ConnectionRole = Schemas["ConnectionRole"];
export type Scalar = Schemas["Scalar"];
export type DataType = string;
export type Ref = Schemas["Ref"];
export type Principal = Schemas["Principal"];
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export type Me = Schemas["Me"];
export type Sharing = Schemas["Sharing"];
export type Node = Schemas["Node"];
export type Document = Schemas["Document"];
export type Listing = Schemas["ContentPage"];

// ---- projects and reports

export interface Filter {
  field: string;
  op: string;
  values: Scalar[];
}
export interface SemanticQuery {
  topic?: string;
  fields: string[];
  filters?: Filter[];
  sorts?: { field: string; descending?: boolean }[];
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
  op: string;
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
}

export interface Column {
  name: string;
  label: string;
  data_type: DataType;
  role: "dimension" | "measure";
  format: string | null;
  grain: string | null;
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
  op: string;
  values: Scalar[];
  tiles: string[];
}
export interface ReportView {
  id: string;
  name: string;
  document: Ref & { identifier: string | null; version: number };
  tabs: { id: string; name: string; tiles: ViewTile[] }[];
  filters: ViewFilter[];
  can: string[];
}

// ---- connections

export type Connection = Schemas["Connection"];
export type Table = Schemas["Table"];
export type ConnectionRoles = Schemas["ConnectionRoles"];
export type ConnectionRolesChange = Schemas["ConnectionRolesChange"];
export type Diagnostic = Schemas["Diagnostic"];
export type Model = Schemas["Model"];
export type ModelSaved = Schemas["ModelSaved"];
export type TopicField = Schemas["TopicField"];
export type TopicSummary = Schemas["TopicItem"];
export type Topic = Schemas["Topic"];
export type Suggestions = Schemas["Suggestions"];

// ---- sharing

export type AccessSource = Schemas["AccessSource"];
export type UserRef = Schemas["UserRef"];
export type CodedText = Schemas["CodedText"];
export type AccessEntry = Schemas["AccessEntry"];
export type AccessRequest = Schemas["AccessRequest"];
export type Access = Schemas["Access"];
export interface AccessChange {
  organization_role?: Role;
  changes: { principal: Principal; role: Role | null; boost?: boolean }[];
}
export type PreviewPerson = Schemas["PreviewPerson"];
export type Preview = Schemas["Preview"];
export type Explanation = Schemas["Explanation"];
export type Remedy = Schemas["Remedy"];
export type TileWarning = Schemas["TileWarning"];
export type CausePeople = Schemas["CausePeople"];
/** What a remedy does by itself; building a tile in another way is work for the editor. */
export type RemedyAction = Exclude<NonNullable<Schemas["Remedy"]["action"]>, { kind: "edit_tile" }>;
export type PrincipalHit = Schemas["PrincipalItem"];
export type LinkMode = Schemas["LinkMode"];
export type LinkRight = Schemas["LinkRight"];
export type Link = Schemas["Link"];

// ---- people and administration

export type User = Schemas["User"];
export type Group = Schemas["Group"];
export type Attribute = Schemas["Attribute"];
export type AuditEntry = Schemas["AuditEntry"];
export type Settings = Schemas["Settings"];
export type InstanceGrant = Schemas["InstanceGrant"];
export type SettingsChange = Schemas["SettingsChange"];
