import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Gives every file that uses a Mantine component outside `ui/mantine.css` the rest of Mantine's styles, so that they travel with the
 * first page, menu or dialog that needs them and not with the first view of a report. Nobody has to remember an import.
 */
export function mantineStyles(source: string): Plugin {
  const more = new Set(
    [...readFileSync(`${source}/ui/mantineMore.css`, "utf8").matchAll(/styles\/(\w+)\.layer\.css/gu)].map(([, name]) => name),
  );
  return {
    name: "lucarne-mantine-styles",
    enforce: "pre",
    transform(code, id) {
      if (!id.startsWith(source) || !/\.tsx?$/u.test(id)) return null;
      const named = [...code.matchAll(/import \{([^}]*)\} from "@mantine\/core"/gu)].flatMap(([, names = ""]) => names.split(","));
      if (!named.some((name) => more.has(name.trim()))) return null;
      return { code: `import "@/ui/mantineMore.css";\n${code}`, map: null };
    },
  };
}
