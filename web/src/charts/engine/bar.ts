import { BarChart } from "echarts/charts";

export const parts = [BarChart];
export { cartesianOption as draw } from "../option/cartesian";
