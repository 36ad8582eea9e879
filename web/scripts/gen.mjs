// Makes src/api/schema.gen.ts from the server's OpenAPI document and src/ui/rolePolicy.gen.ts from the rules' golden table of roles.
// `schema.test.ts` fails when they do not agree.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const document = new URL("../../crates/server/openapi.json", import.meta.url);
const target = new URL("../src/api/schema.gen.ts", import.meta.url);

export async function generate() {
  const ast = await openapiTS(JSON.parse(await readFile(document, "utf8")), { alphabetize: true });
  return `// Made by \`npm run gen\` from crates/server/openapi.json. Do not edit.\n${astToString(ast)}`;
}

const roles = new URL("../../crates/access/tests/golden/roles.txt", import.meta.url);
const policyTarget = new URL("../src/ui/rolePolicy.gen.ts", import.meta.url);

/** What each role may on a folder and on a document: the rules' own table, so that the dialog never says otherwise. */
export async function generatePolicy() {
  const sections = (await readFile(roles, "utf8")).split(/\n\n+/u);
  const table = (title) => {
    const [, head, ...lines] = (sections.find((one) => one.startsWith(title)) ?? "").trimEnd().split("\n");
    if (head === undefined) throw new Error(`roles.txt has no section "${title}"`);
    const ends = [...head.matchAll(/\S+/gu)].map((found) => ({ role: found[0], end: found.index + found[0].length }));
    return lines.map((line) => {
      const may = ends.filter(({ role, end }) => ["viewer", "editor", "manager", "owner"].includes(role) && line[end - 1] === "+");
      return `    { action: "${line.split(" ")[0]}", roles: [${may.map(({ role }) => `"${role}"`).join(", ")}] },`;
    });
  };
  return [
    "// Made by `npm run gen` from crates/access/tests/golden/roles.txt. Do not edit.",
    "export const rolePolicy = {",
    "  folder: [",
    ...table("folder, granted on it"),
    "  ],",
    "  document: [",
    ...table("document in it, abilities as they come"),
    "  ],",
    "} as const;",
    "",
  ].join("\n");
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").pop())) {
  await writeFile(target, await generate());
  await writeFile(policyTarget, await generatePolicy());
}
