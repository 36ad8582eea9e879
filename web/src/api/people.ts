import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import type { Attribute, Group, Page, Principal, Scalar, Schemas, User } from "./types";

const pageSize = 200;

/** Reads all pages of a list that is shown whole. */
async function all<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<{ items: T[] }> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const next = await page(cursor);
    items.push(...next.items);
    cursor = next.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return { items };
}

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }) =>
    all<User>(async (cursor) => (await take(api.GET("/api/v1/users", { params: { query: { limit: pageSize, cursor } }, signal }))) as Page<User>),
});
export const groupsQuery = queryOptions({
  queryKey: ["groups"],
  queryFn: ({ signal }) =>
    all<Group>(async (cursor) => take(api.GET("/api/v1/groups", { params: { query: { limit: pageSize, cursor } }, signal }))),
});
export const attributesQuery = queryOptions({
  queryKey: ["attributes"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/attributes", { signal }))) as { items: Attribute[] },
});

export interface NewUser {
  name: string;
  email: string;
  /** Without one, the person is invited. */
  password?: string;
  is_admin?: boolean;
}
const by = (id: string) => ({ params: { path: { id } } });
export const createUser = (user: NewUser) => take<User>(api.POST("/api/v1/users", { body: user }));
export const changeUser = (id: string, change: { name?: string; active?: boolean; is_admin?: boolean; password?: string; hand_over_to?: string }) =>
  take<User>(api.PATCH("/api/v1/users/{id}", { ...by(id), body: change }));

export const ownedQuery = (id: string) =>
  queryOptions({ queryKey: ["owned", id], queryFn: ({ signal }) => take(api.GET("/api/v1/users/{id}/owned", { ...by(id), signal })) });
export const inviteUser = (id: string) => take(api.POST("/api/v1/users/{id}/invitation", by(id)));
export const deleteUser = (id: string, hand_over_to: string | null) =>
  take(api.DELETE("/api/v1/users/{id}", { params: { path: { id }, query: { hand_over_to: hand_over_to ?? undefined } } }));

/** What a change would do to people; the same call with `dry_run`. */
export type Effects = Schemas["Effects"];
const dry = { dry_run: true };
export const previewMember = (group: string, principal: string, inside: boolean) => {
  const params = { path: { id: group, principal }, query: dry };
  const path = "/api/v1/groups/{id}/members/{principal}" as const;
  return (inside ? take(api.PUT(path, { params })) : take(api.DELETE(path, { params }))) as Promise<Effects>;
};
export const previewValues = (holder: Principal, name: string, values: Scalar[]) => {
  const params = { path: { id: holder.id ?? "", name }, query: dry };
  const answer = holder.kind === "group"
    ? take(api.PUT("/api/v1/groups/{id}/attributes/{name}", { params, body: { values } }))
    : take(api.PUT("/api/v1/users/{id}/attributes/{name}", { params, body: { values } }));
  return answer as Promise<Effects>;
};
export const previewClearing = (holder: Principal, name: string) => {
  const params = { path: { id: holder.id ?? "", name }, query: dry };
  const answer = holder.kind === "group"
    ? take(api.DELETE("/api/v1/groups/{id}/attributes/{name}", { params }))
    : take(api.DELETE("/api/v1/users/{id}/attributes/{name}", { params }));
  return answer as Promise<Effects>;
};
export type Imported = Schemas["Imported"];
export const importAttributes = (csv: string, dry_run: boolean) =>
  take<Imported>(
    api.POST("/api/v1/attributes/import", { params: { query: { dry_run } }, body: csv, bodySerializer: (body) => body, headers: { "content-type": "text/csv" } }),
  );

export const userReachQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["reach", id],
    queryFn: async ({ pageParam, signal }) =>
      (await take(api.GET("/api/v1/users/{id}/reach", { params: { path: { id }, query: { limit: 100, cursor: pageParam ?? undefined } }, signal }))) as Page<Schemas["Reached"]>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
export const nodeReachQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["reach", id],
    queryFn: async ({ pageParam, signal }) =>
      (await take(api.GET("/api/v1/content/{id}/reach", { params: { path: { id }, query: { limit: 100, cursor: pageParam ?? undefined } }, signal }))) as Page<Schemas["Reaches"]>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const createGroup = (name: string) => take<Group>(api.POST("/api/v1/groups", { body: { name } }));
export const renameGroup = (id: string, name: string) => take(api.PATCH("/api/v1/groups/{id}", { ...by(id), body: { name } }));
export const deleteGroup = (id: string) => take(api.DELETE("/api/v1/groups/{id}", by(id)));
const member = (id: string, principal: string) => ({ params: { path: { id, principal } } });
export const addMember = (group: string, principal: string) =>
  take(api.PUT("/api/v1/groups/{id}/members/{principal}", member(group, principal)));
export const removeMember = (group: string, principal: string) =>
  take(api.DELETE("/api/v1/groups/{id}/members/{principal}", member(group, principal)));

export interface NewAttribute {
  name: string;
  label?: string;
  kind: Attribute["kind"];
  multiple: boolean;
  default?: Scalar[];
}
export const createAttribute = (attribute: NewAttribute) => take(api.POST("/api/v1/attributes", { body: attribute }));
export const deleteAttribute = (name: string) => take(api.DELETE("/api/v1/attributes/{name}", { params: { path: { name } } }));

const valueOf = (holder: Principal, name: string) => ({ params: { path: { id: holder.id ?? "", name } } });
export const setValues = (holder: Principal, name: string, values: Scalar[]) =>
  holder.kind === "group"
    ? take(api.PUT("/api/v1/groups/{id}/attributes/{name}", { ...valueOf(holder, name), body: { values } }))
    : take(api.PUT("/api/v1/users/{id}/attributes/{name}", { ...valueOf(holder, name), body: { values } }));
/** The values that a person or group has of its own. */
export const valuesOf = async (holder: Principal): Promise<Record<string, Scalar[]>> =>
  holder.kind === "group"
    ? (((await take(api.GET("/api/v1/groups/{id}", by(holder.id ?? "")))) as Group).attributes)
    : (((await take(api.GET("/api/v1/users/{id}", by(holder.id ?? "")))) as User).attributes);
export const clearValues = (holder: Principal, name: string) =>
  holder.kind === "group"
    ? take(api.DELETE("/api/v1/groups/{id}/attributes/{name}", valueOf(holder, name)))
    : take(api.DELETE("/api/v1/users/{id}/attributes/{name}", valueOf(holder, name)));
