import { describe, expect, test } from "vitest";
import { contrast } from "@/lib/contrast";
import { ink, palette } from "./theme";

const grounds = ["paper", "surface", "sunken", "hover", "selected"] as const;
const texts = ["ink", "quiet", "structure", "lamp-text", "danger", "good", "code-key", "code-string", "code-number"] as const;

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  const color = (name: string): string => (palette[scheme] as Record<string, string>)[`--lucarne-${name}`] ?? "";

  test.each(grounds.flatMap((ground) => texts.map((text) => [text, ground])))("%s on %s is readable", (text, ground) => {
    expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(4.5);
  });
  test.each([
    ["danger", "danger-wash"],
    ["good", "good-wash"],
    ["lamp-text", "lamp-wash"],
    ["ink", "lamp-wash"],
    ["quiet", "lamp-wash"],
  ])("%s on %s is readable", (text, ground) => {
    expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(4.5);
  });
  test("ink on the lamp is readable", () => {
    expect(contrast(ink, color("lamp"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink, color("lamp-hover"))).toBeGreaterThanOrEqual(4.5);
  });
  test("the focus ring stands out from every ground", () => {
    for (const ground of grounds) expect(contrast(color("focus"), color(ground))).toBeGreaterThanOrEqual(3);
  });
});
