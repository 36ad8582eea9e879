import type { EChartsCoreOption } from "echarts/core";
import type { Chart, Column } from "../../lib/wire";
import { columnFormatter } from "../format";
import type { Frame } from "../frame";
import { PALETTES, type Palette, type Scheme } from "../palette";
import type { Mark } from "../shape";

/** What the reader's side decides: light or dark, language, room, motion, and what is filtered by. */
export interface Look {
  scheme: Scheme;
  locale: string;
  blank: string;
  width: number;
  height: number;
  motion: boolean;
  /** Marks to hold up; the others step back. Empty: all are equal. */
  selected: readonly Mark[];
}

export interface Drawing {
  option: EChartsCoreOption;
  rowAt(series: number, index: number): number;
  shownSeries: number;
  allSeries: number;
  shownPoints: number;
  allPoints: number;
}

export const FONT = '"Inter Variable", system-ui, sans-serif';
export const FADED = 0.28;

export function paletteOf(look: Look): Palette {
  return PALETTES[look.scheme];
}

export function base(look: Look): EChartsCoreOption {
  const palette = paletteOf(look);
  return {
    color: [...palette.series],
    backgroundColor: "transparent",
    useUTC: true,
    animation: look.motion,
    animationDuration: 120,
    animationDurationUpdate: 120,
    textStyle: { fontFamily: FONT, fontSize: 12, color: palette.muted },
    aria: { enabled: false },
  };
}

/** Rich text only: an HTML tooltip would need inline styles and be a door for markup in data. */
export function tooltip(look: Look, more: Record<string, unknown>): Record<string, unknown> {
  const palette = paletteOf(look);
  return {
    renderMode: "richText",
    confine: true,
    transitionDuration: 0,
    backgroundColor: palette.surface,
    borderColor: palette.axis,
    borderWidth: 1,
    borderRadius: 6,
    padding: [8, 10],
    textStyle: {
      color: palette.ink,
      fontFamily: FONT,
      fontSize: 12,
      lineHeight: 18,
      rich: {
        t: { fontWeight: 600, fontSize: 12, lineHeight: 20, color: palette.ink, fontFamily: FONT },
        l: { color: palette.muted, fontSize: 12, lineHeight: 18, fontFamily: FONT },
        v: { fontWeight: 600, fontSize: 12, lineHeight: 18, color: palette.ink, fontFamily: FONT },
      },
    },
    ...more,
  };
}

/** Data inside rich text must not be read as a style. */
export function rich(style: "t" | "l" | "v", text: string): string {
  return `{${style}|${text.replaceAll("{", "❴").replaceAll("}", "❵").replaceAll("\n", " ")}}`;
}

export function line(marker: string, label: string, value: string): string {
  return `${marker}${rich("l", `${label}  `)}${rich("v", value)}`;
}

export function valueAxis(look: Look, column: Column | undefined, title: string | undefined): Record<string, unknown> {
  const palette = paletteOf(look);
  const format = column === undefined ? String : columnFormatter(column, look.locale, { compact: true });
  return {
    type: "value",
    name: title,
    nameLocation: "middle",
    // From the axis itself: the library moves the title out past the longest label.
    nameGap: 10,
    nameTextStyle: { color: palette.muted, fontSize: 11 },
    splitNumber: look.height < 160 ? 3 : 5,
    splitLine: { lineStyle: { color: palette.grid } },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: palette.muted, fontSize: 11, hideOverlap: true, formatter: (value: number) => format(value) },
  };
}

export function categoryAxis(look: Look, labels: readonly string[], title: string | undefined): Record<string, unknown> {
  const palette = paletteOf(look);
  return {
    type: "category",
    data: labels,
    name: title,
    nameLocation: "middle",
    nameGap: 10,
    nameTextStyle: { color: palette.muted, fontSize: 11 },
    axisLine: { lineStyle: { color: palette.axis } },
    axisTick: { show: false },
    axisLabel: { color: palette.muted, fontSize: 11, hideOverlap: true, overflow: "truncate", width: 120 },
  };
}

export function legend(look: Look, show: boolean): Record<string, unknown> {
  const palette = paletteOf(look);
  return {
    show,
    type: "scroll",
    top: 0,
    left: 0,
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 14,
    icon: "roundRect",
    textStyle: { color: palette.muted, fontSize: 12, fontFamily: FONT },
    pageIconSize: 10,
    pageIconColor: palette.muted,
    pageIconInactiveColor: palette.grid,
    pageTextStyle: { color: palette.muted, fontSize: 11 },
  };
}

export function gridBox(options: { legend: boolean; xTitle: boolean; yTitle: boolean }): Record<string, unknown> {
  return {
    left: 4,
    right: 12,
    top: options.legend ? 34 : 10,
    bottom: 4,
    outerBoundsMode: "same",
    outerBoundsContain: options.xTitle || options.yTitle ? "all" : "axisLabel",
  };
}

/** Whether a row is among what the reader filters by; rows of all marks when nothing is chosen. */
export function isHeldUp(frame: Frame, look: Look, row: number, valueOf: (column: number, row: number) => Mark["value"]): boolean {
  if (look.selected.length === 0) return true;
  const names = new Set(look.selected.map((mark) => mark.column));
  for (const name of names) {
    const at = frame.columns.findIndex((column) => column.name === name);
    if (at < 0) continue;
    const value = valueOf(at, row);
    if (!look.selected.some((mark) => mark.column === name && mark.value === value)) return false;
  }
  return true;
}

export function titles(chart: Chart): { x: string | undefined; y: string | undefined } {
  return { x: chart.x_title || undefined, y: chart.y_title || undefined };
}
