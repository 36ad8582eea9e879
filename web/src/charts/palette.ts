/**
 * The colours of data. Two palettes of the same eight hues, one for paper and one for lamp light; each colour stands at
 * least 3:1 from its backgrounds, and any two stay apart for readers with any of the three kinds of colour blindness
 * (`palette.test.ts` computes it). Amber is missing on purpose: it is the page's accent and means "do this next".
 */

export type Scheme = "light" | "dark";

export interface Palette {
  series: readonly string[];
  /** Backgrounds a chart may stand on. */
  backgrounds: readonly string[];
  /** From few to many, for heat maps. */
  ramp: readonly string[];
  ink: string;
  muted: string;
  grid: string;
  axis: string;
  surface: string;
}

export const PALETTES: Record<Scheme, Palette> = {
  light: {
    series: ["#2f73d2", "#e76363", "#04675d", "#673fa0", "#71891c", "#bd5694", "#01386d", "#78401a"],
    backgrounds: ["#ffffff", "#faf9f6"],
    ramp: ["#e6eef9", "#bcd3f0", "#8cb3e4", "#5c90d4", "#336cb8", "#1c4b8f", "#0d2f63"],
    ink: "#1c2430",
    muted: "#5b6069",
    grid: "#eceae4",
    axis: "#c3bfb6",
    surface: "#ffffff",
  },
  dark: {
    series: ["#79acf4", "#eb785d", "#49dbc3", "#9770ce", "#a7c853", "#d18cb3", "#a8e3fe", "#a46635"],
    backgrounds: ["#182029", "#12151b"],
    ramp: ["#1f2c42", "#264166", "#2f5a90", "#4179bb", "#659dd9", "#98c3ee", "#d4e7fb"],
    ink: "#ece6da",
    muted: "#a5a9af",
    grid: "#263040",
    axis: "#4a5362",
    surface: "#182029",
  },
};

export function seriesColour(palette: Palette, index: number): string {
  return palette.series[index % palette.series.length] ?? palette.ink;
}
