import { tableFromColumns, columnFromArray, tableToIPC, utf8, float64, int64, bool, timestamp, TimeUnit } from "@uwdata/flechette";
import { encodeFrame } from "../src/api/frames.ts";
import type { Chart, Column, Filter, Project, ReportView, Scalar, SemanticQuery, Tile, ViewFilter } from "../src/lib/wire.ts";
import { nodes } from "./db.ts";
import { answerQuery, columnOf, suggestValues, topic } from "./flights.ts";
import { ok, on, problem, type Asked, type Answered } from "./server.ts";

const id = (kind: string, at: number) => `${kind}_0192f0c1a2b37c4d8e5f6071829300${at.toString(16).padStart(2, "0")}`;
let count = 16;
const tile = (title: string, x: number, y: number, w: number, h: number, query: Omit<SemanticQuery, "topic">, chart: Chart): Tile => ({
  id: id("tile", (count += 1)),
  title,
  layout: { x, y, w, h },
  content: { kind: "query", connection: "con_nyc", query: { topic: "flights", ...query }, chart },
});
const text = (title: string, x: number, y: number, w: number, h: number, markdown: string): Tile => ({
  id: id("tile", (count += 1)),
  title,
  layout: { x, y, w, h },
  content: { kind: "text", markdown },
});
const C = "flights.count";
const D = "flights.average_departure_delay";
const M = "flights.time_hour[month]";

const makeProject = (report: string, name: string): Project => ({
  format: 1,
  reports: [
    {
      id: report,
      name,
      filters: [
        { id: "flt_1", field: "flights.carrier", label: "Carrier", op: "in", values: [] },
        { id: "flt_2", field: "flights.origin", label: "Origin", op: "in", values: ["JFK", "LGA", "EWR"] },
        { id: "flt_3", field: "flights.time_hour[date]", label: "Date", op: "between", values: [] },
        { id: "flt_4", field: "flights.hour", label: "Hour of departure", op: "between", values: [] },
      ],
      tabs: [
        {
          id: id("tab", 1),
          name: "Overview",
          tiles: [
            tile("Flights", 0, 0, 3, 3, { fields: [M, C] }, { kind: "kpi", x: M, y: [C] }),
            tile("Average departure delay", 3, 0, 3, 3, { fields: [D] }, { kind: "kpi", y: [D] }),
            tile("On time", 6, 0, 3, 3, { fields: ["flights.on_time_rate", "flights.cancelled_share"] }, { kind: "kpi", y: ["flights.on_time_rate"] }),
            tile("Restricted", 9, 0, 3, 3, { fields: [C] }, { kind: "kpi", y: [C] }),
            tile("Departure delay through the year", 0, 3, 8, 8, { fields: [M, "flights.origin", D] }, { kind: "line", x: M, y: [D], series: "flights.origin" }),
            tile("Flights by carrier", 8, 3, 4, 8, { fields: ["airlines.name", C], sorts: [{ field: C, descending: true }] }, { kind: "bar", x: "airlines.name", y: [C], horizontal: true }),
            tile("When delays build up", 0, 11, 6, 9, { fields: ["flights.time_hour[hour_of_day]", "flights.time_hour[day_of_week]", D] }, { kind: "heatmap", x: "flights.time_hour[hour_of_day]", y: [D], series: "flights.time_hour[day_of_week]" }),
            tile("Volume against delay", 6, 11, 6, 9, { fields: ["airlines.name", C, D] }, { kind: "scatter", x: C, y: [D] }),
            text("", 0, 20, 12, 3, "**Reading this page.** A flight is *on time* when it left within 15 minutes of its schedule. [How it is measured](https://example.com) · [never a script](javascript:alert(1))"),
          ],
        },
        {
          id: id("tab", 2),
          name: "Carriers",
          tiles: [
            tile("Share of flights", 0, 0, 5, 8, { fields: ["flights.carrier", C], sorts: [{ field: C, descending: true }], limit: 8 }, { kind: "pie", x: "flights.carrier", y: [C] }),
            tile("Flights by quarter and origin", 5, 0, 7, 8, { fields: ["flights.time_hour[quarter]", "flights.origin", C] }, { kind: "bar", x: "flights.time_hour[quarter]", y: [C], series: "flights.origin", stacked: true }),
            tile("All carriers and destinations", 0, 8, 12, 9, { fields: ["airlines.name", "flights.dest", "planes.manufacturer", C, D, "flights.on_time_rate"], sorts: [{ field: C, descending: true }] }, { kind: "table" }),
            tile("Flown miles by day", 0, 17, 12, 7, { fields: ["flights.time_hour[date]", "flights.origin", "flights.total_distance"] }, { kind: "area", x: "flights.time_hour[date]", y: ["flights.total_distance"], series: "flights.origin", stacked: true }),
            tile("Broken on purpose", 0, 24, 6, 6, { fields: ["flights.carrier", C] }, { kind: "bar", x: "flights.carrier", y: [C] }),
            tile("Refused", 6, 24, 6, 6, { fields: ["flights.carrier", C] }, { kind: "bar", x: "flights.carrier", y: [C] }),
          ],
        },
      ],
    },
  ],
});

