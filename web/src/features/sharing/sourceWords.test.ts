import { expect, test } from "vitest";
import type { AccessEntry, AccessSource } from "@/api/types";
import { entryWords, removalWords } from "./sourceWords";

const direct: AccessSource = { kind: "direct", role: "editor", node: null, via: [], boost: false };
const group: AccessSource = { kind: "group", role: "viewer", node: null, via: [{ id: "g", name: "Sales" }], boost: false };
const folder: AccessSource = { kind: "folder", role: "manager", node: { id: "f", name: "Ops" }, via: [], boost: false };
const entry = (...sources: AccessSource[]): AccessEntry => ({
  principal: { kind: "user", id: "u" },
  name: "u",
  email: null,
  members: null,
  role: "editor",
  direct: "editor",
  boost: false,
  overtaken_by: null, last_opened: null,
  sources,
});

test("removal says honestly what stays", () => {
  expect(removalWords(entry(direct), "Acme", "here")).toBe("Loses all access.");
  expect(removalWords(entry(direct, group), "Acme", "here")).toBe("Keeps Viewer through the group Sales.");
  expect(removalWords(entry(direct, group, folder), "Acme", "here")).toBe("Keeps Manager from the folder “Ops”.");
});

test("a grant here to a group comes from no folder; one above does", () => {
  const at = (id: string): AccessSource => ({ ...group, node: { id, name: "Q3" } });
  expect(removalWords(entry(direct, at("here")), "Acme", "here")).toBe("Keeps Viewer through the group Sales.");
  expect(removalWords(entry(direct, at("f")), "Acme", "here")).toBe("Keeps Viewer through the group Sales, from the folder “Q3”.");
});

test("sources in one line, with roles only where they differ", () => {
  expect(entryWords(entry(direct), "Acme", "here")).toBe("Given here");
  expect(entryWords(entry(direct, group), "Acme", "here")).toBe("Editor given here; Viewer through the group Sales");
});

const owner: AccessSource = { kind: "owner", role: "owner", node: null, via: [], boost: false };
const manages: AccessSource = { kind: "owner", role: "manager", node: null, via: [], boost: false };
const admin: AccessSource = { kind: "admin", role: "manager", node: null, via: [], boost: false };

const lines: [string, AccessSource[]][] = [
  ["Owner", [owner]],
  ["Owner · administrator", [owner, admin, manages]],
  ["Owner · administrator", [admin, owner]],
  ["Owner", [owner, direct, folder]],
  ["Administrator", [admin]],
  ["Administrator · given here", [admin, direct]],
];
test.each(lines)("%s", (line, sources) => expect(entryWords(entry(...sources), "Acme", "here")).toBe(line));
