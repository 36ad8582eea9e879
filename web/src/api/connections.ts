import { queryOptions } from "@tanstack/react-query";
import { api, take, takeVersioned } from "./client";
import { errorFrom, offline } from "./errors";
import type { Effects } from "./people";
import type { Connection, ConnectionRoles, ConnectionRolesChange, Page, Table } from "./types";

const by = (id: string) => ({ params: { path: { id } } });

/** All connections that this person may see; few enough to be shown whole. */
export const connectionsQuery = queryOptions({
  queryKey: ["connections"],
  queryFn: async ({ signal }) => {
    const items: Connection[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<Connection> = await take(api.GET("/api/v1/connections", { params: { query: { limit: 100, cursor } }, signal }));
      items.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return items;
  },
});
export const createConnection = (name: string) => take(api.POST("/api/v1/connections", { body: { name, kind: "local" } }));
export const deleteConnection = (id: string) => take(api.DELETE("/api/v1/connections/{id}", by(id)));
/** Reads the folder again: files that were put there by hand appear. */
export const testConnection = (id: string) => take(api.POST("/api/v1/connections/{id}/test", by(id)));

export const tablesQuery = (id: string) =>
  queryOptions({
    queryKey: ["tables", id],
    queryFn: async ({ signal }) => (await take(api.GET("/api/v1/connections/{id}/tables", { ...by(id), signal }))).items as Table[],
  });

export const rolesQuery = (id: string) =>
  queryOptions({
    queryKey: ["connection-roles", id],
    queryFn: ({ signal }) => take(api.GET("/api/v1/connections/{id}/roles", { ...by(id), signal })),
  });
export const changeRoles = (id: string, change: ConnectionRolesChange) =>
  take(api.PATCH("/api/v1/connections/{id}/roles", { ...by(id), body: change })) as Promise<ConnectionRoles>;
/** Who would gain or lose by it; nothing is changed. */
export const previewRoles = (id: string, change: ConnectionRolesChange) =>
  take(api.PATCH("/api/v1/connections/{id}/roles", { params: { path: { id }, query: { dry_run: true } }, body: change })) as Promise<Effects>;

export const modelQuery = (id: string) =>
  queryOptions({
    queryKey: ["model", id],
    queryFn: ({ signal }) => takeVersioned(api.GET("/api/v1/connections/{id}/model", { ...by(id), signal })),
    refetchOnWindowFocus: false,
    staleTime: Infinity,
  });
export const checkModel = (id: string, files: Record<string, string>, signal?: AbortSignal) =>
  take(api.POST("/api/v1/connections/{id}/model/check", { ...by(id), body: { files }, signal }));
const file = (id: string, name: string, version: number) => ({
  params: { path: { id, name }, header: { "If-Match": `"${version}"` } },
});
export const saveModelFile = (id: string, name: string, text: string, version: number) =>
  take(api.PUT("/api/v1/connections/{id}/model/files/{name}", { ...file(id, name, version), body: { text } }));
export const deleteModelFile = (id: string, name: string, version: number) =>
  take(api.DELETE("/api/v1/connections/{id}/model/files/{name}", file(id, name, version)));

export type TableFile = "text/csv" | "application/vnd.apache.parquet";

/** Uploads a table. `XMLHttpRequest`, because `fetch` does not tell how far an upload is. */
export function uploadTable(
  connection: string,
  name: string,
  file: File,
  type: TableFile,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Table> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/v1/connections/${encodeURIComponent(connection)}/tables/${encodeURIComponent(name)}`);
    request.setRequestHeader("content-type", type);
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    request.onload = () => {
      const retry = request.getResponseHeader("retry-after");
      const headers: Record<string, string> = { "content-type": request.getResponseHeader("content-type") ?? "" };
      if (retry) headers["retry-after"] = retry;
      const response = new Response(request.responseText, { status: request.status, statusText: request.statusText, headers });
      if (response.ok) response.json().then((table) => resolve(table as Table), reject);
      else errorFrom(response).then(reject, reject);
    };
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