const stored = new Map<string, { version: number; project: Project }>();
function projectOf(document: string): { version: number; project: Project } | null {
  const node = nodes.find((one) => one.id === document || one.identifier === document);
  if (node === undefined || node.kind !== "document") return null;
  const known = stored.get(node.id);
  if (known !== undefined) return known;
  const report = node.reports[0]?.id;
  const made = { version: 3, project: report === undefined ? { format: 1 as const, reports: [] } : makeProject(report, node.name) };
  stored.set(node.id, made);
  return made;
}

function view(document: string, report: string, can: string[], guest = false): ReportView | null {
  const node = nodes.find((one) => one.id === document || one.identifier === document);
  const found = projectOf(document);
  const one = found?.project.reports.find((r) => r.id === report);
  if (node === undefined || found === null || found === undefined || one === undefined) return null;
  return {
    id: one.id,
    name: one.name,
    version: found.version,
    document: guest ? null : { id: node.id, name: node.name, identifier: node.identifier },
    can,
    tabs: one.tabs.map((tab) => ({
      id: tab.id,
      name: tab.name,
      tiles: tab.tiles.map(({ id: tileId, title, layout, content }) => ({
        id: tileId,
        title,
        layout,
        kind: content.kind,
        markdown: content.kind === "text" ? content.markdown : null,
        chart: content.kind === "text" ? null : content.chart,
        columns: content.kind === "query" ? content.query.fields.map(columnOf) : [],
      })),
    })),
    filters: one.filters.filter((filter) => filter.hidden !== true).map((filter): ViewFilter => {
      const { data_type, grain } = columnOf(filter.field);
      const tiles = one.tabs.flatMap((tab) => tab.tiles.filter((t) => t.content.kind === "query").map((t) => t.id));
      return { id: filter.id, field: filter.field, label: filter.label, data_type, grain, op: filter.op, values: filter.values, tiles: filter.tiles ?? tiles };
    }),
  };
}

