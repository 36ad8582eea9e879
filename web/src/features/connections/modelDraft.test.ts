import { expect, test } from "vitest";
import type { Model } from "@/api/types";
import { edit, faultsByFile, merged, order } from "./modelDraft";

const model: Model = { version: 3, files: { "a.view.yaml": "x: 1" }, diagnostics: [], can: ["edit_model"] };

test("typing back what is saved is no edit", () => {
  const edits = edit(model, {}, "a.view.yaml", "x: 2");
  expect(merged(model, edits)).toEqual({ "a.view.yaml": "x: 2" });
  expect(edit(model, edits, "a.view.yaml", "x: 1")).toEqual({});
});

test("topics, then views, then the rest", () => {
  expect(order({ "z.view.yaml": "", "model.yaml": "", "b.topic.yaml": "", "a.view.yaml": "" })).toEqual([
    "b.topic.yaml",
    "a.view.yaml",
    "z.view.yaml",
    "model.yaml",
  ]);
});

test("faults are counted by file", () => {
  const at = (file: string, severity: "error" | "warning") => ({ severity, code: "c", file, line: 1, column: 1, message: "", hint: null });
  expect([...faultsByFile([at("a", "warning"), at("a", "error"), at("b", "warning")])]).toEqual([
    ["a", { count: 2, error: true }],
    ["b", { count: 1, error: false }],
  ]);
});
