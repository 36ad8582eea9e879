import { expect, test } from "vitest";
import { asked, placePath, trail } from "./place";

test("a folder's trail ends above it and starts at its hub", () => {
  const path = [
    { id: "fld_a", name: "A" },
    { id: "fld_b", name: "B" },
  ];
  expect(trail(path, "fld_b", "shared")).toEqual({ above: [{ id: "shared", name: "Shared" }, { id: "fld_a", name: "A" }], here: "B" });
  expect(trail(path, "fld_b", null)).toEqual({ above: [{ id: "fld_a", name: "A" }], here: "B" });
  expect(trail([], "mine", null)).toEqual({ above: [], here: "My documents" });
});

test("search asks everywhere, whatever place is open", () => {
  expect(asked({ kind: "parent", parent: "fld_a" }, "delay")).toEqual({ q: "delay" });
  expect(asked({ kind: "parent", parent: "fld_a" }, "")).toEqual({ parent: "fld_a" });
  expect(asked({ kind: "view", view: "trash" }, "")).toEqual({ view: "trash" });
});

test("hubs have addresses of their own", () => {
  expect(["shared", "mine", "fld_a"].map(placePath)).toEqual(["/c/shared", "/c/mine", "/c/fld_a"]);
});
