/** A report as it is being edited: every property is there, and a tile may be unfinished. `convert.ts` leads to the saved form and back. */
import type { Chart, Filter, FilterOp, Layout, Scalar, Sort } from "../../lib/wire";

export interface TopicContent {
  kind: "topic";
  connection: string | null;
  topic: string | null;
  fields: string[];
  filters: Filter[];
  sorts: Sort[];
  limit: number | null;
  chart: Chart;
  /** The chart follows the fields until the author has chosen one. */
  proposed: boolean;
}

export interface SqlContent {
  kind: "sql";
  connection: string | null;
  sql: string;
  chart: Chart;
  proposed: boolean;
}

export interface TextContent {
  kind: "text";
  markdown: string;
}

export type Content = TopicContent | SqlContent | TextContent;

export interface EditorTile {
  id: string;
  title: string;
  layout: Layout;
  content: Content;
}

export interface EditorTab {
  id: string;
  name: string;
  tiles: EditorTile[];
}

export interface EditorFilter {
  id: string;
  field: string;
  label: string;
  op: FilterOp;
  values: Scalar[];
  hidden: boolean;
  /** Null: every tile whose topic has the field. */
  tiles: string[] | null;
}

export interface EditorReport {
  id: string;
  name: string;
  tabs: EditorTab[];
  filters: EditorFilter[];
}

export type Unfinished = "connection" | "topic" | "fields" | "sql";

/** What a tile still needs before it can be saved. */
export function unfinished(tile: EditorTile): Unfinished | null {
  const { content } = tile;
  if (content.kind === "text") return null;
  if (content.connection === null) return "connection";
  if (content.kind === "sql") return content.sql.trim() === "" ? "sql" : null;
  if (content.topic === null) return "topic";
  return content.fields.length === 0 ? "fields" : null;
}

export function findTile(report: EditorReport, id: string | null): EditorTile | undefined {
  if (id === null) return undefined;
  for (const tab of report.tabs) {
    const found = tab.tiles.find((tile) => tile.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function mapTile(report: EditorReport, id: string, change: (tile: EditorTile) => EditorTile): EditorReport {
  const tabs = report.tabs.map((tab) =>
    tab.tiles.some((tile) => tile.id === id)
      ? { ...tab, tiles: tab.tiles.map((tile) => (tile.id === id ? change(tile) : tile)) }
      : tab,
  );
  return { ...report, tabs };
}

export function mapTab(report: EditorReport, id: string, change: (tab: EditorTab) => EditorTab): EditorReport {
  return { ...report, tabs: report.tabs.map((tab) => (tab.id === id ? change(tab) : tab)) };
}
