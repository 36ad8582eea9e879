import { PieChart } from "echarts/charts";
import { LabelLayout } from "echarts/features";

export const parts = [PieChart, LabelLayout];
export { pieOption as draw } from "../option/pie";
