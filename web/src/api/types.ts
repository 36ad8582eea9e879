/** The shapes of the HTTP interface that the page uses. */

export type Role = "no_access" | "viewer" | "editor" | "manager" | "owner";
export type ConnectionRole = "no_access" | "viewer" | "restricted_querier" | "querier" | "modeler" | "connection_admin";
export type Scalar = string | number | boolean;
export type DataType = string;
export interface Ref {
  id: string;
  name: string;
}
export interface Principal {
  kind: "user" | "group" | "organization";
  id?: string;
}
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Me {
  id: string;
  name: string;
  email: string;
  is_admin: boolean;
  organization: string;
  can: string[];
}

export type Sharing = "private" | "people" | "organization" | "link";
export interface Node {
  id: string;
  kind: "folder" | "document";
  name: string;
  description: string | null;
  identifier: string | null;
  owner: Ref;
  role: Role;
  name_only: boolean;
  can: string[];
  sharing: Sharing;
  created_at: string;
  updated_at: string;
  reports: Ref[];
}
export interface Document extends Node {
  version: number;
  path: Ref[];
  connections: Ref[];
}
export interface Listing extends Page<Node> {
  path: Ref[];
  can: string[];
}

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

export interface Connection {
  id: string;
  name: string;
  kind: "local";
  base_role: ConnectionRole;
  role: ConnectionRole;
  can: string[];
  tables: number;
}
export interface Table {
  name: string;
  columns: { name: string; data_type: DataType }[];
  rows: number | null;
  bytes: number;
  fault: string | null;
}
export interface ConnectionRoles {
  base_role: ConnectionRole;
  entries: { principal: Principal; name: string; role: ConnectionRole }[];
}
export interface Diagnostic {
  severity: "error" | "warning";
  code: string;
  file: string;
  line: number;
  column: number;
  message: string;
  hint: string | null;
}
export interface Model {
  version: number;
  files: Record<string, string>;
  diagnostics: Diagnostic[];
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
}
export interface TopicSummary {
  name: string;
  label: string;
  description: string | null;
}
export interface Topic extends TopicSummary {
  views: { name: string; label: string; fields: TopicField[] }[];
  default_filters: Filter[];
}
export interface Suggestions {
  values: (Scalar | null)[];
  truncated: boolean;
}

// ---- sharing

export interface AccessSource {
  kind: "direct" | "folder" | "group" | "owner" | "admin" | "organization";
  role: Role;
  node: Ref | null;
  via: Ref[];
}
export interface AccessEntry {
  principal: Principal;
  name: string;
  email: string | null;
  members: number | null;
  role: Role;
  direct: Role | null;
  boost: boolean;
  sources: AccessSource[];
  overtaken_by: Ref | null;
}
export interface Access {
  node: Ref & { kind: "folder" | "document" };
  organization_role: Role;
  organization_inherited: { role: Role; from: Ref } | null;
  entries: AccessEntry[];
  can: string[];
  links: number;
}
export interface AccessChange {
  organization_role?: Role;
  changes: { principal: Principal; role: Role | null }[];
}
export interface Preview {
  people: { user: Ref & { email: string }; before: Role; after: Role }[];
  gains: number;
  loses: number;
  changes: number;
  items_below: number;
}
export interface PrincipalHit {
  principal: Principal;
  name: string;
  email: string | null;
  members: number | null;
}
export type LinkMode = "private" | "folder" | "everyone";
export type LinkRight = "view" | "download_data";
export interface Link {
  id: string;
  name: string;
  mode: LinkMode;
  rights: LinkRight[];
  attributes: Record<string, Scalar[]>;
  expires_at: string | null;
  url: string;
  created_at: string;
  last_used_at: string | null;
  openings: number;
  warnings: { code: string; text: string }[];
}

// ---- people

export interface User {
  id: string;
  name: string;
  email: string;
  is_admin: boolean;
  active: boolean;
  groups: Ref[];
  attributes: Record<string, Scalar[]>;
  created_at: string;
  last_seen_at: string | null;
}
export interface Group {
  id: string;
  name: string;
  members: { principal: Principal; name: string }[];
  user_count: number;
}
export interface Attribute {
  name: string;
  label: string | null;
  kind: "string" | "number" | "boolean";
  multiple: boolean;
  default: Scalar[] | null;
}
export interface AuditEntry {
  at: string;
  actor: string;
  verb: string;
  object: string;
  result: string;
  codes: string[];
  request_id: string;
  address: string;
}
