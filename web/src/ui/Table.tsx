import { Skeleton } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import classes from "./Table.module.css";

export interface TableColumn<T> {
  key: string;
  /** Seen and read; an empty label needs `hiddenLabel`. */
  label: string;
  hiddenLabel?: string;
  /** CSS width; the first column without one takes the rest. */
  width?: string;
  align?: "right";
  /** Left out below this width of the table. */
  hideBelow?: "sm" | "md";
  cell: (row: T) => ReactNode;
}

interface Props<T> {
  /** Name for screen readers. */
  label: string;
  columns: TableColumn<T>[];
  rows: T[] | undefined;
  rowKey: (row: T) => string;
  /** Keys pressed while focus is in a row (F2, Delete …). */
  onRowKey?: (row: T, event: KeyboardEvent<HTMLTableRowElement>) => void;
  rowClass?: (row: T) => string | undefined;
  skeletonRows?: number;
}

/**
 * The table of every list. An element marked `data-row-focus` in a row (its main link) is where the arrow keys, Home and End move
 * between rows. Without rows it shows a skeleton of the same height, so that nothing jumps.
 */
export function Table<T>({ label, columns, rows, rowKey, onRowKey, rowClass, skeletonRows = 6 }: Props<T>) {
  return (
    <div className={classes.box}>
      <table className={classes.table} aria-label={label} aria-busy={rows === undefined}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} className={hide(column)} width={column.width} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-align={column.align} className={hide(column)}>
                {column.label === "" ? <span className="visually-hidden">{column.hiddenLabel}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows === undefined
            ? Array.from({ length: skeletonRows }, (_, index) => (
                <tr key={index} aria-hidden>
                  {columns.map((column, at) => (
                    <td key={column.key} className={hide(column)}>
                      <Skeleton height={12} my={4} width={at === 0 ? `${40 + ((index * 17) % 35)}%` : "60%"} radius="sm" />
                    </td>
                  ))}
                </tr>
              ))
            : rows.map((row) => (
                <tr
                  key={rowKey(row)}
                  className={rowClass?.(row)}
                  onKeyDown={(event) => {
                    moveFocus(event);
                    onRowKey?.(row, event);
                  }}
                >
                  {columns.map((column) => (
                    <td key={column.key} data-align={column.align} className={hide(column)}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

function hide<T>(column: TableColumn<T>): string | undefined {
  if (column.hideBelow === undefined) return undefined;
  return column.hideBelow === "sm" ? classes.hideSm : classes.hideMd;
}

function moveFocus(event: KeyboardEvent<HTMLTableRowElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !isRowFocus(event.target)) return;
  const all = [...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>("[data-row-focus]") ?? [])];
  const at = all.indexOf(event.target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all[next]?.focus();
}

function isRowFocus(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && target.hasAttribute("data-row-focus");
}
