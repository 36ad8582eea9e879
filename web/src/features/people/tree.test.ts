import { expect, test } from "vitest";
import type { Group } from "@/api/types";
import { groupTree, type Branch } from "./tree";

const group = (id: string, ...children: string[]): Group => ({
  id,
  name: id,
  attributes: {},
  user_count: 0,
  members: children.map((child) => ({ principal: { kind: "group", id: child }, name: child })),
});
const draw = (branches: Branch[]): string =>
  branches.map(({ group: { id }, children }) => (children.length > 0 ? `${id}(${draw(children)})` : id)).join(" ");

test("a group stands below each group it is in", () => {
  expect(draw(groupTree([group("a", "b", "c"), group("b", "d"), group("c", "d"), group("d"), group("e")]))).toBe("a(b(d) c(d)) e");
});

test("a missing group is left out", () => {
  expect(draw(groupTree([group("a", "gone")]))).toBe("a");
});
