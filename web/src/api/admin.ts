import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import type { AuditEntry, InstanceGrant, Page, Role, SettingsChange } from "./types";

export interface AuditAsked {
  actor?: string;
  verb?: string;
  object?: string;
}
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
