import { describe, expect, it } from "vitest";
import { PALETTES } from "./palette";

type Rgb = [number, number, number];

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

// Machado, Oliveira and Fernandes 2009, severity 1.0.
const BLINDNESS: Record<string, number[][] | null> = {
  none: null,
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(hex: string, matrix: number[][] | null): Rgb {
  const rgb = linear(hex);
  if (matrix === null) return rgb;
  return matrix.map((row) => {
    const sum = row.reduce((total, factor, i) => total + factor * (rgb[i] ?? 0), 0);
    return Math.min(1, Math.max(0, sum));
  }) as Rgb;
}

function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const distance = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe.each(["light", "dark"] as const)("the %s palette", (scheme) => {
  const palette = PALETTES[scheme];

  it("stands 3:1 from every background", () => {
    for (const colour of palette.series)
      for (const background of palette.backgrounds) expect(contrast(colour, background), colour).toBeGreaterThanOrEqual(3);
  });

  it("has text at AA", () => {
    for (const background of palette.backgrounds)
      for (const text of [palette.ink, palette.muted]) expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(BLINDNESS))("keeps any two series apart: %s", (_, matrix) => {
    const colours = palette.series.map((colour) => oklab(seen(colour, matrix)));
    for (const [i, a] of colours.entries())
      for (const [j, b] of colours.entries())
        if (i < j) expect(distance(a, b), `${palette.series[i]} and ${palette.series[j]}`).toBeGreaterThan(0.078);
  });

  it("has a ramp that only goes one way", () => {
    const steps = palette.ramp.map((colour) => luminance(linear(colour)));
    for (let i = 1; i < steps.length; i += 1) {
      const up = (steps[i] ?? 0) > (steps[i - 1] ?? 0);
      expect(up).toBe(scheme === "dark");
    }
  });
});
