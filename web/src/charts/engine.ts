/** The parts of ECharts that Lucarne draws with, and nothing else of it; loaded when the first chart comes into view. */
import { BarChart, HeatmapChart, LineChart, PieChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendScrollComponent, TooltipComponent, VisualMapContinuousComponent } from "echarts/components";
import { init, use as register, type ECharts } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

register([
  BarChart,
  LineChart,
  ScatterChart,
  HeatmapChart,
  PieChart,
  GridComponent,
  LegendScrollComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
  LabelLayout,
  CanvasRenderer,
]);

export function start(element: HTMLElement): ECharts {
  return init(element, null, { renderer: "canvas", useDirtyRect: false });
}
export type { ECharts };
