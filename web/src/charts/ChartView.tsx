import { useElementSize, useReducedMotion } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Chart, ChartKind } from "../lib/wire";
import classes from "./charts.module.css";
import { describeChart } from "./describe";
import { prepare, prepareLegend, preparePointer, start, type ECharts } from "./engine";
import type { Frame } from "./frame";
import { t } from "./messages";
import { chartRoles, type Draw } from "./option";
import type { Scheme } from "./palette";
import { marksOfRow, type Mark } from "./shape";
import { Missing, Unfit } from "./Unfit";

interface Props {
  chart: Chart;
  frame: Frame;
  scheme: Scheme;
  locale: string;
  selected?: readonly Mark[];
  /** A click on a mark; `more` when the reader holds a key to add to what is chosen. */
  onMark?: (marks: Mark[], more: boolean) => void;
}

const NOTHING: readonly Mark[] = [];

/** A chart on a canvas, with its numbers in words beside it for those who do not see it. */
export function ChartView({ chart, frame, scheme, locale, selected = NOTHING, onMark }: Props) {
  const { ref: box, width, height } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  const [loaded, setEngine] = useState<{ kind: ChartKind; drawer: ECharts; draw: Draw } | null>(null);
  const { kind } = chart;
  // When the kind changes, what drew the last one is still there for a moment.
  const engine = loaded?.kind === kind ? loaded : null;
  const drawer = engine?.drawer ?? null;
  const still = useReducedMotion();
  const sized = width > 0 && height > 0;
  const roles = useMemo(() => chartRoles(chart, frame), [chart, frame]);
  const drawn = useMemo(
    () =>
      sized && roles !== null && engine !== null
        ? engine.draw(chart, frame, roles, { scheme, locale, width, height, selected, motion: !still, blank: t("blank") })
        : null,
    [chart, frame, roles, engine, scheme, locale, width, height, selected, still, sized],
  );
  // The words wait for no drawing.
  const words = useMemo(() => (roles === null ? null : describeChart(chart, frame, roles, locale)), [chart, frame, roles, locale]);

  const [pointed, setPointed] = useState(false);
  /** How often it was asked for what draws it, and whether the last time did not bring it. */
  const [tries, setTries] = useState(0);
  const [missing, setMissing] = useState(false);

  useEffect(() => {
    let gone = false;
    let made: ECharts | null = null;
    const load = async (): Promise<void> => {
      const draw = await prepare(kind);
      if (gone || draw === null || place.current === null) return;
      const started = await start(place.current);
      if (gone) return started.dispose();
      made = started;
      setMissing(false);
      setEngine({ kind, drawer: started, draw });
    };
    load().catch(() => {
      if (!gone) setMissing(true);
    });
    return () => {
      gone = true;
      made?.dispose();
      setEngine(null);
    };
  }, [kind, tries]);

  useEffect(() => {
    if (drawer === null || drawn === null) return;
    let gone = false;
    const { tooltip, legend, ...option } = drawn.option as { tooltip?: unknown; legend?: { show?: boolean } };
    const several = legend?.show === true;
    // Drawn without what is not loaded yet; tooltips join once they are.
    const draw = (): void => {
      if (gone || drawer.isDisposed()) return;
      drawer.resize({ width, height });
      drawer.setOption({ ...option, ...(several && { legend }), ...(pointed && { tooltip }) }, { notMerge: true });
      // Without them the chart is a chart all the same, when the server is out of reach.
      if (!pointed) void preparePointer().then(() => setPointed(true), () => undefined);
    };
    if (several) void prepareLegend().then(draw, draw);
    else draw();
    return () => {
      gone = true;
    };
  }, [drawer, drawn, width, height, pointed]);

  useEffect(() => {
    if (drawer === null || drawer.isDisposed() || drawn === null || roles === null || onMark === undefined) return;
    const click = (event: unknown) => {
      const { seriesIndex, dataIndex, event: pointer } = event as Clicked;
      const row = drawn.rowAt(seriesIndex ?? 0, dataIndex ?? -1);
      if (row < 0) return;
      const native = pointer?.event;
      onMark(marksOfRow(frame, placing(roles, frame), row), native?.ctrlKey === true || native?.metaKey === true);
    };
    drawer.on("click", click);
    return () => {
      if (!drawer.isDisposed()) drawer.off("click", click);
    };
  }, [drawer, drawn, roles, frame, onMark]);

  const unfit = roles === null;
  const left = drawn === null ? 0 : drawn.allSeries - drawn.shownSeries;
  return (
    <figure className={classes.figure} aria-label={words?.summary}>
      <div ref={box} className={classes.room}>
        <div ref={place} className={classes.canvas} aria-hidden="true" hidden={unfit || missing} />
      </div>
      {unfit && <Unfit />}
      {missing && !unfit && <Missing onAgain={() => setTries(tries + 1)} />}
      {drawn !== null && left > 0 && (
        <p className={classes.footnote}>{t("tooMany", { count: drawn.shownSeries, all: drawn.allSeries })}</p>
      )}
      {drawn !== null && drawn.shownPoints < drawn.allPoints && left === 0 && (
        <p className={classes.footnote}>{t("tooManyPoints", { count: drawn.shownPoints, all: drawn.allPoints })}</p>
      )}
      {words !== null && (
        <ul className="visually-hidden">
          {words.values.map((value, at) => (
            <li key={at}>{value}</li>
          ))}
          {words.more > 0 && <li>{t("moreValues", { count: words.more })}</li>}
        </ul>
      )}
    </figure>
  );
}

interface Clicked {
  seriesIndex?: number;
  dataIndex?: number;
  event?: { event?: MouseEvent };
}

/** A point of a scatter stands for all its dimensions, whatever stands on its axes. */
function placing(roles: { x: number; series: number }, frame: Frame): { x: number; series: number } {
  if (frame.columns[roles.x]?.role === "dimension") return roles;
  const dimensions = frame.columns.flatMap((column, at) => (column.role === "dimension" ? [at] : []));
  return { x: dimensions[0] ?? -1, series: dimensions[1] ?? -1 };
}
