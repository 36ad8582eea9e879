import { Menu } from "@mantine/core";
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Eye, Pencil, Plus, Target, Trash2 } from "lucide-react";
import { addRow, moveColumn, moveRow, removeColumn, removeRow, type TenantTable } from "./edits";
import { t } from "./messages";

export interface RowActions {
  onTry: (row: number) => void;
  /** Null while the table on screen is not the saved one. */
  onSee: ((row: number) => void) | null;
}

interface RowProps {
  table: TenantTable;
  row: number;
  number: number | null;
  actions: RowActions;
  /** The table, and the row that is looked at then. */
  onEdit: (table: TenantTable, row: number) => void;
}

/** What can be done with a row. */
export function RowItems({ table, row, number, actions, onEdit }: RowProps) {
  const last = table.rows.length - 1;
  return (
    <>
      <Menu.Label>{number === null ? t("rowBlank") : t("row", { row: number })}</Menu.Label>
      <Menu.Item leftSection={<Target size={15} />} disabled={number === null} onClick={() => number !== null && actions.onTry(number)}>
        {t("rowTry")}
      </Menu.Item>
      <Menu.Item
        leftSection={<Eye size={15} />}
        disabled={number === null || actions.onSee === null}
        title={actions.onSee === null ? t("rowSeeUnsaved") : undefined}
        onClick={() => number !== null && actions.onSee?.(number)}
      >
        {t("rowSee")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<ArrowUp size={15} />} disabled={row === 0} onClick={() => onEdit(moveRow(table, row, row - 1), row - 1)}>
        {t("rowUp")}
      </Menu.Item>
      <Menu.Item leftSection={<ArrowDown size={15} />} disabled={row === last} onClick={() => onEdit(moveRow(table, row, row + 1), row + 1)}>
        {t("rowDown")}
      </Menu.Item>
      <Menu.Item leftSection={<Plus size={15} />} onClick={() => onEdit(addRow(table, row), row)}>
        {t("rowAbove")}
      </Menu.Item>
      <Menu.Item leftSection={<Plus size={15} />} onClick={() => onEdit(addRow(table, row + 1), row + 1)}>
        {t("rowBelow")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<Trash2 size={15} />} c="var(--lucarne-danger)" onClick={() => onEdit(removeRow(table, row), Math.min(row, last - 1))}>
        {t("rowRemove")}
      </Menu.Item>
    </>
  );
}

interface ColumnProps {
  table: TenantTable;
  column: number;
  onChange: () => void;
  /** The table, and the column that is looked at then. */
  onEdit: (table: TenantTable, column: number) => void;
}

/** What can be done with a column. */
export function ColumnItems({ table, column, onChange, onEdit }: ColumnProps) {
  return (
    <>
      <Menu.Label>{table.columns[column]}</Menu.Label>
      <Menu.Item leftSection={<Pencil size={15} />} onClick={onChange}>
        {t("columnChange")}
      </Menu.Item>
      <Menu.Item leftSection={<ArrowLeft size={15} />} disabled={column === 0} onClick={() => onEdit(moveColumn(table, column, column - 1), column - 1)}>
        {t("columnLeft")}
      </Menu.Item>
      <Menu.Item
        leftSection={<ArrowRight size={15} />}
        disabled={column === table.columns.length - 1}
        onClick={() => onEdit(moveColumn(table, column, column + 1), column + 1)}
      >
        {t("columnRight")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<Trash2 size={15} />} c="var(--lucarne-danger)" onClick={() => onEdit(removeColumn(table, column), Math.max(0, column - 1))}>
        {t("columnRemove")}
      </Menu.Item>
    </>
  );
}
