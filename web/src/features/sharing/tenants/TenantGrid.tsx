import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown } from "lucide-react";
import { useImperativeHandle, useRef, useState, type ClipboardEvent, type FocusEvent, type KeyboardEvent } from "react";
import { parseHeader } from "./columns";
import { addRow, moveRow, pasteBlock, readBlock, setCell, type Pasted, type TenantTable } from "./edits";
import type { TenantFault } from "./faults";
import { GridMenu } from "./GridMenu";
import { ColumnItems, RowItems, type RowActions } from "./GridMenus";
import { t } from "./messages";
import classes from "./TenantGrid.module.css";
import { headWords, sortOf, type Labels } from "./words";

/** A place of the grid; row -1 is the headers, column -1 the numbers of the rows. */
export interface Place {
  row: number;
  column: number;
}

interface Props {
  label: string;
  table: TenantTable;
  labels: Labels;
  faults: readonly TenantFault[];
  /** The numbers that rows have for the server; null for those that are no rows yet. */
  numbers: readonly (number | null)[];
  at: Place;
  onAt: (at: Place) => void;
  onEdit: (table: TenantTable, merge?: string) => void;
  onUndo: () => void;
  onRedo: () => void;
  onPasted: (pasted: Pasted) => void;
  onChangeColumn: (column: number) => void;
  onLeave: () => void;
  onPropose: () => void;
  rowActions: RowActions;
  gridRef: React.RefObject<GridHandle | null>;
}

export interface GridHandle {
  focus: (place: Place) => void;
}

const rowHeight = 36;

