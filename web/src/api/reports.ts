/** Where a report is read from: a document one may open, or a link somebody was given. The page treats both alike. */
import type { Filter, Project, ReportView, Suggestions } from "../lib/wire";
import { fetchApi, seg, send, sendVersioned } from "./http";
import type { TileWarning } from "./types";

export interface DataAsk {
  tab?: string;
  tiles?: string[];
  filters?: Filter[];
  fresh?: boolean;
}

export interface SuggestAsk {
  field: string;
  search?: string;
  filters?: Filter[];
  limit?: number;
}

export interface ReportSource {
  /** Names the source in caches. */
  key: readonly string[];
  view(signal?: AbortSignal): Promise<ReportView>;
  data(ask: DataAsk, signal: AbortSignal): Promise<Response>;
  suggest(ask: SuggestAsk, signal?: AbortSignal): Promise<Suggestions>;
  download(tile: string, filters: Filter[]): Promise<Response>;
}

export function documentReport(document: string, report: string): ReportSource {
  return source(`/documents/${seg(document)}/reports/${seg(report)}`, ["report", document, report]);
}

export function linkReport(slug: string): ReportSource {
  return source(`/r/${seg(slug)}`, ["link-report", slug]);
}

function source(path: string, key: readonly string[]): ReportSource {
  return {
    key,
    view: (signal) => send<ReportView>("GET", path, { signal }),
    data: (body, signal) =>
      fetchApi("POST", `${path}/data`, {
        body,
        signal,
        headers: { accept: "application/vnd.lucarne.frames, application/problem+json" },
      }),
    suggest: (body, signal) => send<Suggestions>("POST", `${path}/suggest`, { body, signal }),
    download: (tile, filters) =>
      fetchApi("POST", `${path}/tiles/${seg(tile)}/download`, {
        body: { format: "csv", filters },
        headers: { accept: "text/csv, application/problem+json" },
      }),
  };
}

/** The tiles that somebody who can open the report cannot see; for editors and up. */
export const warningsQuery = (document: string, report: string) => ({
  queryKey: ["warnings", document, report] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    send<{ tiles: TileWarning[] }>("GET", `/documents/${seg(document)}/reports/${seg(report)}/warnings`, { signal }),
  retry: false,
  staleTime: 60_000,
});

export interface StoredProject {
  project: Project;
  etag: string;
}

export async function loadProject(document: string, signal?: AbortSignal): Promise<StoredProject> {
  const { data, etag } = await sendVersioned<Project>("GET", `/documents/${seg(document)}/project`, { signal });
  return { project: data, etag: etag ?? "" };
}

/** Throws `version_clash` when somebody saved since `etag`. */
export async function saveProject(document: string, project: Project, etag: string): Promise<{ version: number; etag: string }> {
  const { data, etag: next } = await sendVersioned<{ version: number }>("PUT", `/documents/${seg(document)}/project`, {
    body: project,
    headers: { "if-match": etag },
  });
  return { version: data.version, etag: next ?? `"${data.version}"` };
}

/** Hands a downloaded body to the browser under the name the server gave it. */
export async function saveDownload(response: Response, fallback: string): Promise<void> {
  const disposition = response.headers.get("content-disposition") ?? "";
  const named = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1] ?? /filename="?([^";]+)/i.exec(disposition)?.[1];
  const url = URL.createObjectURL(await response.blob());
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = named === undefined ? fallback : safeDecode(named);
  anchor.click();
  // The browser reads the blob after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
