import { useMemo } from "react";
import type { Chart, Column } from "../lib/wire";
import classes from "./charts.module.css";
import { columnFormatter, isTemporal } from "./format";
import { columnIndex, toNumber, type Frame } from "./frame";
import { t } from "./messages";
import { resolveRoles } from "./shape";
import { Unfit } from "./Unfit";

interface Props {
  chart: Chart;
  frame: Frame;
  locale: string;
  /** Said above the number when it differs from the tile's title. */
  title: string;
}

/** One number, large; beside it what it is compared with, and its course when the rows are a course. */
export function KpiView({ chart, frame, locale, title }: Props) {
  const kpi = useMemo(() => readKpi(chart, frame, locale), [chart, frame, locale]);
  if (kpi === null) return <Unfit />;
  return (
    <div className={classes.kpi}>
      {kpi.label !== title && <div className={classes.kpiLabel}>{kpi.label}</div>}
      <div className={classes.kpiRow}>
        <span className={classes.kpiValue} style={{ "--kpi-length": Math.max(4, kpi.value.length) } as React.CSSProperties}>
          {kpi.value}
        </span>
        {kpi.course.length > 2 && <Spark values={kpi.course} />}
      </div>
      {kpi.compared !== null && (
        <div className={classes.kpiCompare}>
          <span className={classes.kpiDelta}>
            <span aria-hidden="true">{{ up: "▲", down: "▼", same: "＝" }[kpi.compared.way]}</span>{" "}
            <span className="visually-hidden">{t(kpi.compared.way)}</span>
            {kpi.compared.delta}
          </span>{" "}
          {kpi.compared.label} {kpi.compared.value}
        </div>
      )}
    </div>
  );
}

interface Kpi {
  label: string;
  value: string;
  course: number[];
  compared: { way: "up" | "down" | "same"; delta: string; label: string; value: string } | null;
}

export function readKpi(chart: Chart, frame: Frame, locale: string): Kpi | null {
  const { y, x } = resolveRoles(chart, frame);
  const measure = y[0];
  const column = frame.columns[measure ?? -1];
  if (measure === undefined || column === undefined || frame.rows === 0) return null;
  const along = frame.columns[x];
  const rows = Array.from({ length: frame.rows }, (_, row) => row);
  const timed = along !== undefined && isTemporal(along);
  if (timed) rows.sort((a, b) => Number(frame.cell(x, a) ?? -Infinity) - Number(frame.cell(x, b) ?? -Infinity));
  const last = timed ? (rows.at(-1) ?? 0) : 0;
  const before = rows.at(-2);
  const format = columnFormatter(column, locale, { blank: "–" });
  const other = columnIndex(frame, chart.compare);
  const now = toNumber(frame.cell(measure, last));
  let compared: Kpi["compared"] = null;
  if (other >= 0) {
    const otherColumn = frame.columns[other] as Column;
    const cell = frame.cell(other, last);
    compared = compare(
      now,
      toNumber(cell),
      otherColumn.label,
      columnFormatter(otherColumn, locale, { blank: "–" })(cell),
      column,
      locale,
    );
  } else if (timed && before !== undefined) {
    const cell = frame.cell(measure, before);
    const when = columnFormatter(along, locale)(frame.cell(x, before));
    compared = compare(now, toNumber(cell), when, format(cell), column, locale);
  }
  const course = timed ? rows.flatMap((row) => toNumber(frame.cell(measure, row)) ?? []) : [];
  return { label: column.label, value: format(frame.cell(measure, last)), course, compared };
}

/** Shares differ by points, quantities by a percentage. */
function compare(
  now: number | null,
  then: number | null,
  label: string,
  value: string,
  column: Column,
  locale: string,
): Kpi["compared"] {
  if (now === null || then === null) return null;
  const way = now > then ? "up" : now < then ? "down" : "same";
  const share = column.format?.startsWith("percent") === true;
  // A percentage of nothing, or across zero, says nothing: then the distance itself.
  if (!share && (then <= 0 || now < 0)) {
    return { way, delta: columnFormatter(column, locale)(Math.abs(now - then)), label, value };
  }
  const delta = share
    ? t("points_of_share", {
        number: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(Math.abs(now - then) * 100),
      })
    : new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(Math.abs((now - then) / then));
  return { way, delta, label, value };
}

/** The course behind the number, drawn without the chart engine. */
function Spark({ values }: { values: number[] }) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const step = 100 / (values.length - 1);
  const points = values.map((value, at) => `${(at * step).toFixed(2)},${(28 - ((value - low) / span) * 24).toFixed(2)}`);
  return (
    <svg className={classes.spark} viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points.join(" ")} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
