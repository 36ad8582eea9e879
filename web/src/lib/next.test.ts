import { describe, expect, test } from "vitest";
import { safeNext } from "./next";

describe("safeNext", () => {
  const cases: [unknown, string | null][] = [
    ["/d/doc_1?x=1#tab=a", "/d/doc_1?x=1#tab=a"],
    ["/", "/"],
    ["//evil.example", null],
    ["/\\evil.example", null],
    ["/\t/evil.example", null],
    ["/a/..//evil.example", null],
    ["https://evil.example", null],
    ["javascript:alert(1)", null],
    ["/sign-in?next=/sign-in", null],
    ["", null],
    [undefined, null],
    [["/a"], null],
  ];
  test.each(cases)("%j -> %j", (value, expected) => expect(safeNext(value)).toBe(expected));
});
