import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("..", import.meta.url));
const styles = fileURLToPath(new URL("../../node_modules/@mantine/core/styles/", import.meta.url));

test("every Mantine component in use has its styles in mantine.css or mantineMore.css", () => {
  const listed = ["mantine", "mantineMore"].map((name) => readFileSync(`${source}ui/${name}.css`, "utf8")).join("");
  const used = new Set<string>();
  for (const file of walk(source)) {
    for (const [, names = ""] of readFileSync(file, "utf8").matchAll(/import \{([^}]*)\} from "@mantine\/core"/gu)) {
      for (const name of names.split(",")) used.add(name.replace("type ", "").trim());
    }
  }
  const missing = [...used].filter((name) => name !== "" && existsSync(`${styles}${name}.css`) && !listed.includes(`/${name}.layer.css"`));
  expect(missing).toEqual([]);
});

function walk(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => folder + name);
}
