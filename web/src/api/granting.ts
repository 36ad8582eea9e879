import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import { accessNow } from "./restore";
import { saveAccess } from "./sharing";
import type { AccessRequest, Preview } from "./types";

// Apart from the list of requests, which every page counts.

export type AskedRole = "viewer" | "editor";

/** What granting would do to who asked; nothing changes. */
export const grantPreviewQuery = (id: string, role: AskedRole) =>
  queryOptions({
    queryKey: ["access-preview", "request", id, role],
    queryFn: async ({ signal }) =>
      (await take(api.POST("/api/v1/requests/{id}/grant", { params: { path: { id }, query: { dry_run: true } }, body: { role }, signal }))) as Preview,
    staleTime: 0,
    retry: false,
  });

/** Grants a request, and gives what takes the access back: to the very grant that there was. The request itself stays answered. */
export async function grantRequest({ id, node, user }: AccessRequest, role: AskedRole): Promise<() => Promise<unknown>> {
  const before = (await accessNow(node.id)).entries.find((entry) => entry.principal.kind === "user" && entry.principal.id === user.id);
  await take(api.POST("/api/v1/requests/{id}/grant", { params: { path: { id } }, body: { role } }));
  const principal = { kind: "user" as const, id: user.id };
  const direct = before?.direct ?? null;
  return () => saveAccess(node.id, { changes: [direct === null ? { principal, role: null } : { principal, role: direct, boost: before?.boost ?? false }] });
}
