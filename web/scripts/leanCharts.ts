import type { Plugin } from "vite";

/**
 * Leaves out of ECharts what this page has no use for and what tree shaking cannot take away: the reading of options of versions 2 to 4
 * (our options are made by `src/charts/option`), a theme and a language that nobody can choose here, the library's own "loading",
 * patterns in place of colours, and labels on bars that are bent around a centre.
 */
const empty: Record<string, string> = {
  "preprocessor/backwardCompat.js": "export default function backwardCompat() {}",
  "theme/dark.js": "export default {};",
  "i18n/langZH.js": "export default {};",
  "loading/default.js": "export default function loading() {}",
  "util/decal.js": "export function createOrUpdatePatternFromDecal() { return null; }",
  "label/sectorLabel.js":
    "export function createSectorCalculateTextPosition() { return undefined; } export function setSectorTextRotation() {}",
};

export function leanCharts(): Plugin {
  return {
    name: "lucarne-lean-charts",
    apply: "build",
    load(id) {
      const part = /\/echarts\/lib\/(.+)$/u.exec(id)?.[1];
      return part === undefined ? null : (empty[part] ?? null);
    },
  };
}
