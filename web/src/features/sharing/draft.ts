import { everyone } from "@/api/restore";
import type { Access, AccessChange, AccessEntry, Role } from "@/api/types";
import { principalKey, type Principal, type PrincipalHit } from "@/lib/principal";

/** Edits of an access list that are not saved yet. The saved list and these edits are different things until Save. */
export interface Draft {
  /** The organization's new role, and its boost where that changes; null while unchanged. */
  organization: { role: Role; boost?: boolean } | null;
  /** By principal: the role to give here, or null to take away what was given here. */
  changes: Record<string, { hit: PrincipalHit; role: Role | null; boost?: boolean }>;
}

export const emptyDraft: Draft = { organization: null, changes: {} };

export const draftSize = (draft: Draft): number => Object.keys(draft.changes).length + (draft.organization === null ? 0 : 1);

/** Sets somebody's role here. Back to what is saved means no edit. */
export function setRole(draft: Draft, access: Access, hit: PrincipalHit, role: Role | null): Draft {
  const key = principalKey(hit.principal);
  const saved = access.entries.find((entry) => principalKey(entry.principal) === key);
  const boost = role === null ? undefined : draft.changes[key]?.boost;
  if (role === (saved?.direct ?? null) && boost === undefined) return revert(draft, hit.principal);
  return { ...draft, changes: { ...draft.changes, [key]: { hit, role, ...(boost !== undefined && { boost }) } } };
}

/** Sets the boost flag of a grant here, saved or about to be. */
export function setBoost(draft: Draft, access: Access, hit: PrincipalHit, boost: boolean): Draft {
  const key = principalKey(hit.principal);
  const saved = access.entries.find((entry) => principalKey(entry.principal) === key);
  const role = draft.changes[key]?.role ?? saved?.direct ?? null;
  if (role === null) return draft;
  if (boost === (saved?.boost ?? false)) {
    if (role === (saved?.direct ?? null)) return revert(draft, hit.principal);
    return { ...draft, changes: { ...draft.changes, [key]: { hit, role } } };
  }
  return { ...draft, changes: { ...draft.changes, [key]: { hit, role, boost } } };
}

export function setOrganization(draft: Draft, access: Access, role: Role): Draft {
  const boost = role === "no_access" ? undefined : draft.organization?.boost;
  return organized(draft, access, role, boost);
}

/** Sets the boost flag of what everyone has by this node. */
export function setOrganizationBoost(draft: Draft, access: Access, boost: boolean): Draft {
  const role = draft.organization?.role ?? access.organization_role;
  return role === "no_access" ? draft : organized(draft, access, role, boost === access.organization_boost ? undefined : boost);
}

function organized(draft: Draft, access: Access, role: Role, boost: boolean | undefined): Draft {
  if (role === access.organization_role && boost === undefined) return { ...draft, organization: null };
  return { ...draft, organization: { role, ...(boost !== undefined && { boost }) } };
}

export function revert(draft: Draft, principal: Principal): Draft {
  const { [principalKey(principal)]: _gone, ...changes } = draft.changes;
  return { ...draft, changes };
}

/** The edits with those who are chosen in the field and stand in no list yet: saving gives them their role too. */
export const withPicked = (draft: Draft, access: Access, picked: readonly PrincipalHit[], role: Role): Draft =>
  picked.reduce((next, hit) => setRole(next, access, hit, role), draft);

/** The edits as the server takes them. */
export function toChange(draft: Draft): AccessChange {
  const changes = Object.values(draft.changes).map(({ hit, role, boost }) => ({ principal: hit.principal, role, ...(boost !== undefined && { boost }) }));
  return withOrganization(draft.organization, changes);
}

const all = { kind: "organization" as const };

function withOrganization(organization: Draft["organization"], changes: AccessChange["changes"]): AccessChange {
  if (organization === null) return { changes };
  const { role, boost } = organization;
  return boost === undefined ? { organization_role: role, changes } : { changes: [...changes, { principal: all, role, boost }] };
}

/** What brings the list back to how it was before `draft`: every touched grant as it stood, and whose boost cannot be set again. */
export function toUndo(draft: Draft, before: Access): { change: AccessChange; unboosted: string[] } {
  const unboosted: string[] = [];
  const changes = Object.values(draft.changes).map(({ hit, role, boost }) => {
    const saved = before.entries.find((entry) => principalKey(entry.principal) === principalKey(hit.principal));
    const lost = saved !== undefined && saved.boost && !before.can_boost && (role === null || boost === false);
    if (lost) unboosted.push(hit.name);
    const flagged = saved !== undefined && saved.direct !== null && !lost && (saved.boost || boost !== undefined);
    return { principal: hit.principal, role: saved?.direct ?? null, ...(flagged && { boost: saved.boost }) };
  });
  if (draft.organization === null) return { change: { changes }, unboosted };
  const role = before.organization_role;
  const flag = draft.organization.boost !== undefined || (before.organization_boost && draft.organization.role === "no_access");
  const lost = flag && before.organization_boost && !before.can_boost;
  if (lost) unboosted.push(everyone);
  if (!flag) return { change: { organization_role: role, changes }, unboosted };
  return { change: { changes: [...changes, { principal: all, role, ...(!lost && { boost: before.organization_boost }) }] }, unboosted };
}

/** A line of the list: somebody who has access, or is about to get it. */
export interface Row {
  hit: PrincipalHit;
  entry: AccessEntry | null;
  pending: { role: Role | null; boost?: boolean } | null;
}

/** Those about to be added first, then the saved list in its own order. */
export function rows(access: Access, draft: Draft): Row[] {
  const saved = access.entries.filter((entry) => entry.principal.kind !== "organization");
  const known = new Set(saved.map((entry) => principalKey(entry.principal)));
  const added = Object.entries(draft.changes)
    .filter(([key]) => !known.has(key))
    .map(([, { hit, role, boost }]): Row => ({ hit, entry: null, pending: { role, ...(boost !== undefined && { boost }) } }));
  return [
    ...added,
    ...saved.map((entry): Row => ({
      hit: { principal: entry.principal, name: entry.name, email: entry.email, members: entry.members },
      entry,
      pending: draft.changes[principalKey(entry.principal)] ?? null,
    })),
  ];
}

/** The role that a folder gives the same person or group: less than that cannot be set below it. */
export function floorOf(entry: AccessEntry | null): { role: Role; from: string } | null {
  const above = (entry?.sources ?? []).filter((source) => source.kind === "folder" && source.via.length === 0 && source.node !== null);
  const strongest = above.sort((a, b) => order.indexOf(b.role) - order.indexOf(a.role))[0];
  return strongest?.node ? { role: strongest.role, from: strongest.node.name } : null;
}

const order: readonly Role[] = ["no_access", "viewer", "editor", "manager", "owner"];

export const weaker = (role: Role, than: Role): boolean => order.indexOf(role) < order.indexOf(than);

/** Whom an address opens for now, by the saved list. */
export function reached(access: Access): { everyone: boolean; people: number; groups: number } {
  const inherited = access.organization_inherited?.role ?? "no_access";
  const listed = access.entries.filter((entry) => entry.role !== "no_access");
  return {
    everyone: access.organization_role !== "no_access" || inherited !== "no_access",
    people: listed.filter((entry) => entry.principal.kind === "user").length,
    groups: listed.filter((entry) => entry.principal.kind === "group").length,
  };
}
