import { queryOptions } from "@tanstack/react-query";
import { seg, send } from "./http";
import type { Access, AccessChange, Link, LinkMode, LinkRight, Page, Preview, PrincipalHit, Scalar } from "./types";

export const accessQuery = (node: string) =>
  queryOptions({
    queryKey: ["access", node],
    queryFn: ({ signal }) => send<Access>("GET", `/content/${seg(node)}/access`, { signal }),
    staleTime: 0,
  });
export const saveAccess = (node: string, change: AccessChange) =>
  send<Access>("PATCH", `/content/${seg(node)}/access`, { body: change });
/** What `change` would do to each person; nothing changes. */
export const accessPreviewQuery = (node: string, change: AccessChange) =>
  queryOptions({
    queryKey: ["access-preview", node, change],
    queryFn: ({ signal }) =>
      send<Preview>("PATCH", `/content/${seg(node)}/access`, { body: change, query: { dry_run: true }, signal }),
    staleTime: 0,
    retry: false,
  });

export async function searchPrincipals(q: string, signal?: AbortSignal): Promise<PrincipalHit[]> {
  const page = await send<{ items: PrincipalHit[] }>("GET", "/principals", { query: { q, limit: 20 }, signal });
  return page.items;
}

export const linksQuery = (document: string, report: string) =>
  queryOptions({
    queryKey: ["links", document, report],
    queryFn: ({ signal }) =>
      send<Page<Link>>("GET", `/documents/${seg(document)}/reports/${seg(report)}/links`, { signal }),
    staleTime: 0,
  });
export interface LinkChange {
  name?: string;
  mode?: LinkMode;
  rights?: LinkRight[];
  attributes?: Record<string, Scalar[]>;
  expires_at?: string | null;
}
export const createLink = (document: string, report: string, link: LinkChange) =>
  send<Link>("POST", `/documents/${seg(document)}/reports/${seg(report)}/links`, { body: link });
export const changeLink = (id: string, change: LinkChange) => send<Link>("PATCH", `/links/${seg(id)}`, { body: change });
export const deleteLink = (id: string) => send<void>("DELETE", `/links/${seg(id)}`);
export const rotateLink = (id: string) => send<Link>("POST", `/links/${seg(id)}/rotate`);
export const linkQr = (id: string) => `/api/v1/links/${seg(id)}/qr.svg`;
