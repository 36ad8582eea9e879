import { queryOptions } from "@tanstack/react-query";
import { seg, send } from "./http";
import type { Attribute, Group, Page, Principal, Scalar, User } from "./types";

/** Reads all pages of a list that is shown whole. */
async function all<T>(path: string, signal: AbortSignal): Promise<{ items: T[] }> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await send<Page<T>>("GET", path, { query: { cursor }, signal });
    items.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor !== null);
  return { items };
}

export const usersQuery = queryOptions({ queryKey: ["users"], queryFn: ({ signal }) => all<User>("/users", signal) });
export const groupsQuery = queryOptions({ queryKey: ["groups"], queryFn: ({ signal }) => all<Group>("/groups", signal) });
export const attributesQuery = queryOptions({
  queryKey: ["attributes"],
  queryFn: ({ signal }) => all<Attribute>("/attributes", signal),
});

export interface NewUser {
  name: string;
  email: string;
  password: string;
  is_admin?: boolean;
}
export const createUser = (user: NewUser) => send<User>("POST", "/users", { body: user });
export const changeUser = (id: string, change: { name?: string; active?: boolean; is_admin?: boolean; password?: string }) =>
  send<User>("PATCH", `/users/${seg(id)}`, { body: change });

export const createGroup = (name: string) => send<Group>("POST", "/groups", { body: { name } });
export const renameGroup = (id: string, name: string) => send<Group>("PATCH", `/groups/${seg(id)}`, { body: { name } });
export const deleteGroup = (id: string) => send<void>("DELETE", `/groups/${seg(id)}`);
export const addMember = (group: string, member: string) => send<void>("PUT", `/groups/${seg(group)}/members/${seg(member)}`);
export const removeMember = (group: string, member: string) => send<void>("DELETE", `/groups/${seg(group)}/members/${seg(member)}`);

export interface NewAttribute {
  name: string;
  label?: string;
  kind: Attribute["kind"];
  multiple: boolean;
  default?: Scalar[];
}
export const createAttribute = (attribute: NewAttribute) => send<Attribute>("POST", "/attributes", { body: attribute });
export const deleteAttribute = (name: string) => send<void>("DELETE", `/attributes/${seg(name)}`);

const holderPath = (holder: Principal) => `/${holder.kind === "group" ? "groups" : "users"}/${seg(holder.id ?? "")}`;
export const setValues = (holder: Principal, name: string, values: Scalar[]) =>
  send<void>("PUT", `${holderPath(holder)}/attributes/${seg(name)}`, { body: { values } });
export const clearValues = (holder: Principal, name: string) =>
  send<void>("DELETE", `${holderPath(holder)}/attributes/${seg(name)}`);
