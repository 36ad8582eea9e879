import { expect, test } from "vitest";
import { around, lineDiff } from "./lineDiff";

const marks = { same: " ", added: "+", removed: "-" };
const shown = (before: string, after: string) => lineDiff(before, after).map(({ kind, text }) => marks[kind] + text);

test.each([
  ["", "", []],
  ["", "a\nb\n", ["+a", "+b"]],
  ["a\n", "", ["-a"]],
  ["a\nb\n", "a\nb\n", [" a", " b"]],
  ["a\nc\n", "a\nb\nc\n", [" a", "+b", " c"]],
  ["a\nb\nc\nd", "a\nx\nc\ny\nd", [" a", "-b", "+x", " c", "+y", " d"]],
  ["a\na\n", "a\n", [" a", "-a"]],
])("%j to %j", (before, after, expected) => {
  expect(shown(before, after)).toEqual(expected);
});

test("what did not change is left out, but for the lines around", () => {
  const before = "a\nb\nc\nd\ne\nf\ng\n";
  const kept = around(lineDiff(before, before.replace("d", "D")), 1);
  expect(kept.map((line) => line && marks[line.kind] + line.text)).toEqual([null, " c", "-d", "+D", " e", null]);
});
