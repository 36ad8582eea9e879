// @vitest-environment node
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
// @ts-expect-error a plain script without types
import { generate } from "../../scripts/gen.mjs";

test("schema.gen.ts agrees with the server's OpenAPI document (else: npm run gen)", async () => {
  const committed = await readFile(new URL("./schema.gen.ts", import.meta.url), "utf8");
  expect(committed === (await generate())).toBe(true);
});
