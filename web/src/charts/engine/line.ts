import { LineChart } from "echarts/charts";

export const parts = [LineChart];
export { cartesianOption as draw } from "../option/cartesian";
