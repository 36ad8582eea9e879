// Makes src/api/schema.gen.ts from the server's OpenAPI document. `schema.test.ts` fails when the two do not agree.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const document = new URL("../../crates/server/openapi.json", import.meta.url);
const target = new URL("../src/api/schema.gen.ts", import.meta.url);

export async function generate() {
  const ast = await openapiTS(JSON.parse(await readFile(document, "utf8")), { alphabetize: true });
  return `// Made by \`npm run gen\` from crates/server/openapi.json. Do not edit.\n${astToString(ast)}`;
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").pop())) {
  await writeFile(target, await generate());
}
