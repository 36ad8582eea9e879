import { expect, test } from "vitest";
import { everyone, wayBack } from "./restore";
import type { Access, AccessEntry, Role } from "./types";

interface Line {
  id: string;
  direct: Role | null;
  boost?: boolean;
  overtaken?: boolean;
}

const list = (lines: Line[], more: Partial<Access> = {}): Access =>
  ({
    owner: { id: "olga", name: "olga", email: "" },
    stands_alone: false,
    can_boost: true,
    organization_role: "no_access",
    organization_boost: false,
    entries: lines.map(
      ({ id, direct, boost = false, overtaken = false }) =>
        ({ principal: { kind: "user", id }, name: id, direct, boost, overtaken_by: overtaken ? { id: "fld", name: "Above" } : null }) as unknown as AccessEntry,
    ),
    ...more,
  }) as Access;
const user = (id: string) => ({ kind: "user" as const, id });

const cases: { name: string; before: Access; now: Access; back: unknown; unboosted?: string[] }[] = [
  { name: "nothing differs", before: list([{ id: "a", direct: "viewer" }]), now: list([{ id: "a", direct: "viewer" }]), back: { changes: [] } },
  {
    name: "what was copied from above goes again",
    before: list([{ id: "a", direct: null }]),
    now: list([{ id: "a", direct: "editor" }, { id: "b", direct: "viewer" }]),
    back: { changes: [{ principal: user("a"), role: null }, { principal: user("b"), role: null }] },
  },
  {
    name: "a grant comes back with its boost",
    before: list([{ id: "a", direct: "viewer", boost: true }]),
    now: list([]),
    back: { changes: [{ principal: user("a"), role: "viewer", boost: true }] },
  },
  {
    name: "a boost that came with the copy goes",
    before: list([{ id: "a", direct: "viewer" }]),
    now: list([{ id: "a", direct: "viewer", boost: true }]),
    back: { changes: [{ principal: user("a"), role: "viewer", boost: false }] },
  },
  {
    name: "the former owner, who owns it again, needs no grant; the one between loses what leaving left",
    before: list([{ id: "m", direct: "manager" }]),
    now: list([{ id: "m", direct: "manager" }, { id: "between", direct: "manager" }]),
    back: { changes: [{ principal: user("between"), role: null }] },
  },
  {
    name: "what a folder has overtaken is refused below it, and taken away instead",
    before: list([{ id: "a", direct: "viewer", overtaken: true }]),
    now: list([{ id: "a", direct: "manager" }]),
    back: { changes: [{ principal: user("a"), role: null }] },
  },
  {
    name: "alone, nothing is overtaken",
    before: list([{ id: "a", direct: "viewer" }], { stands_alone: true }),
    now: list([{ id: "a", direct: "manager" }], { stands_alone: true }),
    back: { changes: [{ principal: user("a"), role: "viewer", boost: false }] },
  },
  {
    name: "a boost that one may not set is named, and the role comes back without it",
    before: list([{ id: "a", direct: "viewer", boost: true }, { id: "b", direct: "editor", boost: true }]),
    now: list([{ id: "b", direct: "editor" }], { can_boost: false }),
    back: { changes: [{ principal: user("a"), role: "viewer" }] },
    unboosted: ["a", "b"],
  },
  {
    name: "a boost that is still there is no question",
    before: list([{ id: "a", direct: "viewer", boost: true }]),
    now: list([{ id: "a", direct: "manager", boost: true }], { can_boost: false }),
    back: { changes: [{ principal: user("a"), role: "viewer", boost: true }] },
  },
  {
    name: "everyone's boost with the role",
    before: list([], { organization_role: "viewer", organization_boost: true }),
    now: list([], { organization_role: "editor" }),
    back: { changes: [{ principal: { kind: "organization" }, role: "viewer", boost: true }] },
  },
  {
    name: "everyone's boost that came between goes",
    before: list([], { organization_role: "viewer" }),
    now: list([], { organization_role: "viewer", organization_boost: true }),
    back: { changes: [{ principal: { kind: "organization" }, role: "viewer", boost: false }] },
  },
  {
    name: "everyone's boost that one may not set is named",
    before: list([], { organization_role: "viewer", organization_boost: true }),
    now: list([], { can_boost: false }),
    back: { changes: [{ principal: { kind: "organization" }, role: "viewer" }] },
    unboosted: [everyone],
  },
  {
    name: "everyone's role too",
    before: list([], { organization_role: "viewer" }),
    now: list([]),
    back: { organization_role: "viewer", changes: [] },
  },
];

test.each(cases)("the way back: $name", ({ before, now, back, unboosted = [] }) => {
  expect(wayBack(before, now)).toEqual({ change: back, unboosted });
});
