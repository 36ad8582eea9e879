import { ScatterChart } from "echarts/charts";

export const parts = [ScatterChart];
export { scatterOption as draw } from "../option/scatter";
