// @vitest-environment node
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
// @ts-expect-error a plain script without types
import { generate, generatePolicy } from "../../scripts/gen.mjs";

test("schema.gen.ts agrees with the server's OpenAPI document (else: npm run gen)", async () => {
  const committed = await readFile(new URL("./schema.gen.ts", import.meta.url), "utf8");
  expect(committed === (await generate())).toBe(true);
});

test("rolePolicy.gen.ts agrees with the golden table of roles (else: npm run gen)", async () => {
  expect(await readFile(new URL("../ui/rolePolicy.gen.ts", import.meta.url), "utf8")).toBe(await generatePolicy());
});
