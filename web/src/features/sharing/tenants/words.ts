/** A tenant table in words. */
import { isCondition, parseHeader, valuesOf, type ColumnKind } from "./columns";
import type { TenantTable } from "./edits";
import { t } from "./messages";

/** The labels of fields by their names. */
export type Labels = ReadonlyMap<string, string>;

export function headWords(header: string, labels: Labels): string {
  const column = parseHeader(header);
  if (column === null) return header;
  const name = labels.get(column.name) ?? column.name;
  switch (column.kind) {
    case "user":
    case "group":
    case "email_domain":
    case "scenario":
      return t(`kind_${column.kind}`);
    case "attribute":
    case "one_of":
    case "at_least":
    case "at_most":
      return t(`head_${column.kind}`, { name });
  }
}

export type HeadSort = "who" | "name" | "what" | "unknown";
export function sortOf(kind: ColumnKind | undefined): HeadSort {
  if (kind === undefined) return "unknown";
  return kind === "scenario" ? "name" : isCondition(kind) ? "who" : "what";
}

/** "Whoever is in Star Alliance sees only rows where Airline is UA or US." */
export function rowWords(table: TenantTable, row: number, labels: Labels): string {
  const cells = table.rows[row] ?? [];
  const conditions: string[] = [];
  const limits: string[] = [];
  table.columns.forEach((header, at) => {
    const column = parseHeader(header);
    const values = valuesOf(cells[at] ?? "");
    if (column === null || column.kind === "scenario" || values.length === 0) return;
    const words = { name: labels.get(column.name) ?? column.name, values: values.join(t("or")) };
    if (column.kind === "one_of" || column.kind === "at_least" || column.kind === "at_most") limits.push(t(`limit_${column.kind}`, words));
    else conditions.push(t(`is_${column.kind}`, words));
  });
  const who = conditions.length > 0 ? t("saysWho", { conditions: conditions.join(t("and")) }) : row === 0 ? t("saysEverybodyFirst") : t("saysEverybody");
  return t("saysSees", { who, what: limits.length > 0 ? t("saysRows", { limits: limits.join(t("and")) }) : t("saysAll") });
}
