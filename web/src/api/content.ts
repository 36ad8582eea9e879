import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { seg, send } from "./http";
import type { Document, Listing, Node, Preview, Project } from "./types";

export interface ContentAsked {
  parent?: string;
  q?: string;
  kind?: "folder" | "document";
  view?: "shared_with_me" | "recent" | "trash";
}

/** A list of content, page by page. */
export const contentQuery = (asked: ContentAsked) =>
  infiniteQueryOptions({
    queryKey: ["content", asked],
    queryFn: ({ pageParam, signal }) =>
      send<Listing>("GET", "/content", { query: { ...asked, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** The folders directly below a parent, for choosing a destination. */
export const foldersQuery = (parent: string) =>
  queryOptions({
    queryKey: ["content", { parent, kind: "folder" }, "all"],
    queryFn: ({ signal }) => send<Listing>("GET", "/content", { query: { parent, kind: "folder", limit: 100 }, signal }),
  });

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ["document", id],
    queryFn: ({ signal }) => send<Document>("GET", `/documents/${seg(id)}`, { signal }),
  });

export const createFolder = (name: string, parent: string) => send<Node>("POST", "/folders", { body: { name, parent } });
export const createDocument = (name: string, parent: string, project?: Project) =>
  send<Document>("POST", "/documents", { body: project ? { name, parent, project } : { name, parent } });
export const rename = (node: Pick<Node, "id" | "kind">, name: string) =>
  send<Node>("PATCH", `/${node.kind === "folder" ? "folders" : "documents"}/${seg(node.id)}`, { body: { name } });
export const setIdentifier = (id: string, identifier: string | null) =>
  send<Document>("PATCH", `/documents/${seg(id)}`, { body: { identifier } });
export const trash = (id: string) => send<void>("POST", `/content/${seg(id)}/trash`);
export const restore = (id: string) => send<Node>("POST", `/content/${seg(id)}/restore`);
export const move = (id: string, parent: string) => send<Node>("POST", `/content/${seg(id)}/move`, { body: { parent } });
export const movePreviewQuery = (id: string, parent: string) =>
  queryOptions({
    queryKey: ["move-preview", id, parent],
    queryFn: ({ signal }) =>
      send<Preview>("POST", `/content/${seg(id)}/move`, { body: { parent }, query: { dry_run: true }, signal }),
    staleTime: 0,
    retry: false,
  });
