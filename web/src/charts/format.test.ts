import { describe, expect, it } from "vitest";
import { columnFormatter, type Cell } from "./format";
import type { DataType } from "../lib/wire";

function check(data_type: DataType, format: string | null, value: Cell, expected: string, grain: string | null = null) {
  const text = columnFormatter({ data_type, format, grain }, "en-US")(value);
  // Intl writes narrow and no-break spaces; a test should not depend on which.
  expect(text.replaceAll(/\s/g, " ")).toBe(expected);
}

describe("columnFormatter", () => {
  it.each<[DataType, string | null, Cell, string]>([
    ["integer", null, 336776, "336,776"],
    ["integer", "id", 20130101, "20130101"],
    ["number", null, 12.3456, "12.35"],
    ["number", "number_1", 12.3456, "12.3"],
    ["number", "number", 12.6, "13"],
    ["number", "decimal_3", 1, "1.000"],
    ["number", "percent_1", 0.7694, "76.9%"],
    ["number", "usd_2", 1234.5, "$1,234.50"],
    ["number", "usdcurrency_0", 1234.5, "$1,235"],
    ["number", "big_1", 1234567, "1.2M"],
    ["number", "minutes_1", 12.34, "12.3 min"],
    ["integer", "miles", 1400, "1,400 mi"],
    ["number", "widgets_1", 3.21, "3.2 widgets"],
    ["number", '#,##0.0 "mi"', 1234.56, "1,234.6 mi"],
    ["number", "0.0%", 0.5, "50.0%"],
    ["number", '"$"#,##0', 1234.56, "$1,235"],
    ["integer", null, 9007199254740993n, "9,007,199,254,740,993"],
    ["number", "number_2", "12345678901234567890.12", "12,345,678,901,234,567,890.12"],
    ["text", null, "JFK", "JFK"],
    ["text", null, null, "∅"],
    ["boolean", null, true, "Yes"],
  ])("%s by %s: %s", (type, format, value, expected) => check(type, format, value, expected));

  it.each<[string, number, string]>([
    ["year", Date.UTC(2013, 0, 1), "2013"],
    ["quarter", Date.UTC(2013, 3, 1), "Q2 2013"],
    ["month", Date.UTC(2013, 2, 1), "Mar 2013"],
    ["date", Date.UTC(2013, 2, 31), "Mar 31, 2013"],
    ["hour", Date.UTC(2013, 2, 31, 23), "Mar 31, 2013, 11:00 PM"],
  ])("times by %s, in the wall's own clock", (grain, value, expected) => check("timestamp", null, value, expected, grain));

  it("names the parts of a date", () => {
    check("integer", null, 3, "Mar", "month_of_year");
    check("integer", null, 1, "Mon", "day_of_week");
    check("integer", null, 7, "07:00", "hour_of_day");
    check("integer", null, 4, "Q4", "quarter_of_year");
  });

  it("follows the locale", () => {
    const format = columnFormatter({ data_type: "number", format: "number_1", grain: null }, "de-DE");
    expect(format(1234.5)).toBe("1.234,5");
  });

  it("is short on axes", () => {
    const format = columnFormatter({ data_type: "integer", format: null, grain: null }, "en-US", { compact: true });
    expect([0, 2500, 58665].map(format)).toEqual(["0", "2,500", "58.7K"]);
  });
});
