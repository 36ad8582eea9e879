import { principalKey } from "@/lib/principal";
import { api, take } from "./client";
import { saveAccess, setInheritance, setOwner } from "./sharing";
import type { Access, AccessChange, AccessEntry } from "./types";

/*
 * What takes a change of access back as a whole: to the owner, the inheritance and the grants that there were, not to something like them.
 * Changes of the owner and of the inheritance make and take grants by themselves, so the difference is taken from what is there then.
 */

const granted = (access: Access): Map<string, AccessEntry> =>
  new Map(access.entries.filter((entry) => entry.direct !== null && entry.principal.kind !== "organization").map((entry) => [principalKey(entry.principal), entry]));

/** Among names of people and groups: all who sign in. */
export const everyone = "";

/** Changes that lead back, and the names of those whose boost whoever undoes this may not set again. */
export interface Way {
  change: AccessChange;
  unboosted: string[];
}

/** The grants of `before`, as changes of what is there `now`. What a folder has overtaken cannot be given again below it, and is taken away. */
export function wayBack(before: Access, now: Access): Way {
  const [old, present] = [granted(before), granted(now)];
  const owner = before.owner === null ? null : principalKey({ kind: "user", id: before.owner.id });
  const changes: AccessChange["changes"] = [];
  const unboosted: string[] = [];
  for (const [key, { principal }] of present) if (!old.has(key)) changes.push({ principal, role: null });
  for (const [key, { principal, name, direct, boost, overtaken_by }] of old) {
    const is = present.get(key);
    if (key === owner || (is?.direct === direct && is?.boost === boost)) continue;
    if (overtaken_by !== null && !before.stands_alone && is?.direct !== direct) {
      if (is !== undefined) changes.push({ principal, role: null });
      continue;
    }
    const refused = boost && !now.can_boost && is?.boost !== true;
    if (refused) unboosted.push(name);
    if (!refused || is?.direct !== direct) changes.push({ principal, role: direct, ...(!refused && { boost }) });
  }
  const { organization_role: role, organization_boost: boost } = before;
  if (role === now.organization_role && boost === now.organization_boost) return { change: { changes }, unboosted };
  if (role === "no_access" || boost === now.organization_boost) return { change: { organization_role: role, changes }, unboosted };
  // Everyone's boost goes with a grant like any other.
  const refused = boost && !now.can_boost;
  if (refused) unboosted.push(everyone);
  changes.push({ principal: { kind: "organization" }, role, ...(!refused && { boost }) });
  return { change: { changes }, unboosted };
}

/** The access as it is, and not as it was read a while ago. */
export const accessNow = (id: string): Promise<Access> => take<Access>(api.GET("/api/v1/content/{id}/access", { params: { path: { id } } }));

const isEmpty = (change: AccessChange): boolean => change.changes.length === 0 && change.organization_role === undefined;

/** Brings a folder or document back to the access of `before`. */
export async function restoreAccess(before: Access): Promise<{ access: Access; unboosted: string[] }> {
  const { id } = before.node;
  let now = await accessNow(id);
  // Whoever undoes this keeps managing it on the way: inheriting first, and standing alone first with the grants of now.
  if (now.stands_alone !== before.stands_alone) now = await setInheritance(id, before.stands_alone ? { stands_alone: true, start: "present" } : { stands_alone: false });
  if (before.owner !== null && now.owner?.id !== before.owner.id) now = await setOwner(id, before.owner.id);
  const { change, unboosted } = wayBack(before, now);
  return { access: isEmpty(change) ? now : await saveAccess(id, change), unboosted };
}
