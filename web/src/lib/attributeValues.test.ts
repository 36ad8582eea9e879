import { expect, test } from "vitest";
import { parseValues } from "./attributeValues";

test("values get the attribute's kind", () => {
  expect(parseValues("number", ["1", " 2.5 ", "x"])).toEqual([1, 2.5, "x"]);
  expect(parseValues("boolean", ["true", "false", "yes"])).toEqual([true, false, "yes"]);
  expect(parseValues("string", ["007", "*"])).toEqual(["007", "*"]);
});
