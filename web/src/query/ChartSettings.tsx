import { MultiSelect, NativeSelect, Switch, TextInput, Tooltip } from "@mantine/core";
import { ChartArea, ChartBar, ChartLine, ChartPie, ChartScatter, Gauge, Grid3x3, Table2, type LucideIcon } from "lucide-react";
import { t as chartWords } from "../charts/messages";
import { CHART_KINDS, chartOfKind, kindFits } from "../charts/propose";
import type { Chart, ChartKind, Column } from "../lib/wire";
import { t } from "./messages";
import classes from "./query.module.css";

const ICONS: Record<ChartKind, LucideIcon> = {
  kpi: Gauge,
  bar: ChartBar,
  line: ChartLine,
  area: ChartArea,
  scatter: ChartScatter,
  heatmap: Grid3x3,
  pie: ChartPie,
  table: Table2,
};

interface Props {
  chart: Chart;
  columns: readonly Column[];
  onChange: (chart: Chart) => void;
}

/** The kinds of chart, those that the columns cannot fill greyed with the reason. */
export function ChartKinds({ chart, columns, onChange }: Props) {
  return (
    <div className={classes.kinds} role="group" aria-label={t("chart")}>
      {CHART_KINDS.map((kind) => {
        const Icon = ICONS[kind];
        const fits = kindFits(kind, columns);
        const name = chartWords(kind);
        return (
          <Tooltip key={kind} label={fits ? name : t("chartUnfit", { kind: name })}>
            <button
              type="button"
              className={classes.kind}
              aria-label={name}
              aria-pressed={chart.kind === kind}
              aria-disabled={!fits || undefined}
              onClick={() => fits && chart.kind !== kind && onChange({ ...keepTitles(chart), ...chartOfKind(kind, columns) })}
            >
              <Icon size={17} aria-hidden />
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}

function keepTitles({ x_title, y_title }: Chart): Partial<Chart> {
  return { ...(x_title && { x_title }), ...(y_title && { y_title }) };
}

/** All properties of a chart; only those that its kind has. */
export function ChartSettings({ chart, columns, onChange }: Props) {
  const dimensions = columns.filter((column) => column.role === "dimension");
  const numbers = columns.filter((column) => column.data_type === "integer" || column.data_type === "number");
  const measures = numbers.some((column) => column.role === "measure")
    ? numbers.filter((column) => column.role === "measure")
    : numbers;
  const places = dimensions.length > 0 ? dimensions : columns;
  const { kind } = chart;
  const set = (part: Partial<Chart>): void => onChange(clean({ ...chart, ...part }));
  if (kind === "table" || columns.length === 0) return null;
  const plane = kind === "bar" || kind === "line" || kind === "area";
  return (
    <div className={classes.settings}>
      {kind !== "kpi" && (
        <Pick
          label={kind === "scatter" ? t("chartXMeasure") : t("chartX")}
          value={chart.x}
          columns={kind === "scatter" ? measures : places}
          none={t("automatic")}
          onChange={(x) => set({ x })}
        />
      )}
      {plane && chart.series === undefined ? (
        <MultiSelect
          size="xs"
          label={t("chartYs")}
          data={options(measures)}
          value={(chart.y ?? []).filter((name) => measures.some((column) => column.name === name))}
          placeholder={(chart.y ?? []).length === 0 ? t("automatic") : undefined}
          onChange={(y) => set({ y })}
        />
      ) : (
        <Pick
          label={t("chartY")}
          value={chart.y?.[0]}
          columns={measures}
          none={t("automatic")}
          onChange={(y) => set({ y: y === undefined ? [] : [y] })}
        />
      )}
      {kind === "kpi" && (
        <Pick
          label={t("chartCompare")}
          value={chart.compare}
          columns={measures}
          none={t("none")}
          onChange={(compare) => set({ compare })}
        />
      )}
      {kind !== "kpi" && kind !== "pie" && (
        <Pick
          label={kind === "heatmap" ? t("chartDown") : t("chartSeries")}
          value={chart.series}
          columns={dimensions.filter((column) => column.name !== chart.x)}
          none={t("none")}
          onChange={(series) => set({ series })}
        />
      )}
      {(kind === "bar" || kind === "area") && (
        <Switch
          size="xs"
          label={t("chartStacked")}
          checked={chart.stacked === true}
          onChange={(event) => set({ stacked: event.currentTarget.checked })}
        />
      )}
      {kind === "bar" && (
        <Switch
          size="xs"
          label={t("chartHorizontal")}
          checked={chart.horizontal === true}
          onChange={(event) => set({ horizontal: event.currentTarget.checked })}
        />
      )}
      {kind !== "kpi" && kind !== "pie" && (
        <>
          <TextInput
            size="xs"
            label={t("chartXTitle")}
            value={chart.x_title ?? ""}
            onChange={(event) => set({ x_title: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            label={t("chartYTitle")}
            value={chart.y_title ?? ""}
            onChange={(event) => set({ y_title: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  );
}

interface PickProps {
  label: string;
  value: string | undefined;
  columns: readonly Column[];
  none: string;
  onChange: (name: string | undefined) => void;
}

function Pick({ label, value, columns, none, onChange }: PickProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value !== undefined && columns.some((column) => column.name === value) ? value : ""}
      data={[{ value: "", label: none }, ...options(columns)]}
      onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
    />
  );
}

function options(columns: readonly Column[]) {
  return columns.map((column) => ({ value: column.name, label: column.label }));
}

/** Absent rather than empty: the saved form has no empty properties. */
export function clean(chart: Chart): Chart {
  return Object.fromEntries(
    Object.entries(chart).filter(
      ([, value]) => value !== undefined && value !== "" && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  ) as unknown as Chart;
}
