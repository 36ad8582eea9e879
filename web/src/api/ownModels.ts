/** The own model of a document's workbook: on top of the shared model of a connection. */
import { api, take } from "./client";
import type { Schemas } from "./types";

export type Promoted = Schemas["Promoted"];

export const checkOwnModel = (document: string, connection: string, files: Record<string, string>, signal?: AbortSignal) =>
  take(
    api.POST("/api/v1/documents/{id}/model/check", {
      params: { path: { id: document } },
      body: { connection, files },
      signal,
    }),
  );

/** Moves it into the shared model, or says what would become of that. */
export const promoteModel = (connection: string, document: string, version: number, dryRun: boolean) =>
  take(
    api.POST("/api/v1/connections/{id}/model/promote", {
      params: { path: { id: connection }, query: { dry_run: dryRun }, header: { "If-Match": `"${version}"` } },
      body: { document },
    }),
  );
