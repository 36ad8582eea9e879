/** Parts of a whole, as a ring; the legend is the labels themselves. */
import type { Chart, Column } from "../../lib/wire";
import { columnFormatter } from "../format";
import { toNumber, type Frame } from "../frame";
import { seriesColour } from "../palette";
import { markValue, type Roles } from "../shape";
import * as common from "./common";

const MOST_SLICES = 24;

export function pieOption(_chart: Chart, frame: Frame, roles: Roles, look: common.Look): common.Drawing {
  const palette = common.paletteOf(look);
  const x = frame.columns[roles.x] as Column;
  const y = roles.y[0] as number;
  const label = columnFormatter(x, look.locale, { blank: look.blank });
  const value = columnFormatter(frame.columns[y] as Column, look.locale, { blank: "–" });
  const percent = new Intl.NumberFormat(look.locale, { style: "percent", maximumFractionDigits: 1 });
  const shown = Math.min(frame.rows, MOST_SLICES);
  const data = Array.from({ length: shown }, (_, row) => {
    const held = common.isHeldUp(frame, look, row, (at, r) => markValue(frame.cell(at, r), frame.columns[at] as Column));
    return {
      name: label(frame.cell(roles.x, row)),
      value: toNumber(frame.cell(y, row)),
      itemStyle: { color: seriesColour(palette, row), opacity: held ? 1 : common.FADED },
    };
  });
  const narrow = look.width < 340;
  return {
    option: {
      ...common.base(look),
      legend: { ...common.legend(look, narrow), top: undefined, bottom: 0 },
      tooltip: common.tooltip(look, {
        trigger: "item",
        formatter: ({ dataIndex, marker, percent: share }: { dataIndex: number; marker: string; percent: number }) =>
          [
            common.rich("t", label(frame.cell(roles.x, dataIndex))),
            common.line(
              marker,
              frame.columns[y]?.label ?? "",
              `${value(frame.cell(y, dataIndex))} · ${percent.format(share / 100)}`,
            ),
          ].join("\n"),
      }),
      series: [
        {
          type: "pie",
          radius: narrow ? ["44%", "74%"] : ["42%", "70%"],
          center: ["50%", narrow ? "44%" : "50%"],
          data,
          cursor: "pointer",
          padAngle: frame.rows > 10 ? 0.4 : 1,
          minShowLabelAngle: 6,
          itemStyle: { borderRadius: 3 },
          emphasis: { scaleSize: 4 },
          label: {
            show: !narrow,
            color: palette.ink,
            fontSize: 12,
            overflow: "truncate",
            alignTo: "edge",
            edgeDistance: 2,
            // The share first, so that a long name is what gets cut.
            formatter: ({ name, percent: share }: { name: string; percent: number }) => `${percent.format(share / 100)}  ${name}`,
          },
          labelLine: { lineStyle: { color: palette.axis }, length: 8, length2: 4 },
          labelLayout: { hideOverlap: true },
        },
      ],
    },
    rowAt: (_, index) => (index < shown ? index : -1),
    shownSeries: 1,
    allSeries: 1,
    shownPoints: shown,
    allPoints: frame.rows,
  };
}
