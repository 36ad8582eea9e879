import { expect, test } from "vitest";
import { principalKey, samePrincipal } from "./principal";

test("a principal's key tells kinds apart", () => {
  expect(principalKey({ kind: "user", id: "1" })).not.toBe(principalKey({ kind: "group", id: "1" }));
  expect(samePrincipal({ kind: "organization" }, { kind: "organization", id: undefined })).toBe(true);
});
