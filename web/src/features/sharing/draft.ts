import type { Access, AccessChange, AccessEntry, Role } from "@/api/types";
import { principalKey, type Principal, type PrincipalHit } from "@/lib/principal";

/** Edits of an access list that are not saved yet. The saved list and these edits are different things until Save. */
export interface Draft {
  /** The organization's new role; null while unchanged. */
  organization: Role | null;
  /** By principal: the role to give here, or null to take away what was given here. */
  changes: Record<string, { hit: PrincipalHit; role: Role | null }>;
}

export const emptyDraft: Draft = { organization: null, changes: {} };

export const draftSize = (draft: Draft): number => Object.keys(draft.changes).length + (draft.organization === null ? 0 : 1);

/** Sets somebody's role here. Back to what is saved means no edit. */
export function setRole(draft: Draft, access: Access, hit: PrincipalHit, role: Role | null): Draft {
  const key = principalKey(hit.principal);
  const saved = access.entries.find((entry) => principalKey(entry.principal) === key);
  if (role === (saved?.direct ?? null)) return revert(draft, hit.principal);
  return { ...draft, changes: { ...draft.changes, [key]: { hit, role } } };
}

export function setOrganization(draft: Draft, access: Access, role: Role): Draft {
  return { ...draft, organization: role === access.organization_role ? null : role };
}

export function revert(draft: Draft, principal: Principal): Draft {
  const { [principalKey(principal)]: _gone, ...changes } = draft.changes;
  return { ...draft, changes };
}

/** The edits as the server takes them. */
export function toChange(draft: Draft): AccessChange {
  const changes = Object.values(draft.changes).map(({ hit, role }) => ({ principal: hit.principal, role }));
  return draft.organization === null ? { changes } : { organization_role: draft.organization, changes };
}

/** What brings the list back to how it was before `draft`: every touched grant as it stood. */
export function toUndo(draft: Draft, before: Access): AccessChange {
  const changes = Object.values(draft.changes).map(({ hit }) => {
    const saved = before.entries.find((entry) => principalKey(entry.principal) === principalKey(hit.principal));
    return { principal: hit.principal, role: saved?.direct ?? null };
  });
  return draft.organization === null ? { changes } : { organization_role: before.organization_role, changes };
}

/** A line of the list: somebody who has access, or is about to get it. */
export interface Row {
  hit: PrincipalHit;
  entry: AccessEntry | null;
  pending: { role: Role | null } | null;
}

/** Those about to be added first, then the saved list in its own order. */
export function rows(access: Access, draft: Draft): Row[] {
  const saved = access.entries.filter((entry) => entry.principal.kind !== "organization");
  const known = new Set(saved.map((entry) => principalKey(entry.principal)));
  const added = Object.entries(draft.changes)
    .filter(([key]) => !known.has(key))
    .map(([, { hit, role }]): Row => ({ hit, entry: null, pending: { role } }));
  return [
    ...added,
    ...saved.map((entry): Row => ({
      hit: { principal: entry.principal, name: entry.name, email: entry.email, members: entry.members },
      entry,
      pending: draft.changes[principalKey(entry.principal)] ?? null,
    })),
  ];
}