/** The cells: every one is a field of text, and the arrow keys go from one to the next as in a spreadsheet. */
export function TenantGrid(props: Props) {
  const { label, table, labels, faults, numbers, at, onAt, onEdit, onPasted, gridRef } = props;
  const box = useRef<HTMLDivElement>(null);
  // Each visit of a cell is a step of its own for Undo.
  const [visit, setVisit] = useState(0);
  const virtual = useVirtualizer({ count: table.rows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 10, scrollPaddingStart: 52 });
  const last = { row: table.rows.length - 1, column: table.columns.length - 1 };
  // Headers and rows are grids of their own: what is in them must not decide how wide they are.
  const columns = { gridTemplateColumns: `52px repeat(${Math.max(1, table.columns.length)}, minmax(0, 1fr))`, minWidth: 52 + 140 * table.columns.length };
  const active = { row: Math.min(at.row, last.row), column: Math.min(at.column, last.column) };

  function focus({ row, column }: Place): void {
    if (row >= 0) virtual.scrollToIndex(row);
    // Rows come after they were scrolled to, and a menu that closes gives the focus back first.
    const go = (left: number): void => {
      const found = box.current?.querySelector<HTMLElement>(`[data-at="${row},${column}"]`);
      if (found === null || found === undefined) {
        if (left > 0) requestAnimationFrame(() => go(left - 1));
        return;
      }
      found.focus();
      if (found instanceof HTMLInputElement) found.select();
    };
    go(20);
  }
  useImperativeHandle(gridRef, () => ({ focus }));

  function keys(event: KeyboardEvent<HTMLDivElement>): void {
    const place = placeOf(event.target);
    if (place === null || event.nativeEvent.isComposing) return;
    const { row, column } = place;
    const input = event.target instanceof HTMLInputElement ? event.target : null;
    const command = event.ctrlKey || event.metaKey;
    const to = (next: Place): void => {
      event.preventDefault();
      focus({ row: Math.max(-1, Math.min(next.row, last.row)), column: Math.max(-1, Math.min(next.column, last.column)) });
    };
    const whole = input === null || (input.selectionStart === 0 && input.selectionEnd === input.value.length);
    if (command && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) props.onRedo();
      else props.onUndo();
      return;
    }
    if (command && event.key.toLowerCase() === "y") {
      event.preventDefault();
      props.onRedo();
      return;
    }
    if (command && event.key === " " && input !== null) {
      event.preventDefault();
      props.onPropose();
      return;
    }
    if (event.altKey && row >= 0 && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const next = row + (event.key === "ArrowUp" ? -1 : 1);
      event.preventDefault();
      if (next < 0 || next > last.row) return;
      onEdit(moveRow(table, row, next));
      requestAnimationFrame(() => focus({ row: next, column }));
      return;
    }
    switch (event.key) {
      case "ArrowUp":
        return to({ row: row - 1, column });
      case "ArrowDown":
        return row < last.row ? to({ row: row + 1, column }) : event.preventDefault();
      case "ArrowLeft":
        return whole || input.selectionEnd === 0 ? to({ row, column: column - 1 }) : undefined;
      case "ArrowRight":
        return whole || input.selectionStart === input.value.length ? to({ row, column: column + 1 }) : undefined;
      case "Home":
        return command ? to({ row: 0, column: 0 }) : undefined;
      case "End":
        return command ? to(last) : undefined;
      case "PageDown":
        return to({ row: row + 10, column });
      case "PageUp":
        return to({ row: Math.max(0, row - 10), column });
      case "F2":
        input?.setSelectionRange(input.value.length, input.value.length);
        return;
      case "Escape":
        if (input === null) return;
        event.preventDefault();
        return props.onLeave();
      case "Tab": {
        const step = event.shiftKey ? -1 : 1;
        if (column + step >= 0 && column + step <= last.column) return to({ row, column: column + step });
        if (step > 0 && row < last.row) return to({ row: row + 1, column: 0 });
        if (step < 0 && row > 0) return to({ row: row - 1, column: last.column });
        return;
      }
      case "Enter":
        // On buttons Enter opens their menu.
        if (input === null) return;
        event.preventDefault();
        if (event.shiftKey) return to({ row: Math.max(0, row - 1), column });
        if (row === last.row) onEdit(addRow(table, row + 1));
        return focus({ row: row + 1, column });
    }
  }

  function paste(event: ClipboardEvent<HTMLDivElement>): void {
    const text = event.clipboardData.getData("text/plain");
    // One value goes into the field as it is.
    if (!/[\t\r\n]/u.test(text.trim()) && table.columns.length > 0) return;
    event.preventDefault();
    const block = readBlock(text);
    if (block.length === 0) return;
    const place = placeOf(event.target) ?? active;
    const pasted = pasteBlock(table, block, Math.max(0, place.row), Math.max(0, place.column));
    onEdit(pasted.table);
    onPasted(pasted);
    requestAnimationFrame(() => focus(pasted.to));
  }

  function focused(event: FocusEvent<HTMLDivElement>): void {
    const place = placeOf(event.target);
    if (place === null || (place.row === at.row && place.column === at.column)) return;
    setVisit((now) => now + 1);
    onAt(place);
  }

  const marked = new Map(faults.map((fault) => [`${fault.row ?? -1},${fault.column ?? -1}`, fault.detail]));
  return (
    <div
      ref={box}
      className={classes.box}
      role="grid"
      aria-label={label}
      aria-rowcount={table.rows.length + 1}
      aria-colcount={table.columns.length + 1}
      onKeyDown={keys}
      onPaste={paste}
      onFocus={focused}
      tabIndex={table.columns.length === 0 ? 0 : -1}
    >
      <div role="row" aria-rowindex={1} className={classes.head} style={columns}>
        <div role="columnheader" className={classes.corner}>
          {t("rowNumber")}
        </div>
        {table.columns.map((header, column) => {
          const fault = marked.get(`-1,${column}`);
          const sort = sortOf(parseHeader(header)?.kind);
          const words = headWords(header, labels);
          return (
            <div key={column} role="columnheader" className={classes.headCell} data-sort={sort} data-fault={fault !== undefined || undefined}>
              <GridMenu
                button={(button) => (
                  <button
                    {...button}
                    type="button"
                    className={classes.headButton}
                    data-at={`-1,${column}`}
                    tabIndex={active.row === -1 && active.column === column ? 0 : -1}
                    title={[header, fault].filter(Boolean).join("\n")}
                  >
                    <span className={classes.headWords}>{words}</span>
                    <span className={classes.headSort} aria-hidden>
                      {t(`sort_${sort}`)}
                    </span>
                    {fault !== undefined && <span className="visually-hidden">. {fault}</span>}
                    <ChevronDown size={13} aria-hidden />
                  </button>
                )}
              >
                <ColumnItems
                  table={table}
                  column={column}
                  onChange={() => props.onChangeColumn(column)}
                  onEdit={(next, to) => {
                    onEdit(next);
                    setTimeout(() => focus({ row: -1, column: to }), 30);
                  }}
                />
              </GridMenu>
            </div>
          );
        })}
      </div>
      {table.rows.length > 0 ? (
        <div role="rowgroup" className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index: row, start }) => {
            const cells = table.rows[row] ?? [];
            const number = numbers[row] ?? null;
            const rowFault = marked.get(`${row},-1`);
            return (
              <div
                key={row}
                role="row"
                aria-rowindex={row + 2}
                className={classes.row}
                data-blank={number === null || undefined}
                data-active={active.row === row || undefined}
                style={{ ...columns, transform: `translateY(${start}px)` }}
              >
                <div role="rowheader" className={classes.number} data-fault={rowFault !== undefined || undefined}>
                  <GridMenu
                    button={(button) => (
                      <button
                        {...button}
                        type="button"
                        className={classes.numberButton}
                        data-at={`${row},-1`}
                        tabIndex={active.row === row && active.column === -1 ? 0 : -1}
                        title={rowFault}
                        aria-label={[number === null ? t("rowBlank") : t("rowMenu", { row: number }), rowFault].filter(Boolean).join(". ")}
                      >
                        {number ?? "–"}
                        <ChevronDown size={12} aria-hidden />
                      </button>
                    )}
                  >
                    <RowItems
                      table={table}
                      row={row}
                      number={number}
                      actions={props.rowActions}
                      onEdit={(next, to) => {
                        onEdit(next);
                        setTimeout(() => focus({ row: to, column: to === -1 ? 0 : Math.max(0, active.column) }), 30);
                      }}
                    />
                  </GridMenu>
                </div>
                {table.columns.map((header, column) => {
                  const fault = marked.get(`${row},${column}`);
                  const words = headWords(header, labels);
                  return (
                    <div key={column} role="gridcell" className={classes.cell} data-fault={fault !== undefined || undefined}>
                      <input
                        className={classes.input}
                        data-at={`${row},${column}`}
                        // Escape leaves the grid here, and the dialog only from outside it.
                        data-mantine-stop-propagation="true"
                        tabIndex={active.row === row && active.column === column ? 0 : -1}
                        aria-label={[number === null ? t("cellBlank", { column: words }) : t("cell", { column: words, row: number }), fault].filter(Boolean).join(". ")}
                        aria-invalid={fault !== undefined || undefined}
                        title={fault}
                        autoComplete="off"
                        spellCheck={false}
                        value={cells[column] ?? ""}
                        onChange={(event) => onEdit(setCell(table, row, column, event.currentTarget.value), `${row},${column},${visit}`)}
                      />
                    </div>
                  );
                })}
              </div>
            );
          })}
        </div>
      ) : (
        <div role="row" className={classes.nothing}>
          <div role="gridcell">{table.columns.length === 0 ? t("gridNoColumns") : t("gridEmpty")}</div>
        </div>
      )}
    </div>
  );
}

function placeOf(target: EventTarget): Place | null {
  const at = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-at]")?.dataset.at : undefined;
  if (at === undefined) return null;
  const [row = 0, column = 0] = at.split(",").map(Number);
  return { row, column };
}
