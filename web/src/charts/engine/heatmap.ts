import { HeatmapChart } from "echarts/charts";
import { VisualMapContinuousComponent } from "echarts/components";

export const parts = [HeatmapChart, VisualMapContinuousComponent];
export { heatmapOption as draw } from "../option/heatmap";
