/** What the server found wrong with a table, and where that is in the table on screen. */
import { ApiError } from "@/api/errors";
import type { TenantTable } from "./edits";

export interface TenantFault {
  /** In the table on screen; null for a header. */
  row: number | null;
  /** Null for a row as a whole. */
  column: number | null;
  detail: string;
}

/** The faults that still concern the table on screen: those of rows and headers that were not changed since the server looked at them. */
export function faultsOf(error: unknown, sent: TenantTable | null, shown: TenantTable | null): TenantFault[] {
  if (!(error instanceof ApiError) || sent === null || shown === null) return [];
  const found: TenantFault[] = [];
  for (const { pointer = "", detail } of error.problem.errors ?? []) {
    const [, place, first, second] = /^\/table(?:\/(rows|columns)\/(\d+)(?:\/(\d+))?)?$/u.exec(pointer) ?? [];
    const at = Number(first);
    if (place === undefined) found.push({ row: null, column: null, detail });
    else if (place === "columns") {
      if (shown.columns[at] === sent.columns[at]) found.push({ row: null, column: at, detail });
    } else {
      const checked = sent.rows[at];
      const row = checked === undefined ? -1 : shown.rows.indexOf(checked);
      if (row >= 0) found.push({ row, column: second === undefined ? null : Number(second), detail });
    }
  }
  return found;
}
