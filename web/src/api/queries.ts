/** Questions outside a report: topics, suggestions, and ad hoc queries. */
import { frameFromArrow, type Frame } from "../charts/frame";
import type { Column, Filter, SemanticQuery, Suggestions, Topic } from "../lib/wire";
import { fetchApi, seg, send } from "./http";

export interface TopicSummary {
  name: string;
  label: string;
  description: string | null;
}

/** Of a document's workbook, which may have a model of its own, or of the shared model alone. */
const ofWorkbook = (document?: string) => (document === undefined ? [] : [{ document }]);

export const topicsQuery = (connection: string, document?: string) => ({
  queryKey: ["topics", connection, ...ofWorkbook(document)] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    send<{ items: TopicSummary[] }>("GET", `/connections/${seg(connection)}/topics`, { query: { document }, signal }).then(
      (page) => page.items,
    ),
  staleTime: 60_000,
});

export const topicQuery = (connection: string, topic: string, document?: string) => ({
  queryKey: ["topics", connection, topic, ...ofWorkbook(document)] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    send<Topic>("GET", `/connections/${seg(connection)}/topics/${seg(topic)}`, { query: { document }, signal }),
  staleTime: 60_000,
});

export function suggestInTopic(
  connection: string,
  topic: string,
  ask: { field: string; search?: string; filters?: Filter[]; limit?: number },
  signal?: AbortSignal,
  document?: string,
): Promise<Suggestions> {
  return send<Suggestions>("POST", `/connections/${seg(connection)}/topics/${seg(topic)}/suggest`, {
    query: { document },
    body: ask,
    signal,
  });
}

export interface QueryAsk {
  connection: string;
  document?: string;
  query: SemanticQuery | { sql: string };
  limit?: number;
}

export async function runQuery(ask: QueryAsk, signal?: AbortSignal): Promise<Frame> {
  const response = await fetchApi("POST", "/query", {
    body: ask,
    signal,
    headers: { accept: "application/vnd.apache.arrow.stream" },
  });
  const columns = columnsOf(response.headers.get("lucarne-columns"));
  return frameFromArrow(columns, new Uint8Array(await response.arrayBuffer()));
}

export function downloadQuery(ask: QueryAsk): Promise<Response> {
  return fetchApi("POST", "/query", { body: ask, headers: { accept: "text/csv" } });
}

/** The header carries UTF-8 JSON in base64, because header values are ASCII. */
function columnsOf(header: string | null): Column[] {
  if (header === null) return [];
  const bytes = Uint8Array.from(atob(header), (sign) => sign.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Column[];
}

export interface QueryConnection {
  id: string;
  name: string;
  can: string[];
}

/** The connections that this person may ask. */
export const queryableConnections = {
  queryKey: ["connections", "queryable"] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    send<{ items: QueryConnection[] }>("GET", "/connections", { query: { limit: 200 }, signal }).then((page) =>
      page.items.filter((one) => one.can.includes("query") || one.can.includes("sql")),
    ),
  staleTime: 60_000,
};
