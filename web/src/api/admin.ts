import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import type { AuditEntry, InstanceGrant, Page, Role, SettingsChange } from "./types";

export interface AuditAsked {
  actor?: string;
  verb?: string;
  object?: string;
  result?: string;
  from?: string;
  to?: string;
  q?: string;
}

/** Where the whole log, as far as it fits, comes as JSON lines. */
export function auditExport(asked: AuditAsked): string {
  const query = new URLSearchParams(Object.entries(asked)).toString();
  return `/api/v1/audit/export${query === "" ? "" : `?${query}`}`;
}
export const verifyAudit = () => take(api.GET("/api/v1/audit/verify"));

export const activityQuery = (node: string) =>
  infiniteQueryOptions({
    queryKey: ["activity", node],
    queryFn: async ({ pageParam, signal }) =>
      (await take(
        api.GET("/api/v1/content/{id}/activity", { params: { path: { id: node }, query: { limit: 100, cursor: pageParam ?? undefined } }, signal }),
      )) as Page<AuditEntry>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
export const auditQuery = (asked: AuditAsked) =>
  infiniteQueryOptions({
    queryKey: ["audit", asked],
    queryFn: async ({ pageParam, signal }) =>
      (await take(
        api.GET("/api/v1/audit", { params: { query: { ...asked, limit: 100, cursor: pageParam ?? undefined } }, signal }),
      )) as Page<AuditEntry>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/settings", { signal })),
});
export const changeSettings = (change: SettingsChange) => take(api.PATCH("/api/v1/settings", { body: change }));

/** Groups with a role on everything. */
export const instanceGrantsQuery = queryOptions({
  queryKey: ["instance-grants"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/instance_grants", { signal }))).items as InstanceGrant[],
});
export const setInstanceGrant = (group: string, role: Role) =>
  take(api.PUT("/api/v1/instance_grants/{group}", { params: { path: { group } }, body: { role } }));
export const removeInstanceGrant = (group: string) =>
  take(api.DELETE("/api/v1/instance_grants/{group}", { params: { path: { group } } }));