function arrow(columns: Column[], rows: (Scalar | null)[][]): Uint8Array {
  const made: [string, ReturnType<typeof columnFromArray>][] = columns.map((column, at) => {
    const values = rows.map((row) => row[at] ?? null);
    switch (column.data_type) {
      case "integer":
        return [column.name, columnFromArray(values, int64())];
      case "number":
        return [column.name, columnFromArray(values, float64())];
      case "boolean":
        return [column.name, columnFromArray(values, bool())];
      case "date":
      case "timestamp":
        return [column.name, columnFromArray(values, timestamp(TimeUnit.MILLISECOND))];
      default:
        return [column.name, columnFromArray(values, utf8())];
    }
  });
  return tableToIPC(tableFromColumns(made), { format: "stream" }) as Uint8Array;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function* frames(document: string, report: string, ask: { tab?: string; tiles?: string[]; filters?: Filter[] }): AsyncGenerator<Uint8Array> {
  const found = projectOf(document)?.project.reports.find((one) => one.id === report);
  const tabs = found?.tabs ?? [];
  const all = tabs.flatMap((tab) => tab.tiles);
  const tiles = ask.tiles?.map((one) => all.find((t) => t.id === one)) ?? (tabs.find((tab) => tab.id === ask.tab) ?? tabs[0])?.tiles ?? [];
  const filters = ask.filters ?? found?.filters ?? [];
  for (const [index, one] of tiles.entries()) {
    if (one === undefined || one.content.kind !== "query") continue;
    await wait(60);
    if (one.title === "Restricted" || one.title === "Refused") {
      yield encodeFrame(4, index, {
        type: "/docs/errors#missing_attribute", title: "No rows are assigned to you", status: 403, code: "missing_attribute",
        detail: "This tile shows each person their own airline, and your account has no value for “carrier”.",
        hint: "Ask an administrator to give you a value for “carrier”.", request_id: "req_mock",
      });
      continue;
    }
    if (one.title === "Broken on purpose") {
      yield encodeFrame(4, index, { type: "", title: "The query ran out of time", status: 503, code: "time_limit", detail: "It was stopped after 60 seconds.", hint: "Narrow the filters.", request_id: "req_mock" });
      continue;
    }
    const { columns, rows } = answerQuery(one.content.query, filters);
    yield encodeFrame(1, index, { tile: one.id, columns, cached_at: null });
    const bytes = arrow(columns, rows);
    for (let at = 0; at < bytes.length; at += 8192) yield encodeFrame(2, index, bytes.slice(at, at + 8192));
    yield encodeFrame(3, index, { rows: rows.length, truncated: false, elapsed_ms: 42 });
  }
}

const stream = (body: AsyncGenerator<Uint8Array>): Answered => ({ status: 200, body, headers: { "content-type": "application/vnd.lucarne.frames" } });
const gone = () => problem(404, "not_found", "There is nothing here.");
type DataBody = { tab?: string; tiles?: string[]; filters?: Filter[] };

on("GET", "/documents/:id/project", (_asked, key) => {
  const found = projectOf(key ?? "");
  return found === null ? gone() : ok(found.project, { etag: `"${found.version}"` });
});
on("PUT", "/documents/:id/project", (asked, key) => {
  const found = projectOf(key ?? "");
  if (found === null) return gone();
  const match = asked.headers["if-match"];
  if (match === undefined) return problem(428, "version_required", "Name the version you started from.");
  if (match !== `"${found.version}"`) {
    return problem(412, "version_clash", "Somebody saved before you.", {
      current_version: found.version,
      changed_by: { id: "usr_ana", name: "Ana Ferreira" },
      changed_at: new Date(Date.now() - 120_000).toISOString(),
      project: found.project,
    });
  }
  found.version += 1;
  found.project = asked.body as Project;
  const node = nodes.find((one) => one.id === key || one.identifier === key);
  if (node) node.reports = found.project.reports.map(({ id: report, name }) => ({ id: report, name }));
  return ok({ version: found.version }, { etag: `"${found.version}"` });
});
/** Development only: somebody else saves, so that a clash can be seen. */
on("POST", "/mock/somebody-saves/:id", (_asked, key) => {
  const found = projectOf(key ?? "");
  if (found === null) return gone();
  found.project = structuredClone(found.project);
  const tiles = found.project.reports[0]?.tabs[0]?.tiles ?? [];
  if (tiles[0]) tiles[0].title = "Departures (Ana)";
  if (tiles[2]) tiles.splice(2, 1);
  found.version += 1;
  return ok({ version: found.version });
});
on("GET", "/documents/:id/reports/:report", (_asked, key, report) => {
  const found = view(key ?? "", report ?? "", ["edit", "download", "share", "explore"]);
  return found === null ? gone() : ok(found);
});
on("GET", "/documents/:id/reports/:report/warnings", (_asked, key, report) => {
  const tiles = projectOf(key ?? "")?.project.reports.find((one) => one.id === report)?.tabs[0]?.tiles ?? [];
  return ok({
    tiles: tiles.slice(3, 4).map((one) => ({
      tile: one.id,
      causes: [
        {
          code: "missing_attribute", text: "This tile shows each person their own airline, and these have no value for “carrier”.",
          people: { count: 2, first: [{ id: "usr_vera", name: "Vera Novak", email: "vera@example.com" }, { id: "usr_mara", name: "Mara Lindqvist", email: "mara@example.com" }] },
          remedies: [{ code: "set_attribute", text: "Give them a value for “carrier”", action: { kind: "set_attribute", attribute: "carrier", values: [] } }],
        },
        { code: "sql", text: "It is built on SQL.", people: { count: 1, first: [{ id: "usr_vera", name: "Vera Novak", email: "vera@example.com" }] }, remedies: [{ code: "enable_boost", text: "Set AccessBoost on the grant that lets them in.", action: { kind: "boost", node: key ?? "" } }, { code: "edit_tile", text: "Or declare a topic for it.", action: null }] },
      ],
    })),
  });
});
on("POST", "/documents/:id/reports/:report/data", (asked, key, report) => stream(frames(key ?? "", report ?? "", asked.body as DataBody)));
on("POST", "/documents/:id/reports/:report/suggest", (asked) => suggest(asked));
on("POST", "/documents/:id/reports/:report/tiles/:tile/download", () => csv());
on("GET", "/r/:slug", (_asked, slug) => {
  const found = slug === "off" ? null : view("doc_ontime", "rep_ontime", ["download"], true);
  return found === null ? gone() : ok(found);
});
on("POST", "/r/:slug/data", (asked) => stream(frames("doc_ontime", "rep_ontime", asked.body as DataBody)));
on("POST", "/r/:slug/suggest", (asked) => suggest(asked));
on("POST", "/r/:slug/tiles/:tile/download", () => csv());

on("GET", "/connections/:id/topics", () => ok({ items: [{ name: topic.name, label: topic.label, description: topic.description }] }));
on("GET", "/connections/:id/topics/:name", () => ok(topic));
on("POST", "/connections/:id/topics/:name/suggest", (asked) => suggest(asked));
on("POST", "/query", (asked) => {
  const { query } = asked.body as { query: SemanticQuery | { sql: string } };
  if ((asked.headers.accept ?? "").includes("csv")) return csv();
  if ("sql" in query && /drop/i.test(query.sql)) {
    return problem(422, "not_a_query", "Only one SELECT is allowed; this statement is DROP.", { hint: "Write a query that begins with SELECT or WITH." });
  }
  const asked_ = "sql" in query ? { topic: "flights", fields: ["flights.carrier", "flights.count"] } : query;
  const { columns, rows } = answerQuery(asked_, asked_.filters ?? []);
  const shown = "sql" in query ? columns.map((column) => ({ ...column, name: column.name.slice(8), label: column.name.slice(8) })) : columns;
  return {
    status: 200,
    body: arrow(shown, rows),
    headers: {
      "content-type": "application/vnd.apache.arrow.stream",
      "lucarne-columns": Buffer.from(JSON.stringify(shown)).toString("base64"),
    },
  };
});

function suggest(asked: Asked): Answered {
  const { field, search, limit } = asked.body as { field: string; search?: string; limit?: number };
  return ok(suggestValues(field, search, limit ?? 50));
}

function csv(): Answered {
  return {
    status: 200,
    body: new TextEncoder().encode("carrier,flights\nUA,58665\n"),
    headers: { "content-type": "text/csv", "content-disposition": 'attachment; filename="flights.csv"' },
  };
}
