import { expect, test } from "vitest";
import { fileKind, isTableName, tableName } from "./uploads";

test.each([
  ["Sales 2024 (final).csv", "sales_2024_final"],
  ["Käufe.parquet", "kaufe"],
  ["2013.csv", "t_2013"],
  ["---.csv", "table"],
  ["a.b.csv", "a_b"],
])("a table name for %s is %s", (file, name) => {
  expect(tableName(file)).toBe(name);
  expect(isTableName(name)).toBe(true);
});

test("only CSV and Parquet are tables", () => {
  expect(["x.CSV", "x.parquet", "x.xlsx", "csv"].map(fileKind)).toEqual(["text/csv", "application/vnd.apache.parquet", null, null]);
});
