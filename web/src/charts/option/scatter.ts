/** One measure against another; each row is a point, coloured by the series column while colours last. */
import type { Chart, Column } from "../../lib/wire";
import { columnFormatter } from "../format";
import { toNumber, type Frame } from "../frame";
import { seriesColour } from "../palette";
import { markValue, type Roles } from "../shape";
import * as common from "./common";

/** With more groups than colours, colour says nothing: the name is in the tooltip instead. */
const MOST_COLOURS = 8;

export function scatterOption(chart: Chart, frame: Frame, roles: Roles, look: common.Look): common.Drawing {
  const palette = common.paletteOf(look);
  const y = roles.y[0];
  const x = frame.columns[roles.x] as Column;
  const yColumn = frame.columns[y ?? -1];
  const groups = new Map<string, number[]>();
  const split = frame.columns[roles.series];
  const name = split === undefined ? null : columnFormatter(split, look.locale, { blank: look.blank });
  for (let row = 0; row < frame.rows; row += 1) {
    const key = name === null ? (yColumn?.label ?? "") : name(frame.cell(roles.series, row));
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  }
  const coloured = groups.size <= MOST_COLOURS;
  const entries: [string, number[]][] = coloured ? [...groups] : [["", Array.from({ length: frame.rows }, (_, row) => row)]];
  const formats = frame.columns.map((column) => columnFormatter(column, look.locale, { blank: "–" }));
  const titles = common.titles(chart);
  const few = frame.rows < 400;
  const several = coloured && entries.length > 1;
  return {
    option: {
      ...common.base(look),
      legend: common.legend(look, several),
      grid: common.gridBox({ legend: several, xTitle: true, yTitle: true }),
      tooltip: common.tooltip(look, {
        trigger: "item",
        formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
          const row = entries[seriesIndex]?.[1][dataIndex] ?? 0;
          const dimensions = frame.columns.flatMap((column, at) =>
            column.role === "dimension" && at !== roles.x && at !== y ? [formats[at]?.(frame.cell(at, row)) ?? ""] : [],
          );
          const numbers = [roles.x, y ?? -1].map((at) =>
            common.line("", frame.columns[at]?.label ?? "", formats[at]?.(frame.cell(at, row)) ?? ""),
          );
          return [...(dimensions.length > 0 ? [common.rich("t", dimensions.join(" · "))] : []), ...numbers].join("\n");
        },
      }),
      xAxis: {
        ...common.valueAxis(look, x, titles.x ?? x.label),
        scale: true,
        splitNumber: look.width < 400 ? 4 : 6,
      },
      yAxis: { ...common.valueAxis(look, yColumn, titles.y ?? yColumn?.label), scale: true },
      series: entries.map(([group, rows], index) => ({
        type: "scatter",
        name: group,
        cursor: "pointer",
        symbolSize: few ? 9 : 5,
        large: frame.rows > 5000,
        color: seriesColour(palette, index),
        itemStyle: { opacity: few ? 0.85 : 0.6, borderColor: palette.surface, borderWidth: few ? 1 : 0 },
        data: rows.map((row) => {
          const held = common.isHeldUp(frame, look, row, (at, r) => markValue(frame.cell(at, r), frame.columns[at] as Column));
          return {
            value: [toNumber(frame.cell(roles.x, row)), toNumber(frame.cell(y ?? -1, row))],
            ...(!held && { itemStyle: { opacity: common.FADED / 2 } }),
          };
        }),
      })),
    },
    rowAt: (series, index) => entries[series]?.[1][index] ?? -1,
    shownSeries: entries.length,
    allSeries: entries.length,
    shownPoints: frame.rows,
    allPoints: frame.rows,
  };
}
