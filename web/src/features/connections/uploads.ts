import type { TableFile } from "@/api/connections";

/** The kind of a file by its name; null for what cannot be a table. */
export function fileKind(name: string): TableFile | null {
  const lower = name.toLowerCase();
  if (lower.endsWith(".csv") || lower.endsWith(".tsv")) return "text/csv";
  if (lower.endsWith(".parquet") || lower.endsWith(".pq")) return "application/vnd.apache.parquet";
  return null;
}

/** A table name proposed for a file: "Sales 2024 (final).csv" -> "sales_2024_final". */
export function tableName(file: string): string {
  const stem = file.replace(/\.[^.]*$/u, "").toLowerCase();
  const name = stem
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/gu, "")
    .replace(/[^a-z0-9]+/gu, "_")
    .replace(/^_+|_+$/gu, "");
  if (name === "") return "table";
  return /^\d/u.test(name) ? `t_${name}` : name;
}

export const isTableName = (name: string): boolean => /^[a-z_][a-z0-9_]{0,62}$/iu.test(name);
