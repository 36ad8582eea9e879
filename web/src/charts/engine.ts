/**
 * The drawing library in parts, so that a report loads what its charts need and nothing else: the core, a part for each kind of chart,
 * the legend where there are several series, and what follows the pointer once the charts are drawn.
 */
import type { ECharts } from "echarts/core";
import type { ChartKind } from "../lib/wire";
import type { Draw } from "./option";

export type { ECharts };
type Core = typeof import("./engine/core");

const KINDS: Partial<Record<ChartKind, () => Promise<{ parts: Parts; draw: Draw }>>> = {
  bar: () => import("./engine/bar"),
  line: () => import("./engine/line"),
  area: () => import("./engine/line"),
  heatmap: () => import("./engine/heatmap"),
  pie: () => import("./engine/pie"),
  scatter: () => import("./engine/scatter"),
};
type Parts = Parameters<Core["register"]>[0];

const loaded = new Map<string, Promise<unknown>>();

function once<T>(name: string, load: () => Promise<T>): Promise<T> {
  const known = loaded.get(name) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const made = load();
  loaded.set(name, made);
  // A part that did not arrive is asked for again the next time.
  made.catch(() => loaded.delete(name));
  return made;
}

const core = (): Promise<Core> => once("core", () => import("./engine/core"));

function part<T extends { parts: Parts }>(name: string, load: () => Promise<T>): Promise<T> {
  return once(name, async () => {
    const [{ register }, loaded] = await Promise.all([core(), load()]);
    register(loaded.parts);
    return loaded;
  });
}

/** Loads what a kind of chart is drawn with; numbers and tables need nothing. Called early, it travels together with the data. */
export async function prepare(kind: ChartKind): Promise<Draw | null> {
  const load = KINDS[kind];
  return load === undefined ? null : (await part(kind === "area" ? "line" : kind, load)).draw;
}

export const prepareLegend = (): Promise<unknown> => part("legend", () => import("./engine/legend"));

/** Tooltips: nobody points at what is not drawn yet, so they wait until the browser has nothing better to do. */
export async function preparePointer(): Promise<void> {
  await new Promise<void>((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: 1500 });
    else setTimeout(resolve, 300);
  });
  await part("pointer", () => import("./engine/pointer"));
}

export async function start(element: HTMLElement): Promise<ECharts> {
  return (await core()).init(element, null, { renderer: "canvas", useDirtyRect: false });
}
