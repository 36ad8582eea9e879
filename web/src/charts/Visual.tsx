import { lazy, Suspense } from "react";
import type { Chart, ChartKind } from "../lib/wire";
import { ChartView } from "./ChartView";
import { prepare } from "./engine";
import type { Frame } from "./frame";
import { KpiView } from "./KpiView";
import type { Scheme } from "./palette";
import type { Mark } from "./shape";
import { Skeleton } from "./Skeleton";
import { Empty } from "./Unfit";

const loadTable = () => import("./DataTable").then((module) => ({ default: module.DataTable }));
const DataTable = lazy(loadTable);

/** Starts loading the code that a kind is shown with; called before its rows are there, so that the two travel together. */
export function preload(kind: ChartKind): void {
  // Whoever shows it asks again, and says what went wrong.
  (kind === "table" ? loadTable() : prepare(kind)).catch(() => undefined);
}

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
    return (
      <Suspense fallback={<Skeleton kind="table" label={title} />}>
        <DataTable frame={frame} title={title} locale={locale} selected={selected} onMark={onMark} />
      </Suspense>
    );
  }
  if (chart.kind === "kpi") return <KpiView chart={chart} frame={frame} locale={locale} title={title} />;
  return <ChartView chart={chart} frame={frame} scheme={scheme} locale={locale} selected={selected} onMark={onMark} />;
}
