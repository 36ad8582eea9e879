/** A measure over two dimensions, from pale to deep. */
import type { Chart, Column } from "../../lib/wire";
import { columnFormatter, isNumeric, isTemporal, type Cell } from "../format";
import { toNumber, type Frame } from "../frame";
import { markValue, type Roles } from "../shape";
import * as common from "./common";

const MOST_SIDE = 400;

export function heatmapOption(chart: Chart, frame: Frame, roles: Roles, look: common.Look): common.Drawing {
  const palette = common.paletteOf(look);
  const measure = roles.y[0] as number;
  const across = side(frame, roles.x, look);
  const down = side(frame, roles.series, look);
  const format = columnFormatter(frame.columns[measure] as Column, look.locale, { blank: "–" });
  const short = columnFormatter(frame.columns[measure] as Column, look.locale, { compact: true });
  const rows: number[] = [];
  const data: object[] = [];
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < frame.rows; row += 1) {
    const x = across.places.get(frame.cell(roles.x, row));
    const y = down.places.get(frame.cell(roles.series, row));
    const value = toNumber(frame.cell(measure, row));
    if (x === undefined || y === undefined || value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    const held = common.isHeldUp(frame, look, row, (at, r) => markValue(frame.cell(at, r), frame.columns[at] as Column));
    rows.push(row);
    data.push({ value: [x, y, value], ...(!held && { itemStyle: { opacity: common.FADED } }) });
  }
  const titles = common.titles(chart);
  const flat = { axisLine: { show: false }, splitArea: { show: false } };
  const xAxis = common.categoryAxis(look, across.labels, titles.x);
  const yAxis = common.categoryAxis(look, down.labels, titles.y);
  const scale = look.height >= 200;
  return {
    option: {
      ...common.base(look),
      grid: {
        ...common.gridBox({ legend: false, xTitle: Boolean(titles.x), yTitle: Boolean(titles.y) }),
        bottom: scale ? 34 : 4,
      },
      tooltip: common.tooltip(look, {
        trigger: "item",
        formatter: ({ dataIndex, marker }: { dataIndex: number; marker: string }) => {
          const row = rows[dataIndex] ?? 0;
          const at = [roles.x, roles.series].map((column) =>
            columnFormatter(frame.columns[column] as Column, look.locale, { blank: look.blank })(frame.cell(column, row)),
          );
          return [
            common.rich("t", at.join(" · ")),
            common.line(marker, frame.columns[measure]?.label ?? "", format(frame.cell(measure, row))),
          ].join("\n");
        },
      }),
      xAxis: { ...xAxis, ...flat },
      yAxis: { ...yAxis, ...flat, inverse: true },
      visualMap: {
        show: scale,
        type: "continuous",
        min: Number.isFinite(low) ? low : 0,
        max: Number.isFinite(high) && high > low ? high : (Number.isFinite(low) ? low : 0) + 1,
        calculable: false,
        orient: "horizontal",
        left: "center",
        bottom: 0,
        itemWidth: 10,
        itemHeight: Math.min(220, look.width * 0.4),
        inRange: { color: [...palette.ramp] },
        text: [short(Number.isFinite(high) ? high : 0), short(Number.isFinite(low) ? low : 0)],
        textStyle: { color: palette.muted, fontSize: 11 },
        textGap: 8,
      },
      series: [
        {
          type: "heatmap",
          data,
          cursor: "pointer",
          itemStyle: { borderColor: palette.surface, borderWidth: across.labels.length > 60 ? 0 : 1, borderRadius: 2 },
          emphasis: { itemStyle: { borderColor: palette.ink, borderWidth: 1.5 } },
          progressive: 4000,
        },
      ],
    },
    rowAt: (_, index) => rows[index] ?? -1,
    shownSeries: 1,
    allSeries: 1,
    shownPoints: data.length,
    allPoints: frame.rows,
  };
}

function side(frame: Frame, column: number, look: common.Look): { places: Map<Cell, number>; labels: string[] } {
  const meaning = frame.columns[column] as Column;
  const values = new Set<Cell>();
  for (let row = 0; row < frame.rows; row += 1) values.add(frame.cell(column, row));
  // Hours and days have an order of their own; names keep the order of the rows.
  const ordered =
    isTemporal(meaning) || isNumeric(meaning) || meaning.grain !== null
      ? [...values].sort((a, b) => Number(a ?? -Infinity) - Number(b ?? -Infinity))
      : [...values];
  const shown = ordered.slice(0, MOST_SIDE);
  const format = columnFormatter(meaning, look.locale, { blank: look.blank, compact: true });
  return { places: new Map(shown.map((value, at) => [value, at])), labels: shown.map(format) };
}
