/** Saved form and editor form of a report: two pure functions that undo each other. */
import type { Filter, Report, ReportFilter, SemanticQuery, Tile, TileContent } from "../../lib/wire";
import { isComplete } from "../../query/operators";
import type { Content, EditorFilter, EditorReport, EditorTile } from "./model";

export function toEditor(report: Report): EditorReport {
  return {
    id: report.id,
    name: report.name,
    tabs: report.tabs.map((tab) => ({ id: tab.id, name: tab.name, tiles: tab.tiles.map(editorTile) })),
    filters: report.filters.map(editorFilter),
  };
}

/** Properties that say nothing are absent, so that an untouched report is saved as it came. */
export function toSaved(report: EditorReport): Report {
  return {
    id: report.id,
    name: report.name,
    tabs: report.tabs.map((tab) => ({ id: tab.id, name: tab.name, tiles: tab.tiles.map(savedTile) })),
    filters: report.filters.map(savedFilter),
  };
}

export function editorTile({ id, title, layout, content }: Tile): EditorTile {
  return { id, title, layout, content: editorContent(content) };
}

function editorContent(content: TileContent): Content {
  switch (content.kind) {
    case "text":
      return { kind: "text", markdown: content.markdown };
    case "sql":
      return { kind: "sql", connection: content.connection, sql: content.sql, chart: content.chart, proposed: false };
    case "query": {
      const { topic, fields, filters, sorts, limit } = content.query;
      return {
        kind: "topic",
        connection: content.connection,
        topic: topic ?? null,
        fields,
        filters: filters ?? [],
        sorts: sorts ?? [],
        limit: limit ?? null,
        chart: content.chart,
        proposed: false,
      };
    }
  }
}

function editorFilter({ id, field, label, op, values, hidden, tiles }: ReportFilter): EditorFilter {
  return { id, field, label, op, values, hidden: hidden ?? false, tiles: tiles ?? null };
}

export function savedTile({ id, title, layout, content }: EditorTile): Tile {
  return { id, title, layout, content: savedContent(content) };
}

function savedContent(content: Content): TileContent {
  switch (content.kind) {
    case "text":
      return { kind: "text", markdown: content.markdown };
    case "sql":
      return { kind: "sql", connection: content.connection ?? "", sql: content.sql, chart: content.chart };
    case "topic":
      return { kind: "query", connection: content.connection ?? "", query: queryOf(content), chart: content.chart };
  }
}

/** The query of a tile; a filter that says nothing yet is left out. */
export function queryOf(content: {
  topic: string | null;
  fields: string[];
  filters: Filter[];
  sorts: { field: string; descending?: boolean }[];
  limit: number | null;
}): SemanticQuery {
  const filters = content.filters.filter(isComplete);
  const sorts = content.sorts.filter((sort) => content.fields.includes(sort.field));
  return {
    ...(content.topic !== null && { topic: content.topic }),
    fields: content.fields,
    ...(filters.length > 0 && { filters }),
    ...(sorts.length > 0 && { sorts }),
    ...(content.limit !== null && { limit: content.limit }),
  };
}

function savedFilter({ id, field, label, op, values, hidden, tiles }: EditorFilter): ReportFilter {
  return { id, field, label, op, values, ...(hidden && { hidden }), ...(tiles !== null && { tiles }) };
}
