/** What Lucarne can do itself about a tile that somebody cannot see. Each is an ordinary change, with its own checks on the server. */
import { parseValues } from "../lib/attributeValues";
import { principalKey } from "../lib/principal";
import { seg, send } from "./http";
import type { Access, Attribute, Remedy } from "./types";

type Action = NonNullable<Remedy["action"]>;

export async function boost(document: string, action: Action): Promise<void> {
  const { entries } = await send<Access>("GET", `/content/${seg(document)}/access`);
  const wanted = new Set((action.principals ?? []).map(principalKey));
  const changes = entries
    .filter((entry) => entry.direct !== null && wanted.has(principalKey(entry.principal)))
    .map(({ principal, direct }) => ({ principal, role: direct, boost: true }));
  await send("PATCH", `/content/${seg(document)}/access`, { body: { changes } });
}

export async function setConnectionRole(action: Action): Promise<void> {
  const changes = (action.principals ?? []).map((principal) => ({ principal, role: action.role }));
  await send("PATCH", `/connections/${seg(action.connection ?? "")}/roles`, { body: { changes } });
}

export async function setAttribute(action: Action, value: string): Promise<void> {
  const { items } = await send<{ items: Attribute[] }>("GET", "/attributes");
  const kind = items.find((one) => one.name === action.attribute)?.kind ?? "string";
  const values = parseValues(kind, value.split(",").map((one) => one.trim()).filter(Boolean));
  for (const user of action.users ?? []) {
    await send("PUT", `/users/${seg(user)}/attributes/${seg(action.attribute ?? "")}`, { body: { values } });
  }
}
