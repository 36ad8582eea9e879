import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import { seg, send } from "./http";
import type {
  Access, AccessChange, Explanation, Link, LinkMode, LinkRight, Preview, PrincipalHit, Scalar, Schemas,
} from "./types";

const node = (id: string) => ({ params: { path: { id } } });

export const accessQuery = (id: string) =>
  queryOptions({
    queryKey: ["access", id],
    queryFn: ({ signal }) => take<Access>(api.GET("/api/v1/content/{id}/access", { ...node(id), signal })),
    staleTime: 0,
  });
export const saveAccess = async (id: string, change: AccessChange): Promise<Access> =>
  (await take(api.PATCH("/api/v1/content/{id}/access", { ...node(id), body: change }))) as Access;
/** What `change` would do to each person; nothing changes. */
export const accessPreviewQuery = (id: string, change: AccessChange) =>
  queryOptions({
    queryKey: ["access-preview", id, change],
    queryFn: async ({ signal }) =>
      (await take(
        api.PATCH("/api/v1/content/{id}/access", { params: { path: { id }, query: { dry_run: true } }, body: change, signal }),
      )) as Preview,
    staleTime: 0,
    retry: false,
  });

/** Why somebody may or may not do something here; about the caller without `user`. */
export const explainQuery = (id: string, user: string, action = "view") =>
  queryOptions({
    queryKey: ["explain", id, user, action],
    queryFn: ({ signal }) => send<Explanation>("GET", `/content/${seg(id)}/explain`, { query: { user, action }, signal }),
    staleTime: 0,
    retry: false,
  });

export const setOwner = (id: string, user: string) => send<Access>("PUT", `/content/${seg(id)}/owner`, { body: { user } });
export const ownerPreviewQuery = (id: string, user: string) =>
  queryOptions({
    queryKey: ["owner-preview", id, user],
    queryFn: ({ signal }) => send<Preview>("PUT", `/content/${seg(id)}/owner`, { query: { dry_run: true }, body: { user }, signal }),
    staleTime: 0,
    retry: false,
  });

export type Inheritance = { stands_alone: false } | { stands_alone: true; start: "present" | "empty" };
export const setInheritance = (id: string, inheritance: Inheritance) => send<Access>("PUT", `/content/${seg(id)}/inheritance`, { body: inheritance });
export const inheritancePreviewQuery = (id: string, inheritance: Inheritance) =>
  queryOptions({
    queryKey: ["inheritance-preview", id, inheritance],
    queryFn: ({ signal }) => send<Preview>("PUT", `/content/${seg(id)}/inheritance`, { query: { dry_run: true }, body: inheritance, signal }),
    staleTime: 0,
    retry: false,
  });

/** From then on the page shows what that person sees, until it is left; managers name the document they may do it for. */
export const viewAs = (as: { user: string } | { group: string } | { link: string }, document?: string) =>
  send("POST", "/view_as", { body: document === undefined ? as : { ...as, document } });

export async function searchPrincipals(q: string, signal?: AbortSignal): Promise<PrincipalHit[]> {
  const query = q === "" ? { limit: 20 } : { q, limit: 20 };
  const page = await take<{ items: unknown }>(api.GET("/api/v1/principals", { params: { query }, signal }));
  return page.items as PrincipalHit[];
}

const ofReport = (document: string, report: string) => ({ params: { path: { id: document, report } } });
export const linksQuery = (document: string, report: string) =>
  queryOptions({
    queryKey: ["links", document, report],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/api/v1/documents/{id}/reports/{report}/links", { ...ofReport(document, report), signal }))) as { items: Link[] },
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
  take(api.POST("/api/v1/documents/{id}/reports/{report}/links", { ...ofReport(document, report), body: link }));
export const changeLink = (id: string, change: LinkChange) => take(api.PATCH("/api/v1/links/{id}", { ...node(id), body: change }));
export const deleteLink = (id: string) => take(api.DELETE("/api/v1/links/{id}", node(id)));
export const rotateLink = (id: string) => take(api.POST("/api/v1/links/{id}/rotate", node(id)));

export const abilitiesQuery = (document: string) =>
  queryOptions({
    queryKey: ["abilities", document],
    queryFn: ({ signal }) => take(api.GET("/api/v1/documents/{id}/abilities", { ...node(document), signal })),
  });
export const changeAbilities = (document: string, change: Schemas["AbilitiesChange"]) =>
  take(api.PATCH("/api/v1/documents/{id}/abilities", { ...node(document), body: change }));
