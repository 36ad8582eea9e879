import type { Chart } from "../lib/wire";
import { ChartView } from "./ChartView";
import { DataTable } from "./DataTable";
import type { Frame } from "./frame";
import { KpiView } from "./KpiView";
import type { Scheme } from "./palette";
import type { Mark } from "./shape";
import { Empty } from "./Unfit";

interface Props {
  chart: Chart;
  frame: Frame;
  title: string;
  scheme: Scheme;
  locale: string;
  /** The reader asked for the numbers instead of the picture. */
  asTable?: boolean;
  selected?: readonly Mark[];
  onMark?: (marks: Mark[], more: boolean) => void;
}

/** A result as its author wants it seen. */
export function Visual({ chart, frame, title, scheme, locale, asTable = false, selected, onMark }: Props) {
  if (frame.rows === 0) return <Empty />;
  if (asTable || chart.kind === "table") {
    return <DataTable frame={frame} title={title} locale={locale} selected={selected} onMark={onMark} />;
  }
  if (chart.kind === "kpi") return <KpiView chart={chart} frame={frame} locale={locale} title={title} />;
  return <ChartView chart={chart} frame={frame} scheme={scheme} locale={locale} selected={selected} onMark={onMark} />;
}
