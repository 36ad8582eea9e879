import { expect, test } from "vitest";
import type { Project } from "../../lib/wire";
import { fileName, ownFiles, sameFiles, withOwnFiles } from "./ownModel";

const project: Project = { format: 1, reports: [] };

test("files go into the project and leave it whole", () => {
  const one = withOwnFiles(project, "con_a", { "x.view.yaml": "a\r\n " });
  const two = withOwnFiles(one, "con_b", { "y.view.yaml": "" });
  expect(two).toEqual({ format: 1, reports: [], models: { con_a: { "x.view.yaml": "a\r\n " }, con_b: { "y.view.yaml": "" } } });
  expect(withOwnFiles(two, "con_b", {})).toEqual(one);
  expect(withOwnFiles(one, "con_a", {})).toEqual(project);
  expect("models" in withOwnFiles(one, "con_a", {})).toBe(false);
  expect([ownFiles(two, "con_a"), ownFiles(project, "con_a")]).toEqual([{ "x.view.yaml": "a\r\n " }, {}]);
});

test.each([
  [{}, {}, true],
  [{ a: "1" }, { a: "1" }, true],
  [{ a: "1" }, { a: "1 " }, false],
  [{ a: "1" }, {}, false],
  [{ a: "1" }, { b: "1" }, false],
])("%j and %j", (one, other, same) => {
  expect(sameFiles(one as Record<string, string>, other as Record<string, string>)).toBe(same);
});

test("a file's name has its end", () => {
  expect(["flights.view", "x.yaml", "x.yml"].map(fileName)).toEqual(["flights.view.yaml", "x.yaml", "x.yml"]);
});
