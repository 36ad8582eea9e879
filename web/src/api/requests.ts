import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import type { AccessRequest, Page } from "./types";

/** The open requests for what this person owns, or those that they made. */
export const requestsQuery = (mine: boolean) =>
  queryOptions({
    queryKey: ["requests", { mine }],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/api/v1/requests", { params: { query: { mine, limit: 100 } }, signal }))) as Page<AccessRequest>,
    staleTime: 30_000,
  });

export const askForAccess = (document: string, role: "viewer" | "editor", message: string) =>
  take(
    api.POST("/api/v1/content/{id}/requests", {
      params: { path: { id: document } },
      body: message.trim() === "" ? { role } : { role, message: message.trim() },
    }),
  );
export const refuseRequest = (id: string, reason: string) =>
  take(
    api.POST("/api/v1/requests/{id}/refuse", { params: { path: { id } }, body: reason.trim() === "" ? {} : { reason: reason.trim() } }),
  );
