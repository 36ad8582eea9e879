import { describe, expect, test } from "vitest";
import { everyone } from "@/api/restore";
import type { Access, AccessEntry } from "@/api/types";
import { draftSize, emptyDraft, floorOf, reached, rows, setBoost, setOrganization, setOrganizationBoost, setRole, toChange, toUndo } from "./draft";

const entry = (id: string, direct: AccessEntry["direct"], role: AccessEntry["role"]): AccessEntry => ({
  principal: { kind: "user", id },
  name: id,
  email: `${id}@x.example`,
  members: null,
  role,
  direct,
  boost: false,
  overtaken_by: null, last_opened: null,
  sources: [],
});
const access: Access = {
  node: { id: "doc_1", name: "D", kind: "document" },
  organization_role: "viewer",
  organization_boost: false,
  organization_inherited: null,
  entries: [entry("ana", "editor", "editor"), entry("bo", null, "viewer")],
  can: ["manage"],
  links: 0,
  owner: null,
  stands_alone: false,
  can_stop_inheriting: false,
  requests: [],
  instance_groups: [],
  can_boost: true,
};
const hit = (id: string) => ({ principal: { kind: "user" as const, id }, name: id, email: null, members: null });

describe("draft", () => {
  test("an edit back to what is saved is no edit", () => {
    let draft = setRole(emptyDraft, access, hit("ana"), "viewer");
    expect(draftSize(draft)).toBe(1);
    draft = setRole(draft, access, hit("ana"), "editor");
    expect(draftSize(draft)).toBe(0);
    expect(draftSize(setOrganization(setOrganization(emptyDraft, access, "editor"), access, "viewer"))).toBe(0);
  });

  test("all edits go out in one change, and undo restores each grant as it stood", () => {
    let draft = setRole(emptyDraft, access, hit("ana"), null);
    draft = setRole(draft, access, hit("bo"), "editor");
    draft = setRole(draft, access, hit("cy"), "viewer");
    draft = setOrganization(draft, access, "no_access");
    expect(toChange(draft)).toEqual({
      organization_role: "no_access",
      changes: [
        { principal: { kind: "user", id: "ana" }, role: null },
        { principal: { kind: "user", id: "bo" }, role: "editor" },
        { principal: { kind: "user", id: "cy" }, role: "viewer" },
      ],
    });
    expect(toUndo(draft, access).change).toEqual({
      organization_role: "viewer",
      changes: [
        { principal: { kind: "user", id: "ana" }, role: "editor" },
        { principal: { kind: "user", id: "bo" }, role: null },
        { principal: { kind: "user", id: "cy" }, role: null },
      ],
    });
  });

  test("a boost travels with its grant, and undo restores the flag as it stood", () => {
    const boosted: Access = { ...access, entries: [{ ...entry("ana", "editor", "editor"), boost: true }, entry("bo", null, "viewer")] };
    // Nothing is given here to carry a flag.
    expect(draftSize(setBoost(emptyDraft, boosted, hit("bo"), true))).toBe(0);
    expect(draftSize(setBoost(setBoost(emptyDraft, boosted, hit("ana"), false), boosted, hit("ana"), true))).toBe(0);
    let draft = setBoost(setRole(emptyDraft, boosted, hit("cy"), "viewer"), boosted, hit("cy"), true);
    draft = setRole(draft, boosted, hit("ana"), null);
    expect(toChange(draft).changes).toEqual([
      { principal: { kind: "user", id: "cy" }, role: "viewer", boost: true },
      { principal: { kind: "user", id: "ana" }, role: null },
    ]);
    expect(toUndo(draft, { ...boosted, can_boost: true })).toEqual({
      change: { changes: [{ principal: { kind: "user", id: "cy" }, role: null }, { principal: { kind: "user", id: "ana" }, role: "editor", boost: true }] },
      unboosted: [],
    });
  });

  test("a boost that whoever takes it away may not set again is named in the undo", () => {
    const boosted: Access = { ...access, can_boost: false, entries: [{ ...entry("ana", "editor", "editor"), boost: true }] };
    const draft = setRole(emptyDraft, boosted, hit("ana"), null);
    expect(toUndo(draft, boosted)).toEqual({ change: { changes: [{ principal: { kind: "user", id: "ana" }, role: "editor" }] }, unboosted: ["ana"] });
  });

  test("everyone's boost is an edit of its own: it goes with a grant, and is gone with it", () => {
    const draft = setOrganizationBoost(emptyDraft, access, true);
    expect(draftSize(draft)).toBe(1);
    expect(toChange(draft)).toEqual({ changes: [{ principal: { kind: "organization" }, role: "viewer", boost: true }] });
    expect(toUndo(draft, access)).toEqual({ change: { changes: [{ principal: { kind: "organization" }, role: "viewer", boost: false }] }, unboosted: [] });
    expect(setOrganizationBoost(draft, access, false)).toEqual(emptyDraft);
    expect(setOrganization(draft, access, "no_access")).toEqual({ ...emptyDraft, organization: { role: "no_access" } });
    const boosted: Access = { ...access, organization_boost: true, can_boost: false };
    expect(toUndo(setOrganization(emptyDraft, boosted, "no_access"), boosted)).toEqual({
      change: { changes: [{ principal: { kind: "organization" }, role: "viewer" }] },
      unboosted: [everyone],
    });
  });

  test("what a folder gives is the least that can be set below it", () => {
    const folder = { kind: "folder" as const, role: "editor" as const, node: { id: "fld_1", name: "Ops" }, via: [], boost: false };
    const through = { ...folder, kind: "group" as const, role: "manager" as const, via: [{ id: "grp_1", name: "G" }], boost: false };
    expect(floorOf({ ...entry("ana", null, "manager"), sources: [through, folder] })).toEqual({ role: "editor", from: "Ops" });
    expect(floorOf(entry("ana", null, "viewer"))).toBeNull();
  });

  test("whom the address opens for", () => {
    expect(reached(access)).toEqual({ everyone: true, people: 2, groups: 0 });
    expect(reached({ ...access, organization_role: "no_access" }).everyone).toBe(false);
  });

  test("those about to be added stand first", () => {
    const draft = setRole(emptyDraft, access, hit("cy"), "viewer");
    expect(rows(access, draft).map((row) => [row.hit.name, row.entry !== null, row.pending?.role ?? null])).toEqual([
      ["cy", false, "viewer"],
      ["ana", true, null],
      ["bo", true, null],
    ]);
  });
});
