/** The parts of ECharts that most charts need; the rest of it is loaded with the first chart that asks for it. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendScrollComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type ECharts } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { ChartKind } from "../lib/wire";

register([BarChart, LineChart, GridComponent, LegendScrollComponent, TooltipComponent, CanvasRenderer]);

const MORE: Partial<Record<ChartKind, () => Promise<{ parts: Parameters<typeof register>[0] }>>> = {
  heatmap: () => import("./engine/heatmap"),
  pie: () => import("./engine/pie"),
  scatter: () => import("./engine/scatter"),
};

/** Loads what a kind of chart needs besides; bars and lines need nothing. */
export async function prepare(kind: ChartKind): Promise<void> {
  const load = MORE[kind];
  if (load !== undefined) register((await load()).parts);
}

export function start(element: HTMLElement): ECharts {
  return init(element, null, { renderer: "canvas", useDirtyRect: false });
}
export type { ECharts };
