/** Saved form and editor form of a report: two pure functions that undo each other. */
import type { Chart, Filter, Report, ReportFilter, SemanticQuery, Tile, TileContent } from "../../lib/wire";
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

/** The one form in which the page compares and saves a report: properties that say nothing are absent. */
export function toSaved(report: EditorReport): Report {
  return {
    id: report.id,
    name: report.name,
    tabs: report.tabs.map((tab) => ({ id: tab.id, name: tab.name, tiles: tab.tiles.map(savedTile) })),
    filters: report.filters.map(savedFilter),
  };
}

/**
 * A report as `toSaved` would write it. The server writes some properties out that say nothing (`hidden: false`), and what differs only
 * in that is not a change: whatever comes from outside is brought into this form before anything is compared with it.
 */
export function normal(report: Report): Report {
  return toSaved(toEditor(report));
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
        filters: (filters ?? []).map(withValues),
        sorts: sorts ?? [],
        limit: limit ?? null,
        chart: content.chart,
        proposed: false,
      };
    }
  }
}

/** An operator that needs none may come without them. */
function withValues<F extends { values?: Filter["values"] }>(filter: F): F & Pick<Filter, "values"> {
  return { ...filter, values: filter.values ?? [] };
}

function editorFilter({ id, field, label, op, values, hidden, tiles }: ReportFilter): EditorFilter {
  return { id, field, label, op, values: values ?? [], hidden: hidden ?? false, tiles: tiles ?? null };
}

export function savedTile({ id, title, layout, content }: EditorTile): Tile {
  return { id, title, layout, content: savedContent(content) };
}

function savedContent(content: Content): TileContent {
  switch (content.kind) {
    case "text":
      return { kind: "text", markdown: content.markdown };
    case "sql":
      return { kind: "sql", connection: content.connection ?? "", sql: content.sql, chart: savedChart(content.chart) };
    case "topic":
      return { kind: "query", connection: content.connection ?? "", query: queryOf(content), chart: savedChart(content.chart) };
  }
}

function savedChart(chart: Chart): Chart {
  const says = Object.entries(chart).filter(
    ([, value]) => value !== undefined && value !== null && value !== false && value !== "" && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(says) as unknown as Chart;
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
  const sorts = content.sorts
    .filter((sort) => content.fields.includes(sort.field))
    .map(({ field, descending }) => (descending === true ? { field, descending } : { field }));
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
