import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import type { Document, Node, Preview, Project, Schemas } from "./types";

export interface ContentAsked {
  parent?: string;
  q?: string;
  kind?: "folder" | "document";
  view?: "shared_with_me" | "favourites" | "recent" | "trash";
}

/** A list of content, page by page. */
export const contentQuery = (asked: ContentAsked) =>
  infiniteQueryOptions({
    queryKey: ["content", asked],
    queryFn: ({ pageParam, signal }) =>
      take(api.GET("/api/v1/content", { params: { query: { ...asked, limit: 100, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** The folders directly below a parent, for choosing a destination. */
export const foldersQuery = (parent: string) =>
  queryOptions({
    queryKey: ["content", { parent, kind: "folder" }, "all"],
    queryFn: ({ signal }) => take(api.GET("/api/v1/content", { params: { query: { parent, kind: "folder", limit: 100 } }, signal })),
  });

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ["document", id],
    queryFn: ({ signal }) => take<Document>(api.GET("/api/v1/documents/{id}", { params: { path: { id } }, signal })),
  });

export const createFolder = (name: string, parent: string) => take(api.POST("/api/v1/folders", { body: { name, parent } }));
export const createDocument = (name: string, parent: string, project?: Project) =>
  take<Document>(api.POST("/api/v1/documents", { body: { name, parent, project: project as Schemas["Project"] | undefined } }));
export const rename = ({ id, kind }: Pick<Node, "id" | "kind">, name: string): Promise<Node> =>
  kind === "folder"
    ? take<Node>(api.PATCH("/api/v1/folders/{id}", { params: { path: { id } }, body: { name } }))
    : take<Node>(api.PATCH("/api/v1/documents/{id}", { params: { path: { id } }, body: { name } }));
export const setIdentifier = (id: string, identifier: string) =>
  take(api.PATCH("/api/v1/documents/{id}", { params: { path: { id } }, body: { identifier } }));
export const trash = (id: string) => take(api.POST("/api/v1/content/{id}/trash", { params: { path: { id } } }));
export const restore = (id: string) => take(api.POST("/api/v1/content/{id}/restore", { params: { path: { id } } }));
export const deleteForGood = (id: string) => take(api.DELETE("/api/v1/content/{id}", { params: { path: { id } } }));
export const setFavourite = (id: string, on: boolean) =>
  on
    ? take(api.PUT("/api/v1/content/{id}/favourite", { params: { path: { id } } }))
    : take(api.DELETE("/api/v1/content/{id}/favourite", { params: { path: { id } } }));
export const duplicate = (id: string) =>
  take<Document>(api.POST("/api/v1/content/{id}/duplicate", { params: { path: { id } }, body: {} }));
export const move = (id: string, parent: string) =>
  take(api.POST("/api/v1/content/{id}/move", { params: { path: { id } }, body: { parent } }));
export const movePreviewQuery = (id: string, parent: string) =>
  queryOptions({
    queryKey: ["move-preview", id, parent],
    queryFn: async ({ signal }) =>
      // With dry_run the answer is the preview.
      (await take(
        api.POST("/api/v1/content/{id}/move", { params: { path: { id }, query: { dry_run: true } }, body: { parent }, signal }),
      )) as Preview,
    staleTime: 0,
    retry: false,
  });
