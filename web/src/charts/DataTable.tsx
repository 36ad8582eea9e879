import { useElementSize } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import type { Column } from "../lib/wire";
import classes from "./charts.module.css";
import { columnFormatter, isNumeric, type Cell } from "./format";
import type { Frame } from "./frame";
import { t } from "./messages";
import { markValue, type Mark } from "./shape";

const ROW = 29;
/** Text above this many rows is left in the server's order: sorting it here would hold up the page. */
const MOST_SORTED_TEXT = 50_000;

interface Props {
  frame: Frame;
  title: string;
  locale: string;
  selected?: readonly Mark[];
  onMark?: (marks: Mark[], more: boolean) => void;
}

/** Rows over Arrow columns: only what is in view is in the page, however many rows there are. */
export function DataTable({ frame, title, locale, selected = [], onMark }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const { ref: sizer, width } = useElementSize();
  const [sort, setSort] = useState<{ column: number; descending: boolean } | null>(null);
  const formats = useMemo(() => frame.columns.map((column) => columnFormatter(column, locale, { blank: "" })), [frame, locale]);
  const widths = useMemo(() => columnWidths(frame, formats), [frame, formats]);
  const order = useMemo(
    () => (sort === null ? null : sortRows(frame, sort.column, sort.descending, locale)),
    [frame, sort, locale],
  );
  const rows = useVirtualizer({
    count: frame.rows,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 8,
    initialRect: { width: 600, height: 300 },
  });
  const total = widths.reduce((sum, one) => sum + one, 0);
  // Columns share what room is left, and scroll sideways when there is none.
  const template = widths.map((one) => `minmax(${one}px, ${one}fr)`).join(" ");
  const style = { gridTemplateColumns: template, width: Math.max(total, width) };

  return (
    <div
      ref={(element) => {
        scroll.current = element;
        sizer(element);
      }}
      className={classes.scroll}
      role="group"
      tabIndex={0}
      aria-label={t("tableLabel", { title, rows: frame.rows, columns: frame.columns.length })}
    >
      <div
        className={classes.table}
        role="table"
        aria-rowcount={frame.rows + 1}
        aria-colcount={frame.columns.length}
        aria-label={title}
      >
        <div role="rowgroup" className={classes.head} style={style}>
          <div role="row" aria-rowindex={1} style={{ display: "contents" }}>
            {frame.columns.map((column, at) => (
              <div
                key={column.name}
                role="columnheader"
                className={classes.headCell}
                aria-sort={sort?.column === at ? (sort.descending ? "descending" : "ascending") : "none"}
              >
                <button
                  type="button"
                  className={`${classes.sorter} ${isRight(column) ? classes.number : ""}`}
                  disabled={!isRight(column) && frame.rows > MOST_SORTED_TEXT}
                  title={column.label}
                  onClick={() => setSort((now) => nextSort(now, at, isRight(column)))}
                >
                  <span>{column.label}</span>
                  {sort?.column === at && <span aria-hidden="true">{sort.descending ? "↓" : "↑"}</span>}
                </button>
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ position: "relative", height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const row = order?.[item.index] ?? item.index;
            const held = selected.length > 0 ? isSelected(frame, selected, row) : null;
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                className={classes.row}
                data-held={held === true || undefined}
                data-faded={held === false || undefined}
                style={{ ...style, height: ROW, transform: `translateY(${item.start}px)` }}
              >
                {frame.columns.map((column, at) => (
                  <TableCell
                    key={column.name}
                    column={column}
                    value={frame.cell(at, row)}
                    text={formats[at]?.(frame.cell(at, row)) ?? ""}
                    onMark={onMark}
                  />
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function TableCell({ column, value, text, onMark }: { column: Column; value: Cell; text: string; onMark?: Props["onMark"] }) {
  const pickable = onMark !== undefined && column.role === "dimension" && value !== null;
  return (
    <div role="cell" className={`${classes.cell} ${isRight(column) ? classes.number : ""}`} title={text}>
      {value === null ? (
        <span className={classes.blank}>{t("blank")}</span>
      ) : pickable ? (
        <button
          type="button"
          className={classes.pick}
          aria-label={t("filterBy", { value: text })}
          onClick={(event) => onMark([{ column: column.name, value: markValue(value, column) }], event.ctrlKey || event.metaKey)}
        >
          {text}
        </button>
      ) : (
        text
      )}
    </div>
  );
}

function isRight(column: Column): boolean {
  return isNumeric(column) && column.grain === null;
}

function isSelected(frame: Frame, selected: readonly Mark[], row: number): boolean {
  return frame.columns.every((column, at) => {
    const marks = selected.filter((mark) => mark.column === column.name);
    if (marks.length === 0) return true;
    const value = markValue(frame.cell(at, row), column);
    return marks.some((mark) => mark.value === value);
  });
}

/** Numbers start with the largest; a third click gives the server's order back. */
function nextSort(now: { column: number; descending: boolean } | null, column: number, numbers: boolean) {
  if (now === null || now.column !== column) return { column, descending: numbers };
  if (now.descending === numbers) return { column, descending: !numbers };
  return null;
}

export function sortRows(frame: Frame, column: number, descending: boolean, locale: string): Uint32Array {
  const rows = Uint32Array.from({ length: frame.rows }, (_, row) => row);
  const meaning = frame.columns[column];
  const way = descending ? -1 : 1;
  if (meaning === undefined) return rows;
  const cells = Array.from(rows, (row) => frame.cell(column, row));
  const collator = new Intl.Collator(locale, { numeric: true });
  const words = meaning.data_type === "text" || meaning.data_type === "other";
  // Blanks stay last whichever way: they are not the smallest value, they are none.
  return rows.sort((a, b) => {
    const [x, y] = [cells[a] ?? null, cells[b] ?? null];
    if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
    const difference = words ? collator.compare(String(x), String(y)) : Number(x) - Number(y);
    return difference === 0 ? a - b : difference * way;
  });
}

function columnWidths(frame: Frame, formats: ((cell: Cell) => string)[]): number[] {
  return frame.columns.map((column, at) => {
    let longest = column.label.length + 2;
    const step = Math.max(1, Math.floor(frame.rows / 120));
    for (let row = 0; row < frame.rows; row += step) longest = Math.max(longest, formats[at]?.(frame.cell(at, row)).length ?? 0);
    return Math.round(Math.min(320, Math.max(72, longest * 7.2 + 24)));
  });
}
