/** Tenant tables of reports: whose rows are whose. */
import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import { topicQuery } from "./queries";
import { loadProject } from "./reports";
import type { Preview, Schemas } from "./types";

export type TenantTable = Schemas["TenantTable"];
export type Tenants = Schemas["Tenants"];
export type TenantTried = Schemas["TenantTried"];
/** Whose view is tried. */
export type TryWho = { user: string } | { link: string } | { email: string } | { row: number };

const path = "/api/v1/documents/{id}/reports/{report}/tenants";
const of = (document: string, report: string) => ({ id: document, report });

export const tenantsQuery = (document: string, report: string) =>
  queryOptions({
    queryKey: ["tenants", document, report],
    queryFn: ({ signal }) => take<Tenants>(api.GET(path, { params: { path: of(document, report) }, signal })),
    staleTime: 0,
  });

/** Throws `version_clash` when somebody saved since `version`. */
export const saveTenants = async (document: string, report: string, table: TenantTable | null, version: number): Promise<Tenants> =>
  (await take(api.PUT(path, { params: { path: of(document, report), header: { "If-Match": `"${version}"` } }, body: { table } }))) as Tenants;

/** What saving `table` would do to each person; nothing changes. Fails with the faults of the table. */
export const tenantsPreviewQuery = (document: string, report: string, table: TenantTable | null) =>
  queryOptions({
    queryKey: ["tenants-preview", document, report, table],
    queryFn: async ({ signal }) =>
      (await take(api.PUT(path, { params: { path: of(document, report), query: { dry_run: true } }, body: { table }, signal }))) as Preview,
    staleTime: 0,
    retry: false,
  });

/** Which row somebody is and how many rows of the data that leaves them; by the table in force when none is given. */
export const tryQuery = (document: string, report: string, who: TryWho, table?: TenantTable) =>
  queryOptions({
    queryKey: ["tenants-try", document, report, who, table ?? null],
    queryFn: ({ signal }) =>
      take<TenantTried>(api.POST(`${path}/try`, { params: { path: of(document, report) }, body: { ...who, ...(table && { table }) }, signal })),
    staleTime: 0,
    retry: false,
  });

/** A field that the rows of a report can be limited by. */
export interface LimitField {
  field: string;
  label: string;
  view: string;
  connection: string;
  topic: string;
}

/** The dimensions of the topics that a report's tiles are built on, each once. */
export const limitFieldsQuery = (document: string, report: string) =>
  queryOptions({
    queryKey: ["tenant-fields", document, report],
    queryFn: async ({ signal, client }) => {
      const { project } = await loadProject(document, signal);
      const tiles = project.reports.find((one) => one.id === report)?.tabs.flatMap((tab) => tab.tiles) ?? [];
      const topics = new Map<string, { connection: string; topic: string }>();
      for (const { content } of tiles) {
        if (content.kind === "query" && content.query.topic) topics.set(`${content.connection} ${content.query.topic}`, { connection: content.connection, topic: content.query.topic });
      }
      const fields = new Map<string, LimitField>();
      for (const { connection, topic } of topics.values()) {
        const { views } = await client.fetchQuery(topicQuery(connection, topic));
        for (const view of views) {
          for (const field of view.fields) {
            if (field.kind === "dimension" && !fields.has(field.field)) fields.set(field.field, { field: field.field, label: field.label, view: view.label, connection, topic });
          }
        }
      }
      return [...fields.values()];
    },
    staleTime: 60_000,
    retry: false,
  });
